"""Pictures of the library in the text of a page: chosen, refused, frozen, kept, forgotten."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from articles.desk.acts.refusal import Refused
from articles.desk.erasure.erasing import erase_picture
from articles.desk.pages.page import Page, PageState
from articles.desk.pages.publishing import bring_back, publish
from articles.desk.pages.rewording import outdated_pages, reword_page
from articles.desk.roles.assignment import DeskAssignment
from articles.desk.text.figures import write_figure
from articles.desk.uses.picture_uses import reasons_to_keep, unused
from articles.desk.uses.replacing import replace_file
from articles.page.pages.page_edition import PageEdition, PagePicture
from images.intake import take_in
from images.models import Child, Image
from tests.articles.factory import make_category, make_page, make_user
from tests.images.making import photo, upload

from .test_erasing import ORDER, tables_that_say
from .test_pages import ADD, LIST, address, fresh, typed
from .typing import text

pytestmark = pytest.mark.django_db

OLD, NEW = "Một sơ đồ", "Sơ đồ tổ chức của Ủy ban nhân dân phường"


@pytest.fixture
def image(make_image):
    return make_image(title="Sơ đồ", alt_text=OLD, credit="Văn phòng")


@pytest.fixture
def intro(image):
    return make_page(title="Giới thiệu", body=showing(image))


def showing(image, alt_text=OLD, caption="Sơ đồ tổ chức", decorative=False):
    return f"<p>Trước.</p>{write_figure(image, alt_text, caption, decorative)}<p>Sau.</p>"


def shown(client, page):
    return client.get(f"/trang/{page.slug}/").content.decode()


# Writing and showing


def test_the_form_offers_the_library_as_that_of_an_article_does(browser_of):
    form = text(browser_of("editor").get(ADD))
    assert "&quot;Image&quot;" in form
    assert reverse("admin:images_image_choose") in form


def test_a_picture_of_the_library_stays_and_a_foreign_one_goes(browser_of, image):
    body = (
        f'<p>Chữ</p><figure><img src="{image.url}" alt="Sơ đồ" width="9" style="x">'
        '<figcaption>Dưới <b>ảnh</b></figcaption></figure><p><img src="https://example.vn/a.jpg">'
        "Hết</p>"
    )
    browser_of("editor").post(ADD, typed(title="Thử", body=body))
    page = Page.objects.get()
    assert page.body == f"<p>Chữ</p>{write_figure(image, 'Sơ đồ', 'Dưới ảnh')}<p>Hết</p>"
    assert [each.image for each in page.images.all()] == [image]


def test_an_alt_text_that_is_a_file_name_is_refused_in_the_editors_words(browser_of, image):
    answer = browser_of("editor").post(ADD, typed(title="Thử", body=showing(image, "IMG_2031.JPG")))
    assert "là tên tệp (IMG_2031.JPG)" in text(answer)
    assert not Page.objects.exists()


def test_readers_see_it_as_in_an_article_and_a_draft_over_it_does_not_show(client, image, intro):
    publish(intro)
    html = shown(client, intro)
    assert '<figure class="figure">' in html
    assert f'alt="{OLD}"' in html
    assert "Sơ đồ tổ chức" in html
    assert "Văn phòng" in html
    intro = fresh(intro)
    intro.body = "<p>Không còn ảnh.</p>"
    intro.save()
    assert not intro.images.exists()
    assert OLD in shown(client, intro)
    publish(intro)
    assert OLD not in shown(client, intro)


def test_the_preview_shows_it_before_anything_is_public(browser_of, image, intro):
    html = browser_of("editor").get(address(intro, "preview")).content.decode()
    assert f'alt="{OLD}"' in html
    assert image.url in html
    assert not PagePicture.objects.exists()


def test_a_page_without_pictures_costs_readers_no_query_more(
    client, image, intro, django_assert_num_queries
):
    without = publish(make_page(title="Liên hệ"))
    publish(intro)
    client.get(without.get_absolute_url())
    with django_assert_num_queries(4):
        client.get(without.get_absolute_url())
    with django_assert_num_queries(5):
        client.get("/trang/gioi-thieu/")


def test_the_library_speaks_where_the_text_has_no_words(client, image):
    page = make_page(body=showing(image, alt_text="", caption=""))
    publish(page)
    [row] = PagePicture.objects.all()
    assert (row.alt_text, row.credit, row.sha256) == (OLD, "Văn phòng", image.sha256)
    image.credit = "Người khác"
    image.save()
    assert fresh(page).state is PageState.CHANGED
    assert "Văn phòng" in shown(client, page)


# What articles are refused for, pages are refused for


def test_a_picture_that_says_nothing_is_not_published_and_the_form_says_so(browser_of, make_image):
    silent = make_image(alt_text="")
    page = make_page(body=showing(silent, alt_text=""))
    why = "1 ảnh chưa có mô tả cho người không nhìn thấy ảnh"
    with pytest.raises(Refused, match=why):
        publish(page)
    assert not PageEdition.objects.exists()
    editor = browser_of("editor")
    assert why in text(editor.get(address(page)))
    page.body = showing(silent, alt_text="", decorative=True)
    page.save()
    assert why not in text(editor.get(address(page)))
    assert publish(page).pictures.get().decorative


def test_a_child_without_consent_is_not_published(browser_of, make_image):
    child = make_image(title="Lớp học", child=Child.UNCLEAR)
    page = make_page(body=showing(child))
    form = typed(page, _publish="1")
    said = text(browser_of("publisher").post(address(page), form, follow=True))
    assert "“Lớp học” có trẻ em mà chưa ghi nhận sự đồng ý" in said
    assert not PageEdition.objects.exists()
    Image.objects.filter(pk=child.pk).update(child=Child.CONSENT, child_note="Cha mẹ đồng ý")
    assert publish(page).pictures.get().image == child


# Frozen and kept


def test_what_was_shown_is_frozen(intro):
    publish(intro)
    for act in [
        lambda: PagePicture.objects.update(alt_text="Khác"),
        lambda: PagePicture.objects.update(caption=""),
        lambda: PagePicture.objects.update(order=7),
        lambda: PagePicture.objects.all().delete(),
        lambda: PageEdition.objects.update(hash="0" * 64),
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


@pytest.mark.parametrize("is_public", [False, True])
def test_a_picture_that_a_page_shows_or_showed_cannot_be_deleted(
    browser_of, image, intro, is_public
):
    if is_public:
        publish(intro)
        intro.body = "<p>Không còn ảnh.</p>"
        intro.save()
    assert reasons_to_keep([image]) == {image.pk: "1 trang giới thiệu"}
    assert not unused(Image.objects.all()).exists()
    with pytest.raises((ProtectedError, IntegrityError)), transaction.atomic():
        image.delete()
    editor = browser_of("editor")
    form = text(editor.get(reverse("admin:images_image_change", args=[image.pk])))
    assert address(intro) in form
    delete = reverse("admin:images_image_delete", args=[image.pk])
    assert "1 trang giới thiệu" in text(editor.post(delete, {"post": "yes"}))
    assert Image.objects.filter(pk=image.pk).exists()


def test_who_may_not_read_pages_is_told_of_a_draft_and_not_its_title(browser_of, image, intro):
    form = text(
        browser_of("contributor").get(reverse("admin:images_image_change", args=[image.pk]))
    )
    assert "Giới thiệu" not in form
    assert "1 bản nháp khác" in form


def test_a_picture_of_a_draft_that_was_deleted_may_go(image, intro):
    intro.delete()
    assert unused(Image.objects.all()).get() == image


def test_the_list_costs_the_same_with_many_pictures(
    browser_of, make_image, django_assert_num_queries
):
    publish(make_page(body=showing(make_image())))
    browser = browser_of("publisher")
    browser.get(LIST)
    with django_assert_num_queries(13) as few:
        browser.get(LIST)
    for _number in range(4):
        publish(make_page(body=showing(make_image())))
    with django_assert_num_queries(len(few)):
        assert text(browser.get(LIST)).count("badge--live") == 5


# Bringing back, erasing, replacing, rewording


def test_a_picture_that_left_the_library_does_not_come_back(image, intro):
    entry = intro.history.first()
    intro.body = "<p>Không còn ảnh.</p>"
    intro.save()
    image.delete()
    assert bring_back(intro, entry).body == "<p>Trước.</p><p>Sơ đồ tổ chức</p><p>Sau.</p>"


@pytest.mark.django_db(transaction=True)
def test_a_picture_erased_by_order_leaves_page_history_and_edition(ledger, client, image):
    other = "Bímậttuyệtđối"
    page = make_page(body=showing(image, f"{other} alt", f"{other} chú thích"))
    publish(page)
    assert "articles_pagepicture" in tables_that_say(other)
    frame = PagePicture.objects.values_list("pk", "order", "sha256", "image")
    before = list(frame)
    erase_picture(image, **ORDER)
    assert tables_that_say(other) == set()
    assert fresh(page).body == "<p>Trước.</p><p>Sau.</p>"
    assert {each.body for each in page.history.all()} == {"<p>Trước.</p><p>Sau.</p>"}
    html = shown(client, page)
    assert "Trước." in html
    assert "<figure" not in html
    assert list(frame) == before
    with pytest.raises(IntegrityError), transaction.atomic():
        PagePicture.objects.update(alt_text="lại có")


def test_the_page_that_erases_a_picture_counts_the_pages_that_show_it(browser_of, trusted, intro):
    publish(intro)
    erase = reverse("admin:images_image_erase", args=[Image.objects.get().pk])
    assert "trên 1 trang giới thiệu" in text(browser_of("publisher").get(erase))


def test_another_file_stands_in_the_working_copy_and_readers_keep_the_earlier_one(
    browser_of, client, image, intro
):
    publish(intro)
    head = browser_of("publisher")
    replace = reverse("admin:images_image_replace", args=[image.pk])
    assert "Giới thiệu" in text(head.get(replace))
    head.post(replace, {"upload": upload(photo(seed=201), "thay.jpg"), "seen": ""})
    new = Image.objects.get(pk=Image.objects.get(pk=image.pk).replaced_by_id)
    assert fresh(intro).body == showing(new)
    assert [each.image for each in intro.images.all()] == [new]
    assert fresh(intro).state is PageState.CHANGED
    assert str(image.picture) in shown(client, intro)


def test_who_may_change_no_pages_cannot_replace_a_file_that_one_shows(image, intro):
    person = make_user()
    with pytest.raises(Refused, match="ảnh trong trang"):
        replace_file(image, take_in(upload(photo(seed=201), "thay.jpg")), person)
    assert fresh(intro).body == showing(image)


def test_a_corrected_alt_text_reaches_readers_and_touches_nothing_else(
    browser_of, client, image, intro
):
    before = publish(intro)
    draft = fresh(intro)
    draft.title = "Nhan đề mới chưa đăng"
    draft.save()
    image.alt_text = NEW
    image.save()
    assert [each.texts for each in outdated_pages(image)] == [(OLD,)]
    reword = reverse("admin:images_image_reword", args=[image.pk])
    head = browser_of("publisher")
    assert reword in text(head.get(reverse("admin:images_image_change", args=[image.pk])))
    assert OLD in text(head.get(reword))
    head.post(reword, {"page": [str(intro.pk), "999", "x"]})
    after = PageEdition.objects.live().get()
    assert (after.number, after.title, after.body_html) == (2, before.title, before.body_html)
    assert f'alt="{NEW}"' in shown(client, intro)
    assert fresh(intro).body == showing(image, NEW)
    assert fresh(intro).title == "Nhan đề mới chưa đăng"
    assert outdated_pages(image) == []
    assert reword_page(intro, image) == after


def test_words_are_renewed_by_who_publishes_pages_alone(browser_of, cast, image, intro):
    publish(intro)
    image.alt_text = NEW
    image.save()
    reword = reverse("admin:images_image_reword", args=[image.pk])
    for role in ["editor", "reporter"]:
        browser_of(role).post(reword, {"page": [str(intro.pk)]})
    # Who heads a part of the newsroom renews its articles, and has no say over pages.
    DeskAssignment.objects.create(user=cast("editor"), role="publisher", category=make_category())
    assert browser_of("editor").post(reword, {"page": [str(intro.pk)]}).status_code == 302
    assert PageEdition.objects.count() == 1


def test_nothing_is_renewed_where_the_library_is_silent_or_nobody_sees_the_page(image, intro):
    with pytest.raises(Refused):
        reword_page(intro, image)
    publish(intro)
    image.alt_text = ""
    image.save()
    assert outdated_pages(image) == []
    with pytest.raises(Refused):
        reword_page(intro, image)
    assert PageEdition.objects.count() == 1
