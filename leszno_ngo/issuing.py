"""How the file of an issued document comes to be: its row is sent, a worker makes it, sweeps find what was lost.

A document's class names the task that makes it; the task calls `make` with what turns the row into bytes.
"""

import gc
import logging
import uuid
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils.module_loading import import_string

from leszno_ngo import clock
from leszno_ngo.choices import DocumentState
from leszno_ngo.models import IssuedDocument
from leszno_ngo.pdf import MissingLibrariesError
from leszno_ngo.querysets import MOST_ATTEMPTS

logger = logging.getLogger(__name__)

PASSING = (OSError, OperationalError)  # a full disk, a lost connection: the next attempt may succeed
TASK = {"bind": True, "autoretry_for": PASSING, "retry_backoff": True, "max_retries": MOST_ATTEMPTS}


def kinds():
    """Every model whose rows are issued documents."""
    return [model for model in apps.get_models() if issubclass(model, IssuedDocument)]


# ── Sent ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def send(document):
    """Tell the workers on commit. A queue that is down breaks no act: the sweeper finds the waiting row."""
    # Not a partial: Django names the function when it logs its failure, and a partial has no name.
    transaction.on_commit(lambda: deliver(document), robust=True)


def deliver(document):
    import_string(document.task).delay(document.pk)


@transaction.atomic
def retry_document(document, *, by):
    """Have a document that failed made anew, with all its attempts."""
    if document.state != DocumentState.FAILED:
        raise ValidationError("Ponowić można tylko dokument, którego nie udało się wykonać.")
    if not document.queue_again(clock.real_now(), attempts=0):
        raise ValidationError("Ten dokument właśnie się zmienił. Odśwież stronę.")
    logger.info("%s asked for %s again", by, document)
    send(document)


def retry_documents(documents, *, by):
    """Have those that failed made anew, as one batch; its number, by which its progress is asked for.

    Each is queued by itself, so that one that has changed meanwhile stops none of the others.
    """
    batch = uuid.uuid4()
    sent = 0
    for document in documents.filter(state=DocumentState.FAILED):
        with transaction.atomic():
            if document.queue_again(clock.real_now(), attempts=0, batch=batch):
                send(document)
                sent += 1
    if not sent:
        raise ValidationError("Żaden z tych dokumentów nie czeka na ponowienie. Wybierz takie, których nie wykonano.")
    logger.info("%s asked for %s documents again", by, sent)
    return batch


# ── Made ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def garbage_left_for_later():
    """Laying a paper out makes a million small things that all live to its end: looking among them frees nothing."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()


def make(model, pk, paper, *, worker):
    """Claim the row and make its file, which `paper(row)` gives; nothing when it is done or in other hands.

    What may pass is raised for Celery's next attempt, the rest is told in the row.
    """
    document = model.objects.claim(pk, clock.real_now(), worker)
    if document is None:
        return
    try:
        with garbage_left_for_later():
            document.store(paper(document), clock.real_now())
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


# ── Found again ─────────────────────────────────────────────────────────────────────────────────────────────────────


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
            deliver(document)
