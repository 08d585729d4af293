"""A corrected alt text reaches what readers see, and touches nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.publishing import publish, withdraw
from articles.desk.acts.refusal import Refused
from articles.desk.article import Article, Status
from articles.desk.text.figures import write_figure
from articles.desk.uses.rewording import outdated_uses, printed_of, reword
from articles.page.edition import Edition

from ..factory import approved, edit, make_category, make_published, make_publisher
from .typing import text

pytestmark = pytest.mark.django_db

OLD, NEW = "Một cây cầu", "Cầu Bắc Luân II nhìn từ bờ sông"


@pytest.fixture
def image(make_image):
    return make_image(title="Cầu", alt_text=OLD, caption="Cầu Bắc Luân II")


@pytest.fixture
def corrected(image):
    """Correct the library's words, as its form does."""

    def correct():
        image.alt_text = NEW
        image.save()
        return image

    return correct


def live_of(edition):
    return Edition.objects.of_article(edition.article).live().get()


def printed_alt(edition):
    return [row.alt_text for row in edition.pictures.all()]


def story_of(edition):
    return Article.objects.get(pk=edition.article)


def test_readers_get_the_new_words_and_nothing_else_changes(image, corrected):
    before = make_published(
        lead_image=image,
        body="<p>Chữ.</p>" + write_figure(image, OLD, "Cầu"),
        at=timezone.now() - timedelta(days=3),
    )
    corrected()
    head = make_publisher()
    after = reword(story_of(before), head, image)
    assert after == live_of(before)
    assert printed_alt(after) == [NEW, NEW]
    kept = ["headline", "lead", "body_html", "content", "published_at", "expires_at", "is_major"]
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    before.refresh_from_db()
    assert (after.number, before.live_until) == (before.number + 1, after.live_from)
    assert printed_alt(before) == [OLD, OLD]
    entry = WorkflowEvent.objects.get(verb="reword")
    assert (entry.by, entry.hash) == (head, after.hash)
    assert OLD in entry.reason
    assert NEW in entry.reason


def test_article_stays_as_published_and_can_be_published_no_second_time(image, corrected):
    before = make_published(lead_image=image, body="<p>Chữ.</p>" + write_figure(image, OLD, "Cầu"))
    corrected()
    after = reword(story_of(before), None, image)
    story = story_of(before)
    assert story.status == Status.PUBLISHED
    assert f'alt="{NEW}"' in story.body
    assert publish(story, make_publisher()) == after


def test_draft_over_the_live_story_stays_a_draft(image, corrected):
    before = make_published(lead_image=image)
    draft = edit(story_of(before), headline="Tiêu đề đang sửa", lead="Chưa ai duyệt.")
    assert draft.status == Status.DRAFT
    corrected()
    after = reword(draft, None, image)
    assert (after.headline, after.lead) == (before.headline, before.lead)
    assert printed_alt(after) == [NEW]
    draft.refresh_from_db()
    assert (draft.status, draft.headline) == (Status.DRAFT, "Tiêu đề đang sửa")


def test_draft_keeps_the_version_it_had_where_it_repeats_no_old_words(image, corrected):
    before = make_published(lead_image=image)
    version = story_of(before).version
    corrected()
    reword(story_of(before), None, image)
    assert story_of(before).version == version


def test_second_click_makes_no_second_edition(image, corrected):
    before = make_published(lead_image=image)
    corrected()
    after = reword(story_of(before), None, image)
    assert reword(story_of(before), None, image) == after
    assert Edition.objects.of_article(before.article).count() == 2


def test_scheduled_edition_stands_in_the_way(image, corrected):
    before = make_published(lead_image=image)
    story = approved(edit(story_of(before), lead="Thêm chữ."))
    publish(story, None, at=timezone.now() + timedelta(days=1))
    corrected()
    with pytest.raises(Refused, match="hẹn"):
        reword(story, None, image)
    assert printed_alt(live_of(before)) == [OLD]


def test_what_readers_cannot_see_is_left_alone(image, corrected):
    before = make_published(lead_image=image)
    withdraw(story_of(before), None, "Theo yêu cầu")
    corrected()
    assert outdated_uses(image) == []
    with pytest.raises(Refused):
        reword(story_of(before), None, image)


