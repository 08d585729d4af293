"""What a person is typing and has not saved yet, kept on the server."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Autosave(models.Model):
    """
    The whole form of one person, as posted: a dict of field name to list of values.

    It belongs to an article, or to the key of an empty form where there is no article yet. It goes
    when the form is saved, and never is what anybody else sees before they take over.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, null=True, related_name="autosaves"
    )
    creation_key = models.UUIDField(null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    version_read = models.PositiveIntegerField(default=0)
    form = models.JSONField(default=dict)
    saved_at = models.DateTimeField(_("saved"))

    class Meta:
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
