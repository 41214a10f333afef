"""Pieces of a term: single stretches of time, and what they take from their neighbours."""

import datetime as dt
from dataclasses import dataclass, replace

from leszno_ngo.terms.term import (
    FIRST_YEAR,
    LAST_OF_FIRST_PART,
    LAST_YEAR,
    MONTHS_IN,
    NotUnderstoodError,
    Unit,
    first_day,
    last_day,
    refuse,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One named stretch: „II kwartał 2024”, or a part of one that takes what it lacks from its right-hand neighbour."""

    unit: Unit | None  # None: a bare number whose unit stands further right
    number: int  # day, month, quarter, half or year
    month: int | None = None  # of a day or of a half of a month
    year: int | None = None
    written: str = "arabic"  # how a bare number is written: arabic, roman, spelled
    weekday: int | None = None  # from 1, Monday; said beside a day
    hour: str = ""  # how an hour is said beside a day: "at", "since", "until"

    def bounds(self) -> tuple[dt.date, dt.date]:
        """First and last day; NotUnderstoodError when there is no such stretch."""
        day = self.some_day()
        first, last = first_day(self.unit, day), last_day(self.unit, day)
        if self.weekday and (self.unit != Unit.DAY or self.weekday != first.isoweekday()):
            raise NotUnderstoodError
        return first, last

    def some_day(self):
        """A day inside the stretch."""
        if self.unit == Unit.DAY:
            return existing_day(self.year, self.month, self.number)
        if self.unit == Unit.MONTH_PART:
            return existing_day(self.year, self.month, {1: 1, 2: LAST_OF_FIRST_PART + 1}.get(self.number))
        months = MONTHS_IN.get(self.unit) or refuse()
        number = 1 if self.unit == Unit.YEAR else self.number
        return existing_day(self.year, number * months, 1)


def existing_day(year, month, day):
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotUnderstoodError
    try:
        return dt.date(year, month, day)
    except (TypeError, ValueError) as error:
        raise NotUnderstoodError from error


def complete(pieces: list[Piece], year: int | None) -> list[Piece]:
    """The pieces with the units, months and years that they lack; `year` is the heading's."""
    return with_years(with_units(pieces), year)


def with_units(pieces):
    """Bare numbers take unit and month from the right: „II, III kwartał”, „1–15 marca”, „II – IV 2009”."""
    filled = []
    for piece in reversed(pieces):
        filled.append(piece if piece.unit else with_unit_of(filled[-1] if filled else refuse(), piece))
    return filled[::-1]


def with_unit_of(right, number):
    """A bare number with what its right-hand neighbour says. Roman ones name months only beside a roman month."""
    fits = {
        Unit.QUARTER: True,
        Unit.HALF: True,
        Unit.MONTH_PART: True,
        Unit.MONTH: number.written == right.written == "roman",
        Unit.DAY: number.written == "arabic",
    }
    if not fits.get(right.unit):
        raise NotUnderstoodError
    return replace(number, unit=right.unit, month=right.month)


def with_years(pieces, year):
    """A missing year is the right-hand neighbour's; at the right end it is the heading's.

    A year said on the left alone must agree with that: „grudzień 2023 / styczeń” under the heading 2024 does, because
    the months leave no other reading; „marzec 2023 – kwiecień” does not.
    """
    named = [place for place, piece in enumerate(pieces) if piece.year]
    if named and named[-1] < len(pieces) - 1:
        before, after = pieces[named[-1]], pieces[named[-1] + 1]
        descends = replace(after, year=before.year).bounds() < before.bounds()
        if year != before.year + (1 if descends else 0):
            raise NotUnderstoodError
    filled = []
    for piece in reversed(pieces):
        filled.append(piece if piece.year else replace(piece, year=filled[-1].year if filled else year))
    return filled[::-1]
