"""Writing the whole register in the form of a register file, in an order that stays the same.

Loading what is written here changes nothing. What the form has no word for (biographies, documents,
contacts, years of birth) is not in it.
"""

import json
import re

from people.appointment import Appointment
from people.exchange.references import MODELS
from people.exchange.register_file import SOURCES
from people.house import house_for_file
from people.official import Official, OtherName
from people.organisation import Organisation, OrganisationName, Succession
from people.partial_date import partial
from people.position import Position
from people.scheme import RankRow, RankScheme

# A file has no word for "checked against the decision"; loading never takes that back.
STATES = {state: word for word, state in SOURCES.items()} | {
    Appointment.SourceState.VERIFIED: "S",
}
# What cannot be seen in a text: loose marks, characters without width, spaces that do not break.
UNSEEN = re.compile("[\u00a0\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def register_text():
    """Return the register as the text of a file: JSON, letters as they are, one value a line."""
    text = json.dumps(register_data(), ensure_ascii=False, indent=1)
    return UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def register_data():
    """Return the register as plain data (the form of `people.exchange.register_file`).

    Rows by key, names and appointments by day. Sixteen queries.
    """
    keys = {name: dict(model.objects.values_list("pk", "key")) for name, model in MODELS.items()}
    return {
        "house": house_for_file(),
        "organisations": write_organisations(keys["organisations"]),
        "positions": write_positions(keys["organisations"], keys["positions"]),
        "officials": write_officials(),
        "appointments": write_appointments(keys["officials"], keys["positions"]),
        "rank_schemes": write_rank_schemes(keys["positions"]),
    }


def day(value, precision):
    """Return a stored day as a file writes it, None where none is known."""
    known = partial(value, precision)
    return known and known.iso()


def span(row, first="started"):
    """Return the two ends of a row as a file names them."""
    return {
        name: day(getattr(row, f"{column}_on"), getattr(row, f"{column}_precision"))
        for name, column in (("from", first), ("to", "ended"))
    }


def write_organisations(keys):
    """Write organisations with their names and successors; three queries."""
    names, successors = {}, {}
    for name in sorted(OrganisationName.objects.order_by(), key=OrganisationName.age):
        written = {"full": name.full, "short": name.short, **span(name)}
        names.setdefault(name.organisation_id, []).append(written)
    for old, new in Succession.objects.values_list("predecessor", "successor").order_by():
        successors.setdefault(old, []).append(keys[new])
    return [
        {
            "key": row.key,
            "level": row.level,
            "sector": row.sector,
            "territory": row.territory,
            "parent": keys.get(row.parent_id),
            "names": names.get(row.pk, []),
            **span(row, "founded"),
            "successors": sorted(successors.get(row.pk, [])),
        }
        for row in Organisation.objects.order_by("key")
    ]


def write_positions(organisations, keys):
    """Write positions with what they imply; two queries."""
    implied = {}
    links = Position.implies.through.objects.values_list("from_position", "to_position")
    for upper, lower in links:
        implied.setdefault(upper, []).append(keys[lower])
    return [
        {
            "key": row.key,
            "organisation": organisations[row.organisation_id],
            "title": row.title,
            "printed": row.printed,
            "rank": row.rank,
            "chain": row.chain,
            "print": row.print_rule,
            "seats": row.seats,
            "implies": sorted(implied.get(row.pk, [])),
        }
        for row in Position.objects.order_by("key")
    ]


def write_officials():
    """Write officials with their other names; two queries."""
    others = {}
    for official, text, kind in OtherName.objects.order_by("text").values_list(
        "official", "text", "kind"
    ):
        others.setdefault(official, []).append({"text": text, "kind": kind})
    return [
        {
            "key": row.key,
            "name": row.full_name,
            "gender": row.gender,
            "honorific": row.honorific,
            "other_names": others.get(row.pk, []),
        }
        for row in Official.objects.order_by("key")
    ]


def write_appointments(officials, positions):
    """Write appointments; one query."""
    rows = [
        {
            "official": officials[row.official_id],
            "position": positions[row.position_id],
            **span(row),
            "acting": row.acting,
            "source": STATES[row.source_state],
        }
        for row in Appointment.objects.order_by()
    ]
    return sorted(rows, key=lambda row: (row["official"], row["position"], row["from"] or ""))


def write_rank_schemes(positions):
    """Write orders of precedence with their ranks; two queries."""
    ranks = {}
    for scheme, position, rank in RankRow.objects.order_by().values_list(
        "scheme", "position", "rank"
    ):
        ranks.setdefault(scheme, {})[positions[position]] = rank
    return [
        {
            "key": row.key,
            "name": row.name,
            **span(row),
            "ranks": dict(sorted(ranks.get(row.pk, {}).items())),
        }
        for row in RankScheme.objects.order_by("key")
    ]
