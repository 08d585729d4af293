"""Run every check that needs no tests, all of them even when one fails, and say which failed."""

import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def main():
    with tempfile.TemporaryDirectory(prefix="newsroom-lint-") as folder:
        failed = [name for name, check in checks(folder).items() if not passes(name, *check)]
    print(f"\nFAILED: {', '.join(failed)}" if failed else "\nAll checks passed.")
    return bool(failed)


def checks(folder):
    """Return {name: (command, further environment)}; whatever is written goes to ``folder``."""
    python = [sys.executable, "-Wdefault"]
    data = {"NEWSROOM_DATA_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/lint.sqlite3"}
    production = {
        **data,
        "NEWSROOM_SECRET_KEY": secrets.token_urlsafe(64),
        "NEWSROOM_HTTPS": "on",
        "NEWSROOM_DEBUG": "off",
        "NEWSROOM_HOSTS": "example.vn",
    }
    settings = ["check", "--deploy", "--fail-level", "WARNING"]
    return {
        "style": ([BIN / "ruff", "check", "--quiet", "."], {}),
        "format": ([BIN / "ruff", "format", "--check", "--quiet", "."], {}),
        "imports": ([BIN / "lint-imports"], {}),
        "templates": ([BIN / "djlint", "--lint", "--quiet", "templates"], {}),
        "migrations": ([*python, "manage.py", "makemigrations", "--check", "--dry-run"], data),
        "production settings": ([sys.executable, "-Wa", "manage.py", *settings], production),
        "translations and locks": (
            [*python, "-m", "pytest", "-q", "tests/newsroom/test_files.py"],
            data,
        ),
    }


def passes(name, command, environment):
    """Run one check; print what it said only when it failed."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    warned = name == "production settings" and "Warning:" in done.stdout
    good = done.returncode == 0 and not warned
    print(f"{'ok  ' if good else 'FAIL'} {name}", flush=True)
    if not good:
        print(done.stdout)
    return good


if __name__ == "__main__":
    sys.exit(main())
