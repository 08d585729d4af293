"""``{% load marks %}``: words with what was removed and added, for eyes and for ears."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def marked(marks):
    """
    Return `articles.desk.acts.marking.Mark`s as HTML, one string: long texts have thousands.

    What the eye sees by line and colour is said in hidden words too.
    """
    tags = {"added": ("ins", _("added:")), "removed": ("del", _("removed:"))}
    return mark_safe("".join(mark_html(mark, tags) for mark in marks))  # noqa: S308 - escaped


def mark_html(mark, tags):
    """Return one stretch of words; ``tags`` holds (element, spoken word) by kind of change."""
    text = escape(mark.text)
    if mark.change not in tags:
        return text
    tag, said = tags[mark.change]
    return (
        f'<{tag}><span class="visually-hidden">[{said} </span>{text}'
        f'<span class="visually-hidden">]</span></{tag}>'
    )
