"""What a page prints around an article: menus, date lines, share buttons, footers, other news."""

import re
from datetime import date

from vietnamese import find_dates, fold, fold_words

_WORDS_OF_MENUS = frozenset(
    (
        "banner tin",
        "trang chu",
        "gioi thieu",
        "tin tuc",
        "tin tuc su kien",
        "tin noi bat",
        "tin moi",
        "chi tiet tin",
        "chi tiet bai viet",
        "noi dung",
        "noi dung chi tiet",
        "van ban",
        "thu tuc hanh chinh",
        "thong bao",
        "lien he",
        "dang nhap",
        "tim kiem",
        "so do site",
        "so do cong",
        "hoi dap",
        "thu vien anh",
        "video",
        "menu",
        "chia se",
        "chia se facebook",
        "facebook",
        "zalo",
        "twitter",
        "tweet",
        "email",
        "in",
        "in bai",
        "in bai viet",
        "in trang",
        "ban in",
        "gui bai",
        "gui email",
        "gui bai viet",
        "binh luan",
        "gui binh luan",
        "y kien ban doc",
        "nghe bai viet",
        "doc bai viet",
        "co chu",
        "a a",
        "a a a",
        "quay lai",
        "ve dau trang",
        "len dau trang",
        "xem them",
    )
)
_SITE_NAME = re.compile("(?:cong|trang) thong tin dien tu")
_PARTS = re.compile(r"[»›>|]|\s/\s")
_FOOTER = re.compile(
    "ban quyen|copyright|©|chiu trach nhiem|giay phep|don vi chu quan|co quan chu quan|"
    "ghi ro nguon|dia chi:|dien thoai:|duong day nong|hotline|e-?mail:|fax:"
)
# A line of nothing but these and figures tells when the page was posted and how often it was read.
_DATE_WORDS = frozenset(
    (
        *("thu", "hai", "ba", "tu", "nam", "sau", "bay", "chu", "nhat", "ngay", "thang"),
        *("luc", "gio", "phut", "cap", "dang", "thoi", "gian", "gmt", "am", "pm", "sa", "ch"),
        *("luot", "lan", "xem", "doc", "so"),
    )
)
_FIGURES = re.compile(r"\d+(?:[hg]\d*)?")
_LONGEST_FURNITURE = 15  # words

_RELATED = re.compile(
    r"(?:cac |nhung |mot so )?(?:tin|bai)(?: (?:tuc|bai|viet))*"
    r" (?:lien quan|khac|cung chuyen muc|cung loai|cung chu de|da dua|da dang|moi hon|cu hon|"
    r"moi nhat|moi dang|doc nhieu|xem nhieu|noi bat khac)"
    r"|(?:xem|doc) them|co the ban quan tam"
)


def is_related_heading(text: str) -> bool:
    """Whether ``text`` stands above a list of other articles: "Tin cùng chuyên mục"."""
    return bool(_RELATED.fullmatch(" ".join(fold_words(text))))


def is_date_line(text: str) -> bool:
    """Whether ``text`` is only a moment or a count of readers: "Thứ Ba, 07/08/2018 09:15"."""
    words = fold_words(text)
    figures = [word for word in words if _FIGURES.fullmatch(word)]
    return bool(figures) and all(word in _DATE_WORDS for word in words if word not in figures)


def posted_on(text: str) -> date | None:
    """The day in a date line, if it names one with its year."""
    days = [found.dates(found.year)[0] for found in find_dates(text) if found.year]
    return days[0] if days else None


def is_furniture(text: str) -> bool:
    """Whether ``text`` belongs to the site and not to an article."""
    words = fold_words(text)
    if len(words) > _LONGEST_FURNITURE:
        return False
    line = " ".join(words)
    return (
        not words
        or line in _WORDS_OF_MENUS
        or bool(_SITE_NAME.match(line))
        or is_date_line(text)
        or _is_breadcrumb(text)
    )


def _is_breadcrumb(text: str) -> bool:
    """Whether ``text`` is a way through the site, "Trang chủ » Tin tức", or a row of buttons."""
    parts = _PARTS.split(text)
    return len(parts) > 1 and any(
        " ".join(fold_words(part)) in _WORDS_OF_MENUS or is_date_line(part) for part in parts
    )


def is_footer(text: str) -> bool:
    """Whether ``text`` is a line from the foot of a site: its licence, its address."""
    return bool(_FOOTER.match(fold(text).lstrip()))
