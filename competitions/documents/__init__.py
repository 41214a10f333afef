"""Documents: a row in, the bytes of its paper out. The words stand in templates/pdf/ and in competitions.wording."""

from competitions.documents.announcements import announcement_pdf, preview_pdf
from competitions.documents.schedules import schedule_pdf

__all__ = ["announcement_pdf", "preview_pdf", "schedule_pdf"]
