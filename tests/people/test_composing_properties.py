"""In what the composer writes the title check finds nothing: any register, day and form."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.check import Block, check
from people.composing import FIRST, FORMS, HONORIFICS, LATER, Side, arrange, as_text, compose
from tests.people.made_registers import registers
from tests.people.title_texts import fixture_register

REGISTER = fixture_register()
quiet = settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
forms, honorifics = st.sampled_from(FORMS), st.sampled_from(HONORIFICS)


def days_between(first, last):
    return st.integers(0, (last - first).days).map(lambda number: first + timedelta(number))


recent = days_between(date(2017, 1, 1), date(2026, 6, 30))
turning = st.sampled_from(
    [date(2018, 8, 7), date(2018, 8, 8), date(2018, 6, 15), date(2019, 2, 27), date(2025, 7, 1)]
)


def blocks_of(parts):
    """As the article's form hands them over: each paragraph and each item of a list."""
    return [Block("paragraph", text) for part in parts for text in (part.text, *part.items) if text]


def findings(parts, day, register, before=()):
    blocks = [*blocks_of(before), *blocks_of(parts)]
    return [
        (each.code, each.surface, each.suggestion, blocks[each.block].text)
        for each in check(blocks, day, register).findings
    ]


@quiet
@given(recent, st.sets(st.sampled_from(sorted(REGISTER.people))), forms, honorifics)
def test_nothing_is_found_in_what_is_composed(day, officials, form, honorific):
    sides = arrange(REGISTER, officials, day)
    parts = compose(REGISTER, sides, day, form=form, honorific=honorific)
    assert findings(parts, day, REGISTER) == []


@quiet
@given(registers(), st.one_of(turning, recent), forms, honorifics)
def test_so_it_is_for_any_register(register, day, form, honorific):
    sides = arrange(register, register.people, day)
    parts = compose(register, sides, day, form=form, honorific=honorific)
    assert findings(parts, day, register) == []
    later = compose(register, sides, day, form=form, honorific=honorific, mention=LATER)
    assert findings(later, day, register, before=parts) == []


@quiet
@given(registers(), turning, st.data())
def test_so_it_is_for_sides_made_by_hand(register, day, data):
    """Whoever is moved under whichever head."""
    heads = [side.head for side in arrange(register, register.people, day)]
    heads += ["", "Về phía thành phố Bắc Giang", "Về phía các sở, ngành", "Đại biểu Trung ương"]
    sides = [Side(data.draw(st.sampled_from(heads)), (official,)) for official in register.people]
    assert findings(compose(register, sides, day), day, register) == []


@quiet
@given(registers(), turning, st.randoms())
def test_order_of_choosing_changes_nothing(register, day, random):
    shuffled = list(register.people)
    random.shuffle(shuffled)
    assert arrange(register, shuffled, day) == arrange(register, register.people, day)


@quiet
@given(registers(), turning, forms, honorifics, st.sampled_from([FIRST, LATER]))
def test_everybody_is_named_once(register, day, form, honorific, mention):
    sides = arrange(register, register.people, day)
    twice = [*sides, *sides]
    text = as_text(compose(register, twice, day, form=form, honorific=honorific, mention=mention))
    assert [text.count(each.name) for each in register.people.values()] == [1] * len(
        register.people
    )
