"""An opened upload → the rows that its preview shows, each with what an official must know to decide."""

import enum
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from competitions.choices import PlanKind, PlanSource
from competitions.importing.comparing import ComparedRow
from competitions.importing.corrections import rows_of, words_of
from competitions.importing.readers import Mark, Record
from competitions.importing.rows import Issue
from competitions.importing.schedules import names_year
from competitions.importing.uploads import Opened
from competitions.models import ScheduleEntry
from leszno_ngo.terms.suggesting import suggestions

UNDECIDED = "Nie wiadomo, do której części albo którego obszaru należy. Odpowiedz na pytanie nad listą."
NO_DEPARTMENT = (
    "Plik nie nazywa żadnego wydziału. Jeśli to tabela jednego wydziału, wczytaj go jeszcze raz i w polu "
    "„Co obejmuje plik” wybierz jego część."
)
NOTHING = "(brak)"


class State(enum.StrEnum):
    """What becomes of a row; the values stand in addresses."""

    NEW = "nowe"
    CHANGED = "zmienione"
    GONE = "znikna"
    SAME = "bez-zmian"
    PROBLEM = "z-problemem"
    LEFT_OUT = "pominiete"


LABELS = {
    State.NEW: "nowe",
    State.CHANGED: "zmienione",
    State.GONE: "znikną",
    State.SAME: "bez zmian",
    State.PROBLEM: "z problemem",
    State.LEFT_OUT: "pominięte",
}
ONE = {
    State.NEW: "nowa",
    State.CHANGED: "zmieniona",
    State.GONE: "zniknie",
    State.SAME: "bez zmian",
    State.PROBLEM: "problem",
    State.LEFT_OUT: "pominięta",
}


class Sureness(enum.Enum):
    LITERAL = "odczytany dosłownie"
    YEAR_ASSUMED = "rok przyjęty z harmonogramu"
    INHERITED = "przejęty z wiersza wyżej"
    CORRECTED = "poprawiony tutaj"
    DECIDED = "zostaje ustalenie urzędu"
    BLANK = "puste pole, bez terminu"
    NOT_READ = "nie odczytano"
    DOUBTFUL = "wątpliwe"


@dataclass(slots=True)
class Difference:
    label: str
    before: str
    after: str


@dataclass
class PreviewRow:
    """One line of the document, or a row of the edition that the document has no more (`gone`, without a line)."""

    state: State
    line: int | None = None
    printed: str = ""
    record: Record | None = None
    said: dict = field(default_factory=dict)
    compared: ComparedRow | None = None
    gone: ScheduleEntry | None = None
    is_kept: bool = False
    problems: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    edition: object = None  # the schedule's year and day, on which the words of a term depend

    @property
    def state_words(self):
        return ONE[self.state]

    @property
    def key(self):
        return f"e{self.gone.pk}" if self.gone else str(self.line)

    @property
    def entry(self):
        return self.compared.entry if self.compared else self.gone

    @property
    def is_area(self):
        """Whether the area's own sentence is the row; then its words are the area's."""
        return self.record is not None and self.record.mark == Mark.AREA and self.said.get("mark") != "row"

    @property
    def asks_what_it_is(self):
        return self.record is not None and self.record.mark == Mark.BROKEN

    @cached_property
    def words(self):
        """Number, title and term as they stand now in the fields."""
        return words_of(self.record) | {name: self.said[name] for name in WORDS if name in self.said}

    @cached_property
    def sureness(self):
        entry, row = self.compared.entry, self.compared.row
        if row.plan_source == PlanSource.ENTERED and entry.plan_kind != PlanKind.UNPARSED:
            return Sureness.CORRECTED
        if entry.plan_source == PlanSource.ENTERED and row.plan_source != PlanSource.ENTERED:
            return Sureness.DECIDED
        if entry.plan_source in (PlanSource.BLANK, PlanSource.INHERITED):
            return Sureness.BLANK if entry.plan_source == PlanSource.BLANK else Sureness.INHERITED
        if entry.plan_kind == PlanKind.UNPARSED:
            return Sureness.NOT_READ
        if (entry.plan_start or entry.plan_end) and not names_year(entry.plan_text, self.edition.as_of):
            return Sureness.YEAR_ASSUMED
        about_term = any(issue.quote == entry.plan_text for issue in self.issues)
        return Sureness.DOUBTFUL if about_term else Sureness.LITERAL

    @cached_property
    def suggestions(self):
        """What a term that was not read may have meant."""
        if self.compared is None or self.sureness is not Sureness.NOT_READ:
            return []
        return suggestions(self.entry.plan_text, self.edition.year, self.edition.as_of)

    @cached_property
    def differences(self):
        """Field by field, from what to what; the understood term stands beside its words."""
        if self.compared is None or self.compared.is_new:
            return []
        before, entry, differing = self.compared.before, self.compared.entry, self.compared.differing
        found = [
            Difference(label, str(before[name] or NOTHING), str(getattr(entry, name) or NOTHING))
            for name, label in FIELDS.items()
            if name in differing
        ]
        if "area_id" in differing:
            found.append(Difference("obszar", before["area"].name, entry.area.name))
        if PLAN & set(differing):
            found.append(Difference("termin", before["words"] or NOTHING, entry.plan_words or NOTHING))
        if differing and not found:
            sources = [PlanSource(source).label for source in (before["plan_source"], entry.plan_source)]
            found.append(Difference("skąd termin", *sources))
        return found


