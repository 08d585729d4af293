"""
Nothing lost: what is typed is kept while it is typed, offered again, and who else is at it is told.

Saves that fail keep their text too: `articles.desk.admin.held_saves`.
"""

import logging
import uuid
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import IntegrityError, transaction
from django.forms import Media
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.desk.acts.event import record
from articles.desk.acts.refusal import Refused
from articles.desk.admin.held_saves import DATABASE_IS_AWAY, HeldSaves
from articles.desk.admin.posted_text import is_number, read_posted, uuid_of
from articles.desk.article import Article
from articles.desk.form import ArticleForm
from articles.desk.roles.rights import may_see, may_write
from articles.desk.text.typed import is_saved, to_go_on_with, typed_content
from articles.desk.versions import autosave, presence
from articles.desk.versions.autosave import Autosave, TypedElsewhere
from articles.desk.versions.side import Side, difference, standing_side
from articles.desk.versions.taking_over import news_since, take_over

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Offer:
    """A text of one's own that was typed and never saved, and how it differs from what stands."""

    autosave: Autosave
    headline: str
    difference: object
    restore_url: str
    drop_url: str
    has_moved_on: bool = False


@dataclass
class Keeping:
    """
    What the form of an article needs to keep what is typed, and to tell who else is at it.

    ``form_id`` is the number of this open form, ``read`` those of the texts it was filled with.
    """

    user: object
    url: str = ""
    form_id: uuid.UUID = field(default_factory=uuid.uuid4)
    read: list = field(default_factory=list)
    offers: list = field(default_factory=list)
    restored: Autosave | None = None
    others: list = field(default_factory=list)
    news: str = ""
    may_write: bool = True
    article: Article | None = None
    cookie: str = settings.CSRF_COOKIE_NAME


