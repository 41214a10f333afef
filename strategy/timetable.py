"""What beat starts and what a starting worker does first; everything here may run twice."""

from celery import shared_task
from celery.signals import worker_ready

from leszno_ngo import clock
from strategy import tasks
from strategy.models import ChartDrawing
from strategy.publishing import drawings


@shared_task
def sweep_drawings():
    """Every minute: charts whose task was lost, or that a worker could not draw, are sent again."""
    for hashed in ChartDrawing.objects.stale(clock.real_now()).values_list("spec_hash", flat=True):
        tasks.draw_chart.delay(hashed)


@shared_task
def request_missing_drawings():
    """Every hour and at a worker's start: charts of pages that changed without an act, or drawn otherwise by now."""
    drawings.request_missing_drawings()


@worker_ready.connect
def request_drawings_at_start(**kwargs):
    request_missing_drawings.delay()
