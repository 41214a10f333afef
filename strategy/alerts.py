"""Letters to departments about values that are due: written once for each stage, then sent by a worker."""

import logging
from collections import defaultdict

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from leszno_ngo import clock
from leszno_ngo.templatetags.leszno import day
from strategy import reminding, tasks
from strategy.choices import ReminderState
from strategy.due import due_spans
from strategy.models import Indicator, Reminder

logger = logging.getLogger(__name__)

NO_ADDRESS = "Wydział nie ma adresu e-mail. Wpisz go w danych wydziału, potem zleć wysłanie ponownie."


def remind(today):
    """Write and send the letters of the day; those that were written before stay as they are. How many are new."""
    return sum(
        write(department, letter)
        for department, waiting in waiting_by_department(today).items()
        for letter in reminding.letters(waiting, today)
    )


def waiting_by_department(today):
    """{department: [(indicator, what is due of it), …]} of the indicators whose values the portal collects."""
    collected = Indicator.objects.filter(collected_from__isnull=False).select_related("department", "task__department")
    found = defaultdict(list)
    for indicator in collected.prefetch_related("values"):
        department = indicator.department or (indicator.task and indicator.task.department)
        if department:
            found[department] += [(indicator, due) for due in due_spans(indicator, indicator.values.all(), today)]
    return found


@transaction.atomic
def write(department, letter):
    """True when the letter is new."""
    reminder, is_new = Reminder.objects.get_or_create(
        department=department,
        due_on=letter.due_on,
        days=letter.days,
        defaults={
            "recipient": department.email,
            "subject": subject_of(letter),
            "body": body_of(department, letter),
            "queued_at": clock.real_now(),
            **({} if department.email else {"state": ReminderState.FAILED, "error": NO_ADDRESS}),
        },
    )
    if is_new and reminder.state == ReminderState.QUEUED:
        send(reminder)
    return is_new


def subject_of(letter):
    """„Wartości wskaźników do 31 marca 2025 r.: zostało 7 dni”."""
    when = {-30: "zostało 30 dni", -7: "zostało 7 dni", -1: "został 1 dzień"}
    late = {1: "termin minął wczoraj", 7: "termin minął tydzień temu", 30: "termin minął 30 dni temu"}
    return f"Wartości wskaźników do {day(letter.due_on)}: {(when | late)[letter.days]}".replace("\u00a0", " ")


def body_of(department, letter):
    years = sorted({span.year for _, span in letter.missing})
    grids = [f"{settings.PORTAL_URL}{reverse('admin:strategy_values_grid', args=[year])}" for year in years]
    context = {"department": department, "letter": letter, "grids": grids, "is_late": letter.days > 0}
    return render_to_string("mail/values_due.txt", context)


@transaction.atomic
def retry_reminder(reminder, *, by):
    """Have a letter that failed sent anew, to the address that the department has now."""
    if reminder.state != ReminderState.FAILED:
        raise ValidationError("Ponowić można tylko przypomnienie, którego nie udało się wysłać.")
    recipient = reminder.department.email
    if not recipient:
        raise ValidationError(NO_ADDRESS)
    if not reminder.queue_again(clock.real_now(), recipient=recipient, attempts=0):
        raise ValidationError("To przypomnienie właśnie się zmieniło. Odśwież stronę.")
    logger.info("%s asked for %s again", by, reminder)
    send(reminder)


def send(reminder):
    """Tell the workers on commit. A queue that is down loses no letter: the sweeper finds the waiting row."""
    transaction.on_commit(lambda: tasks.send_reminder.delay(reminder.pk), robust=True)
