"""Addresses of the desk outside its admin: for people it asks, who have no account."""

from django.urls import path, re_path

from articles.desk.signing import sign_off_views
from documents.naming import PATTERN as DOCUMENT

urlpatterns = [
    path("y-kien/<str:token>/", sign_off_views.sign_off, name="sign_off"),
    re_path(
        rf"^y-kien/(?P<token>[^/]+)/{DOCUMENT}$",
        sign_off_views.sign_off_document,
        name="sign_off_document",
    ),
]
