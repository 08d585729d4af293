"""Addresses of the picture files."""

urlpatterns = []
