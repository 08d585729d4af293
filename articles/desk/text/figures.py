"""
Pictures inside a text.

The editor hands over pictures in many shapes. In a saved body every picture is one figure of one
fixed shape that names the library's picture by number; anything that is no picture of the library
goes. In the content of a version or an edition the figure keeps its place only, and caption and alt
text stand in the list of pictures.
"""

import re
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser

from articles.desk.pasting import arrange
from articles.desk.text.addresses import tidy_addresses
from articles.page.sanitising import clean_html, without_empties, without_space
from images.addresses import urls_to_images

# Elements a figure cannot stand in; they are closed before it and opened again after.
TEXT_BLOCKS = {"p", "h2", "h3", "h4"}
VOID = {"br", "hr", "img"}

MOST_PASSES = 4  # two are the rule; a text made to need more is clean after each

FIGURE = re.compile(
    r'<figure class="image" data-image="(?P<image>\d+)"(?P<decorative> data-decorative="true")?>'
    r'<img alt="(?P<alt>[^"]*)" src="[^"]*">'
    r"(?:<figcaption>(?P<caption>[^<]*)</figcaption>)?</figure>"
)
PLACE = re.compile(r'<figure data-image="(\d+)"></figure>')


@dataclass(frozen=True)
class Figure:
    """
    A picture's use in a text: the picture's number, and this use's own words.

    A decorative one has no alt text: it says nothing that the text does not say.
    """

    image: int
    alt_text: str = ""
    caption: str = ""
    decorative: bool = False


def tidy_body(html):
    """
    Return a typed or pasted body as it is saved: cleaned, links and pictures in their one shape.

    One query finds the library's pictures, however many the text shows.
    """
    cleaned = arranged(html)
    if "<img" not in cleaned and "<figure" not in cleaned:
        return cleaned
    found = urls_to_images(re.findall(r'<img[^>]*? src="([^"]*)"', cleaned))
    writer = FigureWriter({unescape(url): image for url, image in found.items()})
    writer.feed(cleaned)
    writer.close()
    return without_space(without_empties("".join(writer.written)))


def arranged(html):
    """
    Return a text arranged and cleaned, until neither finds anything more to do.

    What the cleaning takes out may leave something to arrange: a list whose lines were empty.
    """
    for _ in range(MOST_PASSES):
        before, html = html, tidy_addresses(clean_html(arrange(html)))
        if html == before:
            break
    return html


def take_out_figures(body):
    """Return the saved body with bare places for its pictures, and the `Figure`s in order."""
    figures = []

    def leave_place(match):
        figures.append(
            Figure(
                int(match["image"]),
                unescape(match["alt"]),
                unescape(match["caption"] or "").strip(),
                bool(match["decorative"]),
            )
        )
        return f'<figure data-image="{match["image"]}"></figure>'

    return FIGURE.sub(leave_place, body), figures


def put_in_figures(text, figures, images):
    """Turn `take_out_figures` back, for an editor to go on; ``images`` maps numbers to pictures."""
    remaining = iter(figures)

    def put(match):
        figure = next(remaining, None)
        image = images.get(int(match[1]))
        if figure is None or image is None:
            return ""
        return write_figure(image, figure.alt_text, figure.caption, figure.decorative)

    return PLACE.sub(put, text)


def write_figure(image, alt_text, caption, decorative=False):
    """Return the one shape a picture has in a saved body; a decorative one loses its alt text."""
    mark = ' data-decorative="true"' if decorative else ""
    return (
        f'<figure class="image" data-image="{image.pk}"{mark}>'
        f'<img alt="{"" if decorative else escape(alt_text)}" src="{image.url}">'
        + (f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else "")
        + "</figure>"
    )


def without_figures_of(body, image):
    """Return a saved body without a picture of the library, with every word under it."""
    number = str(image.pk)
    return without_empties(
        FIGURE.sub(lambda match: "" if match["image"] == number else match[0], body)
    )


def with_another_picture(body, old, new):
    """Return a saved body with one picture in the place of another, under the words of each use."""

    def renewed(match):
        if match["image"] != str(old.pk):
            return match[0]
        caption = unescape(match["caption"] or "")
        return write_figure(new, unescape(match["alt"]), caption, bool(match["decorative"]))

    return FIGURE.sub(renewed, body)


class FigureWriter(HTMLParser):
    """Rewrites cleaned HTML so that each picture of the library is a figure of the one shape."""

    def __init__(self, images):
        super().__init__(convert_charrefs=False)
        self.images = images
        self.written = []
        self.open = []
        self.figure = None  # the <img> attributes and caption parts of the figure being read
        self.caption = None
        self.decorative = False  # said by the figure or by its <img>

    def handle_starttag(self, tag, attrs):
        if tag == "figure":
            self.figure, self.caption = {}, []
            self.decorative = "data-decorative" in dict(attrs)
        elif tag == "img":
            self.handle_picture(dict(attrs))
        elif self.figure is None:
            self.written.append(self.get_starttag_text())
            if tag not in VOID:
                self.open.append((tag, self.get_starttag_text()))
        elif tag == "br":
            self.caption.append(" ")

    def handle_endtag(self, tag):
        if tag == "figure" and self.figure is not None:
            self.finish_figure()
        elif self.figure is None and tag not in VOID and tag != "figure":
            if self.open and self.open[-1][0] == tag:
                self.open.pop()
            self.written.append(f"</{tag}>")

    def handle_data(self, data):
        (self.written if self.figure is None else self.caption).append(data)

    def handle_entityref(self, name):
        self.handle_data(f"&{name};")

    def handle_charref(self, name):
        self.handle_data(f"&#{name};")

    def handle_picture(self, attrs):
        if self.figure is not None:
            self.decorative |= not self.figure and "data-decorative" in attrs
            self.figure = self.figure or attrs
            return
        self.figure, self.caption = attrs, []
        self.decorative = "data-decorative" in attrs
        self.finish_figure()

    def finish_figure(self):
        """Write the figure outside of any paragraph; words without a picture stay as words."""
        image = self.images.get(self.figure.get("src") or "")
        caption = " ".join(unescape("".join(self.caption)).split())
        alt_text = " ".join((self.figure.get("alt") or "").split())
        self.figure = self.caption = None
        if image is not None:
            self.write_outside_text(write_figure(image, alt_text, caption, self.decorative))
        elif caption:
            self.write_outside_text(f"<p>{escape(caption, quote=False)}</p>")

    def write_outside_text(self, html):
        blocks = [index for index, (tag, _) in enumerate(self.open) if tag in TEXT_BLOCKS]
        reopened = self.open[blocks[0] :] if blocks else []
        self.written += [f"</{tag}>" for tag, _ in reversed(reopened)]
        self.written.append(html)
        self.written += [start for _, start in reopened]
