"""
No attack runs in a real browser, wherever it stands, with the policy against scripts switched off.

`make test` tries a sample; ``ATTACKS=all`` (`make audit`) tries every one.
"""

import os
from urllib.parse import quote, urlencode
from xml.etree.ElementTree import fromstring

import pytest

from articles.desk.note import Note
from articles.page.edition import Edition
from tests.articles.factory import make_article, make_published, make_user
from tests.documents.making import stored_in

from .browsing import Round, fill, put_before_readers, take_out_the_cleaning
from .telling import people_the_register, take_off, tell
from .vectors import VECTORS, sample

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.guards]

ALL = os.environ.get("ATTACKS") == "all"
DESK = "/quan-tri/articles/article"


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "bypass_csp": True}


@pytest.fixture(autouse=True)
def store(tmp_path):
    with stored_in(tmp_path / "documents"):
        yield


@pytest.fixture
def way(context, live_server):
    """A way through the site without its policy, signed in as who may do everything."""
    way = Round(context, live_server.url)
    way.by = make_user("quantri", full_name="<img src=x onerror=__hit()>", is_superuser=True)
    way.sign_in(way.by)
    return way


def test_nothing_runs_anywhere(way):
    vectors = VECTORS if ALL else sample(60)
    for vector in vectors:
        make_user(full_name=vector.text.replace("\0", "")[:150])
    long, numbers = fill(vectors, way.by)
    editions = {each.article: each for each in Edition.objects.filter(article__in=numbers)}
    pages = ["/", "/tim-kiem/?q=hit", editions[long[0]].category.get_absolute_url()]
    for number in long:
        pages += [editions[number].get_absolute_url(), f"{DESK}/{number}/change/"]
        pages += [f"{DESK}/{number}/preview/frame/"]
    pages += [f"{DESK}/{long[0]}/{name}/" for name in ["history", "compare", "preview"]]
    pages += [f"{DESK}/", f"{DESK}/?all=", "/quan-tri/", "/quan-tri/articles/category/"]
    pages += ["/quan-tri/accounts/user/", "/quan-tri/images/image/", "/quan-tri/images/image/chon/"]
    pages += ["/quan-tri/documents/document/", "/quan-tri/documents/document/chon/"]
    if ALL:
        lists = [
            (f"{DESK}/", 100),
            ("/quan-tri/images/image/", 100),
            ("/quan-tri/accounts/user/", 100),
        ]
        for path, size in lists:
            pages += [f"{path}?p={page}" for page in range(2, len(vectors) // size + 1)]
    for path in pages:
        if path != "/rss/":
            way.go(path)
    assert way.hits == []
    print(f"{len(vectors)} attacks on {way.seen} pages, none ran")


def test_nothing_runs_in_what_is_said_beside_articles(way):
    vectors = VECTORS if ALL else sample(24)
    edition = make_published(headline="Bài có nhiều lời", lead="Tóm tắt")
    draft = make_article(headline="Bài đang hỏi ý kiến")
    gone = [
        make_published(headline=f"Bài đã gỡ {number}").article for number in range(len(vectors))
    ]
    for path in tell(vectors, edition.article, draft, way.by):
        way.go(path)
    for path in take_off(vectors, gone):
        way.go(path, status=410)
    for vector in vectors[:: 8 if ALL else 4]:
        way.go(f"/tim-kiem/?{urlencode({'q': vector.text})}")
        way.go(f"/{quote(vector.text.strip()[:60], safe='')}/", status=404)
    assert way.hits == []
    print(f"{len(vectors)} attacks beside articles on {way.seen} pages, none ran")


def test_nothing_runs_in_the_register(way):
    for path in people_the_register(sample(100 if ALL else 8)):
        way.go(path)
    assert way.hits == []


def test_feeds_and_sitemaps_stay_well_formed(client):
    for vector in sample(120):
        make_published(headline=vector.text.replace("\0", "")[:200], lead=vector.text)
    for path in ["/rss/", "/sitemap.xml", "/sitemap-0.xml", "/sitemap-news.xml"]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert len(fromstring(answer.content)), path


def test_the_round_tells_of_a_text_marked_safe(way, monkeypatch):
    number = make_published(headline="Bài", lead="Tóm tắt").article
    Note.objects.create(article_id=number, by=way.by, text="<img src=x onerror=__hit(7)>")
    place = f"{DESK}/{number}/notes/"
    way.go(place)
    assert way.hits == []
    monkeypatch.setattr("django.template.base.conditional_escape", lambda text: text)
    monkeypatch.setattr("django.utils.html.escape", lambda text: text)
    monkeypatch.setattr("django.template.defaultfilters.escape", lambda text: text)
    way.go(place)
    assert any("7" in hit for hit in way.hits)


def test_a_file_named_like_an_attack_runs_nothing(way):
    way.go("/quan-tri/images/image/tai-nhieu/")
    names = ["<img src=x onerror=__hit(1)>.jpg", "<svg onload=__hit(2)>.jpg"]
    files = [{"name": name, "mimeType": "image/jpeg", "buffer": b"x"} for name in names]
    way.page.set_input_files("#id_files", files)
    way.page.locator(".upload-form__progress li.is-refused").nth(1).wait_for()
    assert way.page.locator(".upload-form__progress img, .upload-form__progress svg").count() == 0
    assert way.hits == []


def test_the_round_tells_when_the_cleaning_is_gone(way, monkeypatch):
    for room in ["articles.desk.printing", "articles.page.rendering"]:
        take_out_the_cleaning(monkeypatch, room)
    article = make_article(
        body="<p onmouseover=__hit(1)>x</p><img src=x onerror=__hit(2)>"
        "<a href='javascript:__hit(3)'>x</a>"
    )
    put_before_readers(article)
    way.go(Edition.objects.get().get_absolute_url())
    told = " ".join(way.hits)
    assert all(f"ran: {number}" in told for number in [1, 2, 3])
    assert "A href=javascript" in told
