"""Days known only to the month or the year."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from people.partial_date import PartialDate, begins_before_it_ends, read_iso, read_typed


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("07/08/2018", "07/08/2018"),
        ("7/8/2018", "07/08/2018"),
        (" 7-8-2018 ", "07/08/2018"),
        ("7.8.2018", "07/08/2018"),
        ("2018-08-07", "07/08/2018"),
        ("8/2018", "08/2018"),
        ("08-2018", "08/2018"),
        ("2018-08", "08/2018"),
        ("2018", "2018"),
        ("29/2/2020", "29/02/2020"),
    ],
)
def test_precision_is_what_was_typed(typed, shown):
    read = read_typed(typed)
    assert str(read) == shown
    assert read_typed(str(read)) == read
    assert read_iso(read.iso()) == read


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "hôm qua",
        "7/8",
        "32/1/2018",
        "29/2/2019",
        "13/2018",
        "0/2018",
        "7/8/18",
        "1/1/1700",
        "20188",
    ],
)
def test_what_is_no_day_is_refused_in_words(typed):
    with pytest.raises(ValidationError) as refused:
        read_typed(typed)
    assert refused.value.messages[0].endswith(".")


@pytest.mark.parametrize(
    "text", ["2018-8", "08/2018", "2018-13", "2018-00", "2018-02-30", "", "1700"]
)
def test_data_files_keep_to_one_form(text):
    with pytest.raises(ValueError, match=r".*"):
        read_iso(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
    ],
)
def test_imprecise_day_covers_its_span(text, first, last):
    read = read_iso(text)
    assert (read.day, read.last_day) == (first, last)
    assert read.covers(first)
    assert read.covers(last)
    assert not read.covers(date(2021, 1, 1))


def test_exact_day_covers_nothing():
    assert not PartialDate(date(2018, 8, 7)).covers(date(2018, 8, 7))


@pytest.mark.parametrize(
    ("start", "end", "fits"),
    [
        ("2019-07-15", "2019-07-16", True),
        ("2019-07-15", "2019-07-15", False),
        ("2019-07-15", "2019-07-14", False),
        ("2019-07-15", "2019-07", True),
        ("2019-07-15", "2019-06", False),
        ("2019-07", "2019-07", True),
        ("2019-07", "2019", True),
        ("2019", "2018", False),
        (None, "2018", True),
        ("2018", None, True),
    ],
)
def test_beginning_lies_before_the_end(start, end, fits):
    ends = [text and read_iso(text) for text in (start, end)]
    assert begins_before_it_ends(*ends) is fits
