"""The drawings of charts: asked for when what they show is published, and once more when a worker had no luck."""

from django.db import transaction

from leszno_ngo import clock
from strategy import tasks
from strategy.charts import spec_hash
from strategy.drawing import charts_of
from strategy.models import ChartDrawing, Goal, Indicator, Programme, Strategy, StrategyTask


@transaction.atomic
def request_drawings(*rows) -> int:
    """Have workers draw what the pages of these rows show and nobody has drawn yet; how many charts that is.

    rows: indicators (with them their goal's and strategy's summaries), tasks, programmes, goals, strategies.
    """
    charts = {spec_hash(chart.spec): chart for chart in charts_of(rows) if chart.spec is not None}
    known = set(ChartDrawing.objects.filter(spec_hash__in=charts).values_list("spec_hash", flat=True))
    missing = {hashed: chart for hashed, chart in charts.items() if hashed not in known}
    now = clock.real_now()
    ChartDrawing.objects.bulk_create(
        [
            ChartDrawing(
                spec_hash=hashed,
                spec=chart.spec,
                title=chart.title,
                description=chart.description,
                requested_at=now,
            )
            for hashed, chart in missing.items()
        ],
        ignore_conflicts=True,  # somebody has just asked for the same
    )
    send(missing)
    return len(missing)


def request_missing_drawings() -> int:
    """Have all charts of public pages drawn that are not: after an import, or a new edition of the drawing."""
    return request_drawings(
        *Strategy.objects.public(),
        *Goal.objects.public(),
        *Programme.objects.public(),
        *StrategyTask.objects.public().prefetch_related("stages__shares"),
        *Indicator.objects.public().with_owner().with_measurements(),
    )


@transaction.atomic
def retry_drawings() -> int:
    """Let workers try again what they gave up, with all its attempts: what was in their way may be mended by now."""
    given_up = list(ChartDrawing.objects.given_up().values_list("spec_hash", flat=True))
    ChartDrawing.objects.given_up().update(attempts=0, requested_at=clock.real_now())
    send(given_up)
    return len(given_up)


def send(hashes):
    """Tell the workers on commit. A queue that is down breaks no act: the sweeper finds the waiting rows."""
    transaction.on_commit(lambda: [tasks.draw_chart.delay(hashed) for hashed in hashes], robust=True)
