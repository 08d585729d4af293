"""The page on which a keeper pastes a list of guests and confirms what the register lacks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.invitation.confirming import Refused, write
from people.invitation.forms import DayForm, PasteForm, RowFormSet
from people.invitation.sheet import Sheet, confirmed

# Whoever confirms a list may make all of it.
NEEDED = ["people.add_official", "people.add_position", "people.add_appointment"]


def may_paste(user):
    """Tell whether a user may write what a list of guests proposes."""
    return user.has_perms(NEEDED)


class InvitationPages:
    """The part of the officials' admin that takes a list of guests."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.invitation_view)
        return [
            path("danh-sach-moi/", view, name="people_official_invitation"),
            *super().get_urls(),
        ]

    def invitation_view(self, request):
        """Take a pasted list, propose, look again (``act=look``), write (``act=write``)."""
        if not may_paste(request.user):
            raise PermissionDenied
        act = request.POST.get("act", "")
        if act in ("look", "write"):
            return self.work_on(request, act)
        form = PasteForm(request.POST or None, initial={"day": timezone.localdate()})
        if request.method == "POST" and form.is_valid():
            read = form.cleaned_data["text"]
            sheet = Sheet(form.cleaned_data["day"], self.admin_site)
            sheet.offer(read.guests)
            return self.sheet_page(request, form, sheet, passed=read.passed)
        return self.invitation_page(request, "invitation", form)

    def work_on(self, request, act):
        """Answer a sheet that was sent: mended, or written down."""
        form = DayForm(request.POST)
        formset = RowFormSet(request.POST, admin_site=self.admin_site)
        is_good = formset.is_valid() and form.is_valid()
        day = form.cleaned_data.get("day") if form.is_valid() else None
        sheet = Sheet(day or timezone.localdate(), self.admin_site)
        if not is_good:
            sheet.keep(formset)
            return self.sheet_page(request, form, sheet, status=422)
        rows = formset.cleaned_data
        renamed = [row["name"] for row in rows if row["name"] != row["asked"]]
        if act == "write" and renamed:
            text = _("A name was changed: %(names)s. Look again at what follows, then write.")
            messages.warning(request, text % {"names": ", ".join(dict.fromkeys(renamed))})
        elif act == "write":
            ticked = confirmed(rows)
            try:
                written = write([row for _number, row in ticked], day, request.user)
            except Refused as error:
                for place, reasons in error.reasons.items():
                    formset.forms[ticked[place][0]].add_error(None, reasons)
                sheet.keep(formset)
                return self.sheet_page(request, form, sheet, status=422)
            messages.success(request, report_of(written))
            sheet = Sheet(day, self.admin_site)
        sheet.offer_again(rows)
        return self.sheet_page(request, form, sheet)

    def sheet_page(self, request, form, sheet, passed=(), status=200):
        """Answer with the sheet."""
        context = {"sheet": sheet, "passed": passed, "media": self.media + sheet.formset.media}
        return self.invitation_page(request, "invitation_sheet", form, status, **context)

    def invitation_page(self, request, template, form, status=200, **context):
        """Answer one of the two pages."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Paste a list of guests"),
            "form": form,
            "opts": self.opts,
            "media": self.media + form.media,
            **context,
        }
        status = 422 if form.errors else status
        page = f"admin/people/official/{template}.html"
        return TemplateResponse(request, page, context, status=status)


def report_of(written):
    """Return what was written as a sentence."""
    new = [len(each) for each in (written.officials, written.positions, written.appointments)]
    told = [
        ngettext("%(count)s official", "%(count)s officials", new[0]),
        ngettext("%(count)s position", "%(count)s positions", new[1]),
        ngettext("%(count)s appointment", "%(count)s appointments", new[2]),
    ]
    parts = [text % {"count": count} for text, count in zip(told, new, strict=True) if count]
    text = _("Written: %(what)s.") % {"what": ", ".join(parts)} if parts else _("Nothing new.")
    if written.present:
        there = ngettext(
            "%(count)s was there already.", "%(count)s were there already.", len(written.present)
        )
        text += " " + there % {"count": len(written.present)}
    return text
