"""What spreadsheets (.xlsx) and plain tables (.csv) are written with. The same rows always give the same bytes.

The .csv is for other programs, and for Excel with Polish settings, which opens it rightly only with semicolons and a
byte order mark: one row of headings, dates as 2024-01-31, quoting after RFC 4180. No cell of either file can become a
formula.
"""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can tell; every part bears it
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
DAY_FORMAT, MOMENT_FORMAT = "dd.mm.yyyy", "dd.mm.yyyy hh:mm"
FORMATS = {int: "0", Decimal: "#,##0.00"}
ACCENT, LINE = "0D5B48", "CFD8D3"
HEADINGS_AT = 4
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8; header=present"


@dataclass(frozen=True)
class Column:
    heading: str
    value: Callable[[Any], Any]  # of a row
    width: int = 12


# ── Excel ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def simple_workbook(title, facts, name, columns, rows, moment) -> bytes:
    """An .xlsx of one plain table. `facts`: the line under the title; `name`: of the sheet; `moment`: its only one."""
    workbook = Workbook()
    describe_workbook(workbook, title, moment)
    sheet = workbook.active
    sheet.title = name
    write_heads(sheet, title, facts, columns)
    line = HEADINGS_AT
    for line, row in enumerate(rows, start=HEADINGS_AT + 1):
        for place, column in enumerate(columns, start=1):
            write_cell(sheet.cell(line, place), column.value(row))
    set_page(sheet, line, len(columns))
    return packed(workbook)


def describe_workbook(workbook, title, moment):
    """Its facts and its only moment, None where the rows have none."""
    facts = workbook.properties
    facts.title, facts.creator, facts.language = title, "", "pl"
    moment = moment and timezone.localtime(moment).replace(tzinfo=None, microsecond=0)
    facts.created = facts.modified = moment or facts.created.replace(*FIRST_MOMENT, microsecond=0, tzinfo=None)


def write_heads(sheet, title, facts, columns):
    write_text(sheet.cell(1, 1), title).font = Font(bold=True, size=14)
    write_text(sheet.cell(2, 1), facts)
    for place, column in enumerate(columns, start=1):
        cell = write_text(sheet.cell(HEADINGS_AT, place), column.heading)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=ACCENT)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(place)].width = column.width


def write_cell(cell, value, *, is_blank=False):
    """A value in its own form. `is_blank`: the cell is drawn and says nothing."""
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = Border(bottom=Side("thin", color=LINE))
    if is_blank or value is None:
        return
    if isinstance(value, str):
        write_text(cell, value)
    elif isinstance(value, dt.datetime):
        cell.value = timezone.localtime(value).replace(tzinfo=None, microsecond=0)
        cell.number_format = MOMENT_FORMAT
    else:
        cell.value = value
        cell.number_format = FORMATS.get(type(value), DAY_FORMAT)


def write_text(cell, words):
    """Words as words, whatever sign they begin with; the quote sign keeps them so when somebody edits the cell."""
    if words:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", words)
        cell.data_type, cell.quotePrefix = "s", True
    return cell


def set_page(sheet, last, width):
    """Headings that stay in sight and on every printed page; rows can be filtered."""
    sheet.freeze_panes = sheet.cell(HEADINGS_AT + 1, 1)
    sheet.auto_filter.ref = f"A{HEADINGS_AT}:{get_column_letter(width)}{last}"
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


def csv_table(columns, rows) -> str:
    """The rows as a .csv with its byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.heading for column in columns])
    for row in rows:
        writer.writerow([csv_cell(column.value(row)) for column in columns])
    return f"\ufeff{out.getvalue()}"


def csv_cell(value):
    """No program takes the words for a formula. A lone dash is none, and is the document's own „nie planuje się”."""
    if isinstance(value, dt.datetime):
        value = f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    words = "" if value is None else str(value)
    is_number = isinstance(value, (int, Decimal))
    return f"'{words}" if words.startswith(FORMULA_SIGNS) and words != "-" and not is_number else words
