"""An edition → an iCalendar file: one all-day event for each row with a date, as long as the planned period.

An event keeps its UID over the editions of a year, so a subscribed calendar moves it when the plan moves; the edition
is its SEQUENCE. The same edition always gives the same bytes.
"""

import datetime as dt

from icalendar import Calendar, Event, vText

from competitions.choices import PlanKind
from competitions.tables import term_words
from leszno_ngo.templatetags.leszno import day, plural

CALENDAR = "text/calendar; charset=utf-8"
DAY = dt.timedelta(days=1)
LEADS = {
    PlanKind.UNTIL: "Planowane ogłoszenie (najpóźniej)",
    PlanKind.SINCE: "Planowane ogłoszenie (najwcześniej)",
    PlanKind.CONTINUOUS: "Planowane ogłaszanie na bieżąco",
}


def schedule_calendar(schedule, sections, page) -> bytes:
    """The .ics of an edition. `page`: its permanent absolute address; sections come with their rows."""
    entries = [(section, entry) for section in sections for entry in section.entries.all()]
    dated = [(section, entry) for section, entry in entries if entry.plan_start or entry.plan_end]
    calendar = Calendar()
    calendar.add("prodid", "-//leszno-ngo//harmonogram//PL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    name = f"Planowane konkursy {schedule.year}"
    about = describe_calendar(schedule, len(entries) - len(dated), page)
    for key, words in (("name", name), ("x-wr-calname", name), ("description", about), ("x-wr-caldesc", about)):
        calendar.add(key, vText(words))  # the library would not escape what it does not know
    calendar.add("refresh-interval", DAY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for section, entry in dated:
        calendar.add_component(event(schedule, section, entry, page))
    return calendar.to_ical()


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
