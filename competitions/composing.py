"""The announcement while it is composed: its sections in order, what each still lacks, and what the law says of it.

Reads, and writes nothing. The sections bear the keys of those in competitions.wording; `publications` is the desk's.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, TextChoices
from django.utils.text import capfirst

from competitions.choices import CriterionKind, FundingForm, LegalSeverity, Place, PublicationSubject, ResultState
from competitions.editing import short_hash
from competitions.facts import competition_facts
from competitions.law import Act, Finding, earliest_closing, findings, reason_for_rest, seven_points, warsaw_day
from competitions.law.announcing import year_of_announcement
from competitions.law.publications import THREE_PLACES, days_of
from competitions.models import Competition, Criterion, PriorityTask, SimilarTask
from leszno_ngo.history import plain_words
from leszno_ngo.templatetags.leszno import WEEKDAYS, day, plural

NOTHING = "(puste)"


class SectionState(TextChoices):
    """How far a section is; derived, never stored."""

    EMPTY = "empty", "pusta"
    INCOMPLETE = "incomplete", "niepełna"
    COMPLETE = "complete", "pełna"


@dataclass(frozen=True)
class Section:
    """A part of the announcement: its fields, in order, and the related rows that stand below them."""

    key: str
    slug: str
    heading: str
    fields: tuple[str, ...] = ()
    rows: str = ""
    given: tuple[str, ...] = ()  # fields that have a value from the beginning, so they fill no section


SECTIONS = (
    Section(
        "identity",
        "konkurs",
        "Konkurs",
        (
            *("title", "year", "number", "department", "area", "spheres", "tasks"),
            *("order_number", "order_date", "responsible"),
        ),
    ),
    Section(
        "kind",
        "rodzaj",
        "1. Rodzaj zadania",
        ("task_kind", "form", "procedure", "procedure_basis"),
        given=("procedure",),
    ),
    Section("money", "srodki", "2. Wysokość środków publicznych", ("total_amount",), "funding_lines"),
    Section(
        "rules",
        "zasady",
        "3. Zasady przyznawania dotacji",
        ("eligibility", "granting_rules", "smallest_grant", "largest_grant", "own_contribution_percent"),
    ),
    Section(
        "task",
        "realizacja",
        "4. Terminy i warunki realizacji zadania",
        ("implementation_start", "implementation_end", "conditions"),
    ),
    Section(
        "submission",
        "skladanie",
        "5. Termin i sposób składania ofert",
        (
            *("opens_at", "closes_at", "generator_url", "paper_address", "e_delivery_address", "receipt"),
            *("confirmation_due_at", "submission_notes"),
        ),
    ),
    Section(
        "choice",
        "wybor",
        "6. Tryb, kryteria i termin wyboru ofert",
        ("selection_procedure", "decision_due_at", "committee"),
        "criteria",
    ),
    Section(
        "similar",
        "podobne",
        "7. Zadania tego samego rodzaju",
        ("no_similar_tasks_this_year", "no_similar_tasks_last_year"),
        "similar_tasks",
    ),
    Section(
        "contact",
        "kontakt",
        "Kontakt i dane osobowe",
        ("contact_role", "contact_phone", "contact_email", "privacy_clause"),
    ),
    Section("attachments", "zalaczniki", "Załączniki", rows="attachments"),
    Section("publications", "publikacja", "Daty ogłoszenia", rows="publications"),
)
BY_KEY = {section.key: section for section in SECTIONS}
BY_FIELD = {name: section for section in SECTIONS for name in (*section.fields, section.rows) if name}
POINTS = ("kind", "money", "rules", "task", "submission", "choice", "similar")  # art. 13(2), 1 … 7


def sections_of(competition):
    """A working copy has no days of its own: those of the change are given when it is announced."""
    return [section for section in SECTIONS if not (competition.amends_id and section.key == "publications")]


def neighbours(competition, section):
    """(the section before, the section after); None at either end."""
    around = [None, *sections_of(competition), None]
    place = around.index(section)
    return around[place - 1], around[place + 1]


# ── What stands in a section ────────────────────────────────────────────────────────────────────────────────────────


def rows_of(competition, section):
    """The rows below a section's fields, as they are stored."""
    if not section.rows:
        return []
    rows = getattr(competition, section.rows).all()
    if section.key == "attachments":
        return [row for row in rows if row.removed_at is None]
    if section.key == "publications":
        return [row for row in rows if row.subject == PublicationSubject.ANNOUNCEMENT and row.amendment_id is None]
    return list(rows)


def stored_value(competition, name):
    """A field's value; of many rows their keys."""
    if Competition._meta.get_field(name).many_to_many:
        return sorted(row.pk for row in getattr(competition, name).all())
    return getattr(competition, Competition._meta.get_field(name).attname)


def words(competition, name):
    """A field as it is stored, in words; „(puste)” for none."""
    field, value = Competition._meta.get_field(name), getattr(competition, name)
    if field.many_to_many:
        return "; ".join(str(row) for row in value.all()) or NOTHING
    if value is None or value == "":
        return NOTHING
    return plain_words(field, value)


