"""
The roles of the newsroom: one table says who may open what in the admin.

What a role may do with an article is no permission but a line of `articles/desk/roles/rights.toml`.

A role is a group of Django's whose name is the role's code and whose permissions are exactly those
written here; they are laid again after every `migrate`. What only single persons are trusted with
is in no role.
"""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils.translation import gettext_lazy as _

ADMINISTRATOR = "administrator"
# What a user object remembers of its rights: Django's three, and the roles it holds at desks.
REMEMBERED = [
    *("_perm_cache", "_user_perm_cache", "_group_perm_cache"),
    *("_roles_held", "_trusts_held", "_desk_perms"),
]


@dataclass(frozen=True)
class Role:
    """
    A part that persons play in the newsroom.

    ``permissions`` are names such as "people.add_official"; "people.*" stands for every permission
    of that room.
    """

    code: str
    label: str
    explanation: str
    permissions: tuple


LOOK_UP = (
    "articles.view_category",
    "articles.view_topic",
    "documents.view_document",
    "images.view_image",
    "people.view_official",
    "people.view_organisation",
    "people.view_position",
    "people.view_appointment",
    "people.view_officialdocument",
)
WRITE = (*LOOK_UP, "documents.add_document", "images.add_image")
REPORT = (
    *WRITE,
    "articles.view_edition",
    "articles.view_withdrawal",
    "articles.view_correction",
    "articles.view_alert",
    "articles.view_banner",
    "articles.view_lead",
    "articles.view_page",
    "documents.change_document",
    "images.change_image",
)
EDIT = (
    *REPORT,
    "articles.add_lead",
    "articles.change_lead",
    "articles.delete_lead",
    "articles.add_topic",
    "articles.change_topic",
    "articles.add_page",
    "articles.change_page",
    "articles.delete_page",
    "articles.view_menuitem",
    "articles.view_portal",
    "articles.view_siteidentity",
    "documents.*",
    "images.*",
)
PUBLISH = (
    *EDIT,
    "articles.add_category",
    "articles.change_category",
    "articles.add_banner",
    "articles.change_banner",
    "articles.delete_banner",
    "articles.publish_page",
    "articles.add_menuitem",
    "articles.change_menuitem",
    "articles.delete_menuitem",
    "articles.add_portal",
    "articles.change_portal",
    "articles.delete_portal",
    "articles.change_siteidentity",
    "articles.view_erasure",
    "articles.view_workflowevent",
    # What stands in the register of documents is public, file included.
    "people.add_officialdocument",
    "people.change_officialdocument",
)

ROLES = {
    role.code: role
    for role in [
        Role(
            "contributor",
            _("Contributor"),
            _("Writes articles of their own and sends them to the editors; sees no others."),
            WRITE,
        ),
        Role(
            "reporter",
            _("Reporter"),
            _("Writes, and reads the articles of all colleagues; describes pictures."),
            REPORT,
        ),
        Role(
            "editor",
            _("Editor"),
            _("Edits and returns the articles of others; arranges the home page."),
            EDIT,
        ),
        Role(
            "publisher",
            _("Head of desk (approves and publishes)"),
            _("Approves, publishes, withdraws; keeps categories, banners, the site’s details."),
            PUBLISH,
        ),
        Role(
            "register_keeper",
            _("Register keeper"),
            _("Keeps officials, organisations, positions and who held them when."),
            (
                *LOOK_UP,
                "people.*",
                "documents.add_document",
                "images.add_image",
                "images.change_image",
            ),
        ),
        Role(
            ADMINISTRATOR,
            _("Administrator"),
            _("Creates and deactivates users, gives roles and new passwords; publishes nothing."),
            (
                *LOOK_UP,
                "accounts.add_user",
                "accounts.change_user",
                "accounts.view_user",
                "people.view_housestyle",
                "people.change_housestyle",
                "articles.view_siteidentity",
                "articles.change_siteidentity",
                "articles.view_workflowevent",
                "articles.view_deskassignment",
                "articles.add_deskassignment",
                "articles.change_deskassignment",
                "articles.delete_deskassignment",
                "articles.view_deskpolicy",
                "articles.add_deskpolicy",
                "articles.change_deskpolicy",
                "articles.delete_deskpolicy",
            ),
        ),
    ]
}

# Trusted to persons by name, never to a role: what each lets them do.
TRUSTS = {
    "articles.erase": _("Erase by order of an authority (always two persons together)"),
    "articles.publish_in_emergency": _("Publish in an emergency, as the officer on duty"),
    "articles.raise_alert": _("Raise alerts on every page of the site"),
}


def give(user, *codes):
    """Give a user roles beside those they have. Raises KeyError for a code that is no role."""
    set_roles(user, {*roles_of(user), *codes})


def take(user, *codes):
    """Take roles from a user. Raises KeyError for a code that is no role."""
    set_roles(user, set(roles_of(user)) - {ROLES[code].code for code in codes})


