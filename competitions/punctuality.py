"""A planned term and the day of the announcement → how far apart they are, in days and in Polish. Pure.

Which plan is kept or missed: that of the edition in force on the day of the announcement, else of the first edition
after it. A later edition cannot mend a missed term; it is told beside it.
"""

import datetime as dt
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from competitions.choices import EntryState
from competitions.law import warsaw_day
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


# ── A competition and the rows that planned it ──────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """What the schedule promised of a competition, and how it was kept."""

    competition: Any
    entry: Any  # the row of the edition in force, see above
    moved: Any  # the same row in the newest edition, where its term is another; else None
    days: int | None
    words: str

    @property
    def distance(self):
        return "" if self.days is None else distance(self.days)


def kept_plans(competition, rows: Iterable) -> list[KeptPlan]:
    """A plan for each identity among these rows of released editions; the rows of one identity are one row's editions.

    Only the plan of its own year counts. A competition that nobody planned has none.
    """
    editions = {}
    of_year = [row for row in rows if row.section.schedule.year == competition.year]
    for row in sorted(of_year, key=lambda row: row.section.schedule.edition):
        editions.setdefault(row.identity, []).append(row)
    return [kept_plan(competition, same) for same in editions.values()]


def kept_plan(competition, editions) -> KeptPlan:
    """`editions`: one row as the released editions have it, the oldest first."""
    announced_on = warsaw_day(competition.announced_at)
    released = [row for row in editions if warsaw_day(row.section.schedule.released_at) <= announced_on]
    entry, newest = (released or editions[:1])[-1], editions[-1]
    found = punctuality(entry.plan, announced_on)
    moved = newest if (newest.plan_start, newest.plan_end) != (entry.plan_start, entry.plan_end) else None
    return KeptPlan(competition, entry, moved, found.days, found.words)


def announced(entry) -> list[KeptPlan]:
    """The competitions that realise a row's task, the first one first. The row comes with_announcements."""
    if entry.task is None:
        return []
    year = entry.section.schedule.year
    of_year = [one for one in entry.task.competitions.all() if one.year == year]
    editions = [row for row in entry.task.entries.all() if row.identity == entry.identity]
    return [
        kept
        for competition in sorted(of_year, key=lambda one: (one.announced_at, one.pk))
        for kept in kept_plans(competition, editions or [entry])
    ]


def plans_of(competition) -> list[KeptPlan]:
    """Of all tasks of a competition that comes with_tasks, and these with_plans."""
    return [kept for task in competition.tasks.all() for kept in kept_plans(competition, task.entries.all())]


# ── A year's plan ───────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of a year's plan, its state on the day, and the first competition that realises it, if any."""

    entry: Any
    kept: KeptPlan | None
    state: EntryState

    @property
    def plan(self):
        """The row whose term counts."""
        return self.kept.entry if self.kept else self.entry


@dataclass(frozen=True, slots=True)
class Summary:
    """How a part of the plan was kept. `median`: of the days of announced rows with a dated plan; None without any."""

    rows: int
    announced: int
    before: int
    in_time: int
    late: int
    overdue: int
    ahead: int  # their term has not passed yet
    median: float | None


def planned_row(entry) -> PlannedRow:
    """The row comes with_state and with_announcements."""
    kept = announced(entry)
    return PlannedRow(entry, kept[0], EntryState.ANNOUNCED) if kept else PlannedRow(entry, None, entry.state_on_day)


def summary(rows: Iterable[PlannedRow]) -> Summary:
    rows = list(rows)
    days = [row.kept.days for row in rows if row.kept and row.kept.days is not None]
    states = [row.state for row in rows]
    return Summary(
        rows=len(rows),
        announced=states.count(EntryState.ANNOUNCED),
        before=sum(n < 0 for n in days),
        in_time=sum(n == 0 for n in days),
        late=sum(n > 0 for n in days),
        overdue=states.count(EntryState.OVERDUE),
        ahead=states.count(EntryState.PLANNED) + states.count(EntryState.DUE_NOW),
        median=statistics.median(days) if days else None,
    )
