"""
Processes of their own that carry out the command `newsroom` at one moment.

Run as a program this loads Django once and forks the members off before any of them has opened the
database. Each says that it is ready, then takes lines of JSON, each a list of words, and answers
each with a line. The first word is `newsroom`, or `save` for what the form of an article does.
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


class Crew:
    """Twelve processes on the database of the tests; leave it as a context to dismiss them."""

    def __init__(self, size=12):
        environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "PYTHONPATH": str(ROOT),
        }
        pairs = [socket.socketpair() for _member in range(size)]
        theirs = [their_end.fileno() for _our_end, their_end in pairs]
        self.leader = subprocess.Popen(
            [sys.executable, "-m", "tests.articles.desk.crew", *map(str, theirs)],
            pass_fds=theirs,
            env=environment,
            cwd=ROOT,
        )
        self.members = []
        for our_end, their_end in pairs:
            their_end.close()
            with our_end:  # the file keeps it open
                self.members.append(our_end.makefile("rw", encoding="utf-8"))

    def __enter__(self):
        assert [member.readline() for member in self.members] == ["ready\n"] * len(self.members)
        return self

    def __exit__(self, *_error):
        for member in self.members:
            member.close()
        assert self.leader.wait(timeout=60) == 0

    def at_once(self, *errands):
        """Let each member run one errand, all at once; return (was done, what was said) of each."""
        members = self.members[: len(errands)]
        for member, errand in zip(members, errands, strict=True):
            member.write(json.dumps([str(word) for word in errand]) + "\n")
        for member in members:
            member.flush()
        return [tuple(json.loads(member.readline())) for member in members]


def database_url():
    """Return the address of the database the tests run on, for another process."""
    from django.db import connection

    kept = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{kept['NAME']}"
    from urllib.parse import quote

    login = quote(kept["USER"] or "")
    if kept["PASSWORD"]:
        login += f":{quote(kept['PASSWORD'], safe='')}"
    place = f"{kept['HOST']}:{kept['PORT']}" if kept["PORT"] else kept["HOST"]
    return f"postgres://{login}@{place}/{kept['NAME']}"


def lead(ends):
    """Load Django, fork one member off for each socket in ``ends``, and wait for all of them."""
    import django

    django.setup()
    # What the errands import, so that no member has to.

    for end in ends:
        if os.fork() == 0:
            # A socket is closed for the test when nobody holds it any more.
            for other in set(ends) - {end}:
                os.close(other)
            with socket.socket(fileno=end) as connected:
                serve(connected.makefile("rw", encoding="utf-8"))
            return
    for end in ends:
        os.close(end)
    for _member in ends:
        _pid, status = os.wait()
        assert status == 0


def serve(test):
    """Carry out one errand after another until no more come."""
    from django.core.management import CommandError
    from django.db import connection

    def say(line):
        test.write(f"{line}\n")
        test.flush()

    say("ready")
    for line in test:
        errand, *words = json.loads(line)
        out = StringIO()
        try:
            with contextlib.redirect_stdout(out):
                ERRANDS[errand](*words)
            answer = [True, out.getvalue().strip()]
        except CommandError as refusal:
            answer = [False, str(refusal)]
        except Exception as error:  # told to the test, which fails on it
            answer = [None, repr(error)]
        finally:
            connection.close()
        say(json.dumps(answer))


def newsroom(*words):
    from django.core.management import call_command

    call_command("newsroom", *words)


def save(number, username, headline):
    """Save an article with another headline, as its form does: locked, whole, then a version."""
    from django.contrib.auth import get_user_model
    from django.db import transaction

    from articles.desk.article import Article
    from articles.desk.versions.saving import save_version

    with transaction.atomic():
        article = Article.objects.select_for_update(of=("self",)).get(pk=number)
        article.headline = headline
        article.save()
        save_version(article, get_user_model().objects.get(username=username))


ERRANDS = {"newsroom": newsroom, "save": save}

if __name__ == "__main__":
    lead([int(number) for number in sys.argv[1:]])
