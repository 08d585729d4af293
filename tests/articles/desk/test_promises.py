"""
The promises about editions, held after every step of any story.

The check is an account of its own, without intervals: of all editions that were not taken back, the
newest that has begun decides, until it expires or is withdrawn.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from articles.desk.acts.publishing import correct, publish, unschedule, withdraw
from articles.desk.acts.refusal import Refused
from articles.desk.article import Article
from articles.desk.erasure.erasing import erase_article
from articles.page.address import answer
from articles.page.clock import FOREVER
from articles.page.edition import Edition

from ..clock import clock_at
from ..factory import edit, make_article

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
minutes = st.integers(min_value=1, max_value=240).map(lambda count: timedelta(minutes=count))


@dataclass
class Told:
    """What the story says of one edition."""

    edition: int
    begins: datetime
    expires: datetime | None
    withdrawn: datetime | None = None

    def shows(self, at):
        is_over = self.expires is not None and self.expires <= at
        return not is_over and (self.withdrawn is None or at < self.withdrawn)


class Story(RuleBasedStateMachine):
    """One article, a clock that only goes forward, and every verb in any order."""

    @initialize()
    def begin(self):
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.set_clock = clock_at(START)
        self.clock = self.set_clock.__enter__()
        self.article = make_article()
        self.told = []
        self.frozen = {}
        self.texts = 0
        self.is_erased = False

    def teardown(self):
        if hasattr(self, "transaction"):
            self.set_clock.__exit__(None, None, None)
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    # What the account says

    def decisive(self, at):
        """The newest edition that has begun, or None."""
        return next((each for each in reversed(self.told) if each.begins <= at), None)

    def shown(self, at):
        """The edition that readers see, or None."""
        last = self.decisive(at)
        return last if last and last.shows(at) else None

    def forget_pending(self):
        self.told = [each for each in self.told if each.begins <= self.clock.moment]

    def tell(self, edition, begins, expires):
        if edition.pk not in {each.edition for each in self.told}:
            self.forget_pending()
            self.told.append(Told(edition.pk, begins, expires))

    # The steps

    @rule(passed=minutes)
    def time_passes(self, passed):
        self.clock.moment += passed

    @precondition(lambda self: not self.is_erased)
    @rule()
    def somebody_edits(self):
        self.texts += 1
        edit(self.article, headline=f"Bản viết lại lần {self.texts}")

    @precondition(lambda self: not self.is_erased)
    @rule(lasts=st.none() | minutes)
    def publish_now(self, lasts):
        expires = self.clock.moment + lasts if lasts else None
        pending = [each for each in self.told if each.begins > self.clock.moment]
        edition = publish(self.article, None, expires_at=expires)
        assert edition.live_from <= self.clock.moment
        for each in pending:
            self.told.remove(each)
        self.tell(edition, edition.live_from, expires)
        assert self.shown(self.clock.moment).edition == edition.pk

    @precondition(lambda self: not self.is_erased)
    @rule(wait=minutes, lasts=st.none() | minutes)
    def schedule(self, wait, lasts):
        at = self.clock.moment + wait
        expires = at + lasts if lasts else None
        shown = self.shown(self.clock.moment)
        edition = publish(self.article, None, at=at, expires_at=expires)
        if shown and edition.pk == shown.edition:  # readers see just this already
            self.forget_pending()
            return
        assert edition.live_from == at
        self.tell(edition, at, expires)

    @rule(wait=minutes)
    def schedule_in_the_past(self, wait):
        before = Edition.objects.count()
        with pytest.raises(Refused):
            publish(self.article, None, at=self.clock.moment - wait)
        assert Edition.objects.count() == before

    @rule()
    def publish_twice(self):
        if self.is_erased:
            with pytest.raises(Refused):
                publish(self.article, None)
            return
        self.publish_now(None)
        count = Edition.objects.count()
        again = publish(self.article, None)
        assert Edition.objects.count() == count
        assert again.pk == self.shown(self.clock.moment).edition

    @precondition(lambda self: not self.is_erased)
    @rule()
    def take_back_schedule(self):
        is_pending = any(each.begins > self.clock.moment for each in self.told)
        if not is_pending:
            with pytest.raises(Refused):
                unschedule(self.article, None)
            return
        unschedule(self.article, None)
        self.forget_pending()

    @precondition(lambda self: not self.is_erased)
    @rule()
    def withdraw_it(self):
        shown = self.shown(self.clock.moment)
        if shown is None:
            with pytest.raises(Refused):
                withdraw(self.article, None, "Thông tin chưa chính xác.")
            return
        withdraw(self.article, None, "Thông tin chưa chính xác.", signed_by="Ban Biên tập")
        self.forget_pending()
        shown.withdrawn = self.clock.moment

    @precondition(lambda self: not self.is_erased)
    @rule()
    def correct_it(self):
        words = {"kind": "correction", "wrong": "7/9", "right": "7/8"}
        shown = self.shown(self.clock.moment)
        if shown is None:
            with pytest.raises(Refused):
                correct(self.article, None, **words)
            return
        correction = correct(self.article, None, **words)
        self.tell(correction.edition, self.clock.moment, shown.expires)

    @precondition(lambda self: not self.is_erased and len(self.told) > 2)
    @rule()
    def erase_it(self):
        order = {
            "basis": "Luật",
            "document": "12/QĐ",
            "by": "quantri",
            "second_person": "truongban",
        }
        erase_article(self.article.pk, **order)
        self.forget_pending()
        # Its address speaks of the order from now on, also where its time was over before.
        if (last := self.decisive(self.clock.moment)) and last.withdrawn is None:
            last.withdrawn = self.clock.moment
        self.is_erased = True

    @precondition(lambda self: self.frozen)
    @rule(
        change=st.sampled_from(
            [
                {"headline": "Tiêu đề khác"},
                {"content": {"headline": "Khác"}},
                {"hash": "0" * 64},
                {"live_from": START - timedelta(days=1)},
                {"number": 99},
                {"live_until": START - timedelta(days=1)},
                {"live_until": FOREVER + timedelta(days=1)},
            ]
        )
    )
    def somebody_reaches_past_the_verbs(self, change):
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.filter(pk=max(self.frozen)).update(**change)

    @precondition(lambda self: self.frozen)
    @rule()
    def somebody_deletes(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.filter(pk=max(self.frozen))._raw_delete("default")

    @precondition(lambda self: hasattr(self, "clock") and self.shown(self.clock.moment))
    @rule()
    def somebody_inserts_a_second_live_one(self):
        twin = Edition.objects.get(pk=self.shown(self.clock.moment).edition)
        twin.pk, twin.number = None, 1000
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save(force_insert=True)

    # The promises

    @invariant()
    def content_and_beginning_never_change(self):
        if not hasattr(self, "clock"):
            return
        for edition in Edition.objects.filter(article=self.article.pk):
            what = (edition.number, edition.hash, edition.live_from, edition.published_at)
            text = (edition.headline, edition.lead, edition.content)
            kept = self.frozen.setdefault(edition.pk, (what, text))
            assert what == kept[0]
            assert text == (("", "", {}) if self.is_erased else kept[1])
        assert Edition.objects.filter(pk__in=self.frozen).count() == len(self.frozen)

    @invariant()
    def bounds_are_in_order(self):
        if not hasattr(self, "clock"):
            return
        for edition in Edition.objects.filter(article=self.article.pk):
            assert edition.live_from <= edition.live_until <= FOREVER
            assert edition.expires_at is None or edition.live_until <= edition.expires_at

    @invariant()
    def at_most_one_is_pending(self):
        if hasattr(self, "clock"):
            assert Edition.objects.filter(article=self.article.pk).pending().count() <= 1

    @invariant()
    def readers_see_what_the_story_says(self):
        if not hasattr(self, "clock"):
            return
        now = self.clock.moment
        moments = {now, now + timedelta(microseconds=1), now + timedelta(days=30)}
        for told in self.told:
            for moment in [told.begins, told.expires, told.withdrawn]:
                moments |= {moment, moment - timedelta(microseconds=1)} if moment else set()
        for moment in sorted(each for each in moments if each >= now):
            live = list(Edition.objects.filter(article=self.article.pk).live(moment))
            shown = self.shown(moment)
            assert [each.pk for each in live] == ([shown.edition] if shown else [])
            found = answer(self.article.pk, moment)
            expected = 200 if shown else 410 if self.decisive(moment) else 404
            assert found.status == expected
            if expected == 410:
                assert (found.withdrawal is not None) == (
                    self.decisive(moment).withdrawn is not None
                )

    @invariant()
    def the_article_is_still_there(self):
        if hasattr(self, "clock"):
            assert Article.objects.filter(pk=self.article.pk).exists()


@pytest.mark.long
@pytest.mark.django_db
def test_promises_hold_after_every_step():
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Story,
        settings=settings(
            max_examples=30,
            stateful_step_count=25,
            deadline=None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
