"""The list's filter of many fields: category, office, people, and days, in one small form."""

from datetime import datetime, time, timedelta

from django import forms
from django.contrib.admin import ListFilter
from django.contrib.auth import get_user_model
from django.db.models import Exists, F, OuterRef, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.desk.acts.event import WorkflowEvent
from articles.desk.article import Article
from articles.desk.roles.rights import sees_all
from articles.desk.versions.version import Version
from articles.page.category import CategoryTree
from articles.page.edition import Edition
from people.models import Organisation

ANY = [("", "–")]


class Dated(TextChoices):
    """Which of an article's days is meant."""

    CHANGED = "changed", _("changed")
    PUBLISHED = "published", _("published")


class FieldsForm(forms.Form):
    """What the list is searched by besides words. Every field may stay empty."""

    category = forms.ChoiceField(label=_("category"), required=False)
    office = forms.ChoiceField(label=_("organisation"), required=False)
    author = forms.ChoiceField(label=_("author"), required=False)
    hand = forms.ChoiceField(label=_("edited or decided by"), required=False)
    dated = forms.ChoiceField(label=_("day"), choices=Dated, required=False)
    since = forms.DateField(label=_("from the day"), required=False)
    until = forms.DateField(label=_("to the day"), required=False)

    def __init__(self, data, *, tree, user):
        super().__init__(data, auto_id="filter_%s", label_suffix="")
        self.fields["category"].choices = ANY + [
            (str(category.pk), "\u2003" * level + category.name)
            for category, level in tree.depth_first()
        ]
        used = Organisation.objects.filter(
            Exists(Article.objects.filter(organisation=OuterRef("pk")))
        )
        self.fields["office"].choices = ANY + [(str(each.pk), str(each)) for each in used]
        if sees_all(user):
            people = [(str(each.pk), str(each)) for each in get_user_model().objects.all()]
            self.fields["author"].choices = self.fields["hand"].choices = ANY + people
        else:  # they see their own articles alone
            del self.fields["author"], self.fields["hand"]
        for name in ["since", "until"]:
            self.fields[name].widget.attrs = {
                "placeholder": _("dd/mm/yyyy"),
                "inputmode": "numeric",
                "autocomplete": "off",
                "class": "vDateField",
            }

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day lies before the first one."))


class FieldsFilter(ListFilter):
    """
    Category with all below it, organisation, author, editor, and two days that both count.

    What is not understood is told beside its field and filters nothing.
    """

    title = _("more")
    template = "admin/articles/article/fields_filter.html"
    names = list(FieldsForm.base_fields)

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        given = {name: params.pop(name)[-1].strip() for name in self.names if name in params}
        self.used_parameters = {name: value for name, value in given.items() if value}
        self.tree = CategoryTree.load()
        self.form = FieldsForm(given, tree=self.tree, user=request.user)
        self.form.is_valid()

    def has_output(self):
        return True

    def expected_parameters(self):
        return self.names

    def choices(self, changelist):
        """Yield what else is in the address, for the form to keep: names and values."""
        kept = {**changelist.filter_params}
        for name, values in kept.items():
            if name not in self.names:
                yield from ((name, value) for value in values)
        if changelist.query:
            yield "q", changelist.query

    def set_fields(self):
        """Yield (name, label, what was chosen in words) of each field that filters."""
        for name, value in self.form.cleaned_data.items():
            if not value or name == "dated":
                continue
            field = self.form.fields[name]
            if isinstance(field, forms.DateField):
                words = f"{value:%d/%m/%Y}"
            else:
                words = dict(field.choices)[value].strip()
            yield name, field.label, words

    def queryset(self, request, queryset):
        wanted = self.form.cleaned_data
        if category := wanted.get("category"):
            branch = self.tree.branch_ids(int(category))
            queryset = among(queryset, "category_id", list(branch))
        if office := wanted.get("office"):
            queryset = among(queryset, "organisation_id", [office])
        if author := wanted.get("author"):
            queryset = among(queryset, "author_id", [author])
        if hand := wanted.get("hand"):
            queryset = among(queryset, "id", handled_by(hand))
        if wanted.get("since") or wanted.get("until"):
            queryset = between(queryset, wanted)
        return queryset


def among(articles, name, values):
    """
    Return the articles whose number of something is among some, by walking the list's own index.

    Nothing is added to the number, so that the order is read off that index, which holds the number
    too, until a page is full. Any other index would gather thousands and then have to sort them.
    """
    walked = f"{name}_walked"
    return articles.alias(**{walked: F(name) + 0}).filter(**{f"{walked}__in": values})


def handled_by(user):
    """Return the numbers of articles that somebody saved or took a step with, a query."""
    saved = Version.objects.filter(saved_by=user).order_by().values("article")
    acted = WorkflowEvent.objects.filter(by=user, refused=False).order_by().values("article")
    return saved.union(acted)


def between(articles, wanted):
    """Return the articles changed, or published for readers, on the days of a cleaned form."""
    bounds = {}
    if wanted.get("since"):
        bounds["gte"] = timezone.make_aware(datetime.combine(wanted["since"], time.min))
    if wanted.get("until"):
        end = wanted["until"] + timedelta(days=1)
        bounds["lt"] = timezone.make_aware(datetime.combine(end, time.min))
    if wanted.get("dated") != Dated.PUBLISHED:
        return articles.filter(**{f"updated_at__{name}": day for name, day in bounds.items()})
    editions = Edition.objects.kept().order_by()
    editions = editions.filter(**{f"published_at__{name}": day for name, day in bounds.items()})
    return among(articles, "id", editions.values("article"))
