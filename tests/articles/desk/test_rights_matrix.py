"""
Every cell of the table of rights: person × act × where the article stands.

The code (`may`, `through`, `within_reach`, the verbs, the addresses) is compared with a second,
plain reading of the same file (`rights_table`).
"""

import itertools
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts import roles
from articles.desk.acts.owed_check import OwedCheck
from articles.desk.acts.refusal import Refused
from articles.desk.acts.steps import STEPS
from articles.desk.article import Article, Status
from articles.desk.roles import rights
from articles.desk.roles.assignment import DeskAssignment
from articles.page.edition import Edition
from articles.page.erasure import Erasure
from tests.people.factory import make_organisation

from ..factory import make_approved, make_article, make_category, make_published, make_user
from .rights_table import DESK_ROLES, STATUSES, TABLE, Cell, Person, persons, says
from .typing import address

pytestmark = pytest.mark.django_db

CELLS = [
    Cell(status, place, is_own, is_filed)
    for status, place, is_own, is_filed in itertools.product(
        STATUSES, ["desk", "bin", "erased"], [True, False], [True, False]
    )
]


class House:
    """A newsroom with a branch of categories, one of organisations, and another of each."""

    def __init__(self):
        self.above = make_category("Kinh tế")
        self.category = make_category("Thị trường", parent=self.above)
        self.below = make_category("Giá cả", parent=self.category)
        self.elsewhere = make_category("Thể thao")
        self.office_above = make_organisation("Ủy ban")
        self.office = make_organisation("Phòng Kinh tế", parent=self.office_above)
        self.other_office = make_organisation("Phòng Văn hóa")
        self.stranger = make_user("stranger")
        self.order = Erasure.objects.create(
            target="article",
            number=0,
            basis="Luật",
            document="1",
            by="a",
            second_person="b",
            at=timezone.now(),
        )

    def hire(self, person):
        """Make the account of a `Person`."""
        user = make_user(
            full_name=person.name,
            is_superuser=person.name == "superuser",
            is_active=person.name != "left",
        )
        role, _comma, reach = person.name.partition(", ")
        if role in DESK_ROLES and reach == "everywhere":
            roles.give(user, role)
        elif role in DESK_ROLES:
            self.assign(user, role, **self.desk(reach))
        elif person.name in {"register keeper", "administrator"}:
            roles.give(user, person.name.replace(" ", "_"))
        elif person.name == "alert raiser":
            roles.set_trusts(user, ["articles.raise_alert"])
        elif person.name == "left":
            roles.give(user, "publisher")
            self.assign(user, "publisher", category=self.category)
        elif person.name.startswith("reporter everywhere"):
            roles.give(user, "reporter")
            self.assign(user, "publisher", category=self.category)
        elif person.name.startswith("editor of a foreign"):
            self.assign(user, "editor", category=self.elsewhere)
            self.assign(user, "contributor", category=self.category)
        if person.trusts and not user.is_superuser:
            roles.set_trusts(user, person.trusts)
        return type(user).objects.get(pk=user.pk)

    def assign(self, user, role, **desk):
        DeskAssignment.objects.create(user=user, role=role, **desk)

    def desk(self, reach):
        today = timezone.localdate()
        day = timedelta(days=1)
        return {
            "own category": {"category": self.category},
            "category above": {"category": self.above},
            "own organisation": {"organisation": self.office},
            "organisation above": {"organisation": self.office_above},
            "own category and organisation": {
                "category": self.category,
                "organisation": self.office,
            },
            "own category, foreign organisation": {
                "category": self.category,
                "organisation": self.other_office,
            },
            "foreign category": {"category": self.elsewhere},
            "foreign organisation": {"organisation": self.other_office},
            "first day today": {"category": self.category, "starts_on": today},
            "last day today": {"category": self.category, "until": today},
            "ended yesterday": {"category": self.category, "until": today - day},
            "begins tomorrow": {"category": self.category, "starts_on": today + day},
        }[reach]

    def stand(self, cell, author):
        """Return an unsaved article that stands as a cell says."""
        return Article(
            headline="Tin",
            status=cell.status,
            author=author if cell.is_own else self.stranger,
            category=self.category if cell.is_filed else None,
            organisation=self.office if cell.is_filed else None,
            binned_at=timezone.now() if cell.place == "bin" else None,
            erasure=self.order if cell.place == "erased" else None,
        )


@pytest.fixture
def house(db):
    return House()


def test_table_names_every_status_role_and_act_there_is():
    assert set(STATUSES) == set(Status.values)
    assert set(STEPS) < set(TABLE)
    used = {
        role for act in TABLE.values() for rule in act["rules"] for role in rule.get("roles", [])
    }
    assert used == set(DESK_ROLES)


