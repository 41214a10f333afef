"""An edition as tables: a spreadsheet (.xlsx) and plain columns (.csv).

The spreadsheet is the office's own table: a term that covers several rows is one merged cell, so that the file can be
read back in and gives the same rows. The other columns say what was understood; the importer knows and leaves them out.
In the .csv every row is complete, merged terms repeated.
"""

from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.filters import FilterColumn

from competitions.choices import PlanSource
from leszno_ngo.sheets.writing import (
    HEADINGS_AT,
    Column,
    csv_table,
    describe_workbook,
    packed,
    set_page,
    write_cell,
    write_heads,
)

TERM = "Planowany termin ogłoszenia"
COLUMNS = (
    Column("Wydział", lambda entry: entry.section.heading, 30),
    Column("Obszar", lambda entry: entry.area_text, 44),
    Column("Nr", lambda entry: entry.number, 5),
    Column("Zadanie", lambda entry: entry.title, 60),
    Column(TERM, lambda entry: term_words(entry), 28),
    Column("Odczytany termin", lambda entry: meaning(entry), 28),
    Column("Termin od", lambda entry: entry.plan_start),
    Column("Termin do", lambda entry: entry.plan_end),
    Column("Skąd termin", lambda entry: entry.get_plan_source_display(), 24),
    Column("Nazwa obszaru", lambda entry: entry.area.name, 36),
    Column("Uwaga", lambda entry: entry.note, 36),
)
OF_EDITION = (
    Column("Rok", lambda entry: entry.section.schedule.year),
    Column("Wydanie", lambda entry: entry.section.schedule.edition),
    Column("Stan na dzień", lambda entry: entry.section.schedule.as_of),
    Column("Identyfikator", lambda entry: str(entry.identity)),
)
TERM_AT = 1 + next(place for place, column in enumerate(COLUMNS) if column.heading == TERM)


# ── The term's cell ─────────────────────────────────────────────────────────────────────────────────────────────────


def term_words(entry) -> str:
    """The words of the row's term; those of the row above where that one's cell covers this row too."""
    if entry.plan_source == PlanSource.INHERITED:
        return term_words(entry.inherited_from)
    return entry.plan_text or meaning(entry)


def meaning(entry) -> str:
    """What was understood, in Polish; "" when nothing was."""
    return "" if entry.plan_source == PlanSource.BLANK else entry.plan_words


def merged_terms(entries: Iterable) -> list[tuple[Any, int]]:
    """[(row, how many rows its term's cell covers)], 0 for a row that lies inside the cell of a row above it.

    Only neighbours of one area share a cell; what inherits from farther away has its words repeated.
    """
    merged = []
    head = at = None
    for entry in entries:
        shares = head is not None and entry.inherited_from_id == head.pk and area_of(entry) == area_of(head)
        if shares:
            merged[at] = (head, merged[at][1] + 1)
            merged.append((entry, 0))
        else:
            head, at = entry, len(merged)
            merged.append((entry, 1))
    return merged


def area_of(entry):
    return entry.section_id, entry.area_id, entry.area_text


# ── Files ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def schedule_workbook(schedule, sections) -> bytes:
    """An .xlsx of an edition, released or not; sections come with rows, these with their area and inherited_from."""
    workbook = Workbook()
    describe_workbook(workbook, f"{schedule.title}, {edition_words(schedule)}", schedule.released_at)
    sheet = workbook.active
    sheet.title = f"Harmonogram {schedule.year}"
    facts = f"Stan na dzień {schedule.as_of:%d.%m.%Y} r., {edition_words(schedule)}" if schedule.as_of else ""
    write_heads(sheet, schedule.title, facts, COLUMNS)
    line, has_merged = HEADINGS_AT, False
    for section in sections:
        for entry, covered in merged_terms(section.entries.all()):
            line += 1
            write_row(sheet, line, entry, has_term=covered > 0)
            if covered > 1:
                has_merged = True
                sheet.merge_cells(start_row=line, end_row=line + covered - 1, start_column=TERM_AT, end_column=TERM_AT)
    set_page(sheet, line, len(COLUMNS))
    if has_merged:  # such a column cannot be filtered by
        sheet.auto_filter.filterColumn.append(FilterColumn(colId=TERM_AT - 1, hiddenButton=True))
    return packed(workbook)


def edition_words(schedule):
    return f"wydanie {schedule.edition}" + ("" if schedule.is_released else " (wersja robocza)")


def write_row(sheet, line, entry, *, has_term):
    for place, column in enumerate(COLUMNS, start=1):
        is_inside = place == TERM_AT and not has_term
        write_cell(sheet.cell(line, place), column.value(entry), is_blank=is_inside)


def schedule_csv(schedule, sections) -> str:
    """The edition as a .csv; sections as for the workbook."""
    return csv_table((*COLUMNS, *OF_EDITION), (entry for section in sections for entry in section.entries.all()))
