"""Rows → database: all or nothing, and a document that was taken over already changes nothing.

A changed document replaces the working copy. Rows that stay the same row (by title, else by number, in the same area
under the same heading) keep their identity, so links made to them by people survive.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import transaction

from competitions.importing.pairing import (
    ENTRY_FIELDS,
    PLACE,
    TASK_FIELDS,
    Changes,
    by_area_and_folded_title,
    by_area_and_number,
    by_area_and_title,
    by_section_and_number,
    by_section_and_title,
    entry_of,
    free_numbers,
    inherit,
    keep_decision,
    pair,
    write,
)
from competitions.importing.recognising import Areas, Departments
from competitions.importing.rows import Issue, PriorityTasksReading, ScheduleReading
from competitions.models import CooperationProgramme, PriorityTask, Schedule, ScheduleEntry, ScheduleSection
from leszno_ngo.choices import IssueKind
from leszno_ngo.models import DataIssue, SourceDocument
from leszno_ngo.reading import Refused, SourceText, fold

SUPERSEDED = "Dokument zastąpiono nowszym."


@dataclass(slots=True)
class Saved:
    tasks: Changes = field(default_factory=Changes)
    entries: Changes = field(default_factory=Changes)
    issues: list[Issue] = field(default_factory=list)
    was_saved_before: bool = False
    document: SourceDocument | None = None


# ── The two documents ───────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def save_priority_tasks(reading: PriorityTasksReading, source: SourceText, *, now) -> Saved:
    """Make the year's priority tasks what the document says. `now`: the moment the document is taken over."""
    refuse_problems(reading)
    programme = CooperationProgramme.objects.select_related("source").filter(year=reading.year).first()
    if programme is not None and is_from(programme, source):
        unchanged = Changes(unchanged=programme.tasks.count())
        return Saved(tasks=unchanged, issues=stored_issues(programme.source), was_saved_before=True)
    saved = Saved(issues=list(reading.issues))
    areas = Areas(saved.issues)
    rows = [(row, areas.find(row.area)) for row in reading.tasks]
    refuse_collisions(rows)
    document, replaced = take_document(reading, source, now), programme and programme.source
    programme = save_programme(programme, reading, document)
    _, dropped = save_tasks(programme, rows, saved.tasks)
    held = dropped.filter(entries__isnull=False).distinct()
    if held:
        raise Refused(
            f"Harmonogram odnosi się do zadań, których nie ma w tym dokumencie (jest ich {len(held)}, "
            f"np. „{held[0].title}”). Najpierw zmień harmonogram."
        )
    saved.tasks.removed = dropped.delete()[1].get(PriorityTask._meta.label, 0)
    save_issues(document, saved.issues)
    retire(replaced, document, now)
    return saved


@transaction.atomic
def save_schedule(reading: ScheduleReading, source: SourceText, *, now) -> Saved:
    """Make the year's working edition what the document says, and the year's tasks unless another document has them."""
    refuse_problems(reading)
    schedule = working_edition(reading, source)
    if schedule.pk and is_from(schedule, source):
        unchanged = Changes(unchanged=ScheduleEntry.objects.of([schedule]).count())
        return Saved(entries=unchanged, issues=stored_issues(schedule.source), was_saved_before=True)
    saved = Saved(issues=list(reading.issues))
    areas, departments = Areas(saved.issues), Departments(saved.issues)
    area_of = {entry.line: areas.find(entry.area) for entry in reading.entries}
    refuse_collisions([(entry, area_of[entry.line]) for entry in reading.entries])
    document, replaced = take_document(reading, source, now), schedule.source
    task_of, dropped_tasks = tasks_for_schedule(reading, area_of, document, saved)
    schedule.title, schedule.as_of, schedule.source = reading.title, reading.as_of, document
    schedule.save()
    save_sections(schedule, reading, departments)
    save_entries(schedule, reading, area_of, task_of, saved.entries)
    saved.tasks.kept = dropped_tasks.filter(entries__isnull=False).distinct().count()
    saved.tasks.removed = dropped_tasks.filter(entries=None).delete()[1].get(PriorityTask._meta.label, 0)
    save_issues(document, saved.issues)
    retire(replaced, document, now)
    return saved