def test_table_holds_no_word_the_code_would_pass_over():
    for act in TABLE.values():
        assert set(act) <= {"where", "rules"}
        for rule in act["rules"]:
            assert set(rule) <= {"roles", "trust", "desk", "whose", "status"}
            assert ("roles" in rule) != ("trust" in rule)


@pytest.mark.parametrize("person", persons(), ids=lambda each: each.name)
def test_code_agrees_with_the_table_in_every_cell(house, person):
    user = house.hire(person)
    stood = Article.objects.bulk_create([house.stand(cell, user) for cell in CELLS])
    numbers = [each.pk for each in stood]
    wrong = []
    for act in TABLE:
        if act == "add":
            continue
        reach = rights.within_reach(user, act)
        found = set(
            Article.objects.filter(reach, pk__in=numbers).order_by().values_list("pk", flat=True)
        )
        for cell, each in zip(CELLS, stood, strict=True):
            answers = {
                rights.may(user, act, each),
                each.pk in found,
                bool(rights.through(user, act, each)),
            }
            if answers != {says(person, act, cell)}:
                wrong.append((act, cell, answers))
    assert wrong == []


@pytest.mark.parametrize("person", persons(), ids=lambda each: each.name)
def test_who_may_write_a_new_article(house, person):
    user = house.hire(person)
    assert rights.may(user, "add") is bool(person.roles)


def test_branch_reaches_down_and_not_up(house):
    head = house.hire(Person("publisher, own category", {}))
    places = [house.below, house.category, house.above, house.elsewhere]
    allowed = [rights.may(head, "withdraw", Article(category=each)) for each in places]
    assert allowed == [True, True, False, False]


def test_article_without_an_author_is_nobodys_own(house):
    for person in persons():
        user = house.hire(person)
        nobodys = Article.objects.create(headline="Tin", category=house.category, author=None)
        nobodys.organisation = house.office
        nobodys.save()
        for act in TABLE.keys() - {"add"}:
            said = says(person, act, Cell("draft"))
            assert rights.may(user, act, nobodys) is said
            found = Article.objects.filter(rights.within_reach(user, act), pk=nobodys.pk)
            assert found.exists() is said


# The verbs themselves: who may not, changes nothing

ANSWERS = {
    "send_back": {"reason": "Thiếu ảnh"},
    "withdraw": {"reason": "Theo yêu cầu"},
    "emergency": {"reason": "Bão"},
    "correct": {"wrong": "5", "right": "6"},
    "schedule": {"at": timezone.now() + timedelta(days=2)},
}
WHO = [
    *(f"{role}, everywhere" for role in DESK_ROLES),
    *(f"{role}, foreign category" for role in DESK_ROLES),
    *(f"{role}, ended yesterday" for role in DESK_ROLES),
    *("register keeper", "administrator", "duty officer", "eraser", "no role", "superuser"),
]

# A browser is slower than a call: here those for whom an address could forget to ask.
AT_THE_ADDRESS = [
    *(f"{role}, everywhere" for role in DESK_ROLES),
    *("editor, foreign category", "publisher, foreign category", "publisher, ended yesterday"),
    *("administrator", "duty officer", "no role"),
]


def dump():
    """Return every row of every table but the diary's and the sessions', as the database has it."""
    skipped = {"django_session", "django_admin_log", "axes_accesslog", "axes_accessattempt"}
    skipped |= {"articles_workflowevent"}
    tables = sorted(set(connection.introspection.table_names()) - skipped)
    rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows[table] = sorted(map(repr, cursor.fetchall()))
    return rows


def diary():
    """Return what is in the diary as tuples (verb, refused)."""
    from articles.desk.acts.event import WorkflowEvent

    return list(WorkflowEvent.objects.order_by("pk").values_list("verb", "refused"))


class Undo(Exception):
    """Leaves a savepoint, so that the next cell finds everything as it was."""


@pytest.fixture
def stands(house):
    """One article in each status, by somebody else, complete enough for every step."""
    fields = {"author": house.stranger, "category": house.category, "organisation": house.office}
    live = Article.objects.get(pk=make_published(**fields).article)
    made = {status: make_article(**fields) for status in STATUSES[:4]}
    for status, article in made.items():
        Article.objects.filter(pk=article.pk).update(status=status)
    made |= {"approved": make_approved(**fields), "published": live}
    return {status: Article.objects.get(pk=article.pk) for status, article in made.items()}


