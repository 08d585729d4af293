"""Delegation: a role held at a desk or for a time opens the same pages as one held for good."""

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import Permission

from articles.desk.roles.rights import roles_held


class DeskBackend(BaseBackend):
    """Permissions of the roles a person holds by `DeskAssignment`s that are in force today."""

    def get_all_permissions(self, user_obj, obj=None):
        if obj is not None or not user_obj.is_active or user_obj.is_anonymous:
            return set()
        if not hasattr(user_obj, "_desk_perms"):
            roles = {held.role for held in roles_held(user_obj) if held.assignment}
            user_obj._desk_perms = permissions_of(roles) if roles else set()
        return user_obj._desk_perms


def permissions_of(roles):
    """Return the names of the permissions of roles, a set such as {"images.add_image"}."""
    rows = Permission.objects.filter(group__name__in=roles).values_list(
        "content_type__app_label", "codename"
    )
    return {f"{room}.{codename}" for room, codename in rows.order_by()}
