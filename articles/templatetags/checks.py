"""``{% load checks %}``: how a finding is written down and read."""

import json

from django import template

register = template.Library()

AROUND = 40  # letters shown on either side of what was found


@register.filter
def waiver_key(finding):
    """Return the name by which a waiver knows a finding, as the form posts it."""
    return json.dumps(finding.key, ensure_ascii=False)


@register.filter
def last_words(text):
    """Return the end of a text, from the beginning of a word."""
    return text if len(text) <= AROUND else f"… {text[-AROUND:].partition(' ')[2]}"


@register.filter
def first_words(text):
    """Return the beginning of a text, to the end of a word."""
    return text if len(text) <= AROUND else f"{text[:AROUND].rpartition(' ')[0]} …"


@register.filter
def visible(text):
    """Return letters with spaces that can be seen: two spaces alone would show as nothing."""
    return text if text.strip() else "␣" * len(text)
