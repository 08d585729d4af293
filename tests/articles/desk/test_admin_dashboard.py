"""The first page of the desk: what each person has to do, in few questions."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.desk.acts.owed_check import OwedCheck
from articles.desk.acts.publishing import confirm, publish, publish_in_an_emergency
from articles.desk.acts.workflow import approve, pass_on, put_in_bin, send_back, submit
from articles.desk.admin.dashboard import dashboard
from articles.desk.admin.pile import MOST_COUNTED, SHOWN, how_long
from articles.desk.article import Article, ArticleImage
from articles.desk.roles.assignment import DeskAssignment
from articles.desk.signing.sign_off import SignOff
from articles.desk.versions.autosave import Autosave
from articles.desk.versions.saving import save_version
from images.models import Image

from ..clock import clock_at
from ..factory import edit, make_approved, make_article, make_category, make_published, make_user
from .typing import address, text

pytestmark = pytest.mark.django_db

INDEX = "/quan-tri/"
NOW = timezone.now()


def piles(user):
    """What the first page shows to a user: title → titles of its lines, without empty piles."""
    shown = dashboard(user)
    return {
        pile.title: [line.title for line in pile.lines]
        for pile in [*shown.piles, *shown.aside]
        if pile.lines and not pile.title.endswith("chưa có tin")
    }


def pile_of(user, title):
    return next(each for each in dashboard(user).piles if each.title == title)


def make_sent(headline, author, **fields):
    return submit(make_article(headline=headline, author=author, **fields), None)


def make_passed_on(headline, author=None, **fields):
    return pass_on(make_article(headline=headline, author=author, **fields), None)


# Who sees what


def test_reporter_sees_own_work_and_no_others(cast):
    reporter, contributor = cast("reporter"), cast("contributor")
    make_article(author=reporter, headline="Nháp")
    make_article(author=contributor, headline="Của người khác")
    make_sent("Cũng của người khác", contributor)
    make_sent("Đã gửi", reporter)
    send_back(make_sent("Bị trả", reporter), cast("editor"), "Thiếu ảnh")
    put_in_bin(make_article(author=reporter, headline="Đã bỏ"), reporter)
    assert piles(reporter) == {
        "Bài bị trả lại": ["Bị trả"],
        "Bạn đã gửi": ["Đã gửi"],
        "Bản thảo của bạn": ["Nháp"],
    }


def test_what_came_back_says_why(cast, browser_of):
    article = make_sent("Bị trả", cast("reporter"))
    send_back(article, cast("editor"), "Lần đầu: thiếu ảnh")
    send_back(submit(article, None), cast("editor"), "Sai <b>chức danh</b>")
    page = text(browser_of("reporter").get(INDEX))
    assert "Sai &lt;b&gt;chức danh&lt;/b&gt;" in page
    assert "Lần đầu" not in page


def test_author_reads_with_whom_each_article_is_and_since_when(cast):
    reporter = cast("reporter")
    make_sent("Chờ biên tập", reporter)
    make_passed_on("Chờ duyệt", reporter)
    approve(make_passed_on("Đã duyệt", reporter), None)
    with clock_at(timezone.now() + timedelta(days=3)):
        since = {line.title: line.since for line in pile_of(reporter, "Bạn đã gửi").lines}
    assert since == {
        "Chờ biên tập": "chờ biên tập viên, đã 3 ngày",
        "Chờ duyệt": "chờ trưởng ban duyệt, đã 3 ngày",
        "Đã duyệt": "đã duyệt, chờ đăng, đã 3 ngày",
    }


def test_editor_sees_what_waits_the_longest_first_and_not_their_own(cast):
    for headline in ["Một", "Hai"]:
        make_sent(headline, cast("reporter"))
    make_sent("Của chính mình", cast("editor"))
    make_passed_on("Chờ trưởng ban")
    assert piles(cast("editor")) == {
        "Chờ biên tập": ["Một", "Hai"],
        "Bạn đã gửi": ["Của chính mình"],
    }
    assert dashboard(cast("editor")).piles[0].is_urgent


def test_saving_does_not_send_an_article_to_the_end_of_the_line(cast):
    first = make_sent("Một", cast("reporter"))
    make_sent("Hai", cast("reporter"))
    edit(first, lead="Biên tập viên vừa sửa")
    assert piles(cast("editor"))["Chờ biên tập"] == ["Một", "Hai"]


def test_publisher_sees_what_waits_for_approval_first_then_the_rest(cast):
    make_sent("Mới gửi", cast("reporter"))
    make_passed_on("Chờ duyệt", cast("reporter"))
    make_passed_on("Tự viết", cast("publisher"))
    make_approved(headline="Đã duyệt")
    publish(make_approved(headline="Đã hẹn giờ"), None, at=NOW + timedelta(days=1))
    assert list(piles(cast("publisher")).items()) == [
        ("Chờ bạn duyệt", ["Chờ duyệt"]),
        ("Chờ biên tập", ["Mới gửi"]),
        ("Đã duyệt, chờ đăng", ["Đã duyệt"]),
        ("Bạn đã gửi", ["Tự viết"]),
    ]


def test_publisher_sees_public_articles_that_were_changed_since(cast):
    edit(Article.objects.get(pk=make_published(headline="Đang sửa").article), lead="Mới")
    make_published(headline="Như đã đăng")
    assert piles(cast("publisher")) == {"Đã đăng, đang sửa tiếp": ["Đang sửa"]}


def test_role_at_a_desk_brings_the_work_of_that_desk_alone(cast):
    sport, culture = make_category("Thể thao"), make_category("Văn hóa")
    below = make_category("Bóng đá", parent=sport)
    stand_in = make_user("thay")
    DeskAssignment.objects.create(user=stand_in, role="editor", category=sport)
    make_sent("Bóng đá", cast("reporter"), category=below)
    make_sent("Chèo", cast("reporter"), category=culture)
    assert piles(stand_in)["Chờ biên tập"] == ["Bóng đá"]
    DeskAssignment.objects.update(until=timezone.localdate() - timedelta(days=1))
    fresh = type(stand_in).objects.get(pk=stand_in.pk)
    assert piles(fresh) == {}


def test_contributor_learns_nothing_of_others(browser_of, cast):
    make_published(headline="Đã đăng của người khác")
    publish(make_approved(headline="Sắp đăng của người khác"), None, at=NOW + timedelta(days=1))
    publish_in_an_emergency(make_article(headline="Khẩn của người khác"), cast("publisher"), "Bão")
    assert dashboard(cast("contributor")).newest is None
    assert "của người khác" not in text(browser_of("contributor").get(INDEX))


def test_contributor_sees_when_their_own_article_appears(cast, browser_of):
    article = make_approved(headline="Sắp đăng", author=cast("contributor"))
    publish(article, None, at=NOW + timedelta(days=1))
    assert "Sắp đăng" in text(browser_of("contributor").get(INDEX))


def test_who_keeps_other_things_sees_those(browser_of):
    page = text(browser_of("administrator").get(INDEX))
    assert "/quan-tri/accounts/user/" in page
    assert "Viết bài" not in page
    assert "Lịch đăng" not in page
    assert "/quan-tri/people/official/" in text(browser_of("register_keeper").get(INDEX))


def test_who_is_not_signed_in_sees_nothing():
    assert Client().get(INDEX).status_code == 302


# What was published by one alone


def test_check_owed_is_for_a_second_person_and_tells_how_long_there_is(cast):
    head, second = cast("publisher"), make_user("pho", full_name="Phó ban")
    DeskAssignment.objects.create(user=second, role="publisher", starts_on=timezone.localdate())
    article = make_article(headline="Bão vào bờ")
    with clock_at(NOW):
        publish_in_an_emergency(article, head, "Bão")
    with clock_at(NOW + timedelta(hours=20)):
        assert piles(head) == {"Bạn đã đăng, chờ người khác hậu kiểm": ["Bão vào bờ"]}
        owed = pile_of(second, "Chờ hậu kiểm")
        assert owed.lines[0].since == "còn 4 giờ"
        assert owed.lines[0].facts == ["Đăng khẩn", "Nguyễn Thu Hà"]
        assert not owed.is_late
    with clock_at(NOW + timedelta(hours=26)):
        make_passed_on("Chờ duyệt")
        late = dashboard(second).piles[0]
        assert late.lines[0].since == "quá hạn 2 giờ"
        assert late.is_late
        assert late.lines[0].is_late
        confirm(article, second)
        assert "Chờ hậu kiểm" not in piles(second)


def test_longest_overdue_stands_first(cast):
    for hours in [5, 90, 40]:
        edition = make_published(headline=f"Hạn {hours} giờ")
        OwedCheck.objects.create(
            article=edition.article,
            edition=edition,
            cause="policy",
            by=cast("editor"),
            at=NOW,
            due_at=NOW + timedelta(hours=hours),
        )
    with clock_at(NOW + timedelta(hours=50)):
        owed = piles(cast("publisher"))["Chờ hậu kiểm"]
    assert owed == ["Hạn 5 giờ", "Hạn 40 giờ", "Hạn 90 giờ"]


def test_editor_who_may_not_confirm_is_not_asked_to(cast):
    publish_in_an_emergency(make_article(), cast("publisher"), "Bão")
    assert "Chờ hậu kiểm" not in piles(cast("editor"))


# What came in, and what was not saved


def answer(article, who="Ông An", **fields):
    words = {"answer": "changes", "how": "link", "comment": "Thêm tên đơn vị", **fields}
    return SignOff.objects.create(
        article=article.pk, version=1, hash="0" * 64, who=who, said_at=NOW, **words
    )


def test_author_reads_what_was_said_through_a_link(cast):
    mine = make_article(headline="Của tôi", author=cast("reporter"))
    answer(mine)
    answer(mine, how="telephone", comment="Đã ghi lại chính tôi")
    answer(make_article(headline="Của người khác", author=cast("editor")))
    said = pile_of(cast("reporter"), "Ý kiến mới về bài của bạn")
    assert [line.quote for line in said.lines] == ["Thêm tên đơn vị"]
    assert said.lines[0].address == address(mine)


def test_answers_are_new_for_a_week_and_while_there_is_something_to_do(cast):
    reporter = cast("reporter")
    answer(make_article(author=reporter))
    public = make_published(author=reporter)
    answer(Article.objects.get(pk=public.article))
    assert pile_of(reporter, "Ý kiến mới về bài của bạn").count == 1
    with clock_at(NOW + timedelta(days=8)):
        assert "Ý kiến mới về bài của bạn" not in piles(reporter)


def test_own_unsaved_texts_lead_back_to_their_forms(cast):
    reporter, article = cast("reporter"), make_article(headline="Đang viết")
    Autosave.objects.create(
        article=article, user=reporter, form={"headline": ["Tên mới"]}, saved_at=NOW
    )
    Autosave.objects.create(
        creation_key=uuid.uuid4(), user=reporter, saved_at=NOW - timedelta(hours=1)
    )
    Autosave.objects.create(article=article, user=cast("editor"), saved_at=NOW)
    lines = pile_of(reporter, "Đang viết dở, chưa lưu").lines
    assert [line.title for line in lines] == ["Tên mới", "(chưa có tiêu đề)"]
    assert lines[0].address == address(article)
    assert lines[1].address.startswith("/quan-tri/articles/article/add/")


# What is good to know


def test_pictures_without_alt_text_are_listed_wherever_they_stand(cast, make_image):
    silent, told = make_image(alt_text=""), make_image()
    reporter = cast("reporter")

    def figure(image, alt=""):
        picture = f'<img alt="{alt}" src="{image.url}">'
        return f'<figure class="image" data-image="{image.pk}">{picture}</figure>'

    make_article(author=reporter, headline="Ảnh đại diện", lead_image=silent)
    make_article(author=reporter, headline="Đủ", lead_image=silent, lead_image_alt="Có")
    gallery = make_article(author=reporter, headline="Bộ ảnh")
    ArticleImage.objects.create(article=gallery, image=silent)
    make_article(author=reporter, headline="Trong bài", body=figure(silent))
    make_article(author=reporter, headline="Thư viện nói thay", body=figure(told))
    make_article(author=reporter, headline="Bài nói", body=figure(silent, "Có"))
    make_article(author=reporter, headline="Hai ảnh", body=figure(told) + figure(silent))
    make_article(author=reporter, headline="Ảnh có mô tả", lead_image=told)
    make_article(author=cast("editor"), headline="Của người khác", lead_image=silent)
    found = piles(reporter)["Ảnh chưa có mô tả"]
    assert set(found) == {"Ảnh đại diện", "Bộ ảnh", "Trong bài", "Hai ảnh"}
    assert "Của người khác" in piles(cast("editor"))["Ảnh chưa có mô tả"]


def quiet(user):
    return {
        line.title: line.since
        for pile in dashboard(user).aside
        if pile.title == "Đã 30 ngày chưa có tin"
        for line in pile.lines
    }


def test_categories_without_news_for_a_month_are_named(cast):
    lively, silent = make_category("Kinh tế"), make_category("Thể thao")
    below = make_category("Bóng đá", parent=silent)
    deep = make_category("Giải phường", parent=below)
    make_category("Mới lập")
    with clock_at(NOW):
        make_published(at=NOW - timedelta(days=29), category=lively)
        make_published(at=NOW - timedelta(days=70), category=deep)
        assert quiet(cast("editor")) == {
            "Thể thao": "bài gần nhất 2 tháng trước",
            "Bóng đá": "bài gần nhất 2 tháng trước",
            "Mới lập": "chưa có bài nào",
        }
        assert quiet(cast("reporter")) == {}


def test_scheduled_or_withdrawn_article_is_no_news_yet(cast):
    category = make_category("Kinh tế")
    publish(make_approved(category=category), None, at=timezone.now() + timedelta(days=1))
    assert quiet(cast("editor")) == {"Kinh tế": "chưa có bài nào"}


def test_what_is_scheduled_stands_under_its_day(browser_of):
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1)).replace(hour=0, minute=30)
    publish(make_approved(headline="Ngày mai"), None, at=tomorrow)
    page = text(browser_of("publisher").get(INDEX))
    assert f"{tomorrow:%d/%m/%Y}</h3>" in page
    assert "00:30" in page


# In words


def test_who_has_nothing_to_do_is_told_what_comes(browser_of):
    page = text(browser_of("reporter").get(INDEX))
    assert "Bạn không có bản thảo nào" in page
    assert "Không có việc nào đang chờ bạn." in page
    assert "Không có bài nào đang chờ" in text(browser_of("editor").get(INDEX))
    page = text(browser_of("publisher").get(INDEX))
    assert "Chưa hẹn giờ đăng bài nào" in page
    assert "Không có bài nào chờ bạn duyệt." in page


def test_heading_answers_what_there_is_to_do(browser_of, cast):
    for number in range(8):
        make_sent(f"Bài {number}", cast("reporter"))
    assert re.search(r"<h1>\s*8 việc đang chờ bạn\.", text(browser_of("editor").get(INDEX)))


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(seconds=5), "1 phút"),
        (timedelta(minutes=59), "59 phút"),
        (timedelta(hours=23, minutes=59), "23 giờ"),
        (timedelta(days=59), "59 ngày"),
        (timedelta(days=61), "2 tháng"),
    ],
)
def test_times_are_told_in_one_unit(time, words):
    assert how_long(NOW - time, NOW) == words


def test_long_pile_is_cut_counted_and_leads_to_the_list(cast, browser_of):
    for _ in range(8):
        make_article(author=cast("reporter"))
    page = text(browser_of("reporter").get(INDEX))
    assert page.count('<a class="line"') == SHOWN
    assert '<span class="pile__count">8</span>' in page
    more = "/quan-tri/articles/article/?mine=yes&amp;status__exact=draft"
    assert f'href="{more}"' in page


@pytest.mark.parametrize("role", ["reporter", "editor", "publisher"])
def test_every_pile_leads_to_a_list_that_holds_as_many(role, cast, browser_of, make_image):
    person = cast(role)
    for number in range(SHOWN + 1):
        send_back(make_sent(f"Trả {number}", person), None, "Sửa")
        make_article(author=person, lead_image=make_image(alt_text=""))
        make_sent(f"Gửi {number}", person)
        make_sent(f"Chờ {number}", None)
        make_passed_on(f"Duyệt {number}")
        make_approved()
        edit(Article.objects.get(pk=make_published().article), lead="Mới")
    browser, led = browser_of(role), 0
    shown = dashboard(person)
    for pile in [*shown.piles, *shown.aside]:
        if not pile.more or "category" in pile.more:
            continue
        page = text(browser.get(pile.more))
        assert page.count('class="field-status_badge"') == pile.count, pile.title
        led += 1
    assert led >= {"reporter": 4, "editor": 5, "publisher": 7}[role]


def test_draft_that_was_last_in_hand_stands_first(cast):
    reporter = cast("reporter")
    first, _second = (make_article(author=reporter, headline=each) for each in ["Một", "Hai"])
    assert piles(reporter) == {"Bản thảo của bạn": ["Hai", "Một"]}
    edit(first, lead="Viết tiếp")
    assert piles(reporter) == {"Bản thảo của bạn": ["Một", "Hai"]}


def test_counting_stops_somewhere(cast):
    Article.objects.bulk_create(
        Article(headline=f"Bài {number}", author=cast("reporter"))
        for number in range(MOST_COUNTED + 5)
    )
    assert pile_of(cast("reporter"), "Bản thảo của bạn").count_in_words == "99+"


def test_draft_whose_headline_is_missing_can_be_opened_all_the_same(browser_of, cast):
    article = make_article(author=cast("reporter"))
    Article.objects.filter(pk=article.pk).update(headline="")
    save_version(article, None)
    assert "(chưa có tiêu đề)" in text(browser_of("reporter").get(INDEX))


# How much is asked


def fill_the_desk(cast, times):
    """A bit of everything that the first page shows, ``times`` over."""
    for _ in range(times):
        for role in ["contributor", "reporter", "editor", "publisher"]:
            person = cast(role)
            make_article(author=person)
            make_sent("Gửi", person)
            send_back(make_sent("Trả", person), None, "Sửa")
            make_passed_on("Duyệt", person)
            answer(make_approved(author=person))
            Autosave.objects.create(creation_key=uuid.uuid4(), user=person, saved_at=NOW)
            publish(make_approved(author=person), None, at=timezone.now() + timedelta(days=1))
            edit(Article.objects.get(pk=make_published(author=person).article), lead="Mới")
        for role in ["publisher", "editor"]:
            edition = make_published(category=make_category())
            OwedCheck.objects.create(
                article=edition.article,
                edition=edition,
                cause="emergency",
                by=cast(role),
                at=NOW,
                due_at=NOW,
            )


@pytest.mark.parametrize(
    ("role", "most"), [("contributor", 12), ("reporter", 14), ("editor", 17), ("publisher", 19)]
)
def test_first_page_asks_the_same_however_much_there_is(browser_of, cast, role, most):
    browser = browser_of(role)

    def questions():
        browser.get(INDEX)
        with CaptureQueriesContext(connection) as asked:
            browser.get(INDEX)
        return len(asked)

    fill_the_desk(cast, 1)
    for_few = questions()
    fill_the_desk(cast, 4)
    assert questions() == for_few <= most


def test_no_question_walks_the_archive(cast):
    """Every question begins at what is few: the unfinished, the scheduled, a person's own."""
    if connection.vendor != "sqlite":
        pytest.skip("reads SQLite's plan")
    fill_the_desk(cast, 1)
    cast("publisher")
    with CaptureQueriesContext(connection) as asked:
        dashboard(cast("publisher"))
    walks = re.compile(r"SCAN (articles_(article|edition|version|workflowevent)|[UV]\d)$")
    for question in asked:
        if "images_image" in question["sql"]:
            continue  # looks for the few silent pictures among those of the library
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {question['sql']}")
            plan = [row[3] for row in cursor.fetchall()]
        assert [step for step in plan if walks.match(step)] == [], question["sql"]


def test_pictures_whose_sizes_failed_are_shown_to_who_may_mend_them(browser_of, make_image):
    make_image(title="Bến cảng hỏng cỡ")
    Image.objects.update(renditions_ready=False, renditions_failed="OSError: disk")
    page = text(browser_of("editor").get(INDEX))
    assert "Ảnh chưa tạo được cỡ nhỏ" in page
    assert "Bến cảng hỏng cỡ" in page
