"""What stands between the server and the views."""

from django.conf import settings


def client_address(request):
    """
    Return the address a request came from, as text.

    Behind ``NEWSROOM_PROXIES`` proxies of our own the address that the outermost of them saw
    counts. Whatever a client wrote into the header before that is its own claim, and ignored.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if settings.PROXIES and len(forwarded) >= settings.PROXIES:
        return forwarded[-settings.PROXIES].strip()
    return request.META.get("REMOTE_ADDR", "")
