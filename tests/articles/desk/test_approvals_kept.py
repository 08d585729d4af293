"""What an approval is worth after the text went on: withdrawn, taken back, put out by another."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.owed_check import OwedCheck
from articles.desk.acts.policy import DeskPolicy, FourEyes
from articles.desk.acts.publishing import (
    confirm,
    publish,
    publish_in_an_emergency,
    unschedule,
    withdraw,
)
from articles.desk.acts.refusal import Refused
from articles.desk.acts.workflow import approve, pass_on
from articles.desk.article import Article, Status
from articles.desk.versions.saving import save_version
from articles.page.edition import Edition

from ..factory import approved, edit, make_article, make_publisher, make_user

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def head():
    return make_publisher(username="truongban")


@pytest.fixture
def article():
    return make_article(author=make_user(), headline="Đã duyệt")


def now_standing(article):
    article.refresh_from_db()
    return article.status, bool(article.approved_hash)


def write(article, by, **fields):
    article.refresh_from_db()
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    save_version(article, by)


def test_visible_change_of_what_is_public_voids_its_approval(article, head):
    publish(approved(article), head)
    assert now_standing(article) == (Status.PUBLISHED, True)
    edit(article, headline="Khác")
    assert now_standing(article) == (Status.DRAFT, False)


def test_what_was_withdrawn_does_not_come_back_unapproved(article, head):
    publish(approved(article), head)
    edit(article, headline="Khác")
    edit(article, headline="Đã duyệt")  # the live text again, approved once more
    approved(article)
    withdraw(article, head, "Sai.")
    assert now_standing(article) == (Status.IN_REVIEW, False)
    with pytest.raises(Refused):
        publish(article, head)
    approve(article, head)
    assert publish(article, head)


def test_newer_text_on_its_way_keeps_its_approval_when_the_old_one_goes(article, head):
    publish(approved(article), head)
    approved(edit(article, headline="Bản mới"))
    withdraw(article, head, "Sai.")
    assert now_standing(article) == (Status.APPROVED, True)
    assert publish(article, head).headline == "Bản mới"


def test_taking_back_a_schedule_of_other_dates_leaves_it_as_published(article, head):
    publish_in_an_emergency(article, head, "Bão")
    publish(article, head, at=timezone.now() + DAY, expires_at=timezone.now() + 2 * DAY)
    unschedule(article, head)
    assert now_standing(article)[0] == Status.PUBLISHED
    assert Edition.objects.live().exists()


def test_schedule_of_a_withdrawn_text_goes_back_to_approved(article, head):
    publish(approved(article), head)
    withdraw(article, head, "Nhầm.")
    approved(article)
    publish(article, head, at=timezone.now() + DAY)
    unschedule(article, head)
    assert now_standing(article) == (Status.APPROVED, True)


def test_dropping_a_schedule_by_publishing_is_in_the_diary(article, head):
    first = publish(approved(article), head)
    publish(article, head, at=timezone.now() + DAY, expires_at=timezone.now() + 2 * DAY)
    before = WorkflowEvent.objects.count()
    assert publish(article, head) == first
    assert not Edition.objects.pending().exists()
    event = WorkflowEvent.objects.first()
    assert (WorkflowEvent.objects.count(), event.verb) == (before + 1, "publish")
    assert publish(article, head) == first  # nothing was dropped, nothing to tell
    assert WorkflowEvent.objects.count() == before + 1


@pytest.fixture
def own(head):
    """A text its author passed on and approved, at a desk that checks afterwards."""
    rule = DeskPolicy.objects.create(four_eyes=FourEyes.AFTERWARDS)
    article = make_article(author=head)
    pass_on(article, head)
    approve(article, head)
    return article, rule


def test_author_who_approved_does_not_confirm_what_a_colleague_put_out(own, head):
    article, _rule = own
    colleague = make_publisher()
    publish(article, colleague)
    assert OwedCheck.objects.get().by == head
    with pytest.raises(Refused, match="vừa viết vừa duyệt"):
        confirm(article, head)
    confirm(article, colleague)
    assert not OwedCheck.objects.open().exists()


def test_two_who_published_alone_are_each_the_second_of_the_other(article, head):
    deputy = make_publisher()
    publish_in_an_emergency(article, head, "Bão")
    edit(article, lead="Bão đổi hướng.")
    publish_in_an_emergency(article, deputy, "Bão đổi hướng")
    assert [each.check_owed.by for each in confirm(article, head)] == [deputy]
    assert OwedCheck.objects.open().get().by == head
    with pytest.raises(Refused, match="người thứ hai"):
        confirm(article, head)
    confirm(article, deputy)
    assert not OwedCheck.objects.open().exists()


def test_check_is_owed_also_where_the_rule_was_changed_meanwhile(own, head):
    article, rule = own
    rule.four_eyes = FourEyes.STRICT
    rule.save()
    publish(article, head)
    assert OwedCheck.objects.open().get().by == head


def test_approval_by_somebody_else_owes_nothing(article, head):
    DeskPolicy.objects.create(four_eyes=FourEyes.AFTERWARDS)
    pass_on(article, head)
    approve(article, head)
    publish(article, head)
    assert not OwedCheck.objects.exists()


def test_schedule_taken_back_closes_no_round(article, head):
    publish(approved(article), None)
    writer, third = make_publisher(), make_publisher()
    write(article, writer, headline="Bản mới")
    pass_on(article, writer)
    approve(article, head)
    publish(article, head, at=timezone.now() + DAY)
    unschedule(article, head)
    write(article, third, lead="Thêm một dấu phẩy.")
    with pytest.raises(Refused, match="phải có người khác"):
        approve(article, writer)
    approve(article, head)
    assert Article.objects.get(pk=article.pk).status == Status.APPROVED
