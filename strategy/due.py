"""Which values are due when: dates that follow from an indicator's years and frequency, so nobody has to move them."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from strategy.choices import DueState, Period
from strategy.spans import PARTS, Span


@dataclass(frozen=True, slots=True)
class DueSpan:
    """A span for which a value is expected, and the last day to publish it."""

    span: Span
    due_on: dt.date
    state: DueState


def due_spans(indicator, values: Iterable, today: dt.date) -> list[DueSpan]:
    """Every span collected so far that has ended, in order. `values`: the indicator's, in whatever state."""
    found = []
    for due in expected(indicator, values, today):
        if due.state == DueState.AHEAD:
            break
        found.append(due)
    return found


def next_due(indicator, values: Iterable, today: dt.date) -> DueSpan | None:
    """The first span without a published value, perhaps one that has not ended; None: no value is waited for."""
    return next((due for due in expected(indicator, values, today) if due.state != DueState.DELIVERED), None)


def expected(indicator, values: Iterable, today: dt.date) -> Iterator[DueSpan]:
    """The spans of an indicator from its first collected year to its last, or without an end."""
    if indicator.collected_from is None:
        return
    published = {value.span for value in values if value.is_published}
    unit = Period(indicator.frequency)
    for number in count(indicator.collected_from * PARTS[unit]):
        span = Span.counted(number, unit)
        if indicator.collected_to is not None and span.year > indicator.collected_to:
            return
        due_on = span.last_day + dt.timedelta(days=indicator.due_days)
        yield DueSpan(span, due_on, state_of(span, due_on, published, today))


def state_of(span: Span, due_on: dt.date, published: set[Span], today: dt.date) -> DueState:
    if span in published:
        return DueState.DELIVERED
    if span.last_day >= today:
        return DueState.AHEAD
    return DueState.OVERDUE if due_on < today else DueState.DUE
