import logging
from smtplib import SMTPException

from celery import shared_task

from sites import services
from sites.antivirus import Unreachable
from sites.services import files

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


@shared_task(
    name="sites.process_file",
    ignore_result=True,
    autoretry_for=(OSError, Unreachable),
    retry_backoff=10,
    retry_backoff_max=80,
    max_retries=4,
)
def process_file(file_id: int) -> None:
    """Tried for two minutes and a half, then whenever `sweep_files` finds it."""
    state = files.process(file_id)
    logger.info("file %s: %s", file_id, state or "nothing to do")


@shared_task(name="sites.sweep_files", ignore_result=True)
def sweep_files() -> None:
    logger.info("%s files waited and are asked for again", files.sweep_waiting())


@shared_task(name="sites.sweep_orphans", ignore_result=True)
def sweep_orphans() -> None:
    logger.info("swept %s rows of nothing, %s bytes of no row", *files.sweep_orphans())


@shared_task(name="sites.tell_heatwave", ignore_result=True)
def tell_heatwave(heatwave_id: int) -> None:
    """Again tells nobody twice: a site that has its event is left out."""
    logger.info("heatwave %s: told of %s sites", heatwave_id, services.tell_heatwave(heatwave_id))
