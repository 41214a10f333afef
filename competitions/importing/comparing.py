"""A reading against the working edition: what each row would be, what it is now, what would go. Writes nothing.

The preview shows it and `taking_over` stores it, so an official gets what was shown.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

from competitions.choices import PlanSource
from competitions.importing.pairing import (
    ENTRY_FIELDS,
    PLACE,
    PLAN_FIELDS,
    by_section_and_number,
    by_section_and_title,
    entry_of,
    inherit,
    keep_decision,
    pair,
)
from competitions.importing.reach import SKIP, Names, Part, Question, Reach
from competitions.importing.rows import EntryRow, Problem, ScheduleReading
from competitions.models import ScheduleEntry, ScheduleSection
from leszno_ngo.reading import fold

MEANING = [name for name in ENTRY_FIELDS if name not in PLACE | {"section_id", "task_id"}]


@dataclass(slots=True)
class ComparedRow:
    """`entry`: the row as it would be stored; `before`: the same row as it is now, None when it is new."""

    row: EntryRow
    entry: ScheduleEntry
    before: dict | None = None

    @property
    def is_new(self):
        return self.before is None

    @property
    def differing(self):
        if self.is_new:
            return []
        return [name for name in MEANING if self.before[name] != value_of(self.entry, name)]

    @property
    def is_moved(self):
        """Whether it only takes another place."""
        return not self.is_new and any(self.before[name] != getattr(self.entry, name) for name in PLACE)


@dataclass(slots=True)
class Comparison:
    reach: Reach
    reading: ScheduleReading
    parts: list[Part] = field(default_factory=list)
    rows: list[ComparedRow] = field(default_factory=list)
    gone: list[ScheduleEntry] = field(default_factory=list)
    kept: list[ComparedRow] = field(default_factory=list)
    gone_sections: list[ScheduleSection] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    undecided: list[EntryRow] = field(default_factory=list)  # rows of a part or an area that is asked for
    skipped: list[EntryRow] = field(default_factory=list)
    fingerprint: str = ""

    @property
    def open_questions(self):
        return [question for question in self.questions if not question.answer]

    @property
    def is_ready(self):
        return not self.problems and not self.open_questions and bool(self.rows)

    @property
    def changes_something(self):
        changed = any(row.is_new or row.differing for row in self.rows)
        return bool(changed or self.gone or self.gone_sections or self.changes_order or self.changes_schedule)

    @property
    def changes_order(self):
        places = sorted((row for row in self.rows if not row.is_new), key=place_before)
        now = [(row.entry.section_id, row.entry.position) for row in places]
        return now != sorted(now)

    @property
    def changes_schedule(self):
        schedule, reading = self.reach.schedule, self.reading
        if not self.reach.replaces_all:
            return False
        places = [part.section.position for part in self.parts]
        said = (reading.as_of or schedule.as_of, reading.title or schedule.title)
        return said != (schedule.as_of, schedule.title) or None in places or places != sorted(places)


def place_before(row):
    return row.before["section_id"], row.before["position"]


def value_of(entry, name):
    """A row above that is not stored yet has no key; that it is another one than before is plain all the same."""
    if name == "inherited_from_id" and entry.inherited_from is not None:
        return entry.inherited_from.pk or id(entry.inherited_from)
    if name == "area_id":
        return entry.area.pk or id(entry.area)
    return getattr(entry, name)


def compare(reading: ScheduleReading, reach: Reach, corrections) -> Comparison:
    """`corrections`: as ScheduleImport keeps them: answers to questions in "names", what becomes of entry 1 in "e1"."""
    comparison = Comparison(reach, reading, problems=list(reading.problems))
    names = Names(reach, corrections.get("names", {}))
    wanted = wanted_entries(comparison, names)
    comparison.questions = list(names.questions.values())
    entries = ScheduleEntry.objects.of([reach.schedule]).select_related("area", "inherited_from")
    everything = list(entries.order_by("section__position", "position", "pk"))
    touched = {part.section.pk for part in comparison.parts}
    existing = [entry for entry in everything if reach.replaces_all or entry.section_id in touched]
    comparison.fingerprint = fingerprint(existing, corrections, reach)
    pair_rows(comparison, wanted, existing)
    part_with_the_rest(comparison, existing, corrections)
    number_places(comparison)
    refuse_collisions(comparison, [entry for entry in everything if entry not in existing])
    if reach.replaces_all:
        touched |= {row.entry.section_id for row in comparison.kept}
        comparison.gone_sections = [section for section in names.sections if section.pk not in touched]
    return comparison


def wanted_entries(comparison, names):
    """(row, entry) of everything that is decided; the rest is put aside."""
    parts, wanted = {}, []
    for section_row in comparison.reading.sections:
        part = names.part(section_row) if section_row.entries or section_row.line == 0 else None
        if part is None:
            put_aside(comparison, names, section_row)
            continue
        known = parts.setdefault(part.section.pk or fold(part.section.heading), part)
        for row in section_row.entries:
            area = names.area(row.area)
            if area is None:
                comparison.undecided.append(row)
            else:
                wanted.append((row, entry_of(row, 0, known.section, area, None)))
    comparison.parts = list(parts.values())
    wanted.sort(key=lambda pair: pair[0].line)
    return wanted


def put_aside(comparison, names, section_row):
    is_skipped = any(
        question.answer == SKIP and fold(question.words) == fold(section_row.heading)
        for question in names.questions.values()
    )
    (comparison.skipped if is_skipped else comparison.undecided).extend(section_row.entries)


def pair_rows(comparison, wanted, existing):
    """The rows in the order of lines, each as the row it already is; the row above a blank cell comes before it."""
    pairs = pair([entry for _, entry in wanted], existing, by_section_and_title, by_section_and_number)
    by_line = {}
    for (row, _), (new, old) in zip(wanted, pairs, strict=True):
        before = old and snapshot(old)
        keep_words_of_area(new, old)
        inherit(new, by_line.get(row.inherited_from))
        keep_decision(new, old)
        entry = take_values(old, new) if old else new
        by_line[row.line] = entry
        comparison.rows.append(ComparedRow(row, entry, before))


def snapshot(entry):
    return {name: getattr(entry, name) for name in ENTRY_FIELDS} | {"area": entry.area, "words": entry.plan_words}


def keep_words_of_area(new, old):
    """A department's table seldom repeats the words of the area; what was printed once stays."""
    if old is not None and old.area_id == new.area_id and fold(new.area_text) in ("", fold(new.area.name)):
        new.area_text = old.area_text


