"""Text for old fonts is refused with its encoding named, and nothing typed is lost."""

import pytest
from django.http import QueryDict

from articles.desk.article import Article
from articles.desk.text.typed import typed_content

from ...vietnamese.old_fonts import in_tcvn3, in_vni
from ..factory import make_article
from .typing import ADD, address, text, typed

pytestmark = pytest.mark.django_db

SENTENCE = "Ủy ban nhân dân phường đã tổ chức hội nghị tổng kết công tác năm"


@pytest.mark.parametrize("field", ["headline", "lead", "lead_image_caption", "source_name"])
@pytest.mark.parametrize(("write", "name"), [(in_tcvn3, "TCVN3 (ABC)"), (in_vni, "VNI-Windows")])
def test_field_is_refused_in_words_that_name_the_encoding(browser_of, field, write, name):
    old = write(SENTENCE).replace("\xad", "")
    answer = browser_of("reporter").post(ADD, typed(**{"headline": "Tin", field: old}))
    assert answer.status_code == 200
    errors = answer.context["adminform"].form.errors
    assert list(errors) == [field]
    assert name in errors[field][0]
    assert "Ctrl+Shift+F6" in errors[field][0]
    assert old in text(answer).replace("&#x27;", "'")
    assert not Article.objects.exists()


def test_one_paragraph_of_a_long_text_is_enough(browser_of):
    good = f"<p>{SENTENCE}.</p>" * 30
    body = f"{good}<p>{in_vni(SENTENCE)}</p>{good}"
    answer = browser_of("reporter").post(ADD, typed(body=body))
    assert "VNI-Windows" in answer.context["adminform"].form.errors["body"][0]
    assert in_vni(SENTENCE) in text(answer)


def test_gallery_caption_is_refused_and_the_row_stays(browser_of):
    answer = browser_of("reporter").post(ADD, typed(gallery=[{"caption": in_vni(SENTENCE)}]))
    assert "VNI-Windows" in text(answer)
    assert in_vni(SENTENCE) in text(answer)
    assert not Article.objects.exists()


def test_text_kept_from_before_holds_up_no_other_change(browser_of, cast):
    article = make_article(author=cast("reporter"), lead=in_vni(SENTENCE))
    answer = browser_of("reporter").post(address(article), typed(article, headline="Tin khác"))
    assert answer.status_code == 302
    article.refresh_from_db()
    assert article.headline == "Tin khác"


def test_autosave_keeps_it_all_the_same():
    old = in_vni(SENTENCE)
    kept = typed_content(QueryDict(f"headline=Tin&body=<p>{old}</p>&lead={old}"))
    assert old in " ".join(map(str, kept.left_out.values()))
