"""Planning: what the city means to announce. Competitions: what it announced, and what came of it."""

from competitions.models.acts import AcceptedFinding, Amendment, Announcement, Publication
from competitions.models.call_rows import (
    Attachment,
    Criterion,
    FundingLine,
    ResultEntry,
    ResultsImport,
    SimilarTask,
)
from competitions.models.calls import Competition, PrivacyClause
from competitions.models.imports import ScheduleImport
from competitions.models.planning import Schedule, ScheduleDocument, ScheduleEntry, ScheduleSection
from competitions.models.priorities import (
    AreaWording,
    CooperationProgramme,
    PriorityArea,
    PriorityTask,
    PublicTaskSphere,
)
from competitions.models.small_grants import SmallGrant

__all__ = [
    "AcceptedFinding",
    "Amendment",
    "Announcement",
    "AreaWording",
    "Attachment",
    "Competition",
    "CooperationProgramme",
    "Criterion",
    "FundingLine",
    "PriorityArea",
    "PriorityTask",
    "PrivacyClause",
    "PublicTaskSphere",
    "Publication",
    "ResultEntry",
    "ResultsImport",
    "Schedule",
    "ScheduleDocument",
    "ScheduleEntry",
    "ScheduleImport",
    "ScheduleSection",
    "SimilarTask",
    "SmallGrant",
]
