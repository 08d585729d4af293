"""Write many published articles at once, to measure how the site bears a large archive."""

import time

from django.core.management.base import BaseCommand, CommandError

from articles.desk.filling import fill


class Command(BaseCommand):
    help = "Write many published articles, for measuring. Never on a site with readers."

    def add_arguments(self, parser):
        parser.add_argument("--articles", type=int, required=True, help="how many")
        parser.add_argument("--seed", type=int, default=1, help="another seed writes other texts")

    def handle(self, *, articles, seed, **options):
        if articles < 1:
            raise CommandError("--articles takes a number from 1 on.")
        began = time.perf_counter()

        def told(done):
            rate = done / (time.perf_counter() - began)
            self.stdout.write(f"\r{done:,} of {articles:,} ({rate:,.0f} a second)", ending="")
            self.stdout.flush()

        fill(articles, seed=seed, told=told)
        self.stdout.write("")
