"""Documents that articles cite: found when publishing, listed beside the text, and the way back."""

import json
import re
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles.desk.acts.publishing import publish
from articles.desk.erasure.erasing import erase_article
from articles.desk.preview import preview_context
from articles.page.edition import Edition
from articles.page.frame.site import SiteIdentity
from articles.page.papers.citation import EditionCitation, citing, documents_cited
from documents.files import CONTENT_TYPES
from tests.articles.factory import edit, make_article, make_published
from tests.documents.making import kept, stored_in
from tests.people.factory import make_official_document, make_organisation

pytestmark = pytest.mark.django_db

TEXT = (
    "<p>Thực hiện Nghị quyết số 18,19-NQ/TW Hội nghị Trung ương 6 và Quyết định số 1874-QĐ/TU.</p>"
    "<p>Nghị quyết số 18-NQ/TW được nhắc lại; Nghị định 27/2018/NĐ-CP ngày 01/3/2018 thì mới.</p>"
)
NUMBERS = ["18-NQ/TW", "19-NQ/TW", "1874-QĐ/TU", "27/2018/NĐ-CP"]


def at(day):
    return datetime.fromisoformat(f"{day}T05:00").replace(tzinfo=UTC)


def cited(edition):
    return [each.number for each in edition.citations.all()]


def citing_article(number="12-NQ/TU", *, on="2018-08-08", said=""):
    """An edition of that day whose text cites a number, followed by what is ``said`` of it."""
    return make_published(at=at(on), body=f"<p>Theo Nghị quyết số {number} {said}, việc này.</p>")


class TestStored:
    def test_publishing_writes_each_number_once_in_its_order(self):
        edition = make_published(body=TEXT)
        assert cited(edition) == NUMBERS
        assert edition.has_citations
        assert edition.citations.last().issued_on == date(2018, 3, 1)

    def test_headline_and_lead_come_first(self):
        edition = make_published(headline="Triển khai 20-NQ/TW", lead="Và 21-NQ/TW", body=TEXT)
        assert cited(edition) == ["20-NQ/TW", "21-NQ/TW", *NUMBERS]

    def test_most_articles_cite_nothing_and_have_no_rows(self):
        edition = make_published()
        assert not edition.has_citations
        assert not EditionCitation.objects.exists()

    def test_one_document_written_in_two_ways_is_cited_once(self):
        edition = make_published(body="<p>Nghị quyết 09-NQ/TU và Nghị quyết 9-NQ/TU.</p>")
        assert cited(edition) == ["09-NQ/TU"]

    def test_number_no_column_holds_is_none(self):
        letters = "A" * 70
        edition = make_published(body=f"<p>Quyết định 12/QĐ-{letters} và 13/QĐ-UBND.</p>")
        assert cited(edition) == ["13/QĐ-UBND"]

    def test_hash_does_not_know_of_them(self):
        edition = make_published(body=TEXT)
        before = edition.hash
        call_command("find_citations", stdout=StringIO(), stderr=StringIO())
        edition.refresh_from_db()
        assert edition.hash == before
        assert "1874" not in json.dumps({**edition.content, "body": ""})

    def test_next_edition_cites_what_its_own_text_cites(self):
        article = make_article(body=TEXT)
        publish(article, None)
        second = publish(edit(article, body="<p>Theo Chỉ thị 05-CT/TW.</p>"), None)
        assert cited(second) == ["05-CT/TW"]


