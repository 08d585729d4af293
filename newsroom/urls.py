"""
Every address of the site.

The public door has no desk behind it. The desk door has readers' pages too: staff follow links to
them, and a preview is one of them.
"""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from newsroom import health

health_urls = [path("healthz", health.healthz), path("readyz", health.readyz)]
public_urls = [path("", include("articles.page.urls"))]
desk_urls = [
    path("quan-tri/", admin.site.urls),
    # For people without an account, whom the desk asks.
    path("", include("articles.desk.urls")),
]

urlpatterns = [
    *health_urls,
    *([] if settings.DOOR == "public" else desk_urls),
    path("", include("images.urls")),
    *public_urls,
]

handler404 = "articles.page.missing.not_found"
handler500 = "articles.page.views.server_error"
