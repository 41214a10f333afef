"""Terms put together from a list instead of words: stretches of three years, alone or from one to another, and days."""

import datetime as dt
from dataclasses import replace
from functools import cache

from leszno_ngo.terms.pieces import Piece
from leszno_ngo.terms.saying import describe
from leszno_ngo.terms.term import MONTHS_IN, Kind, Term, Unit

UNITS_TO_CHOOSE = (Unit.MONTH, Unit.QUARTER, Unit.HALF, Unit.YEAR)


@cache
def stretches(year: int) -> dict[int, dict[str, Term]]:
    """{year: {its words: months, quarters, halves, the whole}} for the year, the one before and the one after."""
    return {each: {describe(term): term for term in stretches_of(each)} for each in (year - 1, year, year + 1)}


def stretches_of(year):
    for unit in UNITS_TO_CHOOSE:
        for number in range(1, 12 // MONTHS_IN[unit] + 1):
            start, end = Piece(unit, year if unit == Unit.YEAR else number, year=year).bounds()
            yield Term(Kind.PERIOD, unit, start, end, "")


def from_stretch_to_stretch(first: Term, last: Term | None) -> Term | None:
    """The period that begins with the first and ends with the last; None when they do not follow in one unit."""
    if last is None or last == first:
        return first
    if first.unit != last.unit or last.start < first.end:
        return None
    return replace(first, end=last.end)


def until_end_of(stretch: Term) -> Term:
    return replace(stretch, kind=Kind.UNTIL, start=None)


def since_beginning_of(stretch: Term) -> Term:
    return replace(stretch, kind=Kind.SINCE, end=None)


def days(start: dt.date | None, end: dt.date | None) -> Term | None:
    """„1–15 marca”, „do 15 marca”, „od 1 marca”; None without a day or when the end comes first."""
    if not (start or end) or (start and end and end < start):
        return None
    kind = Kind.PERIOD if start and end else Kind.SINCE if start else Kind.UNTIL
    return Term(kind, Unit.DAY, start, end, "")
