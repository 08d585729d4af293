"""``{% load figure %}``: pictures that come with an edition or with the site, in templates."""

from types import SimpleNamespace

from django import template

from articles.page.frame.banner import FIELDS
from articles.page.rendering import figure_html
from images.markup import picture_html

register = template.Library()
register.simple_tag(figure_html, name="figure")


@register.simple_tag
def banner_picture(banner, sizes="(min-width: 79rem) 75rem, 100vw", lazy=False):
    """Show the picture of a banner, a dict that `SiteIdentity.current` gives, and its phone's."""
    phone = {name: banner[f"phone_{name}"] for name in FIELDS}
    return picture_html(
        SimpleNamespace(**banner),
        alt=banner["alt_text"],
        sizes=sizes,
        lazy=lazy,
        on_phones=SimpleNamespace(**phone) if phone["picture"] else None,
    )
