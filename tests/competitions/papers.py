"""A competition with everything an announcement can say, made row by row, and its papers."""

import datetime as dt
from decimal import Decimal

from django.core.files.base import ContentFile
from model_bakery import baker

from competitions import wording
from competitions.choices import CriterionKind, FundingForm, PublicationSubject, Receipt, Register, ResultState
from competitions.law.days import WARSAW
from competitions.models import (
    Announcement,
    Attachment,
    Competition,
    Criterion,
    FundingLine,
    PrivacyClause,
    ResultEntry,
    SimilarTask,
)
from leszno_ngo.models import Department

CLUBS = "prowadzenie klubów abstynenckich"
CONTENT_OF = {
    PublicationSubject.ANNOUNCEMENT: wording.announcement_content,
    PublicationSubject.RESULTS: wording.results_content,
    PublicationSubject.ANNULMENT: wording.annulment_content,
}


def moment(text):
    """„2023-12-22 12:00” on a Warsaw clock."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=WARSAW)


def privacy_clause():
    facts = {"text": "Administratorem danych jest **Prezydent**.", "valid_from": dt.date(2023, 1, 1)}
    return PrivacyClause.objects.get_or_create(version=1, defaults=facts)[0]


def full_competition(**changes):
    """Announced on 1 December 2023; every field says something."""
    facts = {
        "year": 2024,
        "number": 3,
        "title": "Kluby abstynenckie w Lesznie w 2024 roku",
        "department": Department.objects.first() or baker.make(Department, name="Wydział Polityki Społecznej"),
        "task_kind": "Przeciwdziałanie **uzależnieniom** i patologiom społecznym: " + CLUBS + ".",
        "form": FundingForm.SUPPORT,
        "order_number": "812/2023",
        "order_date": dt.date(2023, 11, 30),
        "total_amount": Decimal("60000.50"),
        "eligibility": "- organizacje pozarządowe,\n- podmioty z art. 3 ust. 3 ustawy",
        "granting_rules": "1) dotację przyznaje się na działalność klubów,\n2) dotacji nie przyznaje się na remonty",
        "smallest_grant": Decimal(5_000),
        "largest_grant": Decimal(60_000),
        "own_contribution_percent": Decimal(10),
        "implementation_start": dt.date(2024, 2, 1),
        "implementation_end": dt.date(2024, 12, 31),
        "conditions": "Klub działa co najmniej **trzy dni** w tygodniu.\n\nŻółć, ćma, źdźbło: ZAŻÓŁĆ GĘŚLĄ JAŹŃ.",
        "closes_at": moment("2023-12-22 12:00"),
        "confirmation_due_at": moment("2023-12-22 15:30"),
        "generator_url": "https://leszno.example/oferty",
        "paper_address": "ul. Karasia 15, 64-100 Leszno",
        "e_delivery_address": "AE:PL-12345-67890-ABCDE-12",
        "receipt": Receipt.RECEIVED,
        "submission_notes": "Ofertę składa się w [generatorze](https://leszno.example/oferty).",
        "selection_procedure": "Oferty opiniuje komisja konkursowa, wybiera Prezydent Miasta Leszna.",
        "decision_due_at": moment("2024-01-15 15:30"),
        "committee": "Komisję powołuje Prezydent.",
        "no_similar_tasks_last_year": True,
        "contact_role": "inspektor do spraw organizacji pozarządowych",
        "contact_phone": "65 545 00 00",
        "contact_email": "ngo@leszno.example",
        "privacy_clause": PrivacyClause.objects.get_or_create(
            version=1,
            defaults={"text": "Administratorem danych jest **Prezydent**.", "valid_from": dt.date(2023, 1, 1)},
        )[0],
        "responsible": "Urząd Miasta Leszna",
        "announced_at": moment("2023-12-01 09:00"),
    }
    competition = baker.make(Competition, **(facts | changes))
    baker.make(FundingLine, competition=competition, task_title=CLUBS, year=2024, planned=Decimal("60000.50"))
    for position, kind in enumerate(CriterionKind):
        baker.make(
            Criterion, competition=competition, position=position, kind=kind, text=kind.label, points=10 + position
        )
    baker.make(
        SimilarTask,
        competition=competition,
        task_title=CLUBS,
        year=2023,
        total_cost=Decimal(70_000),
        allotted=Decimal(55_000),
        paid=Decimal("54999.99"),
    )
    baker.make(
        Attachment,
        competition=competition,
        title="Wzór oferty",
        name="oferta.docx",
        file=ContentFile(b"wzor", "konkursy/zalaczniki/a.docx"),
        size=12_345,
    )
    return competition


def decide(competition):
    """Enter the offers, one in each state, and stamp the results as published."""
    common = {"competition": competition, "register": Register.KRS, "task_title": CLUBS, "requested": Decimal(40_000)}
    states = [
        (ResultState.FUNDED, "Klub Abstynenta „Odnowa”", {"granted": Decimal(40_000), "points": Decimal("71.5")}),
        (ResultState.RESERVE, "Stowarzyszenie „Świt”", {"points": Decimal(60)}),
        (ResultState.NOT_FUNDED, "Fundacja Łąka", {"points": Decimal(20), "reason": "Za mało punktów."}),
        (ResultState.REJECTED, "Fundacja Źródło", {"reason": "Ofertę złożono po terminie."}),
        (ResultState.WITHDRAWN, "Związek Młodzieży", {}),
        (ResultState.RESIGNED, "Towarzystwo Ćwiczeń", {"reason": "Rezygnacja z 20 stycznia."}),
    ]
    for position, (state, bidder, rest) in enumerate(states):
        number = f"000012345{position}"
        baker.make(ResultEntry, position=position, state=state, bidder=bidder, register_number=number, **common, **rest)
    Competition.objects.filter(pk=competition.pk).update(
        decided_on=dt.date(2024, 1, 15),
        results_published_at=moment("2024-01-15 14:00"),
        committee_appointed_on=dt.date(2023, 12, 20),
        committee_opinion_on=dt.date(2024, 1, 10),
        committee_members_of_organisations=2,
        submitted_count=6,
        rejected_count=1,
        withdrawn_count=1,
        assessed_count=4,
        funded_count=1,
    )
    competition.refresh_from_db()
    return competition


def annul(competition):
    Competition.objects.filter(pk=competition.pk).update(
        annulled_at=moment("2023-12-27 10:00"),
        annulment_reason="no_offers",
        annulment_note="Konkurs zostanie **ogłoszony** ponownie.",
        submitted_count=0,
    )
    competition.refresh_from_db()
    return competition


def issued(competition, subject=PublicationSubject.ANNOUNCEMENT, version=1, issued_at="2023-12-01 09:00", **changes):
    """The row of a paper, as an act leaves it."""
    return Announcement.objects.create(
        competition=competition,
        subject=subject,
        version=version,
        issued_at=moment(issued_at),
        queued_at=moment(issued_at),
        content=CONTENT_OF[subject](competition),
        **changes,
    )
