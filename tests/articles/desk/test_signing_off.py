"""What is kept of a word from outside the desk, about which content, and what is refused."""

import threading
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.desk.acts.event import WorkflowEvent
from articles.desk.acts.publishing import publish, withdraw
from articles.desk.acts.refusal import Refused
from articles.desk.acts.standing import Standing
from articles.desk.acts.workflow import empty_bin, put_in_bin
from articles.desk.article import Article
from articles.desk.erasure.erasing import erase_article, erase_picture, replay
from articles.desk.signing.sign_off import SignOff, SignOffLink
from articles.desk.signing.signing_off import (
    LONGEST_COMMENT,
    Changed,
    Closed,
    LinkState,
    answer,
    link_of,
    make_link,
    record_answer,
    revoke_link,
    sign_offs_of,
    state_of,
    token_of,
)
from articles.page.edition import Edition
from images.intake import AlreadyKept, take_aside
from images.storage import originals
from newsroom import backup
from tests.images.making import encoded, photo, upload

from ..clock import clock_at
from ..factory import edit, make_article, make_published

pytestmark = pytest.mark.django_db

ORDER = {"basis": "Luật", "document": "1/QĐ", "by": "a", "second_person": "b"}


@pytest.fixture
def article(cast):
    return make_article(author=cast("reporter"))


@pytest.fixture
def link(article, cast):
    return make_link(article, cast("editor"), "Đ/c Trần Văn Bình")


@pytest.fixture
def kept_apart(settings, tmp_path):
    """The ledger of erasures in a folder of its own."""
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"


def shown(article):
    return Standing(Article.objects.get(pk=article.pk)).hash


def say(link, said="agreed", **more):
    words = {"shown": shown(link.article), "who": "Trần Văn Bình", **more}
    return answer(link, answer=said, **words)


def told(article, by, **more):
    """Record an answer by telephone, about the version that stands."""
    article.refresh_from_db()
    words = {
        "version": article.version,
        "answer": "agreed",
        "who": "Chủ tịch",
        "how": "telephone",
        "said_at": timezone.now() - timedelta(hours=1),
    }
    return record_answer(article, by, **{**words, **more})


def verbs(article):
    found = WorkflowEvent.objects.filter(article=article.pk, refused=False)
    return list(found.order_by("pk").values_list("verb", flat=True))


def state(link):
    link = SignOffLink.objects.select_related("article").get(pk=link.pk)
    return state_of(link, Standing(link.article))


# Links


def test_link_is_open_for_72_hours_unless_said_otherwise(article, cast):
    editor = cast("editor")
    with clock_at(timezone.now()) as clock:
        usual = make_link(article, editor, " Đ/c  Trần Văn Bình ")
        short = make_link(article, editor, "Bà Lê Thị Hoa", hours=2)
        assert usual.for_whom == "Đ/c Trần Văn Bình"
        assert usual.expires_at - clock.moment == timedelta(hours=72)
        clock.moment += timedelta(hours=2)
        assert (state(usual), state(short)) == (LinkState.OPEN, LinkState.EXPIRED)
    assert verbs(article)[-2:] == ["ask_sign_off", "ask_sign_off"]


def test_token_opens_its_own_link_and_nothing_else(link, article, cast):
    other = make_link(make_article(), cast("editor"), "Người khác")
    token = token_of(link)
    assert link_of(token) == link
    assert link_of(token_of(other)) == other
    number, signature = token.split(".")
    foreign = token_of(other).split(".")[0]
    wrong = [f"{foreign}.{signature}", number, f"{number}.", token[:-1], token + "x", "", "x.y"]
    assert [link_of(each) for each in wrong] == [None] * len(wrong)


def test_token_of_a_lost_link_does_not_open_one_that_got_its_number(link):
    token = token_of(link)
    SignOffLink.objects.filter(pk=link.pk).update(made_at=link.made_at + timedelta(days=1))
    assert link_of(token) is None


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"for_whom": "  "}, "người được xin ý kiến"),
        ({"for_whom": "A", "hours": 0}, "720 giờ"),
        ({"for_whom": "A", "hours": 721}, "720 giờ"),
    ],
)
def test_link_needs_a_person_and_an_end(article, cast, words, reason):
    with pytest.raises(Refused, match=reason):
        make_link(article, cast("editor"), **words)
    assert not SignOffLink.objects.exists()
    assert WorkflowEvent.objects.get(refused=True).verb == "ask_sign_off"


