"""
Nothing lost: what is typed in a form is kept while it is typed, and offered again.

What the form of an article and that of a page have in common. Saves that fail keep their text too:
`articles.desk.admin.held_saves`.
"""

import logging
import uuid
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import IntegrityError
from django.forms import Media
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.desk.admin.held_saves import DATABASE_IS_AWAY, HeldSaves
from articles.desk.admin.posted_text import is_number, read_posted, uuid_of
from articles.desk.versions import autosave
from articles.desk.versions.autosave import KeptText, TypedElsewhere

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Offer:
    """A text of one's own that was typed and never saved, and how it differs from what stands."""

    autosave: KeptText
    headline: str
    difference: object
    restore_url: str
    drop_url: str
    has_moved_on: bool = False


@dataclass
class Keeping:
    """
    What a form needs to keep what is typed, and to tell who else is at it.

    ``subject`` is what is written on, None for an empty form, and ``kind`` the name of its model.
    ``form_id`` is the number of this open form, ``read`` those of the texts it was filled with.
    """

    user: object
    kind: str
    url: str = ""
    form_id: uuid.UUID = field(default_factory=uuid.uuid4)
    read: list = field(default_factory=list)
    offers: list = field(default_factory=list)
    restored: KeptText | None = None
    others: list = field(default_factory=list)
    news: str = ""
    may_write: bool = True
    subject: object = None
    cookie: str = settings.CSRF_COOKIE_NAME


