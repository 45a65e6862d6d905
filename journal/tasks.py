"""Jobs of the journals."""

import logging

from celery import shared_task

from journal.services import delivering, outbox

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
