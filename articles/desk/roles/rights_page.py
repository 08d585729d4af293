"""The table of rights as a page that can be read: `docs/rights.md` is made of it."""

from django.utils.translation import gettext as _

from articles.desk.article import Status
from articles.desk.roles.assignment import DeskRole
from articles.desk.roles.rights import acts
from articles.desk.roles.who_may import labels

HEAD = """\
# Who may do what with an article

Made of `articles/desk/roles/rights.toml` by `manage.py rights > docs/rights.md`; change the table,
not this page. A line is one way to have the right. "Own desk" is the article's category and
organisation, as far as the role is held for them; a role ticked on the user is held for all. What
a step needs besides (a headline, alt texts, somebody else's approval) is in `needs.py` and
`four_eyes.py`. A superuser holds every role and is trusted with everything.

| act | who | whose article | which desk | status | where |
|---|---|---|---|---|---|
"""
WHOSE = {"any": "anybody’s", "own": "their own", "others": "others’"}
DESK = {"any": "any", "own": "own"}
WHERE = {
    "desk": "on the desk",
    "bin": "in the bin",
    "kept": "on the desk, in the bin",
    "anywhere": "on the desk, in the bin, erased",
}


def rights_page():
    """Return the whole table as Markdown, a text."""
    named = {"add": _("Write a new article"), **labels()}
    lines = [
        line(named.get(act.name, act.name), act, rule)
        for act in acts().values()
        for rule in act.rules
    ]
    return HEAD + "\n".join(lines) + "\n"


def line(label, act, rule):
    """Return one rule as a row of the table."""
    who = [str(DeskRole(role).label) for role in rule.roles] or [f"trusted with `{rule.trust}`"]
    statuses = rule.statuses
    cells = [
        f"{label} (`{act.name}`)",
        ", ".join(who),
        WHOSE[rule.whose],
        DESK[rule.desk],
        "any" if statuses is None else ", ".join(s.value for s in Status if s in statuses),
        "–" if act.name == "add" else WHERE[act.where],
    ]
    return f"| {' | '.join(cells)} |"
