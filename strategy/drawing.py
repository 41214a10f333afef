"""The drawings of charts as pages show them: found by the hashes of their specs, and drawn by workers alone.

A chart whose drawing is not there yet has none; its table says the same.
"""

import logging
from collections.abc import Iterable

from strategy.charts import Chart, Drawing, spec_hash
from strategy.models import ChartDrawing

logger = logging.getLogger(__name__)


def drawing_of(chart: Chart) -> Drawing | None:
    return drawings_of([chart]).get(chart)


def drawings_of(charts: Iterable[Chart]) -> dict[Chart, Drawing]:
    """The drawings there are, in one query however many the charts."""
    hashes = {chart: spec_hash(chart.spec) for chart in charts if chart.spec is not None}
    if not hashes:
        return {}
    kept = dict(ChartDrawing.objects.drawn().filter(spec_hash__in=hashes.values()).values_list("spec_hash", "svg"))
    found = {chart: read(kept[hashed], hashed) for chart, hashed in hashes.items() if hashed in kept}
    return {chart: drawing for chart, drawing in found.items() if drawing is not None}


def read(svg: str, hashed: str) -> Drawing | None:
    """A kept drawing that somebody changed is not shown; its page stands without it."""
    try:
        return Drawing.read(svg)
    except ValueError:
        logger.error("The kept drawing %s is not one of ours", hashed)
        return None
