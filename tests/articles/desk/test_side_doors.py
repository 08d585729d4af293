"""
The side doors: every address of the admin, for those who have no business there.

The addresses come from the site itself, so that a new one without a decision fails here.
"""

import uuid
from datetime import timedelta

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from accounts import roles
from articles.desk.acts.policy import DeskPolicy
from articles.desk.acts.steps import STEPS
from articles.desk.article import Article, ArticleDocument, ArticleImage, Contributor
from articles.desk.form import ArticleForm
from articles.desk.note import Note
from articles.desk.roles.assignment import DeskAssignment
from articles.desk.roles.rights import may
from articles.desk.signing.sign_off import SignOffLink
from articles.desk.versions.version import Version
from documents.intake import check, keep, storage
from images.models import Image
from tests.documents.making import pdf

from ..factory import make_article, make_category, make_published, make_user
from .rights_table import TABLE
from .test_rights_matrix import dump
from .typing import ADD, LIST, address, text, typed

pytestmark = pytest.mark.django_db

# Every address about one article, and the act of the table that a POST there needs. "view" where
# there is nothing to do but look.
ABOUT_ONE = {
    "change": "write",
    "history": "view",
    "delete": None,  # nobody's
    "preview": "view",
    "preview_frame": "view",
    "compare": "view",
    "version": "write",
    "edition": "view",
    "who_may": "view",
    "notes": "note",
    "sign_off": "view",
    "sign_off_link": "ask_sign_off",
    "sign_off_revoke": "ask_sign_off",
    "sign_off_record": "ask_sign_off",
    "sign_off_evidence": "view",
    "keep": "write",
    "check": "write",
    "waive": "waive",
    "drop_typed": "write",
    "take_over": "write",
    "duplicate": "duplicate",
    "erase": "erase",
    **{step: step for step in STEPS},
}
# Every address about articles in general, and who may open it.
ABOUT_ALL = {
    "changelist": "view",
    "add": "add",
    "keep_new": "add",
    "check_new": "add",
    "drop_typed_new": "add",
    "paste": "add",
    "link_to": "add",
    "compose": "add",
    "compose_find": "add",
    "compose_lines": "add",
    "monthly": "readers of editions",
    "monthly_workbook": "readers of editions",
    "titles": "reviewers of titles",
}
NUMBERED = {"version", "edition", "sign_off_revoke", "sign_off_evidence"}
# Open to whoever is signed in, whatever they may do there: nothing of the newsroom stands on them.
FOR_EVERYBODY = {
    *("index", "login", "logout", "password_change", "password_change_done", "jsi18n"),
    *("app_list", "view_on_site", "autocomplete"),
}
OUTSIDERS = ["contributor", "register_keeper", "administrator", "nobody"]
CLOSED = {403, 404}
# Or not even understood: a visit where only a post is answered, a post that is no script's.
SHUT = {400, 403, 404, 405}


def named_addresses():
    """Every named address of the admin, as (name, the names of its arguments)."""
    [desk] = [each for each in get_resolver().url_patterns if str(each.pattern) == "quan-tri/"]

    def walk(patterns):
        for each in patterns:
            if isinstance(each, URLPattern):
                if each.name:
                    yield (
                        each.name,
                        list(each.pattern.converters) or [*each.pattern.regex.groupindex],
                    )
            else:
                yield from walk(each.url_patterns)

    return dict(walk(desk.url_patterns))


def of_articles():
    prefix = "articles_article_"
    return {name.removeprefix(prefix) for name in named_addresses() if name.startswith(prefix)}


def door(article, room):
    return address(article, room, *([1] if room in NUMBERED else []))


@pytest.fixture
def visit_as(browser_of, client):
    """A function that opens a browser for a role, for who has none, or for a stranger."""

    def open_browser(role):
        if role == "stranger":
            return client
        if role == "nobody":
            nobody = Client()
            nobody.force_login(make_user("nobody"))
            return nobody
        if role == "editor elsewhere":
            editor = make_user("elsewhere")
            DeskAssignment.objects.create(
                user=editor, role="editor", category=make_category("Thể thao")
            )
            foreign = Client()
            foreign.force_login(editor)
            return foreign
        return browser_of(role)

    return open_browser


