"""
An article as one file to keep: text, pictures and where it came from, readable without the site.

The law asks that readers can print and save what a state portal publishes (Decree 42/2022/NĐ-CP).
"""

import re
from base64 import b64encode

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from articles.page.days import day_in_words
from images.addresses import rendition_url

WIDTH = 640  # pixels of a picture in the file: enough for a page of paper, light for a phone
MOST_PICTURES = 20  # with more of them the file would be too heavy to pass on
SOURCE = re.compile(
    r'<picture>.*?<img [^>]*?src="([^"]+)"[^>]*?alt="([^"]*)"[^>]*></picture>', re.S
)


def saved_article(context, request):
    """
    Return the answer that a browser keeps as a file.

    ``context`` is `views.article_context`. Pictures are put into the file, those beyond
    `MOST_PICTURES` and those whose file is away are left to their captions.
    """
    edition = context["edition"]
    images = {
        str(row.image.picture): row.image for row in context["pictures"] if not row.erasure_id
    }
    saved_on = day_in_words(timezone.localdate())
    html = render_to_string(
        "articles/saved.html", {**context, "request": request, "saved_on": saved_on}
    )
    answer = HttpResponse(with_pictures(html, images))
    answer["Content-Disposition"] = f'attachment; filename="{edition.slug}-{edition.article}.html"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


def with_pictures(html, images):
    """Put the pictures themselves in the place of their addresses; ``images`` are {name: Image}."""
    left = iter(range(MOST_PICTURES))

    def put(match):
        image = next((each for name, each in images.items() if stem(name) in match[1]), None)
        data = data_of(image) if image is not None and next(left, None) is not None else ""
        return f'<img src="{data}" alt="{match[2]}">' if data else ""

    return SOURCE.sub(put, html)


def stem(name):
    return name.removesuffix(".jpg")


def data_of(image):
    """Return a picture as a data address; empty where its file cannot be read."""
    storage = image.picture.storage
    address = rendition_url(image, WIDTH)
    for name in dict.fromkeys([address.removeprefix(storage.base_url), str(image.picture)]):
        try:
            with storage.open(name) as file:
                return f"data:image/jpeg;base64,{b64encode(file.read()).decode()}"
        except OSError:
            continue
    return ""
