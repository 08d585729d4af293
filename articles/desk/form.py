"""The form staff write an article in."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.desk.article import Article
from articles.desk.figures import tidy_body
from articles.desk.richtext import RichTextWidget
from articles.page.category import Category, CategoryTree


class TreeChoices(forms.models.ModelChoiceIterator):
    """Categories as an indented tree, in one query."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for category, level in CategoryTree.load().depth_first():
            yield self.field.prepare_value(category), "\u2003" * level + category.name


class CategoryField(forms.ModelChoiceField):
    """One category, chosen from the tree."""

    iterator = TreeChoices


class CategoriesField(forms.ModelMultipleChoiceField):
    """Several categories, chosen from the tree."""

    iterator = TreeChoices


class ArticleForm(forms.ModelForm):
    """
    An article as staff type it.

    ``version_read`` is the version the form was made from; the desk compares it under lock before
    anything is bound, so that nobody writes over what they have not read.
    """

    version_read = forms.IntegerField(widget=forms.HiddenInput, required=False)
    creation_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    source_url = forms.URLField(
        label=_("address of the source"), required=False, max_length=500, assume_scheme="https"
    )
    category = CategoryField(Category.objects.all(), label=_("category"), required=False)
    further_categories = CategoriesField(
        Category.objects.all(),
        label=_("further categories"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Article
        fields = [
            *("kind", "headline", "lead", "body", "category", "further_categories"),
            *("event_date", "no_event", "officials", "organisation"),
            *("lead_image", "lead_image_caption", "lead_image_alt"),
            *("source_name", "source_url"),
        ]
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, "class": "headline-box"}),
            "lead": forms.Textarea(attrs={"rows": 3}),
            "body": RichTextWidget,
            "lead_image_caption": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version_read"].initial = self.instance.version
        if not self.instance.pk:
            self.fields["creation_key"].initial = uuid.uuid4

    def clean_headline(self):
        return " ".join(self.cleaned_data["headline"].split())

    def clean_body(self):
        return tidy_body(self.cleaned_data["body"])

    def _post_clean(self):
        super()._post_clean()
        if not self.instance.pk:
            self.instance.creation_key = self.cleaned_data.get("creation_key")
