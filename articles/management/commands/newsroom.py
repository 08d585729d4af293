"""Take a step with an article from the command line, as the person whose name is given."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.desk.acts.acting import locked
from articles.desk.acts.refusal import Refused
from articles.desk.acts.steps import STEPS
from articles.desk.article import Article
from articles.desk.roles.rights import may_see
from articles.page.correction import Correction

# Answers of the steps and how each is given here; what is not named is a text.
DATES = ["at", "expires_at"]
OPTIONS = {
    "at": "when it appears: 2026-11-24 08:00, 24/11/2026 08:00, or with an offset",
    "expires_at": "when it leaves the site; left out, it stays",
    "reason": "why; with withdraw, readers see it",
    "note": "inner note: who ordered it, document number",
    "change_note": "what readers are told of the change",
    "kind": f"kind of correction: {', '.join(Correction.Kind.values)}",
    "wrong": "what was printed",
    "right": "what is right",
    "apology": "words of apology",
}


class Command(BaseCommand):
    help = (
        "Take a step with an article as a person of the newsroom, who needs the same rights as in "
        "the admin. Times are those of the newsroom's clock. --list tells the steps."
    )

    def add_arguments(self, parser):
        parser.add_argument("verb", nargs="?", help="the step, such as publish or take-back")
        parser.add_argument("number", nargs="?", metavar="ID", help="the article's number")
        parser.add_argument("--by", metavar="USERNAME", help="user name of who takes the step")
        parser.add_argument("--list", action="store_true", help="tell the steps and their options")
        for name, explanation in OPTIONS.items():
            parser.add_argument(option(name), dest=name, help=explanation)
        parser.add_argument(
            option("major"),
            action="store_true",
            default=None,
            help="an update of the content: readers see the new date and the note",
        )

    def handle(self, *, verb, number, by, **options):
        if options["list"]:
            self.stdout.write("\n".join(map(described, STEPS.values())))
            return
        step = step_named(verb)
        user = person(by)
        article = article_for(user, number)
        answers = answers_of(step, options)
        self.stdout.write(taken(step, article, user, answers))


def option(name):
    """Return how an answer is written on the command line."""
    return f"--{name.replace('_', '-')}"


def described(step):
    """Return one step with its label and options, a line."""
    asked = [option(name) for name in step.asks]
    taken_besides = [f"[{option(name)}]" for name in step.takes]
    return " ".join([f"{step.name:<11}", str(step.label).removesuffix("…"), *asked, *taken_besides])


def step_named(verb):
    """Return the step of that name, written with hyphens or underscores."""
    step = STEPS.get((verb or "").strip().lower().replace("-", "_"))
    if step is None:
        names = {"steps": ", ".join(STEPS)}
        if not verb:
            raise CommandError(_("Name the step to take: %(steps)s.") % names)
        raise CommandError(
            _("There is no step “%(verb)s”. There are: %(steps)s.") % {"verb": verb, **names}
        )
    return step


def person(username):
    """Return the user of that name, who must be one that may sign in to the desk."""
    if not username:
        raise CommandError(_("Say with --by who takes the step: a user name."))
    user = get_user_model().objects.filter(username=username).first()
    if user is None:
        raise CommandError(_("There is no user “%(name)s”.") % {"name": username})
    if not (user.is_active and user.is_staff):
        raise CommandError(_("The account “%(name)s” is closed.") % {"name": username})
    return user


def article_for(user, number):
    """Return an article by its number; one this person may not see is as good as none."""
    if not number:
        raise CommandError(_("Name the article by its number."))
    digits = number.removeprefix("#")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 12):
        raise CommandError(_("“%(number)s” is no number of an article.") % {"number": number})
    article = Article.objects.filter(pk=int(digits)).first()
    if article is None or not may_see(user, article):
        raise CommandError(
            _("There is no article %(number)s that %(name)s can see.")
            % {"number": int(digits), "name": user.get_username()}
        )
    return article


def answers_of(step, options):
    """Return the answers given for a step; CommandError names all that is wrong with them."""
    names = [*OPTIONS, "major"]
    given = {name: options[name] for name in names if options.get(name) is not None}
    problems = []
    for name in given.keys() - {*step.asks, *step.takes}:
        problems.append(
            _("The step “%(step)s” takes no %(option)s.")
            % {"step": step.name, "option": option(name)}
        )
    for name in step.asks:
        if name not in given:
            problems.append(
                _("The step “%(step)s” asks for %(option)s.")
                % {"step": step.name, "option": option(name)}
            )
    for name in DATES:
        if name in given:
            try:
                given[name] = read_moment(given[name])
            except ValueError:
                problems.append(
                    _(
                        "%(option)s: “%(text)s” is no date with a time. Write it as "
                        "2026-11-24 08:00 or 24/11/2026 08:00."
                    )
                    % {"option": option(name), "text": given[name]}
                )
    if given.get("kind") not in {None, *Correction.Kind.values}:
        problems.append(
            _("There is no kind of correction “%(kind)s”. There are: %(kinds)s.")
            % {"kind": given["kind"], "kinds": ", ".join(Correction.Kind.values)}
        )
    if problems:
        raise CommandError("\n".join(sorted(problems)))
    return given


def read_moment(text):
    """
    Return the moment a text names, an aware datetime; raise ValueError for anything else.

    Without an offset it is the time of the newsroom's own clock.
    """
    text = " ".join(text.split())
    try:
        moment = datetime.strptime(text, "%d/%m/%Y %H:%M")  # noqa: DTZ007 - made aware below
    except ValueError:
        if ":" not in text:  # a day alone is no moment
            raise
        moment = datetime.fromisoformat(text)
    if not 1900 <= moment.year <= 9000:
        raise ValueError(text)
    if moment.tzinfo is None:
        moment = timezone.make_aware(moment, timezone.get_default_timezone())
    return moment


def taken(step, article, user, answers):
    """Take a step and return the sentence that tells of it; a refusal gives every reason a line."""
    refused = None
    with transaction.atomic():
        try:
            return step.act(locked(article), user, **answers)
        except Refused as refusal:  # stands in the diary, so the transaction is kept
            refused = refusal
    heading = _("“%(article)s”: not done.") % {"article": article}
    raise CommandError("\n".join([heading, *refused.reasons])) from refused
