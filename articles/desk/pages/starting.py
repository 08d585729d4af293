"""The pages a town begins with: drafts that say what is true of every site of this kind."""

import tomllib
from pathlib import Path

from django.db import transaction

from articles.desk.pages.page import Page
from articles.desk.text.figures import tidy_body

USUAL = Path(__file__).parent / "usual.toml"


@transaction.atomic
def start_pages(file=USUAL):
    """
    Make the pages of a TOML file whose address no page has, as drafts; return those made.

    ``file`` holds a list ``pages`` of tables with the fields of a page.
    """
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["pages"]
    known = set(Page.objects.values_list("slug", flat=True))
    made = []
    for row in rows:
        if row["slug"] not in known:
            made.append(
                Page.objects.create(**{**row, "body": tidy_body(row["body"]), "version": 1})
            )
    return made
