"""Counting of days: the 21 days, working days, terms that end on a holiday, years of an agreement."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competitions.law import comments_until, earliest_closing, publication_due, reason_for_rest, warsaw_day
from competitions.law.days import add_working_days, last_day_of_years, length_in_days, moved_past_rest
from tests.competitions.calls import day, moment

often = settings(max_examples=100, deadline=None)
days = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))
maybe_days = st.none() | days
shifts = st.integers(0, 400).map(lambda number: dt.timedelta(days=number))


@pytest.mark.parametrize(
    ("last", "earliest"),
    [
        ("2023-12-01", "2023-12-22"),
        ("2023-12-11", "2024-01-01"),
        ("2023-12-31", "2024-01-21"),
        ("2024-02-08", "2024-02-29"),
        ("2024-02-09", "2024-03-01"),
        ("2023-02-08", "2023-03-01"),
        ("2026-03-20", "2026-04-10"),
        ("2026-10-10", "2026-10-31"),
    ],
)
def test_offers_close_21_days_after_the_last_publication_across_years_leap_days_and_clock_changes(last, earliest):
    last, before = day(last), day(last) - dt.timedelta(days=1)

    assert [
        earliest_closing(last, before, before),
        earliest_closing(before, last, before),
        earliest_closing(before, before, last),
        earliest_closing(last, last, last),
    ] == [day(earliest)] * 4


def test_a_figure_of_another_day_can_be_asked_for():
    assert earliest_closing(*[day("2023-12-01")] * 3, days=14) == day("2023-12-15")


@often
@given(maybe_days, maybe_days, maybe_days)
def test_the_term_has_started_when_all_three_publications_have_a_day(bip, notice_board, website):
    assert (earliest_closing(bip, notice_board, website) is None) == (None in (bip, notice_board, website))


@often
@given(days, days, days)
def test_the_distance_to_the_last_publication_is_21_days_and_more_to_the_others(bip, notice_board, website):
    earliest = earliest_closing(bip, notice_board, website)

    assert min(earliest - published_on for published_on in (bip, notice_board, website)) == dt.timedelta(days=21)


@often
@given(days, days, days, shifts, shifts, shifts)
def test_a_later_publication_never_closes_offers_earlier(bip, notice_board, website, one, two, three):
    assert earliest_closing(bip + one, notice_board + two, website + three) >= earliest_closing(
        bip, notice_board, website
    )


@often
@given(days, days, days)
def test_the_order_of_the_places_does_not_matter(bip, notice_board, website):
    assert earliest_closing(bip, notice_board, website) == earliest_closing(website, bip, notice_board)


@pytest.mark.parametrize(
    ("date", "reason"),
    [
        ("2024-12-24", ""),
        ("2025-12-23", ""),
        ("2025-12-24", "Wigilia Bożego Narodzenia"),
        ("2025-12-25", "Boże Narodzenie (pierwszy dzień)"),
        ("2026-04-05", "Niedziela Wielkanocna"),
        ("2026-06-04", "Dzień Bożego Ciała"),
        ("2026-06-05", ""),
        ("2026-06-06", "sobota"),
        ("2026-06-07", "niedziela"),
        ("2026-06-08", ""),
        ("2026-08-15", "Wniebowzięcie Najświętszej Marii Panny"),
    ],
)
def test_the_reason_why_the_office_is_closed_is_named(date, reason):
    assert reason_for_rest(day(date)) == reason


def test_there_are_14_holidays_since_2025_and_13_before():
    def holidays_of(year):
        year_days = [dt.date(year, 1, 1) + dt.timedelta(days=number) for number in range(365)]
        return sum(reason_for_rest(date) not in ("", "sobota", "niedziela") for date in year_days)

    assert [holidays_of(year) for year in (2023, 2025, 2026)] == [13, 14, 14]


@pytest.mark.parametrize(
    ("end", "moved"),
    [
        ("2026-04-03", "2026-04-03"),
        ("2026-04-04", "2026-04-07"),
        ("2025-12-24", "2025-12-29"),
        ("2024-12-24", "2024-12-24"),
        ("2023-12-31", "2024-01-02"),
    ],
)
def test_the_end_of_a_term_for_doing_something_moves_past_weekends_and_holidays(end, moved):
    assert moved_past_rest(day(end)) == day(moved)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-03-02", "2026-03-11"),
        ("2026-03-20", "2026-03-31"),
        ("2026-03-27", "2026-04-08"),
        ("2025-12-19", "2026-01-05"),
        ("2024-12-19", "2025-01-02"),
        ("2026-02-28", "2026-03-10"),
    ],
)
def test_seven_working_days_leave_out_the_first_day_weekends_and_holidays(received, due):
    assert publication_due(day(received)) == day(due)


@often
@given(days, st.integers(1, 30))
def test_the_last_working_day_is_a_working_day_with_as_many_between(first, number):
    last = add_working_days(first, number)
    between = [first + dt.timedelta(days=shift) for shift in range(1, (last - first).days + 1)]

    assert (reason_for_rest(last), sum(not reason_for_rest(date) for date in between)) == ("", number)


def test_no_working_days_stay_on_the_day():
    assert add_working_days(day("2026-04-05"), 0) == day("2026-04-05")


@pytest.mark.parametrize(
    ("published_on", "until"),
    [("2026-03-11", "2026-03-18"), ("2026-03-14", "2026-03-23"), ("2025-12-17", "2025-12-29")],
)
def test_remarks_on_a_small_grant_are_taken_for_seven_days_and_over_a_weekend(published_on, until):
    assert comments_until(day(published_on)) == day(until)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2024-01-01", "2028-12-31"),
        ("2024-03-01", "2029-02-28"),
        ("2024-02-29", "2029-02-28"),
        ("2023-03-01", "2028-02-29"),
    ],
)
def test_five_years_end_on_the_day_before_the_same_date(first, last):
    assert last_day_of_years(day(first), 5) == day(last)


def test_both_ends_of_a_task_count():
    assert [length_in_days(day("2024-02-28"), day(last)) for last in ("2024-02-28", "2024-03-01")] == [1, 3]


@pytest.mark.parametrize(
    ("utc", "warsaw"),
    [
        ("2026-03-28T22:59", "2026-03-28"),
        ("2026-03-28T23:00", "2026-03-29"),
        ("2026-03-29T21:59", "2026-03-29"),
        ("2026-03-29T22:00", "2026-03-30"),
        ("2026-10-24T22:00", "2026-10-25"),
        ("2026-10-25T22:59", "2026-10-25"),
        ("2026-10-25T23:00", "2026-10-26"),
    ],
)
def test_the_day_of_a_moment_is_the_warsaw_day_across_the_clock_changes(utc, warsaw):
    assert warsaw_day(dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC)) == day(warsaw)


def test_a_moment_of_warsaw_keeps_its_day():
    assert warsaw_day(moment("2023-12-22 23:59")) == day("2023-12-22")
