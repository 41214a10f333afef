"""The table of a task's indicators: kinds as headings, then a name, a source and each year's value in one line."""

import re
from decimal import Decimal

from leszno_ngo.choices import IssueKind
from leszno_ngo.reading import fold
from strategy.choices import IndicatorKind, ValueStatus
from strategy.importing.numbers import (
    DIGIT,
    NOT_APPLICABLE,
    UNCHANGED,
    align,
    is_cell,
    parse_number,
    split_row,
    split_torn_row,
)
from strategy.importing.records import IndicatorRecord, NoneDeclaredRecord, ValueRecord
from strategy.importing.spelling import corrected

HEADER = re.compile(r"Typ\s+Wskaźnik\s+Źródło((?:\s+(?:19|20)\d\d)+)", re.IGNORECASE)
KINDS = {
    fold("Wskaźniki produktu"): IndicatorKind.OUTPUT,
    fold("Wskaźniki rezultatu"): IndicatorKind.RESULT,
    fold("Wskaźniki oddziaływania"): IndicatorKind.IMPACT,
}
NONE = fold("Brak")
ACRONYM = re.compile(r"[A-ZĄĆĘŁŃÓŚŹŻ]{2,12}")
SIGNIFICANT = 100  # smaller numbers repeat by chance
OUTLIER = Decimal("0.33")  # below this part of both neighbours, or above its inverse


def read(document, lines, task):
    years, kind = None, None
    for line, text in join_wrapped(document, lines):
        if match := HEADER.fullmatch(text.strip()):
            years = [int(year) for year in match[1].split()]
        elif fold(text) in KINDS:
            kind = KINDS[fold(text)]
        elif years is None or kind is None:
            document.fail(line, text, "Oczekiwano nagłówka „Typ Wskaźnik Źródło” z latami i rodzaju wskaźników.")
        elif fold(text) == NONE:
            task.none_declared.append(NoneDeclaredRecord(kind, text.strip(), line))
        else:
            read_indicator(document, line, text, kind, years, task)
    if task.indicators:
        document.doubt(IssueKind.MISSING, 0, "", "Dokument nie podaje jednostek wskaźników.")
    doubt_repeated_outliers(document, task)


def join_wrapped(document, lines):
    """A line of values alone ends the row above it."""
    joined = []
    for line, text in lines:
        tokens = text.split()
        if joined and all(map(is_cell, tokens)) and is_unfinished(joined[-1][1]):
            joined[-1] = (joined[-1][0], f"{joined[-1][1]} {text}")
            document.doubt(
                IssueKind.CORRECTED, line, text, "Wartości stoją w osobnym wierszu; dołączono je do wskaźnika."
            )
        else:
            joined.append((line, text))
    return joined


def is_unfinished(text):
    is_heading = fold(text) in KINDS or fold(text) == NONE or HEADER.fullmatch(text.strip())
    return not is_heading and not split_row(text)[1]


def read_indicator(document, line, text, kind, years, task):
    source_name, source_text, tokens, cells = cut_row(text, len(years), split_row)
    if cells is None and DIGIT.search(source_name):
        source_name, source_text, tokens, cells = cut_row(text, len(years), split_torn_row)
        if not source_text:
            document.fail(line, text, "Nie wiadomo, gdzie w tym wierszu kończy się nazwa, a zaczynają wartości.")
            return
    if not source_name:
        document.fail(line, text, "Wiersz wartości nie ma nazwy wskaźnika.")
        return
    check_names(document, line, text, source_name, source_text)
    values = read_values(document, line, cells, years) if cells else ()
    if cells is None:
        message = f"Liczb jest {len(tokens)}, a lat {len(years)}; wartości nie przypisano."
        document.doubt(IssueKind.UNREADABLE, line, text, message)
    name = corrected(document, line, source_name)
    task.indicators.append(IndicatorRecord(kind, source_name, name, line, source_text, values))


def cut_row(text, count, split):
    """(name, source, value tokens, cells): the source is an acronym before the values, never all words there are."""
    words, tokens = split(text)
    *names, last = words.split() or [""]
    name, source = (" ".join(names), last) if names and ACRONYM.fullmatch(last) else (words, "")
    return name, source, tokens, align(tokens, count, starts_surely=bool(source))


def check_names(document, line, text, name, source):
    if not source:
        document.doubt(IssueKind.MISSING, line, text, "Wskaźnik nie ma podanego źródła danych.")
    elif name.split()[-1] == source:
        message = f"„{source}” stoi dwa razy: pierwsze należy do nazwy, drugie jest źródłem danych."
        document.doubt(IssueKind.DOUBTFUL, line, text, message)


def read_values(document, line, cells, years):
    """The values that could be read; a cell that could not is kept as words, and its year says nothing."""
    values, before = [], None
    for year, cell in zip(years, cells, strict=True):
        before = read_value(document, line, cell, year, before)
        if before:
            values.append(before)
    return tuple(values)


def read_value(document, line, cell, year, before):
    """`before`: the value of the year before. None: the cell could not be read."""
    if not is_cell(cell):
        message = f"Rok {year}: nie odczytano wartości „{cell}”; oczekiwano liczby albo znaku braku danych."
        document.doubt(IssueKind.UNREADABLE, line, cell, message)
        return None
    if cell.casefold() == UNCHANGED and before is None:
        message = f"Rok {year}: zapis „{cell}”, a wartości roku poprzedniego nie ma; niczego nie przypisano."
        document.doubt(IssueKind.UNREADABLE, line, cell, message)
        return None
    if cell.casefold() == UNCHANGED:
        return ValueRecord(year, before.value, before.status, cell)
    if cell.casefold() in NOT_APPLICABLE:
        return ValueRecord(year, None, ValueStatus.NOT_APPLICABLE, cell)
    number = parse_number(cell)
    return ValueRecord(year, number, ValueStatus.NOT_COLLECTED if number is None else ValueStatus.FINAL, cell)


def doubt_repeated_outliers(document, task):
    """The same large number twice in one year: a copying mistake where it also falls out of its own row."""
    for place, indicator in enumerate(task.indicators):
        for value in indicator.values:
            twins = [
                other
                for other in task.indicators
                if other is not indicator and any(is_twin(value, theirs) for theirs in other.values)
            ]
            neighbours = [near.value for near in indicator.values if abs(near.year - value.year) == 1 and near.value]
            if twins and falls_out(value.value, neighbours):
                task.indicators[place] = suspected(indicator, value)
                mean = sum(neighbours) / len(neighbours)
                message = (
                    f"Liczba {value.text} w roku {value.year} stoi także przy wskaźniku „{twins[0].name}” (wiersz "
                    f"{twins[0].line}), a tu jest to {round(100 * value.value / mean)} % średniej lat sąsiednich. "
                    "Wartość oznaczono jako wątpliwą."
                )
                document.doubt(IssueKind.DOUBTFUL, indicator.line, value.text, message)


def is_twin(value, other):
    is_large = value.value is not None and value.value >= SIGNIFICANT
    return is_large and value.year == other.year and value.value == other.value


def falls_out(number, neighbours):
    return bool(neighbours) and (
        all(number < OUTLIER * near for near in neighbours) or all(near < OUTLIER * number for near in neighbours)
    )


def suspected(indicator, value):
    values = tuple(
        ValueRecord(each.year, each.value, ValueStatus.SUSPECT, each.text) if each is value else each
        for each in indicator.values
    )
    return IndicatorRecord(
        indicator.kind, indicator.source_name, indicator.name, indicator.line, indicator.source_text, values
    )
