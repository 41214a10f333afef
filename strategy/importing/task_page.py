"""A page of one task of a strategy: goal → programme → task, its stages by year, its people, indicators and money."""

import re
from dataclasses import dataclass, field

from leszno_ngo.choices import IssueKind
from leszno_ngo.reading import SourceText, fold
from strategy.choices import GoalKind, ResponsibilityRole
from strategy.importing import measures, stages
from strategy.importing.numbers import parse_number, split_torn_row
from strategy.importing.places import HOME, municipality_in
from strategy.importing.records import (
    BudgetRecord,
    Document,
    GoalRecord,
    PartnerRecord,
    ProgrammeRecord,
    ResponsibilityRecord,
    StrategyRecord,
    TaskRecord,
)

GOAL = re.compile(r"Cel\s+([IVXLC]+)\.?\s+[-–—]\s+(.+?)(?:\s+[-–—]\s+szef celu\s+(.+))?", re.IGNORECASE)
PROGRAMME = re.compile(r"(\d{1,3})\.\s+(.+?)(?:\s+[-–—]\s+koordynator\s+(.+))?", re.IGNORECASE)
TASK = re.compile(r"(\d{1,3})\.\s+(.+)")
SECTIONS = (
    "Adresaci",
    "Uzasadnienie",
    "Opis zadania",
    "Etapy realizacji zadania",
    "Realizator",
    "Podmioty współpracujące",
    "Mierniki dla realizacji zadania",
    "Planowany całkowity koszt realizacji",
    "Budżet zadania",
)
PARTNERS_HEADER = fold("Nazwa Zakres współpracy")
BUDGET_HEADER = fold("Źródło finansowania Środki")
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass
class Page:
    """The filled lines of the page, cut at its headings: (line number, text without the spaces around)."""

    head: list[tuple[int, str]] = field(default_factory=list)
    sections: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    headings: dict[str, int] = field(default_factory=dict)

    def text(self, name):
        return "\n".join(text.strip() for _, text in self.sections.get(name, ()))


def recognises(source: SourceText) -> bool:
    names = {fold(line) for line in source.lines}
    has_goal = any(GOAL.fullmatch(" ".join(line.split())) for line in source.lines)
    return has_goal and fold("Etapy realizacji zadania") in names and fold("Mierniki dla realizacji zadania") in names


def read(source: SourceText) -> Document:
    document = Document(source, "", StrategyRecord("", HOME), is_whole=False)
    page = cut(document)
    task = read_head(document, page)
    if task is None:
        return document
    document.title = f"{document.strategy.title}: zadanie {task.number}. {task.title}"
    task.addressees, task.justification = page.text("Adresaci"), page.text("Uzasadnienie")
    task.description = page.text("Opis zadania")
    stages.read(document, page.sections.get("Etapy realizacji zadania", []), task)
    task.responsibilities += [
        ResponsibilityRecord(ResponsibilityRole.IMPLEMENTER, text, line)
        for line, text in page.sections.get("Realizator", [])
    ]
    read_partners(document, page.sections.get("Podmioty współpracujące", []), task)
    measures.read(document, page.sections.get("Mierniki dla realizacji zadania", []), task)
    read_money(document, page, task)
    return document


def cut(document) -> Page:
    page, current = Page(), None
    names = {fold(name): name for name in SECTIONS}
    for line, text in enumerate(document.source.lines, 1):
        if not text.strip():
            continue
        name = names.get(fold(text))
        if name in page.headings:
            document.fail(
                line, text, f"Nagłówek „{name}” stoi drugi raz, pierwszy jest w wierszu {page.headings[name]}."
            )
        elif name:
            current = page.sections.setdefault(name, [])
            page.headings[name] = line
        elif current is None:
            page.head.append((line, " ".join(text.split())))
        else:
            current.append((line, " ".join(text.split())))
    for name in SECTIONS:
        if name not in page.headings:
            document.doubt(IssueKind.MISSING, 0, "", f"W dokumencie nie ma części „{name}”.")
    return page


def read_head(document, page) -> TaskRecord | None:
    """Strategy, goal, programme and task: four lines in this order."""
    expected = [
        (
            re.compile(r"(Strategia\b.{3,280})", re.IGNORECASE),
            "tytułu strategii, na przykład „Strategia rozwoju Leszna”",
        ),
        (GOAL, "celu, na przykład „Cel II - treść celu - szef celu stanowisko”"),
        (PROGRAMME, "programu, na przykład „8. Nazwa - koordynator stanowisko”"),
        (TASK, "zadania, na przykład „1. Nazwa zadania”"),
    ]
    matches = []
    for index, (pattern, what) in enumerate(expected):
        line, text = page.head[index] if index < len(page.head) else (page.headings.get("Adresaci", 0), "")
        match = pattern.fullmatch(text)
        if match is None:
            document.fail(line, text, f"W tym miejscu oczekiwano {what}.")
            return None
        matches.append((line, match))
    for line, text in page.head[len(expected) :]:
        document.fail(line, text, f"Oczekiwano nagłówka „{SECTIONS[0]}”.")
    return build_tree(document, matches)


