"""An indicator over the years: its line with gaps, suspect points beside it, the path to its target or its bounds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from strategy.charts.axes import Axis, round_axis
from strategy.charts.chart import WIDTH, Chart, layer, made, not_drawn, pixel, rules, texts
from strategy.charts.labels import SIZE, Label, placed
from strategy.charts.sentences import describe_line, title_of_line
from strategy.charts.series import Number, Point, Series, read_series
from strategy.charts.words import Scale, width
from strategy.choices import ValueStatus
from strategy.units import Unit

HEIGHT, TOP, BOTTOM = 248, 44, 204
FEW = 8  # values that are all labelled where there is room
EDGE = 20  # from the sides of the plot to its first and last years
YEAR_APART = 44


@dataclass(frozen=True, slots=True)
class Plot:
    """Where values and years stand, and in what the values are said."""

    series: Series
    x: Axis
    y: Axis
    scale: Scale
    left: float

    @property
    def year(self) -> float:
        """From one year to the next."""
        return self.x.at(Decimal(1)) - self.x.at(Decimal(0))

    def at(self, place: Decimal, value: Decimal) -> tuple[float, float]:
        return self.x.at(place), self.y.at(value)

    def of(self, point: Point) -> tuple[float, float]:
        return self.at(point.span.place, point.value)


def indicator_line(
    values: Mapping[int | str, Number | None],
    *,
    name: str,
    unit: str = "",
    statuses: Mapping[int | str, str] | None = None,
    targets: Mapping[int | str, Number] | None = None,
    thresholds: Iterable[Sequence] = (),
    baseline: int | None = None,
) -> Chart:
    """The chart of one indicator; keys and numbers as `progress.judge` takes them.

    values: by year, or by "2013-H1", "2013-Q4"; a key without a number, or none between two others, is a gap.
    name: of the indicator, for the title. unit: a sign, a word, or its forms („osoba,osoby,osób”).
    targets: by year; the last is the target. thresholds: at most one (minimum, maximum, period).
    baseline: the year from which the path to the target starts; None: the first value.
    """
    series = read_series(
        values, statuses=statuses or {}, targets=targets or {}, thresholds=thresholds, baseline=baseline
    )
    title = title_of_line(name, series)
    if not series.drawn:
        return not_drawn(title, "Nie ma wykresu, bo wskaźnik nie ma jeszcze żadnej wartości.")
    plot = plot_of(series)
    words = Unit(unit)
    description = describe_line(series, words, from_zero=plot.y.low <= 0 <= plot.y.high)
    return made(
        [*grounds(plot, words), *marks(plot), *labels(plot)], height=HEIGHT, title=title, description=description
    )


def plot_of(series: Series) -> Plot:
    y = round_axis(series.numbers, BOTTOM, TOP)
    scale = Scale.of(y)
    left = max(width(scale.short(tick), SIZE) for tick in y.ticks) + 6
    places = [*series.places, *map(Decimal, series.years)]
    low, high = min(places), max(places)
    if low == high:
        low, high = low - 1, high + 1
    return Plot(series, Axis(low, high, Decimal(1), round(left + EDGE, 1), WIDTH - EDGE), y, scale, left)


def grounds(plot: Plot, unit: Unit) -> list[dict | None]:
    ticks = [(plot.y.at(tick), plot.scale.short(tick), tick) for tick in plot.y.ticks]
    heading = unit.heading(plot.scale.name)
    years = [(plot.x.at(Decimal(year)), HEIGHT - 8, str(year)) for year in labelled_years(plot)]
    return [
        rules("grid", [(plot.left, y, WIDTH, y) for y, _, tick in ticks if tick]),
        rules("base", [(plot.left, y, WIDTH, y) for y, _, tick in ticks if not tick]),
        texts("tick", [(plot.left - 6, y + 5, text) for y, text, _ in ticks], "right"),
        texts("year", years),
        texts("unit", [(0, 14, heading)] if heading else [], "left"),
    ]


def labelled_years(plot: Plot) -> list[int]:
    """As many years as there is room for, the last one always."""
    first, last = plot.series.years
    step = next(step for step in (1, 2, 3, 4, 5, 10, 20, 50, 100) if plot.year * step >= YEAR_APART or step == 100)
    return sorted(range(last, first - 1, -step))


def marks(plot: Plot) -> list[dict | None]:
    series = plot.series
    targets = [(Decimal(year), value) for year, value in series.targets]
    line = {"type": "line", "invalid": "break-paths-show-path-domains"}
    return [
        rules("threshold", [(plot.left, plot.y.at(bound), WIDTH, plot.y.at(bound)) for bound in series.bounds]),
        measured(plot, "path", {"type": "line"}, series.path),
        measured(plot, "line", line, with_gaps(series)),
        measured(plot, "target", {"type": "point", "shape": "diamond", "size": 64}, targets),
        measured(plot, "point", {"type": "point", "shape": "circle", "size": 49}, places(series.points)),
        measured(plot, "suspect", {"type": "point", "shape": "circle", "size": 64}, places(series.suspect)),
    ]


def places(points: list[Point]) -> list[tuple[Decimal, Decimal]]:
    return [(point.span.place, point.value) for point in points]


def with_gaps(series: Series) -> list[tuple[Decimal, Decimal | None]]:
    """The points of the line, and between its pieces a place without a value, which breaks it.

    A piece of a single point is no line; the point stands alone.
    """
    rows = []
    for piece in series.pieces:
        if len(piece) > 1:
            gap = [(piece[0].span.place - Decimal("0.1"), None)] if rows else []
            rows += [*gap, *places(piece)]
    return rows


def measured(plot: Plot, name: str, mark: dict, rows: list[tuple[Decimal, Decimal | None]]) -> dict | None:
    """Marks that stand where the axes put them."""
    values = [{"when": float(place), "value": None if value is None else float(value)} for place, value in rows]
    encoding = {
        axis: {"field": field, "type": "quantitative", "axis": None, "scale": scale}
        for axis, field, scale in (("x", "when", plot.x.scale), ("y", "value", plot.y.scale))
    }
    return layer(name, mark, values, encoding)


def labels(plot: Plot) -> list[dict | None]:
    series = plot.series
    targets = [plot.at(Decimal(year), value) for year, value in series.targets]
    path = [plot.at(place, value) for place, value in series.path]
    bounds = [[(x, plot.y.at(bound)) for x in (plot.left, WIDTH)] for bound in series.bounds]
    found = placed(
        [*labels_of_targets(plot), *labels_of_values(plot), *labels_of_gaps(plot)],
        marks=[*map(plot.of, series.drawn), *targets],
        lines=[path, *bounds, *([plot.of(point) for point in piece] for piece in series.pieces)],
        frame=(plot.left, 18, WIDTH, HEIGHT - 21),
    )
    kinds = ("label_gap", "label", "label_suspect", "label_target")
    return [texts(kind, [(pixel(x), pixel(y), text) for x, y, text in found.get(kind, [])]) for kind in kinds]


def labels_of_targets(plot: Plot) -> list[Label]:
    """The target first, then the bounds; interim targets where there is room."""
    series, short = plot.series, plot.scale.short
    *interim, last = series.targets or [None]
    labels = []
    if last:
        nearest = series.points[-1].value if series.points else last[1]
        text = f"cel {short(last[1])}"
        labels.append(
            Label(text, *plot.at(Decimal(last[0]), last[1]), "label_target", above=last[1] >= nearest, wanted=True)
        )
    if series.threshold:
        bounds = (("co najmniej", series.threshold.minimum), ("najwyżej", series.threshold.maximum))
        for words, bound in bounds:
            if bound is not None:
                text = f"{words} {short(bound)}"
                x = plot.left + 4 + width(text, SIZE) / 2
                above = words == "najwyżej"
                labels.append(Label(text, x, plot.y.at(bound), "label_target", above=above, wanted=True))
    labels += [
        Label(short(value), *plot.at(Decimal(year), value), "label_target", above=value >= last[1])
        for year, value in interim
    ]
    return labels


def labels_of_values(plot: Plot) -> list[Label]:
    """The last value, the suspect ones, the first, the extremes; the others where they are few."""
    points, suspect = plot.series.points, plot.series.suspect
    labels = [
        Label(f"{ValueStatus.SUSPECT.label}: {plot.scale.short(point.value)}", *plot.of(point), "label_suspect")
        for point in suspect
    ]
    if points:
        by_value = sorted(points, key=lambda point: (point.value, point.span))
        order = [points[-1], points[0], by_value[-1], by_value[0], *(points if len(points) <= FEW else [])]
        values = [value_label(plot, point, wanted=place < 2) for place, point in enumerate(dict.fromkeys(order))]
        labels = [values[0], *labels, *values[1:]]
    return labels


def labels_of_gaps(plot: Plot) -> list[Label]:
    """Under each year without a value, where there is room for all of them."""
    if plot.year < YEAR_APART:
        return []
    return [Label("brak", plot.x.at(span.place), BOTTOM, "label_gap") for span in plot.series.missing if not span.part]


def value_label(plot: Plot, point: Point, *, wanted: bool) -> Label:
    """Above the point, unless the line beside it runs higher."""
    points = plot.series.points
    place = points.index(point)
    neighbours = [points[near].value for near in (place - 1, place + 1) if 0 <= near < len(points)]
    above = point.value * len(neighbours) >= sum(neighbours)
    return Label(plot.scale.short(point.value), *plot.of(point), above=above, wanted=wanted)
