"""Another file for the same uses: the desk follows at once, readers when it is published again."""

import pytest
from django.urls import reverse

from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.publishing import publish
from articles.desk.acts.refusal import Refused
from articles.desk.acts.workflow import put_in_bin
from articles.desk.article import Article, ArticleImage, Status
from articles.desk.text.figures import write_figure
from articles.desk.uses.replacing import replace_file
from articles.page.edition import Edition
from articles.page.frame.banner import Banner
from articles.page.frame.site import SiteIdentity
from images.addresses import name_of
from images.intake import take_in
from images.models import Child, Image, Licence
from people.models import Official
from tests.images.making import photo, upload

from ..factory import approved, edit, make_article, make_published
from .typing import text

pytestmark = pytest.mark.django_db

WORDS = ["title", "alt_text", "caption", "credit", "licence", "child", "child_note"]


def address(image, page="replace"):
    return reverse(f"admin:images_image_{page}", args=[image.pk])


def new_file(seed=201):
    return upload(photo(seed=seed), "thay.jpg")


def send(browser, image, seen=()):
    seen = " ".join(str(each.pk) for each in seen)
    return browser.post(address(image), {"upload": new_file(), "seen": seen})


@pytest.fixture
def image(make_image):
    return make_image(
        title="Cầu",
        caption="Cầu Bắc Luân",
        credit="Lan",
        licence=Licence.OWN,
        child=Child.CONSENT,
        child_note="Cha mẹ đồng ý",
        focal_x=0.25,
    )


def everywhere(image, **fields):
    body = f"<p>Chữ.</p>{write_figure(image, 'Cầu', 'Chú')}{write_figure(image, '', '', True)}"
    article = make_article(lead_image=image, lead_image_alt="Riêng", body=body, **fields)
    ArticleImage.objects.create(article=article, image=image, caption="Bộ ảnh", order=1)
    return edit(article)


def test_new_file_takes_words_rights_and_every_place(browser_of, image, cast):
    article = everywhere(image, author=cast("editor"))
    Banner.objects.create(image=image)
    portrayed = Official.objects.create(full_name="Nguyễn Văn A", portrait=image)
    shown = Official.objects.create(full_name="Nguyễn Văn B")
    shown.pictures.add(image)
    SiteIdentity.objects.create(name="Móng Cái", logo=image)
    new = replace_file(image, take_in(new_file()), chief_of(cast))
    old = Image.objects.get(pk=image.pk)
    assert old.replaced_by == new
    assert [getattr(new, name) for name in [*WORDS, "focal_x"]] == [
        getattr(old, name) for name in [*WORDS, "focal_x"]
    ]
    article.refresh_from_db()
    uses = article.versions.first().pictures
    assert [use["image"] for use in uses] == [new.pk] * 4
    assert [use.get("alt_text") for use in uses] == ["Riêng", "Cầu", None, None]
    assert [use.get("decorative", False) for use in uses] == [False, False, True, False]
    assert set(article.body_images.values_list("image", flat=True)) == {new.pk}
    assert Banner.objects.get().image == SiteIdentity.objects.get().logo == new
    portrayed.refresh_from_db()
    assert portrayed.portrait == new
    assert list(new.officials_shown.all()) == [shown]


def chief_of(cast):
    from articles.desk.article import Article

    chief = cast("publisher")
    chief.is_superuser = True
    chief.save()
    Article.objects.update(author=chief)
    return chief


def test_page_names_what_is_touched_and_does_it(browser_of, cast, image):
    article = everywhere(image, author=cast("editor"), headline="Bài nháp")
    editor = browser_of("editor")
    assert address(image) in text(editor.get(address(image, "change")))
    page = text(editor.get(address(image)))
    assert "Bài nháp" in page
    assert Image.objects.count() == 1
    answer = send(editor, image, [article])
    new = Image.objects.latest("pk")
    assert answer.url == address(new, "change")
    assert new.uploaded_by == cast("editor")
    assert WorkflowEvent.objects.filter(article=article.pk, verb="replace_picture").exists()
    assert "đã được thay bằng" in text(editor.get(address(image, "change")))


def test_approval_falls(browser_of, cast, image):
    article = approved(make_article(lead_image=image, lead_image_caption="Chú thích"))
    assert article.status == Status.APPROVED
    assert send(browser_of("publisher"), image, [article]).status_code == 302
    article.refresh_from_db()
    assert (article.status, article.approved_hash) == (Status.IN_REVIEW, "")