WORDS = ("number", "title", "term")
PLAN = {"plan_kind", "plan_unit", "plan_start", "plan_end", "legal_basis"}
FIELDS = {
    "number": "numer",
    "title": "zadanie",
    "area_text": "brzmienie obszaru",
    "plan_text": "słowa terminu",
}


def preview_rows(opened: Opened) -> list[PreviewRow]:
    """All lines in the order of the document, then the rows that would go."""
    comparison, corrections = opened.comparison, opened.upload.corrections
    problems, issues = defaultdict(list), defaultdict(list)
    for problem in comparison.problems:
        problems[problem.line].append(problem.message)
    for issue in comparison.reading.issues:
        issues[issue.line].append(issue)
    compared = {row.row.line: row for row in comparison.rows}
    undecided = {row.line for row in comparison.undecided}
    rows = []
    for line, record in rows_of(opened.records).items():
        said = corrections.get(str(line), {})
        state = state_of(line, record, said, problems, compared, undecided)
        if state is not None:
            printed = opened.source.lines[line - 1]
            messages = problems[line] or ([UNDECIDED] if line in undecided else [])
            row = PreviewRow(state, line, printed, record, said, compared.get(line))
            row.problems, row.issues = messages, issues[line]
            rows.append(row)
    going = [(entry, False) for entry in comparison.gone] + [(row.entry, True) for row in comparison.kept]
    for entry, is_kept in going:
        rows.append(PreviewRow(State.SAME if is_kept else State.GONE, gone=entry, is_kept=is_kept))
    for row in rows:
        row.edition = opened.upload.schedule
    return rows


def state_of(line, record, said, problems, compared, undecided):
    """None: the line is a heading or an area, understood, and no row of its own."""
    if line in problems or line in undecided:
        return State.PROBLEM
    if line in compared:
        row = compared[line]
        return State.NEW if row.is_new else State.CHANGED if row.differing else State.SAME
    is_context = record.mark in (Mark.HEADING, Mark.AREA, Mark.AS_OF) or said.get("mark") in ("heading", "area")
    return None if is_context and not said else State.LEFT_OUT if not is_context or said.get("left_out") else None


def general_problems(opened: Opened) -> list[str]:
    """What is wrong with the document as a whole, or in a line that no row stands for."""
    lines = rows_of(opened.records)
    unnamed = [] if opened.comparison.reading.sections else [NO_DEPARTMENT]
    return unnamed + [problem.message for problem in opened.comparison.problems if problem.line not in lines]


def counts(rows: list[PreviewRow]) -> dict[State, int]:
    counted = Counter(row.state for row in rows)
    return {state: counted[state] for state in State}
