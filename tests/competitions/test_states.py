"""The state of a planned row on a day: the method and the queryset say the same on every border day."""

import datetime as dt

import pytest
from model_bakery import baker

from competitions.choices import Certainty, EntryState, PlanKind, PlanUnit
from competitions.models import ScheduleEntry
from leszno_ngo.terms import Kind, Unit, parse_term

DAY = dt.timedelta(days=1)
KEPT_SINCE = dt.date(2024, 1, 1)
TERMS = [
    *[
        "Grudzień 2023",
        "Grudzień 2023 / Styczeń 2024",
        "II, III kwartał roku 2024",
        "II połowa 2024 r.",
        "29 lutego 2024",
    ],
    *[
        "do 15 marca 2024 r.",
        "od 1 maja 2024 r.",
        "na bieżąco",
        "na bieżąco w 2024 r.",
        "-",
        "w trybie ustawy o sporcie",
    ],
    *["po uchwaleniu budżetu", "kiedyś"],
]


def entry(words, *, kept_since=None):
    term = parse_term(words)
    return baker.make(
        ScheduleEntry,
        section__schedule__year=2024,
        section__schedule__edition=1,
        section__schedule__announcements_kept_since=kept_since,
        plan_text=words,
        plan_kind=term.kind,
        plan_unit=term.unit,
        plan_start=term.start,
        plan_end=term.end,
    )


def border_days(entry):
    edges = {day for day in (entry.plan_start, entry.plan_end, KEPT_SINCE, dt.date(2024, 6, 15)) if day}
    return sorted({edge + shift for edge in edges for shift in (-DAY, 0 * DAY, DAY)})


@pytest.mark.django_db
@pytest.mark.parametrize("kept_since", [None, KEPT_SINCE])
@pytest.mark.parametrize("words", TERMS)
def test_method_and_queryset_agree_on_every_border_day(words, kept_since):
    row = entry(words, kept_since=kept_since)
    days = border_days(row)

    in_sql = [ScheduleEntry.objects.with_state(day).get().state_on_day for day in days]

    assert in_sql == [row.state(day) for day in days]


@pytest.mark.django_db
@pytest.mark.parametrize("words", TERMS)
def test_method_and_queryset_agree_whether_a_row_falls_into_a_window(words):
    row = entry(words)
    windows = [(day, day + length * DAY) for day in border_days(row) for length in (0, 1, 30, 91, 400)]

    in_sql = [ScheduleEntry.objects.with_certainty(*window).get().window_certainty for window in windows]

    assert in_sql == [row.certainty(*window) for window in windows]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (dt.date(2023, 11, 30), EntryState.PLANNED),
        (dt.date(2023, 12, 1), EntryState.DUE_NOW),
        (dt.date(2023, 12, 31), EntryState.DUE_NOW),
        (dt.date(2024, 1, 1), EntryState.OVERDUE),
    ],
)
def test_a_month_is_planned_then_due_then_overdue(today, expected):
    assert entry("Grudzień 2023", kept_since=dt.date(2023, 1, 1)).state(today) == expected


@pytest.mark.django_db
def test_nothing_is_overdue_in_a_year_whose_announcements_the_portal_does_not_keep():
    assert entry("Grudzień 2023").state(dt.date(2026, 11, 22)) == EntryState.PAST_WITHOUT_RECORD


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kept_since", "expected"),
    [
        (dt.date(2023, 12, 30), EntryState.OVERDUE),
        (dt.date(2023, 12, 31), EntryState.OVERDUE),
        (dt.date(2024, 1, 1), EntryState.PAST_WITHOUT_RECORD),
    ],
)
def test_a_term_is_overdue_only_if_its_end_lies_in_the_time_the_portal_knows(kept_since, expected):
    assert entry("Grudzień 2023", kept_since=kept_since).state(dt.date(2024, 2, 1)) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (dt.date(2024, 7, 1), dt.date(2024, 12, 31), Certainty.CERTAIN),
        (dt.date(2024, 7, 2), dt.date(2024, 12, 31), Certainty.POSSIBLE),
        (dt.date(2024, 7, 1), dt.date(2024, 12, 30), Certainty.POSSIBLE),
        (dt.date(2024, 6, 1), dt.date(2024, 7, 1), Certainty.POSSIBLE),
        (dt.date(2024, 6, 1), dt.date(2024, 6, 30), None),
        (dt.date(2024, 12, 31), dt.date(2025, 3, 1), Certainty.POSSIBLE),
        (dt.date(2025, 1, 1), dt.date(2025, 3, 1), None),
    ],
)
def test_a_half_year_is_certain_only_in_a_window_that_holds_it_whole(start, end, expected):
    assert entry("II połowa 2024 r.").certainty(start, end) == expected


@pytest.mark.django_db
def test_rows_in_plan_order_go_by_start_then_end_then_undated():
    words = ["-", "II połowa 2024 r.", "Grudzień 2023 / Styczeń 2024", "Grudzień 2023"]
    section = entry("Marzec 2024").section
    for position, text in enumerate(words):
        term = parse_term(text)
        baker.make(
            ScheduleEntry,
            section=section,
            position=position,
            plan_text=text,
            plan_kind=term.kind,
            plan_unit=term.unit,
            plan_start=term.start,
            plan_end=term.end,
        )

    texts = [row.plan_text for row in ScheduleEntry.objects.in_plan_order()]

    assert texts == ["Grudzień 2023", "Grudzień 2023 / Styczeń 2024", "Marzec 2024", "II połowa 2024 r.", "-"]


def test_every_kind_and_unit_of_terms_has_its_choice():
    assert set(PlanKind.values) == {kind.value for kind in Kind}
    assert set(PlanUnit.values) == {unit.value for unit in Unit} - {""}
