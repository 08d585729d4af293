"""What the check found: a code, a place in the text, and what would be right."""

from collections.abc import Iterable
from dataclasses import dataclass

ERROR, WARN, INFO = "error", "warn", "info"
CODES = tuple(f"T{number:02}" for number in range(1, 23))


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a block's text: ``text`` in the place of its letters [start, end)."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding; ``surface`` is ``text[start:end]`` of the block as it was given.

    ``suggestion`` "" takes the surface out, None offers nothing. ``expected`` is what the register
    says. ``official`` is a number of the register. ``edit`` is set where the suggestion does not
    stand in the place of the surface; `applying.edit_of` tells it for all.
    """

    code: str
    severity: str
    block: int
    start: int
    end: int
    surface: str
    official: int | None = None
    expected: str = ""
    suggestion: str | None = None
    certain: bool = True
    edit: Edit | None = None


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings as they are listed: by block, place and code, each once."""
    return tuple(
        sorted(
            dict.fromkeys(findings), key=lambda each: (each.block, each.start, each.code, each.end)
        )
    )
