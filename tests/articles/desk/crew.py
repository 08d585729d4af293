"""
Processes of their own that carry out the command `newsroom` at one moment.

Run as a program this is one member: it says that it is ready, then takes lines of JSON, each a list
of words, and answers each with a line. The first word is `newsroom`, or `save` for what the form of
an article does.
"""

import contextlib
import json
import os
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
        self.members = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.articles.desk.crew"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=environment,
                cwd=ROOT,
            )
            for _member in range(size)
        ]

    def __enter__(self):
        assert [member.stdout.readline() for member in self.members] == ["ready\n"] * len(
            self.members
        )
        return self

    def __exit__(self, *_error):
        for member in self.members:
            member.stdin.close()
        for member in self.members:
            member.wait(timeout=60)
            member.stdout.close()

    def at_once(self, *errands):
        """Let each member run one errand, all at once; return (was done, what was said) of each."""
        members = self.members[: len(errands)]
        for member, errand in zip(members, errands, strict=True):
            member.stdin.write(json.dumps([str(word) for word in errand]) + "\n")
        for member in members:
            member.stdin.flush()
        return [tuple(json.loads(member.stdout.readline())) for member in members]


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


def serve():
    """Carry out one errand after another until no more come."""
    import django

    django.setup()
    from django.core.management import CommandError
    from django.db import connection

    print("ready", flush=True)
    for line in sys.stdin:
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
        print(json.dumps(answer), flush=True)


def newsroom(*words):
    from django.core.management import call_command

    call_command("newsroom", *words)


def save(number, username, headline):
    """Save an article with another headline, as its form does: locked, whole, then a version."""
    from django.contrib.auth import get_user_model
    from django.db import transaction

    from articles.desk.article import Article
    from articles.desk.saving import save_version

    with transaction.atomic():
        article = Article.objects.select_for_update(of=("self",)).get(pk=number)
        article.headline = headline
        article.save()
        save_version(article, get_user_model().objects.get(username=username))


ERRANDS = {"newsroom": newsroom, "save": save}

if __name__ == "__main__":
    serve()