@pytest.fixture
def article(cast, make_image, make_document):
    """A published article by a colleague, with a row of everything that can be asked for."""
    article = Article.objects.get(
        pk=make_published(
            author=cast("publisher"), category=make_category("Kinh tế"), headline="Bài kín"
        ).article
    )
    ArticleImage.objects.create(article=article, image=make_image(), caption="Ảnh", order=1)
    Contributor.objects.create(article=article, name="Lan", order=1)
    ArticleDocument.objects.create(article=article, document=make_document(), order=1)
    SignOffLink.objects.create(
        article=article,
        for_whom="Ông A",
        made_by=cast("publisher"),
        expires_at=timezone.now() + timedelta(days=1),
    )
    Note.objects.create(article=article, by=cast("publisher"), text="Chuyện nội bộ")
    return article


def everything():
    """All rows of the database, but for accounts' last sign-in."""
    return {table: rows for table, rows in dump().items() if table != "accounts_user"}


POSTED = {
    "text": "x",
    "reason": "x",
    "for_whom": "x",
    "hours": "5",
    "wrong": "x",
    "right": "y",
    "post": "yes",
    "version_read": "1",
}


def test_every_address_about_articles_was_decided_on():
    assert of_articles() == set(ABOUT_ONE) | set(ABOUT_ALL)
    assert {act for act in ABOUT_ONE.values() if act} <= set(TABLE)


@pytest.mark.parametrize("role", OUTSIDERS)
@pytest.mark.parametrize("room", ABOUT_ONE)
def test_who_does_not_see_an_article_finds_it_nowhere(visit_as, article, role, room):
    outsider = visit_as(role)
    before = everything()
    gone = {number: door(number, room) for number in [article.pk, 987_654]}
    for method, data in [("get", {}), ("post", POSTED), ("post", typed(article, lead="Đổi"))]:
        answers = {number: getattr(outsider, method)(place, data) for number, place in gone.items()}
        statuses = {answer.status_code for answer in answers.values()}
        # The answer is that of an article that does not exist: it does not even tell that it does.
        assert len(statuses) == 1, statuses
        assert statuses <= ({302, 403, 404} if room == "change" else SHUT), statuses
        assert "Bài kín" not in text(answers[article.pk]) or data.get("headline")
    assert everything() == before


@pytest.mark.parametrize("room", [*ABOUT_ONE, *ABOUT_ALL])
def test_stranger_is_asked_to_sign_in(client, article, room):
    before = everything()
    place = door(article, room) if room in ABOUT_ONE else reverse(f"admin:articles_article_{room}")
    for answer in [client.get(place), client.post(place, POSTED)]:
        assert answer.status_code in {302, 401, 403, 405}
        assert answer.status_code != 302 or "/login/" in answer.url
        assert "Bài kín" not in text(answer)
    assert everything() == before


@pytest.mark.parametrize("role", ["reporter", "editor elsewhere"])
@pytest.mark.parametrize("room", ABOUT_ONE)
def test_who_only_sees_an_article_looks_and_changes_nothing(visit_as, article, role, room):
    reader = visit_as(role)
    user = type(article.author).objects.get(pk=reader.session["_auth_user_id"])
    act = ABOUT_ONE[room]
    assert may(user, "view", article)
    before = everything()
    reader.get(door(article, room))
    assert everything() == before, "a mere visit changed something"
    if act and may(user, act, article) and act != "view":
        return  # theirs to do: a note, a copy
    for data in (POSTED, typed(article, headline="Đổi")):
        answer = reader.post(door(article, room), data)
        assert answer.status_code in {200, 302, 409, 422, *SHUT}
        if act not in {"view", "write"}:
            assert answer.status_code in CLOSED
    assert everything() == before


