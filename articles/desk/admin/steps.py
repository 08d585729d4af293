"""The steps an article takes in the admin: its buttons, and the pages that ask something first."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.desk.acts.acting import locked
from articles.desk.acts.event import record
from articles.desk.acts.needs import reasons_against
from articles.desk.acts.refusal import Refused
from articles.desk.acts.standing import Standing
from articles.desk.acts.steps import STEPS
from articles.desk.admin.step_forms import FORMS, EraseForm, StepForm
from articles.desk.duplicating import duplicate
from articles.desk.erasure.erasing import erase_article
from articles.desk.roles.rights import may, why_not
from articles.desk.signing.signing_off import sign_offs_of
from articles.desk.sweep.settling import words_of_correction
from articles.desk.versions.side import difference_from_approved, difference_from_live
from articles.page.edition import Edition

# Two steps at one press, for the head who has read the text: each is refused for itself.
IN_A_ROW = {"approve_and_publish": ["approve", "publish"]}


class StepPages:
    """The steps of `ArticleAdmin`: each asks who may, calls the verb, and tells what came of it."""

    def get_urls(self):
        def page(name, view):
            wrapped = self.admin_site.admin_view(view)
            route = f"<path:object_id>/{name.replace('_', '-')}/"
            return path(route, wrapped, name=f"articles_article_{name}")

        return [
            *(page(name, self.view_of(name)) for name in STEPS),
            page("duplicate", self.duplicate_view),
            page("erase", self.erase_view),
            *super().get_urls(),
        ]

    def view_of(self, name):
        """Return the view at the address of a step."""

        def view(request, object_id):
            return self.step_view(request, object_id, STEPS[name])

        return view

    def address_of(self, article, page="change"):
        """Return the address of a page about an article."""
        return reverse(f"admin:articles_article_{page}", args=[article.pk])

    def article_or_404(self, request, object_id):
        """Return the article if this person may see it, else answer as if there were none."""
        article = self.get_object(request, unquote(object_id))
        if article is None or not self.has_view_permission(request, article):
            raise Http404
        return article

    # The buttons of the form: what was typed is saved first, where this person may write

    def pressed(self, request):
        """Return the name of the step whose button was pressed, or None."""
        names = [*STEPS, *IN_A_ROW]
        return next((name for name in names if f"_{name}" in request.POST), None)

    def take_pressed(self, request, article, name, was_read=False):
        """
        Take the step of a button and go back to the article, or to the page that asks first.

        ``was_read`` tells that the form has compared the version this person read.
        """
        for each in IN_A_ROW.get(name, [name]):
            step = STEPS[each]
            if step.asks and not answered(request.POST, step):
                return HttpResponseRedirect(self.address_of(article, each))
            with transaction.atomic():
                standing = locked(article)
                needs_reading = step.is_about_text and not was_read
                form = form_of(step, standing, request.POST, needs_reading)
                taken = form.is_valid() and self.was_taken(request, standing, step, form)
            if not taken:
                for errors in form.errors.values():
                    for error in errors:
                        self.message_user(request, error, messages.ERROR)
                break
        return HttpResponseRedirect(self.address_of(article))

    def was_taken(self, request, article, step, form):
        """Take a step with the form's answers; tell whether it was taken, else why on the form."""
        names = [*step.asks, *step.takes]
        answers = {name: value for name in names if (value := form.cleaned_data.get(name))}
        try:
            message = step.act(article, request.user, **answers)
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
            return False
        live = Edition.objects.of_article(article.pk).live().first()
        if live and step.name in {"publish", "emergency", "correct"}:
            read = _("Read it")
            message = format_html('{} <a href="{}">{}</a>', message, live.get_absolute_url(), read)
        self.message_user(request, message, messages.SUCCESS)
        return True

    # The address of a step

    def step_view(self, request, object_id, step):
        """Ask what a step needs to know; on POST take it. A mere visit changes nothing."""
        article = self.article_or_404(request, object_id)
        if request.method == "POST":
            with transaction.atomic():
                article = locked(article)
                form = form_of(step, article, request.POST, step.is_about_text)
                if form.is_valid() and self.was_taken(request, article, step, form):
                    return HttpResponseRedirect(self.address_of(article))
            # Written into the diary by now; there is nothing to ask from who may not at all.
            self.require(step.name, request, article)
        elif not step.asks and step.name not in SHOWN_FIRST:
            return HttpResponseRedirect(self.address_of(article))
        else:
            self.require(step.name, request, article)
            form = form_of(step, article, None, step.is_about_text, self.known(article, step))
        return self.step_page(request, article, step.name, step.label, form)

    def require(self, act, request, article, verb=None):
        """
        Refuse what is not this person's to do.

        With the name of a ``verb`` a try is written into the diary; a mere visit never is.
        """
        if reasons := why_not(request.user, act, article):
            if verb and request.method == "POST":
                record(article, verb, request.user, reason=" ".join(reasons), refused=True)
            raise PermissionDenied

    def step_page(self, request, article, name, label, form):
        """Show the page of a step: what stands, what is in the way, what is asked."""
        standing = Standing(article)
        context = {
            **self.admin_site.each_context(request),
            "title": str(label).removesuffix("…"),
            "opts": self.opts,
            "original": article,
            "form": form,
            "step": name,
            "media": self.media + form.media,
            "pending": standing.pending,
            "live": standing.live,
            "owed_checks": standing.owed_checks,
            "reasons": [] if form.is_bound else reasons_against(name, standing, request.user),
            "article_url": self.address_of(article),
        }
        if name == "approve":
            context |= what_an_approver_reads(request.user, standing)
        template = [f"admin/articles/article/{name}.html", "admin/articles/article/step.html"]
        status = 200 if request.method != "POST" else 422
        return TemplateResponse(request, template, context, status=status)

    def known(self, article, step):
        """Return what the form of a step can be filled with beforehand."""
        if step.name == "correct":
            return words_of_correction(article)
        if step.name != "schedule":
            return {}
        pending = Edition.objects.of_article(article.pk).pending().first()
        return {"at": pending.live_from, "expires_at": pending.expires_at} if pending else {}

    # Not steps of its life: a copy, and the end by order

    def duplicate_view(self, request, object_id):
        article = self.article_or_404(request, object_id)
        self.require("duplicate", request, article, "duplicate")
        self.require("add", request, None)
        if request.method != "POST":
            return HttpResponseRedirect(self.address_of(article))
        twin = duplicate(article, request.user)
        self.message_user(request, _("This is the copy. The article it came from is unchanged."))
        return HttpResponseRedirect(self.address_of(twin))

    def erase_view(self, request, object_id):
        article = self.article_or_404(request, object_id)
        self.require("erase", request, article, "erase")
        form = EraseForm(request.POST or None, article=article, initial=known_version(article))
        if request.method == "POST" and form.is_valid():
            try:
                erase_article(article.pk, **form.order(request))
            except Refused as refusal:
                record(article, "erase", request.user, refused=True, reason=str(refusal))
                for reason in refusal.reasons:
                    form.add_error(None, reason)
            else:
                self.message_user(request, _("The article was erased."), messages.SUCCESS)
                return HttpResponseRedirect(self.address_of(article))
        return self.step_page(request, article, "erase", _("Erase by order"), form)


# Steps that ask nothing, but whose address shows the article before they are taken.
SHOWN_FIRST = {"approve", "publish", "confirm"}


def form_of(step, article, data, needs_reading, initial=None):
    """Return the form of a step, filled with what was posted or with what is known."""
    form_class = FORMS.get(step.name, StepForm)
    initial = {**known_version(article), **(initial or {})}
    return form_class(data, article=article, is_about_text=needs_reading, initial=initial)


def what_an_approver_reads(user, standing):
    """Return what the page of an approval shows: all that is new, and what others said of it."""
    article = standing.article
    return {
        "from_approved": difference_from_approved(article),
        "from_live": difference_from_live(article),
        "officials": standing.printed.get("officials", []),
        "checked": standing.checked,
        "sign_offs": sign_offs_of(standing),
        "may_publish": may(user, "publish"),
    }


def known_version(article):
    """Return what a form of a step says about the version its person saw."""
    return {"version_read": article.version}


def answered(data, step):
    """Tell whether a posted form brought an answer that a step asks for."""
    names = {*step.asks, *(f"{name}_0" for name in step.asks), *(["preset"] if step.asks else [])}
    return any(data.get(name) for name in names)
