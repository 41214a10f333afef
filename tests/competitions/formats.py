"""The real schedule as other programs would write it: Word, Excel, CSV and a web page, made from the text's."""

import csv
import html
import io
import zipfile
from dataclasses import dataclass

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook
from openpyxl.styles import Font

from competitions.importing.readers import SCHEDULE, Mark, Record, read_records
from tests.competitions.sources import SCHEDULE_2024, source

HEADINGS = ("Zadanie", "Planowany termin ogłoszenia")
WITH_NUMBER = ("Lp.", *HEADINGS)
WITH_DEPARTMENTS = ("Wydział", "Obszar", *HEADINGS)


@dataclass(frozen=True)
class Line:
    """A row of the table to be written. `covered`: how many rows the term's cell is merged over, 0 inside one."""

    record: Record
    covered: int = 1

    @property
    def words(self):
        return f"{self.record.number}) {self.record.text}" if self.record.number else self.record.text

    @property
    def term(self):
        return self.record.cell or ""

    @property
    def is_heading(self):
        """A row across the whole table."""
        return self.record.mark in (Mark.HEADING, Mark.AREA) and not self.term


def table():
    """The title, the rows and the line with the day, of the real text."""
    title, records = read_records(source(SCHEDULE_2024), SCHEDULE, 2024)
    rows = [record for record in records if record.mark != Mark.AS_OF]
    (as_of,) = [record.text for record in records if record.mark == Mark.AS_OF]
    return title, [Line(record, covered(rows, place)) for place, record in enumerate(rows)], as_of


def covered(rows, place):
    def is_blank(record):
        return record.mark in (Mark.NUMBERED, Mark.PLAIN) and not record.cell

    if is_blank(rows[place]):
        return 0
    below = 0
    while place + 1 + below < len(rows) and is_blank(rows[place + 1 + below]):
        below += 1
    return 1 + below


# ── Word ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def docx_of(fill):
    document = Document()
    fill(document)
    return saved(document)


def saved(document):
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def schedule_in_word():
    return docx_of(write_word)


def write_word(document):
    title, lines, as_of = table()
    document.add_heading(title, 1)
    document.add_paragraph()
    grid = word_table(document, HEADINGS)
    for line in lines:
        cells = grid.add_row().cells
        if line.is_heading:
            cells[0].merge(cells[1])
        write_cell(cells[0], line.words, line.record.mark)
        if line.term:
            write_cell(cells[1], line.term)
        if not line.is_heading and line.covered != 1:
            merge_down(cells[1], restart=line.covered > 1)
    document.add_paragraph(as_of)


def word_table(document, headings):
    grid = document.add_table(rows=1, cols=len(headings))
    for cell, heading in zip(grid.rows[0].cells, headings, strict=True):
        write_cell(cell, heading, Mark.HEADING)
    return grid


def write_cell(cell, words, mark=Mark.PLAIN):
    run = cell.paragraphs[0].add_run(words)
    run.bold, run.italic = (mark == Mark.HEADING) or None, (mark == Mark.AREA) or None


def merge_down(cell, *, restart):
    merged = OxmlElement("w:vMerge")
    if restart:
        merged.set(qn("w:val"), "restart")
    cell._tc.get_or_add_tcPr().append(merged)


# ── Excel ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def xlsx_of(fill):
    workbook = Workbook()
    fill(workbook.active)
    return saved(workbook)


def schedule_in_excel():
    return xlsx_of(write_excel)


def write_excel(sheet):
    title, lines, as_of = table()
    sheet.append([title])
    sheet.merge_cells("A1:C1")
    sheet.append([])
    sheet.append(WITH_NUMBER)
    for line in lines:
        record, row = line.record, sheet.max_row + 1
        font = Font(bold=record.mark == Mark.HEADING, italic=record.mark == Mark.AREA)
        place = 2 if record.mark in (Mark.NUMBERED, Mark.PLAIN) else 1
        sheet.cell(row, place, record.text).font = font
        if record.number:
            sheet.cell(row, 1, record.number)
        if line.term:
            sheet.cell(row, 3, line.term)
        if place == 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3 if line.is_heading else 2)
        elif line.covered > 1:
            sheet.merge_cells(start_row=row, end_row=row + line.covered - 1, start_column=3, end_column=3)
    sheet.append([])
    sheet.append([as_of])


# ── CSV ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def csv_rows(*, repeat):
    """Departments and areas stand in columns, in every row or where they begin."""
    title, lines, as_of = table()
    yield [title]
    yield WITH_DEPARTMENTS
    department = area = ""
    for line in lines:
        if line.record.mark == Mark.HEADING:
            department, area = line.words, ""
        elif line.record.mark == Mark.AREA and not line.term:
            area = line.words
        elif line.record.mark == Mark.AREA:
            yield [department, line.words, "", line.term]
        else:
            yield [department, area, line.words, line.term]
            department, area = (department, area) if repeat else ("", "")
    yield [as_of]


def schedule_in_csv(delimiter=";", encoding="utf-8", *, repeat=False):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(csv_rows(repeat=repeat))
    return text.getvalue().replace("‑", "-" if encoding == "cp1250" else "‑").encode(encoding)


# ── A web page ──────────────────────────────────────────────────────────────────────────────────────────────────────


def schedule_in_html():
    title, lines, as_of = table()
    rows = "\n".join(html_row(line) for line in lines)
    return (
        f"<!doctype html>\n<html lang='pl'><head><meta charset='utf-8'><title>Harmonogram</title></head><body>"
        f"<h1>{html.escape(title)}</h1>\n<table><tr><th>Zadanie<th>Planowany termin</tr>\n{rows}</table>"
        f"<p>{as_of}</p></body></html>"
    ).encode()


def html_row(line):
    words = html.escape(line.words)
    tag = {Mark.HEADING: "strong", Mark.AREA: "em"}.get(line.record.mark)
    words = f"<{tag}>{words}</{tag}>" if tag else words
    if line.is_heading:
        return f"<tr><td colspan=2><p>{words}</p></td></tr>"
    term = f"<td rowspan={line.covered}>{html.escape(line.term)}</td>" if line.covered else ""
    return f"<tr><td>{words}</td>{term}</tr>"


# ── Archives ────────────────────────────────────────────────────────────────────────────────────────────────────────


def with_part(content, part, data):
    """The archive with one part more, or put in place of the one of that name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != part:
                new.writestr(info.filename, old.read(info))
        new.writestr(part, data)
    return out.getvalue()


def part_of(content, part):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(part)
