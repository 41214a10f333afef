"""Competitions in the database that keep the law, to be changed by a test in one thing; and the office's acts on them.

The draft says what `calls.lawful()` says: published on 1 December 2023, closing exactly 21 days later.
"""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from model_bakery import baker

from competitions import publishing
from competitions.choices import CriterionKind, FundingForm, ResultState
from competitions.models import (
    AcceptedFinding,
    Amendment,
    Announcement,
    Attachment,
    Competition,
    CooperationProgramme,
    Criterion,
    FundingLine,
    Publication,
    ResultEntry,
    SimilarTask,
)
from leszno_ngo.models import Department
from tests.competitions.calls import CLUBS, PUBLISHED, THREE, moment

ANNOUNCED = moment("2023-12-01 09:00")
AMENDED = moment("2023-12-05 10:00")
PUT_OFF = moment("2023-12-27 12:00")
CLOSED = moment("2023-12-22 12:01")
DECIDED = moment("2024-01-15 10:00")
CHANGED = moment("2024-02-01 10:00")
WORDS = {
    "year": 2024,
    "title": "Prowadzenie klubów abstynenckich w 2024 roku",
    "task_kind": "przeciwdziałanie uzależnieniom i patologiom społecznym",
    "form": FundingForm.SUPPORT,
    "total_amount": Decimal(60_000),
    "granting_rules": "Dotację przyznaje się na działalność klubów.",
    "smallest_grant": Decimal(5_000),
    "largest_grant": Decimal(60_000),
    "own_contribution_percent": Decimal(10),
    "implementation_start": dt.date(2024, 2, 1),
    "implementation_end": dt.date(2024, 12, 31),
    "conditions": "Klub działa co najmniej trzy dni w tygodniu.",
    "closes_at": moment("2023-12-22 12:00"),
    "confirmation_due_at": moment("2023-12-22 15:30"),
    "selection_procedure": "Oferty opiniuje komisja konkursowa, wybiera Prezydent Miasta.",
    "decision_due_at": moment("2024-01-15 15:30"),
}
COUNTS = {
    "decided_on": dt.date(2024, 1, 15),
    "committee_appointed_on": dt.date(2023, 12, 22),
    "committee_opinion_on": dt.date(2024, 1, 10),
    "committee_members_of_organisations": 2,
    "submitted_count": 3,
    "rejected_count": 1,
    "withdrawn_count": 0,
    "assessed_count": 2,
    "funded_count": 1,
}


def in_three_places(day):
    return dict.fromkeys(THREE, day)


def ready_draft(**changes):
    """A draft that may be announced on 1 December 2023 without any warning."""
    CooperationProgramme.objects.update_or_create(year=2024, defaults={"adopted_on": dt.date(2023, 11, 30)})
    department = changes.pop("department", None) or Department.objects.first() or baker.make(Department)
    draft = Competition.objects.create(**WORDS | {"department": department} | changes)
    FundingLine.objects.create(competition=draft, task_title=CLUBS, year=2024, planned=draft.total_amount)
    for position, kind in enumerate(CriterionKind):
        Criterion.objects.create(competition=draft, position=position, kind=kind, text=kind.label, points=10)
    for year in (2023, 2022):
        SimilarTask.objects.create(
            competition=draft, task_title=CLUBS, year=year, total_cost=Decimal(70_000), paid=Decimal(55_000)
        )
    for place in THREE:
        Publication.objects.create(competition=draft, place=place, published_on=PUBLISHED)
    return draft


def announced(by, **changes):
    """The same, announced on 1 December 2023, seen in the three places that day."""
    competition = ready_draft(**changes)
    publishing.announce(competition, by=by, now=ANNOUNCED)
    confirm(competition, by, ANNOUNCED, "announcement")
    return competition


def confirm(competition, by, now, subject, **options):
    """Seen in the three places that day."""
    for place in THREE:
        publishing.record_publication(
            competition, subject=subject, place=place, published_on=now.date(), by=by, now=now, **options
        )


def assessed(by, **changes):
    """The same, closed: three offers came, one of them is to get a grant, one waits, one was late."""
    competition = announced(by, **changes)
    Competition.objects.filter(pk=competition.pk).update(**COUNTS)
    rows = [
        ("Klub Abstynenta „Odnowa”", ResultState.FUNDED, Decimal(40_000), ""),
        ("Stowarzyszenie „Krokus”", ResultState.RESERVE, None, ""),
        ("Fundacja Ścieżka", ResultState.REJECTED, None, "Ofertę złożono po terminie."),
    ]
    for position, (bidder, state, granted, reason) in enumerate(rows):
        ResultEntry.objects.create(
            competition=competition,
            position=position,
            bidder=bidder,
            task_title=CLUBS,
            state=state,
            requested=Decimal(40_000),
            granted=granted,
            reason=reason,
        )
    competition.refresh_from_db()
    return competition


def decided(by, **changes):
    """The same, with its results made public on the last announced day."""
    competition = assessed(by, **changes)
    publishing.publish_results(competition, by=by, now=DECIDED, publications=in_three_places(DECIDED.date()))
    confirm(competition, by, DECIDED, "results")
    return competition


def stored(competition):
    return Competition.objects.get(pk=competition.pk)


def everything():
    """All rows that an act could change."""
    models = (
        *(Competition, Publication, Announcement, Amendment, AcceptedFinding, Attachment),
        *(Criterion, FundingLine, SimilarTask, ResultEntry),
    )
    return [list(model.objects.order_by("pk").values()) for model in models]


def refusal(act):
    """The sentences of a refusal that changed nothing."""
    before = everything()
    with pytest.raises(ValidationError) as refused:
        act()
    assert everything() == before
    return refused.value.messages


def change(copy, **values):
    Competition.objects.filter(pk=copy.pk).update(**values)
    copy.refresh_from_db()


def amend(copy, by, **changes):
    fields = {"now": AMENDED, "reason": "Poprawiono warunki.", "publications": in_three_places(AMENDED.date())}
    fields["accepted"] = {one.key: "Drobna zmiana." for one in warnings(copy, **fields | changes)}
    return publishing.amend(copy, by=by, **fields | changes)


def warnings(copy, *, now=AMENDED, publications=(), **_):
    """What the act will ask to be accepted."""
    found = publishing.findings_of_amendment(copy, now=now, publications=dict(publications))
    return publishing.warnings_to_accept(copy, found)


def extend(competition, by, **changes):
    fields = {
        "closes_at": PUT_OFF,
        "confirmation_due_at": moment("2023-12-27 15:30"),
        "now": AMENDED,
        "reason": "Awaria generatora.",
        "publications": in_three_places(AMENDED.date()),
    }
    return publishing.extend_deadline(competition, by=by, **fields | changes)
