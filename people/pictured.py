"""Which officials a picture of the library shows: said in the picture's own form."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.utils.translation import gettext_lazy as _

from images.forms import ImageForm
from people.models import Official


class PicturedForm(ImageForm):
    """A picture with the officials it shows."""

    officials_shown = forms.ModelMultipleChoiceField(
        Official.objects.all(),
        label=_("officials it shows"),
        required=False,
        # The relation's own row knows the way to the official; the picture does not.
        widget=AutocompleteSelectMultiple(
            Official.pictures.through._meta.get_field("official"), admin.site
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "officials_shown" in self.fields:
            self.fields["officials_shown"].initial = self.instance.officials_shown.all()


class ShowsOfficials:
    """What the admin of pictures gains from the register."""

    form = PicturedForm

    def get_list_filter(self, request):
        shown = ("officials_shown", admin.RelatedOnlyFieldListFilter)
        return [*super().get_list_filter(request), shown]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "officials_named"]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or obj.erasure:
            return fieldsets
        name = "officials_shown" if self.has_change_permission(request, obj) else "officials_named"
        *others, about = fieldsets
        return [*others, (_("Officials in the picture"), {"fields": [name]}), about]

    @admin.display(description=_("officials it shows"))
    def officials_named(self, image):
        return ", ".join(map(str, image.officials_shown.all()))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "officials_shown" in form.cleaned_data:
            form.instance.officials_shown.set(form.cleaned_data["officials_shown"])
