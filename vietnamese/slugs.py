"""Addresses made from headlines and names."""

import re

from .folding import fold

_NOT_SLUG = re.compile("[^a-z0-9]+")
_SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")


def slug(text: str, limit: int = 100, fallback: str = "khong-ten") -> str:
    """``text`` as part of an address: a-z, 0-9 and single hyphens, at most ``limit`` characters.

    Too long a slug is cut at the edge of a syllable (inside one only when the first is too long
    by itself). A text without a letter or digit that folds to a-z, 0-9 gives ``fallback``: the
    result is never empty. Raises ValueError for a limit below 1 or a fallback that is no slug or
    longer than ``limit``.
    """
    if limit < 1:
        raise ValueError("A slug needs room for one character at least.")
    if not _SLUG.fullmatch(fallback) or len(fallback) > limit:
        raise ValueError(f"{fallback!r} is no slug of at most {limit} characters.")
    full = _NOT_SLUG.sub("-", fold(text)).strip("-")
    if len(full) <= limit:
        return full or fallback
    syllables, hyphen, _ = full[: limit + 1].rpartition("-")
    return syllables if hyphen else full[:limit]
