"""A sheet of results → its rows: amounts and points with a comma."""

from decimal import Decimal

from leszno_ngo.sheets import cells
from leszno_ngo.sheets.grid import SourceTable

CAN_TAKE = "Wyniki można wczytać z pliku .xlsx albo .csv."


def read_sheet(content: bytes, name: str) -> SourceTable:
    """Refused when it is no such file, damaged, too large or not safe."""
    return cells.read_sheet(content, name, CAN_TAKE, number_words)


def number_words(value):
    """Digits and a comma; what is finer than a hundredth keeps four places, so that no one takes it for thousands."""
    number = round(Decimal(repr(value)), 6)
    if number == number.to_integral_value():
        return f"{number:.0f}"
    places = 2 if number == round(number, 2) else 4
    return f"{number:.{places}f}".replace(".", ",")
