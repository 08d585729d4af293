"""The writing desk: the list of articles, the form, and the buttons that move an article on."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from articles.desk import publishing, workflow
from articles.desk.admin.verbs import (
    CorrectForm,
    EraseForm,
    ScheduleForm,
    SendBackForm,
    WithdrawForm,
)
from articles.desk.article import Article, ArticleImage, Contributor, Status
from articles.desk.conflict import differences, posted_again
from articles.desk.duplicating import duplicate
from articles.desk.erasing import erase_article
from articles.desk.event import WorkflowEvent
from articles.desk.form import ArticleForm
from articles.desk.preview import preview_context
from articles.desk.public_state import PublicState, public_state, with_public_state
from articles.desk.refusal import Refused
from articles.desk.saving import save_version
from articles.page import clock
from articles.page.edition import Edition


class ContributorInline(admin.TabularInline):
    model = Contributor
    extra = 0
    fields = ["name", "part", "order"]


class GalleryInline(admin.TabularInline):
    model = ArticleImage
    extra = 0
    fields = ["image", "caption", "alt_text", "order"]
    autocomplete_fields = ["image"]


class BinFilter(admin.SimpleListFilter):
    """The desk without the bin, unless the bin is asked for."""

    title = _("bin")
    parameter_name = "bin"

    def lookups(self, request, model_admin):
        return [("yes", _("In the bin"))]

    def choices(self, changelist):
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("On the desk"),
        }
        yield {
            "selected": self.value() == "yes",
            "query_string": changelist.get_query_string({self.parameter_name: "yes"}),
            "display": _("In the bin"),
        }

    def queryset(self, request, queryset):
        return queryset.binned() if self.value() else queryset.on_desk()


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    form = ArticleForm
    inlines = [GalleryInline, ContributorInline]
    autocomplete_fields = ["lead_image", "officials", "organisation"]
    list_display = [
        "headline_and_number",
        "category",
        "status_badge",
        "public_badge",
        "author",
        "updated_at",
    ]
    list_filter = [BinFilter, "status", "kind", "category"]
    list_select_related = ["category", "author"]
    list_per_page = 50
    search_fields = ["headline", "=pk"]
    search_help_text = _("Words of the headline, or the article's number")
    date_hierarchy = None
    save_on_top = False
    show_full_result_count = False
    change_form_template = "admin/articles/article/change_form.html"
    fieldsets = [
        (None, {"fields": ["version_read", "creation_key", "headline", "lead", "body"]}),
        (
            _("Where and when"),
            {
                "fields": [
                    ("kind", "category"),
                    "further_categories",
                    ("event_date", "no_event"),
                    "officials",
                    "organisation",
                ]
            },
        ),
        (
            _("Lead picture"),
            {"fields": ["lead_image", "lead_image_caption", "lead_image_alt"]},
        ),
        (_("Source"), {"fields": [("source_name", "source_url")]}),
    ]

    # What a person may see and change

    def get_queryset(self, request):
        articles = with_public_state(super().get_queryset(request))
        if self.sees_all(request):
            return articles
        return articles.filter(author=request.user)

    def sees_all(self, request):
        """Tell whether a person sees the articles of others."""
        return request.user.has_perm("articles.view_article")

    def has_view_permission(self, request, obj=None):
        if super().has_view_permission(request, obj):
            return obj is None or self.sees_all(request) or obj.author_id == request.user.pk
        return False

    def has_change_permission(self, request, obj=None):
        if not super().has_change_permission(request, obj):
            return False
        if obj is None or request.user.has_perm("articles.review_article"):
            return obj is None or obj.erasure_id is None
        is_open = obj.status in {Status.DRAFT, Status.RETURNED} and obj.erasure_id is None
        return obj.author_id == request.user.pk and is_open

    def has_delete_permission(self, request, obj=None):
        return False  # drafts go to the bin, what was public is withdrawn

    # The list

    @admin.display(description=_("headline"), ordering="headline")
    def headline_and_number(self, article):
        return format_html(
            '{} <span class="quiet">#{}</span>', article.headline or _("(no headline)"), article.pk
        )

    @admin.display(description=_("status"), ordering="status")
    def status_badge(self, article):
        return format_html(
            '<span class="badge badge--{}">{}</span>', article.status, article.get_status_display()
        )

    @admin.display(description=_("readers see"))
    def public_badge(self, article):
        state = public_state(article)
        return format_html('<span class="badge badge--{}">{}</span>', state.value, state.label)

    # The form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        if object_id is None:
            if first := self.first_of_two_clicks(request):
                return HttpResponseRedirect(self.address_of(first))
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            number = unquote(object_id)
            article = Article.objects.select_for_update(of=("self",)).filter(pk=number).first()
            if article and not self.was_read(request, article):
                return self.conflict(request, article)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def first_of_two_clicks(self, request):
        """Return the article that the first of two clicks on "Save" has made, or None."""
        form = self.get_form(request)(request.POST)
        key = form.fields["creation_key"].clean(form["creation_key"].data) if form else None
        return (
            Article.objects.filter(creation_key=key, author=request.user).first() if key else None
        )

    def was_read(self, request, article):
        """Tell whether the posted form was made from the version that stands now."""
        return request.POST.get("version_read", "") == str(article.version)

    def conflict(self, request, article):
        """Show what the other person saved beside what was typed here; nothing is saved yet."""
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        form = self.get_form(request, article)(
            request.POST, request.FILES, instance=Article.objects.get(pk=article.pk)
        )
        context = {
            **self.admin_site.each_context(request),
            "title": _g("Somebody else has saved this article meanwhile"),
            "opts": self.opts,
            "original": article,
            "other": article.versions.select_related("saved_by").first(),
            "differences": differences(article, form),
            "fields": posted_again(request.POST, article.version),
            "latest_url": self.address_of(article),
        }
        return render(request, "admin/articles/article/conflict.html", context, status=409)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context.update(self.steps(request, obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def steps(self, request, article):
        """Return what the panel beside the form shows: state, next steps and their refusals."""
        can = self.permissions(request, article)
        now = clock.now()
        editions = list(Edition.objects.of_article(article.pk).defer("content", "body_html")[:10])
        return {
            "can": can,
            "public_state": public_state(self.with_state(article)),
            "pending": next(
                (
                    each
                    for each in editions
                    if each.live_from > now and each.live_until > each.live_from
                ),
                None,
            ),
            "live": next(
                (each for each in editions if each.live_from <= now < each.live_until), None
            ),
            "editions": editions,
            "missing": workflow.reasons_against_submitting(article),
            "diary": WorkflowEvent.objects.filter(article=article.pk).select_related("by")[:8],
            "versions": article.versions.select_related("saved_by").defer("content", "pictures")[
                :5
            ],
        }

    def with_state(self, article):
        """Return the article annotated for `public_state`."""
        if hasattr(article, "is_live"):
            return article
        return with_public_state(Article.objects.filter(pk=article.pk)).get()

    def permissions(self, request, article):
        """Return which steps a person may take with this article, by name."""
        may = request.user.has_perm
        own = article.author_id == request.user.pk
        return {
            "submit": may("articles.submit_article")
            and (own or may("articles.review_article"))
            and article.status in {Status.DRAFT, Status.RETURNED},
            "send_back": may("articles.review_article")
            and Status.RETURNED in workflow.NEXT_STATUSES[Status(article.status)],
            "publish": may("articles.publish_article"),
            "withdraw": may("articles.withdraw_article"),
            "bin": may("articles.bin_article")
            and (own or may("articles.review_article"))
            and not workflow.reasons_against_binning(article),
            "unbin": may("articles.bin_article") and article.binned_at is not None,
            "erase": may("articles.erase"),
            "duplicate": self.has_add_permission(request),
        }

    def save_model(self, request, obj, form, change):
        if not change:
            obj.author = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        save_version(form.instance, request.user)

    # The buttons of the form: save first, then take the step

    def response_add(self, request, obj, post_url_continue=None):
        return self.step(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self.step(request, obj) or super().response_change(request, obj)

    def step(self, request, article):
        """Take the step whose button was pressed; None when it was a plain save."""
        can = self.permissions(request, article)
        buttons = {
            "_publish": ("publish", self.publish_now),
            "_submit": ("submit", self.submit),
            "_take_back": ("publish", self.take_back),
            "_bin": ("bin", self.put_in_bin),
            "_unbin": ("unbin", self.take_out_of_bin),
        }
        for name, (permission, act) in buttons.items():
            if name in request.POST:
                if not can[permission]:
                    raise PermissionDenied
                return self.carry_out(request, article, act)
        for name in ["_schedule", "_withdraw", "_send_back", "_correct"]:
            if name in request.POST:
                return HttpResponseRedirect(self.address_of(article, name[1:].replace("_", "-")))
        return None

    def carry_out(self, request, article, act):
        """Carry out a step, tell what came of it, and go back to the article."""
        try:
            with transaction.atomic():
                self.message_user(request, act(request, article), messages.SUCCESS)
        except Refused as refusal:
            for reason in refusal.reasons:
                self.message_user(request, reason, messages.ERROR)
        return HttpResponseRedirect(self.address_of(article))

    def publish_now(self, request, article):
        before = Edition.objects.of_article(article.pk).first()
        live = Edition.objects.of_article(article.pk).live().first()
        edition = publishing.publish(
            article,
            request.user,
            expires_at=live.expires_at if live else None,
            major="major" in request.POST,
            change_note=request.POST.get("change_note", "")[:1000],
        )
        if before and edition.pk == before.pk:
            return _g("Readers see this text already; nothing was changed.")
        return format_html(
            '{} <a href="{}">{}</a>',
            _g("The article is public."),
            edition.get_absolute_url(),
            _g("Read it"),
        )

    def submit(self, request, article):
        workflow.submit(article, request.user)
        return _g("The article was sent to the editors.")

    def take_back(self, request, article):
        publishing.take_back(article, request.user)
        return _g("The schedule was taken back; readers never saw it.")

    def put_in_bin(self, request, article):
        workflow.put_in_bin(article, request.user)
        return _g("The draft lies in the bin for 30 days.")

    def take_out_of_bin(self, request, article):
        workflow.take_out_of_bin(article, request.user)
        return _g("The draft is back on the desk.")

    # Steps that ask something first, each a page of its own

    def get_urls(self):
        def page(route, view, name):
            wrapped = self.admin_site.admin_view(view)
            return path(f"<path:object_id>/{route}/", wrapped, name=f"articles_article_{name}")

        return [
            page("preview", self.preview_view, "preview"),
            page("duplicate", self.duplicate_view, "duplicate"),
            page("schedule", self.schedule_view, "schedule"),
            page("withdraw", self.withdraw_view, "withdraw"),
            page("send-back", self.send_back_view, "send_back"),
            page("correct", self.correct_view, "correct"),
            page("erase", self.erase_view, "erase"),
            *super().get_urls(),
        ]

    def address_of(self, article, page="change"):
        """Return the address of a page about an article."""
        name = f"admin:articles_article_{page.replace('-', '_')}"
        return reverse(name, args=[article.pk])

    def article_or_404(self, request, object_id):
        """Return the article if this person may see it, else answer as if there were none."""
        article = self.get_object(request, unquote(object_id))
        if article is None or not self.has_view_permission(request, article):
            from django.http import Http404

            raise Http404
        return article

    def preview_view(self, request, object_id):
        article = self.article_or_404(request, object_id)
        return TemplateResponse(request, "articles/article.html", preview_context(article))

    def duplicate_view(self, request, object_id):
        article = self.article_or_404(request, object_id)
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseRedirect(self.address_of(article))
        twin = duplicate(article, request.user)
        self.message_user(request, _g("This is the copy. The article it came from is unchanged."))
        return HttpResponseRedirect(self.address_of(twin))

    def schedule_view(self, request, object_id):
        def schedule(article, answers):
            publishing.publish(
                article, request.user, at=answers["at"], expires_at=answers["expires_at"]
            )
            return _g("The article is scheduled.")

        return self.asking(
            request, object_id, "publish", ScheduleForm, _g("Schedule"), schedule, "schedule"
        )

    def withdraw_view(self, request, object_id):
        def withdraw(article, answers):
            publishing.withdraw(
                article, request.user, str(answers["public_reason"]), note=answers["note"]
            )
            return _g("The article was withdrawn. Its address says why.")

        return self.asking(
            request, object_id, "withdraw", WithdrawForm, _g("Withdraw"), withdraw, "withdraw"
        )

    def send_back_view(self, request, object_id):
        def send_back(article, answers):
            workflow.send_back(article, request.user, answers["reason"])
            return _g("The article went back to its author.")

        return self.asking(
            request, object_id, "send_back", SendBackForm, _g("Send back"), send_back, "send_back"
        )

    def correct_view(self, request, object_id):
        def correct(article, answers):
            publishing.correct(article, request.user, **answers)
            return _g("The correction is public.")

        return self.asking(
            request, object_id, "publish", CorrectForm, _g("Correct"), correct, "correct"
        )

    def erase_view(self, request, object_id):
        def erase(article, answers):
            second = authenticate(
                request,
                username=answers["second_username"],
                password=answers["second_password"],
            )
            if second is None or not second.is_staff or not second.has_perm("articles.erase"):
                raise Refused(_g("The second person was not recognised, or may not erase."))
            erase_article(
                article.pk,
                basis=answers["basis"],
                document=answers["document"],
                by=request.user.get_username(),
                second_person=second.get_username(),
            )
            return _g("The article was erased.")

        return self.asking(request, object_id, "erase", EraseForm, _g("Erase"), erase, "erase")

    def asking(self, request, object_id, permission, form_class, title, act, name):
        """Ask what a step needs to know, take it, and go back to the article."""
        article = self.article_or_404(request, object_id)
        if not self.permissions(request, article)[permission]:
            raise PermissionDenied
        form = form_class(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():
                    message = act(article, form.cleaned_data)
            except Refused as refusal:
                for reason in refusal.reasons:
                    form.add_error(None, reason)
            else:
                self.message_user(request, message, messages.SUCCESS)
                return HttpResponseRedirect(self.address_of(article))
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "original": article,
            "form": form,
            "name": name,
            "media": self.media + form.media,
            "pending": Edition.objects.of_article(article.pk).pending().first(),
            "article_url": self.address_of(article),
        }
        status = 200 if request.method != "POST" else 422
        return TemplateResponse(request, "admin/articles/article/step.html", context, status=status)


__all__ = ["ArticleAdmin", "PublicState"]
