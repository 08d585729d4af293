"""The list of titles to look at again: who reads it, and how it is worked off."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.publishing import publish
from articles.desk.acts.workflow import approve, pass_on
from articles.desk.admin import titles
from articles.desk.article import Article, Status
from articles.desk.erasure.erasing import erase_article
from articles.desk.roles.assignment import DeskAssignment
from articles.desk.sweep.disagreement import Disagreement
from articles.desk.sweep.sweeping import sweep_later
from people.appointing import end
from people.partial_date import read_iso
from tests.people.factory import appoint, make_official

from ...factory import make_article, make_category, make_published, make_user
from ..typing import address, text
from .conftest import EVENT

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:articles_article_titles")
REASON = "Trích theo văn bản khi đó"


@pytest.fixture
def wrong(edition, held, sweep):
    """The two open rows of an edition: beside the name, and in the text."""
    end(held, read_iso("2017-01-01"))
    sweep()
    return list(Disagreement.objects.order_by("-kind"))


def numbers(rows):
    """As the one line of an article posts them."""
    return ",".join(str(row.pk) for row in rows)


def open_rows():
    return Disagreement.objects.open().count()


# Reading


@pytest.mark.parametrize("role", ["editor", "publisher"])
def test_the_desk_reads_what_was_printed_beside_what_is_right(browser_of, wrong, role):
    page = text(browser_of(role).get(PAGE))
    assert page.count("Hội nghị Hải Sơn") == 1, "one line an article"
    assert f'name="rows" value="{numbers(wrong)}"' in page
    assert "<del>Bí thư Đảng ủy xã Hải Sơn</del>" in page
    assert "ngày đó không giữ chức vụ nào" in page
    assert "<ins>nguyên Bí thư Đảng ủy xã Hải Sơn</ins>" in page
    assert "07/08/2018" in page


@pytest.mark.parametrize("role", ["contributor", "reporter", "administrator"])
def test_others_do_not_get_in(browser_of, wrong, role):
    browser = browser_of(role)
    assert browser.get(PAGE).status_code == 403
    answer = browser.post(PAGE, {"rows": numbers(wrong), "reason": REASON})
    assert answer.status_code == 403
    assert open_rows() == 2


def test_a_keeper_of_the_register_reads_what_readers_can_see_and_settles_nothing(
    browser_of, wrong, official, sweep
):
    make_article(
        headline="Bài chưa đăng",
        lead="Đồng chí Ngô Hoàng Ngân, Bí thư Đảng ủy xã Hải Sơn.",
        event_date=EVENT,
    )
    sweep_later([official.pk])
    sweep()
    assert open_rows() == 3
    keeper = browser_of("register_keeper")
    page = text(keeper.get(PAGE))
    assert "Hội nghị Hải Sơn" in page
    assert "Bài chưa đăng" not in page
    assert 'name="reason"' not in page
    assert address(wrong[0].article, "change") not in page
    keeper.post(PAGE, {"rows": numbers(wrong), "reason": REASON})
    assert open_rows() == 3


def test_nothing_to_look_at_says_how_something_would_come(browser_of):
    page = text(browser_of("editor").get(PAGE))
    assert "Mọi chức danh đều khớp" in page
    assert "bổ nhiệm" in page


def test_who_opens_the_list_does_what_is_due(browser_of, edition, held):
    end(held, read_iso("2017-01-01"))
    assert open_rows() == 0
    page = text(browser_of("editor").get(PAGE))
    assert "Hội nghị Hải Sơn" in page
    assert "còn đang được đọc" in page


def test_only_one_official_and_only_what_is_settled(browser_of, wrong, official):
    editor = browser_of("editor")
    other = make_official("Vũ Văn Kinh")
    assert "Hội nghị" in text(editor.get(PAGE, {"official": official.pk}))
    assert "Hội nghị" not in text(editor.get(PAGE, {"official": other.pk}))
    assert "Hội nghị" not in text(editor.get(PAGE, {"state": "settled"}))
    editor.post(PAGE, {"rows": numbers(wrong), "reason": REASON})
    page = text(editor.get(PAGE, {"state": "settled"}))
    assert "Hội nghị" in page
    assert REASON in page


@pytest.mark.parametrize(
    "filters", [{"official": "x"}, {"official": "9" * 30}, {"p": "x"}, {"p": "99"}, {"state": "?"}]
)
def test_nonsense_in_the_address_is_passed_over(browser_of, wrong, filters):
    assert browser_of("editor").get(PAGE, filters).status_code == 200


def test_the_list_costs_the_same_however_long(browser_of, held, sweep, django_assert_num_queries):
    editor = browser_of("editor")
    asked = []
    for many in (1, 8):
        held.ended_on, held.ended_precision = None, "unknown"
        held.save()
        for _number in range(many):
            make_published(body="<p>Ngô Hoàng Ngân.</p>", event_date=EVENT)
        sweep()
        end(held, read_iso("2017-01-01"))
        held.refresh_from_db()
        sweep()
        editor.get(PAGE)
        with django_assert_num_queries(asked[0] if asked else 17) as captured:
            editor.get(PAGE)
        asked.append(len(captured))
    assert open_rows() == 9


# Leaving


def test_many_are_left_with_one_reason(browser_of, cast, wrong):
    editor = browser_of("editor")
    answer = editor.post(PAGE, {"rows": numbers(wrong), "reason": f"  {REASON} "}, follow=True)
    assert "Đã để nguyên 2 chỗ" in text(answer)
    rows = Disagreement.objects.all()
    assert {(row.how, row.reason, row.by) for row in rows} == {("left", REASON, cast("editor"))}
    entry = WorkflowEvent.objects.get(verb="leave_titles")
    assert (entry.article, entry.by) == (wrong[0].article_id, cast("editor"))
    assert REASON in entry.reason


@pytest.mark.parametrize(
    ("posted", "told"),
    [
        ({"reason": ""}, "vì sao để nguyên"),
        ({"reason": " \n "}, "vì sao để nguyên"),
        ({"reason": "x" * 301}, "300"),
        ({"rows": [], "reason": REASON}, "Hãy đánh dấu"),
        ({"rows": ["x", "99999999"], "reason": REASON}, "Hãy đánh dấu"),
    ],
)
def test_leaving_without_a_reason_or_a_row_is_refused(browser_of, wrong, posted, told):
    answer = browser_of("editor").post(PAGE, {"rows": numbers(wrong), **posted})
    assert answer.status_code == 422
    assert told in text(answer)
    assert open_rows() == 2
    if posted["reason"].strip():  # what was typed is not lost
        assert posted["reason"] in text(answer)


def test_an_editor_of_another_desk_leaves_nothing(client, wrong):
    editor = make_user("elsewhere")
    DeskAssignment.objects.create(user=editor, role="editor", category=make_category("Thể thao"))
    client.force_login(editor)
    page = text(client.get(PAGE))
    assert "Hội nghị Hải Sơn" in page
    assert 'name="rows"' not in page
    answer = client.post(PAGE, {"rows": numbers(wrong), "reason": REASON})
    assert answer.status_code == 422
    assert open_rows() == 2
    assert WorkflowEvent.objects.filter(verb="review_titles", refused=True).exists()


def test_what_was_settled_meanwhile_stays_as_it_was(browser_of, wrong):
    Disagreement.objects.update(settled_at=timezone.now(), how="agrees")
    browser_of("editor").post(PAGE, {"rows": numbers(wrong), "reason": REASON})
    assert set(Disagreement.objects.values_list("how", flat=True)) == {"agrees"}


# Taking up, and correcting


def test_a_right_text_is_taken_up_printed_anew_and_closes(browser_of, cast, held, sweep):
    edition = make_published(body="<p>Ngô Hoàng Ngân phát biểu.</p>", event_date=EVENT)
    end(held, read_iso("2017-01-01"))
    sweep()
    article = Article.objects.get(pk=edition.article)
    editor = browser_of("editor")
    assert "Mở lại để in lại chức danh" in text(editor.get(PAGE))
    answer = editor.post(PAGE, {"take_up": article.pk})
    assert answer.url == address(article)
    article.refresh_from_db()
    assert article.status == Status.DRAFT
    pass_on(article, cast("editor"))
    approve(article, cast("publisher"))
    page = text(browser_of("publisher").get(address(article, "correct")))
    # The words of the correction are there already.
    assert "Ngô Hoàng Ngân: Bí thư Đảng ủy xã Hải Sơn" in page
    publish(article, cast("publisher"))
    sweep()
    assert open_rows() == 0


@pytest.mark.parametrize("role", ["reporter", "register_keeper"])
def test_others_take_nothing_up(browser_of, wrong, role):
    browser_of(role).post(PAGE, {"take_up": wrong[0].article_id})
    assert Article.objects.get().status == Status.PUBLISHED


def test_what_agrees_is_not_taken_up(browser_of, edition):
    answer = browser_of("editor").post(PAGE, {"take_up": edition.article}, follow=True)
    assert "đã khớp với danh bạ" in text(answer)
    assert Article.objects.get().status == Status.PUBLISHED


def test_an_unknown_article_is_not_found(browser_of):
    assert browser_of("editor").post(PAGE, {"take_up": "99999"}).status_code == 404


# Where it is told


def end_in_the_admin(browser, held):
    place = reverse("admin:people_appointment_end", args=[held.pk])
    return browser.post(place, {"day": "01/01/2017", "reason": "12-QĐ/TU"}, follow=True)


def test_ending_an_appointment_tells_how_many_articles_disagree(browser_of, edition, held):
    page = text(end_in_the_admin(browser_of("register_keeper"), held))
    assert "1 bài in chức danh khác với danh bạ" in page
    assert f"{PAGE}?official={held.official_id}" in page


def test_a_change_that_makes_nothing_wrong_tells_nothing(browser_of, held):
    assert "khác với danh bạ" not in text(end_in_the_admin(browser_of("register_keeper"), held))


def test_a_change_that_puts_all_right_again_tells_nothing(browser_of, wrong, held):
    place = reverse("admin:people_appointment_change", args=[held.pk])
    sent = {"official": held.official_id, "position": held.position_id, "started_on": "2016"}
    sent |= {"ended_on": "", "acting": held.acting, "source_state": held.source_state}
    page = text(browser_of("register_keeper").post(place, sent, follow=True))
    assert "được thay đổi thành công" in page
    assert "khác với danh bạ" not in page


def test_a_large_archive_is_left_to_the_worker(browser_of, edition, held, monkeypatch, sweep):
    monkeypatch.setattr(titles, "AT_ONCE", 0)
    page = text(end_in_the_admin(browser_of("register_keeper"), held))
    assert "đang được đối chiếu" in page
    assert open_rows() == 0
    sweep()
    assert open_rows() == 2


@pytest.mark.parametrize("role", ["editor", "publisher", "register_keeper"])
def test_the_first_page_of_the_desk_counts_them(browser_of, wrong, role):
    page = text(browser_of(role).get(reverse("admin:index")))
    assert "Chức danh cần xem lại" in page
    assert f"{PAGE}?official={wrong[0].official_id}" in page


@pytest.mark.parametrize("role", ["contributor", "reporter", "administrator"])
def test_others_find_nothing_of_it_on_their_first_page(browser_of, wrong, role):
    page = text(browser_of(role).get(reverse("admin:index")))
    assert "Chức danh cần xem lại" not in page


def test_what_was_erased_is_gone_from_the_list(browser_of, wrong):
    erase_article(wrong[0].article_id, basis="Luật", document="1/QĐ", by="mot", second_person="hai")
    assert not Disagreement.objects.exists()


def test_an_expired_article_is_no_keepers_business(browser_of, held, sweep, settings):
    make_published(
        at=timezone.now() - timedelta(days=9), body="<p>Ngô Hoàng Ngân.</p>", event_date=EVENT
    )
    appoint(make_official("Vũ Văn Kinh"), held.position, "2011", "2012")
    end(held, read_iso("2017-01-01"))
    sweep()
    row = Disagreement.objects.get()
    edition = row.edition
    edition.live_until = timezone.now()
    edition.save(update_fields=["live_until"])
    assert "Bài viết" not in text(browser_of("register_keeper").get(PAGE))
    sweep()
    assert open_rows() == 0
