"""Forms in which an administrator keeps the accounts of others."""

from django import forms
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    UserCreationForm,
    UsernameField,
)
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.models import User
from vietnamese import one_line


def role_choices():
    """Return each role with its label and one line that explains it."""
    return [
        (
            role.code,
            format_html('<b>{}</b> <span class="help">{}</span>', role.label, role.explanation),
        )
        for role in roles.ROLES.values()
    ]


def trust_choices():
    """Return what persons can be trusted with in this newsroom."""
    names = {roles.full_name(each) for each in roles.trust_permissions()}
    return [(name, label) for name, label in roles.TRUSTS.items() if name in names]


class AccountMixin(forms.Form):
    """The name, and rights as boxes to tick; nothing else of a user's rights is in a form."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=role_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who has no role cannot sign in to the desk."),
    )
    trusts = forms.MultipleChoiceField(
        label=_("Personal permissions"),
        choices=trust_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Given to this person by name, beside any role."),
    )

    def clean_full_name(self):
        return one_line(self.cleaned_data["full_name"])

    def save_rights(self, user):
        """Give the saved user what was ticked."""
        roles.set_roles(user, self.cleaned_data["roles"])
        roles.set_trusts(user, self.cleaned_data["trusts"])


class NewUserForm(AccountMixin, UserCreationForm):
    class Meta:
        model = User
        fields = ["username", "full_name", "email"]
        field_classes = {"username": UsernameField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["full_name"].required = True


class UserForm(AccountMixin, forms.ModelForm):
    class Meta:
        model = User
        fields = ["full_name", "email", "is_active"]

    def __init__(self, *args, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.had = {
            "roles": roles.roles_of(self.instance),
            "trusts": roles.trusts_of(self.instance),
        }
        self.was_active = self.instance.is_active
        for name, values in self.had.items():
            self.fields[name].initial = values
        if not self.instance.is_superuser:
            self.fields["full_name"].required = True
        self.fields["is_active"].help_text = _(
            "Untick when somebody leaves. They are signed out at once; what they wrote stays."
        )

    def clean(self):
        cleaned = super().clean()
        for field, reason in reasons_against(
            self.instance, self.was_active, cleaned.get("is_active"), cleaned.get("roles"), self.by
        ):
            self.add_error(field, reason)
        for field, reason in reasons_against_rising(self.instance, self.had, cleaned, self.by):
            self.add_error(field, reason)
        return cleaned


def reasons_against_rising(user, had, wanted, by):
    """
    Return why an administrator cannot give this to the account they sit at, (field, sentence)s.

    ``had`` and ``wanted`` are {kind: codes}. A superuser may do everything already.
    """
    if by is None or user != by or by.is_superuser:
        return []
    reason = gettext("Nobody gives themselves more rights. Ask another administrator to do it.")
    return [(kind, reason) for kind in had if set(wanted.get(kind) or []) - set(had[kind])]


def reasons_against(user, was_active, is_active, codes, by):
    """
    Return why a user's account cannot become as an administrator asks, a list of (field, sentence).

    ``codes`` is None when the roles themselves were not understood.
    """
    reasons = []
    if was_active and not is_active and user == by:
        reasons.append(
            (
                "is_active",
                gettext("You cannot deactivate your own account. Ask another administrator."),
            )
        )
    was_administrator = was_active and roles.ADMINISTRATOR in roles.roles_of(user)
    if codes is None or not was_administrator or roles.other_administrators(user).exists():
        return reasons
    if not is_active and not reasons:
        reasons.append(
            (
                "is_active",
                gettext(
                    "This is the last active administrator. Make somebody else an administrator"
                    " before you deactivate this account."
                ),
            )
        )
    if roles.ADMINISTRATOR not in codes:
        reasons.append(
            (
                "roles",
                gettext(
                    "This is the last active administrator. Make somebody else an administrator"
                    " before you take this role away."
                ),
            )
        )
    return reasons


class NewPasswordForm(AdminPasswordChangeForm):
    """A new password for somebody else, without Django's switch for other ways to sign in."""

    def __init__(self, user, *args, **kwargs):
        super().__init__(user, *args, **kwargs)
        self.fields.pop("usable_password", None)
        for name in ["password1", "password2"]:
            self.fields[name].required = True
