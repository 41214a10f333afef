"""The cells of an .xlsx with a plan: words and days as the sheet shows them. Formulas are refused."""

import datetime as dt
import re

from competitions.importing.readers.styles import several_tasks, style_of
from leszno_ngo.reading import Refused
from leszno_ngo.sheets.excel import read_excel
from leszno_ngo.sheets.grid import Cell, Row, one_line

DROPPED = re.compile(r"\[[^\]]*\]|\"[^\"]*\"|\\.")  # of a number format: its locale, quoted words, escaped marks
MONTHS = (
    *("styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec"),
    *("lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień"),
)


def read_plan(content: bytes, name: str) -> list[Row]:
    return read_excel(content, name, read_cell)


def read_cell(cell):
    if cell.value is None:
        return Cell()
    if cell.data_type == "f":
        raise Refused(f"W polu {cell.coordinate} stoi formuła; potrzebna jest jej wartość.", cell.row)
    if cell.data_type == "e":
        raise Refused(f"W polu {cell.coordinate} stoi błąd ({cell.value}).", cell.row)
    text = words_of(cell)
    bold, italic = whole_style(cell)
    return Cell(one_line(text), style_of(bold=bold, italic=italic), complaint=several_tasks(text))


def whole_style(cell):
    """Whether all of the cell's words are bold, or italic; parts of a cell can have fonts of their own."""
    own = cell.font
    fonts = [getattr(part, "font", own) for part in cell.value] if isinstance(cell.value, list) else [own]
    return all(font is not None and font.b for font in fonts), all(font is not None and font.i for font in fonts)


def words_of(cell):
    """The cell's value as the sheet shows it; a number that is shown otherwise than it is kept is refused."""
    value = cell.value
    if isinstance(value, dt.datetime | dt.date):
        return words_of_day(cell, value)
    if isinstance(value, bool | dt.time | dt.timedelta):
        raise Refused(f"W polu {cell.coordinate} nie stoi tekst; wpisz go słowami.", cell.row)
    if isinstance(value, int | float):
        if value != int(value):
            raise Refused(f"W polu {cell.coordinate} stoi liczba {value}; wpisz termin albo numer słowami.", cell.row)
        return str(int(value))
    return str(value)


def words_of_day(cell, day):
    """Excel makes dates of „12.2023”: what is shown as a month and a year is a month, what shows its day is a day."""
    shown = set(DROPPED.sub("", cell.number_format or "").lower()) & set("dmyhs")
    if shown == {"d", "m", "y"}:
        return f"{day:%d.%m.%Y}"
    if shown == {"m", "y"}:
        return f"{MONTHS[day.month - 1]} {day.year}"
    raise Refused(
        f"W polu {cell.coordinate} stoi data, której postaci nie da się odczytać; wpisz ją słowami.", cell.row
    )