def test_picture_without_words_renews_nothing(image):
    before = make_published(lead_image=image)
    image.alt_text = ""
    image.save()
    assert outdated_uses(image) == []
    with pytest.raises(Refused):
        reword(story_of(before), None, image)
    assert Edition.objects.of_article(before.article).count() == 1


def test_edition_that_does_not_add_up_is_refused(image, corrected):
    before = make_published(lead_image=image)
    assert printed_of(before)["pictures"][0]["alt_text"] == OLD
    before.hash = "0" * 64  # not saved: as an edition would look whose rows were lost
    assert printed_of(before) is None


def test_words_of_its_own_are_told(image, corrected):
    make_published(lead_image=image, lead_image_alt="Lời riêng của bài")
    make_published(lead_image=image)
    corrected()
    told = {use.texts: use.has_own_words for use in outdated_uses(image)}
    assert told == {("Lời riêng của bài",): True, (OLD,): False}


def test_looking_costs_the_same_for_any_number(image, corrected, django_assert_num_queries):
    for _number in range(2):
        make_published(lead_image=image)
    corrected()
    with django_assert_num_queries(4):
        assert len(outdated_uses(image)) == 2
    for _number in range(5):
        make_published(lead_image=image, lead_image_alt=OLD)
    with django_assert_num_queries(4):
        assert len(outdated_uses(image)) == 7


# At the desk


def address(image):
    return reverse("admin:images_image_reword", args=[image.pk])


def test_ticked_articles_are_renewed_and_the_others_not(image, corrected, browser_of):
    one, other = make_published(lead_image=image), make_published(lead_image=image)
    corrected()
    publisher = browser_of("publisher")
    page = text(publisher.get(address(image)))
    assert one.headline in page
    assert OLD in page
    answer = publisher.post(address(image), {"article": [one.article]}, follow=True)
    assert "1 bài" in text(answer)
    assert printed_alt(live_of(one)) == [NEW]
    assert printed_alt(live_of(other)) == [OLD]


def test_what_is_refused_is_told_and_the_rest_goes_on(image, corrected, browser_of):
    one, other = make_published(lead_image=image), make_published(lead_image=image)
    story = approved(edit(story_of(one), lead="Thêm chữ."))
    publish(story, None, at=timezone.now() + timedelta(days=1))
    corrected()
    answer = browser_of("publisher").post(
        address(image), {"article": [one.article, other.article, "x", 999_999]}
    )
    assert answer.status_code == 422
    assert one.headline in text(answer)
    assert printed_alt(live_of(one)) == [OLD]
    assert printed_alt(live_of(other)) == [NEW]


@pytest.mark.parametrize(
    ("role", "status"), [("publisher", 200), ("editor", 403), ("reporter", 403)]
)
def test_page_is_for_who_may_renew(image, browser_of, role, status):
    assert browser_of(role).get(address(image)).status_code == status


def test_head_of_another_desk_renews_nothing(image, corrected):
    from articles.desk.roles.assignment import DeskAssignment

    from ..factory import make_user

    before = make_published(lead_image=image)
    stranger = make_user()
    DeskAssignment.objects.create(
        user=stranger, role="publisher", category=make_category("Thể thao")
    )
    corrected()
    with pytest.raises(Refused):
        reword(story_of(before), stranger, image)
    assert printed_alt(live_of(before)) == [OLD]


def test_decorative_use_stays_silent_beside_one_that_speaks(image, corrected):
    silent = write_figure(image, "", "Cầu", decorative=True)
    before = make_published(
        lead_image=image, lead_image_alt=OLD, body=silent + write_figure(image, OLD, "Cầu")
    )
    corrected()
    after = reword(story_of(before), None, image)
    assert printed_alt(after) == [NEW, "", NEW]
    assert silent in story_of(before).body
    assert story_of(before).status == Status.PUBLISHED


def test_edition_whose_picture_only_decorates_is_not_asked_about(image, corrected):
    make_published(lead_image=image, lead_image_decorative=True)
    corrected()
    assert outdated_uses(image) == []


def test_form_of_the_picture_offers_it_once_the_words_differ(client, image, corrected):
    make_published(lead_image=image)
    client.force_login(make_publisher())
    form = reverse("admin:images_image_change", args=[image.pk])
    assert "bài đang đăng" not in text(client.get(form))
    corrected()
    assert "Cập nhật mô tả trong 1 bài đang đăng" in text(client.get(form))
