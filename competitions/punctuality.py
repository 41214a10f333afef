"""A planned term and the day of the announcement → how far apart they are, in days and in Polish. Pure."""

import datetime as dt
from dataclasses import dataclass

from leszno_ngo.templatetags.leszno import day as day_words
from leszno_ngo.templatetags.leszno import plural
from leszno_ngo.terms import Term, describe

DAYS = "dzień,dni,dni"
NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Punctuality:
    """Days after the plan's last day; before its first one, negative; 0 within; None when no date was planned."""

    days: int | None
    words: str


def punctuality(term: Term, announced_on: dt.date) -> Punctuality:
    """„planowano: grudzień 2023 r., ogłoszono 12 stycznia 2024 r., 12 dni po planie”."""
    days = days_from_plan(term, announced_on)
    announced = f"ogłoszono {day_words(announced_on)}"
    planned = describe(term)
    facts = f"planowano: {planned}, {announced}" if planned else announced
    return Punctuality(days, facts if days is None else f"{facts}, {distance(days)}")


def days_from_plan(term, announced_on):
    """An open side of the term is never missed."""
    if term.start is None and term.end is None:
        return None
    if term.end is not None and announced_on > term.end:
        return (announced_on - term.end).days
    if term.start is not None and announced_on < term.start:
        return (announced_on - term.start).days
    return 0


def distance(days):
    """„12 dni po planie”, „1 dzień przed planem”, „w planowanym terminie”."""
    if days == 0:
        return "w planowanym terminie"
    return f"{abs(days)}{NBSP}{plural(days, DAYS)} {'po planie' if days > 0 else 'przed planem'}"
