"""What somebody is typing on a page beside the news and has not saved yet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.desk.versions.autosave import KeptText, one_a_place


class PageAutosave(KeptText):
    """What somebody is typing on a page; see `KeptText`."""

    kept_of = "page"
    typed_elsewhere = _(
        "You have another text of this page that is not saved, typed elsewhere."
        " Nothing was written over it: bring it back or drop it first."
    )

    page = models.ForeignKey(
        "articles.Page",
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        null=True,
        related_name="autosaves",
    )

    class Meta(KeptText.Meta):
        verbose_name = _("text of a page kept while it is typed")
        verbose_name_plural = _("texts of pages kept while they are typed")
        constraints = one_a_place("page")
