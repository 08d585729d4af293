"""The page of whoever was asked, which only a pressed button changes; and the desk's page."""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.publishing import publish, withdraw
from articles.desk.acts.standing import Standing
from articles.desk.acts.workflow import put_in_bin
from articles.desk.article import Article
from articles.desk.erasure.erasing import erase_article
from articles.desk.signing.sign_off import SignOff, SignOffLink
from articles.desk.signing.signing_off import (
    answer,
    make_link,
    record_answer,
    revoke_link,
    token_of,
)
from articles.desk.text.figures import tidy_body
from articles.page.frame.site import SiteIdentity
from images.intake import take_aside
from images.storage import originals
from tests.images.making import encoded, opened, photo, upload

from ..clock import clock_at
from ..factory import edit, make_article, make_published
from .typing import address, text

pytestmark = pytest.mark.django_db

SECRET = "Tin chưa công bố"


@pytest.fixture
def article(cast):
    return make_article(author=cast("reporter"), headline=SECRET, lead=f"{SECRET} tóm tắt")


@pytest.fixture
def link(article, cast):
    return make_link(article, cast("editor"), "Đ/c Trần Văn Bình")


def page_of(link):
    return reverse("sign_off", args=[token_of(link)])


def posted(link, said="agreed", **more):
    shown = Standing(Article.objects.get(pk=link.article_id)).hash
    return {"shown": shown, "who": "Trần Văn Bình", "comment": "", "answer": said, **more}


def rows():
    """How many rows every table of the database has."""
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


def article_in(page):
    return page[page.index("<article") : page.index("</article>")]


# The page of whoever was asked


def test_page_is_the_readers_page_with_a_question(link, article, client):
    page = client.get(page_of(link))
    assert page.status_code == 200
    asked = text(page)
    for words in [SECRET, "Xin ý kiến của Đ/c Trần Văn Bình", "Lê Văn Phó gửi bài viết này"]:
        assert words in asked
    assert f"{timezone.localtime(link.expires_at):%H:%M %d/%m/%Y}" in asked
    with clock_at(timezone.now()):
        asked = text(client.get(page_of(link)))
        readers = text(client.get(publish(article, None).get_absolute_url()))
    assert article_in(asked) == article_in(readers)


def test_page_is_kept_from_robots_caches_and_other_sites(link, client):
    for page in [client.get(page_of(link)), client.get(reverse("sign_off", args=["x"]))]:
        assert page["X-Robots-Tag"] == "noindex, nofollow"
        assert page["Cache-Control"] == "private, no-store"
        assert page["Referrer-Policy"] == "same-origin"
        assert '<meta name="robots" content="noindex, nofollow">' in text(page)
        assert page["Content-Security-Policy"]
        assert "<script" not in text(page)


def test_what_chat_programs_draw_a_card_from_tells_nothing(link, client):
    page = text(client.get(page_of(link)))
    head = page[: page.index("</head>")]
    assert SECRET not in head
    assert "canonical" not in head
    assert "ld+json" not in head


@pytest.mark.parametrize("agent", ["Zalo", "facebookexternalhit/1.1", "TelegramBot", "Googlebot"])
def test_robots_that_look_at_the_link_change_nothing(link, client, agent):
    before = rows()
    for _round in range(3):
        assert client.get(page_of(link), headers={"user-agent": agent}).status_code == 200
        assert client.head(page_of(link), headers={"user-agent": agent}).status_code == 200
        pressed = client.get(page_of(link), posted(link), headers={"user-agent": agent})
        assert pressed.status_code == 200
    for method in ["put", "patch", "delete", "options"]:
        assert getattr(client, method)(page_of(link)).status_code == 405
    assert rows() == before


def test_pressing_a_button_records_and_shows_what_was_recorded(link, client):
    done = client.post(page_of(link), posted(link, "changes", comment="Sửa <b>tên</b>"))
    assert done.status_code == 302
    assert done["Location"].startswith(page_of(link))
    page = text(client.get(page_of(link)))
    assert "Xin cảm ơn" in page
    assert "Đề nghị sửa" in page
    assert "Sửa &lt;b&gt;tên&lt;/b&gt;" in page
    assert SECRET in page
    assert "Trả lời lại hoặc góp ý thêm" in page
    kept = SignOff.objects.get()
    assert (kept.answer, kept.who, kept.comment) == ("changes", "Trần Văn Bình", "Sửa <b>tên</b>")


def test_second_click_records_nothing(link, client):
    for _click in range(3):
        assert client.post(page_of(link), posted(link)).status_code == 302
    assert SignOff.objects.count() == 1


