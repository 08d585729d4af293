"""Who has an article open to write, and since when."""

from django.conf import settings
from django.db import models


class Presence(models.Model):
    """That a person has the form of an article open; it counts while it is renewed."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="presences"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        default_permissions = []
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "user"], name="presence_once_for_article_and_person"
            )
        ]

    def __str__(self):
        return f"#{self.article_id} {self.user}"
