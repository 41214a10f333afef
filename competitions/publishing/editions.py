"""An edition of the schedule: begun, released for ever, and followed by the next working copy."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from simple_history.utils import bulk_create_with_history

from competitions.metadata import OPENED
from competitions.models import Schedule, ScheduleDocument, ScheduleEntry, ScheduleSection
from competitions.publishing.parts import lock_for_editing
from leszno_ngo import clock, issuing
from leszno_ngo.history import acting
from leszno_ngo.templatetags.leszno import day

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


@transaction.atomic
def release_schedule(schedule, *, by):
    """Freeze the working edition for ever, have its PDF made, open the next working edition; the latter is returned."""
    schedule.refresh_from_db(from_queryset=Schedule.objects.select_for_update())
    refuse_release(schedule)
    schedule.released_at, schedule.released_by = clock.now(), by
    with acting(by=by, reason="wydano"):
        schedule.save(update_fields=["released_at", "released_by"])
    issuing.send(ScheduleDocument.objects.create(schedule=schedule, queued_at=clock.real_now()))
    return open_next_edition(schedule, by=by)


def refuse_release(schedule):
    if schedule.is_released:
        raise ValidationError("To wydanie harmonogramu jest już opublikowane.")
    if schedule.as_of is None:
        raise ValidationError("Podaj „stan na dzień”, zanim opublikujesz harmonogram.")
    if schedule.as_of > clock.today():
        raise ValidationError({"as_of": "„Stan na dzień” nie może być późniejszy niż dzisiaj."})
    if not ScheduleEntry.objects.of([schedule]).exists():
        raise ValidationError("Pustego harmonogramu nie można opublikować.")
    before = Schedule.objects.current().filter(year=schedule.year).first()
    if before is None:
        return
    if schedule.edition < before.edition:
        raise ValidationError(f"Wydano już wydanie {before.edition}; nadaj temu wydaniu wyższy numer.")
    if schedule.as_of < before.as_of:
        earliest = f"w wydaniu {before.edition} ({day(before.as_of)})"
        raise ValidationError({"as_of": f"„Stan na dzień” nie może być wcześniejszy niż {earliest}."})


def open_next_edition(released, *, by):
    """The working copy in which the next edition is made: all that the released one says, row by row.

    What was confirmed stays confirmed, because it is the same content; the first change withdraws it.
    """
    with acting(by=by, reason=OPENED):
        working = Schedule.objects.create(edition=released.edition + 1, **copied(released, COPIED_OF_SCHEDULE))
        section_of = {}
        for section in released.sections.prefetch_related("departments"):
            copy = ScheduleSection.objects.create(schedule=working, **copied(section, COPIED_OF_SECTION))
            copy.departments.set(section.departments.all())
            section_of[section.pk] = copy
        copy_entries(ScheduleEntry.objects.of([released]), section_of)
    return working


def copied(row, names):
    return {name: getattr(row, name) for name in names}


def copy_entries(entries, section_of):
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
        bulk_create_with_history(copies, ScheduleEntry, batch_size=500)
        copy_of |= {entry.pk: copy.pk for entry, copy in zip(ready, copies, strict=True)}
        waiting = {pk: entry for pk, entry in waiting.items() if pk not in copy_of}


@transaction.atomic
def open_first_edition(year, title, *, by):
    """The working edition of a year that has none: empty, or the copy of what was released last in it."""
    if working := Schedule.objects.working().filter(year=year).first():
        raise ValidationError({"year": f"Rok {year} ma już wydanie robocze (wydanie {working.edition}). Pracuj w nim."})
    if released := Schedule.objects.current().filter(year=year).first():
        return open_next_edition(released, by=by)
    with acting(by=by, reason="otwarto nowy harmonogram"):
        return Schedule.objects.create(year=year, title=title)


@transaction.atomic
def add_parts(schedule, departments, *, by):
    """An empty part for each of these departments, at the end, headed by their names in capitals."""
    lock_for_editing(schedule.pk)
    headings = set(schedule.sections.values_list("heading", flat=True))
    last = schedule.sections.aggregate(last=Max("position"))["last"] or 0
    with acting(by=by, reason="dodano części wydziałów"):
        for position, department in enumerate(departments, start=last + 1):
            heading = department.name.upper()
            if heading in headings:
                raise ValidationError(f"Harmonogram ma już część „{heading}”. Dopisz do niej wydział w jej formularzu.")
            headings.add(heading)
            part = ScheduleSection.objects.create(schedule=schedule, heading=heading, position=position)
            part.departments.add(department)
