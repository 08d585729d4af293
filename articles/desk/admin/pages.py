"""The pages beside the news at the desk: writing, seeing before readers do, publishing."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from articles.desk.acts.refusal import Refused
from articles.desk.admin.erase_kept import PAGE, erase_view
from articles.desk.admin.keeping_forms import KeepsTyped
from articles.desk.admin.step_forms import MomentForm
from articles.desk.admin.versions import kept_from_robots
from articles.desk.pages.autosave import PageAutosave
from articles.desk.pages.comparing import difference, line_by_line
from articles.desk.pages.form import PageForm, WithdrawForm
from articles.desk.pages.page import Page, PageState
from articles.desk.pages.printing import edition_of, library_of, picture_rows, printed
from articles.desk.pages.publishing import (
    bring_back,
    publish,
    reasons_against,
    schedule,
    unschedule,
    withdraw,
)
from articles.desk.pages.starting import start_pages
from articles.desk.pages.typed import as_posted, is_saved, to_go_on_with, typed_page
from articles.desk.preview import with_images
from articles.desk.roles.arranging import publishes_pages
from articles.desk.roles.rights import may
from articles.desk.text.links import broken_links, in_words
from articles.desk.text.richtext import with_editor
from articles.desk.versions.presence import Writer, moment
from articles.page import clock
from articles.page.pages.page_edition import PageEdition
from articles.page.pages.page_views import page_context
from articles.page.rendering import render_body

SAVES_SHOWN = 100


class PageList(ChangeList):
    """Pages with their editions, read for the whole list at once."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        editions = {each.pk: [] for each in self.result_list}
        for edition in PageEdition.objects.filter(page__in=editions).order_by("-number"):
            editions[edition.page].append(edition)
        library = library_of(self.result_list)
        for each in self.result_list:
            each.editions, each.library = editions[each.pk], library


