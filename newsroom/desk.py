"""The admin site that staff work in."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class NewsroomAdminSite(admin.AdminSite):
    site_title = _("Newsroom")
    site_header = _("Newsroom")
    index_title = _("What is to be done")
    site_url = "/"
    enable_nav_sidebar = True
