"""The shapes of what is found: a finding, a department's part with its findings, an edition with its parts."""

from collections import Counter
from dataclasses import dataclass, field

from competitions.choices import EntryState, FindingKind, PartState, Severity
from competitions.models import PriorityTask, Schedule, ScheduleEntry, ScheduleSection
from leszno_ngo.choices import IssueKind
from leszno_ngo.models import DataIssue, Department

SEVERITY = {
    FindingKind.NO_PART: Severity.MEND,
    FindingKind.EMPTY_PART: Severity.MEND,
    FindingKind.NOT_READY: Severity.KNOW,  # its part's state says the same in its place
    FindingKind.TASK_WITHOUT_ROW: Severity.MEND,
    FindingKind.UNDATED: Severity.MEND,
    FindingKind.NOT_UNDERSTOOD: Severity.MEND,
    FindingKind.OVERDUE: Severity.MEND,
    FindingKind.DUE_NOW: Severity.KNOW,
    FindingKind.DEPENDENT: Severity.KNOW,
    FindingKind.TERM_PAST: Severity.KNOW,
}  # the others are to be looked at
ORDER = {kind: place for place, kind in enumerate(FindingKind)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, to look at or to know. What it concerns says where it is put right."""

    kind: FindingKind
    message: str
    section: ScheduleSection | None = None
    entry: ScheduleEntry | None = None
    task: PriorityTask | None = None
    department: Department | None = None
    issue: DataIssue | None = None

    @property
    def severity(self):
        if self.issue and self.issue.kind == IssueKind.CORRECTED:
            return Severity.KNOW
        return SEVERITY.get(self.kind, Severity.LOOK)

    @property
    def is_of_readiness(self):
        """Whether it says no more than the part's state does."""
        return self.kind in (FindingKind.NOT_READY, FindingKind.EMPTY_PART)


class Findings(list):
    """Findings in the order in which they are told."""

    def of(self, severity):
        return [finding for finding in self if finding.severity == severity]

    @property
    def to_mend(self):
        return self.of(Severity.MEND)

    @property
    def to_look_at(self):
        return self.of(Severity.LOOK)

    @property
    def to_know(self):
        return self.of(Severity.KNOW)

    @property
    def pressing(self):
        """What is better settled before the edition is released."""
        return [finding for finding in self if finding.severity != Severity.KNOW]

    def tell_in_order(self):
        self.sort(key=lambda finding: ORDER[finding.kind])


@dataclass(slots=True)
class Part:
    """A department's part of an edition with its rows on a day."""

    section: ScheduleSection
    rows: list
    findings: Findings = field(default_factory=Findings)

    @property
    def state(self):
        if not self.rows:
            return PartState.EMPTY
        return PartState.READY if self.section.confirmed_at else PartState.IN_WORK

    @property
    def counts(self):
        """[(state of a row, how many)] of those states that occur."""
        found = Counter(entry.state_on_day for entry in self.rows)
        return [(state, found[state]) for state in EntryState if found[state]]

    def due_by(self, start, end):
        """Rows whose term touches these days."""
        return [entry for entry in self.rows if entry.certainty(start, end)]


@dataclass(slots=True)
class Review:
    """An edition as one user sees it: the parts, and what concerns no single one of them."""

    schedule: Schedule
    parts: list[Part] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)

    @property
    def all_findings(self):
        return Findings([*self.findings, *(finding for part in self.parts for finding in part.findings)])

    @property
    def row_count(self):
        return sum(len(part.rows) for part in self.parts)

    @property
    def ready_count(self):
        return sum(part.state == PartState.READY for part in self.parts)
