"""Ways around the rules that somebody thought of, each named for the rule it would have broken."""

import uuid

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse

from accounts import roles
from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.owed_check import Confirmation
from articles.desk.acts.policy import DeskPolicy, FourEyes
from articles.desk.acts.publishing import publish, publish_in_an_emergency
from articles.desk.acts.refusal import Refused
from articles.desk.acts.standing import Standing
from articles.desk.acts.workflow import approve, pass_on
from articles.desk.article import Article, Status
from articles.desk.erasure.erasing import erase_article
from articles.desk.roles.assignment import DeskAssignment
from articles.desk.signing.sign_off import SignOff
from articles.desk.signing.signing_off import MOST_ANSWERS, answer, make_link
from articles.desk.versions.autosave import Autosave, keep
from articles.desk.versions.restoring import restore
from articles.desk.versions.saving import save_version
from articles.desk.versions.taking_over import take_over
from articles.page import clock
from articles.page.category import Category
from articles.page.edition import Edition
from tests.people.factory import make_official

from ..factory import (
    approved,
    make_article,
    make_category,
    make_published,
    make_publisher,
    make_user,
)
from .typing import LIST, address

pytestmark = pytest.mark.django_db


def written(article, by, **fields):
    """Save an article as somebody would, with these fields changed."""
    article.refresh_from_db()
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    return save_version(article, by)


# The strictest of all desks whose pages show it


def test_a_strict_desk_is_not_entered_through_a_further_category(db):
    lenient, strict = make_category(), make_category()
    DeskPolicy.objects.create(category=lenient, four_eyes=FourEyes.AFTERWARDS)
    DeskPolicy.objects.create(category=strict, four_eyes=FourEyes.STRICT)
    head = make_publisher()
    article = make_article(author=head, category=lenient)
    article.further_categories.add(strict)
    save_version(article, head)
    pass_on(article, head)
    with pytest.raises(Refused):
        approve(article, head)
    # Alone on its own desk it is approved, and checked afterwards.
    article.further_categories.clear()
    assert approve(article, head).status == Status.APPROVED


# What is confirmed has been read


def test_confirming_takes_the_text_that_was_looked_at(db, client):
    first, second = make_publisher(), make_publisher()
    article = make_article(author=first)
    publish_in_an_emergency(article, first, "Bão")
    article.refresh_from_db()
    seen = article.version
    written(article, first, body="<p>Chữ mà người thứ hai chưa thấy.</p>")
    publish_in_an_emergency(article, first, "Bão")
    client.force_login(second)
    answered = client.post(address(article, "confirm"), {"version_read": seen})
    assert answered.status_code == 422
    assert not Confirmation.objects.exists()
    article.refresh_from_db()
    answered = client.post(address(article, "confirm"), {"version_read": article.version})
    assert answered.status_code == 302
    assert Confirmation.objects.count() == 2


# What a stranger can write has an end


def test_a_link_takes_no_endless_answers(db):
    article = make_article(author=make_user())
    link = make_link(article, make_publisher(), "Ông Bình")
    shown = Standing(Article.objects.get(pk=article.pk)).hash
    for number in range(MOST_ANSWERS):
        answer(link, shown=shown, answer="changes", who="Bình", comment=f"Lần {number}")
    with pytest.raises(Refused):
        answer(link, shown=shown, answer="changes", who="Bình", comment="Lần nữa")
    assert SignOff.objects.count() == MOST_ANSWERS
    # Saying the last thing again is no new answer, and no refusal either.
    answer(link, shown=shown, answer="changes", who="Bình", comment=f"Lần {number}")


# Erased means everywhere


def test_erasing_takes_what_was_typed_in_the_empty_form_of_the_article(db):
    key, writer = uuid.uuid4(), make_user()
    article = make_article(author=writer, creation_key=key)
    kept = {"user": writer, "form": {"lead": ["Bí mật"]}, "saved_at": clock.now()}
    Autosave.objects.create(creation_key=key, **kept)
    other = Autosave.objects.create(creation_key=uuid.uuid4(), **kept)
    words = {"basis": "Luật", "document": "1/QĐ", "by": "a", "second_person": "b"}
    erase_article(article.pk, **words)
    assert list(Autosave.objects.all()) == [other]


# What was tried stands in the diary, whichever address it was tried at


@pytest.mark.parametrize(
    ("at", "verb"),
    [
        (["version", 1], "restore"),
        (["take_over"], "take_over"),
        (["duplicate"], "duplicate"),
        (["erase"], "erase"),
        (["sign_off_link"], "ask_sign_off"),
        (["sign_off_record"], "record_sign_off"),
    ],
)
def test_a_try_without_the_right_is_written_down(browser_of, cast, at, verb):
    # The officer on duty reads everything and may do nothing else with it.
    officer = make_user("officer")
    roles.set_trusts(officer, ["articles.publish_in_emergency"])
    article = make_article(author=cast("reporter"))
    browser = browser_of("reporter")
    browser.force_login(officer)
    assert browser.post(address(article, *at)).status_code == 403
    event = WorkflowEvent.objects.get(article=article.pk, refused=True)
    assert (event.verb, event.by) == (verb, officer)
    assert event.reason


def test_a_try_with_many_articles_is_written_down(client):
    head, article = make_publisher(), make_article()
    client.force_login(head)
    chosen = {"action": "publish", ACTION_CHECKBOX_NAME: [article.pk], "seen": f"{article.pk}:1-"}
    client.post(LIST, chosen)
    event = WorkflowEvent.objects.get(article=article.pk, refused=True)
    assert (event.verb, event.by) == ("publish", head)
    assert event.reason


