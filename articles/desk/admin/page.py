"""What stands on the public pages beside articles: categories, leads, banners, the site's name."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, OuterRef, Q, When
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.desk.admin.merging import MergesCategories
from articles.desk.admin.ordering import OrderedByHand
from articles.desk.form import CategoryField
from articles.desk.moving import move
from articles.desk.roles.arranging import arranges
from articles.page import clock
from articles.page.category import Category, CategoryTree
from articles.page.edition import Edition
from articles.page.frame.banner import Banner
from articles.page.frame.site import SiteIdentity
from articles.page.lists.home import Lead
from images.models import Image
from images.widgets import ImageChooser


class PictureFields:
    """A model's pictures are chosen by looking at them."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.related_model is Image:
            kept = Image.objects.kept()
            return db_field.formfield(queryset=kept, widget=ImageChooser)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class CategoryForm(forms.ModelForm):
    """A category. ``by`` is who sits at the keyboard, set by the page."""

    by = None
    parent = CategoryField(Category.objects.all(), label=_("under"), required=False)

    class Meta:
        model = Category
        fields = ["name", "slug", "parent", "position", "description", "on_home"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.by and "parent" in self.fields:
            self.fields["parent"].disabled = not arranges(self.by)

    def clean_parent(self):
        parent = self.cleaned_data["parent"]
        is_new = self.by and not self.instance.pk
        if is_new and not arranges(self.by, parent and parent.pk):
            raise ValidationError(_("Choose a category of your own desk to put it under."))
        return parent


@admin.register(Category)
class CategoryAdmin(MergesCategories, admin.ModelAdmin):
    form = CategoryForm
    list_display = ["indented_name", "slug", "position", "on_home"]
    search_fields = ["name", "slug"]
    sortable_by = []
    may_arrange_all = staticmethod(arranges)

    def has_change_permission(self, request, obj=None):
        is_within = obj is None or arranges(request.user, obj.pk)
        return is_within and super().has_change_permission(request, obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Let nobody else change the tree between the look at it and the save."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            CategoryTree.hold(to_change=True)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        """Save a category; one that is put elsewhere moves with all that follows from it."""
        if not change or "parent" not in form.changed_data:
            super().save_model(request, obj, form, change)
            return
        parent, obj.parent_id = obj.parent, form.initial["parent"]
        super().save_model(request, obj, form, change)
        moved = move(obj, parent)
        obj.refresh_from_db(fields=["parent"])
        for said in moved.told():
            self.message_user(request, said, messages.SUCCESS)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user
        return form

    def get_queryset(self, request):
        """Categories as the tree reads: each below the one it stands under."""
        is_third = Q(parent__parent__isnull=False)
        is_second = Q(parent__isnull=False)
        # Not the inherited one: that orders before there is anything to order by.
        return Category.objects.standing().annotate(
            level=Case(When(is_third, then=2), When(is_second, then=1), default=0),
            first=Coalesce("parent__parent__position", "parent__position", "position"),
            first_id=Coalesce("parent__parent_id", "parent_id", "pk"),
            second=Case(
                When(is_third, then="parent__position"),
                When(is_second, then="position"),
                default=-1,
            ),
            second_id=Case(When(is_third, then="parent_id"), When(is_second, then="pk"), default=0),
        )

    def get_ordering(self, request):
        return ["first", "first_id", "second", "second_id", "level", "position", "name"]

    @admin.display(description=_("name"))
    def indented_name(self, category):
        return format_html('<span class="indent-{}">{}</span>', category.level, category.name)


class LeadForm(forms.ModelForm):
    class Meta:
        model = Lead
        fields = ["article", "order", "until"]

    def clean_article(self):
        number = self.cleaned_data["article"]
        if not Edition.objects.of_article(number).live().exists():
            raise ValidationError(
                _("Readers cannot see an article with this number. Publish it first.")
            )
        return number


@admin.register(Lead)
class LeadAdmin(OrderedByHand, admin.ModelAdmin):
    form = LeadForm
    list_display = ["headline", "order", "article", "until", "is_standing"]
    list_editable = ["order"]
    sortable_by = []
    step = 1  # its help speaks of the story with the number 1

    class Media:
        css = {"all": ["desk/ordering.css"]}
        js = ["desk/ordering.js"]

    def get_queryset(self, request):
        live = Edition.objects.live().filter(article=OuterRef("article"))
        return super().get_queryset(request).annotate(headline=live.values("headline")[:1])

    @admin.display(description=_("headline"))
    def headline(self, lead):
        return lead.headline or _("(readers cannot see it)")

    @admin.display(description=_("shows now"), boolean=True)
    def is_standing(self, lead):
        is_over = lead.until is not None and lead.until <= clock.now()
        return lead.headline is not None and not is_over


class BannerForm(forms.ModelForm):
    image = forms.ModelChoiceField(Image.objects.kept(), label=_("picture"), widget=ImageChooser)
    phone_image = forms.ModelChoiceField(
        Image.objects.kept(),
        label=_("picture on a phone"),
        required=False,
        widget=ImageChooser,
        help_text=Banner._meta.get_field("phone_image").help_text,
    )
    category = CategoryField(
        Category.objects.all(),
        label=_("category"),
        required=False,
        help_text=Banner._meta.get_field("category").help_text,
    )
    link = forms.URLField(label=_("link"), required=False, assume_scheme="https")

    class Meta:
        model = Banner
        fields = [
            *("place", "category", "image", "phone_image", "alt_text", "link"),
            *("order", "shown_from", "shown_until"),
        ]


class SiteIdentityForm(forms.ModelForm):
    logo = forms.ModelChoiceField(
        Image.objects.kept(), label=_("logo"), required=False, widget=ImageChooser
    )

    class Meta:
        model = SiteIdentity
        fields = [
            *("name", "slogan", "logo", "governing_body", "person_responsible"),
            *("licence", "address", "telephone", "email", "neighbours"),
        ]


@admin.register(Banner)
class BannerAdmin(PictureFields, admin.ModelAdmin):
    form = BannerForm
    list_display = ["__str__", "place", "order", "shown_from", "shown_until", "state"]
    list_filter = ["place"]

    def changelist_view(self, request, extra_context=None):
        """Say first how many banners nobody sees any more."""
        over = Banner.objects.over().count()
        if over and request.method == "GET":
            words = ngettext(
                "The window of %(count)d banner has passed: readers do not see it any more.",
                "The windows of %(count)d banners have passed: readers do not see them any more.",
                over,
            )
            self.message_user(request, words % {"count": over}, messages.WARNING)
        return super().changelist_view(request, extra_context)

    @admin.display(description=_("state"))
    def state(self, banner):
        at = clock.now()
        if banner.shown_until is not None and banner.shown_until <= at:
            return format_html('<strong class="late">{}</strong>', _("its window has passed"))
        if banner.shown_from is not None and banner.shown_from > at:
            return _("to come")
        return _("shows now")


@admin.register(SiteIdentity)
class SiteIdentityAdmin(PictureFields, admin.ModelAdmin):
    form = SiteIdentityForm
    list_display = ["name", "governing_body", "person_responsible"]

    def has_add_permission(self, request):
        if not request.user.has_perm("articles.change_siteidentity"):
            return False
        # Every page of the desk asks, for its menu; the first page more than once.
        if not hasattr(request, "has_site_identity"):
            request.has_site_identity = SiteIdentity.objects.exists()
        return not request.has_site_identity

    def has_delete_permission(self, request, obj=None):
        return False
