"""What the buttons of a part's table change on the page alone; nothing of it is saved."""

from competitions.forms.table import MOST_ROWS
from competitions.forms.table_row import RAW, Row
from competitions.forms.terms import TermForm, Way
from leszno_ngo.templatetags.leszno import plural

SHOWING_ERRORS = ("sprawdz", "zapisz")


def press(table):
    """Do what the pressed button asks."""
    table.shows_errors = table.button in SHOWING_ERRORS
    if table.button in ACTS:
        ACTS[table.button](table)


def add(table):
    if len(table.rows) >= MOST_ROWS:
        table.problem = f"Tabela może mieć najwyżej {MOST_ROWS} wierszy."
        return
    number = 1 + max((int(row.key[1:]) for row in table.rows if row.is_new), default=0)
    area = table.rows[-1].raw["obszar"] if table.rows else ""
    row = Row(f"n{number}", dict.fromkeys(RAW, "") | {"obszar": area})
    row.focus = "numer"
    table.rows.append(row)
    table.notices.append(f"Dodano wiersz {len(table.rows)}. Wypełnij go i zapisz.")


def move_up(table):
    move(table, -1)


def move_down(table):
    move(table, 1)


def move(table, step):
    row = table.row(table.argument)
    if row is None:
        return
    place = table.rows.index(row)
    to = min(max(place + step, 0), len(table.rows) - 1)
    table.rows.insert(to, table.rows.pop(place))
    row.focus = table.button
    table.notices.append(f"Wiersz jest teraz {to + 1}. z {len(table.rows)}. Zapisz, żeby tak zostało.")


def move_selected(table):
    chosen = table.selected
    if not chosen:
        table.problem = "Zaznacz wiersze, które chcesz przenieść."
    elif not table.place.isdecimal() or not 1 <= int(table.place[:6]) <= len(table.rows):
        table.problem = f"Podaj miejsce, od którego mają stać zaznaczone wiersze: liczbę od 1 do {len(table.rows)}."
    else:
        rest = [row for row in table.rows if not row.is_selected]
        at = min(int(table.place) - 1, len(rest))
        table.rows = rest[:at] + chosen + rest[at:]
        table.notices.append("Przeniesiono zaznaczone wiersze. Zapisz, żeby tak zostało.")


def accept(table):
    """Take one of the readings that were offered for refused words: „key:words”."""
    key, _, words = table.argument.partition(":")
    if row := table.row(key):
        row.raw |= {"slowa": words, "rodzaj": "", "z": ""}
        row.focus = "slowa"
    elif key == "zbiorczo":
        table.bulk |= {"slowa": words, "rodzaj": ""}


def fill_down(table):
    chosen = table.selected
    if not chosen:
        table.problem = "Zaznacz wiersz, którego termin chcesz powtórzyć, albo kilka wierszy od niego w dół."
        return
    first = chosen[0]
    first.read(table.lists, table.edition)
    if not first.is_heir and first.own_term() is None:
        table.problem = "Pierwszy zaznaczony wiersz nie ma terminu, który można powtórzyć. Najpierw go popraw."
        table.shows_errors = True
        return
    below = chosen[1:] or unfilled_below(table, first)
    for row in below:
        row.raw |= dict.fromkeys(("slowa", "okres", "okres_do", "od", "do", "podstawa"), "")
        row.raw |= {"rodzaj": Way.AS_ABOVE.value, "z": first.key}
    if below:
        words = plural(len(below), ["wierszu", "wierszach", "wierszach"])
        table.notices.append(f"Termin powtórzono w {len(below)} {words}. Zapisz, żeby tak zostało.")
    else:
        table.problem = "Pod zaznaczonym wierszem nie ma pustych terminów. Zaznacz też wiersze, które ma objąć."


def unfilled_below(table, first):
    below = []
    for row in table.rows[table.rows.index(first) + 1 :]:
        if row.raw["slowa"] or row.raw["rodzaj"]:
            break
        below.append(row)
    return below


def set_selected(table):
    form = TermForm(table.bulk, edition=table.edition)
    is_valid = form.is_valid()
    table.bulk_errors, table.bulk_offered = {name: list(found) for name, found in form.errors.items()}, form.offered
    if not table.selected:
        table.problem = "Zaznacz wiersze, którym chcesz ustawić termin."
    elif is_valid:
        plan, rows = form.plan, table.selected
        for row in rows:
            row.raw |= dict.fromkeys(("rodzaj", "okres", "okres_do", "od", "do", "z"), "")
            row.raw |= {"slowa": plan["plan_text"], "podstawa": plan["legal_basis"]}
        table.bulk = dict.fromkeys(table.bulk, "")
        words = plural(len(rows), ["wierszowi", "wierszom", "wierszom"])
        told = f"Termin „{plan['plan_text']}” ustawiono {len(rows)} {words}."
        table.notices.append(f"{told} Zapisz, żeby tak zostało.")


ACTS = {
    "dodaj": add,
    "w-gore": move_up,
    "w-dol": move_down,
    "powtorz": fill_down,
    "ustaw": set_selected,
    "przenies": move_selected,
    "przyjmij": accept,
}
