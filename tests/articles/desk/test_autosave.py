"""What is typed is kept before it is saved, offered again, and never written over unread."""

import json
import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.desk.acts.workflow import put_in_bin, submit
from articles.desk.article import Article, ArticleImage, Contributor
from articles.desk.erasure.erasing import erase_article, erase_picture
from articles.desk.text.figures import write_figure
from articles.desk.text.typed import typed_content
from articles.desk.versions import autosave
from articles.desk.versions.autosave import Autosave
from articles.desk.versions.content import content_of, hash_of
from articles.desk.versions.presence import Presence
from tests.people.factory import make_official

from ..factory import edit, make_article, make_category
from .open_form import Window, hidden_fields, lists
from .typing import ADD, address, text, typed

pytestmark = pytest.mark.django_db

PASSWORD = "a-long-password"


@pytest.fixture
def article(cast):
    return make_article(author=cast("reporter"), headline="Bản đã lưu")


@pytest.fixture
def window(browser_of, cast, article):
    return Window(browser_of("reporter"), cast("reporter"), article)


# Kept while it is typed


def test_typed_text_is_kept_and_the_article_is_untouched(window, article):
    with time_machine.travel("2026-03-02T08:12:05+07:00", tick=False):
        answer = window.type(headline="Đang gõ", body="<p>Dở dang</p>")
    assert answer.json()["said"] == "Đã giữ bản gõ lúc 08:12:05"
    kept = Autosave.objects.get()
    assert (kept.article, kept.user.username, kept.version_read) == (article, "reporter", 1)
    assert kept.form["headline"] == ["Đang gõ"]
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Bản đã lưu", 1)


def test_there_is_one_text_for_a_person_and_an_article(window):
    for headline in ["Một", "Hai", "Ba"]:
        window.type(headline=headline)
    assert Autosave.objects.get().form["headline"] == ["Ba"]


def test_text_as_it_was_saved_is_not_kept(window):
    assert window.type().json() == {"is_kept": False, "said": "", "told": ""}
    window.type(headline="Gõ thử")
    assert window.type(headline="Bản đã lưu").status_code == 200
    assert not Autosave.objects.exists()


def test_kept_form_holds_no_token_no_button_and_nothing_foreign(window):
    window.type(headline="Đang gõ", csrfmiddlewaretoken="bí mật", _publish="1", status="published")
    form = Autosave.objects.get().form
    assert not {"csrfmiddlewaretoken", "_publish", "status"} & set(form)


@pytest.mark.parametrize("nasty", ["nul \x00 đây", "lẻ \ud800 loi"])
def test_characters_that_no_database_takes_do_not_stop_it(window, nasty):
    assert window.type(headline=nasty, lead="Còn đây").status_code == 200
    assert Autosave.objects.get().form["lead"] == ["Còn đây"]


def test_text_beyond_the_limit_is_refused_in_words(window, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000
    answer = window.type(body="<p>dài</p>" * 4000)
    assert answer.status_code == 413
    assert "quá dài" in answer.json()["said"]
    assert not Autosave.objects.exists()


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '"x"', "{", '{"typed_in": "abc"}', "\xff", '{"typed_in": 3, "form": {}}'],
)
def test_nonsense_is_refused(window, body):
    answer = window.browser.post(window.url, body, content_type="application/json")
    assert answer.status_code == 400


@pytest.mark.parametrize("form", [[], "x", 3, {"headline": "x"}, {"headline": [1]}])
def test_form_of_another_shape_is_refused(window, form):
    assert window.send(form).status_code == 400


# Who may


def test_only_post(window):
    assert window.browser.get(window.url).status_code == 405


def test_who_may_not_see_the_article_is_told_that_there_is_none(browser_of, cast, article):
    stranger = Window(browser_of("contributor"), cast("contributor"), article)
    assert stranger.type(headline="Lén").status_code == 404
    assert not Autosave.objects.exists()
    assert not Presence.objects.exists()


