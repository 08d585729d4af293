"""What the cleaner leaves of every attack, that it does all at once, and where it is called."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.desk import drafting
from articles.desk.form import ArticleForm
from articles.desk.importing import Block, ImportedArticle
from articles.desk.printing import as_printed
from articles.desk.text.addresses import tidy_address
from articles.desk.text.figures import tidy_body
from articles.desk.text.richtext import RichTextWidget
from articles.page.rendering import render_body
from articles.page.sanitising import clean_html
from people.register import Register
from tests.articles.factory import make_category, make_published
from vietnamese import nfc, plain

from .browsing import take_out_the_cleaning
from .remains import remains
from .vectors import VECTORS, sample

# Nothing of an attack is lost on the way here: each must be one.
ALONE = [vector.text for vector in VECTORS]
TOGETHER = "".join(f"<p>{vector.text}</p>" for vector in VECTORS if not vector.swallows)


def test_there_are_five_hundred_and_more_no_two_alike():
    assert len(set(ALONE)) == len(VECTORS) >= 500
    assert [vector.number for vector in VECTORS] == [*range(1, len(VECTORS) + 1)]


def test_the_check_finds_what_is_left():
    found = [vector for vector in VECTORS if remains(vector.text)]
    assert len(found) > len(VECTORS) * 0.8


def test_nothing_is_left_of_any_attack():
    left = {text: remains(clean_html(text)) for text in ALONE}
    assert not {text: found for text, found in left.items() if found}
    assert not remains(clean_html(TOGETHER))


def test_nothing_is_left_in_a_text_as_it_is_saved(db):
    left = {text: remains(tidy_body(text)) for text in ALONE}
    assert not {text: found for text, found in left.items() if found}


def test_cleaning_an_attack_twice_changes_nothing_more(db):
    for text in [*ALONE, TOGETHER]:
        once = clean_html(text)
        assert clean_html(once) == once == plain(nfc(once))
        saved = tidy_body(text)
        assert tidy_body(saved) == saved == plain(nfc(saved))


# Pieces of which texts are made that look one way and are read another.
PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<b>", "</b>", "<a href='", '<a href="/" title="', "'>", '">', "</a>"),
        *("<table>", "<tr>", "<td>", "</td>", "</table>", "<ul>", "<li>", "</ul>", "<h2>"),
        *("<figure data-image='1'>", "<figcaption>", "</figure>", "<blockquote>", "<br>", "<hr>"),
        *("<svg>", "<math>", "<style>", "</style>", "<title>", "<template>", "<noscript>"),
        *("<select>", "<option>", "<textarea>", "<xmp>", "<script>", "</script>", "<!--", "-->"),
        *("<![CDATA[", "]]>", "<?", "<", ">", "/", "=", "&", ";", "'", '"', "`", " ", "\n", "\r\n"),
        *("&lt;", "&gt;", "&amp;", "&quot;", "&#60;", "&#0;", "&#1;", "&#824;", "&#803;", "&#769;"),
        *("&nbsp;", "&#12288;", "&#13;", "&#xD800;", "&nvlt;", "\u0338", "\u0301", "\u0323"),
        *("\x00", "\x01", "\x0c", "\u00a0", "\u3000", "\u2028", "\ufffe", "\u212a", "a", "Đ", "x"),
        *("javascript:", "java&#1;script:", "data:,", "http://testserver/", "/", "?utm_source=x"),
        *(" onclick=__hit(1) ", " style=x ", " id=x ", " class=image ", " data-decorative=true "),
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)


@given(TEXTS)
def test_cleaning_twice_changes_nothing_more(html):
    once = clean_html(html)
    assert clean_html(once) == once
    assert plain(nfc(once)) == once
    assert not remains(once)


# Without pictures, which would ask the library; `test_figures` has those.
@given(TEXTS.filter(lambda html: not re.search("<figure|<img", html)))
def test_tidying_twice_changes_nothing_more(html):
    once = tidy_body(html)
    assert tidy_body(once) == once
    assert not remains(once)


@given(TEXTS)
def test_rendering_a_rendered_text_leaves_nothing_either(html):
    framed = r'<div class="table-scroll" tabindex="0" role="group">|</div>'
    assert not remains(re.sub(framed, "", render_body(html)))


@pytest.mark.parametrize("space", ["&nbsp;", "&#12288;", "\u2028", "&#x85;", "&#xFEFF;", "&#1;"])
def test_no_address_becomes_a_script_while_it_is_tidied(space):
    """What a browser leaves before it makes it no scheme; taken off, it would be one."""
    for start in [space, f" {space} "]:
        once = tidy_body(f'<p><a href="{start}javascript:__hit(1)">x</a></p>')
        assert 'href="javascript' not in once
        assert not remains(once)


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/"])
def test_an_address_of_ours_never_turns_into_another_hosts(path):
    assert tidy_address(f"http://testserver{path}") == f"http://testserver{path}"


# Each of the three places cleans on its own: what one lets through, the next does not.


def test_saving_cleans(db):
    category = make_category()
    for text in [TOGETHER, *(vector.text for vector in VECTORS if vector.swallows)]:
        form = ArticleForm(
            {"kind": "news", "headline": "Tin", "body": text, "category": category.pk}
        )
        form.is_valid()
        assert not remains(form.cleaned_data.get("body", form.instance.body))


def test_importing_cleans_even_where_a_page_was_read_wrongly(db, monkeypatch):
    monkeypatch.setattr(drafting, "escape", lambda text, quote: text)
    blocks = [Block("paragraph", vector.text) for vector in VECTORS if not vector.swallows]
    page = ImportedArticle(headline=ALONE[0], lead=ALONE[1], blocks=blocks)
    article = drafting.draft_from(page, category=make_category(), event_date=None).article
    article.refresh_from_db()
    assert article.body
    assert not remains(article.body)


def test_opening_the_editor_cleans(db):
    for text in ALONE:
        written = RichTextWidget().render("body", text, {"id": "id_body"})
        shown = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", written, re.DOTALL)[1]
        assert not remains(unescape(shown))


def test_printing_cleans(db):
    for text in ALONE:
        printed = as_printed({"body": text}, Register.load(), None)
        assert not remains(printed.get("body", ""))


def test_rendering_cleans():
    framed = re.compile(r'<div class="table-scroll" tabindex="0" role="group">|</div>')
    for text in [*ALONE, TOGETHER]:
        assert not remains(framed.sub("", render_body(text)))


@pytest.mark.parametrize("open_door", ["printing", "rendering"])
def test_either_of_the_last_two_is_enough(db, monkeypatch, open_door):
    """A text put into the database past every form, and one of its two cleanings taken out."""
    name = {"printing": "articles.desk.printing", "rendering": "articles.page.rendering"}
    take_out_the_cleaning(monkeypatch, name[open_door])
    # A link without words would be refused.
    chosen = [plain(vector.text) for vector in sample(100) if "<a" not in vector.text]
    edition = make_published(body="<p>Tin</p>" + "".join(chosen))
    framed = r'<div class="table-scroll" tabindex="0" role="group">|</div>'
    assert edition.body_html
    assert not remains(re.sub(framed, "", edition.body_html))


def test_without_either_the_attack_would_be_on_the_page(db, monkeypatch):
    for room in ["articles.desk.printing", "articles.page.rendering"]:
        take_out_the_cleaning(monkeypatch, room)
    assert remains(make_published(body="<img src=x onerror=__hit(1)>").body_html)
