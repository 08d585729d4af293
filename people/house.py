"""The house's settings for the title check: its place, its tone marks, what it counts."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from people import history
from people.check import CODES, DEFAULT_ABBREVIATIONS, House
from people.lines import check_lines, tidy_lines
from vietnamese import one_line


def default_abbreviations():
    """Return the abbreviations that every house of this country knows, a list."""
    return list(DEFAULT_ABBREVIATIONS)


def check_codes(value):
    """Refuse anything but a list of codes of the title check."""
    if not isinstance(value, list) or not set(value) <= set(CODES):
        raise ValidationError(_("These are no findings of the title check."))


class HouseStyle(models.Model):
    """How this newsroom reads titles; at most one row. Another town starts by editing it."""

    class ToneStyle(models.TextChoices):
        OLD = "old", _("hòa, khỏe, thủy")
        NEW = "new", _("hoà, khoẻ, thuỷ")

    territory = models.CharField(
        _("own place"),
        max_length=150,
        blank=True,
        help_text=_("What “Thành ủy”, “Thành phố”, “phường” mean without a name: “Móng Cái”."),
    )
    province = models.CharField(
        _("province"),
        max_length=150,
        blank=True,
        help_text=_("What “Tỉnh ủy” and “tỉnh” mean without a name: “Quảng Ninh”."),
    )
    tone_style = models.CharField(
        _("tone marks"), max_length=3, choices=ToneStyle, default=ToneStyle.OLD
    )
    abbreviations = models.JSONField(
        _("known abbreviations"),
        default=default_abbreviations,
        blank=True,
        validators=[check_lines],
        help_text=_(
            "Need not be spelt out; one per line. “BTV Tỉnh ủy” allows “BTV” before “Tỉnh ủy” only."
        ),
    )
    # What a finding counts for, where it is not what the check itself says: in one list or none.
    hints = models.JSONField(
        _("only a suggestion"), default=list, blank=True, validators=[check_codes]
    )
    silent = models.JSONField(_("not checked"), default=list, blank=True, validators=[check_codes])

    told_by = ["territory"]
    history = history.kept()

    class Meta:
        verbose_name = _("settings of the title check")
        verbose_name_plural = _("settings of the title check")
        default_permissions = ["view", "change"]
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="house_style_is_one_row"),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    def save(self, **kwargs):
        self.tidy()
        super().save(**kwargs)

    def tidy(self):
        """Bring it into one shape; called before each save."""
        self.pk = 1
        self.territory, self.province = one_line(self.territory), one_line(self.province)
        self.abbreviations = tidy_lines(self.abbreviations)
        self.silent = [code for code in CODES if code in self.silent]
        self.hints = [code for code in CODES if code in self.hints and code not in self.silent]


def read_house():
    """Return the `House` of the settings, that of `settings.TONE_STYLE` without any; one query."""
    style = HouseStyle.objects.first()
    if style is None:
        return House(tone_style=settings.TONE_STYLE)
    return House(
        style.territory,
        style.province,
        style.tone_style,
        tuple(style.abbreviations),
        hints=frozenset(style.hints),
        silent=frozenset(style.silent),
    )


def settle_house(values):
    """Write the settings of a register file (a dict) where nobody has made any; tell whether."""
    if not values or HouseStyle.objects.exists():
        return False
    HouseStyle(**values).save()
    return True


def house_for_file():
    """Return the settings as a register file writes them, a dict; one query."""
    house = read_house()
    written = {
        "territory": house.territory,
        "province": house.province,
        "tone_style": house.tone_style,
        "abbreviations": list(house.abbreviations),
    }
    return {name: value for name, value in written.items() if value}
