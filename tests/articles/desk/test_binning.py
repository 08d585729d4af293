"""Drafts that were never public can be thrown away, with thirty days to think again."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.desk.acts.publishing import publish, unschedule
from articles.desk.acts.refusal import Refused
from articles.desk.acts.workflow import empty_bin, put_in_bin, take_out_of_bin
from articles.desk.article import Article

from ..factory import make_article, make_published
from .typing import LIST, address, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(cast):
    return make_article(author=cast("reporter"), headline="Bỏ đi")


def test_author_bins_a_draft_and_takes_it_out(article, browser_of):
    reporter = browser_of("reporter")
    reporter.post(address(article, "bin"))
    assert "Bỏ đi" not in text(reporter.get(LIST))
    assert "Bỏ đi" in text(reporter.get(LIST, {"bin": "yes"}))
    assert "Lấy ra khỏi thùng rác" in text(reporter.get(address(article)))
    reporter.post(address(article, "unbin"))
    article.refresh_from_db()
    assert article.binned_at is None
    assert "Bỏ đi" in text(reporter.get(LIST))


def test_what_was_published_is_not_binned(browser_of):
    number = make_published().article
    page = text(browser_of("publisher").post(address(number, "bin"), follow=True))
    assert "không bỏ vào thùng rác được" in page
    assert Article.objects.get().binned_at is None
    assert "Bỏ vào thùng rác" not in text(browser_of("publisher").get(address(number)))


def test_what_was_scheduled_and_taken_back_is_not_binned(article):
    publish(article, None, at=timezone.now() + timedelta(days=1))
    unschedule(article, None)
    with pytest.raises(Refused):
        put_in_bin(article, None)


def test_binned_draft_is_not_published(article):
    put_in_bin(article, None)
    with pytest.raises(Refused, match="thùng rác"):
        publish(article, None)


def test_binning_twice_and_taking_out_what_is_not_in_are_refused(article):
    with pytest.raises(Refused):
        take_out_of_bin(article, None)
    put_in_bin(article, None)
    with pytest.raises(Refused):
        put_in_bin(article, None)


def test_bin_is_emptied_after_thirty_days(article):
    put_in_bin(article, None)
    kept = make_article()
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        assert empty_bin() == 0
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert empty_bin() == 1
    assert list(Article.objects.all()) == [kept]