def test_who_may_read_only_keeps_nothing_and_is_not_there(window, article, cast):
    submit(article, cast("reporter"))
    answer = window.type(headline="Quá muộn")
    assert answer.status_code == 403
    assert "không còn sửa được" in answer.json()["said"]
    assert not Autosave.objects.exists()
    assert not Presence.objects.exists()


def test_nobody_writes_into_the_bin(window, article):
    put_in_bin(article, None)
    assert window.type(headline="Trong thùng").status_code == 403


def test_who_may_not_write_articles_keeps_no_new_one(browser_of, cast):
    keeper = Window(browser_of("register_keeper"), cast("register_keeper"))
    assert keeper.type(headline="Bài").status_code == 403


def test_article_that_does_not_exist_is_none(window):
    window.article.pk = 999_999
    assert window.type(headline="Đâu").status_code == 404


def test_ended_session_is_told_in_json_and_not_by_a_login_page(window):
    window.browser.logout()
    answer = window.type(headline="Hết phiên")
    assert answer.status_code == 401
    assert "không mất chữ nào" in answer.json()["said"]


def test_form_of_one_person_is_not_kept_under_the_name_of_another(window, cast):
    window.browser.force_login(cast("editor"))
    answer = window.type(headline="Của phóng viên")
    assert answer.status_code == 401
    assert "Lê Văn Phó" in answer.json()["said"]
    assert not Autosave.objects.exists()


def test_request_without_a_token_is_refused(article, cast):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast("reporter"))
    assert Window(browser, cast("reporter"), article).type(headline="Giả").status_code == 403


