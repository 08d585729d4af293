"""
A reform: many organisations end on one day, by one document, and others stand in their place.

The plan is a file: {"day": "2025-07-01", "basis": "1679/NQ-UBTVQH15", "organisations": [{"key":
"ubnd-mc", "successors": ["ubnd-mc1", "ubnd-mc2"]}, …]}. The successors are in the register
already. What every appointment in the ended organisations becomes is told before it is done.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db import models, transaction
from django.utils.translation import gettext as _

from people.appointing import end_all, sign
from people.appointment import Appointment
from people.organisation import Organisation, Succession
from people.partial_date import PartialDate, Precision, read_iso

KEYS = {"day", "basis", "organisations", "note"}
ROW_KEYS = {"key", "successors", "note"}


@dataclass
class Reform:
    """What a reform does, or would do. ``problems`` (sentences) keep all of it from being done."""

    day: PartialDate | None = None
    basis: str = ""
    ended: list = field(default_factory=list)  # (organisation, its successors)
    known: int = 0  # of these, how many had ended on that day already
    appointments: list = field(default_factory=list)  # those that end with them
    problems: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    done: bool = False


@transaction.atomic
def reform(data, by=None, is_trial=False):
    """
    End the organisations of a plan, given as plain data, on its day; return the `Reform`.

    With a problem in any row, or as a trial, nothing is written. What a plan has ended already is
    left as it is: run twice it changes nothing. One transaction.
    """
    result = Reform()
    rows = read_plan(data, result)
    if result.day:
        work_out(rows, result)
    if result.problems or is_trial:
        return result
    heirs = Counter(heir.pk for _organisation, successors in result.ended for heir in successors)
    for organisation, successors in result.ended:
        if organisation.ended_on is None:
            organisation.ended_on, organisation.ended_precision = result.day.day, Precision.DAY
            organisation.basis = organisation.basis or result.basis
            sign(organisation, by, result.basis)
            organisation.save()
        for heir in successors:
            kind = Succession.kind_of(len(successors), heirs[heir.pk])
            follow(organisation, heir, kind, result, by)
    end_all(result.appointments, result.day, by=by, reason=result.basis)
    result.done = True
    return result


def read_plan(data, result):
    """Return the rows of a plan that read well, [(place, key, successors' keys)]."""
    if not isinstance(data, dict):
        result.problems.append(_("an object is needed"))
        return []
    unknown = sorted(map(str, data.keys() - KEYS))
    if unknown:
        result.problems.append(_("unknown keys: %(keys)s") % {"keys": ", ".join(unknown)})
    try:
        day = read_iso(data.get("day") or "")
        if day.precision != Precision.DAY:
            raise ValueError(day)
        result.day = day
    except (ValueError, TypeError):
        result.problems.append(_("“day” must be a day such as 2025-07-01"))
    basis = data.get("basis", "")
    result.basis = basis if isinstance(basis, str) else ""
    if not result.basis.strip():
        result.problems.append(_("“basis” must name the document"))
    rows = data.get("organisations")
    if not isinstance(rows, list) or not rows:
        result.problems.append(_("“organisations” must be a list of at least one row"))
        return []
    return [row for place, value in enumerate(rows) if (row := read_row(place, value, result))]


def read_row(place, value, result):
    """Return (place, key, successors' keys) of a row, None and a problem where it is no such."""
    here = f"organisations[{place}]"
    heirs = value.get("successors", []) if isinstance(value, dict) else None
    if (
        not isinstance(value, dict)
        or value.keys() - ROW_KEYS
        or not isinstance(value.get("key"), str)
        or not isinstance(heirs, list)
        or not all(isinstance(each, str) for each in heirs)
    ):
        text = _("%(place)s: a key and a list of successors are needed, and nothing else")
        result.problems.append(text % {"place": here})
        return None
    return here, value["key"], list(dict.fromkeys(heirs))


def work_out(rows, result):
    """Fill in what ends and who follows; whatever is wrong with a row is a problem."""
    keys = {key for _place, key, heirs in rows for key in [key, *heirs]}
    ends = {key for _place, key, _heirs in rows}
    known = {
        each.key: each
        for each in Organisation.objects.filter(key__in=keys).select_for_update(no_key=True)
    }
    seen = set()
    for place, key, heirs in rows:
        reasons = [] if key not in seen else [_("stands twice in this list")]
        seen.add(key)
        reasons += reasons_against_ending(known.get(key), result.day.day)
        for heir in heirs:
            reasons += reasons_against_heir(heir, known.get(heir), ends, result.day.day)
        if reasons:
            result.problems += [f"{place}: {key}: {reason}" for reason in reasons]
        else:
            result.ended.append((known[key], [known[heir] for heir in heirs]))
            result.known += known[key].ended_on is not None
            if not heirs:
                result.warnings.append(_("%(row)s: nobody follows it") % {"row": known[key]})
    find_appointments(result)
    find_orphans(result, ends)


def reasons_against_ending(organisation, day):
    """Return why an organisation (or None) cannot end on a date, a list of sentences."""
    if organisation is None:
        return [_("is not in the register")]
    if organisation.ended_on and organisation.ended_on != day:
        return [_("ended on %(day)s already") % {"day": organisation.ending}]
    if organisation.founded_on and organisation.founded_on >= day:
        return [_("was founded on %(day)s, no earlier") % {"day": organisation.founding}]
    return []


def reasons_against_heir(key, organisation, ends, day):
    """Return why an organisation (or None) cannot follow another on a date."""
    named = {"heir": key}
    if organisation is None:
        return [_("the successor %(heir)s is not in the register") % named]
    if key in ends:
        return [_("the successor %(heir)s ends with this plan itself") % named]
    if not organisation.exists_on(day):
        return [_("the successor %(heir)s does not exist on that day") % named]
    return []


def find_appointments(result):
    """Fill in the appointments that end; one that begins with the reform or later is a problem."""
    offices = [organisation for organisation, _heirs in result.ended]
    going_on = Appointment.objects.filter(
        models.Q(ended_on=None) | models.Q(ended_on__gt=result.day.day),
        position__organisation__in=offices,
    )
    rows = going_on.select_for_update(of=("self",), no_key=True).select_related(
        "official", "position__organisation"
    )
    for each in rows.order_by("position__organisation", "position__rank", "pk"):
        if each.started_on and each.started_on >= result.day.day:
            result.problems.append(
                _("%(row)s: begins in an organisation that is gone by then") % {"row": each}
            )
        else:
            result.appointments.append(each)


def find_orphans(result, ends):
    """Warn of what stands under an ended organisation and would go on."""
    offices = [organisation for organisation, _heirs in result.ended]
    below = Organisation.objects.filter(parent__in=offices).exclude(key__in=ends)
    result.warnings += [
        _("%(row)s: stands under an organisation that ends, and goes on") % {"row": each}
        for each in below.existing_on(result.day.day).order_by("pk")
    ]


def follow(organisation, heir, kind, result, by):
    """Write down that one organisation follows another, unless it is written already."""
    if Succession.objects.filter(predecessor=organisation, successor=heir).exists():
        return
    row = Succession(
        predecessor=organisation,
        successor=heir,
        kind=kind,
        day=result.day.day,
        basis=result.basis,
    )
    sign(row, by, result.basis)
    row.save()
