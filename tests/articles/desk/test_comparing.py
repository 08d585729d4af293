"""Two states beside each other: words, facts and pictures, without a database where none is due."""

import time
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.desk.acts.event import record
from articles.desk.acts.marking import Mark, compare_blocks, compare_words
from articles.desk.acts.publishing import publish
from articles.desk.article import Article, ArticleImage, Contributor
from articles.desk.erasure.erasing import erase_picture
from articles.desk.text.blocks import Block, blocks_of
from articles.desk.versions.comparing import Names, compare, read
from articles.desk.versions.content import content_of
from articles.desk.versions.saving import save_version
from articles.desk.versions.side import difference_from_approved, difference_from_live
from images.erasing import forget
from tests.people.factory import appoint, make_official, make_position

from ..factory import edit, make_article, make_category, make_published

# Words

SOME_WORDS = st.lists(
    st.sampled_from(["hòa", "hoà", "Móng Cái", "và", "12/8/2018", "1.234,5", ",", ".", "a", "–"]),
    max_size=25,
).map(" ".join)
TEXTS = st.one_of(SOME_WORDS, st.text(max_size=60))
BLOCKS = st.lists(
    st.builds(
        Block, TEXTS, st.sampled_from(["paragraph", "heading", "item"]), st.sampled_from(["", "x"])
    ),
    max_size=12,
)


def sides_of(marks):
    """Both texts that marks were made from."""
    return tuple(
        "".join(mark.text for mark in marks if mark.change in {"kept", change})
        for change in ("removed", "added")
    )


@given(TEXTS, TEXTS)
def test_marks_give_back_both_texts(old, new):
    assert sides_of(compare_words(old, new)) == (old, new)


@given(TEXTS)
def test_text_does_not_differ_from_itself(text):
    assert {mark.change for mark in compare_words(text, text)} <= {"kept"}


@given(BLOCKS, BLOCKS)
def test_passages_give_back_both_texts(old, new):
    passages = compare_blocks(old, new)
    assert [each.old for each in passages if each.old and each.change != "come"] == old
    assert [each.new for each in passages if each.new and each.change != "gone"] == new
    for each in passages:
        before = each.old.text if each.old else ""
        after = each.new.text if each.new else ""
        assert sides_of(each.marks) == (before, after)
        if each.change == "kept":
            assert each.old == each.new


@given(BLOCKS)
def test_blocks_do_not_differ_from_themselves(blocks):
    assert {each.change for each in compare_blocks(blocks, blocks)} <= {"kept"}


@given(st.lists(st.sampled_from("abcdefgh"), max_size=300), st.data())
def test_long_rows_are_aligned_in_order(words, data):
    """Long enough that anchors and not only the full comparison do the work."""
    other = data.draw(st.permutations(words)) if words else []
    old, new = " ".join(words), " ".join(other)
    assert sides_of(compare_words(old, new)) == (old, new)


def test_word_with_tone_marks_is_one_word():
    assert compare_words("Hòa Bình", "Hoà Bình") == [
        Mark("removed", "Hòa "),
        Mark("added", "Hoà "),
        Mark("kept", "Bình"),
    ]


def test_decomposed_letters_stay_with_their_word():
    marks = compare_words("mo\u0323\u0302t hai", "mo\u0323\u0302t ba")
    assert marks[0] == Mark("kept", "mo\u0323\u0302t ")


def test_number_and_date_are_one_word():
    marks = compare_words("Ngày 12/8/2018 thu 1.234,5 tỷ", "Ngày 12/9/2018 thu 1.235,5 tỷ")
    assert [each.text for each in marks if each.change == "removed"] == ["12/8/2018 ", "1.234,5 "]


def test_single_words_kept_between_long_changes_do_not_break_the_reading():
    marks = compare_words("đã họp bàn với các bên", "sẽ mở rộng và nâng các cấp")
    assert len(marks) == 2


