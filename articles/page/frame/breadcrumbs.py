"""The way to a page, as its breadcrumbs tell it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """
    A step of the way to a page, for its breadcrumbs.

    ``is_interface`` says that its name is the interface's and not the newsroom's.
    """

    name: str
    address: str
    is_interface: bool = False

    def get_absolute_url(self):
        """Return where it leads."""
        return self.address
