"""Points of a task, a row for every year: an outline for those planned, a bar in it for those done."""

from collections.abc import Iterable
from decimal import Decimal

from strategy.charts.axes import Axis
from strategy.charts.chart import WIDTH, Chart, boxes, made, not_drawn, number, rules, texts
from strategy.charts.labels import SIZE
from strategy.charts.sentences import describe_bars, over_years, part_of
from strategy.charts.series import Number
from strategy.charts.words import width

ROW, TOP = 34, 28  # the height of a year, and of the heading over the years
LEFT = 48
PLANNED, DONE = 11, 6  # from the middle of a row to the edges of its bars
NOTHING = "nic nie zaplanowano"


def stage_bars(years: Iterable[tuple[int, Number, Number]], *, name: str) -> Chart:
    """From (year, planned, done) in percentage points of the whole task; rows of one year are added up.

    A year between two others without a row had nothing planned; it is said, not drawn as a zero.
    """
    rows = added_up(years)
    title = over_years(f"{name}: wykonane i zaplanowane punkty", [row[0] for row in rows])
    if not any(planned or done for _, planned, done in rows):
        return not_drawn(title, "Nie ma wykresu, bo dokument nie podaje planu etapów.")
    known = {year: (planned, done) for year, planned, done in rows}
    middles = {year: TOP + ROW * (year - rows[0][0]) + ROW / 2 for year in range(rows[0][0], rows[-1][0] + 1)}
    return made(layers(known, middles), height=TOP + ROW * len(middles), title=title, description=describe_bars(rows))


def added_up(years: Iterable[tuple[int, Number, Number]]) -> list[tuple[int, Decimal, Decimal]]:
    found = {}
    for year, planned, done in years:
        before = found.get(year, (Decimal(0), Decimal(0)))
        found[year] = (before[0] + number(planned), before[1] + number(done))
    return [(year, *found[year]) for year in sorted(found)]


def layers(known: dict, middles: dict[int, float]) -> list[dict | None]:
    words = {year: part_of(done, planned) for year, (planned, done) in known.items()}
    right = WIDTH - max(width(text, SIZE) for text in words.values()) - 8
    points = [Decimal(0), *(points for row in known.values() for points in row)]
    axis = Axis(min(points), max(points), Decimal(1), LEFT, right)
    zero = axis.at(Decimal(0))

    def bars(place: int, half: float) -> list:
        ends = [(middles[year], axis.at(row[place])) for year, row in known.items() if row[place]]
        return [(min(zero, end), y - half, max(zero, end), y + half) for y, end in ends]

    beside = [(max(axis.at(max(row)), zero) + 8, middles[year] + 5, words[year]) for year, row in known.items()]
    empty = [(zero + 8, y + 5, NOTHING) for year, y in middles.items() if year not in known]
    bottom = max(middles.values()) + ROW / 2
    return [
        boxes("planned", bars(0, PLANNED)),
        boxes("done", bars(1, DONE)),
        rules("base", [(zero, TOP, zero, bottom)]),
        texts("side", [(0, y + 5, str(year)) for year, y in middles.items()], "left"),
        texts("value", [*beside, *empty], "left"),
        texts("unit", [(0, 14, "wykonano z planu, pkt proc.")], "left"),
    ]
