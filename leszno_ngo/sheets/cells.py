"""Cells of words, numbers and days as a sheet shows them; a complaint where there are none. For the readers of rows."""

import datetime as dt
from functools import partial

from leszno_ngo.sheets.delimited import read_delimited
from leszno_ngo.sheets.excel import read_excel
from leszno_ngo.sheets.formats import read_rows
from leszno_ngo.sheets.grid import Cell, SourceTable, one_line, source_table

ZEROS = {"0"}
LONGEST_FORMULA = 60


def read_sheet(content: bytes, name: str, can_take: str, number_words) -> SourceTable:
    """The rows of an .xlsx or a .csv; Refused when it is no such file, damaged, too large or not safe.

    `can_take` says in Polish which files these are; `number_words` how a number of Excel is written.
    """
    readers = {
        "xlsx": partial(read_excel, read=partial(excel_cell, number_words=number_words)),
        "csv": partial(read_delimited, read=delimited_cell),
    }
    return source_table(content, name, read_rows(content, name, readers, can_take))


def excel_cell(cell, number_words):
    value = cell.value
    if value is None:
        return Cell()
    if cell.data_type == "f":
        return formula(str(getattr(value, "text", value)))
    if cell.data_type == "e":
        return Cell(str(value), complaint=f"W polu {cell.coordinate} stoi błąd arkusza ({value}). Wpisz wartość.")
    if isinstance(value, bool | dt.time | dt.timedelta):
        return Cell(str(value), complaint=f"W polu {cell.coordinate} nie stoi ani tekst, ani liczba. Wpisz wartość.")
    if isinstance(value, dt.datetime | dt.date):
        return Cell(f"{value:%d.%m.%Y}")
    if isinstance(value, int | float):
        return number_cell(cell, number_words)
    return Cell(one_line(str(value)))


def number_cell(cell, number_words):
    shown_as = cell.number_format or ""
    if "%" in shown_as:
        return Cell(f"{cell.value}", complaint=f"W polu {cell.coordinate} stoi procent. Wpisz liczbę.")
    words = number_words(cell.value)
    if set(shown_as) == ZEROS and words.isdecimal():  # „0000000000” shows a number with the zeros before it
        words = words.zfill(len(shown_as))
    return Cell(words)


def delimited_cell(text, line):
    return formula(text.strip()) if text.lstrip().startswith("=") else Cell(one_line(without_quote(text)))


def without_quote(text):
    """The sign that keeps a cell from being a formula, put there by the portal's own files."""
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def formula(text):
    shown = text if len(text) <= LONGEST_FORMULA else f"{text[: LONGEST_FORMULA - 1]}…"
    return Cell(
        one_line(shown),
        complaint=f"Zamiast wartości stoi formuła ({one_line(shown)}). Wpisz wartość albo „–”, gdy ma być pusto.",
    )
