"""Which column of a pasted table holds the names, the titles, the units."""

from collections.abc import Sequence

from people.check.reading import tokens_of
from people.check.words import begins_title
from people.invitation.cells import Row
from people.invitation.naming import is_surely_a_name, looks_like_a_name, tidy_name
from vietnamese import fold

NAME, TITLE, UNIT, ADDRESS = "name", "title", "unit", "address"
# What heads a column, folded; "" for columns that say nothing here.
_HEADS = {
    NAME: (
        *("ho ten", "ho va ten", "ho, ten", "ten", "ten dai bieu", "dai bieu", "khach moi"),
        *("ho ten dai bieu", "ho va ten dai bieu", "thanh phan", "nguoi du", "full name", "name"),
        *("ho dem va ten", "ten khach moi", "ho va ten khach moi", "thanh phan moi"),
    ),
    TITLE: (
        *("chuc vu", "chuc danh", "chuc vu cong tac", "chuc vu chuc danh", "chuc danh chuc vu"),
        *("chuc vu don vi", "chuc vu don vi cong tac", "chuc vu co quan", "position", "title"),
        *("chuc vu hien nay", "chuc vu noi cong tac", "chuc vu va don vi cong tac"),
    ),
    UNIT: (
        *("don vi", "co quan", "don vi cong tac", "co quan don vi", "noi cong tac", "unit"),
        *("co quan cong tac", "co quan don vi cong tac", "don vi co quan", "office", "dia phuong"),
        *("to chuc", "phong ban"),
    ),
    ADDRESS: ("ong ba", "xung ho", "danh xung"),
    "": (
        *("stt", "tt", "so tt", "so thu tu", "no", "ghi chu", "dien thoai", "so dien thoai"),
        *("sdt", "email", "thu dien tu", "ky ten", "ky nhan", "chu ky", "gioi tinh", "nam sinh"),
        *("ngay sinh", "so ghe", "vi tri ngoi", "xac nhan", "hang ghe", "phong", "xe"),
    ),
}
_KINDS = {head: kind for kind, heads in _HEADS.items() for head in heads}


def heads_of(row: Row) -> dict[int, str] | None:
    """{column: kind} where ``row`` is the head of a table, else None."""
    found = {}
    for at, cell in enumerate(row.cells):
        words = " ".join(fold(cell).replace("/", " ").replace("-", " ").split()).strip(" .:*")
        if words in _KINDS:
            found[at] = _KINDS[words]
    kinds = set(found.values())
    # One word alone is no head: "Đại biểu" may stand above a part of the list.
    if len(found) < 2 or not kinds & {NAME, TITLE, UNIT} or len(found) * 2 < len(row.filled):
        return None
    return {at: kind for at, kind in found.items() if kind}


def guess(rows: Sequence[Row]) -> dict[int, str]:
    """{column: kind} of a table without a head, by what stands in the columns."""
    width = max((len(row.cells) for row in rows), default=0)
    columns = [[row.cells[at] for row in rows if at < len(row.cells)] for at in range(width)]
    counted = [[cell for cell in column if cell] for column in columns]
    names = [sum(_is_name(cell) for cell in column) for column in counted]
    titles = [sum(is_title(cell) for cell in column) for column in counted]
    kinds: dict[int, str] = {}
    if names and max(names):
        kinds[names.index(max(names))] = NAME
    free = [at for at in range(width) if at not in kinds]
    best = max(free, key=lambda at: (titles[at], -at), default=None)
    if best is not None and titles[best]:
        kinds[best] = TITLE
    for at in range(width):
        if at not in kinds and any(_is_unit(cell) for cell in counted[at]):
            kinds[at] = UNIT
            break
    return kinds


def _is_name(cell: str) -> bool:
    tidy = tidy_name(cell)
    return is_surely_a_name(tidy.name) or (bool(tidy.honorific) and looks_like_a_name(tidy.name))


def is_title(text: str) -> bool:
    """Whether ``text`` begins as titles do, or with one's abbreviation ("PCT UBND …")."""
    tokens = tokens_of(text)
    if not tokens:
        return False
    if tokens[0].abbreviation in ("PCT", "CT", "PBT", "UV", "UVBTV", "UVTW", "TUV", "ĐBQH"):
        return True
    if tokens[0].key in ("quyền", "nguyên", "q", "phụ"):
        return len(tokens) > 2
    if tokens[0].key == "thường" or len(tokens) == 1:
        return tokens[0].key in ("trưởng", "phó")
    return begins_title(tokens[0].key, tokens[1].key)


def _is_unit(cell: str) -> bool:
    return any(char.isalpha() for char in cell) and not _is_name(cell)
