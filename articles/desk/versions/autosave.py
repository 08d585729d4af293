"""What a person is typing and has not saved yet, kept on the server."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from articles.desk.acts.refusal import Refused
from articles.page import clock

DAYS_KEPT = 30


class TypedElsewhere(Refused):
    """The text kept for this person was typed in another open form, and not read in this one."""


class KeptTextQuerySet(models.QuerySet):
    def of_form(self, user, subject=None, creation_key=None):
        """The one text of a person for what is written on, or for the empty form with this key."""
        return self.filter(user=user, **self.model.place(subject, creation_key))


class KeptText(models.Model):
    """
    The whole form of one person, as posted: a dict of field name to list of values.

    It belongs to what is written on, whose column ``kept_of`` names, or to the key of an empty form
    where there is nothing yet. It goes when the form is saved, and never is what anybody else sees
    before they take over.
    """

    kept_of = ""
    typed_elsewhere = ""

    creation_key = models.UUIDField(_("key of the new form"), null=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    # The open form it was typed in: another one of the same person does not write over it unread.
    typed_in = models.UUIDField(_("open form"), null=True)
    version_read = models.PositiveIntegerField(_("version read"), default=0)
    form = models.JSONField(_("form"), default=dict)
    saved_at = models.DateTimeField(_("saved"))

    objects = KeptTextQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = []

    def __str__(self):
        number = getattr(self, f"{self.kept_of}_id")
        return f"#{number or self.creation_key} {self.user}"

    @classmethod
    def place(cls, subject=None, creation_key=None):
        """Return the columns that say what a text belongs to, a dict."""
        return {"creation_key": creation_key} if subject is None else {cls.kept_of: subject}

    @property
    def subject(self):
        """What is written on, None for a text of an empty form."""
        return getattr(self, self.kept_of)

    @property
    def data(self):
        """The form as a `QueryDict`, the way a browser posts it."""
        return as_data(self.form)


def as_data(form):
    """Return a kept form as a `QueryDict`."""
    data = QueryDict(mutable=True)
    for name, values in form.items():
        data.setlist(name, values)
    return data


def one_a_place(name):
    """Return the rules of a table of kept texts whose column ``name`` says what is written on."""
    return [
        models.UniqueConstraint(
            fields=[name, "user"], name=f"%(class)s_once_for_{name}_and_person"
        ),
        models.UniqueConstraint(
            fields=["creation_key", "user"], name="%(class)s_once_for_new_form_and_person"
        ),
        models.CheckConstraint(
            condition=models.Q(**{name: None}) ^ models.Q(creation_key=None),
            name=f"%(class)s_of_{name}_or_of_new_form",
        ),
    ]


class Autosave(KeptText):
    """What somebody is typing on an article."""

    kept_of = "article"
    typed_elsewhere = _(
        "You have another text of this article that is not saved, typed elsewhere."
        " Nothing was written over it: bring it back or drop it first."
    )

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        null=True,
        related_name="autosaves",
    )

    class Meta(KeptText.Meta):
        verbose_name = _("text kept while it is typed")
        verbose_name_plural = _("texts kept while they are typed")
        constraints = one_a_place("article")


def keep(
    texts,
    form,
    user,
    *,
    typed_in,
    read=(),
    subject=None,
    creation_key=None,
    version_read=0,
    at=None,
):
    """
    Keep what a person typed, in place of what was typed in the same form before.

    ``texts`` is the table (a `KeptText`), ``form`` a dict of field name to list of texts,
    ``typed_in`` the number (UUID) of the open form, ``read`` the numbers of other forms whose text
    it was filled with, ``subject`` what is written on or None, ``at`` the moment it was typed where
    that is past: a later text of the same form then stays. Raises `TypedElsewhere` where that would
    write over a text which this form has not shown.
    """
    values = {
        "typed_in": typed_in,
        "version_read": version_read,
        "form": form,
        "saved_at": at or clock.now(),
    }
    place = texts.place(subject, creation_key)
    with transaction.atomic():
        kept = texts.objects.select_for_update(of=("self",))
        kept, is_first = kept.get_or_create(user=user, **place, defaults=values)
        if not is_first:
            if kept.typed_in not in {typed_in, *read}:
                raise TypedElsewhere(texts.typed_elsewhere)
            if at is not None and kept.typed_in == typed_in and kept.saved_at >= at:
                return kept
            for name, value in values.items():
                setattr(kept, name, value)
            kept.save(update_fields=values)
    return kept


def drop(texts, user, *, typed_in, subject=None, creation_key=None):
    """Drop what a person typed in these open forms (numbers), because it is saved or unwanted."""
    kept = texts.objects.of_form(user, subject, creation_key)
    return kept.filter(typed_in__in=typed_in).delete()[0]


def purge(at=None):
    """Forget what was typed and left for 30 days; return how many texts."""
    before = (at or clock.now()) - timedelta(days=DAYS_KEPT)
    old = [texts.objects.filter(saved_at__lt=before) for texts in KeptText.__subclasses__()]
    return sum(each.delete()[0] for each in old)


def rewrite(change):
    """Put what ``change`` makes of it in the place of every form that is kept, of anybody."""
    for texts in KeptText.__subclasses__():
        for kept in texts.objects.order_by("pk"):
            form = change(kept.form)
            if form != kept.form:
                texts.objects.filter(pk=kept.pk).update(form=form)
