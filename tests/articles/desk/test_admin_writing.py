"""Writing an article at the desk: what is typed is saved or comes back, and nothing comes twice."""

import re
import uuid

import pytest

from articles.desk.article import Article
from articles.page.edition import Kind

from ..factory import make_article, make_category
from .typing import ADD, address, text, typed

pytestmark = pytest.mark.django_db


def test_new_article_belongs_to_who_wrote_it(browser_of, cast):
    category = make_category("Kinh tế")
    answer = browser_of("reporter").post(
        ADD, typed(headline="Cảng Vạn Gia đón tàu", category=category.pk, body="<p>Sáng nay.</p>")
    )
    article = Article.objects.get()
    assert answer.status_code == 302
    assert answer.url == address(article)
    assert (article.headline, article.author) == ("Cảng Vạn Gia đón tàu", cast("reporter"))
    assert (article.version, article.body) == (1, "<p>Sáng nay.</p>")


def test_second_click_on_save_makes_no_second_article(browser_of):
    reporter, form = browser_of("reporter"), typed(headline="Một bài")
    first, second = reporter.post(ADD, form), reporter.post(ADD, form)
    assert first.url == second.url
    assert Article.objects.count() == 1


def test_two_clicks_in_one_moment_make_one_article(browser_of, monkeypatch):
    """The first click's article is not there yet when the second looks for it."""
    from articles.desk.admin.article import ArticleAdmin
    from articles.desk.form import ArticleForm

    reporter, form = browser_of("reporter"), typed(headline="Một bài")
    reporter.post(ADD, form)
    look, looks = ArticleAdmin.first_of_two_clicks, []

    def look_too_early(self, request):
        looks.append(request)
        return None if len(looks) == 1 else look(self, request)

    monkeypatch.setattr(ArticleAdmin, "first_of_two_clicks", look_too_early)
    monkeypatch.setattr(ArticleForm, "clean_new_key", lambda self: self.cleaned_data["new_key"])
    answer = reporter.post(ADD, form)
    assert answer.url == address(Article.objects.get())
    assert len(looks) == 2


def test_key_of_another_persons_article_opens_nothing_and_breaks_nothing(browser_of):
    form = typed(headline="Của phóng viên")
    browser_of("reporter").post(ADD, form)
    answer = browser_of("contributor").post(ADD, {**form, "headline": "Của cộng tác viên"})
    assert answer.status_code == 302
    assert {each.author.username for each in Article.objects.all()} == {"reporter", "contributor"}


@pytest.mark.parametrize("key", ["", "không phải khóa", "12", "\x00"])
def test_garbage_for_a_key_is_no_error_of_the_server(browser_of, key):
    answer = browser_of("reporter").post(ADD, typed(headline="Bài", new_key=key))
    assert answer.status_code in {200, 302}


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ({"event_date": "31/02/2018", "no_event": None}, "Nhập một ngày hợp lệ"),
        ({"headline": ""}, "Trường này là bắt buộc"),
        ({"headline": "x" * 251}, "250"),
        ({"kind": Kind.REPRINT}, "Bài đăng lại phải ghi nguồn"),
        ({"event_date": "07/08/2018"}, "không chọn cả hai"),
        ({"source_url": "khong phai dia chi"}, "URL"),
        ({"category": "99999"}, 'class="errorlist"'),
        ({"lead_image": "99999999999999999999999"}, 'class="errorlist"'),
        ({"lead_image": "abc"}, 'class="errorlist"'),
        ({"officials": ["abc"]}, "abc"),
    ],
)
def test_mistake_is_told_and_the_typed_text_stays(browser_of, mistake, told):
    body = "<p>Đoạn văn đã gõ rất lâu.</p><script>alert(1)</script>"
    form = typed(lead="Tóm tắt đã gõ.", body=body, **mistake)
    page = text(browser_of("reporter").post(ADD, form))
    assert told in page
    assert "Đoạn văn đã gõ rất lâu." in page
    assert "Tóm tắt đã gõ." in page
    assert "<script>alert(1)</script>" not in page
    assert not Article.objects.exists()


def test_mistake_in_a_row_is_told_and_the_rows_stay(browser_of):
    rows = [{"image": "", "caption": "", "alt_text": "Chỉ có mô tả"}]
    page = text(browser_of("reporter").post(ADD, typed(gallery=rows)))
    assert "Hãy chọn một ảnh, hoặc xóa dòng này" in page
    assert "Chỉ có mô tả" in page
    assert not Article.objects.exists()


def test_script_is_saved_by_nobody(browser_of):
    body = '<p onclick="x()">Tin</p><script>alert(1)</script><iframe src="https://x.vn"></iframe>'
    browser_of("reporter").post(ADD, typed(body=body))
    assert Article.objects.get().body == "<p>Tin</p>"


def test_typed_letters_are_composed_and_rid_of_what_no_page_holds(browser_of):
    browser_of("reporter").post(ADD, typed(headline="Mo\u0301ng  Ca\u0301i\x0b", lead="a\x0cb"))
    article = Article.objects.get()
    assert (article.headline, article.lead) == ("Móng Cái", "ab")


def test_gallery_rows_without_a_number_come_after_the_others(browser_of, make_image):
    first, second, third = make_image(), make_image(), make_image()
    rows = [
        {"image": first.pk, "caption": "không số", "alt_text": "", "order": ""},
        {"image": second.pk, "caption": "số hai", "alt_text": "", "order": "2"},
        {"image": third.pk, "caption": "số một", "alt_text": "", "order": "1"},
    ]
    browser_of("reporter").post(ADD, typed(gallery=rows))
    captions = [row.caption for row in Article.objects.get().gallery.all()]
    assert captions == ["số một", "số hai", "không số"]


def test_form_shows_the_chosen_picture_and_not_its_number_alone(browser_of, make_image, cast):
    image = make_image(title="Cầu Bắc Luân")
    article = make_article(author=cast("reporter"), lead_image=image)
    page = text(browser_of("reporter").get(address(article)))
    assert image.thumbnail_url in page
    assert "Cầu Bắc Luân" in page


def test_new_form_bears_a_new_key_each_time(browser_of):
    reporter = browser_of("reporter")
    pages = [text(reporter.get(ADD)) for _ in range(2)]
    keys = {re.search(r'name="new_key" value="([^"]+)"', page)[1] for page in pages}
    assert len(keys) == 2
    assert all(uuid.UUID(key) for key in keys)


def test_category_is_chosen_from_the_tree(browser_of):
    parent = make_category("Văn hóa")
    make_category("Thể thao", parent=parent)
    assert "\u2003Thể thao</option>" in text(browser_of("reporter").get(ADD))


@pytest.mark.parametrize("number", ["abc", "999999", "1_2F", "99999999999999999999"])
def test_no_such_article_is_no_error_of_the_server(browser_of, number):
    publisher = browser_of("publisher")
    assert publisher.get(address(number)).status_code == 302
    assert publisher.post(address(number), typed()).status_code == 302
    for page in ["preview", "schedule", "withdraw", "erase", "bin", "duplicate", "history"]:
        assert publisher.get(address(number, page)).status_code in {302, 404}


def test_form_takes_few_questions(browser_of, cast, make_image, django_assert_max_num_queries):
    article = make_article(author=cast("reporter"), lead_image=make_image())
    reporter = browser_of("reporter")
    reporter.get(address(article))
    with django_assert_max_num_queries(37):
        reporter.get(address(article))