def test_nobody_is_asked_about_what_readers_see_already(cast):
    article = Article.objects.get(pk=make_published().article)
    with pytest.raises(Refused, match="Bạn đọc đang xem"):
        make_link(article, cast("editor"), "A")
    edit(article, lead="Mới")
    assert state(make_link(article, cast("editor"), "A")) == LinkState.OPEN


def test_nobody_is_asked_about_a_binned_or_erased_article(article, cast, kept_apart):
    binned = put_in_bin(make_article(), None)
    erase_article(article.pk, **ORDER)
    for each in [binned, article]:
        for by in [cast("editor"), None]:
            with pytest.raises(Refused):
                make_link(each, by, "A")
            with pytest.raises(Refused):
                told(each, by)
    assert not SignOff.objects.exists()


def test_revoked_link_is_closed_at_once_and_once(link, article, cast):
    revoke_link(link, cast("editor"))
    assert state(link) == LinkState.REVOKED
    with pytest.raises(Closed):
        say(link)
    with pytest.raises(Refused, match="đã được thu hồi"):
        revoke_link(link, cast("editor"))
    assert verbs(article)[-1] == "revoke_sign_off"
    assert WorkflowEvent.objects.filter(verb="revoke_sign_off", refused=True).count() == 1


def test_link_closes_with_the_account_of_who_made_it(link, article):
    link.made_by.is_active = False
    link.made_by.save()
    assert state(link) == LinkState.REVOKED
    with pytest.raises(Closed):
        say(link)


@pytest.mark.parametrize("role", ["contributor", "register_keeper", "administrator"])
def test_verbs_refuse_who_has_no_part_in_the_article(article, link, cast, role):
    stranger = cast(role)
    for act in [
        lambda: make_link(article, stranger, "A"),
        lambda: revoke_link(link, stranger),
        lambda: told(article, stranger),
    ]:
        with pytest.raises(Refused):
            act()
    assert state(link) == LinkState.OPEN
    assert not SignOff.objects.exists()
    refused = WorkflowEvent.objects.filter(refused=True, by=stranger)
    assert {each.verb for each in refused} == {
        "ask_sign_off",
        "revoke_sign_off",
        "record_sign_off",
    }


def test_link_follows_the_life_of_the_article(link, article, cast):
    publish(article, None)
    assert state(link) == LinkState.PUBLISHED
    edit(article, lead="Sửa sau khi đăng")
    assert state(link) == LinkState.PUBLISHED
    about_the_draft = make_link(article, cast("editor"), "B")
    assert state(about_the_draft) == LinkState.OPEN
    withdraw(article, None, "Sai", signed_by="BBT")
    assert state(link) == state(about_the_draft) == LinkState.OVER
    assert state(make_link(article, cast("editor"), "C")) == LinkState.OPEN


def test_link_stays_open_while_the_article_is_only_scheduled(link, article):
    at = timezone.now() + timedelta(hours=5)
    publish(article, None, at=at)
    assert state(link) == LinkState.OPEN
    with clock_at(at + timedelta(seconds=1)):
        assert state(link) == LinkState.PUBLISHED


def test_link_is_over_when_the_article_has_expired(link, article):
    publish(article, None, expires_at=timezone.now() + timedelta(hours=1))
    with clock_at(timezone.now() + timedelta(hours=2)):
        assert state(link) == LinkState.OVER


# Answers through a link


def test_answer_names_the_version_and_the_content_shown(link, article):
    digest = shown(article)
    kept = say(link, "changes", comment=" Sửa số liệu.\r\nDòng hai. ")
    assert (kept.version, kept.hash, kept.how) == (1, digest, "link")
    assert (kept.who, kept.comment) == ("Trần Văn Bình", "Sửa số liệu.\nDòng hai.")
    assert (kept.recorded_by, kept.link) == (None, link)
    entry = WorkflowEvent.objects.get(verb="sign_off")
    assert entry.by is None
    assert entry.hash == digest
    assert entry.reason == "Trần Văn Bình: Đề nghị sửa. Sửa số liệu.\nDòng hai."


