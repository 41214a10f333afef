"""Two officials at one table: what the other has saved since the page was shown meets what was sent in."""

from competitions.forms.table import MINE, SAVED
from competitions.forms.table_row import Row, number_of, raw_of
from competitions.forms.terms import Way
from leszno_ngo.templatetags.leszno import plural

CHANGED, REMOVED = "zmieniony", "usuniety"
FIELDS = {
    "numer": "Numer",
    "obszar": "Obszar",
    "zadanie": "Zadanie priorytetowe",
    "tresc": "Treść",
    "slowa": "Termin",
    "podstawa": "Podstawa innego trybu",
    "uwaga": "Uwaga",
}


def merge(table):
    """Bring the rows that others changed, added, removed or moved together with these.

    What only others touched is as they saved it; what both touched is disputed until the official chooses.
    """
    resolve(table)
    rows, taken = [], 0
    for row in table.rows:
        if row.is_new or (row.entry is not None and not is_outdated(row)):
            rows.append(row)
            continue
        taken += take_saved(table, row, rows)
    if taken:
        words = plural(taken, ["wiersz", "wiersze", "wierszy"])
        told = f"W międzyczasie ktoś inny zmienił {taken} {words}."
        table.notices.append(f"{told} Tam, gdzie niczego nie zmieniasz, zostaje jego wersja.")
    table.rows = rows
    merge_order(table)


def outdated(table):
    """Keys of the rows that others have changed or removed since the page was shown, or that are in dispute."""
    sent = [row for row in table.rows if not row.is_new]
    return [int(row.key) for row in sent if row.entry is None or row.disputed or is_outdated(row)]


def is_outdated(row):
    return row.seen != Row.of(row.entry).seen


def resolve(table):
    """Do what was chosen for rows that had been found disputed."""
    for row in [row for row in table.rows if row.disputed and row.choice]:
        if row.choice == SAVED and row.entry is None:
            table.rows.remove(row)
        elif row.choice == SAVED and not is_outdated(row):
            row.raw, row.is_removed, row.disputed = raw_of(row.entry), False, ""
        elif row.choice == MINE and row.entry is not None and not is_outdated(row):
            row.disputed = ""


def take_saved(table, row, rows):
    """One row that others changed or removed: 1 when theirs was taken, 0 when it is disputed or stays away."""
    if row.entry is None:
        if row.is_removed or not row.is_edited:
            return 0 if row.is_removed else 1
        if row.disputed and row.choice == MINE:
            rows.append(brought_back(table, row))
        else:
            rows.append(row)
            row.disputed, row.choice = REMOVED, ""
        return 0
    stored = Row.of(row.entry)
    if not row.is_touched or (row.raw == stored.raw and not row.is_removed):
        stored.is_selected = row.is_selected
        rows.append(stored)
        return 0 if row.is_touched else 1
    row.disputed, row.choice, row.was_asked = CHANGED, "", False
    row.seen, row.shown = stored.seen, stored.shown
    rows.append(row)
    return 0


def brought_back(table, row):
    """A row that another official removed, as a new one with the same identity and all that it held."""
    record = table.records.get(int(row.key))
    if record is not None and record.history_type == "-":
        row.entry = record.instance
        row.entry.pk = None
        row.entry._state.adding = True
    return row


def merge_order(table):
    stored = list(table.stored)
    mine = [row.entry.pk for row in table.rows if row.entry is not None and row.entry.pk]
    common = set(mine) & set(stored) & set(table.base)
    ours, theirs, base = ([pk for pk in keys if pk in common] for keys in (mine, stored, table.base))
    is_theirs = ours == base or (table.order_is_disputed and table.order_choice == SAVED)
    is_settled = is_theirs or theirs in (base, ours) or (table.order_is_disputed and table.order_choice == MINE)
    table.order_is_disputed = not is_settled
    keys = [row.key for row in table.rows]
    theirs_all = [str(pk) for pk in stored]
    by_key = {str(pk): Row.of(entry) for pk, entry in table.stored.items()} | {row.key: row for row in table.rows}
    order = woven(theirs_all, keys) if is_theirs else woven(keys, theirs_all)
    table.rows = [by_key[key] for key in order]
    table.base = stored


def differences(table):
    """What is in dispute: (row, newest record of it, [(field, this version, the saved one)])."""
    return [(row, table.records.get(int(row.key)), list(differing(table, row))) for row in table.rows if row.disputed]


def differing(table, row):
    stored = table.stored.get(int(row.key))
    for name in FIELDS:
        mine, saved = said(table, row.raw, name), said(table, raw_of(stored), name) if stored is not None else ""
        if mine != saved:
            yield FIELDS[name], mine, saved


def said(table, raw, name):
    """What an input holds, in words."""
    value = raw[name]
    if name == "obszar":
        return str(table.lists.areas.get(number_of(value), ""))
    if name == "zadanie":
        return str(table.lists.tasks.get(number_of(value), ""))
    return Way.AS_ABOVE.label if name == "slowa" and raw["rodzaj"] == Way.AS_ABOVE else value


def moves(table):
    """(title, place here, saved place) of the rows whose places are in dispute."""
    places = {row.key: place for place, row in enumerate(table.rows, start=1)}
    saved = [(str(pk), place, entry) for place, (pk, entry) in enumerate(table.stored.items(), start=1)]
    return [(entry.title, places[key], place) for key, place, entry in saved if places.get(key, place) != place]


def woven(order, others):
    """The order, with those of the others that it lacks behind whom they stand there."""
    order = list(order)
    known = set(order)
    place = -1
    for key in others:
        if key in known:
            place = order.index(key)
        else:
            place += 1
            order.insert(place, key)
            known.add(key)
    return order
