"""Working editions → their reviews, in a constant number of queries whatever the editions, parts and rows."""

from bisect import bisect_left
from collections import defaultdict

from django.db.models import F

from competitions.checking import rules
from competitions.checking.findings import Part, Review
from competitions.models import PriorityTask, Schedule, ScheduleEntry, ScheduleSection
from leszno_ngo.models import DataIssue, Department


def reviews(schedules, user, today):
    """A Review of each of these schedules, in their order, of what exists for the user on the day."""
    schedules = list(schedules)
    parts, tasks = parts_of(schedules, user, today), tasks_of(schedules)
    issues, expected = issues_of(schedules, user), departments_expected(schedules, user, today)
    made = []
    for schedule in schedules:
        review = Review(schedule, parts[schedule.pk])
        placed, general = issues[schedule.pk]
        for part in review.parts:
            check_part(part, schedule.year, placed[part.section.pk], bool(tasks[schedule.year]))
        review.findings += rules.of_departments(expected[schedule.pk], review.parts)
        if user.sees_everything:  # who sees a part of the rows cannot say what no row does
            rows = [entry for part in review.parts for entry in part.rows]
            review.findings += rules.of_programme(schedule.year, tasks[schedule.year], rows)
            review.findings += [rules.of_issue(issue) for issue in general]
        review.findings.tell_in_order()
        made.append(review)
    return made


def check_part(part, year, issues, has_programme):
    """`issues`: {row's pk, or None for the part itself: open issues}."""
    rounds = rules.same_rounds(part.rows)
    part.findings += rules.of_part(part)
    part.findings += [rules.of_issue(issue, part.section) for issue in issues[None]]
    for entry in part.rows:
        part.findings += rules.of_row(entry, year, issues=issues[entry.pk], rounds=rounds, has_programme=has_programme)
    part.findings.tell_in_order()


def parts_of(schedules, user, today):
    entries = ScheduleEntry.objects.with_state(today).select_related("area", "task__area", "task__programme")
    sections = ScheduleSection.objects.visible_to(user).filter(schedule__in=schedules).select_related("confirmed_by")
    found = defaultdict(list)
    for section in sections.order_by("position", "pk").with_entries(entries.order_by("position", "pk")):
        found[section.schedule_id].append(Part(section, list(section.entries.all())))
    return found


def tasks_of(schedules):
    """{year: its priority tasks}"""
    found = defaultdict(list)
    tasks = PriorityTask.objects.filter(programme__year__in={schedule.year for schedule in schedules})
    for task in tasks.select_related("programme", "area"):
        found[task.programme.year].append(task)
    return found


def issues_of(schedules, user):
    """{schedule: ({section: {row or None: open issues}}, [issues of the document as a whole])}.

    An issue of a line that is no row stands above the next row, so it belongs to that row's part.
    """
    lines = lines_of(schedules)
    open_issues = defaultdict(list)
    documents = {document for _, document in lines} | {schedule.source_id for schedule in schedules}
    for issue in DataIssue.objects.visible_to(user).open().filter(document__in=documents - {None}):
        open_issues[issue.document_id].append(issue)
    found = {schedule.pk: (defaultdict(lambda: defaultdict(list)), []) for schedule in schedules}
    for (schedule, document), rows in lines.items():
        placed, general = found[schedule]
        for issue in open_issues[document]:
            place = bisect_left(rows, (issue.line, 0, 0))
            if issue.line == 0 or place == len(rows):
                general.append(issue)
            else:
                line, section, entry = rows[place]
                placed[section][entry if line == issue.line else None].append(issue)
    return found


def lines_of(schedules):
    """{(schedule, document): [(line, section, row)] in order}: where the rows stand in the documents they came from."""
    own_document = {schedule.pk: schedule.source_id for schedule in schedules}
    found = defaultdict(list)
    for schedule, document, *row in (
        ScheduleEntry.objects.of(schedules)
        .filter(source_line__isnull=False)
        .order_by("source_line", "section", "pk")
        .values_list("section__schedule", "section__source", "source_line", "section", "pk")
    ):
        found[schedule, document or own_document[schedule]].append(tuple(row))
    return found


def departments_expected(schedules, user, today):
    """{schedule: [(department, the schedule released last that had a part of it)]} of those that exist on the day."""
    departments = Department.objects.valid_on(today)
    if not user.sees_everything:
        departments = departments.filter(members=user)
    departments = departments.in_bulk()
    parts = ScheduleSection.objects.filter(schedule__in=Schedule.objects.current(), departments__in=departments)
    by_year = defaultdict(dict)
    for section in parts.select_related("schedule").annotate(department=F("departments")).order_by("position"):
        by_year[section.schedule.year][section.department] = section.schedule
    found = {}
    for schedule in schedules:
        year = max((year for year in by_year if year <= schedule.year), default=None)
        found[schedule.pk] = [(departments[pk], last) for pk, last in by_year[year].items()]
    return found
