"""Strategies, their goals, programmes and tasks."""

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from leszno_ngo import clock
from leszno_ngo.models import SourceDocument
from strategy import progress
from strategy.assessing import bars_of
from strategy.choices import IndicatorKind, StrategyState
from strategy.drawing import drawing_of, summary_of
from strategy.models import Goal, Indicator, Programme, ProgressReport, Strategy, StrategyTask
from strategy.outline import counted, goals_outlined, programme_outlined


@require_safe
def strategies(request):
    found = list(Strategy.objects.public().for_glance(clock.today()))
    ended = [one for one in found if one.state_on_day == StrategyState.ENDED]
    current = [one for one in found if one.state_on_day != StrategyState.ENDED]
    return render(request, "strategy/strategies.html", {"current": current, "ended": ended})


@require_safe
def strategy(request, slug):
    found = Strategy.objects.public().with_state(clock.today()).select_related("source")
    strategy = get_object_or_404(found, slug=slug)
    goals = list(strategy.goals.prefetch_related("responsibilities"))
    indicators = list(Indicator.objects.within(strategy).with_judgements())
    return render(
        request,
        "strategy/strategy.html",
        {
            "strategy": strategy,
            "goals": goals,
            "outlines": goals_outlined(goals, indicators),
            "indicators": [indicator for indicator in indicators if indicator.strategy_id],
            "documents": documents_of(strategy),
            "reports": reports_of(strategy),
            **judged(strategy, indicators),
        },
    )


def documents_of(strategy):
    """The documents that the strategy's parts come from, with the number of open data issues of each; one query."""
    owners = ("strategies", "goals__strategy", "strategy_tasks__goal__strategy")
    ways = Q(strategy_tasks__programme__goal__strategy=strategy)
    for owner in owners:
        ways |= Q(**{owner: strategy})
    found = SourceDocument.objects.public().filter(pk__in=SourceDocument.objects.filter(ways).values("pk"))
    return found.annotate(issue_count=Count("issues", filter=Q(issues__is_public=True, issues__resolved_at=None)))


def reports_of(strategy):
    """Their words stay on their own pages."""
    reports = ProgressReport.objects.public().filter(strategy=strategy).select_related("strategy", "goal")
    return reports.defer("content")


def judged(row, indicators):
    """How the indicators of this row and of all under it are judged: in numbers, and drawn."""
    chart = summary_of(row, indicators)
    return {"indicator_count": len(indicators), "counts": counted(indicators), "drawing": drawing_of(chart)}


@require_safe
def goal(request, strategy, slug):
    goals = Goal.objects.public().filter(strategy__slug=strategy).down_from(slug).with_page()
    goal = next((goal for goal in goals if goal.slug == slug), None)
    if goal is None:
        raise Http404
    indicators = list(Indicator.objects.within(goal).with_judgements())
    outline = next(outline for outline in goals_outlined(goals, indicators) if outline.goal == goal)
    return render(
        request,
        "strategy/goal.html",
        {
            "goal": goal,
            "outline": outline,
            "reports": reports_of(goal.strategy).filter(goal=goal),
            **judged(goal, indicators),
        },
    )


@require_safe
def programme(request, strategy, slug):
    programme = get_object_or_404(Programme.objects.public().with_page(), goal__strategy__slug=strategy, slug=slug)
    indicators = list(Indicator.objects.within(programme).with_judgements())
    return render(
        request,
        "strategy/programme.html",
        {
            "programme": programme,
            "outline": programme_outlined(programme, indicators),
            **judged(programme, indicators),
        },
    )


@require_safe
def strategy_task(request, strategy, slug):
    found = StrategyTask.objects.public().in_strategy(strategy).with_page()
    task = get_object_or_404(found, slug=slug)
    shares = [share for stage in task.stages.all() for share in stage.shares.all()]
    years = progress.years_of_task((share.year, share.planned, share.done) for share in shares)
    by_stage = {(share.stage_id, share.year): share for share in shares}
    return render(
        request,
        "strategy/task.html",
        {
            "task": task,
            "years": years,
            "stages": [(stage, [by_stage.get((stage.pk, year.year)) for year in years]) for stage in task.stages.all()],
            "progress": progress.task_progress((share.planned, share.done) for share in shares),
            "kinds": indicators_by_kind(task),
            "counts": counted(task.indicators.all()),
            "drawing": drawing_of(bars_of(task)),
        },
    )


def indicators_by_kind(task):
    """[(heading of a kind, table of its indicators, the word by which the document says that there are none)]."""
    indicators = task.indicators.all()
    return [
        (kind.heading, values_by_year([row for row in indicators if row.kind == kind]), getattr(task, f"none_{kind}"))
        for kind in IndicatorKind
        if kind != IndicatorKind.UNSPECIFIED or any(row.kind == kind for row in indicators)
    ]


def values_by_year(indicators):
    """The spans over which these indicators were measured, and each with its value of every span or None."""
    series = [(indicator, {value.span: value for value in indicator.series}) for indicator in indicators]
    spans = sorted({span for _, values in series for span in values})
    return {"spans": spans, "rows": [(indicator, [values.get(span) for span in spans]) for indicator, values in series]}
