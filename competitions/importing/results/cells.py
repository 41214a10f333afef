"""The cells of a sheet of results: words as it shows them, and a complaint where there are none."""

import datetime as dt
from decimal import Decimal
from functools import partial

from competitions.importing.readers.delimited import read_delimited
from competitions.importing.readers.excel import read_excel
from competitions.importing.readers.formats import read_rows
from competitions.importing.readers.grid import Cell, SourceTable, one_line, source_table

CAN_TAKE = "Wyniki można wczytać z pliku .xlsx albo .csv."
ZEROS = {"0"}
LONGEST_FORMULA = 60


def read_sheet(content: bytes, name: str) -> SourceTable:
    """The file's rows; Refused when it is no such file, damaged, too large or not safe."""
    rows = read_rows(content, name, READERS, CAN_TAKE)
    return source_table(content, name, rows)


def excel_cell(cell):
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
        return number_cell(cell, value)
    return Cell(one_line(str(value)))


def number_cell(cell, value):
    shown_as = cell.number_format or ""
    if "%" in shown_as:
        return Cell(f"{value}", complaint=f"W polu {cell.coordinate} stoi procent. Wpisz liczbę.")
    words = number_words(value)
    if set(shown_as) == ZEROS and words.isdecimal():  # „0000000000” shows a number with the zeros before it
        words = words.zfill(len(shown_as))
    return Cell(words)


def number_words(value):
    """Digits and a comma; what is finer than a hundredth keeps four places, so that no one takes it for thousands."""
    number = round(Decimal(repr(value)), 6)
    if number == number.to_integral_value():
        return f"{number:.0f}"
    places = 2 if number == round(number, 2) else 4
    return f"{number:.{places}f}".replace(".", ",")


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


READERS = {"xlsx": partial(read_excel, read=excel_cell), "csv": partial(read_delimited, read=delimited_cell)}
