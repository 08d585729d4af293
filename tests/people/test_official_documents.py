"""The register of official documents: numbers, what is refused, and which one a text means."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from people.history import history_of
from people.models import OfficialDocument
from people.official_documents.model import Kind, meant
from people.official_documents.numbers import is_number, key_of, kind_told_by, tidy_number
from tests.articles.factory import make_user
from tests.people.factory import make_official_document, make_organisation


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("18-NQ/TW", "18nqtw"),
        ("18nq/tw", "18nqtw"),
        (" 18 – NQ / TW ", "18nqtw"),
        ("09-NQ/TU", "9nqtu"),
        ("27/2018/NĐ-CP", "27/2018ndcp"),
        ("27/2018/ND-CP", "27/2018ndcp"),
        ("1211/2016/UBTVQH13", "1211/2016ubtvqh13"),
        ("12a-NQ/TW", "12anqtw"),
        ("…", ""),
    ],
)
def test_number_is_the_same_however_it_is_typed(typed, key):
    assert key_of(typed) == key


def test_other_numbers_stay_others():
    numbers = ["1/2018/QĐ-UBND", "12018/QĐ-UBND", "120/18/QĐ-UBND", "18-NQ/TW", "18-NQ/TU"]
    assert len({key_of(each) for each in numbers}) == len(numbers)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("18-NQ/TW", Kind.RESOLUTION),
        ("1874-QĐ/TU", Kind.DECISION),
        ("55-CTr/TU", Kind.PROGRAMME),
        ("27/2018/NĐ-CP", Kind.DECREE),
        ("01/2024/TTLT-BNV-BTC", Kind.JOINT_CIRCULAR),
        ("43/QĐ-TTg", Kind.DECISION),
        ("1679/NQ-UBTVQH15", Kind.RESOLUTION),
        ("1211/2016/UBTVQH13", ""),
        ("72/2025/QH15", ""),
        ("345/UBND-VP", ""),
    ],
)
def test_letters_of_a_number_tell_its_kind(number, kind):
    assert kind_told_by(number) == kind


def test_number_is_kept_as_it_is_printed():
    assert tidy_number("  Số: 18 - NQ/TW ") == "18-NQ/TW"
    assert tidy_number("27 / 2018/NĐ–CP") == "27/2018/NĐ-CP"


@pytest.mark.parametrize("text", ["", "18", "NQ/TW", "2018/2019", "Nghị quyết", "–"])
def test_what_is_no_number(text):
    assert not is_number(text)


@pytest.mark.django_db
class TestRow:
    def made(self, **fields):
        return OfficialDocument(
            **{
                "number": "18-NQ/TW",
                "issued_on": date(2017, 10, 25),
                "issuer_name": "Ban Chấp hành Trung ương",
                "title": "Về sắp xếp tổ chức bộ máy",
                **fields,
            }
        )

    def refused(self, **fields):
        with pytest.raises(ValidationError) as refusal:
            self.made(**fields).full_clean()
        return refusal.value.message_dict

    def test_derives_kind_key_and_address(self):
        document = self.made(number="số 18-NQ/TW")
        document.full_clean()
        document.save()
        assert (document.kind, document.number_key) == (Kind.RESOLUTION, "18nqtw")
        assert str(document) == "Nghị quyết 18-NQ/TW"
        assert document.get_absolute_url() == f"/van-ban/nghi-quyet-18-nq-tw-{document.pk}/"

    def test_kind_of_a_number_without_one_has_to_be_chosen(self):
        assert "Chọn" in self.refused(number="1211/2016/UBTVQH13")["kind"][0]
        self.made(number="1211/2016/UBTVQH13", kind=Kind.RESOLUTION).full_clean()

    def test_wrong_input_is_told_in_words(self):
        assert "18-NQ/TW" in self.refused(number="Nghị quyết")["number"][0]
        assert self.refused(issuer_name=" ")["issuer_name"]
        assert self.refused(issued_on=timezone.localdate() + timedelta(days=2))["issued_on"]
        assert self.refused(title="")["title"]
        assert self.refused(address="javascript:alert(1)")["address"]

    def test_issuer_is_called_as_it_was_on_that_day(self):
        issuer = make_organisation("Thành ủy Móng Cái")
        document = self.made(issuer_name="", issuer=issuer)
        document.full_clean()
        assert document.issuer_name == "Thành ủy Móng Cái"

    def test_same_document_stands_there_once(self):
        make_official_document()
        assert "25/10/2017" in " ".join(self.refused(number="18 - nq/tw")["__all__"])
        with pytest.raises(IntegrityError), transaction.atomic():
            self.made().save()

    def test_number_comes_again_on_another_day_and_from_another_issuer(self):
        make_official_document("01-NQ/ĐU", "2025-07-01", issuer_name="Đảng ủy phường Móng Cái 1")
        self.made(
            number="01-NQ/ĐU",
            issued_on=date(2025, 7, 1),
            issuer_name="Đảng ủy phường Móng Cái 2",
        ).full_clean()
        self.made(
            number="01-NQ/ĐU",
            issued_on=date(2025, 7, 2),
            issuer_name="Đảng ủy phường Móng Cái 1",
        ).full_clean()

    def test_every_change_is_in_its_history(self):
        document = make_official_document()
        document.issued_on = date(2017, 10, 26)
        document.save()
        change = history_of(document)[0]
        assert change.row == "Văn bản: 18-NQ/TW, Ban Chấp hành Trung ương"
        assert [(each.before, each.after) for each in change.facts] == [
            ("25/10/2017", "26/10/2017")
        ]

    @pytest.mark.parametrize(
        "typed",
        ["18-NQ/TW", "18nq/tw", "18 nq tw", "nghi quyet 18", "bo may", "bộ máy 18", "trung ương"],
    )
    def test_is_found_however_it_is_typed(self, typed):
        document = make_official_document()
        make_official_document("1820/QĐ-UBND", "2018-01-02", issuer_name="UBND", title="Khác")
        assert list(OfficialDocument.objects.search(typed)) == [document]

    def test_part_of_a_figure_finds_nothing(self):
        make_official_document("218-NQ/TW")
        assert not OfficialDocument.objects.search("18-NQ/TW").exists()


def of_day(*days):
    return [OfficialDocument(number="12-NQ/TU", issued_on=date.fromisoformat(day)) for day in days]


@pytest.mark.parametrize(
    ("named", "published", "expected"),
    [
        (None, "2018-08-08", ["2016-02-01"]),
        (None, "2021-01-05", ["2021-01-05"]),
        (None, "2030-01-01", ["2021-01-05"]),
        (None, "2005-01-01", []),
        ("2011-03-04", "2030-01-01", ["2011-03-04"]),
        ("2012-01-01", "2030-01-01", []),
        ("2021-01-05", "2018-08-08", ["2021-01-05"]),
    ],
)
def test_day_in_the_text_decides_else_the_last_one_issued_by_then(named, published, expected):
    documents = of_day("2011-03-04", "2016-02-01", "2021-01-05")
    named = named and date.fromisoformat(named)
    found = meant(documents, named, date.fromisoformat(published))
    assert [each.issued_on.isoformat() for each in found] == expected


def test_two_of_one_day_are_both_meant():
    documents = of_day("2025-07-01", "2025-07-01")
    assert meant(documents, None, date(2025, 7, 8)) == documents


@pytest.mark.django_db
class TestDesk:
    @pytest.fixture
    def desk(self, client):
        client.force_login(get_user_model().objects.create_superuser("danhba", "a@b.vn", "x"))
        return client

    def address(self, what, *args):
        return reverse(f"admin:people_officialdocument_{what}", args=args)

    def typed(self, **fields):
        return {
            "number": "27/2018/NĐ-CP",
            "issued_on": "01/03/2018",
            "issuer_name": "Chính phủ",
            "title": "Sửa đổi Nghị định số 72/2013/NĐ-CP",
            **fields,
        }

    def test_keeper_adds_one(self, desk):
        assert desk.post(self.address("add"), self.typed()).status_code == 302
        document = OfficialDocument.objects.get()
        assert (document.kind, document.issued_on) == (Kind.DECREE, date(2018, 3, 1))

    def test_nothing_typed_is_lost_when_it_is_refused(self, desk):
        answer = desk.post(
            self.address("add"), self.typed(number="Nghị định", issued_on="31/02/2018")
        )
        page = answer.content.decode()
        assert answer.status_code == 200
        assert not OfficialDocument.objects.exists()
        assert "Sửa đổi Nghị định số 72/2013/NĐ-CP" in page
        assert set(answer.context["adminform"].form.errors) == {"number", "issued_on"}

    def test_odd_numbers_of_rows_are_refused_in_words(self, desk):
        for odd in ["x", "-1", "99999999999999999999"]:
            answer = desk.post(self.address("add"), self.typed(file=odd, issuer=odd))
            assert answer.status_code == 200
            assert set(answer.context["adminform"].form.errors) == {"file", "issuer"}

    def test_list_costs_the_same_at_any_size(self, desk, django_assert_max_num_queries):
        for number in range(1, 30):
            make_official_document(f"{number}-NQ/TW")
        with django_assert_max_num_queries(12):
            page = desk.get(self.address("changelist"), {"q": "29nq/tw"}).content.decode()
        assert "29-NQ/TW" in page
        assert "28-NQ/TW" not in page

    def test_filters_offer_what_there_is(self, desk):
        make_official_document("18-NQ/TW", "2017-10-25")
        make_official_document("27/2018/NĐ-CP", "2018-03-01")
        for query, expected in [
            ({"nam": "2017"}, {"18-NQ/TW"}),
            ({"loai": "nghi-dinh"}, {"27/2018/NĐ-CP"}),
            ({"nam": "x", "van-ban": "khong"}, {"18-NQ/TW", "27/2018/NĐ-CP"}),
            ({"van-ban": "tep"}, set()),
        ]:
            listed = desk.get(self.address("changelist"), query).context["cl"].result_list
            assert {each.number for each in listed} == expected
        page = desk.get(self.address("changelist")).content.decode()
        assert "loai=nghi-dinh" in page
        assert "loai=chi-thi" not in page

    @pytest.mark.parametrize(
        ("role", "may_add", "may_delete"),
        [
            ("contributor", False, False),
            ("editor", False, False),
            ("publisher", True, False),
            ("register_keeper", True, True),
            ("administrator", False, False),
        ],
    )
    def test_who_may(self, client, role, may_add, may_delete):
        document = make_official_document()
        user = make_user()
        roles.give(user, role)
        client.force_login(user)
        assert client.get(self.address("changelist")).status_code == 200
        assert client.get(self.address("change", document.pk)).status_code == 200
        assert (client.get(self.address("add")).status_code == 200) is may_add
        assert (client.post(self.address("add"), self.typed()).status_code == 302) is may_add
        deleting = client.post(self.address("delete", document.pk), {"post": "yes"})
        assert (deleting.status_code == 302) is may_delete
