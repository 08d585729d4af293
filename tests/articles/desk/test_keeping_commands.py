"""The commands that make the newsroom forget: the bin at night, a picture by order."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts import roles
from articles.desk.acts.workflow import put_in_bin
from articles.desk.article import Article

from ..factory import make_article, make_user

pytestmark = pytest.mark.django_db


def said_by(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue().strip()


def test_the_bin_is_emptied_after_thirty_days():
    old, fresh = put_in_bin(make_article(), None), put_in_bin(make_article(), None)
    Article.objects.filter(pk=old.pk).update(binned_at=timezone.now() - timedelta(days=31))
    assert said_by("empty_bin") == "1"
    assert list(Article.objects.binned()) == [fresh]


@pytest.fixture
def order(tmp_path, settings):
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"
    for name in ["truongban", "quantri"]:
        roles.set_trusts(make_user(name), ["articles.erase"])
    return ["--basis=Luật", "--document=15/QĐ", "--by=quantri", "--second-person=truongban"]


def test_a_picture_is_erased_by_two_trusted_persons(order, make_image):
    image = make_image()
    assert "15/QĐ" in said_by("erase_picture", str(image.pk), *order)
    image.refresh_from_db()
    assert image.erasure
    assert not image.picture


@pytest.mark.parametrize(
    "change", ["--by=khongai", "--by=phongvien", "--second-person=quantri", "--basis= "]
)
def test_an_incomplete_order_erases_nothing(order, make_image, change):
    make_user("phongvien")
    image = make_image()
    with pytest.raises(CommandError):
        said_by("erase_picture", str(image.pk), *order, change)
    image.refresh_from_db()
    assert not image.erasure


def test_an_unknown_picture_is_refused(order):
    with pytest.raises(CommandError):
        said_by("erase_picture", "999999", *order)
