"""The forms through which pictures come into the library."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from images.intake import AlreadyKept, take_in
from images.models import Image
from images.naming import title_from

# Telephones turn their HEIC pictures into JPEG when a page asks for these.
ACCEPT = "image/jpeg,image/png,image/webp,image/gif"
MOST_AT_ONCE = 20


def linked(refusal):
    """Return the refusal of a picture the library has, with a link to it."""
    if refusal.image.erasure:
        return refusal
    return ValidationError(
        format_html(
            '{} <a href="{}" target="_blank">{}</a>',
            refusal.message,
            reverse("admin:images_image_change", args=[refusal.image.pk]),
            _("Open it"),
        ),
        code=refusal.code,
    )


class ImageForm(forms.ModelForm):
    """The words and the focal point of a picture; for a new one, the file."""

    upload = forms.FileField(
        label=gettext_lazy("Picture file"),
        help_text=gettext_lazy("JPEG, PNG, WebP or GIF, at most 25 MB and 50 million pixels."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    storage_refusal = ""  # why the picture could not be stored at the first try

    class Meta:
        model = Image
        fields = [
            *("title", "alt_text", "caption", "credit", "licence", "child", "child_note"),
            *("focal_x", "focal_y"),
        ]
        widgets = {
            "title": forms.TextInput(attrs={"class": "vTextField"}),
            "alt_text": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "caption": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
            "child": forms.RadioSelect,
            "child_note": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "focal_x": forms.NumberInput(attrs={"min": 0, "max": 1, "step": "any"}),
            "focal_y": forms.NumberInput(attrs={"min": 0, "max": 1, "step": "any"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("upload", None)
        elif "title" in self.fields:
            self.fields["title"].required = False
            self.fields["title"].help_text = _("Left empty, it is made of the file's name.")

    def clean_upload(self):
        if self.storage_refusal:
            raise ValidationError(self.storage_refusal, code="not_stored")
        upload = self.cleaned_data["upload"]
        try:
            self.clean_picture = take_in(upload)
        except AlreadyKept as refusal:
            raise linked(refusal) from None
        return upload

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("title") and cleaned.get("upload") and "title" not in self.errors:
            cleaned["title"] = title_from(cleaned["upload"].name)
        return cleaned


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files at once; whether each is a picture is asked one by one."""

    def clean(self, data, initial=None):
        files = data or []
        if not files:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(files) > MOST_AT_ONCE:
            raise ValidationError(
                _("These are %(count)s files. Choose at most %(most)s at once.")
                % {"count": len(files), "most": MOST_AT_ONCE},
                code="too_many",
            )
        return files


class ManyImagesForm(forms.Form):
    """Several pictures, and the credit they share."""

    files = ManyFilesField(
        label=gettext_lazy("Picture files"),
        help_text=gettext_lazy("JPEG, PNG, WebP or GIF, at most 20 files of 25 MB each."),
        widget=ManyFilesInput(attrs={"accept": ACCEPT}),
    )
    credit = forms.CharField(
        label=gettext_lazy("Credit"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Who took the pictures, or where they come from."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
