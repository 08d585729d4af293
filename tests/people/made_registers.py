"""Registers made up by hypothesis: places near and far, all kinds of posts, vague days."""

from dataclasses import replace

from hypothesis import strategies as st

from people.check import House
from people.exchange.title_register import from_files

HOUSE = {
    "territory": "Móng Cái",
    "province": "Quảng Ninh",
    "tone_style": "old",
    "abbreviations": ["UBND", "HĐND", "MTTQ", "TP", "BTV Tỉnh ủy"],
}
# (level, place, kind of place, its Party committee)
PLACES = (
    ("province", "Quảng Ninh", "tỉnh", "Tỉnh ủy"),
    ("province", "Bắc Ninh", "tỉnh", "Tỉnh ủy"),
    ("province", "Hải Phòng", "thành phố", "Thành ủy"),
    ("district", "Móng Cái", "thành phố", "Thành ủy"),
    ("district", "Hạ Long", "thành phố", "Thành ủy"),
    ("district", "Hải Hà", "huyện", "Huyện ủy"),
    ("commune", "Móng Cái 1", "phường", "Đảng ủy phường"),
    ("commune", "Hải Sơn", "xã", "Đảng ủy xã"),
    ("foreign", "Đông Hưng", "thành phố", "Thành ủy"),
)
NAMES = (
    *("Ngô Hoàng Ngân", "Vũ Văn Kinh", "Trương Thị Mai", "Hồ Quang Huy", "Phạm Thị Oanh"),
    *("Nguyễn Văn Đọc", "Đỗ Thị Hoàng", "Hoàng Bá Nam", "Lê Thuý Hoà", "Bùi Văn Thành"),
)
DAYS = st.sampled_from(
    [
        *(None, "2015", "2016", "2017-03", "2017-06-30", "2018", "2018-06", "2018-08-07"),
        *("2018-08-08", "2018-12", "2019", "2019-02-27", "2020-11-12", "2025-07-01"),
    ]
)


def offices_of(level, place, kind, committee):
    """[(sector, full name, chain, heads of its titles)]."""
    key = f"{level}-{place}"
    return [
        (f"{key}-party", "party", f"{committee} {place}", ("Bí thư", "Phó Bí thư")),
        (f"{key}-council", "council", f"Hội đồng nhân dân {kind} {place}", ("Chủ tịch",)),
        (
            f"{key}-government",
            "government",
            f"Ủy ban nhân dân {kind} {place}",
            ("Chủ tịch", "Phó Chủ tịch"),
        ),
    ]


def printed_forms(title, place):
    """The ways in which registers are seen to keep a short form."""
    short = title.replace("Ủy ban nhân dân", "UBND").replace("Hội đồng nhân dân", "HĐND")
    bare = short.removesuffix(f" {place}")
    foreign = short.replace("UBND thành phố", "UBND TP")
    return st.sampled_from([[], [short], [bare], [short, bare], [bare, short], [foreign, bare]])


CENTRAL = (
    ("Ủy viên Bộ Chính trị", "politburo", 20),
    ("Bí thư Trung ương Đảng", "secretariat", 25),
    ("Ủy viên Trung ương Đảng", "central", 30),
    ("Trưởng Ban Tổ chức Trung ương", "party", 35),
    ("Thủ tướng Chính phủ", "government", 12),
)


@st.composite
def registers(draw):
    """A `TitleRegister`; every official has a name of their own."""
    organisations, positions = [], []

    def organisation(key, level, sector, place, full):
        ends = draw(st.sampled_from([None, None, None, "2025-07-01", "2019"]))
        organisations.append(
            {
                **{"key": key, "level": level, "sector": sector, "territory": place},
                **{"names": [{"full": full}], "to": ends},
            }
        )

    def position(key, office, title, chain, rank, printed=(), implies=()):
        positions.append(
            {
                **{"key": key, "organisation": office, "title": title, "chain": chain},
                **{"rank": rank, "printed": list(printed), "implies": list(implies)},
                "print": draw(st.sampled_from(["always"] * 6 + ["optional", "never"])),
            }
        )

    organisation("central", "central", "party", "Việt Nam", "Ban Chấp hành Trung ương Đảng")
    for number, (title, chain, rank) in enumerate(CENTRAL):
        implies = ["central-2"] if number == 0 else []
        position(f"central-{number}", "central", title, chain, rank, implies=implies)
    for place in draw(st.lists(st.sampled_from(PLACES), unique=True, min_size=1, max_size=4)):
        level, name, _kind, committee = place
        for key, sector, full, heads in offices_of(*place):
            organisation(key, level, sector, name, full)
            for head in heads:
                title = f"{head} {full}"
                rank = draw(st.integers(100, 120))
                printed = draw(printed_forms(title, name))
                implies = [f"{level}-{name}-party-seat"] if sector == "party" else []
                position(f"{key}-{head}", key, title, sector, rank, printed, implies)
        seat = f"Ủy viên Ban Thường vụ {committee} {name}"
        short = seat.replace("Ban Thường vụ", "BTV").removesuffix(f" {name}")
        printed = draw(st.sampled_from([[], [short], [seat.removesuffix(f" {name}")]]))
        key = f"{level}-{name}-party"
        position(f"{key}-seat", key, seat, "membership", 130, printed)
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=7))
    officials = [
        {
            **{"key": name, "name": name, "gender": draw(st.sampled_from(["m", "f", ""]))},
            "honorific": draw(st.sampled_from(["đồng chí", "đồng chí", "ông", "bà", ""])),
        }
        for name in names
    ]
    keys = [each["key"] for each in positions]
    appointments, held = [], set()
    for name in names:
        for key in draw(st.lists(st.sampled_from(keys), unique=True, max_size=4)):
            start, end = draw(DAYS), draw(st.one_of(st.none(), DAYS))
            if start and end and end[:4] <= start[:4]:
                end = None
            if (name, key, start) in held:
                continue
            held.add((name, key, start))
            appointments.append(
                {
                    **{"official": name, "position": key, "from": start, "to": end},
                    "acting": draw(st.sampled_from(["none"] * 5 + ["quyền", "phụ trách"])),
                }
            )
    ranks = {key: draw(st.integers(1, 300)) for key in draw(st.sets(st.sampled_from(keys)))}
    schemes = [{"key": "s", "name": "s", "from": "2017", "to": "2019", "ranks": ranks}]
    made = from_files(
        [
            {
                **{"house": HOUSE, "organisations": organisations, "positions": positions},
                **{"officials": officials, "appointments": appointments},
                "rank_schemes": schemes,
            }
        ]
    )
    # A house that has not said where it is.
    return replace(made, house=House()) if draw(st.integers(0, 3)) == 0 else made