def test_answer_needs_the_token_of_the_form(link):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(page_of(link), posted(link)).status_code == 403
    assert not SignOff.objects.exists()
    token = re.search(
        r'name="csrfmiddlewaretoken" value="([^"]+)"', text(strict.get(page_of(link)))
    )
    form = {**posted(link), "csrfmiddlewaretoken": token[1]}
    assert strict.post(page_of(link), form).status_code == 302
    assert SignOff.objects.count() == 1


def test_what_the_form_shows_is_what_it_sends(link, client):
    page = text(client.get(page_of(link)))
    shown = re.search(r'name="shown" value="([0-9a-f]{64})"', page)[1]
    client.post(page_of(link), posted(link, shown=shown))
    assert SignOff.objects.get().hash == shown


def test_text_changed_meanwhile_is_shown_and_the_comment_kept(link, article, client):
    form = posted(link, "changes", comment="Thiếu tên trường")
    edit(article, lead="Tóm tắt hoàn toàn mới")
    page = client.post(page_of(link), form)
    assert page.status_code == 409
    for words in ["vừa được sửa", "Tóm tắt hoàn toàn mới", "Thiếu tên trường"]:
        assert words in text(page)
    assert not SignOff.objects.exists()
    shown = re.search(r'name="shown" value="([0-9a-f]{64})"', text(page))[1]
    assert client.post(page_of(link), {**form, "shown": shown}).status_code == 302
    assert SignOff.objects.get().version == 2


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"answer": "changes", "comment": " "}, "Xin ghi rõ chỗ cần sửa"),
        ({"who": ""}, "Xin ghi họ tên"),
        ({"answer": ""}, "Hãy chọn “Đồng ý” hoặc “Đề nghị sửa”"),
        ({"answer": "approve"}, "Hãy chọn “Đồng ý” hoặc “Đề nghị sửa”"),
        ({"who": "x" * 151}, "150"),
        ({"comment": "x" * 5001}, "5000"),
    ],
)
def test_what_is_missing_is_told_and_nothing_typed_is_lost(link, client, form, words):
    typed = {**posted(link, who="Tên đã gõ", comment="Lời đã gõ"), **form}
    page = client.post(page_of(link), typed)
    assert page.status_code == 422
    assert words in text(page)
    assert html.escape(typed["who"]) in text(page)
    assert typed["comment"] in text(page)
    assert not SignOff.objects.exists()


def test_answer_about_an_older_text_asks_to_look_again(link, article, client):
    client.post(page_of(link), posted(link))
    edit(article, lead="Mới")
    page = text(client.get(page_of(link)))
    assert "đã được sửa sau lần trả lời trước" in page
    assert "về nội dung trước khi sửa" in page


def test_person_signed_in_to_the_desk_is_told_so_and_named(link, browser_of, cast):
    editor = browser_of("editor")
    assert "đang đăng nhập bằng tài khoản Lê Văn Phó" in text(editor.get(page_of(link)))
    editor.post(page_of(link), posted(link))
    assert SignOff.objects.get().recorded_by == cast("editor")
    assert "đang đăng nhập tài khoản Lê Văn Phó" in text(
        browser_of("reporter").get(address(link.article, "sign_off"))
    )


# Links that open nothing


def nothing_leaks(page, link=None):
    words = [SECRET, link.for_whom] if link else [SECRET]
    return not any(each in html.unescape(text(page)) for each in words)


@pytest.mark.parametrize("token", ["x", "1", "1-2.abc", "..", "%00", "a" * 500, "1-1:x"])
def test_wrong_address_answers_404_in_words(link, client, token):
    SiteIdentity.objects.create(name="Cổng", telephone="0203 123 456", email="bbt@example.vn")
    page = client.get(f"/y-kien/{token}/")
    assert page.status_code == 404
    assert nothing_leaks(page, link)
    assert "Liên kết này không mở được" in text(page)
    assert "0203 123 456" in text(page)
    assert client.post(f"/y-kien/{token}/", posted(link)).status_code == 404
    assert not SignOff.objects.exists()


def revoke(link):
    revoke_link(link, None)
    return "đã được thu hồi"


def let_expire(link):
    SignOffLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())
    return "đã hết hạn"


def bin_it(link):
    put_in_bin(link.article, None)
    return "Không còn xin ý kiến"


def erase_it(link):
    erase_article(link.article_id, basis="x", document="1", by="a", second_person="b")
    return "Không còn xin ý kiến"


