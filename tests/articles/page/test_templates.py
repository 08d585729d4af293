"""What every public page keeps to: its weight, its policy, and what machines read in it."""

import gzip
import hashlib
import json
import re
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from articles.desk.acts.publishing import correct, publish
from articles.page.category import Category
from articles.page.edition import Edition
from articles.page.frame.banner import Banner
from articles.page.frame.site import SiteIdentity
from articles.page.machines.sitemaps import STRETCH
from articles.page.views import article_context
from articles.templatetags.linked_data import script
from articles.templatetags.vietnamese_text import monogram
from images.addresses import name_of
from images.models import Image
from people.models import Appointment, Official, Organisation, OrganisationName, Position
from tests.articles.factory import make_article, make_category, make_published

pytestmark = pytest.mark.django_db

KIB = 1024
HEAVIEST_ARTICLE = 14 * KIB
HEAVIEST_TYPE = 90_000
SENTENCE = "Đồng chí Ngô Hoàng Ngân, Bí thư Thành ủy phát biểu về việc thứ {} của thành phố. "


class Elements(HTMLParser):
    """All elements of a page as (tag, attributes), and the text of each script."""

    def __init__(self, html):
        super().__init__()
        self.found, self.scripts = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self.found and self.found[-1][0] == "script" and data.strip():
            self.scripts.append(data)

    def all(self, tag):
        return [attrs for each, attrs in self.found if each == tag]


def page(client, address):
    return client.get(address).content.decode()


def picture(seed, **words):
    """A picture of the library in the usual size with all renditions; it has no files."""
    sha256 = hashlib.sha256(str(seed).encode()).hexdigest()
    words = {"alt_text": "Bến cảng lúc sớm mai", "caption": "Bến cảng", **words}
    size = {"width": 1600, "height": 1067, "renditions_ready": True}
    row = Image(title=f"Ảnh {seed}", picture=name_of(sha256), sha256=sha256, **size, **words)
    return Image.objects.bulk_create([row])[0]


def sentences(start, count):
    return "".join(SENTENCE.format(number) for number in range(start, start + count))


@pytest.fixture
def official():
    """An official of a town, in office since 2015."""
    office = Organisation.objects.create(key="thanh-uy", level="district", sector="party")
    OrganisationName.objects.create(organisation=office, full="Thành ủy Móng Cái")
    post = Position.objects.create(organisation=office, title="Bí thư Thành ủy Móng Cái", rank=1)
    person = Official.objects.create(full_name="Ngô Hoàng Ngân")
    Appointment.objects.create(official=person, position=post, started_on=date(2015, 1, 1))
    return person


@pytest.fixture
def full_article(official):
    """An article with everything on it, among fifteen of its category with pictures."""
    SiteIdentity.objects.create(name="Cổng thông tin điện tử Móng Cái", governing_body="UBND")
    Banner.objects.create(image=picture(99), alt_text="Bến cảng", link="https://example.vn/")
    category = make_category("Chính trị")
    for number in range(15):
        headline = f"Thành phố bàn việc thứ {number} của năm với các phường, xã và đơn vị liên quan"
        make_published(headline=headline, category=category, lead_image=picture(number))
    body = "".join(f"<p>{sentences(number * 5, 5)}</p>" for number in range(12))
    return make_published(
        headline="Đoàn công tác làm việc tại thành phố & thăm cơ sở",
        category=category,
        lead_image=picture(50, credit="Hải Đăng"),
        body=body,
        event_date=date(2018, 8, 7),
        source_name="Báo Quảng Ninh",
        source_url="https://example.vn/bai",
    )


@pytest.fixture
def every_page(full_article, official):
    """The address of one page of every type."""
    office = Organisation.objects.get()
    return {
        "home": "/",
        "article": full_article.get_absolute_url(),
        "category": full_article.category.get_absolute_url(),
        "search": "/tim-kiem/?q=thanh+pho",
        "no hit": "/tim-kiem/?q=xyz",
        "empty search": "/tim-kiem/",
        "corrections": "/dinh-chinh/",
        "leaders": "/lanh-dao/",
        "official": official.get_absolute_url(),
        "offices": "/co-quan-don-vi/",
        "office": office.get_absolute_url(),
        "not found": "/khong-co/",
        "nothing asked": "/wp-login.php",
        "map": "/so-do-trang/",
    }


def test_no_page_needs_what_the_policy_forbids(client, every_page):
    for name, address in every_page.items():
        elements = Elements(page(client, address))
        assert elements.all("title"), name
        assert not elements.all("style"), name
        for tag, attrs in elements.found:
            assert "style" not in attrs, (name, tag)
            assert not [each for each in attrs if each.startswith("on")], (name, tag)
        inline = [each for each in elements.all("script") if "src" not in each]
        assert {each.get("type") for each in inline} <= {"application/ld+json"}, name