class KeepsTyped(HeldSaves):
    """
    What the admin of a form does so that nothing typed is lost. Stands first among its bases.

    ``texts`` is the table of what is kept, the sentences say what stands in the way. Whoever
    inherits adds what the form holds (`as_posted`, `typed`, `is_saved`, `to_go_on_with`,
    `difference_to`, `name_of`) and who may write on what (`subject_of`, `looked_at_or_404`,
    `may_write_on`).
    """

    texts = None
    said_none = said_barred = said_not_new = said_foreign = ""

    @property
    def media(self):
        return super().media + Media(
            css={"all": ["desk/compare.css", "desk/keeping.css"]}, js=["desk/autosave.js"]
        )

    def get_urls(self):
        def page(route, view, name):
            return path(route, view, name=f"articles_{self.opts.model_name}_{name}")

        guarded = self.admin_site.admin_view
        return [
            page("keep/", self.for_script(self.keep_new_view), "keep_new"),
            page("drop-typed/", guarded(self.drop_new_view), "drop_typed_new"),
            page("<path:object_id>/keep/", self.for_script(self.keep_view), "keep"),
            page("<path:object_id>/drop-typed/", guarded(self.drop_view), "drop_typed"),
            *super().get_urls(),
        ]

    def url_of(self, name, *args):
        """Return an address of this admin."""
        return reverse(f"admin:articles_{self.opts.model_name}_{name}", args=args)

    # What the forms differ in

    def keeps_new(self, request):
        """Tell whether somebody may write something new."""
        return self.has_add_permission(request)

    def made_from(self, user, key):
        """Return what was saved from the empty form with a key, from another window, or None."""
        return self.model.objects.filter(creation_key=key).first()

    def others_at(self, subject, user):
        """Return the `Writer`s who are at it besides a person."""
        return []

    def tell_news(self, subject, version_read, user):
        """Return what was saved since somebody read it, as HTML."""
        return ""

    def tell(self, subject, version_read, user, may_write=True):
        """Return what there is to tell about the others at it, as HTML."""
        return ""

    def note_presence(self, subject, user, posted):
        """Note that somebody has it open, or has closed it."""

    def end_presence(self, subject, user):
        """Note that somebody has it open no longer."""

    # The form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "GET" and "restore" in request.GET:
            request.restored = self.kept_text(request, object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def kept_text(self, request, object_id):
        """Return this person's own text for the form that is asked for, or None."""
        own = self.texts.objects.filter(user=request.user).select_related(self.texts.kept_of)
        if object_id is not None:
            number = unquote(object_id)
            of_it = {self.texts.kept_of: number}
            return own.filter(**of_it).first() if is_number(number) else None
        key = self.form.new_key_of({"new_key": request.GET["restore"]})
        return own.filter(creation_key=key).first() if key else None

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.writer = request.user
        kept = getattr(request, "restored", None)
        if kept is None or (obj is not None and not self.has_change_permission(request, obj)):
            request.restored = None
            return form
        return filled_with(form, self.to_go_on_with(kept))

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if kept := getattr(request, "restored", None):
            kwargs["data"] = self.to_go_on_with(kept)
        return kwargs

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None, **kwargs):
        if getattr(request, "restored", None):
            for formset in formsets:
                leave_unjudged(formset)
        return super().get_inline_formsets(request, formsets, inline_instances, obj, **kwargs)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["keeping"] = self.keeping(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def keeping(self, request, subject):
        """Return the `Keeping` of the form for something, or of an empty one (None)."""
        made = Keeping(request.user, self.opts.model_name, subject=subject)
        if request.method == "POST":  # the form comes back with errors: it is the same open form
            made.form_id = uuid_of(request.POST.get("typed_in")) or made.form_id
            made.read = [*filter(None, map(uuid_of, request.POST.getlist("typed_read")))]
        made.restored = getattr(request, "restored", None)
        if made.restored is not None:
            made.read = [made.restored.typed_in]
        if subject is None:
            made.url = self.url_of("keep_new")
            made.offers = [] if made.restored else self.offers_of_new(made)
            return made
        made.url = self.url_of("keep", subject.pk)
        made.may_write = self.has_change_permission(request, subject)
        made.others = self.others_at(subject, request.user)
        if made.restored is not None:
            made.news = self.tell_news(subject, made.restored.version_read, request.user)
        elif kept := self.texts.objects.of_form(request.user, subject).first():
            self.offer(made, kept)
        return made

    def offer(self, made, kept):
        """Offer a text, unless it is the one in this form or was saved since."""
        if kept.typed_in in {made.form_id, *made.read}:
            return
        typed = self.typed(kept.data)
        if self.is_saved(typed, made.subject):
            made.read.append(kept.typed_in)
            return
        made.offers.append(
            Offer(
                kept,
                self.name_of(typed),
                self.difference_to(made.subject, typed),
                f"{self.url_of('change', made.subject.pk)}?restore=1",
                self.url_of("drop_typed", made.subject.pk),
                has_moved_on=kept.version_read != made.subject.version,
            )
        )

    def second_click(self, request, subject):
        """
        Answer a form for something new that is there already: saved from it before.

        A second click brings the same text and is led to it. Another text meets what was saved, as
        any other save would.
        """
        if self.is_saved(self.typed(request.POST), subject):
            return HttpResponseRedirect(self.url_of("change", subject.pk))
        return self.change_view(request, str(subject.pk))

    def offers_of_new(self, made):
        """Return the texts of new forms that were never saved, the newest first."""
        new = {"user": made.user, self.texts.kept_of: None}
        kept = self.texts.objects.filter(**new).order_by("-saved_at")
        offers = []
        for each in kept.exclude(typed_in=made.form_id)[:5]:
            typed = self.typed(each.data)
            offers.append(
                Offer(
                    each,
                    self.name_of(typed),
                    self.difference_to(None, typed),
                    f"{self.url_of('add')}?restore={each.creation_key}",
                    self.url_of("drop_typed_new"),
                )
            )
        return offers

    def save_related(self, request, form, formsets, change):
        """Save the rows, and drop what was kept of this form while it was typed."""
        super().save_related(request, form, formsets, change)
        typed_in = [request.POST.get("typed_in"), *request.POST.getlist("typed_read")]
        numbers = [*filter(None, map(uuid_of, typed_in))]
        autosave.drop(self.texts, request.user, typed_in=numbers, subject=form.instance)
        if key := form.instance.creation_key:
            autosave.drop(self.texts, request.user, typed_in=numbers, creation_key=key)

    # Kept while it is typed: asked by static/desk/autosave.js, answered in JSON

    def for_script(self, view):
        """Wrap a view that a script asks: whatever goes wrong is told in words it can show."""

        @never_cache
        @require_POST
        def answer(request, *args, **kwargs):
            try:
                if not self.admin_site.has_permission(request):
                    return told(
                        _(
                            "Your session has ended: sign in again in a new tab, then come back"
                            " here; not a word is lost."
                        ),
                        401,
                    )
                return view(request, read_posted(request, self.as_posted), *args, **kwargs)
            except (*DATABASE_IS_AWAY, IntegrityError):  # or the row went at this moment
                logger.exception("The database did not take what was typed; it is sent again.")
                return told(_("The server is busy; trying again in a few seconds."), 503)
            except RequestDataTooBig:
                return told(
                    _(
                        "This text is too long to be kept while you type (%(size)s MB at most)."
                        " Copy it to a safe place and shorten it."
                    )
                    % {"size": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2 or 1},
                    413,
                )
            except ValueError:
                return told(self.said_foreign, 400)

        return answer

    def keep_view(self, request, posted, object_id):
        """Keep what is typed in a form, and tell who else is at it."""
        number = unquote(object_id)
        subject = self.subject_of(request, number) if is_number(number) else None
        if subject is None:
            return told(self.said_none, 404)
        if not self.may_write_on(request, subject):
            self.end_presence(subject, request.user)
            return told(
                self.said_barred,
                403,
                told=self.tell(subject, posted.version_read, request.user, may_write=False),
            )
        if posted.is_for_another(request.user):
            return told(self.signed_in_as_another(request.user), 401)
        self.note_presence(subject, request.user, posted)
        return self.keep(posted, request.user, subject)

    def keep_new_view(self, request, posted):
        """Keep what is typed in the form for something new."""
        if not self.keeps_new(request):
            return told(self.said_not_new, 403)
        if posted.is_for_another(request.user):
            return told(self.signed_in_as_another(request.user), 401)
        key = self.form.new_key_of({"new_key": (posted.form or {}).get("new_key", [""])[0]})
        if posted.form is not None and key is None:
            raise ValueError("a new form without its key")
        # Saved from another window meanwhile: then it is a text of what was saved.
        if key and (made := self.made_from(request.user, key)):
            return self.keep(posted, request.user, made)
        return self.keep(posted, request.user, creation_key=key)

    def signed_in_as_another(self, user):
        return _(
            "You are signed in as %(name)s now. This form was opened by somebody else, who has to"
            " sign in again; not a word is lost."
        ) % {"name": user}

    def keep(self, posted, user, subject=None, creation_key=None):
        """Keep a posted form, if there is one that is not saved already, and answer."""
        answer = {"is_kept": False, "said": ""}
        if subject is not None:
            answer["told"] = self.tell(subject, posted.version_read, user)
        if posted.form is None:
            return JsonResponse(answer)
        place = {"subject": subject, "creation_key": None if subject else creation_key}
        typed = self.typed(posted.data)
        if self.is_saved(typed, subject) if subject else typed.is_empty:
            autosave.drop(self.texts, user, typed_in=posted.numbers, **place)
            return JsonResponse(answer)
        try:
            kept = autosave.keep(
                self.texts,
                posted.form,
                user,
                typed_in=posted.form_id,
                read=posted.read,
                version_read=posted.version_read,
                at=posted.typed_at,
                **place,
            )
        except TypedElsewhere as refusal:
            return told(str(refusal), 409, told=answer.get("told", ""))
        time = date_format(timezone.localtime(kept.saved_at), "H:i:s")
        said = _("Typed text kept at %(time)s") % {"time": time}
        return JsonResponse({**answer, "is_kept": True, "said": said})

    # Buttons

    def drop_view(self, request, object_id):
        """Drop one's own text, which was never saved."""
        subject = self.looked_at_or_404(request, object_id)
        self.drop_typed(request, self.texts.objects.filter(**self.texts.place(subject)))
        return HttpResponseRedirect(self.url_of("change", subject.pk))

    def drop_new_view(self, request):
        """Drop one's own text for something new, which was never saved."""
        if not self.keeps_new(request):
            raise PermissionDenied
        self.drop_typed(request, self.texts.objects.filter(**{self.texts.kept_of: None}))
        return HttpResponseRedirect(self.url_of("add"))

    def drop_typed(self, request, kept):
        """On POST drop the text that was shown, not one that was typed since."""
        number = uuid_of(request.POST.get("typed"))
        own = kept.filter(user=request.user, typed_in=number)
        if request.method == "POST" and number and own.delete()[0]:
            self.message_user(request, _("The text you had not saved was dropped."))


def told(said, status, **more):
    """Answer a script with words for the person, and a status."""
    response = JsonResponse({"is_kept": False, "said": str(said), **more}, status=status)
    if status == 503:
        response["Retry-After"] = "5"
    return response


# A form filled with what was typed, and not judged before it is sent


def filled_with(form_class, data):
    """Return a form class whose forms show ``data`` (`QueryDict`) and complain of nothing yet."""

    class Filled(form_class):
        def __init__(self, *args, **kwargs):
            super().__init__(data, instance=kwargs.get("instance"))

        def full_clean(self):
            self._errors, self.cleaned_data = ErrorDict(), {}

    return Filled


def leave_unjudged(formset):
    """Let a bound formset show its rows without a word about what is missing in them."""
    for form in formset.forms:
        form._errors, form.cleaned_data = ErrorDict(), {}
    formset._errors, formset._non_form_errors = [], ErrorList()
