"""The field with which a form chooses a picture of the library."""

from django import forms
from django.template.loader import render_to_string
from django.urls import reverse

from images.models import Image


class ImageChooser(forms.TextInput):
    """
    A picture's number, shown as the picture, with a button that opens the library.

    For a ``ModelChoiceField`` on `Image`. Without JavaScript the number can be typed.
    """

    class Media:
        css = {"all": ["images/library.css"]}
        js = [
            "admin/js/vendor/jquery/jquery.min.js",
            "admin/js/jquery.init.js",
            "admin/js/admin/RelatedObjectLookups.js",
            "images/chooser_field.js",
        ]

    def render(self, name, value, attrs=None, renderer=None):
        context = self.get_context(name, value, attrs)
        number = str(context["widget"]["value"] or "")
        context["image"] = Image.objects.filter(pk=number).first() if number.isdecimal() else None
        context["choose_url"] = reverse("admin:images_image_choose")
        return render_to_string("images/image_chooser.html", context)
