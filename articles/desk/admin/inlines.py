"""The rows that belong to an article and are saved with it: gallery, documents and byline."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.desk.article import ArticleDocument, ArticleImage, Contributor
from articles.desk.roles.rights import may_write
from articles.desk.text.old_fonts import ReadableTexts
from articles.desk.uses.alt_text import refuse_file_name
from documents.models import Document
from documents.widgets import DocumentChooser
from images.models import Image
from images.widgets import ImageChooser


class RowForm(ReadableTexts, forms.ModelForm):
    """A row whose place is given to it when nobody typed one."""

    order = forms.IntegerField(
        label=_("order"),
        required=False,
        min_value=0,
        max_value=999,
        widget=forms.NumberInput(attrs={"class": "row-order"}),
    )


class GalleryForm(RowForm):
    readable_texts = ["caption", "alt_text"]
    image = forms.ModelChoiceField(
        Image.objects.kept(), label=_("picture"), required=False, widget=ImageChooser
    )

    class Meta:
        model = ArticleImage
        fields = ["image", "caption", "alt_text", "decorative", "order"]
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 2}),
            "alt_text": forms.Textarea(attrs={"rows": 2}),
        }

    def clean(self):
        cleaned = super().clean()
        if not self.cleaned_data.get("decorative"):
            refuse_file_name(self, "alt_text")
        return cleaned


class OrderedRows(forms.BaseInlineFormSet):
    """Rows in their typed order; those without a number come after the others, as they stand."""

    def get_queryset(self):
        """Return the rows, those fetched with the article where nothing was typed."""
        name = self.fk.remote_field.related_name
        fetched = getattr(self.instance, "_prefetched_objects_cache", {}).get(name)
        if fetched is not None and not self.is_bound and not hasattr(self, "_queryset"):
            self._queryset = fetched
        return super().get_queryset()

    def clean(self):
        super().clean()
        kept = [form for form in self.forms if self.is_kept(form)]
        last = max((form.cleaned_data.get("order") or 0 for form in kept), default=0)
        for form in kept:
            if form.cleaned_data.get("order") is None:
                last += 1
                form.cleaned_data["order"] = form.instance.order = last

    def is_kept(self, form):
        """Tell whether a row stands after the save."""
        is_row = form.instance.pk is not None or form.has_changed()
        return is_row and form.is_valid() and not self._should_delete_form(form)


class RowsOfArticle(admin.StackedInline):
    """Whoever may write on the article may change its rows; they have no rights of their own."""

    formset = OrderedRows
    extra = 0

    def has_view_permission(self, request, obj=None):
        return True

    def has_add_permission(self, request, obj=None):
        return obj is None or may_write(request.user, obj)

    has_change_permission = has_delete_permission = has_add_permission


class GalleryInline(RowsOfArticle):
    model = ArticleImage
    form = GalleryForm
    verbose_name = _("picture")
    verbose_name_plural = _("gallery")
    classes = ["rows", "rows--gallery"]
    fields = ["image", "caption", "alt_text", "decorative", "order"]


class DocumentForm(RowForm):
    readable_texts = ["title"]
    document = forms.ModelChoiceField(
        Document.objects.kept(), label=_("document"), widget=DocumentChooser
    )

    class Meta:
        model = ArticleDocument
        fields = ["document", "title", "order"]


class DocumentInline(RowsOfArticle):
    model = ArticleDocument
    form = DocumentForm
    classes = ["rows", "rows--documents"]
    fields = ["document", "title", "order"]


class ContributorForm(RowForm):
    readable_texts = ["name"]

    class Meta:
        model = Contributor
        fields = ["name", "part", "order"]


class ContributorInline(RowsOfArticle):
    model = Contributor
    form = ContributorForm
    classes = ["rows", "rows--contributors"]
    fields = ["name", "part", "order"]