def is_empty(competition, section):
    written = (stored_value(competition, name) for name in section.fields if name not in section.given)
    return not any(written) and not rows_of(competition, section)


def fingerprint(competition, section):
    """Ten letters that differ when the section differs. The competition has to be as the database has it."""
    fields = [stored_value(competition, name) for name in section.fields]
    rows = rows_of(competition, section)
    return short_hash(*fields, *(value for row in rows for value in values_of(row)))


def values_of(row):
    return [getattr(row, each.attname) for each in row._meta.concrete_fields]


# ── What a section lacks beside what the law asks for ───────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Wish:
    """What readers miss in an announcement that the law would let pass."""

    message: str
    field: str


def wishes(competition):
    """{key of a section: [Wish]}."""
    has_place = competition.generator_url or competition.paper_address or competition.e_delivery_address
    asked = (
        (competition.area_id, "Wybierz obszar zadań.", "area"),
        (competition.spheres.all(), "Zaznacz sfery zadań publicznych.", "spheres"),
        (competition.tasks.all(), "Wskaż zadania priorytetowe: przez nie konkurs łączy się z harmonogramem.", "tasks"),
        (competition.order_number, "Podaj numer zarządzenia.", "order_number"),
        (competition.order_date, "Podaj datę zarządzenia.", "order_date"),
        (competition.responsible, "Podaj, kto odpowiada za treść.", "responsible"),
        (competition.eligibility.strip(), "Napisz, kto może złożyć ofertę.", "eligibility"),
        (has_place, "Podaj, gdzie złożyć ofertę: w generatorze, na papierze albo przez e-Doręczenia.", "generator_url"),
        (competition.receipt or not competition.paper_address, "Wybierz, co decyduje o terminie.", "receipt"),
        (competition.contact_role, "Podaj stanowisko do kontaktu.", "contact_role"),
        (competition.contact_phone or competition.contact_email, "Podaj telefon albo e-mail.", "contact_phone"),
        (competition.privacy_clause_id, "Wybierz klauzulę informacyjną RODO.", "privacy_clause"),
    )
    found = {}
    for is_given, message, name in asked:
        if not is_given:
            found.setdefault(BY_FIELD[name].key, []).append(Wish(message, name))
    return found


# ── The whole ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class SectionOnDesk:
    section: Section
    is_empty: bool
    wishes: list[Wish]
    findings: list["FindingOnDesk"]

    @property
    def blocking(self):
        return [finding for finding in self.findings if finding.severity == LegalSeverity.BLOCKS]

    @property
    def notes(self):
        """How many things there are to say of it."""
        return len(self.findings) + len(self.wishes)

    @property
    def state(self):
        if self.is_empty:
            return SectionState.EMPTY
        return SectionState.INCOMPLETE if self.blocking or self.wishes else SectionState.COMPLETE


@dataclass(frozen=True)
class FindingOnDesk:
    """A finding with the place where it is put right; `section` is None when that is no part of the announcement."""

    finding: Finding
    section: Section | None

    @property
    def severity(self):
        return self.finding.severity

    @property
    def anchor(self):
        """The end of the address of the field's place in its section."""
        if self.section is None or not self.finding.field:
            return ""
        return "#wiersze" if self.finding.field == self.section.rows else f"#pole-{self.finding.field}"


@dataclass
class Point:
    """One of the seven points of art. 13(2)."""

    number: int
    section: Section
    findings: list[Finding]

    @property
    def is_kept(self):
        return not self.findings


@dataclass
class Composition:
    """An announcement and everything that is to be said of it on a day."""

    competition: Competition
    sections: list[SectionOnDesk]
    points: list[Point]
    findings: list[FindingOnDesk]
    earliest: dt.date | None
    term: list["TermNote"]

    def of_severity(self, severity):
        return [finding for finding in self.findings if finding.severity == severity]

    @property
    def blocking(self):
        return self.of_severity(LegalSeverity.BLOCKS)

    @property
    def blocking_elsewhere(self):
        """What blocks and is put right outside the announcement's sections."""
        return [finding for finding in self.blocking if finding.section is None]

    @property
    def warnings(self):
        return self.of_severity(LegalSeverity.WARNS)

    @property
    def informing(self):
        return self.of_severity(LegalSeverity.INFORMS)

    @property
    def kept_points(self):
        return sum(point.is_kept for point in self.points)

    def section(self, key):
        return next(each for each in self.sections if each.section.key == key)


