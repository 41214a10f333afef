"""An .xlsx file → rows of its one sheet with words, numbered as the sheet numbers them."""

import io
import re
import zipfile

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from leszno_ngo.reading import Refused
from leszno_ngo.sheets.grid import Cell, Row, check_columns, check_rows

SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
MOST_MERGED = 10_000


def read_excel(content: bytes, name: str, read) -> list[Row]:
    """Reads row by row; merged ranges, which that way does not show, come from the sheet's own XML.

    `read` makes a Cell of the library's one.
    """
    merged = [ranges for has_words, ranges in map_sheets(content) if has_words]
    if not merged:
        raise Refused(f"W pliku „{name}” nie ma żadnego tekstu.")
    workbook = load_workbook(io.BytesIO(content), read_only=True, rich_text=True)
    if len(merged) > 1:
        names = ", ".join(f"„{sheet.title}”" for sheet in workbook.worksheets)
        raise Refused(f"W skoroszycie jest kilka arkuszy z treścią ({names}). Zostaw jeden i zapisz ponownie.")
    for sheet in workbook.worksheets:
        sheet.reset_dimensions()  # they may lie
        rows = [Row(line, [read(cell) for cell in cells], table=1) for line, cells in enumerate(sheet.rows, 1)]
        if any(row.filled for row in rows):
            merge(rows, merged[0])
            return rows
    raise Refused(f"W pliku „{name}” nie ma żadnego tekstu.")


# ── The sheet's XML ─────────────────────────────────────────────────────────────────────────────────────────────────


def map_sheets(content):
    """For each sheet: whether a cell has a value, and its merged ranges; Refused when it is larger than allowed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in sorted(archive.namelist()):
            if SHEET.fullmatch(part):
                with archive.open(part) as file:
                    yield map_sheet(file)


def map_sheet(file):
    has_words, ranges, line = False, [], 0
    for _, element in etree.iterparse(file, resolve_entities=False, no_network=True, load_dtd=False):
        tag = etree.QName(element).localname
        if tag == "c":
            if reference := element.get("r"):
                column, line, _, _ = range_boundaries(reference)
                check_columns(column, line)
                check_rows(line)
            has_words = has_words or len(element) > 0
        elif tag == "row":
            line = int(element.get("r") or line + 1)
            check_rows(line)
            check_columns(len(element), line)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        elif tag == "mergeCell":
            ranges.append(range_boundaries(element.get("ref")))
            if len(ranges) > MOST_MERGED:
                raise Refused(f"Arkusz ma więcej niż {MOST_MERGED} scalonych pól, a więcej wczytać nie można.")
    return has_words, ranges


def merge(rows, ranges):
    """Make each merged range one cell across its first row, and a blank that goes on in the rows below."""
    for left, top, right, bottom in ranges:
        check_columns(right, top)
        for row in rows[top - 1 : bottom]:
            row.cells += [Cell() for _ in range(right - len(row.cells))]
            first = row.cells[left - 1] if row.line == top else Cell(continues=True)
            row.cells[left - 1 : right] = [first] * (right - left + 1)
