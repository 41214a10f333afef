"""The paper of a released edition of the schedule, as the office prints its table."""

from dataclasses import dataclass
from itertools import groupby

from django.conf import settings

from competitions.changes import Change, changes
from competitions.choices import ChangeKind
from competitions.metadata import metadata
from competitions.models import Schedule, ScheduleEntry
from competitions.tables import merged_terms, term_words
from leszno_ngo.pdf import Pdf, render_pdf

MOST_ROWS_OF_A_CELL = 6  # such a cell never breaks across pages; a longer one goes on in a cell of its own, „(cd.)”


@dataclass(frozen=True)
class TermCell:
    """The words of a term and how many rows they cover. `change`: how it moved, when it moved alike for all of them."""

    words: str
    covered: int
    goes_on: bool
    change: Change | None


@dataclass(frozen=True)
class Line:
    """A row on paper. `cell`: None where one above covers it; `says_move`: whether the cell does not."""

    entry: ScheduleEntry
    change: Change | None
    cell: TermCell | None
    says_move: bool


def schedule_pdf(schedule) -> Pdf:
    """The office's table of one edition. The same edition always gives the same bytes."""
    editions = Schedule.objects.released().filter(year=schedule.year).select_related("released_by")
    before = editions.filter(edition__lt=schedule.edition).first()
    found = changes(rows(before), rows(schedule)) if before else []
    change_of = {change.after.pk: change for change in found if change.after}
    withdrawn = [change for change in found if change.kind == ChangeKind.WITHDRAWN]
    sections = schedule.sections.order_by("position").with_entries(rows(schedule))
    return render_pdf(
        "pdf/schedule.html",
        {
            "schedule": schedule,
            "before": before,
            "has_changes": bool(found),
            "withdrawn": [(heading, list(gone)) for heading, gone in groupby(withdrawn, heading_of)],
            "office": settings.OFFICE_NAME,
            "metadata": metadata(schedule, editions),
            "parts": [
                (section, corrected(section.departments.all()), by_area(section.entries.all(), change_of))
                for section in sections
            ],
        },
    )


def rows(schedule):
    return ScheduleEntry.objects.of([schedule]).for_papers()


def heading_of(change):
    return change.section.heading


def corrected(departments):
    """The names that the source document misspelt."""
    return [department.name for department in departments if department.name.lower() != department.source_name.lower()]


def by_area(entries, change_of):
    """Neighbouring rows of one area, gathered: [(first row, blocks of lines)]."""
    groups = [list(group) for _, group in groupby(entries, key=lambda entry: (entry.area_id, entry.area_text))]
    return [(group[0], blocks_of(group, change_of)) for group in groups]


def blocks_of(entries, change_of):
    """Lines in blocks: the rows of a merged cell, which stay on one page, and the rows between such cells."""
    cells = []
    for entry, covered in merged_terms(entries):
        if covered:
            cells.append([])
        cells[-1].append(entry)
    blocks = []
    for is_merged, neighbours in groupby(cells, key=lambda cell: len(cell) > 1):
        lines = [lines_of(cell, change_of) for cell in neighbours]
        if is_merged:
            blocks += [cell[at : at + MOST_ROWS_OF_A_CELL] for cell in lines for at in starts(cell)]
        else:
            blocks.append([line for cell in lines for line in cell])
    return blocks


def starts(cell):
    return range(0, len(cell), MOST_ROWS_OF_A_CELL)


def lines_of(cell, change_of):
    """The rows that one term covers, the cell repeated where it would grow too long for a page."""
    found = [change_of.get(entry.pk) for entry in cell]
    moves = {change and change.move and (change.move, change.term_before) for change in found}
    common = found[0] if len(moves) == 1 and moves != {None} else None
    cells = {
        at: TermCell(term_words(cell[0]), min(MOST_ROWS_OF_A_CELL, len(cell) - at), at > 0, common)
        for at in starts(cell)
    }
    return [
        Line(entry, change, cells.get(at), says_move=common is None)
        for at, (entry, change) in enumerate(zip(cell, found, strict=True))
    ]
