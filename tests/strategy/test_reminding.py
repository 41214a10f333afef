"""Which letters about values are due on a day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.choices import DueState
from strategy.due import DueSpan
from strategy.reminding import LATEST, STAGES, Letter, letters, stage
from strategy.spans import Span

DUE = dt.date(2025, 3, 31)


def after(days):
    return DUE + dt.timedelta(days=days)


@pytest.mark.parametrize("days", STAGES)
def test_a_letter_leaves_on_its_day(days):
    assert stage(DUE, after(days)) == days


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (after(-31), None),
        (after(-29), -30),
        (after(-16), -30),
        (DUE, -1),
        (after(6), 1),
        (after(21), 7),
        (after(30 + LATEST), 30),
        (after(31 + LATEST), None),
    ],
)
def test_between_the_days_the_newest_missed_letter_is_due(today, expected):
    assert stage(DUE, today) == expected


def test_a_letter_missed_for_long_is_not_sent_any_more():
    assert stage(DUE, after(-30 + LATEST)) == -30
    assert stage(DUE, after(-30 + LATEST + 1)) is None


@given(st.integers(-400, 400))
def test_days_that_pass_never_bring_an_earlier_stage(days):
    both = [stage(DUE, after(days)), stage(DUE, after(days + 1))]
    known = [each for each in both if each is not None]

    assert known == sorted(known)


def waiting(name, state, due_on=DUE, year=2024):
    return name, DueSpan(Span(year), due_on, state)


def test_values_due_on_one_day_share_a_letter_and_other_days_have_their_own():
    later = dt.date(2025, 4, 2)
    rows = [
        waiting("dzieci", DueState.DUE, later),
        waiting("rodziny", DueState.DUE),
        waiting("świetlice", DueState.DUE),
    ]

    assert letters(rows, dt.date(2025, 3, 26)) == [
        Letter(DUE, -7, (("rodziny", Span(2024)), ("świetlice", Span(2024)))),
        Letter(later, -7, (("dzieci", Span(2024)),)),
    ]


@pytest.mark.parametrize("state", [DueState.AHEAD, DueState.DELIVERED])
def test_nobody_is_reminded_of_what_is_published_or_not_over(state):
    assert letters([waiting("rodziny", state)], after(-7)) == []


def test_nothing_is_said_of_a_day_without_a_stage():
    assert letters([waiting("rodziny", DueState.OVERDUE)], after(300)) == []
