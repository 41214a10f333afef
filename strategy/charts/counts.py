"""How many indicators of each judgement: one column of segments, each with its words beside it."""

from collections.abc import Mapping
from decimal import Decimal

from strategy.charts.chart import Chart, boxes, made, not_drawn, rules, texts
from strategy.charts.sentences import describe_counts
from strategy.choices import Category
from strategy.units import full

ROW, LEAST = 26, 104  # the height of a line of words, and the least one of the column
SEEN = 5  # the least height of a segment with the space around it
COLUMN, WORDS = 44, 72  # where the column ends and the words begin
TONES = {
    Category.MET: "good",
    Category.ON_TRACK: "good",
    Category.TOO_SLOW: "warn",
    Category.LITTLE_PROGRESS: "warn",
    Category.MOVING_AWAY: "bad",
    Category.PARTLY_MET: "warn",
    Category.NOT_MET: "bad",
    Category.IMPROVED: "good",
    Category.STEADY: "info",
    Category.WORSENED: "bad",
    Category.NOT_JUDGED: "none",
}


def stacked_counts(counts: Mapping[str, int], *, name: str) -> Chart:
    """From {category: how many indicators}, as a roll-up counts them; empty categories are not drawn.

    One category alone is said in words: a column of a single segment would show nothing.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("a count below zero")
    known = {Category(category): count for category, count in counts.items() if count}
    rows = [(category, known[category]) for category in Category if category in known]
    if not rows:
        return not_drawn(name, "Nie ma wykresu, bo nie ma tu żadnego wskaźnika.")
    description = describe_counts([(category.label, count) for category, count in rows])
    if len(rows) == 1:
        return not_drawn(name, "Nie ma wykresu, bo wszystkie wskaźniki mają tę samą ocenę.", description)
    height = max(LEAST, ROW * len(rows))
    return made(layers(rows, height), height=height, title=name, description=description)


def layers(rows: list[tuple[Category, int]], height: int) -> list[dict | None]:
    segments, middles, edge = {}, [], 0.0
    for (category, _), share in zip(rows, shares([count for _, count in rows], height), strict=True):
        below = edge + share
        segments.setdefault(TONES[category], []).append((1, edge + 1, COLUMN, below - 1))
        middles.append((edge + below) / 2)
        edge = below
    lines = spread(middles, height)
    words = [
        (WORDS, y + 5, f"{full(Decimal(count))} {category.label}")
        for (category, count), y in zip(rows, lines, strict=True)
    ]
    leaders = [(COLUMN + 3, middle, WORDS - 5, y) for middle, y in zip(middles, lines, strict=True)]
    return [
        *(boxes(f"tone_{tone}", found) for tone, found in sorted(segments.items())),
        rules("leader", leaders),
        texts("value", words, "left"),
    ]


def shares(counts: list[int], height: float) -> list[float]:
    """The heights of the segments: by their counts, but one among thousands can still be seen."""
    seen = [max(height * count / sum(counts), SEEN) for count in counts]
    return [share * height / sum(seen) for share in seen]


def spread(middles: list[float], height: float) -> list[float]:
    """The same heights, moved as little as makes room for a line of words at each."""
    lines = []
    for place, middle in enumerate(middles):
        least = lines[-1] + ROW if lines else ROW / 2
        most = height - ROW / 2 - ROW * (len(middles) - 1 - place)
        lines.append(min(max(middle, least), most))
    return lines
