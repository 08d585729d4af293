"""Topics ("dòng sự kiện"): stories that go on, each with a page of its own."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.page.edition import Edition, Listed
from vietnamese import fold, nfc, slug, sort_key


class TopicQuerySet(models.QuerySet):
    def offered(self):
        """Topics that an article may be given now: neither closed nor merged into another."""
        return self.filter(is_open=True, merged_into=None)

    def with_news(self, at=None):
        """Topics that go on under their own name and list an article at ``at`` (now)."""
        live = Edition.objects.live(at).filter(topic_filings__topic=OuterRef("pk"))
        return self.filter(Exists(live), merged_into=None)

    def newest_first(self, at=None):
        """
        Return those `with_news` as a list, what has news last first; two queries.

        Each knows its ``newest`` edition, with what a card shows, and its ``picture``: its own, or
        that of its newest article.
        """
        newest = Edition.objects.live(at).on_topic(OuterRef("pk")).values("pk")[:1]
        found = self.filter(merged_into=None).annotate(newest_number=Subquery(newest))
        topics = list(found.exclude(newest_number=None).select_related("lead_image"))
        cards = Edition.objects.for_cards().in_bulk({each.newest_number for each in topics})
        for each in topics:
            each.newest = cards[each.newest_number]
            each.picture = each.lead_image or each.newest.lead_image
        return sorted(topics, key=lambda each: each.newest.published_at, reverse=True)

    def search(self, text):
        """Topics whose name holds every word of ``text``, with or without its marks."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_text__contains=word)
        return found


class Topic(models.Model):
    """
    A story that goes on over many articles, such as "Bão số 3".

    One that was merged into another stays as a row, so that what was approved with it keeps its
    hash; readers and new editions find the other.
    """

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(
        _("address"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("The word in the address. Made from the name when left empty."),
    )
    description = models.CharField(_("description"), max_length=300, blank=True)
    lead_image = models.ForeignKey(
        "images.Image",
        verbose_name=_("picture"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    is_open = models.BooleanField(
        _("goes on"),
        default=True,
        help_text=_("Without the tick it is offered for no further article; its page stays."),
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="merged",
    )
    search_text = models.CharField(max_length=200, editable=False, default="")

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        # Its address answers for ever: it is closed or merged, never deleted.
        default_permissions = ["add", "change", "view"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="topic_not_merged_into_itself",
            )
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.tidy()
        super().save(**kwargs)
        TopicSlug.objects.get_or_create(slug=self.slug, defaults={"topic": self})

    def get_absolute_url(self):
        return reverse("topic", args=[self.slug])

    def tidy(self):
        """Compose the letters of the name, and make of it what follows from it."""
        self.name = " ".join(nfc(self.name).split())
        self.slug = self.slug or slug(self.name, fallback="chu-de")
        self.search_text = fold(self.name)

    def clean(self):
        self.tidy()
        if TopicSlug.objects.filter(slug=self.slug).exclude(topic=self.pk).exists():
            raise ValidationError(
                {"slug": _("This address belongs or once belonged to another topic.")}
            )


class TopicSlug(models.Model):
    """An address a topic has or had: it answers for ever and is never given to another."""

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), on_delete=models.CASCADE, related_name="slugs"
    )

    class Meta:
        verbose_name = _("address of a topic")
        verbose_name_plural = _("addresses of topics")
        default_permissions = []

    def __str__(self):
        return self.slug


class EditionTopic(Listed):
    """That an edition is listed under a topic; its page reads this table's one index."""

    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.CASCADE, related_name="topic_filings"
    )
    topic = models.ForeignKey(
        Topic,
        verbose_name=_("topic"),
        on_delete=models.PROTECT,
        related_name="filings",
        db_index=False,
    )

    class Meta(Listed.Meta):
        verbose_name = _("topic of an edition")
        verbose_name_plural = _("topics of editions")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "topic"], name="edition_filed_once_in_a_topic"
            )
        ]
        indexes = [
            models.Index(fields=["topic", "published_at", "article"], name="filing_newest_in_topic")
        ]

    def __str__(self):
        return f"{self.edition_id} / {self.topic_id}"


def topic_at(slug):
    """Return the topic that an address has or had, with what it was merged into, or None."""
    found = TopicSlug.objects.select_related("topic__lead_image", "topic__merged_into__lead_image")
    row = found.filter(slug=slug).first()
    return row and (row.topic.merged_into or row.topic)


def followed(numbers):
    """Return the topics with these numbers as readers find them, by name; at most one query."""
    if not numbers:
        return []
    rows = Topic.objects.filter(pk__in=numbers).select_related("merged_into")
    return sorted({each.merged_into or each for each in rows}, key=lambda each: sort_key(each.name))


def file_under_topics(edition):
    """Write the topics an edition is listed under; no query for the many that have none."""
    numbers = edition.content.get("topics", [])
    if numbers:
        # Locked, so that none of them is merged away before this edition is seen.
        rows = Topic.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
        found = {each.merged_into_id or each.pk for each in rows.filter(pk__in=numbers)}
        EditionTopic.objects.bulk_create(
            EditionTopic.beside(edition, topic_id=number) for number in sorted(found)
        )


@transaction.atomic
def merge(topic, into):
    """
    Let one topic go on as another: its articles are listed there, and its addresses lead there.

    What staff chose for an article stays as they chose it, so no hash changes. Raises
    `ValidationError` for a topic that is merged already, or into itself.
    """
    pair = Topic.objects.select_for_update(of=("self",)).order_by("pk")
    locked = {each.pk: each for each in pair.filter(pk__in=[topic.pk, into.pk])}
    topic, into = locked[topic.pk], locked[into.pk]
    if topic.pk == into.pk:
        raise ValidationError(_("A topic cannot be merged into itself."))
    for each in (topic, into):
        if each.merged_into_id is not None:
            raise ValidationError(
                _("“%(topic)s” was merged into another already."), params={"topic": each.name}
            )
    there = EditionTopic.objects.filter(topic=into).values("edition")
    EditionTopic.objects.filter(topic=topic, edition__in=there).delete()
    EditionTopic.objects.filter(topic=topic).update(topic=into)
    # One step from any address to the page that answers it.
    Topic.objects.filter(merged_into=topic).update(merged_into=into)
    topic.merged_into = into
    topic.save(update_fields=["merged_into"])
    return into
