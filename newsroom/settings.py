"""
Settings, read from the environment (`.env.example` lists every name).

What is left out is safe: no debugging, cookies over HTTPS only, SQLite and pictures in `var/`.
A misspelt value stops the start-up.
"""

import sys
from pathlib import Path

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

TESTING = "pytest" in sys.modules


def switch(name, default):
    """Read an on/off variable; anything else is refused rather than guessed."""
    words = {"on": True, "1": True, "true": True, "off": False, "0": False, "false": False}
    value = env.str(name, "on" if default else "off").strip().lower()
    if value not in words:
        raise ImproperlyConfigured(f"{name} must be on or off, not {value!r}.")
    return words[value]


def kept_secret(path):
    """Return the secret kept in a file only the owner reads, made on the first start."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text().strip()


DATA_DIR = Path(env.str("NEWSROOM_DATA_DIR", str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = switch("NEWSROOM_DEBUG", default=False)
HTTPS = switch("NEWSROOM_HTTPS", default=True)
SECRET_KEY = env.str("NEWSROOM_SECRET_KEY", "") or kept_secret(DATA_DIR / "secret_key")
ALLOWED_HOSTS = env.list("NEWSROOM_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

DOOR = env.str("NEWSROOM_DOOR", "all")
if DOOR not in {"all", "public", "desk"}:
    raise ImproperlyConfigured(f"NEWSROOM_DOOR must be all, public or desk, not {DOOR!r}.")

# Rooms

INSTALLED_APPS = [
    "newsroom.apps.NewsroomConfig",
    "articles",
    "people",
    "images",
    "documents",
    "uploads",
    "accounts",
    "newsroom.apps.DeskSite",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "ckeditor",
    "pictures",
    "simple_history",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "csp",
]

# The public door has no session, login or form: nothing that could set a cookie.
DESK_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]
MIDDLEWARE = [
    "newsroom.middleware.CompressTextMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    *([] if DOOR == "public" else DESK_MIDDLEWARE),
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Data

DATABASES = {"default": env.db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'newsroom.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A transaction takes the write lock when it begins, so two publishers wait for each other
        # instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Pictures: the public files, named by their content, and the originals, which no address reaches.
MEDIA_ROOT = DATA_DIR / "pictures"
MEDIA_URL = "/anh/"
ORIGINALS_ROOT = DATA_DIR / "originals"
# Documents: handed out by a view alone, which asks whether readers may have them.
DOCUMENTS_ROOT = DATA_DIR / "documents"
ERASURE_LEDGER = DATA_DIR / "erasures.jsonl"

# How the house places tone marks in open oa, oe, uy: "old" (hòa, Ủy) or "new" (hoà, Uỷ).
TONE_STYLE = "old"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.str("NEWSROOM_STATIC_ROOT", "") or None
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
STORAGES = {
    "default": {"BACKEND": "images.storage.WholeFileStorage"},
    "originals": {
        "BACKEND": "images.storage.OriginalStorage",
        "OPTIONS": {"location": ORIGINALS_ROOT},
    },
    "documents": {
        "BACKEND": "images.storage.OriginalStorage",
        "OPTIONS": {"location": DOCUMENTS_ROOT},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_ROOT
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

IMAGE_MAX_BYTES = 25 * 1024 * 1024
IMAGE_MAX_PIXELS = 50_000_000
DOCUMENT_MAX_BYTES = 20 * 1024 * 1024

# Renditions: five widths, WebP with JPEG beside it, encoded by the worker.
PICTURES = {
    "BREAKPOINTS": {"page": 1600},
    "GRID_COLUMNS": 5,
    "CONTAINER_WIDTH": 1600,
    "FILE_TYPES": ["WEBP", "JPEG"],
    "PIXEL_DENSITIES": [1],
    "USE_PLACEHOLDERS": False,
    "PROCESSOR": "images.renditions.process_later",
}

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if TESTING
        else "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}

# Language and time

LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
# Of the interface; what the newsroom writes is Vietnamese.
LANGUAGE_CODE = env.str("NEWSROOM_LANGUAGE", "vi")
if LANGUAGE_CODE not in dict(LANGUAGES):
    raise ImproperlyConfigured(f"NEWSROOM_LANGUAGE must be vi or en, not {LANGUAGE_CODE!r}.")
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["newsroom.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

# Users

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "articles.desk.roles.delegation.DeskBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in [
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    ]
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 10}
LOGIN_URL = "admin:login"

# Logins: five wrong tries for one account from one address, then a quarter of an hour of rest.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
# Tries during the rest neither count nor lengthen it, so the page can name the time it ends.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "accounts.lockout.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
PROXIES = env.int("NEWSROOM_PROXIES", 0)
AXES_CLIENT_IP_CALLABLE = "newsroom.middleware.client_address"

# The desk

# After so many days without news the first page names a category.
QUIET_CATEGORY_DAYS = env.int("NEWSROOM_QUIET_CATEGORY_DAYS", 30)

# Security

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "newsroom_session"
CSRF_COOKIE_NAME = "newsroom_csrf"
CSRF_FAILURE_VIEW = "articles.desk.admin.held_saves.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
# The checks of the machine itself come without TLS and must not be sent away.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
if TESTING:
    SECURE_SSL_REDIRECT = False
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "uploads.receiving.WaryUploadHandler",
]

# Pages load from this site alone. The editor writes inline scripts and styles, so
# `articles.desk.text.richtext` widens the policy on the pages that hold it, and nowhere else.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF],
        "script-src": [SELF],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DESK_CONTENT_SECURITY_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}

# The editor's package warns at every command that CKEditor 4 gets no more open fixes. It is fenced:
# only `ckeditor` is installed (never its uploader), the plugins with known holes are off, every
# text is cleaned on the server whatever the editor let through, and a test keeps the fences up.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
