"""
Run the suite on SQLite and on PostgreSQL, and say at the end what was not run and why.

    tests/run.py [--on sqlite|postgresql] [pytest's own arguments]

PostgreSQL is the server that DATABASE_URL names, or else a private one: made in a temporary folder,
reached through a socket in it, without durability, and removed at the end whatever happens.
"""

import argparse
import contextlib
import glob
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Whole files to each worker, in the order that conftest.py gives them: the long ones first.
SPREAD = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
NOTHING_SELECTED = 5  # pytest's exit code


class Unavailable(Exception):
    """PostgreSQL cannot be had on this machine; the message says why."""


def main():
    parser = argparse.ArgumentParser(description="Run the tests on both databases.")
    parser.add_argument("--on", choices=["sqlite", "postgresql"], help="run on one database only")
    wanted, arguments = parser.parse_known_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))

    codes, not_run = {}, []
    with tempfile.TemporaryDirectory(prefix="newsroom-run-") as folder:
        if wanted.on != "postgresql":
            url = f"sqlite:///{folder}/newsroom.sqlite3"
            codes["SQLite"] = suite("SQLite", url, arguments, not_run)
    if wanted.on != "sqlite":
        try:
            with postgresql() as url:
                # One database is enough for what a browser shows.
                once = [] if "-m" in arguments else ["-m", "not browser"]
                codes["PostgreSQL"] = suite("PostgreSQL", url, arguments, not_run, once)
            if once:
                not_run.append("PostgreSQL: browser tests (ARGS='-m browser' runs them there too)")
        except Unavailable as error:
            not_run.append(f"PostgreSQL: everything; {error}")
    report(codes, not_run)
    return worst(codes.values())


def suite(name, url, arguments, not_run, also=()):
    """Run pytest on the database at ``url``; return its exit code and note what was skipped."""
    print(f"\n=== {name} ===", flush=True)
    with tempfile.NamedTemporaryFile(suffix=".xml") as results:
        code = subprocess.call(
            [
                sys.executable,
                "-m",
                "pytest",
                # Spreading costs some seconds to start, so it is for the whole suite only.
                *(arguments or ["-q", *SPREAD]),
                *also,
                f"--junitxml={results.name}",
            ],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url},
        )
        for reason, count in skipped(results.name).items():
            not_run.append(f"{name}: {count} skipped; {reason}")
    return code


def skipped(path):
    """Count the skipped tests in a JUnit file by their reason."""
    try:
        tree = ElementTree.parse(path)
    except ElementTree.ParseError:
        return Counter()  # the run broke off before it could write
    return Counter(each.get("message", "no reason given") for each in tree.iter("skipped"))


def worst(codes):
    """Return the exit code for all runs; nothing selected is a fault only if it was so in all."""
    codes = list(codes)
    ran = [code for code in codes if code != NOTHING_SELECTED]
    return max(map(abs, ran or codes or [1]))


def report(codes, not_run):
    words = {0: "passed", NOTHING_SELECTED: "nothing selected"}
    print("\n=== Summary ===")
    for name, code in codes.items():
        print(f"{name}: {words.get(code, f'FAILED (exit code {code})')}")
    for line in not_run or ["nothing"]:
        print(f"Not run: {line}")


@contextlib.contextmanager
def postgresql():
    """Yield the address of a PostgreSQL to test on; raise `Unavailable` when there is none."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres://", "postgresql://")):
        yield given
        return
    programs = server_programs()
    folder = Path(tempfile.mkdtemp(prefix="newsroom-pg-", dir="/tmp"))
    owner = unprivileged_user()
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    started = time.monotonic()
    try:
        start(programs, folder, owner)
        print(f"\nPostgreSQL started in {time.monotonic() - started:.1f} s.", flush=True)
        os.environ["PGHOST"] = str(folder)
        yield "postgres://newsroom@/postgres"
    finally:
        os.environ.pop("PGHOST", None)
        # A second Ctrl-C must not leave a server behind.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if (folder / "data" / "postmaster.pid").exists():
            call(programs / "pg_ctl", "stop", "-m", "immediate", "-D", folder / "data", user=owner)
        shutil.rmtree(folder, ignore_errors=True)
        signal.signal(signal.SIGINT, signal.default_int_handler)


def server_programs():
    """Return the folder that holds initdb and pg_ctl."""
    folders = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    folders += [Path(each) for each in sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=version)]
    if shutil.which("pg_config"):
        answer = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True)
        folders.append(Path(answer.stdout.strip()))
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise Unavailable("no server programs found (Debian: apt-get install postgresql)")


def version(folder):
    """Sort key that puts the newest of /usr/lib/postgresql/<version>/bin first."""
    number = Path(folder).parent.name
    return -float(number) if number.replace(".", "", 1).isdigit() else 0


def unprivileged_user():
    """Return whom the server runs as when we are root, which it refuses; None otherwise."""
    if os.geteuid() != 0:
        return None
    for name in ["postgres", "nobody"]:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise Unavailable("the server refuses root, and there is no user postgres or nobody")


def start(programs, folder, owner):
    """Make a cluster in ``folder`` and start it there."""
    data = folder / "data"
    make = [programs / "initdb", "-D", data, "-U", "newsroom", "-A", "trust", "-E", "UTF8"]
    for locale in ["C.UTF-8", "C"]:
        made = call(*make, "--no-sync", "--locale", locale, user=owner)
        if made.returncode == 0:
            break
    else:
        raise Unavailable(f"initdb failed: {made.stdout.strip()[-300:]}")
    options = (
        f"-k {folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off"
        " -c full_page_writes=off -c max_wal_size=2GB -c autovacuum=off"
    )
    log = folder / "log"
    started = call(
        programs / "pg_ctl", "start", "-w", "-t", "60", "-D", data, "-l", log, "-o", options,
        user=owner,
    )  # fmt: skip
    if started.returncode:
        raise Unavailable(f"the server did not start: {log.read_text()[-300:]}")


def call(*command, user=None):
    """Run a program quietly, as ``user`` when one is given."""
    become = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    return subprocess.run(
        [str(each) for each in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd="/",
        **become,
    )


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
