"""Offices a person can hold in an organisation, and how they are printed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from people import history
from people.keys import KeyField, free_key
from people.lines import check_lines, tidy_lines
from people.titles import Chain
from vietnamese import fold, one_line

UNRANKED = 900


class Position(models.Model):
    """A title in one organisation, such as "Chủ tịch UBND tỉnh". Its life is the organisation's."""

    class ChainGroup(models.TextChoices):
        """Where a title stands among one person's titles; the order here is that order."""

        POLITBURO = Chain.POLITBURO, _("Politburo")
        SECRETARIAT = Chain.SECRETARIAT, _("Secretariat")
        CENTRAL = Chain.CENTRAL, _("Central Committee")
        MEMBERSHIP = Chain.MEMBERSHIP, _("Member of a Party committee")
        PARTY = Chain.PARTY, _("Post in the Party")
        COUNCIL = Chain.COUNCIL, _("People's Council")
        GOVERNMENT = Chain.GOVERNMENT, _("Government")
        FRONT = Chain.FRONT, _("Fatherland Front and unions")
        OTHER = Chain.OTHER, _("Other")

    class PrintRule(models.TextChoices):
        ALWAYS = "always", _("Always")
        OPTIONAL = "optional", _("May be left out")
        NEVER = "never", _("Never")

    class Seats(models.TextChoices):
        ONE = "one", _("One person at a time")
        MANY = "many", _("Several at once")

    key = KeyField()
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="positions",
    )
    title = models.CharField(
        _("full title"),
        max_length=250,
        help_text=_("With the place, such as “Bí thư Thành ủy Móng Cái”."),
    )
    printed = models.JSONField(
        _("printed forms"),
        default=list,
        blank=True,
        validators=[check_lines],
        help_text=_("Shorter forms that are also right, one per line. The first is printed."),
    )
    rank = models.PositiveIntegerField(
        _("rank"), default=UNRANKED, help_text=_("Small numbers come first; 900 is unknown.")
    )
    chain = models.CharField(
        _("place among a person's titles"),
        max_length=12,
        choices=ChainGroup,
        default=ChainGroup.OTHER,
    )
    print_rule = models.CharField(
        _("print rule"), max_length=10, choices=PrintRule, default=PrintRule.ALWAYS
    )
    seats = models.CharField(_("held by"), max_length=5, choices=Seats, default=Seats.MANY)
    implies = models.ManyToManyField(
        "self",
        verbose_name=_("implied positions"),
        symmetrical=False,
        blank=True,
        related_name="implied_by",
        help_text=_("Whoever holds this one holds those too; they are not printed beside it."),
    )
    search_text = models.TextField(editable=False, default="")

    told_by = ["title"]
    history = history.kept(derived=["search_text"], links=["implies"])

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["rank", "title", "pk"]
        indexes = [models.Index(fields=["rank", "id"], name="position_by_rank")]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        self.tidy()
        super().save(**kwargs)

    def clean(self):
        if not self.title:
            raise ValidationError({"title": _("A position needs a title.")})

    @property
    def house_form(self):
        """The form in which the house prints it: the first printed form, else the full title."""
        return self.printed[0] if self.printed else self.title

    def tidy(self):
        """Bring the forms into one shape and fold them for searching; called before each save."""
        self.title = one_line(self.title)
        self.printed = tidy_lines(self.printed)
        self.key = self.key or free_key(Position, self.title)
        self.search_text = fold(" / ".join([self.title, *self.printed, self.key]))

    def holders_on(self, day):
        """Return the officials who held it on ``day``, those longest in office first; one query."""
        from people.official import Official

        held = self.appointments.on(day).order_by(models.F("started_on").asc(nulls_last=True), "pk")
        officials = Official.objects.in_bulk(list(held.values_list("official", flat=True)))
        return list(officials.values())