def test_no_page_loads_anything_from_elsewhere(client, every_page):
    for name, address in every_page.items():
        elements = Elements(page(client, address))
        loaded = [attrs.get("src", "") for tag, attrs in elements.found if tag != "a"]
        loaded += [each["href"] for each in elements.all("link") if each["rel"] != "canonical"]
        assert [each for each in loaded if "//" in each] == [], name


def test_every_page_can_be_walked_by_its_landmarks(client, every_page):
    for name, address in every_page.items():
        elements = Elements(page(client, address))
        assert elements.all("html") == [{"lang": "vi"}], name
        assert len(elements.all("h1")) == 1, name
        assert len(elements.all("main")) == 1, name
        assert elements.all("a")[0]["href"] == f"#{elements.all('main')[0]['id']}", name
        ids = [attrs["id"] for _tag, attrs in elements.found if "id" in attrs]
        assert len(ids) == len(set(ids)), name
        labelled = {each["for"] for each in elements.all("label")}
        assert {each["id"] for each in elements.all("input")} <= labelled, name
        assert all("alt" in each and "width" in each for each in elements.all("img")), name


def test_no_page_shows_untranslated_words(client, every_page):
    for name, address in every_page.items():
        text = re.sub(r"<[^>]*>", " ", page(client, address))
        assert not re.findall(r"\b(?:Leaders|Home|Search|Find|Share|Older|Menu|the)\b", text), name


def test_an_article_and_its_styles_weigh_little(client, full_article):
    html = client.get(full_article.get_absolute_url()).content
    sheets = [
        (settings.BASE_DIR / each["href"].removeprefix("/")).read_bytes()
        for each in Elements(html.decode()).all("link")
        if each["rel"] == "stylesheet"
    ]
    assert len(sheets) == 2
    assert sum(len(gzip.compress(each)) for each in [html, *sheets]) <= HEAVIEST_ARTICLE


def test_the_typefaces_weigh_little():
    fonts = list((settings.BASE_DIR / "static" / "fonts").glob("*.woff2"))
    assert len(fonts) == 4
    assert sum(each.stat().st_size for each in fonts) <= HEAVIEST_TYPE


def test_the_styles_name_only_files_and_distances_that_exist():
    css = settings.BASE_DIR / "static" / "css"
    tokens, *sheets = [(css / f"{name}.css").read_text() for name in ("tokens", "site", "register")]
    site = "".join(sheets)
    for address in re.findall(r'url\("([^"]+)"\)', tokens + site):
        assert (css / address).exists(), address
    named = set(re.findall(r"(--[\w-]+):", tokens + site))
    assert set(re.findall(r"var\((--[\w-]+)", site)) <= named


def test_each_class_of_a_public_template_is_drawn():
    """A class without a rule is a slip of the pen, or a component taken out by halves."""
    templates = settings.BASE_DIR / "templates"
    css = settings.BASE_DIR / "static" / "css"
    everywhere = [
        css / name
        for name in ("site.css", "submenu.css", "alerts.css", "archive.css", "topics.css")
    ]
    site = "".join(each.read_text() for each in everywhere)
    more = {"people": "register.css", "pages": "pages.css", "articles": "search.css"}
    public = [
        *templates.glob("*.html"),
        *(templates / "includes").glob("*.html"),
        *(templates / "articles").rglob("*.html"),
        *(templates / "people").rglob("*.html"),
        *(templates / "pages").rglob("*.html"),
    ]
    # A word alone, for their headings to hang on.
    bare = {"article__aside", "article-tools", "lead-story__headline"}
    for path in public:
        sheet = more.get(path.relative_to(templates).parts[0])
        drawn = site + (css / sheet).read_text() if sheet else site
        text = re.sub(r"\{[#%].*?[#%]\}", " ", path.read_text())
        for names in re.findall(r'class="([^"]*)"', text):
            for name in names.split():
                assert name in bare or f".{name}" in drawn, (path.name, name)


def test_related_items_are_one_link_each(client, full_article):
    html = page(client, full_article.get_absolute_url())
    items = re.findall(r'<li class="related-item.*?</li>', html, re.DOTALL)
    assert len(items) == 15
    assert all(each.count("<a ") == 1 and each.count("<picture>") == 1 for each in items)


