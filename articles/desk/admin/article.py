"""The writing desk: the list of articles and the form they are written in."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import prefetch_related_objects
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.desk.acts.public_state import public_state, with_public_state
from articles.desk.admin.bulk import BulkSteps
from articles.desk.admin.checks import REASONS, CheckPages
from articles.desk.admin.composing import ComposingPages
from articles.desk.admin.editions import EditionPages
from articles.desk.admin.fields_filter import FieldsFilter
from articles.desk.admin.inlines import ContributorInline, DocumentInline, GalleryInline
from articles.desk.admin.keeping import KeepingPages
from articles.desk.admin.listing import (
    ArticleList,
    BinFilter,
    CappedPaginator,
    OwnFilter,
    PublicStateFilter,
    TodoFilter,
)
from articles.desk.admin.monthly import MonthlyPages
from articles.desk.admin.notes import NotePages
from articles.desk.admin.panel import panel
from articles.desk.admin.sign_offs import SignOffPages
from articles.desk.admin.steps import StepPages
from articles.desk.admin.titles import TitlePages
from articles.desk.admin.versions import VersionPages
from articles.desk.admin.who_may import WhoMayPages
from articles.desk.admin.writing import WritingPages
from articles.desk.article import Article
from articles.desk.form import ArticleForm, ManyOfRegister, OneOfRegister
from articles.desk.roles.rights import may, may_see, visible_to
from articles.desk.text.richtext import with_editor
from articles.desk.versions.conflict import differences, posted_again
from articles.desk.versions.saving import save_version
from articles.page.rendering import render_body

# What the form and the panel beside it both ask for.
CHOSEN = [
    *("further_categories", "topics", "officials"),
    *("related_pinned", "related_banned"),
]
ROWS = ["gallery", "documents", "contributors"]


@admin.register(Article)
class ArticleAdmin(
    BulkSteps,
    KeepingPages,
    CheckPages,
    WritingPages,
    ComposingPages,
    SignOffPages,
    NotePages,
    VersionPages,
    EditionPages,
    MonthlyPages,
    TitlePages,
    WhoMayPages,
    StepPages,
    admin.ModelAdmin,
):
    form = ArticleForm
    inlines = [GalleryInline, DocumentInline, ContributorInline]
    list_display = [
        "headline_and_number",
        "category",
        "status_badge",
        "public_badge",
        "author",
        "updated_at",
    ]
    list_filter = [
        *(TodoFilter, FieldsFilter, "status", PublicStateFilter),
        *(OwnFilter, "kind", BinFilter),
    ]
    list_select_related = ["category", "author"]
    list_per_page = 50
    list_max_show_all = 0
    paginator = CappedPaginator
    sortable_by = ["updated_at"]  # what an index holds
    search_fields = ["search_text"]
    search_help_text = _("Words of the headline, marks may be left out; or the article's number.")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/articles/article/change_list.html"
    change_form_template = "admin/articles/article/change_form.html"
    text = (None, {"fields": ["headline", "lead", "body"], "classes": ["desk-text"]})
    filing = (
        _("Filing"),
        {
            "fields": [
                ("kind", "category"),
                ("event_date", "no_event"),
                ("source_name", "source_url"),
                "officials",
                "organisation",
                "topics",
            ],
            "classes": ["desk-filing"],
        },
    )
    lead_picture = (
        _("Lead picture"),
        {
            "fields": [
                *("lead_image", "lead_image_caption", "lead_image_alt", "lead_image_decorative")
            ],
            "classes": ["desk-picture"],
        },
    )
    further = (_("Further categories"), {"fields": ["further_categories"], "classes": ["collapse"]})
    related = (
        _("Related articles"),
        {"fields": ["related_pinned", "related_banned"], "classes": ["desk-related"]},
    )

    class Media:
        css = {"all": ["desk/article.css"]}
        js = ["desk/article.js", "desk/related.js"]

    # What a person may see and change

    def get_queryset(self, request):
        return visible_to(request.user, with_public_state(super().get_queryset(request)))

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return may(request.user, "view", obj)

    def has_add_permission(self, request):
        return may(request.user, "add")

    def has_change_permission(self, request, obj=None):
        return may(request.user, "write", obj)

    def has_delete_permission(self, request, obj=None):
        return False  # drafts go to the bin, what was public is withdrawn

    # The list

    def get_changelist(self, request, **kwargs):
        return ArticleList

    def get_search_results(self, request, queryset, search_term):
        number = search_term.strip().removeprefix("#")
        if number.isascii() and number.isdecimal() and len(number) < 12:
            found = queryset.filter(pk=int(number)) | queryset.search(search_term)
            return found, False
        return queryset.search(search_term), False

    @admin.display(description=_("headline"))
    def headline_and_number(self, article):
        return format_html(
            '{} <span class="quiet">#{}</span>', article.headline or _("(no headline)"), article.pk
        )

    @admin.display(description=_("status"))
    def status_badge(self, article):
        return format_html(
            '<span class="badge badge--{}">{}</span>', article.status, article.get_status_display()
        )

    @admin.display(description=_("readers see"))
    def public_badge(self, article):
        state = public_state(article)
        badge = format_html('<span class="badge badge--{}">{}</span>', state.value, state.label)
        if check := getattr(article, "check_owed", None):
            mark = '{} <span class="badge badge--owed">{}</span>'
            return format_html(mark, badge, check.get_cause_display())
        return badge

    # The form

    def get_fieldsets(self, request, obj=None):
        if obj is not None and not self.has_change_permission(request, obj):
            return self.fieldsets_to_read(obj)
        hidden = (None, {"fields": ["version_read", "new_key"], "classes": ["hidden"]})
        return [hidden, self.text, self.lead_picture, self.filing, self.further, self.related]

    def fieldsets_to_read(self, article):
        """Return the form for somebody who may only read: the text as text, nothing empty."""
        facts = [
            *("kind", "category", "event_date", "organisation"),
            *("source_name", "source_url", "lead_image", "lead_image_caption"),
        ]
        filled = [name for name in facts if getattr(article, name)]
        return [
            (None, {"fields": ["headline", "lead", "body_to_read"], "classes": ["desk-text"]}),
            (_("Filing"), {"fields": filled, "classes": ["desk-filing"]}),
        ]

    @admin.display(description=_("text"))
    def body_to_read(self, article):
        return mark_safe(render_body(article.body)) or "–"  # noqa: S308 - cleaned by render_body

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is not None:  # the form and the panel beside it ask for the same
            # What a save writes must be read again after it, so rows are kept for a look alone.
            rows = ROWS if request.method == "GET" else []
            prefetch_related_objects([obj], *CHOSEN, *rows)
        return super().get_form(request, obj, change=change, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        register = {
            "officials": ManyOfRegister,
            "organisation": OneOfRegister,
            "topics": ManyOfRegister,
            "related_pinned": ManyOfRegister,
            "related_banned": ManyOfRegister,
        }
        if db_field.name in register:
            # Without the admin's links beside it: leading away from a half-written text helps
            # nobody, and the register has keepers of its own.
            is_article = db_field.related_model is Article
            prompt = gettext("Type words or a number") if is_article else gettext("Type a name")
            prompt = {"data-placeholder": prompt}
            widget = register[db_field.name](db_field, self.admin_site, attrs=prompt)
            return db_field.formfield(widget=widget)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return self.page(request, object_id, form_url, extra_context)
        if object_id is None:
            return self.add_once(request, form_url, extra_context)
        if "_saveasnew" in request.POST:
            raise PermissionDenied  # Django would make a new article of it, past lock and version
        if step := self.step_without_saving(request, object_id):
            return step
        try:
            return self.save_what_was_read(request, object_id, form_url, extra_context)
        except IntegrityError:
            # A picture or document chosen here was deleted in this moment: looking again tells so.
            return self.save_what_was_read(request, object_id, form_url, extra_context)

    def save_what_was_read(self, request, object_id, form_url, extra_context):
        """Save the form under the article's lock, unless it was made from what stands no more."""
        with transaction.atomic():
            article = self.locked_article(request, object_id)
            if article and not self.was_read(request, article):
                return self.conflict(request, article)
            return self.page(request, object_id, form_url, extra_context)

    def step_without_saving(self, request, object_id):
        """
        Take the step of a button pressed on a page that holds no text, as for who only reads.

        Returns None where the form has to be saved first.
        """
        name = self.pressed(request)
        if name is None:
            return None
        article = self.article_or_404(request, object_id)
        if "headline" in request.POST:  # typed text is saved first, or shown again: never dropped
            return None
        return self.take_pressed(request, article, name)

    def page(self, request, object_id, form_url, extra_context):
        """Let Django show or save the form, on a page where the editor may run."""
        return with_editor(super().changeform_view)(request, object_id, form_url, extra_context)

    def add_once(self, request, form_url, extra_context):
        """Make a new article; the second of two clicks finds the article of the first."""
        if first := self.first_of_two_clicks(request):
            return self.second_click(request, first)
        try:
            with transaction.atomic():
                return self.page(request, None, form_url, extra_context)
        except IntegrityError:  # both clicks came in at one moment
            if first := self.first_of_two_clicks(request):
                return self.second_click(request, first)
        # Something chosen in it was deleted in this moment: looking again tells so.
        with transaction.atomic():
            return self.page(request, None, form_url, extra_context)

    def first_of_two_clicks(self, request):
        """Return the article this person has already made from the same empty form, or None."""
        key = ArticleForm.new_key_of(request.POST)
        if key is None:
            return None
        return Article.objects.filter(creation_key=key, author=request.user).first()

    def locked_article(self, request, object_id):
        """Return the article as it stands, locked, if this person may see it; else None."""
        article = self.get_object(request, unquote(object_id))
        if article is None or not may_see(request.user, article):
            return None
        return Article.objects.select_for_update(of=("self",)).filter(pk=article.pk).first()

    def was_read(self, request, article):
        """Tell whether the posted form was made from what stands now, and may still be saved."""
        is_newest = request.POST.get("version_read", "") == str(article.version)
        return is_newest and self.has_change_permission(request, article)

    def conflict(self, request, article):
        """Show what stands now beside what was typed here; nothing is saved yet."""
        form = ArticleForm(request.POST, instance=Article.objects.get(pk=article.pk))
        may_save = self.has_change_permission(request, article)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("This article was saved while you were writing")
            if may_save
            else gettext("This article can no longer be changed by you"),
            "opts": self.opts,
            "original": article,
            **self.who_was_first(request, article),
            "differences": differences(article, form, request.POST),
            "fields": posted_again(request.POST, article),
            "may_save": may_save,
            "latest_url": self.address_of(article),
        }
        template = "admin/articles/article/conflict.html"
        return TemplateResponse(request, template, context, status=409)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["panel"] = panel(request.user, obj)
        context["check_reasons"] = REASONS
        return super().render_change_form(request, context, add, change, form_url, obj)

    # Saving

    def save_model(self, request, obj, form, change):
        if not change:
            obj.author = request.user
        if not change or form.changed_data:
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        before = form.instance.version
        super().save_related(request, form, formsets, change)
        hold_what_is_named()
        version = save_version(form.instance, request.user)
        request.made_version = version.number != before

    def response_add(self, request, obj, post_url_continue=None):
        return self.after_saving(request, obj)

    def response_change(self, request, obj):
        return self.after_saving(request, obj)

    def after_saving(self, request, article):
        """Take the step whose button was pressed, or stay at the desk and go on writing."""
        if "_preview" in request.POST:
            return HttpResponseRedirect(self.address_of(article, "preview"))
        if name := self.pressed(request):
            return self.take_pressed(request, article, name, was_read=True)
        if request.made_version:
            self.message_user(request, gettext("The article was saved."), messages.SUCCESS)
        else:
            self.message_user(request, gettext("Nothing was changed since the last save."))
        return HttpResponseRedirect(self.address_of(article))

    def delete_view(self, request, object_id, extra_context=None):
        raise PermissionDenied


def hold_what_is_named():
    """
    Let the database look now whether all that the rows name is there, and keep it there.

    PostgreSQL would look at the commit, after the desk has said that the article was saved. SQLite
    lets nobody else write since the transaction began.
    """
    if connection.vendor == "postgresql":
        connection.check_constraints()
