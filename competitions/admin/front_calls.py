"""The desk's front page: which competitions wait for something, the most pressing first."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Window

from competitions.choices import CompetitionState
from competitions.models import Announcement, Competition, Publication
from leszno_ngo import clock
from leszno_ngo.choices import DocumentState

CLOSING_WITHIN = dt.timedelta(days=14)
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """Some of the rows that wait for the same thing, and how many there are of them."""

    kind: str  # which of the template's lines tells of a row
    heading: str
    rows: list

    @property
    def total(self):
        return self.rows[0].total if self.rows else 0

    @property
    def others(self):
        return self.total - len(self.rows)


def panel(request):
    """What stands above the stock lists of competitions. Queries: one for each thing that may be waited for."""
    user, now = request.user, clock.now()
    if not (user.is_active and user.is_staff):
        return {}
    found = [Waiting(kind, heading, first(rows)) for kind, heading, rows in waiting(user, now)]
    return {"front_calls": [each for each in found if each.rows], "now": now}


def waiting(user, now):
    """(kind, heading, rows in order)."""
    competitions = Competition.objects.visible_to(user).select_related("department", "amends")
    originals = competitions.originals()
    running = Publication.objects.visible_to(user).filter(competition__announced_at__isnull=False)
    open_ones = originals.in_state(CompetitionState.OPEN, now).filter(closes_at__lte=now + CLOSING_WITHIN)
    return [
        (
            "paper",
            "Pliki PDF, których nie udało się przygotować",
            Announcement.objects.visible_to(user)
            .filter(state=DocumentState.FAILED)
            .select_related("competition")
            .order_by("-issued_at", "-pk"),
        ),
        (
            "place",
            "Ogłoszenia do potwierdzenia",
            running.filter(recorded_at=None, published_on__lte=now.date())
            .select_related("competition", "amendment")
            .order_by("published_on", "pk"),
        ),
        (
            "decision",
            "Do rozstrzygnięcia: nabór się skończył",
            originals.in_state(CompetitionState.CLOSED, now).order_by(F("decision_due_at").asc(nulls_last=True), "pk"),
        ),
        ("closing", "Nabór kończy się w ciągu 14 dni", open_ones.order_by("closes_at", "pk")),
        ("draft", "Szkice i przygotowywane zmiany", competitions.drafts().order_by("-pk")),
    ]


def first(rows):
    return list(rows.annotate(total=Window(Count("pk")))[:SHOWN])
