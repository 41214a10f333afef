"""Documents of planning: a row in, the bytes of its paper out. The words stand in templates/pdf/."""

from itertools import groupby

from django.conf import settings

from competitions.models import ScheduleEntry
from leszno_ngo.pdf import Pdf, render_pdf


def schedule_pdf(schedule) -> Pdf:
    """The office's table of one edition. The same edition always gives the same bytes."""
    entries = ScheduleEntry.objects.select_related("area", "inherited_from").order_by("position")
    sections = schedule.sections.order_by("position").with_entries(entries)
    return render_pdf(
        "pdf/schedule.html",
        {
            "schedule": schedule,
            "office": settings.OFFICE_NAME,
            "parts": [
                (section, corrected(section.departments.all()), by_area(section.entries.all())) for section in sections
            ],
        },
    )


def corrected(departments):
    """The names that the source document misspelt."""
    return [department.name for department in departments if department.name.lower() != department.source_name.lower()]


def by_area(entries):
    """Neighbouring rows of one area, gathered: [(first row, rows)]."""
    groups = [list(rows) for _, rows in groupby(entries, key=lambda entry: (entry.area_id, entry.area_text))]
    return [(rows[0], rows) for rows in groups]
