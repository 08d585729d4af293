"""Pages beside the news at the desk: writing, publishing, taking back, and who may."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from articles.desk.acts.refusal import Refused
from articles.desk.pages.page import Page, PageState
from articles.desk.pages.publishing import bring_back, publish, withdraw
from articles.desk.text.links import broken_links
from articles.page.pages.page_edition import PageEdition, PageSlug
from tests.articles.factory import make_page

from .typing import text

pytestmark = pytest.mark.django_db

ADD = reverse("admin:articles_page_add")
LIST = reverse("admin:articles_page_changelist")


def address(page, name="change", *more):
    return reverse(f"admin:articles_page_{name}", args=[page.pk, *more])


def typed(page=None, **changes):
    """The form as a browser sends it."""
    names = ["title", "slug", "lead", "body", "responsible", "opening"]
    data = {name: getattr(page, name) if page else "" for name in names}
    data["version_read"] = str(page.version) if page else "0"
    return {**data, **changes}


def fresh(page):
    return Page.objects.get(pk=page.pk)


# Writing


def test_an_editor_writes_a_page_that_readers_do_not_see_yet(browser_of, client):
    form = typed(title="Giới  thiệu", body="<p>Phường ở biên giới.</p>", _continue="1")
    answer = browser_of("editor").post(ADD, form)
    page = Page.objects.get()
    assert answer["Location"] == address(page)
    assert (page.title, page.slug, page.version) == ("Giới thiệu", "gioi-thieu", 1)
    assert page.state is PageState.NEVER
    assert client.get("/trang/gioi-thieu/").status_code == 404


def test_what_is_typed_is_cleaned(browser_of):
    body = (
        '<p onclick="x()">Chữ<script>alert(1)</script></p>'
        '<p><a href="javascript:alert(1)">liên kết</a></p>'
    )
    browser_of("editor").post(ADD, typed(title="Thử", body=body))
    assert Page.objects.get().body == "<p>Chữ</p><p>liên kết</p>"


def test_text_in_an_old_font_is_refused_and_stays_in_the_form(browser_of):
    old = "Héi ®ång nh©n d©n thÞ x· tæ chøc kú häp thø nhÊt"
    answer = browser_of("editor").post(ADD, typed(title="Thử", body=f"<p>{old}</p>"))
    assert "TCVN3" in text(answer)
    assert not Page.objects.exists()


def test_a_save_without_a_change_makes_no_version(browser_of):
    page = make_page()
    said = text(browser_of("editor").post(address(page), typed(page, _continue="1"), follow=True))
    assert "Không có gì thay đổi" in said
    assert fresh(page).version == 0


def test_two_who_save_see_both_texts_and_lose_neither(browser_of):
    page = make_page(body="<p>Cũ.</p>")
    mine, theirs = typed(page, body="<p>Của tôi.</p>"), typed(page, body="<p>Của bạn.</p>")
    browser_of("publisher").post(address(page), theirs)
    answer = browser_of("editor").post(address(page), mine)
    assert answer.status_code == 409
    assert "Của tôi." in text(answer)
    assert "Của bạn." in text(answer)
    assert fresh(page).body == "<p>Của bạn.</p>"
    again = dict(answer.context["fields"])
    assert browser_of("editor").post(address(page), again).status_code == 302
    assert fresh(page).body == "<p>Của tôi.</p>"
    assert "<p>Của bạn.</p>" in page.history.values_list("body", flat=True)


def test_a_save_after_the_session_ended_holds_the_text(browser_of, cast):
    page = make_page()
    cast("editor").set_password("a-long-password")
    cast("editor").save()
    answer = Client().post(address(page), typed(page, body="<p>Đã gõ rất lâu.</p>"))
    assert answer.status_code == 401
    assert "Đã gõ rất lâu." in text(answer)
    fields = dict(answer.context["fields"]) if answer.context else typed(page)
    fields |= {"body": "<p>Đã gõ rất lâu.</p>"}
    fields |= {"sign_in-username": "editor", "sign_in-password": "a-long-password"}
    assert Client().post(address(page), fields).status_code == 302
    assert "Đã gõ rất lâu." in fresh(page).body


def test_an_address_that_another_page_had_is_refused(browser_of):
    first = make_page(title="Giới thiệu")
    publish(first)
    first.slug = "ve-chung-toi"
    first.save()
    publish(first)
    answer = browser_of("editor").post(ADD, typed(title="Giới thiệu", body="<p>x</p>"))
    assert "từng thuộc về một trang khác" in text(answer)
    assert Page.objects.count() == 1


# Publishing


def test_publishing_shows_it_and_a_draft_over_it_does_not_show(client):
    page = make_page(title="Liên hệ", body="<p>Bản một.</p>")
    edition = publish(page)
    page.body = "<p>Bản hai.</p>"
    page.save()
    shown = client.get(edition.get_absolute_url()).content.decode()
    assert "Bản một." in shown
    assert "Bản hai." not in shown
    assert fresh(page).state is PageState.CHANGED
    publish(page)
    assert "Bản hai." in client.get("/trang/lien-he/").content.decode()
    assert fresh(page).state is PageState.LIVE
    assert [each.number for each in fresh(page).editions] == [2, 1]


def test_publishing_twice_makes_one_edition():
    page = make_page()
    assert publish(page) == publish(page)
    assert PageEdition.objects.count() == 1


def test_what_was_public_is_frozen_and_two_are_never_open():
    edition = publish(make_page())
    for act in [
        lambda: PageEdition.objects.update(title="Khác"),
        lambda: PageEdition.objects.all().delete(),
        lambda: PageEdition.objects.create(
            page=edition.page, number=2, slug="x", title="x", live_from=edition.live_from
        ),
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_an_empty_page_is_not_published_and_all_stays_as_it_was():
    page = make_page(body="")
    with pytest.raises(Refused, match="chưa có nội dung"):
        publish(page)
    assert not PageEdition.objects.exists()
    assert not PageSlug.objects.exists()
    assert page.history.count() == 1


def test_withdrawing_needs_a_reason_and_the_address_tells_it(browser_of, client):
    page = make_page(title="Chức năng")
    publish(page)
    publisher = browser_of("publisher")
    assert publisher.post(address(page, "withdraw"), {"reason": " "}).status_code == 422
    assert client.get("/trang/chuc-nang/").status_code == 200
    publisher.post(address(page, "withdraw"), {"reason": "Thay bằng trang mới."})
    answer = client.get("/trang/chuc-nang/")
    assert answer.status_code == 410
    assert "Thay bằng trang mới." in answer.content.decode()
    with pytest.raises(Refused):
        withdraw(page, "Lần nữa.")
    publish(page)
    assert client.get("/trang/chuc-nang/").status_code == 200


def test_the_button_saves_and_publishes_for_a_head_of_desk_alone(browser_of, client):
    form = typed(title="Giới thiệu", body="<p>Xin chào.</p>", _publish="1")
    assert browser_of("editor").post(ADD, form).status_code == 403
    assert not Page.objects.exists()
    assert "Đăng trang" not in text(browser_of("editor").get(ADD))
    browser_of("publisher").post(ADD, form)
    assert client.get("/trang/gioi-thieu/").status_code == 200


@pytest.mark.parametrize("role", ["contributor", "register_keeper", "administrator"])
def test_who_has_no_business_with_pages_is_refused(browser_of, role):
    page = make_page()
    browser = browser_of(role)
    for name in ["change", "preview", "withdraw", "history"]:
        assert browser.get(address(page, name)).status_code == 403
    entry = page.history.first().pk
    assert browser.post(address(page, "entry", entry)).status_code == 403
    assert browser.get(LIST).status_code == 403


def test_a_reporter_reads_and_changes_nothing(browser_of):
    page = make_page()
    reporter = browser_of("reporter")
    assert "Nội dung của trang." in text(reporter.get(address(page)))
    assert reporter.post(address(page), typed(page, title="Khác")).status_code == 403
    assert reporter.post(address(page, "entry", page.history.first().pk)).status_code == 403
    assert reporter.post(address(page, "withdraw"), {"reason": "x"}).status_code == 403
    assert fresh(page).title == page.title


def test_what_was_public_is_never_deleted(browser_of):
    draft, public = make_page(), make_page()
    publish(public)
    publisher = browser_of("publisher")
    assert publisher.post(address(public, "delete"), {"post": "yes"}).status_code == 403
    assert publisher.post(address(draft, "delete"), {"post": "yes"}).status_code == 302
    assert list(Page.objects.all()) == [public]


# Looking back and ahead


def test_preview_is_the_page_and_publishes_nothing(browser_of, client):
    page = make_page(title="Sắp có", body="<p>Chưa đăng.</p>")
    answer = browser_of("editor").get(address(page, "preview"))
    assert "Chưa đăng." in text(answer)
    assert "noindex" in answer["X-Robots-Tag"]
    assert client.get("/trang/sap-co/").status_code == 404


def test_an_old_text_comes_back_as_a_draft(browser_of, client):
    page = make_page(title="Giới thiệu", body="<p>Ban đầu.</p>")
    publish(page)
    editor = browser_of("editor")
    page = fresh(page)
    editor.post(address(page), typed(page, body="<p>Về sau.</p>"))
    publish(page)
    first = page.history.filter(body="<p>Ban đầu.</p>").last()
    assert "Về sau." in text(editor.get(address(page, "entry", first.pk)))
    editor.post(address(page, "entry", first.pk))
    assert fresh(page).body == "<p>Ban đầu.</p>"
    assert "Về sau." in client.get("/trang/gioi-thieu/").content.decode()
    listed = text(editor.get(address(page, "history")))
    assert "Lê Văn Phó" in listed
    assert "Đăng bản 2" in listed


def test_an_old_address_that_is_taken_by_now_does_not_come_back():
    page = make_page(title="Một")
    entry = page.history.first()
    page.slug = "hai"
    page.save()
    make_page(title="Một")
    with pytest.raises(Refused):
        bring_back(page, entry)
    assert fresh(page).slug == "hai"


def test_links_to_pages_that_readers_cannot_open_are_told(browser_of):
    draft, public = make_page(title="Nháp"), make_page(title="Công khai")
    publish(public)
    body = '<p><a href="/trang/nhap/">một</a> <a href="/trang/cong-khai/">hai</a></p>'
    assert [each.href for each in broken_links(body)] == ["/trang/nhap/"]
    page = make_page(body=body)
    assert "chưa được đăng" in text(browser_of("editor").get(address(page)))
    publish(draft)
    assert broken_links(body) == []


def test_the_list_costs_the_same_with_many_pages(browser_of, django_assert_max_num_queries):
    publish(make_page())
    browser = browser_of("publisher")
    browser.get(LIST)
    with django_assert_max_num_queries(30) as few:
        browser.get(LIST)
    for _number in range(5):
        publish(make_page())
    with django_assert_max_num_queries(len(few)):
        assert text(browser.get(LIST)).count("badge--live") == 6


def test_a_town_begins_with_the_usual_pages_as_drafts(browser_of, client):
    start = reverse("admin:articles_page_start")
    assert browser_of("reporter").post(start).status_code == 403
    editor = browser_of("editor")
    assert "Bắt đầu với các bản nháp này" in text(editor.get(LIST))
    for _click in range(2):
        editor.post(start)
    assert set(Page.objects.values_list("slug", flat=True)) == {
        *("lien-he", "thong-tin-cong-khai", "tiep-can")
    }
    assert client.get("/trang/tiep-can/").status_code == 404
    for page in Page.objects.all():
        publish(page)
    assert [broken for page in Page.objects.all() for broken in broken_links(page.body)] == []
    assert client.get("/trang/tiep-can/").status_code == 200


def test_the_editor_finds_public_pages_to_link_to(browser_of):
    publish(make_page(title="Chức năng, nhiệm vụ"))
    make_page(title="Chức năng chưa đăng")
    finder = reverse("admin:articles_article_link_to")
    [found] = browser_of("reporter").get(finder, {"q": "chuc nang"}).json()["found"]
    assert found["address"] == "/trang/chuc-nang-nhiem-vu/"
    assert browser_of("reporter").get(finder, {"q": "!!"}).json()["found"] == []
