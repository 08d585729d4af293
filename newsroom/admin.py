"""
Where rooms meet in the admin.

The form of a user shows the desks they play a part at, that of a picture where it is used.
"""

from django.contrib import admin

from accounts.admin import UserAdmin
from accounts.models import User
from articles.desk.admin.assignments import KeepsAssignments
from articles.desk.admin.picture_uses import WhereUsed
from images.admin import ImageAdmin
from images.models import Image
from people.pictured import ShowsOfficials

admin.site.unregister([User, Image])


@admin.register(User)
class StaffAdmin(KeepsAssignments, UserAdmin):
    """Users as `accounts` keeps them, with their roles at desks as rows."""


@admin.register(Image)
class PictureAdmin(WhereUsed, ShowsOfficials, ImageAdmin):
    """The library as `images` keeps it, with what the other rooms know of a picture."""
