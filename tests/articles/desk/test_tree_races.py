"""Publishing at the very moment at which the tree of categories changes: filed by the new tree."""

from threading import Event, Thread

import pytest
from django.db import connection

from articles.desk import merging, moving
from articles.desk.acts.publishing import publish
from articles.desk.merging import merge
from articles.desk.moving import move
from articles.page import filing
from articles.page.category import Category, CategoryTree
from articles.page.edition import Edition, EditionCategory

from ..factory import approved, edit, make_approved, make_article, make_category

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

# How long the one who began leaves the other to come in between. Nobody may, so it is waited out.
SECONDS = 1.5


class Meanwhile:
    """Something done on a connection of its own while somebody else stands still half-way."""

    def __init__(self, act):
        self.act, self.error, self.done = act, None, Event()
        self.thread = Thread(target=self.run)

    def run(self):
        try:
            self.act()
        except Exception as error:  # told to the test
            self.error = error
        finally:
            self.done.set()
            connection.close()

    def begin(self):
        """Let it begin, and give it the time to be through."""
        self.thread.start()
        self.done.wait(SECONDS)

    def end(self):
        self.thread.join()
        assert self.error is None


def interrupted(monkeypatch, module, name, act):
    """Let ``act`` begin, once, before a function of a module goes on; return the `Meanwhile`."""
    meanwhile, original = Meanwhile(act), getattr(module, name)

    def half_way(*arguments):
        if not meanwhile.thread.ident:
            meanwhile.begin()
        return original(*arguments)

    monkeypatch.setattr(module, name, half_way)
    return meanwhile


def filed():
    """Return the names of the categories under which the one edition is listed."""
    rows = EditionCategory.objects.filter(edition=Edition.objects.get())
    return sorted(rows.values_list("category__slug", flat=True))


@pytest.fixture
def story(transactional_db):
    """An approved article with a further category, which stands under another one."""
    society = make_category("Xã hội")
    further = make_category("Cửa khẩu", parent=make_category("Thương mại"))
    article = make_article(category=society)
    article.further_categories.set([further])
    return approved(edit(article))


@pytest.fixture
def further(story):
    return Category.objects.get(slug="cua-khau")


@pytest.fixture
def into(story):
    return make_category("Kinh tế")


CHANGES = {
    "merge": (merging, merge, ["kinh-te", "xa-hoi"]),
    "move": (moving, move, ["cua-khau", "kinh-te", "xa-hoi"]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_while_somebody_publishes_takes_that_edition_along(
    monkeypatch, story, further, into, change
):
    _module, verb, wanted = CHANGES[change]
    meanwhile = interrupted(monkeypatch, filing, "category_rows", lambda: verb(further, into))
    publish(story, None)
    meanwhile.end()
    assert filed() == wanted


@pytest.mark.parametrize("change", CHANGES)
def test_publishing_while_somebody_changes_the_tree_files_by_the_new_one(
    monkeypatch, story, further, into, change
):
    module, verb, wanted = CHANGES[change]
    meanwhile = interrupted(monkeypatch, module, "refile", lambda: publish(story, None))
    verb(further, into)
    meanwhile.end()
    assert filed() == wanted


def test_two_changes_at_once_make_no_category_stand_under_a_merged_one(
    monkeypatch, story, further, into
):
    last = make_category("Đời sống")
    meanwhile = interrupted(monkeypatch, moving, "refile", lambda: merge(into, last))
    move(further, into)
    meanwhile.end()
    tree = CategoryTree.load()
    assert [each.slug for each in tree.path(further.pk)] == ["doi-song", "cua-khau"]
    publish(story, None)
    assert filed() == ["cua-khau", "doi-song", "xa-hoi"]


def test_nobody_who_publishes_waits_for_another(monkeypatch, story):
    """Both hold the tree together. On SQLite only one writes at a time, whatever it writes."""
    monkeypatch.setitem(globals(), "SECONDS", 60 if connection.vendor == "postgresql" else 0)
    other = make_approved(category=Category.objects.get(slug="xa-hoi"))
    meanwhile = interrupted(monkeypatch, filing, "category_rows", lambda: publish(other, None))
    publish(story, None)
    if connection.vendor == "postgresql":
        assert meanwhile.done.is_set()
    meanwhile.end()
    assert Edition.objects.count() == 2
