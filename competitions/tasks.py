"""Tasks: ids in, documents made and kept. Each may run twice without harm."""

import gc
import logging
from contextlib import contextmanager

from celery import shared_task
from django.conf import settings
from django.db import OperationalError

from competitions import documents
from competitions.models import Announcement, ScheduleDocument
from leszno_ngo import clock
from leszno_ngo.pdf import MissingLibrariesError
from leszno_ngo.querysets import MOST_ATTEMPTS

logger = logging.getLogger(__name__)

PASSING = (OSError, OperationalError)  # a full disk, a lost connection: the next attempt may succeed


@shared_task(bind=True, autoretry_for=PASSING, retry_backoff=True, max_retries=MOST_ATTEMPTS)
def make_schedule_pdf(self, document_id):
    document = ScheduleDocument.objects.claim(document_id, clock.real_now(), self.request.hostname)
    if document is not None:
        make(document, lambda: documents.schedule_pdf(document.schedule))


@shared_task(bind=True, autoretry_for=PASSING, retry_backoff=True, max_retries=MOST_ATTEMPTS)
def make_announcement_pdf(self, document_id):
    document = Announcement.objects.claim(document_id, clock.real_now(), self.request.hostname)
    if document is not None:
        make(document, lambda: documents.announcement_pdf(document))


def task_of(document):
    """The task that makes this document's file."""
    return {ScheduleDocument: make_schedule_pdf, Announcement: make_announcement_pdf}[type(document)]


@contextmanager
def garbage_left_for_later():
    """Laying a paper out makes a million small things that all live to its end: looking among them frees nothing."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()


def make(document, paper):
    """Make a claimed row's file. What may pass is raised for Celery's next attempt, the rest is told in the row."""
    try:
        with garbage_left_for_later():
            document.store(paper(), clock.real_now())
    except PASSING as error:
        if document.attempts >= MOST_ATTEMPTS:
            logger.exception("Gave up making %s", document)
            document.fail(
                f"Nie udało się zapisać pliku: {error}. "
                f"Sprawdź wolne miejsce i prawa zapisu w katalogu {settings.MEDIA_ROOT}, potem zleć dokument ponownie."
            )
        else:
            document.queue_again(clock.real_now(), reason=f"Próba {document.attempts}. nie powiodła się: {error}")
            raise
    except MissingLibrariesError as error:
        logger.error("No PDF without its libraries: %s", error)
        document.fail(str(error))
    except Exception as error:
        logger.exception("Could not make %s", document)
        document.fail(
            f"Nie udało się złożyć dokumentu ({type(error).__name__}). "
            "Przekaż administratorowi: szczegóły są w dzienniku pod datą próby. Po naprawie zleć dokument ponownie."
        )
