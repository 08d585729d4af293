"""Every address of the site. The public door serves readers alone, the desk door staff alone."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from newsroom import health

health_urls = [path("healthz", health.healthz), path("readyz", health.readyz)]
public_urls = [path("", include("articles.page.urls"))]
desk_urls = [path("quan-tri/", admin.site.urls)]

urlpatterns = [
    *health_urls,
    *([] if settings.DOOR == "public" else desk_urls),
    path("", include("images.urls")),
    *([] if settings.DOOR == "desk" else public_urls),
]

# The desk door has no readers' addresses that such a page could lead to.
if settings.DOOR != "desk":
    handler404 = "articles.page.views.not_found"
    handler500 = "articles.page.views.server_error"
