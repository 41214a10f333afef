"""Which letters are due on a day: before a department's values are due, and after, if they are still missing. Pure."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from strategy.choices import DueState
from strategy.due import DueSpan

STAGES = (-30, -7, -1, 1, 7, 30)  # days from the due day on which a letter leaves
LATEST = 14  # days that a letter may leave late, when nothing ran on its day; then it would only confuse
WAITING = (DueState.DUE, DueState.OVERDUE)


@dataclass(frozen=True, slots=True)
class Letter:
    """`days`: the stage it stands for; `missing`: what the department has not published yet, (indicator, span)."""

    due_on: dt.date
    days: int
    missing: tuple


def stage(due_on: dt.date, today: dt.date) -> int | None:
    """The newest stage reached, so that days without a worker bring one letter and not all that were missed."""
    reached = [days for days in STAGES if due_on + dt.timedelta(days=days) <= today]
    if not reached or today > due_on + dt.timedelta(days=reached[-1] + LATEST):
        return None
    return reached[-1]


def letters(waiting: Iterable[tuple[object, DueSpan]], today: dt.date) -> list[Letter]:
    """One department's letters of the day: one for each due day, about all its values. `waiting`: (indicator, due)."""
    by_day = defaultdict(list)
    for indicator, due in waiting:
        if due.state in WAITING and stage(due.due_on, today) is not None:
            by_day[due.due_on].append((indicator, due.span))
    return [Letter(day, stage(day, today), tuple(missing)) for day, missing in sorted(by_day.items())]
