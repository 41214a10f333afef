"""What of a competition becomes part of another: of next year's draft, and of the working copy of a change and back."""

import re
from collections import Counter, defaultdict
from itertools import chain, zip_longest

from competitions.models import Attachment, Competition, Criterion, FundingLine, PriorityTask, SimilarTask

WORDING = (
    *("title", "department_id", "area_id", "task_kind", "form", "procedure", "procedure_basis", "total_amount"),
    *("eligibility", "granting_rules", "smallest_grant", "largest_grant", "own_contribution_percent", "conditions"),
    *("paper_address", "e_delivery_address", "receipt", "submission_notes", "selection_procedure"),
    *("contact_role", "contact_phone", "contact_email", "privacy_clause_id", "is_example"),
)
OF_THE_YEAR = (
    *("order_number", "order_date", "implementation_start", "implementation_end", "opens_at", "closes_at"),
    *("confirmation_due_at", "decision_due_at", "generator_url", "committee", "responsible"),
    *("no_similar_tasks_this_year", "no_similar_tasks_last_year"),
)
ANNOUNCED = (*WORDING, *OF_THE_YEAR)  # all that an announcement says, and so all that an amendment may change
IDENTITY = ("year", "number")  # what it does not change
CHOSEN = ("spheres", "tasks")
ROWS = {
    FundingLine: ("position", "task_id", "task_title", "year", "planned", "allotted_before", "paid_before"),
    Criterion: ("position", "kind", "text", "points"),
    SimilarTask: ("position", "task_title", "year", "total_cost", "allotted", "paid", "taken_from_id"),
}
OF_ATTACHMENT = ("position", "title", "name", "file", "sha256", "size", "content_type")
NAME_OF_ROWS = {FundingLine: "funding_lines", Criterion: "criteria", SimilarTask: "similar_tasks"}


def copied(row, names):
    return {name: getattr(row, name) for name in names}


def rows_of(competition, model):
    return getattr(competition, NAME_OF_ROWS[model])


# ── The next year's draft ───────────────────────────────────────────────────────────────────────────────────────────


def draft_of(source, year):
    """A saved draft for the year: the wording, without dates, people, and what was only so that year."""
    draft = Competition(year=year, copied_from=source, **copied(source, WORDING))
    draft.title = with_year(source.title, source.year, year)
    draft.save()
    successors = continued(source.tasks.all(), source.year, year)
    draft.spheres.set(source.spheres.all())
    draft.tasks.set(successors.values())
    for criterion in source.criteria.all():
        Criterion.objects.create(competition=draft, **copied(criterion, ROWS[Criterion]))
    for line in source.funding_lines.all():
        FundingLine.objects.create(
            competition=draft,
            position=line.position,
            task=successors.get(line.task_id),
            task_title=line.task_title,
            year=line.year - source.year + year,
            planned=line.planned,
        )
    copy_attachments(source, draft)
    return draft


def with_year(title, before, after):
    """„… w 2024 roku” → „… w 2025 roku”."""
    return re.sub(rf"(?<!\d){before}(?!\d)", str(after), title)


def continued(tasks, before, after):
    """{number of a task: the task of the later year that continues it}, where it is one. A query for each year."""
    found = {task.pk: task for task in tasks}
    for year in range(before + 1, after + 1):
        heirs = PriorityTask.objects.of_year(year).filter(continues__in=found.values())
        times = Counter(heir.continues_id for heir in heirs)
        heir_of = {heir.continues_id: heir for heir in heirs if times[heir.continues_id] == 1}
        found = {pk: heir_of[task.pk] for pk, task in found.items() if task.pk in heir_of}
    return found if after >= before else {}


def copy_attachments(source, copy):
    """Rows of the same stored files: a file under its own hash never changes."""
    for attachment in source.attachments.present():
        Attachment.objects.create(competition=copy, **copied(attachment, OF_ATTACHMENT))


# ── The working copy of a change ────────────────────────────────────────────────────────────────────────────────────


def working_copy_of(competition):
    """A saved competition that `amends` this one and says all that it says."""
    copy = Competition.objects.create(amends=competition, **copied(competition, (*IDENTITY, *ANNOUNCED)))
    for name in CHOSEN:
        getattr(copy, name).set(getattr(competition, name).all())
    for model, names in ROWS.items():
        for row in rows_of(competition, model).all():
            model.objects.create(competition=copy, **copied(row, names))
    copy_attachments(competition, copy)
    return copy


def says_the_same(copy, competition):
    return announced_of(copy) == announced_of(competition)


def announced_of(competition):
    """All that the announcement says, to be compared."""
    return (
        copied(competition, (*IDENTITY, *ANNOUNCED)),
        [set(getattr(competition, name).values_list("pk", flat=True)) for name in CHOSEN],
        [[copied(row, names) for row in rows_of(competition, model).all()] for model, names in ROWS.items()],
        [copied(row, ("title", "name", "sha256")) for row in competition.attachments.present()],
    )


def take_over(copy, competition, now):
    """Let the competition say what its working copy says. Rows are changed in place, so their past stays with them."""
    for name in ANNOUNCED:
        setattr(competition, name, getattr(copy, name))
    competition.save(update_fields=[name.removesuffix("_id") for name in ANNOUNCED])
    for name in CHOSEN:
        getattr(competition, name).set(getattr(copy, name).all())
    for model, names in ROWS.items():
        take_over_rows(model, names, rows_of(copy, model).all(), rows_of(competition, model).all(), competition)
    take_over_attachments(copy, competition, now)


def take_over_rows(model, names, new_rows, old_rows, competition):
    for new, old in zip_longest(new_rows, old_rows):
        if new is None:
            old.delete()
            continue
        row = old or model(competition=competition)
        for name in names:
            setattr(row, name, getattr(new, name))
        row.save()


def take_over_attachments(copy, competition, now):
    """The same file keeps its row; a new one's row moves over with its address; one that is gone says since when."""
    kept = defaultdict(list)
    for row in competition.attachments.present():
        kept[row.sha256, row.name].append(row)
    for new in copy.attachments.present():
        same = kept[new.sha256, new.name]
        row = same.pop(0) if same else new
        row.competition, row.position, row.title = competition, new.position, new.title
        row.save()
    for gone in chain.from_iterable(kept.values()):
        gone.removed_at = now
        gone.save(update_fields=["removed_at"])
