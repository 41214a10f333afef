"""The two planning documents on their way in: `read_…` knows no database, `save_…` writes all or nothing."""

from competitions.importing.priority_tasks import read_priority_tasks
from competitions.importing.readers import read_document, read_document_file
from competitions.importing.saving import save_priority_tasks, save_schedule
from competitions.importing.schedules import read_schedule, read_schedule_at_desk

__all__ = [
    "read_document",
    "read_document_file",
    "read_priority_tasks",
    "read_schedule",
    "read_schedule_at_desk",
    "save_priority_tasks",
    "save_schedule",
]
