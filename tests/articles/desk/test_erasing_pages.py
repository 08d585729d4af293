"""An order to erase a page leaves its numbers, days and hashes, and no word of it anywhere."""

import json
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from articles.desk.acts.refusal import Refused
from articles.desk.erasure.erasing import erase_page, replay
from articles.desk.pages.page import Page, PageState
from articles.desk.pages.publishing import bring_back, publish, withdraw
from articles.desk.text.figures import write_figure
from articles.page.erasure import Erasure
from articles.page.frame.menu_item import MenuItem
from articles.page.pages.page_edition import PageEdition, PagePicture, PageSlug
from tests.articles.factory import make_page
from vietnamese import slug

from .test_admin_steps import order
from .test_erasing import ORDER, SECRET, tables_that_say
from .test_pages import ADD, LIST, address, fresh, typed
from .typing import text

pytestmark = pytest.mark.django_db

OLD, NEW = slug(f"{SECRET} cũ"), slug(f"{SECRET} mới")


@pytest.fixture
def secret_page(ledger, make_image, browser_of, transactional_db):
    """A page that says the secret in every place that can hold a word."""
    image = make_image()
    body = f"<p>{SECRET}</p>" + write_figure(image, f"{SECRET} alt", f"{SECRET} chú thích")
    form = typed(title=f"{SECRET} cũ", lead=SECRET, body=body, responsible=SECRET)
    browser_of("publisher").post(ADD, {**form, "_publish": "1"})
    page = Page.objects.get()
    withdraw(page, f"{SECRET} lý do")
    page = fresh(page)
    page.title, page.slug = f"{SECRET} mới", ""
    page.save()
    publish(page)
    MenuItem.objects.create(target="page", page=page.pk, label=SECRET)
    return fresh(page)


def test_no_table_holds_a_trace_of_the_page(secret_page):
    assert tables_that_say(SECRET) >= {
        *("articles_page", "articles_historicalpage", "articles_pageedition"),
        *("articles_pagepicture", "articles_menuitem", "django_admin_log"),
    }
    assert "articles_pageslug" in tables_that_say(NEW)
    erase_page(secret_page.pk, **ORDER)
    assert tables_that_say(SECRET) == tables_that_say(OLD) == tables_that_say(NEW) == set()
    assert LogEntry.objects.exists()


def test_the_frame_of_what_readers_saw_stays(secret_page):
    editions = PageEdition.objects.values_list("pk", "number", "hash", "live_from")
    pictures = PagePicture.objects.values_list("pk", "order", "sha256", "image", "edition")
    before = list(editions), list(pictures)
    saves = secret_page.history.count()
    erase_page(secret_page.pk, **ORDER)
    assert (list(editions), list(pictures)) == before
    assert secret_page.history.count() == saves + 1
    assert fresh(secret_page).state is PageState.ERASED


def test_the_ledger_names_the_order_and_says_nothing_of_the_page(secret_page, ledger):
    erase_page(secret_page.pk, **ORDER)
    [line] = ledger.read_text(encoding="utf-8").splitlines()
    assert json.loads(line).items() >= {**ORDER, "target": "page", "number": secret_page.pk}.items()
    assert SECRET not in line


def test_both_addresses_answer_410_in_words_that_tell_nothing(secret_page, client):
    erase_page(secret_page.pk, **ORDER)
    for known in [OLD, NEW]:
        answer = client.get(f"/trang/{known}/")
        assert answer.status_code == 410
        assert "theo quyết định của cơ quan có thẩm quyền" in answer.content.decode()
        assert SECRET not in answer.content.decode()
    assert client.get("/trang/khong-co/").status_code == 404
    assert SECRET not in client.get("/so-do-trang/").content.decode()


def test_its_addresses_are_given_to_no_other_page(secret_page, browser_of):
    erase_page(secret_page.pk, **ORDER)
    answer = browser_of("editor").post(ADD, typed(title=f"{SECRET} cũ", body="<p>x</p>"))
    assert "từng thuộc về một trang khác" in text(answer)
    assert Page.objects.count() == 1