@pytest.mark.parametrize("verb", STEPS)
def test_verb_refuses_and_changes_nothing_where_the_table_says_no(house, stands, verb):
    """All persons × all statuses, by calling the verb itself."""
    people = {each.name: each for each in persons()}
    users = {name: house.hire(people[name]) for name in WHO}
    before, written = dump(), diary()
    refused, done = 0, set()
    for name, user in users.items():
        for status, article in stands.items():
            allowed = says(people[name], verb, Cell(status))
            try:
                with transaction.atomic():
                    try:
                        STEPS[verb].act(article, user, **ANSWERS.get(verb, {}))
                    except Refused:
                        outcome = "refused"
                    else:
                        outcome = "done"
                    if outcome == "refused":
                        assert dump() == before, (name, status)
                        assert diary() == [*written, (verb, True)], (name, status)
                    raise Undo
            except Undo:
                pass
            if outcome == "done":
                done.add(status)
                assert allowed, (name, status)
            if not allowed:
                refused += 1
                assert outcome == "refused", (name, status)
    assert refused >= 6 * 12
    # The comparison means nothing unless the same calls go through where the table says yes.
    assert done == POSSIBLE[verb]


# Where a step is possible at all in this newsroom, without pending editions, debts and bins.
POSSIBLE = {
    "submit": {"draft", "returned"},
    "take_back": set(),  # the author's alone
    "pass_on": {"draft", "returned", "submitted"},
    "send_back": {"submitted", "in_review", "approved", "published"},
    "approve": {"submitted", "in_review"},
    "publish": {"approved", "published"},
    "schedule": {"approved", "published"},
    "unschedule": set(),
    "correct": {"published"},
    "withdraw": {"published"},
    "emergency": {"draft", "returned", "submitted", "in_review", "approved"},
    "confirm": set(),
    "bin": {"draft", "returned", "submitted", "in_review", "approved"},
    "unbin": set(),
}


@pytest.mark.parametrize("role", [*DESK_ROLES, "administrator"])
def test_verbs_of_the_author_and_of_rare_places(house, stands, role):
    """The steps that need an author, a schedule, a debt or a bin: done by whom the table names."""
    user = house.hire(Person(f"{role}, everywhere", {}) if role in DESK_ROLES else Person(role, {}))
    person = Person(role, {role: "all"} if role in DESK_ROLES else {})
    fields = {"category": house.category, "organisation": house.office}
    sent = make_article(author=user, **fields)
    Article.objects.filter(pk=sent.pk).update(status="submitted")
    binned = make_article(author=house.stranger, **fields)
    Article.objects.filter(pk=binned.pk).update(binned_at=timezone.now())
    scheduled = make_approved(author=house.stranger, **fields)
    STEPS["schedule"].act(scheduled, None, **ANSWERS["schedule"])
    hurried = make_article(author=house.stranger, **fields)
    boss = make_user(is_superuser=True)
    STEPS["emergency"].act(hurried, boss, reason="Bão")
    for verb, article, cell in [
        ("take_back", sent, Cell("submitted", is_own=True)),
        ("unbin", binned, Cell("draft", "bin")),
        ("unschedule", scheduled, Cell("published")),
        ("confirm", hurried, Cell("published")),
    ]:
        before = dump()
        if says(person, verb, cell):
            STEPS[verb].act(article, user)
            assert dump() != before, verb
        else:
            with pytest.raises(Refused):
                STEPS[verb].act(article, user)
            assert dump() == before, verb
    assert OwedCheck.objects.count() == 1


@pytest.mark.parametrize("verb", [*STEPS, "duplicate", "erase"])
def test_address_refuses_and_changes_nothing_where_the_table_says_no(house, stands, verb):
    """The same at the address: 404 for who may not see it, 403 for who may not do it."""
    people = {each.name: each for each in persons()}
    before_editions = Edition.objects.count()
    tried = 0
    for name in AT_THE_ADDRESS:
        user = house.hire(people[name])
        browser = Client()
        browser.force_login(user)
        before, written = dump_of_articles(), diary()
        for status, article in stands.items():
            if says(people[name], verb, Cell(status)):
                continue
            tried += 1
            posted = {"version_read": article.version, **answers_typed(verb)}
            answer = browser.post(address(article, verb), posted)
            sees = says(people[name], "view", Cell(status))
            assert answer.status_code == (403 if sees else 404), (name, status)
            entries = diary()[len(written) :]
            assert not entries or (sees and entries == [(verb, True)]), (name, status)
            written = diary()
        assert dump_of_articles() == before, name
    assert tried >= 30
    assert Edition.objects.count() == before_editions


def dump_of_articles():
    """Return `dump` without the accounts, whose last sign-in the browser writes."""
    return {table: rows for table, rows in dump().items() if table != "accounts_user"}


def answers_typed(verb):
    """Return what the form of a step would post."""
    at = timezone.localtime(timezone.now() + timedelta(days=2))
    typed = {"schedule": {"at_0": f"{at:%d/%m/%Y}", "at_1": f"{at:%H:%M}"}}
    return {**ANSWERS.get(verb, {}), **typed.get(verb, {})} if verb != "schedule" else typed[verb]


# The table as a page


def test_page_about_the_table_is_up_to_date(capsys):
    call_command("rights")
    page = Path(settings.BASE_DIR) / "docs" / "rights.md"
    assert page.read_text(encoding="utf-8") == capsys.readouterr().out
