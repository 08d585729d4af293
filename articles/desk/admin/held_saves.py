"""
Saves that cannot be carried out: each is answered by a page that still holds the text.

The session has ended, the token is an old one, or the database does not answer: the page sends
exactly the same again.
"""

import logging
from datetime import timedelta
from functools import wraps

from axes.helpers import get_lockout_response
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.context_processors import csrf
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as plain_csrf_failure
from django.views.decorators.debug import sensitive_post_parameters

logger = logging.getLogger(__name__)

# The forms whose text is held, each with the field that tells a save from a button pressed alone.
FORMS = {
    "articles_article_add": "headline",
    "articles_article_change": "headline",
    "articles_page_add": "title",
    "articles_page_change": "title",
}
# The database cannot be reached, or gave up: it may be back in a moment.
DATABASE_IS_AWAY = (OperationalError, InterfaceError)
# Fields of the page that asks for a password before it saves.
SIGN_IN = "sign_in"


class HeldSaves:
    """What the admin of a form named in `FORMS` does with a save that cannot be carried out."""

    def get_urls(self):
        urls = super().get_urls()
        for url in urls:
            if url.name in FORMS:
                url.callback = self.with_text_held(url.callback, FORMS[url.name])
        return urls

    def with_text_held(self, view, field):
        """
        Wrap a form's view: a save that cannot be carried out is answered by a page with its text.

        A session that has ended leads to a page that asks for the password and then carries on with
        exactly that save, instead of the login page, which would drop it.
        """

        @sensitive_post_parameters(f"{SIGN_IN}-password")
        @wraps(view)
        def answer(request, *args, **kwargs):
            if request.method != "POST":
                return view(request, *args, **kwargs)
            try:
                is_out = not self.admin_site.has_permission(request)
                if is_out and field in request.POST:
                    held = self.sign_in_first(request)
                    if held is not None:
                        return held
                response = view(request, *args, **kwargs)
                # Pages are written here and not later, so that a failure is still caught.
                return response.render() if hasattr(response, "render") else response
            except DATABASE_IS_AWAY:
                logger.exception("The database refused a save; its text went back to the browser.")
                return hold(
                    request,
                    _("Not saved: the database does not answer"),
                    [
                        _(
                            "What you typed is still in this page, and as far as it was kept while"
                            " you typed, on the server or on this machine."
                        ),
                        _(
                            "Wait a moment, then press the button: exactly this will be saved."
                            " “Back” in your browser leads to the form with your text, too."
                        ),
                    ],
                    button=_("Save again"),
                    status=503,
                )

        return answer

    def sign_in_first(self, request):
        """Sign in with what was posted beside the form; a page that asks for it if that fails."""
        form_class = self.admin_site.login_form or AdminAuthenticationForm
        was_asked = f"{SIGN_IN}-username" in request.POST
        form = form_class(request, request.POST if was_asked else None, prefix=SIGN_IN)
        if was_asked and form.is_valid():
            login(request, form.get_user())
            request.POST = without_sign_in(request.POST)
            return None
        said = [
            _("Your session has ended. Nothing is saved yet, and not a word is lost."),
            _("Sign in here: exactly what you sent will then be saved."),
        ]
        status = 401
        if getattr(request, "axes_locked_out", False):
            # Its own page would come without the text.
            request.axes_locked_out = False
            rest = get_lockout_response(request, None, getattr(request, "axes_credentials", None))
            again = timezone.now() + timedelta(seconds=int(rest.get("Retry-After", 900)))
            said = [
                _(
                    "There were too many wrong passwords for this account. Please try again after"
                    " %(time)s. What you typed stays in this page: leave it open."
                )
                % {"time": date_format(timezone.localtime(again), "H:i")}
            ]
            form, status = form_class(request, prefix=SIGN_IN), 429
        title = _("Sign in again to save")
        button = _("Sign in and save")
        return hold(request, title, said, button=button, form=form, status=status)


def hold(request, title, said, *, button, status, form=None):
    """
    Answer a page that holds a posted form, with a button that sends exactly the same again.

    ``said`` are sentences, ``form`` asks for name and password. It asks no database.
    """
    fields = [
        (name, value)
        for name, values in without_sign_in(request.POST).lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    context = {
        **csrf(request),
        "title": title,
        "said": said,
        "fields": fields,
        "form": form,
        "button": button,
        "typed": [request.POST.get(name, "") for name in ("headline", "title", "lead")],
    }
    page = render_to_string("admin/articles/article/keeping_held.html", context)
    response = HttpResponse(page, status=status)
    response["Cache-Control"] = "no-store"
    if status == 401:
        response["WWW-Authenticate"] = "Session"
    return response


def without_sign_in(data):
    """Return a posted form without the fields that ask for a password."""
    data = data.copy()
    for name in [each for each in data if each.startswith(f"{SIGN_IN}-")]:
        del data[name]
    return data


def csrf_failure(request, reason=""):
    """
    Answer a post whose token is not the newest; the form comes back with its text.

    That happens when somebody signed in again in another tab. Only what this site's own pages sent
    is held: what another site sent gets Django's refusal.
    """
    match = request.resolver_match
    field = FORMS.get(match.url_name) if match is not None and match.app_name == "admin" else None
    if field is None or field not in request.POST or not is_own(request):
        return plain_csrf_failure(request, reason)
    said = [
        _("You signed in again after you had opened this form. Nothing is saved yet."),
        _("Press the button: exactly what you sent will then be saved."),
    ]
    title, button = _("Press once more to save"), _("Save")
    return hold(request, title, said, button=button, status=403)


def is_own(request):
    """Tell whether the browser says that a page of this site sent the request."""
    origin = request.META.get("HTTP_ORIGIN")
    return origin == f"{request.scheme}://{request.get_host()}"
