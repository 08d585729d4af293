"""The form a page beside the news is written in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.desk.new_key import BearsNewKey
from articles.desk.pages.page import CONTENT, Page
from articles.desk.text.old_fonts import ReadableTexts
from articles.desk.text.richtext import RichTextWidget
from articles.desk.uses.alt_text import tidy_and_described


class PageForm(BearsNewKey, ReadableTexts, forms.ModelForm):
    """
    A page as staff type it.

    ``version_read`` is the version the form was made from: whoever saved meanwhile is not written
    over.
    """

    readable_texts = ["title", "lead", "body", "responsible"]

    version_read = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Page
        fields = CONTENT
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2, "class": "headline-box"}),
            "lead": forms.Textarea(attrs={"rows": 3, "class": "lead-box"}),
            "body": RichTextWidget,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "version_read" in self.fields:
            self.fields["version_read"].initial = self.instance.version

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean_body(self):
        return tidy_and_described(self.cleaned_data["body"])


class WithdrawForm(forms.Form):
    """Why a page is taken down, for readers."""

    reason = forms.CharField(
        label=_("reason, for readers"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
