"""Offers read from a spreadsheet beside those already entered: which is which, what is new, changed or gone.

An offer is known by its bidder and its task; failing that by the bidder alone, where he has one offer on each side.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from competitions.choices import Register, ResultState
from competitions.editing import short_hash
from competitions.importing.previewing import NOTHING, ONE, Difference, State
from competitions.importing.results.rows import OfferRow, ResultsReading, identity
from competitions.importing.results.saving import WantedOffer, fingerprint
from competitions.importing.results.words import FIELDS
from competitions.models import ResultEntry
from leszno_ngo.templatetags.leszno import number, zloty

LABELS = {
    "bidder": "oferent",
    "register": "rejestr",
    "register_number": "numer w rejestrze",
    "task_title": "tytuł zadania",
    "points": "punkty",
    "requested": "wnioskowana kwota",
    "granted": "przyznana kwota",
    "state": "stan",
    "reason": "powód",
}


@dataclass(slots=True)
class ComparedOffer:
    """A row of the sheet and the stored offer it means; or a stored offer that the sheet has not (`row` is None)."""

    state: State
    row: OfferRow | None = None
    entry: ResultEntry | None = None
    is_kept: bool = False
    differences: list[Difference] = field(default_factory=list)

    @property
    def key(self):
        return f"e{self.entry.pk}" if self.row is None else str(self.row.line)

    @property
    def state_words(self):
        return ONE[self.state]

    @property
    def problems(self):
        """[(field, what to do)], "" for the row as a whole."""
        found = self.row.problems if self.row else {}
        return [(name, f"{LABELS[name].capitalize()}: {words}" if name else words) for name, words in found.items()]

    @property
    def understood(self):
        """[(label, words)] of what was understood, or of what is stored."""
        values = self.row.values if self.row else {name: getattr(self.entry, name) for name in FIELDS}
        return [(LABELS[name], words_of(name, values[name])) for name in FIELDS if words_of(name, values.get(name))]


@dataclass(slots=True)
class Comparison:
    reading: ResultsReading
    rows: list[ComparedOffer]
    stored: list[ResultEntry]
    fingerprint: str  # of all that a confirmation takes over
    seen: str  # of what is stored

    @property
    def is_ready(self):
        return self.reading.is_understood

    def wanted(self):
        """What is to be stored: the sheet's offers in its order, then those kept although it has them not."""
        offers = [WantedOffer(row.row.values, row.entry) for row in self.rows if row.row and not row.row.is_left_out]
        return offers + [WantedOffer({}, row.entry) for row in self.rows if row.row is None and row.is_kept]


def words_of(name, value):
    if value in (None, ""):
        return ""
    if name in ("requested", "granted"):
        return zloty(value)
    if name == "points":
        return number(value)
    if name == "state":
        return ResultState(value).label
    return Register(value).label if name == "register" else value


def compare(reading, competition, corrections) -> Comparison:
    stored = list(competition.results.all())
    meant = pair(reading, stored)
    rows = [compared(row, meant.get(row.line)) for row in reading.rows]
    found = {entry.pk for entry in meant.values()}
    gone = [entry for entry in stored if entry.pk not in found]
    rows += [ComparedOffer(State.GONE, entry=entry, is_kept=is_kept(entry, corrections)) for entry in gone]
    seen = fingerprint(competition, stored)
    said = short_hash(seen, *sorted((key, *sorted(map(str, each.items()))) for key, each in corrections.items()))
    return Comparison(reading, rows, stored, said, seen)


def is_kept(entry, corrections):
    return bool(corrections.get(f"e{entry.pk}", {}).get("kept"))


def pair(reading, stored):
    """{line: the stored offer that the row means}."""
    meant, left = {}, list(stored)
    for key_of in (identity, of_number_and_task, of_bidder):
        pair_by(key_of, [row for row in reading.offers if row.line not in meant], left, meant)
    return meant


def pair_by(key_of, rows, left, meant):
    by_key, rows_by_key = defaultdict(list), defaultdict(list)
    for entry in left:
        by_key[key_of({name: getattr(entry, name) for name in FIELDS})].append(entry)
    for row in rows:
        rows_by_key[key_of(row.values)].append(row)
    for key, its_rows in rows_by_key.items():
        its_entries = by_key[key]
        is_sure = key_of is not of_bidder or len(its_rows) == len(its_entries) == 1
        if key is None or not is_sure:
            continue
        for row, entry in zip(its_rows, its_entries, strict=False):
            meant[row.line] = entry
            left.remove(entry)


def of_number_and_task(values):
    number_in_register = values.get("register_number")
    return (number_in_register, identity(values)[1]) if number_in_register else None


def of_bidder(values):
    return values.get("register_number") or identity(values)[0] or None


def compared(row, entry):
    if row.is_left_out:
        return ComparedOffer(State.LEFT_OUT, row)
    if row.problems:
        return ComparedOffer(State.PROBLEM, row, entry)
    if entry is None:
        return ComparedOffer(State.NEW, row)
    differences = [
        Difference(LABELS[name], words_of(name, getattr(entry, name)) or NOTHING, words_of(name, value) or NOTHING)
        for name, value in row.values.items()
        if getattr(entry, name) != value
    ]
    return ComparedOffer(State.CHANGED if differences else State.SAME, row, entry, differences=differences)