@transaction.atomic
def set_roles(user, codes):
    """
    Let a user have exactly these roles.

    Whoever has a role may sign in to the desk; who has none may not, unless as a superuser.
    """
    names = [ROLES[code].code for code in codes]
    others = user.groups.exclude(name__in=ROLES)
    user.groups.set([*others, *(Group.objects.get_or_create(name=name)[0] for name in names)])
    user.is_staff = bool(names) or user.is_superuser
    user.save(update_fields=["is_staff"])
    forget_permissions(user)


def roles_of(user):
    """Return the codes of a user's roles, a list in the table's order."""
    held = {group.name for group in user.groups.all()} if user.pk else set()
    return [code for code in ROLES if code in held]


@transaction.atomic
def set_trusts(user, names):
    """Trust a user with exactly these of `TRUSTS`; other personal permissions stay."""
    kept = [each for each in user.user_permissions.all() if full_name(each) not in TRUSTS]
    given = [each for each in trust_permissions() if full_name(each) in set(names)]
    user.user_permissions.set([*kept, *given])
    forget_permissions(user)


def trusts_of(user):
    """Return the names of what a user is personally trusted with, a list."""
    if not user.pk:
        return []
    held = user.user_permissions.select_related("content_type")
    return [name for each in held if (name := full_name(each)) in TRUSTS]


def trust_permissions():
    """Return the permissions behind `TRUSTS` that exist, a list."""
    return [each for name, each in existing().items() if name in TRUSTS]


def other_administrators(user):
    """
    Return the active administrators beside ``user``.

    Inside a transaction the role itself is locked first, so two administrators who remove each
    other at one moment wait for each other and the second is refused.
    """
    if connections[DEFAULT_DB_ALIAS].in_atomic_block:
        Group.objects.select_for_update().filter(name=ADMINISTRATOR).first()
    administrators = get_user_model().objects.filter(is_active=True, groups__name=ADMINISTRATOR)
    return administrators.exclude(pk=user.pk)


def forget_permissions(user):
    """Drop what the user object remembers of its permissions, so that the next question asks."""
    for name in REMEMBERED:
        user.__dict__.pop(name, None)
    getattr(user, "_prefetched_objects_cache", {}).pop("groups", None)


# Laying


def lay(using=DEFAULT_DB_ALIAS):
    """Make every role's group and let it have exactly the permissions of the table."""
    permissions = existing(using)
    with transaction.atomic(using=using):
        for role in ROLES.values():
            group, _created = Group.objects.using(using).get_or_create(name=role.code)
            wanted = {permissions[name].pk for name in expand(role, permissions)}
            if wanted != set(group.permissions.values_list("pk", flat=True)):
                group.permissions.set(wanted)


def expand(role, names):
    """Return which of the permissions named in ``names`` a role has, a set."""
    rooms = {each.removesuffix("*") for each in role.permissions if each.endswith(".*")}
    whole_rooms = {name for name in names if name.startswith(tuple(rooms)) and name not in TRUSTS}
    return whole_rooms | (set(role.permissions) & set(names))


def missing_permissions(using=DEFAULT_DB_ALIAS):
    """Return what the table names and the database does not have, a sorted list."""
    names = existing(using)
    wanted = {name for role in ROLES.values() for name in role.permissions}
    return sorted(
        name
        for name in wanted
        if name not in names
        and not (name.endswith(".*") and any(each.startswith(name[:-1]) for each in names))
    )


def existing(using=DEFAULT_DB_ALIAS):
    """Return every permission of the database by its name, such as "people.add_official"."""
    permissions = Permission.objects.using(using).select_related("content_type")
    return {full_name(each): each for each in permissions}


def full_name(permission):
    return f"{permission.content_type.app_label}.{permission.codename}"


def lay_after_migrating(using, **kwargs):
    """
    Lay the roles once `migrate` is done.

    Permissions are made by the same signal, one room after another, so those of the rooms that come
    later are made here first.
    """
    tables = connections[using].introspection.table_names()
    if not {Group._meta.db_table, Permission._meta.db_table} <= set(tables):
        return  # only some rooms were migrated
    for room in {name.split(".")[0] for role in ROLES.values() for name in role.permissions}:
        create_permissions(apps.get_app_config(room), verbosity=0, using=using)
    lay(using)


@checks.register(checks.Tags.database)
def check_permissions(app_configs=None, databases=None, **kwargs):
    """Warn when a role is promised a permission that no room defines."""
    return [
        checks.Warning(
            f"Roles name permissions that do not exist: {', '.join(names)}.",
            hint="Correct the table in accounts/roles.py, or run `manage.py migrate`.",
            id="accounts.W001",
        )
        for using in databases or []
        if Permission._meta.db_table in connections[using].introspection.table_names()
        and (names := missing_permissions(using))
    ]
