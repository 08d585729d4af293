"""
Who may do what with an article: `rights.toml`, read and asked.

A role is held everywhere (a group of Django's) or at a desk (`DeskAssignment`); the rules speak of
roles, desks, authorship and status. Every verb asks here when a person carries it out, so no side
address can forget to.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.auth.models import Permission
from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext as _

from articles.desk.article import Status
from articles.desk.roles.assignment import DeskAssignment, DeskRole
from articles.page.category import CategoryTree
from people.models import Organisation

# Where its author still has the article in hand.
IN_THE_AUTHORS_HANDS = {Status.DRAFT, Status.RETURNED}
# Under these names the user object remembers what it holds; `accounts.roles` makes it forget.
REMEMBERED = "_roles_held"
TRUSTED = "_trusts_held"
PLACES = {place: place for place in ["anywhere", "kept", "desk", "bin"]}


@dataclass(frozen=True)
class Rule:
    """One line of the table. ``statuses`` None means any."""

    roles: tuple = ()
    trust: str = ""
    desk: str = "any"
    whose: str = "any"
    statuses: frozenset | None = None


@dataclass(frozen=True)
class Act:
    """What may be done, where the article must lie, and the rules of which one must fit."""

    name: str
    where: str
    rules: tuple


@dataclass(frozen=True)
class Holding:
    """
    A role as somebody holds it: for these categories and organisations, sets of numbers.

    None means all of them. ``assignment`` is None for a role held everywhere and for good.
    """

    role: str
    categories: frozenset | None = None
    organisations: frozenset | None = None
    assignment: DeskAssignment | None = None

    def covers(self, article):
        """Tell whether an article belongs to the desk this role is held for."""
        return (self.categories is None or article.category_id in self.categories) and (
            self.organisations is None or article.organisation_id in self.organisations
        )

    def covered(self):
        """Return the same as a condition on a list of articles."""
        condition = Q()
        if self.categories is not None:
            condition &= Q(category__in=self.categories)
        if self.organisations is not None:
            condition &= Q(organisation__in=self.organisations)
        return condition


@cache
def acts():
    """Return the table as {name: `Act`}. Raises KeyError or ValueError for a misspelt line."""
    written = tomllib.loads((Path(__file__).parent / "rights.toml").read_text(encoding="utf-8"))
    return {
        name: Act(name, PLACES[act.get("where", "desk")], tuple(map(rule_of, act["rules"])))
        for name, act in written.items()
    }


def rule_of(line):
    """Return one line of the file as a `Rule`; a misspelt role or status is refused."""
    statuses = line.get("status")
    return Rule(
        roles=tuple(DeskRole(role).value for role in line.get("roles", [])),
        trust=line.get("trust", ""),
        desk={"own": "own", "any": "any"}[line.get("desk", "any")],
        whose={"own": "own", "others": "others", "any": "any"}[line.get("whose", "any")],
        statuses=None if statuses is None else frozenset(map(Status, statuses)),
    )


# What a person holds


def roles_held(user):
    """
    Return the `Holding`s of a person today, a list; remembered on the user object.

    A superuser holds every role everywhere. At most four queries, two for who has no desk.
    """
    if not hasattr(user, REMEMBERED):
        setattr(user, REMEMBERED, [*holdings(user)] if user.is_active and user.pk else [])
    return getattr(user, REMEMBERED)


def holdings(user):
    """Yield what a person holds everywhere, then what at desks."""
    yield from held_everywhere(user)
    yield from held_at_desks(
        user.desk_assignments.in_force().select_related("category", "organisation")
    )


def held_everywhere(user):
    """Yield what a person holds everywhere and for good."""
    names = {group.name for group in user.groups.all()}
    for role in DeskRole.values:
        if user.is_superuser or role in names:
            yield Holding(role)


def held_at_desks(assignments):
    """Yield a `Holding` for each assignment; two queries at most besides their own."""
    assignments = list(assignments)
    tree = CategoryTree.load() if any(each.category_id for each in assignments) else None
    offices = Offices() if any(each.organisation_id for each in assignments) else None
    for each in assignments:
        yield Holding(
            each.role,
            frozenset(tree.branch_ids(each.category_id)) if each.category_id else None,
            frozenset(offices.branch(each.organisation_id)) if each.organisation_id else None,
            each,
        )


def look_up(users):
    """
    Let many persons remember at once what they hold and are trusted with.

    At most seven queries however many they are, so that a page can ask about the whole staff.
    """
    prefetch_related_objects(users, "groups")
    assignments = DeskAssignment.objects.in_force().filter(user__in=users)
    at_desks = {}
    for held in held_at_desks(assignments.select_related("category", "organisation")):
        at_desks.setdefault(held.assignment.user_id, []).append(held)
    trusts = trusts_of(users)
    for user in users:
        held = [*held_everywhere(user), *at_desks.get(user.pk, [])] if user.is_active else []
        setattr(user, REMEMBERED, held)
        setattr(user, TRUSTED, trusts.get(user.pk, frozenset()))


def trusts_of(users):
    """Return what persons are trusted with by name, {number: names}; two queries."""
    named = {rule.trust for act in acts().values() for rule in act.rules if rule.trust}
    codenames = [name.partition(".")[2] for name in named]
    wanted = Permission.objects.filter(codename__in=codenames).order_by()
    trusts = {}
    for path in ["user", "group__user"]:
        rows = wanted.filter(**{f"{path}__in": users}).values_list(
            path, "content_type__app_label", "codename"
        )
        for user, room, codename in rows:
            trusts.setdefault(user, set()).add(f"{room}.{codename}")
    return trusts


def is_trusted(user, name):
    """Tell whether a permission was given to a person by name."""
    if not user.is_active:
        return False
    if user.is_superuser or not hasattr(user, TRUSTED):
        return user.has_perm(name)
    return name in getattr(user, TRUSTED)


class Offices:
    """Which organisation stands under which; one query."""

    def __init__(self):
        self.below = {}
        for pk, parent in Organisation.objects.values_list("pk", "parent").order_by():
            self.below.setdefault(parent, []).append(pk)

    def branch(self, office):
        """Yield the numbers of an organisation and of all below it."""
        yield office
        for below in self.below.get(office, []):
            yield from self.branch(below)


def is_author(user, article):
    """Tell whether a person wrote an article."""
    return article.author_id is not None and article.author_id == user.pk


# Asking


def may(user, act, article=None):
    """Tell whether a person may do something, with an article or before there is one."""
    return not why_not(user, act, article)


def why_not(user, act, article=None):
    """
    Return every reason why a person may not do something, a list of sentences; empty when they may.

    Raises KeyError for an act the table does not know.
    """
    act = acts()[act]
    reasons = [] if article is None else reasons_of_place(act, article)
    fitting = [(rule, held) for rule in act.rules for held in grounds(user, rule)]
    if not fitting:
        return [*reasons, reason_of_role(act)]
    if article is None:
        return reasons
    return [*reasons, *reasons_of_article(user, act, fitting, article)]


def grounds(user, rule):
    """Return on what grounds a rule speaks of a person: holdings of its roles, or a trust."""
    if rule.trust:
        return [None] if is_trusted(user, rule.trust) else []
    return [held for held in roles_held(user) if held.role in rule.roles]


def reasons_of_place(act, article):
    """Say why an article lies where the act cannot reach it."""
    if act.where != "anywhere" and article.erasure_id:
        return [_("The article was erased by order.")]
    if act.where == "desk" and article.binned_at:
        return [_("The article lies in the bin.")]
    if act.where == "bin" and not article.binned_at:
        return [_("The article is not in the bin.")]
    return []


def through(user, act, article):
    """
    Return through what a person may do something with an article, a list of (`Rule`, `Holding`).

    The holding is None where a trust is the ground. Empty when they may not.
    """
    act = acts()[act]
    if reasons_of_place(act, article):
        return []
    whose = {"any", "own" if is_author(user, article) else "others"}
    return [
        (rule, held)
        for rule in act.rules
        for held in grounds(user, rule)
        if (rule.desk == "any" or (held and held.covers(article)))
        and rule.whose in whose
        and (rule.statuses is None or article.status in rule.statuses)
    ]


def reasons_of_article(user, act, fitting, article):
    """Say why none of the rules that speak of this person fits this article."""
    mine = is_author(user, article)
    at_desk = [
        rule for rule, held in fitting if rule.desk == "any" or (held and held.covers(article))
    ]
    of_author = [rule for rule in at_desk if rule.whose in ("any", "own" if mine else "others")]
    if any(rule.statuses is None or article.status in rule.statuses for rule in of_author):
        return []
    reasons = []
    if not at_desk:
        reasons.append(
            _("The article belongs to another desk. Your role does not reach there.")
            if article.category_id
            else _("Choose a category first: it decides which desk the article belongs to.")
        )
    elif not of_author:
        reasons.append(
            _("You wrote this article: somebody else has to do this.")
            if mine
            else _("Only the author of the article can do this.")
        )
    statuses = [rule.statuses for rule in of_author or at_desk or act.rules]
    if all(each is not None and article.status not in each for each in statuses):
        reasons.append(reason_of_status(article, frozenset().union(*statuses)))
    return reasons


def reason_of_role(act):
    """Say for whom an act is."""
    roles = dict.fromkeys(role for rule in act.rules for role in rule.roles)
    if not roles:
        return _("Only persons who are trusted with it by name can do this.")
    labels = ", ".join(str(DeskRole(role).label) for role in roles)
    return _("This is done by: %(roles)s.") % {"roles": labels}


def reason_of_status(article, statuses):
    """Say from where a step is taken."""
    labels = ", ".join(f"“{status.label}”" for status in Status if status in statuses)
    return _("The article is “%(status)s”; this is done when it is %(statuses)s.") % {
        "status": article.get_status_display(),
        "statuses": labels,
    }


def within_reach(user, act):
    """
    Return the condition under which `may` says yes, for lists of articles.

    It needs no column but those of the article itself.
    """
    act = acts()[act]
    place = {
        "anywhere": Q(),
        "kept": Q(erasure=None),
        "desk": Q(binned_at=None, erasure=None),
        "bin": Q(binned_at__isnull=False, erasure=None),
    }[act.where]
    conditions = []
    for rule in act.rules:
        for held in grounds(user, rule):
            condition = held.covered() if rule.desk == "own" and held else Q()
            if rule.whose == "own":
                condition &= Q(author=user)
            if rule.whose == "others":
                condition &= ~Q(author=user) | Q(author=None)
            if rule.statuses is not None:
                condition &= Q(status__in=sorted(rule.statuses))
            conditions.append(condition)
    if not conditions:
        return Q(pk__in=[])
    if not all(conditions):  # one of them asks for nothing at all
        return place
    anyhow = conditions[0]
    for condition in conditions[1:]:
        anyhow |= condition
    return place & anyhow


# The questions the desk asks most


def sees_all(user):
    """Tell whether a person sees the articles of others."""
    rules = acts()["view"].rules
    return any(rule.whose == "any" and rule.desk == "any" and grounds(user, rule) for rule in rules)


def may_see(user, article):
    """Tell whether a person may read an article at the desk."""
    return may(user, "view", article)


def visible_to(user, articles):
    """Return those of the articles that a person may read at the desk."""
    return articles.filter(within_reach(user, "view"))


def may_write(user, article):
    """Tell whether a person may change an article."""
    return may(user, "write", article)


def holds(user, *roles):
    """Tell whether a person holds one of these roles anywhere."""
    return any(held.role in roles for held in roles_held(user))
