"""
Run the long checks and print one table: how each ended, how long it took, what it said last.

    tests/audit.py [--articles 100000]
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable


def main():
    parser = argparse.ArgumentParser(description="Run the long checks.")
    parser.add_argument("--articles", type=int, default=100_000)
    articles = str(parser.parse_args().articles)
    with tempfile.TemporaryDirectory(prefix="newsroom-audit-") as folder:
        rows = [
            row("lint", [[PYTHON, "tests/lint.py"]]),
            row("tests with 2,000 examples of each property", [long_tests()]),
            row("tests on both databases", [[PYTHON, "tests/run.py"]]),
            row("every attack in every place", [attacks()], {"ATTACKS": "all"}),
            row("readers' pages: HTML checker, Lighthouse", [[PYTHON, "tests/audit_site.py"]]),
            row(f"pages with {articles} articles", [bench(articles)]),
            row(f"backup and restore of {articles} articles", *large_backup(folder, articles)),
        ]
    print(f"\n{'check':<48}{'':<8}{'seconds':>8}  last line")
    for name, ended, seconds, last in rows:
        print(f"{name:<48}{ended:<8}{seconds:>8.0f}  {last}")
    return any(ended == "FAILED" for _name, ended, *_rest in rows)


def long_tests():
    chosen = ["-q", "-m", "not browser", "--hypothesis-profile=long", "-n", "auto"]
    return [PYTHON, "tests/run.py", "--on", "sqlite", *chosen]


def attacks():
    """Return the command that goes round a site full of attacks with the policy switched off."""
    return [PYTHON, "tests/run.py", "--on", "sqlite", "-q", "-s", "tests/attacks"]


def bench(articles):
    return [PYTHON, "tests/bench.py", "--articles", articles]


def large_backup(folder, articles):
    """Return the steps of a large round trip and the environment they run in."""
    manage = [PYTHON, "manage.py"]
    archive = f"{folder}/news.zip"
    steps = [
        [*manage, "migrate", "--verbosity", "0"],
        [*manage, "fill", "--articles", articles],
        [*manage, "backup", archive],
        [*manage, "restore", archive, "--replace"],
    ]
    data = {"NEWSROOM_DATA_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/audit.sqlite3"}
    return steps, {**data, "NEWSROOM_HTTPS": "off"}


def row(name, steps, environment=()):
    """Run the steps of a check until one fails; return the row of the table."""
    print(f"\n=== {name} ===", flush=True)
    began, last, code = time.monotonic(), "", 0
    for command in steps:
        step = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **dict(environment)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for line in process.stdout:
            print(line, end="", flush=True)
            last = line.strip() or last
        code = process.wait()
        if len(steps) > 1:
            print(f"({command[2]}: {time.monotonic() - step:.0f} s)", flush=True)
        if code:
            break
    return name, "FAILED" if code else "ok", time.monotonic() - began, last[:120]


if __name__ == "__main__":
    sys.exit(main())
