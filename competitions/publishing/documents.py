"""The paper of a released edition or of a competition: sent to be made, and sent again when it failed."""

import logging
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction

from competitions import tasks
from leszno_ngo import clock
from leszno_ngo.choices import DocumentState

logger = logging.getLogger(__name__)


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


def send(document):
    """Tell the workers on commit. A queue that is down breaks no act: the sweeper finds the waiting row."""
    # Not a partial: Django names the function when it logs its failure, and a partial has no name.
    transaction.on_commit(lambda: tasks.task_of(document).delay(document.pk), robust=True)
