"""A spreadsheet for results that the portal reads back: its headings, lists to choose from, the offers entered so far.

No cell of it can become a formula: what people typed is written as words.
"""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from competitions.choices import Register, ResultState
from competitions.importing.results.rows import MOST_OFFERS
from leszno_ngo.sheets.writing import HEADINGS_AT, Column, describe_workbook, packed, set_page, write_cell, write_heads

HINT = "Każda oferta w osobnym wierszu. Nie zmieniaj nagłówków. Kwoty i punkty wpisuj bez formuł."


def label_of(choices, name):
    labels = dict(choices.choices)
    return lambda offer: labels.get(getattr(offer, name), "")


COLUMNS = (
    Column("Lp.", lambda offer: offer.position, 6),
    Column("Oferent", lambda offer: offer.bidder, 45),
    Column("Rejestr", label_of(Register, "register"), 30),
    Column("Numer w rejestrze", lambda offer: offer.register_number, 22),
    Column("Tytuł zadania", lambda offer: offer.task_title, 45),
    Column("Punkty", lambda offer: offer.points, 10),
    Column("Wnioskowana kwota", lambda offer: offer.requested, 20),
    Column("Przyznana kwota", lambda offer: offer.granted, 20),
    Column("Stan", label_of(ResultState, "state"), 34),
    Column("Powód", lambda offer: offer.reason, 45),
)
CHOICES = {"Rejestr": Register, "Stan": ResultState}
AS_TEXT = "@"  # keeps the zeros of a number that is typed in later


def results_template(competition, offers) -> bytes:
    """An .xlsx with these offers, and room for as many as a competition may have."""
    workbook = Workbook()
    describe_workbook(workbook, f"Wyniki: {competition}", None)
    sheet = workbook.active
    sheet.title = "Wyniki"
    write_heads(sheet, f"Wyniki: {competition}", HINT, COLUMNS)
    line = HEADINGS_AT
    for line, offer in enumerate(offers, start=HEADINGS_AT + 1):
        for place, column in enumerate(COLUMNS, start=1):
            write_cell(sheet.cell(line, place), column.value(offer))
    set_page(sheet, line, len(COLUMNS))
    offer_choices(sheet)
    return packed(workbook)


def offer_choices(sheet):
    last = HEADINGS_AT + MOST_OFFERS
    for place, column in enumerate(COLUMNS, start=1):
        letter = get_column_letter(place)
        if choices := CHOICES.get(column.heading):
            words = ",".join(label for _, label in choices.choices)
            validation = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
            validation.error, validation.errorTitle = "Wybierz z listy.", column.heading
            validation.add(f"{letter}{HEADINGS_AT + 1}:{letter}{last}")
            sheet.add_data_validation(validation)
        elif column.heading == "Numer w rejestrze":
            sheet.column_dimensions[letter].number_format = AS_TEXT