def test_paragraphs_are_told_as_kept_changed_moved_added_and_removed():
    old = ["Một câu đầu.", "Đoạn chuyển đi.", "Ba con tàu.", "Giữ một.", "Giữ hai.", "Bỏ hẳn"]
    new = ["Một câu đầu.", "Ba chiếc tàu.", "Giữ một.", "Giữ hai.", "Đoạn chuyển đi.", "Mới thêm"]
    passages = compare_blocks(*([Block(text) for text in side] for side in (old, new)))
    assert [each.change for each in passages] == [
        *("kept", "gone", "changed", "kept", "kept"),
        *("removed", "come", "added"),
    ]


def test_heading_made_of_a_paragraph_is_told():
    (passage,) = compare_blocks([Block("Cảng")], [Block("Cảng", "heading")])
    assert (passage.change, passage.is_recast) == ("recast", True)


def test_rewritten_paragraph_is_not_told_as_changed():
    old, new = [Block("Hội nghị bàn về cảng biển.")], [Block("Trời hôm nay nắng đẹp lắm.")]
    assert [each.change for each in compare_blocks(old, new)] == ["removed", "added"]


@pytest.mark.parametrize(
    "change",
    [
        lambda words: [*words[:5000], "thêm", *words[5000:]],
        lambda words: ["khác" if at % 20 == 0 else word for at, word in enumerate(words)],
        lambda words: words[::-1],
        lambda words: words[5000:] + words[:5000],
    ],
)
@pytest.mark.parametrize("each", [60, 10_000])
def test_ten_thousand_words_take_less_than_a_second(change, each):
    words = [f"từ{at * at % 997}" for at in range(10_000)]

    def body(words):
        paragraphs = (words[at : at + each] for at in range(0, len(words), each))
        return "".join(f"<p>{' '.join(part)}.</p>" for part in paragraphs)

    old = read({"body": body(words)}, Names())
    new = read({"body": body(change(words))}, Names())
    start = time.perf_counter()
    assert not compare(old, new).is_empty
    assert time.perf_counter() - start < 1


# A body as a person reads it


def test_body_is_read_as_blocks_of_plain_words():
    body = (
        "<h2>Cảng</h2><p>Một <strong>đậm</strong> &amp;<br>hai</p><ul><li>Mục<ol><li>con</li></ol>"
        "</li></ul><blockquote><p>Trích</p></blockquote><table><caption>Bảng</caption><tr><th>Xã"
        "</th><th>Số</th></tr><tr><td></td><td><p>2</p><p>3</p></td></tr></table>"
        '<figure data-image="7"></figure><figure data-image="8"></figure><hr>'
    )
    assert [(each.kind, each.text) for each in blocks_of(body, {7: "Tàu"})] == [
        ("heading", "Cảng"),
        ("paragraph", "Một đậm &\nhai"),
        ("item", "Mục"),
        ("item", "con"),
        ("quote", "Trích"),
        ("caption", "Bảng"),
        ("row", "Xã | Số"),
        ("row", "| 2\n3"),
        ("picture", "Tàu"),
        ("rule", "* * *"),
    ]


def test_address_of_a_link_is_read_like_a_word():
    old = blocks_of('<p>Xem <a href="https://a.example/">tại đây</a>.</p>', {})
    new = blocks_of('<p>Xem <a href="https://b.example/">tại đây</a>.</p>', {})
    assert old[0].text == "Xem tại đây (https://a.example/)."
    assert [each.change for each in compare_blocks(old, new)] == ["changed"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>Một <strong>hai</strong></p>", "<p>Một hai</p>"),
        ("<p>Một <strong>hai</strong></p>", "<p><strong>Một</strong> hai</p>"),
        ("<ul><li>a</li></ul>", "<ol><li>a</li></ol>"),
        ('<ol start="2"><li>a</li></ol>', "<ol><li>a</li></ol>"),
        ("<h3>a</h3>", "<h4>a</h4>"),
        ("<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
        ("<table><tr><td>a</td></tr></table>", "<table><tr><th>a</th></tr></table>"),
        ("<table><tr><td>a</td><td></td></tr></table>", "<table><tr><td>a</td></tr></table>"),
    ],
)
def test_same_words_set_differently_are_no_empty_difference(old, new):
    old, new = (read({"body": body}, Names()) for body in (old, new))
    assert not compare(old, new).is_empty
    assert compare(old, old).is_empty


