"""Offices of the Party and the state: what they were called when, and what became of them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people import history
from people.keys import KeyField, free_key
from people.lines import check_lines, tidy_lines
from people.partial_date import (
    Precision,
    Span,
    check_span,
    fit_precisions,
    in_force,
    partial,
    period_of,
    span_constraints,
)
from vietnamese import fold, one_line, slug, sort_key

# The key and address of an office whose first name is not written yet.
NAMELESS = "co-quan"

# How the public must be able to reach an office (Decree 42/2022/NĐ-CP, article 4.1.e).
CONTACTS = ("address", "telephone", "email")


class Level(models.TextChoices):
    """How high an office stands; the order here is the order of precedence."""

    CENTRAL = "central", _("Central")
    PROVINCE = "province", _("Province")
    DISTRICT = "district", _("District")
    COMMUNE = "commune", _("Commune")
    FOREIGN = "foreign", _("Foreign")


class Sector(models.TextChoices):
    """Which branch an office belongs to; the order here is the order in which they are listed."""

    PARTY = "party", _("Party")
    COUNCIL = "council", _("People's Council")
    GOVERNMENT = "government", _("Government")
    FRONT = "front", _("Fatherland Front and unions")
    JUSTICE = "justice", _("Justice")
    ARMED = "armed", _("Armed forces")
    OTHER = "other", _("Other")


class OrganisationQuerySet(models.QuerySet):
    def existing_on(self, day):
        """Offices founded by ``day`` and not yet ended; one that ends that day is gone."""
        return self.filter(in_force(day, "founded_on", "ended_on"))

    def in_order(self):
        """A list in the order of precedence: by level, branch, then name in Vietnamese order."""
        return sorted(self, key=Organisation.precedence)


class Organisation(models.Model):
    """An office or body. Its name may change and it stays the same office."""

    key = KeyField()
    # The last of its names, kept by `OrganisationName` so that a list needs no second query.
    name = models.CharField(_("name"), max_length=250, editable=False)
    level = models.CharField(
        pgettext_lazy("register", "level"), max_length=10, choices=Level, default=Level.COMMUNE
    )
    sector = models.CharField(_("branch"), max_length=10, choices=Sector, default=Sector.OTHER)
    territory = models.CharField(
        pgettext_lazy("register", "place"),
        max_length=150,
        blank=True,
        help_text=_("The bare name of the place it stands for, such as “Móng Cái”."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    founded_on = models.DateField(_("founded"), null=True, blank=True)
    founded_precision = models.CharField(
        max_length=7, choices=Precision, default=Precision.UNKNOWN, editable=False
    )
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    ended_precision = models.CharField(
        max_length=7, choices=Precision, default=Precision.UNKNOWN, editable=False
    )
    basis = models.CharField(
        _("legal basis"),
        max_length=300,
        blank=True,
        help_text=_("The decision by which it was founded or ended."),
    )
    address = models.CharField(_("office address"), max_length=250, blank=True)
    telephone = models.CharField(_("office telephone"), max_length=50, blank=True)
    fax = models.CharField(_("fax"), max_length=50, blank=True)
    email = models.EmailField(_("office e-mail"), blank=True)
    search_text = models.TextField(editable=False, default="")

    told_by = ["name"]
    objects = OrganisationQuerySet.as_manager()
    history = history.kept(derived=["search_text"])

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "pk"]
        constraints = [
            *span_constraints("organisation", "founded_on"),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("pk")),
                name="organisation_is_not_under_itself",
            ),
        ]

    def __str__(self):
        return self.name or self.key

    def save(self, **kwargs):
        self.tidy()
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("organisation", args=[self.slug, self.pk])

    def clean(self):
        fit_precisions(self, "founded")
        check_span(self, "founded")
        if self.pk and self.parent_id in OrganisationTree.load().branch_ids(self.pk):
            raise ValidationError({"parent": _("An organisation cannot stand under itself.")})

    @property
    def slug(self):
        """The words of its address; the number decides."""
        return slug(self.name, fallback=NAMELESS)

    @property
    def founding(self):
        """When it was founded, a `PartialDate` or None."""
        return partial(self.founded_on, self.founded_precision)

    @property
    def ending(self):
        """When it ended, a `PartialDate` or None."""
        return partial(self.ended_on, self.ended_precision)

    @property
    def period(self):
        """Its life as readers see it."""
        return period_of(self.founding, self.ending)

    def tidy(self):
        """Make what is derived agree with what is stored; called before each save."""
        for name in ("name", "territory", "basis", "address", "telephone", "fax"):
            setattr(self, name, one_line(getattr(self, name)))
        fit_precisions(self, "founded")
        self.key = self.key or free_key(Organisation, self.name or NAMELESS)
        self.search_text = fold(f"{self.name} {self.territory} {self.key}")

    def missing_contacts(self):
        """Return the labels of the contacts that the public should find and that are not known.

        A fax is none of them: many offices have none. Empty for an office abroad.
        """
        if self.level == Level.FOREIGN:
            return []
        fields = (self._meta.get_field(name) for name in CONTACTS)
        return [each.verbose_name for each in fields if not getattr(self, each.name)]

    def precedence(self):
        """The key by which offices are ordered; needs no query."""
        levels, sectors = Level.values, Sector.values
        return (levels.index(self.level), sectors.index(self.sector), sort_key(self.name), self.pk)

    def exists_on(self, day):
        """Tell whether it was founded by ``day`` and had not ended."""
        begun = self.founded_on is None or self.founded_on <= day
        return begun and (self.ended_on is None or self.ended_on > day)

    def name_on(self, day):
        """Return its full name on ``day``, the nearest known one where no row covers the day.

        One query, none where ``names`` was prefetched.
        """
        return name_among(self.names.all(), day) or self.name

    def take_latest_name(self):
        """Copy the newest of its names into ``name``; called when a name is saved or deleted."""
        names = sorted(self.names.all(), key=OrganisationName.age)
        if not names or names[-1].full == self.name:
            return
        if not self.name and self.key.startswith(NAMELESS):
            self.key = ""
        self.name = names[-1].full
        self.save(update_fields=["key", "name", "search_text"])

    def outliving_appointments(self):
        """Return the appointments here that go on after its end, a queryset."""
        from people.appointment import Appointment

        held = Appointment.objects.filter(position__organisation=self)
        if self.ended_on is None:
            return held.none()
        return held.filter(models.Q(ended_on=None) | models.Q(ended_on__gt=self.ended_on))

    def successors_on(self, day):
        """Return the offices that stand in its place on ``day``, a list in order of precedence.

        Follows renaming, merging and splitting as far as the day; one query per generation. Empty
        while it exists itself and where nothing is known to have followed.
        """
        if self.exists_on(day):
            return []
        heirs, seen, generation = [], {self.pk}, [self.pk]
        while generation:
            followed = Organisation.objects.filter(
                models.Q(predecessions__day=None) | models.Q(predecessions__day__lte=day),
                predecessions__predecessor__in=generation,
            ).distinct()
            fresh = [each for each in followed if each.pk not in seen]
            seen.update(each.pk for each in fresh)
            heirs += [each for each in fresh if each.exists_on(day)]
            generation = [each.pk for each in fresh if not each.exists_on(day)]
        return sorted(heirs, key=Organisation.precedence)


class OrganisationName(Span):
    """What an organisation was called over a stretch of time, in full and in short."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="names"
    )
    full = models.CharField(_("name in full"), max_length=250)
    short = models.JSONField(
        _("short names"),
        default=list,
        blank=True,
        validators=[check_lines],
        help_text=_("One per line, the house form first."),
    )
    search_text = models.TextField(editable=False, default="")

    told_by = ["full"]
    history = history.kept(derived=["search_text"])

    class Meta:
        verbose_name = _("name over time")
        verbose_name_plural = _("names over time")
        ordering = ["started_on", "pk"]
        constraints = [
            *span_constraints("name"),
            models.UniqueConstraint(
                fields=["organisation", "started_on"],
                name="organisation_takes_one_name_a_day",
                violation_error_message=_("Two names begin on the same day."),
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(started_on=None),
                name="organisation_has_one_first_name",
                violation_error_message=_("Only one name can be without a beginning."),
            ),
        ]

    def __str__(self):
        return self.full

    def save(self, **kwargs):
        self.tidy()
        super().save(**kwargs)
        self.organisation.take_latest_name()

    def delete(self, **kwargs):
        answer = super().delete(**kwargs)
        self.organisation.take_latest_name()
        return answer

    def tidy(self):
        """Bring the names into one form and fold them for searching."""
        self.full = one_line(self.full)
        self.short = tidy_lines(self.short)
        fit_precisions(self)
        self.search_text = fold(" / ".join([self.full, *self.short]))

    def age(self):
        """The key that puts names of one organisation in order, the newest last."""
        return (self.started_on or date.min, self.ended_on is None, self.pk or 0)


