"""What a person is typing and has not saved yet, kept on the server."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.acts.refusal import Refused
from articles.page import clock

DAYS_KEPT = 30


class TypedElsewhere(Refused):
    """The text kept for this person was typed in another open form, and not read in this one."""


class AutosaveQuerySet(models.QuerySet):
    def of_form(self, user, article=None, creation_key=None):
        """The one text of a person for an article, or for the empty form with this key."""
        place = {"creation_key": creation_key} if article is None else {"article": article}
        return self.filter(user=user, **place)


class Autosave(models.Model):
    """
    The whole form of one person, as posted: a dict of field name to list of values.

    It belongs to an article, or to the key of an empty form where there is no article yet. It goes
    when the form is saved, and never is what anybody else sees before they take over.
    """

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=gettext_lazy("article"),
        on_delete=models.CASCADE,
        null=True,
        related_name="autosaves",
    )
    creation_key = models.UUIDField(gettext_lazy("key of the new form"), null=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("user"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    # The open form it was typed in: another one of the same person does not write over it unread.
    typed_in = models.UUIDField(gettext_lazy("open form"), null=True)
    version_read = models.PositiveIntegerField(gettext_lazy("version read"), default=0)
    form = models.JSONField(gettext_lazy("form"), default=dict)
    saved_at = models.DateTimeField(gettext_lazy("saved"))

    objects = AutosaveQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("text kept while it is typed")
        verbose_name_plural = gettext_lazy("texts kept while they are typed")
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["article", "user"], name="autosave_once_for_article_and_person"
            ),
            models.UniqueConstraint(
                fields=["creation_key", "user"], name="autosave_once_for_new_form_and_person"
            ),
            models.CheckConstraint(
                condition=models.Q(article=None) ^ models.Q(creation_key=None),
                name="autosave_of_article_or_of_new_form",
            ),
        ]

    def __str__(self):
        return f"#{self.article_id or self.creation_key} {self.user}"

    @property
    def data(self):
        """The form as a `QueryDict`, the way a browser posts it."""
        data = QueryDict(mutable=True)
        for name, values in self.form.items():
            data.setlist(name, values)
        return data


def keep(
    form, user, *, typed_in, read=(), article=None, creation_key=None, version_read=0, at=None
):
    """
    Keep what a person typed, in place of what was typed in the same form before.

    ``form`` is a dict of field name to list of texts, ``typed_in`` the number (UUID) of the open
    form, ``read`` the numbers of other forms whose text it was filled with, ``at`` the moment it
    was typed where that is past: a later text of the same form then stays. Raises `TypedElsewhere`
    where that would write over a text which this form has not shown.
    """
    values = {
        "typed_in": typed_in,
        "version_read": version_read,
        "form": form,
        "saved_at": at or clock.now(),
    }
    place = {"creation_key": creation_key} if article is None else {"article": article}
    with transaction.atomic():
        kept = Autosave.objects.select_for_update(of=("self",))
        kept, is_first = kept.get_or_create(user=user, **place, defaults=values)
        if not is_first:
            if kept.typed_in not in {typed_in, *read}:
                raise TypedElsewhere(
                    _(
                        "You have another text of this article that is not saved, typed elsewhere."
                        " Nothing was written over it: bring it back or drop it first."
                    )
                )
            if at is not None and kept.typed_in == typed_in and kept.saved_at >= at:
                return kept
            for name, value in values.items():
                setattr(kept, name, value)
            kept.save(update_fields=values)
    return kept


def drop(user, *, typed_in, article=None, creation_key=None):
    """Drop what a person typed in these open forms (numbers), because it is saved or unwanted."""
    kept = Autosave.objects.of_form(user, article, creation_key)
    return kept.filter(typed_in__in=typed_in).delete()[0]


def purge(at=None):
    """Forget what was typed and left for 30 days; return how many texts."""
    before = (at or clock.now()) - timedelta(days=DAYS_KEPT)
    return Autosave.objects.filter(saved_at__lt=before).delete()[0]
