"""The accounts of staff, kept by administrators."""

from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.forms import NewPasswordForm, NewUserForm, UserForm
from accounts.models import User
from vietnamese import fold

# A role's group is laid from the table; edited by hand it would last until the next `migrate`.
admin.site.unregister(Group)


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return [(role.code, role.label) for role in roles.ROLES.values()]

    def queryset(self, request, queryset):
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Create, give roles, deactivate, set a new password. Nobody is deleted."""

    form = UserForm
    add_form = NewUserForm
    add_form_template = "admin/accounts/user/add_form.html"
    change_password_form = NewPasswordForm
    change_user_password_template = "admin/accounts/user/change_password.html"  # noqa: S105
    list_display = ["name", "username", "role_labels", "is_active", "last_login"]
    list_filter = [RoleFilter, "is_active"]
    ordering = ["full_name", "username"]
    search_fields = ["username", "full_name", "email"]
    search_help_text = _("Name with or without marks, username or e-mail address")
    filter_horizontal = []
    actions = None
    readonly_fields = ["signs_in_as", "password_link", "last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["signs_in_as", "full_name", "email", "password_link"]}),
        (_("What they may do"), {"fields": ["roles", "trusts", "is_active"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "full_name", "email", "password1", "password2"]}),
        (_("What they may do"), {"fields": ["roles", "trusts"]}),
    ]

    class Media:
        css = {"all": ["accounts/accounts.css"]}

    # Who may

    def has_change_permission(self, request, obj=None):
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    # The list

    @admin.display(description=_("full name"), ordering="full_name")
    def name(self, user):
        return str(user)

    @admin.display(description=_("roles"))
    def role_labels(self, user):
        labels = [str(roles.ROLES[code].label) for code in roles.roles_of(user)]
        if user.is_superuser:
            labels.append(gettext("Superuser"))
        return ", ".join(labels) or "–"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_search_results(self, request, queryset, search_term):
        """Find names without their marks too; staff are few, so they are compared here."""
        wanted = fold(search_term).split()
        found = [
            user.pk
            for user in queryset
            if all(
                word in fold(f"{user.full_name} {user.username} {user.email}") for word in wanted
            )
        ]
        return queryset.filter(pk__in=found), False

    # The forms

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if obj is None:
            return form
        return type("UserFormFor", (form,), {"__init__": with_by(form, request.user)})

    @admin.display(description=_("username"))
    def signs_in_as(self, user):
        return user.username  # shown without the advice on how to choose one

    @admin.display(description=_("Password"))
    def password_link(self, user):
        return format_html(
            '<a href="{}">{}</a>',
            reverse("admin:auth_user_password_change", args=[user.pk]),
            gettext("Set a new password"),
        )

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.save_rights(form.instance)

    def construct_change_message(self, request, form, formsets, add=False):
        """Write into the log what was given and taken, not just which field was touched."""
        if not isinstance(form, UserForm):
            if isinstance(form, NewUserForm):
                return in_words({"roles": [], "trusts": []}, form.cleaned_data)
            return gettext("Set a new password.")
        return " ".join(
            filter(
                None,
                [
                    changed_fields(form, ["full_name", "email"]),
                    in_words(form.had, form.cleaned_data),
                    activity(form.was_active, form.cleaned_data["is_active"]),
                ],
            )
        )

    def user_change_password(self, request, id, form_url=""):
        """Set a new password; whoever was locked out for wrong tries may try again."""
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and isinstance(response, HttpResponseRedirect):
            user = self.get_object(request, id)
            AccessAttempt.objects.filter(username=user.get_username()).delete()
        return response


def with_by(form, by):
    """Return a constructor that tells the form who is at the keyboard."""

    def __init__(self, *args, **kwargs):
        form.__init__(self, *args, by=by, **kwargs)

    return __init__


def in_words(had, has):
    """Return a sentence on the rights that were given and taken; both are {kind: codes}."""
    labels = {
        "roles": {code: role.label for code, role in roles.ROLES.items()},
        "trusts": roles.TRUSTS,
    }

    def only_in(these, those):
        return "; ".join(
            str(label)
            for kind, names in labels.items()
            for name, label in names.items()
            if name in these[kind] and name not in those[kind]
        )

    given, taken = only_in(has, had), only_in(had, has)
    sentences = [
        gettext("Given: %(rights)s.") % {"rights": given} if given else "",
        gettext("Taken away: %(rights)s.") % {"rights": taken} if taken else "",
    ]
    return " ".join(filter(None, sentences))


def changed_fields(form, names):
    """Return a sentence on the plain fields that were changed."""
    labels = [capfirst(str(form.fields[name].label)) for name in names if name in form.changed_data]
    return gettext("Changed: %(fields)s.") % {"fields": ", ".join(labels)} if labels else ""


def activity(was, now):
    """Return a sentence on an account put to rest or taken up again."""
    if was == now:
        return ""
    return gettext("Account taken up again.") if now else gettext("Account deactivated.")
