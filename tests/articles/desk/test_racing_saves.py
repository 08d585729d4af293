"""
Whatever writes on an article has read what stands, or does not write.

Eight save at one moment: one wins, the others get both texts. And every way to write is walked one
by one with an old version in its hands.
"""

import threading
from contextlib import suppress

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.steps import STEPS
from articles.desk.article import Article
from articles.desk.erasure.erasing import erase_picture
from articles.desk.versions.autosave import Autosave
from articles.desk.versions.taking_over import take_over

from ..factory import edit, make_article
from .open_form import Window, hidden_fields, lists
from .typing import ADD, LIST, address, text, typed

SAVERS = 8
ROUNDS = 20
PASSWORD = "a-long-password"


# Eight at one moment


def at_once(*acts):
    """Carry out functions in threads that set off together; return their answers in order."""
    gate, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        try:
            gate.wait(timeout=30)
            answers[number] = act()
        except Exception as error:
            answers[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not [each for each in answers if isinstance(each, Exception)]
    return answers


@pytest.fixture
def editors(transactional_db, cast):
    """Eight browsers in which an editor is signed in."""
    browsers = [Client() for _saver in range(SAVERS)]
    for browser in browsers:
        browser.force_login(cast("editor"))
    return browsers


def by_form(article, who):
    return typed(article, headline=f"Của người {who}", body=f"<p>Câu của người {who}.</p>")


def by_inline(article, who):
    return typed(article, contributors=[{"name": f"Người {who}", "part": "author", "order": 1}])


def by_gallery(article, who):
    rows = [{"image": "", "caption": f"Ảnh của người {who}", "alt_text": "", "order": 1}]
    return typed(article, gallery=rows)


def written_by(article, who, way):
    """Whether what stands in the article is what this saver sent."""
    article.refresh_from_db()
    if way is by_form:
        texts = (article.headline, article.body)
        return texts == (f"Của người {who}", f"<p>Câu của người {who}.</p>")
    if way is by_inline:
        return [row.name for row in article.contributors.all()] == [f"Người {who}"]
    return [row.caption for row in article.gallery.all()] == [f"Ảnh của người {who}"]


def own_words(who, way):
    words = {by_form: f"Câu của người {who}.", by_inline: f"Người {who}"}
    return words.get(way, f"Ảnh của người {who}")


@pytest.mark.long
@pytest.mark.parametrize("way", [by_form, by_inline, by_gallery])
def test_of_eight_racing_saves_one_wins_and_nobody_loses_a_word(editors, way):
    article = make_article()
    for lap in range(1, ROUNDS + 1):
        savers = [f"{lap}-{number}" for number in range(SAVERS)]
        # Rows of the lap before are sent as deleted, so that each form leaves one row alone.
        forms = [without_old_rows(article, way(article, who)) for who in savers]
        answers = at_once(
            *(
                lambda browser=browser, form=form: browser.post(address(article), form)
                for browser, form in zip(editors, forms, strict=True)
            )
        )
        statuses = [answer.status_code for answer in answers]
        assert sorted(statuses) == [302, *[409] * (SAVERS - 1)], (lap, statuses)
        winner = savers[statuses.index(302)]
        assert written_by(article, winner, way), (lap, winner)
        for who, answer in zip(savers, answers, strict=True):
            if who != winner:
                assert own_words(who, way) in text(answer)
        assert article.version == article.versions.count() == lap + 1
        assert article.versions.first().saved_by.username == "editor"


def without_old_rows(article, form):
    """Send the rows that stand as deleted, before the new one."""
    for prefix in ["gallery", "documents", "contributors"]:
        rows = list(getattr(article, prefix).all())
        if not rows or form[f"{prefix}-TOTAL_FORMS"] != 1 or f"{prefix}-0-id" in form:
            continue
        new = {name: form.pop(name) for name in [*form] if name.startswith(f"{prefix}-0-")}
        form[f"{prefix}-TOTAL_FORMS"] = len(rows) + 1
        form[f"{prefix}-INITIAL_FORMS"] = len(rows)
        for index, row in enumerate(rows):
            form.update({f"{prefix}-{index}-id": row.pk, f"{prefix}-{index}-DELETE": "on"})
            form[f"{prefix}-{index}-order"] = row.order
        last = len(rows)
        form.update({f"{prefix}-{last}-{name.split('-')[2]}": each for name, each in new.items()})
    return form


def test_a_save_and_a_take_over_at_one_moment_lose_nothing(editors, cast, browser_of):
    for lap in range(ROUNDS):
        article = make_article(author=cast("reporter"), headline="Đầu")
        colleague = Window(browser_of("reporter"), cast("reporter"), article)
        colleague.type(headline=f"Gõ dở {lap}")
        form = typed(article, headline=f"Lưu {lap}")
        saved, taken = at_once(
            lambda article=article, form=form: editors[0].post(address(article), form),
            lambda article=article: editors[1].post(
                address(article, "take_over"), {"of": cast("reporter").pk}
            ),
        )
        article.refresh_from_db()
        aside = article.versions.get(is_aside=True)
        assert aside.content["headline"] == f"Gõ dở {lap}"
        assert taken.status_code == 302
        numbers = sorted(article.versions.values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        if saved.status_code == 302:
            assert (article.headline, article.version) == (f"Lưu {lap}", 3)
        else:
            assert saved.status_code == 409
            assert f"Lưu {lap}" in text(saved)
            assert (article.headline, article.version) == ("Đầu", 2)


def test_two_windows_that_type_first_at_one_moment_keep_one_text_and_refuse_the_other(
    editors, cast
):
    for lap in range(ROUNDS):
        article = make_article()
        windows = [Window(browser, cast("editor"), article) for browser in editors[:4]]
        answers = at_once(
            *(
                lambda text=f"{lap}-{number}", window=window: window.type(headline=text)
                for number, window in enumerate(windows)
            )
        )
        statuses = [answer.status_code for answer in answers]
        assert sorted(statuses) == [200, 409, 409, 409], (lap, statuses)
        kept = Autosave.objects.get(article=article)
        assert kept.form["headline"] == [f"{lap}-{statuses.index(200)}"]


def test_double_click_on_a_new_article_at_one_moment_makes_one(editors):
    for lap in range(ROUNDS):
        form = typed(headline=f"Bấm đúp {lap}")
        answers = at_once(
            *(lambda browser=browser, form=form: browser.post(ADD, form) for browser in editors[:4])
        )
        assert {answer.status_code for answer in answers} == {302}
        assert Article.objects.filter(headline=f"Bấm đúp {lap}").count() == 1


def test_erasing_a_picture_does_not_write_an_old_text_back(editors, make_image, tmp_path, settings):
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"
    order = {"basis": "Luật", "document": "15/QĐ", "by": "a", "second_person": "b"}
    for lap in range(5):
        image = make_image()
        article = make_article(lead_image=image)
        form = typed(article, headline=f"Lưu {lap}")
        saved, _erased = at_once(
            lambda article=article, form=form: editors[0].post(address(article), form),
            lambda image=image: erase_picture(image, **order),
        )
        article.refresh_from_db()
        assert article.lead_image is None
        assert (article.headline == f"Lưu {lap}") is (saved.status_code == 302)


@pytest.mark.django_db
def test_erasing_a_picture_locks_the_articles_it_changes(make_image, tmp_path, settings):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite locks the whole database when a transaction begins")
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"
    image = make_image()
    make_article(lead_image=image)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        erase_picture(image, basis="Luật", document="15/QĐ", by="a", second_person="b")
    reads = [each["sql"] for each in asked if 'FROM "articles_article"' in each["sql"]]
    assert any(sql.endswith('FOR UPDATE OF "articles_article"') for sql in reads)


# Every way to write, with an old version in its hands


class OldHands:
    """An article that somebody opened at version 1, and that a colleague saved since."""

    def __init__(self, browser_of, cast):
        self.browser_of, self.cast = browser_of, cast
        self.article = make_article(author=cast("reporter"), headline="Bản một")
        self.article.contributors.create(name="Dòng một", order=1)
        edit(self.article)
        self.read = self.article.version
        self.form = typed(self.article, headline="Đè lên", lead="Đè lên")
        self.rows = typed(
            self.article, contributors=[{"name": "Đè lên", "part": "author", "order": 2}]
        )
        edit(self.article, headline="Của đồng nghiệp", lead="Của đồng nghiệp")

    def post(self, page, data, by="editor"):
        return self.browser_of(by).post(address(self.article, page), data)

    # Each way returns the answer it got, or None where there is none to look at.

    def form_itself(self):
        return self.post("change", self.form)

    def form_without_its_version(self):
        return self.post("change", {**self.form, "version_read": ""})

    def rows_alone(self):
        return self.post("change", self.rows)

    def form_as_a_new_article(self):
        """A way round the lock that Django knows and the desk refuses."""
        return self.post("change", {**self.form, "_saveasnew": "1"})

    def every_button_of_the_form(self):
        return [self.post("change", {**self.form, f"_{name}": "1"}) for name in STEPS]

    def saved_after_signing_in(self):
        browser = Client()
        held = hidden_fields(text(browser.post(address(self.article), self.form)))
        signing_in = {"sign_in-username": "editor", "sign_in-password": PASSWORD}
        self.cast("editor")
        return browser.post(address(self.article), {**held, **signing_in})

    def saved_after_the_database_was_away(self):
        def away(execute, sql, params, many, context):
            if "articles_article" in sql:
                raise OperationalError("away")
            return execute(sql, params, many, context)

        with connection.execute_wrapper(away):
            answer = self.post("change", self.form)
        assert answer.status_code == 503
        return self.post("change", hidden_fields(text(answer)))

    def brought_back_and_saved(self):
        window = Window(self.browser_of("editor"), self.cast("editor"), self.article)
        window.send(lists(self.form), version_read=self.read)
        page = text(window.browser.get(address(self.article) + "?restore=1"))
        assert f'name="version_read" value="{self.read}"' in page
        return self.post("change", {**self.form, **hidden_fields(page)})

    def kept_while_typing(self):
        window = Window(self.browser_of("editor"), self.cast("editor"), self.article)
        window.send(lists(self.form), version_read=self.read)

    def taken_over(self):
        self.kept_while_typing()
        take_over(self.article, self.cast("reporter"), self.cast("editor"))

    def earlier_version_brought_back(self):
        return self.browser_of("editor").post(
            address(self.article, "version", 1), {"version_read": self.read}
        )

    def list_of_articles(self):
        """The list edits nothing: rows of a list form are no rows here."""
        data = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": self.article.pk}
        self.browser_of("editor").post(
            LIST, {**data, "form-0-headline": "Đè lên", "_save": "1", "action": ""}
        )

    def form_of_another_address(self):
        """The key of an empty form is of no use for somebody else's article."""
        self.browser_of("editor").post(ADD, {**self.form, "new_key": ""})

    def import_from_a_file(self):
        """An import makes an article of its own."""
        path = self.folder / "bai.txt"
        path.write_text("Đè lên\n\nĐoạn văn thứ nhất của bài viết được nhập vào đây.\n")
        with suppress(SystemExit):
            call_command(
                "import_article",
                str(path),
                category=self.article.category.slug,
                no_event=True,
                verbosity=0,
            )

    def made_into_a_copy(self):
        self.post("duplicate", {})


WAYS = [
    name
    for name, member in vars(OldHands).items()
    if callable(member) and not name.startswith("_") and name != "post"
]


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_no_way_to_write_writes_over_what_it_did_not_read(way, browser_of, cast, tmp_path):
    hands = OldHands(browser_of, cast)
    hands.folder = tmp_path
    before = list(hands.article.versions.values("number", "hash"))
    answers = getattr(hands, way)()
    for answer in answers if isinstance(answers, list) else filter(None, [answers]):
        expected = 403 if way == "form_as_a_new_article" else 409
        assert answer.status_code == expected, way
        if way not in {"earlier_version_brought_back", "form_as_a_new_article"}:
            assert "Đè lên" in text(answer)
    stands = Article.objects.get(pk=hands.article.pk)
    assert (stands.headline, stands.lead) == ("Của đồng nghiệp", "Của đồng nghiệp")
    assert [row.name for row in stands.contributors.all()] == ["Dòng một"]
    after = stands.versions.filter(is_aside=False).values("number", "hash")
    assert list(after) == before


def test_the_walk_knows_every_address_that_takes_a_post():
    """A new address has to be looked at, and named here, before it may write."""
    known = {
        # walked above
        *("changelist", "add", "change", "version", "take_over", "keep", "keep_new", "duplicate"),
        # read only, or write nothing of the text
        *("history", "compare", "preview", "preview_frame", "delete"),
        *("drop_typed", "drop_typed_new", "check", "check_new", "paste", "link_to"),
        *("compose", "compose_find", "compose_lines"),
        # settles warnings beside the text, and leaves every word of it
        "waive",
        # settles what differs from the register, or opens the article again; leaves every word
        "titles",
        # asks the version or takes the text away by order
        "erase",
        # steps: they move the status, and ask the version where it matters
        *STEPS,
    }
    model_admin = admin.site._registry[Article]
    names = {url.name.removeprefix("articles_article_") for url in model_admin.urls if url.name}
    about_other_things = {
        name
        for name in names - known
        if any(word in name for word in ["note", "sign_off", "edition", "monthly", "who_may"])
    }
    assert names - known - about_other_things == set()


@pytest.mark.django_db
def test_refused_restoring_is_told_and_written_down(browser_of, cast):
    hands = OldHands(browser_of, cast)
    answer = hands.earlier_version_brought_back()
    assert answer.status_code == 409
    assert WorkflowEvent.objects.filter(verb="restore", refused=True).exists()
