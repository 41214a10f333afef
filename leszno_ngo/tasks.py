"""Tasks of the ground floor: the worker's sign of life, which the health page reads."""

from celery import shared_task

from leszno_ngo import clock
from leszno_ngo.models import Heartbeat


@shared_task
def heartbeat():
    Heartbeat.objects.update_or_create(name="worker", defaults={"beaten_at": clock.real_now()})