# Facts

NAMES = Names(
    categories={1: "Kinh tế", 2: "Văn hóa"},
    organisations={1: "UBND thành phố"},
    officials={1: "Hồ Quang Huy", 2: "Nguyễn Văn B"},
    images={number: SimpleNamespace(thumbnail_url=f"/anh/{number}.jpg") for number in range(1, 9)},
)


def text_of(marks):
    return "".join(mark.text for mark in marks)


def changed_facts(old, new):
    """{field: (old texts, new texts)} of the facts that differ."""
    return {
        fact.name: tuple([text_of(marks) for marks in side] for side in (fact.old, fact.new))
        for fact in compare(read(old, NAMES), read(new, NAMES)).facts
    }


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ({"category": 1}, {"category": 2}, {"category": (["Kinh tế"], ["Văn hóa"])}),
        ({"category": 1}, {}, {"category": (["Kinh tế"], [])}),
        ({}, {"category": 77}, {"category": ([], ["#77"])}),
        (
            {"further_categories": [1]},
            {"further_categories": [1, 2]},
            {"further_categories": (["Kinh tế"], ["Kinh tế", "Văn hóa"])},
        ),
        (
            {"event_date": "2018-08-07"},
            {"no_event": True},
            {"event_date": (["07/08/2018"], []), "no_event": ([], ["Có"])},
        ),
        ({}, {"organisation": 1}, {"organisation": ([], ["UBND thành phố"])}),
        (
            {"officials": [1]},
            {"officials": [2]},
            {"officials": (["Hồ Quang Huy"], ["Nguyễn Văn B"])},
        ),
        (
            {
                "officials": [
                    {"official": 1, "name": "Hồ Quang Huy", "titles": [{"text": "Bí thư"}]}
                ]
            },
            {"officials": [{"official": 1, "name": "Hồ Quang Huy"}]},
            {"officials": (["Hồ Quang Huy – Bí thư"], ["Hồ Quang Huy"])},
        ),
        (
            {"contributors": [{"name": "Lan", "part": "author"}]},
            {"contributors": [{"name": "Lan", "part": "editor"}]},
            {"contributors": (["Lan (Bài)"], ["Lan (Biên tập)"])},
        ),
        (
            {"source": {"name": "Báo A", "url": "https://a.example"}},
            {"source": {"name": "Báo B", "url": "https://a.example"}},
            {"source_name": (["Báo A"], ["Báo B"])},
        ),
        ({"kind": "news"}, {"kind": "news"}, {}),
    ],
)
def test_facts_are_told_by_name(old, new, told):
    assert changed_facts(old, new) == told


def test_what_both_sides_have_is_not_marked():
    old = {"officials": [1]}
    (fact,) = compare(read(old, NAMES), read({"officials": [1, 2]}, NAMES)).facts
    assert [mark.change for (mark,) in fact.new] == ["kept", "added"]


def test_new_title_is_told_as_a_title():
    old = {"officials": [{"name": "Hồ Quang Huy", "titles": [{"text": "Phó Chủ tịch"}]}]}
    new = {"officials": [{"name": "Hồ Quang Huy", "titles": [{"text": "Chủ tịch"}]}]}
    (fact,) = compare(read(old, NAMES), read(new, NAMES)).facts
    assert [mark.text for mark in fact.old[0] if mark.change == "removed"] == ["Phó "]
    assert {mark.change for mark in fact.new[0]} == {"kept"}


# Pictures


def use(image, place="gallery", **words):
    return {"place": place, "image": image, **words}


