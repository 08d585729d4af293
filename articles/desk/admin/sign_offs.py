"""Asking outside the desk: links for people without an account, and what they said."""

import mimetypes

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.acts.refusal import Refused
from articles.desk.acts.standing import Standing
from articles.desk.roles.rights import may
from articles.desk.signing.sign_off import SignOff, SignOffLink
from articles.desk.signing.signing_off import (
    HOURS,
    LONGEST_COMMENT,
    MOST_HOURS,
    SAID_ELSEWHERE,
    make_link,
    ready_text,
    record_answer,
    revoke_link,
    sign_offs_of,
    token_of,
    versions_to_speak_of,
)
from articles.page.frame.site import SiteIdentity
from images.forms import ACCEPT
from images.intake import take_aside
from images.storage import originals

MINUTE = "%Y-%m-%dT%H:%M"


class LinkForm(forms.Form):
    """For whom a link is, and for how long."""

    for_whom = forms.CharField(
        label=gettext_lazy("for whom"),
        max_length=150,
        help_text=gettext_lazy("Name and office, as you address the person."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    hours = forms.IntegerField(
        label=gettext_lazy("open for so many hours"),
        min_value=1,
        max_value=MOST_HOURS,
        initial=HOURS,
    )


class RecordForm(forms.Form):
    """What somebody said by telephone, on paper or in a chat."""

    who = forms.CharField(
        label=gettext_lazy("who said it"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("how"),
        choices=[(each.value, each.label) for each in SAID_ELSEWHERE],
        widget=forms.RadioSelect,
    )
    said_at = forms.DateTimeField(
        label=gettext_lazy("when"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTE),
    )
    version = forms.TypedChoiceField(label=gettext_lazy("about which version"), coerce=int)
    answer = forms.ChoiceField(
        label=gettext_lazy("answer"), choices=SignOff.Answer, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label=gettext_lazy("what was said"),
        max_length=2 * LONGEST_COMMENT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed where changes are asked for."),
    )
    evidence = forms.FileField(
        label=gettext_lazy("picture of it"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=gettext_lazy(
            "The signed paper or the chat, JPEG, HEIC, PNG, WebP or GIF. Readers never see it."
        ),
    )

    def __init__(self, *args, article, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].choices = [
            (each.number, name_of(each, article)) for each in versions_to_speak_of(article)
        ]

    def clean_evidence(self):
        upload = self.cleaned_data["evidence"]
        return take_aside(upload) if upload else None


def name_of(version, article):
    """Return what the form calls a version."""
    if version.number == article.version:
        return _("Version %(number)s, as it stands") % {"number": version.number}
    return _("Version %(number)s, saved %(at)s by %(by)s") % {
        "number": version.number,
        "at": f"{timezone.localtime(version.saved_at):%H:%M %d/%m/%Y}",
        "by": version.saved_by or "–",
    }


class SignOffPages:
    """
    The pages of `ArticleAdmin` where outsiders are asked and their answers kept.

    Who may see the article reads the answers; links open only to those who may ask, because
    whoever holds a link can answer.
    """

    def get_urls(self):
        def page(route, view, name):
            wrapped = self.admin_site.admin_view(view)
            return path(f"<path:object_id>/{route}/", wrapped, name=f"articles_article_{name}")

        return [
            page("sign-off", self.sign_off_view, "sign_off"),
            page("sign-off/link", self.sign_off_link_view, "sign_off_link"),
            page("sign-off/link/<int:number>/revoke", self.sign_off_revoke_view, "sign_off_revoke"),
            page("sign-off/record", self.sign_off_record_view, "sign_off_record"),
            page("sign-off/<int:number>/evidence", self.evidence_view, "sign_off_evidence"),
            *super().get_urls(),
        ]

    def sign_off_view(self, request, object_id):
        """Show whom the article was sent to and what they said; ask from here."""
        article = self.article_or_404(request, object_id)
        return self.show_sign_offs(request, article)

    def sign_off_link_view(self, request, object_id):
        """Make a link and show it, with a message to send."""
        article = self.article_to_ask_about(request, object_id, "ask_sign_off")
        if request.method != "POST":
            return HttpResponseRedirect(self.address_of(article, "sign_off"))
        form = LinkForm(request.POST)
        if not form.is_valid():
            return self.show_sign_offs(request, article, link_form=form)
        return self.act(
            request,
            article,
            lambda: make_link(article, request.user, **form.cleaned_data),
            _("The link is ready. Copy the message and send it."),
            link_form=form,
        )

    def sign_off_revoke_view(self, request, object_id, number):
        """Close a link before its time."""
        article = self.article_to_ask_about(request, object_id, "revoke_sign_off")
        link = get_object_or_404(SignOffLink, article=article, pk=number)
        if request.method != "POST":
            return HttpResponseRedirect(self.address_of(article, "sign_off"))
        return self.act(
            request,
            article,
            lambda: revoke_link(link, request.user),
            _("The link was revoked. It opens nothing any more."),
        )

    def sign_off_record_view(self, request, object_id):
        """Keep what was said by telephone, on paper or in a chat."""
        article = self.article_to_ask_about(request, object_id, "record_sign_off")
        if request.method != "POST":
            return HttpResponseRedirect(self.address_of(article, "sign_off"))
        form = RecordForm(request.POST, request.FILES, article=article)
        if not form.is_valid():
            return self.show_sign_offs(request, article, record_form=form)
        return self.act(
            request,
            article,
            lambda: record_answer(article, request.user, **form.cleaned_data),
            _("The answer was recorded."),
            record_form=form,
        )

    def evidence_view(self, request, object_id, number):
        """Answer the picture that was kept with an answer."""
        article = self.article_or_404(request, object_id)
        sign_off = get_object_or_404(SignOff, article=article.pk, pk=number)
        name = sign_off.evidence.name
        try:
            file = originals().open(name) if name else None
        except FileNotFoundError:
            file = None
        if file is None:
            raise Http404
        response = FileResponse(file, content_type=mimetypes.guess_type(name)[0])
        response["X-Content-Type-Options"] = "nosniff"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def article_to_ask_about(self, request, object_id, verb):
        """Return the article if this person may ask about it, else refuse the verb."""
        article = self.article_or_404(request, object_id)
        self.require("ask_sign_off", request, article, verb)
        return article

    def act(self, request, article, act, message, **forms):
        """Carry out a verb and go back to the page, or show there what refuses it."""
        try:
            act()
        except Refused as refusal:
            return self.show_sign_offs(request, article, reasons=refusal.reasons, **forms)
        self.message_user(request, message, messages.SUCCESS)
        return HttpResponseRedirect(self.address_of(article, "sign_off"))

    def show_sign_offs(self, request, article, link_form=None, record_form=None, reasons=()):
        """Answer the page of sign-offs; 422 where a form came back."""
        is_asking = may(request.user, "ask_sign_off", article)
        now = timezone.localtime().replace(second=0, microsecond=0)
        first = {"said_at": now, "version": article.version}
        sign_offs = sign_offs_of(Standing(article))
        if is_asking:
            add_messages(request, article, sign_offs.open_links)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Ask for a sign-off"),
            "opts": self.opts,
            "original": article,
            "article_url": self.address_of(article),
            "sign_offs": sign_offs,
            "is_asking": is_asking,
            "link_form": link_form or LinkForm(),
            "record_form": record_form or RecordForm(article=article, initial=first),
            "record_open": record_form is not None,
            "reasons": reasons,
        }
        status = 200 if request.method != "POST" else 422
        return TemplateResponse(
            request, "admin/articles/article/sign_off.html", context, status=status
        )


def add_messages(request, article, links):
    """Give each open link its ``address`` and the ``message`` it can be sent with."""
    site_name = SiteIdentity.current().name
    for link in links:
        link.article = article
        link.address = request.build_absolute_uri(reverse("sign_off", args=[token_of(link)]))
        link.message = ready_text(link, link.address, site_name)
