"""What a strategy's document says, before any database: records with their lines and their words as printed.

`unread`: the names of fields whose cell could not be read. The document says nothing of them, not that they are empty.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from leszno_ngo.choices import IssueKind
from leszno_ngo.reading import SourceText
from leszno_ngo.terms import Term
from strategy.choices import GoalKind, Importance, IndicatorKind, Period, ResponsibilityRole, TargetKind, ValueStatus


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of which it is not known what it speaks of. A document with problems is not imported."""

    line: int
    text: str
    message: str


@dataclass(frozen=True, slots=True)
class Issue:
    """A place that was corrected, doubted, or could not be read and is kept as words. Line 0: the whole document."""

    kind: IssueKind
    line: int
    quote: str
    message: str


@dataclass(frozen=True, slots=True)
class ResponsibilityRecord:
    role: ResponsibilityRole
    post: str
    line: int


@dataclass(frozen=True, slots=True)
class PartnerRecord:
    name: str
    scope: str
    line: int


@dataclass(frozen=True, slots=True)
class ShareRecord:
    year: int
    planned: Decimal
    done: Decimal


@dataclass(frozen=True, slots=True)
class StageRecord:
    number: int
    title: str
    period_text: str
    period: Term | None
    shares: tuple[ShareRecord, ...]
    line: int
    unplanned: tuple[int, ...] = ()  # years for which the document says that nothing is planned


@dataclass(frozen=True, slots=True)
class ValueRecord:
    year: int
    value: Decimal | None
    status: ValueStatus
    text: str


@dataclass(frozen=True, slots=True)
class TargetRecord:
    kind: TargetKind
    value: Decimal
    period: Period | None
    text: str


@dataclass(frozen=True, slots=True)
class IndicatorRecord:
    kind: IndicatorKind
    source_name: str
    name: str
    line: int
    source_text: str = ""
    values: tuple[ValueRecord, ...] = ()
    targets: tuple[TargetRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class NoneDeclaredRecord:
    kind: IndicatorKind
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class BudgetRecord:
    source_name: str
    amount: Decimal | None
    line: int
    unread: frozenset[str] = frozenset()


@dataclass(slots=True)
class TaskRecord:
    number: int
    title: str
    line: int
    addressees: str = ""
    justification: str = ""
    description: str = ""
    planned_cost: Decimal | None = None
    unread: frozenset[str] = frozenset()
    responsibilities: list[ResponsibilityRecord] = field(default_factory=list)
    partners: list[PartnerRecord] = field(default_factory=list)
    stages: list[StageRecord] = field(default_factory=list)
    budget: list[BudgetRecord] = field(default_factory=list)
    indicators: list[IndicatorRecord] = field(default_factory=list)
    none_declared: list[NoneDeclaredRecord] = field(default_factory=list)


@dataclass(slots=True)
class ProgrammeRecord:
    number: int
    title: str
    line: int
    responsibilities: list[ResponsibilityRecord] = field(default_factory=list)
    tasks: list[TaskRecord] = field(default_factory=list)


@dataclass(slots=True)
class GoalRecord:
    kind: GoalKind
    numeral: str
    title: str
    line: int
    importance_text: str = ""
    importance: Importance | None = None
    unread: frozenset[str] = frozenset()
    responsibilities: list[ResponsibilityRecord] = field(default_factory=list)
    partners: list[PartnerRecord] = field(default_factory=list)
    programmes: list[ProgrammeRecord] = field(default_factory=list)
    directions: list["GoalRecord"] = field(default_factory=list)
    indicators: list[IndicatorRecord] = field(default_factory=list)


@dataclass(slots=True)
class StrategyRecord:
    title: str
    municipality: str
    period_start: int | None = None
    period_end: int | None = None
    legal_basis: str = ""
    key_points: list[str] = field(default_factory=list)
    goals: list[GoalRecord] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """One document as read: the part of a strategy that it holds, and what is doubtful in it.

    `is_whole`: the document is the strategy's own page, not one task's.
    """

    source: SourceText
    title: str
    strategy: StrategyRecord
    is_whole: bool
    issues: list[Issue] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def doubt(self, kind, line, quote, message):
        self.issues.append(Issue(kind, line, quote.strip(), message))

    def fail(self, line, text, message):
        self.problems.append(Problem(line, text.strip(), message))
