"""Settings for tests: the real ones, with a folder of their own for whatever is written."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Before the settings are read: models take their storage's folder while they are defined.
FOLDER = Path(tempfile.mkdtemp(prefix="newsroom-tests-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["NEWSROOM_DATA_DIR"] = str(FOLDER)
# What a developer's .env says must not decide what is tested.
for name in ["NEWSROOM_DOOR", "NEWSROOM_HTTPS", "NEWSROOM_DEBUG", "NEWSROOM_PROXIES"]:
    os.environ[name] = {"NEWSROOM_DOOR": "all", "NEWSROOM_HTTPS": "on"}.get(name, "0")
os.environ.update(NEWSROOM_HOSTS="localhost,127.0.0.1,testserver", NEWSROOM_STATIC_ROOT="")

from newsroom.settings import *  # noqa: E402, F403
from newsroom.settings import DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, so that threads have connections of their own as they have on a server. Nothing of it
    # is kept, so the disk need not be waited for.
    DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )

# WhiteNoise reads every static file's name and age when a handler is made. A server makes one, the
# suite one for each test client: a quarter of a second each. So it looks for a file when asked.
WHITENOISE_AUTOREFRESH = True
