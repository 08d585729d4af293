"""``{% load vietnamese_text %}``: what templates need of Vietnamese names."""

from django import template

from vietnamese import slug

register = template.Library()
register.filter("slug", slug)


@register.filter
def monogram(name):
    """Return the first letters of the family and the given name: "Ngô Hoàng Ngân" gives "NN"."""
    words = str(name).split()
    return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper()
