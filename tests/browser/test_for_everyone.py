"""Size of type, contrast, reading aloud, alerts put away: what a script offers beside the page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk.alerting import raise_alert
from tests.articles.factory import make_published

pytestmark = pytest.mark.django_db(transaction=True)

# A machine with a voice that says each piece in a moment and remembers it.
VOICE = """
window.said = [];
const voices = [{ lang: "vi-VN", name: "Linh" }];
class Utterance { constructor(text) { this.text = text; } }
const synthesis = {
  getVoices: () => window.dumb ? [] : voices,
  speak: (utterance) => {
    window.said.push(utterance.text);
    window.goOn = () => utterance.onend();
  },
  cancel: () => {},
};
Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
Object.defineProperty(window, "speechSynthesis", { value: synthesis });
"""


@pytest.fixture
def address(live_server):
    edition = make_published(
        headline="Dọn bờ sông", lead="Sáng Chủ nhật.", body="<p>Câu một. Câu hai!</p><p>Câu ba.</p>"
    )
    return live_server.url + edition.get_absolute_url()


def size_of_type(page):
    return page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")


def choose(page, label):
    if not page.locator(".display__choices").is_visible():
        page.locator(".display summary").click()
    page.get_by_label(label, exact=True).check()


def test_a_chosen_size_is_there_on_the_next_page_and_in_no_cookie(page, address, live_server):
    page.goto(address)
    usual = size_of_type(page)
    choose(page, "Lớn nhất")
    assert size_of_type(page) == pytest.approx(usual * 1.625)
    page.goto(live_server.url)
    assert size_of_type(page) == pytest.approx(usual * 1.625)
    assert page.context.cookies() == []
    page.locator(".display summary").click()
    assert page.get_by_label("Lớn nhất").is_checked()
    page.keyboard.press("Escape")
    assert not page.locator(".display__choices").is_visible()


def test_high_contrast_is_black_on_white(page, address):
    page.goto(address)
    page.locator(".display summary").click()
    page.get_by_label("Cao", exact=True).check()
    colours = (
        "(({color, backgroundColor}) => [color, backgroundColor])(getComputedStyle(document.body))"
    )
    assert page.evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(colours) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_nonsense_in_the_browsers_memory_harms_nothing(page, address):
    page.goto(address)
    for nonsense in ["{", "null", '{"size": "9\\"]"}', "[]"]:
        page.evaluate("text => localStorage.setItem('display', text)", nonsense)
        page.reload()
        assert page.locator("html").get_attribute("data-size") is None
        assert page.locator(".display summary").is_visible()


def test_without_a_script_nothing_is_offered_that_needs_one(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert not page.locator(".display").is_visible()
    assert not page.locator(".listen").is_visible()
    assert page.get_by_role("link", name="Lưu bài viết").is_visible()
    context.close()


def test_the_article_is_read_sentence_by_sentence_and_followed(page, address):
    page.add_init_script(VOICE)
    page.goto(address)
    button = page.get_by_role("button", name="Nghe bài viết")
    button.click()
    marked = "[...CSS.highlights.get('listen')][0].toString().trim()"
    assert page.evaluate(marked) == "Dọn bờ sông"
    page.evaluate("goOn()")
    page.evaluate("goOn()")
    assert page.evaluate(marked) == "Câu một."
    page.get_by_role("button", name="Tạm dừng").click()
    page.get_by_role("button", name="Nghe tiếp").click()
    page.evaluate("goOn()")
    page.evaluate("goOn()")
    assert page.evaluate("said") == [
        *["Dọn bờ sông", "Sáng Chủ nhật.", "Câu một.", "Câu một.", "Câu hai!", "Câu ba."]
    ]
    page.evaluate("goOn()")
    assert button.is_visible()
    assert not page.get_by_role("button", name="Dừng").is_visible()
    assert page.evaluate("CSS.highlights.has('listen')") is False


def test_a_machine_without_a_vietnamese_voice_says_so(page, address):
    page.add_init_script(f"{VOICE}; window.dumb = true;")
    page.goto(address)
    page.get_by_role("button", name="Nghe bài viết").click()
    assert "chưa có giọng đọc tiếng Việt" in page.locator(".listen [role=status]").inner_text()
    assert page.evaluate("said") == []


def test_an_alert_put_away_stays_away_until_its_words_change(page, address):
    until = timezone.now() + timedelta(hours=5)
    raise_alert(None, 3, "Bão đổ bộ tối nay.", until)
    raise_alert(None, 4, "Sơ tán ngay.", until)
    page.goto(address)
    page.get_by_role("button", name="Ẩn").click()
    assert not page.get_by_text("Bão đổ bộ tối nay.").is_visible()
    page.reload()
    assert not page.get_by_text("Bão đổ bộ tối nay.").is_visible()
    assert page.get_by_text("Sơ tán ngay.").is_visible()
    assert page.get_by_role("button", name="Ẩn").count() == 0
    raise_alert(None, 3, "Bão đổ bộ sớm hơn, 16 giờ.", until)
    page.reload()
    assert page.get_by_text("Bão đổ bộ sớm hơn").is_visible()
