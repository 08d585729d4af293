"""``{% load figure %}``: pictures that come with an edition or with the site, in templates."""

from types import SimpleNamespace

from django import template

from articles.page.rendering import figure_html
from images.markup import picture_html

register = template.Library()
register.simple_tag(figure_html, name="figure")


@register.simple_tag
def banner_picture(banner):
    """Show the picture of a banner, the dict that `SiteIdentity.current` gives."""
    return picture_html(
        SimpleNamespace(**banner),
        alt=banner["alt_text"],
        sizes="(min-width: 79rem) 75rem, 100vw",
        lazy=False,
    )
