"""A picture of a child appears with consent, or not at all."""

import pytest
from django.urls import reverse

from articles.desk.acts.needs import reasons_against
from articles.desk.acts.owed_check import OwedCheck
from articles.desk.acts.publishing import publish, publish_in_an_emergency
from articles.desk.acts.refusal import Refused
from articles.desk.acts.standing import Standing
from articles.desk.acts.workflow import approve, pass_on
from articles.desk.article import Article, ArticleImage
from articles.desk.text.figures import write_figure
from images.models import Child, Image
from people.models import Official

from ..factory import approved, edit, make_article
from .typing import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(make_image):
    return make_image(title="Em nhỏ ở chợ", caption="Chợ", child=Child.UNCLEAR)


def as_gallery(image):
    article = make_article()
    ArticleImage.objects.create(article=article, image=image, order=1)
    return edit(article)


PLACES = {
    "lead": lambda image: make_article(lead_image=image),
    "text": lambda image: make_article(body=f"<p>Chữ.</p>{write_figure(image, 'Em', '')}"),
    "gallery": as_gallery,
}


@pytest.mark.parametrize("place", PLACES)
def test_child_without_consent_is_neither_approved_nor_published(child, place):
    article = PLACES[place](child)
    for verb in ["approve", "publish", "schedule", "correct"]:
        [said] = [
            each
            for each in reasons_against(verb, Standing(article), None)
            if "trẻ em" in each.lower()
        ]
        assert "“Em nhỏ ở chợ”" in said
        assert "56/2017" in said
    pass_on(article, None)
    with pytest.raises(Refused, match="Em nhỏ ở chợ"):
        approve(article, None)


@pytest.mark.parametrize("ground", [Child.NONE, Child.CONSENT, Child.EVENT])
def test_every_other_ground_lets_it_appear(child, ground):
    Image.objects.filter(pk=child.pk).update(child=ground, child_note="Cha mẹ, 1/11")
    assert publish(approved(make_article(lead_image=child)), None).lead_image == child


def test_consent_taken_back_after_the_approval_stops_the_publishing(make_image):
    image = make_image(caption="Chợ")
    article = approved(make_article(lead_image=image))
    Image.objects.filter(pk=image.pk).update(child=Child.UNCLEAR)
    with pytest.raises(Refused, match="trẻ em"):
        publish(article, None)


def test_emergency_owes_the_consent(cast, child):
    chief = cast("publisher")
    publish_in_an_emergency(make_article(lead_image=child, author=chief), chief, "Bão")
    check = OwedCheck.objects.get()
    assert any("Em nhỏ ở chợ" in each for each in check.owed)
    standing = Standing(Article.objects.get(pk=check.article))
    assert any("Em nhỏ ở chợ" in each for each in reasons_against("confirm", standing, None))


# In the library


def form_of(image):
    return reverse("admin:images_image_change", args=[image.pk])


def words(**changes):
    return {
        "title": "Em nhỏ",
        "alt_text": "Một em nhỏ",
        "caption": "",
        "credit": "",
        "licence": "own",
        "child": "",
        "child_note": "",
        "focal_x": "0.5",
        "focal_y": "0.5",
        **changes,
    }


def test_consent_needs_its_note(browser_of, child):
    editor = browser_of("editor")
    page = editor.post(form_of(child), words(child="consent"))
    assert "Ghi rõ ai đồng ý" in text(page)
    child.refresh_from_db()
    assert child.child == Child.UNCLEAR
    editor.post(form_of(child), words(child="consent", child_note="Mẹ của em, 1/11"))
    child.refresh_from_db()
    assert (child.child, child.child_note, child.licence) == ("consent", "Mẹ của em, 1/11", "own")


def test_window_and_list_warn_of_it(browser_of, child, make_image):
    other = make_image()
    editor = browser_of("editor")
    for page in ["choose", "changelist"]:
        assert "chưa có đồng ý" in text(editor.get(reverse(f"admin:images_image_{page}")))
    listed = editor.get(reverse("admin:images_image_changelist"), {"child": "unclear"})
    assert list(listed.context["cl"].result_list) == [child]
    listed = editor.get(reverse("admin:images_image_changelist"), {"licence": "missing"})
    assert set(listed.context["cl"].result_list) == {child, other}


def test_officials_in_it_are_kept_and_filtered_by(browser_of, child, make_image):
    make_image()
    shown = Official.objects.create(full_name="Nguyễn Văn A")
    editor = browser_of("editor")
    editor.post(form_of(child), words(officials_shown=[shown.pk]))
    assert list(child.officials_shown.all()) == [shown]
    assert f'<option value="{shown.pk}" selected>' in text(editor.get(form_of(child)))
    listed = editor.get(
        reverse("admin:images_image_changelist"), {"officials_shown__id__exact": shown.pk}
    )
    assert list(listed.context["cl"].result_list) == [child]
    assert "Nguyễn Văn A" in text(browser_of("contributor").get(form_of(child)))
    found = editor.get(
        reverse("admin:autocomplete"),
        {
            "app_label": "people",
            "model_name": "official_pictures",
            "field_name": "official",
            "term": "nguyen",
        },
    )
    assert found.json()["results"][0]["id"] == str(shown.pk)
    editor.post(form_of(child), words())
    assert not child.officials_shown.exists()