def withdraw_it(link):
    publish(link.article, None)
    withdraw(link.article, None, "Sai", signed_by="BBT")
    return "Không còn xin ý kiến"


@pytest.mark.parametrize("close", [revoke, let_expire, bin_it, erase_it, withdraw_it])
def test_closed_link_answers_410_says_why_and_whom_to_ask(link, client, close, settings, tmp_path):
    settings.ERASURE_LEDGER = tmp_path / "ledger"
    form = posted(link, "changes", comment="Lời đã gõ")
    words = close(link)
    page = client.get(page_of(link))
    assert page.status_code == 410
    assert words in text(page)
    assert "Lê Văn Phó" in text(page)
    assert nothing_leaks(page, link)
    too_late = client.post(page_of(link), form)
    assert too_late.status_code == 410
    assert "Lời đã gõ" in text(too_late)  # to be copied; it is theirs
    assert nothing_leaks(too_late, link)
    assert not SignOff.objects.exists()


def test_after_publishing_the_link_leads_to_the_live_page(link, article, client):
    form = posted(link, "changes", comment="Muộn rồi")
    edition = publish(article, None)
    page = client.get(page_of(link))
    assert (page.status_code, page["Location"]) == (302, edition.get_absolute_url())
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    too_late = client.post(page_of(link), form)
    assert too_late.status_code == 410
    assert "Muộn rồi" in text(too_late)
    assert edition.get_absolute_url() in text(too_late)
    with clock_at(timezone.now() + timedelta(days=30)):
        assert client.get(page_of(link)).status_code == 302
    assert not SignOff.objects.exists()


def test_scheduled_article_is_shown_by_the_link_alone(link, article, client):
    edition = publish(article, None, at=timezone.now() + timedelta(days=1))
    assert client.get(page_of(link)).status_code == 200
    assert client.get(edition.get_absolute_url()).status_code == 404


def test_link_over_a_live_story_shows_the_draft(cast, client):
    live = make_published(lead="Đang đăng")
    article = edit(Article.objects.get(pk=live.article), lead="Bản sửa")
    link = make_link(article, cast("editor"), "A")
    assert "Bản sửa" in text(client.get(page_of(link)))
    assert "Bản sửa" not in text(client.get(live.get_absolute_url()))


# The desk's page


def test_link_is_made_shown_with_a_message_and_recorded(article, browser_of, cast):
    editor = browser_of("editor")
    form = {"for_whom": "Đ/c Bình", "hours": 24}
    made = editor.post(address(article, "sign_off_link"), form)
    assert made["Location"] == address(article, "sign_off")
    link = SignOffLink.objects.get()
    assert (link.for_whom, link.made_by) == ("Đ/c Bình", cast("editor"))
    assert timedelta(hours=23) < link.expires_at - timezone.now() <= timedelta(hours=24)
    page = html.unescape(text(editor.get(address(article, "sign_off"))))
    until = f"{timezone.localtime(link.expires_at):%H:%M %d/%m/%Y}"
    message = re.search(r"<textarea id=\"message-\d+\"[^>]*>(.*?)</textarea>", page, re.DOTALL)[1]
    for words in ["Kính gửi Đ/c Bình", SECRET, f"http://testserver{page_of(link)}", until]:
        assert words in message
    assert editor.get(page_of(link)).status_code == 200
    assert WorkflowEvent.objects.get(verb="ask_sign_off").by == cast("editor")


def test_72_hours_stand_in_the_form(article, browser_of):
    page = text(browser_of("editor").get(address(article, "sign_off")))
    assert re.search(r'name="hours" value="72"', page)


@pytest.mark.parametrize(
    "form", [{"for_whom": "", "hours": 72}, {"for_whom": "A", "hours": 0}, {"for_whom": "A"}]
)
def test_link_without_person_or_end_comes_back(article, browser_of, form):
    assert browser_of("editor").post(address(article, "sign_off_link"), form).status_code == 422
    assert not SignOffLink.objects.exists()


def test_reasons_of_a_refusal_stand_on_the_page(browser_of):
    article = Article.objects.get(pk=make_published().article)
    form = {"for_whom": "Đã gõ tên", "hours": 72}
    page = browser_of("editor").post(address(article, "sign_off_link"), form)
    assert page.status_code == 422
    assert "Bạn đọc đang xem đúng nội dung này" in text(page)
    assert "Đã gõ tên" in text(page)


