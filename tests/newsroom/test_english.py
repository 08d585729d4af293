"""Site and desk in English: no Vietnamese word of the interface, and the news marked as such."""

import os
import re
import subprocess
import sys
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format, localize

from accounts import roles
from articles.page.days import day_in_words
from articles.page.lists.home import Lead
from tests.articles.factory import make_article, make_category, make_published, make_user
from tests.people.factory import appoint, make_official, make_organisation, make_position

# Letters that English has not: those of the Latin supplement and of the Vietnamese block.
MARKED = re.compile("[À-ÖØ-öø-ÿĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
NO_WORDS = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->|<[^>]*>", re.DOTALL)

# What is typed by staff has no marks here: whatever bears some is the interface's.
TYPED = {"headline": "Khai mac le hoi", "lead": "Tom tat.", "body": "<p>Noi dung.</p>"}


@pytest.fixture
def english(settings):
    settings.LANGUAGE_CODE = "en"
    translation.activate("en")
    yield
    translation.deactivate()


@pytest.fixture
def edition(english, db):
    category = make_category("Kinh te", on_home=True)
    official = make_official("Ngo Hoang Ngan")
    appoint(official, make_position("Bi thu", organisation=make_organisation("Thanh uy")))
    edition = make_published(category=category, **TYPED)
    make_published(category=category, **TYPED)
    Lead.objects.create(article=edition.article)
    return edition


def words_of(answer):
    html = answer.content.decode()
    assert '<html lang="en"' in html
    texts = " ".join(re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*)"', html))
    return f"{NO_WORDS.sub(' ', html)} {texts}"


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/", "Skip to the content"),
        ("{article}", "More in this category"),
        ("{article}luu/", "What the address above shows counts."),
        ("/chuyen-muc/kinh-te/", "You are here"),
        ("/tim-kiem/?q=khai+mac", "2 articles."),
        ("/tim-kiem/?q=khong+co", "Search"),
        ("/lanh-dao/", "Leaders"),
        ("/so-do-trang/", "Site map"),
        ("/luu-tru/", "News by month"),
        ("/co-quan-don-vi/", "Offices and units"),
        ("/khong-co/", "Page not found"),
    ],
)
def test_page_speaks_english(client, edition, address, told):
    answer = client.get(address.format(article=edition.get_absolute_url()), follow=True)
    words = words_of(answer)
    assert told in words
    assert not MARKED.search(words), context_of(words)


@pytest.mark.parametrize("role", ["reporter", "publisher", "administrator", "register_keeper"])
def test_desk_speaks_english(edition, role):
    browser, user = Client(), make_user()
    roles.give(user, role)
    browser.force_login(user)
    make_article(**TYPED, author=user)
    words = words_of(browser.get("/quan-tri/"))
    assert "What is to be done" in words
    assert not MARKED.search(words), context_of(words)


def test_form_of_an_article_speaks_english(edition):
    browser, user = Client(), make_user()
    roles.give(user, "publisher")
    browser.force_login(user)
    words = words_of(browser.get(f"/quan-tri/articles/article/{edition.article}/change/"))
    assert "Headline" in words
    assert not MARKED.search(words), context_of(words)


def context_of(words):
    return [
        words[max(0, found.start() - 40) : found.end() + 40] for found in MARKED.finditer(words)
    ][:5]


def test_news_is_marked_as_vietnamese(client, edition):
    page = client.get(edition.get_absolute_url()).content.decode()
    assert '<h1 class="article__headline" lang="vi">' in page
    assert '<div class="prose" lang="vi">' in page
    assert '<article class="lead-story card" lang="vi">' in client.get("/").content.decode()


@pytest.mark.django_db
def test_page_in_vietnamese_marks_nothing_twice(client):
    edition = make_published(**TYPED)
    assert client.get(edition.get_absolute_url()).content.decode().count('lang="vi"') == 1


def test_days_and_numbers_follow(english):
    day = date(2018, 8, 7)
    assert day_in_words(day) == "Tuesday, 7 August 2018"
    assert date_format(day) == "7 August 2018"
    assert localize(12_345.5, use_l10n=True) == "12345.5"


@pytest.mark.parametrize(("language", "code", "told"), [("en", 0, "en"), ("fr", 1, "vi or en")])
def test_environment_chooses_the_language(tmp_path, language, code, told):
    environment = {
        **os.environ,
        "NEWSROOM_LANGUAGE": language,
        "NEWSROOM_DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }
    asked = "from django.conf import settings; print(settings.LANGUAGE_CODE)"
    ran = subprocess.run(
        [sys.executable, "-c", asked],
        env=environment,
        capture_output=True,
        text=True,
        cwd=settings.BASE_DIR,
    )
    assert ran.returncode == code
    assert told in ran.stdout + ran.stderr
