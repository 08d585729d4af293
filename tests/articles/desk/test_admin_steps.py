"""The steps of an article, taken at the desk: what they do, what they ask, what they refuse."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.publishing import publish
from articles.desk.acts.workflow import put_in_bin, submit
from articles.desk.article import Article, Status
from articles.page.correction import Correction
from articles.page.edition import Edition
from articles.page.erasure import Erasure
from articles.page.withdrawal import Withdrawal

from ..factory import approved, edit, make_article, make_published, make_user
from .typing import ADD, LIST, address, text, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(cast):
    return make_article(author=cast("reporter"))


def refused(article):
    return WorkflowEvent.objects.filter(article=article.pk, refused=True)


def moment(at):
    at = timezone.localtime(at)
    return {"at_0": f"{at:%d/%m/%Y}", "at_1": f"{at:%H:%M}"}


# Sending and sending back


def test_saving_and_sending_is_one_press(article, browser_of):
    browser_of("reporter").post(address(article), typed(article, lead="Mới", _submit="1"))
    article.refresh_from_db()
    assert (article.lead, article.status) == ("Mới", Status.SUBMITTED)


def test_what_is_missing_is_told_before_and_after_the_press(browser_of, cast):
    article = make_article(author=cast("reporter"), category=None, no_event=False)
    reporter = browser_of("reporter")
    reasons = ["Hãy chọn chuyên mục.", "Hãy ghi ngày diễn ra sự kiện"]
    page = text(reporter.get(address(article)))
    assert all(reason in page for reason in reasons)
    answer = reporter.post(address(article), typed(article, lead="Giữ lại", _submit="1"))
    article.refresh_from_db()
    assert (article.status, article.lead) == (Status.DRAFT, "Giữ lại")
    page = text(reporter.get(answer.url))
    assert all(page.count(reason) >= 3 for reason in reasons)  # message, panel and diary
    assert "nhưng chưa được" in page
    assert refused(article).get().by.username == "reporter"


def test_mending_and_pressing_at_once_needs_no_save_before(browser_of, cast):
    article = make_article(author=cast("reporter"), no_event=False)
    browser_of("reporter").post(
        address(article), typed(article, event_date="07/08/2018", _submit="1")
    )
    article.refresh_from_db()
    assert article.status == Status.SUBMITTED


def test_author_takes_it_back_from_the_editors(article, browser_of):
    submit(article, article.author)
    browser_of("reporter").post(address(article, "take_back"))
    article.refresh_from_db()
    assert article.status == Status.DRAFT
    assert browser_of("reporter").post(address(article, "take_back")).status_code == 403


def test_editor_sends_back_with_a_reason_that_its_author_reads(article, browser_of):
    submit(article, article.author)
    editor = browser_of("editor")
    answer = editor.post(address(article), typed(article, _send_back="1"))
    assert answer.url == address(article, "send_back")
    assert editor.post(answer.url, {"version_read": 1, "reason": "  "}).status_code == 422
    editor.post(answer.url, {"version_read": 1, "reason": "Thiếu tên hiệu trưởng"})
    article.refresh_from_db()
    assert article.status == Status.RETURNED
    reporter = browser_of("reporter")
    assert "Thiếu tên hiệu trưởng" in text(reporter.get("/quan-tri/"))
    assert "Thiếu tên hiệu trưởng" in text(reporter.get(address(article)))


def test_draft_of_another_cannot_be_sent_back(article, browser_of):
    form = {"version_read": 1, "reason": "Sửa"}
    assert browser_of("editor").post(address(article, "send_back"), form).status_code == 403


# Publishing, now and later


def test_approver_mends_approves_and_publishes_at_one_press(article, browser_of, client):
    submit(article, article.author)
    browser_of("publisher").post(
        address(article), typed(article, headline="Đăng ngay bài này", _approve_and_publish="1")
    )
    edition = Edition.objects.live().get()
    assert edition.headline == "Đăng ngay bài này"
    assert "Đăng ngay bài này" in text(client.get(edition.get_absolute_url()))
    events = WorkflowEvent.objects.filter(verb__in=["approve", "publish"])
    assert {(each.by.username, each.hash) for each in events} == {("publisher", edition.hash)}


def test_change_at_the_press_of_publishing_voids_the_approval(article, browser_of):
    approved(article)
    article.refresh_from_db()
    answer = browser_of("publisher").post(
        address(article), typed(article, headline="Chưa ai duyệt", _publish="1"), follow=True
    )
    article.refresh_from_db()
    assert (article.status, article.headline) == (Status.IN_REVIEW, "Chưa ai duyệt")
    assert not Edition.objects.exists()
    assert "Chờ duyệt" in text(answer)


def test_new_article_goes_on_with_its_first_save(browser_of, article):
    form = typed(headline="Tin nóng", body="<p>x</p>", category=article.category_id, _pass_on="1")
    browser_of("publisher").post(ADD, form)
    new = Article.objects.get(headline="Tin nóng")
    assert (new.status, new.author.username) == (Status.IN_REVIEW, "publisher")
    form = typed(new, _approve="1")
    browser_of("publisher").post(address(new), form)
    new.refresh_from_db()
    assert new.status == Status.IN_REVIEW  # not by its own author


def test_approving_is_refused_with_every_reason_and_the_save_stays(browser_of, make_image, cast):
    article = make_article(author=cast("reporter"), category=None, no_event=False, body="", lead="")
    image = make_image(alt_text="")
    publisher = browser_of("publisher")
    form = typed(article, lead_image=image.pk, headline="Chưa đủ", _approve="1")
    page = text(publisher.post(address(article), form, follow=True))
    for reason in ["chuyên mục", "ngày diễn ra", "chưa có nội dung", "1 ảnh chưa có"]:
        assert reason in page
    article.refresh_from_db()
    assert article.headline == "Chưa đủ"
    assert not Edition.objects.exists()
    assert refused(article).get().verb == "approve"


def test_publishing_the_same_again_makes_no_second_edition(article, browser_of):
    approved(article)
    publisher = browser_of("publisher")
    publisher.post(address(article), typed(article, _publish="1"))
    page = text(publisher.post(address(article), typed(article, _publish="1"), follow=True))
    assert Edition.objects.count() == 1
    assert "không có gì thay đổi" in page


def test_date_for_readers_moves_with_a_major_change_alone(browser_of):
    first = make_published(at=timezone.now() - timedelta(days=3))
    article = approved(edit(Article.objects.get(pk=first.article), lead="Nhỏ"))
    publisher = browser_of("publisher")
    publisher.post(address(article), typed(article, _publish="1"))
    article = approved(edit(article, lead="Lớn"))
    page = text(
        publisher.post(address(article), typed(article, _publish="1", major="1"), follow=True)
    )
    assert "phải kèm ghi chú" in page  # readers are owed a note
    note = {"major": "1", "change_note": "Bổ sung số liệu"}
    publisher.post(address(article), typed(article, _publish="1", **note))
    newest, minor, oldest = Edition.objects.order_by("-number")
    assert (newest.is_major, newest.change_note) == (True, "Bổ sung số liệu")
    assert minor.published_at == oldest.published_at < newest.published_at


def test_scheduled_article_waits_and_says_so(article, browser_of, client):
    approved(article)
    at = timezone.now() + timedelta(days=1)
    publisher = browser_of("publisher")
    answer = publisher.post(address(article), typed(article, _schedule="1"))
    publisher.post(answer.url, {"version_read": 1, **moment(at)})
    edition = Edition.objects.pending().get()
    assert client.get(edition.get_absolute_url()).status_code == 404
    page = text(publisher.get(address(article)))
    assert "Đã hẹn giờ đăng lúc" in page
    assert "Hủy hẹn giờ" in page
    assert "Bước này sẽ hủy lịch hẹn trước" in text(publisher.get(address(article, "schedule")))


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"at_0": "31/02/2027", "at_1": "08:00"}, "ngày hợp lệ"),
        ({"at_0": "01/02/2010", "at_1": "08:00"}, "Thời điểm này đã qua"),
        ({"at_0": "", "at_1": ""}, "bắt buộc"),
        (
            {
                **moment(timezone.now() + timedelta(days=2)),
                **{
                    name.replace("at_", "expires_at_"): value
                    for name, value in moment(timezone.now() + timedelta(days=1)).items()
                },
            },
            "hết hạn trước khi được đăng",
        ),
    ],
)
def test_impossible_dates_are_told_with_what_was_typed(article, browser_of, answers, told):
    approved(article)
    answer = browser_of("publisher").post(
        address(article, "schedule"), {"version_read": 1, **answers}
    )
    assert answer.status_code == 422
    assert told in text(answer)
    assert all(value in text(answer) for value in answers.values())
    assert not Edition.objects.exists()


def test_schedule_is_taken_back_and_readers_never_saw_it(article, browser_of, client):
    edition = publish(article, None, at=timezone.now() + timedelta(hours=1))
    publisher = browser_of("publisher")
    publisher.post(address(article, "unschedule"))
    edition.refresh_from_db()
    article.refresh_from_db()
    assert edition.live_until == edition.live_from
    assert article.status == Status.DRAFT
    answer = publisher.post(address(article, "unschedule"))
    assert "chưa được hẹn giờ" in text(answer)


@pytest.mark.parametrize("version", ["", "0", "99", "abc"])
def test_step_on_an_article_that_moved_on_is_asked_again(article, browser_of, version):
    approved(article)
    at = moment(timezone.now() + timedelta(days=1))
    answer = browser_of("publisher").post(
        address(article, "schedule"), {"version_read": version, **at}
    )
    page = text(answer)
    assert answer.status_code == 422
    assert "Bài đã được lưu lại trong lúc trang này đang mở" in page
    assert f'value="{at["at_0"]}"' in page
    assert '<input type="hidden" name="version_read" value="1"' in page
    assert not Edition.objects.exists()


# Withdrawing and correcting


def test_withdrawn_article_tells_readers_why_and_keeps_the_note_inside(browser_of, client):
    edition = make_published()
    publisher = browser_of("publisher")
    publisher.post(
        address(edition.article, "withdraw"),
        {"version_read": 1, "preset": "", "reason": "Số liệu sai", "note": "CV 12/UBND"},
    )
    answer = client.get(edition.get_absolute_url())
    assert answer.status_code == 410
    assert "Số liệu sai" in text(answer)
    assert "CV 12/UBND" not in text(answer)
    assert Withdrawal.objects.get().signed_by == "Nguyễn Thu Hà"
    assert "CV 12/UBND" in text(publisher.get(address(edition.article, "history")))


def test_withdrawing_takes_a_preset_reason(browser_of):
    edition = make_published()
    page = text(browser_of("publisher").get(address(edition.article, "withdraw")))
    assert '<option value="Bài có thông tin sai.">' in page
    browser_of("publisher").post(
        address(edition.article, "withdraw"),
        {"version_read": 1, "preset": "Bài có thông tin sai."},
    )
    assert Withdrawal.objects.get().reason == "Bài có thông tin sai."


def test_withdrawing_without_a_reason_is_refused_with_the_note_kept(browser_of):
    edition = make_published()
    answer = browser_of("publisher").post(
        address(edition.article, "withdraw"), {"version_read": 1, "note": "CV 12/UBND"}
    )
    assert answer.status_code == 422
    assert "Hãy cho bạn đọc biết lý do" in text(answer)
    assert "CV 12/UBND" in text(answer)
    assert not Withdrawal.objects.exists()


def test_withdrawing_what_readers_cannot_see_is_refused_and_noted(article, browser_of):
    answer = browser_of("publisher").post(
        address(article, "withdraw"), {"version_read": 1, "reason": "Sai"}
    )
    assert "không thể gỡ" in text(answer)
    assert refused(article).get().verb == "withdraw"


def test_correction_publishes_the_mended_text_with_a_note(browser_of, client):
    edition = make_published(body="<p>12 tỷ đồng</p>")
    article = edit(Article.objects.get(pk=edition.article), body="<p>21 tỷ đồng</p>")
    article = approved(article)
    publisher = browser_of("publisher")
    answer = publisher.post(address(article), typed(article, _correct="1"))
    words = {"kind": "correction", "wrong": "12 tỷ đồng", "right": "21 tỷ đồng"}
    publisher.post(answer.url, {"version_read": 2, **words})
    page = text(client.get(edition.get_absolute_url()))
    assert "<p>21 tỷ đồng</p>" in page
    assert Correction.objects.get().wrong == "12 tỷ đồng"


def test_correction_says_both_what_was_wrong_and_what_is_right(browser_of):
    edition = make_published()
    answer = browser_of("publisher").post(
        address(edition.article, "correct"), {"version_read": 1, "kind": "correction", "wrong": "x"}
    )
    assert answer.status_code == 422
    assert not Correction.objects.exists()


def test_correcting_what_readers_cannot_see_is_refused(article, browser_of):
    approved(article)
    words = {"kind": "correction", "wrong": "a", "right": "b", "version_read": 1}
    answer = browser_of("publisher").post(address(article, "correct"), words)
    assert "Chỉ đính chính được bài" in text(answer)


# Erasing


@pytest.fixture
def trusted(cast):
    """Two persons trusted with erasing: the publisher and a lawyer."""
    erase = Permission.objects.get(codename="erase", content_type__app_label="articles")
    lawyer = make_user("phapche", full_name="Hoàng Pháp Chế")
    for person in [cast("publisher"), lawyer]:
        person.user_permissions.add(erase)
    return lawyer


def order(**changes):
    return {
        "version_read": 1,
        "basis": "Quyết định của tòa án",
        "document": "12/QĐ",
        "second_username": "phapche",
        "second_password": "a-long-password",
        **changes,
    }


def test_two_persons_erase(browser_of, trusted):
    edition = make_published(headline="Phải xóa", body="<p>Bí mật</p>")
    browser_of("publisher").post(address(edition.article, "erase"), order())
    article = Article.objects.get(pk=edition.article)
    assert (article.headline, article.body, article.search_text) == ("", "", "")
    assert (Erasure.objects.get().by, Erasure.objects.get().second_person) == (
        "publisher",
        "phapche",
    )
    page = text(browser_of("publisher").get(address(article)))
    assert "Phải xóa" not in page
    assert "bị xóa theo yêu cầu" in page


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"second_password": "wrong"}, "Không xác nhận được người thứ hai"),
        ({"second_username": "khongco"}, "Không xác nhận được người thứ hai"),
        ({"second_username": "reporter"}, "Không xác nhận được người thứ hai"),
        ({"second_username": "publisher"}, "hai người khác nhau"),
        ({"basis": " "}, "bắt buộc"),
        ({"document": ""}, "bắt buộc"),
        ({"version_read": 7}, "được lưu lại"),
    ],
)
def test_erasing_is_refused_without_a_second_trusted_person(
    browser_of, trusted, cast, changes, told
):
    cast("reporter")
    edition = make_published(headline="Ở lại")
    answer = browser_of("publisher").post(address(edition.article, "erase"), order(**changes))
    assert answer.status_code == 422
    assert told in text(answer)
    assert "a-long-password" not in text(answer)
    assert Article.objects.get().headline == "Ở lại"


def test_refused_erasing_stands_in_the_diary(browser_of, trusted):
    article = make_article()
    browser_of("publisher").post(address(article, "erase"), order(second_password="wrong"))
    assert refused(article).get().verb == "erase"


def test_second_persons_password_cannot_be_guessed_for_long(browser_of, trusted):
    article = make_article()
    publisher = browser_of("publisher")
    answers = [
        publisher.post(address(article, "erase"), order(second_password=f"wrong{number}"))
        for number in range(5)
    ]
    assert [each.status_code for each in answers] == [422, 422, 422, 422, 429]
    publisher.post(address(article, "erase"), order())
    article.refresh_from_db()
    assert article.headline
    assert not Erasure.objects.exists()


# Looking changes nothing


def test_no_visit_changes_anything(browser_of, cast, trusted):
    draft = make_article(author=cast("publisher"))
    binned = put_in_bin(make_article(author=cast("publisher")), None)
    scheduled = make_article(author=cast("publisher"))
    publish(scheduled, None, at=timezone.now() + timedelta(days=1))
    live = Article.objects.get(pk=make_published(author=cast("publisher")).article)
    publisher = browser_of("publisher")
    models = [Article, Edition, WorkflowEvent, Withdrawal, Correction, Erasure]
    before = [list(model.objects.values()) for model in models]
    pages = [
        *("change", "preview", "history", "duplicate", "take_back", "unschedule", "bin", "unbin"),
        *("schedule", "withdraw", "send_back", "correct", "erase"),
    ]
    for article in [draft, binned, scheduled, live]:
        for page in pages:
            assert publisher.get(address(article, page)).status_code in {200, 302, 403}
        publisher.get(address(article, "version", 1))
    publisher.get(LIST)
    publisher.get("/quan-tri/")
    assert [list(model.objects.values()) for model in models] == before


def test_step_without_the_sites_own_token_is_refused(article, cast):
    stranger = Client(enforce_csrf_checks=True)
    stranger.force_login(cast("reporter"))
    assert stranger.post(address(article, "bin")).status_code == 403
    article.refresh_from_db()
    assert article.binned_at is None
