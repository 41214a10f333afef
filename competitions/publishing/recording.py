"""Where something was, or is to be, made public; and that it was seen there."""

from django.core.exceptions import ValidationError
from django.db import transaction

from competitions.choices import Place, PublicationSubject
from competitions.law.days import warsaw_day
from competitions.models import Publication
from competitions.publishing.guarding import lock
from leszno_ngo.history import acting
from leszno_ngo.templatetags.leszno import day

FACTS = ("published_on", "shown_until", "url")


def plan_publications(competition, subject, days, *, by, amendment=None):
    """A row for each place with a day; {place: day or None}. They are confirmed one by one."""
    with acting(by=by, reason="zaplanowano ogłoszenie"):
        for place, published_on in days.items():
            if published_on is not None:
                Publication.objects.create(
                    competition=competition,
                    amendment=amendment,
                    subject=subject,
                    place=Place(place),
                    published_on=published_on,
                )


@transaction.atomic
def record_publication(
    competition, *, subject, place, published_on, by, now, url="", shown_until=None, amendment=None
) -> Publication:
    """Confirm that it was published there that day. A recorded place may be corrected; its history keeps what stood.

    A day that leaves the offers too little time is recorded all the same: it is a fact, and the law will say so.
    """
    lock(competition)
    refuse_recording(competition, subject, published_on, amendment, now)
    row = Publication.objects.filter(
        competition=competition, subject=subject, place=place, amendment=amendment
    ).first() or Publication(competition=competition, subject=subject, place=place, amendment=amendment)
    told = {"published_on": published_on, "shown_until": shown_until, "url": url}
    is_recorded = row.recorded_at is not None
    if is_recorded and told == {name: getattr(row, name) for name in FACTS}:
        raise ValidationError(f"To ogłoszenie jest już potwierdzone: {row.get_place_display()}, {day(published_on)}")
    for name, value in told.items():
        setattr(row, name, value)
    row.recorded_at, row.recorded_by = now, by
    row.full_clean()
    with acting(by=by, reason="poprawiono potwierdzenie ogłoszenia" if is_recorded else "potwierdzono ogłoszenie"):
        row.save()
    return row


def refuse_recording(competition, subject, published_on, amendment, now):
    if not competition.is_announced:
        raise ValidationError("Szkicu nie ma gdzie zobaczyć. Potwierdź miejsca po ogłoszeniu konkursu.")
    if amendment is not None and amendment.competition_id != competition.pk:
        raise ValidationError("Ta zmiana należy do innego konkursu.")
    if subject == PublicationSubject.RESULTS and competition.results_published_at is None:
        raise ValidationError("Wyników jeszcze nie ogłoszono. Najpierw je ogłoś.")
    if subject == PublicationSubject.ANNULMENT and competition.annulled_at is None:
        raise ValidationError("Tego konkursu nie unieważniono.")
    if published_on > warsaw_day(now):
        message = "Potwierdzić można tylko to, co już się ukazało. Podaj dzień nie późniejszy niż dzisiaj."
        raise ValidationError({"published_on": message})
