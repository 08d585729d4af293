"""What a document is called: its title, its name on the disk, and its address."""

import re

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vietnamese import slug, words_of_file_name

# So many digits of the content's hash stand in an address: 64 bits, which nobody guesses.
DIGITS = 16
KEY = rf"(?P<key>[0-9a-f]{{{DIGITS}}})"
PATTERN = rf"tai-lieu/{KEY}/(?P<slug>[a-z0-9-]+)\.(?P<kind>pdf|docx|xlsx)"
OWN_ADDRESS = re.compile(rf"/{PATTERN}(?:[?#].*)?")
NO_WORDS = "tai-lieu"  # where an address bears no title


def title_from(file_name):
    """Return a title made of a file's name; one that says nothing gives the present day."""
    return words_of_file_name(file_name) or _("Document of %(date)s") % {
        "date": date_format(timezone.localtime(), "SHORT_DATE_FORMAT")
    }


def name_of(sha256, kind):
    """Return the name of a document's file in the storage, by its content."""
    return f"{sha256[:2]}/{sha256}.{kind}"


def url_of(sha256, title, kind):
    """
    Return the address of a document, a path.

    The digits decide; the words are for whoever reads the address.
    """
    return f"/tai-lieu/{sha256[:DIGITS]}/{slug(title, limit=80, fallback=NO_WORDS)}.{kind}"


def bare_url(address):
    """
    Return the address of a document without the words of its title; any other as it is.

    As such it stands in texts, which outlive the title: a document may be named anew, or erased.
    """
    match = OWN_ADDRESS.fullmatch(address)
    return f"/tai-lieu/{match['key']}/{NO_WORDS}.{match['kind']}" if match else address


def hashes_of(key):
    """Return the bounds (from, to) between which the hashes lie that begin with ``key``."""
    return key, f"{key}g"  # after every hexadecimal digit
