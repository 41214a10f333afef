"""The same thing twice in one document: which of the two is meant is not ours to choose.

The second is a problem and no record; where its line is kept as a data issue, the first one alone is saved.
"""

from leszno_ngo.reading import fold


def find(document):
    """Adds a problem for every second row of one name under one owner."""
    for goal in document.strategy.goals:
        find_in_goal(document, goal)
    check(document, document.strategy.goals, lambda goal: goal.title, "Cel")


def find_in_goal(document, goal):
    check(document, goal.directions, lambda direction: direction.title, "Kierunek")
    check(document, goal.indicators, lambda indicator: indicator.source_name, "Wskaźnik")
    for programme in goal.programmes:
        for task in programme.tasks:
            check(document, task.indicators, lambda indicator: (indicator.kind, indicator.source_name), "Wskaźnik")
            check(document, task.stages, lambda stage: stage.title, "Etap")
            check(document, task.partners, lambda partner: partner.name, "Partner")
            check(document, task.budget, lambda line: line.source_name, "Źródło finansowania")
            check(document, task.none_declared, lambda none: none.kind, "„Brak” przy tym rodzaju wskaźników")


def check(document, records, name_of, what):
    first = {}
    for record in list(records):
        name = name_of(record)
        key = tuple(map(fold, name)) if isinstance(name, tuple) else fold(name)
        if key in first:
            text = document.source.lines[record.line - 1]
            document.fail(record.line, text, f"{what} stoi drugi raz; pierwszy jest w wierszu {first[key]}.")
            records.remove(record)
        first.setdefault(key, record.line)
