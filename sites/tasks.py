import logging
from smtplib import SMTPException

from celery import shared_task

from sites import services

logger = logging.getLogger(__name__)


@shared_task(
    name="sites.send_proposal",
    ignore_result=True,
    autoretry_for=(OSError, SMTPException),
    retry_backoff=10,
    retry_backoff_max=600,
    max_retries=8,
)
def send_proposal(intervenant_id: int) -> None:
    """May leave twice if the worker dies in between, never get lost."""
    if not services.mail_proposal(intervenant_id):
        logger.info("proposal %s no longer waits: nothing sent", intervenant_id)
