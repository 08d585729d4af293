"""Who has an article open to write, and since when. It locks nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.desk.versions.autosave import Autosave
from articles.page import clock

# A form tells every ten seconds that it is open; after so long a silence it is taken for closed.
COUNTS_FOR = timedelta(seconds=60)


class Presence(models.Model):
    """That a person has the form of an article open; it counts while it is renewed."""

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=gettext_lazy("article"),
        on_delete=models.CASCADE,
        related_name="presences",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("user"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    since = models.DateTimeField(gettext_lazy("since"))
    seen_at = models.DateTimeField(gettext_lazy("last seen"))

    class Meta:
        verbose_name = gettext_lazy("open article")
        verbose_name_plural = gettext_lazy("open articles")
        default_permissions = []
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "user"], name="presence_once_for_article_and_person"
            )
        ]

    def __str__(self):
        return f"#{self.article_id} {self.user}"


@dataclass
class Writer:
    """Somebody else at an article: ``since`` None when the form is closed, ``typed_at`` None when
    nothing typed is unsaved."""

    user: models.Model
    since: datetime | None = None
    typed_at: datetime | None = None

    @property
    def said(self):
        """What there is to tell of them, a sentence."""
        words = {"name": str(self.user)}
        if self.since is None:
            return _("%(name)s typed something here %(typed)s that is not saved.") % {
                **words,
                "typed": how_long_ago(self.typed_at),
            }
        words["since"] = moment(self.since)
        if self.typed_at is None:
            return _("%(name)s has had this article open since %(since)s.") % words
        return _("%(name)s has had this article open since %(since)s, typed last %(typed)s.") % {
            **words,
            "typed": how_long_ago(self.typed_at),
        }


def renew(article, user):
    """Note that a person has an article open now."""
    now = clock.now()
    seen = {"seen_at": now}
    still = Presence.objects.filter(article=article, user=user, seen_at__gt=now - COUNTS_FOR)
    if not still.update(**seen):
        Presence.objects.update_or_create(
            article=article, user=user, defaults={**seen, "since": now}
        )


def end(article, user):
    """Note that a person has closed an article."""
    Presence.objects.filter(article=article, user=user).delete()


def others_at(article, user):
    """
    Return the `Writer`s at an article but for ``user``: who has it open, then who left text behind.

    Two queries.
    """
    since = clock.now() - COUNTS_FOR
    writers = {
        presence.user_id: Writer(presence.user, since=presence.since)
        for presence in Presence.objects.filter(article=article, seen_at__gt=since)
        .exclude(user=user)
        .select_related("user")
    }
    texts = Autosave.objects.filter(article=article).exclude(user=user).defer("form")
    for autosave in texts.select_related("user").order_by("-saved_at"):
        writer = writers.setdefault(autosave.user_id, Writer(autosave.user))
        writer.typed_at = autosave.saved_at
    return list(writers.values())


def how_long_ago(at):
    """Return a moment as a person would say it: minutes within the hour, else the time."""
    minutes = int((clock.now() - at).total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {
            "count": minutes
        }
    return _("at %(time)s") % {"time": moment(at)}


def moment(at):
    """Return the time of a moment of today, with its date on any other day."""
    at = timezone.localtime(at)
    if at.date() == timezone.localdate(clock.now()):
        return date_format(at, "H:i")
    return date_format(at, "H:i d/m/Y")
