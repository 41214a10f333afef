"""A chart's spec → the text of an SVG that may stand inside a page under a strict Content-Security-Policy.

The renderer works out where the marks stand. What it draws is not cleaned but drawn anew from the few shapes we know:
no style, no script, no reference and no font can come through. The looks are attributes that any rule of a style sheet
overrides; static/css/charts.css does, with the page's own colours.
"""

import re
from collections.abc import Iterator

from django.utils.html import escape
from lxml import etree

from strategy.charts.chart import Chart, spec_hash

VEGA_LITE = "6.4"  # drawings stay the same when the renderer learns a newer one
SVG = "http://www.w3.org/2000/svg"
DRAWN_BY_NAME = re.compile(r"\brole-mark (\w+)_marks\b")
SHIFT = re.compile(r"translate\(([^,)]+),([^,)]+)\)")
STEP = re.compile(r"([MLhvZ])([^A-Za-z]*)")
RADIUS = re.compile(r"M([\d.]+),0A")
FONT = (
    "Leszno Sans, sans-serif"  # for paper and for a file of its own; on a page the style sheet lets the page's through
)
TEXT = {"fill": "#17211d"}
QUIET = {"fill": "#4b5a54"}
LOOKS = {
    "grid": {"stroke": "#cfd8d3"},
    "base": {"stroke": "#77857e"},
    "leader": {"stroke": "#77857e"},
    "tick": QUIET,
    "year": QUIET,
    "unit": QUIET,
    "side": TEXT,
    "value": TEXT,
    "threshold": {"stroke": "#1d4f83", "stroke-width": "2", "stroke-dasharray": "2 4"},
    "path": {"fill": "none", "stroke": "#1d4f83", "stroke-width": "2", "stroke-dasharray": "6 4"},
    "line": {"fill": "none", "stroke": "#0d5b48", "stroke-width": "3", "stroke-linejoin": "round"},
    "target": {"fill": "#1d4f83"},
    "point": {"fill": "#0d5b48"},
    "suspect": {"fill": "#ffffff", "stroke": "#7d4a00", "stroke-width": "2"},
    "label": TEXT,
    "label_gap": QUIET,
    "label_suspect": {"fill": "#7d4a00"},
    "label_target": {"fill": "#1d4f83"},
    "planned": {"fill": "#f3f6f4", "stroke": "#77857e", "stroke-width": "2"},
    "done": {"fill": "#0d5b48"},
    "tone_good": {"fill": "#17622f"},
    "tone_info": {"fill": "#1d4f83"},
    "tone_warn": {"fill": "#7d4a00"},
    "tone_bad": {"fill": "#a0231c"},
    "tone_none": {"fill": "#ffffff", "stroke": "#77857e", "stroke-width": "2"},
}
ANCHORS = {"start": {}, "middle": {"text-anchor": "middle"}, "end": {"text-anchor": "end"}}
OURS = re.compile(
    r'<svg(?: [a-zA-Z-]+="[^"<>]*")*>'
    r"(?:</?(?:svg|title|desc|g|path|circle|text)"
    r'(?: (?:id|class|d|x|y|cx|cy|r|fill|stroke(?:-[a-z]+)?|text-anchor)="[\w #.,-]*")*/?>'
    r"|[^<>])*</svg>"
)
HEAD = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" class="chart" viewBox="[\d. ]+" role="img"'
    r' aria-labelledby="[\w-]+" aria-describedby="[\w-]+" font-family="Leszno Sans, sans-serif" font-size="15">'
)


class Drawing(str):
    """The text of an SVG, which a template writes as it is: `read` lets only texts through that `render` can make."""

    __slots__ = ()

    @classmethod
    def read(cls, text: str) -> "Drawing":
        """A kept drawing. ValueError: it holds something that no drawing of ours holds."""
        if not HEAD.match(text) or not OURS.fullmatch(text):
            raise ValueError("not a drawing of a chart")
        return cls(text)

    def __html__(self) -> str:
        return str(self) if HEAD.match(self) and OURS.fullmatch(self) else escape(str(self))


def render(chart: Chart) -> Drawing:
    """The same chart gives the same bytes. Takes a second the first time, then less than a tenth. For workers only."""
    import vl_convert  # a whole JavaScript engine, which no request needs

    if chart.spec is None:
        raise ValueError(chart.reason)
    made = vl_convert.vegalite_to_svg(chart.spec, vl_version=VEGA_LITE, allowed_base_urls=[])
    made = etree.fromstring(made.encode())
    return Drawing.read(etree.tostring(drawn_anew(chart, made), encoding="unicode"))


def drawn_anew(chart: Chart, made: etree._Element) -> etree._Element:
    name = f"chart-{spec_hash(chart.spec)[:12]}"
    attributes = {
        "class": "chart",
        "viewBox": f"0 0 {chart.spec['width']} {chart.spec['height']}",
        "role": "img",
        "aria-labelledby": f"{name}-title",
        "aria-describedby": f"{name}-desc",
        "font-family": FONT,
        "font-size": "15",
    }
    svg = etree.Element(f"{{{SVG}}}svg", attributes, nsmap={None: SVG})
    for part, words in (("title", chart.title), ("desc", chart.description)):
        etree.SubElement(svg, f"{{{SVG}}}{part}", id=f"{name}-{part}").text = words
    for group in made.iter(f"{{{SVG}}}g"):
        found = DRAWN_BY_NAME.search(group.get("class", ""))
        if found:
            svg.append(layer_of(found[1], group))
    return svg


def layer_of(name: str, group: etree._Element) -> etree._Element:
    """One group for a layer, in which paths are joined to one."""
    made = etree.Element(f"{{{SVG}}}g", {"class": f"chart-{name.replace('_', '-')}"} | LOOKS[name])
    paths = []
    for shape in group:
        kind, (x, y) = etree.QName(shape).localname, shift_of(shape)
        circle = RADIUS.match(shape.get("d", ""))
        if kind == "text":
            made.attrib.update(ANCHORS[shape.get("text-anchor")])
            etree.SubElement(made, f"{{{SVG}}}text", x=said(x), y=said(y)).text = shape.text
        elif kind == "line":
            paths.append(f"M{said(x)},{said(y)}L{said(x + float(shape.get('x2')))},{said(y + float(shape.get('y2')))}")
        elif circle:
            etree.SubElement(made, f"{{{SVG}}}circle", cx=said(x), cy=said(y), r=said(float(circle[1])))
        else:
            paths.append("".join(moved(shape.get("d"), x, y)))
    if paths:
        etree.SubElement(made, f"{{{SVG}}}path", d="".join(paths))
    return made


def shift_of(shape: etree._Element) -> tuple[float, float]:
    found = SHIFT.fullmatch(shape.get("transform", ""))
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def moved(path: str, x: float, y: float) -> Iterator[str]:
    """The path at another place; of its steps only the absolute ones change."""
    for step, numbers in STEP.findall(path):
        values = [float(value) for value in numbers.split(",") if value]
        if step in "ML":
            values = [values[0] + x, values[1] + y]
        yield step + ",".join(map(said, values))


def said(place: float) -> str:
    """To a tenth, without an empty one and without a minus before nothing."""
    return f"{round(place, 1) + 0.0:.1f}".removesuffix(".0")
