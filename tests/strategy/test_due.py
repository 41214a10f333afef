"""When values are due: dates that advance by themselves. Rows that are not saved; no database."""

import datetime as dt

import pytest

from strategy.choices import DueState, Period, ValueState, ValueStatus
from strategy.due import DueSpan, due_spans, next_due
from strategy.models import Indicator, IndicatorValue
from strategy.spans import Span


def indicator(**fields):
    return Indicator(**({"collected_from": 2022, "due_days": 90} | fields))


def value(span, state=ValueState.PUBLISHED, status=ValueStatus.FINAL):
    return IndicatorValue(year=span.year, unit=span.unit, part=span.part, state=state, status=status)


def quarter(year, part):
    return Span(year, part, Period.QUARTER)


def test_every_ended_year_is_due_and_overdue_after_its_day():
    today = dt.date(2024, 3, 1)

    assert due_spans(indicator(), [], today) == [
        DueSpan(Span(2022), dt.date(2023, 3, 31), DueState.OVERDUE),
        DueSpan(Span(2023), dt.date(2024, 3, 30), DueState.DUE),
    ]


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (dt.date(2023, 12, 31), None),
        (dt.date(2024, 1, 1), DueState.DUE),
        (dt.date(2024, 3, 30), DueState.DUE),
        (dt.date(2024, 3, 31), DueState.OVERDUE),
    ],
)
def test_value_is_due_from_the_day_after_its_span_to_its_last_day(today, state):
    found = due_spans(indicator(collected_from=2023), [], today)

    assert [due.state for due in found] == ([state] if state else [])


def test_value_that_must_be_there_at_the_end_of_its_year_is_overdue_the_next_day():
    found = due_spans(indicator(collected_from=2023, due_days=0), [], dt.date(2024, 1, 1))

    assert found == [DueSpan(Span(2023), dt.date(2023, 12, 31), DueState.OVERDUE)]


def test_published_value_delivers_its_span_whatever_it_says_and_however_late():
    values = [value(Span(2022)), value(Span(2023), status=ValueStatus.NOT_COLLECTED)]

    found = due_spans(indicator(), values, dt.date(2024, 6, 1))

    assert [due.state for due in found] == [DueState.DELIVERED, DueState.DELIVERED]


@pytest.mark.parametrize("state", [ValueState.DRAFT, ValueState.CHECKED])
def test_value_nobody_has_published_delivers_nothing(state):
    found = due_spans(indicator(collected_from=2023), [value(Span(2023), state)], dt.date(2024, 6, 1))

    assert [due.state for due in found] == [DueState.OVERDUE]


def test_quarters_are_due_one_by_one_and_a_year_delivers_none_of_them():
    quarterly = indicator(collected_from=2023, frequency=Period.QUARTER, due_days=30)
    values = [value(quarter(2023, 1)), value(Span(2023))]

    assert due_spans(quarterly, values, dt.date(2023, 10, 15)) == [
        DueSpan(quarter(2023, 1), dt.date(2023, 4, 30), DueState.DELIVERED),
        DueSpan(quarter(2023, 2), dt.date(2023, 7, 30), DueState.OVERDUE),
        DueSpan(quarter(2023, 3), dt.date(2023, 10, 30), DueState.DUE),
    ]


def test_halves_end_in_june_and_december():
    half_yearly = indicator(collected_from=2023, frequency=Period.HALF, due_days=10)

    assert [due.due_on for due in due_spans(half_yearly, [], dt.date(2024, 1, 1))] == [
        dt.date(2023, 7, 10),
        dt.date(2024, 1, 10),
    ]


def test_nothing_is_due_where_the_portal_waits_for_no_values():
    without = indicator(collected_from=None, due_days=None)

    assert due_spans(without, [value(Span(2022))], dt.date(2024, 6, 1)) == []
    assert next_due(without, [], dt.date(2024, 6, 1)) is None


def test_nothing_is_due_after_the_last_collected_year():
    ended = indicator(collected_to=2022)

    assert [due.span for due in due_spans(ended, [], dt.date(2030, 1, 1))] == [Span(2022)]
    assert next_due(ended, [value(Span(2022))], dt.date(2030, 1, 1)) is None


def test_next_is_the_first_span_without_a_value_even_if_later_ones_have_theirs():
    found = next_due(indicator(), [value(Span(2023))], dt.date(2024, 6, 1))

    assert found == DueSpan(Span(2022), dt.date(2023, 3, 31), DueState.OVERDUE)


@pytest.mark.parametrize(("year", "day"), [(2023, dt.date(2024, 3, 30)), (2024, dt.date(2025, 3, 31))])
def test_next_date_advances_by_itself_once_all_ended_years_are_delivered(year, day):
    delivered = [value(Span(each)) for each in range(2022, year)]

    assert next_due(indicator(), delivered, dt.date(year, 6, 1)) == DueSpan(Span(year), day, DueState.AHEAD)


def test_value_published_before_its_span_ends_is_no_longer_waited_for():
    today = dt.date(2023, 12, 20)

    assert next_due(indicator(), [value(Span(2022)), value(Span(2023))], today).span == Span(2024)
    assert [due.span for due in due_spans(indicator(), [value(Span(2022)), value(Span(2023))], today)] == [
        Span(2022),
        Span(2023),
    ]
