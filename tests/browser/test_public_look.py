"""Readers' pages in a real browser: nothing spills, nothing is refused, nothing needs a script."""

import pytest

from articles.page.frame.banner import Banner
from articles.page.frame.menu_item import MenuItem
from articles.page.frame.site import SiteIdentity
from tests.articles.factory import make_category, make_published
from tests.images.making import kept
from tests.people.factory import make_official_document

pytestmark = pytest.mark.django_db(transaction=True)

LONG = (
    "Hội nghị tổng kết mười năm thực hiện nghị quyết về phát triển kinh tế biên mậu, thương mại "
    "dịch vụ cửa khẩu, du lịch biển đảo và bảo đảm quốc phòng, an ninh vùng biên giới Đông Bắc"
)
TABLE = "<table><tr>" + "<td>Kim ngạch xuất nhập khẩu</td>" * 9 + "</tr></table>"
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def article():
    """A long article among others, on a site with a banner and a menu."""
    words = {"alt_text": "Bến cảng lúc sớm mai", "caption": "Bến cảng"}
    SiteIdentity.objects.create(
        name="Cổng thông tin điện tử thành phố Móng Cái",
        governing_body="Ủy ban nhân dân thành phố Móng Cái",
    )
    Banner.objects.create(image=kept(9, 1200, 240, **words))
    for name in ["Kinh tế", "Văn hóa - Xã hội", "Quốc phòng - An ninh", "Đô thị - Môi trường"]:
        category = make_category(name, on_home=True)
        make_published(category=category)
    return make_published(
        headline=LONG,
        category=category,
        lead="Tóm tắt của bài viết. " * 8,
        body="<p>Theo Nghị quyết 1679/NQ-UBTVQH15 với nhiều chữ. </p>" * 6 + TABLE,
        lead_image=kept(1, 800, 600, **words),
    )


@pytest.fixture
def addresses(article):
    document = make_official_document(
        "1679/NQ-UBTVQH15", issuer_name="Ủy ban Thường vụ Quốc hội", title="Về việc sắp xếp. " * 30
    )
    return [
        "/",
        article.get_absolute_url(),
        article.category.get_absolute_url(),
        "/tim-kiem/?q=hoi+nghi",
        "/lanh-dao/",
        "/co-quan-don-vi/",
        "/dinh-chinh/",
        "/van-ban/",
        document.get_absolute_url(),
        "/khong-co/",
    ]


def spill(page):
    """How many pixels a page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_spills_over_the_edge(page, live_server, addresses, width):
    page.set_viewport_size({"width": width, "height": 800})
    for address in addresses:
        page.goto(live_server.url + address)
        assert spill(page) <= 0, address


def test_type_at_twice_the_size_still_fits_a_phone(page, live_server, addresses):
    page.set_viewport_size(PHONE)
    for address in addresses:
        page.goto(live_server.url + address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert spill(page) <= 0, address


def test_the_policy_refuses_nothing_the_pages_use(page, live_server, addresses):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url))
    for address in addresses:
        page.goto(live_server.url + address, wait_until="networkidle")
    foreign = [each for each in said if not each.startswith(live_server.url)]
    # The one page that is not there says so.
    assert [each for each in foreign if "404" not in each] == []


def test_an_article_on_a_phone_needs_three_faces_at_most(page, live_server, article):
    fonts = []
    page.on("response", lambda answer: fonts.append(answer) if "/fonts/" in answer.url else None)
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + article.get_absolute_url(), wait_until="networkidle")
    assert {each.status for each in fonts} == {200}
    assert len({each.url for each in fonts}) <= 3
    assert sum(len(each.body()) for each in fonts) <= 90_000
    faces = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length")
    assert faces >= 3


def test_the_first_tab_leads_past_the_menu(page, live_server, article):
    page.goto(live_server.url + article.get_absolute_url())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Đến nội dung chính"
    assert page.locator(".skip-link").bounding_box()["height"] > 20
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"


def test_focus_is_seen_on_every_link_of_the_head(page, live_server, article):
    page.goto(live_server.url + article.get_absolute_url())
    for _press in range(8):
        page.keyboard.press("Tab")
        width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert width == "3px"


def test_a_part_of_the_menu_opens_by_key_and_closes_with_escape(page, live_server, article):
    part = MenuItem.objects.create(label="Về chúng tôi", target="heading")
    MenuItem.objects.create(target="leaders", parent=part)
    page.goto(live_server.url + article.get_absolute_url())
    head = page.locator(".menu__row summary")
    link = page.locator(".menu__row").get_by_text("Lãnh đạo")
    head.press("Enter")
    link.wait_for(state="visible")
    link.focus()
    page.keyboard.press("Escape")
    link.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.matches('.menu__row summary')")
    head.press("Enter")
    page.locator("main h1").click()
    link.wait_for(state="hidden")


def test_a_phone_folds_the_menu_and_opens_it_without_a_script(browser, live_server, article):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(live_server.url + article.get_absolute_url())
    link = page.locator(".menu__list").get_by_text("Văn hóa - Xã hội")
    assert not link.is_visible()
    page.locator(".menu__fold summary").click()
    assert link.is_visible()
    assert not page.get_by_text("In bài viết").is_visible()
    context.close()


def test_with_a_script_there_is_a_button_to_print(page, live_server, article):
    page.goto(live_server.url + article.get_absolute_url())
    page.evaluate("window.print = () => { document.title = 'printed' }")
    page.get_by_role("button", name="In bài viết").click()
    assert page.title() == "printed"


def test_paper_has_the_article_and_its_address_alone(page, live_server, article):
    page.goto(live_server.url + article.get_absolute_url())
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator(".on-paper").is_visible()
    for gone in [".menu", ".banner", ".related-section", ".article-tools", ".site-footer__links"]:
        assert not page.locator(gone).is_visible(), gone


def luminance(page, selector, name):
    """The relative luminance (WCAG 2.2) of a computed colour."""
    colour = page.locator(selector).first.evaluate(f"e => getComputedStyle(e).{name}")
    parts = [int(each) / 255 for each in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    red, green, blue = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_by_day_and_by_night(page, live_server, article, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(live_server.url + article.get_absolute_url())
    paper = luminance(page, "body", "backgroundColor")
    assert (paper < 0.1) == (scheme == "dark")
    for selector in ["h1", ".prose p", ".byline", "figcaption", ".breadcrumbs a"]:
        lighter, darker = sorted([paper, luminance(page, selector, "color")], reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 7, selector
