"""What one step of the method found: a category, the figure it rests on, and why, in Polish."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from strategy.choices import Category


@dataclass(frozen=True, slots=True)
class Trend:
    """The yearly change between two years: a fraction (0.01 is 1 %) or percentage points; above zero is better."""

    start: int
    end: int
    category: Category
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Finding:
    """`ratio`: R of the way to a target, the part of periods that met a threshold, or the yearly change; else None."""

    category: Category
    ratio: Decimal | None
    reason: str
    recent: Trend | None = None


def not_judged(refusals: Iterable[str]) -> Finding:
    return Finding(Category.NOT_JUDGED, None, f"Nie oceniono: {'; '.join(refusals)}.")
