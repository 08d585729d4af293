"""
The rules of the workflow, held after every step of any story.

Random people of random desks take random steps with two articles while days pass, the register and
the picture library change, and desks change their rule of four eyes. `Account` is told every step
and says by itself what may happen and what stands afterwards; it knows the rules and not the code.
After each step the database must say the same, and a refusal must have changed nothing.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from unittest import mock

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from accounts.models import User
from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.owed_check import OwedCheck
from articles.desk.acts.policy import DeskPolicy
from articles.desk.acts.refusal import Refused
from articles.desk.acts.steps import STEPS
from articles.desk.article import Article
from articles.desk.roles.assignment import DeskAssignment
from articles.desk.roles.rights import may_write
from articles.desk.versions.saving import save_version
from articles.page.edition import Edition
from images.models import Image
from people.check import CODES
from people.models import Appointment, HouseStyle, Position
from tests.images.making import kept
from tests.people.factory import appoint, make_official, make_organisation, make_position

from ..clock import clock_at
from ..factory import make_category, make_user

EXAMPLES, STEPS_EACH, AT_LEAST = 64, 50, 2_000
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
ROLES = ["contributor", "reporter", "editor", "publisher"]
# What may follow what, as the diagram for developers draws it.
MOVES = {
    ("draft", "submitted"), ("returned", "submitted"), ("submitted", "draft"),
    ("draft", "in_review"), ("returned", "in_review"), ("submitted", "in_review"),
    ("submitted", "approved"), ("in_review", "approved"), ("approved", "in_review"),
    ("submitted", "returned"), ("in_review", "returned"), ("approved", "returned"),
    ("published", "returned"), ("approved", "published"), ("published", "approved"),
    ("published", "draft"), ("draft", "published"), ("returned", "published"),
    ("submitted", "published"), ("in_review", "published"),
}  # fmt: skip
OFFICIAL = "Ngô Hoàng Ngân"
# What is typed, and what of it readers see.
BODIES = {
    "": "",
    "<p>Một.</p>": "một",
    '<p onclick="x()">Một.</p>': "một",
    "<p>Một.</p><p>Hai.</p>": "một hai",
}


# The account


@dataclass
class Duty:
    """A role somebody holds; None for everything and for good."""

    user: int
    role: str
    categories: set | None = None
    organisations: set | None = None
    starts: date | None = None
    until: date | None = None

    def counts(self, day):
        begun = self.starts is None or self.starts <= day
        return begun and (self.until is None or day <= self.until)

    def covers(self, text):
        return (self.categories is None or text["category"] in self.categories) and (
            self.organisations is None or text["organisation"] in self.organisations
        )


@dataclass
class Told:
    """What the account knows of an edition."""

    number: int
    seen: tuple
    begins: datetime
    expires: datetime | None
    withdrawn: datetime | None = None
    was_taken_back: bool = False


@dataclass
class Debt:
    """A check owed, by whom the text came to be public alone."""

    edition: int
    by: int
    confirmed_by: int | None = None


@dataclass
class Story:
    """What the account knows of one article."""

    author: int
    text: dict
    status: str = "draft"
    version: int = 1
    approval: tuple | None = None
    is_binned: bool = False
    saves: list = field(default_factory=list)  # (version, who)
    approvals: list = field(default_factory=list)  # (what, who, version)
    publications: list = field(default_factory=list)  # (version, what)
    first_changes: list = field(default_factory=list)  # (version before, who)
    editions: list = field(default_factory=list)
    debts: list = field(default_factory=list)
    published_text: dict | None = None

    def kept(self):
        return [each for each in self.editions if not each.was_taken_back]

    def latest(self):
        return self.kept()[-1] if self.kept() else None

    def pending(self, now):
        return next((each for each in self.kept() if each.begins > now), None)

    def live(self, now):
        begun = [each for each in self.kept() if each.begins <= now]
        if not begun or begun[-1].withdrawn:
            return None
        last = begun[-1]
        return last if last.expires is None or now < last.expires else None

    def authors(self, up_to=None):
        """The author; and who began the round, by the first save and the first visible change."""
        public = [each.seen for each in self.kept()]
        rounds = [version for version, seen in self.publications if seen in public]
        if not rounds:
            return {self.author}
        start, end = rounds[-1], up_to or self.version
        saves = [who for version, who in self.saves if start < version <= end]
        changes = [who for version, who in self.first_changes if start <= version < end]
        return {self.author, *saves[:1], *changes[:1]}

    def open_debts(self):
        return [each for each in self.debts if each.confirmed_by is None]


@dataclass
class Account:
    """Everything that decides: duties, rules of the desks, the register, the library, the day."""

    world: SimpleNamespace
    now: datetime
    duties: list = field(default_factory=list)
    policies: dict = field(default_factory=dict)
    library: dict = field(default_factory=dict)
    titles: list = field(default_factory=list)
    posts: list = field(default_factory=list)  # [position, from, until]

    @property
    def today(self):
        return timezone.localdate(self.now)

    # What readers would see

    def seen(self, text, day):
        """What the page shows of a text that appears on a day; equal when it is the same page."""
        day = text["event_date"] or day
        named = OFFICIAL in text["lead"]
        uses = [("lead", *text["lead_image"])] if text["lead_image"] else []
        uses += [("gallery", *row) for row in text["gallery"]]
        return (
            *(text[name] for name in ["headline", "lead", "category", "organisation"]),
            *(text[name] for name in ["event_date", "no_event"]),
            BODIES[text["body"]],
            tuple(self.picture(*use) for use in uses),
            tuple(
                (number, self.titles[post[0]])
                for number, post in enumerate(self.posts)
                if named and post[1] <= day and (post[2] is None or day < post[2])
            ),
        )

    def picture(self, place, image, alt, caption):
        library_alt, library_caption = self.library[image]
        return place, image, alt or library_alt, caption or library_caption

    # Who may

    def may(self, verb, user, story, text=None):
        """Say whose step it is, where the article stands."""
        mine, status, text = story.author == user, story.status, text or story.text
        held = {each.role for each in self.duties if each.user == user and each.counts(self.today)}
        here = {
            each.role
            for each in self.duties
            if each.user == user and each.counts(self.today) and each.covers(text)
        }
        desk = bool(here & {"editor", "publisher"})
        head = "publisher" in here
        in_hand = status in {"draft", "returned"}
        if (verb == "unbin") != story.is_binned:
            return False
        return {
            "write": (mine and bool(held) and in_hand) or desk,
            "submit": in_hand and ((mine and bool(here)) or desk),
            "take_back": mine and bool(held) and status == "submitted",
            "pass_on": desk and status in {"draft", "returned", "submitted"},
            "send_back": desk
            and status in {"in_review", "approved", *(() if mine else ("submitted", "published"))},
            "approve": head and status in {"submitted", "in_review"},
            "publish": head and status in {"approved", "published"},
            "schedule": head and status in {"approved", "published"},
            "correct": head and status in {"approved", "published"},
            "unschedule": head,
            "withdraw": head,
            "confirm": head,
            "emergency": head or user == self.world.on_duty,
            "bin": (mine and bool(held) and in_hand) or desk,
            "unbin": (mine and bool(held)) or desk,
        }[verb]

    def barred(self, story):
        """Whose eyes do not count on this text."""
        category, rule_of_desk = story.text["category"], None
        while category is not None and rule_of_desk is None:
            rule_of_desk = self.policies.get(category)
            category = self.world.above[category]
        rule_of_desk = rule_of_desk or self.policies.get(None, "approver_may_edit")
        if rule_of_desk == "strict":
            return {story.author, *(who for _version, who in story.saves)}
        return set() if rule_of_desk == "afterwards" else story.authors()

    # What it needs

    def is_filed(self, text):
        return bool(text["headline"] and text["category"]) and bool(
            text["event_date"] or text["no_event"]
        )

    def can_appear(self, seen, text):
        return (
            self.is_filed(text)
            and bool(text["lead"] or BODIES[text["body"]])
            and all(alt for _place, _image, alt, _caption in seen[-2])
        )

    def is_vouched_for(self, story, seen):
        live = story.live(self.now)
        return seen == story.approval or (live is not None and live.seen == seen)

    def allows(self, verb, user, story, answers):
        """Tell whether a step may be taken now."""
        return self.may(verb, user, story) and self.is_ready(verb, user, story, answers)

    def reaches(self, verb, user, story, edition):
        """Tell whether an edition is of a desk where somebody may touch it."""
        if edition is None or not self.may(verb, user, story):
            return True
        printed = {"category": edition.seen[2], "organisation": edition.seen[3]}
        return self.may(verb, user, story, printed)

    def is_ready(self, verb, user, story, answers):
        text, seen, live = story.text, self.seen(story.text, self.today), story.live(self.now)
        act = verb if verb == "emergency" else "withdraw"
        if verb in {"publish", "schedule", "correct", "withdraw", "emergency"} and not (
            self.reaches(act, user, story, live)
        ):
            return False
        appears = self.can_appear(seen, text)
        if verb in {"submit", "pass_on"}:
            return self.is_filed(text)
        if verb == "approve":
            captions = all(caption for _place, _image, _alt, caption in seen[-2])
            return appears and captions and user not in self.barred(story)
        if verb in {"publish", "schedule"}:
            begins = answers.get("at") or self.now
            then = self.seen(text, timezone.localdate(begins))
            vouched = self.is_vouched_for(story, seen) and self.is_vouched_for(story, then)
            expires = self.expiry(verb, story, answers)
            in_order = begins >= self.now and (expires is None or expires > begins)
            told = not answers.get("major") or answers.get("change_note") or not story.latest()
            return appears and vouched and in_order and bool(told)
        if verb == "correct":
            return appears and live is not None and self.is_vouched_for(story, seen)
        if verb in {"withdraw", "emergency", "send_back"} and not answers["reason"].strip():
            return False
        if verb == "withdraw":
            return live is not None
        if verb == "unschedule":
            pending = story.pending(self.now)
            return pending is not None and self.reaches(verb, user, story, pending)
        if verb == "emergency":
            written = bool(text["lead"] or BODIES[text["body"]])
            essential = bool(text["headline"] and text["category"]) and written
            return essential and not (live and live.seen == seen)
        if verb == "confirm":
            owed = story.open_debts()
            good = live is None or (
                all(alt and caption for _place, _image, alt, caption in live.seen[-2])
                and bool(live.seen[4] or live.seen[5])
            )
            return any(each.by != user for each in owed) and good
        if verb == "bin":
            return not story.editions
        return True

    def expiry(self, verb, story, answers):
        live = story.live(self.now)
        inherited = live.expires if live and verb != "schedule" else None
        return answers.get("expires_at") or inherited

    # What follows

    def take(self, verb, user, story, answers):
        """Let a step be taken; return what the diary says of it, as (verb, to) pairs."""
        take = getattr(self, f"take_{verb}", None)
        if take:
            return take(user, story, answers)
        to = {"submit": "submitted", "take_back": "draft", "pass_on": "in_review"}.get(verb)
        story.status = to or story.status
        if verb in {"bin", "unbin"}:
            story.is_binned = verb == "bin"
        return [verb]

    def take_send_back(self, user, story, answers):
        story.status, story.approval = "returned", None
        return ["send_back"]

    def take_approve(self, user, story, answers):
        story.status, story.approval = "approved", self.seen(story.text, self.today)
        story.approvals.append((story.approval, user, story.version))
        return ["approve"]

    def take_publish(self, user, story, answers):
        return self.put_out("publish", user, story, answers)

    def take_schedule(self, user, story, answers):
        return self.put_out("schedule", user, story, answers)

    def put_out(self, verb, user, story, answers):
        begins, expires = answers.get("at") or self.now, self.expiry(verb, story, answers)
        seen = self.seen(story.text, timezone.localdate(begins))
        pending = story.pending(self.now)
        if pending and (pending.seen, pending.begins, pending.expires) == (seen, begins, expires):
            return []
        if pending:
            pending.was_taken_back = True
        live = story.live(self.now)
        if live and live is story.latest() and (live.seen, live.expires) == (seen, expires):
            was_published, story.status = story.status == "published", "published"
            if was_published and not pending:
                return []
            story.publications.append((story.version, seen))
            return ["publish"]
        self.add(story, user, seen, begins, expires)
        return [verb]

    def add(self, story, user, seen, begins, expires, is_emergency=False):
        """Add an edition, and the check that is owed for it."""
        edition = Told(len(story.editions) + 1, seen, begins, expires)
        approvals = [each for each in story.approvals if each[0] == seen]
        if is_emergency:
            story.debts.append(Debt(edition.number, user))
        elif approvals and approvals[-1][1] in story.authors(up_to=approvals[-1][2]):
            story.debts.append(Debt(edition.number, approvals[-1][1]))
        story.editions.append(edition)
        story.publications.append((story.version, seen))
        story.status, story.published_text = "published", story.text

    def take_back_pending(self, story):
        if pending := story.pending(self.now):
            pending.was_taken_back = True
        return pending

    def take_correct(self, user, story, answers):
        self.take_back_pending(story)
        seen, live = self.seen(story.text, self.today), story.live(self.now)
        self.add(story, user, seen, self.now, live.expires)
        return ["correct"]

    def take_emergency(self, user, story, answers):
        self.take_back_pending(story)
        seen, live = self.seen(story.text, self.today), story.live(self.now)
        self.add(story, user, seen, self.now, live.expires if live else None, is_emergency=True)
        return ["emergency"]

    def take_withdraw(self, user, story, answers):
        self.take_back_pending(story)
        live = story.live(self.now)
        live.withdrawn = self.now
        # The approval of what was withdrawn is void; that of a newer text on its way is not.
        if story.status == "published":
            story.status, story.approval = "draft", None
        elif story.approval == live.seen:
            story.status, story.approval = "in_review", None
        return ["withdraw"]

    def take_unschedule(self, user, story, answers):
        pending = self.take_back_pending(story)
        latest = story.latest()
        if story.status != "published":
            return ["unschedule"]
        if latest and latest.seen == pending.seen and not latest.withdrawn:
            return ["unschedule"]  # still as in the latest edition
        if story.approval == pending.seen:
            story.status = "approved"
        else:
            story.status, story.approval = "draft", None
        return ["unschedule"]

    def take_confirm(self, user, story, answers):
        for debt in story.open_debts():
            if debt.by != user:  # of two who published alone, each is the second of the other
                debt.confirmed_by = user
        return ["confirm"]

    def save(self, user, story, text):
        """Let somebody save a text; return what the diary says of it."""
        if text == story.text:
            return []
        story.text = text
        story.version += 1
        story.saves.append((story.version, user))
        if story.status == "approved" and self.seen(text, self.today) != story.approval:
            story.status, story.approval = "in_review", None
            return ["edit"]
        latest = story.latest()
        if story.status == "published":
            day = timezone.localdate(latest.begins)
            if self.seen(text, day) != latest.seen:
                story.status, story.approval = "draft", None
                story.first_changes.append((story.version - 1, user))
                return ["edit"]
        return []


# The world in which the stories play


def make_world():
    """Three categories, two offices, six people, two pictures and an official, as numbers."""
    culture, economy = make_category("Văn hóa"), make_category("Kinh tế")
    sport = make_category("Thể thao", parent=culture)
    town = make_organisation("Ủy ban nhân dân phường")
    school = make_organisation("Trường tiểu học", parent=town)
    people = [make_user(f"nguoi{number}").pk for number in range(6)]
    trust = Permission.objects.get(codename="publish_in_emergency")
    User.objects.get(pk=people[5]).user_permissions.add(trust)
    places = [make_position(f"Chức vụ {name}") for name in ["Một", "Hai"]]
    # The account tells who may take which step; what the title check asks has its own tests.
    HouseStyle(silent=list(CODES)).save()
    for role in ROLES:
        Group.objects.get_or_create(name=role)
    return SimpleNamespace(
        categories=[culture.pk, sport.pk, economy.pk],
        above={culture.pk: None, sport.pk: culture.pk, economy.pk: None},
        below={culture.pk: {culture.pk, sport.pk}, sport.pk: {sport.pk}, economy.pk: {economy.pk}},
        offices=[town.pk, school.pk],
        offices_below={town.pk: {town.pk, school.pk}, school.pk: {school.pk}},
        people=people,
        on_duty=people[5],
        pictures=[kept(seed, alt_text="Mô tả", caption="Ảnh kho").pk for seed in (1, 2)],
        official=make_official(OFFICIAL),
        places=places,
    )


WORLD = SimpleNamespace()
COUNTED = Counter()

# How often a step is taken that may be taken: what leads on more than what leads back.
WEIGHTS = Counter(approve=5, publish=4, schedule=4, unschedule=3, correct=3, confirm=3, pass_on=3)
WEIGHTS.update(dict.fromkeys(STEPS, 1))
pick = st.sampled_from(range(5_040))  # evenly, which integers are not
minutes = st.sampled_from([1, 90, 60 * 24, 60 * 24 * 4]).map(lambda count: timedelta(minutes=count))
later = st.none() | minutes
changes = st.one_of(
    st.tuples(st.just("headline"), st.sampled_from(["Tin một", "Tin hai", "Tin ba", "Tin tư", ""])),
    st.tuples(st.just("lead"), st.sampled_from(["", "Tóm tắt.", f"Đồng chí {OFFICIAL} dự."])),
    st.tuples(st.just("body"), st.sampled_from(sorted(BODIES))),
    st.tuples(st.just("category"), st.sampled_from([0, 1, 2, 0, 1, 2, 0, None])),
    st.tuples(st.just("organisation"), st.sampled_from([0, 1, None])),
    st.tuples(st.just("day"), st.sampled_from([None, None, date(2026, 3, 1), "unknown"])),
    st.tuples(
        st.just("lead_image"),
        st.none()
        | st.tuples(
            st.sampled_from([0, 1]),
            st.sampled_from(["", "Mô tả khác"]),
            st.sampled_from(["", "Chú thích", "Chú thích"]),
        ),
    ),
    st.tuples(
        st.just("gallery"),
        st.lists(
            st.tuples(
                st.sampled_from([0, 1]), st.just(""), st.sampled_from(["", "Chú thích", "Lễ"])
            ),
            max_size=2,
        ),
    ),
)


class AnyStory(RuleBasedStateMachine):
    """Two articles, six people, a clock that only goes forward."""

    @initialize(
        duties=st.lists(
            st.tuples(
                st.sampled_from(range(6)),
                st.sampled_from([*ROLES, "editor", "publisher", "publisher"]),
                st.sampled_from([None, None, 0, 1, 2]),
                st.sampled_from([None, None, None, 0, 1]),
                st.sampled_from([None, None, -3, 0, 4]),
                st.sampled_from([None, None, 2, 6]),
            ),
            min_size=3,
            max_size=8,
        ),
        policies=st.dictionaries(
            st.sampled_from([None, 0, 1, 2]),
            st.sampled_from(["strict", "approver_may_edit", "afterwards"]),
            max_size=3,
        ),
        authors=st.tuples(pick, pick),
        is_staffed=st.sampled_from([True, True, True, False]),
    )
    def begin(self, duties, policies, authors, is_staffed):
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.set_clock = clock_at(START)
        self.clock = self.set_clock.__enter__()
        self.patch = mock.patch.object(timezone, "now", self.clock)
        self.patch.__enter__()
        self.account = Account(WORLD, START)
        self.account.titles = ["Chức vụ Một", "Chức vụ Hai"]
        for number in WORLD.pictures:
            self.account.library[number] = ("Mô tả", "Ảnh kho")
        usual = enumerate(["reporter", "editor", "publisher", "publisher"]) if is_staffed else []
        for number, role in usual:
            self.give(number, role, None, None, None, None)
        for duty in duties:
            self.give(*duty)
        for place, rule_of_desk in policies.items():
            self.set_policy(place, rule_of_desk)
        self.assume_office(0, date(2020, 1, 1))
        self.last_event = WorkflowEvent.objects.order_by("-pk").values_list("pk", flat=True).first()
        self.names = {}
        self.stories = {}
        for author in authors:
            self.write_first(WORLD.people[author % 6])

    def teardown(self):
        if hasattr(self, "patch"):
            self.patch.__exit__(None, None, None)
            self.set_clock.__exit__(None, None, None)
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    # What happens around the articles

    def give(self, user, role, category, organisation, starts, until):
        today = self.account.today
        duty = Duty(WORLD.people[user], role)
        if category is not None:
            duty.categories = WORLD.below[WORLD.categories[category]]
        if organisation is not None:
            duty.organisations = WORLD.offices_below[WORLD.offices[organisation]]
        duty.starts = None if starts is None else today + timedelta(days=starts)
        duty.until = None if until is None else (duty.starts or today) + timedelta(days=until)
        self.account.duties.append(duty)
        if (category, organisation, starts, until) == (None,) * 4:
            User.objects.get(pk=duty.user).groups.add(Group.objects.get(name=role))
            return
        DeskAssignment.objects.create(
            user_id=duty.user,
            role=role,
            category_id=None if category is None else WORLD.categories[category],
            organisation_id=None if organisation is None else WORLD.offices[organisation],
            starts_on=duty.starts,
            until=duty.until,
        )

    def set_policy(self, place, rule_of_desk):
        category = None if place is None else WORLD.categories[place]
        self.account.policies[category] = rule_of_desk
        DeskPolicy.objects.update_or_create(
            category_id=category, defaults={"four_eyes": rule_of_desk}
        )

    def assume_office(self, place, day):
        """Let the official leave the post held so far for another, on a day."""
        posts = self.account.posts
        if posts:
            posts[-1][2] = day
            Appointment.objects.filter(pk=self.newest_appointment.pk).update(
                ended_on=day, ended_precision="day"
            )
        posts.append([place, day, None])
        self.newest_appointment = appoint(
            WORLD.official, WORLD.places[place], since=day.isoformat()
        )

    def write_first(self, author):
        text = {
            "headline": "Tin một",
            "lead": "Tóm tắt.",
            "body": "<p>Một.</p>",
            "category": WORLD.categories[len(self.stories)],
            "organisation": None,
            "event_date": None,
            "no_event": True,
            "lead_image": None,
            "gallery": [],
        }
        article = Article.objects.create(author_id=author, **self.columns(text))
        save_version(article, User.objects.get(pk=author))
        self.stories[article.pk] = Story(author, text, saves=[(1, author)])

    def columns(self, text):
        image, alt, caption = text["lead_image"] or (None, "", "")
        plain = ["headline", "lead", "body", "event_date", "no_event"]
        return {
            **{name: text[name] for name in plain},
            "category_id": text["category"],
            "organisation_id": text["organisation"],
            "lead_image_id": image,
            "lead_image_alt": alt,
            "lead_image_caption": caption,
        }

    @rule(passed=minutes)
    def time_passes(self, passed):
        self.clock.moment += passed
        self.account.now = self.clock.moment

    @rule(number=pick, alt=st.sampled_from(["Mô tả", "Mô tả mới", "Mô tả", ""]),
          caption=st.sampled_from(["", "Ảnh thư viện", "Ảnh kho", "Ảnh kho"]))  # fmt: skip
    def somebody_describes_a_picture(self, number, alt, caption):
        picture = WORLD.pictures[number % 2]
        self.account.library[picture] = (alt, caption)
        Image.objects.filter(pk=picture).update(alt_text=alt, caption=caption)

    @rule(place=st.sampled_from([0, 1]), name=st.sampled_from(["Một", "Hai", "Ba"]))
    def a_title_is_renamed(self, place, name):
        title = f"Chức vụ {name} {place}"
        self.account.titles[place] = title
        Position.objects.filter(pk=WORLD.places[place].pk).update(title=title)

    @rule(days=st.integers(-3, 3))
    def the_official_changes_office(self, days):
        day = self.account.today + timedelta(days=days)
        place, since, _until = self.account.posts[-1]
        if day > since:
            self.assume_office(1 - place, day)

    @rule(place=st.sampled_from([None, 0, 1, 2]),
          rule_of_desk=st.sampled_from(["strict", "approver_may_edit", "afterwards"]))  # fmt: skip
    def a_desk_changes_its_rule(self, place, rule_of_desk):
        self.set_policy(place, rule_of_desk)

    # What people do

    def chosen(self, number):
        return list(self.stories.items())[number % 2]

    @rule(which=pick, who=pick, change=changes)
    def somebody_saves(self, which, who, change):
        self.save(self.chosen(which), WORLD.people[who % 6], change)

    @rule(which=pick, who=pick, change=changes)
    def somebody_who_may_saves(self, which, who, change):
        number, story = self.chosen(which)
        able = [each for each in WORLD.people if self.account.may("write", each, story)]
        if able:
            self.save((number, story), able[who % len(able)], change)

    @rule(which=pick, who=pick)
    def somebody_mends_it(self, which, who):
        """Fill in what is missing, so that stories get somewhere."""
        number, story = self.chosen(which)
        text, able = (
            story.text,
            [each for each in WORLD.people if self.account.may("write", each, story)],
        )
        missing = [
            change
            for is_missing, change in [
                (not text["headline"], ("headline", "Tin một")),
                (text["category"] is None, ("category", 0)),
                (not text["event_date"] and not text["no_event"], ("day", None)),
                (not BODIES[text["body"]], ("body", "<p>Một.</p>")),
                (text["gallery"], ("gallery", [])),
                (text["lead_image"], ("lead_image", (0, "Mô tả khác", "Chú thích"))),
            ]
            if is_missing
        ]
        if able and missing:
            for change in missing:
                text = changed(text, change)
            self.save_text((number, story), able[who % len(able)], text)

    @rule(which=pick, who=pick)
    def somebody_brings_the_published_text_back(self, which, who):
        number, story = self.chosen(which)
        able = [each for each in WORLD.people if self.account.may("write", each, story)]
        if able and story.published_text:
            self.save_text((number, story), able[who % len(able)], story.published_text)

    def save(self, chosen, user, change):
        self.save_text(chosen, user, changed(chosen[1].text, change))

    def save_text(self, chosen, user, text):
        """Save as the form does: asked first, everything of it, then a version."""
        number, story = chosen
        self.tick()
        person, article = User.objects.get(pk=user), Article.objects.get(pk=number)
        allowed = self.account.may("write", user, story)
        assert may_write(person, article) == allowed
        if not allowed:
            return
        with transaction.atomic():
            for name, value in self.columns(text).items():
                setattr(article, name, value)
            article.save()
            if text["gallery"] != story.text["gallery"]:
                article.gallery.all().delete()
                for order, (image, alt, caption) in enumerate(text["gallery"]):
                    article.gallery.create(
                        image_id=image, alt_text=alt, caption=caption, order=order
                    )
            save_version(article, person)
        before = story.status
        self.diary_says(number, user, before, self.account.save(user, story, text))
        COUNTED["saved"] += 1

    @rule(which=pick, who=pick, verb=st.sampled_from(sorted(STEPS)), wait=minutes, lasts=later,
          is_odd=st.booleans())  # fmt: skip
    def somebody_tries(self, which, who, verb, wait, lasts, is_odd):
        user = WORLD.people[who % 6]
        self.press(self.chosen(which), user, verb, self.answers(verb, wait, lasts, is_odd))

    def somebody_does_what_they_may(self, which, who, wait, lasts):
        number, story = self.chosen(which)
        self.tick()
        able = {}
        for verb in STEPS:
            answers = self.answers(verb, wait, lasts)
            for user in WORLD.people:
                if self.account.allows(verb, user, story, answers):
                    able.setdefault(verb, []).append(user)
        verbs = [verb for verb in sorted(able) for _time in range(WEIGHTS[verb])]
        if verbs:
            verb = verbs[who % len(verbs)]
            users = able[verb]
            answers = self.answers(verb, wait, lasts)
            self.press((number, story), users[who // 7 % len(users)], verb, answers)

    # Under several names, since every rule is as likely as another.
    going_on = rule(which=pick, who=pick, wait=minutes, lasts=later)
    somebody_goes_on_with_it = going_on(somebody_does_what_they_may)
    a_colleague_takes_the_next_step = going_on(somebody_does_what_they_may)
    somebody_leads_it_further = going_on(somebody_does_what_they_may)
    somebody_is_quick = going_on(somebody_does_what_they_may)

    def answers(self, verb, wait, lasts, is_odd=False):
        """What somebody answers to a step; odd answers are sometimes impossible."""
        at = self.clock.moment + (-wait if is_odd else wait)
        answers = {}
        if verb == "schedule":
            answers["at"] = at
        if verb in {"publish", "schedule"} and lasts:
            begins = at if verb == "schedule" else self.clock.moment
            answers["expires_at"] = begins + (-lasts if is_odd and wait < lasts else lasts)
        if verb == "publish" and is_odd:
            answers |= {"major": True, "change_note": "Thêm số." if wait > timedelta(1) else " "}
        if verb in {"send_back", "withdraw", "emergency"}:
            answers["reason"] = "  " if is_odd else "Vì thế."
        if verb == "correct":
            answers |= {"wrong": "7/9", "right": "7/8"}
        return answers

    def press(self, chosen, user, verb, answers):
        """Take a step as a button does, and hear the same from the account."""
        number, story = chosen
        self.tick(answers)
        judged = {**answers, "change_note": answers.get("change_note", "").strip()}
        allowed = self.account.allows(verb, user, story, judged)
        person, article = User.objects.get(pk=user), Article.objects.get(pk=number)
        stood, before = everything(), story.status
        refused = None
        try:
            STEPS[verb].act(article, person, **answers)
        except Refused as refusal:
            refused = refusal.reasons
        if refused is not None:
            assert not allowed, (verb, refused)
            assert refused
            assert everything() == stood
            self.diary_says(number, user, before, [verb], refused=True)
            COUNTED[f"{verb} refused"] += 1
            return
        assert allowed, (verb, "was not refused")
        said = self.account.take(verb, user, story, answers)
        self.diary_says(number, user, before, said)
        COUNTED[verb] += 1

    def tick(self, answers=None):
        """Let a moment pass, and what was answered with it: nothing happens at one instant."""
        self.clock.moment += timedelta(seconds=1)
        self.account.now = self.clock.moment
        for name in {"at", "expires_at"} & (answers or {}).keys():
            answers[name] += timedelta(seconds=1)

    # What must hold

    def diary_says(self, number, user, before, verbs, refused=False):
        """The diary has exactly these new entries, with who, from, to and on what."""
        new = list(WorkflowEvent.objects.filter(pk__gt=self.last_event or 0).order_by("pk"))
        story = self.stories[number]
        after = before if refused else story.status
        assert [
            (each.article, each.verb, each.by_id, each.from_status, each.to_status, each.refused)
            for each in new
        ] == [(number, verb, user, before, after, refused) for verb in verbs]
        assert before == after or (before, after) in MOVES
        assert before == after or new
        for event in new:
            self.last_event = event.pk
            assert event.version == story.version or event.verb == "edit"
            assert bool(event.reason) or not refused
            if event.verb == "approve" and not refused:
                self.named(event.hash, story.approval)
            if event.verb in {"publish", "schedule", "correct", "emergency"} and not refused:
                self.named(event.hash, story.latest().seen)

    def named(self, digest, seen):
        """One hash for one page, and one page for one hash."""
        assert len(digest) == 64
        assert self.names.setdefault(digest, seen) == seen
        assert list(self.names.values()).count(seen) == 1

    @invariant()
    def database_and_account_agree(self):
        if not hasattr(self, "stories"):
            return
        COUNTED["steps"] += 1
        now = self.clock.moment
        rows = {
            row[0]: row[1:]
            for row in Article.objects.values_list(
                "pk", "status", "version", "binned_at", "approved_hash"
            )
        }
        debts = {
            (check.article, check.edition_id): check
            for check in OwedCheck.objects.select_related("confirmation")
        }
        for number, story in self.stories.items():
            status, version, binned_at, approved_hash = rows[number]
            assert (status, version) == (story.status, story.version)
            assert (binned_at is not None) == story.is_binned
            assert (self.names[approved_hash] if approved_hash else None) == story.approval
            editions = list(Edition.objects.of_article(number).order_by("number"))
            self.editions_agree(story, editions, now)
            self.debts_agree(number, story, editions, debts)
            self.promises_hold(number, story, editions, now)

    def editions_agree(self, story, editions, now):
        assert len(editions) == len(story.editions)
        for edition, told in zip(editions, story.editions, strict=True):
            self.named(edition.hash, told.seen)
            facts = (edition.number, edition.live_from, edition.expires_at)
            assert facts == (told.number, told.begins, told.expires)
            assert (edition.live_until == edition.live_from) == told.was_taken_back
        live = [each.number for each in editions if each.live_from <= now < each.live_until]
        assert live == ([story.live(now).number] if story.live(now) else [])
        pending = [each for each in editions if now < each.live_from < each.live_until]
        assert len(pending) <= 1
        assert [each.number for each in pending] == [
            each.number for each in [story.pending(now)] if each
        ]

    def debts_agree(self, number, story, editions, debts):
        found = []
        for edition in editions:
            check = debts.get((number, edition.pk))
            if check:
                confirmation = getattr(check, "confirmation", None)
                by = confirmation.by_id if confirmation else None
                found.append(Debt(edition.number, check.by_id, by))
        assert found == story.debts

    def promises_hold(self, number, story, editions, now):
        """The promises once more, read off the rows alone."""
        approvals = {}
        for digest, by in WorkflowEvent.objects.filter(
            article=number, verb="approve", refused=False
        ).values_list("hash", "by"):
            approvals.setdefault(digest, set()).add(by)
        alone = {editions[each.edition - 1].hash for each in story.debts}
        for edition in editions:
            # Somebody else put their name to it, or its check is owed or was made by a second one.
            others = approvals.get(edition.hash, set()) - {story.author}
            assert others or edition.hash in alone
        for debt in story.debts:
            assert debt.confirmed_by != debt.by
        # An approval stands only where nothing was changed since.
        assert story.approval is None or story.status in {"approved", "published"}
        assert (story.status == "approved") <= (story.approval is not None)
        if story.status == "published":
            assert story.latest() is not None


def changed(text, change):
    """Return the text with one change; numbers of the world's things put in."""
    name, value = change
    text = dict(text)
    if name == "day":
        text["no_event"] = value is None
        text["event_date"] = value if isinstance(value, date) else None
    elif name == "category":
        text[name] = None if value is None else WORLD.categories[value]
    elif name == "organisation":
        text[name] = None if value is None else WORLD.offices[value]
    elif name == "lead_image":
        text[name] = value and (WORLD.pictures[value[0]], *value[1:])
    elif name == "gallery":
        text[name] = [(WORLD.pictures[row[0]], *row[1:]) for row in value]
    else:
        text[name] = value
    return text


def everything():
    """Every row of every table but the diary's, to see that nothing moved."""
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    rows = {}
    with connection.cursor() as cursor:
        for table in set(tables) - {WorkflowEvent._meta.db_table}:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows[table] = sorted(cursor.fetchall(), key=repr)
    return rows


@pytest.mark.long
@pytest.mark.django_db
def test_rules_hold_after_every_step():
    WORLD.__dict__.update(make_world().__dict__)
    COUNTED.clear()
    run_state_machine_as_test(
        AnyStory,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS_EACH,
            deadline=None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert COUNTED["steps"] >= AT_LEAST
    taken = {verb for verb in STEPS if COUNTED[verb]}
    refused = {verb for verb in STEPS if COUNTED[f"{verb} refused"]}
    # Chance may leave out a rare one, not most of them: then the story would tell nothing.
    assert len(taken) >= len(STEPS) - 3, taken
    assert len(refused) >= len(STEPS) - 3, refused