def refuse_problems(reading):
    if reading.problems:
        first = reading.problems[0]
        raise Refused(f"Nie zrozumiano wiersza: {first.message}", first.line)


def refuse_collisions(rows):
    """Two wordings can turn out to be one area; then a number or a title may stand in it twice."""
    seen = {}
    for row, area in rows:
        for what, words in (("Numer", row.number), ("Zadanie", row.title)):
            other = seen.setdefault((area.pk, what, words), row)
            if other is not row and words is not None:
                message = f"{what} „{words}” stoi też w wierszu {other.line}, a oba obszary to „{area.name}”."
                raise Refused(message, row.line)


def working_edition(reading, source):
    """The year's edition that may still change, or a new first one; a released edition is never written to."""
    editions = Schedule.objects.filter(year=reading.year).select_related("source")
    working = editions.working().select_for_update(of=("self",)).first()
    if working is not None:
        return working
    released = editions.order_by("-edition").first()
    if released is None:
        return Schedule(year=reading.year, edition=1)
    if is_from(released, source):
        return released
    raise Refused(
        f"Harmonogram na rok {reading.year} jest już wydany (wydanie {released.edition}), a ten dokument jest inny. "
        "Otwórz nowe wydanie robocze i wczytaj dokument do niego."
    )


# ── Documents and their issues ──────────────────────────────────────────────────────────────────────────────────────


def is_from(row, source):
    return row.source is not None and row.source.sha256 == source.sha256


def take_document(reading, source, now):
    """The document's row; one that comes back after having been replaced is in force again."""
    document = document_of(source, reading.title, now)
    if not document.is_public:
        document.is_public = True
        document.save(update_fields=["is_public"])
        document.issues.filter(resolution=SUPERSEDED).update(resolved_at=None, resolution="")
    return document


def document_of(source, title, now, *, is_public=True):
    document, _ = SourceDocument.objects.get_or_create(
        sha256=source.sha256,
        defaults={
            "name": source.name[:200],
            "title": title,
            "text": source.text,
            "imported_at": now,
            "is_public": is_public,
        },
    )
    return document


def retire(replaced, document, now):
    """A document that nothing rests on any more is kept, but no longer shown; its public issues are closed."""
    if replaced is None or replaced == document:
        return
    if any(rows.exists() for rows in (replaced.programmes, replaced.schedules, replaced.sections)):
        return
    replaced.is_public = False
    replaced.save(update_fields=["is_public"])
    replaced.issues.open().filter(is_public=True).update(resolved_at=now, resolution=SUPERSEDED)


def stored_issues(document):
    return [
        Issue(issue.line, IssueKind(issue.kind), issue.quote, issue.message, issue.is_public)
        for issue in document.issues.all()
    ]


def save_issues(document, issues):
    there = set(document.issues.values_list("line", "kind", "message"))
    fresh = {(issue.line, issue.kind.value, issue.message): issue for issue in issues}
    DataIssue.objects.bulk_create(
        DataIssue(
            document=document,
            line=issue.line,
            kind=issue.kind,
            quote=issue.quote,
            message=issue.message,
            is_public=issue.is_public,
        )
        for key, issue in fresh.items()
        if key not in there
    )


# ── Tasks ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def save_programme(programme, reading, document, title=""):
    """The year's programme. A title that people wrote stays; one that came from a document follows the document."""
    if programme is None:
        title = reading.title or title
        return CooperationProgramme.objects.create(year=reading.year, title=title, source=document)
    if programme.source is not None and programme.title == programme.source.title:
        programme.title = document.title
    programme.source = document
    programme.save(update_fields=["title", "source"])
    return programme


