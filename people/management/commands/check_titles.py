"""Check the titles of officials in texts against register files, without a database."""

import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from people.check import KINDS, Block, check
from people.check_words import message_of
from people.exchange.title_register import BadRegister, from_files
from people.management.json_file import read_json

UNREADABLE = 2
KEYS = {"id", "event_date", "published", "blocks", "expect", "citations", "note"}
LONGEST_REPORT = 20


class Command(BaseCommand):
    help = (
        "Check the titles in texts (JSON) against registers (JSON), without a database. Prints a "
        "list of findings as JSON. Ends with 0 whatever was found, with 2 if a file is unreadable."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--register", action="append", required=True, metavar="FILE", help="a register as JSON"
        )
        parser.add_argument("--input", required=True, metavar="FILE", help="texts as JSON")
        parser.add_argument(
            "--json", action="store_true", help="print JSON, the one form there is so far"
        )

    def handle(self, register, input, **options):
        try:
            known = from_files([read_json(path) for path in register])
            texts = read_texts(read_json(input))
        except BadRegister as error:
            raise CommandError(report_of(error.problems), returncode=UNREADABLE) from error
        except CommandError as error:
            raise CommandError(str(error), returncode=UNREADABLE) from error
        with translation.override("vi"):
            answers = [answer(text, known) for text in texts]
        self.stdout.write(json.dumps(answers, ensure_ascii=False, indent=1))


def report_of(problems):
    """Return the first problems as lines."""
    lines = [str(problem) for problem in problems[:LONGEST_REPORT]]
    more = len(problems) - len(lines)
    return "\n".join([*lines, *([f"… +{more}"] if more else [])])


def read_texts(data):
    """Return the texts to check as (id, day, published, blocks); a bad one ends the command."""
    if not isinstance(data, list):
        raise CommandError(_("a list is needed"))
    return [read_text(index, value) for index, value in enumerate(data)]


def read_text(index, value):
    """Return one text of the input."""
    try:
        unknown = sorted(set(value) - KEYS)
        if unknown:
            raise ValueError(_("unknown keys: %(keys)s") % {"keys": ", ".join(unknown)})
        days = [read_day(value.get(name)) for name in ("event_date", "published")]
        return value["id"], *days, [read_block(block) for block in value["blocks"]]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        reason = f"[{index}]: {type(error).__name__}: {error}"
        raise CommandError(reason) from error


def read_day(value):
    """Return a day of the input, None for null."""
    return None if value is None else date.fromisoformat(value)


def read_block(value):
    """Return a block of the input."""
    unknown = sorted(set(value) - {"kind", "text", "note"})
    if unknown:
        raise ValueError(_("unknown keys: %(keys)s") % {"keys": ", ".join(unknown)})
    kind, text = value["kind"], value["text"]
    if kind not in KINDS or not isinstance(text, str):
        raise ValueError(_("a block needs a kind (%(kinds)s) and a text") % {"kinds": KINDS})
    return Block(kind, text)


def answer(text, register):
    """Return what is found in one text as plain data."""
    name, day, published, blocks = text
    report = check(blocks, day, register, published)
    return {
        "id": name,
        "findings": [plain(finding, register) for finding in report.findings],
        "citations": [each.number for each in report.citations],
        "documents": [
            {
                "number": each.number,
                "issuer": each.issuer,
                "issued_on": each.issued_on and each.issued_on.isoformat(),
                "is_too_late": each.is_too_late,
            }
            for each in report.citations
        ],
    }


def plain(finding, register):
    """Return a finding as plain data, the official by key."""
    official = finding.official
    return {
        "code": finding.code,
        "severity": finding.severity,
        "block": finding.block,
        "start": finding.start,
        "end": finding.end,
        "surface": finding.surface,
        "suggestion": finding.suggestion,
        "official": None if official is None else register.people[official].key,
        "expected": finding.expected,
        "certain": finding.certain,
        "message_vi": str(message_of(finding.code)),
    }
