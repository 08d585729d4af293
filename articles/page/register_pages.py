"""The register as citizens read it: leaders, the tree of offices, a person, an office."""

from django.db.models import Exists, OuterRef, Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.page.cursor import Cursor, page_of
from articles.page.days import day_in_words
from articles.page.edition import Edition
from articles.page.frame.breadcrumbs import Step
from articles.page.frame.furniture import furnished
from people.afterwards import end_of
from people.leaders import leaders_by_level, leaders_on
from people.models import Appointment, Official, Organisation, Succession
from people.public.day import asked_day
from people.public.terms import Term, career_of, seats_of
from people.public.tree import branches_on

LISTED = 20


@require_safe
def leaders(request):
    """Who leads which office on a day, in order of rank."""
    asked = day_of(request)
    context = {
        **furnished(),
        **dated(asked),
        "levels": leaders_by_level(asked.day),
    }
    return render(request, "people/leaders.html", context)


@require_safe
def organisations(request):
    """The offices that exist on a day, as a tree: "Tổ chức bộ máy"."""
    asked = day_of(request)
    context = {**furnished(), **dated(asked), "branches": branches_on(asked.day)}
    return render(request, "people/organisations.html", context)


@require_safe
def official(request, slug, number):
    """An official: portrait, positions over time, and the articles that print the name."""
    found = get_object_or_404(Official.objects.select_related("portrait"), pk=number)
    if slug != found.slug:
        return redirect(found, permanent=True)
    today = timezone.localdate()
    line = career_of(found, today)
    terms = [each for each in line if isinstance(each, Term)]
    chosen = chosen_term(terms, request.GET.get("chuc-vu"))
    live, after = Edition.objects.live(), Cursor.of(request)
    naming = live.printing(chosen.appointment, after) if chosen else live.naming(found, after)
    context = {
        **furnished(),
        "official": found,
        "titles": found.titles_on(today),
        "line": line,
        "terms": terms,
        "chosen": chosen,
        "printed": printed_among(found.appointments.all()),
        "page": page_of(naming.for_cards(), LISTED),
        "path": [
            Step(_("Leaders"), reverse("leaders"), is_interface=True),
            Step(found.full_name, found.get_absolute_url()),
        ],
        "is_usual": not {"sau", "chuc-vu"} & set(request.GET),
    }
    return render(request, "people/official.html", context)


@require_safe
def organisation(request, slug, number):
    """An office: its leaders on a day, its positions through time, what it came from and became."""
    with_names = Organisation.objects.prefetch_related("names")
    found = get_object_or_404(
        Organisation.objects.select_related("parent").prefetch_related(
            "names",
            "parent__names",
            Prefetch("children", with_names),
            Prefetch("predecessions", Succession.objects.select_related("predecessor")),
            Prefetch("successions", Succession.objects.select_related("successor")),
        ),
        pk=number,
    )
    if slug != found.slug:
        return redirect(found, permanent=True)
    asked = day_of(request)
    about = Edition.objects.live().filter(organisation=found).newest_first(Cursor.of(request))
    held = Appointment.objects.filter(position__organisation=found)
    below = [each for each in found.children.all() if each.exists_on(asked.day)]
    ended = end_of(found, asked.today)
    # The notice of the end names them already.
    told = ended.heirs if ended and asked.is_today else ()
    context = {
        **furnished(),
        **dated(asked),
        "organisation": found,
        "name": found.name_on(asked.day),
        "exists": found.exists_on(asked.day),
        "ended": ended,
        "successions": [each for each in found.successions.all() if each.successor not in told],
        "exists_today": found.exists_on(asked.today),
        "parent": found.parent and found.parent.name_on(asked.day),
        "below": [
            (each, each.name_on(asked.day)) for each in sorted(below, key=Organisation.precedence)
        ],
        "leaders": next((each.holders for each in leaders_on(asked.day, found)), ()),
        "seats": seats_of(found, asked.today),
        "printed": printed_among(held),
        "page": page_of(about.for_cards(), LISTED),
        "path": [
            Step(_("Offices and units"), reverse("organisations"), is_interface=True),
            *([Step(found.parent.name, found.parent.get_absolute_url())] if found.parent else []),
            Step(found.name, found.get_absolute_url()),
        ],
        "is_usual": asked.is_usual and "sau" not in request.GET,
    }
    return render(request, "people/organisation.html", context)


def day_of(request):
    """Return the `AskedDay` of an address."""
    return asked_day(request.GET.get("ngay"), timezone.localdate())


def dated(asked):
    """Return what every page about a day says of it."""
    return {
        "asked": asked,
        "day_in_words": day_in_words(asked.day),
        "is_usual": asked.is_usual,
    }


def chosen_term(terms, text):
    """Return the term whose articles an address asks for, None for all or for nonsense."""
    return next((each for each in terms if str(each.appointment.pk) == text), None)


def printed_among(appointments):
    """Return the numbers of those appointments that a live article prints, a set; one query."""
    live = Edition.objects.live().filter(printed_titles__appointment=OuterRef("pk"))
    return set(appointments.filter(Exists(live)).order_by().values_list("pk", flat=True))
