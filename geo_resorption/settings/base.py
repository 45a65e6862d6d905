"""Production-safe settings; `dev` and `test` loosen only what they must.

Values come from the environment: `docs/configuration.md` lists them all.
"""

from pathlib import Path
from typing import Any

from django.urls import reverse_lazy
from pghistory import ContextJSONField, ObjForeignKey

from geo_resorption.settings import env
from geo_resorption.settings.jobs import *  # noqa: F403
from geo_resorption.settings.security import *  # noqa: F403
from geo_resorption.settings.upward import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parents[2]

# Where this process stands
PROCESS_KIND = env.choice("PROCESS_KIND", {"web", "worker", "beat", "owner"}, "web")
PUBLIC_URL = env.text("PUBLIC_URL")
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", [])
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
DEBUG = False

ROOT_URLCONF = "geo_resorption.urls"
WSGI_APPLICATION = "geo_resorption.wsgi.application"

# `django.contrib.sites` stays out: its label is that of our own app.
INSTALLED_APPS = [
    "layers",
    "journal",
    "legal",
    "sites",
    "actors",
    "territories",
    "geo_resorption.static.StaticFilesConfig",
    "geo_resorption.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.gis",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "widget_tweaks",
    "dsfr",
    "csp",
    "django_htmx",
    "leaflet",
    "allauth",
    "allauth.account",
    "rest_framework",
    "rest_framework_gis",
    "drf_spectacular",
    "django_celery_beat",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "geo_resorption.problems.Middleware",
    "geo_resorption.middleware.private_answers",
    "geo_resorption.middleware.session_lost",
    # Outside of the ETag: its random bytes would make each answer look new
    "geo_resorption.middleware.Compression",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "actors.middleware.scope",
    "actors.middleware.writer",
    "actors.middleware.devices",
    "actors.middleware.membership",
    "actors.middleware.history",
    "geo_resorption.middleware.characters",
    "geo_resorption.problems.not_allowed",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {
                "bundles": "geo_resorption.bundles",
                "styles": "geo_resorption.stylesheets",
            },
            "builtins": ["geo_resorption.plurals", "geo_resorption.days"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "geo_resorption.context.service",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data: the `app` role serves, the `owner` role migrates (docs/adr/0002).
DATABASE_APP_ROLE = env.text("DATABASE_APP_ROLE", "geo_app")
_OWNER = PROCESS_KIND == "owner"
DATABASES = {"default": env.database("DATABASE_OWNER_URL" if _OWNER else "DATABASE_URL")}
_STATEMENT_SECONDS = {"web": 5, "worker": 60, "beat": 60, "owner": 0}[PROCESS_KIND]
DATABASES["default"] |= {
    "ATOMIC_REQUESTS": True,
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
}
DATABASES["default"]["OPTIONS"] |= {
    "application_name": f"geo-{PROCESS_KIND}",
    "options": (
        f"-c statement_timeout={_STATEMENT_SECONDS}s -c jit=off"
        + ("" if _OWNER else " -c lock_timeout=2s -c idle_in_transaction_session_timeout=30s")
    ),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_CACHE_URL, CELERY_BROKER_URL = env.redis("REDIS_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _CACHE_URL}
}

# Who is who
AUTH_USER_MODEL = "actors.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("home")
ACCOUNT_ADAPTER = "actors.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation proves the address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = reverse_lazy("account_login")
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody is written to whom nobody invited
ACCOUNT_FORMS = {
    "login": "actors.forms.LoginForm",
    "change_password": "actors.forms.ChangePasswordForm",
    "reset_password": "actors.forms.ResetPasswordForm",
    "reset_password_from_key": "actors.forms.ResetPasswordKeyForm",
}
ACCOUNT_SESSION_REMEMBER = True
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 12 * 3600
INVITATION_DAYS = env.number("INVITATION_DAYS", 7)

# Journal: how long what is written may be taken back before anybody is told
JOURNAL_UNDO_SECONDS = env.number("JOURNAL_UNDO_SECONDS", 10)

# History by triggers; the context stands in each row, so history is only ever inserted.
PGHISTORY_CONTEXT_FIELD = ContextJSONField()
PGHISTORY_OBJ_FIELD = ObjForeignKey(related_name="history", related_query_name="history")
PGHISTORY_APPEND_ONLY = True

# Language
LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS: list[Path] = []

# Static files: third parties come from the locked packages, never copied into the tree; our modules
# are bundled into static/built/ (bin/bundle.mjs).
STATIC_URL = "static/"
STATIC_ROOT = env.text("STATIC_ROOT", str(BASE_DIR / "staticfiles"))
_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("leaflet", _MODULES / "leaflet" / "dist"),
    ("htmx", _MODULES / "htmx.org" / "dist"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "geo_resorption.static.Storage"},
    "private": {"BACKEND": "sites.storage.PrivateStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DSFR_CONTENT_IS_SAFE = False  # messages and alerts are escaped as everything else
DSFR_USE_INTEGRITY_CHECKSUMS = False  # the hashed storage rewrites the CSS

# Maps
LEAFLET_CONFIG = {
    # wider than the country: a tall screen holds it whole and centred
    "SPATIAL_EXTENT": (-85.0, -40.0, 80.0, 70.0),
    "DEFAULT_CENTER": (46.6, 2.4),
    "DEFAULT_ZOOM": 6,
    "MIN_ZOOM": 3,
    "MAX_ZOOM": 19,
    "TILES": [],
    "RESET_VIEW": False,
    "SCALE": "metric",
    "ATTRIBUTION_PREFIX": False,
    "NO_GLOBALS": True,
    "FORCE_IMAGE_PATH": True,
}
GEOCODER_URL = env.text("GEOCODER_URL", "https://data.geopf.fr/geocodage")

# API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["geo_resorption.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["geo_resorption.parsing.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "geo_resorption.problems.handler",
    "NON_FIELD_ERRORS_KEY": "__all__",
    "URL_FORMAT_OVERRIDE": None,  # `?format=` is no filter of ours
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Résorption-bidonvilles SIG",
    "DESCRIPTION": "Sites, journaux et territoires, selon les droits de la personne connectée.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SCHEMA_COERCE_PATH_PK": False,  # the document names what the address names
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "geo_resorption.problems.document",
    ],
    "ENUM_NAME_OVERRIDES": {
        "SiteKind": "sites.enums.SiteKind",
        "OrganisationKind": "actors.enums.OrganisationKind",
        "SiteStatus": "sites.enums.SiteStatus",
        "ConditionLevel": "sites.enums.ConditionLevel",
        "ClosingCause": "sites.enums.ClosingCause",
        "Theme": "sites.enums.Theme",
        "SurveyGroup": "sites.enums.SurveyGroup",
        "SurveyMethod": "sites.enums.SurveyMethod",
        "LevelSource": "sites.enums.LevelSource",
        "Origin": "sites.enums.Origin",
        "IntervenantState": "sites.enums.IntervenantState",
        "AttentionState": "journal.enums.AttentionState",
        "EntryKind": "journal.enums.EntryKind",
        "FileKind": "sites.enums.FileKind",
        "OwnerKind": "legal.enums.OwnerKind",
        "ProcedureKind": "legal.enums.ProcedureKind",
        "StepKind": "legal.enums.StepKind",
        "TerritoryLevel": "territories.enums.Level",
    },
}

# Files of people, outside the web root; empty CLAMAV_URL: no antivirus
PRIVATE_FILES = env.text("PRIVATE_FILES", str(BASE_DIR / "var" / "files"))
CLAMAV_URL = env.antivirus("CLAMAV_URL")

# Mail
globals().update(env.email("EMAIL_URL"))
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "ne-pas-repondre@localhost")
EMAIL_TIMEOUT = 10

# GeoDjango asks for GDAL 3.9; Debian 12 has 3.6, and nothing here uses what is missing.
SILENCED_SYSTEM_CHECKS = ["gis.W001"]

SOURCE_URL = env.text("SOURCE_URL", "")  # where users find the code of this version (AGPL)
# What the State's brand block says; it is reserved to its services.
SERVICE_BRAND = env.text("SERVICE_BRAND", "République\nFrançaise")
DEMONSTRATION = env.flag("DEMONSTRATION", default=False)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    # each tells its steps, page after page
    "loggers": {name: {"level": "WARNING"} for name in ("weasyprint", "fontTools")},
}
