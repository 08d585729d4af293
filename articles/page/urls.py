"""Addresses that citizens reach."""

urlpatterns = []
