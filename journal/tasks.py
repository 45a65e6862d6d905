"""Jobs of the journals."""

import logging

from celery import shared_task

from journal.services import reminding

logger = logging.getLogger(__name__)


@shared_task(name="journal.remind", ignore_result=True)
def remind() -> None:
    """Again and again by beat: what nobody answered."""
    if told := reminding.remind():
        logger.info("reminders of points d’attention: %s", told)
