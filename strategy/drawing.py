"""The charts that pages show, and their drawings: found by the hashes of their specs, made by workers alone.

A chart whose drawing is not there yet has none; its table says the same.
"""

import logging
from collections.abc import Iterable

from strategy.assessing import bars_of, counts_of, line_of
from strategy.charts import Chart, Drawing, spec_hash
from strategy.models import ChartDrawing, Goal, Indicator, Strategy, StrategyTask

logger = logging.getLogger(__name__)


def summary_of(row, indicators=None) -> Chart:
    """How the indicators of a strategy, a goal, a programme or a task are judged, with those of all that lies under it.

    indicators: those, where the page has fetched them with their judgements.
    """
    if indicators is None:
        indicators = Indicator.objects.within(row).with_judgements()
    return counts_of([indicator.judgement for indicator in indicators], name=f"Oceny wskaźników: {row}")


def charts_of(rows: Iterable) -> list[Chart]:
    """All that the pages of these rows show; of indicators also the summaries in which they are counted."""
    rows = list(rows)
    indicators = [row for row in rows if isinstance(row, Indicator)]
    counted = dict.fromkeys(row for row in rows if not isinstance(row, Indicator))
    counted |= dict.fromkeys(above for indicator in indicators for above in upwards(indicator.owner))
    return [
        *map(line_of, indicators),
        *(bars_of(row) for row in counted if isinstance(row, StrategyTask)),
        *(
            summary_of(row) for row in counted if not isinstance(row, StrategyTask)
        ),  # a task's page lists its indicators
    ]


def upwards(row) -> Iterable:
    """From what an indicator measures to its strategy: both are among them."""
    yield row
    if isinstance(row, StrategyTask):
        yield from upwards(row.programme or row.goal)
    elif isinstance(row, Goal):
        yield from upwards(row.parent or row.strategy)
    elif not isinstance(row, Strategy):
        yield from upwards(row.goal)


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
