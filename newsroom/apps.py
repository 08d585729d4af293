"""The wiring as an app, and the admin site under its own name."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class NewsroomConfig(AppConfig):
    name = "newsroom"


class DeskSite(AdminConfig):
    """Django's admin, drawn by `newsroom.desk.NewsroomAdminSite`."""

    default_site = "newsroom.desk.NewsroomAdminSite"