def test_answer_is_evidence_and_no_approval(link, article):
    before = Article.objects.filter(pk=article.pk).values().get()
    say(link)
    assert Article.objects.filter(pk=article.pk).values().get() == before
    assert not Edition.objects.exists()


def test_second_click_records_nothing_and_returns_the_first(link):
    first = say(link)
    assert say(link) == first
    assert (SignOff.objects.count(), WorkflowEvent.objects.filter(verb="sign_off").count()) == (
        1,
        1,
    )


def test_another_answer_another_comment_or_another_person_is_kept(link):
    for said, more in [
        ("agreed", {}),
        ("changes", {"comment": "Sửa"}),
        ("changes", {"comment": "Sửa nữa"}),
        ("agreed", {}),
        ("agreed", {"who": "Người khác"}),
    ]:
        say(link, said, **more)
    assert SignOff.objects.count() == 5


def test_answer_to_a_text_that_changed_meanwhile_is_not_recorded(link, article):
    digest = shown(article)
    edit(article, body="<p>Khác hẳn.</p>")
    with pytest.raises(Changed, match="vừa được sửa"):
        say(link, shown=digest)
    assert not SignOff.objects.exists()
    assert say(link).version == 2


def test_change_nobody_sees_keeps_the_answer_good(link, article):
    kept = say(link)
    edit(article, no_event=False, event_date=timezone.localdate())
    [seen] = sign_offs_of(Standing(article)).answers
    # The event's date is printed, so this is another content; its undoing is the old one again.
    assert (seen, seen.is_present) == (kept, False)
    edit(article, no_event=True, event_date=None)
    assert sign_offs_of(Standing(article)).answers[0].is_present


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"who": " "}, "họ tên"),
        ({"said": "changes"}, "chỗ cần sửa"),
        ({"said": "changes", "comment": " \n "}, "chỗ cần sửa"),
        ({"said": ""}, "hoặc “Đề nghị sửa”"),
        ({"said": "approved"}, "hoặc “Đề nghị sửa”"),
        ({"comment": "x" * (LONGEST_COMMENT + 1)}, "tối đa 5000"),
    ],
)
def test_answer_that_says_too_little_is_refused(link, words, reason):
    with pytest.raises(Refused, match=reason):
        say(link, **words)
    assert not SignOff.objects.exists()


def test_all_that_is_missing_is_told_at_once(link):
    with pytest.raises(Refused) as refusal:
        say(link, "changes", who="")
    assert len(refusal.value.reasons) == 2


def test_stranger_cannot_fill_the_diary_with_refused_tries(link):
    before = WorkflowEvent.objects.count()
    for words in [{"who": ""}, {"shown": "0" * 64}]:
        with pytest.raises(Refused):
            say(link, **words)
    assert WorkflowEvent.objects.count() == before


def test_person_of_the_desk_who_answers_through_a_link_is_named(link, cast):
    assert say(link, signed_in=cast("editor")).recorded_by == cast("editor")
    # And is not the person asked, whose own word is another.
    assert say(link).recorded_by is None
    assert SignOff.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_once_record_one_answer(link, article):
    digest, found = shown(article), []

    def click():
        try:
            mine = SignOffLink.objects.get(pk=link.pk)
            found.append(answer(mine, shown=digest, answer="agreed", who="Bình").pk)
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(8)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert len(found) == 8
    assert set(found) == {SignOff.objects.get().pk}


# Answers given elsewhere


def test_recorded_answer_tells_who_how_when_and_about_what(article, cast):
    at = timezone.now() - timedelta(days=1)
    kept = told(article, cast("editor"), how="paper", said_at=at, comment="Đã ký")
    assert (kept.how, kept.said_at, kept.recorded_by) == ("paper", at, cast("editor"))
    assert (kept.version, kept.hash, kept.link) == (1, shown(article), None)
    entry = WorkflowEvent.objects.get(verb="record_sign_off")
    assert entry.reason == "Chủ tịch (trên giấy): Đồng ý. Đã ký"


