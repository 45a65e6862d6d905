"""Wiring: settings, addresses, Celery, WSGI. No app imports it."""

from geo_resorption.celery import app as celery_app

__all__ = ["celery_app"]
