"""Term → words."""

import calendar

from leszno_ngo.terms.term import Kind, Term, Unit
from leszno_ngo.terms.words import (
    MONTHS_GENITIVE,
    MONTHS_NOMINATIVE,
    ROMAN_NUMERALS,
)

PHRASES = {
    Kind.CONTINUOUS: "na bieżąco",
    Kind.NOT_PLANNED: "nie planuje się",
    Kind.OTHER_PROCEDURE: "w innym trybie",
}


def describe(term: Term) -> str:
    """The understood term in Polish words; what carries no dates of its own is said by its text or a set phrase."""
    if term.kind in (Kind.RELATIVE, Kind.UNPARSED):
        return term.text
    if term.kind == Kind.CONTINUOUS and (term.start or term.end):
        return f"{PHRASES[term.kind]}, {describe_bounds(term)}"
    return PHRASES.get(term.kind) or describe_bounds(term)


def describe_bounds(term):
    if term.start is None:
        return f"do {describe_edge(term.unit, term.end, is_end=True)}"
    if term.end is None:
        return f"od {describe_edge(term.unit, term.start, is_end=False)}"
    return describe_period(fitting(term.unit, term.start, term.end), term.start, term.end)


def fitting(unit, start, end):
    """The unit, if the dates lie on its edges; else days, so that what officials typed is never said wrongly."""
    edges = start == first_day(unit, start) and end == last_day(unit, end)
    one_part = unit != Unit.MONTH_PART or (start.year, start.month, start.day > 15) == (
        end.year,
        end.month,
        end.day > 15,
    )
    return unit if edges and one_part else Unit.DAY


def first_day(unit, date):
    if unit == Unit.DAY:
        return date
    if unit == Unit.MONTH_PART:
        return date.replace(day=1 if date.day <= 15 else 16)
    length = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6}.get(unit, 12)
    return date.replace(month=(date.month - 1) // length * length + 1, day=1)


def last_day(unit, date):
    if unit == Unit.DAY or (unit == Unit.MONTH_PART and date.day <= 15):
        return date if unit == Unit.DAY else date.replace(day=15)
    length = {Unit.MONTH_PART: 1, Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6}.get(unit, 12)
    month = ((date.month - 1) // length + 1) * length
    return date.replace(month=month, day=calendar.monthrange(date.year, month)[1])


def describe_edge(unit, date, *, is_end):
    """The day a term ends or begins with, in the genitive: „końca marca 2024 r.”, „II kwartału 2024 r.”."""
    if date != (last_day(unit, date) if is_end else first_day(unit, date)):
        unit = Unit.DAY
    year = f"{date.year} r."
    words = {
        Unit.DAY: f"{date.day} {MONTHS_GENITIVE[date.month - 1]} {year}",
        Unit.MONTH_PART: f"{'I' if date.day <= 15 else 'II'} połowy {MONTHS_GENITIVE[date.month - 1]} {year}",
        Unit.MONTH: f"{MONTHS_GENITIVE[date.month - 1]} {year}",
        Unit.QUARTER: f"{quarter(date)} kwartału {year}",
        Unit.HALF: f"{half(date)} półrocza {year}",
    }.get(unit, year)
    return f"końca {words}" if is_end and unit != Unit.DAY else words


def quarter(date):
    return ROMAN_NUMERALS[(date.month - 1) // 3]


def half(date):
    return ROMAN_NUMERALS[(date.month - 1) // 6]


def describe_period(unit, start, end):
    if unit == Unit.DAY:
        return describe_days(start, end)
    if unit == Unit.MONTH_PART:
        return f"{'I' if start.day == 1 else 'II'} połowa {MONTHS_GENITIVE[start.month - 1]} {start.year} r."
    if unit == Unit.MONTH:
        return joined(MONTHS_NOMINATIVE[start.month - 1], MONTHS_NOMINATIVE[end.month - 1], start.year, end.year)
    if unit == Unit.QUARTER:
        return joined_numbers(quarter(start), quarter(end), "kwartał", start.year, end.year)
    if unit == Unit.HALF:
        return joined_numbers(half(start), half(end), "półrocze", start.year, end.year)
    return f"{start.year} r." if start.year == end.year else f"lata {start.year}–{end.year}"


def describe_days(start, end):
    last = f"{end.day} {MONTHS_GENITIVE[end.month - 1]} {end.year} r."
    if start == end:
        return last
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{last}"
    first = f"{start.day} {MONTHS_GENITIVE[start.month - 1]}"
    return f"{first} – {last}" if start.year == end.year else f"{first} {start.year} r. – {last}"


def joined(first, last, first_year, last_year):
    if first_year != last_year:
        return f"{first} {first_year} – {last} {last_year}"
    return f"{first} {first_year}" if first == last else f"{first} – {last} {last_year}"


def joined_numbers(first, last, noun, first_year, last_year):
    if first_year != last_year:
        return f"{first} {noun} {first_year} r. – {last} {noun} {last_year} r."
    return f"{first} {noun} {first_year} r." if first == last else f"{first}–{last} {noun} {last_year} r."
