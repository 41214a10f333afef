"""What a planning document holds: rows for the database, problems that stop the import, issues for people to see.

Plain data, shared by the two documents. Words stand as printed; only surrounding whitespace and markup are taken off.
"""

import datetime as dt
import re
from dataclasses import dataclass, field

from competitions.choices import PlanSource
from leszno_ngo.choices import IssueKind
from leszno_ngo.reading import fold
from leszno_ngo.terms import Term

LONGEST = {"title": 1000, "area": 600, "heading": 300, "department": 200, "term": 300}  # what the columns hold
YEAR_IN_TITLE = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that was not understood; with one of these nothing is saved."""

    line: int
    text: str
    message: str


@dataclass(frozen=True, slots=True)
class Issue:
    """A place that was read, but was corrected, is doubtful or lacks something. Line 0: the whole document."""

    line: int
    kind: IssueKind
    quote: str
    message: str
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class AreaWords:
    """An area as a document words it; by any of the wordings it is recognised, the first one counts most."""

    line: int
    heading: str
    text: str
    wordings: tuple[str, ...]

    @property
    def key(self):
        return fold(self.wordings[0])


@dataclass(frozen=True, slots=True)
class TaskRow:
    line: int
    area: AreaWords
    number: int | None
    title: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A row of the schedule. `area_text`: the area's words when they are printed under the row's own heading.

    `is_area`: the area's own sentence is the row.
    """

    line: int
    area: AreaWords
    area_text: str
    number: int | None
    title: str
    plan_text: str
    plan: Term
    plan_source: PlanSource
    inherited_from: int | None
    legal_basis: str
    is_area: bool


@dataclass(slots=True)
class SectionRow:
    line: int
    heading: str
    departments: tuple[str, ...]
    entries: list[EntryRow] = field(default_factory=list)


@dataclass(slots=True)
class PriorityTasksReading:
    year: int
    title: str
    areas: list[AreaWords] = field(default_factory=list)
    tasks: list[TaskRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


@dataclass(slots=True)
class ScheduleReading:
    year: int
    title: str
    as_of: dt.date | None = None
    sections: list[SectionRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    @property
    def entries(self):
        return [entry for section in self.sections for entry in section.entries]


class AreaContents:
    """What an area already holds in this document: no number and no title twice, numbers in their order."""

    def __init__(self):
        self.numbers = {}
        self.titles = {}
        self.last_number = 0

    def refuse(self, record):
        """Why the record cannot be one more task of this area; "" when it can."""
        if not fold(record.text):
            return "w wierszu nie ma słów zadania."
        if len(record.text) > LONGEST["title"]:
            return f"wiersz jest dłuższy niż {LONGEST['title']} znaków; to chyba nie jedno zadanie."
        if record.number is None and self.numbers:
            return "wiersz bez numeru wśród zadań z numerami tego samego obszaru."
        if record.number is not None and self.titles and not self.numbers:
            return "wiersz z numerem wśród zadań bez numerów tego samego obszaru."
        if record.number in self.numbers:
            return f"numer {record.number} ma już w tym obszarze wiersz {self.numbers[record.number]}."
        if record.text in self.titles:
            return f"to samo zadanie ma już w tym obszarze wiersz {self.titles[record.text]}."
        return ""

    def add(self, record):
        """Take the record in; what is odd about its number comes back as a message."""
        expected, self.titles[record.text] = self.last_number + 1, record.line
        if record.number is None:
            return ""
        self.numbers[record.number] = record.line
        self.last_number = max(self.last_number, record.number)
        return "" if record.number == expected else f"Numer {record.number} stoi tam, gdzie powinien być {expected}."


def other_year(record, year):
    """An issue when the task's name carries another year than the document."""
    years = sorted(set(YEAR_IN_TITLE.findall(record.text)) - {str(year)})
    if not years:
        return None
    return Issue(
        record.line,
        IssueKind.DOUBTFUL,
        record.text,
        f"Nazwa zadania podaje inny rok ({', '.join(years)}) niż dokument ({year}).",
    )