def composition(competition, on) -> Composition:
    """Queries: about a dozen, whatever the announcement's size."""
    facts = competition_facts(competition)
    act = Act.AMEND if competition.amends_id else Act.ANNOUNCE
    own, wanted = sections_of(competition), wishes(competition)
    places = {name: section for name, section in BY_FIELD.items() if section in own}
    found = [FindingOnDesk(finding, places.get(finding.field)) for finding in findings(facts, on, act)]
    sections = [
        SectionOnDesk(
            section,
            is_empty(competition, section),
            wanted.get(section.key, []),
            [finding for finding in found if finding.section == section],
        )
        for section in own
    ]
    lacking = seven_points(facts, on)
    points = [Point(number, BY_KEY[key], lacking[number]) for number, key in enumerate(POINTS, start=1)]
    days, closes_on = term_of(facts)
    earliest = earliest_closing(*map(days.get, THREE_PLACES))
    return Composition(competition, sections, points, found, earliest, term_notes(days, closes_on))


# ── The 21 days, in words ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class TermNote:
    message: str
    is_wrong: bool = False


def term_of(facts):
    """({place: day of publication}, day of closing)."""
    closes_on = warsaw_day(facts.closes_at) if facts.closes_at else None
    return days_of(facts.publications, PublicationSubject.ANNOUNCEMENT), closes_on


def term_notes(days: dict[Place, dt.date], closes_on: dt.date | None) -> list[TermNote]:
    """From when offers may close after these publications, and what is wrong with the day on which they do."""
    earliest = earliest_closing(*map(days.get, THREE_PLACES))
    if earliest is None:
        missing = ", ".join(place.label for place in THREE_PLACES if days.get(place) is None)
        notes = [TermNote(f"Termin jeszcze nie biegnie. Brakuje daty: {missing}.")]
    else:
        notes = [TermNote(f"Nabór może się skończyć najwcześniej: {weekday_and_day(earliest)}{rest_of(earliest)}")]
    if closes_on is None:
        return notes
    if earliest and closes_on < earliest:
        early = (earliest - closes_on).days
        words = plural(early, "dzień,dni,dni")
        message = f"Termin składania ofert ({weekday_and_day(closes_on)}) jest o {early} {words} za wcześnie."
        notes.append(TermNote(message, is_wrong=True))
    elif reason_for_rest(closes_on):
        words = f"{weekday_and_day(closes_on)}{holiday_in_brackets(closes_on)}"
        message = f"Termin składania ofert przypada w dzień wolny: {words}"
        notes.append(TermNote(message, is_wrong=True))
    elif earliest:
        notes.append(TermNote(f"Termin składania ofert jest zachowany: {weekday_and_day(closes_on)}"))
    return notes


def weekday_and_day(date):
    return f"{WEEKDAYS[date.weekday()]}, {day(date)}"


def rest_of(date):
    """A holiday is allowed, but an office that is closed takes no offers."""
    is_rest = reason_for_rest(date)
    return f" To dzień wolny{holiday_in_brackets(date)}: rozważ następny dzień roboczy." if is_rest else ""


def holiday_in_brackets(date):
    """The weekday has been said already."""
    reason = reason_for_rest(date)
    return "" if reason in ("", WEEKDAYS[date.weekday()]) else f" ({reason})"


# ── Rows that the portal knows itself ─────────────────────────────────────────────────────────────────────────────────


def similar_tasks_of(competition, on) -> list[SimilarTask]:
    """Rows, not yet stored, of decided competitions of the same kind: of the area, or of tasks that these continue.

    Of the year of announcement and the year before, the newest first. What the tasks cost and what was paid in the end
    the portal does not know: that is left empty. What was filled in before does not come again.
    """
    year = year_of_announcement(competition_facts(competition), on)
    of_kind = Q(tasks__in=continued_tasks(competition))
    if competition.area_id:
        of_kind |= Q(area=competition.area_id)
    decided = Competition.objects.public().filter(of_kind, results_published_at__isnull=False)
    decided = decided if competition.is_example else decided.real()
    decided = decided.filter(year__in=(year, year - 1)).exclude(pk__in=(competition.pk, competition.amends_id or 0))
    taken = {row.taken_from_id for row in competition.similar_tasks.all()}
    found = decided.exclude(pk__in=taken - {None}).distinct().order_by("-year", "number").prefetch_related("results")
    return [
        SimilarTask(
            competition=competition,
            task_title=earlier.title,
            year=earlier.year,
            allotted=sum(row.granted for row in earlier.results.all() if row.state == ResultState.FUNDED),
            taken_from=earlier,
        )
        for earlier in found
    ]


def continued_tasks(competition):
    """The competition's tasks and those of the two years before that they continue."""
    tasks = {task.pk for task in competition.tasks.all()}
    for _ in range(2):
        tasks |= set(PriorityTask.objects.filter(continued_by__in=tasks).values_list("pk", flat=True))
    return tasks


def criteria_lacking(competition, on) -> list[Criterion]:
    """Rows, not yet stored, for those matters of art. 15(1) that no criterion is about."""
    present = {criterion.kind for criterion in competition.criteria.all()} | {CriterionKind.OTHER}
    if competition.form == FundingForm.ENTRUSTMENT:
        present.add(CriterionKind.OWN_FUNDS)
    lacking = [kind for kind in CriterionKind if kind not in present]
    return [Criterion(competition=competition, kind=kind, text=capfirst(kind.label)) for kind in lacking]