def take_values(old, new):
    for name in ("section", "area", "inherited_from"):
        setattr(old, name, getattr(new, name))
    for name in ENTRY_FIELDS:
        if name not in ("section_id", "area_id", "inherited_from_id", "task_id", "position"):
            setattr(old, name, getattr(new, name))
    return old


def part_with_the_rest(comparison, existing, corrections):
    """Rows that the document has no more go, unless an official keeps them."""
    staying = {row.entry.pk for row in comparison.rows}
    rest = [entry for entry in existing if entry.pk not in staying]
    comparison.kept = [ComparedRow(None, entry, snapshot(entry)) for entry in rest if is_kept(entry, corrections)]
    comparison.gone = [entry for entry in rest if not is_kept(entry, corrections)]
    by_pk = {row.entry.pk: row.entry for row in comparison.rows + comparison.kept}
    for entry in (row.entry for row in comparison.kept):
        above = by_pk.get(entry.inherited_from_id)
        if entry.inherited_from_id and (above is None or above.plan != entry.plan):
            entry.inherited_from, entry.plan_source = None, PlanSource.ENTERED


def is_kept(entry, corrections):
    return bool(corrections.get(f"e{entry.pk}", {}).get("kept"))


def number_places(comparison):
    """Places in each part, in the order of the document; rows that are kept come last."""
    last = defaultdict(int)
    order = {id(row): place for place, row in enumerate(comparison.reading.entries)}
    for row in sorted(comparison.rows, key=lambda row: order[id(row.row)]):
        last[id(row.entry.section)] += 1
        row.entry.position = last[id(row.entry.section)]
    by_pk = {row.entry.section_id: last[id(row.entry.section)] for row in comparison.rows if row.entry.section_id}
    for entry in (row.entry for row in comparison.kept):
        by_pk[entry.section_id] = by_pk.get(entry.section_id, 0) + 1
        entry.position = by_pk[entry.section_id]


def refuse_collisions(comparison, others):
    """A number belongs to one row of the area in the whole edition; two wordings can turn out to be one area."""
    kept = [row.entry for row in comparison.kept]
    taken = {number_of(entry): f"pozycja części „{heading}”" for entry, heading in outside(others)}
    taken |= {number_of(entry): "pozycja, którą zostawiasz" for entry in kept}
    seen = {}
    for compared in comparison.rows:
        row, area, before = compared.row, compared.entry.area, compared.before
        if before is None or (before["area_id"], before["number"]) != (area.pk, row.number):
            key = ("Numer", area.pk, row.number)
            seen |= {key: taken[key]} if key in taken else {}
        for what, words in (("Numer", row.number), ("Zadanie", row.title)):
            key = (what, area.pk or id(area), words)
            if words is not None and key in seen:
                message = f"{what.lower()} „{words}” w obszarze „{area.name}” ma już {seen[key]}."
                comparison.problems.append(Problem(row.line, row.title, message))
            seen.setdefault(key, f"wiersz {row.line}")


def number_of(entry):
    return "Numer", entry.area_id, entry.number


def outside(entries):
    headings = {}
    for entry in entries:
        headings.setdefault(entry.section_id, None)
    known = dict(ScheduleSection.objects.filter(pk__in=headings).values_list("pk", "heading"))
    return [(entry, known[entry.section_id]) for entry in entries]


def fingerprint(existing, corrections, reach):
    """What the comparison rests on: an official confirms this, and nothing that changed meanwhile."""
    fields = [name for name in ENTRY_FIELDS if name not in PLAN_FIELDS] + list(PLAN_FIELDS)
    rows = [(entry.pk, *(getattr(entry, name) for name in fields)) for entry in existing]
    sections = sorted((section.pk, section.heading) for section in reach.editable)
    basis = repr((rows, sections, sorted_words(corrections), reach.schedule.title, reach.schedule.as_of))
    return hashlib.sha256(basis.encode()).hexdigest()


def sorted_words(corrections):
    return sorted((key, sorted(said.items())) for key, said in corrections.items())
