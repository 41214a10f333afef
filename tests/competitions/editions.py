"""The next edition of the real schedule, made as the office makes it: the working copy is altered, then released."""

import datetime as dt
import uuid
from copy import copy

from competitions.changes import changes
from competitions.models import ScheduleEntry
from competitions.publishing import open_next_edition
from leszno_ngo.terms import parse_term

RELEASED = dt.datetime(2024, 1, 15, 9, tzinfo=dt.UTC)
NEW_ROW = uuid.UUID("11111111-1111-4111-8111-111111111111")
CLUBS = "prowadzenie klubów abstynenckich"
HARCERZE = "prowadzenie zajęć profilaktycznych dla dzieci i młodzieży metodą harcerską"
VOLUNTEERS = "prowadzenie Leszczyńskiego Biura Wolontariatu"
TRAILS = "odnawianie, znakowanie szlaków i obiektów turystycznych w mieście"


def rows(schedule):
    return ScheduleEntry.objects.of([schedule]).for_papers()


def row(schedule, title):
    return rows(schedule).get(title=title)


def plan(entry, words):
    """Give the row, and the rows below that its term covers, the term of these words."""
    term = parse_term(words, year=2024)
    meaning = {"plan_kind": term.kind, "plan_unit": term.unit, "plan_start": term.start, "plan_end": term.end}
    ScheduleEntry.objects.filter(pk=entry.pk).update(plan_text=words, **meaning)
    ScheduleEntry.objects.filter(inherited_from=entry).update(**meaning)


def alter(entry, **values):
    ScheduleEntry.objects.filter(pk=entry.pk).update(**values)


def release(working, at=RELEASED):
    working.as_of, working.released_at = at.date(), at
    working.save()
    return working


def edition_after(schedule):
    """The working copy of a released edition, still the same."""
    return open_next_edition(schedule, by=None)


def altered_edition(schedule, at=RELEASED):
    """A released edition in which something of each kind has changed."""
    working = edition_after(schedule)
    plan(row(working, CLUBS), "Luty 2024")
    plan(row(working, TRAILS), "IV kwartał 2024 r.")
    alter(row(working, VOLUNTEERS), title="prowadzenie Centrum Wolontariatu", note="Zmiana nazwy.")
    gone = row(working, HARCERZE)
    gone.delete()
    gone.pk, gone.identity, gone.task, gone.title = None, NEW_ROW, None, "prowadzenie świetlicy"
    gone.save()
    return release(working, at)


def what_changed(before, after):
    """(kinds, title) of every change."""
    return [
        ([kind.value for kind in change.kinds], change.entry.title) for change in changes(rows(before), rows(after))
    ]


def three_editions(schedule, year):
    """Another year's schedule of two parts: released, altered and released again, and then once more unchanged."""
    copied = copy(schedule)
    copied.year, copied.edition = year, 0
    first = open_next_edition(copied, by=None)
    first.sections.exclude(heading__in=["BIURO DS. UZALEŻNIEŃ", "CENTRUM INFORMACJI TURYSTYCZNEJ"]).delete()
    for entry in ScheduleEntry.objects.of([first]).filter(inherited_from=None):
        plan(entry, f"Maj {year}")
    release(first, dt.datetime(year - 1, 12, 1, 9, tzinfo=dt.UTC))
    second = altered_edition(first, dt.datetime(year, 1, 15, 9, tzinfo=dt.UTC))
    release(edition_after(second), dt.datetime(year, 3, 1, 9, tzinfo=dt.UTC))
