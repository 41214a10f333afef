"""What a term of time is, and the first and the last day of its units."""

import calendar
import datetime as dt
import enum
from dataclasses import dataclass, field

FIRST_YEAR, LAST_YEAR = 1990, 2100


class Kind(enum.StrEnum):
    PERIOD = "period"
    UNTIL = "until"
    SINCE = "since"
    CONTINUOUS = "continuous"
    NOT_PLANNED = "not_planned"
    OTHER_PROCEDURE = "other_procedure"
    RELATIVE = "relative"
    UNPARSED = "unparsed"


class Unit(enum.StrEnum):
    NONE = ""
    DAY = "day"
    MONTH_PART = "month_part"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"


UNITS_BY_LENGTH = (Unit.DAY, Unit.MONTH_PART, Unit.MONTH, Unit.QUARTER, Unit.HALF, Unit.YEAR)
MONTHS_IN = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}
LAST_OF_FIRST_PART = 15  # a half of a month: up to the 15th, or from the 16th


@dataclass(frozen=True, slots=True)
class Term:
    """What was understood. Start and end are inclusive; two terms are equal when they mean the same."""

    kind: Kind
    unit: Unit
    start: dt.date | None
    end: dt.date | None
    text: str = field(compare=False)  # the words as given


class NotUnderstoodError(Exception):
    """The words are no term, or more than one."""


def refuse():
    raise NotUnderstoodError


def first_day(unit: Unit, date: dt.date) -> dt.date:
    """The first day of the unit that holds the date."""
    if unit == Unit.DAY:
        return date
    if unit == Unit.MONTH_PART:
        return date.replace(day=1 if date.day <= LAST_OF_FIRST_PART else LAST_OF_FIRST_PART + 1)
    return date.replace(month=date.month - (date.month - 1) % MONTHS_IN[unit], day=1)


def last_day(unit: Unit, date: dt.date) -> dt.date:
    """The last day of the unit that holds the date."""
    if unit == Unit.DAY:
        return date
    if unit == Unit.MONTH_PART and date.day <= LAST_OF_FIRST_PART:
        return date.replace(day=LAST_OF_FIRST_PART)
    length = MONTHS_IN.get(unit, 1)
    month = date.month - (date.month - 1) % length + length - 1
    return date.replace(month=month, day=calendar.monthrange(date.year, month)[1])
