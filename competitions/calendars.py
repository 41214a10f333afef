"""iCalendar files. The same rows always give the same bytes, and an event keeps its UID, so that a subscribed calendar
moves it when the term moves.

An edition → one all-day event for each row with a date, as long as the planned period; the edition is its SEQUENCE.
Competitions → an event for each deadline; it ends at the deadline, since one without length would be shown after it.
The number of amendments is its SEQUENCE.
"""

import datetime as dt
import uuid

from icalendar import Calendar, Event, vText

from competitions.choices import CompetitionState, PlanKind
from competitions.tables import term_words
from leszno_ngo.templatetags.leszno import day, deadline, plural, zloty

CALENDAR = "text/calendar; charset=utf-8"
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
IDS = uuid.UUID("8a3c1d52-0f7b-5b44-9d5e-6a1c7f2b2024")  # calendars know an event by its id: never to be changed
CANCELLED = (CompetitionState.ANNULLED, CompetitionState.WITHDRAWN)
DEADLINES = {  # of a competition: its field → how its event begins
    "closes_at": "Koniec naboru ofert",
    "confirmation_due_at": "Koniec przyjmowania potwierdzeń ofert",
    "decision_due_at": "Wybór ofert najpóźniej",
}
LEADS = {
    PlanKind.UNTIL: "Planowane ogłoszenie (najpóźniej)",
    PlanKind.SINCE: "Planowane ogłoszenie (najwcześniej)",
    PlanKind.CONTINUOUS: "Planowane ogłaszanie na bieżąco",
}


def schedule_calendar(schedule, sections, page) -> bytes:
    """The .ics of an edition. `page`: its permanent absolute address; sections come with their rows."""
    entries = [(section, entry) for section in sections for entry in section.entries.all()]
    dated = [(section, entry) for section, entry in entries if entry.plan_start or entry.plan_end]
    about = describe_calendar(schedule, len(entries) - len(dated), page)
    calendar = empty_calendar("harmonogram", f"Planowane konkursy {schedule.year}", about)
    for section, entry in dated:
        calendar.add_component(event(schedule, section, entry, page))
    return calendar.to_ical()


def empty_calendar(kind, name, about):
    calendar = Calendar()
    calendar.add("prodid", f"-//leszno-ngo//{kind}//PL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for key, words in (("name", name), ("x-wr-calname", name), ("description", about), ("x-wr-caldesc", about)):
        calendar.add(key, vText(words))  # the library would not escape what it does not know
    calendar.add("refresh-interval", DAY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    return calendar


def describe_calendar(schedule, left_out, page):
    words = f"{schedule.title}, wydanie {schedule.edition}, stan na {day(schedule.as_of)} Terminy są zapowiedzią."
    if left_out:
        rows = plural(left_out, "pozycję,pozycje,pozycji")
        words += f" Kalendarz pomija {left_out} {rows} bez daty (nie planuje się, inny tryb albo termin nieznany)."
    return plain(f"{words} Wszystkie pozycje: {page}")


def event(schedule, section, entry, page):
    """The period inclusive; a deadline or a beginning is its one day. iCalendar's DTEND is the day after."""
    found = Event()
    first, last = entry.plan_start or entry.plan_end, entry.plan_end or entry.plan_start
    if entry.plan_kind == PlanKind.UNTIL:
        first = last
    found.add("uid", str(entry.identity))
    found.add("sequence", schedule.edition)
    found.add("dtstamp", schedule.released_at.astimezone(dt.UTC))
    found.add("dtstart", first)
    found.add("dtend", last + DAY)
    found.add("summary", f"{LEADS.get(entry.plan_kind, 'Planowane ogłoszenie')}: {entry.name}")
    found.add("description", describe_event(schedule, section, entry))
    found.add("categories", [entry.area.name])
    found.add("status", "TENTATIVE")
    found.add("transp", "TRANSPARENT")
    found.add("url", f"{page}#pozycja-{entry.pk}")
    return found


def describe_event(schedule, section, entry):
    departments = ", ".join(department.name for department in section.departments.all()) or section.heading
    lines = [
        f"Termin w dokumencie: {term_words(entry)}",
        f"Wydział: {departments}",
        f"Obszar: {entry.area.name}",
        f"Harmonogram {schedule.year}, wydanie {schedule.edition}, stan na {day(schedule.as_of)}",
        *([f"Uwaga: {entry.note}"] if entry.note else []),
    ]
    return plain("\n".join(lines))


def plain(words):
    """Calendars do not need the no-break spaces of pages."""
    return words.replace("\N{NO-BREAK SPACE}", " ")


# ── Competitions ────────────────────────────────────────────────────────────────────────────────────────────────────


def competitions_calendar(name, competitions, now, address) -> bytes:
    """The .ics of competitions that come with_changes and with their department. `address`: path → absolute one."""
    calendar = empty_calendar("konkursy", name, "Terminy ogłoszonych otwartych konkursów ofert.")
    for competition in competitions:
        for field, lead in DEADLINES.items():
            if moment := getattr(competition, field):
                calendar.add_component(deadline_event(competition, field, lead, moment, now, address))
    return calendar.to_ical()


def deadline_event(competition, field, lead, moment, now, address):
    found, page = Event(), address(competition.get_absolute_url())
    example = "Przykład: " if competition.is_example else ""
    found.add("uid", str(uuid.uuid5(IDS, f"{competition.pk}/{field}")))
    found.add("sequence", competition.change_count)
    found.add("dtstamp", competition.announced_at.astimezone(dt.UTC))
    found.add("dtstart", (moment - HOUR).astimezone(dt.UTC))
    found.add("dtend", moment.astimezone(dt.UTC))
    found.add("summary", f"{example}{lead}: {competition.title}")
    found.add("description", describe_deadline(competition, moment))
    found.add("status", "CANCELLED" if competition.state(now) in CANCELLED else "CONFIRMED")
    found.add("transp", "TRANSPARENT")
    found.add("url", page)
    return found


def describe_deadline(competition, moment):
    lines = [
        f"Termin: {deadline(moment)}",
        f"Konkurs {competition.number}/{competition.year}, {competition.department.name}",
        f"Kwota środków publicznych: {zloty(competition.total_amount)}",
        *([f"Generator ofert: {competition.generator_url}"] if competition.generator_url else []),
    ]
    return plain("\n".join(lines))
