"""What is typed on a page is kept before it is saved, offered again, never written over unread."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.desk.erasure.erasing import erase_page, erase_picture
from articles.desk.pages.autosave import PageAutosave
from articles.desk.pages.page import Page
from articles.desk.pages.publishing import publish
from articles.desk.text.figures import write_figure
from articles.desk.versions import autosave
from articles.desk.versions.autosave import Autosave
from tests.articles.factory import make_page

from .open_form import Window, hidden_fields, lists
from .test_erasing import ORDER
from .test_pages import ADD, address, fresh, typed
from .typing import text

pytestmark = pytest.mark.django_db


class PageWindow(Window):
    """The form of a page that somebody has open."""

    add = ADD
    keep_new = reverse("admin:articles_page_keep_new")
    address = staticmethod(address)

    @staticmethod
    def typed(page):
        return typed(page) | ({} if page else {"new_key": str(uuid.uuid4())})


@pytest.fixture
def intro():
    return make_page(title="Giới thiệu", body="<p>Bản đã lưu.</p>")


@pytest.fixture
def window(browser_of, cast, intro):
    return PageWindow(browser_of("editor"), cast("editor"), intro)


# Kept while it is typed


def test_typed_text_is_kept_and_the_page_is_untouched(window, intro):
    answer = window.type(
        title="Đang gõ", body="<p>Dở dang</p>", csrfmiddlewaretoken="x", foreign="x"
    )
    assert "Đã giữ bản gõ lúc" in answer.json()["said"]
    kept = PageAutosave.objects.get()
    assert (kept.page, kept.user.username) == (intro, "editor")
    assert kept.form["title"] == ["Đang gõ"]
    assert not {"csrfmiddlewaretoken", "foreign"} & set(kept.form)
    assert (fresh(intro).title, fresh(intro).version) == ("Giới thiệu", 0)
    assert not Autosave.objects.exists()


def test_text_as_it_was_saved_is_not_kept(window):
    assert window.type().json()["is_kept"] is False
    window.type(title="Gõ thử")
    window.type(title="Giới thiệu")
    assert not PageAutosave.objects.exists()


def test_text_that_would_be_refused_is_kept_all_the_same(window, make_image):
    image = make_image()
    window.type(title="", slug="Có dấu cách", body=write_figure(image, "IMG_2031.JPG", "Chú thích"))
    assert "IMG_2031.JPG" in PageAutosave.objects.get().form["body"][0]
    page = text(window.browser.get(address(window.article) + "?restore=1"))
    assert "Có dấu cách" in page
    assert "IMG_2031.JPG" in page
    assert "errornote" not in page


def test_a_new_page_is_kept_under_the_key_of_its_empty_form(browser_of, cast):
    window = PageWindow(browser_of("editor"), cast("editor"))
    assert window.type().json()["is_kept"] is False
    window.type(title="Trang mới", body="<p>Dở dang</p>")
    assert PageAutosave.objects.get().creation_key == uuid.UUID(window.fields["new_key"])
    page = text(window.browser.get(ADD))
    assert "Bạn có một trang mới gõ đến" in page
    assert "Dở dang" in page
    again = text(window.browser.get(f"{ADD}?restore={window.fields['new_key']}"))
    assert "Trang mới</textarea>" in again
    assert window.save(_continue="1").status_code == 302
    assert Page.objects.get().title == "Trang mới"
    assert not PageAutosave.objects.exists()


@pytest.mark.parametrize("body", ["", "[]", "{", '{"typed_in": "abc"}'])
def test_nonsense_is_refused(window, body):
    answer = window.browser.post(window.url, body, content_type="application/json")
    assert answer.status_code == 400


# Who may


@pytest.mark.parametrize(
    ("role", "status"), [("reporter", 403), ("contributor", 404), ("administrator", 404)]
)
def test_who_may_not_write_pages_keeps_nothing(browser_of, cast, intro, role, status):
    other = PageWindow(browser_of(role), cast(role), intro)
    answer = other.type(title="Lén")
    assert answer.status_code == status
    assert answer.json()["said"]
    new = PageWindow(browser_of(role), cast(role))
    assert new.type(title="Lén").status_code == 403
    drop = browser_of(role).post(address(intro, "drop_typed"), {"typed": other.number})
    assert drop.status_code in {302, 403}
    assert not PageAutosave.objects.exists()


def test_a_page_that_is_not_there_is_none(window):
    window.article.pk = 999_999
    answer = window.type(title="Đâu")
    assert (answer.status_code, answer.json()["said"]) == (404, "Không có trang này.")


def test_ended_session_and_somebody_else_are_told_in_json(window, cast):
    window.browser.force_login(cast("publisher"))
    answer = window.type(title="Của biên tập viên")
    assert answer.status_code == 401
    assert "Nguyễn Thu Hà" in answer.json()["said"]
    window.browser.logout()
    assert "không mất chữ nào" in window.type(title="Hết phiên").json()["said"]
    assert not PageAutosave.objects.exists()


# Never over a text that was not read


def test_second_window_does_not_write_over_what_the_first_one_typed(window, browser_of, cast):
    window.type(title="Ở cửa sổ một")
    second = PageWindow(browser_of("editor"), cast("editor"), window.article)
    answer = second.type(title="Ở cửa sổ hai")
    assert answer.status_code == 409
    assert "bản gõ khác của trang này" in answer.json()["said"]
    assert PageAutosave.objects.get().form["title"] == ["Ở cửa sổ một"]


def test_copy_that_comes_late_does_not_write_over_a_later_text(window):
    window.type(title="Mới hơn")
    old = lists({**window.fields, "title": "Cũ hơn"})
    assert window.send(old, late=True, seconds_ago=600).status_code == 200
    assert PageAutosave.objects.get().form["title"] == ["Mới hơn"]


def test_copy_of_a_new_page_that_was_saved_since_is_no_text_of_its_own(browser_of, cast):
    window = PageWindow(browser_of("editor"), cast("editor"))
    window.fields |= {"title": "Trang mới", "body": "<p>Chữ</p>"}
    window.save()
    form = lists(window.fields)
    assert window.send(form, late=True, seconds_ago=5).json()["is_kept"] is False
    assert not PageAutosave.objects.exists()


# Saved, offered again, dropped


def test_saving_drops_what_was_kept_and_leaves_what_others_typed(window, browser_of, cast, intro):
    window.type(title="Đang gõ")
    PageWindow(browser_of("publisher"), cast("publisher"), intro).type(title="Của trưởng ban")
    assert window.save().status_code == 302
    assert fresh(intro).title == "Đang gõ"
    assert PageAutosave.objects.get().user == cast("publisher")


def test_a_second_click_leads_to_the_page_of_the_first(browser_of, cast):
    window = PageWindow(browser_of("editor"), cast("editor"))
    window.fields |= {"title": "Trang mới", "body": "<p>Chữ</p>"}
    first, second = window.save(), window.save()
    assert first["Location"] == second["Location"]
    third = window.save(body="<p>Chữ khác</p>")
    assert third.status_code == 409
    assert "Chữ khác" in text(third)
    assert Page.objects.get().body == "<p>Chữ</p>"


def test_two_who_save_see_both_texts_and_what_was_kept_goes_with_the_save(
    window, browser_of, cast, intro
):
    window.type(body="<p>Của tôi.</p>")
    theirs = PageWindow(browser_of("publisher"), cast("publisher"), intro)
    theirs.fields["body"] = "<p>Của bạn.</p>"
    theirs.save()
    told = window.send().json()["told"]
    assert "Nguyễn Thu Hà đã lưu trang lúc" in told
    answer = window.save()
    assert answer.status_code == 409
    for words in ["Của tôi.", "Của bạn."]:
        assert words in text(answer)
    assert PageAutosave.objects.count() == 1
    again = hidden_fields(answer.content.decode())
    assert window.browser.post(address(intro), again).status_code == 302
    assert fresh(intro).body == "<p>Của tôi.</p>"
    assert "<p>Của bạn.</p>" in intro.history.values_list("body", flat=True)
    assert not PageAutosave.objects.exists()


def test_who_else_types_is_told(window, browser_of, cast, intro):
    window.type(title="Đang gõ")
    form = text(browser_of("publisher").get(address(intro)))
    assert "Lê Văn Phó" in form
    assert "Đang gõ" not in form
    other = PageWindow(browser_of("publisher"), cast("publisher"), intro)
    assert "Lê Văn Phó" in other.send().json()["told"]


def test_form_offers_what_was_typed_and_brings_it_back(window, intro):
    window.type(title="Nhan đề dở dang", body="<p>Câu mới gõ.</p>")
    form = text(window.browser.get(address(intro)))
    assert "Bạn có bản gõ chưa lưu của trang này" in form
    assert "Câu mới gõ." in form  # in the difference
    assert "Nhan đề dở dang</textarea>" not in form
    back = text(window.browser.get(address(intro) + "?restore=1"))
    assert "Nhan đề dở dang</textarea>" in back
    assert f'name="typed_read" value="{window.number}"' in back
    assert "data-restored" in back
    assert fresh(intro).title == "Giới thiệu"


def test_text_typed_before_a_newer_version_meets_it_when_saved(window, browser_of, cast, intro):
    window.type(title="Gõ từ bản cũ")
    PageWindow(browser_of("publisher"), cast("publisher"), intro).save(lead="Bản mới hơn")
    assert "Từ đó trang đã được lưu bản mới hơn" in text(window.browser.get(address(intro)))
    back = text(window.browser.get(address(intro) + "?restore=1"))
    assert 'name="version_read" value="0"' in back
    assert "đã lưu trang lúc" in back


def test_what_is_not_wanted_is_dropped_on_post_alone(window, browser_of, intro):
    window.type(title="Bỏ đi")
    drop = {"typed": window.number}
    window.browser.get(address(intro, "drop_typed"), drop)
    browser_of("publisher").post(address(intro, "drop_typed"), drop)
    assert PageAutosave.objects.exists()
    window.browser.post(address(intro, "drop_typed"), drop)
    assert not PageAutosave.objects.exists()


# Forgotten


def test_erasing_a_page_takes_what_was_typed_for_it(ledger, window, browser_of, cast, intro):
    publish(intro)
    window.type(title="Bí mật")
    new = PageWindow(browser_of("editor"), cast("editor"))
    new.type(title="Cũng bí mật")
    Page.objects.filter(pk=intro.pk).update(creation_key=new.fields["new_key"])
    erase_page(intro.pk, **ORDER)
    assert not PageAutosave.objects.exists()
    assert window.type(title="Lại gõ").status_code == 403
    assert "Lại gõ" not in str(PageAutosave.objects.values_list("form"))


def test_erasing_a_picture_takes_it_out_of_what_was_typed(ledger, window, make_image):
    image = make_image()
    window.type(body=f"<p>Chữ.</p>{write_figure(image, 'Bí mật', 'Bí mật')}")
    erase_picture(image, **ORDER)
    assert PageAutosave.objects.get().form["body"] == ["<p>Chữ.</p>"]


def test_what_lay_for_thirty_days_is_forgotten(window):
    window.type(title="Cũ")
    assert autosave.purge() == 0
    long_ago = timezone.now() - timedelta(days=31)
    PageAutosave.objects.update(saved_at=long_ago)
    assert autosave.purge() == 1


def test_the_form_costs_the_same_for_any_number_of_pictures(
    browser_of, intro, make_image, django_assert_num_queries
):
    browser = browser_of("publisher")
    browser.get(address(intro))
    with django_assert_num_queries(15):
        browser.get(address(intro))
    intro.body += "".join(write_figure(make_image(), "Ảnh", "") for _number in range(3))
    intro.save()
    browser.get(address(intro))
    with CaptureQueriesContext(connection) as few:
        browser.get(address(intro))
    intro.body += write_figure(make_image(), "Ảnh", "")
    intro.save()
    with django_assert_num_queries(len(few)):
        browser.get(address(intro))


def test_a_conflict_tells_of_a_picture_that_came(window, browser_of, cast, intro, make_image):
    image = make_image(title="Sơ đồ mới")
    theirs = PageWindow(browser_of("publisher"), cast("publisher"), intro)
    theirs.fields["lead"] = "Đã đổi"
    theirs.save()
    answer = window.save(body=intro.body + write_figure(image, "Sơ đồ tổ chức", ""))
    assert answer.status_code == 409
    assert "Sơ đồ tổ chức" in text(answer)
    assert "picture-change" in text(answer)
