"""Readers' pages at their extremes: the longest words, the most pictures, nothing at all."""

import pytest

from articles.desk.acts.publishing import publish
from articles.desk.article import ArticleImage
from articles.desk.versions.saving import save_version
from tests.articles.factory import make_article, make_category
from tests.images.making import kept
from tests.people.factory import appoint, make_official, make_organisation, make_position

pytestmark = pytest.mark.django_db(transaction=True)

WORD = "Nghiêng" * 9  # 63 letters without a place to break
HEADLINE = f"{WORD} {'Hội nghị tổng kết mười năm ' * 6}"[:200].strip()
PICTURES = 40


@pytest.fixture
def addresses():
    """The pages of one article with everything too long, the only one of its site."""
    organisation = make_organisation(f"Ủy ban nhân dân {WORD}")
    official = make_official(f"Nguyễn {WORD[:40]} Phong")
    appoint(official, make_position(f"Chủ tịch {WORD}", organisation=organisation), "2016")
    article = make_article(
        headline=HEADLINE,
        lead=WORD,
        category=make_category(f"Chuyên mục {WORD}", on_home=True),
        organisation=organisation,
        body=f"<h2>{WORD}</h2><p>{official.full_name} {WORD}</p><ul><li>{WORD}</li></ul>",
    )
    image = kept(1, 900, 600, alt_text="Bến cảng", caption=WORD)
    ArticleImage.objects.bulk_create(
        ArticleImage(article=article, image=image, caption=WORD, alt_text="Ảnh", order=number)
        for number in range(PICTURES)
    )
    save_version(article, None)
    edition = publish(article, None)
    return [
        *("/", edition.get_absolute_url(), edition.category.get_absolute_url()),
        *("/tim-kiem/?q=nghieng", "/lanh-dao/", "/co-quan-don-vi/", "/so-do-trang/", "/luu-tru/"),
        *(official.get_absolute_url(), organisation.get_absolute_url()),
    ]


@pytest.mark.parametrize("size", ["100%", "200%"])
def test_long_words_and_many_pictures_push_nothing_aside(page, live_server, addresses, size):
    page.set_viewport_size({"width": 320, "height": 700})
    for address in addresses:
        page.goto(live_server.url + address)
        page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, address
    page.goto(live_server.url + addresses[1])
    assert page.locator(".gallery img").count() == PICTURES