class KeepingPages(HeldSaves):
    """What `ArticleAdmin` does so that nothing typed is lost. Stands first among its bases."""

    @property
    def media(self):
        return super().media + Media(
            css={"all": ["desk/compare.css", "desk/keeping.css"]}, js=["desk/autosave.js"]
        )

    def get_urls(self):
        def page(route, view, name):
            return path(route, view, name=f"articles_article_{name}")

        guarded = self.admin_site.admin_view
        return [
            page("keep/", self.for_script(self.keep_new_view), "keep_new"),
            page("drop-typed/", guarded(self.drop_new_view), "drop_typed_new"),
            page("<path:object_id>/keep/", self.for_script(self.keep_view), "keep"),
            page("<path:object_id>/drop-typed/", guarded(self.drop_view), "drop_typed"),
            page("<path:object_id>/take-over/", guarded(self.take_over_view), "take_over"),
            *super().get_urls(),
        ]

    def second_click(self, request, article):
        """
        Answer a form for a new article whose article is there already: saved from it before.

        A second click brings the same text and is led to the article. Another text meets what was
        saved, as any other save of an article would.
        """
        if is_saved(typed_content(request.POST), article):
            return HttpResponseRedirect(self.address_of(article))
        return self.change_view(request, str(article.pk))

    # The form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "GET" and "restore" in request.GET:
            request.restored = self.kept_text(request, object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def kept_text(self, request, object_id):
        """Return this person's own text for the form that is asked for, or None."""
        own = Autosave.objects.filter(user=request.user).select_related("article")
        if object_id is not None:
            number = unquote(object_id)
            return own.filter(article=number).first() if number.isdecimal() else None
        key = ArticleForm.new_key_of({"new_key": request.GET["restore"]})
        return own.filter(creation_key=key).first() if key else None

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.writer = request.user
        kept = getattr(request, "restored", None)
        if kept is None or (obj is not None and not self.has_change_permission(request, obj)):
            request.restored = None
            return form
        return filled_with(form, to_go_on_with(kept))

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if kept := getattr(request, "restored", None):
            kwargs["data"] = to_go_on_with(kept)
        return kwargs

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None, **kwargs):
        if getattr(request, "restored", None):
            for formset in formsets:
                leave_unjudged(formset)
        return super().get_inline_formsets(request, formsets, inline_instances, obj, **kwargs)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["keeping"] = self.keeping(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def keeping(self, request, article):
        """Return the `Keeping` of the form for an article, or of an empty one (None)."""
        made = Keeping(request.user, article=article)
        if request.method == "POST":  # the form comes back with errors: it is the same open form
            made.form_id = uuid_of(request.POST.get("typed_in")) or made.form_id
            made.read = [*filter(None, map(uuid_of, request.POST.getlist("typed_read")))]
        made.restored = getattr(request, "restored", None)
        if made.restored is not None:
            made.read = [made.restored.typed_in]
        if article is None:
            made.url = reverse("admin:articles_article_keep_new")
            made.offers = [] if made.restored else self.offers_of_new(made)
            return made
        made.url = self.address_of(article, "keep")
        made.may_write = self.has_change_permission(request, article)
        made.others = presence.others_at(article, request.user)
        if made.restored is not None:
            made.news = self.tell_news(article, made.restored.version_read, request.user)
        elif kept := Autosave.objects.of_form(request.user, article).first():
            self.offer(made, kept)
        return made

    def offer(self, made, kept):
        """Offer a text of an article, unless it is the one in this form or was saved since."""
        if kept.typed_in in {made.form_id, *made.read}:
            return
        typed = typed_content(kept.data)
        if is_saved(typed, made.article):
            made.read.append(kept.typed_in)
            return
        then = Side("", _("Typed and not saved"), typed.content)
        made.offers.append(
            Offer(
                kept,
                typed.content.get("headline", ""),
                difference(standing_side(made.article), then),
                f"{self.address_of(made.article)}?restore=1",
                self.address_of(made.article, "drop_typed"),
                has_moved_on=kept.version_read != made.article.version,
            )
        )

    def offers_of_new(self, made):
        """Return the texts of new articles that were never saved, the newest first."""
        kept = Autosave.objects.filter(user=made.user, article=None).order_by("-saved_at")
        add = reverse("admin:articles_article_add")
        offers = []
        for each in kept.exclude(typed_in=made.form_id)[:5]:
            content = typed_content(each.data).content
            offers.append(
                Offer(
                    each,
                    content.get("headline", ""),
                    difference(Side("", "", {}), Side("", "", content)),
                    f"{add}?restore={each.creation_key}",
                    reverse("admin:articles_article_drop_typed_new"),
                )
            )
        return offers

    def save_related(self, request, form, formsets, change):
        """Save the rows, and drop what was kept of this form while it was typed."""
        super().save_related(request, form, formsets, change)
        typed_in = [request.POST.get("typed_in"), *request.POST.getlist("typed_read")]
        numbers = [*filter(None, map(uuid_of, typed_in))]
        autosave.drop(request.user, typed_in=numbers, article=form.instance)
        if key := form.instance.creation_key:
            autosave.drop(request.user, typed_in=numbers, creation_key=key)

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
                return view(request, read_posted(request), *args, **kwargs)
            except (*DATABASE_IS_AWAY, IntegrityError):  # or the article went at this moment
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
                return told(_("This was not sent by the form of an article."), 400)

        return answer

    def keep_view(self, request, posted, object_id):
        """Keep what is typed in the form of an article, and tell who else is at it."""
        number = unquote(object_id)
        article = Article.objects.filter(pk=number).first() if is_number(number) else None
        if article is None or not may_see(request.user, article):
            return told(_("There is no such article."), 404)
        if not may_write(request.user, article):
            presence.end(article, request.user)
            return told(
                _(
                    "This article is no longer yours to change. What you typed is still in this"
                    " page: copy what you need and give it to the editors."
                ),
                403,
                told=self.tell(article, posted.version_read, request.user, may_write=False),
            )
        if posted.is_for_another(request.user):
            return told(self.signed_in_as_another(request.user), 401)
        if posted.is_leaving:
            presence.end(article, request.user)
        elif not posted.is_late:
            presence.renew(article, request.user)
        return self.keep(posted, request.user, article)

    def keep_new_view(self, request, posted):
        """Keep what is typed in the form for a new article."""
        if not self.has_add_permission(request):
            return told(_("You may not write articles."), 403)
        if posted.is_for_another(request.user):
            return told(self.signed_in_as_another(request.user), 401)
        key = ArticleForm.new_key_of({"new_key": (posted.form or {}).get("new_key", [""])[0]})
        if posted.form is not None and key is None:
            raise ValueError("a new form without its key")
        # Saved from another window meanwhile: then it is a text of that article.
        made = Article.objects.filter(creation_key=key, author=request.user) if key else None
        if made and (article := made.first()):
            return self.keep(posted, request.user, article)
        return self.keep(posted, request.user, creation_key=key)

    def signed_in_as_another(self, user):
        return _(
            "You are signed in as %(name)s now. This form was opened by somebody else, who has to"
            " sign in again; not a word is lost."
        ) % {"name": user}

    def keep(self, posted, user, article=None, creation_key=None):
        """Keep a posted form, if there is one that is not saved already, and answer."""
        answer = {"is_kept": False, "said": ""}
        if article is not None:
            answer["told"] = self.tell(article, posted.version_read, user)
        if posted.form is None:
            return JsonResponse(answer)
        place = {"article": article, "creation_key": None if article else creation_key}
        typed = typed_content(posted.data)
        if is_saved(typed, article) if article else typed.is_empty:
            autosave.drop(user, typed_in=posted.numbers, **place)
            return JsonResponse(answer)
        try:
            kept = autosave.keep(
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

    # Told on the form, and at each ping

    def tell(self, article, version_read, user, may_write=True):
        """Return what there is to tell about the others at an article, as HTML."""
        context = {
            "article": article,
            "others": presence.others_at(article, user),
            "news": self.tell_news(article, version_read, user),
            "may_write": may_write,
        }
        return render_to_string("admin/articles/article/keeping_told.html", context).strip()

    def tell_news(self, article, version_read, user):
        """Return what was saved or taken over since somebody read an article, as HTML."""
        news = news_since(article, version_read, user)
        if news is None:
            return ""
        version = news.version
        words = {
            "name": str(version.saved_by or _("The newsroom")),
            "by": str(news.taken_over_by or _("The newsroom")),
            "time": presence.moment(version.saved_at),
            "number": version.number,
        }
        if not version.is_aside:
            said = _(
                "%(name)s saved version %(number)s at %(time)s. Your text is not lost: when you"
                " save, you see both beside each other and decide."
            )
            compare = self.address_of(article, "compare")
            url = f"{compare}?left={version_read}&right={version.number}"
            link = _("See what changed")
        else:
            if version.saved_by_id == user.pk:
                said = _(
                    "%(by)s took over the writing at %(time)s. What you had typed until then is"
                    " kept as version %(number)s."
                )
            else:
                said = _("%(by)s took over the writing from %(name)s at %(time)s.")
            url = reverse("admin:articles_article_version", args=[article.pk, version.number])
            link = _("Open version %(number)s") % words
        # In a tab of its own: this page holds a text that is not saved.
        return format_html(
            '{} <a href="{}" target="_blank" rel="noopener">{}</a>', said % words, url, link
        )

    def who_was_first(self, request, article):
        """Return what the conflict page tells about the other save: ``other`` and ``news``."""
        read = request.POST.get("version_read", "")
        read = int(read) if is_number(read) else article.version
        saved = article.versions.filter(is_aside=False).select_related("saved_by")
        news = news_since(article, read, request.user)
        if news is not None and news.version.is_aside:
            return {"other": None, "news": self.tell_news(article, read, request.user)}
        return {"other": saved.first(), "news": ""}

    # Buttons

    def drop_view(self, request, object_id):
        """Drop one's own text for an article, which was never saved."""
        article = self.article_or_404(request, object_id)
        self.drop_typed(request, Autosave.objects.filter(article=article))
        return HttpResponseRedirect(self.address_of(article))

    def drop_new_view(self, request):
        """Drop one's own text for a new article, which was never saved."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        self.drop_typed(request, Autosave.objects.filter(article=None))
        return HttpResponseRedirect(reverse("admin:articles_article_add"))

    def drop_typed(self, request, kept):
        """On POST drop the text that was shown, not one that was typed since."""
        number = uuid_of(request.POST.get("typed"))
        own = kept.filter(user=request.user, typed_in=number)
        if request.method == "POST" and number and own.delete()[0]:
            self.message_user(request, _("The text you had not saved was dropped."))

    def take_over_view(self, request, object_id):
        """Go on with an article on which a colleague has typed; their text becomes a version."""
        article = self.article_or_404(request, object_id)
        self.require("write", request, article, "take_over")
        answer = HttpResponseRedirect(self.address_of(article))
        if request.method != "POST":
            return answer
        number = request.POST.get("of", "")
        of = get_object_or_404(get_user_model(), pk=number if is_number(number) else 0)
        try:
            with transaction.atomic():
                version = take_over(article, request.user, of)
        except Refused as refusal:
            record(article, "take_over", request.user, reason=str(refusal), refused=True)
            for reason in refusal.reasons:
                self.message_user(request, reason, messages.ERROR)
            return answer
        url = reverse("admin:articles_article_version", args=[article.pk, version.number])
        self.message_user(
            request,
            format_html(
                '{} <a href="{}">{}</a>',
                _("The writing is yours. What %(name)s had typed is kept as version %(number)s.")
                % {"name": of, "number": version.number},
                url,
                _("Compare it, or bring it back"),
            ),
            messages.SUCCESS,
        )
        return answer


def told(said, status, **more):
    """Answer a script with words for the person, and a status."""
    response = JsonResponse({"is_kept": False, "said": said, **more}, status=status)
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
