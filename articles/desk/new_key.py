"""The key of an empty form: two posts that bear one key are two clicks."""

import uuid

from django import forms
from django.core.exceptions import ValidationError


class BearsNewKey(forms.Form):
    """
    A form whose empty page is made with a key, which stays with what is saved from it.

    ``writer`` is who writes, where that is known.
    """

    writer = None

    new_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    @classmethod
    def new_key_of(cls, data):
        """Return the key that a posted form for something new bears, None without a usable one."""
        try:
            return cls.base_fields["new_key"].clean(data.get("new_key", ""))
        except ValidationError:
            return None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "new_key" in self.fields:
            self.fields["new_key"].initial = None if self.instance.pk else uuid.uuid4

    def key_is_free(self, key):
        """Tell whether a key may be borne by what is saved from this form."""
        return True

    def clean_new_key(self):
        key = self.cleaned_data["new_key"]
        return key if key is not None and self.key_is_free(key) else None

    def _post_clean(self):
        super()._post_clean()
        if not self.instance.pk:
            self.instance.creation_key = self.cleaned_data.get("new_key")
