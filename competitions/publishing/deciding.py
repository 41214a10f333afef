"""How a competition ends: its results, what changes in them later, its annulment, and its withdrawal."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from competitions.choices import AmendmentKind, AnnulmentReason, CompetitionState, PublicationSubject
from competitions.facts import competition_facts, planned_publications, result_facts
from competitions.law import Act
from competitions.law.days import warsaw_day
from competitions.law.deciding import STATES_OF_COUNT
from competitions.models import Amendment, Announcement
from competitions.publishing.amending import prepared, record, refuse_open_amendment, with_amendment
from competitions.publishing.announcing import issue
from competitions.publishing.guarding import given, keep_the_law, lock, stamp
from competitions.publishing.recording import plan_publications
from leszno_ngo.history import acting
from leszno_ngo.templatetags.leszno import deadline

OVER = {
    CompetitionState.DRAFT: "Ten konkurs jest jeszcze szkicem. Najpierw go ogłoś.",
    CompetitionState.DECIDED: "Wyniki tego konkursu są już ogłoszone.",
    CompetitionState.ANNULLED: "Ten konkurs jest już unieważniony.",
    CompetitionState.WITHDRAWN: "Ten konkurs jest już wycofany.",
}
CHANGEABLE_OF_RESULT = ("state", "granted", "reason", "bidder", "task_title")
WHY_RESULTS = "Podaj powód zmiany wyników, na przykład rezygnację oferenta albo pomyłkę w jego nazwie."
WHY_WITHDRAW = "Podaj powód wycofania konkursu: przeczyta go każdy, kto zajrzy do ogłoszenia."


def refuse_over(competition, now):
    state = competition.state(now)
    if state in OVER:
        raise ValidationError(OVER[state])
    refuse_open_amendment(competition)


@transaction.atomic
def publish_results(competition, *, by, now, publications, accepted=None) -> Announcement:
    """Make public what was entered: the day, the counts and the offers one by one."""
    lock(competition)
    refuse_results(competition, now)
    facts = with_publications(competition_facts(competition), PublicationSubject.RESULTS, publications)
    keep_the_law(competition, facts, Act.PUBLISH_RESULTS, by=by, now=now, accepted=accepted)
    stamped = {"results_published_at": now, "results_published_by": by}
    stamp(competition, stamped, by=by, reason="ogłoszono wyniki")
    plan_publications(competition, PublicationSubject.RESULTS, publications, by=by)
    return issue(competition, PublicationSubject.RESULTS, now=now)


def refuse_results(competition, now):
    refuse_over(competition, now)
    if competition.state(now) != CompetitionState.CLOSED:
        message = f"Nabór trwa do: {deadline(competition.closes_at)}. Wyniki można ogłosić dopiero po jego zakończeniu."
        raise ValidationError(message)
    if competition.decided_on and competition.decided_on > warsaw_day(now):
        raise ValidationError({"decided_on": "Data rozstrzygnięcia jest w przyszłości. Popraw ją."})


def with_publications(facts, subject, publications):
    return replace(facts, publications=(*facts.publications, *planned_publications(publications, subject)))


@transaction.atomic
def change_results(competition, changes, *, by, now, reason, publications, accepted=None) -> Amendment:
    """Change published results, as after a resignation: {number of a result: {one of CHANGEABLE_OF_RESULT: value}}.

    The counts follow the list. Whoever gives an offer of the reserve list a grant says so in the same change.
    A mistake in a name or a title is corrected in the same way, so that the public log of changes tells it too.
    """
    lock(competition)
    reason = given(reason, WHY_RESULTS)
    rows = changed_results(competition, changes)
    counts = counts_of(rows)
    amendment = prepared(competition, AmendmentKind.RESULTS, competition.closes_at, by=by, now=now, reason=reason)
    facts = replace(competition_facts(competition), results=result_facts(rows), **counts)
    facts = with_amendment(facts, amendment, publications)
    keep_the_law(competition, facts, Act.CHANGE_RESULTS, by=by, now=now, accepted=accepted)
    with acting(by=by, reason=reason):
        for row in rows:
            row.save()
    stamp(competition, counts, by=by, reason=reason)
    record(amendment, publications, by=by)
    issue(competition, PublicationSubject.RESULTS, now=now, amendment=amendment)
    return amendment


def changed_results(competition, changes):
    """All results of the competition, those named in the changes altered but not saved."""
    if competition.results_published_at is None:
        raise ValidationError("Wyników jeszcze nie ogłoszono. Popraw je w tabeli wyników.")
    rows = list(competition.results.select_for_update())
    if set(changes) - {row.pk for row in rows}:
        raise ValidationError("Tej oferty nie ma na liście wyników tego konkursu. Odśwież stronę.")
    if {name for values in changes.values() for name in values} - set(CHANGEABLE_OF_RESULT):
        raise ValidationError(
            "W ogłoszonych wynikach zmienia się stan oferty, kwotę, powód, nazwę oferenta i tytuł zadania."
        )
    before = [values_of(row) for row in rows]
    for row in rows:
        for name, value in changes.get(row.pk, {}).items():
            setattr(row, name, value)
        row.full_clean(exclude=["competition"])
    if before == [values_of(row) for row in rows]:
        raise ValidationError("W wynikach nic się nie zmieniło.")
    return rows


def values_of(row):
    return [getattr(row, name) for name in CHANGEABLE_OF_RESULT]


def counts_of(rows):
    """How many of the offers are in the states of each count."""
    return {name: sum(row.state in states for row in rows) for name, states in STATES_OF_COUNT.items()}


@transaction.atomic
def annul(competition, *, by, now, reason, note, submitted_count, publications, accepted=None) -> Announcement:
    """Annul for one of the two reasons of art. 18a(1), once the offers have closed."""
    lock(competition)
    refuse_over(competition, now)
    stamped = {"annulment_reason": reason, "submitted_count": submitted_count, "annulled_at": now}
    facts = with_publications(competition_facts(competition), PublicationSubject.ANNULMENT, publications)
    keep_the_law(competition, replace(facts, **stamped), Act.ANNUL, by=by, now=now, accepted=accepted)
    stamped |= {"annulled_by": by, "annulment_note": note.strip()}
    stamp(competition, stamped, by=by, reason=f"unieważniono: {AnnulmentReason(reason).label}")
    plan_publications(competition, PublicationSubject.ANNULMENT, publications, by=by)
    return issue(competition, PublicationSubject.ANNULMENT, now=now)


@transaction.atomic
def withdraw(competition, *, by, now, reason):
    """Take an announced competition back. Its page stays, and says so and why."""
    lock(competition)
    reason = given(reason, WHY_WITHDRAW)
    refuse_over(competition, now)
    stamp(competition, {"withdrawn_at": now, "withdrawn_by": by, "withdrawal_reason": reason}, by=by, reason=reason)
