"""The database refuses what would break a promise, and the guards survive every migration."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.publishing import publish, withdraw
from articles.desk.article import Article
from articles.page import guards
from articles.page.edition import Edition, EditionPicture, PrintedTitle
from articles.page.erasure import Erasure
from articles.page.withdrawal import Withdrawal
from tests.articles.factory import make_article, make_published

pytestmark = pytest.mark.django_db


def refused(act):
    """Tell whether the database refuses an act, by a guard and not by accident."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    return "guard" in str(refusal.value) or guards.NO_OVERLAP in str(refusal.value)


def order():
    return Erasure.objects.create(
        target="article",
        number=1,
        basis="Luật",
        document="1/QĐ",
        by="a",
        second_person="b",
        at=timezone.now(),
    )


def test_every_guard_stands_after_migrating():
    assert guards.missing() == []
    assert len(guards.laid(connection)) > 15


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Khác"},
        {"content": {"headline": "Khác"}},
        {"hash": "f" * 64},
        {"lead": ""},
        {"event_date": "2018-08-07"},
        {"number": 7},
        {"article": 7_000},
        {"slug": "khac"},
    ],
)
def test_what_was_published_is_frozen(change):
    edition = make_published()
    assert refused(lambda: Edition.objects.filter(pk=edition.pk).update(**change))


def test_the_end_may_move_and_the_rendered_text_may_be_made_anew():
    edition = make_published()
    Edition.objects.filter(pk=edition.pk).update(live_until=timezone.now(), body_html="<p>Khác</p>")


def test_no_edition_is_deleted():
    edition = make_published()
    assert refused(lambda: Edition.objects.filter(pk=edition.pk)._raw_delete("default"))


KEEPING_ROWS = [each.model for each in guards.FROZEN if each.keeps_rows]


@pytest.mark.parametrize("cascade", ["", "CASCADE"])
@pytest.mark.parametrize("model", KEEPING_ROWS)
def test_no_kept_table_is_emptied_whole(model, cascade):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    [frozen] = [each for each in guards.FROZEN if each.model == model]
    with connection.cursor() as cursor:
        # Other tables lean on most of these: without CASCADE they come along by name.
        leaning = "" if cascade else tables_leaning_on(cursor, frozen.table)
        statement = f'TRUNCATE "{frozen.table}" {leaning} {cascade}'
        own = f"guard: {frozen.table} keeps its rows"
        with pytest.raises(IntegrityError, match=own), transaction.atomic():
            cursor.execute(statement)


@pytest.mark.parametrize("table", ["accounts_user", "images_image", "articles_category"])
def test_no_kept_table_is_emptied_along_with_another(table):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    guard = pytest.raises(IntegrityError, match=r"guard: \w+ keeps its rows")
    with guard, transaction.atomic():
        connection.cursor().execute(f'TRUNCATE "{table}" CASCADE')


def tables_leaning_on(cursor, table):
    """The tables that would have to be emptied with one, as further names of a TRUNCATE."""
    cursor.execute(
        "WITH RECURSIVE leaning(oid) AS ("
        " SELECT conrelid FROM pg_constraint WHERE contype = 'f' AND confrelid = %s::regclass"
        " UNION SELECT conrelid FROM pg_constraint JOIN leaning ON confrelid = leaning.oid"
        " WHERE contype = 'f') SELECT oid::regclass::text FROM leaning",
        [table],
    )
    return "".join(f', "{name}"' for (name,) in cursor.fetchall() if name != table)


def test_a_delete_without_a_condition_is_refused_as_well():
    edition = make_published()
    assert refused(lambda: connection.cursor().execute("DELETE FROM articles_workflowevent"))
    assert WorkflowEvent.objects.filter(article=edition.article).exists()


def test_two_editions_are_never_live_at_once():
    edition = make_published()
    twin = Edition.objects.get(pk=edition.pk)
    twin.pk, twin.number = None, 2
    assert refused(lambda: twin.save(force_insert=True))


