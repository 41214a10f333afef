"""Where a number stands in a chart, and the round numbers along its side. Exact until it becomes a pixel."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext

DIGITS = 60  # more than the exact difference of any two numbers of the portal needs
FINEST = 10**9  # of how many parts of a number the renderer can tell one
PARTS = 4  # about how many steps an axis has
ROUND = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` at pixel `start` to `high` at pixel `end`; `step` from one tick to the next."""

    low: Decimal
    high: Decimal
    step: Decimal
    start: float
    end: float

    def at(self, value: Decimal) -> float:
        with localcontext(prec=DIGITS):
            return self.start + float((value - self.low) / (self.high - self.low)) * (self.end - self.start)

    @property
    def ticks(self) -> list[Decimal]:
        with localcontext(prec=DIGITS):
            return [self.low + self.step * place for place in range(int((self.high - self.low) / self.step) + 1)]

    @property
    def scale(self) -> dict:
        """For a layer of the spec that is drawn on this axis."""
        return {
            "domain": [float(self.low), float(self.high)],
            "range": [self.start, self.end],
            "nice": False,
            "zero": False,
        }


def round_axis(numbers: Iterable[Decimal], start: float, end: float) -> Axis:
    """An axis with all the numbers between two ticks; and with zero, unless all of them are far from it."""
    numbers = list(numbers)
    with localcontext(prec=DIGITS):
        low, high = with_zero(min(numbers), max(numbers))
        step = round_step((high - low) / PARTS)
        if all(value == value.to_integral_value() for value in numbers):
            step = max(step, Decimal(1))
        low = (low / step).to_integral_value(ROUND_FLOOR) * step
        high = (high / step).to_integral_value(ROUND_CEILING) * step
    return Axis(low, high, step, start, end)


def with_zero(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """Numbers nearer to each other than the renderer can tell apart are drawn as one."""
    if low == high == 0:
        return Decimal(0), Decimal(1)
    is_flat = (high - low) * FINEST <= max(abs(low), abs(high))
    if low >= 0 and (is_flat or low * 2 <= high):
        return Decimal(0), high
    if high <= 0 and (is_flat or high * 2 >= low):
        return low, Decimal(0)
    return low, high


def round_step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 5 times a power of ten that is not smaller."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(factor * power for factor in ROUND if factor * power >= least)