def test_link_is_revoked_by_a_button_and_not_by_a_visit(link, article, browser_of, client):
    editor = browser_of("editor")
    revoke = address(article, "sign_off_revoke", link.pk)
    assert editor.get(revoke).status_code == 302
    assert client.get(page_of(link)).status_code == 200
    editor.post(revoke)
    assert client.get(page_of(link)).status_code == 410
    page = text(editor.get(address(article, "sign_off")))
    assert "Đã thu hồi" in page
    assert token_of(link) not in page
    other = make_article()
    assert editor.post(address(other, "sign_off_revoke", link.pk)).status_code == 404


def recorded(article, **more):
    return {
        "who": "Chủ tịch UBND",
        "how": "telephone",
        "said_at": f"{timezone.localtime() - timedelta(minutes=10):%Y-%m-%dT%H:%M}",
        "version": article.version,
        "answer": "agreed",
        "comment": "",
        **more,
    }


def test_answer_given_elsewhere_is_recorded_with_its_picture(article, browser_of):
    editor = browser_of("editor")
    picture = upload(photo(600, 400, 5), name="chu-ky.jpg")
    form = recorded(article, how="paper", evidence=picture, comment="Đã ký")
    assert editor.post(address(article, "sign_off_record"), form).status_code == 302
    kept = SignOff.objects.get()
    page = text(editor.get(address(article, "sign_off")))
    for words in ["Chủ tịch UBND", "trên giấy", "Đã ký", "Về nội dung hiện nay", "Ảnh bằng chứng"]:
        assert words in page
    shown = browser_of("reporter").get(address(article, "sign_off_evidence", kept.pk))
    assert shown["Content-Type"] in {"image/jpeg", "image/png"}
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown["Content-Disposition"].startswith("inline")
    assert "private" in shown["Cache-Control"]
    assert "no-store" in shown["Cache-Control"]
    assert opened(b"".join(shown.streaming_content)).size == (600, 400)


def test_answer_about_an_earlier_version_says_so_at_the_desk(article, browser_of):
    editor = browser_of("editor")
    edit(article, lead="Mới")
    editor.post(address(article, "sign_off_record"), recorded(article, version=1))
    for place in ["sign_off", "change"]:
        page = text(editor.get(address(article, place)))
        assert "Về bản 1, bài đã đổi từ đó." in page
    assert f"{address(article, 'compare')}?left=1" in page


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"answer": "changes"}, "Xin ghi rõ chỗ cần sửa"),
        ({"said_at": "2999-01-01T08:00"}, "không thể ở tương lai"),
        ({"version": 77}, "needs-choice"),
        ({"how": "link"}, "needs-choice"),
        ({"evidence": "pdf"}, "không phải"),
    ],
)
def test_record_that_cannot_be_comes_back_as_typed(article, browser_of, form, words):
    if form.get("evidence"):
        form = {"evidence": upload(b"%PDF-1.7", name="scan.pdf")}
    form = recorded(article, **{"who": "Đã gõ tên", **form})
    page = browser_of("editor").post(address(article, "sign_off_record"), form)
    assert page.status_code == 422
    assert "Đã gõ tên" in text(page)
    assert words in text(page) or (words == "needs-choice" and "errorlist" in text(page))
    assert not SignOff.objects.exists()


def test_evidence_that_is_not_there_answers_404(article, link, browser_of, cast):
    editor = browser_of("editor")
    plain = answer(link, shown=Standing(article).hash, answer="agreed", who="A")
    assert editor.get(address(article, "sign_off_evidence", plain.pk)).status_code == 404
    assert editor.get(address(article, "sign_off_evidence", 999)).status_code == 404
    kept = with_picture(article, cast)
    other = make_article()
    assert editor.get(address(other, "sign_off_evidence", kept.pk)).status_code == 404
    originals().delete(kept.evidence.name)
    assert editor.get(address(article, "sign_off_evidence", kept.pk)).status_code == 404


def with_picture(article, cast):
    return record_answer(
        article,
        cast("editor"),
        version=1,
        answer="agreed",
        who="A",
        how="chat",
        said_at=timezone.now(),
        evidence=take_aside(upload(encoded(photo(200, 100, 9)))),
    )


# Who may


def test_who_may_not_see_the_article_finds_no_page_of_it(article, link, browser_of, cast):
    kept = with_picture(article, cast)
    stranger = browser_of("contributor")
    for page in [
        address(article, "sign_off"),
        address(article, "sign_off_link"),
        address(article, "sign_off_record"),
        address(article, "sign_off_revoke", link.pk),
        address(article, "sign_off_evidence", kept.pk),
    ]:
        assert stranger.get(page).status_code == 404
        assert stranger.post(page, {"for_whom": "A", "hours": 3}).status_code == 404
        nobody = Client().get(page)
        assert nobody.status_code == 302
        assert "login" in nobody["Location"]
    assert (SignOffLink.objects.count(), SignOff.objects.count()) == (1, 1)


