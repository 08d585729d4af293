"""What stands between the server and the views."""

from django.conf import settings
from django.middleware.gzip import GZipMiddleware

COMPRESSIBLE = ("text/", "application/json", "application/xml", "application/rss+xml")
COMPRESSIBLE += ("application/atom+xml", "image/svg+xml")


class CompressTextMiddleware(GZipMiddleware):
    """Compress pages and other texts; pictures and documents are compressed already."""

    def process_response(self, request, response):
        if not response.get("Content-Type", "").startswith(COMPRESSIBLE):
            return response
        return super().process_response(request, response)


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
