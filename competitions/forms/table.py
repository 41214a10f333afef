"""A part's rows as one table: what an official sent in, read beside what is stored.

`TableForm(...)` shows the stored rows, or those of the POST in its order. `act()` does what a button asks of the page
alone. `merge()` brings in what others have saved meanwhile and tells where both changed the same (`records` says who).
`check()` reads the rows; `wanted()` gives what `competitions.editing` saves.
"""

import re
from dataclasses import dataclass, field

from competitions.forms.table_row import RAW, Row, raw_of
from competitions.forms.terms import Edition, TermForm, Way
from leszno_ngo.templatetags.leszno import plural

MOST_ROWS = 500
BUTTONS = ("zapisz", "sprawdz", "dodaj", "w-gore", "w-dol", "powtorz", "ustaw", "przenies", "przyjmij")
TOKEN = re.compile(r"^(?P<key>[0-9]{1,18})\.(?P<seen>[0-9a-f]{10})\.(?P<shown>[0-9a-f]{10})$|^(?P<new>n[0-9]{1,6})$")
MINE, SAVED = "moja", "zapisana"
CHANGED, REMOVED = "zmieniony", "usuniety"
ORDER = "kolejnosc"
FIELDS = {
    "numer": "Numer",
    "obszar": "Obszar",
    "zadanie": "Zadanie priorytetowe",
    "tresc": "Treść",
    "slowa": "Termin",
    "podstawa": "Podstawa innego trybu",
    "uwaga": "Uwaga",
}


@dataclass(frozen=True)
class Lists:
    """What may be chosen from: {key: area}, {key: task} of the schedule's year."""

    areas: dict
    tasks: dict
    by_area: dict = field(default_factory=dict)

    def __post_init__(self):
        for task in self.tasks.values():
            self.by_area.setdefault(task.area_id, {})[task.pk] = task

    def tasks_of(self, area):
        return self.by_area.get(area, {})

    def title(self, task):
        return self.tasks[task].title if task in self.tasks else ""


