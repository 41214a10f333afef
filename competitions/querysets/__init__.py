"""Questions asked of planning and of competitions. The day, the moment and the user are arguments."""

from competitions.querysets.calls import (
    AnnouncementQuerySet,
    AttachmentQuerySet,
    CompetitionQuerySet,
    ResultEntryQuerySet,
    ResultsImportQuerySet,
    RowOfCompetitionQuerySet,
    SmallGrantQuerySet,
)
from competitions.querysets.planning import (
    DATED,
    NEXT,
    AreaWordingQuerySet,
    CooperationProgrammeQuerySet,
    PriorityAreaQuerySet,
    PriorityTaskQuerySet,
    PublicTaskSphereQuerySet,
    ScheduleEntryQuerySet,
    ScheduleImportQuerySet,
    ScheduleQuerySet,
    ScheduleSectionQuerySet,
)

__all__ = [
    "DATED",
    "NEXT",
    "AnnouncementQuerySet",
    "AreaWordingQuerySet",
    "AttachmentQuerySet",
    "CompetitionQuerySet",
    "CooperationProgrammeQuerySet",
    "PriorityAreaQuerySet",
    "PriorityTaskQuerySet",
    "PublicTaskSphereQuerySet",
    "ResultEntryQuerySet",
    "ResultsImportQuerySet",
    "RowOfCompetitionQuerySet",
    "ScheduleEntryQuerySet",
    "ScheduleImportQuerySet",
    "ScheduleQuerySet",
    "ScheduleSectionQuerySet",
    "SmallGrantQuerySet",
]