@pytest.mark.parametrize("role", [*OUTSIDERS, "reporter"])
@pytest.mark.parametrize("room", ABOUT_ALL)
def test_addresses_about_all_articles(visit_as, article, role, room):
    visitor = visit_as(role)
    user = type(article.author).objects.get(pk=visitor.session["_auth_user_id"])
    allowed = {
        "view": lambda: may(user, "view"),
        "add": lambda: may(user, "add"),
        "readers of editions": lambda: any(
            map(user.has_perm, ["articles.view_edition", "articles.view_workflowevent"])
        ),
        "reviewers of titles": lambda: (
            may(user, "review_titles") or user.has_perm("people.change_appointment")
        ),
    }[ABOUT_ALL[room]]()
    place = reverse(f"admin:articles_article_{room}")
    before = everything()
    get, post = visitor.get(place), visitor.post(place, {"action": "bin"})
    if not allowed:
        assert {get.status_code, post.status_code} <= SHUT
    if role not in {"reporter", "administrator"} or room != "monthly":
        assert role == "reporter" or "Bài kín" not in text_of(get)
    assert everything() == before


def text_of(answer):
    return "" if answer.streaming else answer.content.decode(errors="replace")


@pytest.mark.parametrize("role", [*OUTSIDERS, "reporter", "editor elsewhere", "stranger"])
def test_script_that_keeps_what_is_typed_keeps_nothing_for_others(visit_as, article, role):
    visitor = visit_as(role)
    before = everything()
    form = {name: [str(value)] for name, value in typed(article, lead="Đổi").items()}
    sent = {"typed_in": str(uuid.uuid4()), "version_read": article.version, "form": form}
    sent["user"] = visitor.session.get("_auth_user_id", "")
    answer = visitor.post(address(article, "keep"), sent, content_type="application/json")
    assert answer.status_code in {401, 403, 404, 409}
    assert "Bài kín" not in text(answer)
    assert everything() == before


# The whole admin, for who has no role


def is_sent_away(answer):
    """Tell whether an answer leads to the sign-in, or home because nothing has this number."""
    return answer.status_code == 302 and (
        "/login/" in answer.url or answer.url == reverse("admin:index")
    )


@pytest.mark.parametrize("role", ["nobody", "stranger"])
def test_no_address_of_the_admin_opens_to_who_has_no_role(visit_as, article, role):
    visitor = visit_as(role)
    before = everything()
    opened = []
    for name, arguments in named_addresses().items():
        if name in FOR_EVERYBODY:
            continue
        place = reverse(f"admin:{name}", args=[1 for _each in arguments])
        for answer in [visitor.get(place), visitor.post(place, POSTED)]:
            if not (is_sent_away(answer) or answer.status_code in {401, *SHUT}):
                opened.append((name, answer.status_code))
    assert opened == []
    assert everything() == before


@pytest.mark.parametrize("role", ["contributor", "reporter", "editor", "publisher"])
def test_no_address_of_users_roles_or_rules_opens_to_who_writes(visit_as, role):
    writer = visit_as(role)
    user = make_user("somebody")
    DeskAssignment.objects.create(pk=user.pk, user=user, role="editor", category=make_category())
    DeskPolicy.objects.create(pk=user.pk, four_eyes="strict")
    before = everything()
    for name, arguments in named_addresses().items():
        if name.startswith(("accounts_", "auth_", "articles_desk")):
            place = reverse(f"admin:{name}", args=[user.pk for _each in arguments])
            assert writer.get(place).status_code == 403, name
            assert writer.post(place, POSTED).status_code == 403, name
    assert everything() == before


# Autocomplete

FIELDS = [
    (model._meta.model_name, field.name)
    for model in [Version, ArticleImage, Contributor, Note, SignOffLink]
    for field in model._meta.get_fields()
    if field.is_relation and field.concrete and field.related_model in {Article, Version}
]


def autocomplete(model, field, app="articles"):
    return {"app_label": app, "model_name": model, "field_name": field, "term": "kín"}


