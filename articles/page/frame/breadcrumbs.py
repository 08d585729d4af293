"""The way to a page, as its breadcrumbs tell it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way to a page, for its breadcrumbs."""

    name: str
    address: str

    def get_absolute_url(self):
        """Return where it leads."""
        return self.address
