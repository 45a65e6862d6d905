"""Jobs of the legal rows."""

import logging

from celery import shared_task

from legal.services import reminding

logger = logging.getLogger(__name__)


@shared_task(name="legal.remind", ignore_result=True)
def remind() -> None:
    """Again and again by beat: each deadline is told once for each of its days."""
    if told := reminding.remind():
        logger.info("reminders of deadlines: %s", told)


@shared_task(name="legal.forget_reads", ignore_result=True)
def forget_reads() -> None:
    if gone := reminding.forget_reads():
        logger.info("reads of more than three years forgotten: %s", gone)
