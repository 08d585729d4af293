"""A form's field for several files at once."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """At most ``most`` files at once; whether each may be kept is asked one by one."""

    def __init__(self, *, most, accept, **kwargs):
        self.most = most
        super().__init__(widget=ManyFilesInput(attrs={"accept": accept}), **kwargs)

    def clean(self, data, initial=None):
        files = data or []
        if not files:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(files) > self.most:
            raise ValidationError(
                _("These are %(count)s files. Choose at most %(most)s at once.")
                % {"count": len(files), "most": self.most},
                code="too_many",
            )
        return files
