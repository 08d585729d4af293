"""What somebody sees after too many wrong passwords."""

from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.contrib import admin
from django.shortcuts import render
from django.utils import timezone


def locked_out(request, response=None, credentials=None):
    """Say when to try again (status 429). django-axes calls this instead of answering itself."""
    rest = get_cool_off(request)
    attempt = (
        AccessAttempt.objects.filter(
            username=get_client_username(request, credentials), ip_address=request.axes_ip_address
        )
        .order_by("-attempt_time")
        .first()
    )
    last = attempt.attempt_time if attempt else timezone.now()
    page = render(
        request,
        "accounts/locked_out.html",
        {
            **admin.site.each_context(request),
            "again_at": last + rest,
        },
        status=429,
    )
    page["Retry-After"] = max(0, round((last + rest - timezone.now()).total_seconds()))
    return page
