"""A table of goals in Markdown with HTML inside: goals, directions, who does them, importance words, indicators.

The table is broken: cells go on below page breaks, lists are never closed, numbers are lost. What cannot be told
apart for certain stays one piece of words, with an issue.
"""

import re
from dataclasses import dataclass, field

from leszno_ngo.choices import IssueKind
from leszno_ngo.reading import SourceText
from strategy.choices import GoalKind, Importance, IndicatorKind
from strategy.importing import cells, people, thresholds
from strategy.importing.cells import Piece
from strategy.importing.places import HOME, municipality_in
from strategy.importing.records import Document, GoalRecord, IndicatorRecord, StrategyRecord
from strategy.importing.spelling import corrected

COLUMNS = 5
HEADER = re.compile(r"\|\s*Cel strategiczny\b.*Kierunki działania.*Realizatorzy", re.IGNORECASE)
RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
EMPTY_ROW = re.compile(r"\|(?:\s*\|)+")
TITLE_YEAR = re.compile(r"\bna rok ((?:19|20)\d\d)\b", re.IGNORECASE)
GOAL = re.compile(r"([IVXLC]+)\.\s+(\S.*)", re.DOTALL)
SIGNATURE = re.compile(r"(?:Przewodnicząc|Prezydent|Burmistrz|Wójt)", re.IGNORECASE)
LONGEST_SIGNATURE = 100
IMPORTANCE = frozenset({"importance_text", "importance"})
IMPORTANCE_WORDS = re.compile(r"(?:bardzo\s+)?ważn[aey]", re.IGNORECASE)


@dataclass
class Row:
    """One goal's row, its cells put together across page breaks: per column the pieces of text with their lines."""

    line: int
    columns: list[list[Piece]] = field(default_factory=lambda: [[] for _ in range(COLUMNS)])


def recognises(source: SourceText) -> bool:
    return any(HEADER.match(line) for line in source.lines)


def read(source: SourceText) -> Document:
    document = Document(source, "", StrategyRecord("", HOME), is_whole=True)
    rows = read_lines(document)
    for row in rows:
        read_goal(document, row)
    goals = document.strategy.goals
    if not goals and not document.problems:
        document.fail(len(source.lines), "", "W tabeli nie ma ani jednego celu.")
    words = sum(len(IMPORTANCE_WORDS.findall(goal.importance_text)) for goal in goals)
    directions = sum(len(goal.directions) for goal in goals)
    if words != directions:
        message = (
            f"Słów ważności jest {words}, a kierunków działania {directions}; przypisano je tylko tam, gdzie liczby "
            "się zgadzają. Rodzaj gramatyczny („ważne”, „ważna”) nic nie znaczy."
        )
        document.doubt(IssueKind.CONTRADICTION, 0, "", message)
    return document


def read_lines(document) -> list[Row]:
    """Title, table, signature; the table's later headers are empty and only repeat after a page break."""
    rows, before, after, repeated = [], [], [], 0
    is_table = False
    for line, text in enumerate(document.source.lines, 1):
        stripped = text.strip()
        if not stripped or RULE.fullmatch(stripped):
            continue
        if HEADER.match(stripped):
            is_table = True
        elif EMPTY_ROW.fullmatch(stripped):
            repeated += 1
        elif stripped.startswith("|"):
            add_row(document, rows, line, stripped, is_table=is_table)
        else:
            (after if is_table else before).append((line, stripped))
    if repeated:
        message = "Jedna tabela jest pocięta na kilka z pustymi nagłówkami; wiersze połączono."
        document.doubt(IssueKind.CORRECTED, 0, "", message)
    if document.source.text.count("<ol") > document.source.text.count("</ol>"):
        document.doubt(
            IssueKind.CORRECTED, 0, "", "W tabeli są znaczniki HTML, a list nie zamknięto; znaczniki pominięto."
        )
    read_title(document, before)
    read_signature(document, after)
    return rows


def add_row(document, rows, line, text, *, is_table):
    fields = text.strip("|").split("|") if text.endswith("|") else []
    if not is_table or len(fields) != COLUMNS:
        document.fail(line, text[:200], f"Oczekiwano wiersza tabeli o {COLUMNS} kolumnach zamkniętego znakiem „|”.")
        return
    pieces = [cells.pieces(field, line) for field in fields]
    if pieces[0]:
        rows.append(Row(line))
    elif not rows:
        document.fail(line, text[:200], "Wiersz bez celu w pierwszej kolumnie, a powyżej nie ma żadnego celu.")
        return
    for column, found in zip(rows[-1].columns, pieces, strict=True):
        column.extend(found)


