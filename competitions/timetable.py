"""What beat starts and what a starting worker does first; everything here may run twice."""

import contextlib
import logging

from celery import shared_task
from celery.signals import worker_init, worker_ready
from django.db import connections

from competitions import tasks
from competitions.models import ScheduleDocument
from leszno_ngo import clock, pdf
from leszno_ngo.querysets import MOST_ATTEMPTS

logger = logging.getLogger(__name__)


@shared_task
def sweep_documents():
    """Every minute: what nobody finished in time is queued again."""
    take_up(ScheduleDocument.objects.stale(clock.real_now()))


@worker_init.connect
def warm_up(**kwargs):
    """Load once what every process of the worker needs, so that the first document does not wait for it."""
    with contextlib.suppress(pdf.MissingLibrariesError):
        pdf.load_weasyprint()


@worker_ready.connect
def sweep_at_start(sender, **kwargs):
    """A killed worker's documents need not wait until they are stale: its successor takes them up at once.

    So it does with those that failed for want of libraries, when these have been installed since.
    """
    take_up(ScheduleDocument.objects.left_by(sender.hostname))
    with contextlib.suppress(pdf.MissingLibrariesError):
        pdf.load_weasyprint()
        take_up(ScheduleDocument.objects.failed(pdf.MISSING))
    connections.close_all()  # the worker's processes must not inherit this connection


def take_up(documents):
    """Queue each row again, or give it up when it has had all its attempts."""
    for document in documents:
        if document.attempts >= MOST_ATTEMPTS:
            logger.error("Gave up %s after %s attempts", document, document.attempts)
            document.fail(
                f"Dokument próbowano wykonać {document.attempts} razy i za każdym razem praca została przerwana. "
                "Sprawdź, czy serwerowi nie brakuje pamięci, potem zleć dokument ponownie."
            )
        elif document.queue_again(clock.real_now(), reason=document.error):
            tasks.make_schedule_pdf.delay(document.pk)
