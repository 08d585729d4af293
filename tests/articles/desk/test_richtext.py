"""The fences around the editor, and the wider policy on its pages alone."""

import ast
import json
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.forms import Form

from articles.desk.text import richtext
from articles.desk.text.richtext import CONFIG, REMOVED_PLUGINS, RichTextWidget

from ..factory import make_approved, make_article, make_published
from .typing import ADD, LIST, address, text

HOLES = {"preview", "print", "codesnippetgeshi"}
FOREIGN_SERVICES = {"scayt", "wsc", "exportpdf"}


def config():
    """What the editor is told on the page."""
    widget = RichTextWidget()
    return json.loads(widget.get_context("body", "", {"id": "id_body"})["widget"]["config"])


def test_uploader_of_the_package_is_not_installed():
    assert apps.is_installed("ckeditor")
    assert not apps.is_installed("ckeditor_uploader")
    urls = (settings.BASE_DIR / "newsroom" / "urls.py").read_text()
    assert "ckeditor" not in urls


def test_plugins_with_holes_or_foreign_services_are_off():
    removed = set(config()["removePlugins"].split(","))
    assert HOLES | FOREIGN_SERVICES | {"sourcearea", "flash", "iframe", "forms"} <= removed
    loaded = set(config().get("extraPlugins", "").split(","))
    assert not removed & loaded
    buttons = {button for group in config()["toolbar"] for button in group}
    assert not buttons & {"Source", "Flash", "Smiley", "Iframe", "Preview", "Print", "Scayt"}


def test_editors_own_filter_stays_on():
    assert "allowedContent" not in config()
    assert not config().get("fullPage")
    assert "script" not in config()["extraAllowedContent"]
    assert config()["versionCheck"] is False


def test_fences_do_not_hang_on_one_widget_changing_the_others():
    RichTextWidget().config["removePlugins"] = ""
    assert config()["removePlugins"] == ",".join(REMOVED_PLUGINS) == CONFIG["removePlugins"]


def test_pictures_come_from_our_own_picker():
    assert config()["filebrowserImageBrowseUrl"].startswith("/quan-tri/images/")
    assert not [name for name in config() if "Upload" in name]


def test_editor_is_imported_by_one_module():
    root = Path(settings.BASE_DIR)
    importing = set()
    for room in ["articles", "people", "images", "accounts", "newsroom", "vietnamese"]:
        for path in (root / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if not isinstance(node, ast.Import | ast.ImportFrom):
                    continue
                names = [each.name for each in node.names]
                if isinstance(node, ast.ImportFrom):
                    names = [node.module or ""]
                if any(name.split(".")[0] == "ckeditor" for name in names):
                    importing.add(path)
    assert importing == {Path(richtext.__file__)}


def test_migrations_name_no_editor():
    for path in Path(settings.BASE_DIR).glob("*/migrations/*.py"):
        assert "ckeditor" not in path.read_text(), path


def test_text_box_escapes_what_it_holds():
    from django.forms import CharField

    class OneField(Form):
        body = CharField(widget=RichTextWidget)

    assert "<script>x" not in str(OneField({"body": "</textarea><script>x</script>"})["body"])


def policy(response):
    directives = (part.split() for part in response["Content-Security-Policy"].split("; "))
    return {name: values for name, *values in directives}


@pytest.mark.django_db
def test_pages_with_the_editor_have_the_policy_it_needs(browser_of, cast):
    article = make_article(author=cast("reporter"))
    reporter = browser_of("reporter")
    for page in [ADD, address(article)]:
        allowed = policy(reporter.get(page))
        assert "'unsafe-inline'" in allowed["script-src"]
        assert "'unsafe-eval'" not in allowed["script-src"]
        assert allowed["default-src"] == ["'self'"]
        assert allowed["object-src"] == ["'none'"]


@pytest.mark.django_db
def test_form_that_came_back_with_a_mistake_has_it_too(browser_of):
    answer = browser_of("reporter").post(ADD, {"headline": ""})
    assert "'unsafe-inline'" in policy(answer)["script-src"]


@pytest.mark.django_db
def test_no_other_page_has_it(browser_of, client, cast):
    edition = make_published()
    article = make_approved(author=cast("publisher"))
    publisher = browser_of("publisher")
    answers = [
        client.get("/"),
        client.get(edition.get_absolute_url()),
        client.get("/tim-kiem/?q=x"),
        client.get("/quan-tri/login/"),
        publisher.get("/quan-tri/"),
        publisher.get(LIST),
        publisher.get(address(article, "preview")),
        publisher.get(address(article, "history")),
        publisher.get(address(article, "schedule")),
        publisher.get(edition.get_absolute_url()),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert policy(answer)["script-src"] == ["'self'"]
        assert policy(answer)["style-src"] == ["'self'"]


@pytest.mark.django_db
def test_pages_without_it_hold_no_inline_script_or_style(browser_of, cast):
    """What the strict policy would refuse must not be on them in the first place."""
    article = make_article(author=cast("publisher"))
    publisher = browser_of("publisher")
    for page in ["/quan-tri/", address(article, "history"), address(article, "withdraw")]:
        content = text(publisher.get(page))
        assert "<style" not in content
        assert " style=" not in content
        assert "<script>" not in content
        assert "onclick=" not in content


def test_toolbar_holds_what_news_needs_and_nothing_more():
    assert [button for group in config()["toolbar"] for button in group] == [
        *("Format", "Bold", "Italic", "RemoveFormat"),
        *("BulletedList", "NumberedList", "Blockquote"),
        *("Link", "Unlink", "Image", "Document", "Composer", "Table"),
        *("Undo", "Redo", "Find", "Maximize"),
    ]
    assert config()["format_tags"] == "p;h2;h3;h4"


def test_editor_speaks_vietnamese_where_its_own_words_would_be_english():
    replaced = config()["desk"]["replaced"]
    assert replaced["link.displayText"] == "Chữ của liên kết"
    assert replaced["format.tag_h2"] == "Đề mục"
    assert "Alt+F10" in config()["title"]


def test_a_paste_is_tidied_by_our_own_address():
    assert config()["desk"]["pasteUrl"] == "/quan-tri/articles/article/paste/"


def test_a_figure_without_a_picture_does_not_stop_the_editor():
    """The editor falls over a figure of its own class that holds none, and never opens."""
    whole = '<figure data-image="1"><img src="/anh/1.jpg" alt=""></figure>'
    for bare in [
        '<figure data-image="1"></figure>',
        '<figure data-image="1"><figcaption>Lời</figcaption></figure>',
        '<figure data-image="1"><p>x</p><img src="/anh/1.jpg" alt="x"></figure>',
    ]:
        value = RichTextWidget().format_value(whole + bare)
        assert value.count('class="image"') == 1
        assert value.startswith('<figure class="image" data-image="1"><img ')
