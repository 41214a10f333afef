"""Two editions' rows → what changed between them, row by row, in document order. Pure: rows in, changes out.

Rows are the same row by their identity. A document that was read anew may have dropped a row and added it reworded;
then the same task, else equal words in the same area, tell it, when they stand only once on either side. Nothing
beyond that is guessed: what is left is withdrawn and new.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from competitions.choices import ChangeKind, PlanSource
from competitions.tables import term_words
from leszno_ngo.reading import fold
from leszno_ngo.templatetags.leszno import plural
from leszno_ngo.terms import Move, Term, compare

COUNTED = {
    ChangeKind.NEW: "nowa pozycja,nowe pozycje,nowych pozycji",
    ChangeKind.WITHDRAWN: "wycofana pozycja,wycofane pozycje,wycofanych pozycji",
    ChangeKind.MOVED: "zmieniony termin,zmienione terminy,zmienionych terminów",
    ChangeKind.REWORDED: "zmienione brzmienie,zmienione brzmienia,zmienionych brzmień",
    ChangeKind.OTHER: "inna zmiana,inne zmiany,innych zmian",
}


@dataclass(frozen=True)
class Change:
    """One row that is not as it was. `others`: sentences about its number, part, area and note."""

    before: object | None  # ScheduleEntry
    after: object | None
    move: Move | None = None
    is_reworded: bool = False
    others: tuple[str, ...] = ()

    @property
    def entry(self):
        """The row as it is now; a withdrawn one as it was."""
        return self.after or self.before

    @property
    def section(self):
        return self.entry.section

    @property
    def kinds(self):
        """All that is true of it, the weightiest first."""
        if self.before is None:
            return [ChangeKind.NEW]
        if self.after is None:
            return [ChangeKind.WITHDRAWN]
        told = {ChangeKind.MOVED: self.move, ChangeKind.REWORDED: self.is_reworded, ChangeKind.OTHER: self.others}
        return [kind for kind, holds in told.items() if holds]

    @property
    def kind(self):
        return self.kinds[0]

    @property
    def term_before(self):
        """The words of the row's term in the earlier edition."""
        return term_words(self.before)

    @property
    def term_after(self):
        return term_words(self.after)


def changes(before, after) -> list[Change]:
    """What became of each row; rows need their section, area and inherited_from fetched."""
    found = [change for change in map(change_of, pairs(before, after)) if change is not None]
    place_now = {fold(row.section.heading): row.section.position for row in after}

    def place(change):
        section = change.section
        of_part = place_now.get(fold(section.heading), section.position)
        return of_part, fold(section.heading), change.entry.position, change.after is not None

    return sorted(found, key=place)


def counts(found) -> dict:
    """How many changes of each kind there are; a row that moved and was reworded counts in both."""
    times = Counter(kind for change in found for kind in change.kinds)
    return {kind: times[kind] for kind in ChangeKind}


def counted(found) -> list[str]:
    """The same in Polish, without the kinds that did not happen: ["1 nowa pozycja", "6 zmienionych terminów"]."""
    return [f"{number} {plural(number, COUNTED[kind])}" for kind, number in counts(found).items() if number]


# ── The same row ────────────────────────────────────────────────────────────────────────────────────────────────────


def pairs(before, after):
    """[(row, row)], None standing for the side that lacks it."""
    old, new, found = list(before), list(after), []
    for key in (by_identity, by_task, by_words):
        olds, news = alone(old, key), alone(new, key)
        same = [(olds[which], news[which]) for which in olds if which in news]
        found += same
        taken = {id(row) for pair in same for row in pair}
        old = [row for row in old if id(row) not in taken]
        new = [row for row in new if id(row) not in taken]
    return [*found, *((row, None) for row in old), *((None, row) for row in new)]


def alone(rows, key):
    """{key: the row}, without keys that no row or several rows have."""
    times = Counter(map(key, rows))
    return {key(row): row for row in rows if key(row) is not None and times[key(row)] == 1}


def by_identity(row):
    return row.identity


def by_task(row):
    return row.task_id


def by_words(row):
    return row.area_id, fold(row.title)


# ── What differs ────────────────────────────────────────────────────────────────────────────────────────────────────


def change_of(pair):
    """The change between the two; None when nothing that people read has changed."""
    before, after = pair
    if before is None or after is None:
        return Change(before, after)
    change = Change(
        before,
        after,
        move=compare(term_of(before), term_of(after)),
        is_reworded=fold(before.title) != fold(after.title),
        others=tuple(other_differences(before, after)),
    )
    return change if change.kinds else None


def term_of(row) -> Term:
    """What the row's term means; an inherited one with the words of the row above that it stands for."""
    words = row.inherited_from.plan_text if row.plan_source == PlanSource.INHERITED else row.plan_text
    return Term(row.plan.kind, row.plan.unit, row.plan.start, row.plan.end, words)


def other_differences(before, after):
    if words(before.title) != words(after.title) and fold(before.title) == fold(after.title):
        yield f"poprawiona pisownia: było „{words(before.title)}”"
    if before.number != after.number:
        yield f"numer: {after.number or 'bez numeru'} (było: {before.number or 'bez numeru'})"
    if fold(before.section.heading) != fold(after.section.heading):
        yield f"przeniesiono z części „{before.section.heading}”"
    if before.area_id != after.area_id:
        yield f"obszar: {after.area.name} (było: {before.area.name})"
    if words(before.note) != words(after.note):
        yield difference_of_note(words(before.note), words(after.note))


def difference_of_note(before, after):
    if not after:
        return f"usunięto uwagę „{before}”"
    return f"uwaga: „{after}”" + (f" (było: „{before}”)" if before else "")


def words(text):
    return " ".join(text.split())


# ── Terms that cover several rows ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Group:
    """Neighbouring changes that people read as one: a term that covers several rows moved with all of them."""

    changes: list[Change]

    @property
    def first(self):
        return self.changes[0]

    @property
    def is_merged(self):
        return len(self.changes) > 1


def grouped(found) -> list[Group]:
    """The changes in their order, those that moved by one term gathered when that is all that became of them."""

    def term(place_and_change):
        place, change = place_and_change
        if change.kinds != [ChangeKind.MOVED]:
            return place, None
        return change.after.inherited_from_id or change.after.pk, change.move

    return [Group([change for _, change in group]) for _, group in groupby(enumerate(found), key=term)]