class TestFoundAnew:
    def test_command_finds_what_was_never_written(self):
        edition = make_published(body=TEXT)
        EditionCitation.objects.all().delete()
        Edition.objects.update(has_citations=False)
        said = StringIO()
        call_command("find_citations", stdout=said, stderr=StringIO())
        edition.refresh_from_db()
        assert edition.has_citations
        assert cited(edition) == NUMBERS
        assert "4" in said.getvalue()

    def test_command_drops_what_the_text_does_not_say(self):
        edition = make_published()
        EditionCitation.objects.create(
            edition=edition,
            number="1-NQ/TW",
            number_key="1nqtw",
            order=0,
            published_at=edition.published_at,
            article=edition.article,
        )
        Edition.objects.update(has_citations=True)
        call_command("find_citations", "--article", edition.article, stderr=StringIO())
        edition.refresh_from_db()
        assert not edition.has_citations
        assert not EditionCitation.objects.exists()

    def test_migration_reads_the_editions_there_are(self):
        import importlib

        edition = make_published(body=TEXT)
        EditionCitation.objects.all().delete()
        Edition.objects.update(has_citations=False)
        migration = importlib.import_module("articles.migrations.0009_citations_found")
        migration.find(apps, connection.schema_editor())
        edition.refresh_from_db()
        assert edition.has_citations
        assert cited(edition) == NUMBERS

    def test_erasing_an_article_forgets_them(self, settings, tmp_path):
        settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"
        edition = make_published(body=TEXT)
        erase_article(edition.article, basis="Luật", document="9/QĐ", by="a", second_person="b")
        edition.refresh_from_db()
        assert not edition.has_citations
        assert not EditionCitation.objects.exists()
        call_command("find_citations", stdout=StringIO(), stderr=StringIO())
        assert not EditionCitation.objects.exists()


class TestMeant:
    """Both ways of one rule: what an article's page lists, and what a document's page lists."""

    @pytest.fixture
    def terms(self):
        return [
            make_official_document("12-NQ/TU", day)
            for day in ["2011-03-04", "2016-02-01", "2021-01-05"]
        ]

    @pytest.mark.parametrize(
        ("on", "said", "expected"),
        [
            ("2010-01-01", "", None),
            ("2018-08-08", "", 1),
            ("2021-01-05", "", 2),
            ("2022-01-01", "", 2),
            ("2022-01-01", "ngày 04/3/2011", 0),
            ("2022-01-01", "ngày 05/3/2011", None),
        ],
    )
    def test_article_and_document_name_each_other(self, terms, on, said, expected):
        edition = citing_article(on=on, said=said)
        wanted = [] if expected is None else [terms[expected]]
        assert documents_cited(edition) == wanted
        assert [each for each in terms if list(citing(each))] == wanted

    def test_two_of_one_day_are_both_listed(self):
        both = [
            make_official_document("01-NQ/ĐU", "2025-07-01", issuer_name=f"Đảng ủy phường {number}")
            for number in [1, 2]
        ]
        edition = citing_article("01-NQ/ĐU", on="2025-07-08")
        assert documents_cited(edition) == both
        assert [list(citing(each)) for each in both] == [[edition], [edition]]

    def test_day_is_that_of_the_newsroom(self):
        """Just after midnight in Móng Cái it is still yesterday by the clock of the world."""
        document = make_official_document("12-NQ/TU", "2018-08-08")
        edition = make_published(
            at=datetime(2018, 8, 7, 17, 30, tzinfo=UTC), body="<p>Nghị quyết 12-NQ/TU.</p>"
        )
        assert documents_cited(edition) == [document]
        assert list(citing(document)) == [edition]