class Succession(models.Model):
    """One office following another: renamed, merged or split, on a day, by a document."""

    class Kind(models.TextChoices):
        RENAMED = "renamed", _("Renamed")
        MERGED = "merged", _("Merged")
        SPLIT = "split", _("Split")

    predecessor = models.ForeignKey(
        Organisation,
        verbose_name=_("predecessor"),
        on_delete=models.CASCADE,
        related_name="successions",
    )
    successor = models.ForeignKey(
        Organisation,
        verbose_name=_("successor"),
        on_delete=models.CASCADE,
        related_name="predecessions",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.RENAMED)
    day = models.DateField(pgettext_lazy("register", "day"), null=True, blank=True)
    basis = models.CharField(_("legal basis"), max_length=300, blank=True)

    told_by = ["predecessor", "successor"]
    history = history.kept()

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="organisation_follows_another_once",
                violation_error_message=_("This succession is already written down."),
            ),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")),
                name="organisation_does_not_follow_itself",
                violation_error_message=_("An organisation cannot follow itself."),
            ),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"

    @classmethod
    def kind_of(cls, heirs, predecessors):
        """Return the kind that the numbers tell: several heirs split, one of several merged."""
        if heirs > 1:
            return cls.Kind.SPLIT
        return cls.Kind.MERGED if predecessors > 1 else cls.Kind.RENAMED


