"""What holds of the title check for any text: what the register prints is right, advice helps."""

import unicodedata
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.check import Block, applied, check
from people.check.standing import Standings
from people.composing import Side, as_text, compose
from tests.people.title_texts import (
    blocks_of,
    day_of,
    findings,
    fixture_register,
    read,
    with_register,
)

REGISTER = fixture_register()
FIRST = date(2017, 1, 1)
LAST = date(2026, 6, 30)
days = st.integers(0, (LAST - FIRST).days).map(lambda number: FIRST + timedelta(number))
quiet = settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
EXAMPLES = read("examples.json")
WRONG = {"T01", "T02", "T03", "T04", "T05", "T06", "T07", "T09", "T13", "T14", "T15"}


def printed(day, officials):
    """A list of delegates as the house prints it."""
    return as_text(compose(REGISTER, [Side("", tuple(officials))], day, opening="Dự hội nghị"))


STYLES = ("{name}, {titles}", "{name} - {titles}", "{name} ({titles})", "{titles} {name}")


def printed_in_styles(day, officials, styles):
    """The same list with each person in a style of their own."""
    standings = Standings(REGISTER, day)
    present = sorted(
        officials, key=lambda each: (standings.best(each, surely=False), standings.since(each))
    )
    people = []
    for number, each in enumerate(present):
        titles = ", ".join(standings.titles(standings[each].held)[0])
        style = styles[number % len(styles)]
        people.append(style.format(name=REGISTER.people[each].name, titles=titles))
    return f"Dự hội nghị có các đồng chí: {'; '.join(people)}." if people else ""


def settled(day, officials):
    """Those of whom all is certain on the day, so that their order is too."""
    standings = Standings(REGISTER, day)
    return [each for each in officials if standings[each].held and standings.since(each)]


def checked(text, day, register=REGISTER, kind="paragraph"):
    found = check([Block(kind, text)], day, register).findings
    assert all(text[each.start : each.end] == each.surface for each in found)
    return found


@quiet
@given(days, st.sets(st.sampled_from(sorted(REGISTER.people))))
def test_what_the_register_prints_is_right(day, officials):
    assert checked(printed(day, settled(day, officials)), day) == ()


@quiet
@given(
    days,
    st.sets(st.sampled_from(sorted(REGISTER.people))),
    st.lists(st.sampled_from(STYLES), min_size=1, max_size=4),
)
def test_so_it_is_in_every_style(day, officials, styles):
    assert checked(printed_in_styles(day, settled(day, officials), styles), day) == ()


@quiet
@given(days, st.sampled_from(sorted(REGISTER.people)), st.integers(0, 3), st.data())
def test_a_word_left_out_of_a_title_is_found(day, official, number, data):
    standings = Standings(REGISTER, day)
    held = standings[official].held if settled(day, [official]) else []
    titles = standings.titles(held)[0]
    if number >= len(titles) or len(titles[number].split()) < 5:
        return
    words = titles[number].split()
    gap = data.draw(st.integers(1, len(words) - 2))
    wrong = " ".join(words[:gap] + words[gap + 1 :])
    titles[number] = wrong
    text = f"Đồng chí {REGISTER.people[official].name}, {', '.join(titles)} phát biểu."
    codes = {each.code: each.surface for each in checked(text, day)}
    # What is left may be another title of the register.
    assert wrong in codes.get("T13", "") or {"T01", "T02", "T03", "T04"} & set(codes)


@quiet
@given(days, st.sets(st.sampled_from(sorted(REGISTER.people))))
def test_so_it_is_in_loose_marks_but_for_the_marks(day, officials):
    text = printed(day, settled(day, officials))
    loose = unicodedata.normalize("NFD", text)
    assert [each.code for each in checked(loose, day)] == (["T11"] if text else [])


@quiet
@given(st.sampled_from(EXAMPLES), days)
def test_loose_marks_change_no_finding(example, day):
    blocks = blocks_of(example)
    loose = [Block(each.kind, unicodedata.normalize("NFD", each.text)) for each in blocks]
    composed = [Block(each.kind, unicodedata.normalize("NFC", each.text)) for each in blocks]

    def shown(given_blocks):
        found = check(given_blocks, day, REGISTER).findings
        nfc = unicodedata.normalize
        return [(each.code, nfc("NFC", each.surface)) for each in found if each.code != "T11"]

    assert shown(loose) == shown(composed)


@quiet
@given(st.sampled_from(EXAMPLES), days)
def test_advice_taken_one_by_one_settles_the_finding(example, day):
    """Each piece of advice, taken, leaves less to say: in the end nothing of its kind is left."""
    text = unicodedata.normalize("NFC", blocks_of(example)[-1].text)
    for _turn in range(12):
        found = [
            each
            for each in checked(text, day)
            if each.code in WRONG and each.suggestion is not None
        ]
        if not found:
            break
        for each in sorted(found, key=lambda each: each.start, reverse=True):
            text = applied(text, [each])
    assert [each for each in checked(text, day) if each.code in WRONG and each.suggestion] == []


@quiet
@given(
    st.sampled_from(EXAMPLES),
    st.sampled_from(["Hoàng Thị Bích Liên", "Lò Văn Pán", "Zơ Râm Cường"]),
)
def test_an_official_who_is_not_named_changes_nothing(example, name):
    stranger = {"key": "Z", "name": name, "gender": "f"}
    post = {"official": "Z", "position": "hl-bt", "from": "2016", "to": None}
    more = with_register(officials=[stranger], appointments=[post])
    blocks, day = blocks_of(example), day_of(example["event_date"])
    published = day_of(example["published"])
    assert check(blocks, day, more, published) == check(blocks, day, REGISTER, published)


@quiet
@given(st.text(max_size=300), days)
def test_any_text_is_read(text, day):
    assert checked(text, day) == checked(text, day)


HEAP = (
    "Ngô Hoàng Ngân , ; . : ( ) “ ” - nguyên quyền Bí thư Thành ủy Phó Chủ tịch UBND TP Móng Cái "
    "đồng chí các ông bà có Về phía tỉnh khóa XII và Vũ Văn Kinh 1 Tỉnh ủy 7/8 18-NQ/TW"
)


@quiet
@given(st.lists(st.sampled_from([*HEAP.split(), "\n"]), max_size=40), days)
def test_any_heap_of_its_words_is_read(words, day):
    text = " ".join(words)
    checked(text, day)
    checked(unicodedata.normalize("NFD", text), day, kind="lead")


def test_without_any_day_only_signs_are_checked():
    text = "Đồng chí Ngô Hoàng Ngân, Chủ tịch UBND tỉnh phát biểu, UBKT kết luận."
    assert [each.code for each in findings(text, None)] == ["T21", "T12"]
