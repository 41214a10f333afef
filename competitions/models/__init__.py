"""Planning: what the city means to announce. Calls and alerts stand beside it."""

from competitions.models.imports import ScheduleImport
from competitions.models.planning import (
    AreaWording,
    CooperationProgramme,
    PriorityArea,
    PriorityTask,
    PublicTaskSphere,
    Schedule,
    ScheduleDocument,
    ScheduleEntry,
    ScheduleSection,
)

__all__ = [
    "AreaWording",
    "CooperationProgramme",
    "PriorityArea",
    "PriorityTask",
    "PublicTaskSphere",
    "Schedule",
    "ScheduleDocument",
    "ScheduleEntry",
    "ScheduleImport",
    "ScheduleSection",
]
