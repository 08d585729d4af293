"""The window in which a picture is chosen, from the editor or from a form."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from images.models import Image


class Choosing:
    """The part of the picture admin that lets one picture be chosen (`uploads.desk`)."""

    window_title = _("Choose a picture")
    window_template = "admin/images/image/choose.html"
    per_window = 36

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("chon/", view(self.choose), name="images_image_choose"),
            *super().get_urls(),
        ]

    def offered(self):
        return Image.objects.offered()
