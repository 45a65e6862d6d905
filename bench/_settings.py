"""The demonstration's settings, with the empty pages and the peers that a bench compares to."""

from geo_resorption.settings.dev import *  # noqa: F403

ROOT_URLCONF = "bench._urls"
LOGGING = {"version": 1, "disable_existing_loggers": False}