def told(old, new):
    """What is said about the pictures of two contents, in one list."""
    contents = [read({"pictures": pictures}, NAMES) for pictures in (old, new)]
    return [said for each in compare(*contents).pictures for said in each.said]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ([use(1), use(2), use(3)], [use(3), use(1), use(2)], ["Ảnh 3 trong bộ ảnh lên vị trí 1."]),
        (
            [use(1), use(2), use(3)],
            [use(2), use(3), use(1)],
            ["Ảnh 1 trong bộ ảnh xuống vị trí 3."],
        ),
        # What only makes room for a new one did not move.
        ([use(1), use(2)], [use(3), use(1), use(2)], ["Thêm ảnh 1 trong bộ ảnh."]),
        ([use(1), use(2)], [use(2)], ["Bỏ ảnh 1 trong bộ ảnh."]),
        (
            [use(1, "lead"), use(2)],
            [use(3, "lead"), use(2)],
            ["Ảnh đại diện được thay bằng ảnh khác."],
        ),
        (
            [use(1, "lead"), use(2)],
            [use(2), use(1)],
            ["Ảnh đại diện chuyển thành ảnh 2 trong bộ ảnh."],
        ),
        ([use(1), use(1)], [use(1)], ["Bỏ ảnh 2 trong bộ ảnh."]),
        ([use(1)], [use(1)], []),
        # The lead picture gone does not move the gallery.
        ([use(1, "lead"), use(2), use(3)], [use(2), use(3)], ["Bỏ ảnh đại diện."]),
        (
            [use(1), use(2), use(3)],
            [use(3), use(2)],
            ["Bỏ ảnh 1 trong bộ ảnh.", "Ảnh 2 trong bộ ảnh đổi thứ tự so với các ảnh khác."],
        ),
    ],
)
def test_pictures_are_told_in_words(old, new, said):
    assert sorted(told(old, new)) == sorted(said)


def test_caption_that_got_its_picture_is_one_change():
    waiting = {"place": "gallery", "caption": "Tàu vào cảng"}
    assert told([waiting], [use(4, caption="Tàu vào cảng")]) == [
        "Ảnh 1 trong bộ ảnh được thay bằng ảnh khác."
    ]


def test_words_under_a_picture_are_marked():
    old = read({"pictures": [use(1, caption="Tàu vào cảng", alt_text="Tàu")]}, NAMES)
    new = read({"pictures": [use(1, caption="Tàu rời cảng", alt_text="Tàu")]}, NAMES)
    (change,) = compare(old, new).changed_pictures
    assert sides_of(change.caption) == ("Tàu vào cảng", "Tàu rời cảng")
    assert {mark.change for mark in change.alt_text} == {"kept"}


USES = st.lists(
    st.builds(
        use,
        st.sampled_from([1, 2, 3, None]),
        st.sampled_from(["body", "gallery"]),
        caption=st.sampled_from(["", "Một", "Hai"]),
    ),
    max_size=6,
)


@given(USES, USES)
def test_every_picture_of_both_sides_is_told_once(old, new):
    contents = [read({"pictures": pictures}, NAMES) for pictures in (old, new)]
    difference = compare(*contents)
    olds = [each.old for each in difference.pictures if each.old]
    news = [each.new for each in difference.pictures if each.new]
    assert (set(olds), len(olds)) == ({*contents[0].pictures}, len(old))
    assert news == [*contents[1].pictures]
    assert difference.is_empty == (old == new)


CONTENTS = st.fixed_dictionaries(
    {},
    optional={
        "headline": st.sampled_from(["Tin một", "Tin hai"]),
        "lead": st.sampled_from(["Một dòng.\nHai dòng.", "Một dòng."]),
        "body": st.sampled_from(["<p>Một.</p><p>Hai.</p>", "<p>Hai.</p><p>Một.</p>", "<p>Ba</p>"]),
        "category": st.sampled_from([1, 2]),
        "officials": st.sampled_from([[1], [1, 2]]),
        "source": st.just({"name": "Báo A"}),
        "pictures": USES,
    },
)


