from django.apps import AppConfig


class UploadsConfig(AppConfig):
    """What the stores of pictures and of documents share: receiving files, choosing one of them."""

    name = "uploads"
