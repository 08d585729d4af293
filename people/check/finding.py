"""What the check found: a code, a place in the text, and what would be right."""

from collections.abc import Iterable
from dataclasses import dataclass

ERROR, WARN, INFO = "error", "warn", "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding; ``surface`` is ``text[start:end]`` of the block as it was given.

    ``suggestion`` "" takes the surface out, None offers nothing. ``expected`` is what the register
    says. ``official`` is a number of the register.
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


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings as they are listed: by block, place and code, each once."""
    return tuple(
        sorted(
            dict.fromkeys(findings), key=lambda each: (each.block, each.start, each.code, each.end)
        )
    )
