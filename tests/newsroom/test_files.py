"""What is kept in the repository's files: translations that are whole, locks that leak nothing."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ["accounts", "articles", "documents", "images", "people", "uploads"]
CATALOGUES = sorted(ROOT.glob("**/locale/*/LC_MESSAGES/*.po"))
CATALOGUES = [each for each in CATALOGUES if ".venv" not in each.parts]


def named(path):
    return str(path.relative_to(ROOT))


# Translations


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_catalogue_is_whole(path):
    catalogue = polib.pofile(str(path))
    assert [each.msgid for each in catalogue if each.fuzzy or not each.translated()] == []
    assert [each.msgid for each in catalogue.obsolete_entries()] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_compiled_catalogue_is_up_to_date(path):
    compiled = polib.mofile(str(path.with_suffix(".mo")))
    assert texts(compiled) == texts(polib.pofile(str(path))), "run `make messages`"


def texts(catalogue):
    return {
        (each.msgctxt, each.msgid): each.msgstr_plural or each.msgstr
        for each in catalogue
        if not each.obsolete
    }


def test_rooms_translate_one_text_alike():
    # Django shows the text of one of them and never the other's. Where two meanings are meant,
    # pgettext tells them apart.
    catalogues = {named(path): polib.pofile(str(path)) for path in CATALOGUES}
    assert translated_differently(catalogues) == {}


def test_two_translations_of_one_text_are_found():
    def catalogue(*entries):
        made = polib.POFile()
        made.extend(polib.POEntry(**entry) for entry in entries)
        return made

    name = {"msgid": "Name", "msgstr": "Tên"}
    of_a_person = {"msgid": "Name", "msgctxt": "person", "msgstr": "Họ tên"}
    several = {"msgid": "Name", "msgid_plural": "Names", "msgstr_plural": {0: "Các tên"}}
    assert translated_differently({"a": catalogue(name), "b": catalogue(of_a_person, name)}) == {}
    assert translated_differently({"a": catalogue(name), "b": catalogue(several)}) == {
        (None, "Name"): {"a": "Tên", "b": "Các tên"}
    }


def translated_differently(catalogues):
    """Return {(context, msgid): {catalogue: text}} of what several of them word differently."""
    found = defaultdict(dict)
    for name, catalogue in catalogues.items():
        for text, translated in texts(catalogue).items():
            found[text][name] = translated[0] if isinstance(translated, dict) else translated
    return {text: by_name for text, by_name in found.items() if len({*by_name.values()}) > 1}


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_placeholders_survive_translation(path):
    placeholder = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
    wrong = []
    for each in polib.pofile(str(path)):
        for translated in (each.msgstr_plural or {0: each.msgstr}).values():
            asked = set(placeholder.findall(each.msgid_plural or each.msgid))
            if set(placeholder.findall(translated)) != asked:
                wrong.append(each.msgid)
    assert wrong == []


@pytest.mark.parametrize("room", [*ROOMS, ""])
def test_every_text_of_a_room_is_translated(room):
    catalogue = ROOT / room / "locale/vi/LC_MESSAGES/django.po"
    asked = room_texts(room)
    known = {each.msgid for each in polib.pofile(str(catalogue))} if catalogue.exists() else set()
    missing = {text: where for text, where in asked.items() if text not in known}
    assert missing == {}, "run `make messages` and translate"


def room_texts(room):
    """Return {msgid: file} of a room; "" stands for the wiring and the templates of all."""
    code = [ROOT / room] if room else [ROOT / "newsroom"]
    templates = [ROOT / room / "templates"] if room else [ROOT / "templates"]
    found = {}
    for folder in code:
        for path in folder.rglob("*.py"):
            found |= dict.fromkeys(texts_in_code(path.read_text("utf-8")), named(path))
    for folder in templates:
        for path in [*folder.rglob("*.html"), *folder.rglob("*.xml"), *folder.rglob("*.txt")]:
            found |= dict.fromkeys(texts_in_template(path.read_text("utf-8")), named(path))
    return found


def texts_in_code(source):
    """Return what is passed to gettext's functions, by whatever name they were imported."""
    tree = ast.parse(source)
    position = {"pgettext": 1, "pgettext_lazy": 1, "npgettext": 1, "npgettext_lazy": 1}
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for each in node.names:
                if "gettext" in each.name:
                    names[each.asname or each.name] = position.get(each.name, 0)
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) in names:
            text = node.args[names[node.func.id]]
            if isinstance(text, ast.Constant):  # else it was marked where it was written
                found.add(text.value)
    return found


def texts_in_template(source):
    """Return what a template asks to be translated."""
    asked = r"""\b(?:n?gettext|_)\(\s*u?(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
    in_context = r"""\bn?pgettext\(\s*u?(?:"[^"]*"|'[^']*'),\s*u?(?P<text>"[^"]*"|'[^']*')"""
    lines = templatize(source)
    matches = [*re.finditer(asked, lines), *re.finditer(in_context, lines)]
    plain = {ast.literal_eval(match["text"]) for match in matches}
    blocks = re.findall(r'\bgettext\(u?"""(.*?)"""\)', lines, re.DOTALL)
    return {text for text in [*plain, *blocks] if text}


def test_the_search_for_texts_finds_each_kind():
    code = """
from django.utils.translation import gettext as _g, ngettext, pgettext
_g("one"); ngettext("two", "twos", 2); pgettext("where", "three")
"""
    assert texts_in_code(code) == {"one", "two", "three"}
    template = """{% load i18n %}{% translate "four" %}{% blocktranslate with a=b trimmed %}
      five {{ a }}
    {% endblocktranslate %}{{ _("six") }}<a title="{% translate 'seven “so”' %}">"""
    assert texts_in_template(template) == {"four", "five %(a)s", "six", "seven “so”"}


# Locks and secrets


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_lock_holds_names_versions_and_hashes_only(name):
    odd = [
        line
        for line in (ROOT / name).read_text().splitlines()
        if not re.fullmatch(
            r"[a-z0-9._-]+(\[[a-z0-9,_-]+\])?==[\w.!+]+( ; [^/]*)? \\"
            r"|    --hash=sha256:[0-9a-f]{64}( \\)?"
            r"|\s+#( via)?( +(-r )?[a-z0-9._-]+(\[[a-z0-9,_-]+\])?( \([^/]*\))?)?"
            r"|# This file was autogenerated by uv via the following command:"
            r"|#    make lock",
            line,
        )
    ]
    assert odd == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_lock_holds_everything_that_is_asked_for(name):
    lock = (ROOT / f"{name}.txt").read_text()
    asked = re.findall(r"^([a-z][a-z0-9-]*)", (ROOT / f"{name}.in").read_text(), re.MULTILINE)
    assert [each for each in asked if not re.search(rf"^{each}(\[|==)", lock, re.MULTILINE)] == []


def test_both_locks_agree():
    def pins(name):
        return dict(
            re.findall(r"^([a-z0-9._-]+)(?:\[.*\])?==(\S+)", (ROOT / name).read_text(), re.M)
        )

    development = pins("requirements-dev.txt")
    assert pins("requirements.txt").items() <= development.items()


def test_psycopg_3_is_not_pulled_in():
    # Django would silently prefer it to psycopg2, and nothing here was tried on it.
    assert not re.search(r"^psycopg(\[|==)", (ROOT / "requirements-dev.txt").read_text(), re.M)


def test_environment_names_are_documented():
    settings = (ROOT / "newsroom/settings.py").read_text()
    asked = set(re.findall(r'"((?:NEWSROOM|DATABASE|REDIS)_[A-Z_]+)"', settings))
    documented = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
    assert asked - documented == set()
