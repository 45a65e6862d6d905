"""Jobs of the lowest app: the workers' pulse, sessions, mails."""

import time
from smtplib import SMTPException

from celery import shared_task
from celery.signals import worker_ready
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.management import call_command

HEARTBEAT_KEY = "worker-heartbeat"
HEARTBEAT_SECONDS = 90


@shared_task(name="actors.heartbeat", ignore_result=True)
def heartbeat() -> None:
    """What `/sante/pret` reads: a worker took a task less than a minute and a half ago."""
    cache.set(HEARTBEAT_KEY, time.time(), HEARTBEAT_SECONDS)


@worker_ready.connect
def first_heartbeat(**_: object) -> None:
    heartbeat()


@shared_task(name="actors.clear_sessions", ignore_result=True)
def clear_sessions() -> None:
    call_command("clearsessions")


@shared_task(
    name="actors.send_mail",
    ignore_result=True,
    autoretry_for=(OSError, SMTPException),
    retry_backoff=10,
    retry_backoff_max=600,
    max_retries=8,
)
def send_mail(recipient: str, subject: str, body: str) -> None:
    """May leave twice if the worker dies in between, never get lost."""
    EmailMessage(subject, body, to=[recipient]).send()
