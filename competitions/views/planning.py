"""Planning's public pages."""

import itertools
from collections import defaultdict

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from competitions import lineage
from competitions.changes import changes, counted, grouped
from competitions.choices import CompetitionState, EntryState
from competitions.forms import EditionsForm, ScheduleFilterForm
from competitions.metadata import metadata
from competitions.models import (
    Competition,
    CooperationProgramme,
    PriorityTask,
    Schedule,
    ScheduleEntry,
    ScheduleSection,
)
from competitions.punctuality import announced
from competitions.serving import served_by_department, with_served
from leszno_ngo import clock
from leszno_ngo.models import Department
from strategy.models import Strategy

AT_ONCE = 10  # competitions that a page about something else shows; the list has all
TO_COME = (CompetitionState.OPEN, CompetitionState.ANNOUNCED)


@require_safe
def home(request):
    now, today = clock.now(), clock.today()
    entries = ScheduleEntry.objects.of(Schedule.objects.current()).for_pages(today)
    entries = entries.exclude(state_on_day=EntryState.ANNOUNCED)
    competitions = Competition.objects.public().with_state(now).filter(state_at_moment__in=TO_COME)
    running, ahead = [], []
    for entry in entries.in_window().in_plan_order().prefetch_related("section__departments"):
        (running if entry.state_on_day == EntryState.DUE_NOW else ahead).append(entry)
    return render(
        request,
        "competitions/home.html",
        {
            "now": now,
            "competitions": competitions.nearest_first().select_related("department", "area")[: AT_ONCE + 1],
            "at_once": AT_ONCE,
            "running": by_term(running),
            "ahead": by_term(ahead),
            "schedules": Schedule.objects.current(),
            "strategies": Strategy.objects.public().for_glance(today),
        },
    )


def by_term(entries):
    """Rows in plan order, gathered under one understood term each: [(first row, rows)]."""
    groups = itertools.groupby(entries, key=lambda entry: (entry.plan_start, entry.plan_end, entry.plan_kind))
    return [(rows[0], rows) for rows in (list(group) for _, group in groups)]


@require_safe
def schedules(request):
    return render(
        request, "competitions/schedules.html", {"schedules": Schedule.objects.released().select_related("document")}
    )


def released(year, **which):
    """The year's newest released edition, or the one asked for."""
    editions = Schedule.objects.released() if which else Schedule.objects.current()
    return get_object_or_404(editions.select_related("document", "source", "released_by"), year=year, **which)


@require_safe
def schedule(request, year):
    return schedule_page(request, year)


@require_safe
def edition(request, year, edition):
    return schedule_page(request, year, edition)


def schedule_page(request, year, edition=None):
    """The edition that the address names, as do those of its files; else the newest one."""
    editions = editions_of(year)
    schedule = next((one for one in editions if edition in (None, one.edition)), None)
    if schedule is None:
        raise Http404
    entries = ScheduleEntry.objects.of([schedule])
    form = ScheduleFilterForm(request.GET, schedule=schedule)
    sections = with_kept_plans(narrowed(schedule, form.apply(for_pages(entries))))
    shown = sum(len(section.entries.all()) for section in sections)
    return render(
        request,
        "competitions/schedule.html",
        {
            "schedule": schedule,
            "is_permanent": edition is not None,
            "editions": editions,
            "previous": next((other for other in editions if other.edition < schedule.edition), None),
            "form": form,
            "sections": sections,
            "shown": shown,
            "total": entries.count() if form.query() else shown,
            "metadata": metadata(schedule, editions),
        },
    )


def for_pages(entries):
    """Rows with everything their table says, also what became of them."""
    today = clock.today()
    planned = ScheduleEntry.objects.of(Schedule.objects.released()).select_related("section__schedule")
    return entries.for_pages(today).with_announcements(Competition.objects.announced_by(today), planned)


def with_kept_plans(sections):
    """The same parts; their rows, taken for_pages, say as `kept` which competitions they led to."""
    for section in sections:
        for entry in section.entries.all():
            entry.kept = announced(entry)
    return sections