def tasks_for_schedule(reading, area_of, document, saved):
    """The task of every row, by line, and the tasks this schedule's document no longer has.

    A year whose tasks came from elsewhere is only looked up in: what the schedule calls otherwise stays without a task.
    """
    programme = CooperationProgramme.objects.select_related("source").filter(year=reading.year).first()
    if programme is None or not programme.tasks.exists() or is_schedules_own(programme):
        programme = save_programme(programme, reading, document)
        rows = [(entry, area_of[entry.line]) for entry in reading.entries]
        return save_tasks(programme, rows, saved.tasks)
    known = {(task.area_id, fold(task.title)): task for task in programme.tasks.all()}
    task_of = {entry.line: known.get((area_of[entry.line].pk, fold(entry.title))) for entry in reading.entries}
    message = f"Tej pozycji nie ma wśród zadań priorytetowych na rok {reading.year}."
    for entry in reading.entries:
        if task_of[entry.line] is None:
            saved.issues.append(Issue(entry.line, IssueKind.DOUBTFUL, entry.title, message))
    return task_of, PriorityTask.objects.none()


def is_schedules_own(programme):
    """Whether the year's tasks came from its schedule, as a whole or part by part."""
    source, year = programme.source, programme.year
    if source is None:
        return False
    return source.schedules.filter(year=year).exists() or source.sections.filter(schedule__year=year).exists()


def save_tasks(programme, rows, changes):
    """Write the rows as the programme's tasks; returns them by line, and the tasks that no row names any more."""
    wanted = [
        PriorityTask(
            programme=programme,
            area=area,
            area_heading=row.area.heading,
            area_text=row.area.text,
            position=position,
            number=row.number,
            title=row.title,
            source_line=row.line,
        )
        for position, (row, area) in enumerate(rows, start=1)
    ]
    existing = list(programme.tasks.all())
    pairs = pair(wanted, existing, by_area_and_title, by_area_and_folded_title, by_area_and_number)
    free_numbers(existing, pairs)
    saved = {new.source_line: write(new, old, TASK_FIELDS, changes) for new, old in pairs}
    return saved, programme.tasks.exclude(pk__in=[task.pk for task in saved.values()])


# ── Sections and entries ────────────────────────────────────────────────────────────────────────────────────────────


def save_sections(schedule, reading, departments):
    """Sections by heading; those the document dropped stay until their rows are gone."""
    for position, row in enumerate(reading.sections, start=1):
        section, _ = ScheduleSection.objects.update_or_create(
            schedule=schedule, heading=row.heading, defaults={"position": position}
        )
        section.departments.set([departments.find(words, row.line) for words in row.departments])


def save_entries(schedule, reading, area_of, task_of, changes):
    """Write the rows, then let go of those that are gone and of the confirmations of parts that changed."""
    sections = {section.heading: section for section in schedule.sections.all()}
    existing = list(ScheduleEntry.objects.of([schedule]))
    before = contents_of_sections(schedule)
    wanted = [
        (entry_of(row, position, sections[section.heading], area_of[row.line], task_of[row.line]), row.inherited_from)
        for section in reading.sections
        for position, row in enumerate(section.entries, start=1)
    ]
    pairs = pair([entry for entry, _ in wanted], existing, by_section_and_title, by_section_and_number)
    free_numbers(existing, pairs)
    saved = {}
    for (new, old), (_, line_above) in zip(pairs, wanted, strict=True):
        inherit(new, saved.get(line_above))  # the row above is saved already
        keep_decision(new, old)
        saved[new.source_line] = write(new, old, ENTRY_FIELDS, changes)
    gone = ScheduleEntry.objects.of([schedule]).exclude(pk__in=[entry.pk for entry in saved.values()])
    changes.removed = gone.delete()[1].get(ScheduleEntry._meta.label, 0)
    schedule.sections.exclude(heading__in=[section.heading for section in reading.sections]).delete()
    withdraw_confirmations(schedule, before)


def contents_of_sections(schedule):
    """What a department confirms: its rows' meaning, whatever their place in a document."""
    contents = defaultdict(set)
    fields = [name for name in ENTRY_FIELDS if name not in PLACE]
    for entry in ScheduleEntry.objects.of([schedule]).values_list("section_id", *fields):
        contents[entry[0]].add(entry)
    return contents


def withdraw_confirmations(schedule, before):
    """Of the parts whose rows mean something else now; one by one, so that each leaves its record."""
    after = contents_of_sections(schedule)
    for section in schedule.sections.filter(confirmed_at__isnull=False):
        if after[section.pk] != before[section.pk]:
            section.confirmed_at = section.confirmed_by = None
            section.save(update_fields=["confirmed_at", "confirmed_by"])
