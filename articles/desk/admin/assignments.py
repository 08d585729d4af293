"""Who plays which role at which desk, kept by administrators: a list, and rows on a user's form."""

from datetime import timedelta

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.desk.form import CategoryField
from articles.desk.roles.assignment import DeskAssignment, let_in
from articles.page.category import Category
from people.choosing import ChoosesByName

# Once it counts, who was allowed what stands as it was: only its end may be moved.
FIXED_ONCE_BEGUN = ["user", "role", "category", "organisation", "starts_on"]


def not_for_oneself():
    return gettext("Nobody gives a role to themselves. Another administrator has to do this.")


def is_own(by, user):
    """Tell whether somebody is about to give themselves something; a superuser has it anyway."""
    return user == by and not by.is_superuser


class AssignmentForm(forms.ModelForm):
    """A role at a desk. ``by`` is the administrator at the keyboard, set by the page."""

    by = None
    category = CategoryField(
        Category.objects.all(),
        label=_("category and all below it"),
        required=False,
        empty_label=_("all categories"),
    )

    class Meta:
        model = DeskAssignment
        fields = ["user", "role", "category", "organisation", "starts_on", "until", "note"]
        help_texts = {
            "starts_on": _("The first day that counts. Left empty: at once."),
            "until": _(
                "The last day that counts. Left empty: for good. Yesterday ends it at once."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kept = self.instance
        self.had = {name: words_of(kept, name) for name in self.fields}
        if kept.pk is None:
            return
        names = self.fields if kept.is_over else FIXED_ONCE_BEGUN if kept.has_begun else []
        for name in names:
            # A day that has only begun can be put off: a slip must not count until midnight.
            if name == "starts_on" and kept.starts_on == timezone.localdate():
                continue
            if name in self.fields:
                self.fields[name].disabled = True

    def clean_user(self):
        user = self.cleaned_data["user"]
        if self.by is not None and is_own(self.by, user):
            raise ValidationError(not_for_oneself())
        if not user.is_active and not self.instance.pk:
            raise ValidationError(
                gettext("This account is deactivated. Take it up again before you give it a role.")
            )
        return user

    def clean_starts_on(self):
        return self.in_time("starts_on", timezone.localdate(), gettext("today"))

    def clean_until(self):
        yesterday = timezone.localdate() - timedelta(days=1)
        earliest = yesterday if self.instance.pk else timezone.localdate()
        return self.in_time("until", earliest, date_format(earliest))

    def in_time(self, name, earliest, in_words):
        """Refuse a day that would change what was allowed on days gone by."""
        day = self.cleaned_data[name]
        if day and day < earliest and day != getattr(self.instance, name):
            raise ValidationError(
                gettext("What is past stays as it was. Choose %(day)s or a later day.")
                % {"day": in_words}
            )
        return day

    @property
    def changes(self):
        """What this form changes, a sentence; empty where nothing."""
        changed = [
            f"{capfirst(str(self.fields[name].label))}: {self.had[name]} → {now}"
            for name in self.changed_data
            if name in self.had and (now := words_of(self.instance, name)) != self.had[name]
        ]
        return "; ".join(changed) + "." if changed else ""


def words_of(assignment, name):
    """Return what stands in a field of an assignment, as staff read it."""
    if name in {"user", "category", "organisation"} and not getattr(assignment, f"{name}_id"):
        return "–"
    value = getattr(assignment, name)
    if name in {"starts_on", "until"}:
        return date_format(value) if value else "–"
    if name == "role":
        return str(assignment.get_role_display()) or "–"
    return str(value) or "–"


def given_in_words(assignment):
    why = f" ({assignment.note})" if assignment.note else ""
    return gettext("Given: %(role)s.") % {"role": f"{assignment}{why}"}


def changed_in_words(assignment, changes):
    return gettext("Changed: %(role)s. %(changes)s") % {"role": assignment.what, "changes": changes}


def taken_in_words(assignment):
    return gettext("Taken back before it began: %(role)s.") % {"role": assignment}


class StateFilter(admin.SimpleListFilter):
    """In force, to come, over; what is over is history and out of the way unless asked for."""

    title = _("state")
    parameter_name = "state"
    states = {
        "now": _("in force today"),
        "coming": _("to come"),
        "over": _("over"),
        "all": _("all"),
    }

    def lookups(self, request, model_admin):
        return list(self.states.items())

    def choices(self, changelist):
        for value, label in [(None, _("in force and to come")), *self.states.items()]:
            yield {
                "selected": self.value() == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

    def queryset(self, request, queryset):
        narrowed = {
            "now": queryset.in_force,
            "coming": queryset.to_come,
            "over": queryset.over,
            "all": queryset.all,
        }
        return narrowed.get(self.value(), queryset.not_over)()


class PersonFilter(admin.SimpleListFilter):
    """Those who hold or held a role at a desk."""

    title = _("user")
    parameter_name = "user"

    def lookups(self, request, model_admin):
        held = DeskAssignment.objects.select_related("user").order_by("user__full_name")
        return list(dict.fromkeys((str(each.user_id), str(each.user)) for each in held))

    def queryset(self, request, queryset):
        known = {value for value, _label in self.lookup_choices}
        return queryset.filter(user=int(self.value())) if self.value() in known else queryset


@admin.register(DeskAssignment)
class DeskAssignmentAdmin(ChoosesByName, admin.ModelAdmin):
    """Give a role, end it by its last day. What has begun is kept for ever."""

    form = AssignmentForm
    autocomplete_fields = ["user", "organisation"]
    list_display = ["person", "role_label", "where", "days", "state", "note", "given_by"]
    list_display_links = ["person", "role_label"]
    list_filter = [StateFilter, "role", PersonFilter]
    list_select_related = ["user", "category", "organisation", "given_by"]
    list_per_page = 100
    sortable_by = []
    show_facets = admin.ShowFacets.NEVER
    ordering = ["user__full_name", "user__username", "role", "pk"]
    actions = None
    fieldsets = [
        (None, {"fields": ["user", "role"]}),
        (_("For which part of the newsroom"), {"fields": ["category", "organisation"]}),
        (_("For how long"), {"fields": ["starts_on", "until", "note"]}),
    ]

    class Media:
        css = {"all": ["desk/assignments.css"]}

    # Who may

    def has_change_permission(self, request, obj=None):
        is_open = obj is None or not (obj.is_over or is_own(request.user, obj.user))
        return is_open and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        is_open = obj is None or not (obj.has_begun or is_own(request.user, obj.user))
        return is_open and super().has_delete_permission(request, obj)

    # The list

    @admin.display(description=_("user"))
    def person(self, assignment):
        return str(assignment.user)

    @admin.display(description=_("role"))
    def role_label(self, assignment):
        return assignment.get_role_display()

    @admin.display(description=_("for"), empty_value=_("the whole house"))
    def where(self, assignment):
        parts = filter(None, [assignment.category, assignment.organisation])
        return ", ".join(map(str, parts)) or None

    @admin.display(description=_("days"), empty_value=_("always"))
    def days(self, assignment):
        return capfirst(assignment.when) or None

    @admin.display(description=_("state"))
    def state(self, assignment):
        return state_badge(assignment)

    # The form

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj is None else [*fieldsets, (None, {"fields": ["given_by"]})]

    def get_readonly_fields(self, request, obj=None):
        return ["given_by"]

    def get_changeform_initial_data(self, request):
        known = {"user", "role", "category", "organisation", "starts_on", "until", "note"}
        given = super().get_changeform_initial_data(request)
        return {name: value for name, value in given.items() if name in known}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "user" and field:
            field.widget.can_add_related = field.widget.can_change_related = False
        return field

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user
        return form

    def save_model(self, request, obj, form, change):
        if not change:
            obj.given_by = request.user
        super().save_model(request, obj, form, change)
        words = changed_in_words(obj, form.changes) if change else given_in_words(obj)
        if not change or form.changes:
            self.log_change(request, obj.user, words)

    def delete_model(self, request, obj):
        self.log_change(request, obj.user, taken_in_words(obj))
        super().delete_model(request, obj)

    def construct_change_message(self, request, form, formsets, add=False):
        if add:
            return given_in_words(form.instance)
        return form.changes or gettext("Nothing was changed.")


def state_badge(assignment):
    """Return a badge that says whether an assignment counts today."""
    if assignment.is_over:
        kind, label = "over", _("over")
    elif assignment.has_begun:
        kind, label = "now", _("in force")
    else:
        kind, label = "coming", _("to come")
    return format_html('<span class="badge badge--{}">{}</span>', kind, label)


# On the form of a user


class AssignmentRows(forms.BaseInlineFormSet):
    """The roles of one person that count now or later; only what has not begun can be removed."""

    def __init__(self, *args, queryset=None, **kwargs):
        super().__init__(*args, queryset=queryset and queryset.not_over(), **kwargs)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if form.instance.pk and form.instance.has_begun and "DELETE" in form.fields:
            form.fields["DELETE"].disabled = True


class AssignmentInline(ChoosesByName, admin.StackedInline):
    """Roles at desks as rows of a user's form; for the wiring, which knows the users' admin."""

    model = DeskAssignment
    fk_name = "user"
    form = AssignmentForm
    formset = AssignmentRows
    fields = [("role", "category", "organisation"), ("starts_on", "until", "note")]
    autocomplete_fields = ["organisation"]
    extra = 0
    verbose_name_plural = _("Roles at a desk, and delegations")
    classes = ["rows", "rows--assignments"]

    def is_open(self, request, user):
        return user is not None and not is_own(request.user, user)

    def has_add_permission(self, request, obj=None):
        return self.is_open(request, obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return self.is_open(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.is_open(request, obj) and super().has_delete_permission(request, obj)


class KeepsAssignments:
    """
    For the users' admin, before it in the bases: its form shows and saves a person's desks.

    The wiring joins the two, as the accounts know nothing of articles.
    """

    # What a person plays at desks today, beside the roles they hold everywhere

    def get_queryset(self, request):
        in_force = DeskAssignment.objects.in_force().select_related("category", "organisation")
        at_desks = Prefetch("desk_assignments", queryset=in_force, to_attr="at_desks_today")
        return super().get_queryset(request).prefetch_related(at_desks)

    @admin.display(description=_("roles"))
    def role_labels(self, user):
        everywhere = super().role_labels(user)
        at_desks = ", ".join(map(str, getattr(user, "at_desks_today", [])))
        if not at_desks:
            return everywhere
        return at_desks if everywhere == "–" else f"{everywhere}, {at_desks}"

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj is None else [*fieldsets, (None, {"fields": ["at_desks"]})]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "at_desks"]

    @admin.display(description=_("at desks"))
    def at_desks(self, user):
        """Lead to all a person ever held; the rows below show what counts now or later."""
        address = reverse("admin:articles_deskassignment_changelist")
        words = gettext("Every role at a desk, those that are over too")
        return format_html('<a href="{}?user={}&amp;state=all">{}</a>', address, user.pk, words)

    def get_inlines(self, request, obj):
        more = [AssignmentInline] if obj is not None else []
        return [*super().get_inlines(request, obj), *more]

    def save_formset(self, request, form, formset, change):
        if formset.model is not DeskAssignment:
            super().save_formset(request, form, formset, change)
            return
        said = []
        for row in formset.save(commit=False):
            row_form = next(each for each in formset.forms if each.instance is row)
            is_new = row.pk is None
            if is_new:
                row.given_by = request.user
            row.save()
            if is_new:
                said.append(given_in_words(row))
                self.log_addition(request, row, said[-1])
            elif row_form.changes:
                said.append(changed_in_words(row, row_form.changes))
                self.log_change(request, row, row_form.changes)
        for row in formset.deleted_objects:
            said.append(taken_in_words(row))
            self.log_deletions(request, DeskAssignment.objects.filter(pk=row.pk))
            row.delete()
        request.said_of_assignments = said

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        # The ticked roles alone decide who enters, as far as the accounts know.
        let_in(form.instance)

    def construct_change_message(self, request, form, formsets, add=False):
        message = super().construct_change_message(request, form, formsets, add)
        return " ".join([*filter(None, [message]), *getattr(request, "said_of_assignments", [])])
