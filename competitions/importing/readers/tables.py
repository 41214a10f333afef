"""Rows of a document with tables → records, the same as a text gives.

- The first row with two filled cells names the columns; a table without such a row continues the one before.
- A row with one filled cell, or one merged over task and term, is a department in bold or an area in italics. Columns
  for departments and areas say the same; blank, or the same words again, means the one above goes on.
- A blank term means what it means in a text: the term above. A merged term must not reach over a heading.
"""

import re

from competitions.importing.readers.columns import Column, are_headings, read_headings
from competitions.importing.readers.records import AS_OF, NUMBERED, Mark, Record, complain, read_record
from leszno_ngo.reading import Refused, fold
from leszno_ngo.sheets.grid import EMPTY, SourceTable

BARE_NUMBER = re.compile(r"(\d{1,3})[.)]?")
NO_TASK = "w kolumnie zadania nie ma treści zadania."
UNMARKED = (
    "nie wiadomo, czym jest ten wiersz: nazwa wydziału powinna być pogrubiona, a obszar zapisany kursywą "
    "(albo każde we własnej kolumnie)."
)
BOTH_STYLES = "wiersz jest i pogrubiony, i kursywą, więc nie wiadomo, czy to wydział, czy obszar."
TERM_ACROSS = "scalone pole terminu przechodzi przez nagłówek wydziału albo obszar."
TASK_ACROSS = "zadanie jest scalone z innymi kolumnami, więc nie wiadomo, jaki ma termin."
OUTSIDE = "w wierszu stoi treść w kolumnie bez nagłówka."


def table_records(source: SourceTable, after: int, but: int | None = None) -> list[Record]:
    """The records of the rows below line `after`, but for one; Refused when columns are not understood."""
    reader = TableReader(source)
    for row in source.rows:
        if row.line > after and row.line != but and row.filled:
            reader.take(row)
    if reader.roles is None and (reader.table is not None or not source.has_styles):
        raise Refused("Nie znaleziono wiersza z nagłówkami kolumn, takimi jak „Zadanie” i „Termin”.")
    return reader.records


