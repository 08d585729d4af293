"""Appointing and ending as single actions: the pages that ask for the day and show what follows."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people.admin.appointing_forms import AppointForm, EndForm, WhoAndWhereForm
from people.appointing import appoint, end


class AppointingPages:
    """The part of the appointments' admin that appoints and ends."""

    def get_urls(self):
        def page(route, view, name):
            return path(route, self.admin_site.admin_view(view), name=f"people_appointment_{name}")

        return [
            page("bo-nhiem/", self.appoint_view, "appoint"),
            page("<path:object_id>/ket-thuc/", self.end_view, "end"),
            *super().get_urls(),
        ]

    def appoint_view(self, request):
        """Ask who is appointed to what (``?official=&position=``), then the rest; POST does it."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        who = WhoAndWhereForm(request.GET or None, admin_site=self.admin_site)
        if not who.is_valid():
            asked = WhoAndWhereForm(
                request.GET if len(request.GET) > 1 else None,
                initial=request.GET.dict(),
                admin_site=self.admin_site,
            )
            return self.page_of(request, "appoint_whom", _("Appoint"), asked)
        official, position = who.cleaned_data["official"], who.cleaned_data["position"]
        today = timezone.localdate()
        form = AppointForm(request.POST or None, official=official, position=position, today=today)
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            try:
                new = appoint(
                    *[official, position, given["day"]],
                    **{"ends": given["ends"], "by": request.user, **form.details},
                )
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                self.say(request, _("Appointed: %(row)s.") % {"row": new}, given["ends"])
                return HttpResponseRedirect(back_to(official))
        title = _("Appoint %(official)s") % {"official": official}
        return self.page_of(request, "appoint", title, form, official=official, position=position)

    def end_view(self, request, object_id):
        """Ask for the day on which an appointment ends; POST ends it."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        form = EndForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            try:
                row = end(row, given["day"], by=request.user, reason=given["reason"])
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                self.say(request, _("Ended: %(row)s.") % {"row": row})
                return HttpResponseRedirect(back_to(row.official))
        return self.page_of(request, "end", _("End an appointment"), form, appointment=row)

    def say(self, request, text, ended=()):
        """Tell what was done."""
        ends = "".join(" " + _("Ended with it: %(row)s.") % {"row": each} for each in ended)
        self.message_user(request, text + ends, messages.SUCCESS)

    def page_of(self, request, template, title, form, **context):
        """Answer one of the pages with its form."""
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "form": form,
            "opts": self.opts,
            "media": self.media + form.media,
            "cancel_url": reverse("admin:people_appointment_changelist"),
            **context,
        }
        status = 422 if form.errors else 200
        page = f"admin/people/appointment/{template}.html"
        return TemplateResponse(request, page, context, status=status)


def back_to(official):
    """Return the address of an official's page at the desk."""
    return reverse("admin:people_official_change", args=[official.pk])
