"""``{% load picture %}``: pictures of the library in templates."""

from django import template

from images.markup import picture_html

register = template.Library()


@register.simple_tag
def picture(image, sizes="100vw", alt=None, lazy=True, priority=False, widest=None, css_class=""):
    """Show a picture; without ``alt`` its own alt text speaks. See `images.markup`."""
    if alt is None:
        alt = getattr(image, "alt_text", "")
    return picture_html(
        image,
        alt=alt,
        sizes=sizes,
        lazy=lazy,
        priority=priority,
        widest=widest,
        css_class=css_class,
    )
