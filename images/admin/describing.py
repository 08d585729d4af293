"""Words for many pictures: one caption and credit for a group, or each described in one page."""

from django import forms
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from images.forms import GroupForm
from images.models import Image

MOST_TOGETHER = 100


class RowsOfPictures(forms.BaseModelFormSet):
    """Pictures with their words, one a row; each row is for the picture it names and no other."""

    def clean(self):
        super().clean()
        # Django gives the row of a picture that is gone to whichever stands in its place.
        if any(form.cleaned_data.get("id") != form.instance for form in self.forms):
            raise ValidationError(
                _("One of these pictures has left the library meanwhile. Choose them again."),
                code="gone",
            )


Rows = forms.modelformset_factory(
    Image,
    formset=RowsOfPictures,
    fields=["title", "alt_text", "caption"],
    extra=0,
    widgets={
        "title": forms.TextInput(attrs={"class": "vTextField"}),
        "alt_text": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        "caption": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    },
)


class Describing:
    """The part of the picture admin that gives words to several pictures at once."""

    actions = ["describe_each", "give_words"]

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("mo-ta/", view(self.describe), name="images_image_describe"),
            path("loi-chung/", view(self.group), name="images_image_group"),
            *super().get_urls(),
        ]

    @admin.action(description=gettext_lazy("Describe each picture"), permissions=["change"])
    def describe_each(self, request, queryset):
        return self.go_with("describe", queryset)

    @admin.action(
        description=gettext_lazy("Give them one caption, credit or licence"),
        permissions=["change"],
    )
    def give_words(self, request, queryset):
        return self.go_with("group", queryset)

    def go_with(self, page, queryset):
        numbers = ",".join(map(str, queryset.values_list("pk", flat=True)[:MOST_TOGETHER]))
        return HttpResponseRedirect(f"{reverse(f'admin:images_image_{page}')}?id__in={numbers}")

    def pictures_asked_for(self, request):
        """Return the pictures an address names (``?id__in=1,2,3``), in the order of the library."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        asked = request.GET.get("id__in", "").split(",")[:MOST_TOGETHER]
        numbers = {int(each) for each in asked if each.isascii() and each.isdecimal()}
        return Image.objects.kept().filter(pk__in=[each for each in numbers if each < 2**63])

    def describe(self, request):
        """Title, alt text and caption of several pictures, saved in one go or not at all."""
        pictures = self.pictures_asked_for(request)
        rows = Rows(self.posted(request), queryset=pictures)
        if request.method == "POST" and rows.is_valid():
            with transaction.atomic():
                changed = rows.save()
                self.note_change(request, changed, {"fields": ["title", "alt_text", "caption"]})
            return self.back_to_list(request, len(changed))
        return self.page_for_many(request, "describe", _("Describe these pictures"), rows=rows)

    def group(self, request):
        """One caption, credit, licence or ground for all; only what is filled in is written."""
        pictures = list(self.pictures_asked_for(request))
        form = GroupForm(self.posted(request), pictures=pictures)
        if request.method == "POST" and form.is_valid():
            with transaction.atomic():
                locked = Image.objects.select_for_update(of=("self",), no_key=True)
                changed = form.write(locked.filter(pk__in=[each.pk for each in pictures]))
                self.note_change(request, changed, {"fields": [*form.given]})
            return self.back_to_list(request, len(changed))
        title = _("Words for these pictures")
        return self.page_for_many(request, "group", title, form=form, pictures=pictures)

    def posted(self, request):
        """Return what was sent, None on a mere visit."""
        return request.POST if request.method == "POST" else None

    def note_change(self, request, pictures, change):
        """Write the change of several pictures into the admin's log, in one query."""
        if pictures:
            LogEntry.objects.log_actions(
                request.user.pk, pictures, CHANGE, change_message=[{"changed": change}]
            )

    def back_to_list(self, request, count):
        said = ngettext(
            "The words of %(count)d picture were saved.",
            "The words of %(count)d pictures were saved.",
            count,
        )
        self.message_user(request, said % {"count": count} if count else _("Nothing was changed."))
        return HttpResponseRedirect(reverse("admin:images_image_changelist"))

    def page_for_many(self, request, name, title, **more):
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "media": self.media,
            "opts": self.opts,
            **more,
        }
        template = f"admin/images/image/{name}.html"
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, template, context, status=status)
