"""The announcement of a competition: the law kept, the number given, the words frozen, the paper sent to be made."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from competitions import wording
from competitions.choices import PublicationSubject
from competitions.facts import competition_facts
from competitions.law import Act
from competitions.models import Announcement, Competition
from competitions.publishing.guarding import ALREADY_ANNOUNCED, keep_the_law, lock, stamp
from leszno_ngo import clock, issuing
from leszno_ngo.templatetags.leszno import deadline

CONTENT = {
    PublicationSubject.ANNOUNCEMENT: wording.announcement_content,
    PublicationSubject.RESULTS: wording.results_content,
    PublicationSubject.ANNULMENT: wording.annulment_content,
}


@transaction.atomic
def announce(competition, *, by, now, accepted=None) -> Announcement:
    """Make a draft public for ever. It gets the year's next number, unless it bears one already."""
    lock_numbers(competition.year)
    lock(competition)
    refuse_announcement(competition, now)
    keep_the_law(competition, competition_facts(competition), Act.ANNOUNCE, by=by, now=now, accepted=accepted)
    number = competition.number or next_number(competition.year)
    stamp(competition, {"number": number, "announced_at": now, "announced_by": by}, by=by, reason="ogłoszono")
    return issue(competition, PublicationSubject.ANNOUNCEMENT, now=now)


def refuse_announcement(competition, now):
    if competition.amends_id:
        raise ValidationError("Kopii roboczej nie ogłasza się osobno. Wprowadź zmianę ogłoszenia.")
    if competition.is_announced:
        raise ValidationError(ALREADY_ANNOUNCED)
    refuse_past_closing(competition.closes_at, now)


def refuse_past_closing(closes_at, now):
    if closes_at is not None and closes_at <= now:
        message = f"Termin składania ofert już minął: {deadline(closes_at)}. Ustaw późniejszy."
        raise ValidationError({"closes_at": message})


def lock_numbers(year):
    """Whoever numbers a competition of the year waits for whoever numbers another one. In one order: no two block each
    other."""
    list(Competition.objects.filter(year=year).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def next_number(year):
    numbered = Competition.objects.originals().filter(year=year)
    return (numbered.aggregate(last=Max("number"))["last"] or 0) + 1


def issue(competition, subject, *, now, amendment=None):
    """The next version of this paper, with the words as they are now."""
    versions = competition.announcements.filter(subject=subject)
    announcement = Announcement.objects.create(
        competition=competition,
        subject=subject,
        version=(versions.aggregate(last=Max("version"))["last"] or 0) + 1,
        amendment=amendment,
        issued_at=now,
        content=CONTENT[subject](competition),
        queued_at=clock.real_now(),
    )
    issuing.send(announcement)
    return announcement
