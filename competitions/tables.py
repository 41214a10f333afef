"""An edition as tables: a spreadsheet (.xlsx) and plain columns (.csv). The same edition always gives the same bytes.

The spreadsheet is the office's own table: a term that covers several rows is one merged cell, so that the file can be
read back in and gives the same rows. The other columns say what was understood; the importer knows and leaves them out.

The .csv is for other programs, and for Excel with Polish settings, which opens it rightly only with semicolons and a
byte order mark: one row of headings, every row complete, merged terms repeated, dates as 2024-01-31, quoting after
RFC 4180. No cell of either file can become a formula.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import FilterColumn
from openpyxl.writer.excel import ExcelWriter

from competitions.choices import PlanSource

FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can tell; every part bears it
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
DAY_FORMAT = "dd.mm.yyyy"
ACCENT, LINE = "0D5B48", "CFD8D3"
HEADINGS_AT = 4
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8; header=present"


@dataclass(frozen=True)
class Column:
    heading: str
    value: Callable[[Any], Any]  # of a ScheduleEntry
    width: int = 12


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


# ── Excel ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def schedule_workbook(schedule, sections) -> bytes:
    """An .xlsx of an edition, released or not; sections come with rows, these with their area and inherited_from."""
    workbook = Workbook()
    describe_workbook(workbook, schedule)
    sheet = workbook.active
    sheet.title = f"Harmonogram {schedule.year}"
    write_heads(sheet, schedule)
    line, has_merged = HEADINGS_AT, False
    for section in sections:
        for entry, covered in merged_terms(section.entries.all()):
            line += 1
            write_row(sheet, line, entry, has_term=covered > 0)
            if covered > 1:
                has_merged = True
                sheet.merge_cells(start_row=line, end_row=line + covered - 1, start_column=TERM_AT, end_column=TERM_AT)
    set_page(sheet, line, has_merged=has_merged)
    return packed(workbook)


def describe_workbook(workbook, schedule):
    """Its facts and its only moment: when the edition was released, or before that the day it was drawn up."""
    facts = workbook.properties
    facts.title, facts.creator, facts.language = f"{schedule.title}, {edition_words(schedule)}", "", "pl"
    moment = schedule.released_at and timezone.localtime(schedule.released_at).replace(tzinfo=None, microsecond=0)
    facts.created = facts.modified = moment or facts.created.replace(*FIRST_MOMENT, microsecond=0, tzinfo=None)


def edition_words(schedule):
    return f"wydanie {schedule.edition}" + ("" if schedule.is_released else " (wersja robocza)")


def write_heads(sheet, schedule):
    write_text(sheet.cell(1, 1), schedule.title).font = Font(bold=True, size=14)
    if schedule.as_of:
        write_text(sheet.cell(2, 1), f"Stan na dzień {schedule.as_of:%d.%m.%Y} r., {edition_words(schedule)}")
    for place, column in enumerate(COLUMNS, start=1):
        cell = write_text(sheet.cell(HEADINGS_AT, place), column.heading)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=ACCENT)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(place)].width = column.width


def write_row(sheet, line, entry, *, has_term):
    for place, column in enumerate(COLUMNS, start=1):
        cell, value = sheet.cell(line, place), column.value(entry)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = Border(bottom=Side("thin", color=LINE))
        if place == TERM_AT and not has_term:
            continue
        if isinstance(value, str):
            write_text(cell, value)
        elif value is not None:
            cell.value = value
            cell.number_format = "0" if isinstance(value, int) else DAY_FORMAT


def write_text(cell, words):
    """Words as words, whatever sign they begin with; the quote sign keeps them so when somebody edits the cell."""
    if words:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", words)
        cell.data_type, cell.quotePrefix = "s", True
    return cell


def set_page(sheet, last, *, has_merged):
    """Headings that stay in sight and on every printed page; rows can be filtered by every column but a merged one."""
    sheet.freeze_panes = sheet.cell(HEADINGS_AT + 1, 1)
    sheet.auto_filter.ref = f"A{HEADINGS_AT}:{get_column_letter(len(COLUMNS))}{last}"
    if has_merged:
        sheet.auto_filter.filterColumn.append(FilterColumn(colId=TERM_AT - 1, hiddenButton=True))
    sheet.print_title_rows = f"{HEADINGS_AT}:{HEADINGS_AT}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.right.text = "strona &P z &N"


def packed(workbook):
    """The file's bytes, every part with the same moment; the library's own saving writes the clock's."""
    written, out = io.BytesIO(), io.BytesIO()
    ExcelWriter(workbook, zipfile.ZipFile(written, "w")).save()
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            archive.writestr(zipfile.ZipInfo(name, FIRST_MOMENT), parts.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


# ── CSV ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def schedule_csv(schedule, sections) -> str:
    """The edition as a .csv with its byte order mark; sections as for the workbook."""
    columns = (*COLUMNS, *OF_EDITION)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.heading for column in columns])
    for section in sections:
        for entry in section.entries.all():
            writer.writerow([csv_cell(column.value(entry)) for column in columns])
    return f"\ufeff{out.getvalue()}"


def csv_cell(value):
    """No program takes the words for a formula. A lone dash is none, and is the document's own „nie planuje się”."""
    words = "" if value is None else str(value)
    return f"'{words}" if words.startswith(FORMULA_SIGNS) and words != "-" else words
