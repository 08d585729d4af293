"""What a content becomes when it is printed: clean text, resolved pictures, titles of the day."""

from datetime import date, timedelta

import pytest

from articles.desk.acts.publishing import publish
from articles.desk.printing import as_printed, print_article
from articles.desk.versions.content import content_of, hash_of
from articles.desk.versions.saving import save_version
from articles.page.edition import PrintedTitle
from articles.page.rendering import render_body
from articles.page.sanitising import clean_html
from people.register import Register
from tests.articles.factory import edit, make_article
from tests.people.factory import appoint, make_official, make_organisation, make_position

pytestmark = pytest.mark.django_db
DAY = date(2018, 8, 7)


@pytest.fixture
def secretary():
    """An official who was secretary until the day on which another took over."""
    official = make_official("Ngô Hoàng Ngân")
    position = make_position("Bí thư Thành ủy", organisation=make_organisation())
    appoint(official, position, since="2016-06-01", until="2018-11-29")
    return official


def titles(article, day=DAY):
    printed, _hash = print_article(article, day)
    return {
        each["name"]: [title["text"] for title in each.get("titles", [])]
        for each in printed.get("officials", [])
    }


def test_a_name_in_the_text_brings_the_titles_of_the_event_date(secretary):
    article = make_article(body="<p>Đồng chí Ngô Hoàng Ngân phát biểu.</p>", event_date=DAY)
    assert titles(article) == {"Ngô Hoàng Ngân": ["Bí thư Thành ủy"]}


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2018-11-28", ["Bí thư Thành ủy"]), ("2018-11-29", []), ("2016-05-31", [])],
)
def test_the_day_an_office_ends_it_is_over(secretary, day, expected):
    article = make_article(lead="Ngô Hoàng Ngân dự lễ.", event_date=date.fromisoformat(day))
    assert titles(article) == {"Ngô Hoàng Ngân": expected}


def test_a_notice_without_event_prints_the_titles_of_the_day_it_appears(secretary):
    article = make_article(lead="Ngô Hoàng Ngân tiếp công dân.")
    assert titles(article, date(2018, 1, 1)) == {"Ngô Hoàng Ngân": ["Bí thư Thành ủy"]}
    assert titles(article, date(2020, 1, 1)) == {"Ngô Hoàng Ngân": []}


def test_names_in_captions_and_headlines_count(secretary, make_image):
    article = make_article(
        lead_image=make_image(), lead_image_caption="Đồng chí Ngô Hoàng Ngân tại lễ"
    )
    assert titles(article)


def test_a_street_named_after_somebody_is_nobody(secretary):
    assert titles(make_article(lead="Sửa đường Ngô Hoàng Ngân trong tháng này.")) == {}


def test_a_shared_name_counts_only_when_the_desk_says_who(secretary):
    other = make_official("Ngô Hoàng Ngân")
    article = make_article(lead="Ngô Hoàng Ngân dự lễ.", event_date=DAY)
    assert titles(article) == {}
    article.officials.set([other])
    assert titles(article) == {"Ngô Hoàng Ngân": []}


def test_ticked_officials_are_printed_without_being_named(secretary):
    article = make_article(event_date=DAY)
    article.officials.set([secretary])
    assert titles(article) == {"Ngô Hoàng Ngân": ["Bí thư Thành ủy"]}


def test_printed_titles_stay_when_the_register_is_corrected(secretary):
    article = make_article(lead="Ngô Hoàng Ngân dự lễ.", event_date=DAY)
    edition = publish(article, None)
    appointment = secretary.appointments.get()
    appointment.ended_on = DAY - timedelta(days=1)
    appointment.save()
    row = PrintedTitle.objects.get()
    assert (row.title, row.appointment, row.official) == ("Bí thư Thành ủy", appointment, secretary)
    edition.refresh_from_db()
    assert edition.content["officials"][0]["titles"][0]["text"] == "Bí thư Thành ủy"


def test_the_words_of_the_library_stand_in_for_missing_ones(make_image):
    image = make_image(alt_text="Cảng", caption="Cảng lúc sáng", credit="Thu Trang")
    article = make_article(lead_image=image)
    [picture] = print_article(article, DAY)[0]["pictures"]
    assert picture["alt_text"] == "Cảng"
    assert picture["caption"] == "Cảng lúc sáng"
    assert picture["credit"] == "Thu Trang"
    edit(article, lead_image_caption="Chú thích riêng")
    [picture] = print_article(article, DAY)[0]["pictures"]
    assert picture["caption"] == "Chú thích riêng"


def test_script_never_gets_into_print():
    article = make_article(body="<p>Chào<script>alert(1)</script></p>")
    printed, _hash = print_article(article, DAY)
    assert printed["body"] == "<p>Chào</p>"


def test_the_hash_is_of_what_is_seen_and_of_nothing_else():
    article = make_article(headline="Tin")
    before = print_article(article, DAY)[1]
    article.category.name = "Tên khác"
    article.category.save()
    assert print_article(article, DAY)[1] == before
    edit(article, headline="Tin khác")
    assert print_article(article, DAY)[1] != before


def test_printing_twice_is_the_same():
    article = make_article(body="<p>Một &amp; hai</p>")
    content = content_of(article)
    register = Register.load()
    assert as_printed(content, register, DAY) == as_printed(content, register, DAY)


def test_content_leaves_out_what_is_empty():
    content = content_of(make_article(lead="", no_event=True))
    assert "lead" not in content
    assert "event_date" not in content
    assert "pictures" not in content


def test_order_of_keys_and_composition_make_no_other_hash():
    assert hash_of({"a": 1, "b": "ế"}) == hash_of({"b": "ế", "a": 1})


def test_saving_the_same_again_makes_no_version():
    article = make_article()
    version = article.versions.get()
    assert save_version(article, None) == version
    assert article.versions.count() == 1


def test_a_change_in_the_gallery_alone_is_a_version(make_image):
    article = make_article()
    article.gallery.create(image=make_image(), caption="Ảnh mới")
    save_version(article, None)
    assert article.versions.count() == 2
    assert article.version == 2


@pytest.mark.parametrize("host", ["https://evil.example/x.png", "//evil.example/x.png", "/x.png"])
def test_a_picture_that_is_none_of_the_library_is_not_printed(host):
    """As an import or a command might write it, past the form; a reader's browser would ask."""
    body = (
        f'<p>Trước <img alt="a" src="{host}"> sau</p><p><img src="{host}"></p>'
        f'<figure data-image="7"><img alt="a" src="{host}"><figcaption>Lời</figcaption></figure>'
    )
    printed = as_printed({"body": body}, Register.load(), DAY)["body"]
    assert "<img" not in printed
    assert printed == (
        '<p>Trước  sau</p><figure data-image="7"><figcaption>Lời</figcaption></figure>'
    )
    assert clean_html(printed) == printed
    assert render_body(body) == render_body(printed) == printed
