"""Indicators as tests need them, and their values on the way from the desk to residents."""

import datetime as dt
from decimal import Decimal

from strategy.choices import Direction, Period, ValueState, ValueStatus
from strategy.models import Goal, Indicator, IndicatorValue, Strategy, Target
from strategy.spans import Span

NOON = dt.datetime(2024, 3, 1, 12, 0, tzinfo=dt.UTC)


def indicator_of(department=None, *, code="miejsca", period_end=None, **fields):
    """An indicator of a goal of a strategy of its own, judged by a rising number."""
    strategy = Strategy.objects.create(title=f"Strategia {code}", slug=code, period_start=2008, period_end=period_end)
    goal = Goal.objects.create(strategy=strategy, numeral="I", position=1, title="Rodzina", slug="cel-i")
    fields = {"name": "Liczba miejsc", "unit": "miejsce,miejsca,miejsc", "direction": Direction.HIGHER} | fields
    return Indicator.objects.create(
        goal=goal, code=code, source_name=fields["name"], department=department, position=1, **fields
    )


def publish(indicator, values, *, status=ValueStatus.FINAL, now=NOON):
    """{year or key of a span: number}, as an import publishes them: entered by nobody."""
    for key, value in values.items():
        span = Span.read(key)
        IndicatorValue.objects.create(
            indicator=indicator,
            year=span.year,
            unit=span.unit,
            part=span.part,
            value=None if value is None else Decimal(value),
            status=ValueStatus.NOT_COLLECTED if value is None else status,
            state=ValueState.PUBLISHED,
            published_at=now,
        )


def target(indicator, kind, value, **fields):
    return Target.objects.create(indicator=indicator, kind=kind, value=Decimal(value), **fields)


def quarter(year, part):
    return Span(year, part, Period.QUARTER)
