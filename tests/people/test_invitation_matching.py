"""Guests held against the register: who is meant, which post, and what speaks against it."""

from datetime import date

import pytest

from people.exchange.title_register import from_files
from people.invitation import matching
from people.invitation.matching import Choice, Matcher
from people.invitation.parsing import Guest, read_invitation
from people.invitation.titles import in_full, joined, pieces_of
from tests.people.title_texts import read

DATA = read("register.json")
REGISTER = from_files([DATA])
SINGLE = {at for at, row in enumerate(DATA["positions"]) if row.get("seats") == "one"}
NAMES = [row["name"] for row in DATA["officials"]]


def propose(line, day=date(2018, 8, 7), **said):
    guest = line if isinstance(line, Guest) else read_invitation(line).guests[0]
    return Matcher(REGISTER, day, SINGLE).proposal(guest, **said)


def titles(proposal):
    return [[REGISTER.posts[post].title for post in claim.posts] for claim in proposal.claims]


def states(proposal):
    return [claim.state for claim in proposal.claims]


@pytest.mark.parametrize(
    "line",
    [
        "Ngô Hoàng Ngân, Ủy viên BTV Tỉnh ủy, Bí thư Thành ủy",
        "Ông NGÔ HOÀNG NGÂN\tUVBTV Tỉnh ủy, Bí thư Thành ủy Móng Cái",
        "Vũ Văn Kinh\tPhó Bí thư Thành ủy, Chủ tịch UBND\tthành phố Móng Cái",
        "Vũ Văn Kinh\tPhó Bí thư, Chủ tịch UBND TP Móng Cái\tThành ủy Móng Cái",
        "Vũ Văn Kinh - PBT Thành ủy, CT UBND TP Móng Cái",
        "Đỗ Thị Hoàng (Phó Bí thư Thường trực Tỉnh ủy)",
    ],
)
def test_what_the_register_has_is_right(line):
    proposal = propose(line)
    assert proposal.is_right, (proposal.person, states(proposal), titles(proposal))


def test_what_another_post_implies_is_held_too():
    later = propose("Ngô Hoàng Ngân\tỦy viên Ban Thường vụ Tỉnh ủy", date(2018, 12, 10))
    assert later.is_right


def test_day_decides():
    line = "Vũ Văn Kinh\tChủ tịch UBND TP Móng Cái"
    assert states(propose(line, date(2018, 8, 7))) == ["held"]
    assert states(propose(line, date(2020, 1, 1))) == ["over"]
    assert states(propose(line, date(2015, 1, 1))) == ["later"]
    assert states(propose("Lê Văn An\tChủ tịch UBND TP Móng Cái", date(2026, 1, 1))) == ["ended"]


def test_only_seat_of_another_is_taken():
    proposal = propose("Lê Văn An\tChủ tịch UBND TP Móng Cái")
    assert states(proposal) == ["taken"]
    assert [NAMES[each] for each in proposal.claims[0].holders] == ["Vũ Văn Kinh"]
    assert not proposal.is_safe(proposal.claims[0])


def test_acting_holder_takes_no_seat():
    claim = propose("Lê Văn An\tQuyền Chủ tịch UBND TP Móng Cái").claims[0]
    assert (claim.state, claim.acting) == ("vacant", "quyền")


def test_former_titles_are_left_out():
    proposal = propose("Vũ Văn Kinh\tnguyên Chủ tịch UBND TP Móng Cái", date(2020, 1, 1))
    assert proposal.is_right
    assert proposal.claims == ()


@pytest.mark.parametrize("name", ["Vũ Văn Kính", "Vũ Văn Kinhh", "Văn Vũ Kinh"])
def test_near_names_are_taken_for_the_official_but_not_as_right(name):
    proposal = propose(Guest(1, name, "Chủ tịch UBND TP Móng Cái"))
    assert (proposal.person, NAMES[proposal.candidates[0]]) == (matching.NEAR, "Vũ Văn Kinh")
    assert states(proposal) == ["held"]
    assert not proposal.is_right
    assert not proposal.is_safe(proposal.claims[0])