@pytest.mark.parametrize(
    ("step", "name"),
    [("withdraw", "reason"), ("withdraw", "note"), ("correct", "apology"), ("emergency", "reason")],
)
def test_what_a_step_asks_has_an_end(client, step, name):
    article = Article.objects.get(pk=make_published().article)
    client.force_login(make_publisher())
    said = dict.fromkeys(["reason", "wrong", "right"], "Chữ") | {"kind": "correction"}
    posted = {"version_read": article.version, **said, name: "Chữ " * 2_000}
    assert client.post(address(article, step), posted).status_code == 422
    assert Edition.objects.count() == 1
    assert Edition.objects.live().exists()


def test_a_mere_visit_without_the_right_is_no_try(browser_of, cast):
    officer = make_user("officer")
    roles.set_trusts(officer, ["articles.publish_in_emergency"])
    article = make_article(author=cast("reporter"))
    browser = browser_of("reporter")
    browser.force_login(officer)
    assert browser.get(address(article, "erase")).status_code == 403
    assert not WorkflowEvent.objects.filter(refused=True).exists()


# Nobody widens their own desk


@pytest.fixture
def head_of_one_desk(client):
    """A browser of somebody who publishes for one category; that category and a foreign one."""
    own, foreign = make_category("Y tế"), make_category("Kinh tế")
    head = make_user("head")
    DeskAssignment.objects.create(user=head, role="publisher", category=own)
    client.force_login(head)
    return client, own, foreign


def moved(browser, category, parent):
    """Post the form of a category, to stand under another."""
    url = reverse("admin:articles_category_change", args=[category.pk])
    data = {"name": category.name, "slug": category.slug, "position": 0, "description": ""}
    return browser.post(url, {**data, "parent": parent.pk if parent else ""})


def test_a_head_draws_no_foreign_desk_under_their_own(head_of_one_desk):
    browser, own, foreign = head_of_one_desk
    assert moved(browser, foreign, own).status_code == 403
    assert Category.objects.get(pk=foreign.pk).parent is None


def test_a_head_moves_their_desk_under_no_other_rule(head_of_one_desk):
    browser, own, foreign = head_of_one_desk
    DeskPolicy.objects.create(category=foreign, four_eyes=FourEyes.AFTERWARDS)
    moved(browser, own, foreign)
    assert Category.objects.get(pk=own.pk).parent is None


def test_a_head_keeps_the_names_of_their_desk(head_of_one_desk):
    browser, own, _foreign = head_of_one_desk
    own.name = "Y tế và đời sống"
    assert moved(browser, own, None).status_code == 302
    assert Category.objects.get(pk=own.pk).name == "Y tế và đời sống"


def test_a_head_founds_a_category_at_their_desk_only(head_of_one_desk):
    browser, own, foreign = head_of_one_desk
    url = reverse("admin:articles_category_add")
    for parent, status in [(foreign.pk, 200), ("", 200), (own.pk, 302)]:
        data = {"name": f"Mới {parent}", "position": 0, "parent": parent}
        assert browser.post(url, data).status_code == status, parent
    assert [each.name for each in own.children.all()] == [f"Mới {own.pk}"]


def test_who_heads_everything_orders_the_tree(client, cast):
    own, foreign = make_category(), make_category()
    client.force_login(cast("publisher"))
    assert moved(client, own, foreign).status_code == 302
    assert Category.objects.get(pk=own.pk).parent == foreign


# Whoever wrote it does not approve it, however the writing began


def test_what_the_newsroom_itself_saved_begins_no_round(db):
    head = make_publisher()
    article = make_article()  # came in by an import that names nobody
    written(article, head, body="<p>Chữ của riêng mình.</p>")
    pass_on(article, head)
    with pytest.raises(Refused):
        approve(article, head)
    assert approve(article, make_publisher()).status == Status.APPROVED


def test_a_change_nobody_sees_begins_no_round(db):
    colleague, head, chairman = make_publisher(), make_publisher(), make_official()
    article = make_article(author=make_user(), body=f"<p>Ông {chairman} phát biểu.</p>")
    publish(approved(article), None)
    # A colleague ticks off whom the text names anyway: readers see the same.
    article.officials.add(chairman)
    written(article, colleague)
    assert article.status == Status.PUBLISHED
    written(article, head, body="<p>Chữ của riêng mình.</p>")
    pass_on(article, head)
    with pytest.raises(Refused):
        approve(article, head)
    assert approve(article, make_publisher()).status == Status.APPROVED


def test_who_goes_on_with_a_text_does_not_make_it_theirs(db):
    head, colleague = make_publisher(), make_publisher()
    article = make_published(author=make_user())
    article = Article.objects.get(pk=article.article)
    form = {
        **{"headline": [article.headline], "body": ["<p>Chữ của riêng mình.</p>"]},
        **{"kind": ["news"], "category": [str(article.category_id)], "no_event": ["on"]},
    }
    kept = {"typed_in": uuid.uuid4(), "subject": article, "version_read": article.version}
    keep(Autosave, form, head, **kept)
    aside = take_over(article, colleague, head)
    restore(aside, colleague)
    pass_on(article, colleague)
    with pytest.raises(Refused):
        approve(article, head)