def test_the_guards_let_nothing_but_content_go(secret_page):
    erase_page(secret_page.pk, **ORDER)
    row = Erasure.objects.get()
    for act in [
        lambda: PageEdition.objects.update(title="lại có"),
        lambda: PageEdition.objects.update(erasure=None),
        lambda: PageEdition.objects.update(hash="0" * 64),
        lambda: PagePicture.objects.update(caption="lại có"),
        lambda: PagePicture.objects.all().delete(),
        lambda: Erasure.objects.update(document="khác"),
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    edition = publish(make_page())
    of_it = PageEdition.objects.filter(pk=edition.pk)
    for changes in [{"title": ""}, {"title": "", "erasure": None}, {"slug": "x", "erasure": row}]:
        with pytest.raises(IntegrityError), transaction.atomic():
            of_it.update(**changes)
    of_it.update(title="", body_html="", erasure=row)


def test_nothing_is_done_with_an_erased_page_any_more(secret_page, browser_of):
    entry = secret_page.history.last()
    erase_page(secret_page.pk, **ORDER)
    entry.refresh_from_db()
    for act in [
        lambda: erase_page(secret_page.pk, **ORDER),
        lambda: publish(secret_page),
        lambda: withdraw(secret_page, "lý do"),
        lambda: bring_back(secret_page, entry),
    ]:
        with pytest.raises(Refused):
            act()
    head = browser_of("publisher")
    form = text(head.get(address(secret_page)))
    assert "Trang này đã bị xóa theo yêu cầu" in form
    assert 'name="_publish"' not in form
    assert head.post(address(secret_page), typed(secret_page, title="Lại")).status_code == 403
    assert head.post(address(secret_page, "delete"), {"post": "yes"}).status_code == 403
    assert "Đã xóa theo yêu cầu" in text(head.get(LIST))
    assert fresh(secret_page).title == ""


@pytest.mark.parametrize(
    "gap",
    [{"basis": " "}, {"document": ""}, {"second_person": "quantri"}, {"second_person": ""}],
)
def test_an_incomplete_order_is_refused(gap, ledger):
    page = make_page()
    with pytest.raises(Refused):
        erase_page(page.pk, **{**ORDER, **gap})
    assert fresh(page).title == page.title
    assert not Erasure.objects.exists()


def test_a_number_nobody_has_is_refused(ledger):
    with pytest.raises(Refused):
        erase_page(999_999, **ORDER)


def test_a_draft_that_was_never_public_answers_404_and_a_deleted_one_is_forgotten(
    ledger, client, transactional_db
):
    draft, deleted = make_page(title=f"{SECRET} cũ"), make_page(title=SECRET)
    number = deleted.pk
    deleted.delete()
    for each in [draft.pk, number]:
        erase_page(each, **ORDER)
    assert tables_that_say(SECRET) == set()
    assert client.get(f"/trang/{OLD}/").status_code == 404


def test_the_ledger_is_replayed_after_a_restore(ledger, transactional_db, client):
    page = make_page(title=f"{SECRET} cũ", body=SECRET)
    publish(page)
    line = {**ORDER, "target": "page", "number": page.pk, "at": "2026-03-02T08:00:00+00:00"}
    ledger.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert replay() == 1
    assert tables_that_say(SECRET) == set()
    assert client.get(f"/trang/{OLD}/").status_code == 410
    assert replay() == 0


# At the desk


def test_two_persons_erase_a_page(browser_of, trusted, client):
    page = make_page(title="Phải xóa")
    publish(page)
    head = browser_of("publisher")
    assert address(page, "erase") in text(head.get(address(page)))
    assert "/trang/phai-xoa/" in text(head.get(address(page, "erase")))
    said = text(head.post(address(page, "erase"), order(), follow=True))
    assert "Đã xóa trang." in said
    assert "Phải xóa" not in said
    row = Erasure.objects.get()
    assert (row.target, row.number) == ("page", page.pk)
    assert (row.by, row.second_person) == ("publisher", "phapche")
    assert client.get("/trang/phai-xoa/").status_code == 410
    assert "đã được xóa rồi" in text(head.get(address(page, "erase")))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"second_password": "wrong"}, "Không xác nhận được người thứ hai"),
        ({"second_username": "editor"}, "Không xác nhận được người thứ hai"),
        ({"second_username": "publisher"}, "hai người khác nhau"),
        ({"basis": " "}, "bắt buộc"),
    ],
)
def test_without_a_second_trusted_person_nothing_is_erased(
    browser_of, cast, trusted, changes, told
):
    cast("editor")
    page = make_page(title="Ở lại")
    answer = browser_of("publisher").post(address(page, "erase"), order(**changes))
    assert answer.status_code == 422
    assert told in text(answer)
    assert fresh(page).title == "Ở lại"
    assert not Erasure.objects.exists()


def test_who_is_not_trusted_is_refused(browser_of, trusted):
    page = make_page()
    for role, status in [("editor", 403), ("reporter", 403), ("contributor", 404)]:
        browser = browser_of(role)
        assert browser.post(address(page, "erase"), order()).status_code == status
    assert address(page, "erase") not in text(browser_of("editor").get(address(page)))
    missing = reverse("admin:articles_page_erase", args=[999_999])
    assert browser_of("publisher").get(missing).status_code == 404
    assert not Erasure.objects.exists()


def test_the_command_erases_a_page(trusted):
    page = make_page(title="Phải xóa")
    words = ["--basis=Luật", "--document=15/QĐ", "--by=publisher", "--second-person=phapche"]
    with pytest.raises(CommandError):
        call_command("erase_page", "999999", *words)
    call_command("erase_page", str(page.pk), *words, stdout=StringIO())
    assert fresh(page).state is PageState.ERASED
    assert not PageSlug.objects.exists()
