"""What a step asks before it is taken: one form each."""

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.desk.admin.order import OrderForm
from articles.page.correction import Correction

# Of a reason, a note or the words of a correction, in characters.
LONGEST = 5_000

REASONS_TO_WITHDRAW = [
    ("", _("Other reason: write it below")),
    *(
        (text, text)
        for text in [
            _("The article contained wrong information."),
            _("The article repeated another one."),
            _("The article concerned personal matters that should not be public."),
            _("The content is no longer in force."),
        ]
    ),
]


class StepForm(forms.Form):
    """
    A step with an article as its person saw it.

    ``version_read`` is the version the page was made from; where the article has changed since, the
    step is not taken before it was looked at again. ``is_about_text`` False is for steps that do
    not depend on the text, and for the article's own form, which has compared the version itself.
    """

    version_read = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, article, is_about_text=True, **kwargs):
        self.article = article
        self.is_about_text = is_about_text
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        if self.is_about_text and cleaned.get("version_read") != self.article.version:
            # The next try is one with open eyes: the page shows the warning.
            self.data = {**self.data.dict(), "version_read": self.article.version}
            raise ValidationError(
                _(
                    "The article was saved while this page was open. Open it in another tab, "
                    "check it, then press the button again."
                )
            )
        return cleaned


class PublishForm(StepForm):
    """How large the change is that is published over what readers see, and what they are told."""

    major = forms.TypedChoiceField(
        label=_("kind of change"),
        choices=[
            ("", _("Small amendment: the date readers see stays")),
            ("1", _("Update of the content: readers see today’s date and your note")),
        ],
        widget=forms.RadioSelect,
        coerce=bool,
        empty_value=False,
        required=False,
    )
    change_note = forms.CharField(
        label=_("note for readers"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("What was updated, in one sentence; it stands in the article’s history."),
    )


class MomentForm(forms.Form):
    """When something is to appear."""

    at = forms.SplitDateTimeField(label=_("appears at"), widget=AdminSplitDateTime)

    def clean_at(self):
        if self.cleaned_data["at"] <= timezone.now():
            raise ValidationError(_("This moment has passed. Choose a later one."))
        return self.cleaned_data["at"]


class ScheduleForm(MomentForm, PublishForm):
    """When an article is to appear, and when to go."""

    field_order = ["at", "expires_at", "major", "change_note"]

    expires_at = forms.SplitDateTimeField(
        label=_("expires at"),
        widget=AdminSplitDateTime,
        required=False,
        help_text=_("Left empty, the article stays."),
    )

    def clean(self):
        cleaned = super().clean()
        at, expires_at = cleaned.get("at"), cleaned.get("expires_at")
        if at and expires_at and expires_at <= at:
            self.add_error("expires_at", _("The article would expire before it appears."))
        return cleaned


class EmergencyForm(StepForm):
    """Why an article cannot wait for a second person."""

    reason = forms.CharField(
        label=_("why it cannot wait"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stays on the desk, in the diary and in the list of checks owed."),
    )


class ConfirmForm(StepForm):
    """A second person's word on what was published alone."""

    reason = forms.CharField(
        label=_("note"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )


class WithdrawForm(StepForm):
    """Why an article leaves the public page: one reason for readers, one note for the desk."""

    preset = forms.ChoiceField(label=_("reason"), choices=REASONS_TO_WITHDRAW, required=False)
    reason = forms.CharField(
        label=_("reason in your own words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Readers see the reason at the article's address, with date and signature."),
    )
    note = forms.CharField(
        label=_("inner note"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("Who ordered it, document number. Stays on the desk."),
    )

    def clean(self):
        cleaned = super().clean()
        cleaned["reason"] = (cleaned.get("reason") or "").strip() or cleaned.get("preset", "")
        if not cleaned["reason"]:
            self.add_error("reason", _("Give readers a reason."))
        return cleaned


class SendBackForm(StepForm):
    """What the author is to mend."""

    reason = forms.CharField(
        label=_("what is to be mended"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The author reads this on the first page of the desk."),
    )


class CorrectForm(StepForm):
    """A public correction of an article that readers can see."""

    kind = forms.ChoiceField(label=_("kind"), choices=Correction.Kind)
    wrong = forms.CharField(
        label=_("was printed"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The words as readers saw them."),
    )
    right = forms.CharField(
        label=_("is right"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    apology = forms.CharField(
        label=_("apology"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )


class EraseForm(OrderForm, StepForm):
    """An order to erase an article, which must stand as its person read it."""


# The form of each step that asks or takes anything; the others have the plain one.
FORMS = {
    "publish": PublishForm,
    "schedule": ScheduleForm,
    "withdraw": WithdrawForm,
    "send_back": SendBackForm,
    "correct": CorrectForm,
    "emergency": EmergencyForm,
    "confirm": ConfirmForm,
}
