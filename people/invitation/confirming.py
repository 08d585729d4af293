"""Writing what a keeper confirmed of a list of guests: all of it or nothing, and nothing twice."""

from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from people.appointing import sign
from people.appointment import Appointment
from people.check.reading import tokens_of
from people.official import Official
from people.organisation import Sector
from people.partial_date import PartialDate
from people.position import Position

GENDERS = {"ông": Official.Gender.MALE, "bà": Official.Gender.FEMALE}
CHAINS = {
    Sector.PARTY: Position.ChainGroup.PARTY,
    Sector.COUNCIL: Position.ChainGroup.COUNCIL,
    Sector.GOVERNMENT: Position.ChainGroup.GOVERNMENT,
    Sector.FRONT: Position.ChainGroup.FRONT,
}


@dataclass(frozen=True)
class Confirmed:
    """One ticked row: who, and what they hold.

    ``guest`` is the number of the guest, the same in all rows of one. ``official`` is None for
    somebody new; ``shown`` are the numbers of the officials of that name the keeper saw. Then a
    position, or an organisation with the title of a new one in it, or neither for the person alone.
    """

    guest: int
    name: str
    honorific: str = ""
    official: object = None
    shown: frozenset = frozenset()
    position: object = None
    organisation: object = None
    new_title: str = ""
    printed: str = ""
    acting: str = Appointment.Acting.NONE
    since: PartialDate | None = None


@dataclass
class Written:
    """What was added, as rows; ``present`` are appointments that were there already."""

    officials: list = field(default_factory=list)
    positions: list = field(default_factory=list)
    appointments: list = field(default_factory=list)
    present: list = field(default_factory=list)


class Refused(Exception):
    """Nothing was written; ``reasons`` says why, {number of the row: [text]}."""

    def __init__(self, reasons):
        super().__init__("; ".join(text for texts in reasons.values() for text in texts))
        self.reasons = reasons


def write(rows, day, by):
    """
    Write confirmed rows, `Confirmed`, of a meeting on ``day``; return what was `Written`.

    New officials and positions are made, appointments begin on an unknown day unless one is given
    and count as not checked. What the register says otherwise is never touched. Written twice, the
    second time adds nothing. Raises `Refused`, and nothing is written.
    """
    with transaction.atomic():
        # The same keeper clicking twice waits here, and then finds everything written.
        get_user_model().objects.select_for_update().get(pk=by.pk)
        writer = Writer(day, by)
        reasons = {}
        for number, row in enumerate(rows):
            try:
                writer.write(row)
            except ValidationError as error:
                reasons[number] = error.messages
        if reasons:
            raise Refused(reasons)
    return writer.written


class Writer:
    """Writes one row after another, remembering who and what it has made."""

    def __init__(self, day, by):
        self.day, self.by = day, by
        written_day = f"{day:%d/%m/%Y}"
        self.source = _("Invitation of %(day)s") % {"day": written_day}
        self.reason = _("from the list of guests of %(day)s") % {"day": written_day}
        self.officials = {}
        self.written = Written()

    def write(self, row):
        """Write one row. Raises `ValidationError` with every reason."""
        position = self.position_of(row)
        official = self.official_of(row, position)
        if position is not None:
            self.appoint(row, official, position)

    def official_of(self, row, position):
        """Return the official of a row, made if nobody is."""
        official = row.official or self.officials.get(row.guest) or self.just_made(row, position)
        if official is None:
            fields = {"gender": GENDERS.get(row.honorific, "")}
            if row.honorific:
                fields["honorific"] = row.honorific
            official = Official(full_name=row.name, **fields)
            self.keep(official, self.written.officials)
        self.officials[row.guest] = official
        return official

    def just_made(self, row, position):
        """Return an official of that name whom the keeper has not seen or this list has made."""
        same = [
            each
            for each in Official.objects.filter(full_name__iexact=row.name).order_by("pk")
            if keys(each.full_name) == keys(row.name)
        ]
        for each in same:
            from_here = each.appointments.filter(position=position, source=self.source)
            if each.pk not in row.shown or (position and from_here.exists()):
                return each
        return None

    def position_of(self, row):
        """Return the position of a row, made in its organisation if it is not there; or None."""
        if row.position or not row.organisation:
            return row.position
        for each in row.organisation.positions.all():
            if keys(row.new_title) in [keys(text) for text in (each.title, *each.printed)]:
                return each
        position = Position(
            organisation=row.organisation,
            title=row.new_title,
            printed=[row.printed] if row.printed and row.printed in row.new_title else [],
            chain=CHAINS.get(row.organisation.sector, Position.ChainGroup.OTHER),
        )
        self.keep(position, self.written.positions)
        return position

    def appoint(self, row, official, position):
        """Write that an official holds a position, unless the register says so or otherwise."""
        held = official.appointments.filter(position=position)
        present = held.on(self.day).first()
        if present:
            self.written.present.append(present)
            return
        if other := held.first():
            text = _("The register has this person in the position %(period)s.")
            raise ValidationError(text % {"period": other.period})
        new = Appointment(
            official=official,
            position=position,
            started_on=row.since and row.since.day,
            acting=row.acting,
            source=self.source,
            source_state=Appointment.SourceState.UNVERIFIED,
        )
        ending = position.organisation.ending
        if ending and self.day < ending.day:
            # As every holder's, see `appointing.end_with_office`.
            new.ended_on, new.ended_precision = ending.day, ending.precision
        if row.since:
            new.started_precision = row.since.precision
            if row.since.day > self.day:
                raise ValidationError(_("This begins after the day of the meeting."))
        self.refuse_clash(new)
        self.keep(new, self.written.appointments)

    def refuse_clash(self, new):
        """Refuse a second holder of an only seat, and one without a day after another."""
        if new.position.seats != Position.Seats.ONE or new.acting != Appointment.Acting.NONE:
            return
        others = new.position.appointments.exclude(official=new.official).select_related("official")
        holder = others.on(self.day).exclude(acting__in=("quyền", "phụ trách", "điều hành")).first()
        if holder:
            text = _("The register has %(official)s in this seat. To replace them, appoint.")
            raise ValidationError(text % {"official": holder.official})
        if new.started_on is None and (earlier := others.filter(ended_on__lte=self.day).first()):
            text = _("%(official)s held this seat (%(period)s): write since when it is held now.")
            named = {"official": earlier.official, "period": earlier.period}
            raise ValidationError(text % named)

    def keep(self, row, written):
        """Save a new row with its history."""
        row.full_clean(exclude=["key"])
        sign(row, self.by, self.reason)
        row.save()
        written.append(row)


def keys(text):
    """Return what is compared of a name or title: its words, with one tone placement."""
    return tuple(token.key for token in tokens_of(text))
