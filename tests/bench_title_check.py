"""
Measure what one check beside the form costs, from the posted form to the answer; prints a table.

Run by `tests/bench.py --titles`, against a register of 2,000 officials in the database: reading it,
the stamp that is asked for each check, and the check itself. Times are of the processor, so that
other work on the machine does not count.
"""

import statistics
import time

OFFICIALS = 2000


def run(rounds):
    """Load the register, post texts of both lengths, print what they cost."""
    from people import kept_register
    from people.exchange.loading import load_register
    from tests.people.many_officials import data_of_many

    browser, address = a_browser_on_an_article()
    texts = {words: body_of(words) for words in (200, 10_000)}
    print(f"{'POST to the check':<34}{'first':>12}{'median':>12}")
    for words, body in texts.items():
        show(f"{words:,} words, no officials", *times(browser, address, body, rounds))
    data = data_of_many(OFFICIALS)
    began = time.process_time()
    assert load_register(data).loaded
    print(f"{f'loading {OFFICIALS:,} officials':<34}{time.process_time() - began:>10.1f} s")
    for words, body in texts.items():
        show(f"{words:,} words, {OFFICIALS:,} officials", *times(browser, address, body, rounds))
    began = time.process_time()
    for _ in range(rounds):
        kept_register.stamp_of_register()
    show("the stamp alone", None, (time.process_time() - began) / rounds)
    began = time.process_time()
    kept_register.from_database().warmed()
    show("reading the register anew", None, time.process_time() - began)


def a_browser_on_an_article():
    """Return (a reporter's client, the address that checks an article of theirs)."""
    from django.test import Client
    from django.urls import reverse

    from accounts import roles
    from articles.desk.article import Article
    from tests.articles.factory import make_user

    reporter = make_user("reporter")
    roles.give(reporter, "reporter")
    article = Article.objects.create(headline="Bài đo", author=reporter)
    browser = Client()
    browser.force_login(reporter)
    return browser, reverse("admin:articles_article_check", args=[article.pk])


def body_of(words):
    """Return the text of an article of about so many words, as the editor sends it."""
    from tests.people.many_officials import long_text, many_officials

    return "".join(f"<p>{each.text}</p>" for each in long_text(many_officials(OFFICIALS), words))


def times(browser, address, body, rounds):
    """Return (seconds of the first post, median of the others)."""
    form = {"kind": "news", "headline": "Bài đo", "event_date": "07/08/2018", "body": body}
    taken = []
    for _ in range(rounds + 1):
        began = time.process_time()
        assert browser.post(address, form).status_code == 200
        taken.append(time.process_time() - began)
    return taken[0], statistics.median(taken[1:])


def show(name, first, median):
    """Print a line of the table, times in milliseconds."""
    before = f"{first * 1e3:,.0f} ms" if first is not None else ""
    print(f"{name:<34}{before:>12}{f'{median * 1e3:,.1f} ms':>12}")