def test_who_may_only_read_sees_answers_and_no_link(browser_of, cast):
    article = make_article(author=cast("contributor"))
    link = make_link(article, cast("editor"), "Đ/c Bình")
    kept = with_picture(article, cast)
    reader = browser_of("reporter")
    page = text(reader.get(address(article, "sign_off")))
    assert "qua tin nhắn" in page
    assert "Đ/c Bình" in page
    assert token_of(link) not in page
    assert "<form" not in page.replace('<form id="logout-form"', "")
    assert reader.get(address(article, "sign_off_evidence", kept.pk)).status_code == 200
    for place, more in [
        ("sign_off_link", []),
        ("sign_off_record", []),
        ("sign_off_revoke", [link.pk]),
    ]:
        assert reader.get(address(article, place, *more)).status_code == 403
        form = {"for_whom": "A", "hours": 3, **recorded(article)}
        assert reader.post(address(article, place, *more), form).status_code == 403
    link.refresh_from_db()
    assert (link.revoked_at, SignOffLink.objects.count(), SignOff.objects.count()) == (None, 1, 1)


@pytest.mark.parametrize("role", ["reporter", "editor", "publisher"])
def test_author_editor_and_head_may_ask_and_record(article, browser_of, role):
    browser = browser_of(role)
    browser.post(address(article, "sign_off_link"), {"for_whom": "A", "hours": 3})
    browser.post(address(article, "sign_off_record"), recorded(article))
    assert (SignOffLink.objects.count(), SignOff.objects.count()) == (1, 1)


def test_panel_shows_what_was_said_and_who_is_still_asked(article, link, browser_of):
    page = text(browser_of("reporter").get(address(article)))
    assert "Đang chờ ý kiến của Đ/c Trần Văn Bình" in page
    answer(link, shown=Standing(article).hash, answer="changes", who="Bình", comment="Sửa tên")
    page = text(browser_of("reporter").get(address(article)))
    for words in ["Đề nghị sửa", "Sửa tên", "Về nội dung hiện nay", address(article, "sign_off")]:
        assert words in page
    assert "Đang chờ ý kiến" not in page
    edit(article, lead="Đã sửa tên")
    assert "Đang chờ ý kiến" in text(browser_of("reporter").get(address(article)))


# Documents of an article that readers do not have yet


@pytest.fixture
def offered(article, make_document):
    """The article of the link offers two documents: one attached, one linked in its text."""
    attached, linked = make_document("Kế hoạch"), make_document("Danh sách")
    article.documents.create(document=attached, title="Kế hoạch mùa thu", order=1)
    edit(article, body=tidy_body(f'<p><a href="{linked.url}">danh sách</a></p>'))
    return attached, linked


def downloads_on(page):
    return re.findall(r'href="([^"]*/tai-lieu/[^"]+)"', page)


def test_who_was_asked_can_open_the_documents_and_nobody_else(link, offered, client):
    addresses = downloads_on(text(client.get(page_of(link))))
    assert len(addresses) == 2
    for address_, document in zip(addresses, reversed(offered), strict=True):
        assert address_.startswith(page_of(link).rstrip("/"))
        answer_ = client.get(address_)
        assert answer_.status_code == 200
        assert answer_["Content-Disposition"].startswith("attachment")
        assert answer_["Cache-Control"] == "private, no-store"
        assert client.get(document.url).status_code == 404
        assert client.post(address_).status_code == 405


def test_link_opens_no_document_of_another_article(link, offered, make_document, client):
    other = make_document("Của bài khác")
    path = page_of(link).rstrip("/")
    assert client.get(f"{path}{other.url}").status_code == 404
    assert client.get(f"{path}/tai-lieu/0123456789abcdef/x.pdf").status_code == 404
    wrong = reverse("sign_off", args=["x"]).rstrip("/")
    assert client.get(f"{wrong}{offered[0].url}").status_code == 404


def test_link_that_is_over_opens_no_document(link, offered, cast, client):
    addresses = downloads_on(text(client.get(page_of(link))))
    revoke_link(link, cast("editor"))
    for address_ in addresses:
        assert client.get(address_).status_code == 404


def test_readers_page_leads_to_readers_addresses(link, offered, article, client):
    page = text(client.get(publish(article, None).get_absolute_url()))
    assert [each.startswith("/tai-lieu/") for each in downloads_on(page)] == [True, True]