@pytest.mark.parametrize(("model", "field"), FIELDS)
@pytest.mark.parametrize("role", OUTSIDERS)
def test_autocomplete_names_no_article_that_is_not_seen(visit_as, article, role, model, field):
    answer = visit_as(role).get(reverse("admin:autocomplete"), autocomplete(model, field))
    assert answer.status_code == 403 or answer.json()["results"] == []
    assert "Bài kín" not in text(answer)


@pytest.mark.parametrize("role", ["contributor", "reporter", "editor", "publisher", "nobody"])
@pytest.mark.parametrize(
    ("model", "field"), [("article", "author"), ("deskassignment", "user"), ("version", "saved_by")]
)
def test_autocomplete_names_no_users(visit_as, role, model, field):
    answer = visit_as(role).get(reverse("admin:autocomplete"), autocomplete(model, field))
    assert answer.status_code == 403


# Extra fields, other people's rows

LOCKED = [
    field.name
    for field in Article._meta.concrete_fields
    if field.name not in ArticleForm.Meta.fields and field.name not in {"id", "version"}
]


def raising(cast):
    """Every field of an article that no form has, with the value somebody might wish for."""
    wishes = {
        "status": "published",
        "author": cast("publisher").pk,
        "author_id": cast("publisher").pk,
        "approved_hash": "f" * 64,
        "binned_at": "01/01/2026 08:00",
        "created_at": "01/01/2020 08:00",
        "updated_at": "01/01/2020 08:00",
        "creation_key": "8e9f3f5e-0000-4000-8000-000000000000",
        "erasure": "1",
        "search_text": "x",
    }
    assert set(LOCKED) <= set(wishes), "a new field of the article: may nobody set it by a form?"
    return {**wishes, "version": "77", "id": "1", "is_superuser": "on", "saved_by": "1"}


@pytest.mark.parametrize("role", ["contributor", "reporter", "editor"])
def test_extra_fields_of_the_articles_form_set_nothing(visit_as, cast, role):
    own = make_article(author=cast(role))
    kept = {name: getattr(own, name) for name in LOCKED if name not in {"updated_at"}}
    visit_as(role).post(address(own), typed(own, lead="Mới", **raising(cast)))
    own.refresh_from_db()
    assert own.lead == "Mới"
    assert {name: getattr(own, name) for name in kept} == kept
    assert own.version == 2
    assert own.versions.first().saved_by == cast(role)


@pytest.mark.parametrize("role", ["contributor", "reporter", "editor"])
def test_extra_fields_of_a_new_article_set_nothing(visit_as, cast, role):
    visit_as(role).post(ADD, typed(headline="Tin mới", **raising(cast)))
    made = Article.objects.get()
    assert (made.status, made.author, made.version) == ("draft", cast(role), 1)
    assert (made.approved_hash, made.binned_at, made.erasure) == ("", None, None)


RIGHTS = ["is_superuser", "is_staff", "is_active", "groups", "user_permissions", "username"]


def rights_of(user):
    user = type(user).objects.get(pk=user.pk)
    lists = {name: sorted(getattr(user, name).values_list("pk", flat=True)) for name in RIGHTS[3:5]}
    plain = {name: getattr(user, name) for name in RIGHTS if name not in lists}
    return {**lists, **plain, "password": user.password}


def wished_rights():
    return {
        **{"is_superuser": "on", "is_staff": "on", "groups": ["1", "2"]},
        **{"user_permissions": ["1", "2"], "username": "king", "password": "x"},
    }


@pytest.mark.parametrize("whose", ["administrator", "nobody"])
def test_extra_fields_of_a_users_form_give_no_right(visit_as, cast, whose):
    user = cast("administrator") if whose == "administrator" else make_user("nobody", full_name="A")
    if whose == "nobody":
        roles.set_roles(user, [])
    before = rights_of(user)
    form = {
        "full_name": "Tên mới",
        "roles": roles.roles_of(user),
        "is_active": "on",
        "desk_assignments-TOTAL_FORMS": 0,
        "desk_assignments-INITIAL_FORMS": 0,
        **wished_rights(),
    }
    visit_as("administrator").post(reverse("admin:accounts_user_change", args=[user.pk]), form)
    user.refresh_from_db()
    assert user.full_name == "Tên mới"
    assert rights_of(user) == before