@given(CONTENTS, CONTENTS)
def test_difference_is_empty_for_equal_contents_only(old, new):
    difference = compare(read(old, NAMES), read(new, NAMES))
    old, new = ({"pictures": [], **content} for content in (old, new))
    assert difference.is_empty == (old == new)


# With the live edition, and with what was approved


@pytest.mark.django_db
def test_every_field_of_a_content_is_read(cast, make_image):
    """A field added to the content must be told of here too."""
    article = make_article(
        kind="reprint",
        event_date=date(2018, 8, 7),
        source_name="Báo A",
        lead_image=make_image(),
    )
    article.further_categories.add(make_category())
    article.officials.add(make_official("Hồ Quang Huy"))
    Contributor.objects.create(article=article, name="Lan")
    full = content_of(article) | {"organisation": 1, "no_event": True}
    names = Names.load(full)
    for field in full:
        less = {name: value for name, value in full.items() if name != field}
        assert not compare(read(full, names), read(less, names)).is_empty, field


@pytest.mark.django_db
def test_article_as_published_does_not_differ_from_live(make_image):
    official = make_official("Ngô Hoàng Ngân")
    appoint(official, make_position("Bí thư Thành ủy"), "2016")
    image = make_image(caption="Chú thích của thư viện", credit="Lan")
    figure = (
        f'<figure class="image" data-image="{image.pk}"><img alt="" src="{image.url}"></figure>'
    )
    article = make_article(
        body=f"<p>Đồng chí Ngô Hoàng Ngân.</p>{figure}",
        event_date=date(2018, 8, 7),
        lead_image=make_image(),
    )
    publish(article, None)
    assert difference_from_live(Article.objects.get()).is_empty


@pytest.mark.django_db
def test_difference_from_live_tells_what_readers_would_see(make_image):
    edition = make_published(headline="Cũ", event_date=date(2018, 8, 7))
    official = make_official("Ngô Hoàng Ngân")
    appoint(official, make_position("Bí thư Thành ủy"), "2016")
    article = Article.objects.get(pk=edition.article)
    ArticleImage.objects.create(article=article, image=make_image(), order=1)
    article = edit(article, headline="Mới", body="<p>Đồng chí Ngô Hoàng Ngân.</p>")
    difference = difference_from_live(article)
    assert difference.texts[0].differs
    facts = {fact.name: fact for fact in difference.facts}
    assert text_of(facts["officials"].new[0]) == "Ngô Hoàng Ngân – Bí thư Thành ủy"
    assert [each.said for each in difference.pictures] == [["Thêm ảnh 1 trong bộ ảnh."]]


@pytest.mark.django_db
def test_picture_erased_since_is_no_difference(make_image):
    image = make_image()
    article = make_article(lead_image=image)
    publish(article, None)
    article.refresh_from_db()
    article.lead_image = None
    article.save()
    save_version(article, None)
    assert not difference_from_live(article).is_empty
    erase_picture(image, basis="x", document="1", by="a", second_person="b")
    assert difference_from_live(article).is_empty


@pytest.mark.django_db
def test_nothing_live_and_nothing_approved_is_none():
    article = make_article()
    assert difference_from_live(article) is None
    assert difference_from_approved(article) is None


@pytest.mark.django_db
def test_difference_from_approved_is_from_the_last_approval_that_stood():
    article = make_article(headline="Bản một")
    record(article, "approve", None)
    article = edit(article, headline="Bản hai")
    record(article, "approve", None)
    article = edit(article, headline="Bản ba")
    record(article, "approve", None, refused=True)
    difference = difference_from_approved(article)
    assert sides_of(difference.texts[0].passages[0].marks) == ("Bản hai", "Bản ba")
    assert "phiên bản 2" in difference.old_name


@pytest.mark.django_db
def test_library_picture_that_is_gone_leaves_a_readable_difference(make_image):
    image = make_image()
    article = make_article(lead_image=image)
    forget(image, 1)
    content = content_of(article)
    difference = compare(read({}, Names()), read(content, Names.load(content)))
    assert difference.pictures[0].new.thumbnail == ""