def test_database_that_is_away_is_told_in_words(window, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(autosave, "keep", refuse)
    answer = window.type(headline="Đang gõ")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Máy chủ đang bận" in answer.json()["said"]


# Never over a text that was not read


def test_second_window_does_not_write_over_what_the_first_one_typed(window, browser_of, cast):
    window.type(headline="Ở cửa sổ một")
    second = Window(browser_of("reporter"), cast("reporter"), window.article)
    answer = second.type(headline="Ở cửa sổ hai")
    assert answer.status_code == 409
    assert "vẫn còn nguyên" in answer.json()["said"]
    assert Autosave.objects.get().form["headline"] == ["Ở cửa sổ một"]


def test_window_that_brought_a_text_back_goes_on_with_it_and_the_old_one_does_not(window):
    window.type(headline="Trước khi sập")
    after = Window(window.browser, window.user, window.article)
    after.read = [window.number]
    assert after.type(headline="Sau khi sập").status_code == 200
    assert window.type(headline="Từ cửa sổ cũ").status_code == 409
    assert Autosave.objects.get().form["headline"] == ["Sau khi sập"]


def test_two_persons_have_a_text_each(window, browser_of, cast, article):
    window.type(headline="Của phóng viên")
    Window(browser_of("editor"), cast("editor"), article).type(headline="Của biên tập")
    assert Autosave.objects.filter(article=article).count() == 2


def test_copy_that_comes_late_does_not_write_over_a_later_text(window):
    window.type(headline="Mới hơn")
    old = lists({**window.fields, "headline": "Cũ hơn"})
    assert window.send(old, late=True, seconds_ago=600).status_code == 200
    assert Autosave.objects.get().form["headline"] == ["Mới hơn"]


def test_copy_that_comes_late_is_kept_with_the_time_it_was_typed(window):
    window.send(lists({**window.fields, "headline": "Lúc mất mạng"}), late=True, seconds_ago=600)
    kept = Autosave.objects.get()
    assert timedelta(seconds=590) < timezone.now() - kept.saved_at < timedelta(seconds=620)
    assert not Presence.objects.exists()


# Saved


def test_saving_drops_what_was_kept(window, article):
    window.type(headline="Đang gõ")
    assert window.save().status_code == 302
    article.refresh_from_db()
    assert article.headline == "Đang gõ"
    assert not Autosave.objects.exists()


def test_saving_leaves_what_another_window_or_person_typed(window, browser_of, cast, article):
    window.type(headline="Cửa sổ một")
    Window(browser_of("editor"), cast("editor"), article).type(headline="Của biên tập")
    second = Window(browser_of("reporter"), cast("reporter"), article)
    second.fields["lead"] = "Lưu ở cửa sổ hai"
    assert second.save().status_code == 302
    assert Autosave.objects.count() == 2


def test_refused_save_and_conflict_keep_what_was_kept(window, article):
    window.type(headline="")
    assert window.save().status_code == 200
    assert Autosave.objects.count() == 1
    edit(article, lead="Người khác")
    assert window.save(headline="Có rồi").status_code == 409
    assert Autosave.objects.count() == 1


def test_form_that_comes_back_with_errors_is_the_same_window(window):
    window.type(headline="", lead="Giữ")
    page = text(window.save())
    assert f'name="typed_in" value="{window.number}"' in page
    assert "Khôi phục" not in page


def test_saved_over_a_conflict_drops_it_too(window, article):
    window.type(headline="Của tôi")
    edit(article, lead="Người khác")
    page = text(window.save())
    again = hidden_fields(page)
    assert window.browser.post(address(article), again).status_code == 302
    article.refresh_from_db()
    assert article.headline == "Của tôi"
    assert not Autosave.objects.exists()


# Offered again


def test_form_offers_what_was_typed_and_not_saved(window, article):
    with time_machine.travel("2026-03-02T08:12:00+07:00", tick=False):
        window.type(headline="Tít dở dang", body="<p>Câu mới gõ.</p>")
        page = text(window.browser.get(address(article)))
    assert "Bạn có bản gõ chưa lưu của bài này, gõ đến 08:12 02/03/2026." in page
    assert "Khôi phục" in page
    assert "Câu mới gõ." in page  # in the difference
    assert 'value="Bản đã lưu"' in page or ">\nBản đã lưu</textarea>" in page


def test_nothing_is_offered_to_others_or_when_it_stands_saved(window, browser_of, article):
    window.type(headline="Của riêng tôi")
    assert "Của riêng tôi" not in text(browser_of("editor").get(address(article)))
    edit(article, headline="Của riêng tôi")
    page = text(window.browser.get(address(article)))
    assert "Khôi phục" not in page
    # What is saved already may be written over.
    assert f'name="typed_read" value="{window.number}"' in page


def test_bringing_back_fills_the_form_and_saves_nothing(window, article):
    window.type(headline="Tít dở dang", lead="", event_date="31/02/2018", no_event=None)
    page = text(window.browser.get(address(article) + "?restore=1"))
    assert "Tít dở dang</textarea>" in page
    assert "31/02/2018" in page
    assert "data-restored" in page
    assert f'name="typed_read" value="{window.number}"' in page
    assert "errornote" not in page
    assert "errorlist" not in page
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Bản đã lưu", 1)
    assert Autosave.objects.count() == 1


def test_rows_are_brought_back_with_their_changes(window, article, make_image):
    image = make_image()
    article.gallery.create(image=image, caption="Ảnh cũ", order=1)
    edit(article)
    row = article.gallery.get()
    window.fields = typed(
        article,
        gallery=[
            {"id": row.pk, "image": image.pk, "caption": "Sửa", "alt_text": "", "order": 1},
            {"id": "", "image": "", "caption": "Ảnh chờ thêm", "alt_text": "", "order": 2},
        ],
        contributors=[{"name": "Hoàng Anh", "part": "photographer", "order": 1}],
    )
    window.type()
    ArticleImage.objects.all().delete()  # somebody else took it out meanwhile
    page = text(window.browser.get(address(article) + "?restore=1"))
    for words in ["Sửa</textarea>", "Ảnh chờ thêm</textarea>", 'value="Hoàng Anh"']:
        assert words in page
    assert 'name="gallery-TOTAL_FORMS" value="2"' in page
    assert 'name="gallery-INITIAL_FORMS" value="0"' in page


def test_text_typed_before_a_newer_version_meets_it_when_saved(window, article):
    window.type(headline="Gõ từ bản một")
    edit(article, lead="Bản hai của người khác")
    notice = text(window.browser.get(address(article)))
    assert "Từ đó bài đã được lưu bản mới hơn" in notice
    page = text(window.browser.get(address(article) + "?restore=1"))
    assert 'name="version_read" value="1"' in page
    assert "đã lưu phiên bản 2" in page
    answer = window.save()
    assert answer.status_code == 409
    assert "Gõ từ bản một" in text(answer)
    article.refresh_from_db()
    assert article.headline == "Bản đã lưu"


def test_dropping_takes_the_text_that_was_shown_and_no_later_one(window, article):
    window.type(headline="Bỏ đi")
    drop = address(article, "drop_typed")
    window.browser.get(drop)
    window.browser.post(drop, {"typed": str(uuid.uuid4())})
    assert Autosave.objects.count() == 1
    answer = window.browser.post(drop, {"typed": window.number}, follow=True)
    assert "Đã bỏ bản gõ chưa lưu." in text(answer)
    assert not Autosave.objects.exists()


def test_nobody_drops_or_brings_back_the_text_of_another(window, browser_of, article):
    window.type(headline="Của phóng viên")
    editor = browser_of("editor")
    editor.post(address(article, "drop_typed"), {"typed": window.number})
    assert Autosave.objects.count() == 1
    assert "Của phóng viên" not in text(editor.get(address(article) + "?restore=1"))


def test_stranger_finds_no_address_about_the_article(browser_of, article):
    stranger = browser_of("contributor")
    for page in ["drop_typed", "take_over"]:
        assert stranger.post(address(article, page), {}).status_code == 404


def test_who_may_no_longer_write_still_reads_what_was_typed(window, article, cast):
    window.type(headline="Chưa kịp lưu")
    submit(article, cast("reporter"))
    page = text(window.browser.get(address(article)))
    assert "Chưa kịp lưu" in page
    assert "hãy chép lại phần cần dùng" in page
    assert "?restore=1" not in page
    assert "data-keeping" not in page
    assert window.browser.get(address(article) + "?restore=1").status_code == 200


@pytest.mark.parametrize("button", ["_submit", "_take_back", "_preview", "_continue"])
def test_button_pressed_too_late_does_not_drop_what_was_typed(window, article, cast, button):
    window.fields.update(lead="Gõ khi bài đã được gửi đi")
    submit(article, cast("reporter"))
    answer = window.save(**{button: "1"})
    assert answer.status_code == 409
    assert "Gõ khi bài đã được gửi đi" in text(answer)


# New articles


def test_new_article_is_kept_offered_and_brought_back(browser_of, cast):
    new = Window(browser_of("reporter"), cast("reporter"))
    assert new.type(headline="Chưa lưu lần nào", body="<p>Dài</p>").json()["is_kept"]
    kept = Autosave.objects.get()
    assert (kept.article, str(kept.creation_key)) == (None, new.fields["new_key"])
    page = text(new.browser.get(ADD))
    assert "Bạn có một bài mới chưa lưu" in page
    assert f"{ADD}?restore={kept.creation_key}" in page
    back = text(new.browser.get(f"{ADD}?restore={kept.creation_key}"))
    assert "Chưa lưu lần nào</textarea>" in back
    assert f'name="new_key" value="{kept.creation_key}"' in back
    assert not Article.objects.exists()


def test_first_page_of_the_desk_leads_to_it(browser_of, cast):
    new = Window(browser_of("reporter"), cast("reporter"))
    new.type(headline="Chưa lưu lần nào")
    page = text(new.browser.get(reverse("admin:index")))
    assert "Chưa lưu lần nào" in page
    assert f'href="{ADD}' in page


def test_empty_new_form_is_not_kept(browser_of, cast):
    new = Window(browser_of("reporter"), cast("reporter"))
    assert not new.type(headline="").json()["is_kept"]
    assert not Autosave.objects.exists()


def test_new_form_without_its_key_is_refused(browser_of, cast):
    new = Window(browser_of("reporter"), cast("reporter"))
    assert new.type(new_key="abc").status_code == 400


def test_saving_a_new_article_drops_what_was_kept_of_it(browser_of, cast):
    new = Window(browser_of("reporter"), cast("reporter"))
    other = Window(browser_of("reporter"), cast("reporter"))
    new.type(headline="Bài một")
    other.type(headline="Bài hai")
    assert new.save().status_code == 302
    assert Autosave.objects.get().form["headline"] == ["Bài hai"]


def test_text_kept_after_its_article_was_made_belongs_to_the_article(browser_of, cast):
    new = Window(browser_of("reporter"), cast("reporter"))
    new.save()
    assert not new.type().json()["is_kept"]
    new.type(lead="Gõ thêm ở cửa sổ cũ")
    assert Autosave.objects.get().article == Article.objects.get()


def test_another_text_under_the_key_of_a_saved_article_is_not_dropped(browser_of, cast):
    new = Window(browser_of("reporter"), cast("reporter"))
    first = new.save()
    assert new.save().url == first.url  # a second click
    new.fields.update(headline="Gõ thêm sau khi quay lại")
    answer = new.save()
    assert answer.status_code == 409
    assert "Gõ thêm sau khi quay lại" in text(answer)
    again = new.browser.post(ADD, hidden_fields(text(answer)))
    assert again.status_code == 302
    article = Article.objects.get()
    assert (article.headline, article.versions.count()) == ("Gõ thêm sau khi quay lại", 2)


def test_new_text_is_dropped_on_demand(browser_of, cast):
    new = Window(browser_of("reporter"), cast("reporter"))
    new.type(headline="Bỏ đi")
    drop = reverse("admin:articles_article_drop_typed_new")
    browser_of("editor").post(drop, {"typed": new.number})
    assert Autosave.objects.count() == 1
    assert browser_of("register_keeper").post(drop, {"typed": new.number}).status_code == 403
    new.browser.post(drop, {"typed": new.number})
    assert not Autosave.objects.exists()


# What was typed, as content


def test_content_of_a_typed_form_is_what_saving_it_would_give(browser_of, cast, make_image):
    image, other = make_image(), make_image()
    category, further = make_category(), make_category()
    official = make_official("Ngô Hoàng Ngân")
    article = make_article(author=cast("reporter"))
    article.contributors.create(name="Cũ", order=1)
    edit(article)
    row = article.contributors.get()
    form = typed(
        article,
        kind="reprint",
        headline="  Tít   có khoảng trắng ",
        lead="Dòng một\r\nDòng hai ",
        body="<p>Một</p>" + write_figure(image, "Mô tả", "Chú thích") + "<script>x</script>",
        category=category.pk,
        further_categories=[further.pk, category.pk],
        event_date="07/08/2018",
        no_event=None,
        officials=[official.pk],
        source_name=" Báo  Quảng Ninh ",
        source_url="baoquangninh.vn/a",
        lead_image=other.pk,
        lead_image_caption="Ảnh\r\nđầu",
        lead_image_alt="Mô tả",
        gallery=[
            {"image": "", "caption": "Sau cùng", "alt_text": "", "order": ""},
            {"image": image.pk, "caption": "Thứ hai", "alt_text": "B", "order": 2},
            {"image": other.pk, "caption": "Thứ nhất", "alt_text": "A", "order": 1},
            {"image": "", "caption": "", "alt_text": "", "order": ""},
        ],
        contributors=[
            {"id": row.pk, "name": "Cũ", "part": "author", "order": 1, "DELETE": "on"},
            {"name": " Hoàng Anh ", "part": "photographer", "order": ""},
        ],
    )
    kept = Autosave(form=lists(form))
    assert browser_of("reporter").post(address(article), form).status_code == 302
    article.refresh_from_db()
    assert typed_content(kept.data).content == content_of(article)
    assert (
        typed_content(kept.data).hash
        == article.versions.first().hash
        == hash_of(content_of(article))
    )


def test_what_cannot_be_saved_is_content_all_the_same(article, make_image):
    form = typed(
        article,
        headline="Dài " * 100,
        body="<p>Còn</p>",
        event_date="31/02/2018",
        no_event=None,
        category="99999",
        source_url="javascript:alert(1)",
        gallery=[{"image": "77777", "caption": "Ảnh mất", "alt_text": "x" * 400, "order": "z"}],
        contributors=[{"name": "T" * 200, "part": "?", "order": 1}],
    )
    made = typed_content(Autosave(form=lists(form)).data)
    assert made.content["body"] == "<p>Còn</p>"
    assert len(made.content["headline"]) <= 250
    assert "category" not in made.content
    assert "source" not in made.content
    assert made.content["pictures"][0]["caption"] == "Ảnh mất"
    left_out = " ".join(made.left_out.values())
    for whole in ["31/02/2018", "99999", "javascript:alert(1)", "77777", "x" * 400, "T" * 200]:
        assert whole in left_out
    assert ("Dài " * 100).strip() in left_out


def test_form_with_nothing_in_it_is_no_content():
    assert typed_content(Autosave(form={}).data).is_empty


# Forgotten


def test_texts_are_forgotten_after_thirty_days(window, article, capsys):
    window.type(headline="Để quên")
    Autosave.objects.update(saved_at=timezone.now() - timedelta(days=29))
    call_command("empty_bin")
    assert Autosave.objects.count() == 1
    Autosave.objects.update(saved_at=timezone.now() - timedelta(days=31))
    call_command("empty_bin")
    assert not Autosave.objects.exists()
    assert Article.objects.filter(pk=article.pk).exists()


ORDER = {"basis": "Luật", "document": "15/QĐ", "by": "quantri", "second_person": "truongban"}


def test_erasing_an_article_takes_what_was_typed_for_it(window, article, tmp_path, settings):
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"
    window.type(headline="Bí mật")
    assert Presence.objects.exists()
    erase_article(article.pk, **ORDER)
    assert not Autosave.objects.exists()
    assert not Presence.objects.exists()


def test_erasing_a_picture_takes_its_words_out_of_typed_texts(
    window, article, make_image, tmp_path, settings
):
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"
    image, kept = make_image(), make_image()
    window.fields = typed(
        article,
        body="<p>Giữ</p>" + write_figure(image, "Bí mật", "Bí mật"),
        lead_image=image.pk,
        lead_image_caption="Bí mật",
        lead_image_alt="Bí mật",
        gallery=[
            {"image": image.pk, "caption": "Bí mật", "alt_text": "Bí mật", "order": 1},
            {"image": kept.pk, "caption": "Còn", "alt_text": "", "order": 2},
        ],
    )
    window.type()
    erase_picture(image, **ORDER)
    form = json.dumps(Autosave.objects.get().form, ensure_ascii=False)
    assert "Bí mật" not in form
    assert "Giữ" in form
    assert "Còn" in form
    assert window.browser.get(address(article) + "?restore=1").status_code == 200


# A save while the session has ended


def out(window):
    window.browser.logout()
    return window


def test_save_after_the_session_ended_asks_for_the_password_and_holds_the_text(window, article):
    out(window).fields.update(headline="Gõ cả buổi", body="<p>Dài</p>")
    answer = window.save(_submit="1")
    page = text(answer)
    assert answer.status_code == 401
    assert "Phiên làm việc đã hết" in page
    held = hidden_fields(page)
    assert held["headline"] == ["Gõ cả buổi"]
    assert held["_submit"] == ["1"]
    assert "Bản đã lưu" not in page  # nothing of what is stored is shown to nobody
    article.refresh_from_db()
    assert article.version == 1


def test_signing_in_there_carries_on_with_exactly_that_save(window, article):
    out(window).fields.update(headline="Gõ cả buổi")
    held = hidden_fields(text(window.save()))
    signing_in = {"sign_in-username": "reporter", "sign_in-password": PASSWORD}
    answer = window.browser.post(address(article), {**held, **signing_in}, follow=True)
    assert "Đã lưu bài." in text(answer)
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Gõ cả buổi", 2)
    assert article.versions.first().saved_by.username == "reporter"
    assert PASSWORD not in json.dumps([each.whole for each in article.versions.all()])


def test_new_article_survives_the_end_of_the_session(browser_of, cast):
    new = out(Window(browser_of("reporter"), cast("reporter")))
    new.fields.update(headline="Bài mới")
    held = hidden_fields(text(new.save()))
    signing_in = {"sign_in-username": "reporter", "sign_in-password": PASSWORD}
    assert new.browser.post(ADD, {**held, **signing_in}).status_code == 302
    assert Article.objects.get().headline == "Bài mới"


def test_conflict_is_met_after_signing_in_too(window, article):
    out(window).fields.update(headline="Của tôi")
    held = hidden_fields(text(window.save()))
    edit(article, headline="Của họ")
    signing_in = {"sign_in-username": "reporter", "sign_in-password": PASSWORD}
    answer = window.browser.post(address(article), {**held, **signing_in})
    assert answer.status_code == 409
    assert "Của tôi" in text(answer)
    article.refresh_from_db()
    assert article.headline == "Của họ"


def test_who_signs_in_there_saves_with_their_own_rights(window, article, cast):
    cast("contributor")
    out(window).fields.update(headline="Của tôi")
    held = hidden_fields(text(window.save()))
    signing_in = {"sign_in-username": "contributor", "sign_in-password": PASSWORD}
    window.browser.post(address(article), {**held, **signing_in})
    article.refresh_from_db()
    assert article.headline == "Bản đã lưu"


def test_wrong_password_holds_the_text_and_locks_as_everywhere(window, article):
    held = hidden_fields(text(out(window).save(headline="Còn đây")))
    wrong = {"sign_in-username": "reporter", "sign_in-password": "sai"}
    statuses = []
    for _attempt in range(5):
        answer = window.browser.post(address(article), {**held, **wrong})
        statuses.append(answer.status_code)
        assert hidden_fields(text(answer))["headline"] == ["Còn đây"]
    assert statuses == [401, 401, 401, 401, 429]
    assert "Hãy thử lại sau" in text(answer)
    right = {**wrong, "sign_in-password": PASSWORD}
    answer = window.browser.post(address(article), {**held, **right})
    assert answer.status_code == 429
    assert hidden_fields(text(answer))["headline"] == ["Còn đây"]
    article.refresh_from_db()
    assert article.headline == "Bản đã lưu"


def test_password_is_in_no_page(window, article):
    held = hidden_fields(text(out(window).save()))
    wrong = {"sign_in-username": "reporter", "sign_in-password": "mật-khẩu-sai"}
    assert "mật-khẩu-sai" not in text(window.browser.post(address(article), {**held, **wrong}))


def test_visit_without_a_session_still_leads_to_the_login_page(window, article):
    window.browser.logout()
    assert "/login/" in window.browser.get(address(article)).url
    assert "/login/" in window.browser.post(address(article), {}).url


def test_script_typed_into_a_held_form_does_not_run(window):
    page = text(out(window).save(headline='"><script>alert(1)</script>'))
    assert "<script>alert" not in page


# A save with the token of an earlier session


def strict(cast, username="reporter"):
    """A browser whose tokens are checked, signed in through the login page."""
    browser = Client(enforce_csrf_checks=True)
    cast(username)
    login = reverse("admin:login")
    browser.get(login)
    sent = {"username": username, "password": PASSWORD, "next": "/quan-tri/"}
    token = browser.cookies["newsroom_csrf"].value
    browser.post(login, {**sent, "csrfmiddlewaretoken": token})
    return browser


def test_form_from_before_signing_in_again_is_held_and_saved_at_one_press(article, cast):
    browser = strict(cast)
    form = typed(article, headline="Thẻ cũ", csrfmiddlewaretoken="a" * 64)
    answer = browser.post(address(article), form, headers={"origin": "http://testserver"})
    assert answer.status_code == 403
    held = hidden_fields(text(answer))
    assert held["headline"] == ["Thẻ cũ"]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text(answer))[1]
    again = browser.post(
        address(article),
        {**held, "csrfmiddlewaretoken": token},
        headers={"origin": "http://testserver"},
    )
    assert again.status_code == 302
    article.refresh_from_db()
    assert article.headline == "Thẻ cũ"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