def test_answer_about_an_earlier_version_never_passes_for_one_about_the_present(article, cast):
    digest = shown(article)
    edit(article, lead="Mới")
    kept = told(article, cast("editor"), version=1)
    assert (kept.version, kept.hash) == (1, digest)
    assert [each.is_present for each in sign_offs_of(Standing(article)).answers] == [False]
    told(article, cast("editor"))
    assert [each.is_present for each in sign_offs_of(Standing(article)).answers] == [True, False]


def test_recording_the_same_twice_keeps_one(article, cast):
    at = timezone.now()
    first = told(article, cast("editor"), said_at=at)
    assert told(article, cast("editor"), said_at=at) == first
    told(article, cast("editor"), said_at=at - timedelta(minutes=1))
    assert SignOff.objects.count() == 2


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"how": "link"}, "bằng cách nào"),
        ({"version": 9}, "phiên bản"),
        ({"said_at": timezone.now() + timedelta(hours=1)}, "tương lai"),
        ({"answer": "changes"}, "chỗ cần sửa"),
        ({"who": ""}, "họ tên"),
    ],
)
def test_recorded_answer_that_cannot_be_is_refused(article, cast, words, reason):
    with pytest.raises(Refused, match=reason):
        told(article, cast("editor"), **words)
    assert not SignOff.objects.exists()
    assert WorkflowEvent.objects.get(refused=True).verb == "record_sign_off"


def test_text_kept_aside_is_no_version_to_speak_of(article, cast):
    article.versions.create(number=2, content={"headline": "Gõ dở"}, hash="x", is_aside=True)
    with pytest.raises(Refused, match="phiên bản"):
        told(article, cast("editor"), version=2)


def test_what_was_answered_is_frozen(link):
    kept = say(link)
    for change in [{"answer": "changes"}, {"hash": "0" * 64}, {"who": ""}, {"comment": "Khác"}]:
        with pytest.raises(IntegrityError, match="guard"), transaction.atomic():
            SignOff.objects.filter(pk=kept.pk).update(**change)
    with pytest.raises(IntegrityError, match="guard"), transaction.atomic():
        SignOff.objects.filter(pk=kept.pk)._raw_delete("default")


def test_answers_outlive_a_draft_that_was_thrown_away(link, article):
    kept = say(link)
    put_in_bin(article, None)
    assert empty_bin(timezone.now() + timedelta(days=31)) == 1
    kept.refresh_from_db()
    assert (kept.link, kept.article) == (None, article.pk)
    assert link_of(token_of(link)) is None


def test_sign_offs_cost_the_same_however_many_there_are(
    link, article, cast, django_assert_num_queries, django_assert_max_num_queries
):
    def ask():
        return sign_offs_of(Standing(Article.objects.get(pk=article.pk)))

    say(link)
    with django_assert_max_num_queries(20) as few:
        ask()
    for number in range(6):
        other = make_link(article, cast("publisher"), f"Người {number}")
        say(other)
        told(article, cast("publisher"), who=f"Người {number}")
    with django_assert_num_queries(len(few)):
        found = ask()
    assert (len(found.open_links), len(found.answers)) == (7, 13)


def test_article_nobody_was_asked_about_costs_two_queries(article, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = sign_offs_of(Standing(article))
    assert (found.links, found.answers) == ([], [])


# The picture of it


def evidence(seed=0, **options):
    return take_aside(upload(encoded(photo(320, 200, seed), **options)))


def file_names():
    """Every file of evidence there is."""
    try:
        folders = originals().listdir("sign-offs")[0]
    except FileNotFoundError:
        return set()
    return {
        f"sign-offs/{folder}/{name}"
        for folder in folders
        for name in originals().listdir(f"sign-offs/{folder}")[1]
    }


def test_picture_is_kept_out_of_reach_and_without_what_it_told_of_its_maker(article, cast):
    exif = photo().getexif()
    exif[0x010F] = "Samsung Bí mật"
    kept = told(article, cast("editor"), evidence=evidence(1, exif=exif.tobytes()))
    name = kept.evidence.name
    assert name.startswith(f"sign-offs/{article.pk}/")
    assert originals().exists(name)
    with pytest.raises(ValueError, match="Originals"):
        kept.evidence.url  # noqa: B018 - asking is the test
    assert b"Samsung" not in originals().open(name).read()


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7 hello", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8x"]
)
def test_what_is_no_picture_is_no_evidence(content):
    with pytest.raises(ValidationError):
        take_aside(upload(content))


