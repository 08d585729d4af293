"""Publishing now or later, taking back, withdrawing: each verb and what it refuses."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.publishing import publish, unschedule, withdraw
from articles.desk.acts.refusal import Refused
from articles.desk.article import Article, Status
from articles.page.address import answer
from articles.page.clock import FOREVER
from articles.page.edition import Edition
from tests.articles.clock import clock_at
from tests.articles.factory import (
    edit,
    make_approved,
    make_article,
    make_category,
    make_published,
    make_publisher,
)

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.reasons


@pytest.mark.django_db
class TestPublishingNow:
    def test_the_edition_is_public_at_once_and_for_good(self):
        with clock_at(NOON):
            edition = publish(make_article(headline="Tin mới"), None)
        assert (edition.live_from, edition.live_until) == (NOON, FOREVER)
        assert edition.published_at == NOON
        assert edition.slug == "tin-moi"

    def test_the_next_edition_begins_where_the_last_one_ends(self):
        article = make_article()
        with clock_at(NOON) as clock:
            first = publish(article, None)
            clock.moment += HOUR
            second = publish(edit(article, headline="Sửa"), None)
        first.refresh_from_db()
        assert first.live_until == second.live_from == NOON + HOUR
        assert (first.number, second.number) == (1, 2)

    def test_the_date_readers_see_moves_with_a_major_change_only(self):
        article = make_article()
        with clock_at(NOON) as clock:
            publish(article, None)
            clock.moment += HOUR
            minor = publish(edit(article, headline="Sửa nhỏ"), None)
            clock.moment += HOUR
            major = publish(
                edit(article, headline="Cập nhật"), None, major=True, change_note="Số mới"
            )
        assert minor.published_at == NOON
        assert major.published_at == NOON + 2 * HOUR

    def test_equal_content_returns_the_edition_that_is_there(self):
        article = make_article()
        first = publish(article, None)
        edit(article, headline="Khác")
        edit(article, headline=first.headline)
        again = publish(article, None)
        assert again.pk == first.pk
        assert Article.objects.get(pk=article.pk).status == Status.PUBLISHED

    def test_a_pending_edition_is_taken_back_first(self):
        article = make_article()
        with clock_at(NOON) as clock:
            pending = publish(article, None, at=NOON + HOUR)
            clock.moment += timedelta(minutes=1)
            now = publish(article, None)
        pending.refresh_from_db()
        assert pending.live_until == pending.live_from
        assert now.live_from == NOON + timedelta(minutes=1)

    def test_every_reason_is_given_at_once(self):
        article = make_article(headline="", category=None, no_event=False, body="", lead="")
        reasons = refusal(lambda: publish(article, None, at=timezone.now() - HOUR))
        assert len(reasons) == 5
        assert not Edition.objects.exists()

    def test_a_past_moment_is_for_imports_alone(self):
        assert refusal(lambda: publish(make_article(), None, at=timezone.now() - HOUR))
        edition = publish(make_article(), None, at=timezone.now() - HOUR, imported=True)
        assert edition.is_imported

    def test_an_import_needs_an_article_without_editions(self):
        article = make_article()
        publish(article, None)
        assert refusal(lambda: publish(article, None, at=timezone.now() - HOUR, imported=True))

    def test_the_date_readers_see_may_lie_in_the_past_but_not_ahead(self):
        yesterday = timezone.now() - timedelta(days=1)
        assert publish(make_article(), None, published_at=yesterday).published_at == yesterday
        tomorrow = timezone.now() + timedelta(days=1)
        assert refusal(lambda: publish(make_article(), None, published_at=tomorrow))

    def test_the_diary_names_who_published_and_what(self):
        publisher = make_publisher()
        edition = publish(make_approved(), publisher)
        event = WorkflowEvent.objects.filter(verb="publish").get()
        assert (event.by, event.hash, event.to_status) == (publisher, edition.hash, "published")

    def test_the_event_date_is_frozen(self):
        edition = make_published(event_date=date(2018, 8, 7))
        assert edition.event_date == date(2018, 8, 7)
        assert edition.content["event_date"] == "2018-08-07"


@pytest.mark.django_db
class TestPublishingLater:
    def test_readers_see_it_when_the_time_comes_and_nothing_happens(self):
        article = make_article()
        with clock_at(NOON) as clock:
            edition = publish(article, None, at=NOON + HOUR)
            assert not Edition.objects.live().exists()
            clock.moment = NOON + HOUR
            assert Edition.objects.live().get() == edition

    def test_the_live_edition_stays_until_then(self):
        article = make_article()
        with clock_at(NOON) as clock:
            first = publish(article, None)
            second = publish(edit(article, headline="Mới"), None, at=NOON + HOUR)
            clock.moment = NOON + HOUR - timedelta(microseconds=1)
            assert Edition.objects.live().get() == first
            clock.moment = NOON + HOUR
            assert Edition.objects.live().get() == second

    def test_taking_back_reopens_the_one_before_up_to_its_expiry(self):
        article = make_article()
        with clock_at(NOON) as clock:
            first = publish(article, None, expires_at=NOON + 5 * HOUR)
            publish(edit(article, headline="Mới"), None, at=NOON + HOUR)
            clock.moment += timedelta(minutes=5)
            unschedule(article, None)
        first.refresh_from_db()
        assert first.live_until == first.expires_at == NOON + 5 * HOUR

    def test_taking_back_does_not_wake_what_expired_before(self):
        article = make_article()
        with clock_at(NOON):
            first = publish(article, None, expires_at=NOON + HOUR)
            publish(edit(article, headline="Mới"), None, at=NOON + 2 * HOUR)
            unschedule(article, None)
        first.refresh_from_db()
        assert first.live_until == NOON + HOUR

    def test_rescheduling_makes_another_edition(self):
        article = make_article()
        with clock_at(NOON):
            first = publish(article, None, at=NOON + HOUR)
            second = publish(article, None, at=NOON + 2 * HOUR)
            assert list(Edition.objects.pending()) == [second]
        first.refresh_from_db()
        assert first.live_until == first.live_from

    def test_scheduling_the_same_twice_makes_one(self):
        article = make_article()
        with clock_at(NOON):
            first = publish(article, None, at=NOON + HOUR)
            assert publish(article, None, at=NOON + HOUR) == first

    def test_it_cannot_expire_before_it_appears(self):
        later = timezone.now() + HOUR
        assert refusal(lambda: publish(make_article(), None, at=later, expires_at=later))

    def test_there_must_be_something_to_unschedule(self):
        article = make_article()
        publish(article, None)
        assert refusal(lambda: unschedule(article, None))

    def test_what_was_edited_since_can_be_taken_back_too(self):
        article = make_article()
        publish(article, None, at=timezone.now() + HOUR)
        edit(article, headline="Sửa sau khi hẹn giờ")
        unschedule(article, None)
        assert not Edition.objects.pending().exists()


@pytest.mark.django_db
class TestWithdrawing:
    def test_it_ends_the_edition_with_a_public_reason_and_keeps_the_note(self):
        article = make_article()
        publish(article, None)
        chief = make_publisher(full_name="Minh Hà")
        row = withdraw(article, chief, "Thông tin chưa chính xác.", note="Theo CV 12/UBND")
        assert (row.reason, row.signed_by) == ("Thông tin chưa chính xác.", "Minh Hà")
        assert not Edition.objects.live().exists()
        event = WorkflowEvent.objects.get(verb="withdraw")
        assert event.note == "Theo CV 12/UBND"

    def test_it_needs_a_reason_and_something_public(self):
        article = make_article()
        assert len(refusal(lambda: withdraw(article, None, " "))) == 2
        publish(article, None)
        assert len(refusal(lambda: withdraw(article, None, " "))) == 1

    def test_it_takes_a_pending_edition_back(self):
        article = make_article()
        publish(article, None)
        publish(edit(article, headline="Mai"), None, at=timezone.now() + HOUR)
        withdraw(article, None, "Gỡ.", signed_by="BBT")
        assert not Edition.objects.pending().exists()
        assert not Edition.objects.live(timezone.now() + 2 * HOUR).exists()

    def test_it_can_be_published_again(self):
        article = make_article()
        first = publish(article, None)
        withdraw(article, None, "Gỡ nhầm.", signed_by="BBT")
        again = publish(article, None)
        assert again.pk != first.pk
        assert Edition.objects.live().get() == again


@pytest.mark.django_db
def test_a_picture_without_words_for_the_blind_is_refused(make_image):
    article = make_article(lead_image=make_image(alt_text=""))
    assert refusal(lambda: publish(article, None))
    edit(article, lead_image_alt="Cầu Bắc Luân II nhìn từ phía bờ sông")
    assert publish(article, None).pictures.get().alt_text.startswith("Cầu Bắc Luân II")


@pytest.mark.django_db
def test_a_caption_that_waits_for_its_picture_is_not_printed():
    article = make_article()
    article.gallery.create(caption="Chưa có ảnh")
    edition = publish(article, None)
    assert not edition.pictures.exists()
    assert "Chưa có ảnh" not in str(edition.content)


@pytest.mark.django_db(transaction=True)
def test_twelve_at_once_make_one_edition():
    make_category()
    article = make_article()
    made, failed = [], []

    def press():
        try:
            made.append(publish(article, None).pk)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    presses = [threading.Thread(target=press) for _ in range(12)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    assert failed == []
    assert len(made) == 12
    assert Edition.objects.count() == len(set(made)) == 1


@pytest.mark.django_db
class TestAClockSetBack:
    def test_publishing_again_replaces_and_takes_nothing_back(self):
        article = make_article()
        with clock_at(NOON) as clock:
            first = publish(article, None)
            clock.moment -= HOUR
            second = publish(edit(article, headline="Sửa"), None)
        assert second.live_from == first.live_from == NOON
        assert not second.is_scheduled

    def test_nothing_is_there_to_take_back(self):
        article = make_article()
        with clock_at(NOON) as clock:
            publish(article, None)
            clock.moment -= HOUR
            assert refusal(lambda: unschedule(article, None))

    def test_withdrawing_still_answers_410_afterwards(self):
        article = make_article()
        with clock_at(NOON) as clock:
            publish(article, None)
            clock.moment -= HOUR
            withdraw(article, None, "Gỡ.", signed_by="BBT")
            clock.moment = NOON
            assert answer(article.pk).status == 410
