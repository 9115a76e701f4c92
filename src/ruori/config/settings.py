"""Django's settings, from the RUORI_ variables (docs/configuration.md lists them)."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from ruori.config.env import Database, Environment, secret_in

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parents[1]
ASSETS = ROOT / "node_modules"

env = Environment()
MODE = env.choice("MODE", ("production", "development", "test"), "development")
IN_PRODUCTION = MODE == "production"
IN_TEST = MODE == "test"

DATA_DIR = env.folder("DATA_DIR", ROOT / "var")
MEDIA_ROOT = DATA_DIR / "files"
BASE_URL = (
    env.address("BASE_URL", env.required("BASE_URL", "the public address of the city"))
    if IN_PRODUCTION
    else env.address("BASE_URL", f"http://localhost:{os.environ.get('PORT', '8000')}")
)

# Pages never show a stack trace: a fault is written to standard error in every mode.
DEBUG = False
SECRET_KEY = (
    env.required("SECRET_KEY", "at least 50 random letters")
    if IN_PRODUCTION
    else env.text("SECRET_KEY") or secret_in(DATA_DIR)
)
ALLOWED_HOSTS = env.words("HOSTS") if IN_PRODUCTION else env.words("HOSTS", ("*",))
if IN_PRODUCTION and not ALLOWED_HOSTS:
    env.required("HOSTS", "host names divided by commas")

# In layer order, lowest first (docs/map.md). kernel, columns and language have no tables or pages.
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "ruori.ui",
    "ruori.accounts",
    "ruori.audit",
    "ruori.files",
    "ruori.jobs",
    "ruori.seals",
    "ruori.organisation",
    "ruori.decisions",
    "ruori.cycle",
    "ruori.indicators",
    "ruori.plans",
    "ruori.followup",
    "ruori.reports",
    "ruori.intake",
    "ruori.notices",
    "ruori.desk",
    "ruori.site",
    "ruori.cli",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ruori.config.language.DeskLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ruori.config.numbers.RowNumbers",
]

ROOT_URLCONF = "ruori.config.urls"
WSGI_APPLICATION = "ruori.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# SQLite loses writes with Django's own defaults; these are the measured ones (docs/decisions).
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=NORMAL;"
        "PRAGMA busy_timeout=20000;"
        "PRAGMA foreign_keys=ON;"
        "PRAGMA temp_store=MEMORY;"
        "PRAGMA cache_size=-20000;"
        "PRAGMA mmap_size=134217728;"
    ),
}


def _database(database: Database) -> dict[str, Any]:
    if database.vendor == "sqlite":
        return {
            "ENGINE": "ruori.config.sqlite",
            "NAME": database.name,
            "OPTIONS": SQLITE_OPTIONS,
            "CONN_MAX_AGE": 600,
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database.name,
        "HOST": database.host,
        "PORT": database.port,
        "USER": database.user,
        "PASSWORD": database.password,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(env.database("DATABASE_URL", DATA_DIR / "ruori.sqlite3"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
if IN_TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "desk:sign_in"

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "suomi"), ("sv", "svenska"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "kernel" / "locale"]
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [("designsystemet", ASSETS / "@digdir/designsystemet-css/dist")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "ruori_files": {
        "BACKEND": "ruori.files.shelf.Shelf",
        "OPTIONS": {"location": DATA_DIR / "files"},
    },
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if IN_TEST
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = IN_TEST
WHITENOISE_AUTOREFRESH = IN_TEST
# Typst reads these; the same letters on every machine make the same bytes of a report.
REPORT_FONTS = ASSETS / "@expo-google-fonts/source-sans-3"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
IS_SECURE = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "ruori.desk.kept.csrf_failed"
X_FRAME_OPTIONS = "DENY"
TRUSTED_PROXIES = env.words("TRUSTED_PROXIES")

FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

# Without a mail server letters become files in development, and in production they wait.
MAIL = env.mail("EMAIL_URL")
DEFAULT_FROM_EMAIL = env.mailbox("MAIL_FROM", "" if IN_PRODUCTION and MAIL else "ruori@localhost")
CAN_MAIL = MAIL is not None or not IN_PRODUCTION
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "letters"
EMAIL_TIMEOUT = 20
if MAIL:
    EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL.is_tls, MAIL.is_starttls

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["console"],
        "level": env.choice("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), "WARNING"),
    },
}