class TableReader:
    """Keeps what the columns mean, and the department and area that explicit columns named last."""

    def __init__(self, source):
        self.source = source
        self.records = []
        self.table = self.roles = self.headings = self.width = None
        self.awaits_headings = True
        self.department = self.area = ""

    def add(self, row, mark, text, **more):
        self.records.append(Record(row.line, mark, text, **more))

    def broken(self, row, complaint):
        self.add(row, Mark.BROKEN, row.words, complaint=complaint)

    def take(self, row):
        if complaint := next((cell.complaint for cell in row.filled if cell.complaint), ""):
            self.broken(row, complaint)
        elif row.table is None:
            self.take_paragraph(row)
        else:
            self.take_table_row(row)

    def take_table_row(self, row):
        if row.table != self.table:
            self.table, self.awaits_headings = row.table, True
        (first, *others) = row.filled
        if not others and AS_OF.fullmatch(first.text):
            self.add(row, Mark.AS_OF, first.text)
        elif others and self.takes_headings(row):
            return
        elif self.roles is None:
            self.take_styled(row, first)
        else:
            self.take_cells(row)

    def takes_headings(self, row):
        """Whether the row names the columns: the first of a table, the same again, or the table goes on without."""
        words = [fold(cell.text) for cell in row.filled]
        if not self.awaits_headings:
            return words == self.headings
        self.awaits_headings = False
        goes_on = self.roles is not None and len(row.cells) == self.width
        if goes_on and not are_headings(row, self.source.columns):
            return False
        self.roles = read_headings(row, self.source.columns, has_styles=self.source.has_styles)
        self.headings, self.width = words, len(row.cells)
        return True

    # ── Outside the columns ─────────────────────────────────────────────────────────────────────────────────────────

    def take_paragraph(self, row):
        (paragraph,) = row.filled
        words, tab, term = (part.strip() for part in paragraph.text.partition("\t"))
        if paragraph.style == Mark.PLAIN or NUMBERED.fullmatch(words) or AS_OF.fullmatch(words):
            self.records.append(read_record(row.line, paragraph.text))
        elif paragraph.style == Mark.BROKEN:
            self.broken(row, BOTH_STYLES)
        else:
            self.take_heading(row, paragraph.style, words, term if tab else None)

    def take_styled(self, row, cell):
        """A row that says by its make alone what it is."""
        if cell.style == Mark.PLAIN:
            self.broken(row, UNMARKED)
        elif cell.style == Mark.BROKEN:
            self.broken(row, BOTH_STYLES)
        else:
            self.take_heading(row, cell.style, cell.text, "")

    def take_heading(self, row, style, words, term):
        if complaint := complain(words, term or ""):
            self.broken(row, complaint)
            return
        if style == Mark.HEADING:
            self.department, self.area = words, ""
        else:
            self.area = words
        self.add(row, style, words, cell=term)

    # ── In the columns ──────────────────────────────────────────────────────────────────────────────────────────────

    def cell_of(self, row, column):
        place = next((place for place, role in self.roles.items() if role == column), None)
        return row.cell(place)

    def take_cells(self, row):
        task, term = self.cell_of(row, Column.TASK), self.cell_of(row, Column.TERM)
        (first, *others) = row.filled
        is_numbered = bool(BARE_NUMBER.fullmatch(first.text) or NUMBERED.fullmatch(first.text))
        if not others and not is_numbered and (first.style != Mark.PLAIN or self.is_across(row, first)):
            if term.continues:
                self.broken(row, TERM_ACROSS)
            else:
                self.take_styled(row, first)
        elif not self.lies_in_a_column(row):
            self.broken(row, OUTSIDE)
        elif any(cell.text and self.is_across(row, cell) for cell in (task, term)):
            self.broken(row, TASK_ACROSS)
        elif self.takes_named(row, task, term):
            self.take_task(row, task, term)

    def lies_in_a_column(self, row):
        """Whether every filled cell reaches at least one column with a heading."""
        named = {id(cell) for place, cell in enumerate(row.cells) if place in self.roles}
        return all(id(cell) in named for cell in row.filled)

    def is_across(self, row, cell):
        """Whether the cell is merged over more than one named column, not counting the number's beside the task's."""
        over = {role for place, role in self.roles.items() if row.cell(place) is cell}
        return len(over - {Column.NUMBER} if Column.TASK in over else over) > 1

    def takes_named(self, row, task, term):
        """Open what the columns of departments and areas name anew; False when that cannot be."""
        department, area = self.cell_of(row, Column.DEPARTMENT).text, self.cell_of(row, Column.AREA).text
        before = len(self.records)
        if department and fold(department) != fold(self.department):
            self.take_heading(row, Mark.HEADING, department, "")
        if self.opens(area) and not self.is_area_row(row, task):
            self.take_heading(row, Mark.AREA, area, "")
        if term.continues and len(self.records) > before:
            self.broken(row, TERM_ACROSS)
            return False
        return True

    def opens(self, area):
        return bool(area) and fold(area) != fold(self.area)

    def is_area_row(self, row, task):
        """Whether the row opens an area and has no task of its own: the area stands for it."""
        area, number = self.cell_of(row, Column.AREA).text, self.cell_of(row, Column.NUMBER).text
        return self.opens(area) and not number and fold(task.text) in ("", fold(area))

    def take_task(self, row, task, term):
        number = self.cell_of(row, Column.NUMBER)
        number = EMPTY if number is task else number
        if self.is_area_row(row, task):
            self.take_heading(row, Mark.AREA, self.cell_of(row, Column.AREA).text, term.text)
        elif task.text:
            self.take_row(row, task, term.text, number.text)
        elif number.text or term.text:
            self.take_without_task(row, number, term)

    def take_without_task(self, row, number, term):
        """A styled heading in the number's column with a term beside it is a heading; else a task is missing."""
        if number.style in (Mark.HEADING, Mark.AREA) and not BARE_NUMBER.fullmatch(number.text):
            self.take_heading(row, number.style, number.text, term.text)
        else:
            self.broken(row, NO_TASK)

    def take_row(self, row, task, term, number):
        printed = BARE_NUMBER.fullmatch(number)
        if number and not printed:
            self.broken(row, f"w kolumnie numeru stoi „{number[:40]}”, a to nie jest numer.")
            return
        match = NUMBERED.fullmatch(task.text)
        if match and printed and int(match[1]) != int(printed[1]):
            self.broken(row, f"numer w kolumnie ({printed[1]}) jest inny niż w treści zadania ({match[1]}).")
        elif complaint := complain(task.text, term):
            self.broken(row, complaint)
        elif match:
            self.add(row, Mark.NUMBERED, match[2], number=int(match[1]), cell=term)
        elif printed:
            self.add(row, Mark.NUMBERED, task.text, number=int(printed[1]), cell=term)
        elif task.style == Mark.BROKEN:
            self.broken(row, BOTH_STYLES)
        elif task.style in (Mark.HEADING, Mark.AREA):
            self.take_heading(row, task.style, task.text, term)
        else:
            self.add(row, Mark.PLAIN, task.text, cell=term)
