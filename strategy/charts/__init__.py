"""Charts of strategies: Decimals in, a chart with its Polish words out, and from it the text of an SVG.

The same chart always gives the same bytes, so a drawing can be kept under the hash of its spec. Only a worker draws:
the renderer is loaded by the first `render`, never by importing this package.
"""

from strategy.charts.bars import stage_bars
from strategy.charts.chart import Chart, spec_hash
from strategy.charts.counts import stacked_counts
from strategy.charts.drawing import Drawing, render
from strategy.charts.lines import indicator_line

__all__ = ["Chart", "Drawing", "indicator_line", "render", "spec_hash", "stacked_counts", "stage_bars"]
