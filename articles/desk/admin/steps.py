"""The steps an article takes: what the buttons do, and the pages that ask something first."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.desk import publishing, workflow
from articles.desk.admin.panel import newest_versions
from articles.desk.admin.verbs import (
    CorrectForm,
    EraseForm,
    ScheduleForm,
    SendBackForm,
    WithdrawForm,
)
from articles.desk.article import Article
from articles.desk.diary import diary_of
from articles.desk.duplicating import duplicate
from articles.desk.erasing import erase_article
from articles.desk.event import record
from articles.desk.preview import preview_context
from articles.desk.refusal import Refused, refuse
from articles.desk.restoring import as_form_shows, restore
from articles.desk.rights import open_steps
from articles.page.edition import Edition

# Buttons that save the form and then open the page that asks what the step needs to know.
ASKING = ["schedule", "correct", "send_back"]


class StepPages:
    """The steps of `ArticleAdmin`: each asks who may, calls the verb, and tells what came of it."""

    def get_urls(self):
        def page(route, view, name):
            wrapped = self.admin_site.admin_view(view)
            return path(f"<path:object_id>/{route}/", wrapped, name=f"articles_article_{name}")

        return [
            page("preview", self.preview_view, "preview"),
            page("version/<int:number>", self.version_view, "version"),
            page("duplicate", self.duplicate_view, "duplicate"),
            page("recall", self.recall_view, "recall"),
            page("take-back", self.take_back_view, "take_back"),
            page("bin", self.bin_view, "bin"),
            page("unbin", self.unbin_view, "unbin"),
            page("schedule", self.schedule_view, "schedule"),
            page("withdraw", self.withdraw_view, "withdraw"),
            page("send-back", self.send_back_view, "send_back"),
            page("correct", self.correct_view, "correct"),
            page("erase", self.erase_view, "erase"),
            *super().get_urls(),
        ]

    def address_of(self, article, page="change"):
        """Return the address of a page about an article."""
        return reverse(f"admin:articles_article_{page}", args=[article.pk])

    def article_or_404(self, request, object_id):
        """Return the article if this person may see it, else answer as if there were none."""
        article = self.get_object(request, unquote(object_id))
        if article is None or not self.has_view_permission(request, article):
            raise Http404
        return article

    def require(self, step, user, article):
        """Refuse a step that is not open to this person."""
        if step not in open_steps(user, article):
            raise PermissionDenied

    # The form's buttons: it has been saved, now comes the step

    def step_asked_for(self, request, article):
        """Take the step whose button was pressed and answer; None when it was a plain save."""
        if "_preview" in request.POST:
            return HttpResponseRedirect(self.address_of(article, "preview"))
        for step in ASKING:
            if f"_{step}" in request.POST:
                return HttpResponseRedirect(self.address_of(article, step))
        for step, act in [("submit", self.submit), ("publish", self.publish_now)]:
            if f"_{step}" in request.POST:
                return self.carry_out(request, article, step, act)
        return None

    def carry_out(self, request, article, step, act):
        """Carry out a step this person may take, tell what came of it, go back to the article."""
        self.require(step, request.user, article)
        try:
            message = act(request, article)
        except Refused as refusal:
            self.note_refusal(article, step, request.user, refusal)
            for reason in refusal.reasons:
                self.message_user(request, reason, messages.ERROR)
        else:
            self.message_user(request, message, messages.SUCCESS)
        return HttpResponseRedirect(self.address_of(article))

    def note_refusal(self, article, step, by, refusal):
        """Write a refused try into the diary."""
        article = Article.objects.get(pk=article.pk)
        record(article, step, by, reason=" ".join(refusal.reasons), refused=True)

    def submit(self, request, article):
        workflow.submit(article, request.user)
        return _("The article was sent to the editors.")

    def publish_now(self, request, article):
        before = Edition.objects.of_article(article.pk).first()
        live = Edition.objects.of_article(article.pk).live().first()
        edition = publishing.publish(
            article,
            request.user,
            expires_at=live.expires_at if live else None,
            major="major" in request.POST,
            change_note=request.POST.get("change_note", "").strip()[:1000],
        )
        if before and edition.pk == before.pk:
            return _("Readers see this text already; nothing was changed.")
        return format_html(
            '{} <a href="{}">{}</a>',
            _("The article is public."),
            edition.get_absolute_url(),
            _("Read it"),
        )

    # Steps at the press of a button, without the form

    def at_once(self, request, object_id, step, act):
        """Take a step on POST; a mere visit changes nothing and leads to the article."""
        article = self.article_or_404(request, object_id)
        self.require(step, request.user, article)
        if request.method != "POST":
            return HttpResponseRedirect(self.address_of(article))
        return self.carry_out(request, article, step, act)

    def recall_view(self, request, object_id):
        def recall(request, article):
            workflow.recall(article, request.user)
            return _("The article is yours again.")

        return self.at_once(request, object_id, "recall", recall)

    def take_back_view(self, request, object_id):
        def take_back(request, article):
            publishing.take_back(article, request.user)
            return _("The schedule was taken back; readers never saw it.")

        return self.at_once(request, object_id, "take_back", take_back)

    def bin_view(self, request, object_id):
        def put_in_bin(request, article):
            workflow.put_in_bin(article, request.user)
            return _("The draft lies in the bin for 30 days.")

        return self.at_once(request, object_id, "bin", put_in_bin)

    def unbin_view(self, request, object_id):
        def take_out_of_bin(request, article):
            workflow.take_out_of_bin(article, request.user)
            return _("The draft is back on the desk.")

        return self.at_once(request, object_id, "unbin", take_out_of_bin)

    def duplicate_view(self, request, object_id):
        article = self.article_or_404(request, object_id)
        self.require("duplicate", request.user, article)
        if request.method != "POST":
            return HttpResponseRedirect(self.address_of(article))
        twin = duplicate(article, request.user)
        self.message_user(request, _("This is the copy. The article it came from is unchanged."))
        return HttpResponseRedirect(self.address_of(twin))

    # Pages that ask first

    def schedule_view(self, request, object_id):
        def schedule(article, answers):
            at, expires_at = answers["at"], answers["expires_at"]
            publishing.publish(article, request.user, at=at, expires_at=expires_at)
            return _("The article is scheduled.")

        return self.asking(
            request, object_id, "publish", ScheduleForm, _("Schedule"), schedule, "schedule"
        )

    def withdraw_view(self, request, object_id):
        def withdraw(article, answers):
            reason = str(answers["public_reason"])
            publishing.withdraw(article, request.user, reason, note=answers["note"])
            return _("The article was withdrawn. Its address says why.")

        return self.asking(
            request, object_id, "withdraw", WithdrawForm, _("Withdraw"), withdraw, "withdraw"
        )

    def send_back_view(self, request, object_id):
        def send_back(article, answers):
            workflow.send_back(article, request.user, answers["reason"])
            return _("The article went back to its author.")

        return self.asking(
            request, object_id, "send_back", SendBackForm, _("Send back"), send_back, "send_back"
        )

    def correct_view(self, request, object_id):
        def correct(article, answers):
            words = {name: answers[name] for name in ["kind", "wrong", "right", "apology"]}
            publishing.correct(article, request.user, **words)
            return _("The correction is public.")

        return self.asking(
            request, object_id, "correct", CorrectForm, _("Publish a correction"), correct
        )

    def erase_view(self, request, object_id):
        def erase(article, answers):
            second = authenticate(
                request,
                username=answers["second_username"],
                password=answers["second_password"],
            )
            may_stand_by = second and second.is_staff and second.has_perm("articles.erase")
            refuse(
                []
                if may_stand_by
                else [_("The second person was not recognised, or may not erase.")]
            )
            erase_article(
                article.pk,
                basis=answers["basis"],
                document=answers["document"],
                by=request.user.get_username(),
                second_person=second.get_username(),
            )
            return _("The article was erased.")

        return self.asking(request, object_id, "erase", EraseForm, _("Erase by order"), erase)

    def asking(self, request, object_id, right, form_class, title, act, step=None):
        """
        Ask what a step needs to know, take it, and go back to the article.

        ``right`` is the step of `open_steps` that must be open; ``step`` names it in the diary
        where the two differ.
        """
        step = step or right
        article = self.article_or_404(request, object_id)
        if request.method == "POST":
            with transaction.atomic():
                article = workflow.locked(article)
                self.require(right, request.user, article)
                form = form_class(request.POST, article=article)
                if form.is_valid() and self.was_taken(request, article, step, act, form):
                    return HttpResponseRedirect(self.address_of(article))
        else:
            self.require(right, request.user, article)
            form = form_class(article=article, initial=self.known(article))
        editions = Edition.objects.of_article(article.pk).defer("content", "body_html")
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "original": article,
            "form": form,
            "step": step,
            "media": self.media + form.media,
            "pending": editions.pending().first(),
            "live": editions.live().first(),
            "article_url": self.address_of(article),
        }
        status = 200 if request.method != "POST" else 422
        return TemplateResponse(request, "admin/articles/article/step.html", context, status=status)

    def was_taken(self, request, article, step, act, form):
        """Take the step with the form's answers; tell whether it was taken, or what refused it."""
        try:
            message = act(article, form.cleaned_data)
        except Refused as refusal:
            self.note_refusal(article, step, request.user, refusal)
            for reason in refusal.reasons:
                form.add_error(None, reason)
            return False
        self.message_user(request, message, messages.SUCCESS)
        return True

    def known(self, article):
        """Return what the form of a step can be filled with beforehand."""
        pending = Edition.objects.of_article(article.pk).pending().first()
        dates = {"at": pending.live_from, "expires_at": pending.expires_at} if pending else {}
        return {"version_read": article.version, **dates}

    # Looking: the page before readers see it, and what was

    def preview_view(self, request, object_id):
        article = self.article_or_404(request, object_id)
        context = {**preview_context(article), "article_url": self.address_of(article)}
        return TemplateResponse(request, "admin/articles/article/preview.html", context)

    def history_view(self, request, object_id, extra_context=None):
        article = self.article_or_404(request, object_id)
        editions = Edition.objects.of_article(article.pk).defer("content", "body_html")
        context = {
            **self.admin_site.each_context(request),
            "title": _("What happened to it"),
            "opts": self.opts,
            "original": article,
            "article_url": self.address_of(article),
            "editions": editions[:100],
            "versions": newest_versions(article)[:200],
            "diary": diary_of(article, most=300),
        }
        return TemplateResponse(request, "admin/articles/article/history.html", context)

    def version_view(self, request, object_id, number):
        """Show one version beside what stands now; on POST bring it back."""
        article = self.article_or_404(request, object_id)
        version = article.versions.select_related("saved_by").filter(number=number).first()
        if version is None:
            raise Http404
        may_restore = self.has_change_permission(request, article)
        if request.method == "POST":
            if not may_restore:
                raise PermissionDenied
            return self.bring_back(request, article, version)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Version %(number)s") % {"number": number},
            "opts": self.opts,
            "original": article,
            "article_url": self.address_of(article),
            "version": version,
            "is_newest": number == article.version,
            "rows": as_form_shows(version, article),
            "may_restore": may_restore and number != article.version and not version.erasure_id,
        }
        return TemplateResponse(request, "admin/articles/article/version.html", context)

    def bring_back(self, request, article, version):
        """Restore a version and tell what came of it."""
        try:
            restore(version, request.user)
        except Refused as refusal:
            self.note_refusal(article, "restore", request.user, refusal)
            for reason in refusal.reasons:
                self.message_user(request, reason, messages.ERROR)
        else:
            self.message_user(
                request,
                _("Version %(number)s is back, as the newest one.") % {"number": version.number},
                messages.SUCCESS,
            )
        return HttpResponseRedirect(self.address_of(article))
