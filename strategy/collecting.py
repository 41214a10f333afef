"""The values that a year asks for: one slot for each indicator and span, with what is known of it.

`slots_of(indicators, year, today)` takes indicators with their values, as `collected(indicators, year)` fetches them.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Prefetch

from strategy.choices import Period, ValueState
from strategy.due import state_of
from strategy.models import Indicator, IndicatorValue
from strategy.spans import PARTS, Span
from strategy.units import Unit

SAID = ("value", "status", "source", "note", "reason", "remark", "state", "entered_at", "entered_by_id")
SAME_OWNER = ("strategy_id", "goal_id", "programme_id", "task_id")
FAR = 3  # times more, or less, than the value before: somebody may have typed a digit too many


@dataclass(eq=False, slots=True)
class Slot:
    """A value to give. `making` waits for publishing, `published` is what residents see, `before` is of a year ago."""

    indicator: Indicator
    span: Span
    making: IndicatorValue | None = None
    published: IndicatorValue | None = None
    before: IndicatorValue | None = None
    due_on: dt.date | None = None
    due_state: str = ""

    @property
    def key(self) -> str:
        return f"{self.indicator.pk}-{self.span.key}"

    @property
    def unit_name(self) -> str:
        """„%”, „osoby”; "" where none is given."""
        return Unit(self.indicator.unit).name

    @property
    def held(self) -> IndicatorValue | None:
        """What the desk shows: the value in the making, else the published one."""
        return self.making or self.published

    @property
    def fingerprint(self) -> str:
        """Ten letters that differ when what is stored differs."""
        published = self.published and self.published.pk
        making = [getattr(self.making, name) for name in ("pk", *SAID)] if self.making else []
        return short_hash(published, *making)

    @property
    def is_far(self) -> bool:
        """Whether the number is several times the one of a year ago, or several times smaller."""
        now, then = (value and value.value for value in (self.held, self.before))
        return is_far(now, then)


@dataclass(frozen=True, slots=True)
class WantedValue:
    """What is to be entered. `seen`: the fingerprint of what stood there; without an entry the draft is to go."""

    indicator: Indicator
    span: Span
    seen: str
    entry: dict | None = None

    @property
    def key(self) -> str:
        return f"{self.indicator.pk}-{self.span.key}"

    @property
    def place(self) -> str:
        return f"„{self.indicator}”, {self.span}"


def is_far(now: Decimal | None, then: Decimal | None) -> bool:
    if not now or not then or (now < 0) != (then < 0):
        return False
    less, more = sorted((abs(now), abs(then)))
    return more > less * FAR


def short_hash(*values) -> str:
    return hashlib.sha256("\x1f".join(map(str, values)).encode()).hexdigest()[:10]


def collected(indicators, year: int):
    """These indicators with all that a year's slots show, side by side when they measure the same. Queries: three."""
    ordered = [F(name).asc(nulls_first=True) for name in SAME_OWNER]
    values = IndicatorValue.objects.filter(year__lte=year).select_related("entered_by", "checked_by")
    return (
        indicators.with_owner()
        .order_by(*ordered, "position", "pk")
        .prefetch_related(Prefetch("values", queryset=values), "targets")
    )


def slots_of(indicators, year: int, today: dt.date) -> list[Slot]:
    """In the indicators' order; a span that has not begun yet has no slot."""
    return [slot for indicator in indicators for slot in slots_of_indicator(indicator, year, today)]


def slots_of_indicator(indicator, year, today):
    unit = Period(indicator.frequency)
    values = indicator.values.all()
    own = [Span.counted(year * PARTS[unit] + place, unit) for place in range(PARTS[unit])]
    entered = {value.span for value in values if value.year == year}  # perhaps before the frequency was changed
    for span in sorted({*own, *entered}):
        if Span.counted(span.count - 1, span.unit).last_day < today:
            yield slot_of(indicator, span, values, today)


def slot_of(indicator, span, values, today):
    slot = Slot(indicator, span)
    for value in values:  # by span and revision, so the newest comes last
        if value.span == span and value.state != ValueState.PUBLISHED:
            slot.making = value
        elif value.span == span:
            slot.published = value
        elif value.is_published and is_a_year_before(value, span):
            slot.before = value
    if is_collected(indicator, span.year) and span.unit == indicator.frequency:
        slot.due_on = span.last_day + dt.timedelta(days=indicator.due_days)
        slot.due_state = state_of(span, slot.due_on, {span} if slot.published else set(), today)
    return slot


def is_a_year_before(value, span):
    return (value.unit, value.part, value.year) == (span.unit, span.part, span.year - 1)


def is_collected(indicator, year):
    first, last = indicator.collected_from, indicator.collected_to
    return first is not None and first <= year and (last is None or year <= last)