def test_extra_fields_of_a_new_account_give_no_right(visit_as):
    secret = "một-câu-dài-để-vào"
    form = {"username": "lan", "full_name": "Lan", "password1": secret, "password2": secret}
    visit_as("administrator").post(reverse("admin:accounts_user_add"), {**wished_rights(), **form})
    made = type(make_user()).objects.get(username="lan")
    assert (made.is_superuser, made.is_staff) == (False, False)
    assert not made.groups.exists()
    assert not made.user_permissions.exists()


@pytest.mark.parametrize("role", ["reporter", "editor", "publisher", "administrator"])
def test_changing_ones_password_changes_nothing_else(visit_as, cast, role):
    before = rights_of(cast(role))
    new = "một-câu-khác-để-vào"
    form = {"old_password": "a-long-password", "new_password1": new, "new_password2": new}
    answer = visit_as(role).post(reverse("admin:password_change"), {**wished_rights(), **form})
    after = rights_of(cast(role))
    assert answer.status_code == 302
    assert {**after, "password": ""} == {**before, "password": ""}


def test_extra_fields_of_an_assignment_name_no_other_giver(visit_as, cast):
    visit_as("administrator").post(
        reverse("admin:articles_deskassignment_add"),
        {
            "user": cast("reporter").pk,
            "role": "editor",
            "category": make_category().pk,
            "given_by": cast("publisher").pk,
        },
    )
    assert DeskAssignment.objects.get().given_by == cast("administrator")


@pytest.mark.parametrize("prefix", ["gallery", "contributors", "documents"])
def test_row_of_anothers_article_is_not_touched_by_ones_own_form(visit_as, cast, article, prefix):
    own = make_article(author=cast("contributor"))
    row = getattr(article, prefix).get()
    stolen = {"id": row.pk, "article": own.pk, "order": 9, "caption": "Của tôi", "name": "Tôi"}
    stolen["title"] = "Của tôi"
    before = everything()
    for more in ({}, {"DELETE": "on"}):
        visit_as("contributor").post(address(own), typed(own, **{prefix: [{**stolen, **more}]}))
        after = everything()
        assert after["articles_articleimage"] == before["articles_articleimage"]
        assert after["articles_contributor"] == before["articles_contributor"]
        assert after["articles_articledocument"] == before["articles_articledocument"]


def test_own_row_cannot_be_moved_into_anothers_article(visit_as, cast, article):
    own = make_article(author=cast("contributor"))
    row = Contributor.objects.create(article=own, name="Lan", order=1)
    moved = {"id": row.pk, "article": article.pk, "name": "Lan", "part": "author", "order": 2}
    visit_as("contributor").post(address(own), typed(own, contributors=[moved]))
    assert article.contributors.count() == 1


@pytest.mark.parametrize(
    "more",
    [{"_saveasnew": "1"}, {"_popup": "1"}, {"_to_field": "id"}, {"_to_field": "creation_key"}],
    ids=str,
)
@pytest.mark.parametrize("role", ["contributor", "reporter"])
def test_switches_of_the_admins_form_open_nothing(visit_as, article, role, more):
    visitor = visit_as(role)
    before = everything()
    posted = {**typed(article, headline="Đổi"), **more}
    for place in (address(article), f"{address(article)}?_popup=1&_to_field=id"):
        assert visitor.post(place, posted).status_code in {302, 400, 403, 404, 409}
    assert everything() == before


def test_save_as_new_makes_no_second_article(visit_as, cast):
    """Django takes this switch whether the page has such a button or not."""
    own = make_article(author=cast("reporter"))
    answer = visit_as("reporter").post(address(own), typed(own, lead="Mới", _saveasnew="1"))
    assert answer.status_code == 403
    assert Article.objects.count() == 1


# Acting on many at once


def actions_of_list():
    """Every name an action could have: those there are, Django's own, and the steps."""
    return sorted({"delete_selected", *STEPS, *(f"{step}_selected" for step in STEPS)})


