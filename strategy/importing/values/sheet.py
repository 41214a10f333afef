"""A spreadsheet of a year's values → what each of its rows says, and a problem for every cell that cannot be taken.

Knows no database: the slots of the year are given. A problem names its cell as the sheet does: „komórka F7”.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from openpyxl.utils import get_column_letter

from leszno_ngo.reading import Refused, fold
from leszno_ngo.sheets.cells import read_sheet
from leszno_ngo.sheets.grid import SourceTable, one_line
from strategy.collecting import Slot
from strategy.importing.values.words import FIELDS, read_entry, shown, words_of

CAN_TAKE = "Wartości można wczytać z pliku .xlsx albo .csv."
MOST_ROWS = 2000
HEADINGS = {
    "code": "kod",
    "name": "wskaźnik",
    "span": "okres",
    "value": "wartość",
    "status": "rodzaj wartości",
    "source": "źródło",
    "note": "uwaga",
    "reason": "powód korekty",
}
ENTERED = ("value", "status", "source", "note")
PASSED_OVER = {"jednostka", "rok wcześniej", "stan"}
REQUIRED = ("code", "name", "span", "value")
TAKE_OURS = "Pobierz arkusz z portalu i wypełnij go."
NOISE = Decimal("1e-12")  # what a sheet's way of keeping fractions adds to them


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a cell cannot be taken. `cell`: „F7”."""

    cell: str
    message: str

    def __str__(self):
        return f"komórka {self.cell}: {self.message}"


@dataclass(slots=True)
class SheetRow:
    """One row with words. Without a slot it names no value of the year; without an entry it says nothing new."""

    line: int
    name: str
    span: str
    slot: Slot | None = None
    entry: dict | None = None
    problems: list[Problem] = field(default_factory=list)


def read_values_sheet(content: bytes, name: str) -> SourceTable:
    """Refused when it is no such file, damaged, too large or not safe."""
    return read_sheet(content, name, CAN_TAKE, number_words)


def number_words(value) -> str:
    """A number of Excel with all the places that were typed, and without the noise after them."""
    exact = Decimal(repr(value))
    rounded = round(exact, 6)
    number = rounded if abs(exact - rounded) <= abs(exact) * NOISE else exact
    words = f"{number:f}"
    return (words.rstrip("0").rstrip(".") if "." in words else words).replace(".", ",")


def read_values(source: SourceTable, slots: Iterable[Slot], year: int) -> list[SheetRow]:
    """The rows under the headings; Refused when there are none or the columns are not understood."""
    by_place = {(slot.indicator.code, fold(str(slot.span))): slot for slot in slots}
    headings, columns = find_headings(source)
    rows = [row for row in source.rows if row.line > headings and row.filled]
    if not rows:
        raise Refused(f"W pliku „{source.name}” nie ma żadnego wiersza z wartością.")
    if len(rows) > MOST_ROWS:
        raise Refused(f"W pliku „{source.name}” jest więcej niż {MOST_ROWS} wierszy, a więcej wczytać nie można.")
    seen = {}
    return [read_row(row, columns, by_place, year, seen) for row in rows]


# ── Headings ────────────────────────────────────────────────────────────────────────────────────────────────────────


def find_headings(source):
    """(line, {field: column from 0}); Refused says which columns are missing, doubled or not known."""
    known = {words: name for name, words in HEADINGS.items()}
    for row in source.rows:
        found = [known.get(fold(cell.text)) for cell in row.cells]
        if "code" in found or sum(name is not None for name in found) > 2:
            return row.line, checked(row, found)
    names = ", ".join(f"„{words.capitalize()}”" for words in HEADINGS.values())
    raise Refused(f"W pliku nie ma wiersza z nagłówkami: {names}. {TAKE_OURS}")


