"""What every act on a competition does: ask for the row to itself, ask the law, and stamp what was done."""

from copy import copy

from django.core.exceptions import ValidationError

from competitions import law
from competitions.choices import LegalSeverity
from competitions.facts import competition_facts
from competitions.law.days import warsaw_day
from competitions.models import AcceptedFinding, Competition
from leszno_ngo.history import acting

ALREADY_ANNOUNCED = "Ten konkurs jest już ogłoszony. Zmienić go można tylko zmianą ogłoszenia."
GONE = "Tego konkursu już nie ma: ktoś go w międzyczasie usunął. Odśwież stronę."


class Refused(ValidationError):  # noqa: N818  an answer of the office, no failure
    """The law forbids the act, or warns of what nobody has accepted yet; `findings` says what."""

    def __init__(self, findings):
        super().__init__([finding.message for finding in findings])
        self.findings = findings


def findings_of(competition, on, act=None):
    """What the law says of the competition on the day; of a working copy, as if it were announced already."""
    return law.findings(competition_facts(competition), on, act)


def warnings_to_accept(competition, findings):
    """The warnings among these that nobody has accepted yet, in these words. Of a working copy: for what it amends."""
    accepted = AcceptedFinding.objects.filter(competition=competition.amends_id or competition.pk)
    known = set(accepted.values_list("rule", "field", "message"))
    return [
        finding
        for finding in findings
        if finding.severity == LegalSeverity.WARNS and (finding.rule, finding.field, finding.message) not in known
    ]


def lock(competition):
    """The competition as it is stored now, held until the transaction ends, so that no two act on it at once."""
    try:
        competition.refresh_from_db(from_queryset=Competition.objects.select_for_update(no_key=True))
    except Competition.DoesNotExist:
        raise ValidationError(GONE) from None


def keep_the_law(competition, facts, act, *, by, now, accepted):
    """Refuse the act over these facts, or keep the reasons for which its warnings were accepted.

    `accepted`: {key of a finding: reason}. A warning that was accepted before in the same words is not asked for again.
    """
    found = law.findings(facts, warsaw_day(now), act)
    reasons = {key: reason.strip() for key, reason in (accepted or {}).items()}
    warnings = warnings_to_accept(competition, found)
    forbidden = [finding for finding in found if finding.severity == LegalSeverity.BLOCKS]
    if hindering := [*forbidden, *(finding for finding in warnings if not reasons.get(finding.key))]:
        raise Refused(hindering)
    AcceptedFinding.objects.bulk_create(
        AcceptedFinding(
            competition=competition,
            act=act.value,
            rule=finding.rule,
            article=finding.article,
            field=finding.field,
            message=finding.message,
            reason=reasons[finding.key],
            accepted_at=now,
            accepted_by=by,
        )
        for finding in warnings
    )


def given(reason, question):
    """The reason without the spaces around it; its lack is answered with the question."""
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": question})
    return reason


def stamp(competition, values, *, by, reason):
    """Write these values into a row that may bear them; refused, the caller's row is as it was."""
    stamped = copy(competition)
    for name, value in values.items():
        setattr(stamped, name, value)
    stamped.validate_constraints()
    for name, value in values.items():
        setattr(competition, name, value)
    with acting(by=by, reason=reason):
        competition.save(update_fields=list(values))
