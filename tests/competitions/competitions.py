"""What became of announced competitions, through the office's acts; on 19 December 2023 offers are still coming in."""

import datetime as dt
from decimal import Decimal

from competitions import publishing
from competitions.models import CooperationProgramme, PriorityTask
from tests.competitions import drafts
from tests.competitions.calls import CLUBS, moment

OPEN_DAY = dt.date(2023, 12, 19)


def as_planned(make, by, **changes):
    """What `make` gives, for the clubs of the real schedule of 2024, which is there."""
    CooperationProgramme.objects.filter(year=2024).update(adopted_on=dt.date(2023, 11, 30))
    competition = make(by, **changes)
    competition.tasks.add(PriorityTask.objects.get(title__startswith=CLUBS, programme__year=2024))
    return competition


def amended(competition, by, reason="Zwiększono pulę środków.", **changes):
    """Changed on 5 December 2023; that fewer than 21 days are left is accepted."""
    copy = publishing.open_amendment(competition, by=by)
    for name, value in changes.items():
        setattr(copy, name, value)
    copy.save()
    act = {"by": by, "now": drafts.AMENDED, "reason": reason}
    act["publications"] = drafts.in_three_places(drafts.AMENDED.date())
    try:
        publishing.amend(copy, **act)
    except publishing.Refused as refused:
        publishing.amend(copy, accepted={finding.key: "Zmiana nieistotna." for finding in refused.findings}, **act)
    competition.refresh_from_db()
    return competition


def extended(competition, by):
    publishing.extend_deadline(
        competition,
        closes_at=moment("2024-01-05 15:30"),
        confirmation_due_at=moment("2024-01-05 15:30"),
        by=by,
        now=moment("2023-12-19 07:00"),
        reason="Awaria generatora ofert.",
        publications=drafts.in_three_places(OPEN_DAY),
    )
    return competition


def annulled(by, **changes):
    competition = drafts.announced(by, **changes)
    publishing.annul(
        competition,
        by=by,
        now=moment("2023-12-27 10:00"),
        reason="no_offers",
        note="Do końca naboru nie wpłynęła żadna oferta.",
        submitted_count=0,
        publications=drafts.in_three_places(dt.date(2023, 12, 27)),
    )
    return competition


def withdrawn(by, **changes):
    competition = drafts.announced(by, **changes)
    publishing.withdraw(competition, by=by, now=drafts.AMENDED, reason="Rada zmieniła budżet.")
    return competition


def resigned(competition, by):
    """The funded one of a decided competition steps back, the one on the reserve list gets 38 000 zł."""
    first, second = competition.results.all()[:2]
    publishing.change_results(
        competition,
        {
            first.pk: {"state": "resigned", "reason": "Oferent zrezygnował."},
            second.pk: {"state": "funded", "granted": Decimal(38_000)},
        },
        by=by,
        now=drafts.CHANGED,
        reason="Rezygnacja oferenta.",
        publications=drafts.in_three_places(drafts.CHANGED.date()),
    )
    return competition
