"""The rules: what is found about one row, one part, one list of tasks or departments. Pure, and the day is an argument.

A rule about a row answers (kind, sentence) or None.
"""

from competitions.checking.findings import Finding
from competitions.choices import EntryState, FindingKind, PartState, PlanKind
from competitions.importing.rows import YEAR_IN_TITLE
from competitions.importing.schedules import ROUND
from leszno_ngo.reading import fold
from leszno_ngo.templatetags.leszno import day, term_dates


def of_term(entry, state):
    """What is to be said of a row's term, given its state on the day; None: nothing."""
    if entry.plan_kind == PlanKind.RELATIVE:
        return FindingKind.DEPENDENT, f"Termin zależy od innego zdarzenia: „{entry.plan_text}”."
    if state == EntryState.UNDATED and entry.plan_text.strip(" -–—"):
        return FindingKind.NOT_UNDERSTOOD, f"Portal nie rozumie terminu „{entry.plan_text}”. Podaj termin."
    if state == EntryState.UNDATED:
        return FindingKind.UNDATED, "Nie ma terminu. Podaj go albo zaznacz, że konkursu się nie planuje."
    if state == EntryState.OVERDUE:
        message = f"Termin minął {day(entry.plan_end)}, a ogłoszenia nie ma. Zmień termin albo ogłoś konkurs."
        return FindingKind.OVERDUE, message
    if state == EntryState.PAST_WITHOUT_RECORD:
        return FindingKind.TERM_PAST, f"Termin minął {day(entry.plan_end)}; o ogłoszeniu portal nie ma danych."
    if state == EntryState.DUE_NOW:
        return FindingKind.DUE_NOW, f"Termin ogłoszenia trwa: {term_dates(entry.plan)}."
    return None


def of_task(entry, year):
    """How a row differs from the priority task it realises; None: in nothing."""
    task = entry.task
    if task is None:
        message = "Nie wskazano zadania priorytetowego. Wybierz je, chyba że konkurs jest spoza programu."
        return FindingKind.NO_TASK, message
    differences = []
    if task.programme.year != year:
        differences.append(f"zadanie jest z programu na {task.programme.year} rok")
    if entry.area_id != task.area_id:
        differences.append(f"obszar w programie: „{task.area}”")
    if entry.number != task.number:
        differences.append(f"numer w programie: {task.number or 'brak'}")
    if fold(entry.title) != fold(task.title):
        differences.append(f"treść w programie: „{without_end(task.title)}”")
    if not differences:
        return None
    return FindingKind.TASK_DIFFERS, f"Pozycja różni się od zadania priorytetowego ({'; '.join(differences)})."


def without_end(title):
    """The title without the punctuation that ended it in the printed list."""
    return title.rstrip(" ;.")


def of_title(entry, year):
    years = sorted(set(YEAR_IN_TITLE.findall(entry.title)) - {str(year)})
    if not years:
        return None
    return FindingKind.OTHER_YEAR, f"Nazwa zadania podaje inny rok ({', '.join(years)}) niż harmonogram ({year})."


def same_rounds(rows):
    """{row: an earlier round of the same task with the same term}."""
    earlier, found = {}, {}
    for entry in rows:
        if entry.plan_start is None or not ROUND.search(entry.title):
            continue
        words = fold(ROUND.sub("", entry.title)), entry.area_id, entry.plan_start, entry.plan_end
        if words in earlier:
            found[entry] = earlier[words]
        earlier.setdefault(words, entry)
    return found


def of_rounds(entry, rounds):
    if entry not in rounds:
        return None
    message = f"Ta tura ma ten sam termin co inna tura tego zadania (pozycja {rounds[entry].position})."
    return FindingKind.SAME_ROUNDS, message


def of_row(entry, year, *, issues=(), rounds=(), has_programme=True):
    """Everything found about a row that bears its state on the day. What an open issue has said is not said twice."""
    said = {beginning(issue.message) for issue in issues}
    found = [of_term(entry, entry.state_on_day), of_title(entry, year), of_rounds(entry, rounds)]
    if has_programme:
        found.append(of_task(entry, year))
    news = [(kind, words) for kind, words in filter(None, found) if beginning(words) not in said]
    return [
        *(Finding(kind, words, entry.section, entry) for kind, words in news),
        *(of_issue(issue, entry.section, entry) for issue in issues),
    ]


def beginning(message):
    """A message without its particulars in parentheses."""
    return message.split(" (")[0]


def of_issue(issue, section=None, entry=None):
    return Finding(FindingKind.ISSUE, issue.message, section, entry, issue=issue)


def of_part(part):
    if part.state == PartState.EMPTY:
        message = "Część nie ma żadnej pozycji. Dodaj pozycje albo usuń część."
        return [Finding(FindingKind.EMPTY_PART, message, part.section)]
    if part.state == PartState.IN_WORK:
        return [Finding(FindingKind.NOT_READY, "Części nie oznaczono jako gotowej.", part.section)]
    return []


def of_programme(year, tasks, rows):
    """What the year's priority tasks lack in the edition's rows (all of them)."""
    if not tasks:
        message = f"Nie ma wykazu zadań priorytetowych na {year} rok, więc nie ma z czym porównać pozycji."
        return [Finding(FindingKind.NO_PROGRAMME, message)]
    realised = {entry.task_id for entry in rows}
    return [
        Finding(
            FindingKind.TASK_WITHOUT_ROW, f"Zadania „{without_end(task.title)}” nie realizuje żadna pozycja.", task=task
        )
        for task in tasks
        if task.pk not in realised
    ]


def of_departments(expected, parts):
    """Departments of the schedule released last that have no part here. `expected`: [(department, that schedule)]."""
    present = {department for part in parts for department in part.section.departments.all()}
    return [
        Finding(
            FindingKind.NO_PART,
            f"{department}: brak części, a ostatnio wydany harmonogram ({last.year}, wydanie {last.edition}) ją ma.",
            department=department,
        )
        for department, last in expected
        if department not in present
    ]
