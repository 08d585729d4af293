"""
The addresses of links in a text: our own are stored without a host, nobody's carry tracking.

Whatever was copied out of a chat, a mail or a search page, a reader goes to the page itself and
tells nobody where the address came from.
"""

import re
from html import escape, unescape
from urllib.parse import parse_qs, urlsplit, urlunsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from documents.naming import bare_url

# Parameters that only tell who passed an address on: campaign marks and click numbers of Google,
# Facebook, Microsoft, Zalo, TikTok, X, Yandex, Mailchimp, HubSpot and Instagram.
TRACKING = re.compile(
    r"utm_\w+|fbclid|g(?:clid|clsrc|braid)|wbraid|dclid|msclkid|zarsrc|zclid|ttclid|twclid|yclid"
    r"|mc_(?:cid|eid)|_hs(?:enc|mi)|igshid|igsh|ref_src|ref_url|mibextid|__tn__|__cft__.*"
    r"|_ga|_gl",
    re.IGNORECASE,
)
# Pages that only lead on: host, path, and the parameter that holds where to.
REDIRECTORS = [
    (re.compile(r"(?:www\.)?google\.[a-z.]+"), "/url", ("q", "url")),
    (re.compile(r"lm?\.(?:facebook|instagram)\.com"), "/l.php", ("u",)),
    (re.compile(r"l\.instagram\.com"), "/", ("u",)),
    (re.compile(r"[a-z0-9.-]+\.safelinks\.protection\.outlook\.com"), "", ("url",)),
    (re.compile(r"(?:c|link)\.zalo\.me|zaloapp\.com"), "", ("url", "continue")),
    (re.compile(r"(?:www\.)?youtube\.com"), "/redirect", ("q",)),
]
LONGEST_REDIRECT = 4000  # characters; a longer address leads where it says
HREF = re.compile(r'(<a [^>]*?\bhref=")([^"]*)"')


def tidy_addresses(html):
    """Return cleaned HTML with the address of each link as it is stored."""
    return HREF.sub(
        lambda link: f'{link[1]}{escape(tidy_address(unescape(link[2])), quote=True)}"', html
    )


def tidy_address(address):
    """Return one address without redirectors and tracking, relative where it is our own."""
    return bare_url(own_address(without_tracking(address)))


def without_tracking(address):
    """Return where an address leads in the end, without parameters that only follow people."""
    # No more than what a browser takes off: behind a no-break space "javascript:" is no scheme, and
    # without it would be one.
    address = address.strip(" \t\n\f\r")
    while len(address) <= LONGEST_REDIRECT and (target := led_to(address)):
        address = target  # shorter each time
    parts = parts_of(address)
    if parts is None or not parts.query:
        return address
    pieces = parts.query.split("&")
    kept = [piece for piece in pieces if not TRACKING.fullmatch(piece.partition("=")[0])]
    if len(kept) == len(pieces):
        return address
    return urlunsplit(parts._replace(query="&".join(kept)))


def led_to(address):
    """Return where a redirector leads, or None for any other address."""
    parts = parts_of(address)
    if parts is None or not parts.hostname:
        return None
    for host, path, names in REDIRECTORS:
        if host.fullmatch(parts.hostname) and parts.path.startswith(path):
            asked = parse_qs(parts.query)
            for name in names:
                target = asked.get(name, [""])[0]
                if target.startswith(("http://", "https://")):
                    return target
    return None


def own_address(address):
    """Return an address of our own hosts without scheme and host; any other as it is."""
    parts = parts_of(address)
    if parts is None or parts.scheme not in {"http", "https"} or not is_own_host(parts.netloc):
        return address
    if re.match(r"/[/\\]", parts.path):  # without its host, it would name another one
        return address
    return urlunsplit(("", "", parts.path or "/", parts.query, parts.fragment))


def is_own_host(netloc):
    """Tell whether a host, with or without a port, is one this site is served under."""
    domain, _port = split_domain_port(netloc.lower())
    # A site that answers to any name knows none as its own.
    hosts = [each for each in settings.ALLOWED_HOSTS if each != "*"]
    return bool(domain) and validate_host(domain, hosts)


def parts_of(address):
    """Return the parts of an address, None where it is none."""
    try:
        parts = urlsplit(address)
        parts.hostname, parts.port  # noqa: B018 - either may refuse
    except ValueError:
        return None
    return parts
