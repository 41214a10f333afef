"""A part's rows as one table: what an official sent in, read beside what is stored.

`TableForm(...)` shows the stored rows, or those of the POST in its order. `table_buttons` does what a button asks of
the page alone, `table_merging` brings in what others have saved meanwhile. `check()` reads the rows; `wanted()` gives
what `competitions.editing` saves.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from competitions.forms.table_row import RAW, Row, number_of
from competitions.forms.terms import Edition, TermForm

MOST_ROWS = 500
BUTTONS = ("zapisz", "sprawdz", "dodaj", "w-gore", "w-dol", "powtorz", "ustaw", "przenies", "przyjmij")
TOKEN = re.compile(r"^(?P<key>[0-9]{1,18})\.(?P<seen>[0-9a-f]{10})\.(?P<shown>[0-9a-f]{10})$|^(?P<new>n[0-9]{1,6})$")
MINE, SAVED = "moja", "zapisana"
ORDER = "kolejnosc"


@dataclass(frozen=True)
class Lists:
    """What may be chosen from: {key: area}, {key: task} of the schedule's year."""

    areas: dict
    tasks: dict

    @cached_property
    def by_area(self):
        by_area = {}
        for task in self.tasks.values():
            by_area.setdefault(task.area_id, {})[task.pk] = task
        return by_area

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
        matches = [match for match in map(TOKEN.match, data.getlist("wiersz")) if match]
        tokens = list({match["key"] or match["new"]: match for match in matches}.values())
        if len(tokens) > MOST_ROWS:
            self.problem = f"Tabela może mieć najwyżej {MOST_ROWS} wierszy; przesłano {len(tokens)}."
        selected, removed = set(data.getlist("zaznaczone")), set(data.getlist("usun"))
        self.base = [int(pk) for pk in data.get("uklad", "").split(",") if pk.isdecimal() and len(pk) < 19]
        self.order_is_disputed = f"{ORDER}-spor" in data
        self.order_choice = choice_of(data, ORDER)
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
        row.disputed, row.choice = data.get(f"{key}-spor", ""), choice_of(data, key)
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
        tasks = list(self.lists.tasks_of(number_of(row.raw["obszar"])).values())
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


def choice_of(data, key):
    """Which version was chosen where two officials changed the same; "" when none was."""
    choice = data.get(f"{key}-wybor", "")
    return choice if choice in (MINE, SAVED) else ""
