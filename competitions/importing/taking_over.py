"""A comparison that an official confirmed → database: all or nothing, and nothing beyond the parts it names.

The file is kept with every part it touched. Rows are written in bulk, each with its record of history.
"""

from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from competitions.importing.comparing import Comparison
from competitions.importing.pairing import (
    ENTRY_FIELDS,
    PLACE,
    TASK_FIELDS,
    by_area_and_folded_title,
    by_area_and_number,
    by_area_and_title,
    pair,
)
from competitions.importing.recognising import free_name, free_slug
from competitions.importing.rows import Issue
from competitions.importing.saving import (
    Saved,
    contents_of_sections,
    document_of,
    is_schedules_own,
    retire,
    save_issues,
    save_programme,
    withdraw_confirmations,
)
from competitions.models import (
    AreaWording,
    CooperationProgramme,
    PriorityArea,
    PriorityTask,
    ScheduleEntry,
)
from leszno_ngo.choices import IssueKind
from leszno_ngo.models import Department
from leszno_ngo.reading import Refused, SourceText, fold

AT_ONCE = 500  # rows in one statement


@transaction.atomic
def take_over(comparison: Comparison, source: SourceText, content: bytes, *, now) -> Saved:
    """Make the parts that the document reaches what was compared; returns what changed, with the document kept."""
    if not comparison.is_ready:
        raise Refused("Plik ma jeszcze miejsca do wyjaśnienia; nic nie zapisano.")
    schedule, saved = comparison.reach.schedule, Saved()
    if not comparison.changes_something:
        saved.entries.unchanged, saved.was_saved_before = len(comparison.rows), True
        return saved
    before = contents_of_sections(schedule)
    document = kept_document(comparison, source, content, now)
    save_names(comparison)
    replaced = save_parts(comparison, document)
    link_tasks(comparison, document, saved)
    save_rows(comparison, saved.entries)
    let_go(comparison, saved)
    withdraw_confirmations(schedule, before)
    saved.issues = [*comparison.reading.issues, *saved.issues]
    save_issues(document, [hidden(issue) for issue in saved.issues])
    for old in replaced:
        retire(old, document, now)
    saved.document = document
    return saved


def kept_document(comparison, source, content, now):
    """The office's own copy: neither the file nor its words are public before an edition is released with them."""
    schedule = comparison.reach.schedule
    document = document_of(source, comparison.reading.title or schedule.title, now, is_public=False)
    if not document.file:
        name = f"dokumenty/{source.sha256}{PurePath(source.name).suffix.lower()}"
        document.file = document.file.storage.save(name, ContentFile(content))
        document.save(update_fields=["file"])
    return document


def hidden(issue):
    return Issue(issue.line, issue.kind, issue.quote, issue.message, is_public=False)


# ── Names ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def save_names(comparison):
    """Make the departments and areas that were decided to be new; learn the words of areas for the next document."""
    for part in comparison.parts:
        for department in part.departments:
            if department.pk is None:
                department.slug = free_slug(Department, department.name)
                department.save()
    known = set(AreaWording.objects.values_list("folded", flat=True))
    for compared in comparison.rows:
        area, words = compared.entry.area, compared.row.area
        if area.pk is None:
            area.name, area.slug = free_name(area.name), free_slug(PriorityArea, area.name)
            area.save()
        for text in words.wordings:
            if fold(text) and fold(text) not in known and fold(text) != fold(area.name):
                AreaWording.objects.create(area=area, text=text, folded=fold(text))
                known.add(fold(text))


# ── Parts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def save_parts(comparison, document):
    """Store the schedule and the parts; returns the documents that they rested on before."""
    reach, reading = comparison.reach, comparison.reading
    schedule, replaced = reach.schedule, set()
    if reach.replaces_all:
        replaced.add(schedule.source)
        schedule.title, schedule.as_of = reading.title or schedule.title, reading.as_of or schedule.as_of
        schedule.source = document
        schedule.save()
    last = schedule.sections.aggregate(last=Max("position"))["last"] or 0
    for place, part in enumerate(comparison.parts, start=1):
        section = part.section
        replaced.add(section.source)
        section.source = document
        if reach.replaces_all:
            section.position = place
        elif section.pk is None:
            last += 1
            section.position = last
        section.save()
        if part.departments:
            section.departments.set(part.departments)
    return replaced - {None}


# ── Tasks ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def link_tasks(comparison, document, saved):
    """Give every row its task of the year. Tasks that only schedules name follow the schedule; others are looked up."""
    reach = comparison.reach
    year, rows = reach.schedule.year, comparison.rows
    programme = CooperationProgramme.objects.select_related("source").filter(year=year).first()
    is_own = programme is None or not programme.tasks.exists() or is_schedules_own(programme)
    elsewhere = ScheduleEntry.objects.of([reach.schedule]).exclude(section__in=touched(comparison))
    if is_own:
        programme = save_programme(programme, comparison.reading, document, title=reach.schedule.title)
        known = tasks_by_words(programme.tasks.filter(entries__in=elsewhere).distinct())
    else:
        known = tasks_by_words(programme.tasks.all())
    unknown = []
    for compared in rows:
        entry = compared.entry
        entry.task = known.get((entry.area_id or entry.area.pk, fold(entry.title)))
        if entry.task is None:
            unknown.append(compared)
    if is_own:
        save_tasks(programme, unknown, elsewhere, saved.tasks)
    else:
        message = f"Tej pozycji nie ma wśród zadań priorytetowych na rok {year}."
        issues = [Issue(row.row.line, IssueKind.DOUBTFUL, row.entry.title, message) for row in unknown]
        saved.issues += issues


