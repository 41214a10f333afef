"""What a line chart shows of an indicator: its points in order, the years without one, the target and its path."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from strategy.charts.chart import number
from strategy.choices import Period, ValueStatus
from strategy.spans import PARTS, Span, between

UNCERTAIN = (ValueStatus.PROVISIONAL, ValueStatus.ESTIMATE)

Number = Decimal | int | str


@dataclass(frozen=True, slots=True)
class Point:
    span: Span
    value: Decimal
    status: ValueStatus


@dataclass(frozen=True, slots=True)
class Threshold:
    minimum: Decimal | None
    maximum: Decimal | None
    period: Period | None

    @property
    def bounds(self) -> list[Decimal]:
        return [bound for bound in (self.minimum, self.maximum) if bound is not None]


@dataclass(frozen=True, slots=True)
class Series:
    """`points`: on the line; `suspect`: beside it; `missing`: spans without a number; `apart`: of other lengths."""

    points: list[Point]
    suspect: list[Point]
    missing: list[Span]
    not_applicable: list[Span]
    apart: bool
    targets: list[tuple[int, Decimal]]
    threshold: Threshold | None
    baseline: int | None

    @property
    def drawn(self) -> list[Point]:
        return sorted([*self.points, *self.suspect], key=lambda point: point.span)

    @property
    def path(self) -> list[tuple[Decimal, Decimal]]:
        """(place, value): straight from the first value since the baseline through the targets after it."""
        start = next((point for point in self.points if point.span.year >= (self.baseline or 0)), None)
        if start is None or (self.baseline is not None and start.span.year != self.baseline):
            return []
        after = [(Decimal(year), value) for year, value in self.targets if year > start.span.year]
        return [(start.span.place, start.value), *after] if after else []

    @property
    def pieces(self) -> list[list[Point]]:
        """The points of the line between its gaps."""
        pieces = []
        for point in self.points:
            if pieces and point.span.count - pieces[-1][-1].span.count == 1:
                pieces[-1].append(point)
            else:
                pieces.append([point])
        return pieces

    @property
    def bounds(self) -> list[Decimal]:
        return self.threshold.bounds if self.threshold else []

    @property
    def numbers(self) -> list[Decimal]:
        """All that the chart must have room for."""
        return [*(point.value for point in self.drawn), *(value for _, value in self.targets), *self.bounds]

    @property
    def spans(self) -> list[Span]:
        return [*(point.span for point in self.drawn), *self.missing, *self.not_applicable]

    @property
    def places(self) -> list[Decimal]:
        return [*(span.place for span in self.spans), *(Decimal(year) for year, _ in self.targets)]

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last with a value, a gap or a target."""
        years = [*(span.year for span in self.spans), *(year for year, _ in self.targets)]
        return min(years), max(years)


def read_series(
    values: Mapping[int | str, Number | None],
    *,
    statuses: Mapping[int | str, str],
    targets: Mapping[int | str, Number],
    thresholds: Iterable[Sequence],
    baseline: int | None,
) -> Series:
    numbers = {Span.read(key): None if value is None else number(value) for key, value in values.items()}
    given = {Span.read(key): ValueStatus(status) for key, status in statuses.items()}
    threshold = read_threshold(thresholds)
    measured = {*numbers, *given}
    parts = parts_of([span for span in measured if numbers.get(span) is not None], threshold)
    spans = sorted(span for span in measured if span.parts == parts)
    points = [
        Point(span, numbers[span], given.get(span, ValueStatus.FINAL))
        for span in spans
        if numbers.get(span) is not None
    ]
    not_applicable = [span for span in spans if given.get(span) == ValueStatus.NOT_APPLICABLE]
    known = {*(point.span for point in points), *not_applicable}
    return Series(
        points=[point for point in points if point.status != ValueStatus.SUSPECT],
        suspect=[point for point in points if point.status == ValueStatus.SUSPECT],
        missing=[span for span in between(spans[0], spans[-1]) if span not in known] if spans else [],
        not_applicable=not_applicable,
        apart=any(span.parts != parts for span in measured),
        targets=sorted((int(year), number(target)) for year, target in targets.items()),
        threshold=threshold,
        baseline=baseline,
    )


def read_threshold(thresholds: Iterable[Sequence]) -> Threshold | None:
    """The one (minimum, maximum, period) there may be; the method judges by one."""
    given = [(*(None if bound is None else number(bound) for bound in row[:2]), row[2]) for row in thresholds]
    if len(given) > 1:
        raise ValueError("an indicator is drawn with one threshold")
    return Threshold(given[0][0], given[0][1], Period(given[0][2]) if given[0][2] else None) if given else None


def parts_of(spans: Iterable[Span], threshold: Threshold | None) -> int:
    """One line holds values of one length: that of the threshold's period, else years, else the longest there is."""
    lengths = {span.parts for span in spans}
    wanted = PARTS.get(threshold.period) if threshold else None
    return wanted if wanted in lengths else min(lengths, default=1)
