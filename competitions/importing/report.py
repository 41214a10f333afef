"""What was read and what was saved → lines of Polish text for the person who runs the import. Pure."""

from collections import Counter

from competitions.choices import PlanKind, PlanSource
from leszno_ngo.choices import IssueKind
from leszno_ngo.templatetags.leszno import plural

AREAS = "obszar,obszary,obszarów"
NUMBERED = "zadanie z numerem,zadania z numerami,zadań z numerami"
UNNUMBERED = "zadanie bez numeru,zadania bez numerów,zadań bez numerów"
AREA_TASKS = "obszar będący zadaniem,obszary będące zadaniami,obszarów będących zadaniami"
HEADINGS = "nagłówek,nagłówki,nagłówków"
DEPARTMENTS = "wydział lub biuro,wydziały i biura,wydziałów i biur"
ENTRIES = "pozycja,pozycje,pozycji"
TERM_SOURCES = {
    PlanSource.PRINTED: "wydrukowany termin,wydrukowane terminy,wydrukowanych terminów",
    PlanSource.INHERITED: "termin przejęty,terminy przejęte z wierszy wyżej,terminów przejętych z wierszy wyżej",
    PlanSource.BLANK: "puste pole,puste pola,pustych pól",
}


def counted(n, forms):
    return f"{n} {plural(n, forms)}"


def of_priority_tasks(reading):
    """What was read of a list of priority tasks."""
    numbered = sum(task.number is not None for task in reading.tasks)
    return [
        f"Odczytano: „{reading.title}”",
        f"  {counted(len(reading.areas), AREAS)}",
        f"  {counted(numbered, NUMBERED)}",
        f"  {counted(len(reading.tasks) - numbered, AREA_TASKS)}",
        *of_findings(reading),
    ]


def of_schedule(reading):
    """What was read of a schedule."""
    entries = reading.entries
    departments = {name for section in reading.sections for name in section.departments}
    numbered = sum(entry.number is not None for entry in entries)
    area_tasks = sum(entry.is_area for entry in entries)
    return [
        f"Odczytano: „{reading.title}”",
        f"  stan na dzień: {f'{reading.as_of:%d.%m.%Y} r.' if reading.as_of else 'nie podano'}",
        f"  {counted(len(reading.sections), HEADINGS)}, {counted(len(departments), DEPARTMENTS)}",
        f"  {counted(len(entries), ENTRIES)}: {counted(numbered, NUMBERED)}, "
        f"{counted(len(entries) - numbered - area_tasks, UNNUMBERED)}, {counted(area_tasks, AREA_TASKS)}",
        *of_terms(entries),
        *of_findings(reading),
    ]


def of_terms(entries):
    for source, forms in TERM_SOURCES.items():
        kinds = Counter(PlanKind(entry.plan.kind.value).label for entry in entries if entry.plan_source == source)
        by_kind = ", ".join(f"{label}: {n}" for label, n in kinds.most_common())
        if kinds:
            yield f"  {counted(kinds.total(), forms)} ({by_kind})"


def of_findings(reading):
    """Problems of a reading; its issues wait for of_issues, because saving can add to them."""
    if not reading.problems:
        return
    yield f"Nie zrozumiano: {counted(len(reading.problems), 'wiersz,wiersze,wierszy')}"
    for problem in reading.problems:
        yield f"  wiersz {problem.line}: {problem.message}"
        yield f"    „{problem.text}”"


def of_issues(issues):
    if not issues:
        return ["Uwagi do danych: brak"]
    lines = [f"Uwagi do danych: {len(issues)}"]
    for issue in sorted(issues, key=lambda issue: issue.line):
        place = f"wiersz {issue.line}" if issue.line else "cały dokument"
        lines.append(f"  {place}, {IssueKind(issue.kind).label}: {issue.message}")
        if issue.quote:
            lines.append(f"    „{issue.quote}”")
    return lines


def of_saved(saved, *, dry_run):
    """What changed in the database, or would have."""
    if saved.was_saved_before:
        return ["Ten dokument wczytano już wcześniej: w bazie nic się nie zmienia."]
    lines = ["W bazie zmieniłoby się:" if dry_run else "W bazie zmieniono:"]
    for label, changes in (("zadania priorytetowe", saved.tasks), ("pozycje harmonogramu", saved.entries)):
        counts = [
            ("nowe", changes.created),
            ("zmienione", changes.changed),
            ("usunięte", changes.removed),
            ("bez zmian", changes.unchanged),
            ("zostawione, bo odnosi się do nich wydany harmonogram", changes.kept),
        ]
        if any(n for _, n in counts):
            lines.append(f"  {label}: " + ", ".join(f"{name}: {n}" for name, n in counts if n))
    return lines
