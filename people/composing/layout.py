"""What is composed, as plain text and as the paragraphs of an article."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or the words above ``items``. Where not ``is_whole``: words in a sentence."""

    text: str
    items: tuple[str, ...] = ()
    is_whole: bool = True


def as_text(parts: Iterable[Part]) -> str:
    """The parts as lines of text."""
    return "\n".join(line for part in parts for line in (part.text, *part.items) if line)


def as_html(parts: Iterable[Part]) -> str:
    """The parts as an article holds them: paragraphs and lists, nothing else."""
    return "".join(_html_of(part) for part in parts)


def _html_of(part: Part) -> str:
    if not part.is_whole:
        return escape(part.text, quote=False)
    text = f"<p>{escape(part.text, quote=False)}</p>" if part.text else ""
    items = "".join(f"<li>{escape(item, quote=False)}</li>" for item in part.items)
    return f"{text}<ul>{items}</ul>" if items else text
