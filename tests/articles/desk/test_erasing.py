"""An order to erase leaves rows, numbers and hashes, and no word or picture anywhere."""

import json

import pytest
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from articles.desk.acts.owed_check import Confirmation, OwedCheck
from articles.desk.acts.publishing import correct, publish, withdraw
from articles.desk.acts.refusal import Refused
from articles.desk.acts.standing import Standing
from articles.desk.article import Article
from articles.desk.duplicating import duplicate
from articles.desk.erasure.erasing import erase_article, erase_picture, replay
from articles.desk.signing.signing_off import answer as answer_link
from articles.desk.signing.signing_off import make_link
from articles.desk.text.figures import write_figure
from articles.page.address import answer
from articles.page.edition import Edition
from articles.page.erasure import Erasure
from articles.page.search import search
from tests.articles.factory import edit, make_article, make_publisher, make_user
from vietnamese import fold

ORDER = {
    "basis": "Luật Bảo vệ dữ liệu cá nhân",
    "document": "15/QĐ-UBND",
    "by": "quantri",
    "second_person": "truongban",
}
SECRET = "Bímậttuyệtđối"


@pytest.fixture
def secret_article(ledger, make_image, make_document, transactional_db):
    """An article that says the secret in every place that can hold a word."""
    image = make_image()
    body = f"<p>{SECRET} trong bài</p>" + write_figure(
        image, f"{SECRET} alt", f"{SECRET} chú thích"
    )
    article = make_article(headline=f"{SECRET} tiêu đề", lead=f"{SECRET} tóm tắt", body=body)
    article.gallery.create(image=image, caption=f"{SECRET} thư viện", alt_text=SECRET)
    article.documents.create(document=make_document(), title=f"{SECRET} tài liệu")
    article.contributors.create(name=f"{SECRET} tác giả")
    edit(article, source_name=f"{SECRET} nguồn", lead_image=image, lead_image_caption=SECRET)
    publish(article, None, change_note=f"{SECRET} ghi chú")
    correct(article, None, kind="apology", wrong=SECRET, right=SECRET, apology=SECRET)
    withdraw(article, None, f"{SECRET} lý do", note=f"{SECRET} nội bộ", signed_by="BBT")
    publish(article, None)
    say_it_at_the_desk(article)
    LogEntry.objects.create(
        user=make_user(),
        content_type=ContentType.objects.get_for_model(Article),
        object_id=str(article.pk),
        object_repr=article.headline,
        action_flag=CHANGE,
        change_message=SECRET,
    )
    return article


def say_it_at_the_desk(article):
    """Let colleagues and somebody who was asked say the secret, each in a table of its own."""
    by = make_publisher(username="phobien")
    article.notes.create(by=by, text=SECRET)
    owed = OwedCheck.objects.create(
        article=article.pk,
        edition=Edition.objects.live().get(),
        cause="emergency",
        reason=SECRET,
        owed=[f"{SECRET} chưa kiểm tra"],
        by=by,
        at=timezone.now(),
        due_at=timezone.now(),
    )
    Confirmation.objects.create(check_owed=owed, by=make_user(), at=timezone.now(), note=SECRET)
    edit(article, lead=f"{SECRET} bản thảo mới")
    link = make_link(article, by, SECRET)
    hash_shown = Standing(article).hash
    answer_link(link, shown=hash_shown, answer="changes", who=SECRET, comment=SECRET)


SPOKEN_IN = {
    "articles_note",
    "articles_owedcheck",
    "articles_confirmation",
    "articles_signofflink",
    "articles_signoff",
}


