"""Where two rooms meet in the admin: the form of a user shows the desks they play a part at."""

from django.contrib import admin

from accounts.admin import UserAdmin
from accounts.models import User
from articles.desk.admin.assignments import KeepsAssignments

admin.site.unregister(User)


@admin.register(User)
class StaffAdmin(KeepsAssignments, UserAdmin):
    """Users as `accounts` keeps them, with their roles at desks as rows."""