def test_what_another_site_sent_is_not_held(article, cast, origin):
    form = typed(article, headline="Từ trang khác", csrfmiddlewaretoken="a" * 64)
    headers = {"origin": origin} if origin else {}
    answer = strict(cast).post(address(article), form, headers=headers)
    assert answer.status_code == 403
    assert "Từ trang khác" not in text(answer)


def test_other_forms_get_the_usual_refusal(cast):
    answer = strict(cast).post(
        reverse("admin:password_change"),
        {"headline": "x", "csrfmiddlewaretoken": "a" * 64},
        headers={"origin": "http://testserver"},
    )
    assert answer.status_code == 403
    assert 'value="x"' not in text(answer)


# A save while the database is away


class RefusesOnce:
    """A database that gives up at the first statement with these words, and works again then."""

    def __init__(self, words):
        self.words, self.has_refused = words, False

    def __call__(self, execute, sql, params, many, context):
        if not self.has_refused and all(word in sql for word in self.words):
            self.has_refused = True
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, params, many, context)


@pytest.mark.parametrize(
    "words",
    [
        ["django_session"],
        ["accounts_user"],
        ["SELECT", "articles_article"],
        ["UPDATE", "articles_article"],
        ["INSERT", "articles_version"],
        ["DELETE", "articles_autosave"],
    ],
)
def test_save_that_the_database_refused_comes_back_with_its_text(window, article, words):
    window.type(headline="Chưa mất")
    refusal = RefusesOnce(words)
    with connection.execute_wrapper(refusal):
        answer = window.save()
    assert refusal.has_refused
    page = text(answer)
    assert answer.status_code == 503
    assert "Chữ bạn gõ vẫn còn nguyên trong trang này" in page
    assert "Quay lại" in page
    article.refresh_from_db()
    assert (article.headline, article.version, article.versions.count()) == ("Bản đã lưu", 1, 1)
    assert window.browser.post(address(article), hidden_fields(page)).status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Chưa mất", 2)


def test_conflict_page_that_the_database_refused_comes_back_too(window, article):
    edit(article, lead="Người khác")
    window.fields.update(headline="Của tôi")
    refusal = RefusesOnce(["articles_contributor"])  # asked for both sides of the page
    with connection.execute_wrapper(refusal):
        answer = window.save()
    assert refusal.has_refused
    assert answer.status_code == 503
    assert hidden_fields(text(answer))["headline"] == ["Của tôi"]


def test_other_faults_are_not_hidden(window, monkeypatch):
    monkeypatch.setattr("articles.desk.admin.article.save_version", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        window.save(headline="Lỗi thật")
    assert not Contributor.objects.exists()
