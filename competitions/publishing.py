"""Acts of the office, one function each: guard, change, stamp, and only then the task."""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction

from competitions import tasks
from competitions.models import Schedule, ScheduleDocument, ScheduleEntry
from leszno_ngo import clock
from leszno_ngo.choices import DocumentState

logger = logging.getLogger(__name__)


@transaction.atomic
def release_schedule(schedule, *, by):
    """Freeze the working edition for ever and have its PDF made."""
    schedule.refresh_from_db(from_queryset=Schedule.objects.select_for_update())
    if schedule.is_released:
        raise ValidationError("To wydanie harmonogramu jest już opublikowane.")
    if schedule.as_of is None:
        raise ValidationError("Podaj „stan na dzień”, zanim opublikujesz harmonogram.")
    if not ScheduleEntry.objects.of([schedule]).exists():
        raise ValidationError("Pustego harmonogramu nie można opublikować.")
    schedule.released_at, schedule.released_by = clock.now(), by
    schedule.save(update_fields=["released_at", "released_by"])
    send(ScheduleDocument.objects.create(schedule=schedule, queued_at=clock.real_now()))


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
    transaction.on_commit(lambda: tasks.make_schedule_pdf.delay(document.pk), robust=True)
