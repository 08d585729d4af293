"""The stable key by which a row is recognised when a register is loaded again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vietnamese import slug


class KeyField(models.CharField):
    """A unique short text; made from the name when left empty."""

    def __init__(self, **kwargs):
        defaults = {
            "verbose_name": _("key"),
            "max_length": 100,
            "unique": True,
            "blank": True,
            "help_text": _(
                "Recognises this row when the register is loaded from a file. "
                "Made from the name when left empty; do not change it later."
            ),
        }
        super().__init__(**{**defaults, **kwargs})

    def deconstruct(self):
        """Say so where it is not unique: in the history a key stands many times."""
        name, path, arguments, words = super().deconstruct()
        return name, path, arguments, words if self.unique else {**words, "unique": False}


def free_key(model, text):
    """Return a key for ``text`` that no row of ``model`` has yet: one or two queries."""
    base = slug(text, limit=90)
    taken = set(model.objects.filter(key__startswith=base).values_list("key", flat=True))
    number = 2
    key = base
    while key in taken:
        key = f"{base}-{number}"
        number += 1
    return key
