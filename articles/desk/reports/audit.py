"""The audit: finding entries of the diary, and writing them into a file that leaves the desk."""

import codecs
import csv
from functools import cache

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.desk.acts.diary import in_words
from articles.desk.article import Article, Status
from articles.desk.roles.rights import may_see
from vietnamese import fold, one_line

LONGEST_NUMBER = 12
AT_ONCE = 2_000
# What a spreadsheet would take for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def search_entries(entries, text):
    """
    Return the entries about the article with this number, by a person of this name, or for a reason
    that holds every word, with or without marks.
    """
    text = one_line(text).strip()
    words = fold(text).split()
    if not words:
        return entries
    persons = [
        user.pk
        for user in get_user_model().objects.all()
        if all(word in fold(f"{user.get_full_name()} {user.get_username()}") for word in words)
    ]
    because = Q()
    for word in words:
        because &= Q(search_text__contains=word)
    number = text.removeprefix("#")
    if number.isascii() and number.isdecimal() and len(number) < LONGEST_NUMBER:
        because |= Q(article=int(number))
    return entries.filter(because | Q(by__in=persons))


def tell_articles(entries, user):
    """
    Give each entry ``told_article``: its article where this person may see that, else None.

    One query for all of them, whatever `may_see` asks besides.
    """
    numbers = {entry.article for entry in entries}
    articles = Article.objects.defer("lead", "body", "search_text").in_bulk(numbers)
    seen = {pk: article for pk, article in articles.items() if may_see(user, article)}
    for entry in entries:
        entry.told_article = seen.get(entry.article)


def status_in_words(code):
    """Return what staff call a status, a text; the code itself where no status is called so."""
    return str(Status(code).label) if code in Status.values else code


def who(entry):
    """Return whose act an entry tells of, a text."""
    return str(entry.by) if entry.by else _("the system")


def csv_of(entries):
    """
    Yield the entries of a queryset as a CSV file, in bytes, a stretch at a time.

    It begins with the mark by which Excel knows UTF-8, and no cell of it can become a formula. The
    inner note is for those who may see the article, so it is in no file.
    """
    yield codecs.BOM_UTF8
    writer = csv.writer(Echo())
    yield writer.writerow(csv_header())
    words = Words()
    for entry in entries.iterator(chunk_size=AT_ONCE):
        yield writer.writerow([defused(cell) for cell in csv_row(entry, words)])


class Words:
    """
    What codes and numbers of entries are called, each looked up once.

    A diary has few acts, statuses and persons, and very many entries.
    """

    def __init__(self):
        self.persons = get_user_model().objects.in_bulk()
        self.said = {}
        self.status = cache(status_in_words)

    def act(self, entry):
        """Return what an entry says happened, as the beginning of a sentence."""
        kind = entry.verb, entry.refused
        if kind not in self.said:
            self.said[kind] = capfirst(str(in_words(entry)))
        return self.said[kind]


class Echo:
    """A file that keeps nothing: what is written is given back, encoded."""

    def write(self, line):
        return line.encode()


def csv_header():
    return [
        _("Day"),
        _("Time of day"),
        _("Person"),
        _("User name"),
        _("Act"),
        _("Refused"),
        _("Article number"),
        _("Version"),
        _("From status"),
        _("To status"),
        _("Reason"),
        _("Hash of the content"),
    ]


def csv_row(entry, words):
    """Return the cells of one entry, texts, in the order of `csv_header`."""
    at = timezone.localtime(entry.at)
    person = words.persons.get(entry.by_id)
    return [
        f"{at:%d/%m/%Y}",
        f"{at:%H:%M:%S}",
        person.get_full_name() if person else _("the system"),
        person.get_username() if person else "",
        words.act(entry),
        _("yes") if entry.refused else _("no"),
        str(entry.article),
        str(entry.version),
        words.status(entry.from_status),
        words.status(entry.to_status),
        entry.reason,
        entry.hash,
    ]


def defused(cell):
    """Return a cell that a spreadsheet takes for text: the apostrophe is what OWASP advises."""
    return f"'{cell}" if cell.lstrip(" \n\u00a0").startswith(FORMULA) else cell
