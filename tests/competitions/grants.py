"""Offers under art. 19a as the desk's form takes them, and as rows."""

import datetime as dt
from decimal import Decimal

from django.urls import reverse

from competitions.models import CooperationProgramme, SmallGrant
from leszno_ngo.models import Department

TODAY = dt.date(2023, 12, 1)  # a Friday
RECEIVED = dt.date(2023, 11, 20)  # a Monday; seven working days later is Wednesday, the 29th
PLACES = ("bip_on", "notice_board_on", "website_on")
ADD = "admin:competitions_smallgrant_add"


def offer_fields(**changes):
    """As it is typed: received on 20 November 2023, published on the 22nd, not decided."""
    fields = {
        "department": Department.objects.get(slug="wydzial-kultury-i-sportu").pk,
        "organisation": "Fundacja Leszczynowy Gaj",
        "register": "krs",
        "register_number": "0000123456",
        "task_title": "Rodzinny rajd po parkach",
        "received_on": "20.11.2023",
        "requested": "8000",
        "implementation_start": "01.02.2024",
        "implementation_end": "31.03.2024",
        **dict.fromkeys(PLACES, "22.11.2023"),
    }
    return {name: value for name, value in (fields | changes).items() if value is not None}


def small_grant(**changes):
    """A row; the same offer."""
    department = changes.pop("department", "wydzial-kultury-i-sportu")
    fields = {
        "department": Department.objects.get(slug=department),
        "organisation": "Fundacja Leszczynowy Gaj",
        "register": "krs",
        "register_number": "0000123456",
        "task_title": "Rodzinny rajd po parkach",
        "received_on": RECEIVED,
        "requested": Decimal(8000),
        "implementation_start": dt.date(2024, 2, 1),
        "implementation_end": dt.date(2024, 3, 31),
        **dict.fromkeys(PLACES, dt.date(2023, 11, 22)),
    }
    return SmallGrant.objects.create(**(fields | changes))


def plan_grants(year=2023, amount=1_000_000):
    programme, _ = CooperationProgramme.objects.update_or_create(
        year=year, defaults={"title": f"Program współpracy na {year} rok", "planned_grants": amount}
    )
    return programme


def refusals(client, grant=None, **changes):
    """{field: sentences} that the form answers with, plain spaces; {} when it was saved."""
    address = reverse(ADD) if grant is None else reverse("admin:competitions_smallgrant_change", args=[grant.pk])
    answer = client.post(address, offer_fields(**changes))
    if answer.status_code == 302:
        return {}
    errors = answer.context["adminform"].form.errors
    return {name: [text.replace("\N{NO-BREAK SPACE}", " ") for text in found] for name, found in errors.items()}
