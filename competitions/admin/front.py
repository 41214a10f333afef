"""The desk's front page: how far each department's part is, what it lacks, what is due and what is overdue."""

import calendar
from dataclasses import dataclass

from competitions.checking import Part, Review, reviews
from competitions.choices import EntryState, FindingKind
from competitions.models import Schedule
from leszno_ngo import clock
from leszno_ngo.choices import Role
from leszno_ngo.models import User

AHEAD = (EntryState.PLANNED, EntryState.DUE_NOW)


@dataclass(slots=True)
class PartOnDesk:
    """A part with its rows that are due within the month and those that are overdue."""

    part: Part
    due: list
    overdue: list

    @property
    def issues(self):
        return [finding for finding in self.part.findings if finding.kind == FindingKind.ISSUE]


@dataclass(slots=True)
class EditionOnDesk:
    review: Review
    parts: list[PartOnDesk]

    @property
    def total(self):
        """The last line of the coordinator's table."""
        found = [finding for part in self.parts for finding in part.part.findings]
        counted = type(self.review.findings)(found)
        return {
            "rows": self.review.row_count,
            "to_mend": len(counted.to_mend),
            "to_look_at": len(counted.to_look_at),
            "due": sum(len(part.due) for part in self.parts),
            "overdue": sum(len(part.overdue) for part in self.parts),
            "issues": sum(len(part.issues) for part in self.parts),
        }


def panel(request):
    """What stands above the stock lists. Of years that are over, only the names of the working editions."""
    user, today = request.user, clock.today()
    if not (user.is_active and user.is_staff):
        return {}
    working = list(Schedule.objects.working().order_by("year"))
    found = reviews([schedule for schedule in working if schedule.year >= today.year], user, today)
    return {
        "front_editions": [on_desk(review, today) for review in found],
        "front_past": [schedule for schedule in working if schedule.year < today.year],
        "front_has_departments": user.sees_everything or user.departments.exists(),
        "front_coordinators": User.objects.filter(role=Role.COORDINATOR, is_active=True, is_staff=True),
        "may_change": not user.is_auditor,
    }


def on_desk(review, today):
    start = today.replace(day=1)
    end = today.replace(day=calendar.monthrange(today.year, today.month)[1])
    return EditionOnDesk(
        review,
        [
            PartOnDesk(
                part,
                due=[entry for entry in part.due_by(start, end) if entry.state_on_day in AHEAD],
                overdue=[entry for entry in part.rows if entry.state_on_day == EntryState.OVERDUE],
            )
            for part in review.parts
        ],
    )
