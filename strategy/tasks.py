"""Tasks of strategies: ids in, fetch, call, store. Each may run twice without harm."""

import logging
from smtplib import SMTPException

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import OperationalError

from leszno_ngo import clock, issuing
from leszno_ngo.querysets import MOST_ATTEMPTS
from strategy import documents
from strategy.charts import Chart, render
from strategy.models import ChartDrawing, ProgressReport, Reminder

logger = logging.getLogger(__name__)

PASSING = (SMTPException, OSError, OperationalError)  # a server that is away, a lost connection


@shared_task
def draw_chart(spec_hash):
    """Two that draw the same chart at once draw the same; the sweeper sends again what was lost or failed."""
    drawing = ChartDrawing.objects.attempt(spec_hash)
    if drawing is None:
        return
    try:
        svg = render(Chart(drawing.spec, drawing.title, drawing.description))
    except Exception as error:
        logger.exception("Could not draw %s", drawing)
        drawing.fail(f"Nie udało się narysować wykresu ({type(error).__name__}). Szczegóły są w dzienniku.")
    else:
        drawing.keep(svg, clock.real_now())


@shared_task(**issuing.TASK)
def make_progress_report_pdf(self, report_id):
    issuing.make(ProgressReport, report_id, documents.progress_report_pdf, worker=self.request.hostname)


@shared_task(bind=True, autoretry_for=PASSING, retry_backoff=True, max_retries=MOST_ATTEMPTS)
def send_reminder(self, reminder_id):
    reminder = Reminder.objects.claim(reminder_id, clock.real_now())
    if reminder is None:
        return
    try:
        letter_of(reminder).send()
    except PASSING as error:
        if reminder.attempts >= MOST_ATTEMPTS:
            logger.exception("Gave up sending %s", reminder)
            reminder.fail(
                f"Serwer poczty nie przyjął listu: {error}. Sprawdź adres wydziału i ustawienia poczty, "
                "potem zleć wysłanie ponownie."
            )
        else:
            reminder.queue_again(clock.real_now(), reason=f"Próba {reminder.attempts}. nie powiodła się: {error}")
            raise
    else:
        reminder.sent(clock.real_now())


def letter_of(reminder):
    """As it is sent; letters from a machine say so, that no absence reply comes back."""
    return EmailMessage(
        reminder.subject,
        reminder.body,
        to=[reminder.recipient],
        reply_to=[settings.OFFICE_EMAIL] if settings.OFFICE_EMAIL else None,
        headers={"Message-ID": reminder.message_id, "Auto-Submitted": "auto-generated"},
    )