def test_picture_of_the_library_may_be_evidence_unless_it_was_erased(make_image, kept_apart):
    image = make_image()
    content = originals().open(image.original.name).read()
    again = take_aside(upload(content, name="anh.png"))
    assert again.original
    same = upload(encoded(photo(240, 160, 1), "JPEG", quality=95))
    assert take_aside(same).sha256 == image.sha256
    erase_picture(image, **ORDER)
    with pytest.raises(AlreadyKept, match="xóa"):
        take_aside(same)


@pytest.mark.django_db(transaction=True)
def test_erasing_takes_the_words_and_every_file(article, cast, kept_apart):
    make_link(article, cast("editor"), "Bí mật")
    kept = told(article, cast("editor"), who="Bí mật", comment="Bí mật", evidence=evidence(2))
    other = make_article()
    beside = told(other, cast("editor"), evidence=evidence(2))
    left_over = f"sign-offs/{article.pk}/left-over.jpg"
    originals().save(left_over, upload(b"x"))
    assert {kept.evidence.name, beside.evidence.name, left_over} <= file_names()
    erase_article(article.pk, **ORDER)
    kept.refresh_from_db()
    assert (kept.who, kept.comment, kept.evidence.name) == ("", "", "")
    assert (kept.version, len(kept.hash), kept.erasure_id is None) == (1, 64, False)
    assert SignOffLink.objects.get(article=article).for_whom == ""
    assert not any(name.startswith(f"sign-offs/{article.pk}/") for name in file_names())
    assert beside.evidence.name in file_names()


@pytest.mark.django_db(transaction=True)
def test_order_reaches_what_was_said_about_a_draft_thrown_away(article, cast, kept_apart):
    kept = told(article, cast("editor"), comment="Bí mật", evidence=evidence(3))
    number, name = article.pk, kept.evidence.name
    put_in_bin(article, None)
    empty_bin(timezone.now() + timedelta(days=31))
    erase_article(number, **ORDER)
    kept.refresh_from_db()
    assert (kept.comment, kept.evidence.name) == ("", "")
    assert name not in file_names()


@pytest.mark.django_db(transaction=True)
def test_erasing_a_picture_takes_it_where_it_was_evidence_too(
    article, cast, make_image, kept_apart
):
    image = make_image()
    same = take_aside(upload(encoded(photo(240, 160, 1), "JPEG", quality=95)))
    assert same.sha256 == image.sha256
    kept = told(article, cast("editor"), comment="Giữ lại", evidence=same)
    name = kept.evidence.name
    erase_picture(image, **ORDER)
    kept.refresh_from_db()
    assert (kept.comment, kept.evidence.name) == ("Giữ lại", "")
    assert name not in file_names()


@pytest.mark.django_db(transaction=True)
def test_archive_brings_evidence_back_and_an_order_takes_it_again(
    article, cast, settings, tmp_path, kept_apart
):
    kept = told(article, cast("editor"), comment="Bí mật", evidence=evidence(4))
    name = kept.evidence.name
    content = originals().open(name).read()
    path = tmp_path / "newsroom.zip"
    backup.make(path)
    with zipfile.ZipFile(path) as archive:
        assert archive.read(f"originals/{name}") == content
    originals().delete(name)
    backup.restore(path, replace=True)
    assert originals().open(name).read() == content
    erase_article(article.pk, **ORDER)
    assert not originals().exists(name)
    backup.restore(path, replace=True)  # it knows the order by the ledger beside the database
    assert not originals().exists(name)
    assert SignOff.objects.get(article=article.pk).comment == ""
    assert replay() == 0
