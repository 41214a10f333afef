"""The headings of a spreadsheet of results → what stands in each column. A heading that is not known is asked for."""

import enum

from competitions.importing.readers.columns import HeadingsRefused, found
from leszno_ngo.reading import Refused, fold


class Column(enum.StrEnum):
    """The values are the names of ResultEntry's fields, but for the one in which the heading names the register."""

    BIDDER = "bidder"
    REGISTER = "register"
    REGISTER_NUMBER = "register_number"
    KRS = "krs"
    TASK = "task_title"
    POINTS = "points"
    REQUESTED = "requested"
    GRANTED = "granted"
    STATE = "state"
    REASON = "reason"
    LEFT_OUT = ""


POLISH = {
    Column.BIDDER: "oferent",
    Column.REGISTER: "rejestr",
    Column.REGISTER_NUMBER: "numer w rejestrze",
    Column.KRS: "numer KRS",
    Column.TASK: "tytuł zadania",
    Column.POINTS: "punkty",
    Column.REQUESTED: "wnioskowana kwota",
    Column.GRANTED: "przyznana kwota",
    Column.STATE: "stan",
    Column.REASON: "powód",
}
HEADINGS = {
    Column.BIDDER: (
        "oferent|nazwa oferenta|oferenci|organizacja|nazwa organizacji|organizacja pozarządowa|podmiot|nazwa podmiotu|"
        "nazwa organizacji podmiotu|wnioskodawca|zleceniobiorca|nazwa stowarzyszenia|nazwa"
    ),
    Column.REGISTER: "rejestr|rodzaj rejestru|rejestr lub ewidencja",
    Column.REGISTER_NUMBER: (
        "numer w rejestrze|nr w rejestrze|numer w rejestrze lub ewidencji|nr rejestru|numer rejestru|"
        "numer rejestrowy|krs lub inny rejestr|krs lub numer w innym rejestrze"
    ),
    Column.KRS: "krs|nr krs|numer krs|numer w krs|nr w krs",
    Column.TASK: (
        "tytuł zadania|nazwa zadania|zadanie|zadanie publiczne|tytuł zadania publicznego|nazwa zadania publicznego|"
        "tytuł oferty|nazwa oferty|tytuł|tytuł projektu|nazwa projektu"
    ),
    Column.POINTS: (
        "punkty|liczba punktów|ilość punktów|suma punktów|punktacja|ocena|ocena punktowa|średnia punktów|pkt"
    ),
    Column.REQUESTED: (
        "wnioskowana kwota|kwota wnioskowana|wnioskowana dotacja|wnioskowana kwota dotacji|kwota wnioskowanej dotacji|"
        "kwota wnioskowana zł|wnioskowana kwota zł|oczekiwana kwota dotacji|wysokość wnioskowanej dotacji"
    ),
    Column.GRANTED: (
        "przyznana kwota|kwota przyznana|przyznana dotacja|kwota dotacji|dotacja|przyznana kwota dotacji|"
        "kwota przyznanej dotacji|wysokość przyznanej dotacji|wysokość dotacji|wysokość przyznanych środków|"
        "przyznana kwota zł|kwota przyznana zł|kwota dofinansowania|przyznane środki|kwota dotacji zł"
    ),
    Column.STATE: (
        "stan|status|wynik|wynik konkursu|rozstrzygnięcie|decyzja|status oferty|stan oferty|wynik oceny|"
        "wynik rozstrzygnięcia"
    ),
    Column.REASON: "powód|uzasadnienie|powód odrzucenia|przyczyna odrzucenia|powód odrzucenia lub nieprzyznania",
    # What tables of results often hold and the portal does not keep.
    Column.LEFT_OUT: (
        "lp|l p|nr|numer|nr oferty|numer oferty|id|id oferty|nip|regon|adres|adres siedziby|siedziba|miejscowość|"
        "data wpływu|data złożenia|data złożenia oferty|koszt całkowity|całkowity koszt zadania|koszt zadania|"
        "wkład własny|termin realizacji"
    ),
}
KNOWN = {words: column for column, all_words in HEADINGS.items() for words in all_words.split("|")}
REQUIRED = (Column.BIDDER, Column.STATE)
FIRST_ROWS = 30  # among which the headings are looked for
EXPECTED = (
    "Potrzebne są kolumny „Oferent” i „Stan”; znane są też „Numer KRS”, „Rejestr”, „Numer w rejestrze”, „Tytuł "
    "zadania”, „Punkty”, „Wnioskowana kwota”, „Przyznana kwota” i „Powód”."
)


def heading_row(rows, given):
    """The row that names the columns: the one of the first with the most known headings, at least two of them."""
    known = known_with(given)
    filled = [row for row in rows if len(row.filled) > 1][:FIRST_ROWS]
    counted = [(sum(fold(cell.text) in known for cell in row.filled), -row.line, row) for row in filled]
    best = max(counted, key=lambda each: each[:2], default=None)
    if best is None:
        raise Refused(f"W arkuszu nie ma wiersza z nagłówkami kolumn. {EXPECTED}")
    return best[2] if best[0] > 1 else filled[0]


def known_with(given):
    return KNOWN | {fold(heading): Column(column) for heading, column in given.items()}


def read_columns(row, given):
    """{place in the row: Column}; Refused when a column is not understood, stands twice or is missing."""
    known = known_with(given)
    unknown = [cell.text for cell in row.filled if fold(cell.text) not in known]
    if unknown:
        quoted = ", ".join(f"„{heading[:60]}”" for heading in unknown)
        raise HeadingsRefused(f"Nie wiadomo, co znaczą kolumny {quoted}. {EXPECTED}", row.line, unknown)
    roles = {}
    for place, cell in enumerate(row.cells):
        if not cell.text:
            continue
        if sum(other is cell for other in row.cells) > 1:
            raise Refused(
                f"Nagłówek „{cell.text}” scalono nad kilkoma kolumnami. Rozdziel go i nazwij każdą.", row.line
            )
        column = known[fold(cell.text)]
        if column != Column.LEFT_OUT and column in roles.values():
            message = f"Dwie kolumny znaczą to samo ({POLISH[column]}). Zostaw jedną z nich. {found(row)}"
            raise HeadingsRefused(message, row.line)
        roles[place] = column
    missing = [POLISH[column] for column in REQUIRED if column not in roles.values()]
    if missing:
        word = "kolumny" if len(missing) == 1 else "kolumn"
        raise HeadingsRefused(f"W arkuszu brakuje {word}: {', '.join(missing)}. {found(row)} {EXPECTED}", row.line)
    if {Column.KRS, Column.REGISTER_NUMBER} <= set(roles.values()):
        message = "Kolumny „Numer KRS” i „Numer w rejestrze” mówią o tym samym. Zostaw jedną z nich."
        raise HeadingsRefused(f"{message} {found(row)}", row.line)
    return {place: column for place, column in roles.items() if column != Column.LEFT_OUT}
