"""Jobs of the journals."""

import logging

from celery import shared_task

from journal.services import delivering, outbox, reminding

logger = logging.getLogger(__name__)


@shared_task(name="journal.deliver", ignore_result=True)
def deliver() -> None:
    """Any number of them at a time, and of times: what is not due yet, another one will find."""
    if sent := delivering.deliver():
        logger.info("mails sent: %s", sent)


@shared_task(name="journal.sweep", ignore_result=True)
def sweep() -> None:
    """By beat: what a worker that died or a broker that forgot has left behind."""
    if lost := outbox.sweep():
        logger.warning("mails taken by a worker and not sent, given back: %s", lost)


@shared_task(name="journal.remind", ignore_result=True)
def remind() -> None:
    """Again and again by beat: what nobody answered."""
    if told := reminding.remind():
        logger.info("reminders of points d’attention: %s", told)
