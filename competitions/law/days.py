"""Counting of days as the act and the Civil Code do: dates in, dates out. Days are Warsaw days.

The day of the event is not counted (Civil Code, art. 111 § 2). A term for doing something that ends on a Saturday or a
public holiday ends on the next day that is neither (art. 115); a least distance between two days, as the 21 days of a
competition, does not move.
"""

import datetime as dt
from zoneinfo import ZoneInfo

import holidays

from competitions.law.figures import figures_on

WARSAW = ZoneInfo("Europe/Warsaw")
ONE_DAY = dt.timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
HOLIDAYS = holidays.country_holidays("PL", language="pl")  # fills itself year by year; knows 24 December since 2025


def warsaw_day(moment: dt.datetime) -> dt.date:
    """The Warsaw date of an aware moment."""
    return moment.astimezone(WARSAW).date()


def earliest_closing(
    bip: dt.date | None, notice_board: dt.date | None, website: dt.date | None, *, days: int | None = None
) -> dt.date | None:
    """Art. 13(1): the first day on which offers may close, 21 days after the last of the three publications.

    None while one of them has no date: the term has not started. `days` replaces the number in force on that last day.
    """
    if bip is None or notice_board is None or website is None:
        return None
    last = max(bip, notice_board, website)
    return last + dt.timedelta(days=figures_on(last).closing_days if days is None else days)


def reason_for_rest(day: dt.date) -> str:
    """Why the office is closed, in Polish: the holiday's name, „sobota” or „niedziela”; "" on a working day."""
    return HOLIDAYS.get(day) or {SATURDAY: "sobota", SUNDAY: "niedziela"}.get(day.weekday(), "")


def moved_past_rest(day: dt.date) -> dt.date:
    """Civil Code, art. 115: the end of a term for doing something, moved past Saturdays and holidays."""
    while reason_for_rest(day):
        day += ONE_DAY
    return day


def add_working_days(day: dt.date, number: int) -> dt.date:
    """The last of so many working days after the day, which is not counted itself."""
    for _ in range(number):
        day = moved_past_rest(day + ONE_DAY)
    return day


def last_day_of_years(first: dt.date, years: int) -> dt.date:
    """The last day of a stretch of so many whole years: 1.01.2024 and 5 years → 31.12.2028.

    From 29 February to a year without one it ends on 28 February (Civil Code, art. 112).
    """
    if (first.month, first.day) == (2, 29):
        first = dt.date(first.year, 3, 1)
    return first.replace(year=first.year + years) - ONE_DAY


def length_in_days(first: dt.date, last: dt.date) -> int:
    """Both days count."""
    return (last - first).days + 1
