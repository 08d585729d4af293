"""Who held which position when: the rows that every title on a page rests on."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from people import history
from people.partial_date import Span, in_force, span_constraints
from people.position import Position
from people.scheme import RankRow, RankScheme
from people.titles import with_acting
from vietnamese import one_line


class AppointmentQuerySet(models.QuerySet):
    def on(self, day):
        """Appointments in force on ``day`` in organisations that existed then.

        What ends that day is over. An imprecise beginning counts from its first day, an imprecise
        end stops counting on its first day.
        """
        alive = in_force(
            day, "position__organisation__founded_on", "position__organisation__ended_on"
        )
        return self.filter(in_force(day) & alive)

    def with_rank(self, day):
        """Each with ``rank_then``: its position's rank under the order of precedence of ``day``."""
        scheme = RankScheme.objects.valid_on(day).values("pk")[:1]
        dated = RankRow.objects.filter(scheme=scheme, position=models.OuterRef("position"))
        return self.annotate(
            rank_then=Coalesce(models.Subquery(dated.values("rank")[:1]), "position__rank")
        )

    def in_rank_order(self, day):
        """In force on ``day``, by rank; then the earlier appointment, then the given name."""
        return (
            self.on(day)
            .with_rank(day)
            .order_by(
                "rank_then",
                models.F("started_on").asc(nulls_last=True),
                "official__sort_name",
                "pk",
            )
        )


class Appointment(Span):
    """An official in a position over a half-open stretch of time; no end means still in office."""

    class Acting(models.TextChoices):
        NONE = "none", _("In full")
        ACTING = "quyền", _("Acting (quyền)")
        IN_CHARGE = "phụ trách", _("In charge (phụ trách)")
        RUNNING = "điều hành", _("Running the office (điều hành)")

    class SourceState(models.TextChoices):
        VERIFIED = "verified", _("Checked against the decision")
        PRESS = "press", _("Read in the press")
        UNVERIFIED = "unverified", _("Not checked")

    official = models.ForeignKey(
        "people.Official",
        verbose_name=_("official"),
        on_delete=models.PROTECT,
        related_name="appointments",
    )
    position = models.ForeignKey(
        "people.Position",
        verbose_name=_("position"),
        on_delete=models.PROTECT,
        related_name="appointments",
    )
    acting = models.CharField(_("acting"), max_length=10, choices=Acting, default=Acting.NONE)
    term = models.CharField(
        _("term"), max_length=100, blank=True, help_text=_("Such as “khóa XX, 2016–2021”.")
    )
    decision = models.CharField(
        _("decision"), max_length=200, blank=True, help_text=_("Number and date of the document.")
    )
    source = models.CharField(
        _("source"), max_length=500, blank=True, help_text=_("Where it can be read: an address.")
    )
    source_state = models.CharField(
        _("state of the source"),
        max_length=10,
        choices=SourceState,
        default=SourceState.UNVERIFIED,
    )

    told_by = ["official", "position"]
    objects = AppointmentQuerySet.as_manager()
    history = history.kept()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = [models.F("started_on").desc(nulls_last=True), "pk"]
        indexes = [models.Index(fields=["official", "started_on"], name="appointment_of_official")]
        constraints = [
            *span_constraints("appointment"),
            models.UniqueConstraint(
                fields=["official", "position", "started_on"],
                name="official_takes_up_a_position_once_a_day",
                violation_error_message=_("This appointment is already in the register."),
            ),
            # Databases take two empty beginnings for different ones.
            models.UniqueConstraint(
                fields=["official", "position"],
                condition=models.Q(started_on=None),
                name="official_takes_up_a_position_once_without_a_day",
                violation_error_message=_("This appointment is already in the register."),
            ),
        ]

    def __str__(self):
        return f"{self.official}, {self.title}, {self.period}"

    def save(self, **kwargs):
        self.tidy()
        super().save(**kwargs)

    def clean(self):
        super().clean()
        if self.position_id:
            self.clean_life_of_organisation()

    def clean_life_of_organisation(self):
        """Refuse an appointment that reaches beyond the life of its organisation."""
        organisation = self.position.organisation
        founding, ending = organisation.founding, organisation.ending
        named = {"organisation": organisation.name}
        if founding and self.start and self.start.last_day < founding.day:
            text = _("%(organisation)s was founded on %(day)s, later than this beginning.")
            raise ValidationError({"started_on": text % {**named, "day": founding}})
        if ending and (self.end is None or self.end.day > ending.last_day):
            text = _("%(organisation)s ended on %(day)s: write an end no later than that.")
            raise ValidationError({"ended_on": text % {**named, "day": ending}})

    def clean_once_at_a_time(self):
        """Refuse the same official in the same position twice at a time; one query.

        No part of `clean`, for where all rows of an official are edited together the ones stored
        are not the ones to compare with (`people.forms.AppointmentsFormSet` does).
        """
        same = Appointment.objects.filter(official=self.official_id, position=self.position_id)
        if any(self.overlaps(other) for other in same.exclude(pk=self.pk)):
            text = _("%(official)s already holds this position in that time.")
            raise ValidationError(text % {"official": self.official})

    @property
    def title(self):
        """The title as the house prints it, with "Quyền" or its like before it."""
        return with_acting(self.position.house_form, self.acting)

    @property
    def full_title(self):
        """The title in its full form, with "Quyền" or its like before it."""
        return with_acting(self.position.title, self.acting)

    @property
    def is_sourced(self):
        """Tell whether the appointment was read in a decision or the press; pages say if not."""
        return self.source_state != self.SourceState.UNVERIFIED

    def tidy(self):
        """Bring the texts into one form; called before each save."""
        for name in ("term", "decision", "source"):
            setattr(self, name, one_line(getattr(self, name)))

    def clashes(self):
        """Return the appointments of others to the same single seat that share a day with it.

        A list, for a warning only: hand-over days and acting deputies are real. One query.
        """
        if self.position.seats != Position.Seats.ONE:
            return []
        others = self.position.appointments.exclude(pk=self.pk).exclude(official=self.official_id)
        return [other for other in others.select_related("official") if self.overlaps(other)]
