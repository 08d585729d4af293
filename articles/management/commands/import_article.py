"""Turn a saved page or a plain text into a draft, and say what is to be looked at in it."""

from datetime import date, datetime
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.desk.drafting import draft_from
from articles.desk.importing import ImportRefused, parse_file
from articles.page.category import CategoryTree
from people.register import Register


class Command(BaseCommand):
    help = "Turn a saved page or a plain text into a draft. Prints the article's number last."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a text or HTML file")
        parser.add_argument("--category", required=True, help="the category's word in the address")
        day = parser.add_mutually_exclusive_group(required=True)
        day.add_argument("--event-date", help="2018-08-07 or 07/08/2018")
        day.add_argument("--no-event", action="store_true", help="a notice that reports no event")
        parser.add_argument("--by", help="user name of the author")

    def handle(self, *, file, category, event_date, by, **options):
        tree = CategoryTree.load()
        found = tree.by_slug(category)
        if found is None:
            raise CommandError(
                _("There is no category “%(slug)s”. There are: %(slugs)s.")
                % {"slug": category, "slugs": ", ".join(each.slug for each in tree.standing)}
            )
        try:
            imported = parse_file(file.read_bytes())
        except OSError as error:
            raise CommandError(
                _("The file cannot be read: %(reason)s") % {"reason": error.strerror}
            ) from error
        except ImportRefused as refusal:
            raise CommandError(_(refusal.message)) from refusal
        day = read_day(event_date) if event_date else None
        draft = draft_from(imported, category=found, event_date=day, by=self.author(by))
        self.report(imported, draft, day)

    def author(self, username):
        """Return the user of that name; None where none was asked for."""
        if not username:
            return None
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(_("There is no user “%(name)s”.") % {"name": username})
        return user

    def report(self, imported, draft, day):
        """Tell what was taken over, what was left out, and what is to be looked at."""
        tell = self.stdout.write
        paragraphs = sum(1 for block in imported.blocks if block.kind == "paragraph")
        tell(f"{_('headline').capitalize()}: {imported.headline}")
        tell(
            _("%(paragraphs)d paragraphs, %(captions)d captions waiting for their pictures")
            % {"paragraphs": paragraphs, "captions": len(imported.captions)}
        )
        for caption in imported.captions:
            tell(f"  – {caption}")
        if imported.related:
            tell(
                _("Left out: a list of %(count)d other articles") % {"count": len(imported.related)}
            )
        register = Register.load()
        tell(_("Officials: %(count)d") % {"count": len(draft.named)})
        for number, name in draft.named.items():
            titles = register.titles_on(number, day) if day else []
            tell(f"  – {name}: {', '.join(title.text for title in titles) or '–'}")
        for name in draft.ambiguous:
            tell(
                "  ? "
                + _("%(name)s: several officials bear this name; choose one.") % {"name": name}
            )
        tell(_("To be looked at: %(count)d") % {"count": len(imported.defects)})
        for defect in imported.defects:
            place = {"headline": _("headline"), "lead": _("lead")}.get(
                defect.part,
                _("paragraph %(number)d") % {"number": (defect.block or 0) + 1},
            )
            tell(f"  – {place}: {_(defect.message)} «{defect.surface}»")
        tell(str(draft.article.pk))


def read_day(text):
    """Return the day written as year-month-day or day/month/year; refuse anything else."""
    for pattern in ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]:
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise CommandError(
        _("“%(text)s” is no date. Write it as %(example)s.")
        % {"text": text, "example": date(2018, 8, 7).strftime("%d/%m/%Y")}
    )