def touched(comparison):
    return [part.section for part in comparison.parts] + comparison.gone_sections


def tasks_by_words(tasks):
    return {(task.area_id, fold(task.title)): task for task in tasks}


def save_tasks(programme, rows, elsewhere, changes):
    """Write the tasks of these rows; those of other parts of the edition are left alone."""
    free = list(programme.tasks.exclude(entries__in=elsewhere))
    place = programme.tasks.aggregate(last=Max("position"))["last"] or 0
    wanted = []
    for n, compared in enumerate(rows, start=1):
        row, area = compared.row, compared.entry.area
        wanted.append(
            PriorityTask(
                programme=programme,
                area=area,
                area_heading=row.area.heading,
                area_text=row.area.text,
                position=place + n,
                number=row.number,
                title=row.title,
                source_line=row.line,
            )
        )
    pairs = pair(wanted, free, by_area_and_title, by_area_and_folded_title, by_area_and_number)
    release_numbers(PriorityTask, free, pairs)
    new, changed = [], []
    for compared, (task, old) in zip(rows, pairs, strict=True):
        if old is None:
            new.append(task)
            compared.entry.task = task
            continue
        names = [name for name in TASK_FIELDS if name not in PLACE and getattr(old, name) != getattr(task, name)]
        names = [name for name in names if name != "area_text" or task.area_text]
        for name in names:
            setattr(old, name, getattr(task, name))
        compared.entry.task = old
        if names:
            changed.append(old)
        else:
            changes.unchanged += 1
    bulk_create_with_history(new, PriorityTask, batch_size=AT_ONCE)
    bulk_update_with_history(changed, PriorityTask, TASK_FIELDS, batch_size=AT_ONCE)
    changes.created, changes.changed = len(new), len(changed)


def release_numbers(model, existing, pairs):
    """Numbers shift along a list: those that change let go first; the row's own record follows."""
    staying = {old.pk for new, old in pairs if old is not None and old.number == new.number}
    leaving = [row.pk for row in existing if row.pk not in staying and row.number is not None]
    model.objects.filter(pk__in=leaving).update(number=None)


# ── Rows ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def save_rows(comparison, changes):
    """New rows first, in the order in which they rest on each other; then those that changed or moved."""
    before = {row.entry.pk: row.before for row in comparison.rows if not row.is_new}
    leaving = [row.entry.pk for row in comparison.rows if not row.is_new and row.before["number"] != row.entry.number]
    leaving += [entry.pk for entry in comparison.gone]
    ScheduleEntry.objects.filter(pk__in=leaving).update(number=None)
    new = [row.entry for row in comparison.rows if row.is_new]
    for entry in new:
        entry.section = entry.section  # its key is known now
    printed = [entry for entry in new if entry.inherited_from is None]
    heirs = [entry for entry in new if entry.inherited_from is not None]
    for entries in (printed, heirs):
        bulk_create_with_history(entries, ScheduleEntry, batch_size=AT_ONCE)
    old = [row for row in comparison.rows if not row.is_new]
    changed = [row.entry for row in old if row.differing or row.is_moved or task_differs(row, before)]
    changed += [row.entry for row in comparison.kept if row.differing or row.is_moved]
    bulk_update_with_history(changed, ScheduleEntry, ENTRY_COLUMNS, batch_size=AT_ONCE)
    changes.created = len(new)
    changes.changed = sum(bool(row.differing) for row in old)
    changes.unchanged = len(old) - changes.changed
    changes.kept = len(comparison.kept)


ENTRY_COLUMNS = [name.removesuffix("_id") for name in ENTRY_FIELDS]


def task_differs(row, before):
    return before[row.entry.pk]["task_id"] != row.entry.task_id


def let_go(comparison, saved):
    """Remove what the document has no more, heirs of a term before the row they have it from."""
    tasks = {entry.task_id for entry in comparison.gone} - {None}
    for entry in sorted(comparison.gone, key=lambda entry: entry.inherited_from_id is None):
        entry.delete()
    for section in comparison.gone_sections:
        section.delete()
    saved.entries.removed = len(comparison.gone)
    programmes = CooperationProgramme.objects.filter(year=comparison.reach.schedule.year).select_related("source")
    for programme in programmes:
        if is_schedules_own(programme):
            for task in programme.tasks.filter(pk__in=tasks, entries=None):
                task.delete()
                saved.tasks.removed += 1
