"""What came of a year: results of its competitions, and how its plan was kept."""

from collections import defaultdict

from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from competitions.choices import ResultState
from competitions.forms import ResultsFilterForm
from competitions.models import Competition, ResultEntry, Schedule, ScheduleEntry
from competitions.punctuality import planned_row, summary
from leszno_ngo import clock

ON_A_PAGE = 50


@require_safe
def results_years(request):
    funded = Q(results__state=ResultState.FUNDED, is_example=False)
    decided = Competition.objects.public().filter(results_published_at__isnull=False).order_by("-year")
    years = decided.values("year").annotate(
        competitions=Count("pk", distinct=True), granted=Sum("results__granted", filter=funded)
    )
    plans = Schedule.objects.current().values_list("year", flat=True)
    return render(request, "competitions/results_years.html", {"years": years, "plans": plans})


@require_safe
def results_of_year(request, year):
    decided = decided_in(year)
    if not decided.exists():
        return none_yet(request, year)
    form = ResultsFilterForm(request.GET, competitions=decided)
    results = form.apply(results_in(decided))
    page = Paginator(results, ON_A_PAGE).get_page(form.page)
    real = results.real()
    return render(
        request,
        "competitions/results_of_year.html",
        {
            "year": year,
            "form": form,
            "page": page,
            "totals": real.totals(),
            "by_department": real.totals_by("competition__department__name"),
            "by_area": real.totals_by("competition__area__name"),
            "has_examples": any(entry.competition.is_example for entry in page),
        },
    )


def none_yet(request, year):
    """The year's competitions while all of them wait for their results; 404 where there are none."""
    now = clock.now()
    competitions = Competition.objects.public().filter(year=year).with_state(now).nearest_first()
    competitions = list(competitions.select_related("department", "area"))
    if not competitions:
        raise Http404
    context = {"year": year, "competitions": competitions, "now": now}
    return render(request, "competitions/results_none_yet.html", context)


def decided_in(year):
    """The competitions of the budget year whose results are published."""
    return Competition.objects.public().filter(year=year, results_published_at__isnull=False)


def results_in(competitions):
    """Their offers, as lists have them."""
    offers = ResultEntry.objects.public().filter(competition__in=competitions)
    offers = offers.select_related("competition__department", "competition__area")
    return offers.order_by("competition__number", "competition", "position", "pk")


# ── Punctuality ─────────────────────────────────────────────────────────────────────────────────────────────────────


@require_safe
def punctuality(request, year):
    """How each department kept the year's plan of announcements."""
    schedule = get_object_or_404(Schedule.objects.current(), year=year)
    entries = ScheduleEntry.objects.of([schedule]).for_papers().with_state(clock.today()).select_related("task")
    planned = ScheduleEntry.objects.of(Schedule.objects.released()).select_related("section__schedule")
    entries = entries.with_announcements(Competition.objects.announced_by(clock.today()), planned)
    rows = defaultdict(list)
    for entry in entries.prefetch_related("section__departments"):
        rows[entry.section].append(planned_row(entry))
    parts = [(section, section_rows, summary(section_rows)) for section, section_rows in rows.items()]
    return render(
        request,
        "competitions/punctuality.html",
        {
            "schedule": schedule,
            "parts": parts,
            "whole": summary(row for _, section_rows, _ in parts for row in section_rows),
        },
    )
