"""What stands on the public pages beside articles: categories, leads, banners, the site's name."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.desk.form import CategoryField
from articles.page import clock
from articles.page.category import Category, CategoryTree
from articles.page.edition import Edition
from articles.page.home import Lead
from articles.page.site import Banner, SiteIdentity


class CategoryForm(forms.ModelForm):
    parent = CategoryField(Category.objects.all(), label=_("under"), required=False)

    class Meta:
        model = Category
        fields = ["name", "slug", "parent", "position", "description", "on_home"]


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    form = CategoryForm
    list_display = ["indented_name", "slug", "position", "on_home"]
    search_fields = ["name", "slug"]
    ordering = ["position", "name"]

    def changelist_view(self, request, extra_context=None):
        self.levels = {each.pk: level for each, level in CategoryTree.load().depth_first()}
        return super().changelist_view(request, extra_context)

    @admin.display(description=_("name"))
    def indented_name(self, category):
        level = getattr(self, "levels", {}).get(category.pk, 0)
        return format_html('<span class="indent-{}">{}</span>', level, category.name)


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
class LeadAdmin(admin.ModelAdmin):
    form = LeadForm
    list_display = ["order", "headline", "article", "until", "is_standing"]
    list_display_links = ["order", "headline"]

    def get_queryset(self, request):
        leads = super().get_queryset(request)
        self.headlines = dict(
            Edition.objects.live()
            .filter(article__in=leads.values("article"))
            .values_list("article", "headline")
        )
        return leads

    @admin.display(description=_("headline"))
    def headline(self, lead):
        return self.headlines.get(lead.article, _("(readers cannot see it)"))

    @admin.display(description=_("shows now"), boolean=True)
    def is_standing(self, lead):
        is_over = lead.until is not None and lead.until <= clock.now()
        return lead.article in self.headlines and not is_over


@admin.register(Banner)
class BannerAdmin(admin.ModelAdmin):
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ["__str__", "order", "shown_from", "shown_until", "is_standing"]
    autocomplete_fields = ["image"]

    @admin.display(description=_("shows now"), boolean=True)
    def is_standing(self, banner):
        at = clock.now()
        has_begun = banner.shown_from is None or banner.shown_from <= at
        return has_begun and (banner.shown_until is None or banner.shown_until > at)


@admin.register(SiteIdentity)
class SiteIdentityAdmin(admin.ModelAdmin):
    list_display = ["name", "governing_body", "person_responsible"]
    autocomplete_fields = ["logo"]

    def has_add_permission(self, request):
        if not request.user.has_perm("articles.change_siteidentity"):
            return False
        # Every page of the desk asks, for its menu; the first page more than once.
        if not hasattr(request, "has_site_identity"):
            request.has_site_identity = SiteIdentity.objects.exists()
        return not request.has_site_identity

    def has_delete_permission(self, request, obj=None):
        return False
