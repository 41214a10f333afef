"""Settings: one file, everything from the environment, with a working default for a fresh checkout.

`PRODUCTION=1` makes the portal refuse to start without its secrets. What each variable means stands in README.md.
"""

import datetime as dt
import os
import secrets
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

PRODUCTION = env.bool("PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)
VAR = Path(env.str("VAR", default=str(BASE_DIR / "var")))  # everything that is written at run time
VAR.mkdir(parents=True, exist_ok=True)
NEEDED_IN_PRODUCTION = ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "PORTAL_URL", "EMAIL_URL"]


def local_secret_key(path):
    """A random key made once for this checkout; two processes starting together end up with the same one."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text()


def portal_date(text):
    """The day the portal pretends it is, outside production only; None: the real one."""
    if not text:
        return None
    if PRODUCTION:
        raise ImproperlyConfigured("PORTAL_DATE is for previews; with PRODUCTION=1 the portal lives on the real date.")
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"PORTAL_DATE={text!r} is not a date such as 2023-12-01.") from error


def statement_date(name):
    """A day that the accessibility statement names; None: not stated."""
    text = env.str(name, default="")
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={text!r} is not a date such as 2024-03-31.") from error


def statement_status(name):
    """The compliance that somebody assessed; empty: nobody did yet, and the statement says so."""
    status = env.str(name, default="")
    if status not in ("", "zgodna", "częściowo zgodna", "niezgodna"):
        raise ImproperlyConfigured(f"{name}={status!r} is none of: zgodna, częściowo zgodna, niezgodna.")
    return status


if PRODUCTION:
    missing = [name for name in NEEDED_IN_PRODUCTION if not env.str(name, default="")]
    if missing:
        raise ImproperlyConfigured(f"PRODUCTION=1 needs these in the environment: {', '.join(missing)}.")
    if DEBUG:
        raise ImproperlyConfigured("PRODUCTION=1 and DEBUG=1 do not go together.")

SECRET_KEY = env.str("SECRET_KEY", default="") or local_secret_key(VAR / "secret-key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if PRODUCTION]
PORTAL_DATE = portal_date(env.str("PORTAL_DATE", default=""))

# ── What the portal is made of ──────────────────────────────────────────────────────────────────────────────────────

INSTALLED_APPS = [
    "competitions",
    "strategy",
    "leszno_ngo",
    "leszno_ngo.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "csp",
    "crispy_forms",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "leszno_ngo.urls"
WSGI_APPLICATION = "leszno_ngo.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

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
                "leszno_ngo.context.portal",
            ],
            "builtins": ["leszno_ngo.templatetags.leszno"],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "leszno"
CRISPY_TEMPLATE_PACK = "leszno"

# ── The office's own facts, shown on every page; empty means „nie podano” ────────────────────────────────────────────

PORTAL_NAME = env.str("PORTAL_NAME", default="Leszno dla organizacji")
OFFICE_NAME = env.str("OFFICE_NAME", default="Urząd Miasta Leszna")
OFFICE_URL = env.str("OFFICE_URL", default="https://www.leszno.pl")
OFFICE_EMAIL = env.str("OFFICE_EMAIL", default="")
OFFICE_PHONE = env.str("OFFICE_PHONE", default="")
GENERATOR_URL = env.str("GENERATOR_URL", default="https://leszno.engo.org.pl")
COAT_OF_ARMS = env.str("COAT_OF_ARMS", default="img/coat-of-arms.svg")  # a static file; ours is a place-holder
SHOW_EXAMPLES = env.bool("SHOW_EXAMPLES", default=not PRODUCTION)  # competitions made up for the preview
# The accessibility statement: dates as 2024-03-31; the status is one of the words that the law knows.
STATEMENT = {
    "published_on": statement_date("STATEMENT_PUBLISHED_ON"),
    "updated_on": statement_date("STATEMENT_UPDATED_ON"),
    "made_on": statement_date("STATEMENT_MADE_ON"),
    "reviewed_on": statement_date("STATEMENT_REVIEWED_ON"),
    "person": env.str("STATEMENT_PERSON", default=""),
    "status": statement_status("STATEMENT_STATUS"),
}

# ── Data ────────────────────────────────────────────────────────────────────────────────────────────────────────────

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR / "media")))
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "issued": {"BACKEND": "leszno_ngo.storage.IssuedFileStorage"},
    "sources": {
        "BACKEND": "leszno_ngo.storage.IssuedFileStorage",
        "OPTIONS": {"location": str(MEDIA_ROOT / "zrodla")},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# Nothing larger than what the importers take (10 MB) is read from the network.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a part's table of 500 rows, each with up to 17 inputs
DATA_UPLOAD_MAX_NUMBER_FILES = 10
IMPORT_MAX_BYTES = 10 * 1024 * 1024

# ── Letters ────────────────────────────────────────────────────────────────────────────────────────────────────────

PORTAL_URL = env.str("PORTAL_URL", default="http://127.0.0.1:8000").rstrip("/")  # what links in letters begin with
# smtp+tls://user:password@host:587, smtp+ssl://… or smtp://…; left alone, letters become files in var/mail.
EMAIL = env.email_url("EMAIL_URL", default=f"filemail://{VAR / 'mail'}")
EMAIL_BACKEND = EMAIL["EMAIL_BACKEND"]
EMAIL_FILE_PATH = str(VAR / "mail")
EMAIL_HOST, EMAIL_PORT = EMAIL["EMAIL_HOST"], EMAIL["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL["EMAIL_HOST_USER"], EMAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL.get("EMAIL_USE_TLS", False), EMAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", default=OFFICE_EMAIL or "portal@localhost")

# ── Language and time ───────────────────────────────────────────────────────────────────────────────────────────────

LANGUAGE_CODE = "pl"
USE_I18N = True
TIME_ZONE = "Europe/Warsaw"
USE_TZ = True

# ── The queue ───────────────────────────────────────────────────────────────────────────────────────────────────────

if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 300,
        "socket_connect_timeout": 5,  # an official who publishes does not wait for a queue that is out of reach
        # Left alone, Redis hands a lost task on ten times slower (kombu looks only every tenth time round).
        "unacked_restore_interval": 30,
        "unacked_restore_throttle": 1,
    }
else:
    CELERY_BROKER_URL = "filesystem://localhost"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR / "broker"),
        "data_folder_out": str(VAR / "broker"),
        "control_folder": str(VAR / "broker-control"),
        "store_processed": False,
        "polling_interval": 0.25,  # seconds; left alone, a task waits for up to one
    }
    for folder in ("broker", "broker-control"):
        (VAR / folder).mkdir(exist_ok=True)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 120
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    # What was not taken up within the minute is dropped, so that nothing heaps up while no worker runs.
    "sweep-documents": {
        "task": "leszno_ngo.timetable.sweep_documents",
        "schedule": 60,
        "options": {"expires": 50},
    },
    "sweep-drawings": {"task": "strategy.timetable.sweep_drawings", "schedule": 60, "options": {"expires": 50}},
    "request-missing-drawings": {
        "task": "strategy.timetable.request_missing_drawings",
        "schedule": 60 * 60,
        "options": {"expires": 50 * 60},
    },
    "sweep-reminders": {
        "task": "strategy.timetable.sweep_reminders",
        "schedule": 60,
        "options": {"expires": 50},
    },
    "judge-anew": {
        "task": "strategy.timetable.judge_anew",
        "schedule": crontab(minute=15, hour="0-6"),  # in each hour of the night, so that a short break loses none
        "options": {"expires": 3000},
    },
    "remind-of-values": {
        "task": "strategy.timetable.remind_of_values",
        "schedule": crontab(minute=5, hour="7-18"),  # the letters of a day are written once, however often it is asked
        "options": {"expires": 3000},
    },
    "heartbeat": {"task": "leszno_ngo.tasks.heartbeat", "schedule": 60, "options": {"expires": 50}},
}

# ── Who may do what ─────────────────────────────────────────────────────────────────────────────────────────────────

AUTH_USER_MODEL = "leszno_ngo.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}}]
LOGIN_URL = "admin:login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "lockout.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_IPWARE_PROXY_COUNT = env.int("PROXY_COUNT", default=0)

# Second factor of staff accounts; wrong codes make one wait 1, 2, 4, 8 … seconds.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=PRODUCTION)
OTP_TOTP_ISSUER = PORTAL_NAME  # as the application on the phone calls the account

SESSION_COOKIE_AGE = 8 * 60 * 60  # a working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^zdrowie/$"]  # asked by a load balancer from inside
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# ── What is written down ────────────────────────────────────────────────────────────────────────────────────────────

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "json_ensure_ascii": False,
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # These tell their every step.
        "axes.apps": {"level": "WARNING"},
        "weasyprint.progress": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}
