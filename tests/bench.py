"""
Measure what pages cost in a small and in a large archive; prints a table.

    tests/bench.py [--articles 100000] [--rounds 30]
    tests/bench.py --pictures [--photographs 20]
    tests/bench.py --titles [--rounds 30]
    tests/bench.py --register [--officials 2000]

Runs in this process, on a database of its own: SQLite in a temporary folder, or the one that
BENCH_DATABASE_URL names, which must be empty. Machines are noisy: read the ratios.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
SMALL = 60


def main():
    parser = argparse.ArgumentParser(description="Measure pages in a small and a large archive.")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--pictures", action="store_true", help="measure pictures instead")
    parser.add_argument("--titles", action="store_true", help="measure the title check instead")
    parser.add_argument("--photographs", type=int, default=20)
    parser.add_argument("--register", action="store_true", help="measure its public pages instead")
    parser.add_argument("--officials", type=int, default=2_000)
    wanted = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="newsroom-bench-")
    try:
        start(folder)
        if wanted.pictures:
            from tests import bench_pictures

            bench_pictures.run(folder, wanted.photographs)
        elif wanted.titles:
            from tests import bench_title_check

            bench_title_check.run(wanted.rounds)
        elif wanted.register:
            from tests import bench_register

            bench_register.run(wanted.officials, wanted.rounds)
        else:
            run(wanted.articles, wanted.rounds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start(folder):
    """Set Django up on an empty database of this run's own."""
    os.environ.update(
        DJANGO_SETTINGS_MODULE="newsroom.settings",
        NEWSROOM_DATA_DIR=folder,
        NEWSROOM_HTTPS="off",
        NEWSROOM_HOSTS="testserver",
        DATABASE_URL=os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3"),
    )
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def run(articles, rounds):
    """Fill, measure, fill again, measure again, and print both beside each other."""
    from articles.desk.filling import fill

    fill(SMALL)
    small = measure(rounds)
    began = time.perf_counter()
    fill(articles - SMALL, seed=2)
    rate = (articles - SMALL) / (time.perf_counter() - began)
    large = measure(rounds)
    print(f"{'page':<22}{'queries':>8}{f'{SMALL} articles':>16}{f'{articles:,}':>12}{'ratio':>8}")
    for name in small:
        (queries, before), (queries_after, after) = small[name], large[name]
        count = f"{queries}" if queries == queries_after else f"{queries}/{queries_after}"
        ratio = after / before
        print(f"{name:<22}{count:>8}{before * 1e3:>13.1f} ms{after * 1e3:>9.1f} ms{ratio:>8.2f}")
    print(f"{'filling':<22}{'':>8}{'':>16}{rate:>10,.0f}/s")
    measure_titles(rounds)


def measure_titles(rounds):
    """Print what the title check costs against 2,000 officials: time, and memory at its most."""
    from people.check import check
    from tests.people.many_officials import DAY, long_text, many_officials

    tracemalloc.start()
    began = time.perf_counter()
    register = many_officials()
    made = time.perf_counter() - began
    check(long_text(register, 10_000), DAY, register)
    memory = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    register = many_officials()
    for words in (10_000, 200):
        text = long_text(register, words)
        began = time.perf_counter()
        check(text, DAY, register)
        first = time.perf_counter() - began
        times = []
        for _ in range(rounds):
            began = time.perf_counter()
            check(text, DAY, register)
            times.append(time.perf_counter() - began)
        name, median = f"titles, {words:,} words", statistics.median(times)
        print(f"{name:<22}{'':>8}{first * 1e3:>13.1f} ms{median * 1e3:>9.1f} ms  first, again")
    print(
        f"{'titles, memory':<22}{'':>8}{memory:>13.1f} MB{made * 1e3:>9.0f} ms to read the register"
    )


def measure(rounds):
    """Return {page: (queries, median seconds)}, the pages taken in turn."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, addresses = Client(), pages()
    times = {name: [] for name in addresses}
    queries = {}
    for name, address in addresses.items():
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            expected = 404 if name.startswith("missing") else 200
            assert client.get(address).status_code == expected, address
        queries[name] = len(captured)
    for _ in range(rounds):
        for name, address in addresses.items():
            began = time.perf_counter()
            client.get(address)
            times[name].append(time.perf_counter() - began)
    return {name: (queries[name], statistics.median(times[name])) for name in addresses}


def pages():
    """Return {what: address} of the pages to measure, at both ends of the archive."""
    from articles.page.category import Category
    from articles.page.cursor import Cursor
    from articles.page.edition import Edition

    newest = Edition.objects.live().newest_first().first()
    oldest = Edition.objects.live().newest_first().last()
    category = Category.objects.first().get_absolute_url()
    deep = Edition.objects.order_by("published_at")[Edition.objects.count() // 10]
    return {
        "home": "/",
        "article, newest": newest.get_absolute_url(),
        "article, oldest": oldest.get_absolute_url(),
        "category": category,
        "category, deep": f"{category}?sau={Cursor(deep.published_at, deep.article)}",
        "search, common words": "/tim-kiem/?q=mong+cai",
        "search, a headline": f"/tim-kiem/?q={oldest.headline.replace(' ', '+')}",
        "search, no hit": "/tim-kiem/?q=khongcotunay",
        "search, one word": "/tim-kiem/?q=mong",
        "search, a phrase": "/tim-kiem/?q=%22m%C3%B3ng+c%C3%A1i%22",
        "search, narrowed": f"/tim-kiem/?q=thanh&chuyen-muc={category.split('/')[-2]}",
        "search, by key": f"/tim-kiem/?q=mong&sau=1-{int(deep.published_at.timestamp())}",
        "missing, one word wrong": "/tin/lanh-dao-thanh-pho-kiem-tra-cong-tac-sai/",
        "missing, common words": "/tin/mong-cai/",
        "missing, for robots": "/wp-login.php",
        "feed": "/rss/",
        "sitemap, one part": "/sitemap-0.xml",
    }


if __name__ == "__main__":
    main()
