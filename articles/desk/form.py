"""The form staff write an article in."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from articles.desk.article import Article
from articles.desk.new_key import BearsNewKey
from articles.desk.text.old_fonts import ReadableTexts
from articles.desk.text.richtext import RichTextWidget
from articles.desk.uses.alt_text import refuse_file_name, tidy_and_described
from articles.page.category import Category, CategoryTree
from articles.page.related.beside import MOST
from images.models import Image
from images.widgets import ImageChooser


class TreeChoices(forms.models.ModelChoiceIterator):
    """Categories as an indented tree, in one query; fields with one ``tree`` share it."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        for category, level in self.field.read_tree().depth_first():
            yield self.field.prepare_value(category), "\u2003" * level + category.name


class AmongStanding:
    """
    Choices from the tree that know what was merged: an alias shows and gives what it leads to.

    So a form that was opened, or kept, before two categories were merged loses nothing.
    """

    iterator = TreeChoices
    tree = None

    def read_tree(self):
        """Return the `CategoryTree`, read once for a form."""
        if self.tree is None:
            self.tree = CategoryTree.load()
        return self.tree

    def prepare_value(self, value):
        value = super().prepare_value(value)
        if isinstance(value, list):
            return list(dict.fromkeys(value))
        return self.read_tree().number(int(value)) if str(value).isdecimal() else value

    def has_changed(self, initial, data):
        if not super().has_changed(initial, data):
            return False
        return super().has_changed(self.prepare_value(initial), data)


class CategoryField(AmongStanding, forms.ModelChoiceField):
    """One category, chosen from the tree."""

    def clean(self, value):
        chosen = super().clean(value)
        return chosen.merged_into if chosen and chosen.merged_into_id else chosen


class CategoriesField(AmongStanding, forms.ModelMultipleChoiceField):
    """Several categories, chosen from the tree."""

    def clean(self, value):
        chosen = super().clean(value).select_related("merged_into")
        return list(dict.fromkeys(each.merged_into or each for each in chosen))


class RegisterWidget:
    """A search in the register that survives what no browser of ours would send."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [each for each in value if each.isdecimal()], attr)


class OneOfRegister(RegisterWidget, AutocompleteSelect):
    """One entry of the register, found by typing."""


class ManyOfRegister(RegisterWidget, AutocompleteSelectMultiple):
    """Several entries of the register, found by typing."""


class ArticleForm(BearsNewKey, ReadableTexts, forms.ModelForm):
    """
    An article as staff type it.

    ``version_read`` is the version the form was made from; the desk compares it under lock before
    anything is bound, so that nobody writes over what they have not read.
    """

    readable_texts = [
        *("headline", "lead", "body"),
        *("lead_image_caption", "lead_image_alt", "source_name"),
    ]

    version_read = forms.IntegerField(widget=forms.HiddenInput, required=False)
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
    lead_image = forms.ModelChoiceField(
        Image.objects.kept(), label=_("picture"), required=False, widget=ImageChooser
    )

    class Meta:
        model = Article
        fields = [
            *("kind", "headline", "lead", "body", "category", "further_categories"),
            *("topics", "event_date", "no_event", "officials", "organisation"),
            *("lead_image", "lead_image_caption", "lead_image_alt", "lead_image_decorative"),
            *("source_name", "source_url", "related_pinned", "related_banned"),
        ]
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, "class": "headline-box"}),
            "lead": forms.Textarea(attrs={"rows": 3, "class": "lead-box"}),
            "body": RichTextWidget,
            "lead_image_caption": forms.Textarea(attrs={"rows": 2}),
            "lead_image_alt": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        tree = SimpleLazyObject(CategoryTree.load)
        for name in {"category", "further_categories"} & self.fields.keys():
            self.fields[name].tree = tree
        if "version_read" in self.fields:
            self.fields["version_read"].initial = self.instance.version

    def clean_category(self):
        """
        Keep an article where it was filed, while its category's page has become the one chosen.

        A save that changed nothing else would otherwise be a change, and void an approval.
        """
        chosen, filed = self.cleaned_data["category"], self.instance.category_id
        if chosen and filed and filed != chosen.pk:
            return Category.objects.filter(pk=filed, merged_into=chosen).first() or chosen
        return chosen

    def clean_further_categories(self):
        """The same for each of the further categories."""
        chosen = self.cleaned_data["further_categories"]
        if not chosen or not self.instance.pk:
            return chosen
        filed = list(self.instance.further_categories.all())
        aliases = {each.merged_into_id: each for each in filed if each.merged_into_id}
        return [each if each in filed else aliases.get(each.pk, each) for each in chosen]

    def clean_headline(self):
        return " ".join(self.cleaned_data["headline"].split())

    def clean_body(self):
        return tidy_and_described(self.cleaned_data["body"])

    def clean_related_pinned(self):
        pinned = self.cleaned_data["related_pinned"]
        if len(pinned) > MOST:
            raise ValidationError(
                _("At most %(most)s related articles are shown; take some out."),
                params={"most": MOST},
            )
        if self.instance.pk and any(each.pk == self.instance.pk for each in pinned):
            raise ValidationError(_("An article is not related to itself."))
        return pinned

    def clean(self):
        cleaned = super().clean()
        if both := {*cleaned.get("related_pinned", [])} & {*cleaned.get("related_banned", [])}:
            named = ", ".join(sorted(map(str, both)))
            said = _("The same article is to be shown and not to be shown: %(articles)s.")
            self.add_error("related_banned", said % {"articles": named})
        if not cleaned.get("lead_image_decorative"):
            refuse_file_name(self, "lead_image_alt")
        return cleaned

    def key_is_free(self, key):
        """
        Tell that nobody else's article bears the key: one that does counts for nothing.

        One of the writer's own stays, and the database refuses a second article with it: two clicks
        came in at one moment.
        """
        bearers = Article.objects.filter(creation_key=key)
        if self.writer is not None:
            bearers = bearers.exclude(author=self.writer)
        return not bearers.exists()
