"""What the law has to know of a competition and of a small grant. The names are those of the models' fields.

Plain values, so that the rules need no database: a model gives its facts, a test writes them. Days are Warsaw days;
moments are aware and inclusive; money is Decimal in złoty. None and "" mean: not entered yet.
"""

import datetime as dt
from dataclasses import dataclass, fields
from decimal import Decimal

from competitions.choices import (
    AmendmentKind,
    AnnulmentReason,
    CriterionKind,
    FundingForm,
    Place,
    Procedure,
    PublicationSubject,
    ResultState,
)


class AwareFacts:
    """A moment without its zone could mean two days: refused."""

    def __post_init__(self):
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, dt.datetime) and value.utcoffset() is None:
                raise ValueError(f"{field.name} needs a time zone")


@dataclass(frozen=True, kw_only=True)
class PublicationFacts(AwareFacts):
    """One place in which something was, or is planned to be, made public; one row for each subject and place."""

    place: Place
    subject: PublicationSubject = PublicationSubject.ANNOUNCEMENT
    published_on: dt.date | None = None
    shown_until: dt.date | None = None
    recorded_at: dt.datetime | None = None  # None: planned, nobody has confirmed it yet


@dataclass(frozen=True, kw_only=True)
class AmendmentFacts(AwareFacts):
    """A change of what was announced. The publications are those of the change."""

    kind: AmendmentKind = AmendmentKind.CHANGE
    made_at: dt.datetime
    old_closes_at: dt.datetime
    new_closes_at: dt.datetime
    publications: tuple[PublicationFacts, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CriterionFacts:
    kind: CriterionKind
    points: int | None = None


@dataclass(frozen=True, kw_only=True)
class FundingLineFacts:
    """Money planned for a task in a budget year."""

    task_title: str
    year: int
    planned: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class SimilarTaskFacts:
    """Art. 13(2)(7): a task of the same kind, its cost in the year, and the grants paid for it."""

    task_title: str
    year: int
    total_cost: Decimal | None = None
    allotted: Decimal | None = None
    paid: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class ResultFacts:
    """What became of one offer."""

    state: ResultState
    bidder: str = ""
    task_title: str = ""
    requested: Decimal | None = None
    granted: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class CompetitionFacts(AwareFacts):
    """An announcement in the order of its sections, then what happened to it."""

    year: int  # the budget year whose money is granted
    programme_adopted_on: dt.date | None = None

    task_kind: str = ""
    form: FundingForm | str = ""
    procedure: Procedure | str = Procedure.OPEN_COMPETITION
    procedure_basis: str = ""  # the provision of the other act

    total_amount: Decimal | None = None
    funding_lines: tuple[FundingLineFacts, ...] = ()

    granting_rules: str = ""
    smallest_grant: Decimal | None = None
    largest_grant: Decimal | None = None
    own_contribution_percent: Decimal | None = None  # the least own money asked for, of the task's cost

    implementation_start: dt.date | None = None
    implementation_end: dt.date | None = None
    conditions: str = ""

    closes_at: dt.datetime | None = None
    confirmation_due_at: dt.datetime | None = None  # the signed paper of an offer made in the generator

    selection_procedure: str = ""
    criteria: tuple[CriterionFacts, ...] = ()
    decision_due_at: dt.datetime | None = None

    similar_tasks: tuple[SimilarTaskFacts, ...] = ()
    no_similar_tasks_this_year: bool = False  # stated by an official: none was carried out
    no_similar_tasks_last_year: bool = False

    publications: tuple[PublicationFacts, ...] = ()
    announced_at: dt.datetime | None = None
    amendments: tuple[AmendmentFacts, ...] = ()

    committee_appointed_on: dt.date | None = None
    committee_opinion_on: dt.date | None = None
    committee_members_of_organisations: int = 0
    committee_without_organisations_reason: str = ""

    decided_on: dt.date | None = None
    submitted_count: int | None = None
    rejected_count: int | None = None
    withdrawn_count: int | None = None
    assessed_count: int | None = None
    funded_count: int | None = None
    results: tuple[ResultFacts, ...] = ()

    annulled_at: dt.datetime | None = None
    annulment_reason: AnnulmentReason | str = ""


@dataclass(frozen=True, kw_only=True)
class SmallGrantFacts:
    """An offer under art. 19a."""

    organisation: str
    register_number: str = ""  # KRS or another register's
    requested: Decimal
    granted: Decimal | None = None  # None: not decided; 0: refused
    implementation_start: dt.date | None = None
    implementation_end: dt.date | None = None
    received_on: dt.date
    paid_on: dt.date | None = None
    publications: tuple[PublicationFacts, ...] = ()
