"""A named cast of offices and officials. Say only what the test is about."""

from datetime import date

from people.models import (
    Appointment,
    Official,
    OfficialDocument,
    Organisation,
    OrganisationName,
    Position,
)
from people.partial_date import read_iso


def make_organisation(name="Thành ủy Móng Cái", *, since=None, until=None, **fields):
    organisation = Organisation(
        **{"level": "district", "sector": "party", "territory": "Móng Cái", **fields}
    )
    set_day(organisation, "founded", since)
    set_day(organisation, "ended", until)
    organisation.save()
    OrganisationName.objects.create(organisation=organisation, full=name)
    organisation.refresh_from_db()
    return organisation


def make_position(title="Bí thư Thành ủy Móng Cái", *, implies=(), **fields):
    if "organisation" not in fields:
        fields["organisation"] = make_organisation(f"Cơ quan của {title}")
    position = Position.objects.create(
        title=title, **{"chain": "party", "rank": 200, "seats": "one", **fields}
    )
    position.implies.set(implies)
    return position


def make_official(full_name="Ngô Hoàng Ngân", **fields):
    return Official.objects.create(full_name=full_name, **{"gender": "m", **fields})


def appoint(official, position, since=None, until=None, **fields):
    """Days as data files write them: "2016", "2016-06" or "2016-06-30"."""
    appointment = Appointment(official=official, position=position, **fields)
    set_day(appointment, "started", since)
    set_day(appointment, "ended", until)
    appointment.save()
    return appointment


def set_day(row, name, text):
    if text:
        read = read_iso(text)
        setattr(row, f"{name}_on", read.day)
        setattr(row, f"{name}_precision", read.precision)


def province_and_town():
    """The offices of Quảng Ninh and Móng Cái that most titles come from, positions by short key."""
    party = make_organisation("Tỉnh ủy Quảng Ninh", level="province", territory="Quảng Ninh")
    town_party = make_organisation("Thành ủy Móng Cái", until="2025-07-01", parent=party)
    town_government = make_organisation(
        "Ủy ban nhân dân thành phố Móng Cái", sector="government", until="2025-07-01"
    )
    member = make_position(
        "Ủy viên Ban Chấp hành Đảng bộ tỉnh Quảng Ninh",
        organisation=party,
        printed=["Tỉnh ủy viên"],
        rank=160,
        chain="membership",
        print_rule="optional",
        seats="many",
    )
    standing = make_position(
        "Ủy viên Ban Thường vụ Tỉnh ủy Quảng Ninh",
        organisation=party,
        printed=["Ủy viên BTV Tỉnh ủy"],
        rank=130,
        chain="membership",
        seats="many",
        implies=[member],
    )
    deputy = make_position(
        "Phó Bí thư Tỉnh ủy Quảng Ninh",
        organisation=party,
        printed=["Phó Bí thư Tỉnh ủy"],
        rank=120,
        seats="many",
        implies=[standing],
    )
    secretary = make_position(
        "Bí thư Thành ủy Móng Cái", organisation=town_party, printed=["Bí thư Thành ủy"], rank=200
    )
    town_deputy = make_position(
        "Phó Bí thư Thành ủy Móng Cái",
        organisation=town_party,
        printed=["Phó Bí thư Thành ủy"],
        rank=220,
        seats="many",
    )
    chair = make_position(
        "Chủ tịch Ủy ban nhân dân thành phố Móng Cái",
        organisation=town_government,
        printed=["Chủ tịch UBND TP Móng Cái"],
        rank=215,
        chain="government",
    )
    return {
        "member": member,
        "standing": standing,
        "deputy": deputy,
        "secretary": secretary,
        "town_deputy": town_deputy,
        "chair": chair,
    }


def make_official_document(number="18-NQ/TW", issued_on="2017-10-25", **fields):
    """A document of the register; the day as "2017-10-25"."""
    return OfficialDocument.objects.create(
        number=number,
        issued_on=date.fromisoformat(issued_on),
        **{
            "issuer_name": "Ban Chấp hành Trung ương",
            "title": "Về sắp xếp tổ chức bộ máy",
            **fields,
        },
    )