def name_among(names, day):
    """Return the full name of those rows of one organisation that holds on ``day``, "" for none.

    Where none covers the day, the last that had begun by then, else the first.
    """
    ordered = sorted(names, key=OrganisationName.age)
    begun = [each for each in ordered if each.started_on is None or each.started_on <= day]
    held = [each for each in begun if each.ended_on is None or each.ended_on > day]
    best = held[-1:] or begun[-1:] or ordered[:1]
    return best[0].full if best else ""


class OrganisationTree:
    """All organisations in memory, from one query, for indented lists."""

    def __init__(self, organisations):
        self.by_id = {each.pk: each for each in organisations}
        self.children = {}
        for each in sorted(self.by_id.values(), key=Organisation.precedence):
            parent = each.parent_id if each.parent_id in self.by_id else None
            self.children.setdefault(parent, []).append(each)

    @classmethod
    def load(cls):
        """Read the whole tree."""
        fields = ("key", "name", "level", "sector", "parent_id")
        return cls(Organisation.objects.only(*fields).order_by())

    def branch_ids(self, pk):
        """Return the numbers of this organisation and of all below it, a set."""
        return {pk, *(each.pk for each, _depth in self.depth_first(pk))}

    def depth_first(self, parent=None, depth=0):
        """Yield (organisation, depth from 0) in the order a person reads an indented list."""
        for each in self.children.get(parent, []):
            yield each, depth
            yield from self.depth_first(each.pk, depth + 1)
