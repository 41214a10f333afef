"""What a term of time is."""

import datetime as dt
import enum
from dataclasses import dataclass, field


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
