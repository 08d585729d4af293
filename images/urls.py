"""Addresses of the picture files."""

from django.urls import re_path

from images.addresses import FILE
from images.views import picture_file

urlpatterns = [re_path(rf"^anh/(?P<name>{FILE})$", picture_file, name="picture_file")]
