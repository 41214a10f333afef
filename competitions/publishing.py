"""Acts of the office, one function each: guard, change, stamp, and only then the task."""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from competitions import tasks
from competitions.models import Schedule, ScheduleDocument, ScheduleEntry, ScheduleSection
from leszno_ngo import clock
from leszno_ngo.choices import DocumentState

logger = logging.getLogger(__name__)

COPIED_OF_SCHEDULE = ("year", "title", "source_id", "announcements_kept_since", "responsible")
COPIED_OF_SECTION = ("position", "heading", "source_id", "confirmed_at", "confirmed_by_id")
COPIED_OF_ENTRY = (
    "identity",
    "position",
    "area_id",
    "area_text",
    "task_id",
    "number",
    "title",
    "plan_text",
    "plan_kind",
    "plan_unit",
    "plan_start",
    "plan_end",
    "plan_source",
    "legal_basis",
    "source_line",
    "note",
)


# ── A department's part ─────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def confirm_section(section, *, by):
    """Say that a department's part is ready. Whoever changes it later takes that back, knowingly or not."""
    lock_for_editing(section.schedule_id)
    section.refresh_from_db()
    if section.confirmed_at is not None:
        raise ValidationError("Ta część jest już oznaczona jako gotowa.")
    if not section.entries.exists():
        raise ValidationError("Ta część nie ma żadnej pozycji. Dodaj pozycje albo usuń część.")
    section.confirmed_at, section.confirmed_by = clock.now(), by
    record(section, "oznaczono jako gotowe", by=by)
    section.save(update_fields=["confirmed_at", "confirmed_by"])


@transaction.atomic
def withdraw_confirmation(section) -> bool:
    """To be called before a part's rows are changed; True when the part had been ready and now is not.

    Whoever has called this in a transaction of its own also knows that the edition is not released meanwhile.
    """
    lock_for_editing(section.schedule_id)
    stored = ScheduleSection.objects.get(pk=section.pk)  # the caller's may bear changes that are not saved yet
    if stored.confirmed_at is None:
        return False
    stored.confirmed_at = stored.confirmed_by = section.confirmed_at = section.confirmed_by = None
    stored._change_reason = "cofnięto „gotowe”"
    stored.save(update_fields=["confirmed_at", "confirmed_by"])
    return True


def lock_for_editing(schedule_id):
    """The working edition, held until the transaction ends: nobody releases it between a check and a change."""
    working = Schedule.objects.working().select_for_update(no_key=True).filter(pk=schedule_id).first()
    if working is None:
        raise ValidationError("To wydanie zostało już opublikowane i nikt go nie zmieni. Zmień wydanie robocze.")
    return working


def record(row, reason, *, by):
    """What the row's history will say of its next change."""
    row._change_reason, row._history_user = reason, by


# ── An edition ──────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def release_schedule(schedule, *, by):
    """Freeze the working edition for ever, have its PDF made, open the next working edition; the latter is returned."""
    schedule.refresh_from_db(from_queryset=Schedule.objects.select_for_update())
    refuse_release(schedule)
    schedule.released_at, schedule.released_by = clock.now(), by
    record(schedule, "wydano", by=by)
    schedule.save(update_fields=["released_at", "released_by"])
    send(ScheduleDocument.objects.create(schedule=schedule, queued_at=clock.real_now()))
    return open_next_edition(schedule, by=by)


def refuse_release(schedule):
    if schedule.is_released:
        raise ValidationError("To wydanie harmonogramu jest już opublikowane.")
    if schedule.as_of is None:
        raise ValidationError("Podaj „stan na dzień”, zanim opublikujesz harmonogram.")
    if schedule.as_of > clock.today():
        raise ValidationError("„Stan na dzień” nie może być późniejszy niż dzisiaj.")
    if not ScheduleEntry.objects.of([schedule]).exists():
        raise ValidationError("Pustego harmonogramu nie można opublikować.")
    before = Schedule.objects.current().filter(year=schedule.year).first()
    if before is None:
        return
    if schedule.edition < before.edition:
        raise ValidationError(f"Wydano już wydanie {before.edition}; nadaj temu wydaniu wyższy numer.")
    if schedule.as_of < before.as_of:
        raise ValidationError(
            f"„Stan na dzień” nie może być wcześniejszy niż w wydaniu {before.edition} ({before.as_of:%d.%m.%Y})."
        )


def open_next_edition(released, *, by):
    """The working copy in which the next edition is made: all that the released one says, row by row.

    What was confirmed stays confirmed, because it is the same content; the first change withdraws it.
    """
    reason = "otwarto wydanie robocze"
    working = Schedule(edition=released.edition + 1, **copied(released, COPIED_OF_SCHEDULE))
    record(working, reason, by=by)
    working.save()
    section_of = {}
    for section in released.sections.prefetch_related("departments"):
        copy = section_of[section.pk] = ScheduleSection(schedule=working, **copied(section, COPIED_OF_SECTION))
        record(copy, reason, by=by)
        copy.save()
        copy.departments.set(section.departments.all())
    copy_entries(ScheduleEntry.objects.of([released]), section_of, reason, by=by)
    return working


def copied(row, names):
    return {name: getattr(row, name) for name in names}


def copy_entries(entries, section_of, reason, *, by):
    """Rows with inherited terms come after those they inherit from, and point to the copies."""
    copy_of, waiting = {}, {entry.pk: entry for entry in entries.order_by("section", "position")}
    while waiting:
        # A term may be inherited from another edition or, by mistake, in a circle: then it stays as it is.
        ready = [entry for entry in waiting.values() if entry.inherited_from_id not in waiting] or [*waiting.values()]
        copies = [
            ScheduleEntry(
                section=section_of[entry.section_id],
                inherited_from_id=copy_of.get(entry.inherited_from_id, entry.inherited_from_id),
                **copied(entry, COPIED_OF_ENTRY),
            )
            for entry in ready
        ]
        bulk_create_with_history(copies, ScheduleEntry, batch_size=500, default_user=by, default_change_reason=reason)
        copy_of |= {entry.pk: copy.pk for entry, copy in zip(ready, copies, strict=True)}
        waiting = {pk: entry for pk, entry in waiting.items() if pk not in copy_of}


# ── Its document ────────────────────────────────────────────────────────────────────────────────────────────────────


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
