"""How far a document reaches, and the words of its parts and areas → those that the office knows, or a question.

Reads the database, writes nothing: what is new stands as an unsaved row until the document is taken over.
"""

import hashlib
from dataclasses import dataclass, field

from competitions.importing.rows import AreaWords, SectionRow
from competitions.models import AreaWording, PriorityArea, Schedule, ScheduleSection
from leszno_ngo.models import Department
from leszno_ngo.reading import fold

NEW, SKIP = "new", "skip"
NOT_YOURS = "Plik nazywa część, która nie należy do Twoich wydziałów. Wskaż swoją część albo pomiń te wiersze."
OTHER_PART = "Plik nazywa inną część niż ta, do której go wczytujesz. Wskaż, co zrobić z jej wierszami."


@dataclass(frozen=True, slots=True)
class Reach:
    """`section`: the part that was chosen for the rows; `editable`: the parts that may change, with departments."""

    schedule: Schedule
    editable: tuple[ScheduleSection, ...]
    section: ScheduleSection | None = None
    replaces_all: bool = False
    may_create: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only a person can decide. `answer` is "" until it is decided."""

    key: str
    words: str
    line: int
    message: str
    options: tuple[tuple[str, str], ...]
    answer: str = ""


@dataclass(slots=True)
class Part:
    """A part of the schedule as the document would make it; `departments` matter when it is new."""

    section: ScheduleSection
    departments: list[Department] = field(default_factory=list)
    rows: list = field(default_factory=list)


class Names:
    """Finds what the document's words name; collects questions where nobody could know."""

    def __init__(self, reach: Reach, answers):
        self.reach, self.answers = reach, answers
        self.questions = {}
        self.areas_by_pk = {str(area.pk): area for area in PriorityArea.objects.all()}
        self.areas = {fold(area.name): area for area in self.areas_by_pk.values()}
        for wording in AreaWording.objects.all():
            self.areas[wording.folded] = self.areas_by_pk[str(wording.area_id)]
        self.departments_by_pk = {str(department.pk): department for department in Department.objects.all()}
        self.departments = {}
        for name in ("name", "source_name"):  # as printed counts more
            for department in self.departments_by_pk.values():
                self.departments[fold(getattr(department, name))] = department
        self.sections = list(reach.schedule.sections.prefetch_related("departments"))
        self.new = {}
        self.asked_areas = {}

    def ask(self, kind, words, line, message, options):
        """The answer, if there is one among the options."""
        key = key_of(kind, words)
        answer = self.answers.get(key, "")
        answer = answer if answer in dict(options) else ""
        self.questions.setdefault(key, Question(key, words, line, message, tuple(options), answer))
        return answer

    # ── Parts ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def part(self, row: SectionRow) -> Part | None:
        """The part that the rows under this heading belong to; None while it is not decided, or when it is left out."""
        section = self.section_of(row)
        if section is None or section not in self.reach.editable or self.is_another(section):
            return self.asked_part(row, section)
        return Part(section)

    def section_of(self, row):
        """By the heading, else by the departments that it names."""
        for section in self.sections:
            if fold(section.heading) == fold(row.heading):
                return section
        named = {self.departments.get(fold(words)) for words in row.departments}
        for section in self.sections:
            if set(section.departments.all()) == named:
                return section
        return None

    def is_another(self, section):
        return self.reach.section is not None and section != self.reach.section

    def asked_part(self, row, section):
        reach = self.reach
        if section is None and reach.may_create and reach.section is None:
            return self.new_part(row)
        targets = [reach.section] if reach.section else reach.editable
        options = [(str(target.pk), f"to część „{target.heading}”") for target in targets]
        options.append((SKIP, "pomiń te wiersze"))
        message = OTHER_PART if reach.section else NOT_YOURS
        answer = self.ask("part", row.heading, row.line, message, options)
        return next((Part(target) for target in targets if str(target.pk) == answer), None)

    def new_part(self, row):
        """Departments that are known make a new part by themselves; others are asked for."""
        departments = [self.department(words, row.line) for words in row.departments]
        if None in departments:
            return None
        keys = {department.pk for department in departments}  # of a department that is new: None
        for section in self.sections:
            if {department.pk for department in section.departments.all()} == keys:
                return Part(section)
        return Part(ScheduleSection(schedule=self.reach.schedule, heading=row.heading), departments)

    def department(self, words, line):
        if known := self.departments.get(fold(words)):
            return known
        options = [(NEW, "utwórz nowy wydział")]
        options += [(pk, f"to wydział „{department.name}”") for pk, department in self.departments_by_pk.items()]
        message = "Portal nie zna takiego wydziału. Zdecyduj, czy go utworzyć, czy to inna nazwa wydziału z listy."
        answer = self.ask("department", words, line, message, options)
        if answer == NEW:
            return self.once(("department", fold(words)), lambda: Department(source_name=words, name=words))
        return self.departments_by_pk.get(answer)

    def once(self, key, make):
        if key not in self.new:
            self.new[key] = make()
        return self.new[key]

    # ── Areas ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def area(self, words: AreaWords) -> PriorityArea | None:
        """The area; None while it is not decided. Asked once for all rows under the same words."""
        if words.wordings not in self.asked_areas:
            self.asked_areas[words.wordings] = self.find_area(words)
        return self.asked_areas[words.wordings]

    def find_area(self, words):
        known = next((self.areas[fold(text)] for text in words.wordings if fold(text) in self.areas), None)
        if known is not None:
            return known
        options = [(pk, f"to obszar „{area.name}”") for pk, area in self.areas_by_pk.items()]
        shown = words.heading or words.wordings[0]
        if shown and self.reach.may_create:
            options.insert(0, (NEW, "utwórz nowy obszar"))
        message = (
            "Portal nie zna takiego brzmienia obszaru. Wskaż obszar z listy."
            if shown
            else "Plik nie podaje obszaru tych wierszy. Wskaż go tutaj albo przy każdym wierszu osobno."
        )
        answer = self.ask("area", shown, words.line, message, options)
        if answer == NEW:
            return self.once(("area", words.key), lambda: PriorityArea(name=shown))
        return self.areas_by_pk.get(answer)


def key_of(kind, words):
    return f"{kind}-{hashlib.sha256(fold(words).encode()).hexdigest()[:16]}"
