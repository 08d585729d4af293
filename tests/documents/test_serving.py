"""How readers get a document: to be saved, and only while a live edition offers it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.page.edition import EditionDocument
from documents.files import disposition
from documents.intake import storage
from documents.naming import name_of
from tests.articles.factory import make_published, make_publisher, make_user

from .making import docx, kept, pdf

pytestmark = pytest.mark.django_db


def offer(document, edition=None, title="Kế hoạch số 12/KH-UBND", order=1):
    """Let an edition offer a document."""
    return EditionDocument.objects.create(
        edition=edition or make_published(),
        document=document,
        sha256=document.sha256,
        title=title,
        order=order,
    )


def test_reader_saves_the_file_under_its_title(client):
    document = kept()
    offer(document)
    answer = client.get(document.url)
    assert b"".join(answer.streaming_content) == pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        'attachment; filename="ke-hoach-so-12-kh-ubnd.pdf"; '
        "filename*=utf-8''K%E1%BA%BF%20ho%E1%BA%A1ch%20s%E1%BB%91%2012-KH-UBND.pdf"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert not answer.cookies


@pytest.mark.parametrize("title", ['a"; x="y', "a\r\nSet-Cookie: x=y", "../../etc/passwd", "", "…"])
def test_title_says_nothing_to_the_browser_but_a_name(title):
    header = disposition(title, "pdf")
    assert header.startswith("attachment; filename")
    assert "\n" not in header
    assert "/" not in header.replace("utf-8''", "")


def test_words_of_the_address_may_be_others(client):
    document = kept(content=docx())
    offer(document)
    assert document.url.endswith("/ke-hoach-so-12.docx")
    answer = client.get(document.url.replace("ke-hoach-so-12", "ten-cu"))
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert client.get(document.url.replace(".docx", ".pdf")).status_code == 404
    assert client.get("/tai-lieu/../newsroom.sqlite3").status_code == 404


def test_reader_who_has_it_gets_no_second_copy(client):
    document = kept()
    offer(document)
    tag = client.get(document.url)["ETag"]
    assert client.get(document.url, headers={"if-none-match": tag}).status_code == 304


def test_it_is_read_only(client):
    document = kept()
    offer(document)
    assert client.head(document.url).status_code == 200
    assert client.post(document.url).status_code == 405


def test_document_costs_one_query(client, django_assert_num_queries):
    document = kept()
    offer(document)
    with django_assert_num_queries(1):
        assert client.get(document.url).status_code == 200


def test_nobody_gets_what_no_live_edition_offers(client):
    document = kept()
    assert client.get(document.url).status_code == 404
    edition = make_published()
    offer(document, edition)
    assert client.get(document.url).status_code == 200
    edition.live_until = timezone.now() - timedelta(seconds=1)
    edition.live_until = max(edition.live_until, edition.live_from)
    edition.save(update_fields=["live_until"])
    assert client.get(document.url).status_code == 404


def test_scheduled_story_keeps_its_document_back(client):
    from articles.desk.acts.publishing import publish
    from tests.articles.factory import make_approved

    article = make_approved()
    edition = publish(article, make_publisher(), at=timezone.now() + timedelta(hours=1))
    document = kept()
    offer(document, edition)
    assert client.get(document.url).status_code == 404


def test_staff_get_it_by_their_session_and_no_cache_keeps_it(client):
    document = kept()
    client.force_login(make_user("khong-quyen"))
    assert client.get(document.url).status_code == 404
    client.force_login(make_publisher())
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"


def test_lost_file_is_not_found(client):
    document = kept()
    offer(document)
    storage().delete(name_of(document.sha256, document.kind))
    assert client.get(document.url).status_code == 404
