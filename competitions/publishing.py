"""Acts of the office, one function each: guard, change, stamp, and only then the task."""

import logging
import re
from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from competitions import lineage, tasks
from competitions.choices import PlanKind, PlanSource
from competitions.models import (
    CooperationProgramme,
    PriorityTask,
    Schedule,
    ScheduleDocument,
    ScheduleEntry,
    ScheduleSection,
)
from leszno_ngo import clock
from leszno_ngo.choices import DocumentState
from leszno_ngo.history import acting

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
COPIED_INTO_NEXT_YEAR = ("position", "area_id", "area_text", "number", "title")
COPIED_OF_TASK = ("area_id", "area_heading", "area_text", "position", "number", "title")
LAST_YEAR = 2100  # as the database says of every year
NEW = "new"  # a task that continues none


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


# ── The next year ───────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def open_next_year(schedule, *, by):
    """The next year's first working edition: parts, rows and wording of this one, without its terms and facts.

    The rows are rows of another year, so each gets an identity of its own; their tasks say which ones they continue.
    """
    schedule.refresh_from_db(from_queryset=Schedule.objects.select_for_update())
    refuse_next_year(schedule)
    year = schedule.year + 1
    with acting(by=by, reason=f"rok następny z roku {schedule.year}"):
        task_of = tasks_of_next_year(schedule.year)
        working = Schedule.objects.create(
            year=year, title=with_year(schedule.title, year), responsible=schedule.responsible
        )
        section_of = {}
        for section in schedule.sections.prefetch_related("departments"):
            copy = ScheduleSection.objects.create(schedule=working, **copied(section, ("position", "heading")))
            copy.departments.set(section.departments.all())
            section_of[section.pk] = copy
        rows = [
            ScheduleEntry(
                section=section_of[entry.section_id],
                task=task_of.get(entry.task_id),
                plan_kind=PlanKind.UNPARSED,
                plan_source=PlanSource.BLANK,
                **copied(entry, COPIED_INTO_NEXT_YEAR),
            )
            for entry in ScheduleEntry.objects.of([schedule])
        ]
        bulk_create_with_history(rows, ScheduleEntry, batch_size=500)
    return working


def refuse_next_year(schedule):
    year = schedule.year + 1
    if year > LAST_YEAR:
        raise ValidationError(f"Portal prowadzi harmonogramy do {LAST_YEAR} roku.")
    if not ScheduleEntry.objects.of([schedule]).exists():
        raise ValidationError("Ten harmonogram nie ma żadnej pozycji, więc nie ma czego przenieść na następny rok.")
    there = Schedule.objects.filter(year=year).first()
    if there is None:
        return
    if there.is_released:
        raise ValidationError(
            f"Harmonogram na {year} rok jest już wydany (wydanie {there.edition}). Zmieniaj jego wydanie robocze."
        )
    raise ValidationError(
        f"Harmonogram na {year} rok jest już przygotowywany (wydanie {there.edition}, robocze). Pracuj w nim dalej; "
        "jeśli był tylko próbą, najpierw go usuń."
    )


def tasks_of_next_year(year):
    """{number of a task: the next year's task that continues it}; where the next year has no programme yet, a copy."""
    before = CooperationProgramme.objects.filter(year=year).first()
    earlier = list(before.tasks.prefetch_related("goals")) if before else []
    after = CooperationProgramme.objects.filter(year=year + 1).first()
    if after is not None and after.tasks.exists():
        return joined(earlier, list(after.tasks.order_by("position").select_for_update()))
    if not earlier:
        return {}
    after = after or CooperationProgramme.objects.create(year=year + 1, title=with_year(before.title, year + 1))
    copies = [PriorityTask(programme=after, continues=task, **copied(task, COPIED_OF_TASK)) for task in earlier]
    bulk_create_with_history(copies, PriorityTask, batch_size=500)
    for task, copy in zip(earlier, copies, strict=True):
        copy.goals.set(task.goals.all())
    return {task.pk: copy for task, copy in zip(earlier, copies, strict=True)}


def joined(earlier, later):
    """Link the tasks whose words are equal, unless an official has decided; where several continue one, none is it."""
    open_tasks = [task for task in later if not task.is_decided]
    for task, same in lineage.matches(earlier, open_tasks).items():
        same.continues = task
        same.save(update_fields=["continues"])
    times = Counter(task.continues_id for task in later)
    return {task.continues_id: task for task in later if task.continues_id and times[task.continues_id] == 1}


def with_year(title, year):
    """This year's title as the next year's: „… w 2024 roku” → „… w 2025 roku”."""
    return re.sub(rf"(?<!\d){year - 1}(?!\d)", str(year), title)


@transaction.atomic
def decide_continuity(programme, decisions, *, by):
    """Say of tasks of this programme what they continue: {task: earlier task, NEW, or None for „not decided”}."""
    stored = programme.tasks.select_for_update().in_bulk([task.pk for task in decisions])
    with acting(by=by, reason=f"ciągłość zadań {programme.year - 1} → {programme.year}"):
        for task, decision in decisions.items():
            if task.pk not in stored:
                raise ValidationError("Tego zadania nie ma już w programie. Odśwież stronę.")
            row = stored[task.pk]
            row.is_new = decision is NEW
            row.continues = None if decision is NEW else decision
            row.save(update_fields=["is_new", "continues"])


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