def tables_that_say(word):
    """The tables of the whole database in which a text column holds ``word``."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            # Cell by cell: JSON lies in its column with its letters escaped, or not.
            written = "\n".join(str(cell) for row in cursor.fetchall() for cell in row)
            if word in written or json.dumps(word)[1:-1] in written:
                found.add(table)
    return found


def test_no_table_holds_a_trace_of_the_article(secret_article):
    assert len(tables_that_say(SECRET)) > 8
    assert tables_that_say(SECRET) >= SPOKEN_IN
    assert "articles_workflowevent" in tables_that_say(fold(SECRET))
    erase_article(secret_article.pk, **ORDER)
    assert tables_that_say(SECRET) == tables_that_say(fold(SECRET)) == set()
    assert len(search(SECRET)) == 0


def test_the_frame_of_the_editions_stays(secret_article):
    frame = list(Edition.objects.values_list("pk", "number", "hash", "live_from"))
    erase_article(secret_article.pk, **ORDER)
    assert list(Edition.objects.values_list("pk", "number", "hash", "live_from")) == frame


def test_the_address_answers_410_in_words_that_tell_nothing(secret_article, client):
    address = Edition.objects.live().get().get_absolute_url()
    erase_article(secret_article.pk, **ORDER)
    found = answer(secret_article.pk)
    assert (found.status, bool(found.withdrawal.reason)) == (410, True)
    assert SECRET not in client.get(address).content.decode()


def test_the_ledger_names_two_persons_and_the_order(secret_article, ledger):
    erase_article(secret_article.pk, **ORDER)
    row = Erasure.objects.get()
    assert (row.document, row.by, row.second_person) == ("15/QĐ-UBND", "quantri", "truongban")
    [line] = ledger.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["number"] == secret_article.pk
    assert SECRET not in line


@pytest.mark.django_db
@pytest.mark.parametrize(
    "gap",
    [{"basis": " "}, {"document": ""}, {"second_person": "quantri"}, {"second_person": ""}],
)
def test_an_incomplete_order_is_refused(gap, ledger):
    article = make_article()
    with pytest.raises(Refused):
        erase_article(article.pk, **{**ORDER, **gap})
    assert not Erasure.objects.exists()


@pytest.mark.django_db
def test_what_is_erased_cannot_be_erased_or_published_again(ledger):
    article = make_article()
    publish(article, None)
    erase_article(article.pk, **ORDER)
    with pytest.raises(Refused):
        erase_article(article.pk, **ORDER)
    with pytest.raises(Refused):
        publish(article, None)


@pytest.mark.django_db
def test_a_number_nobody_has_is_refused(ledger):
    with pytest.raises(Refused):
        erase_article(999_999, **ORDER)


@pytest.mark.django_db(transaction=True)
def test_a_picture_leaves_every_place_and_its_files_with_it(ledger, make_image):
    image = make_image(title=SECRET, caption=SECRET, alt_text=SECRET)
    body = "<p>Bài còn lại.</p>" + write_figure(image, SECRET, SECRET)
    article = make_article(body=body, lead_image=image)
    twin = duplicate(article, None)
    publish(article, None)
    name = image.picture.name
    assert image.picture.storage.exists(name)
    erase_picture(image, **ORDER)
    assert tables_that_say(SECRET) == set()
    assert not image.picture.storage.exists(name)
    assert answer(article.pk).status == 200
    for each in Article.objects.filter(pk__in=[article.pk, twin.pk]):
        assert (each.body, each.lead_image) == ("<p>Bài còn lại.</p>", None)


@pytest.mark.django_db
def test_a_page_that_lost_its_picture_still_shows(ledger, make_image, client):
    image = make_image()
    article = make_article(body="<p>Còn đây.</p>" + write_figure(image, "a", "b"), lead_image=image)
    edition = publish(article, None)
    erase_picture(image, **ORDER)
    text = client.get(edition.get_absolute_url()).content.decode()
    assert "Còn đây." in text
    assert client.get("/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_ledger_is_replayed_after_a_restore(ledger):
    article = make_article(headline=SECRET)
    publish(article, None)
    line = {
        **ORDER,
        "target": "article",
        "number": article.pk,
        "at": "2026-03-02T08:00:00+00:00",
    }
    settings.ERASURE_LEDGER.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert replay() == 1
    assert tables_that_say(SECRET) == set()
    assert replay() == 0