def test_officials_stand_with_the_titles_of_the_event_day(client, full_article, official):
    html = page(client, full_article.get_absolute_url())
    panel = re.search(r'<aside class="officials".*?</aside>', html, re.DOTALL)[0]
    assert "Chức danh tại thời điểm diễn ra sự kiện" in panel
    assert "Thứ Ba, 07/08/2018" in panel
    assert "Bí thư Thành ủy Móng Cái" in panel
    assert f'href="{official.get_absolute_url()}"' in panel


def test_without_an_event_the_titles_are_those_of_the_day_it_appeared(client, official):
    edition = make_published(body=f"<p>{sentences(1, 1)}</p>")
    html = page(client, edition.get_absolute_url())
    assert "Chức danh tại thời điểm đăng bài" in html


def test_an_article_that_names_nobody_has_no_panel(client):
    assert 'class="officials"' not in page(client, make_published().get_absolute_url())


def test_machines_read_the_article(client, full_article):
    html = page(client, full_article.get_absolute_url())
    [data] = Elements(html).scripts
    article, breadcrumbs = json.loads(data)
    assert article["@type"] == "NewsArticle"
    assert article["headline"] == full_article.headline
    assert article["image"] == [f"http://testserver{full_article.lead_image.url}"]
    assert article["mainEntityOfPage"].endswith(full_article.get_absolute_url())
    assert [each["name"] for each in breadcrumbs["itemListElement"]] == ["Trang chủ", "Chính trị"]


def test_nothing_typed_ends_the_data_or_the_page():
    html = script({"headline": "</script><script>alert(1)</script> & <!--"})
    assert html.count("</script>") == html.count("<script") == 1
    assert "<!--" not in html
    assert json.loads(Elements(html).scripts[0])["headline"].startswith("</script>")


def test_what_was_typed_is_text_wherever_it_stands(client):
    category = make_category("Đá & <b>Sỏi</b>", description='" onload="x')
    edition = make_published(
        headline='Giá <img src=x onerror=alert(1)> & "nháy"',
        lead="<i>Tóm tắt</i>",
        category=category,
    )
    for address in ["/", edition.get_absolute_url(), category.get_absolute_url()]:
        elements = Elements(page(client, address))
        assert not [each for each in elements.all("img") if "onerror" in each]
        assert not elements.all("b")
        assert not elements.all("i")
    # The search's own words are the reader's.
    elements = Elements(page(client, '/tim-kiem/?q="><img src=x onerror=alert(1)>'))
    assert not [each for each in elements.all("img") if "onerror" in each]


def test_a_reader_can_pass_an_article_on_without_a_script(client, full_article):
    html = page(client, full_article.get_absolute_url())
    links = [each["href"] for each in Elements(html).all("a")]
    address = f"http%3A%2F%2Ftestserver{full_article.get_absolute_url().replace('/', '%2F')}"
    assert f"https://zalo.me/share?url={address}" in links
    assert f"https://www.facebook.com/sharer/sharer.php?u={address}" in links
    assert [each for each in links if each.startswith("mailto:?subject=") and address in each]


def test_a_correction_stands_above_the_text_and_in_the_list(client):
    article = make_article(body="<p>Có 246 người.</p>")
    publish(article, None)
    written = {"kind": "correction", "wrong": "246 người", "right": "264 người"}
    edition = correct(article, None, **written).edition
    html = page(client, edition.get_absolute_url())
    assert html.index("246 người") < html.index('class="prose"')
    listed = page(client, "/dinh-chinh/")
    assert "264 người" in listed
    assert f'href="{edition.get_absolute_url()}"' in listed


def test_a_category_leads_on_and_only_its_first_page_is_for_robots(client):
    category = make_category("Kinh tế")
    below = make_category("Du lịch", parent=category)
    for _number in range(21):
        make_published(category=category)
    first = page(client, category.get_absolute_url())
    assert f'href="{below.get_absolute_url()}"' in first
    assert 'rel="canonical"' in first
    older = re.search(r'href="(\?sau=[^"]+)" rel="next"', first)[1]
    second = page(client, category.get_absolute_url() + older)
    assert "noindex" in second
    assert "Tin cũ hơn" not in second


def test_an_empty_category_says_so(client):
    html = page(client, make_category("Trống").get_absolute_url())
    assert "Chuyên mục này chưa có bài viết nào." in html


def test_a_search_tells_its_count_or_helps(client):
    make_published(headline="Bến cảng mới")
    assert "1 bài viết" in page(client, "/tim-kiem/?q=ben+cang")
    assert "Thử ít từ hơn" in page(client, "/tim-kiem/?q=khong+co+gi")
    assert "Nhập từ có trong tiêu đề" in page(client, "/tim-kiem/?q=")


