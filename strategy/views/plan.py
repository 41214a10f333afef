"""Strategies, their goals, programmes and tasks."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from leszno_ngo import clock
from leszno_ngo.models import DataIssue
from strategy import progress
from strategy.choices import IndicatorKind
from strategy.models import Goal, Programme, Strategy, StrategyTask


@require_safe
def strategies(request):
    return render(
        request, "strategy/strategies.html", {"strategies": Strategy.objects.public().for_glance(clock.today())}
    )


@require_safe
def strategy(request, slug):
    found = Strategy.objects.public().with_state(clock.today()).with_tree()
    return render(request, "strategy/strategy.html", {"strategy": get_object_or_404(found, slug=slug)})


@require_safe
def goal(request, strategy, slug):
    found = Goal.objects.public().with_page()
    return render(request, "strategy/goal.html", {"goal": get_object_or_404(found, strategy__slug=strategy, slug=slug)})


@require_safe
def programme(request, strategy, slug):
    programme = get_object_or_404(Programme.objects.public().with_page(), goal__strategy__slug=strategy, slug=slug)
    tasks = [(task, progress.task_progress(shares_of(task))) for task in programme.tasks.all()]
    return render(request, "strategy/programme.html", {"programme": programme, "tasks": tasks})


def shares_of(task):
    return [(share.planned, share.done) for stage in task.stages.all() for share in stage.shares.all()]


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
            "progress": progress.task_progress(shares_of(task)),
            "kinds": indicators_by_kind(task),
            "issues": DataIssue.objects.open().public().filter(document=task.source).count(),
        },
    )


def indicators_by_kind(task):
    """Every kind with its indicators, and whether the document says there are none: [(heading, table, none said)]."""
    indicators = task.indicators.all()
    declared = {none.kind: none for none in task.none_declared.all()}
    return [
        (kind.heading, values_by_year([row for row in indicators if row.kind == kind]), declared.get(kind))
        for kind in IndicatorKind
        if kind != IndicatorKind.UNSPECIFIED or any(row.kind == kind for row in indicators)
    ]


def values_by_year(indicators):
    """The years of these indicators, and each with its value of every year or None."""
    series = [(indicator, {value.year: value for value in indicator.series}) for indicator in indicators]
    years = sorted({year for _, values in series for year in values})
    return {"years": years, "rows": [(indicator, [values.get(year) for year in years]) for indicator, values in series]}
