"""Facts of a competition and of a small grant that keep the law, to be changed by a test in one thing."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from competitions.choices import CriterionKind, FundingForm, Place, PublicationSubject, ResultState
from competitions.law import findings
from competitions.law.days import WARSAW
from competitions.law.facts import (
    CompetitionFacts,
    CriterionFacts,
    FundingLineFacts,
    PublicationFacts,
    ResultFacts,
    SimilarTaskFacts,
    SmallGrantFacts,
)

THREE = (Place.BIP, Place.NOTICE_BOARD, Place.WEBSITE)
PUBLISHED = dt.date(2023, 12, 1)
DECIDED = dt.date(2024, 1, 15)
ANNULLED = dt.date(2023, 12, 27)
CLUBS = "prowadzenie klubów abstynenckich"


def day(text):
    return dt.date.fromisoformat(text)


def moment(text):
    """„2023-12-22 12:00” on a Warsaw clock."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=WARSAW)


def days_around(date):
    """The day before, the day, the day after."""
    return [date + dt.timedelta(days=shift) for shift in (-1, 0, 1)]


def published(date, subject=PublicationSubject.ANNOUNCEMENT, **changes):
    """In all three places on the day, confirmed."""
    recorded_at = dt.datetime.combine(date, dt.time(9), WARSAW)
    return tuple(
        PublicationFacts(
            **({"place": place, "subject": subject, "published_on": date, "recorded_at": recorded_at} | changes)
        )
        for place in THREE
    )


def changed(publications, place, **changes):
    """The same publications, one place's changed."""
    return tuple(replace(row, **changes) if row.place == place else row for row in publications)


def lawful(**changes):
    """Announced on 1 December 2023, closing exactly 21 days later."""
    facts = {
        "year": 2024,
        "programme_adopted_on": dt.date(2023, 11, 30),
        "task_kind": "przeciwdziałanie uzależnieniom i patologiom społecznym",
        "form": FundingForm.SUPPORT,
        "total_amount": Decimal(60_000),
        "funding_lines": (FundingLineFacts(task_title=CLUBS, year=2024, planned=Decimal(60_000)),),
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
        "criteria": tuple(CriterionFacts(kind=kind, points=10) for kind in CriterionKind),
        "decision_due_at": moment("2024-01-15 15:30"),
        "similar_tasks": tuple(
            SimilarTaskFacts(task_title=CLUBS, year=year, total_cost=Decimal(70_000), paid=Decimal(55_000))
            for year in (2023, 2022)
        ),
        "publications": published(PUBLISHED),
        "announced_at": moment("2023-12-01 09:00"),
    }
    return CompetitionFacts(**(facts | changes))


def result(**changes):
    facts = {
        "state": ResultState.FUNDED,
        "bidder": "Klub Abstynenta „Odnowa”",
        "task_title": CLUBS,
        "requested": Decimal(40_000),
        "granted": Decimal(40_000),
    }
    return ResultFacts(**(facts | changes))


REJECTED = result(state=ResultState.REJECTED, granted=None, reason="Ofertę złożono po terminie.")


def decided(**changes):
    """The same, decided and its results published on the last possible day: one funded offer, one rejected."""
    facts = {
        "publications": published(PUBLISHED) + published(DECIDED, PublicationSubject.RESULTS),
        "committee_appointed_on": dt.date(2023, 12, 22),
        "committee_opinion_on": dt.date(2024, 1, 10),
        "committee_members_of_organisations": 2,
        "decided_on": DECIDED,
        "submitted_count": 2,
        "rejected_count": 1,
        "withdrawn_count": 0,
        "assessed_count": 1,
        "funded_count": 1,
        "results": (result(), REJECTED),
    }
    return lawful(**(facts | changes))


def annulled(**changes):
    """The same, annulled after the closing because no offer came."""
    facts = {
        "publications": published(PUBLISHED) + published(ANNULLED, PublicationSubject.ANNULMENT),
        "annulled_at": moment("2023-12-27 10:00"),
        "annulment_reason": "no_offers",
        "submitted_count": 0,
    }
    return lawful(**(facts | changes))


def small_grant(**changes):
    """An offer that uses every limit of art. 19a to the last day and złoty."""
    facts = {
        "organisation": "Fundacja Ścieżka",
        "register_number": "0000123456",
        "requested": Decimal(10_000),
        "granted": Decimal(10_000),
        "implementation_start": dt.date(2026, 5, 1),
        "implementation_end": dt.date(2026, 7, 29),
        "received_on": dt.date(2026, 3, 2),
        "publications": published(dt.date(2026, 3, 11), shown_until=dt.date(2026, 3, 18)),
    }
    return SmallGrantFacts(**(facts | changes))


def told(competition, rule, on=PUBLISHED, act=None):
    """[(severity, field)] of what a rule finds."""
    return [
        (finding.severity.value, finding.field) for finding in findings(competition, on, act) if finding.rule == rule
    ]


def messages(competition, rule, on=PUBLISHED, act=None):
    """What a rule says, with plain spaces."""
    return [
        finding.message.replace("\N{NO-BREAK SPACE}", " ")
        for finding in findings(competition, on, act)
        if finding.rule == rule
    ]
