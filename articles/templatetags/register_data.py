"""``{% load register_data %}``: officials and offices, told to machines in the words of schema.org.

Days are as exact as they are known: "2019", "2019-07" or "2019-07-15".
"""

from urllib.parse import urlsplit

from django import template
from django.utils.translation import gettext as _

from articles.templatetags.linked_data import breadcrumbs, script
from people.organisation import Level, Sector

register = template.Library()

# A committee of the Party or a union is an organisation, and no part of the government.
GOVERNMENT = {Sector.COUNCIL, Sector.GOVERNMENT, Sector.JUSTICE, Sector.ARMED}


@register.simple_tag(takes_context=True)
def official_data(context):
    """Describe the official of a page and the way to it."""
    return script([person(context), breadcrumbs(context)])


@register.simple_tag(takes_context=True)
def organisation_data(context):
    """Describe the organisation of a page and the way to it."""
    return script([organisation(context), breadcrumbs(context)])


@register.filter
def host(address):
    """Return the host of a web address, "" for anything else: only the first may become a link."""
    try:
        parts = urlsplit(address)
        return parts.hostname or "" if parts.scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def person(context):
    """Return the Person of an official's page, a dict of JSON values."""
    official, request = context["official"], context["request"]
    terms = context["terms"]
    data = {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": official.full_name,
        "url": request.build_absolute_uri(official.get_absolute_url()),
        "jobTitle": [title.text for title in context["titles"]],
        "worksFor": places_of_work(terms, request),
        "hasOccupation": [role(each) for each in terms],
    }
    if official.portrait and official.portrait.url:
        data["image"] = request.build_absolute_uri(official.portrait.url)
    return filled(data)


def places_of_work(terms, request):
    """Return the organisations somebody is in office in now, each once, as dicts."""
    now = {each.appointment.position.organisation: each for each in terms if each.is_now}
    return [named(office, term.office, request) for office, term in now.items()]


def role(term):
    """Return an appointment as a Role around an Occupation, with what is known of its days."""
    appointment = term.appointment
    return filled(
        {
            "@type": "Role",
            "hasOccupation": {"@type": "Occupation", "name": appointment.full_title},
            **days(appointment),
            "description": "" if appointment.is_sourced else _("not checked yet"),
        }
    )


def organisation(context):
    """Return the organisation of its page, a dict of JSON values."""
    office, request = context["organisation"], context["request"]
    country = {} if office.level == Level.FOREIGN else {"addressCountry": "VN"}
    address = {"@type": "PostalAddress", "streetAddress": office.address, **country}
    parent = office.parent and named(office.parent, context["parent"], request)
    return filled(
        {
            "@context": "https://schema.org",
            **named(office, context["name"], request),
            "alternateName": [
                each.full for each in office.names.all() if each.full != context["name"]
            ],
            "address": address if office.address else "",
            "telephone": office.telephone,
            "faxNumber": office.fax,
            "email": office.email,
            "foundingDate": office.founding and office.founding.iso(),
            "dissolutionDate": office.ending and office.ending.iso(),
            "parentOrganization": parent,
            "member": [member(term, request) for seat in context["seats"] for term in seat.now],
        }
    )


def member(term, request):
    """Return who holds a position now as an OrganizationRole."""
    official = term.appointment.official
    return {
        "@type": "OrganizationRole",
        "roleName": term.appointment.full_title,
        **days(term.appointment),
        "member": {
            "@type": "Person",
            "name": official.full_name,
            "url": request.build_absolute_uri(official.get_absolute_url()),
        },
    }


def named(office, name, request):
    """Return the kind, name and address of an organisation."""
    return {
        "@type": "GovernmentOrganization" if office.sector in GOVERNMENT else "Organization",
        "name": name,
        "url": request.build_absolute_uri(office.get_absolute_url()),
    }


def days(appointment):
    """Return the days of an appointment, as exact as they are known."""
    start, end = appointment.start, appointment.end
    return filled({"startDate": start and start.iso(), "endDate": end and end.iso()})


def filled(data):
    """Return a dict without what is empty: schema.org leaves out what is not known."""
    return {key: value for key, value in data.items() if value}
