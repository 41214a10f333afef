"""Records of a year's schedule → sections and entry rows. Pure.

A heading names a department, an area stands under it, rows carry a task and, behind a tab, the words of its term.

- A blank cell takes over the words above it in the same area under the same heading (a merged cell in the office's
  table); the row it comes from is kept.
- An area with words in its cell, or with nothing under it, is itself the row.
- „Zadania w zakresie:” alone names no area. Such an area is recognised by the heading above it together with that
  line, and a data issue says so.
"""

import datetime as dt
import re
from collections import defaultdict
from functools import lru_cache

from competitions.choices import PlanSource
from competitions.importing.corrections import Desk, corrected
from competitions.importing.readers import SCHEDULE, Mark, end_of, read_records, read_untitled_records
from competitions.importing.rows import (
    LONGEST,
    AreaContents,
    AreaWords,
    EntryRow,
    Issue,
    Problem,
    ScheduleReading,
    SectionRow,
    other_year,
)
from leszno_ngo.choices import IssueKind
from leszno_ngo.reading import SourceText, fold
from leszno_ngo.terms import Kind, Term, Unit, parse_term

NAMELESS_AREAS = {"zadania w zakresie", "zadania z zakresu", "zadania z obszaru"}
AS_OF_DAY = re.compile(r"stan na dzień (\d{1,2})\.(\d{1,2})\.(\d{4})(?: ?r\.?)?", re.IGNORECASE)
DEPARTMENT_OPENS = re.compile(
    r"(wydział|biuro|centrum|referat|zespół|samodzielne|miejski|ośrodek|straż|pełnomocnik|urząd|jednostka)\b"
)
ROUND = re.compile(r"\b[IVX]+(?= tura\b)", re.IGNORECASE)
NO_TERM = Term(Kind.UNPARSED, Unit.NONE, None, None, "")
NO_AREA = AreaWords(0, "", "", ("",))


def read_schedule(source: SourceText, year: int) -> ScheduleReading:
    """The rows of the document; Refused when it is no schedule or one of another year."""
    title, records = read_records(source, SCHEDULE, year)
    reading = read_rows(ScheduleReader(ScheduleReading(year, title)), records)
    if not reading.sections:
        end = end_of(source)
        reading.problems.append(Problem(end.line, end.text, "pod tytułem nie ma żadnego wydziału."))
    return reading


def read_schedule_at_desk(source: SourceText, year: int, desk: Desk) -> tuple[ScheduleReading, list]:
    """The rows as an official put them right, and the records as printed. Needs no title, and is not strict about what
    the official sees anyway: a department may be named again further down, its rows may stand under a part that was
    chosen, and an area may be missing. Refused when the title is another document's or another year's.
    """
    title, records = read_untitled_records(source, SCHEDULE, year)
    reader = ScheduleReader(ScheduleReading(year, title), at_desk=True)
    if desk.part:
        reader.open_part(desk.part)
    return read_rows(reader, corrected(records, desk.corrections)), records


def read_rows(reader, records):
    reader.take_as_of([record for record in records if record.mark == Mark.AS_OF])
    for record in records:
        reader.take(record)
    reader.close_section()
    reader.look_over()
    return reader.reading


def department_names(heading):
    """The departments a heading names: one, or several parted by a slash when each part opens like a department."""
    parts = [part.strip() for part in heading.split("/")]
    return tuple(parts) if all(DEPARTMENT_OPENS.match(part.lower()) for part in parts) else (heading,)


def names_year(words, as_of):
    """Whether the words of a dated term say their year themselves."""
    return read_term(words, None, as_of).kind != Kind.UNPARSED


# The same words stand in many rows of a document, and a document is read at every look at its preview.
read_term = lru_cache(maxsize=5_000)(lambda words, year, as_of: parse_term(words, year=year, as_of=as_of))


