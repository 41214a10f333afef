"""Drafts for the tests of the composer, and what a browser sends from its pages."""

import datetime as dt
from decimal import Decimal

import lxml.html
from django.urls import reverse

from competitions.choices import CriterionKind, FundingForm, Place
from competitions.law.days import WARSAW
from competitions.models import (
    Competition,
    CooperationProgramme,
    Criterion,
    FundingLine,
    PriorityArea,
    PrivacyClause,
    Publication,
    SimilarTask,
)

TODAY = dt.date(2023, 12, 1)


def moment(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=WARSAW)


def bare_draft(department, **changes):
    """As it is begun: a title, a year, a department."""
    values = {"title": "Prowadzenie klubów abstynenckich", "year": 2024, "department": department} | changes
    return Competition.objects.create(**values)


def whole_draft(department, **changes):
    """A draft that the law lets pass, announced in three places on the day and closing 21 days later."""
    CooperationProgramme.objects.update_or_create(
        year=2024, defaults={"title": "Program", "adopted_on": dt.date(2023, 11, 30)}
    )
    clause, _ = PrivacyClause.objects.get_or_create(version=1, defaults={"text": "Klauzula.", "valid_from": TODAY})
    area = PriorityArea.objects.first()
    values = {
        "area": area,
        "task_kind": "Przeciwdziałanie uzależnieniom.",
        "form": FundingForm.SUPPORT,
        "order_number": "12/2023",
        "order_date": TODAY,
        "responsible": "Urząd Miasta Leszna",
        "total_amount": Decimal(60_000),
        "eligibility": "Organizacje pozarządowe.",
        "granting_rules": "Dotację przyznaje Prezydent.",
        "implementation_start": dt.date(2024, 2, 1),
        "implementation_end": dt.date(2024, 12, 31),
        "conditions": "Trzy dni w tygodniu.",
        "closes_at": moment("2023-12-22 12:00"),
        "generator_url": "https://leszno.engo.org.pl",
        "selection_procedure": "Oferty opiniuje komisja.",
        "decision_due_at": moment("2024-01-15 15:30"),
        "contact_role": "inspektor",
        "contact_email": "ngo@example.org",
        "no_similar_tasks_last_year": True,
        "privacy_clause": clause,
    } | changes
    draft = bare_draft(department, **values)
    draft.spheres.set(area.spheres.all())
    FundingLine.objects.create(competition=draft, task_title="Kluby", year=2024, planned=60_000, position=1)
    for position, kind in enumerate(CriterionKind, start=1):
        Criterion.objects.create(competition=draft, kind=kind, text=kind.label, points=10, position=position)
    SimilarTask.objects.create(
        competition=draft, task_title="Kluby", year=2023, total_cost=70_000, paid=55_000, position=1
    )
    for place in (Place.BIP, Place.NOTICE_BOARD, Place.WEBSITE):
        Publication.objects.create(competition=draft, place=place, published_on=TODAY)
    return draft


def address(page, competition, *args):
    return reverse(f"admin:competitions_competition_{page}", args=[competition.pk, *args])


def section(competition, key):
    return address("section", competition, key)


def page_of(answer):
    return lxml.html.fromstring(answer.content.decode())


def sent_by(page, button=None, **changes):
    """What a browser sends of the section's form; `button`: (name, value)."""
    form = page.xpath("//form[@data-composer]")[0]
    values = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    values.pop("co", None)
    values |= {name.replace("__", "-"): value for name, value in changes.items()}
    return {key: value for key, value in values.items() if value is not None} | dict([button or ("co", "zostan")])


def send(client, competition, key, button=None, **changes):
    """Open a section, change something, press a button."""
    page = page_of(client.get(section(competition, key)))
    return client.post(section(competition, key), sent_by(page, button, **changes))


def problems(answer):
    """The summary of errors."""
    return [item.text_content().strip() for item in page_of(answer).xpath("//div[@class='error-summary']//li")]
