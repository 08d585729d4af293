"""Read the official documents that editions cite off their words again."""

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from articles.page.edition import Edition
from articles.page.papers.citation import EditionCitation, find_citations_anew

BATCH = 500


class Command(BaseCommand):
    help = (
        "Find again which official documents the editions cite, all editions or those of one "
        "article. For after a change of how numbers are recognised; may be run at any time."
    )

    def add_arguments(self, parser):
        parser.add_argument("--article", type=int, metavar="ID", help="only this article's")

    def handle(self, *, article, **options):
        editions = Edition.objects.filter(erasure=None)
        if article is not None:
            editions = editions.filter(article=article)
        done, last = 0, 0
        while batch := list(
            editions.filter(pk__gt=last).order_by("pk").prefetch_related("pictures")[:BATCH]
        ):
            with transaction.atomic():
                find_citations_anew(batch)
            done, last = done + len(batch), batch[-1].pk
            self.stderr.write(_("%(done)d editions read") % {"done": done})
        found = EditionCitation.objects.filter(edition__in=editions)
        self.stdout.write(
            _("%(citations)d citations in %(editions)d editions.")
            % {
                "citations": found.count(),
                "editions": found.values("edition").distinct().count(),
            }
        )