class TestArticlePage:
    def page(self, client, edition):
        return client.get(edition.get_absolute_url()).content.decode()

    def test_lists_what_the_register_knows_in_the_order_of_the_text(self, client):
        make_official_document("1874-QĐ/TU", "2015-01-02", issuer_name="Tỉnh ủy <Quảng Ninh>")
        first = make_official_document("18-NQ/TW", title="Một số vấn đề & sắp xếp")
        page = self.page(client, make_published(body=TEXT))
        panel = page[page.index('id="van-ban"') :]
        assert panel.index("18-NQ/TW") < panel.index("1874-QĐ/TU")
        assert f'href="{first.get_absolute_url()}"' in panel
        assert "Một số vấn đề &amp; sắp xếp" in panel
        assert "Tỉnh ủy &lt;Quảng Ninh&gt;" in panel

    def test_nothing_is_said_where_the_register_knows_none(self, client):
        page = self.page(client, make_published(body=TEXT))
        assert 'id="van-ban"' not in page
        assert "legislation" not in page

    def test_document_entered_later_is_listed_at_once(self, client):
        edition = make_published(body=TEXT)
        assert 'id="van-ban"' not in self.page(client, edition)
        make_official_document("19-NQ/TW")
        assert 'id="van-ban"' in self.page(client, edition)

    def test_machines_are_told(self, client):
        document = make_official_document("18-NQ/TW")
        page = self.page(client, make_published(body=TEXT))
        data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
        [citation] = data[0]["citation"]
        assert citation["@type"] == "Legislation"
        assert citation["legislationIdentifier"] == "18-NQ/TW"
        assert citation["legislationDate"] == "2017-10-25"
        assert citation["url"] == f"http://testserver{document.get_absolute_url()}"

    def test_costs_one_question_and_none_where_nothing_is_cited(
        self, client, django_assert_num_queries
    ):
        SiteIdentity.objects.create(name="Cổng tin Móng Cái")
        for number in NUMBERS:
            make_official_document(number, "2018-03-01" if "CP" in number else "2017-10-25")
        bare, edition = make_published(), make_published(body=TEXT)
        self.page(client, bare)
        with django_assert_num_queries(5):
            self.page(client, bare)
        with django_assert_num_queries(6):
            page = self.page(client, edition)
        assert page[page.index('id="van-ban"') :].count("/van-ban/") >= 4

    def test_preview_shows_what_readers_will_see(self, client):
        document = make_official_document("18-NQ/TW")
        assert preview_context(make_article(body=TEXT))["cited"] == [document]
        assert preview_context(make_article())["cited"] == []


