"""The headings of a table's columns → what stands in each. A heading that is not known is never guessed."""

import enum

from leszno_ngo.reading import Refused, fold


class HeadingsRefused(Refused):
    """The columns are not understood. `unknown`: the headings that nobody could know, to be asked for."""

    def __init__(self, message, line, unknown=()):
        super().__init__(message, line)
        self.unknown = tuple(unknown)


class Column(enum.StrEnum):
    NUMBER = "number"
    TASK = "task"
    TERM = "term"
    DEPARTMENT = "department"
    AREA = "area"
    LEFT_OUT = ""


POLISH = {
    Column.NUMBER: "numer",
    Column.TASK: "zadanie",
    Column.TERM: "termin",
    Column.DEPARTMENT: "wydział",
    Column.AREA: "obszar",
}
HEADINGS = {
    Column.NUMBER: "lp|l p|nr|numer|numer zadania|nr zadania",
    Column.TASK: (
        "zadanie|zadania|nazwa zadania|treść zadania|tytuł zadania|zadanie publiczne|nazwa zadania publicznego|"
        "rodzaj zadania|rodzaj zadania publicznego|zadanie priorytetowe|priorytetowe zadanie publiczne"
    ),
    Column.TERM: (
        "termin|planowany termin|termin ogłoszenia|planowany termin ogłoszenia|termin ogłoszenia konkursu|"
        "planowany termin ogłoszenia konkursu|termin ogłoszenia otwartego konkursu ofert|"
        "planowany termin ogłoszenia otwartego konkursu ofert|planowany termin ogłoszenia konkursu ofert|"
        "termin ogłaszania|planowany termin ogłaszania|planowany termin ogłaszania konkursu"
    ),
    Column.DEPARTMENT: (
        "wydział|wydział biuro|wydział biuro jednostka|wydział lub biuro|biuro|jednostka|jednostka organizacyjna|"
        "komórka organizacyjna"
    ),
    Column.AREA: "obszar|obszar zadań|obszar zadania|obszar zadań publicznych|obszar priorytetowy",
    # What the portal's own .xlsx says beside the document's words.
    Column.LEFT_OUT: "odczytany termin|termin od|termin do|skąd termin|nazwa obszaru|uwaga",
}
KNOWN = {words: column for column, all_words in HEADINGS.items() for words in all_words.split("|")}


def read_headings(row, given, *, has_styles):
    """{grid column: Column} of the row of headings; `given` adds {heading: Column} somebody told. May refuse."""
    known = KNOWN | {fold(heading): Column(column) for heading, column in given.items()}
    unknown = [cell.text for cell in row.filled if fold(cell.text) not in known]
    if unknown:
        quoted = ", ".join(f"„{heading}”" for heading in unknown)
        message = f"Nie wiadomo, co znaczą kolumny {quoted}. {found(row)} {expected(has_styles)}"
        raise HeadingsRefused(message, row.line, unknown)
    roles = {}
    for place, cell in enumerate(row.cells):
        if not cell.text:
            continue
        column = known[fold(cell.text)]
        if sum(other is cell for other in row.cells) > 1:
            raise Refused(f"Nagłówek „{cell.text}” scalono nad kilkoma kolumnami.", row.line)
        if column != Column.LEFT_OUT and column in roles.values():
            raise HeadingsRefused(f"Dwie kolumny znaczą to samo ({POLISH[column]}). {found(row)}", row.line)
        roles[place] = column
    required = [Column.TASK, Column.TERM, *([] if has_styles else [Column.DEPARTMENT, Column.AREA])]
    missing = [POLISH[column] for column in required if column not in roles.values()]
    if missing:
        message = f"W tabeli brakuje kolumn: {', '.join(missing)}. {found(row)} {expected(has_styles)}"
        raise HeadingsRefused(message, row.line)
    return roles


def are_headings(row, given):
    """Whether every filled cell is a heading that is known."""
    known = KNOWN | {fold(heading): column for heading, column in given.items()}
    return len(row.filled) > 1 and all(fold(cell.text) in known for cell in row.filled)


def found(row):
    return "Nagłówki w pliku: " + ", ".join(f"„{cell.text[:60]}”" for cell in row.filled) + "."


def expected(has_styles):
    if has_styles:
        return "Potrzebne są kolumny „Zadanie” i „Termin”; znane są też „Lp.”, „Wydział” i „Obszar”."
    return "Potrzebne są kolumny „Wydział”, „Obszar”, „Zadanie” i „Termin”; znana jest też „Lp.”."
