"""Rows of a spreadsheet of results, with what an official put right → offers, problems. Pure.

- A row that sums the others up is left out, and what it says is compared with them.
- A bidder's cell merged over several rows holds for each of them; a merged amount, title or state is asked for.
- Corrections are kept by line, as words: {"12": {"granted": "5000", "left_out": true}}.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from competitions.amounts import parse_amount
from competitions.choices import Register, ResultState
from competitions.importing.results.columns import POLISH, Column, heading_row, read_columns
from competitions.importing.results.words import FIELDS, parse_register, parse_state, read_offer, remarks
from leszno_ngo.reading import Refused, fold
from leszno_ngo.sheets.grid import EMPTY, Row, SourceTable
from leszno_ngo.templatetags.leszno import zloty

OF_BIDDER = (Column.BIDDER, Column.REGISTER, Column.REGISTER_NUMBER, Column.KRS)
SUMS = {"razem", "suma", "ogółem", "łącznie", "razem przyznano", "suma dotacji", "razem dotacje", "w sumie"}
SUMMED = (Column.REQUESTED, Column.GRANTED)
ACROSS = "Pole jest scalone z sąsiednią kolumną ({}). Wpisz wartość."
BELOW = "Pole jest scalone z wierszem wyżej, więc nie wiadomo, czy wartość dotyczy obu ofert. Wpisz wartość."
OUTSIDE = "W wierszu stoi treść tylko poza kolumnami z nagłówkami."
MOST_OFFERS = 500


@dataclass(slots=True)
class OfferRow:
    """One row under the headings: as printed, as put right, as understood."""

    line: int
    printed: str
    words: dict[str, str]  # {field: words as printed}
    complaints: dict[str, str] = field(default_factory=dict)  # {field: why the cell has no words}
    said: Mapping = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)  # "" for the row as a whole
    remarks: list[str] = field(default_factory=list)
    is_sum: bool = False

    @property
    def is_left_out(self):
        return bool(self.said.get("left_out", self.is_sum))

    @property
    def words_now(self):
        return self.words | {name: self.said[name] for name in FIELDS if name in self.said}


@dataclass(slots=True)
class ResultsReading:
    columns: list[str]  # what was found in the sheet, in Polish and its order
    rows: list[OfferRow]
    remarks: list[str] = field(default_factory=list)

    @property
    def offers(self):
        return [row for row in self.rows if not row.is_left_out]

    @property
    def is_understood(self):
        return bool(self.offers) and not any(row.problems for row in self.offers)


def read_results(source: SourceTable, columns=None, corrections: Mapping = {}) -> ResultsReading:
    """The offers of the sheet; Refused when its columns are not understood or there is nothing under them.

    `columns`: {heading: Column} of headings that nobody could know.
    """
    headings = heading_row(source.rows, columns or {})
    roles = read_columns(headings, columns or {})
    above, rows = {}, []
    for row in source.rows:
        if row.line > headings.line and row.filled and not names_columns_again(row, headings):
            offer = offer_row(row, roles, above, corrections.get(str(row.line), {}))
            above = offer.words if not offer.is_sum else above
            rows.append(offer)
    if not any(not row.is_sum for row in rows):
        raise Refused("Pod nagłówkami nie ma żadnej oferty. Wpisz oferty, każdą w osobnym wierszu.")
    if len(rows) > MOST_OFFERS:
        raise Refused(f"W arkuszu jest {len(rows)} wierszy pod nagłówkami, a ofert może być najwyżej {MOST_OFFERS}.")
    reading = ResultsReading([POLISH[column] for column in roles.values()], rows)
    understand(reading)
    return reading


def names_columns_again(row, headings):
    """A table printed over several pages repeats its headings."""
    return [fold(cell.text) for cell in row.filled] == [fold(cell.text) for cell in headings.filled]


def offer_row(row: Row, roles, above, said):
    offer = OfferRow(row.line, row.words, dict.fromkeys(FIELDS, ""), said=said)
    offer.is_sum = any(fold(cell.text) in SUMS for cell in row.filled)
    for place, column in roles.items():
        cell, name = row.cell(place), field_of(column)
        if cell.continues and column in OF_BIDDER:
            offer.words[name] = above.get(name, "")
            continue
        offer.words[name] = "" if cell.complaint else cell.text
        if complaint := complaint_of(row, roles, column, cell):
            offer.complaints[name] = complaint
        elif column == Column.KRS and cell.text and Column.REGISTER not in roles.values():
            offer.words["register"] = Register.KRS.value
    if Column.KRS in roles.values() and any(row.cell(place).continues for place in roles):
        offer.words["register"] = offer.words["register"] or above.get("register", "")
    if all(row.cell(place) is EMPTY or not row.cell(place).text for place in roles) and not offer.complaints:
        offer.complaints[""] = OUTSIDE
    return offer


def field_of(column):
    return Column.REGISTER_NUMBER.value if column == Column.KRS else column.value


def complaint_of(row, roles, column, cell):
    if cell.complaint:
        return cell.complaint
    if cell.continues:
        return BELOW
    others = [POLISH[other] for place, other in roles.items() if row.cell(place) is cell and other != column]
    return ACROSS.format(", ".join(others)) if cell.text and others and cell is not EMPTY else ""


# ── Understanding ───────────────────────────────────────────────────────────────────────────────────────────────────


def understand(reading):
    for row in reading.rows:
        if not row.is_left_out:
            row.values, row.problems = read_offer(row.words_now)
            row.problems |= {name: why for name, why in row.complaints.items() if name not in row.said}
            if "" in row.problems and row.said.keys() & set(FIELDS):
                del row.problems[""]
            row.values = {name: value for name, value in row.values.items() if name not in row.problems}
            row.remarks = remarks(row.values)
    refuse_twice(reading.offers)
    reading.remarks = [*sums_that_differ(reading)]


def refuse_twice(rows):
    """The same task of the same bidder, but for an offer that was withdrawn, perhaps to be made anew."""
    first = {}
    for row in rows:
        if "bidder" not in row.values or row.values.get("state") == ResultState.WITHDRAWN:
            continue
        key = identity(row.values)
        if key in first:
            row.problems[""] = f"Ta sama oferta tego oferenta stoi już w wierszu {first[key]}. Pomiń jeden z nich."
        first.setdefault(key, row.line)


def identity(values):
    """What an offer is known by: its bidder, by name, and its task."""
    return fold(values.get("bidder", "")), fold(values.get("task_title", ""))


def sums_that_differ(reading):
    """What the sheet's own totals say otherwise than its rows."""
    sums = [row for row in reading.rows if row.is_sum and row.is_left_out]
    totals = defaultdict(Decimal)
    for row in reading.offers:
        for column in SUMMED:
            totals[column] += row.values.get(column.value) or Decimal()
    for row in sums[-1:]:  # the ones above it sum parts up
        for column in SUMMED:
            said = amount_or_none(row.words[column.value])
            if said is not None and said != totals[column]:
                yield (
                    f"Wiersz {row.line} podaje sumę {zloty(said)} ({POLISH[column]}), a wiersze ofert dają razem "
                    f"{zloty(totals[column])}. Sprawdź, czy żadnej oferty nie brakuje."
                )


def amount_or_none(text):
    try:
        return parse_amount(text)
    except ValueError:
        return None


def state_or_blank(text):
    """The stored value of a state's words, for a list to choose from; "" when they mean none."""
    return value_or_blank(parse_state, text)


def register_or_blank(text):
    return value_or_blank(parse_register, text)


def value_or_blank(parse, text):
    try:
        return str(parse(text))
    except ValueError:
        return ""
