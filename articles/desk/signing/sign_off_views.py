"""
The page of somebody who was asked for a word on an article and has no account.

It is the readers' own page with a question under it. Opening it changes nothing, whoever or
whatever opens it: only a pressed button acts.
"""

from functools import wraps

from django import forms
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from articles.desk.acts.refusal import Refused
from articles.desk.acts.standing import Standing
from articles.desk.preview import preview_context
from articles.desk.signing.signing_off import (
    LONGEST_COMMENT,
    Changed,
    Closed,
    LinkState,
    answer,
    link_of,
    state_of,
    with_presence,
)
from articles.page.frame.furniture import furnished
from articles.page.papers.document_links import led_under
from documents.files import download


def for_one_reader(view):
    """Keep what a view answers from robots, caches and the sites its links lead to."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "private, no-store"
        # Not "no-referrer": browsers then send the form without its origin, and it is refused.
        response["Referrer-Policy"] = "same-origin"
        return response

    return answered


class AnswerForm(forms.Form):
    """What the page sends; what an answer needs is the verb's own question."""

    shown = forms.CharField(max_length=64)
    answer = forms.CharField(max_length=10, required=False)
    who = forms.CharField(max_length=150, required=False)
    # A browser sends a line's end as two characters, and counts it as one.
    comment = forms.CharField(max_length=2 * LONGEST_COMMENT, required=False)


@for_one_reader
@require_http_methods(["GET", "HEAD", "POST"])
def sign_off(request, token):
    """Show the article a link leads to, and take the answer when a button was pressed."""
    link = link_of(token)
    if link is None:
        return closed(request, 404)
    if request.method == "POST":
        return take_answer(request, link)
    standing = Standing(link.article)
    state = state_of(link, standing)
    if state == LinkState.PUBLISHED:
        return redirect(standing.live)
    if state != LinkState.OPEN:
        return closed(request, 410, state, link)
    return show(request, link)


@for_one_reader
@require_safe
def sign_off_document(request, token, key, slug, kind):
    """Hand out a document of the article a link leads to, which readers may not have yet."""
    link = link_of(token)
    standing = link and Standing(link.article)
    if link is None or state_of(link, standing) != LinkState.OPEN:
        raise Http404
    offered = standing.printed.get("documents", [])
    found = next((each for each in offered if each["sha256"].startswith(key)), None)
    if found is None:
        raise Http404
    return download(found["sha256"], kind, found["title"])


def take_answer(request, link):
    """Keep what was answered and show it; what cannot be kept is given back to be sent again."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        reasons = [reason for each in form.errors.values() for reason in each]
        return show(request, link, form, reasons, status=422)
    try:
        answer(link, **form.cleaned_data, signed_in=person_of_desk(request))
    except Closed as refusal:
        return closed(request, 410, refusal.state, link, form.cleaned_data["comment"])
    except Changed as refusal:
        return show(request, link, form, refusal.reasons, status=409)
    except Refused as refusal:
        return show(request, link, form, refusal.reasons, status=422)
    return HttpResponseRedirect(f"{request.path}#y-kien")


def show(request, link, form=None, reasons=(), status=200):
    """Answer the readers' page with the question, and with what was answered before."""
    context = preview_context(link.article)
    path = request.path.rstrip("/")
    context |= {
        "body": mark_safe(led_under(context["body"], path)),  # noqa: S308 - as it was before
        "documents_under": path,
        "link": link,
        "form": form or AnswerForm(initial={"who": link.for_whom}),
        "reasons": reasons,
        "answers": with_presence(link.answers.all(), context["edition"].hash),
        "signed_in": person_of_desk(request),
        "longest": LONGEST_COMMENT,
    }
    return render(request, "sign_off/page.html", context, status=status)


def closed(request, status, state=None, link=None, comment=""):
    """Say that there is nothing to answer here, and whom to ask; nothing of the article shows."""
    context = {**furnished(), "state": state, "link": link, "comment": comment}
    if state == LinkState.PUBLISHED:
        context["live"] = Standing(link.article).live
    return render(request, "sign_off/closed.html", context, status=status)


def person_of_desk(request):
    """Return the user of the desk who is signed in to this browser, or None."""
    return request.user if request.user.is_authenticated else None
