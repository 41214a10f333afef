"""Words beside the marks they belong to, so that no two cover each other and as few as can be cross a line."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from strategy.charts.words import width

SIZE = 15  # of letters, in user units, where a chart is narrowest
ASCENT, DESCENT = 11, 3
APART = 8  # from the middle of a mark to its words
CROSSING = 5  # units between the places where a line is asked whether words cover it
MARK = 4.5

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """Words for the mark at (x, y). A wanted one is always drawn, the others where there is room."""

    text: str
    x: float
    y: float
    layer: str = "label"
    above: bool = True
    wanted: bool = False


def placed(labels: Iterable[Label], *, marks: Iterable[tuple[float, float]], lines: list, frame: Box) -> dict:
    """{layer: [(x of the middle, baseline, text)]}; labels that come first get the better places.

    marks: points that no other label may cover. lines: [[(x, y), …]] that labels keep away from if they can.
    """
    points = [(x - MARK, y - MARK, x + MARK, y + MARK) for x, y in marks]
    crossings = [(x, y, x, y) for line in lines for x, y in along(line)]
    taken, found = [], {}
    for label in labels:
        places = [place for place in places_of(label, frame) if clear(box_of(label, *place), taken)]
        place = next(
            (
                place
                for obstacles in ([*points, *crossings], points)
                for place in places
                if clear(box_of(label, *place), obstacles)
            ),
            next(iter([*places, *places_of(label, frame)]), None) if label.wanted else None,
        )
        if place:
            taken.append(box_of(label, *place))
            found.setdefault(label.layer, []).append((*place, label.text))
    return found


def places_of(label: Label, frame: Box) -> list[tuple[float, float]]:
    """Above and below the mark, then a line further away, then beside it; inside the frame."""
    left, top, right, bottom = frame
    half = width(label.text, SIZE) / 2
    middle = min(max(label.x, left + half), right - half)
    over, under = label.y - APART, label.y + APART + ASCENT
    heights = [over, under] if label.above else [under, over]
    heights += [over - SIZE, under + SIZE]
    beside = [(label.x - APART - half, label.y + ASCENT / 2), (label.x + APART + half, label.y + ASCENT / 2)]
    places = [*((middle, height) for height in heights), *beside]
    return [
        (x, y)
        for x, y in places
        if top <= y - ASCENT and y + DESCENT <= bottom and left <= x - half + 0.1 and x + half <= right + 0.1
    ]


def box_of(label: Label, x: float, y: float) -> Box:
    half = width(label.text, SIZE) / 2
    return (x - half, y - ASCENT, x + half, y + DESCENT)


def clear(box: Box, others: Iterable[Box]) -> bool:
    left, top, right, bottom = box
    return not any(left < other[2] and other[0] < right and top < other[3] and other[1] < bottom for other in others)


def along(line: list[tuple[float, float]]) -> Iterable[tuple[float, float]]:
    for (x, y), (x2, y2) in pairwise(line):
        steps = max(1, int(max(abs(x2 - x), abs(y2 - y)) / CROSSING))
        yield from ((x + (x2 - x) * step / steps, y + (y2 - y) * step / steps) for step in range(steps + 1))
