"""The portal as bin/run shows it."""

import datetime as dt

import pytest
from django.core.management import call_command

from competitions import tasks
from competitions.choices import AmendmentKind
from competitions.models import Announcement, ScheduleDocument
from strategy import tasks as report_tasks
from strategy.models import ProgressReport


@pytest.fixture
def preview(db, settings):
    """The five documents imported, a schedule released, a report issued, their PDFs made, on its day; of the examples
    those papers that one changed competition has."""
    settings.PORTAL_DATE = dt.date(2023, 12, 1)
    call_command("setup_preview", verbosity=0)
    tasks.make_schedule_pdf.apply([ScheduleDocument.objects.get().pk], throw=True)
    report_tasks.make_progress_report_pdf.apply([ProgressReport.objects.get().pk], throw=True)
    for paper in Announcement.objects.filter(competition__amendments__kind=AmendmentKind.CHANGE):
        tasks.make_announcement_pdf.apply([paper.pk], throw=True)
