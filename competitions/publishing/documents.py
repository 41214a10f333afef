"""The paper of a released edition or of a competition: sent to be made, and sent again when it failed."""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction

from competitions import tasks
from competitions.models import ScheduleDocument
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


def send(document):
    """Tell the workers on commit. A queue that is down breaks no act: the sweeper finds the waiting row."""
    # Not a partial: Django names the function when it logs its failure, and a partial has no name.
    transaction.on_commit(lambda: task_of(document).delay(document.pk), robust=True)


def task_of(document):
    return tasks.make_schedule_pdf if isinstance(document, ScheduleDocument) else tasks.make_announcement_pdf
