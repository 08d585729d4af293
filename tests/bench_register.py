"""
Measure what the public pages of the register cost in a large one; prints a table.

    tests/bench.py --register [--officials 2000]

The officials are made up (`tests.people.many_officials`), two posts each, in offices of communes
under one province. Beside the time of a request stands what goes over the line.
"""

import gzip
import statistics
import time

COMMUNES = 300
KIB = 1024


def run(officials, rounds):
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    offices, appointments = store(officials)
    print(f"{officials:,} officials, {appointments:,} appointments, {offices:,} offices\n")
    print(f"{'page':<22}{'queries':>8}{'processor':>13}{'size':>12}{'compressed':>12}")
    client = Client()
    for name, address in pages().items():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            content = client.get(address).content
        queries = len(captured)
        times = []
        for _ in range(rounds):
            began = time.process_time()
            client.get(address)
            times.append(time.process_time() - began)
        sizes = [len(content) / KIB, len(gzip.compress(content)) / KIB]
        print(
            f"{name:<22}{queries:>8}{statistics.median(times) * 1e3:>10.1f} ms"
            f"{sizes[0]:>8.0f} KiB{sizes[1]:>8.1f} KiB"
        )


def store(count):
    """Fill the register; return how many offices and how many appointments it has."""
    from people.models import Appointment, Official, Organisation, OrganisationName, Position
    from tests.people.factory import make_organisation
    from tests.people.many_officials import many_officials
    from vietnamese import person_sort_key

    register = many_officials(count, COMMUNES)
    province = make_organisation("Tỉnh ủy Quảng Ninh", level="province")
    offices = {
        number: Organisation(
            key=each.key,
            name=each.names[0].full,
            level=each.level,
            sector=each.sector,
            territory=each.territory,
            parent=province if each.sector == "party" else None,
            telephone="0203 3881 234",
            email=f"coquan{number}@quangninh.gov.vn",
        )
        for number, each in register.offices.items()
    }
    Organisation.objects.bulk_create(offices.values())
    OrganisationName.objects.bulk_create(
        OrganisationName(organisation=each, full=each.name) for each in offices.values()
    )
    posts = {
        number: Position(
            key=f"p{number}",
            organisation=offices[each.organisation_id],
            title=each.title,
            printed=list(each.printed),
            rank=320 if each.title.startswith("Phó") else 300,
        )
        for number, each in register.posts.items()
    }
    Position.objects.bulk_create(posts.values())
    people = {
        number: Official(
            key=each.key, full_name=each.names[0], sort_name=person_sort_key(each.names[0])
        )
        for number, each in register.people.items()
    }
    Official.objects.bulk_create(people.values())
    held = [
        Appointment(
            official=people[official],
            position=posts[each.position_id],
            started_on=each.started_on,
            started_precision="day",
        )
        for official, holdings in register.holdings.items()
        for each in holdings
    ]
    return len(offices) + 1, len(Appointment.objects.bulk_create(held))


def pages():
    """Return {what: address} of the pages to measure."""
    from people.models import Official, Organisation

    province, office = Organisation.objects.order_by("pk").first(), Organisation.objects.last()
    return {
        "leaders": "/lanh-dao/",
        "leaders, another day": "/lanh-dao/?ngay=2018-08-07",
        "tree of offices": "/co-quan-don-vi/",
        "an official": Official.objects.first().get_absolute_url(),
        "an office": office.get_absolute_url(),
        "300 offices under it": province.get_absolute_url(),
    }
