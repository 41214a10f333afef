"""The next year's schedule from this year's, and which of its tasks continue which."""

import re
from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from competitions import lineage
from competitions.choices import PlanKind, PlanSource
from competitions.lineage import NEW_TASK
from competitions.models import CooperationProgramme, PriorityTask, Schedule, ScheduleEntry, ScheduleSection
from competitions.publishing.editions import copied
from leszno_ngo.history import acting

COPIED_INTO_NEXT_YEAR = ("position", "area_id", "area_text", "number", "title")
COPIED_OF_TASK = ("area_id", "area_heading", "area_text", "position", "number", "title")
LAST_YEAR = 2100  # as the database says of every year


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
    """Say of tasks of this programme what they continue: {task: earlier task, NEW_TASK, or None for „not decided”}."""
    stored = programme.tasks.select_for_update().in_bulk([task.pk for task in decisions])
    with acting(by=by, reason=f"ciągłość zadań {programme.year - 1} → {programme.year}"):
        for task, decision in decisions.items():
            if task.pk not in stored:
                raise ValidationError("Tego zadania nie ma już w programie. Odśwież stronę.")
            row = stored[task.pk]
            row.is_new = decision == NEW_TASK
            row.continues = None if decision == NEW_TASK else decision
            row.save(update_fields=["is_new", "continues"])
