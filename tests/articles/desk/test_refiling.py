"""An article moved to another desk: its live page stays in the hand of that page’s own desk."""

import pytest

from articles.desk.acts.publishing import publish_in_an_emergency, unschedule, withdraw
from articles.desk.acts.refusal import Refused
from articles.desk.article import Article
from articles.desk.roles.assignment import DeskAssignment
from articles.page.edition import Edition

from ..factory import edit, make_category, make_published, make_user

pytestmark = pytest.mark.django_db

FOREIGN = "Bản bạn đọc đang thấy thuộc ban khác"


@pytest.fixture
def refiled():
    """A story that is public under one desk and was moved to another, and the other's head."""
    theirs, ours = make_category("Kinh tế"), make_category("Thể thao")
    head = make_user()
    DeskAssignment.objects.create(user=head, role="publisher", category=ours)
    edition = make_published(category=theirs)
    article = Article.objects.get(pk=edition.article)
    return edit(article, category=ours), head


def test_head_of_the_new_desk_has_no_hand_on_the_live_page(refiled):
    article, head = refiled
    with pytest.raises(Refused, match=FOREIGN):
        withdraw(article, head, "Không cần nữa.")
    with pytest.raises(Refused, match=FOREIGN):
        publish_in_an_emergency(article, head, "Gấp")
    assert Edition.objects.live().get().article == article.pk


def test_head_of_both_desks_may(refiled):
    article, head = refiled
    live = Edition.objects.live().get()
    DeskAssignment.objects.create(user=head, role="publisher", category=live.category)
    withdraw(article, type(head).objects.get(pk=head.pk), "Không cần nữa.")
    assert not Edition.objects.live().exists()


def test_newsroom_itself_asks_no_desk(refiled):
    article, _head = refiled
    withdraw(article, None, "Không cần nữa.")
    with pytest.raises(Refused):
        unschedule(article, None)
