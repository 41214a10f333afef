"""A year's values as a spreadsheet that the portal reads back: what is known, and room for what is not.

No cell of it can become a formula: what people typed is written as words.
"""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from leszno_ngo.sheets.writing import HEADINGS_AT, Column, describe_workbook, packed, set_page, write_cell, write_heads
from strategy.choices import ValueStatus
from strategy.importing.values.words import number_words

TITLE = "Wartości wskaźników za {}"
HINT = (
    "Wypełnij „Wartość” i, gdy trzeba, dalsze kolumny. Nie zmieniaj nagłówków, kodów ani okresów. Puste pole niczego "
    "nie zmienia. Wpisuj liczby bez formuł."
)


def number(value):
    """As a number that a sheet can count with; it holds fifteen digits, more of them are written as words."""
    if value is None:
        return None
    if len(value.normalize().as_tuple().digits) > 15:
        return number_words(value)
    return int(value) if value == value.to_integral_value() else value.normalize()


def of_held(name):
    return lambda slot: getattr(slot.held, name) if slot.held else ""


COLUMNS = (
    Column("Kod", lambda slot: slot.indicator.code, 18),
    Column("Wskaźnik", lambda slot: slot.indicator.name, 50),
    Column("Jednostka", lambda slot: slot.unit_name, 14),
    Column("Okres", lambda slot: str(slot.span), 18),
    Column("Rok wcześniej", lambda slot: number(slot.before.value) if slot.before else None, 16),
    Column("Wartość", lambda slot: number(slot.held.value) if slot.held else None, 16),
    Column("Rodzaj wartości", lambda slot: slot.held.get_status_display() if slot.held else "", 18),
    Column("Źródło", of_held("source"), 30),
    Column("Uwaga", of_held("note"), 40),
    Column("Powód korekty", lambda slot: slot.making.reason if slot.making else "", 40),
    Column("Stan", lambda slot: slot.held.get_state_display() if slot.held else "brak", 16),
)
STATUS_AT = next(place for place, column in enumerate(COLUMNS, start=1) if column.heading == "Rodzaj wartości")


def values_template(year: int, slots) -> bytes:
    workbook = Workbook()
    describe_workbook(workbook, TITLE.format(year), None)
    sheet = workbook.active
    sheet.title = f"Wartości {year}"
    write_heads(sheet, TITLE.format(year), HINT, COLUMNS)
    line = HEADINGS_AT
    for line, slot in enumerate(slots, start=HEADINGS_AT + 1):
        for place, column in enumerate(COLUMNS, start=1):
            cell = sheet.cell(line, place)
            write_cell(cell, column.value(slot))
            cell.number_format = "General"  # as many places as the number has
    set_page(sheet, line, len(COLUMNS))
    offer_statuses(sheet, line)
    return packed(workbook)


def offer_statuses(sheet, last):
    words = ",".join(ValueStatus.labels)
    validation = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
    validation.error, validation.errorTitle = "Wybierz z listy.", "Rodzaj wartości"
    letter = get_column_letter(STATUS_AT)
    validation.add(f"{letter}{HEADINGS_AT + 1}:{letter}{max(last, HEADINGS_AT + 1)}")
    sheet.add_data_validation(validation)
