"""Links in a text that lead to documents of the store."""

import re

from documents.naming import KEY

LINK = re.compile(rf'<a [^>]*?\bhref="/tai-lieu/{KEY}/[^"]*"[^>]*>(?P<words>.*?)</a>', re.DOTALL)


def linked_documents(html):
    """Return the beginnings of the hashes of the documents a cleaned text links to, each once."""
    return list(dict.fromkeys(match["key"] for match in LINK.finditer(html)))


def without_links(html, keys):
    """Return a cleaned text whose links to the documents with these keys are words alone."""
    if not keys:
        return html
    return LINK.sub(lambda match: match["words"] if match["key"] in keys else match[0], html)


def led_under(html, path):
    """Return a rendered text whose links to documents lead to their addresses below a path."""
    return html.replace('href="/tai-lieu/', f'href="{path}/tai-lieu/')