def read_title(document, lines):
    title = " ".join(text for _, text in lines)
    if not 0 < len(title) <= 300:
        line = lines[0][0] if lines else 0
        document.fail(line, title[:200], "Przed tabelą oczekiwano tytułu do 300 znaków.")
        return
    document.title = document.strategy.title = title
    year = TITLE_YEAR.search(title)
    if year:
        document.strategy.period_start = document.strategy.period_end = int(year[1])
    else:
        document.doubt(IssueKind.MISSING, lines[0][0], title, "Tytuł nie podaje roku.")


def read_signature(document, lines):
    """Below the table only the one who signs: the city is in the post, the name of the person is not taken."""
    words = " ".join(text for _, text in lines)
    for line, text in lines:
        if not SIGNATURE.match(words) or "|" in text or len(text) > LONGEST_SIGNATURE:
            document.fail(line, text, "Poniżej tabeli oczekiwano tylko podpisu, a tego wiersza nie odczytano.")
    city = municipality_in(words) or municipality_in(document.title)
    if city is None:
        document.fail(lines[-1][0] if lines else 0, words, "Nie wiadomo, której gminy jest ten dokument.")
        return
    document.strategy.municipality = city


def read_goal(document, row):
    text = " ".join(piece.text for piece in row.columns[0])
    match = GOAL.fullmatch(text)
    if match is None:
        document.fail(row.line, text, "Oczekiwano celu z numerem rzymskim, na przykład „II. Treść celu”.")
        return
    goal = GoalRecord(GoalKind.STRATEGIC, match[1], match[2], row.line)
    document.strategy.goals.append(goal)
    words = importance_words(document, row, goal)
    read_directions(document, row, goal, words)
    people.read(document, row.columns[2], goal, italics_mean_partner=are_italics_for_partners(document, row))
    items = cells.items(document, row.columns[4], f"wskaźników celu {goal.numeral}")
    for item in items:
        targets = thresholds.read(document, item)
        name = corrected(document, item.line, item.text)
        goal.indicators.append(IndicatorRecord(IndicatorKind.UNSPECIFIED, item.text, name, item.line, targets=targets))


def importance_words(document, row, goal):
    """The importance words of a goal, in their order; the cell holds nothing else."""
    text = " ".join(piece.text for piece in row.columns[3])
    rest = re.sub(r"[\s,;.]", "", IMPORTANCE_WORDS.sub("", text))
    if rest:
        document.doubt(IssueKind.UNREADABLE, row.line, text, "Nie wszystkie słowa o ważności odczytano.")
        goal.unread = IMPORTANCE
        return []
    return IMPORTANCE_WORDS.findall(text)


def understood(words):
    return Importance.VERY_IMPORTANT if words.casefold().startswith("bardzo") else Importance.IMPORTANT


def read_directions(document, row, goal, words):
    """Directions, with importance only where every one of them has its word."""
    items = cells.items(document, row.columns[1], f"kierunków celu {goal.numeral}", expected=len(words))
    goal.importance_text = ", ".join(words)
    is_aligned = len(items) == len(words)
    if not is_aligned:
        message = (
            f"Cel {goal.numeral}: słów ważności {len(words)}, kierunków {len(items)}; nie przypisano ich kierunkom."
        )
        document.doubt(IssueKind.UNREADABLE, row.line, goal.importance_text, message)
    for place, item in enumerate(items):
        direction = GoalRecord(GoalKind.DIRECTION, item.number, corrected(document, item.line, item.text), item.line)
        if is_aligned:
            direction.importance_text, direction.importance = words[place], understood(words[place])
        else:
            direction.unread = IMPORTANCE
        goal.directions.append(direction)
        if cells.has_hidden_points(item.text):
            message = "W jednym punkcie są dalsze po myślnikach, bez numerów; zostawiono je razem."
            document.doubt(IssueKind.DOUBTFUL, item.line, item.text, message)


def are_italics_for_partners(document, row) -> bool:
    """The header sets partners in italics; not so where all are in italics, or other columns use them as well."""
    doers = row.columns[2]
    return any(not piece.is_italic for piece in doers) and not any(
        piece.is_italic for column in (1, 3, 4) for piece in row.columns[column]
    )
