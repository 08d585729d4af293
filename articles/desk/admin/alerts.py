"""Alerts at the desk: raised in two clicks by who is trusted with it, ended in one."""

import re
from datetime import datetime, time, timedelta

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.desk.acts.refusal import Refused
from articles.desk.alerting import (
    MAY_RAISE,
    end_alert,
    raise_alert,
    reasons_against_alert,
    text_to_share,
)
from articles.page import clock
from articles.page.frame.alert import LONGEST, Alert
from vietnamese import nfc, one_line

EXPLAINED = {
    Alert.Level.NOTICE: gettext_lazy("good to know: opening hours, a road that is closed"),
    Alert.Level.ATTENTION: gettext_lazy("touches many: power or water is off, a service stands"),
    Alert.Level.WARNING: gettext_lazy("danger is near: storm, flood, disease. Act today."),
    Alert.Level.EMERGENCY: gettext_lazy("life is in danger now. Nobody can put it away."),
}
OTHER = "other"
# Of this site, or a whole one; "//host" would be neither.
ADDRESS = re.compile(r"/(?!/)|https?://[^/]")


def ends_from(now):
    """Return {code: (label, moment)} of the ends that are offered, from ``now`` on."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(now), time.max))
    return {
        "2h": (_("in 2 hours"), now + timedelta(hours=2)),
        "today": (_("at midnight"), midnight.replace(microsecond=0)),
        "24h": (_("in 24 hours"), now + timedelta(hours=24)),
        "3d": (_("in 3 days"), now + timedelta(days=3)),
    }


class AlertForm(forms.Form):
    """What an alert says, how grave it is and until when it stands."""

    level = forms.TypedChoiceField(
        label=gettext_lazy("How grave is it?"), coerce=int, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("What people should know and do"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST}),
        help_text=gettext_lazy("What happened, where, what to do, whom to call. Plain words."),
    )
    link = forms.CharField(
        label=gettext_lazy("Link"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("An article of this site (/tin/…) or a whole address. Optional."),
    )
    ends = forms.ChoiceField(label=gettext_lazy("It ends"), widget=forms.RadioSelect)
    until = forms.SplitDateTimeField(
        label=gettext_lazy("Another end"), required=False, widget=AdminSplitDateTime
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = clock.now()
        self.fields["level"].choices = [
            (level.value, f"{level.label}: {EXPLAINED[level]}") for level in Alert.Level
        ]
        self.offered = ends_from(self.now)
        self.fields["ends"].choices = [
            *((code, label) for code, (label, _moment) in self.offered.items()),
            (OTHER, _("at another time:")),
        ]

    def clean_text(self):
        return one_line(nfc(self.cleaned_data["text"]))

    def clean_link(self):
        link = self.cleaned_data["link"].strip()
        if link and not ADDRESS.match(link):
            raise ValidationError(_("Begin with / for a page of this site, or with https://."))
        return link

    def clean(self):
        given = super().clean()
        if given.get("ends") == OTHER:
            if "until" not in self.errors and not given.get("until"):
                self.add_error("until", _("Say until when the alert stands."))
        elif given.get("ends"):
            given["until"] = self.offered[given["ends"]][1]
        if not self.errors:
            for reason in reasons_against_alert(given["text"], given["until"], self.now):
                self.add_error(None, reason)
        return given


@admin.register(Alert)
class AlertAdmin(admin.ModelAdmin):
    list_display = ["text", "level", "raised_at", "until", "raised_by", "is_standing"]
    list_select_related = ["raised_by"]
    list_filter = ["level"]

    def has_add_permission(self, request):
        return request.user.has_perm(MAY_RAISE)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(MAY_RAISE) or super().has_view_permission(request, obj)

    @admin.display(description=gettext_lazy("shows now"), boolean=True)
    def is_standing(self, alert):
        return alert.raised_at <= clock.now() < alert.until

    def get_urls(self):
        end = self.admin_site.admin_view(require_POST(self.end_view))
        route = path("<path:object_id>/ket-thuc/", end, name="articles_alert_end")
        return [route, *super().get_urls()]

    def add_view(self, request, form_url="", extra_context=None):
        """Ask what the alert says; POST raises it at once."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        first = {"level": Alert.Level.WARNING, "ends": "24h"}
        form = AlertForm(request.POST or None, initial=first)
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            try:
                alert = raise_alert(
                    request.user, given["level"], given["text"], given["until"], given["link"]
                )
            except Refused as refusal:
                for reason in refusal.reasons:
                    form.add_error(None, reason)
            else:
                said = _("Readers see the alert on every page from now on.")
                self.message_user(request, said, messages.SUCCESS)
                return HttpResponseRedirect(address_of(alert))
        context = {"form": form, "most": LONGEST, "title": _("Raise an alert")}
        return self.answer(request, "raise", context, 422 if form.errors else 200)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show an alert with the words to pass on, and the button that ends it."""
        alert = self.alert_or_404(request, object_id)
        site = request.build_absolute_uri(alert.link or "/")
        context = {
            "alert": alert,
            "title": alert.get_level_display(),
            "to_share": text_to_share(alert, site),
            "is_standing": self.is_standing(alert),
            "may_end": self.has_add_permission(request),
        }
        return self.answer(request, "alert", context)

    def end_view(self, request, object_id):
        """Take an alert off every page now."""
        alert = self.alert_or_404(request, object_id)
        if not self.has_add_permission(request):
            raise PermissionDenied
        end_alert(alert, request.user)
        self.message_user(request, _("Readers see the alert no more."), messages.SUCCESS)
        return HttpResponseRedirect(address_of(alert))

    def alert_or_404(self, request, object_id):
        alert = self.get_object(request, unquote(object_id))
        if alert is None:
            raise Http404
        if not self.has_view_permission(request, alert):
            raise PermissionDenied
        return alert

    def answer(self, request, template, context, status=200):
        """Answer with one of the pages about alerts."""
        form = context.get("form")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media + form.media if form else self.media,
            **context,
        }
        page = f"admin/articles/alert/{template}.html"
        return TemplateResponse(request, page, context, status=status)


def address_of(alert):
    """Return the address of an alert at the desk."""
    return reverse("admin:articles_alert_change", args=[alert.pk])