def build_tree(document, matches) -> TaskRecord:
    (_, title), (goal_line, goal), (programme_line, programme), (task_line, task) = matches
    document.strategy.title = title[1]
    document.strategy.municipality = municipality_in(title[1]) or HOME
    goal_record = GoalRecord(GoalKind.STRATEGIC, goal[1].upper(), goal[2], goal_line)
    programme_record = ProgrammeRecord(int(programme[1]), programme[2], programme_line)
    task_record = TaskRecord(int(task[1]), task[2], task_line)
    for record, match, role, words in (
        (goal_record, goal, ResponsibilityRole.HEAD, "szefa celu"),
        (programme_record, programme, ResponsibilityRole.COORDINATOR, "koordynatora programu"),
    ):
        if match[3]:
            record.responsibilities.append(ResponsibilityRecord(role, match[3], record.line))
        else:
            document.doubt(IssueKind.MISSING, record.line, match[0], f"Dokument nie podaje {words}.")
    programme_record.tasks.append(task_record)
    goal_record.programmes.append(programme_record)
    document.strategy.goals.append(goal_record)
    return task_record


def read_partners(document, lines, task):
    """Name and scope stand in one line without a separator; a stage's own words show where the scope begins."""
    stage_texts = {fold(f"{stage.title} {stage.period_text}"): stage for stage in task.stages}
    for line, text in lines:
        if fold(text) == PARTNERS_HEADER:
            continue
        words = text.split()
        starts = [n for n in range(1, len(words)) if fold(" ".join(words[n:])) in stage_texts]
        if starts:
            name, scope = " ".join(words[: starts[0]]), " ".join(words[starts[0] :])
            number = stage_texts[fold(scope)].number
            message = f"Nazwę i zakres rozdzielono: zakres powtarza treść etapu {number}."
            document.doubt(IssueKind.CORRECTED, line, text, message)
        else:
            name, scope = text, ""
            message = "Nie wiadomo, gdzie kończy się nazwa partnera, a zaczyna zakres; całość wpisano jako nazwę."
            document.doubt(IssueKind.UNREADABLE, line, text, message)
        if len(name) > 300:
            document.fail(line, text, "Nazwa partnera ma ponad 300 znaków.")
            continue
        task.partners.append(PartnerRecord(name, scope, line))


def read_money(document, page, task):
    read_cost(document, page, task)
    name = "Budżet zadania"
    rows = [(line, text) for line, text in page.sections.get(name, ()) if fold(text) != BUDGET_HEADER]
    for line, text in rows:
        read_budget(document, line, text.strip(), task)
    if not rows and name in page.headings:
        document.doubt(IssueKind.MISSING, page.headings[name], name, "Dokument nie podaje budżetu zadania.")


def read_budget(document, line, text, task):
    """A source of money and its amount; an amount that could not be read is kept as words."""
    source, tokens = split_torn_row(text)
    if not source:
        document.fail(line, text, "Oczekiwano źródła finansowania i kwoty.")
        return
    try:
        amount, unread = read_amount(" ".join(tokens)), frozenset()
    except ValueError as error:
        amount, unread = None, frozenset({"amount"})
        document.doubt(IssueKind.UNREADABLE, line, text, f"Nie odczytano kwoty: {error}.")
    if amount is None and not unread:
        document.doubt(IssueKind.MISSING, line, text, "Źródło finansowania nie ma kwoty.")
    task.budget.append(BudgetRecord(source, amount, line, unread))


def read_amount(words):
    """Złotys and groszes; None: the words say that there is no amount. ValueError: they could not be read."""
    amount = parse_number(words)
    if YEAR.fullmatch(words):
        raise ValueError(f"„{words}” może być rokiem")
    if amount is not None and (amount < 0 or amount != round(amount, 2)):
        raise ValueError(f"„{words}” nie jest kwotą w złotych i groszach")
    return amount


def read_cost(document, page, task):
    name = "Planowany całkowity koszt realizacji"
    lines = page.sections.get(name, [])
    if not lines and name in page.headings:
        document.doubt(IssueKind.MISSING, page.headings[name], name, "Dokument nie podaje planowanego kosztu zadania.")
    if not lines:
        return
    try:
        task.planned_cost = read_amount(page.text(name))
    except ValueError as error:
        document.doubt(IssueKind.UNREADABLE, lines[0][0], page.text(name), f"Nie odczytano kosztu: {error}.")
        task.unread = frozenset({"planned_cost"})
