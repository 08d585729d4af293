from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = _("Documents")

    def ready(self):
        from documents.erasing import delete_file_with_row

        post_delete.connect(
            delete_file_with_row,
            sender="documents.Document",
            dispatch_uid="file_follows_its_document",
        )