class TableForm:
    def __init__(self, section, stored, lists, data=None):
        self.section, self.lists = section, lists
        self.edition = Edition(section.schedule.year, section.schedule.as_of)
        self.stored = {entry.pk: entry for entry in stored}
        self.base = list(self.stored)  # the order of the rows that the page was made from
        self.notices, self.problem = [], ""
        self.order_is_disputed, self.order_choice = False, ""
        self.records = {}  # {key: newest record of history} of the rows that are `outdated`
        self.bulk, self.place = dict.fromkeys(TermForm.base_fields, ""), ""
        self.bulk_errors, self.bulk_offered = {}, []
        self.shows_errors = False
        self.rows = [Row.of(entry) for entry in stored] if data is None else self.rows_sent(data)
        self.button, self.argument = self.pressed(data or {})

    # ── What was sent ──

    def rows_sent(self, data):
        tokens = [match for match in map(TOKEN.match, dict.fromkeys(data.getlist("wiersz"))) if match]
        if len(tokens) > MOST_ROWS:
            self.problem = f"Tabela może mieć najwyżej {MOST_ROWS} wierszy; przesłano {len(tokens)}."
        selected, removed = set(data.getlist("zaznaczone")), set(data.getlist("usun"))
        self.base = [int(pk) for pk in data.get("uklad", "").split(",") if pk.isdecimal() and len(pk) < 19]
        self.order_is_disputed = f"{ORDER}-spor" in data
        self.order_choice = data.get(f"{ORDER}-wybor", "")
        self.bulk = {name: data.get(f"zbiorczo-{name}", "").strip() for name in self.bulk}
        self.place = data.get("miejsce", "").strip()
        rows = [self.row_sent(match, data) for match in tokens[:MOST_ROWS]]
        for row in rows:
            row.is_selected, row.is_removed = row.key in selected, row.key in removed
        return rows

    def row_sent(self, match, data):
        key = match["key"] or match["new"]
        raw = {name: data.get(f"{key}-{name}", "").replace("\r\n", "\n").strip() for name in RAW}
        entry = self.stored.get(int(key)) if match["key"] else None
        row = Row(key, raw, entry=entry, seen=match["seen"] or "", shown=match["shown"] or "")
        row.disputed, row.choice = data.get(f"{key}-spor", ""), data.get(f"{key}-wybor", "")
        row.was_asked = bool(row.disputed)
        return row

    def pressed(self, data):
        button = next((name for name in BUTTONS if name in data), "sprawdz")
        return button, data.get(button, "")

    def row(self, key):
        return next((row for row in self.rows if row.key == key), None)

    @property
    def selected(self):
        return [row for row in self.rows if row.is_selected]

    @property
    def layout(self):
        return ",".join(map(str, self.base))

    @property
    def is_changed(self):
        """Whether the page holds something that is not saved."""
        kept = [int(row.key) for row in self.rows if not row.is_new]
        return kept != self.base or any(row.is_touched and not row.is_empty for row in self.rows)

    # ── Buttons that change the page alone ──

    def act(self):
        acts = {
            "dodaj": self.add,
            "w-gore": self.move_up,
            "w-dol": self.move_down,
            "powtorz": self.fill_down,
            "ustaw": self.set_selected,
            "przenies": self.move_selected,
            "przyjmij": self.accept,
        }
        self.shows_errors = self.button in ("sprawdz", "zapisz")
        if self.button in acts:
            acts[self.button]()

    def add(self):
        if len(self.rows) >= MOST_ROWS:
            self.problem = f"Tabela może mieć najwyżej {MOST_ROWS} wierszy."
            return
        number = 1 + max((int(row.key[1:]) for row in self.rows if row.is_new), default=0)
        area = self.rows[-1].raw["obszar"] if self.rows else ""
        row = Row(f"n{number}", dict.fromkeys(RAW, "") | {"obszar": area})
        row.focus = "numer"
        self.rows.append(row)
        self.notices.append(f"Dodano wiersz {len(self.rows)}. Wypełnij go i zapisz.")

    def move_up(self):
        self.move(-1)

    def move_down(self):
        self.move(1)

    def move(self, step):
        row = self.row(self.argument)
        if row is None:
            return
        place = self.rows.index(row)
        to = min(max(place + step, 0), len(self.rows) - 1)
        self.rows.insert(to, self.rows.pop(place))
        row.focus = self.button
        self.notices.append(f"Wiersz jest teraz {to + 1}. z {len(self.rows)}. Zapisz, żeby tak zostało.")

    def move_selected(self):
        chosen = self.selected
        if not chosen:
            self.problem = "Zaznacz wiersze, które chcesz przenieść."
        elif not self.place.isdecimal() or not 1 <= int(self.place[:6]) <= len(self.rows):
            self.problem = f"Podaj miejsce, od którego mają stać zaznaczone wiersze: liczbę od 1 do {len(self.rows)}."
        else:
            rest = [row for row in self.rows if not row.is_selected]
            at = min(int(self.place) - 1, len(rest))
            self.rows = rest[:at] + chosen + rest[at:]
            self.notices.append("Przeniesiono zaznaczone wiersze. Zapisz, żeby tak zostało.")

    def accept(self):
        """Take one of the readings that were offered for refused words: „key:words”."""
        key, _, words = self.argument.partition(":")
        if row := self.row(key):
            row.raw |= {"slowa": words, "rodzaj": "", "z": ""}
            row.focus = "slowa"
        elif key == "zbiorczo":
            self.bulk |= {"slowa": words, "rodzaj": ""}

    def fill_down(self):
        chosen = self.selected
        if not chosen:
            self.problem = "Zaznacz wiersz, którego termin chcesz powtórzyć, albo kilka wierszy od niego w dół."
            return
        first = chosen[0]
        first.read(self.lists, self.edition)
        if not first.is_heir and first.own_term() is None:
            self.problem = "Pierwszy zaznaczony wiersz nie ma terminu, który można powtórzyć. Najpierw go popraw."
            self.shows_errors = True
            return
        below = chosen[1:] or self.unfilled_below(first)
        for row in below:
            row.raw |= dict.fromkeys(("slowa", "okres", "okres_do", "od", "do", "podstawa"), "")
            row.raw |= {"rodzaj": Way.AS_ABOVE.value, "z": first.key}
        if below:
            words = plural(len(below), ["wierszu", "wierszach", "wierszach"])
            self.notices.append(f"Termin powtórzono w {len(below)} {words}. Zapisz, żeby tak zostało.")
        else:
            self.problem = "Pod zaznaczonym wierszem nie ma pustych terminów. Zaznacz też wiersze, które ma objąć."

    def unfilled_below(self, first):
        below = []
        for row in self.rows[self.rows.index(first) + 1 :]:
            if row.raw["slowa"] or row.raw["rodzaj"]:
                break
            below.append(row)
        return below

    def set_selected(self):
        form = TermForm(self.bulk, edition=self.edition)
        is_valid = form.is_valid()
        self.bulk_errors, self.bulk_offered = {name: list(found) for name, found in form.errors.items()}, form.offered
        if not self.selected:
            self.problem = "Zaznacz wiersze, którym chcesz ustawić termin."
        elif is_valid:
            plan, rows = form.plan, self.selected
            for row in rows:
                row.raw |= dict.fromkeys(("rodzaj", "okres", "okres_do", "od", "do", "z"), "")
                row.raw |= {"slowa": plan["plan_text"], "podstawa": plan["legal_basis"]}
            self.bulk = dict.fromkeys(self.bulk, "")
            words = plural(len(rows), ["wierszowi", "wierszom", "wierszom"])
            told = f"Termin „{plan['plan_text']}” ustawiono {len(rows)} {words}."
            self.notices.append(f"{told} Zapisz, żeby tak zostało.")

    # ── What others have saved since the page was shown ──

    def merge(self):
        """Bring the rows that others changed, added, removed or moved together with these.

        What only others touched is as they saved it; what both touched is disputed until the official chooses.
        """
        self.resolve()
        rows, taken = [], 0
        for row in self.rows:
            if row.is_new or (row.entry is not None and not self.is_outdated(row)):
                rows.append(row)
                continue
            taken += self.take_saved(row, rows)
        if taken:
            words = plural(taken, ["wiersz", "wiersze", "wierszy"])
            told = f"W międzyczasie ktoś inny zmienił {taken} {words}."
            self.notices.append(f"{told} Tam, gdzie niczego nie zmieniasz, zostaje jego wersja.")
        self.rows = rows
        self.merge_order()

    @property
    def outdated(self):
        """Keys of the rows that others have changed or removed since the page was shown, or that are in dispute."""
        sent = [row for row in self.rows if not row.is_new]
        return [int(row.key) for row in sent if row.entry is None or row.disputed or self.is_outdated(row)]

    def is_outdated(self, row):
        return row.seen != Row.of(row.entry).seen

    def resolve(self):
        """Do what was chosen for rows that had been found disputed."""
        for row in [row for row in self.rows if row.disputed and row.choice]:
            if row.choice == SAVED and row.entry is None:
                self.rows.remove(row)
            elif row.choice == SAVED and not self.is_outdated(row):
                row.raw, row.is_removed, row.disputed = raw_of(row.entry), False, ""
            elif row.choice == MINE and row.entry is not None and not self.is_outdated(row):
                row.disputed = ""

    def take_saved(self, row, rows):
        """One row that others changed or removed: 1 when theirs was taken, 0 when it is disputed or stays away."""
        if row.entry is None:
            if row.is_removed or not row.is_edited:
                return 0 if row.is_removed else 1
            if row.disputed and row.choice == MINE:
                rows.append(self.brought_back(row))
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

    def brought_back(self, row):
        """A row that another official removed, as a new one with the same identity and all that it held."""
        record = self.records.get(int(row.key))
        if record is not None and record.history_type == "-":
            row.entry = record.instance
            row.entry.pk = None
            row.entry._state.adding = True
        return row

    def merge_order(self):
        stored = list(self.stored)
        mine = [row.entry.pk for row in self.rows if row.entry is not None and row.entry.pk]
        common = set(mine) & set(stored) & set(self.base)
        ours, theirs, base = ([pk for pk in keys if pk in common] for keys in (mine, stored, self.base))
        is_theirs = ours == base or (self.order_is_disputed and self.order_choice == SAVED)
        is_settled = is_theirs or theirs in (base, ours) or (self.order_is_disputed and self.order_choice == MINE)
        self.order_is_disputed = not is_settled
        keys = [row.key for row in self.rows]
        theirs_all = [str(pk) for pk in stored]
        by_key = {str(pk): Row.of(entry) for pk, entry in self.stored.items()} | {row.key: row for row in self.rows}
        order = woven(theirs_all, keys) if is_theirs else woven(keys, theirs_all)
        self.rows = [by_key[key] for key in order]
        self.base = stored

    @property
    def disputes(self):
        return [row for row in self.rows if row.disputed and not row.choice]

    # ── Reading ──

    def check(self):
        """Read every row and what they have to do with one another; True when all can be saved."""
        for row in self.rows:
            row.read(self.lists, self.edition)
        self.rows_left = [row for row in self.rows if not row.is_removed and not row.is_empty]
        self.find_roots()
        self.tell_terms()
        self.check_numbers()
        for row in self.rows:
            if row.disputed and row.was_asked and not row.choice and self.shows_errors:
                row.add_error("spor", "Wybierz, która wersja wiersza ma zostać.")
        return not (self.problem or self.order_is_disputed or any(row.errors for row in self.rows))

    def find_roots(self):
        by_key = {row.key: row for row in self.rows if not (row.is_empty or (row.is_new and row.is_removed))}
        above = None
        for row in self.rows:
            row.follows, row.above = None, above
            if row.is_heir and not row.is_removed:
                chosen = by_key.get(row.raw["z"])
                if self.follows_another_part(row):
                    continue
                row.follows = chosen if chosen not in (None, row) else above
                if row.follows is None:
                    row.add_error("slowa", "Nad tym wierszem nie ma wiersza z terminem. Wpisz termin albo go wybierz.")
            elif not row.is_removed and not row.is_empty:
                above = row
        for row in self.rows:
            if row.follows is not None and self.root(row) is None:
                row.follows = None
                row.add_error("slowa", "Te wiersze przejmują termin od siebie nawzajem. Wpisz termin jednego z nich.")

    def tell_terms(self):
        for place, row in enumerate(self.rows, start=1):
            root = self.root(row)
            row.place, row.heirs, row.tasks = place, 0, self.tasks_for(row)
            row.term = row.entry.plan if self.follows_another_part(row) else root.own_term()
        for row in self.rows:
            if row.follows is not None:
                self.root(row).heirs += 1

    def tasks_for(self, row):
        """The tasks of the row's area, and beside them the one it has, should it be of another area or year."""
        tasks = list(self.lists.tasks_of(int(row.raw["obszar"])).values()) if row.raw["obszar"].isdecimal() else []
        stored = row.entry.task if row.entry is not None else None
        is_missing = stored is not None and stored not in tasks and row.raw["zadanie"] == str(stored.pk)
        return [*tasks, stored] if is_missing else tasks

    def follows_another_part(self, row):
        heir = row.entry.inherited_from_id if row.entry is not None else None
        return heir is not None and row.is_heir and str(heir) == row.raw["z"] and heir not in self.stored

    def root(self, row):
        """The row that itself says the term of this one; None when they go round in a circle."""
        seen = set()
        while row.follows is not None:
            if row.key in seen:
                return None
            seen.add(row.key)
            row = row.follows
        return row

    def check_numbers(self):
        holders = {}
        for row in self.rows_left:
            number, area = row.raw["numer"].lstrip("0"), row.raw["obszar"]
            if number and area:
                holders.setdefault((number, area), []).append(row)
        for (number, _), rows in holders.items():
            for row in rows if len(rows) > 1 else []:
                if row.is_edited:
                    row.add_error("numer", f"Numer {number} ma już inny wiersz tego obszaru. Zmień jeden z nich.")

    # ── For the page ──

    @property
    def differences(self):
        """What is in dispute: (row, newest record of it, [(field, this version, the saved one)])."""
        return [(row, self.records.get(int(row.key)), list(self.differing(row))) for row in self.rows if row.disputed]

    def differing(self, row):
        stored = self.stored.get(int(row.key))
        for name in FIELDS:
            mine, saved = self.said(row.raw, name), self.said(raw_of(stored), name) if stored is not None else ""
            if mine != saved:
                yield FIELDS[name], mine, saved

    def said(self, raw, name):
        """What an input holds, in words."""
        value = raw[name]
        if name == "obszar":
            return str(self.lists.areas.get(int(value), "")) if value.isdecimal() else ""
        if name == "zadanie":
            return str(self.lists.tasks.get(int(value), "")) if value.isdecimal() else ""
        return Way.AS_ABOVE.label if name == "slowa" and raw["rodzaj"] == Way.AS_ABOVE else value

    @property
    def moves(self):
        """(title, place here, saved place) of the rows whose places are in dispute."""
        places = {row.key: place for place, row in enumerate(self.rows, start=1)}
        saved = [(str(pk), place, entry) for place, (pk, entry) in enumerate(self.stored.items(), start=1)]
        return [(entry.title, places[key], place) for key, place, entry in saved if places.get(key, place) != place]

    @property
    def problems(self):
        """What is wrong: (row, field, message)."""
        return [
            (row, name, message) for row in self.rows for name, messages in row.errors.items() for message in messages
        ]

    # ── For saving ──

    def wanted(self):
        """(rows that are to be, rows that are to go), tied to one another as their terms are."""
        made = {row.key: row.wanted_row(self.section) for row in self.rows if not row.is_empty}
        for row in self.rows:
            if row.key in made and not row.is_removed:
                self.tie(row, made)
        removed = [made[row.key] for row in self.rows if row.is_removed and row.entry is not None and row.entry.pk]
        return [made[row.key] for row in self.rows_left], removed

    def tie(self, row, made):
        wanted = made[row.key]
        if row.follows is not None and row.follows.key in made:
            wanted.follows = made[row.follows.key]


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
