"""``{% load content_lang %}``: the language of the news, where the page is in another one."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

CONTENT = "vi"
register = template.Library()


def is_foreign():
    """Tell whether the page is in another language than what the newsroom writes."""
    return not (get_language() or CONTENT).startswith(CONTENT)


@register.simple_tag
def content_lang():
    """Return `` lang="vi"`` for what the newsroom wrote; nothing on a page in Vietnamese."""
    return mark_safe(f' lang="{CONTENT}"') if is_foreign() else ""  # noqa: S308 - a constant


@register.filter
def content(text):
    """Return what the newsroom wrote, within a sentence of the interface, as HTML."""
    if not is_foreign():
        return conditional_escape(text)
    return format_html('<span lang="{}">{}</span>', CONTENT, text)
