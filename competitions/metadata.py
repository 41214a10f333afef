"""What a released edition and an announced competition tell of themselves, as the Public Information Bulletin asks: who
made it, who answers for it, who published it and when, and the log of its changes.

Of an edition only what was so at the release: its paper must come out the same whenever it is made.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone

from competitions.models import Competition, ScheduleEntry, ScheduleSection
from leszno_ngo.history import ACTS, ADDED, CHANGED, REMOVED, signature
from leszno_ngo.models import User
from leszno_ngo.templatetags.leszno import day, plural

OPENED = (
    "otwarto wydanie robocze"  # the reason under which an edition's rows become the next one's: nobody made them then
)
COUNTED = {  # what the log counts, with the forms of its name
    ScheduleEntry: "pozycję,pozycje,pozycji",
    ScheduleSection: "część,części,części",
}
ORDER = (ADDED, CHANGED, REMOVED)


@dataclass(slots=True)
class LogLine:
    """What one person did on one day for one reason: „dodano 45 pozycji, zmieniono 10 części”."""

    day: dt.date
    who: str
    reason: str
    counts: dict = field(default_factory=dict)  # {(kind, model): how many rows}

    @property
    def acts(self):
        return ", ".join(
            f"{ACTS[kind]} {self.counts[kind, model]} {plural(self.counts[kind, model], forms)}"
            for kind in ORDER
            for model, forms in COUNTED.items()
            if (kind, model) in self.counts
        )


def metadata(schedule, editions) -> dict:
    """The facts of a released edition, for templates/…/metadata.html. The same few queries whatever its size.

    `editions`: all released ones of its year.
    """
    editions = sorted((one for one in editions if one.edition <= schedule.edition), key=lambda one: one.edition)
    makers = makers_of(editions, schedule.released_at)
    counted = {model: counts(records(model, [schedule], schedule.released_at)) for model in COUNTED}
    users = User.objects.in_bulk(makers | {row["history_user"] for rows in counted.values() for row in rows} - {None})
    log = log_of(counted, users)
    return {
        "makers": sorted({signature(users.get(number)) for number in makers}),
        "made_on": max((line.day for line in log), default=None),
        "responsible": schedule.responsible,
        "publisher": signature(schedule.released_by),
        "confirmations": [
            (section, section.confirmed_at, signature(section.confirmed_by))
            for section in schedule.sections.select_related("confirmed_by").order_by("position")
        ],
        "log": log,
        "editions": [(edition, signature(edition.released_by)) for edition in editions],
    }


def makers_of(editions, until):
    """The numbers of those who wrote the rows; whose edition they first wrote them in does not matter."""
    written = records(ScheduleEntry, editions, until).exclude(history_change_reason=OPENED)
    return set(written.order_by().values_list("history_user", flat=True).distinct()) - {None}


def log_of(counted, users):
    """A line for each day, person and reason, in time order."""
    lines = {}
    for model, rows in counted.items():
        for row in rows:
            key = row["day"], row["history_user"] or 0, row["history_change_reason"] or ""
            line = lines.setdefault(key, LogLine(key[0], signature(users.get(key[1])), key[2]))
            line.counts[row["history_type"], model] = row["rows"]
    return [lines[key] for key in sorted(lines)]


def counts(records):
    day = TruncDate("history_date", tzinfo=timezone.get_default_timezone())
    by = ("day", "history_user", "history_change_reason", "history_type")
    return list(records.order_by().annotate(day=day).values(*by).annotate(rows=Count("id", distinct=True)))


def records(model, editions, until):
    """The records of these editions' parts, or of the rows in them, up to this moment; also of those removed."""
    sections = ScheduleSection.history.filter(schedule_id__in=[edition.pk for edition in editions])
    if model is ScheduleEntry:
        sections = ScheduleEntry.history.filter(section_id__in=sections.order_by().values("id"))
    return sections.filter(history_date__lte=until)


# ── A competition ───────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class LoggedAct:
    """What the office did with an announced competition: „12 stycznia 2024 r., Anna Nowak: ogłoszono konkurs”."""

    moment: dt.datetime
    who: str
    words: str


def competition_metadata(competition, publications, amendments) -> dict:
    """Two queries. The competition comes with the users of its acts, publications and amendments with theirs."""
    drafts = Competition.history.filter(id=competition.pk, announced_at=None)
    made = list(drafts.order_by("-history_date", "-pk").values_list("history_user", "history_date"))
    makers = User.objects.filter(pk__in={number for number, _ in made} - {None})
    log = acts_of(competition, publications, amendments)
    return {
        "makers": sorted({signature(user) for user in makers}),
        "made_at": made[0][1] if made else None,
        "responsible": competition.responsible,
        "publisher": signature(competition.announced_by),
        "changed_at": log[-1].moment if len(log) > 1 else None,
        "log": log,
    }


def acts_of(competition, publications, amendments):
    """Everything that was done with it since the announcement, in time order."""
    stamped = [
        (competition.announced_at, competition.announced_by, "ogłoszono konkurs"),
        (competition.results_published_at, competition.results_published_by, "ogłoszono wyniki"),
        (competition.annulled_at, competition.annulled_by, "unieważniono konkurs"),
        (competition.withdrawn_at, competition.withdrawn_by, "wycofano konkurs"),
    ]
    stamped += [(one.made_at, one.made_by, f"{one.get_kind_display()} nr {one.number}") for one in amendments]
    stamped += [(one.recorded_at, one.recorded_by, recorded_words(one)) for one in publications]
    log = [LoggedAct(moment, signature(who), words) for moment, who, words in stamped if moment]
    return sorted(log, key=lambda act: act.moment)


def recorded_words(publication):
    """„potwierdzono miejsce: wyniki, tablica ogłoszeń urzędu, 3 stycznia 2024 r.”"""
    subject, place = publication.get_subject_display(), publication.get_place_display()
    return f"potwierdzono miejsce: {subject}, {place}, {day(publication.published_on)}"
