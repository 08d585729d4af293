"""``{% load content_lang %}``: the language of the news, where the page is in another one."""

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

CONTENT = "vi"
register = template.Library()


@register.simple_tag
def content_lang():
    """Return `` lang="vi"`` for what the newsroom wrote; nothing on a page in Vietnamese."""
    is_foreign = not (get_language() or CONTENT).startswith(CONTENT)
    return mark_safe(f' lang="{CONTENT}"') if is_foreign else ""  # noqa: S308 - a constant
