"""Rows of a document and rows of the database: which of them are the same row, and what one makes of the other."""

from dataclasses import dataclass

from competitions.choices import PlanSource
from competitions.models import ScheduleEntry
from leszno_ngo.reading import fold

PLACE = {"position", "source_line"}
TASK_FIELDS = ("area_id", "area_heading", "area_text", "position", "number", "title", "source_line")
PLAN_FIELDS = ("plan_kind", "plan_unit", "plan_start", "plan_end", "plan_source", "inherited_from_id", "legal_basis")
ENTRY_FIELDS = (
    "section_id",
    "position",
    "area_id",
    "area_text",
    "task_id",
    "number",
    "title",
    "plan_text",
    "source_line",
    *PLAN_FIELDS,
)


@dataclass(slots=True)
class Changes:
    """How many rows an import made, changed, removed, left alone, or kept although the document has them no more."""

    created: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    kept: int = 0


# ── Entries ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def entry_of(row, position, section, area, task):
    return ScheduleEntry(
        section=section,
        position=position,
        area=area,
        area_text=row.area_text,
        task=task,
        number=row.number,
        title=row.title,
        plan_text=row.plan_text,
        plan_kind=row.plan.kind.value,
        plan_unit=row.plan.unit.value,
        plan_start=row.plan.start,
        plan_end=row.plan.end,
        plan_source=row.plan_source,
        legal_basis=row.legal_basis,
        source_line=row.line,
    )


def inherit(entry, above):
    """A blank cell means what the cell above it means, also when an official decided what that is."""
    if above is not None:
        entry.inherited_from = above
        for name in ("plan_kind", "plan_unit", "plan_start", "plan_end", "legal_basis"):
            setattr(entry, name, getattr(above, name))


def keep_decision(new, old):
    """What an official entered for these words stays, as long as the document keeps the words."""
    if old is not None and old.plan_source == PlanSource.ENTERED and old.plan_text == new.plan_text:
        for name in PLAN_FIELDS:
            setattr(new, name, getattr(old, name))


def by_section_and_title(entry):
    return entry.section_id, entry.area_id, entry.title


def by_section_and_number(entry):
    return entry.number and (entry.section_id, entry.area_id, entry.number)


# ── Rows that stay themselves ───────────────────────────────────────────────────────────────────────────────────────


def by_area_and_title(row):
    return row.area_id, row.title


def by_area_and_folded_title(row):
    return row.area_id, fold(row.title)


def by_area_and_number(row):
    return row.number and (row.area_id, row.number)


def pair(wanted, existing, *keys):
    """Each wanted row with the existing row it is, or None. Earlier keys go first; a key of None matches nothing."""
    free, found = {row.pk: row for row in existing}, {}
    for key in keys:
        by_key = {key(row): row for row in reversed(free.values())}
        by_key.pop(None, None)
        for place, row in enumerate(wanted):
            if place not in found and (old := by_key.pop(key(row), None)):
                found[place] = free.pop(old.pk)
    return [(row, found.get(place)) for place, row in enumerate(wanted)]


def free_numbers(existing, pairs):
    """Numbers shift along a list: those that will change let go first, so that the next row can take its own."""
    staying = {old.pk for new, old in pairs if old is not None and old.number == new.number}
    leaving = [row for row in existing if row.pk not in staying and row.number is not None]
    for row in leaving:
        row.number = None
        row.save_without_historical_record(update_fields=["number"])  # not yet what the row will be


def write(new, old, names, changes):
    """Store the row, as the row it already is if there is one. A mere shift of its place is no change."""
    if old is None:
        new.save()
        changes.created += 1
        return new
    differing = [name for name in names if getattr(old, name) != getattr(new, name)]
    for name in differing:
        setattr(old, name, getattr(new, name))
    if differing:
        old.save(update_fields=differing)
    if set(differing) - PLACE:
        changes.changed += 1
    else:
        changes.unchanged += 1
    return old
