"""What beat starts and what a starting worker does first; everything here may run twice."""

from celery import shared_task
from celery.signals import worker_ready

from leszno_ngo import clock
from leszno_ngo.querysets import MOST_ATTEMPTS
from strategy import alerts, publishing, tasks
from strategy.models import ChartDrawing, Reminder
from strategy.publishing import drawings


@shared_task
def sweep_drawings():
    """Every minute: charts whose task was lost, or that a worker could not draw, are sent again."""
    for hashed in ChartDrawing.objects.stale(clock.real_now()).values_list("spec_hash", flat=True):
        tasks.draw_chart.delay(hashed)


@shared_task
def request_missing_drawings():
    """Every hour and at a worker's start: charts of pages that changed without an act, or drawn otherwise by now."""
    drawings.retry_drawings()
    drawings.request_missing_drawings()


@shared_task
def judge_anew():
    """Every night: another year is over, or the method has changed. What would be judged the same stays."""
    publishing.judge_all(now=clock.now(), today=clock.today())


@shared_task
def remind_of_values():
    """Every hour of the day's work: the letters of the day, each once."""
    alerts.remind(clock.today())


@shared_task
def sweep_reminders():
    """Every minute: letters that nobody finished sending are sent again, or given up at last."""
    for reminder in Reminder.objects.stale(clock.real_now()):
        if reminder.attempts >= MOST_ATTEMPTS:
            reminder.fail(
                f"List próbowano wysłać {reminder.attempts} razy i za każdym razem praca została przerwana. "
                "Sprawdź serwer poczty, potem zleć wysłanie ponownie."
            )
        elif reminder.queue_again(clock.real_now(), reason=reminder.error):
            tasks.send_reminder.delay(reminder.pk)


@worker_ready.connect
def request_drawings_at_start(**kwargs):
    request_missing_drawings.delay()
