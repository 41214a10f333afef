"""The cells of a .csv with a plan: words; a formula stops the reading."""

from competitions.importing.readers.styles import several_tasks
from leszno_ngo.reading import Refused
from leszno_ngo.sheets.delimited import read_delimited
from leszno_ngo.sheets.grid import Cell, Row, one_line


def read_plan(content: bytes, name: str) -> list[Row]:
    return read_delimited(content, name, read_cell)


def read_cell(text, line):
    if text.lstrip().startswith("="):
        raise Refused(f"W polu stoi formuła ({text.strip()[:40]}); potrzebna jest jej wartość.", line)
    return Cell(one_line(text), complaint=several_tasks(text))