class ScheduleReader:
    """Walks the records once, keeping the section, the area and the printed row they belong to."""

    def __init__(self, reading, *, at_desk=False):
        self.reading = reading
        self.at_desk = at_desk
        self.section = self.section_before = None
        self.area = self.area_of_part = None  # the second when an official said which part the rows belong to
        self.area_record = None  # the area's line while nothing stands under it yet
        self.area_is_row = False
        self.area_before = None  # the area of the section above, which a section without an area continues
        self.printed = None  # the last row of this area under this heading with words in its cell
        self.contents = defaultdict(AreaContents)

    def problem(self, record, message):
        self.reading.problems.append(Problem(record.line, record.text, message))

    def issue(self, line, kind, quote, message):
        self.reading.issues.append(Issue(line, kind, quote, message))

    def take_as_of(self, records):
        if not records and not self.at_desk:  # there the edition has its day already
            self.issue(0, IssueKind.MISSING, "", "Dokument nie podaje dnia, na który go sporządzono.")
        for record in records[1:]:
            self.problem(record, "dzień, na który sporządzono dokument, podano drugi raz.")
        for record in records[:1]:
            try:
                day, month, year = map(int, AS_OF_DAY.search(record.text).groups())
                self.reading.as_of = dt.date(year, month, day)
            except (AttributeError, ValueError):
                self.problem(record, "oczekiwano daty, np. „stan na dzień 30.11.2023 r.”.")

    def take(self, record):
        match record.mark:
            case Mark.BROKEN:
                self.problem(record, record.complaint)
            case Mark.HEADING:
                self.take_heading(record)
            case Mark.AREA:
                self.take_area(record)
            case Mark.NUMBERED | Mark.PLAIN:
                self.take_row(record)

    def take_heading(self, record):
        self.close_section()
        names = department_names(record.text)
        if record.cell:
            self.problem(record, "nagłówek wydziału nie może mieć terminu.")
        if len(record.text) > LONGEST["heading"] or any(len(name) > LONGEST["department"] for name in names):
            self.problem(record, "nagłówek jest za długi na nazwę wydziału.")
        known = self.section_named(record.text)
        if known is not None and self.at_desk:
            self.section = known
            return
        if known is not None:
            self.problem(record, "nagłówek tego wydziału już był w dokumencie.")
        self.section = SectionRow(record.line, record.text, names)
        self.reading.sections.append(self.section)
        if len(names) > 1:
            message = "Jeden nagłówek wymienia kilka jednostek; jego zadania przypisano każdej z nich."
            self.issue(record.line, IssueKind.DOUBTFUL, record.text, message)

    def section_named(self, heading):
        named = (section for section in self.reading.sections if fold(section.heading) == fold(heading))
        return next(named, None)

    def open_part(self, heading):
        """The rows stand under a part although the document does not name it, perhaps under no area either."""
        self.section = SectionRow(0, heading, department_names(heading))
        self.reading.sections.append(self.section)
        self.area = self.area_of_part = NO_AREA

    def close_section(self):
        self.close_area()
        self.area_before, self.area, self.printed = self.area or self.area_before, self.area_of_part, None
        self.section_before = self.section
        if self.section is None or self.section.entries or self.section.line == 0:
            return
        if not any(problem.line >= self.section.line for problem in self.reading.problems):
            message = "pod nagłówkiem wydziału nie ma żadnego zadania."
            self.reading.problems.append(Problem(self.section.line, self.section.heading, message))

    def take_area(self, record):
        self.close_area()
        if self.section is None:
            self.problem(record, "obszar stoi przed pierwszym nagłówkiem wydziału.")
            return
        self.area = self.area_words(record)
        self.area_record, self.area_is_row, self.printed = record, bool(record.cell), None
        if len(self.area.wordings[0]) > LONGEST["area"]:
            self.problem(record, f"obszar jest dłuższy niż {LONGEST['area']} znaków.")
        elif record.cell and record.text.endswith(":"):
            self.problem(record, "obszar zapowiada listę zadań, a sam ma termin.")
        elif record.cell:
            self.add_area_as_row(record)

    def area_words(self, record):
        if fold(record.text) not in NAMELESS_AREAS:
            return AreaWords(record.line, "", record.text, (record.text,))
        self.issue(
            record.line,
            IssueKind.DOUBTFUL,
            record.text,
            f"Obszaru nie nazwano; rozpoznano go po nagłówku „{self.section.heading}” i tych słowach, "
            "a zadaniami są wiersze bez numerów pod nimi.",
        )
        return AreaWords(record.line, "", record.text, (f"{self.section.heading}: {record.text}",))

    def close_area(self):
        """An area with nothing under it is itself the row, unless it promised a list."""
        record, self.area_record = self.area_record, None
        if record is None or record.cell:
            return
        if record.text.endswith(":"):
            self.problem(record, "obszar zapowiada listę zadań, a nie ma pod nim żadnego.")
        else:
            self.add_area_as_row(record)

    def add_area_as_row(self, record):
        message = "Obszar nie ma listy zadań; za pozycję harmonogramu przyjęto jego całe zdanie."
        if complaint := self.contents[self.area.key].refuse(record):
            self.problem(record, complaint)
        else:
            self.issue(record.line, IssueKind.DOUBTFUL, record.text, message)
            self.add_entry(record)

    def take_row(self, record):
        self.area_record = None
        if record.area or record.part:
            self.take_moved(record)
            return
        if complaint := self.refuse_row(record):
            self.problem(record, complaint)
            return
        if self.area is None:
            self.continue_area(record)
        if complaint := self.contents[self.area.key].refuse(record):
            self.problem(record, complaint)
        else:
            self.add_entry(record)

    def take_moved(self, record):
        """A row that an official put elsewhere; the rows around it stay where they stand."""
        section, area = self.section, self.area
        self.section = self.section_named(record.part) if record.part else section
        self.area = AreaWords(record.line, "", "", (record.area,)) if record.area else area
        if self.section is None:
            self.problem(record, "wiersz nie należy do żadnej części; wybierz ją.")
        elif self.area is None:
            self.problem(record, "wiersz nie ma obszaru; wybierz go.")
        elif complaint := self.contents[self.area.key].refuse(record):
            self.problem(record, complaint)
        else:
            self.add_entry(record)
        self.section, self.area = section, area

    def refuse_row(self, record):
        """Why this line cannot be a row where it stands; "" when it can."""
        if record.cell is None and record.number is None:
            return "to nie jest ani nagłówek wydziału, ani obszar, ani zadanie z terminem po tabulatorze."
        if record.cell is None:
            return "zadanie i jego termin musi rozdzielać tabulator, a w wierszu go nie ma."
        if self.section is None:
            return "zadanie stoi przed pierwszym nagłówkiem wydziału."
        if self.area is None:
            return self.refuse_continuing(record)
        if self.area_is_row:
            return f"obszar (wiersz {self.area.line}) ma własny termin, a pod nim stoi zadanie."
        if record.number is None and not self.area.text.endswith(":") and self.area is not NO_AREA:
            return "wiersz bez numeru pod obszarem, który nie zapowiada listy zadań."
        return ""

    def refuse_continuing(self, record):
        """A section without an area continues the one above it only when its numbers do."""
        last = self.contents[self.area_before.key].last_number if self.area_before else 0
        if last == 0 or record.number != last + 1:
            return "pod nagłówkiem wydziału nie ma obszaru, a numer nie jest dalszym ciągiem obszaru powyżej."
        return ""

    def continue_area(self, record):
        self.area = self.area_before
        above = self.section_before.heading
        self.issue(
            self.section.line,
            IssueKind.MISSING,
            self.section.heading,
            f"Pod nagłówkiem nie wydrukowano obszaru, a numeracja zaczyna się od {record.number}; "
            f"przyjęto dalszy ciąg obszaru z części „{above}”.",
        )

    def add_entry(self, record):
        if len(record.cell or "") > LONGEST["term"]:
            self.problem(record, f"termin jest dłuższy niż {LONGEST['term']} znaków.")
            return
        if oddity := self.contents[self.area.key].add(record):
            self.issue(record.line, IssueKind.DOUBTFUL, record.text, oddity)
        if other := other_year(record, self.reading.year):
            self.reading.issues.append(other)
        plan, plan_source = self.plan(record)
        inherited = plan_source == PlanSource.INHERITED
        entry = EntryRow(
            line=record.line,
            area=self.area,
            area_text="" if self.area is self.area_before else self.area.text,
            number=record.number,
            title=record.text,
            plan_text=record.cell or "",
            plan=plan,
            plan_source=plan_source,
            inherited_from=self.printed.line if inherited else None,
            legal_basis=plan.text if plan.kind == Kind.OTHER_PROCEDURE else "",
            is_area=record.mark == Mark.AREA,
        )
        self.section.entries.append(entry)
        if plan_source in (PlanSource.PRINTED, PlanSource.ENTERED):
            self.printed = entry

    def plan(self, record):
        if record.cell:
            plan = read_term(record.cell, self.reading.year, self.reading.as_of)
            self.doubt_plan(record, plan)
            return plan, PlanSource.ENTERED if record.entered else PlanSource.PRINTED
        if self.printed is not None:
            return self.printed.plan, PlanSource.INHERITED
        message = "Pole terminu jest puste i nie ma nad nim terminu, który można przejąć."
        self.issue(record.line, IssueKind.MISSING, record.text, message)
        return NO_TERM, PlanSource.BLANK

    def doubt_plan(self, record, plan):
        """An issue when the words are not understood, name no year or a far one, or were past on the as-of day."""
        year, as_of = self.reading.year, self.reading.as_of
        years = {day.year for day in (plan.start, plan.end) if day}
        if plan.kind == Kind.UNPARSED:
            kind, message = IssueKind.UNREADABLE, "Terminu nie odczytano; musi go ustalić pracownik."
        elif years and not names_year(record.cell, as_of):
            kind, message = IssueKind.DOUBTFUL, f"Termin nie podaje roku; przyjęto rok harmonogramu ({year})."
        elif years - {year - 1, year}:
            kind, message = IssueKind.DOUBTFUL, f"Termin wykracza poza rok {year} i rok przed nim."
        elif as_of and plan.end and plan.end < as_of:
            kind, message = IssueKind.DOUBTFUL, f"Termin minął przed dniem sporządzenia dokumentu ({as_of:%d.%m.%Y})."
        else:
            return
        self.issue(record.line, kind, record.cell, message)

    def look_over(self):
        """What is doubtful only when rows are seen together; at last everything in the order of lines."""
        heirs, rounds = defaultdict(list), defaultdict(list)
        for entry in self.reading.entries:
            if entry.inherited_from:
                heirs[entry.inherited_from].append(entry.line)
            if ROUND.search(entry.title):
                rounds[entry.area.key, ROUND.sub("", entry.title), entry.plan].append(entry)
        words = {entry.line: entry.plan_text for entry in self.reading.entries}
        for line, lines in heirs.items():
            self.doubt_merged_cell(line, words[line], lines)
        for same in rounds.values():
            if len(same) > 1:
                last = same[-1]
                lines = ", ".join(str(entry.line) for entry in same[:-1])
                message = f"Ta tura ma ten sam termin co inna tura tego zadania (wiersz {lines})."
                self.issue(last.line, IssueKind.DOUBTFUL, last.title, message)
        self.reading.issues.sort(key=lambda issue: issue.line)
        self.reading.problems.sort(key=lambda problem: problem.line)

    def doubt_merged_cell(self, line, words, lines):
        self.issue(
            line,
            IssueKind.DOUBTFUL,
            words,
            f"Pola terminu pod tym wierszem są puste; przyjęto, że jego termin obejmuje też wiersze "
            f"{', '.join(map(str, lines))}.",
        )
