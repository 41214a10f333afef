"""Offers as an official leaves them → the competition's results: in this order, all or nothing, not yet public.

What may not be entered now is refused with a sentence; what somebody else has changed meanwhile is never overwritten.
"""

from dataclasses import dataclass, field

from django.db import transaction

from competitions.choices import CompetitionState
from competitions.editing import short_hash
from competitions.importing.results.words import FIELDS
from competitions.models import Competition, ResultEntry
from leszno_ngo.history import acting
from leszno_ngo.reading import Refused
from leszno_ngo.templatetags.leszno import deadline, plural

COUNTS = ("submitted_count", "rejected_count", "withdrawn_count", "assessed_count", "funded_count")
FACTS = (
    *("committee_appointed_on", "committee_opinion_on", "committee_members_of_organisations"),
    *("committee_without_organisations_reason", "decided_on", *COUNTS),
)
OVER = {
    CompetitionState.DRAFT: "Tego konkursu jeszcze nie ogłoszono, więc nie ma jeszcze wyników.",
    CompetitionState.WITHDRAWN: "Konkurs wycofano, więc nie ma wyników.",
    CompetitionState.ANNULLED: "Konkurs unieważniono, więc nie ma wyników.",
    CompetitionState.DECIDED: (
        "Wyniki już ogłoszono. Zmienia się je tylko z podaniem powodu: „Zmień ogłoszone wyniki”."
    ),
}


class Changed(Refused):
    """Somebody saved other results since these were shown."""


@dataclass(eq=False, slots=True)
class WantedOffer:
    """What is to be stored of an offer, and the row that holds it now, if there is one."""

    values: dict
    entry: ResultEntry | None = None

    def differing(self):
        return {name for name, value in self.values.items() if getattr(self.entry, name) != value}


@dataclass(slots=True)
class Outcome:
    added: int = 0
    changed: int = 0
    removed: int = 0
    is_reordered: bool = False
    facts: set = field(default_factory=set)

    def __bool__(self):
        return bool(self.added or self.changed or self.removed or self.is_reordered or self.facts)


def hindrance(competition, now) -> str:
    """Why results cannot be entered at the moment; "" when they can."""
    state = competition.state(now)
    if state in (CompetitionState.ANNOUNCED, CompetitionState.OPEN):
        return f"Nabór kończy się: {deadline(competition.closes_at)}. Wyniki można wpisać dopiero po tym terminie."
    return OVER.get(state, "")


def fingerprint(competition, entries) -> str:
    """Ten letters that differ when what is stored of the decision or of an offer differs."""
    facts = [getattr(competition, name) for name in FACTS]
    offers = [(entry.pk, *(getattr(entry, name) for name in FIELDS)) for entry in entries]
    return short_hash(*facts, *offers)


@transaction.atomic
def save_results(competition, wanted, facts=None, *, by, now, seen, reason="wpisano wyniki") -> Outcome:
    """Make these the offers of the competition, in this order. `seen`: the fingerprint of what they replace."""
    competition = Competition.objects.select_for_update(no_key=True).get(pk=competition.pk)
    if words := hindrance(competition, now):
        raise Refused(words)
    stored = list(competition.results.all())
    if fingerprint(competition, stored) != seen:
        raise Changed("Wyniki zmienił w międzyczasie ktoś inny.")
    outcome = told(competition, stored, wanted, facts or {})
    with acting(by=by, reason=reason):
        write(competition, stored, wanted, facts or {}, outcome)
    return outcome


def told(competition, stored, wanted, facts):
    kept = [offer.entry.pk for offer in wanted if offer.entry]
    places = {entry.pk: place for place, entry in enumerate(stored)}
    return Outcome(
        added=sum(offer.entry is None for offer in wanted),
        changed=sum(offer.entry is not None and bool(offer.differing()) for offer in wanted),
        removed=len(stored) - len(kept),
        is_reordered=kept != sorted(kept, key=places.get),
        facts={name for name, value in facts.items() if getattr(competition, name) != value},
    )


def write(competition, stored, wanted, facts, outcome):
    kept = {offer.entry.pk for offer in wanted if offer.entry}
    for entry in stored:
        if entry.pk not in kept:
            entry.delete()
    for position, offer in enumerate(wanted, start=1):
        entry = offer.entry or ResultEntry(competition=competition)
        if offer.entry is None or offer.differing() or entry.position != position:
            for name, value in (offer.values | {"position": position}).items():
                setattr(entry, name, value)
            entry.save()
    if outcome.facts:
        for name in outcome.facts:
            setattr(competition, name, facts[name])
        competition.save(update_fields=sorted(outcome.facts))


def in_words(outcome: Outcome) -> str:
    """„Oferty: 3 nowe, 1 zmieniona.”; "" when nothing changed."""
    counted = [
        (outcome.added, "nowa,nowe,nowych"),
        (outcome.changed, "zmieniona,zmienione,zmienionych"),
        (outcome.removed, "usunięta,usunięte,usuniętych"),
    ]
    words = [f"{n} {plural(n, forms)}" for n, forms in counted if n]
    words += ["zmieniona kolejność"] if outcome.is_reordered else []
    parts = [f"Oferty: {', '.join(words)}."] if words else []
    parts += ["Zmieniono dane rozstrzygnięcia."] if outcome.facts else []
    return " ".join(parts)
