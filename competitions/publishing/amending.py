"""Changes of what was announced: prepared in a working copy, or a deadline put off; each with its public reason."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from competitions import copying, law
from competitions.choices import AmendmentKind, CompetitionState, PublicationSubject
from competitions.facts import competition_facts, planned_publications
from competitions.law import Act
from competitions.law.days import warsaw_day
from competitions.law.facts import AmendmentFacts
from competitions.models import Amendment, Competition
from competitions.publishing.announcing import issue, refuse_past_closing
from competitions.publishing.guarding import given, keep_the_law, lock, stamp
from competitions.publishing.recording import plan_publications
from leszno_ngo.history import acting

CHANGEABLE = (CompetitionState.ANNOUNCED, CompetitionState.OPEN, CompetitionState.CLOSED)
WHY_CHANGE = "Podaj powód zmiany: przeczyta go każdy, kto zajrzy do ogłoszenia."
WHY_EXTEND = "Podaj powód przedłużenia: będzie stał na górze strony konkursu."
NOT_CHANGEABLE = {
    CompetitionState.DRAFT: "Szkic zmienia się wprost; zmiana ogłoszenia dotyczy tylko ogłoszonego konkursu.",
    CompetitionState.DECIDED: "Wyniki tego konkursu są już ogłoszone. Możesz zmienić wyniki, a nie ogłoszenie.",
    CompetitionState.ANNULLED: "Ten konkurs unieważniono. Jego ogłoszenia nikt już nie zmieni.",
    CompetitionState.WITHDRAWN: "Ten konkurs wycofano. Jego ogłoszenia nikt już nie zmieni.",
}
TAKEN_UP = "Zmiana tego ogłoszenia jest już przygotowywana. Dokończ ją albo porzuć."
EXTENDABLE = ("closes_at", "confirmation_due_at", "decision_due_at")


@transaction.atomic
def open_amendment(competition, *, by) -> Competition:
    """The working copy in which a change is prepared; nobody outside the office sees it."""
    lock(competition)
    refuse_unchangeable(competition)
    refuse_open_amendment(competition)
    with acting(by=by, reason="otwarto zmianę ogłoszenia"):
        return copying.working_copy_of(competition)


def refuse_unchangeable(competition):
    # Open or closed makes no difference here, so any moment will do.
    state = competition.state(competition.closes_at) if competition.is_announced else CompetitionState.DRAFT
    if state not in CHANGEABLE:
        raise ValidationError(NOT_CHANGEABLE[state])


def refuse_open_amendment(competition):
    if Competition.objects.filter(amends=competition).exists():
        raise ValidationError(TAKEN_UP)


@transaction.atomic
def discard_amendment(copy, *, by):
    """Throw the working copy away; the announcement stays as it is."""
    lock_both(copy)
    with acting(by=by, reason="porzucono zmianę ogłoszenia"):
        copy.delete()


def lock_both(copy):
    """The announced competition first, as every act does, so that no two wait for each other."""
    if copy.amends_id is None:
        raise ValidationError("To nie jest kopia robocza zmiany. Otwórz zmianę ogłoszenia.")
    competition = Competition.objects.filter(working_copy=copy.pk).first()
    if competition is None:
        raise ValidationError("Tej zmiany już nie ma: ogłoszono ją albo porzucono. Odśwież stronę.")
    lock(competition)
    lock(copy)
    return competition


@transaction.atomic
def amend(copy, *, by, now, reason, publications, accepted=None) -> Amendment:
    """Let the announcement say what its working copy says. Earlier versions stay to be read."""
    competition = lock_both(copy)
    reason = given(reason, WHY_CHANGE)
    refuse_unchangeable(competition)
    refuse_empty_amendment(copy, competition)
    if copy.closes_at != competition.closes_at:
        refuse_past_closing(copy.closes_at, now)
    amendment = prepared(competition, AmendmentKind.CHANGE, copy.closes_at, by=by, now=now, reason=reason)
    facts = with_amendment(competition_facts(copy), amendment, publications)
    keep_the_law(competition, facts, Act.AMEND, by=by, now=now, accepted=accepted)
    with acting(by=by, reason=reason):
        copying.take_over(copy, competition, now)
        competition.validate_constraints()
        copy.delete()
    record(amendment, publications, by=by)
    issue(competition, PublicationSubject.ANNOUNCEMENT, now=now, amendment=amendment)
    return amendment


def findings_of_amendment(copy, *, now, publications):
    """What the law will say of the change as it is prepared, to be shown before it is made."""
    amendment = prepared(copy.amends, AmendmentKind.CHANGE, copy.closes_at, by=None, now=now, reason="")
    return law.findings(with_amendment(competition_facts(copy), amendment, publications), warsaw_day(now), Act.AMEND)


def refuse_empty_amendment(copy, competition):
    if (copy.year, copy.number) != (competition.year, competition.number):
        raise ValidationError("Rok i numer ogłoszonego konkursu się nie zmieniają. Przywróć je.")
    if copying.says_the_same(copy, competition):
        raise ValidationError("W kopii roboczej nic się nie zmieniło. Zmień ogłoszenie albo porzuć zmianę.")


@transaction.atomic
def extend_deadline(
    competition,
    *,
    closes_at,
    by,
    now,
    reason,
    publications,
    accepted=None,
    confirmation_due_at=None,
    decision_due_at=None,
) -> Amendment:
    """Put off the closing, as after an outage of the generator. The two later moments stay unless they are given."""
    lock(competition)
    reason = given(reason, WHY_EXTEND)
    refuse_unchangeable(competition)
    if closes_at <= competition.closes_at:
        message = "Przedłużenie musi kończyć się później niż dotychczasowy nabór."
        raise ValidationError({"closes_at": message})
    refuse_past_closing(closes_at, now)
    moments = {
        "closes_at": closes_at,
        "confirmation_due_at": confirmation_due_at or competition.confirmation_due_at,
        "decision_due_at": decision_due_at or competition.decision_due_at,
    }
    amendment = prepared(competition, AmendmentKind.EXTENSION, closes_at, by=by, now=now, reason=reason)
    facts = with_amendment(replace(competition_facts(competition), **moments), amendment, publications)
    keep_the_law(competition, facts, Act.AMEND, by=by, now=now, accepted=accepted)
    carry_into_working_copy(competition, moments, by=by, reason=reason)
    stamp(competition, moments, by=by, reason=reason)
    record(amendment, publications, by=by)
    issue(competition, PublicationSubject.ANNOUNCEMENT, now=now, amendment=amendment)
    return amendment


def carry_into_working_copy(competition, moments, *, by, reason):
    """A change under way must not take the extension back: what it left as it was moves with it."""
    copy = Competition.objects.select_for_update(no_key=True).filter(amends=competition).first()
    if copy is None:
        return
    untouched = {name: moment for name, moment in moments.items() if getattr(copy, name) == getattr(competition, name)}
    stamp(copy, untouched, by=by, reason=reason)


def prepared(competition, kind, closes_at, *, by, now, reason):
    """The competition's next amendment, not saved yet."""
    last = competition.amendments.aggregate(last=Max("number"))["last"] or 0
    return Amendment(
        competition=competition,
        number=last + 1,
        kind=kind,
        reason=reason,
        old_closes_at=competition.closes_at,
        new_closes_at=closes_at,
        made_at=now,
        made_by=by,
    )


def with_amendment(facts, amendment, publications):
    """The facts as they will be; of the amendments only this one, for the earlier ones were judged in their time."""
    if amendment.new_closes_at is None:
        return replace(facts, amendments=())
    row = AmendmentFacts(
        kind=amendment.kind,
        made_at=amendment.made_at,
        old_closes_at=amendment.old_closes_at,
        new_closes_at=amendment.new_closes_at,
        publications=planned_publications(publications, PublicationSubject.AMENDMENT),
    )
    return replace(facts, amendments=(row,))


def record(amendment, publications, *, by):
    amendment.validate_constraints()
    amendment.save()
    plan_publications(amendment.competition, PublicationSubject.AMENDMENT, publications, by=by, amendment=amendment)
