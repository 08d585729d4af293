"""The menu, the foot of the page and the directory of portals at the desk."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Case, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import escape, format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles.desk.admin.ordering import OrderedByHand, placed
from articles.desk.form import CategoryField
from articles.desk.pages.page import Page
from articles.desk.roles.arranging import arranges
from articles.desk.text.addresses import tidy_address
from articles.desk.text.links import broken_links
from articles.page.category import Category, CategoryTree
from articles.page.frame.furniture import furnished
from articles.page.frame.menu import USUAL_FOOTER
from articles.page.frame.menu_item import MenuItem, Place, Portal, Target
from articles.page.pages.page_edition import PageEdition
from articles.page.topic import Topic


class PageChoice(forms.ModelChoiceField):
    """A page, kept as its number."""

    @cached_property
    def public(self):
        """The numbers of the pages readers see; each form's own field asks once."""
        return set(PageEdition.objects.live().values_list("page", flat=True))

    def label_from_instance(self, page):
        if page.pk in self.public:
            return page.title
        return _("%(title)s (not public)") % {"title": page.title}

    def clean(self, value):
        page = super().clean(value)
        return page and page.pk


class TopicChoice(forms.ModelChoiceField):
    """A topic; of one without news it says so."""

    @cached_property
    def with_news(self):
        """The numbers of the topics whose pages list something; asked once for each form."""
        return set(Topic.objects.with_news().values_list("pk", flat=True))

    def label_from_instance(self, topic):
        if topic.pk in self.with_news:
            return topic.name
        return _("%(topic)s (no article yet)") % {"topic": topic.name}


class MenuItemForm(forms.ModelForm):
    category = CategoryField(Category.objects.all(), label=_("category"), required=False)
    topic = TopicChoice(Topic.objects.filter(merged_into=None), label=_("topic"), required=False)
    page = PageChoice(Page.objects.filter(erasure=None), label=_("page"), required=False)

    class Meta:
        model = MenuItem
        fields = ["place", "label", "target", "category", "topic", "page"]
        fields += ["address", "parent", "order", "is_visible"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        topic = self.instance.topic
        if topic and topic.merged_into_id:
            self.initial["topic"] = topic.merged_into_id
        if "parent" in self.fields:
            tops = MenuItem.objects.filter(parent=None).exclude(pk=self.instance.pk)
            self.fields["parent"].queryset = tops.select_related("category", "topic")

    def clean_address(self):
        """Keep an address of our own without its host, and refuse one that leads nowhere."""
        address = tidy_address(self.cleaned_data["address"])
        for broken in broken_links(f'<a href="{escape(address)}">-</a>'):
            raise ValidationError(broken.reason)
        return address


class ForTheWholeSite:
    """What stands on every page is not changed by who heads only a part of the newsroom."""

    def has_add_permission(self, request):
        return super().has_add_permission(request) and arranges(request.user)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and arranges(request.user)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and arranges(request.user)


class MenuItemList(ChangeList):
    """Items with where they lead now, read for the whole list at once."""

    def get_results(self, request):
        super().get_results(request)
        menu = furnished()["menu"]
        rows = {row["id"]: row for row in menu.rows}
        for each in self.result_list:
            each.entry = menu.entry(rows[each.pk], children=("any",))


@admin.register(MenuItem)
class MenuItemAdmin(OrderedByHand, ForTheWholeSite, admin.ModelAdmin):
    form = MenuItemForm
    list_display = ["name", "leads_to", "place", "order", "is_visible"]
    list_editable = ["order", "is_visible"]
    list_filter = ["place"]
    whole_under = frozenset({"place__exact"})
    list_per_page = 200
    sortable_by = []
    actions = None
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/articles/menuitem/change_list.html"

    class Media:
        css = {"all": ["desk/menu_items.css", "desk/ordering.css"]}
        js = ["desk/menu_item.js", "desk/ordering.js"]

    def get_urls(self):
        start = self.admin_site.admin_view(require_POST(self.start_view))
        return [path("start/", start, name="articles_menuitem_start"), *super().get_urls()]

    def get_queryset(self, request):
        """Items as they are read: each below the one it stands under."""
        return MenuItem.objects.select_related("category", "topic", "parent").annotate(
            top_order=Coalesce("parent__order", "order"),
            top_id=Coalesce("parent_id", "pk"),
            level=Case(When(parent=None, then=Value(0)), default=Value(1)),
        )

    def get_ordering(self, request):
        return ["-place", "top_order", "top_id", "level", "order", "pk"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        # The lists of both order by what only they know.
        kwargs["queryset"] = db_field.related_model.objects.all()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changelist(self, request, **kwargs):
        return MenuItemList

    def changelist_view(self, request, extra_context=None):
        menu = furnished()["menu"]
        may_start = self.has_add_permission(request) and not menu.rows
        context = {"menu": menu, "may_start": may_start, **(extra_context or {})}
        return super().changelist_view(request, context)

    @admin.display(description=_("label"))
    def name(self, item):
        level = 1 if item.parent_id else 0
        label = item.entry.label if item.entry else item
        group = f"{item.place}-{item.parent_id or ''}"
        return placed(item, group, item.parent_id or "", label, f"indent-{level}")

    @admin.display(description=_("leads to"))
    def leads_to(self, item):
        if item.entry is None:
            said = gettext("Nowhere: readers cannot open it, so it is not shown.")
            return format_html('<span class="badge badge--withdrawn">{}</span>', said)
        return item.entry.url or "–"

    @transaction.atomic
    def start_view(self, request):
        """Write down the menu as it is, so that it can be arranged; nothing changes for readers."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if not MenuItem.objects.exists():
            write_down_what_is()
            said = gettext("This is the menu as readers see it now. Arrange it.")
            self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_menuitem_changelist"))


def write_down_what_is():
    """Make a row of each entry that readers see without any rows."""
    tops = CategoryTree.load().top
    rows = [
        MenuItem(target=Target.CATEGORY, category=each, order=10 * number)
        for number, each in enumerate(tops, start=1)
    ]
    rows += [
        MenuItem(place=Place.FOOTER, target=target, order=10 * number)
        for number, target in enumerate(USUAL_FOOTER, start=1)
    ]
    for row in rows:
        row.save()


class PortalForm(forms.ModelForm):
    address = forms.URLField(label=_("address"), max_length=500, assume_scheme="https")

    class Meta:
        model = Portal
        fields = ["name", "address", "group", "order"]


@admin.register(Portal)
class PortalAdmin(OrderedByHand, ForTheWholeSite, admin.ModelAdmin):
    form = PortalForm
    list_display = ["name", "address", "group", "order"]
    list_editable = ["group", "order"]
    search_fields = ["name", "address", "group"]
    sortable_by = []
    list_per_page = 200

    class Media:
        css = {"all": ["desk/ordering.css"]}
        js = ["desk/ordering.js"]