def narrowed(schedule, entries):
    """The parts of the edition that hold any of these rows, with these rows alone."""
    return list(schedule.sections.filter(entries__in=entries.order_by()).distinct().with_entries(entries))


def editions_of(year):
    """All released editions of the year, the newest first."""
    editions = Schedule.objects.released().filter(year=year).order_by("-edition")
    return list(editions.select_related("document", "source", "released_by"))


@require_safe
def schedule_changes(request, year):
    """What changed between two editions of the year."""
    editions = editions_of(year)
    if not editions:
        raise Http404
    context = {"year": year, "editions": editions}
    if len(editions) > 1:
        form = EditionsForm(request.GET, editions=editions)
        before, after = form.chosen()
        found = changes(rows_to_compare(before), rows_to_compare(after))
        context |= {"form": form, "before": before, "after": after}
        context |= {"counted": counted(found), "groups": grouped(found)}
    return render(request, "competitions/changes.html", context)


def rows_to_compare(schedule):
    return ScheduleEntry.objects.of([schedule]).for_papers().prefetch_related("section__departments")


@require_safe
def schedule_part(request, year, department):
    """One department's part of the year's schedule."""
    schedule = released(year)
    department = get_object_or_404(Department, slug=department)
    entries = for_pages(ScheduleEntry.objects.all())
    sections = with_kept_plans(list(schedule.sections.filter(departments=department).with_entries(entries)))
    if not sections:
        raise Http404
    return render(
        request,
        "competitions/schedule_part.html",
        {"schedule": schedule, "department": department, "sections": sections},
    )


@require_safe
def schedule_pdf(request, year):
    return document_file(released(year))


@require_safe
def edition_pdf(request, year, edition):
    return document_file(released(year, edition=edition))


def document_file(schedule):
    document = getattr(schedule, "document", None)
    if document is None or not document.is_ready:
        raise Http404
    name = f"harmonogram-{schedule.year}-wydanie-{schedule.edition}.pdf"
    return FileResponse(document.file.open("rb"), filename=name, content_type="application/pdf")


@require_safe
def priority_years(request):
    return render(
        request, "competitions/priority_years.html", {"programmes": CooperationProgramme.objects.with_task_counts()}
    )


@require_safe
def priority_tasks(request, year):
    programme = get_object_or_404(CooperationProgramme.objects.select_related("source"), year=year)
    planned = ScheduleEntry.objects.of(Schedule.objects.current()).select_related("section__schedule")
    tasks = list(with_served(programme.tasks.for_pages(planned).with_competitions(Competition.objects.public())))
    later = list(PriorityTask.objects.of_year(year + 1))
    likely = {task: same for task, same in lineage.matches(tasks, later).items() if not same.is_decided}
    heirs = defaultdict(list)  # a task may have been split into several
    for task in later:
        heirs[task.continues_id].append(task)
    return render(
        request,
        "competitions/priority_tasks.html",
        {
            "programme": programme,
            "rows": [(task, heirs.get(task.pk, []), likely.get(task)) for task in tasks],
            "earlier_exists": CooperationProgramme.objects.filter(year=year - 1).exists(),
            "later_exists": bool(later),
        },
    )


@require_safe
def departments(request):
    return render(request, "competitions/departments.html", {"departments": Department.objects.valid_on(clock.today())})


@require_safe
def department(request, slug):
    department = get_object_or_404(Department, slug=slug)
    now = clock.now()
    sections = (
        ScheduleSection.objects.filter(departments=department, schedule__in=Schedule.objects.current())
        .select_related("schedule")
        .order_by("-schedule__year", "position")
        .with_entries(for_pages(ScheduleEntry.objects.all()))
    )
    competitions = Competition.objects.public().filter(department=department).with_state(now).nearest_first()
    return render(
        request,
        "competitions/department.html",
        {
            "department": department,
            "now": now,
            "competitions": competitions.select_related("department", "area")[: AT_ONCE + 1],
            "at_once": AT_ONCE,
            "sections": with_kept_plans(sections),
            "served": served_by_department(department),
        },
    )
