"""An article as a file to keep."""

import re
from base64 import b64decode
from io import BytesIO

import pytest
from PIL import Image as Pillow

from articles.desk.acts.publishing import withdraw
from articles.desk.article import Article
from articles.page import saved
from tests.images.making import kept

from ..factory import make_article, make_published

pytestmark = pytest.mark.django_db

WORDS = {"alt_text": "Bến cảng", "caption": "Bến cảng lúc sớm mai"}


def address(edition):
    return f"{edition.get_absolute_url()}luu/"


def test_the_file_holds_text_pictures_and_where_it_came_from(client):
    edition = make_published(
        headline="Ra quân dọn bờ sông",
        body="<p>Hơn hai trăm người.</p>",
        lead_image=kept(1, **WORDS),
    )
    assert f'href="{address(edition)}" download' in client.get(edition.get_absolute_url()).text
    answer = client.get(address(edition))
    name = f'filename="{edition.slug}-{edition.article}.html"'
    assert answer["Content-Disposition"] == f"attachment; {name}"
    assert answer["X-Robots-Tag"] == "noindex"
    html = answer.content.decode()
    for words in ["Ra quân dọn bờ sông", "Hơn hai trăm người.", "Bến cảng lúc sớm mai"]:
        assert words in html
    assert f"http://testserver{edition.get_absolute_url()}" in html
    [data] = re.findall(r'<img src="data:image/jpeg;base64,([^"]+)" alt="Bến cảng">', html)
    assert Pillow.open(BytesIO(b64decode(data))).size == (240, 160)
    assert "/media/" not in html
    assert "<script" not in html


def test_a_picture_whose_file_is_away_leaves_its_caption(client):
    image = kept(1, **WORDS)
    edition = make_published(lead_image=image)
    image.picture.storage.delete(str(image.picture))
    html = client.get(address(edition)).content.decode()
    assert "Bến cảng lúc sớm mai" in html
    assert "<img" not in html


def test_a_file_of_very_many_pictures_stays_light(client, monkeypatch):
    monkeypatch.setattr(saved, "MOST_PICTURES", 0)
    html = client.get(address(make_published(lead_image=kept(1, **WORDS)))).content.decode()
    assert "Bến cảng lúc sớm mai" in html
    assert "<img" not in html


def test_what_cannot_be_read_cannot_be_kept(client):
    draft = make_article()
    assert client.get(f"/tin/x-{draft.pk}/luu/").status_code == 404
    assert client.get("/tin/x-9999999999/luu/").status_code == 404
    edition = make_published()
    withdraw(Article.objects.get(pk=edition.article), None, "Gỡ.", signed_by="BBT")
    assert client.get(address(edition)).status_code == 410


def test_a_wrong_slug_is_led_right(client):
    edition = make_published()
    answer = client.get(f"/tin/sai-{edition.article}/luu/")
    assert (answer.status_code, answer["Location"]) == (301, address(edition))
    assert client.post(address(edition)).status_code == 405
