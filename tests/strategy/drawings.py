"""Charts as the real renderer draws them, and their parts."""

import re

from lxml import etree

from strategy.charts import render

SVG = "{http://www.w3.org/2000/svg}"


class Drawn:
    """The parts of a drawing by the names of its layers."""

    def __init__(self, chart):
        self.text = render(chart)
        self.root = etree.fromstring(self.text)

    def group(self, name):
        return self.root.find(f"{SVG}g[@class='chart-{name}']")

    def layers(self):
        return [group.get("class").removeprefix("chart-") for group in self.root.iter(f"{SVG}g")]

    def words(self, name):
        """The texts of a layer, with plain spaces."""
        group = self.group(name)
        return [] if group is None else [text.text.replace("\N{NO-BREAK SPACE}", " ") for text in group]

    def circles(self, name):
        group = self.group(name)
        return [] if group is None else [(float(one.get("cx")), float(one.get("cy"))) for one in group]

    def pieces(self, name):
        """The subpaths of a layer, each with its points."""
        return [
            [tuple(map(float, point.split(","))) for point in piece.rstrip("Z").split("L")]
            for piece in self.path(name).split("M")[1:]
        ]

    def boxes(self, name):
        """The rectangles of a layer: (left, top, width, height)."""
        return [
            tuple(map(float, box)) for box in re.findall(r"M([\d.-]+),([\d.-]+)h([\d.-]+)v([\d.-]+)h", self.path(name))
        ]

    def path(self, name):
        group = self.group(name)
        return "" if group is None else "".join(path.get("d") for path in group)