def test_somebody_else_of_a_near_name_is_new_when_said_so():
    proposal = propose(Guest(1, "Vũ Văn Kính", "Chủ tịch UBND TP Móng Cái"), chosen=Choice(None))
    assert (proposal.person, states(proposal)) == (matching.NEW, ["taken"])


def test_chosen_post_counts_before_what_was_printed():
    post = next(each.id for each in REGISTER.posts.values() if each.title.startswith("Thủ tướng"))
    proposal = propose("Lê Văn An\tChánh Văn phòng", posts=[post])
    assert titles(proposal) == [["Thủ tướng Chính phủ"]]


@pytest.mark.parametrize(
    ("line", "state", "title"),
    [
        (
            "Lê Văn An\tChánh Văn phòng\tTỉnh ủy",
            *(matching.NEW_POSITION, "Chánh Văn phòng Tỉnh ủy Quảng Ninh"),
        ),
        (
            "Lê Văn An\tChánh Văn phòng UBND\tthành phố Móng Cái",
            *(
                matching.NEW_POSITION,
                "Chánh Văn phòng Ủy ban nhân dân thành phố Móng Cái",
            ),
        ),
        ("Lê Văn An\tGiám đốc\tSở Y tế", matching.UNKNOWN_UNIT, "Giám đốc Sở Y tế"),
        ("Lê Văn An\tTrưởng phòng\tPhòng Nội vụ", matching.UNKNOWN_UNIT, "Trưởng Phòng Nội vụ"),
    ],
)
def test_title_the_register_lacks_is_written_out(line, state, title):
    claim = propose(line).claims[0]
    assert (claim.state, claim.title) == (state, title)


def test_unit_of_a_merged_cell_counts_only_where_it_is_needed():
    short = Guest(2, "Lê Văn An", "Phó Chủ tịch", "UBND tỉnh", unit_is_above=True)
    whole = Guest(2, "Lê Văn An", "Giám đốc Sở Y tế", "UBND tỉnh", unit_is_above=True)
    assert titles(propose(short)) == [["Phó Chủ tịch Ủy ban nhân dân tỉnh Quảng Ninh"]]
    assert propose(whole).claims[0].title == "Giám đốc Sở Y tế"


def test_guest_without_a_title_asks_only_for_the_person():
    assert propose("Vũ Văn Kinh").is_right
    assert states(propose("Lê Văn An")) == ["no title"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Bí thư Đảng ủy, Chủ tịch HĐND phường", ["Bí thư Đảng ủy", "Chủ tịch HĐND phường"]),
        (
            "Trưởng phòng Kinh tế, Hạ tầng và Đô thị",
            ["Trưởng phòng Kinh tế, Hạ tầng và Đô thị"],
        ),
        (
            "Phó Bí thư kiêm Chủ tịch UBND; Trưởng ban",
            ["Phó Bí thư", "Chủ tịch UBND", "Trưởng ban"],
        ),
        ("Phó Bí thư, nguyên Chủ tịch UBND", ["Phó Bí thư"]),
        ("Q. Giám đốc", ["Giám đốc"]),
        ("", []),
        (", ; -", []),
    ],
)
def test_titles_of_one_cell_are_told_apart(text, pieces):
    assert [piece.text for piece in pieces_of(text)] == pieces


def test_words_that_end_the_title_and_begin_the_unit_stand_once():
    assert joined("Phó Chủ tịch UBND", "UBND phường") == "Phó Chủ tịch UBND phường"
    assert joined("Trưởng phòng", "Phòng Nội vụ") == "Trưởng Phòng Nội vụ"
    assert in_full("PCT UBND") == "Phó Chủ tịch Ủy ban nhân dân"
