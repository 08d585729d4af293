"""The first page of the desk: what each person has to do, in few questions."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk.admin.dashboard import dashboard
from articles.desk.article import Article, ArticleImage
from articles.desk.publishing import publish
from articles.desk.saving import save_version
from articles.desk.workflow import put_in_bin, send_back, submit

from ..factory import edit, make_article, make_published
from .typing import text

pytestmark = pytest.mark.django_db

INDEX = "/quan-tri/"


def piles(user):
    """What the first page shows to a user: title → headlines, without empty piles."""
    return {
        pile.title: [article.headline for article in pile.articles]
        for pile in dashboard(user).piles
        if pile.articles
    }


def test_reporter_sees_own_work_and_no_others(cast):
    reporter, contributor = cast("reporter"), cast("contributor")
    make_article(author=reporter, headline="Nháp")
    make_article(author=contributor, headline="Của người khác")
    submit(make_article(author=reporter, headline="Đã gửi"), reporter)
    back = submit(make_article(author=reporter, headline="Bị trả"), reporter)
    send_back(back, cast("editor"), "Thiếu ảnh")
    put_in_bin(make_article(author=reporter, headline="Đã bỏ"), reporter)
    assert piles(reporter) == {
        "Bài bị trả lại": ["Bị trả"],
        "Bản thảo của bạn": ["Nháp"],
        "Bạn đã gửi, đang chờ biên tập": ["Đã gửi"],
    }


def test_editor_sees_what_waits_the_oldest_first(cast):
    for headline in ["Một", "Hai"]:
        submit(make_article(author=cast("reporter"), headline=headline), None)
    assert piles(cast("editor")) == {"Chờ bạn xử lý": ["Một", "Hai"]}
    assert dashboard(cast("editor")).piles[0].is_urgent


def test_publisher_sees_public_articles_that_were_changed_since(cast):
    edit(Article.objects.get(pk=make_published(headline="Đang sửa").article), lead="Mới")
    assert piles(cast("publisher")) == {"Đã đăng, đang sửa tiếp": ["Đang sửa"]}


def test_pictures_without_alt_text_are_listed_wherever_they_stand(cast, make_image):
    silent, told = make_image(alt_text=""), make_image()
    reporter = cast("reporter")
    make_article(author=reporter, headline="Ảnh đại diện", lead_image=silent)
    make_article(author=reporter, headline="Đủ", lead_image=silent, lead_image_alt="Có")
    gallery = make_article(author=reporter, headline="Bộ ảnh")
    ArticleImage.objects.create(article=gallery, image=silent)
    figure = f'<figure class="image" data-image="{told.pk}"><img alt="" src="{told.url}"></figure>'
    make_article(author=reporter, headline="Trong bài", body=figure)
    make_article(author=reporter, headline="Ảnh có mô tả", lead_image=told)
    found = piles(reporter)["Ảnh chưa có mô tả"]
    assert set(found) == {"Ảnh đại diện", "Bộ ảnh", "Trong bài"}


def test_what_is_scheduled_stands_under_its_day(browser_of):
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1)).replace(hour=0, minute=30)
    publish(make_article(headline="Ngày mai"), None, at=tomorrow)
    page = text(browser_of("publisher").get(INDEX))
    assert f"{tomorrow:%d/%m/%Y}</h3>" in page
    assert "00:30" in page


def test_contributor_learns_nothing_of_others(browser_of, cast):
    make_published(headline="Đã đăng của người khác")
    assert dashboard(cast("contributor")).newest is None
    assert "Đã đăng của người khác" not in text(browser_of("contributor").get(INDEX))


def test_who_has_nothing_to_do_is_told_what_comes(browser_of):
    assert "Bạn không có bản thảo nào" in text(browser_of("reporter").get(INDEX))
    assert "Không có bài nào đang chờ" in text(browser_of("editor").get(INDEX))
    assert "Chưa hẹn giờ đăng bài nào" in text(browser_of("publisher").get(INDEX))


def test_who_keeps_other_things_sees_those(browser_of):
    page = text(browser_of("administrator").get(INDEX))
    assert "/quan-tri/accounts/user/" in page
    assert "Viết bài" not in page
    assert "/quan-tri/people/official/" in text(browser_of("register_keeper").get(INDEX))


def test_long_pile_is_cut_and_leads_to_the_list(cast, browser_of):
    for _ in range(8):
        make_article(author=cast("reporter"))
    page = text(browser_of("reporter").get(INDEX))
    assert page.count('class="pile__row"') == 6
    more = "/quan-tri/articles/article/?status__exact=draft&amp;mine=yes"
    assert f'href="{more}"' in page
    assert browser_of("reporter").get(more.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize("role", ["contributor", "reporter", "editor", "publisher"])
def test_first_page_takes_few_questions_however_much_there_is(
    browser_of, cast, role, django_assert_max_num_queries
):
    for number in range(12):
        article = make_article(author=cast(role), headline=f"Bài {number}")
        if number % 3 == 0:
            submit(article, None)
        if number % 3 == 1:
            publish(article, None)
    browser = browser_of(role)
    browser.get(INDEX)
    with django_assert_max_num_queries(13):
        browser.get(INDEX)


def test_draft_whose_headline_is_missing_can_be_opened_all_the_same(browser_of, cast):
    article = make_article(author=cast("reporter"))
    Article.objects.filter(pk=article.pk).update(headline="")
    save_version(article, None)
    assert "(chưa có tiêu đề)" in text(browser_of("reporter").get(INDEX))
