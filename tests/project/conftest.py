"""The portal as bin/run shows it."""

import datetime as dt

import pytest
from django.core.management import call_command

from competitions import tasks
from competitions.models import ScheduleDocument


@pytest.fixture
def preview(db, settings):
    """The five documents imported, the schedule released and its PDF made, on the day of the preview."""
    settings.PORTAL_DATE = dt.date(2023, 12, 1)
    call_command("setup_preview", verbosity=0)
    tasks.make_schedule_pdf.apply([ScheduleDocument.objects.get().pk], throw=True)
