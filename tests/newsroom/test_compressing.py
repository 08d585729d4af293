"""Texts are compressed on their way; what is compressed already is left alone."""

import gzip

import pytest
from django.http import HttpResponse

from newsroom.middleware import CompressTextMiddleware

pytestmark = pytest.mark.django_db

ACCEPTS = {"HTTP_ACCEPT_ENCODING": "gzip, br"}


@pytest.mark.parametrize("address", ["/", "/rss/", "/sitemap.xml", "/static/css/site.css"])
def test_pages_feeds_and_styles_are_compressed(client, address):
    plain = client.get(address)
    small = client.get(address, **ACCEPTS)
    assert small["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small["Vary"]
    content = b"".join(small) if small.streaming else small.content
    assert gzip.decompress(content) == (b"".join(plain) if plain.streaming else plain.content)


def test_who_cannot_unpack_gets_it_plain(client):
    assert not client.get("/").has_header("Content-Encoding")


@pytest.mark.parametrize("kind", ["image/webp", "font/woff2", "application/pdf", "application/zip"])
def test_what_is_compressed_already_is_left_alone(rf, kind):
    answer = HttpResponse(b"x" * 5000, content_type=kind)
    passed = CompressTextMiddleware(lambda request: answer)(rf.get("/", **ACCEPTS))
    assert not passed.has_header("Content-Encoding")
    assert passed.content == b"x" * 5000
