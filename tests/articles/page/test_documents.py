"""The documents under an article, as readers find them."""

import json
import re
from html import unescape

import pytest

from articles.desk.acts.publishing import publish
from articles.desk.article import ArticleDocument
from articles.desk.versions.saving import save_version
from articles.page.frame.site import SiteIdentity
from documents.files import CONTENT_TYPES
from tests.documents.making import kept, stored_in, xlsx

from ..factory import make_article, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(tmp_path):
    with stored_in(tmp_path):
        yield


def offering(*titles):
    """An edition that offers a PDF for each title, and its documents."""
    article = make_article()
    documents = [kept(seed) for seed, _title in enumerate(titles, start=1)]
    for order, (document, title) in enumerate(zip(documents, titles, strict=True)):
        ArticleDocument.objects.create(article=article, document=document, title=title, order=order)
    save_version(article, None)
    return publish(article, None), documents


def page_of(client, edition):
    return client.get(edition.get_absolute_url()).content.decode()


def links_in(page):
    """The links of the list, as (address, what a screen reader reads)."""
    part = page[page.index('class="documents"') : page.index('class="article-tools"')]
    found = re.findall(r'<a class="documents__link" href="([^"]+)" download>(.*?)</a>', part)
    return [
        (href, " ".join(unescape(re.sub("<[^>]+>", "", words)).split())) for href, words in found
    ]


def test_each_is_a_download_named_with_kind_and_size(client):
    edition, _documents = offering("Kế hoạch số 12", "Phụ lục")
    (first, said), second = links_in(page_of(client, edition))
    assert re.fullmatch(r"Kế hoạch số 12 PDF · \d+ (byte|KB)", said)
    assert second[1].startswith("Phụ lục PDF")
    answer = client.get(first)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert 'filename="ke-hoach-so-12.pdf"' in answer["Content-Disposition"]


def test_list_is_one_and_has_a_name(client):
    page = page_of(client, offering("Một", "Hai", "Ba")[0])
    assert '<section class="documents" aria-labelledby="tai-lieu">' in page
    assert 'id="tai-lieu">Tài liệu đính kèm</h2>' in page
    assert page.count("documents__link") == 3


def test_page_without_documents_says_nothing_of_them(client):
    page = page_of(client, make_published())
    assert "documents" not in page
    assert "associatedMedia" not in page


def test_title_is_text_wherever_it_stands(client):
    edition, _documents = offering('</script><script>alert(1)</script>" onclick="x')
    page = page_of(client, edition)
    assert "<script>alert(1)" not in page
    assert '" onclick="x' not in page


def test_machines_are_told_where_each_lies(client):
    edition, [document] = offering("Kế hoạch")
    page = page_of(client, edition)
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    [media] = data[0]["associatedMedia"]
    assert media == {
        "@type": "MediaObject",
        "name": "Kế hoạch",
        "contentUrl": f"http://testserver/tai-lieu/{document.key}/ke-hoach.pdf",
        "encodingFormat": CONTENT_TYPES["pdf"],
        "contentSize": str(document.size),
    }


@pytest.mark.parametrize("titles", [["Một"], ["Một", "Hai", "Ba", "Bốn", "Năm"]])
def test_documents_cost_one_question_however_many(client, django_assert_num_queries, titles):
    SiteIdentity.objects.create(name="Cổng tin Móng Cái")
    bare, (edition, _documents) = make_published(), offering(*titles)
    page_of(client, bare)
    with django_assert_num_queries(5):
        page_of(client, bare)
    with django_assert_num_queries(6):
        page_of(client, edition)


def test_workbook_is_called_one(client):
    article = make_article()
    ArticleDocument.objects.create(article=article, document=kept(content=xlsx()), order=1)
    save_version(article, None)
    [(href, said)] = links_in(page_of(client, publish(article, None)))
    assert href.endswith(".xlsx")
    assert said.startswith("Kế hoạch số 12 XLSX · ")
