"""Jobs: acknowledged once done, so a task may run twice and each must bear it."""

from geo_resorption.settings import env

CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_TASK_DEFAULT_QUEUE = env.text("CELERY_QUEUE", "geo")
CELERY_DB_REUSE_MAX = 1000
CELERY_TIMEZONE = "Europe/Paris"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = {
    "worker-heartbeat": {"task": "actors.heartbeat", "schedule": 20.0},
    "journal-sweep": {"task": "journal.sweep", "schedule": 15.0},
    "journal-remind": {"task": "journal.remind", "schedule": 600.0},
    "legal-remind": {"task": "legal.remind", "schedule": 3600.0},
    "legal-forget-reads": {"task": "legal.forget_reads", "schedule": 24 * 3600.0},
    "clear-sessions": {"task": "actors.clear_sessions", "schedule": 24 * 3600.0},
    "sweep-files": {"task": "sites.sweep_files", "schedule": 300.0},
    "sweep-orphans": {"task": "sites.sweep_orphans", "schedule": 24 * 3600.0},
}
DJANGO_CELERY_BEAT_TZ_AWARE = True

# How long a worker may hold mails that it took before they are given to another one
JOURNAL_LEASE_SECONDS = env.number("JOURNAL_LEASE_SECONDS", 60)
