"""What a judgement rests on: values, statuses, direction, targets; read from arguments and from JSON alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from strategy.choices import Direction, IndicatorKind, Period, ValueStatus
from strategy.progress.saying import PERCENT_SIGN, plain, said
from strategy.spans import Span
from strategy.units import Unit

LEFT_OUT = (ValueStatus.SUSPECT, ValueStatus.NOT_COLLECTED, ValueStatus.NOT_APPLICABLE)
PERCENT = {"%", "procent", "proc."}

Number = Decimal | int | str


@dataclass(frozen=True, slots=True)
class Point:
    span: Span
    value: Decimal | None
    status: ValueStatus

    @property
    def year(self) -> int:
        return self.span.year

    @property
    def is_usable(self) -> bool:
        """A missing value is never a zero; a suspect one stays in the table and out of the judgement."""
        return self.value is not None and self.status not in LEFT_OUT


@dataclass(frozen=True, slots=True)
class Threshold:
    """A recurring minimum, maximum or band; an empty period: every value as it was measured."""

    minimum: Decimal | None
    maximum: Decimal | None
    period: Period | None

    @classmethod
    def read(cls, minimum: Number | None, maximum: Number | None, period: str) -> "Threshold":
        low, high = (None if bound is None else number(bound) for bound in (minimum, maximum))
        if low is None and high is None:
            raise ValueError("a threshold needs a bound")
        if low is not None and high is not None and low > high:
            raise ValueError("the bounds of a band are out of order")
        return cls(low, high, Period(period) if period else None)

    def is_met(self, value: Decimal) -> bool:
        return (self.minimum is None or value >= self.minimum) and (self.maximum is None or value <= self.maximum)

    def as_input(self) -> list:
        bounds = [None if bound is None else plain(bound) for bound in (self.minimum, self.maximum)]
        return [*bounds, self.period.value if self.period else ""]


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a judgement may know. `points` are the usable values of the right span, since the baseline."""

    measured: tuple[Point, ...]
    direction: Direction | None
    targets: tuple[tuple[int, Decimal], ...]
    thresholds: tuple[Threshold, ...]
    baseline: int | None
    kind: IndicatorKind
    unit: str
    reporting_year: int

    @property
    def span_unit(self) -> Period | None:
        """Targets and changes are judged by years; a threshold by its period, or by every value where it names none."""
        return self.thresholds[0].period if self.thresholds else Period.YEAR

    @property
    def usable(self) -> list[Point]:
        return [point for point in self.measured if point.is_usable]

    @property
    def points(self) -> list[Point]:
        return [
            point
            for point in self.usable
            if self.span_unit in (None, point.span.unit) and point.year >= (self.baseline or point.year)
        ]

    @property
    def left_out(self) -> list[Point]:
        return [point for point in self.measured if not point.is_usable]

    @property
    def is_percent(self) -> bool:
        unit = self.unit.strip().casefold()
        return unit in PERCENT or unit.startswith("%")

    @property
    def sign(self) -> int:
        """+1: more is better; −1: less is better."""
        return 1 if self.direction == Direction.HIGHER else -1

    def say(self, value: Decimal) -> str:
        """A value of the indicator with its unit in the right form."""
        return f"{said(value)}{PERCENT_SIGN}" if self.is_percent else Unit(self.unit).of(value)

    def as_inputs(self) -> dict:
        """Nothing but what JSON can hold; `judge(**inputs)` says the same again."""
        return {
            "values": {point.span.key: None if point.value is None else plain(point.value) for point in self.measured},
            "statuses": {point.span.key: point.status.value for point in self.measured if point.status != "final"},
            "direction": self.direction.value if self.direction else "",
            "targets": {str(year): plain(target) for year, target in self.targets},
            "thresholds": [threshold.as_input() for threshold in self.thresholds],
            "baseline": self.baseline,
            "kind": self.kind.value,
            "unit": self.unit,
            "reporting_year": self.reporting_year,
        }


def number(value: Number) -> Decimal:
    """A finite Decimal; a binary fraction is refused, because it is not the number that was published."""
    if not isinstance(value, Decimal | int | str):
        raise TypeError(f"{value!r} is neither a Decimal nor its digits")
    value = Decimal(value)
    if not value.is_finite():
        raise ValueError(f"{value} is no number")
    return Decimal(plain(value))


def read_points(values: Mapping[int | str, Number | None], statuses: Mapping[int | str, str]) -> tuple[Point, ...]:
    """Every measured span in order. A value that says nothing of its status is final, a missing one not collected."""
    numbers = {Span.read(key): None if value is None else number(value) for key, value in values.items()}
    given = {Span.read(key): ValueStatus(status) for key, status in statuses.items()}
    points = []
    for span in sorted({*numbers, *given}):
        value = numbers.get(span)
        status = given.get(span, ValueStatus.FINAL)
        if value is None and status not in LEFT_OUT:
            status = ValueStatus.NOT_COLLECTED
        points.append(Point(span, value, status))
    return tuple(points)


def read_targets(targets: Mapping[int | str, Number]) -> tuple[tuple[int, Decimal], ...]:
    return tuple(sorted((int(year), number(target)) for year, target in targets.items()))


def read_thresholds(thresholds: Iterable) -> tuple[Threshold, ...]:
    return tuple(Threshold.read(*threshold) for threshold in thresholds)
