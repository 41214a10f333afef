"""How much of a task or a programme is done: points planned and done → percent. Decimals in and out, nothing rounded.

A stage's year is printed as done / planned, both in percentage points of the whole task, so points may be added up over
stages and years. A year for which nothing was planned has no share; it is not a zero.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from strategy.progress.saying import said


@dataclass(frozen=True, slots=True)
class YearOfTask:
    year: int
    planned: Decimal  # points of that year, all stages
    done: Decimal
    cumulative: Decimal  # points done since the first year


def task_progress(shares: Iterable[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Percent of the planned points that are done, from (planned, done) pairs; None where nothing was planned."""
    shares = list(shares)
    planned = sum((planned for planned, _ in shares), Decimal(0))
    done = sum((done for _, done in shares), Decimal(0))
    return done / planned * 100 if planned else None


def programme_progress(tasks: Iterable[tuple[Decimal | None, Decimal | None]]) -> Decimal | None:
    """Percent of a programme, from the (weight, progress) of its tasks; the weights may add up to anything.

    A task without progress (nothing was planned) is left out: it is not a zero. None: no task is left, or one of them
    has no weight, since a weight is never guessed.
    """
    counted = [(weight, progress) for weight, progress in tasks if progress is not None]
    if any(weight is None for weight, _ in counted):
        return None
    total = sum((weight for weight, _ in counted), Decimal(0))
    return sum((weight * progress for weight, progress in counted), Decimal(0)) / total if total else None


def doubt_about_weights(weights: Iterable[Decimal | None]) -> str:
    """The warning about the weights of a programme's tasks; empty when all are given and add up to 100."""
    weights = list(weights)
    if None in weights:
        return "Nie wszystkie zadania programu mają wagę; postępu programu nie policzono."
    total = sum(weights, Decimal(0))
    return f"Wagi zadań programu dają razem {said(total)} zamiast 100." if weights and total != 100 else ""


def years_of_task(shares: Iterable[tuple[int, Decimal, Decimal]]) -> list[YearOfTask]:
    """Points by year, in the order of years, from (year, planned, done) triples."""
    years, cumulative = {}, Decimal(0)
    for year, planned, done in shares:
        before = years.get(year, (Decimal(0), Decimal(0)))
        years[year] = (before[0] + planned, before[1] + done)
    table = []
    for year, (planned, done) in sorted(years.items()):
        cumulative += done
        table.append(YearOfTask(year, planned, done, cumulative))
    return table
