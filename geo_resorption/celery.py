"""The Celery application; tasks are found in each app's `tasks.py`."""

import os

from celery import Celery
from celery.signals import task_prerun
from django.db import close_old_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "geo_resorption.settings.base")

app = Celery("geo_resorption")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@task_prerun.connect
def usable_connections(**_: object) -> None:
    """A worker keeps its connection from task to task (`CELERY_DB_REUSE_MAX`), also one that a
    restart of the database has broken: as at the beginning of a request, it is left behind."""
    close_old_connections()