def test_the_licence_is_printed_only_when_there_is_one(client):
    identity = SiteIdentity.objects.create(name="Cổng thông tin", governing_body="UBND thành phố")
    assert "Giấy phép" not in page(client, "/")
    identity.licence = "Số 12/GP-TTĐT"
    identity.save()
    assert "Giấy phép: Số 12/GP-TTĐT" in page(client, "/")


def test_a_banner_leads_where_it_says(client, full_article):
    [banner] = re.findall(r'<div class="banner">.*?</div>', page(client, "/"), re.DOTALL)
    assert 'href="https://example.vn/"' in banner
    assert 'alt="Bến cảng"' in banner


def test_leaders_can_be_seen_on_another_day(client, official):
    assert "Ngô Hoàng Ngân" in page(client, "/lanh-dao/")
    before = page(client, "/lanh-dao/?ngay=2014-12-31")
    assert "Ngô Hoàng Ngân" not in before
    assert 'value="2014-12-31"' in before
    assert "Về hôm nay" in before


def test_an_official_without_a_portrait_has_a_monogram(client, official):
    html = page(client, official.get_absolute_url())
    assert 'class="portrait monogram" aria-hidden="true">NN<' in html
    official.portrait = picture(3)
    official.save()
    assert "monogram" not in page(client, official.get_absolute_url())


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ngô Hoàng Ngân", "NN"), ("Đỗ Thị Ước", "ĐƯ"), ("Bình", "B"), ("", "")],
)
def test_a_monogram_is_family_and_given_name(name, letters):
    assert monogram(name) == letters


def test_an_office_names_its_leaders(client, official):
    html = page(client, Organisation.objects.get().get_absolute_url())
    assert f'href="{official.get_absolute_url()}"' in html


def test_a_page_for_a_fault_asks_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        html = render_to_string("500.html", {"title": "Có lỗi"}, RequestFactory().get("/"))
    assert "Lỗi thuộc về hệ thống" in html


def test_moments_are_written_as_html_allows(client):
    edition = make_published()
    assert edition.published_at.microsecond
    times = Elements(page(client, edition.get_absolute_url())).all("time")
    shape = r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d\+07:00)?"
    assert times
    assert all(re.fullmatch(shape, each["datetime"]) for each in times)


def test_sitemaps_are_whole_documents(client):
    edition = make_published(headline="Chợ & bến <mới>")
    part = f"/sitemap-{edition.article // STRETCH}.xml"
    for address in ["/sitemap.xml", part, "/sitemap-news.xml"]:
        root = ElementTree.fromstring(client.get(address).content)
        assert root.tag.startswith("{http://www.sitemaps.org/schemas/sitemap/0.9}"), address
    assert f"http://testserver{edition.get_absolute_url()}" in page(client, part)
    news = ElementTree.fromstring(client.get("/sitemap-news.xml").content)
    titles = [each.text for each in news.iter() if each.tag.endswith("title")]
    assert titles == [edition.headline]


def test_a_preview_draws_an_edition_that_was_never_saved():
    category = Category.objects.create(name="Thể thao")
    saved = make_published(category=category)
    unsaved = Edition.objects.get(pk=saved.pk)
    unsaved.pk, unsaved.headline = None, "Tiêu đề đang xem thử"
    request = RequestFactory().get("/")
    html = render_to_string("articles/article.html", article_context(unsaved, []), request)
    assert "Tiêu đề đang xem thử" in html


def test_the_menu_marks_where_one_is(client):
    category = make_category("Y tế")
    html = page(client, make_published(category=category).get_absolute_url())
    marked = [each["href"] for each in Elements(html).all("a") if "aria-current" in each]
    assert set(marked) == {reverse("category", args=[category.slug])}


def test_templates_say_what_they_need():
    templates = settings.BASE_DIR / "templates"
    own = [
        *templates.glob("*.html"),
        *(templates / "includes").iterdir(),
        *(templates / "articles").rglob("*.*ml"),
        *(templates / "people").rglob("*.html"),
        *(templates / "pages").rglob("*.html"),
    ]
    for path in own:
        assert path.read_text().startswith("{# "), path.name


def test_dates_of_a_card_need_no_more_than_a_card(client, django_assert_num_queries):
    """A card must not ask for a field that its list left out: that would be a query each."""
    make_published(lead_image=picture(1))
    [card] = Edition.objects.live().for_cards()
    with django_assert_num_queries(0):
        for name in ["article_row", "related_item", "lead_story", "article_card"]:
            needs = 'level=2 sizes="1rem" named=True'
            path = f"articles/includes/{name}.html"
            template = Template(f'{{% include "{path}" with {needs} %}}')
            assert card.headline in template.render(Context({"edition": card}))
