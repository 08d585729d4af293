"""Lines through time: gaps and overlaps of a seat, and where the bars stand."""

from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from people.timeline import WIDTH, Kind, covers, timeline_of, troubles

TODAY = date(2026, 11, 25)


@dataclass(frozen=True)
class Row:
    official_id: int
    started_on: date | None
    ended_on: date | None = None
    acting: str = "none"


def found(*rows, founded=None, ended=None):
    return [
        (each.kind, each.started_on, each.ended_on)
        for each in troubles(rows, founded, ended, TODAY)
    ]


def test_seat_held_without_a_break_is_no_trouble():
    assert found(Row(1, date(2016, 6, 1), date(2019, 2, 27)), Row(2, date(2019, 2, 27))) == []


def test_gap_between_two_holders_is_shown():
    rows = Row(1, date(2016, 6, 1), date(2019, 1, 1)), Row(2, date(2019, 2, 27))
    assert found(*rows) == [(Kind.GAP, date(2019, 1, 1), date(2019, 2, 27))]
    assert troubles(rows, None, None, TODAY)[0].last_day == date(2019, 2, 26)


def test_seat_nobody_holds_today_is_a_gap_up_to_today():
    assert found(Row(1, date(2016, 6, 1), date(2019, 1, 1))) == [
        (Kind.GAP, date(2019, 1, 1), date(2026, 11, 26))
    ]


def test_ended_office_has_no_gap_after_its_end():
    row = Row(1, date(2016, 6, 1), date(2025, 7, 1))
    assert found(row, ended=date(2025, 7, 1)) == []


def test_two_in_full_overlap_and_an_acting_one_does_not():
    first, second = Row(1, date(2016, 1, 1), date(2019, 6, 1)), Row(2, date(2019, 1, 1))
    assert found(first, second) == [(Kind.OVERLAP, date(2019, 1, 1), date(2019, 6, 1))]
    assert found(first, Row(2, date(2019, 1, 1), acting="quyền")) == []


def test_acting_holder_fills_a_gap():
    rows = Row(1, date(2016, 1, 1), date(2019, 1, 1)), Row(3, date(2020, 1, 1))
    assert found(*rows, Row(2, date(2019, 1, 1), date(2020, 1, 1), "quyền")) == []


def test_same_person_twice_is_no_overlap():
    assert found(Row(1, date(2016, 1, 1), date(2019, 1, 1)), Row(1, date(2018, 1, 1))) == []


def test_unknown_beginning_counts_from_the_founding():
    assert found(Row(1, None), founded=date(2010, 1, 1)) == []
    assert found(Row(1, None)) == []


def test_seat_never_held_is_no_gap():
    assert found(founded=date(2010, 1, 1)) == []


def test_bars_stand_in_proportion():
    line = timeline_of(
        [Row(1, date(2016, 1, 1), date(2021, 1, 1)), Row(2, date(2021, 1, 1))], TODAY
    )
    first, second = line.bars
    assert (first.x, first.is_open, second.is_open) == (0, False, True)
    assert first.x + first.width == second.x
    assert second.x + second.width == WIDTH
    assert line.years[0] == (2016, 0)


def test_nothing_known_draws_nothing():
    assert timeline_of([], TODAY) is None
    assert timeline_of([Row(1, None)], TODAY) is None


day = st.dates(date(2010, 1, 1), date(2026, 1, 1))
row = st.builds(
    lambda who, days, is_open, acting: Row(who, days[0], None if is_open else days[1], acting),
    st.integers(1, 3),
    st.tuples(day, day).map(sorted).filter(lambda days: days[0] < days[1]),
    st.booleans(),
    st.sampled_from(["none", "quyền"]),
)


@given(st.lists(row, min_size=1, max_size=6), day)
def test_each_day_is_told_as_it_was(rows, asked):
    first = min(each.started_on for each in rows)
    held = [each for each in rows if covers(each, asked)]
    full = {each.official_id for each in held if each.acting == "none"}
    told = [
        each.kind
        for each in troubles(rows, None, None, TODAY)
        if each.started_on <= asked < each.ended_on
    ]
    if asked < first:
        assert told == []
    elif not held:
        assert told == [Kind.GAP]
    else:
        assert told == ([Kind.OVERLAP] if len(full) > 1 else [])