def checked(row, found):
    for place, (cell, name) in enumerate(zip(row.cells, found, strict=True)):
        where = f"komórka {get_column_letter(place + 1)}{row.line}"
        if name is not None and found.index(name) != place:
            raise Refused(f"{where}: kolumna „{cell.text}” jest dwa razy.")
        if name is None and cell.text and fold(cell.text) not in PASSED_OVER:
            raise Refused(f"{where}: nie wiadomo, co znaczy kolumna „{shown(cell.text)}”. Nie zmieniaj nagłówków.")
    missing = [f"„{HEADINGS[name].capitalize()}”" for name in REQUIRED if name not in found]
    if missing:
        raise Refused(
            f"Wiersz {row.line}: brakuje kolumn {', '.join(missing)}. Pobierz arkusz z portalu i wypełnij go."
        )
    return {name: place for place, name in enumerate(found) if name is not None}


# ── Rows ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_row(row, columns, by_place, year, seen):
    words = {name: row.cell(place).text for name, place in columns.items()}
    told = SheetRow(row.line, words["name"], words["span"])
    complain = partial(add_problem, told, columns)
    for name, place in columns.items():
        if message := complaint_of(row, place):
            complain(name, message)
    if told.problems:
        return told
    told.slot = slot_of(words, by_place, year, complain)
    if told.slot is not None and (first := seen.setdefault(told.slot.key, row.line)) != row.line:
        complain("code", f"ten sam wskaźnik i okres stoi już w wierszu {first}. Zostaw jeden z nich.")
    elif told.slot is not None:
        read_words(told, words, complain)
    return told


def add_problem(told, columns, name, message):
    column = columns.get(name, columns["value"])
    words = message[0].lower() + message[1:]
    told.problems.append(Problem(f"{get_column_letter(column + 1)}{told.line}", words))


def complaint_of(row, place):
    cell = row.cell(place)
    if cell.continues or sum(other is cell for other in row.cells) > 1:
        return "to pole scalono z sąsiednim. Rozdziel je i wpisz wartość w każdym."
    return cell.complaint


def slot_of(words, by_place, year, complain):
    """The value that the row is about: its code says which, the name beside it that the rows were not mixed up."""
    code, span = words["code"].strip(), fold(words["span"])
    own = {place: slot for place, slot in by_place.items() if place[0] == code}
    if not own:
        complain("code", f"nie ma tu wskaźnika o kodzie „{shown(code)}”, do którego masz prawa.")
    elif (code, span) not in own:
        expected = ", ".join(f"„{slot.span}”" for slot in own.values())
        complain("span", f"okres „{shown(words['span'])}” nie jest z roku {year}. Może być: {expected}.")
    elif fold(words["name"]) != fold(own[code, span].indicator.name):
        complain("name", f"pod kodem „{code}” jest inny wskaźnik: „{own[code, span].indicator.name}”. Nie myl wierszy.")
    else:
        return own[code, span]
    return None


def read_words(told, words, complain):
    """A row without a value, status, source and note says nothing; one that says what is stored changes nothing."""
    slot = told.slot
    stored = words_of(slot.held) if slot.held else {}
    said = {name: words.get(name, stored.get(name, "")).strip() for name in FIELDS}
    if not any(said[name] for name in ENTERED):
        return
    entry, problems = read_entry(said, unit=slot.indicator.unit, is_correction=False)
    for name, message in problems.items():
        complain(name, message)
    if problems or says_the_same(entry, slot):
        return
    if slot.published and not entry["reason"]:
        complain("reason", "to zmienia opublikowaną wartość. Napisz dlaczego; przeczytają to mieszkańcy.")
    told.entry = entry


def says_the_same(entry, slot):
    """A sheet keeps words on one line, so line ends are no difference."""
    names = FIELDS if slot.making else ENTERED
    return (
        slot.held is not None
        and all(
            one_line(str(entry[name])) == one_line(str(getattr(slot.held, name))) for name in names if name != "value"
        )
        and entry["value"] == slot.held.value
    )
