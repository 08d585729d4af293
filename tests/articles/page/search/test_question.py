"""What a reader typed is read as terms, phrases and other forms, and nothing typed ever fails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.page.search.passages import Highlighter
from articles.page.search.question import MOST_VARIANTS, MOST_WORDS, Question
from articles.page.search.ranking import Ranking
from articles.page.search.short_forms import is_unmistakable


def forms(typed):
    return [{" ".join(form.words) for form in term.forms} for term in Question.read(typed).terms]


def test_a_short_form_stands_for_the_long_one_and_the_other_way_round():
    assert forms("UBND tỉnh") == [{"ubnd", "uy ban nhan dan"}, {"tinh"}]
    assert forms("ủy ban nhân dân tỉnh") == [{"uy ban nhan dan", "ubnd"}, {"tinh"}]
    assert forms("uỷ ban nhan dan") == [{"uy ban nhan dan", "ubnd"}]


def test_a_short_form_that_is_a_syllable_counts_only_as_it_is_printed():
    assert forms("CA") == [{"ca", "cong an"}]
    assert forms("ca nhạc") == [{"ca"}, {"nhac"}]
    # Or every article with "ca", "cà" and "cả" would be found.
    assert forms("công an") == [{"cong"}, {"an"}]
    assert not is_unmistakable(("tu",))
    assert is_unmistakable(("ubnd",))


def test_short_forms_with_a_hyphen_or_dot_are_read_whole():
    assert {"kt xh", "kinh te xa hoi"} in forms("KT-XH")
    assert any("trung uong" in each for each in forms("T.Ư"))


@pytest.mark.parametrize("quotes", ['""', "“”", "«»", "„“"])
def test_quotes_of_any_kind_make_a_phrase(quotes):
    question = Question.read(f"{quotes[0]}cửa khẩu Móng Cái{quotes[1]} UBND")
    assert question.has_phrase
    [phrase], [ubnd] = question.runs
    assert [form.words for form in phrase.forms] == [("cua", "khau", "mong", "cai")]
    assert len(ubnd.forms) == 2


def test_a_phrase_is_taken_word_for_word():
    assert forms('"UBND tỉnh"') == [{"ubnd tinh"}]


@pytest.mark.parametrize("typed", ['"móng cái', 'móng cái"', "“móng cái", '""móng cái'])
def test_quotes_that_do_not_close_are_no_quotes(typed):
    assert not Question.read(typed).has_phrase
    assert forms(typed) == [{"mong"}, {"cai"}]


def test_the_number_of_a_document_stands_together():
    assert forms("18-NQ/TW") == [{"18 nq tw"}]
    assert forms("nghị quyết 18-NQ/TW")[-1] == {"18 nq tw"}


def test_a_day_is_found_however_it_is_written():
    [day] = forms("7/8/2018")
    assert {"7 8 2018", "07 08 2018", "7 thang 8 nam 2018"} <= day
    assert forms("99/99/2018") == [{"99 99 2018"}]


def test_nothing_is_asked_without_a_letter_or_digit():
    for typed in ["", " ", "\x00", "😀", '"" "', "--- ***", "\u202e\u200b", "_"]:
        assert not Question.read(typed)


def test_more_words_than_a_few_are_left_out_and_that_is_told():
    question = Question.read(" ".join(f"tu{number}" for number in range(30)))
    assert len(question.terms) == MOST_WORDS
    assert question.is_cut
    assert not Question.read("một hai ba").is_cut


def test_the_ways_to_write_a_question_are_bounded():
    question = Question.read("UBND HĐND TP UBND HĐND TP")
    assert max(map(len, question.side_by_side())) == MOST_VARIANTS


@given(st.text(max_size=400))
def test_any_text_is_read_ranked_and_shown(typed):
    question = Question.read(typed)
    for group in (*question.side_by_side(), *question.apart()):
        for alternative in group:
            assert alternative
            assert not any('"' in word or word.startswith("_") for word in alternative)
    if question:
        highlighter = Highlighter(question)
        for text in (typed, "UBND thành phố Móng Cái", ""):
            assert "".join(piece.text for piece in highlighter.pieces(text)) == text
            highlighter.passage(text)
            Ranking(question).of(text, text, text)
            Ranking(question, apart=True).of(text, text, text)


PARTS = st.lists(
    st.sampled_from([*'"“”«»()*:^-+/_.', "AND", "NOT", "NEAR(", "móng", "cái", "UBND", "7/8", " "]),
    max_size=20,
)


@given(PARTS.map("".join))
def test_operators_and_quotes_are_only_text(typed):
    question = Question.read(typed)
    assert bool(question) == any(char.isalnum() for char in question.text)


@pytest.mark.parametrize("evil", ["<" * 50_000, "a&" * 30_000, "<>" * 30_000, "cán " * 30_000])
def test_no_text_makes_ranking_slow(evil):
    # Under a pattern that may be read in many ways this would not end.
    assert Ranking(Question.read("cán bộ")).of("", "", evil) == (1, 2)
