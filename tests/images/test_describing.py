"""Words for many pictures: each in a row of its own, or the same for all."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse

from images.models import Child, Image, Licence

from .making import kept

pytestmark = pytest.mark.django_db

LIST = reverse("admin:images_image_changelist")


@pytest.fixture
def desk(client):
    user = get_user_model().objects.create_superuser("lan", password="a-long-password")
    client.force_login(user)
    return client


def page(name, *images):
    numbers = ",".join(str(each.pk) for each in images)
    return f"{reverse(f'admin:images_image_{name}')}?id__in={numbers}"


def rows(*images, **changes):
    data = {"form-TOTAL_FORMS": len(images), "form-INITIAL_FORMS": len(images)}
    for at, image in enumerate(images):
        words = {"id": image.pk, "title": image.title, "alt_text": f"Mô tả {at}", "caption": ""}
        words.update(changes.get(f"row{at}", {}))
        data.update({f"form-{at}-{name}": value for name, value in words.items()})
    return data


@pytest.mark.parametrize(
    ("action", "name"), [("describe_each", "describe"), ("give_words", "group")]
)
def test_chosen_pictures_lead_to_the_page(desk, action, name):
    first, second = kept(1), kept(2)
    kept(3)
    sent = {"action": action, "_selected_action": [first.pk, second.pk]}
    answer = desk.post(LIST, sent)
    assert answer.url == page(name, second, first)  # as the library has them, newest first
    shown = desk.get(answer.url).content.decode()
    assert shown.count('loading="lazy"') == 2


def test_thirty_are_described_in_one_go_at_one_cost(desk, django_assert_max_num_queries):
    few = [kept(seed) for seed in range(2)]
    desk.get(page("describe", *few))
    many = [*few, *(kept(seed) for seed in range(2, 12))]
    with django_assert_max_num_queries(8):
        shown = desk.get(page("describe", *many)).content.decode()
    assert shown.count("describe__row") == 13
    order = list(Image.objects.all())
    assert desk.post(page("describe", *many), rows(*order)).url == LIST
    assert {each.alt_text for each in Image.objects.all()} == {f"Mô tả {at}" for at in range(12)}
    assert Image.objects.search("mo ta 11").exists()
    assert LogEntry.objects.count() == 12


def test_one_bad_row_holds_all_back_and_loses_nothing(desk):
    first, second = kept(1), kept(2)
    order = list(Image.objects.all())
    sent = rows(*order, row0={"alt_text": "IMG_1234.jpg"}, row1={"alt_text": "Chợ sớm"})
    answer = desk.post(page("describe", first, second), sent)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert shown.count("describe__row errors") == 1
    assert "IMG_1234.jpg" in shown
    assert "Chợ sớm" in shown
    assert not Image.objects.exclude(alt_text="").exists()


def test_row_of_a_picture_not_asked_for_changes_nothing(desk):
    asked, other = kept(1), kept(2, title="Khác")
    answer = desk.post(page("describe", asked), rows(other, row0={"title": "Đổi"}))
    assert answer.status_code == 422
    assert "không còn trong thư viện" in answer.content.decode()
    assert [Image.objects.get(pk=each.pk).alt_text for each in (asked, other)] == ["", ""]
    assert Image.objects.get(pk=other.pk).title == "Khác"


@pytest.mark.parametrize("numbers", ["", "x", "99", "1,,-2", "9" * 30, "²"])
@pytest.mark.parametrize("name", ["describe", "group"])
def test_address_without_pictures_says_so(desk, name, numbers):
    answer = desk.get(reverse(f"admin:images_image_{name}"), {"id__in": numbers})
    assert "Chưa chọn ảnh nào" in answer.content.decode()


def give(desk, *images, **words):
    return desk.post(page("group", *images), words)


def test_only_what_is_filled_in_is_written(desk):
    first, second = kept(1, caption="Chợ"), kept(2, caption="Cầu")
    assert give(desk, first, second, credit="Lan", licence="own").url == LIST
    for image, caption in [(first, "Chợ"), (second, "Cầu")]:
        image.refresh_from_db()
        assert (image.caption, image.credit, image.licence) == (caption, "Lan", Licence.OWN)
    assert Image.objects.search("lan").count() == 2


def test_other_words_are_asked_about_first(desk):
    first, second = kept(1, credit="Minh"), kept(2)
    answer = give(desk, first, second, credit="Lan")
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "1 ảnh trong số này đã có lời khác" in shown
    assert 'value="Lan"' in shown
    assert not Image.objects.filter(credit="Lan").exists()
    give(desk, first, second, credit="Lan", others="keep")
    assert [Image.objects.get(pk=each.pk).credit for each in (first, second)] == ["Minh", "Lan"]
    give(desk, first, second, credit="Lan", others="replace")
    assert [Image.objects.get(pk=each.pk).credit for each in (first, second)] == ["Lan", "Lan"]


def test_ground_that_stays_keeps_its_own_note(desk):
    first = kept(1, child=Child.EVENT, child_note="Lễ hội")
    second = kept(2)
    give(desk, first, second, child="consent", child_note="Cha mẹ", others="keep")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.child, first.child_note) == (Child.EVENT, "Lễ hội")
    assert (second.child, second.child_note) == (Child.CONSENT, "Cha mẹ")


def test_consent_of_a_group_needs_its_note_and_no_child_can_be_said(desk):
    image = kept(1, child=Child.UNCLEAR)
    assert give(desk, image, child="consent", others="replace").status_code == 422
    give(desk, image, child="none", others="replace")
    image.refresh_from_db()
    assert image.child == Child.NONE


def test_nothing_filled_in_is_refused(desk):
    assert "ít nhất một ô" in give(desk, kept(1)).content.decode()


def test_who_may_change_no_picture_gives_no_words(client, desk):
    image = kept(1)
    user = get_user_model().objects.create_user("an", password="a-long-password", is_staff=True)
    client.force_login(user)
    for name in ["describe", "group"]:
        assert client.get(page(name, image)).status_code == 403
        assert client.post(page(name, image), {"credit": "Lan"}).status_code == 403
    image.refresh_from_db()
    assert image.credit == ""


def test_upload_leads_to_describing_who_may_describe(client, desk):
    form = desk.get(reverse("admin:images_image_upload_many")).content.decode()
    assert f'data-describe="{reverse("admin:images_image_describe")}"' in form
    user = get_user_model().objects.create_user("an", password="a-long-password", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="add_image"))
    client.force_login(user)
    form = client.get(reverse("admin:images_image_upload_many")).content.decode()
    assert 'data-describe=""' in form
