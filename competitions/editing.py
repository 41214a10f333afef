"""A part's rows as an official leaves them → database: in this order, all or nothing, with everything that follows.

Whoever calls this holds the part's rows locked and has found nothing wrong in what is wanted.
"""

import hashlib
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from competitions.choices import PlanKind, PlanSource
from competitions.models import ScheduleEntry
from leszno_ngo.history import acting
from leszno_ngo.terms import Term

REASON = "tabela"
MEANING = ("plan_kind", "plan_unit", "plan_start", "plan_end", "legal_basis")  # what a merged cell says of each its row
PLAN = ("plan_text", "plan_source", "inherited_from", *MEANING)
CONTENT = ("area_id", "task_id", "number", "title", "note", "plan_text", "plan_source", "inherited_from_id")


@dataclass(eq=False, slots=True)
class WantedRow:
    """A row, stored or new, with those of its fields that are to be other, and the row whose term it takes over."""

    entry: ScheduleEntry
    values: dict = field(default_factory=dict)
    follows: "WantedRow | None" = None

    def wanted(self, name):
        return self.values.get(name, getattr(self.entry, name))


@dataclass(slots=True)
class Outcome:
    added: int = 0
    changed: int = 0
    removed: int = 0
    following: int = 0  # rows that changed only because the row they take their term from did
    is_reordered: bool = False

    def __bool__(self):
        return bool(self.added or self.changed or self.removed or self.following or self.is_reordered)


def fingerprint(entry: ScheduleEntry) -> str:
    """Ten letters that differ when what the row itself says differs; its place and what it inherits do not count."""
    names = CONTENT if entry.inherited_from_id else (*CONTENT, *MEANING)
    return short_hash(*(getattr(entry, name) for name in names))


def short_hash(*values) -> str:
    return hashlib.sha256("\x1f".join(map(str, values)).encode()).hexdigest()[:10]


def own_plan(term: Term, *, text, source=PlanSource.ENTERED, legal_basis=""):
    """The fields of a row that says its term itself."""
    return {
        "plan_text": text,
        "plan_source": source,
        "inherited_from": None,
        "plan_kind": PlanKind(term.kind.value),
        "plan_unit": term.unit.value,
        "plan_start": term.start,
        "plan_end": term.end,
        "legal_basis": legal_basis,
    }


def save_rows(section, rows: list[WantedRow], removed: list[WantedRow], *, by=None) -> Outcome:
    """Make these the part's rows, numbered from 1 in this order; what is nowhere named stays as it is."""
    hand_terms_over(rows, removed)
    refuse_foreign_heirs(section, removed)
    stored = [row for row in rows if row.entry.pk]
    outcome = Outcome(
        added=len(rows) - len(stored),
        removed=len(removed),
        is_reordered=[row.entry.pk for row in stored] != [row.entry.pk for row in sorted(stored, key=place)],
    )
    for row in rows:
        if row.follows is not None:
            row.values |= plan_taken_over(row)
    for row in stored:
        count(row, outcome)
    if outcome:
        with acting(by=by, reason=REASON):
            write(section, rows, removed)
    return outcome


def place(row):
    return row.entry.position, row.entry.pk


def count(row, outcome):
    names = differing(row)
    if names and names <= set(MEANING) and row.follows is not None:
        outcome.following += 1
    elif names:
        outcome.changed += 1


def differing(row):
    return {name for name, value in row.values.items() if getattr(row.entry, name) != value}


# ── Terms that cover several rows ───────────────────────────────────────────────────────────────────────────────────


def hand_terms_over(rows, removed):
    """The words of a row that goes away pass to the first row that took its term over; the others follow that one."""
    for leaving in removed:
        heirs = [row for row in rows if root_of(row) is leaving]
        if heirs:
            first = heirs[0]
            first.follows = None
            first.values |= {name: leaving.wanted(name) for name in PLAN}
            for heir in heirs[1:]:
                heir.follows = first


def root_of(row):
    """The row that itself says the term."""
    seen = [row]
    while row.follows is not None:
        row = row.follows
        if row in seen:
            raise ValidationError("Te wiersze przejmują termin od siebie nawzajem. Wpisz termin jednego z nich.")
        seen.append(row)
    return row


def plan_taken_over(row):
    root = root_of(row)
    text = row.entry.plan_text if row.entry.plan_source == PlanSource.INHERITED else ""
    meaning = {name: root.wanted(name) for name in MEANING}
    return meaning | {"plan_text": text, "plan_source": PlanSource.INHERITED, "inherited_from": root.entry}


def refuse_foreign_heirs(section, removed):
    """A row of another part can only have been tied to one of these by hand, so it is untied by hand too."""
    leaving = [row.entry.pk for row in removed]
    foreign = ScheduleEntry.objects.filter(inherited_from__in=leaving).exclude(section=section)
    for heir in foreign.select_related("section")[:1]:
        raise ValidationError(
            f"Usuwany wiersz daje termin wierszowi „{heir.name}” w części „{heir.section}”. "
            "Najpierw trzeba tamtemu wierszowi wpisać własny termin."
        )


# ── Writing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def write(section, rows, removed):
    free_numbers(rows, removed)
    with_positions = list(enumerate(rows, start=1))
    for position, row in sorted(with_positions, key=lambda each: each[1].follows is not None):  # roots get keys first
        entry, names = row.entry, differing(row)
        if not entry.pk or names or entry.position != position:
            for name, value in row.values.items():
                setattr(entry, name, value)
            entry.section, entry.position = section, position
            entry.save()
    for row in sorted(removed, key=lambda each: each.entry.inherited_from_id is None):  # heirs go before their root
        row.entry.delete()


def free_numbers(rows, removed):
    """Numbers may be swapped: those that will change let go first, unseen by the history, which tells of each save."""
    changing = [row for row in rows if differing(row) & {"area_id", "number"}]
    leaving = [row.entry.pk for row in (*changing, *removed) if row.entry.number is not None]
    ScheduleEntry.objects.filter(pk__in=leaving).update(number=None)
