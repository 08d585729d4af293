"""The columns of the register as tables, one table a list: what heads them and what they hold.

An organisation of several names, and an order of precedence, take a line for each name or rank;
the lines of one key make one row. Heads are Vietnamese, for Excel; the keys of JSON will do too.
"""

from dataclasses import dataclass

from people.appointment import Appointment
from people.official import Official, OtherName
from people.organisation import Level, Sector
from people.position import Position
from vietnamese import fold

TEXT, DAY, TEXTS, NUMBER, CHOICE, NAMES = "text", "day", "texts", "number", "choice", "names"
KEY, KEYS = "key", "keys"


@dataclass(frozen=True)
class Column:
    """A column: its key, its head, what it holds, other heads that mean it, {code: choice}.

    ``is_help`` for one that only tells people what a key beside it means, or stands for the key.
    """

    key: str
    head: str
    holds: str = TEXT
    others: tuple = ()
    choices: tuple = ()
    is_help: bool = False


SOURCES = (("S", Appointment.SourceState.PRESS), ("A", Appointment.SourceState.UNVERIFIED))


def codes(choices):
    """Return the choices of a model field as pairs of code and choice."""
    return tuple((each.value, each) for each in choices)


TABLES = {
    "organisations": (
        Column("key", "Mã cơ quan", KEY, ("mã",)),
        Column("full", "Tên cơ quan", TEXT, ("tên", "tên đầy đủ", "cơ quan", "đơn vị")),
        Column("short", "Tên tắt", TEXTS, ("tên viết tắt",)),
        Column("name_from", "Tên dùng từ ngày", DAY),
        Column("name_to", "Tên dùng đến ngày", DAY),
        Column("level", "Cấp", CHOICE, choices=codes(Level)),
        Column("sector", "Khối", CHOICE, choices=codes(Sector)),
        Column("territory", "Địa danh", TEXT, ("địa bàn",)),
        Column("parent", "Mã cơ quan cấp trên", KEY, ("mã cấp trên", "cấp trên")),
        Column("from", "Thành lập từ", DAY, ("ngày thành lập", "thành lập")),
        Column("to", "Kết thúc từ", DAY, ("ngày kết thúc", "kết thúc")),
        Column("successors", "Mã cơ quan kế thừa", KEYS, ("kế thừa",)),
    ),
    "positions": (
        Column("key", "Mã chức vụ", KEY, ("mã",)),
        Column("organisation", "Mã cơ quan", KEY),
        Column("office", "Cơ quan", TEXT, ("đơn vị", "tên cơ quan"), is_help=True),
        Column("title", "Chức vụ", TEXT, ("chức danh", "tên chức vụ", "chức danh đầy đủ")),
        Column("printed", "Dạng in", TEXTS, ("dạng in ngắn",)),
        Column("rank", "Thứ bậc", NUMBER),
        Column("chain", "Nhóm chức danh", CHOICE, choices=codes(Position.ChainGroup)),
        Column("print", "Quy tắc in", CHOICE, choices=codes(Position.PrintRule)),
        Column("seats", "Số người giữ", CHOICE, choices=codes(Position.Seats)),
        Column("implies", "Mã chức vụ bao hàm", KEYS, ("bao hàm",)),
    ),
    "officials": (
        Column("key", "Mã cán bộ", KEY, ("mã",)),
        Column("name", "Họ tên", TEXT, ("họ và tên", "tên", "full_name")),
        Column("gender", "Giới tính", CHOICE, choices=codes(Official.Gender)),
        Column("honorific", "Xưng hô", CHOICE, choices=codes(Official.Honorific)),
        Column("other_names", "Tên khác", NAMES, choices=codes(OtherName.Kind)),
    ),
    "appointments": (
        Column("official", "Mã cán bộ", KEY),
        Column("name", "Họ tên", TEXT, ("họ và tên", "cán bộ"), is_help=True),
        Column("position", "Mã chức vụ", KEY),
        Column("title", "Chức vụ", TEXT, ("chức danh",), is_help=True),
        Column("office", "Đơn vị", TEXT, ("cơ quan", "đơn vị công tác"), is_help=True),
        Column("from", "Từ ngày", DAY, ("ngày bắt đầu", "giữ chức từ", "từ")),
        Column("to", "Đến ngày", DAY, ("ngày kết thúc", "giữ chức đến", "đến")),
        Column("acting", "Hình thức", CHOICE, ("quyền",), codes(Appointment.Acting)),
        Column("source", "Nguồn", CHOICE, ("kiểm chứng",), SOURCES),
    ),
    "rank_schemes": (
        Column("key", "Mã bảng thứ bậc", KEY, ("mã",)),
        Column("name", "Tên bảng thứ bậc", TEXT, ("tên bảng",)),
        Column("from", "Từ ngày", DAY),
        Column("to", "Đến ngày", DAY),
        Column("position", "Mã chức vụ", KEY),
        Column("title", "Chức vụ", TEXT, is_help=True),
        Column("rank", "Thứ bậc", NUMBER),
    ),
}
# Files of the archive, in the order in which they are read.
FILES = {
    "organisations": "co-quan.csv",
    "positions": "chuc-vu.csv",
    "officials": "can-bo.csv",
    "appointments": "qua-trinh-giu-chuc.csv",
    "rank_schemes": "thu-bac.csv",
}
# What a table needs: of each tuple one column.
NEEDED = {
    "organisations": (("key",), ("full",)),
    "positions": (("title",), ("organisation", "office")),
    "officials": (("name",),),
    "appointments": (("official", "name"), ("position", "title")),
    "rank_schemes": (("key",), ("name",), ("position", "title"), ("rank",)),
}
PASSED_OVER = {"stt", "tt", "so tt", "ghi chu", "note"}


def plain_head(text):
    """Return a head as it is compared: folded, without signs."""
    return " ".join(fold(text).replace("_", " ").replace("/", " ").split()).strip(" .:*")


def columns_by_head(name):
    """Return {head as compared: Column} of a list."""
    return {
        plain_head(head): column
        for column in TABLES[name]
        for head in (column.key, *column.others, column.head)
    }