def test_readers_see_the_earlier_file_until_it_is_published_again(browser_of, image):
    edition = make_published(lead_image=image)
    story = Article.objects.get(pk=edition.article)
    send(browser_of("publisher"), image, [story])
    live = Edition.objects.of_article(story.pk).live().get()
    assert (live, live.lead_image) == (edition, image)
    story.refresh_from_db()
    assert story.status == Status.DRAFT
    again = publish(approved(story), None)
    assert again.lead_image == Image.objects.get(pk=image.pk).replaced_by


def test_who_may_not_change_one_of_the_articles_changes_none(browser_of, cast, image):
    own = make_article(lead_image=image, author=cast("reporter"))
    make_article(lead_image=image, author=cast("editor"), headline="Bài người khác")
    cast("reporter").user_permissions.set([])
    reporter = browser_of("reporter")
    page = text(reporter.get(address(image)))
    assert "Bạn không có quyền sửa bài “Bài người khác”" in page
    assert 'type="file"' not in page
    assert send(reporter, image, Article.objects.all()).status_code == 422
    own.refresh_from_db()
    assert own.lead_image == image
    assert Image.objects.count() == 1


def test_article_that_came_meanwhile_stops_it(browser_of, image):
    shown = make_article(lead_image=image)
    later = make_article(lead_image=image)
    page = send(browser_of("editor"), image, [shown])
    assert page.status_code == 422
    assert "đã có thêm bài" in text(page)
    assert f'name="seen" value="{shown.pk} {later.pk}"' in text(page)
    assert Image.objects.count() == 1


def test_failure_on_the_way_leaves_nothing_behind(image, cast, monkeypatch):
    article = make_article(lead_image=image)
    clean = take_in(new_file())

    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr("articles.desk.uses.replacing.save_version", fail)
    with pytest.raises(RuntimeError):
        replace_file(image, clean, cast("publisher"))
    article.refresh_from_db()
    assert article.lead_image == image
    assert Image.objects.get().replaced_by is None
    assert not image.picture.storage.exists(name_of(clean.sha256))


def test_full_disk_is_a_form_error(browser_of, image, monkeypatch):
    def full(*args, **kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr("articles.desk.uses.replacing.keep", full)
    page = send(browser_of("editor"), image)
    assert page.status_code == 422
    assert "đĩa" in text(page)


def test_file_the_library_has_and_no_picture_are_refused(browser_of, image, make_image):
    editor, other = browser_of("editor"), make_image()
    same = upload(image.picture.read(), "cu.jpg")
    for file in [upload(b"no picture"), same]:
        page = editor.post(address(image), {"upload": file, "seen": ""})
        assert page.status_code == 422
        assert 'class="errorlist"' in text(page)
    assert Image.objects.count() == 2
    assert other.replaced_by is None


def test_second_replacing_goes_on_from_the_new_one(image, cast):
    new = replace_file(image, take_in(new_file()), cast("publisher"))
    with pytest.raises(Refused, match="đã được thay"):
        replace_file(image, take_in(new_file(202)), cast("publisher"))
    assert replace_file(new, take_in(new_file(202)), cast("publisher")).replaced_by is None


def test_drafts_in_the_bin_keep_the_old_file(image, cast):
    binned = put_in_bin(make_article(lead_image=image, author=cast("editor")), cast("editor"))
    replace_file(image, take_in(new_file()), cast("publisher"))
    binned.refresh_from_db()
    assert binned.lead_image == image


def test_replaced_picture_is_offered_no_more(browser_of, image, cast):
    new = replace_file(image, take_in(new_file()), cast("publisher"))
    window = text(browser_of("editor").get(reverse("admin:images_image_choose")))
    assert f'data-choose="{new.pk}"' in window
    assert f'data-choose="{image.pk}"' not in window


def test_who_may_change_no_picture_replaces_none(browser_of, image):
    browser = browser_of("contributor")
    assert browser.get(address(image)).status_code == 403
    assert send(browser, image).status_code == 403
    assert Image.objects.count() == 1


def test_keeper_of_the_register_learns_of_drafts_only_that_there_are_some(browser_of, image):
    make_article(lead_image=image, headline="Bài kín")
    page = text(browser_of("register_keeper").get(address(image)))
    assert "Bài kín" not in page
    assert "Có bản nháp bạn không được mở" in page
    assert send(browser_of("register_keeper"), image).status_code == 422
    assert Image.objects.count() == 1
