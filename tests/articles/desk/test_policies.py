"""The rule of four eyes: of the house, of a branch, and who changes it."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from accounts import roles
from articles.desk.acts.needs import reasons_against
from articles.desk.acts.policy import DeskPolicy, FourEyes, policy_of
from articles.desk.acts.refusal import Refused
from articles.desk.acts.standing import Standing
from articles.desk.acts.workflow import approve, pass_on
from articles.desk.article import Status
from articles.desk.versions.saving import save_version

from ..factory import make_article, make_category, make_user
from .typing import text

pytestmark = pytest.mark.django_db

ADD = reverse("admin:articles_deskpolicy_add")
ALL = reverse("admin:articles_deskpolicy_changelist")


def change(policy, page="change"):
    return reverse(f"admin:articles_deskpolicy_{page}", args=[policy.pk])


@pytest.fixture
def branch(db):
    """A category, one below it, and one below that."""
    top = make_category("Kinh tế")
    middle = make_category("Thị trường", parent=top)
    return [top, middle, make_category("Giá cả", parent=middle)]


def rule(four_eyes, category=None, **fields):
    return DeskPolicy.objects.create(four_eyes=four_eyes, category=category, **fields)


def test_nearest_rule_above_a_category_counts(branch):
    _top, middle, bottom = branch
    elsewhere = make_category("Thể thao")
    assert policy_of(bottom.pk).four_eyes == FourEyes.APPROVER_MAY_EDIT
    rule(FourEyes.AFTERWARDS)
    rule(FourEyes.STRICT, middle)
    counted = {each.name: policy_of(each.pk).four_eyes for each in [*branch, elsewhere]}
    assert counted == {
        "Kinh tế": FourEyes.AFTERWARDS,
        "Thị trường": FourEyes.STRICT,
        "Giá cả": FourEyes.STRICT,
        "Thể thao": FourEyes.AFTERWARDS,
    }
    assert policy_of(None).four_eyes == FourEyes.AFTERWARDS


def test_stricter_rule_of_a_branch_keeps_who_wrote_from_approving(branch):
    rule(FourEyes.AFTERWARDS)
    rule(FourEyes.STRICT, branch[1])
    head = make_user()
    roles.give(head, "publisher")
    lax, strict = (make_article(author=head, category=each) for each in (branch[0], branch[2]))
    for article in (lax, strict):
        pass_on(article, head)
    assert approve(lax, head).status == Status.APPROVED
    with pytest.raises(Refused, match="đã viết"):
        approve(strict, head)


def test_strict_asks_who_saved_any_version_and_the_default_only_the_author(branch):
    head = make_user()
    roles.give(head, "publisher")
    article = make_article(author=make_user(), category=branch[0])
    pass_on(article, None)
    article.refresh_from_db()
    article.lead = "Trưởng ban sửa một chữ."
    article.save()
    save_version(article, head)
    assert not reasons_against("approve", Standing(article), head)
    rule(FourEyes.STRICT, branch[0])
    assert reasons_against("approve", Standing(article), head)


# Keeping the rules


def test_administrator_sets_a_rule_and_it_is_logged_in_words(browser_of, branch):
    desk = browser_of("administrator")
    desk.post(ADD, {"category": branch[0].pk, "four_eyes": "strict", "confirm_within": 12})
    made = DeskPolicy.objects.get()
    desk.post(change(made), {"four_eyes": "afterwards", "confirm_within": 48})
    desk.post(change(made, "delete"), {"post": "yes"})
    assert not DeskPolicy.objects.exists()
    said = [each.get_change_message() for each in LogEntry.objects.order_by("pk")]
    assert "Chặt chẽ" in said[0]
    assert "Hậu kiểm" in said[1]
    assert "Chặt chẽ" in said[1]
    assert any("Hậu kiểm" in each and "48" in each for each in said[2:])


def test_a_rule_is_never_moved_to_another_category(browser_of, branch):
    kept = rule(FourEyes.STRICT, branch[0])
    browser_of("administrator").post(
        change(kept), {"category": branch[1].pk, "four_eyes": "strict", "confirm_within": 3}
    )
    kept.refresh_from_db()
    assert (kept.category, kept.confirm_within) == (branch[0], 3)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"four_eyes": "none"}, "four_eyes"),
        ({"four_eyes": ""}, "four_eyes"),
        ({"confirm_within": 0}, "confirm_within"),
        ({"confirm_within": -1}, "confirm_within"),
        ({"confirm_within": 10_000}, "confirm_within"),
    ],
)
def test_no_rule_without_sense(browser_of, answers, field):
    posted = {"category": "", "four_eyes": "strict", "confirm_within": 24, **answers}
    answer = browser_of("administrator").post(ADD, posted)
    assert field in answer.context["adminform"].form.errors
    assert not DeskPolicy.objects.exists()


@pytest.mark.parametrize("is_house", [True, False])
def test_one_rule_for_a_category(browser_of, branch, is_house):
    category = None if is_house else branch[0]
    rule(FourEyes.STRICT, category)
    posted = {"four_eyes": "afterwards", "confirm_within": 24}
    posted["category"] = "" if is_house else category.pk
    answer = browser_of("administrator").post(ADD, posted)
    assert answer.context["adminform"].form.errors
    assert DeskPolicy.objects.count() == 1


def test_page_tells_what_counts_for_every_category(
    browser_of, branch, django_assert_max_num_queries
):
    rule(FourEyes.STRICT, branch[1])
    desk = browser_of("administrator")
    with django_assert_max_num_queries(14):
        page = text(desk.get(ALL))
    rules = page[page.index('class="rules"') :]
    for each in branch:
        assert each.name in rules
    assert rules.count("Chặt chẽ: ai đã viết") == 3  # the branch, the one below it, the meaning
    assert rules.count("Người duyệt được sửa, tác giả") == 3


@pytest.mark.parametrize("role", ["contributor", "reporter", "editor", "publisher"])
def test_who_is_no_administrator_changes_no_rule(browser_of, role):
    kept = rule(FourEyes.STRICT)
    for address in [ADD, ALL, change(kept), change(kept, "delete")]:
        assert browser_of(role).get(address).status_code == 403
        posted = {"four_eyes": "afterwards", "confirm_within": 1, "post": "yes"}
        assert browser_of(role).post(address, posted).status_code == 403
    kept.refresh_from_db()
    assert kept.four_eyes == FourEyes.STRICT
