from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class ImagesConfig(AppConfig):
    name = "images"
    verbose_name = _("Picture library")

    def ready(self):
        from images.erasing import delete_files_with_row

        post_delete.connect(
            delete_files_with_row, sender="images.Image", dispatch_uid="files_follow_their_picture"
        )
