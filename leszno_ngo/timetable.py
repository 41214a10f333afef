"""What beat starts and what a starting worker does first, for issued documents; everything here may run twice."""

import contextlib
import gc

from celery import shared_task
from celery.signals import worker_init, worker_ready
from django.db import connections

from leszno_ngo import clock, issuing, pdf


@shared_task
def sweep_documents():
    """Every minute: what nobody finished in time is queued again."""
    for kind in issuing.kinds():
        issuing.take_up(kind.objects.stale(clock.real_now()))


@worker_init.connect
def warm_up(**kwargs):
    """Load once what every process of the worker needs, so that the first document does not wait for it.

    What is loaded stays for ever: frozen, it is not searched for garbage while documents are made.
    """
    with contextlib.suppress(pdf.MissingLibrariesError):
        pdf.load_weasyprint()
    gc.freeze()


@worker_ready.connect
def sweep_at_start(sender, **kwargs):
    """A killed worker's documents need not wait until they are stale: its successor takes them up at once.

    So it does with those that failed for want of libraries, when these have been installed since.
    """
    for kind in issuing.kinds():
        issuing.take_up(kind.objects.left_by(sender.hostname))
    with contextlib.suppress(pdf.MissingLibrariesError):
        pdf.load_weasyprint()
        for kind in issuing.kinds():
            issuing.take_up(kind.objects.failed(pdf.MISSING))
    connections.close_all()  # the worker's processes must not inherit this connection
