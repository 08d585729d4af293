"""The forms through which pictures come into the library."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from images.intake import AlreadyKept, take_in
from images.models import Child, Image, Licence
from images.naming import title_from
from uploads.fields import ManyFilesField

# The endings besides: some systems know no type for HEIC and would not offer the file.
ACCEPT = "image/jpeg,image/heic,image/heif,.heic,.heif,image/png,image/webp,image/gif"
MOST_AT_ONCE = 40  # a telephone sends thirty at a time


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


def refuse_consent_without_note(form):
    """Add an error to a cleaned form that records a consent and does not say whose."""
    cleaned = form.cleaned_data
    is_noted = "child_note" in form.errors or cleaned.get("child_note", "").strip()
    if cleaned.get("child") == Child.CONSENT and not is_noted:
        form.add_error("child_note", _("Write who agreed, when, and where that can be read."))


class ImageForm(forms.ModelForm):
    """The words and the focal point of a picture; for a new one, the file."""

    upload = forms.FileField(
        label=gettext_lazy("Picture file"),
        help_text=gettext_lazy(
            "JPEG, HEIC, PNG, WebP or GIF, at most 25 MB and 50 million pixels."
        ),
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
        refuse_consent_without_note(self)
        if not cleaned.get("title") and cleaned.get("upload") and "title" not in self.errors:
            cleaned["title"] = title_from(cleaned["upload"].name)
        return cleaned


class ManyImagesForm(forms.Form):
    """Several pictures, and the credit they share: asked first, for choosing files sends them."""

    credit = forms.CharField(
        label=gettext_lazy("Credit"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Who took the pictures, or where they come from."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    files = ManyFilesField(
        label=gettext_lazy("Picture files"),
        help_text=gettext_lazy("JPEG, HEIC, PNG, WebP or GIF, at most 40 files of 25 MB each."),
        most=MOST_AT_ONCE,
        accept=ACCEPT,
    )


class GroupForm(forms.Form):
    """
    Words that several pictures share. What stays empty is left as it is with each.

    Where some pictures have other words already, it asks once whether those are to be kept.
    """

    AS_IT_IS = ("", gettext_lazy("leave as it is"))
    NO_CHILD = "none"
    KEEP, REPLACE = "keep", "replace"

    caption = forms.CharField(
        label=gettext_lazy("picture caption"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )
    credit = forms.CharField(
        label=gettext_lazy("credit"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    licence = forms.ChoiceField(
        label=pgettext_lazy("picture", "licence"),
        required=False,
        choices=[AS_IT_IS, *Licence.choices],
    )
    child = forms.ChoiceField(
        label=gettext_lazy("children in the picture"),
        required=False,
        choices=[
            AS_IT_IS,
            (NO_CHILD, Child.NONE.label),
            *((code, label) for code, label in Child.choices if code),
        ],
    )
    child_note = forms.CharField(
        label=gettext_lazy("consent"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
    )
    others = forms.ChoiceField(
        label=gettext_lazy("Pictures that have other words"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (KEEP, gettext_lazy("keep the words they have")),
            (REPLACE, gettext_lazy("write these words over them")),
        ],
    )

    def __init__(self, *args, pictures, **kwargs):
        super().__init__(*args, **kwargs)
        self.pictures = pictures
        self.is_asking = False

    @property
    def given(self):
        """What was filled in, {field of a picture: value}; needs a cleaned form."""
        names = ["caption", "credit", "licence", "child", "child_note"]
        given = {name: self.cleaned_data.get(name) for name in names}
        given = {name: value for name, value in given.items() if value}
        if given.get("child") == self.NO_CHILD:
            given["child"] = Child.NONE
        return given

    def clean(self):
        cleaned = super().clean()
        refuse_consent_without_note(self)
        if not self.given:
            raise ValidationError(_("Fill in at least one field."), code="nothing")
        count = sum(1 for each in self.pictures if self.other_words(each))
        self.is_asking = bool(count)
        if count and not cleaned.get("others"):
            self.add_error(
                "others",
                ngettext(
                    "%(count)d of these pictures has other words already. Choose what becomes of "
                    "them.",
                    "%(count)d of these pictures have other words already. Choose what becomes of "
                    "them.",
                    count,
                )
                % {"count": count},
            )
        return cleaned

    def other_words(self, image):
        """Return the fields in which a picture says something else already, a set."""
        return {
            name for name, value in self.given.items() if getattr(image, name) not in ("", value)
        }

    def write(self, images):
        """Write what was given to ``images`` (locked); return those that changed; two queries."""
        keep, changed = self.cleaned_data["others"] != self.REPLACE, []
        for image in images:
            kept = self.other_words(image) if keep else set()
            if "child" in kept:
                kept.add("child_note")  # it belongs to the ground that stays
            new = {name: value for name, value in self.given.items() if name not in kept}
            new = {name: value for name, value in new.items() if getattr(image, name) != value}
            for name, value in new.items():
                setattr(image, name, value)
            if new:
                image.tidy()
                changed.append(image)
        Image.objects.bulk_update(changed, [*self.given, "search_text"])
        return changed
