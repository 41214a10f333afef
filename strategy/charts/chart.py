"""What a chart is: a Vega-Lite spec that also holds its words, and the parts that specs are put together from.

Layers are named; the name is what a drawing and the style sheet know them by. Nothing of the look stands in a spec.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
EDITION = 1  # of the drawing: raise it when render() draws the same spec otherwise, so that kept drawings are made anew
WIDTH = 360  # user units of every chart; a phone's width, so that words are not scaled down there
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
PIXELS = {
    "x": {"field": "x", "type": "quantitative", "scale": None, "axis": None},
    "y": {"field": "y", "type": "quantitative", "scale": None, "axis": None},
}


@dataclass(frozen=True, slots=True)
class Chart:
    """`spec` is None where there is nothing to draw; `reason` then says why, and is empty otherwise."""

    spec: dict | None = field(hash=False)  # a dict has no hash; the words are enough for one
    title: str
    description: str
    reason: str = ""


def made(layers: Iterable[dict | None], *, height: float, title: str, description: str) -> Chart:
    """A chart of these layers, from the lowest to the uppermost; a layer without rows is left out.

    The words go into the spec too: two indicators with the same values are two drawings.
    """
    title, description = written(title), written(description)
    spec = {
        "$schema": SCHEMA,
        "description": description,
        "usermeta": {"title": title, "edition": EDITION},
        "width": WIDTH,
        "height": height,
        "padding": 0,
        "autosize": "none",
        "background": None,
        "config": {"view": {"stroke": None}},
        "layer": [layer for layer in layers if layer],
    }
    return Chart(spec, title, description)


def not_drawn(title: str, reason: str, description: str = "") -> Chart:
    """description: what there is to say without a picture; the reason where there is nothing else."""
    return Chart(None, written(title), description or reason, reason)


def written(words: str) -> str:
    """On one line and without characters that XML cannot hold."""
    return UNWRITABLE.sub("", " ".join(words.splitlines()))


def spec_hash(spec: dict) -> str:
    """64 hexadecimal digits; equal for equal specs, whatever the order of their keys."""
    text = json.dumps(spec, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def layer(name: str, mark: dict, rows: list[dict], encoding: dict) -> dict | None:
    return {"name": name, "mark": mark, "data": {"values": rows}, "encoding": encoding} if rows else None


def texts(name: str, rows: Iterable[tuple[float, float, str]], align: str = "center") -> dict | None:
    """Words at pixels: (x, baseline, text)."""
    mark = {"type": "text", "align": align, "baseline": "alphabetic"}
    values = [{"x": pixel(x), "y": pixel(y), "text": written(text)} for x, y, text in rows]
    return layer(name, mark, values, PIXELS | {"text": {"field": "text", "type": "nominal"}})


def boxes(name: str, rows: Iterable[tuple[float, float, float, float]]) -> dict | None:
    """Rectangles at pixels: (left, top, right, bottom)."""
    values = [dict(zip(("x", "y", "x2", "y2"), map(pixel, row), strict=True)) for row in rows]
    return layer(name, {"type": "rect"}, values, PIXELS | {"x2": {"field": "x2"}, "y2": {"field": "y2"}})


def rules(name: str, rows: Iterable[tuple[float, float, float, float]]) -> dict | None:
    """Straight lines between pixels: (x, y, x2, y2)."""
    values = [dict(zip(("x", "y", "x2", "y2"), map(pixel, row), strict=True)) for row in rows]
    return layer(name, {"type": "rule"}, values, PIXELS | {"x2": {"field": "x2"}, "y2": {"field": "y2"}})


def pixel(place: float | Decimal) -> float:
    """A tenth of a pixel is fine enough, and the same on every machine."""
    return round(float(place), 1)


def number(value: Decimal | int | str) -> Decimal:
    """A finite Decimal; a binary fraction is refused, because it is not the number that was published."""
    if not isinstance(value, Decimal | int | str):
        raise TypeError(f"{value!r} is neither a Decimal nor its digits")
    value = Decimal(value)
    if not value.is_finite():
        raise ValueError(f"{value} is no number")
    return value