@admin.register(Page)
class PageAdmin(KeepsTyped, admin.ModelAdmin):
    form = PageForm
    texts = PageAutosave
    said_none = _("There is no such page.")
    said_barred = _(
        "This page is no longer yours to change. What you typed is still in this window: copy what"
        " you need and give it to the editors."
    )
    said_not_new = _("You may not write pages.")
    said_foreign = _("This was not sent by the form of a page.")
    as_posted = staticmethod(as_posted)
    typed = staticmethod(typed_page)
    is_saved = staticmethod(is_saved)
    to_go_on_with = staticmethod(to_go_on_with)
    list_display = ["named", "address", "state_badge", "responsible", "updated_at"]
    list_display_links = ["named"]
    search_fields = ["title", "slug"]
    sortable_by = ["named", "updated_at"]
    actions = None  # each page is looked at before it goes
    change_form_template = "admin/articles/page/change_form.html"
    change_list_template = "admin/articles/page/change_list.html"
    text = (None, {"fields": ["title", "lead", "body"], "classes": ["desk-text"]})
    about = (_("About this page"), {"fields": ["slug", "responsible", "opening"]})

    class Media:
        css = {"all": ["desk/article.css"]}
        js = ["desk/article.js"]

    def get_urls(self):
        def page(route, view, name):
            view = self.admin_site.admin_view(kept_from_robots(view))
            return path(f"<path:object_id>/{route}/", view, name=f"articles_page_{name}")

        return [
            path(
                "start/",
                self.admin_site.admin_view(require_POST(self.start_view)),
                name="articles_page_start",
            ),
            path(
                "<int:number>/erase/",
                self.admin_site.admin_view(erase_view(self.admin_site, PAGE)),
                name="articles_page_erase",
            ),
            page("preview", require_safe(self.preview_view), "preview"),
            page("withdraw", self.withdraw_view, "withdraw"),
            page("schedule", self.schedule_view, "schedule"),
            page("unschedule", require_POST(self.unschedule_view), "unschedule"),
            page("history/<int:entry>", self.entry_view, "entry"),
            *super().get_urls(),
        ]

    # Who may do what

    def has_change_permission(self, request, obj=None):
        is_erased = obj is not None and obj.erasure_id is not None
        return not is_erased and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        is_kept = obj is not None and (obj.erasure_id is not None or bool(obj.editions))
        return not is_kept and super().has_delete_permission(request, obj)

    def page_or_404(self, request, object_id):
        """Return the page an address names, for somebody who may at least look at it."""
        page = self.get_object(request, unquote(object_id))
        if page is None:
            raise Http404
        if not self.has_view_or_change_permission(request, page):
            raise PermissionDenied
        return page

    # The list

    def get_changelist(self, request, **kwargs):
        return PageList

    def changelist_view(self, request, extra_context=None):
        may_start = self.has_add_permission(request) and not Page.objects.exists()
        return super().changelist_view(request, {"may_start": may_start, **(extra_context or {})})

    def start_view(self, request):
        """Make the pages that every site needs, as drafts."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        start_pages()
        said = gettext("The usual pages are here as drafts. Make them yours and publish them.")
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_page_changelist"))

    @admin.display(description=_("title of the page"), ordering="title")
    def named(self, page):
        return str(page)

    @admin.display(description=_("address"), ordering="slug")
    def address(self, page):
        return "–" if page.erasure_id else reverse("page", args=[page.slug])

    @admin.display(description=_("readers see"))
    def state_badge(self, page):
        state = page.state
        return format_html('<span class="badge badge--{}">{}</span>', state.code, state.label)

    # The form

    def get_fieldsets(self, request, obj=None):
        if not self.has_change_permission(request, obj) and obj is not None:
            text = (None, {"fields": ["title", "lead", "body_to_read"], "classes": ["desk-text"]})
            return [text, self.about]
        hidden = (None, {"fields": ["version_read", "new_key"], "classes": ["hidden"]})
        return [hidden, self.text, self.about]

    def get_readonly_fields(self, request, obj=None):
        return ["body_to_read"]

    @admin.display(description=_("text"))
    def body_to_read(self, page):
        return mark_safe(render_body(page.body)) or "–"  # noqa: S308 - cleaned by render_body

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return self.form_page(request, object_id, form_url, extra_context)
        if "_saveasnew" in request.POST:
            raise PermissionDenied
        if "_publish" in request.POST and not publishes_pages(request.user):
            raise PermissionDenied
        if object_id is None and (first := self.first_of_two_clicks(request)):
            return self.second_click(request, first)
        with transaction.atomic():
            # The lock comes first: what is compared then stays as it is.
            page = object_id and self.locked_page(request, object_id)
            if page and request.POST.get("version_read", "") != str(page.version):
                return self.conflict(request, page)
            return self.form_page(request, object_id, form_url, extra_context)

    def first_of_two_clicks(self, request):
        """Return the page that was already made from the same empty form, or None."""
        key = self.form.new_key_of(request.POST)
        page = self.made_from(request.user, key) if key else None
        return page if page and self.has_change_permission(request, page) else None

    def form_page(self, request, object_id, form_url, extra_context):
        """Let Django show or save the form, on a page where the editor may run."""
        view = with_editor(super().changeform_view)
        return view(request, object_id, form_url, extra_context)

    def locked_page(self, request, object_id):
        """Lock a page this person may change, and return it; None leaves the answer to Django."""
        page = self.get_object(request, unquote(object_id))
        if page is None or not self.has_change_permission(request, page):
            return None
        return Page.objects.select_for_update().filter(pk=page.pk).first()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_publish"] = publishes_pages(request.user)
        if obj is not None:
            stored = Page.objects.get(pk=obj.pk)  # not what a refused form has bound
            context["state"] = stored.state
            context["live"] = stored.live
            context["pending"] = stored.pending
            context["may_erase"] = may(request.user, "erase") and not stored.erasure_id
            if stored.state is not PageState.LIVE:
                context["reasons"] = reasons_against(stored, printed(stored, stored.library))
            context["broken"] = broken_links(stored.body)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def conflict(self, request, page):
        """Show what stands now beside what was typed here; nothing is saved yet."""
        last = page.history.select_related("history_user").first()
        typed = self.typed(request.POST)
        left_out = {"csrfmiddlewaretoken", "version_read"}
        fields = [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in left_out and not name.startswith("_")
        ]
        context = {
            **self.looking_at(request, page, gettext("This page was saved while you were writing")),
            "other": last,
            "difference": difference(page, typed.page),
            "differences": line_by_line(page, typed.page),
            "fields": [*fields, ("version_read", page.version)],
        }
        template = "admin/articles/page/conflict.html"
        return TemplateResponse(request, template, context, status=409)

    def looking_at(self, request, page, title, **more):
        """Return the context that the pages about one page share."""
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "original": page,
            "page_url": reverse("admin:articles_page_change", args=[page.pk]),
            **more,
        }

    # Kept while it is typed

    def name_of(self, typed):
        """Return the title that was typed."""
        return typed.page.title

    def difference_to(self, page, typed):
        """Return how what was typed differs from the page as it stands, or from nothing."""
        if page is None:
            return difference(Page(), typed.page)
        there, here = gettext("As it stands now"), gettext("Typed and not saved")
        return difference(page, typed.page, there, here)

    def subject_of(self, request, number):
        """Return the page with a number, None where this person may not look at it."""
        page = Page.objects.filter(pk=number).first()
        return page if page and self.has_view_or_change_permission(request, page) else None

    def looked_at_or_404(self, request, object_id):
        return self.page_or_404(request, object_id)

    def may_write_on(self, request, page):
        return self.has_change_permission(request, page)

    def others_at(self, page, user):
        """Return who else has typed something on the page that is not saved."""
        texts = page.autosaves.exclude(user=user).defer("form").select_related("user")
        return [Writer(each.user, typed_at=each.saved_at) for each in texts.order_by("-saved_at")]

    def tell(self, page, version_read, user, may_write=True):
        context = {
            "others": self.others_at(page, user),
            "news": self.tell_news(page, version_read, user),
        }
        return render_to_string("admin/articles/article/keeping_told.html", context).strip()

    def tell_news(self, page, version_read, user):
        last = page.history.select_related("history_user").first()
        if page.version <= version_read or last is None:
            return ""
        said = gettext(
            "%(name)s saved the page at %(time)s. Your text is not lost: when you save, you see"
            " both beside each other and decide."
        ) % {
            "name": last.history_user or gettext("The newsroom"),
            "time": moment(last.history_date),
        }
        # In a tab of its own: this page holds a text that is not saved.
        return format_html(
            '{} <a href="{}" target="_blank" rel="noopener">{}</a>',
            said,
            self.url_of("history", page.pk),
            gettext("See what changed"),
        )

    # Saving

    def save_model(self, request, obj, form, change):
        request.was_saved = not change or bool(form.changed_data)
        if request.was_saved:
            obj.version += 1
            super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        return self.after_saving(request, obj)

    def response_change(self, request, obj):
        return self.after_saving(request, obj)

    def after_saving(self, request, page):
        """Do what the button said beyond saving, or stay and go on writing."""
        here = reverse("admin:articles_page_change", args=[page.pk])
        if "_preview" in request.POST:
            return HttpResponseRedirect(reverse("admin:articles_page_preview", args=[page.pk]))
        if "_publish" in request.POST:
            self.publish(request, page)
        elif request.was_saved:
            self.message_user(request, gettext("The page was saved."), messages.SUCCESS)
        else:
            self.message_user(request, gettext("Nothing was changed since the last save."))
        return HttpResponseRedirect(here)

    def publish(self, request, page):
        try:
            edition = publish(page)
        except Refused as refused:
            said = gettext("The page was saved, but not published: %(why)s")
            self.message_user(request, said % {"why": refused}, messages.ERROR)
            return
        said = format_html(
            '{} <a href="{}">{}</a>',
            gettext("Readers see the page now."),
            edition.get_absolute_url(),
            gettext("View it on the site"),
        )
        self.message_user(request, said, messages.SUCCESS)

    # Other pages about it

    def preview_view(self, request, object_id):
        """Show the page as readers would see it, by their own template."""
        page = self.page_or_404(request, object_id)
        shown = printed(page)
        unsaved = edition_of(page, shown, live_from=clock.now())
        pictures = with_images(picture_rows(unsaved, shown))
        page_url = reverse("admin:articles_page_change", args=[page.pk])
        context = {**page_context(unsaved, pictures), "page_url": page_url}
        return TemplateResponse(request, "admin/articles/page/preview.html", context)

    def withdraw_view(self, request, object_id):
        """Ask for the reason and take the page down."""
        page = self.page_or_404(request, object_id)
        if not publishes_pages(request.user):
            raise PermissionDenied
        form = WithdrawForm(request.POST or None)
        if form.is_valid():
            try:
                withdraw(page, form.cleaned_data["reason"])
            except Refused as refused:
                self.message_user(request, str(refused), messages.ERROR)
            else:
                said = gettext("Readers do not see the page any more.")
                self.message_user(request, said, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:articles_page_change", args=[page.pk]))
        said = gettext(
            "Its address will answer that the page was withdrawn, with this reason. The text stays"
            " on the desk, and you can publish it again."
        )
        return self.step_page(request, page, gettext("Withdraw the page"), form, said)

    def schedule_view(self, request, object_id):
        """Ask for the moment and let the page appear then."""
        page = self.page_or_404(request, object_id)
        if not publishes_pages(request.user):
            raise PermissionDenied
        form = MomentForm(request.POST or None)
        if form.is_valid():
            try:
                edition = schedule(page, form.cleaned_data["at"])
            except Refused as refused:
                for reason in refused.reasons:
                    form.add_error(None, reason)
            else:
                said = gettext("Readers will see the page as it stands now from %(moment)s.")
                moment = in_words(edition.live_from)
                self.message_user(request, said % {"moment": moment}, messages.SUCCESS)
                return HttpResponseRedirect(self.url_of("change", page.pk))
        said = gettext(
            "The page appears as it was last saved; what is written later has to be published"
            " again. What readers see now stays until then."
        )
        return self.step_page(request, page, gettext("Publish at a set time"), form, said)

    def step_page(self, request, page, title, form, said):
        """Ask what a step needs."""
        more = {"form": form, "said": said, "pending": page.pending, "media": form.media}
        context = self.looking_at(request, page, title, **more)
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/articles/page/step.html", context, status=status)

    def unschedule_view(self, request, object_id):
        """Take back what was scheduled."""
        page = self.page_or_404(request, object_id)
        if not publishes_pages(request.user):
            raise PermissionDenied
        try:
            unschedule(page)
        except Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
        else:
            self.message_user(
                request,
                gettext("The schedule was taken back; readers never saw it."),
                messages.SUCCESS,
            )
        return HttpResponseRedirect(self.url_of("change", page.pk))

    def history_view(self, request, object_id, extra_context=None):
        """Show what readers saw and every save, the newest first."""
        page = self.page_or_404(request, object_id)
        saves = page.history.select_related("history_user").defer("body")
        context = self.looking_at(
            request,
            page,
            gettext("History of the page"),
            editions=page.editions,
            live=page.live,
            saves=saves.order_by("-history_date", "-history_id")[:SAVES_SHOWN],
        )
        return TemplateResponse(request, "admin/articles/page/history.html", context)

    def entry_view(self, request, object_id, entry):
        """Show what bringing a save back would change; on POST bring it back."""
        page = self.page_or_404(request, object_id)
        found = page.history.select_related("history_user").filter(pk=entry).first()
        if found is None:
            raise Http404
        may_change = self.has_change_permission(request, page)
        if request.method == "POST":
            if not may_change:
                raise PermissionDenied
            return self.bring_back(request, page, found)
        context = self.looking_at(
            request,
            page,
            gettext("Version %(number)d") % {"number": found.version},
            entry=found,
            difference=difference(
                found,
                page,
                gettext("Version %(number)d") % {"number": found.version},
                gettext("As it stands now"),
            ),
            may_change=may_change,
        )
        return TemplateResponse(request, "admin/articles/page/entry.html", context)

    def bring_back(self, request, page, entry):
        try:
            bring_back(page, entry)
        except Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
        else:
            said = gettext(
                "The text of then is back in the working copy. Readers see it once you publish."
            )
            self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_page_change", args=[page.pk]))
