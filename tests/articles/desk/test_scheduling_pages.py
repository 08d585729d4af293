"""Pages published at a set time: the clock alone decides, and a schedule is taken back whole."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.desk.acts.refusal import Refused
from articles.desk.erasure.erasing import erase_page
from articles.desk.pages.page import PageState
from articles.desk.pages.publishing import publish, schedule, unschedule, withdraw
from articles.desk.pages.rewording import reword_page
from articles.desk.text.figures import write_figure
from articles.page.clock import FOREVER
from articles.page.pages.page_edition import PageEdition, answer
from tests.articles.factory import make_page

from .test_erasing import ORDER
from .test_pages import address, fresh
from .typing import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    """Tomorrow at this time, to the second."""
    return (timezone.now() + timedelta(days=1)).replace(microsecond=0)


def changed(page, **fields):
    page = fresh(page)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()
    return page


def intervals():
    return list(PageEdition.objects.order_by("number").values_list("live_from", "live_until"))


def test_readers_see_it_from_that_moment_on_and_nothing_before(client, at):
    page = make_page(title="Liên hệ", body="<p>Bản một.</p>")
    publish(page)
    edition = schedule(changed(page, body="<p>Bản hai.</p>"), at)
    assert fresh(page).state is PageState.SCHEDULED
    assert "Bản một." in client.get("/trang/lien-he/").content.decode()
    assert (edition.live_from, edition.live_until) == (at, FOREVER)
    for moment, number in [(at - timedelta(seconds=1), 1), (at, 2)]:
        assert answer("lien-he", moment).edition.number == number
    with time_machine.travel(at + timedelta(minutes=1)):
        assert "Bản hai." in client.get("/trang/lien-he/").content.decode()
        assert fresh(page).state is PageState.LIVE


def test_a_page_that_was_never_public_shows_nothing_of_its_schedule(client, at):
    page = make_page(title="Sắp có")
    schedule(page, at)
    assert client.get("/trang/sap-co/").status_code == 404
    unschedule(page)
    assert fresh(page).state is PageState.NEVER
    with time_machine.travel(at + timedelta(minutes=1)):
        assert client.get("/trang/sap-co/").status_code == 404


def test_an_address_that_is_only_scheduled_leads_nowhere_yet(client, at):
    page = make_page(slug="cu")
    publish(page)
    schedule(changed(page, slug="moi"), at)
    assert client.get("/trang/moi/").status_code == 404
    assert client.get("/trang/cu/").status_code == 200
    with time_machine.travel(at + timedelta(minutes=1)):
        assert client.get("/trang/moi/").status_code == 200
        assert client.get("/trang/cu/")["Location"] == "/trang/moi/"
    unschedule(page)
    with time_machine.travel(at + timedelta(minutes=1)):
        assert client.get("/trang/moi/").status_code == 404
        assert client.get("/trang/cu/").status_code == 200


def test_taken_back_what_readers_saw_goes_on(at):
    page = make_page()
    publish(page)
    before = intervals()
    schedule(changed(page, title="Mới"), at)
    assert intervals()[0] == (before[0][0], at)
    unschedule(page)
    assert intervals() == [before[0], (at, at)]
    with pytest.raises(Refused, match="không có lịch hẹn giờ"):
        unschedule(page)


def test_scheduling_again_and_publishing_now_take_the_first_back(at):
    page = make_page()
    first = schedule(page, at)
    assert schedule(page, at) == first
    later = schedule(page, at + timedelta(days=1))
    assert intervals() == [(at, at), (later.live_from, FOREVER)]
    now = publish(page)
    assert [end for _start, end in intervals()] == [at, later.live_from, FOREVER]
    assert fresh(page).live == now
    schedule(changed(page, title="Khác"), at)
    assert publish(changed(page, title=now.title)) == now
    assert fresh(page).live.live_until == FOREVER


def test_withdrawing_takes_the_schedule_back_and_nothing_comes_after(client, at):
    page = make_page(title="Liên hệ")
    publish(page)
    schedule(changed(page, lead="Mới"), at)
    withdraw(page, "Thay bằng trang khác.")
    with time_machine.travel(at + timedelta(minutes=1)):
        answered = client.get("/trang/lien-he/")
        assert answered.status_code == 410
        assert "Thay bằng trang khác." in answered.content.decode()


def test_an_erased_page_appears_never(ledger, client, at):
    page = make_page(title="Liên hệ")
    publish(page)
    schedule(changed(page, lead="Mới"), at)
    erase_page(page.pk, **ORDER)
    for moment in [timezone.now(), at + timedelta(minutes=1)]:
        with time_machine.travel(moment):
            assert client.get("/trang/lien-he/").status_code == 410


def test_what_stands_in_the_way_is_told(make_image, at):
    with pytest.raises(Refused, match="chưa có nội dung"):
        schedule(make_page(body=""), at)
    with pytest.raises(Refused):
        schedule(make_page(), timezone.now() - timedelta(seconds=1))
    image = make_image()
    page = make_page(body=write_figure(image, image.alt_text, ""))
    publish(page)
    schedule(changed(page, lead="Mới"), at)
    image.alt_text = "Lời mới của thư viện"
    image.save()
    with pytest.raises(Refused):
        reword_page(page, image)
    assert PageEdition.objects.count() == 2


def test_at_the_desk(browser_of, at):
    page = make_page(title="Liên hệ")
    head = browser_of("publisher")
    day = timezone.localtime(at)
    form = {"at_0": f"{day:%d/%m/%Y}", "at_1": f"{day:%H:%M:%S}"}
    assert address(page, "schedule") in text(head.get(address(page)))
    assert head.get(address(page, "schedule")).status_code == 200
    past = head.post(address(page, "schedule"), {**form, "at_0": "01/01/2020"})
    assert past.status_code == 422
    for role in ["editor", "reporter"]:
        assert browser_of(role).post(address(page, "schedule"), form).status_code == 403
        assert browser_of(role).post(address(page, "unschedule")).status_code == 403
    assert not PageEdition.objects.exists()
    said = text(head.post(address(page, "schedule"), form, follow=True))
    assert f"{day:%H:%M %d/%m/%Y}" in said
    assert address(page, "unschedule") in said
    assert PageEdition.objects.get().live_from == at
    assert head.get(address(page, "unschedule")).status_code == 405
    head.post(address(page, "unschedule"))
    assert intervals() == [(at, at)]
    assert head.post(address(page, "delete"), {"post": "yes"}).status_code == 403
