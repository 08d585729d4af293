"""Choosing a row by typing part of its name, as the admin does, but safe against odd input."""

from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField


class OnlyKeys:
    """Keeps what cannot be a number of a row from the query that looks up the chosen rows.

    The field has refused such a value already, but Django asks for it again to show it, and fails.
    """

    def optgroups(self, name, value, attrs=None):
        return super().optgroups(name, [each for each in value if self.can_be_key(each)], attrs)

    def can_be_key(self, value):
        """Tell whether a row can have this number."""
        try:
            number = self.choices.queryset.model._meta.pk.to_python(value or None)
        except ValidationError:
            return False
        return number is not None and number <= BigIntegerField.MAX_BIGINT


class OneRow(OnlyKeys, AutocompleteSelect):
    """One row, found by name."""


class OneRowOfMany(OneRow):
    """One row, found by name, among many such fields on a page.

    ``known``, {number: text}, names the rows that may be chosen already: no query for each field.
    """

    known = {}

    def optgroups(self, name, value, attrs=None):
        texts = {str(number): self.known.get(self.number(number)) for number in value if number}
        if None in texts.values():
            return super().optgroups(name, value, attrs)
        options = [self.create_option(name, each, text, True, 0) for each, text in texts.items()]
        if not self.is_required:
            options.insert(0, self.create_option(name, "", "", not texts, 0))
        return [(None, options, 0)]

    def number(self, value):
        """Return a value that was sent as a number, None where it is none."""
        return int(value) if str(value).isdecimal() else None


class ManyRows(OnlyKeys, AutocompleteSelectMultiple):
    """Several rows, found by name."""


class ChoosesByName:
    """For an admin page or inline: ``autocomplete_fields`` that never fail on odd input."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Deleting from beside a choice is a slip, and the pencil shows what the eye would.
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = OneRow(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = ManyRows(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_manytomany(db_field, request, **kwargs)
