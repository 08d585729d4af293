"""Many processes at one moment: one edition, one approval, and nothing public that nobody read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.workflow import pass_on
from articles.desk.article import Article, Status
from articles.desk.printing import print_article
from articles.page.edition import Edition

from ..factory import make_approved, make_article, make_category, make_published, make_publisher
from .crew import Crew

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

TWELVE = 12
ROUNDS = 4


@pytest.fixture(scope="module")
def crew(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        crew = Crew(TWELVE)
    with crew:
        yield crew


@pytest.fixture
def head(transactional_db):
    make_category()
    return make_publisher(username="truongban")


def entries(article, verb, **which):
    return WorkflowEvent.objects.filter(article=article.pk, verb=verb, **which)


def errand(verb, article, *words):
    return ["newsroom", verb, article.pk, "--by=truongban", *words]


def test_twelve_that_publish_at_once_make_one_edition(crew, head):
    for _round in range(ROUNDS):
        article = make_approved()
        answers = crew.at_once(*[errand("publish", article)] * TWELVE)
        assert [done for done, _said in answers] == [True] * TWELVE
        edition = Edition.objects.get(article=article.pk)
        assert edition.hash == Article.objects.get(pk=article.pk).approved_hash
        assert entries(article, "publish").get().by == head
        said = [words for _done, words in answers]
        assert len({*said}) == 2  # one published it, for the others nothing was changed
        assert min(map(said.count, {*said})) == 1


def test_twelve_that_schedule_the_same_at_once_make_one_edition(crew, head):
    article = make_approved()
    at = timezone.localtime() + timedelta(days=1)
    crew.at_once(*[errand("schedule", article, f"--at={at:%Y-%m-%d} 08:00")] * TWELVE)
    assert Edition.objects.get().is_scheduled
    assert entries(article, "schedule", refused=False).count() == 1


def test_twelve_different_schedules_leave_one_pending(crew, head):
    article = make_approved()
    at = timezone.localtime() + timedelta(days=1)
    answers = crew.at_once(
        *[errand("schedule", article, f"--at={at:%Y-%m-%d} {hour:02}:00") for hour in range(12)]
    )
    assert [done for done, _said in answers] == [True] * TWELVE
    assert Edition.objects.pending().count() == 1
    assert Edition.objects.count() == TWELVE


def test_twelve_that_approve_at_once_are_one_approval(crew, head):
    for _round in range(ROUNDS):
        article = make_article()
        pass_on(article, None)
        answers = crew.at_once(*[errand("approve", article)] * TWELVE)
        assert sorted(done for done, _said in answers) == [False] * 11 + [True]
        assert entries(article, "approve", refused=False).count() == 1
        assert entries(article, "approve", refused=True).count() == 11
        assert not any("Traceback" in said for _done, said in answers)


def test_twelve_that_withdraw_at_once_are_one_withdrawal(crew, head):
    article = Article.objects.get(pk=make_published().article)
    answers = crew.at_once(*[errand("withdraw", article, "--reason=Sai")] * TWELVE)
    assert [done for done, _said in answers].count(True) == 1
    edition = Edition.objects.get()
    assert edition.withdrawals.count() == 1


def test_publishing_never_brings_out_what_was_saved_meanwhile(crew, head):
    for number in range(3 * ROUNDS):
        article = make_approved(headline="Đã duyệt")
        approved_hash = Article.objects.get(pk=article.pk).approved_hash
        saves = [["save", article.pk, "truongban", f"Chưa ai duyệt {each}"] for each in range(3)]
        presses = [errand("publish", article)] * 3
        # Who is told first changes from round to round.
        errands = [*saves, *presses] if number % 2 else [*presses, *saves]
        answers = crew.at_once(*errands)
        assert None not in {done for done, _said in answers}, answers
        hashes = {each.hash for each in Edition.objects.filter(article=article.pk)}
        assert hashes <= {approved_hash}
        article.refresh_from_db()
        assert article.status in {Status.DRAFT, Status.IN_REVIEW}
        assert article.approved_hash == ""
        assert article.version == 4  # none of the three saves was lost
        assert print_article(article, timezone.localdate())[1] not in hashes
        published = entries(article, "publish", refused=False).count()
        assert published == len(hashes)


def test_publishing_and_approving_race_with_a_save(crew, head):
    for _round in range(ROUNDS):
        article = make_article(headline="Chờ duyệt")
        pass_on(article, None)
        crew.at_once(
            *[errand("approve", article), errand("publish", article)] * 4,
            ["save", article.pk, "truongban", "Chưa ai duyệt"],
            *[errand("publish", article)] * 3,
        )
        approved = set(entries(article, "approve", refused=False).values_list("hash", flat=True))
        editions = Edition.objects.filter(article=article.pk)
        assert {each.hash for each in editions} <= approved
        assert editions.live().count() <= 1
