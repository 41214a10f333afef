"""What beat starts and what a starting worker does first; everything here may run twice."""

import contextlib
import gc
import logging

from celery import shared_task
from celery.signals import worker_init, worker_ready
from django.db import connections

from competitions import tasks
from competitions.models import Announcement, ScheduleDocument
from leszno_ngo import clock, pdf
from leszno_ngo.querysets import MOST_ATTEMPTS

logger = logging.getLogger(__name__)

KINDS = (ScheduleDocument, Announcement)  # the rows whose files workers make


@shared_task
def sweep_documents():
    """Every minute: what nobody finished in time is queued again."""
    for kind in KINDS:
        take_up(kind.objects.stale(clock.real_now()))


@worker_init.connect
def warm_up(**kwargs):
    """Load once what every process of the worker needs, so that the first document does not wait for it.

    What is loaded stays for ever: frozen, it is not searched for garbage while documents are made.
    """
    with contextlib.suppress(pdf.MissingLibrariesError):
        pdf.load_weasyprint()
    gc.freeze()


@worker_ready.connect
def sweep_at_start(sender, **kwargs):
    """A killed worker's documents need not wait until they are stale: its successor takes them up at once.

    So it does with those that failed for want of libraries, when these have been installed since.
    """
    for kind in KINDS:
        take_up(kind.objects.left_by(sender.hostname))
    with contextlib.suppress(pdf.MissingLibrariesError):
        pdf.load_weasyprint()
        for kind in KINDS:
            take_up(kind.objects.failed(pdf.MISSING))
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
            tasks.task_of(document).delay(document.pk)
