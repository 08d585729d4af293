"""Addresses of the desk outside its admin: for people it asks, who have no account."""

from django.urls import path

from articles.desk import sign_off_views

urlpatterns = [path("y-kien/<str:token>/", sign_off_views.sign_off, name="sign_off")]