class TestRegisterPages:
    @pytest.fixture(autouse=True)
    def site(self):
        SiteIdentity.objects.create(name="Cổng tin Móng Cái")

    @pytest.fixture
    def register(self):
        return [
            make_official_document("18-NQ/TW", "2017-10-25", title="Về tổ chức bộ máy"),
            make_official_document("19-NQ/TW", "2017-10-25", title="Về đơn vị sự nghiệp"),
            make_official_document("27/2018/NĐ-CP", "2018-03-01", title="Sửa đổi"),
        ]

    def numbers(self, client, query=""):
        return [each.number for each in client.get(f"/van-ban/{query}").context["documents"]]

    def test_lists_the_newest_first(self, client, register):
        assert self.numbers(client) == ["27/2018/NĐ-CP", "19-NQ/TW", "18-NQ/TW"]

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("?q=18nq/tw", ["18-NQ/TW"]),
            ("?q=18-NQ%2FTW", ["18-NQ/TW"]),
            ("?q=bo+may", ["18-NQ/TW"]),
            ("?q=%00", []),
            ("?q=%3F%3F", []),
            ("?q=khong-co", []),
            ("?loai=nghi-dinh", ["27/2018/NĐ-CP"]),
            ("?nam=2017", ["19-NQ/TW", "18-NQ/TW"]),
            ("?nam=2017&loai=nghi-dinh", []),
            ("?nam=abc&loai=%00&sau=99999", ["27/2018/NĐ-CP", "19-NQ/TW", "18-NQ/TW"]),
            ("?sau=2017-13-45-1", ["27/2018/NĐ-CP", "19-NQ/TW", "18-NQ/TW"]),
        ],
    )
    def test_is_found_by_kind_year_and_words(self, client, register, query, expected):
        assert self.numbers(client, query) == expected

    def test_pages_go_on_by_key_with_what_was_asked(self, client, django_assert_num_queries):
        for number in range(1, 41):
            make_official_document(f"{number}-NQ/TW", "2017-10-25")
        answer = client.get("/van-ban/?q=nq&loai=nghi-quyet")
        first = [each.number for each in answer.context["documents"]]
        address = answer.context["next"]
        assert "loai=nghi-quyet" in address
        second = self.numbers(client, address)
        assert len(first) == 30
        assert first + second == [f"{number}-NQ/TW" for number in range(40, 0, -1)]
        client.get("/van-ban/")
        with django_assert_num_queries(4):
            client.get("/van-ban/")

    def test_empty_register_says_so(self, client):
        page = client.get("/van-ban/").content.decode()
        assert "chưa có văn bản" in page
        assert "<select" not in page

    def test_page_of_one_tells_the_facts(self, client, register):
        document = register[0]
        document.issuer = make_organisation("Ban Chấp hành Trung ương")
        document.address = "https://tulieuvankien.dangcongsan.vn/nghi-quyet-18"
        document.save()
        page = client.get(document.get_absolute_url()).content.decode()
        for said in ["Nghị quyết 18-NQ/TW", "Về tổ chức bộ máy", "25/10/2017", document.address]:
            assert said in page
        assert document.issuer.get_absolute_url() in page

    def test_number_of_the_row_decides_in_the_address(self, client, register):
        document = register[0]
        wrong = f"/van-ban/khac-{document.pk}/"
        assert client.get(wrong).headers["Location"] == document.get_absolute_url()
        assert client.get("/van-ban/nghi-quyet-18-nq-tw-999999/").status_code == 404

    def test_articles_that_cite_it_page_by_key(self, client, django_assert_num_queries):
        document = make_official_document("12-NQ/TU", "2016-02-01")
        editions = [citing_article(on=f"2018-08-{day:02}") for day in range(1, 26)]
        make_published(body="<p>Nghị quyết 12-NQ/TW là văn bản khác.</p>")
        client.get(document.get_absolute_url())
        with django_assert_num_queries(5):
            answer = client.get(document.get_absolute_url())
        first = list(answer.context["page"])
        second = client.get(f"{document.get_absolute_url()}?sau={answer.context['page'].next}")
        assert first + list(second.context["page"]) == editions[::-1]
        assert "noindex" in second.content.decode()

    def test_article_that_readers_cannot_see_is_not_listed(self, client):
        document = make_official_document("12-NQ/TU", "2016-02-01")
        edition = citing_article()
        Edition.objects.filter(pk=edition.pk).update(live_until=timezone.now())
        assert not list(client.get(document.get_absolute_url()).context["page"])

    def test_map_for_search_engines_leads_there(self, client, register):
        assert "sitemap-van-ban.xml" in client.get("/sitemap.xml").content.decode()
        answer = client.get("/sitemap-van-ban.xml")
        assert answer.content.startswith(b"<?xml")
        assert answer.content.decode().count("<loc>http://testserver/van-ban/") == 3

    def test_map_is_silent_while_the_register_is_empty(self, client):
        assert "sitemap-van-ban.xml" not in client.get("/sitemap.xml").content.decode()

    @pytest.mark.parametrize("address", ["/van-ban/", "/van-ban/a-1/", "/sitemap-van-ban.xml"])
    def test_reading_only(self, client, address):
        assert client.post(address).status_code == 405


class TestFile:
    @pytest.fixture(autouse=True)
    def own_folder(self, tmp_path):
        with stored_in(tmp_path):
            yield

    def test_file_of_the_register_is_public_while_it_stands_there(self, client):
        file = kept()
        assert client.get(file.url).status_code == 404
        document = make_official_document(file=file)
        page = client.get(document.get_absolute_url()).content.decode()
        assert f'href="{file.url}" download' in page
        answer = client.get(file.url)
        assert answer.status_code == 200
        assert answer["Content-Type"] == CONTENT_TYPES["pdf"]
        assert answer["Cache-Control"] == "public, max-age=3600"
        document.file = None
        document.save()
        assert client.get(file.url).status_code == 404

    def test_no_other_file_becomes_public(self, client):
        other, file = kept(1), kept(2)
        make_official_document(file=file)
        assert client.get(file.url).status_code == 200
        assert client.get(other.url).status_code == 404

    def test_erased_file_is_offered_no_more(self, client):
        file = kept()
        document = make_official_document(file=file)
        type(file).objects.filter(pk=file.pk).update(title="", file="", erasure=1)
        assert client.get(file.url).status_code == 404
        assert "download" not in client.get(document.get_absolute_url()).content.decode()
