"""Tests: real servers as in `dev`, quick passwords, an undefined template variable fails."""

from geo_resorption.settings.dev import *  # noqa: F403
from geo_resorption.settings.dev import INSTALLED_APPS, TEMPLATES

INSTALLED_APPS += ["django_migration_linter"]
DEMONSTRATION = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "⚠ variable inconnue : %s"
CELERY_TASK_DEFAULT_QUEUE = "geo-test"
GEOCODER_URL = ""
WHITENOISE_AUTOREFRESH = True  # else each test client walks through all static files
JOURNAL_UNDO_SECONDS = 0  # what waits has tests of its own
