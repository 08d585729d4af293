"""The notes beside an article: for whoever sees it, never lost, never too long."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from articles.desk.acts.workflow import put_in_bin
from articles.desk.admin.notes import LONGEST, notes_of
from articles.desk.article import Article
from articles.desk.erasure.erasing import erase_article
from articles.desk.note import Note

from ..factory import make_article
from .typing import address, text

pytestmark = pytest.mark.django_db


def notes(article):
    return address(article, "notes")


def test_colleagues_tell_each_other_things_the_newest_last(browser_of, cast):
    article = make_article(author=cast("reporter"))
    first = browser_of("editor").post(notes(article), {"text": "Ảnh thứ ba <b>mờ</b>."})
    assert first.status_code == 302
    assert first.url == notes(article)
    browser_of("reporter").post(notes(article), {"text": "Đã thay ảnh."})
    assert [(note.by, note.text) for note in notes_of(article)] == [
        (cast("editor"), "Ảnh thứ ba <b>mờ</b>."),
        (cast("reporter"), "Đã thay ảnh."),
    ]
    page = text(browser_of("publisher").get(notes(article)))
    assert "Ảnh thứ ba &lt;b&gt;mờ&lt;/b&gt;." in page
    assert page.index("Lê Văn Phó") < page.index("Đặng Thị Mộng")
    assert f"{timezone.localtime():%d/%m/%Y}" in page


def test_notes_take_one_question(cast, django_assert_num_queries):
    article = make_article()
    for number in range(5):
        Note.objects.create(article=article, by=cast("editor"), text=f"Ghi chú {number}")
    with django_assert_num_queries(1):
        assert {str(note.by) for note in notes_of(article)} == {"Lê Văn Phó"}


def test_note_changes_nothing_of_the_article(browser_of, cast):
    article = make_article(author=cast("reporter"))
    browser_of("reporter").post(notes(article), {"text": "Xin xem giúp"})
    after = Article.objects.get(pk=article.pk)
    assert (after.version, after.updated_at) == (article.version, article.updated_at)


@pytest.mark.parametrize("empty", ["", "   ", "\n\n", "\u200b"])
def test_empty_note_is_refused_in_words(browser_of, empty):
    article = make_article()
    answer = browser_of("editor").post(notes(article), {"text": empty})
    assert answer.status_code == 422
    assert "ghi chú trống không được lưu" in text(answer)
    assert notes_of(article) == []


def test_note_that_is_too_long_is_refused_and_comes_back(browser_of):
    article = make_article()
    long = "ă" * (LONGEST + 1)
    answer = browser_of("editor").post(notes(article), {"text": long})
    assert answer.status_code == 422
    assert "tối đa 2000 ký tự; ghi chú này dài 2001" in text(answer)
    assert long in text(answer)
    assert notes_of(article) == []
    assert browser_of("editor").post(notes(article), {"text": long[1:]}).status_code == 302


def test_line_breaks_count_once_and_letters_are_composed(browser_of):
    article = make_article()
    browser_of("editor").post(notes(article), {"text": " Mo\u0301ng Ca\u0301i\r\nhai dòng "})
    assert notes_of(article)[0].text == "Móng Cái\nhai dòng"


def test_who_does_not_see_an_article_neither_reads_nor_writes(browser_of, cast):
    article = make_article(author=cast("reporter"))
    contributor = browser_of("contributor")
    assert contributor.get(notes(article)).status_code == 404
    assert contributor.post(notes(article), {"text": "Chào"}).status_code == 404
    for role in ["register_keeper", "administrator"]:
        assert browser_of(role).post(notes(article), {"text": "Chào"}).status_code in {403, 404}
    assert Client().post(notes(article), {"text": "Chào"}).status_code == 302
    assert notes_of(article) == []


def test_contributor_talks_about_their_own(browser_of, cast):
    article = make_article(author=cast("contributor"))
    assert browser_of("contributor").post(notes(article), {"text": "Chào"}).status_code == 302
    assert len(notes_of(article)) == 1


def test_what_was_erased_takes_no_words(browser_of, cast):
    article = make_article(author=cast("reporter"))
    erase_article(article.pk, basis="Luật", document="1/QĐ", by="a", second_person="b")
    answer = browser_of("reporter").post(notes(article), {"text": "Tên người bị xóa"})
    assert answer.status_code == 403
    assert "không thêm được ghi chú" in text(browser_of("reporter").get(notes(article)))
    assert notes_of(article) == []


def test_draft_in_the_bin_can_still_be_talked_about(browser_of, cast):
    article = make_article(author=cast("reporter"))
    put_in_bin(article, None)
    assert browser_of("reporter").post(notes(article), {"text": "Vì sao bỏ?"}).status_code == 302


def test_looking_adds_nothing(browser_of):
    article = make_article()
    assert browser_of("editor").get(notes(article), {"text": "Chào"}).status_code == 200
    assert notes_of(article) == []


def test_part_beside_the_form_posts_nothing_with_the_article(cast):
    article = make_article(author=cast("reporter"))
    Note.objects.create(article=article, by=cast("editor"), text="Ảnh <mờ>")
    words = {"article": article, "notes": notes_of(article)}
    part = render_to_string("admin/articles/article/notes.html", words)
    assert "Ảnh &lt;mờ&gt;" in part
    assert f'data-notes="{notes(article)}"' in part
    # A form of another name, and no name of its own: the article's form does not hold it.
    assert 'form="note_form"' in part
    assert ' name="' not in part
    assert 'type="submit"' not in part