@pytest.mark.parametrize("role", ["contributor", "reporter", "editor elsewhere"])
def test_acting_on_many_does_not_reach_further_than_on_one(visit_as, cast, article, role):
    visitor = visit_as(role)
    sent = make_article(author=cast("publisher"), category=article.category)
    Article.objects.filter(pk=sent.pk).update(status="submitted")
    before = everything()
    model_admin = admin.site.get_model_admin(Article)
    offered = [action.__name__ for action, _name, _words in model_admin._get_base_actions()]
    for action in [*actions_of_list(), *offered]:
        visitor.post(
            LIST,
            {"action": action, "_selected_action": [article.pk, sent.pk], **POSTED, "index": 0},
        )
        assert everything() == before, action


# The picture library

LIBRARY = {
    # room: who may open it
    "changelist": {"contributor", "reporter", "editor", "register_keeper", "administrator"},
    "choose": {"contributor", "reporter", "editor", "register_keeper", "administrator"},
    "add": {"contributor", "reporter", "editor", "register_keeper"},
    "upload_many": {"contributor", "reporter", "editor", "register_keeper"},
    "upload": {"contributor", "reporter", "editor", "register_keeper"},
    "delete": {"editor"},
}


@pytest.mark.parametrize("role", ["contributor", "reporter", "editor", "administrator", "nobody"])
def test_library_opens_as_far_as_the_role_goes(visit_as, make_image, role):
    image = make_image()
    visitor = visit_as(role)
    for room, who in LIBRARY.items():
        place = reverse(f"admin:images_image_{room}", args=[image.pk] if room == "delete" else [])
        assert (visitor.get(place).status_code == 403) == (role not in who), room


@pytest.mark.parametrize("role", ["contributor", "administrator", "nobody"])
def test_library_is_not_changed_by_who_may_not(visit_as, make_image, role):
    image = make_image(title="Cầu")
    visitor = visit_as(role)
    before = everything()
    for room in ("change", "delete"):
        place = reverse(f"admin:images_image_{room}", args=[image.pk])
        visitor.post(place, {"title": "Đổi", "post": "yes", "focal_x": "1", "focal_y": "1"})
    visitor.post(
        reverse("admin:images_image_changelist"),
        {"action": "delete_selected", "_selected_action": [image.pk], "post": "yes"},
    )
    assert everything() == before
    assert Image.objects.get().title == "Cầu"


# Documents

STORE = {
    "changelist": {"contributor", "reporter", "editor", "register_keeper", "administrator"},
    "choose": {"contributor", "reporter", "editor", "register_keeper", "administrator"},
    "add": {"contributor", "reporter", "editor", "register_keeper"},
    "upload": {"contributor", "reporter", "editor", "register_keeper"},
    "delete": {"editor"},
}


@pytest.fixture
def document(tmp_path, monkeypatch):
    monkeypatch.setattr(storage(), "location", str(tmp_path))
    return keep(check(pdf()), title="Kế hoạch")


@pytest.mark.parametrize("role", [*OUTSIDERS, "reporter", "editor"])
def test_documents_open_as_far_as_the_role_goes(visit_as, document, role):
    visitor = visit_as(role)
    for room, who in STORE.items():
        arguments = [document.pk] if room == "delete" else []
        place = reverse(f"admin:documents_document_{room}", args=arguments)
        assert (visitor.get(place).status_code == 403) == (role not in who), room


@pytest.mark.parametrize("role", OUTSIDERS)
def test_documents_are_not_changed_by_who_may_not(visit_as, document, role):
    visitor = visit_as(role)
    before = everything()
    for room in ("change", "delete"):
        place = reverse(f"admin:documents_document_{room}", args=[document.pk])
        visitor.post(place, {"title": "Đổi", "post": "yes"})
    visitor.post(
        reverse("admin:documents_document_changelist"),
        {"action": "delete_selected", "_selected_action": [document.pk], "post": "yes"},
    )
    assert everything() == before
    document.refresh_from_db()
    assert document.title == "Kế hoạch"
