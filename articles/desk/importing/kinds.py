"""Paragraph, caption or heading: a guess from length, punctuation, place and wording.

Saved pages seldom mark captions. What is used here, in this order:

1. Markup, where there is any (<figcaption>, a class "caption", <h2>).
2. A closed line (full stop and the like) is a paragraph, and so is one of more than 45 words.
3. An open line is a caption if it shows a scene ("Đồng chí … báo cáo tại …", "Quang cảnh …"),
   follows a picture, or repeats four words in a row of the headline.
4. Any other open line: numbered or in capitals it is a heading; three or more in a row are a list
   (paragraphs); up to eight words above a paragraph are a heading; beside a paragraph it is a
   caption.
5. One exception to 2, where at least one caption was found by 1 or 3: a closed line is a caption
   too if it is a single sentence, shows a scene by its first words and its verb, is at most half
   as long as the usual paragraph, and stands between two paragraphs at least one and a half times
   its length. A short paragraph can look just like that, so this guess is listed among the defects.
"""

import re
from dataclasses import dataclass
from statistics import median

from vietnamese import fold_words, with_tones

from .imported_article import BlockKind
from .lines import Line

_LONGEST_CAPTION = 45  # words
_LONGEST_HEADING = 25
_LONGEST_BARE_HEADING = 8
_PROSE = 20
_USUAL_PARAGRAPH = 60
_LIST = 3  # open lines in a row

_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ])[.)]\s")
_BULLET = re.compile(r"[-–—+*•▪●]\s?\S")

_SCENE_FIRST = re.compile(
    with_tones(
        "(?:các |một số |toàn thể |chủ tọa |nguyên )?"
        "(?:đồng chí|đoàn|đại biểu|quang cảnh|toàn cảnh|khung cảnh|cảnh|hình ảnh|ảnh|một góc|"
        "lãnh đạo|ông|bà|em|anh|chị|ban tổ chức|ban giám khảo|tiết mục|nhân dân|người dân|"
        "bà con|học sinh|giáo viên|thầy|cô|cán bộ|chiến sĩ|đoàn viên|hội viên|lực lượng|"
        "đội|vận động viên|thí sinh|du khách|doanh nghiệp|trao|tặng|cắt băng|dâng hương|"
        r"thường trực|chủ tịch|phó chủ tịch|bí thư|phó bí thư|đ/c)(?![^\W_])"
    )
)
_SCENE_VERB = re.compile(
    with_tones(
        r"(?<![^\W_])(?:báo cáo|phát biểu|trao|tặng|thăm|dâng hương|chụp ảnh|cắt băng|"
        "làm việc với|làm việc tại|kiểm tra|bỏ phiếu|biểu diễn|thi đấu|ra quân|chúc mừng|"
        "bắt tay|ký kết|chủ trì|tham quan|khảo sát|trồng cây|động viên|"
        "tại (?:buổi|hội nghị|lễ|hội thi|cuộc|đại hội|kỳ họp|chương trình|hiện trường))"
        r"(?![^\W_])"
    )
)


@dataclass(frozen=True, slots=True)
class _Body:
    lines: list[Line]
    phrases: set[tuple[str, ...]]  # of the headline
    listed: set[int]  # open lines that stand in rows
    has_captions: bool


def kinds_of(lines: list[Line], headline: str) -> list[BlockKind]:
    """What each line of the body is; see the module for how it is guessed."""
    phrases = _phrases(headline)
    has_captions = any(
        line.hint == "caption" or (_is_short_and_open(line) and _shows_picture(line, phrases))
        for line in lines
    )
    body = _Body(lines, phrases, _in_lists(lines, phrases), has_captions)
    return [_kind(body, index) for index in range(len(lines))]


def is_guessed_caption(kind: BlockKind, line: Line) -> bool:
    """Whether ``line`` became a caption by exception 5: its full stop speaks against it."""
    return kind == "caption" and line.hint != "caption" and line.text.endswith(".")


def _kind(body: _Body, index: int) -> BlockKind:
    line = body.lines[index]
    marked = _kind_by_markup(line)
    if marked:
        return marked
    if _is_short_and_open(line):
        if _shows_picture(line, body.phrases):
            return "caption"
        return _kind_of_bare_line(body, index)
    if body.has_captions and _is_scene_between_paragraphs(body.lines, index):
        return "caption"
    return "paragraph"


def _is_short_and_open(line: Line) -> bool:
    return not line.is_closed and line.words <= _LONGEST_CAPTION and not _BULLET.match(line.text)


def _kind_by_markup(line: Line) -> BlockKind | None:
    if line.hint == "lead":
        return "paragraph"
    if line.hint == "caption" and line.words <= 2 * _LONGEST_CAPTION:
        return "caption"
    if line.hint in ("heading", "headline") and line.words <= _LONGEST_HEADING:
        return "heading"
    return None


def _kind_of_bare_line(body: _Body, index: int) -> BlockKind:
    lines, line = body.lines, body.lines[index]
    above_paragraph = any(map(_is_prose, lines[index + 1 : index + 2]))
    below_paragraph = any(map(_is_prose, lines[max(0, index - 1) : index]))
    if _NUMBERED.match(line.text) or line.text.isupper():
        return "heading" if line.words <= _LONGEST_HEADING else "paragraph"
    if index in body.listed:
        return "paragraph"
    if line.words <= _LONGEST_BARE_HEADING and above_paragraph:
        return "heading"
    return "caption" if above_paragraph or below_paragraph else "paragraph"


def _shows_picture(line: Line, phrases: set[tuple[str, ...]]) -> bool:
    return (
        line.hint == "after_picture"
        or bool(_SCENE_FIRST.match(_lowered(line)))
        or not phrases.isdisjoint(_phrases(line.text))
    )


def _is_scene_between_paragraphs(lines: list[Line], index: int) -> bool:
    line = lines[index]
    if not 0 < index < len(lines) - 1 or not line.text.endswith(".") or not line.is_one_sentence:
        return False
    text = _lowered(line)
    neighbours = (lines[index - 1], lines[index + 1])
    return (
        bool(_SCENE_FIRST.match(text) and _SCENE_VERB.search(text))
        and not re.search('[:;“”"]', text)
        and line.words <= _usual_length(lines) / 2
        and all(_is_prose(other) and other.words >= 1.5 * line.words for other in neighbours)
    )


def _in_lists(lines: list[Line], phrases: set[tuple[str, ...]]) -> set[int]:
    """Indexes of bare open lines that stand in rows of at least three."""
    listed: set[int] = set()
    row: list[int] = []
    for index, line in enumerate([*lines, Line(".")]):
        if line.is_closed or _shows_picture(line, phrases):
            listed.update(row if len(row) >= _LIST else ())
            row = []
        else:
            row.append(index)
    return listed


def _usual_length(lines: list[Line]) -> float:
    lengths = [line.words for line in lines if _is_prose(line)]
    return median(lengths) if len(lengths) > 2 else _USUAL_PARAGRAPH


def _is_prose(line: Line) -> bool:
    return line.is_closed and line.words >= _PROSE


def _lowered(line: Line) -> str:
    return with_tones(line.text).lower()


def _phrases(text: str) -> set[tuple[str, ...]]:
    words = fold_words(text)
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))