def test_an_end_cannot_move_into_the_next_edition():
    article = make_article()
    first = publish(article, None)
    article.headline = "Tiêu đề mới"
    article.save()
    publish(article, None)
    later = timezone.now() + timedelta(days=1)
    assert refused(lambda: Edition.objects.filter(pk=first.pk).update(live_until=later))


def test_an_order_turns_content_into_nothing():
    edition = make_published()
    empty = {
        "headline": "",
        "slug": "",
        "lead": "",
        "content": {},
        "change_note": "",
        "organisation": None,
        "lead_image": None,
        "erasure": order(),
    }
    Edition.objects.filter(pk=edition.pk).update(**empty)
    edition.refresh_from_db()
    assert (edition.headline, edition.content) == ("", {})


def test_an_order_turns_content_into_nothing_else():
    edition = make_published()
    change = {"headline": "Sửa lén", "erasure": order()}
    assert refused(lambda: Edition.objects.filter(pk=edition.pk).update(**change))


def test_content_is_not_emptied_without_an_order():
    edition = make_published()
    assert refused(lambda: Edition.objects.filter(pk=edition.pk).update(headline=""))


def test_an_order_is_not_taken_off_again():
    edition = make_published()
    Edition.objects.filter(pk=edition.pk).update(headline="", erasure=order())
    assert refused(lambda: Edition.objects.filter(pk=edition.pk).update(erasure=None))


def test_a_withdrawal_is_written_once():
    edition = make_published()
    withdraw(
        Article.objects.get(pk=edition.article), None, "Thông tin sai.", signed_by="Ban Biên tập"
    )
    row = Withdrawal.objects.get()
    assert refused(lambda: Withdrawal.objects.filter(pk=row.pk).update(reason="Khác"))
    assert refused(lambda: Withdrawal.objects.filter(pk=row.pk)._raw_delete("default"))


def test_the_ledger_is_written_once():
    row = order()
    assert refused(lambda: Erasure.objects.filter(pk=row.pk).update(document="2/QĐ"))
    assert refused(lambda: Erasure.objects.filter(pk=row.pk)._raw_delete("default"))


def test_versions_and_diary_are_written_once():
    article = make_article()
    publish(article, None)
    version, event = (
        article.versions.get(),
        WorkflowEvent.objects.filter(article=article.pk).first(),
    )
    assert refused(lambda: article.versions.filter(pk=version.pk).update(content={"body": "x"}))
    assert refused(
        lambda: (
            WorkflowEvent.objects.filter(article=article.pk).filter(pk=event.pk).update(verb="khac")
        )
    )
    assert refused(lambda: WorkflowEvent.objects.filter(article=article.pk)._raw_delete("default"))


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_migration_that_rebuilds_the_table_leaves_every_guard_standing():
    before = {name for name, _ in guards.laid(connection)}
    call_command("migrate", "articles", "zero", verbosity=0)
    assert guards.laid(connection) == []
    call_command("migrate", verbosity=0)
    assert {name for name, _ in guards.laid(connection)} == before
    assert guards.missing() == []


def test_the_check_misses_a_guard_that_was_taken_off():
    name, table = guards.laid(connection)[0]
    of_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"{of_table}')
    [error] = guards.check_guards(databases=["default"])
    assert name in error.msg
    guards.lay()
    assert guards.check_guards(databases=["default"]) == []


def test_migrating_lays_a_guard_that_is_missing_and_other_commands_refuse():
    with connection.cursor() as cursor:
        name, table = guards.laid(connection)[0]
        of_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER "{name}"{of_table}')
    with pytest.raises(SystemCheckError, match=name):
        call_command("check", databases=["default"])
    call_command("migrate", verbosity=0, skip_checks=False)
    assert guards.missing() == []


def test_guards_come_back_after_work_without_them():
    edition = make_published()
    with guards.lifted():
        Edition.objects.filter(pk=edition.pk).update(headline="Khôi phục")
    assert guards.missing() == []


def test_rows_beside_an_edition_are_frozen_too():
    for model in [EditionPicture, PrintedTitle]:
        assert any(model.__name__ == frozen.model for frozen in guards.FROZEN)
