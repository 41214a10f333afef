"""How much of a task is done: points planned and done → percent. Pure; Decimals in and out, nothing rounded.

A stage's year is printed as done / planned, both in percentage points of the whole task, so points may be added up over
stages and years. A year for which nothing was planned has no share; it is not a zero.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class YearOfTask:
    year: int
    planned: Decimal  # points of that year, all stages
    done: Decimal
    cumulative: Decimal  # points done since the first year


def task_progress(shares):
    """Percent of the planned points that are done, from (planned, done) pairs; None where nothing was planned."""
    shares = list(shares)
    planned = sum((planned for planned, _ in shares), Decimal(0))
    done = sum((done for _, done in shares), Decimal(0))
    return done / planned * 100 if planned else None


def years_of_task(shares):
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
