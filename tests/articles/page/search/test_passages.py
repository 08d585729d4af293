"""The passage that shows why an article was found."""

import pytest

from articles.page.search.passages import LONGEST, Highlighter
from articles.page.search.question import Question


def shown(typed, text):
    pieces = Highlighter(Question.read(typed)).passage(text)
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


def test_words_are_shown_with_their_own_marks_however_they_were_typed():
    text = "Trời đẹp. Đoàn thăm Móng Cái sáng nay. Hết."
    assert shown("mong cai", text) == "Đoàn thăm [Móng Cái] sáng nay."
    assert shown("MÓNG CÁI", text) == "Đoàn thăm [Móng Cái] sáng nay."


def test_the_sentence_that_holds_most_is_shown():
    text = "Cửa hàng mở lại. Cửa khẩu Móng Cái đông khách. Móng Cái có mưa."
    assert shown("cửa khẩu móng cái", text).startswith("[Cửa khẩu Móng Cái]")


def test_two_sentences_are_shown_where_one_does_not_hold_all():
    text = "Bóng lăn từ sáng. Ở giữa là một câu khác. Hòn đá nằm yên."
    assert shown("bóng đá", text) == "[Bóng] lăn từ sáng. … Hòn [đá] nằm yên."


def test_words_that_only_look_alike_are_no_hits_where_exact_ones_are():
    assert shown("cán bộ", "Cán bộ cắn bò.") == "[Cán bộ] cắn bò."
    assert shown("can bo", "Cán bộ cắn bò.") == "[Cán bộ cắn bò]."


def test_a_single_word_is_no_hit_where_all_stand_side_by_side():
    assert shown("mong cai", "Móng Cái mong một cái chợ.") == "[Móng Cái] mong một cái chợ."
    assert shown("mong cai", "Ai mong một cái chợ.") == "Ai [mong] một [cái] chợ."


def test_either_place_of_the_tone_is_exact():
    assert shown("thuỷ", "Đường thủy thúy.") == "Đường [thủy] thúy."


def test_the_long_form_is_marked_for_the_short_one():
    assert shown("ubnd", "Ủy ban nhân dân họp.") == "[Ủy ban nhân dân] họp."
    # A part of the long form alone is no hit.
    assert shown("ubnd", "Nhân dân vui.") == ""


def test_a_phrase_is_marked_whole_only():
    assert shown('"móng cái"', "Cái móng nhà. Về Móng Cái.") == "Về [Móng Cái]."


def test_nothing_is_shown_where_nothing_was_asked_for():
    assert shown("móng cái", "Hải Hà đón khách.") == ""
    assert shown("móng cái", "") == ""


def test_a_long_sentence_is_cut_at_words_around_the_hit():
    text = f"{'chữ ' * 200}Móng Cái {'nữa ' * 200}."
    passage = shown("móng cái", text)
    assert passage.startswith("…chữ")
    assert passage.endswith("nữa…")
    assert "[Móng Cái]" in passage
    assert len(passage) < LONGEST + 20


def test_a_word_without_end_is_cut_too():
    assert len(shown("aa", "aa " + "b" * 5_000)) < LONGEST + 20


@pytest.mark.parametrize("text", ["ﬁ Móng Cái", "İ Móng Cái", "ß̌ Móng Cái"])
def test_letters_that_change_their_length_shift_nothing(text):
    assert "[Móng Cái]" in shown("mong cai", text)
