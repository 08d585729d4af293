"""A large register and a long text, made up, for measuring the title check."""

import random
from datetime import date

from people.check import Block
from people.exchange.title_register import from_files

DAY = date(2018, 8, 7)
_PARTS = """
Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý
Văn Thị Đức Minh Quang Hữu Thanh Ngọc Xuân Hồng
An Bình Chi Dũng Giang Hà Hải Hòa Hùng Khánh Lan Linh Long Mai Nam Nga Phong Phúc Quân Sơn
"""
FAMILY, MIDDLE, GIVEN = (line.split() for line in _PARTS.strip().splitlines())
OFFICES = {
    "party": ("Đảng ủy xã", ("Bí thư", "Phó Bí thư")),
    "government": ("Ủy ban nhân dân xã", ("Chủ tịch", "Phó Chủ tịch")),
}
SENTENCE = (
    "Hội nghị đã thảo luận nhiều nội dung quan trọng về phát triển kinh tế - xã hội, quốc phòng - "
    "an ninh của địa phương trong sáu tháng cuối năm, nhất là cải cách thủ tục hành chính."
)


def many_officials(count=2000, communes=300, seed=1):
    """A register of ``count`` officials in offices of ``communes``."""
    return from_files([data_of_many(count, communes, seed)])


def data_of_many(count=2000, communes=300, seed=1):
    """The same as a register file has it."""
    choose = random.Random(seed)
    organisations, positions = [], []
    for number in range(communes):
        place = f"{choose.choice(GIVEN)} {choose.choice(GIVEN)} {number}"
        for sector, (kind, titles) in OFFICES.items():
            key = f"{sector}-{number}"
            organisations.append(
                {
                    "key": key,
                    "sector": sector,
                    "territory": place,
                    "names": [{"full": f"{kind} {place}"}],
                }
            )
            positions += [
                {
                    "key": f"{key}-{title}",
                    "organisation": key,
                    "title": f"{title} {kind} {place}",
                    "printed": [f"{title} {kind} {place}".replace("Ủy ban nhân dân", "UBND")],
                    "chain": sector,
                }
                for title in titles
            ]
    names = [f"{f} {m} {n} {g}" for f in FAMILY for m in MIDDLE for n in MIDDLE for g in GIVEN]
    officials = [
        {"key": f"o{number}", "name": name, "gender": "m"}
        for number, name in enumerate(choose.sample(names, count))
    ]
    appointments = [
        {"official": each["key"], "position": post["key"], "from": "2016-01-01"}
        for each in officials
        for post in choose.sample(positions, 2)
    ]
    return {
        "organisations": organisations,
        "positions": positions,
        "officials": officials,
        "appointments": appointments,
    }


def long_text(register, words, seed=1):
    """Blocks of about so many words, half lists of delegates, half other sentences."""
    choose = random.Random(seed)
    officials = list(register.people.values())
    blocks, length = [], 0
    while length < words:
        people = [
            f"{each.name}, " + ", ".join(_titles(register, each.id))
            for each in choose.sample(officials, 3)
        ]
        text = f"Dự hội nghị có các đồng chí: {'; '.join(people)}. {SENTENCE}"
        blocks.append(Block("paragraph", text))
        length += len(text.split())
    return blocks


def _titles(register, official):
    return [register.posts[each.position_id].house_form for each in register.holdings[official]]
