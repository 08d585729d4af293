"""Past editions at the desk: kept for inspection, shown as readers saw them, to staff alone."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.desk.acts.publishing import correct, publish, unschedule, withdraw
from articles.desk.admin.editions import what_became_of
from articles.desk.erasure.erasing import erase_article
from articles.page.edition import Edition

from ..clock import clock_at
from ..factory import approved, edit, make_approved
from .typing import address, text

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 2, 1, tzinfo=UTC)  # 08:00 in Vietnam


@pytest.fixture
def article(cast):
    """An article with two editions: corrected after an hour, withdrawn after two."""
    with clock_at(START) as hands:
        article = make_approved(
            author=cast("reporter"), headline="Bản đầu", body="<p>Có 246 người.</p>"
        )
        publish(article, None)
        hands.moment += timedelta(hours=1)
        approved(edit(article, headline="Bản sau", body="<p>Có 264 người.</p>"))
        correct(article, None, kind="correction", wrong="246 người", right="264 người")
        hands.moment += timedelta(hours=1)
        withdraw(article, None, "Thông tin sai.", note="Theo công văn 15", signed_by="BBT")
    return article


def edition_page(article, number):
    return address(article, "edition", number)


def test_a_withdrawn_edition_is_read_as_readers_read_it(browser_of, article, client):
    html = text(browser_of("editor").get(edition_page(article, 2)))
    banner = "Lần đăng 2, đăng từ 09:00 02/11/2026 đến 10:00 02/11/2026, đã gỡ."
    for shown in [banner, "Thông tin sai.", "<p>Có 264 người.</p>", "Bản sau", "Đính chính"]:
        assert shown in html
    assert "công văn" not in html
    assert client.get(Edition.objects.get(number=2).get_absolute_url()).status_code == 410


def test_an_earlier_edition_knows_nothing_of_what_came_after(browser_of, article):
    html = text(browser_of("editor").get(edition_page(article, 1)))
    assert "Lần đăng 1, đăng từ 08:00 02/11/2026 đến 09:00 02/11/2026, đã được thay" in html
    assert "<p>Có 246 người.</p>" in html
    assert "264 người" not in html
    assert "Thông tin sai." not in html


def test_an_edition_bears_the_corrections_up_to_its_end(browser_of, cast):
    with clock_at(START) as hands:
        article = make_approved(author=cast("reporter"))
        publish(article, None)
        for number in [1, 2]:
            hands.moment += timedelta(hours=1)
            words = {"wrong": f"sai {number}", "right": f"đúng {number}"}
            correct(article, None, kind="correction", **words)
        browser = browser_of("editor")
        html = text(browser.get(edition_page(article, 2)))
        assert "đúng 1" in html
        assert "đúng 2" not in html
        assert "đúng 2" in text(browser.get(edition_page(article, 3)))


def test_no_browser_and_no_robot_keeps_the_page(browser_of, article):
    answer = browser_of("publisher").get(edition_page(article, 2))
    assert "no-store" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    html = text(answer)
    assert '<meta name="robots" content="noindex, nofollow">' in html
    assert 'rel="canonical"' not in html
    assert "ld+json" not in html


def test_the_author_and_colleagues_may_see_it(browser_of, article):
    for role in ["reporter", "editor", "publisher"]:
        assert browser_of(role).get(edition_page(article, 1)).status_code == 200


@pytest.mark.parametrize("role", ["contributor", "register_keeper", "administrator"])
def test_who_may_not_see_the_article_finds_no_edition(browser_of, article, role):
    assert browser_of(role).get(edition_page(article, 1)).status_code == 404


def test_a_stranger_is_sent_to_sign_in(client, article):
    assert "/login/" in client.get(edition_page(article, 1)).url


@pytest.mark.parametrize("number", [0, 3, 10**6])
def test_an_edition_that_never_was_answers_404(browser_of, article, number):
    assert browser_of("publisher").get(edition_page(article, number)).status_code == 404


def test_an_edition_of_another_article_is_not_shown(browser_of, article):
    other = make_approved()
    assert browser_of("publisher").get(edition_page(other, 1)).status_code == 404


def test_an_erased_edition_shows_its_frame_alone(browser_of, article, tmp_path, settings):
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"
    erase_article(article.pk, basis="Luật", document="1/QĐ", by="a", second_person="b")
    html = text(browser_of("publisher").get(edition_page(article, 2)))
    assert "Nội dung đã bị xóa theo yêu cầu." in html
    assert "264 người" not in html


def test_each_end_of_an_edition_has_its_words():
    with clock_at(START) as hands:
        article = make_approved()
        first = publish(article, None, expires_at=START + timedelta(hours=5))
        assert "bạn đọc đang thấy bản này" in what_became_of(first)
        second = publish(approved(edit(article, lead="Mới")), None, at=START + timedelta(hours=2))
        assert "hẹn đăng từ 10:00 02/11/2026" in what_became_of(second)
        unschedule(article, None)
        second.refresh_from_db()
        assert "đã hủy trước khi đăng" in what_became_of(second)
        hands.moment += timedelta(hours=6)
        first.refresh_from_db()
        assert "đến 13:00 02/11/2026, đã hết hạn đăng" in what_became_of(first)


def test_the_page_changes_nothing(browser_of, article):
    publisher = browser_of("publisher")
    before = list(Edition.objects.values())
    publisher.post(edition_page(article, 2), {"headline": "Khác"})
    assert list(Edition.objects.values()) == before
