"""The register of small grants: each offer with what the act makes of it on a day, and how much of the year is used."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from competitions import law
from competitions.choices import LegalSeverity, Place, SmallGrantState
from competitions.facts import small_grant_facts
from competitions.models import CooperationProgramme, SmallGrant
from leszno_ngo.history import signature


@dataclass(frozen=True, slots=True)
class Offer:
    """A small grant with what is derived of it."""

    grant: SmallGrant
    state: SmallGrantState
    publication_due: dt.date
    remarks_until: dt.date | None  # None: it does not stand in all three places yet
    missing: tuple[Place, ...]  # where it does not stand yet

    @property
    def takes_remarks(self):
        return self.state == SmallGrantState.REMARKS


@dataclass(frozen=True, slots=True)
class YearOfGrants:
    """What a year's small grants come to; examples are not counted. `limit`: None while nobody said what is planned."""

    year: int
    received: int
    granted_count: int
    granted: Decimal
    limit: Decimal | None

    @property
    def used_percent(self):
        return self.granted * 100 / self.limit if self.limit else None

    @property
    def drawn_percent(self):
        """As much of it as a bar can show."""
        return min(self.used_percent or Decimal(), Decimal(100))

    @property
    def left(self):
        return None if self.limit is None else max(self.limit - self.granted, Decimal())


def offer(grant, today) -> Offer:
    facts = small_grant_facts(grant)
    standing = {row.place for row in facts.publications if row.published_on <= today}
    return Offer(
        grant=grant,
        state=law.small_grant_state(facts, today),
        publication_due=law.publication_due(grant.received_on),
        remarks_until=law.remarks_until(facts),
        missing=tuple(place for place in (Place.BIP, Place.NOTICE_BOARD, Place.WEBSITE) if place not in standing),
    )


def year_of_grants(year) -> YearOfGrants:
    """Three queries, whatever the register holds."""
    near = SmallGrant.objects.real().around(year)
    counted = [facts for facts in map(small_grant_facts, near) if law.year_of(facts) == year]
    granted = [facts.granted for facts in counted if facts.granted]
    planned = planned_grants(year)
    percent = law.figures_on(dt.date(year, 1, 1)).small_grants_percent
    return YearOfGrants(
        year=year,
        received=SmallGrant.objects.real().received_in(year).count(),
        granted_count=len(granted),
        granted=sum(granted, Decimal()),
        limit=None if planned is None else planned * percent / 100,
    )


def last_change(year):
    """(moment, who) of the newest change in the year's register; None while it holds nothing."""
    kept = SmallGrant.objects.real().received_in(year)
    newest = SmallGrant.history.filter(id__in=kept.values("pk")).select_related("history_user").order_by("-history_id")
    record = newest.first()
    return record and (record.history_date, signature(record.history_user))


def planned_grants(year):
    """Złoty that the year's budget plans for tasks of organisations; None: nobody said."""
    return CooperationProgramme.objects.filter(year=year).values_list("planned_grants", flat=True).first()


def findings(grant, today):
    """What the law says of the offer as it stands in memory, beside every other one that the city keeps."""
    facts = small_grant_facts(grant)
    year = law.year_of(facts)
    others = SmallGrant.objects.real().around(year).exclude(pk=grant.pk)
    return law.small_grant_findings(
        facts, today, others=[small_grant_facts(other) for other in others], planned_grants=planned_grants(year)
    )


def of_severity(found, severity: LegalSeverity):
    return [finding for finding in found if finding.severity == severity]
