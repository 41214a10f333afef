"""Rows of cells as every table format gives them, the limits they keep, and the source they become."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from leszno_ngo.reading import CONTROLS, Refused, SourceText

MOST_ROWS = 5_000
MOST_COLUMNS = 300
BREAKS = re.compile(r"[\t\n\v\f\r\u2028\u2029]+")


@dataclass(eq=False, slots=True)
class Cell:
    """`style`: how its reader calls what its fonts say. `continues`: part of a cell above."""

    text: str = ""
    style: str = "plain"
    continues: bool = False
    complaint: str = ""


@dataclass(slots=True)
class Row:
    """One row of a table, or a paragraph outside every table (`table` is None).

    A cell merged over several columns stands in each of them as the same object. `line` is counted from 1.
    """

    line: int
    cells: list[Cell]
    table: int | None = None

    @property
    def distinct(self):
        """The row's cells in order, each once."""
        return list({id(cell): cell for cell in self.cells}.values())

    @property
    def filled(self):
        return [cell for cell in self.distinct if cell.text]

    @property
    def words(self):
        return "\t".join(cell.text for cell in self.distinct).rstrip("\t")

    def cell(self, column):
        return self.cells[column] if column is not None and column < len(self.cells) else EMPTY


@dataclass(frozen=True, slots=True)
class SourceTable(SourceText):
    """A document with tables: `lines` are its rows in words. `columns`: what unknown headings mean, if told."""

    rows: tuple[Row, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    has_styles: bool = True


EMPTY = Cell()


def source_table(content: bytes, name: str, rows: list[Row], columns=None, *, has_styles=True) -> SourceTable:
    """The rows as a source; Refused when there are none or a cell holds what no text holds."""
    words = {row.line: row.words for row in rows}
    if not any(words.values()):
        raise Refused(f"W pliku „{name}” nie ma żadnego tekstu.")
    for line, text in words.items():
        if CONTROLS.search(text):
            raise Refused("w wierszu są znaki sterujące, których nie ma w zwykłym tekście.", line)
    lines = tuple(words.get(line, "") for line in range(1, max(words) + 1))
    sha256 = hashlib.sha256(content).hexdigest()
    return SourceTable(name, "\n".join(lines), sha256, lines, tuple(rows), columns or {}, has_styles)


def check_rows(line: int) -> None:
    if line > MOST_ROWS:
        raise Refused(f"Dokument ma więcej niż {MOST_ROWS} wierszy, a więcej wczytać nie można.")


def check_columns(columns: int, line: int | None = None) -> None:
    if columns > MOST_COLUMNS:
        raise Refused(f"Tabela ma więcej niż {MOST_COLUMNS} kolumn, a więcej wczytać nie można.", line)


def one_line(text: str) -> str:
    """A cell's words on one line; everything else stays as it is."""
    return " ".join(part.strip() for part in BREAKS.split(text) if part.strip())
