"""The demonstration newsroom, loaded whole: staff, articles, register, pictures, home page."""

from io import BytesIO, StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from PIL import Image as Pillow

from accounts import roles
from articles.desk.acts.public_state import PublicState, public_state, with_public_state
from articles.desk.article import Article
from articles.desk.demo import drawing, loading
from articles.desk.demo.content import load_demo
from articles.page.edition import Edition
from articles.page.frame.banner import Banner
from articles.page.frame.site import SiteIdentity
from articles.page.lists.home import Lead
from images.models import Image
from people.models import OfficialDocument
from tests.articles.factory import make_article

PASSWORD = "mật-khẩu-trình-diễn"


@pytest.fixture(autouse=True)
def small_pictures(monkeypatch):
    """Stamps of one colour each: what is tested here is the loading."""

    def stamps(keys, **_options):
        every = list(load_demo().pictures)
        for key in keys:
            number, size = every.index(key), drawing.size_of(key, tallest=60)
            colour = number * 37 % 256, number * 91 % 256, number * 53 % 256
            file = BytesIO()
            Pillow.new("RGB", size, colour).save(file, "PNG")
            yield key, file.getvalue()

    monkeypatch.setattr(loading, "draw_all", stamps)


def load(*arguments):
    out = StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_whole_newsroom_is_there_and_loading_again_changes_nothing(monkeypatch, client):
    monkeypatch.setenv("NEWSROOM_DEMO_PASSWORD", PASSWORD)
    said = load()
    assert PASSWORD not in said
    users = get_user_model().objects
    assert {user.username: roles.roles_of(user) for user in users.all()} == {
        "congtacvien": ["contributor"],
        "phongvien": ["reporter"],
        "bientapvien": ["editor"],
        "truongban": ["publisher"],
        "phoban": ["publisher"],
        "danhba": ["register_keeper"],
        "quantri": ["administrator"],
    }
    assert users.get(username="truongban").check_password(PASSWORD)

    states = [public_state(each) for each in with_public_state(Article.objects.all())]
    assert {state: states.count(state) for state in PublicState} == {
        PublicState.LIVE: 59,
        PublicState.NEVER: 6,
        PublicState.SCHEDULED: 2,
        PublicState.EXPIRED: 1,
        PublicState.WITHDRAWN: 1,
    }
    visit = Edition.objects.live().filter(printed_titles__isnull=False).distinct()
    assert max(len(each.content["officials"]) for each in visit) == 8
    assert Lead.objects.count() >= 4
    assert Banner.objects.count() == SiteIdentity.objects.count() == 1
    for edition in Edition.objects.live():
        assert client.get(edition.get_absolute_url()).status_code == 200
    assert client.get("/").status_code == 200
    cited = OfficialDocument.objects.get(number="18-NQ/TW")
    assert client.get(cited.get_absolute_url()).context["page"].rows

    kept = (Article, Edition, Image, Lead, OfficialDocument)
    counts = [model.objects.count() for model in kept]
    load()
    assert [model.objects.count() for model in kept] == counts


@pytest.mark.django_db
def test_a_newsroom_with_content_is_left_alone():
    make_article()
    assert load("--if-empty") == ""
    assert Article.objects.count() == 1
    assert not get_user_model().objects.exists()


@pytest.mark.django_db
def test_without_a_chosen_password_a_random_one_is_printed_once(monkeypatch):
    monkeypatch.delenv("NEWSROOM_DEMO_PASSWORD", raising=False)
    monkeypatch.setattr(loading.Loader, "load", lambda self: None)
    password = load().split()[-1]
    assert get_user_model().objects.get(username="quantri").check_password(password)
    assert password not in load()
