"""The machine-readable sisters of a strategy's page: .csv, .xlsx and the .json that is built here.

Money, points and percent are text („60000.00”, „85.5”), days are 2024-01-31, null is „not said”. The JSON holds:

    title, url, period {start, end}, state (upcoming, in_force, ended, undated), legal_basis
    documents     title, url, open_issues: the documents it was read from
    judged        how many indicators of each category; never a mean
    indicators    of the strategy itself, as an indicator's own .json has them
    goals         kind (strategic, specific, direction), number, title, url, importance (words of the document),
                  responsible [{role, post, scope}], partners [{name, scope}], points, indicators, and under it
      programmes    number, title, url, progress (percent by the tasks' weights; null where it cannot be said), doubt
                    (about the weights), responsible, points, indicators, tasks
      tasks         without a programme; number, title, url, weight, planned_cost, department, responsible, partners,
                    points, stages [{title, printed_period, years [{year, planned, done}]}], budget [{source, year,
                    amount}], none_declared (kinds of indicators of which the document says that there are none),
                    indicators
      goals         those under it, likewise
    points        planned, done, progress: percentage points of tasks; null where nothing was planned

Keys may be added, none is renamed.
"""

from django.db.models import prefetch_related_objects
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from leszno_ngo import clock
from leszno_ngo.sheets.writing import CSV, EXCEL
from strategy import tables
from strategy.api.indicators import KEPT_FOR, indicator_data, said
from strategy.models import BudgetLine, Indicator, StageShare, Strategy
from strategy.outline import counted, goals_outlined
from strategy.views.plan import documents_of

OF_TASKS = ("department", "stages__shares", "responsibilities", "partners", "budget_lines", "none_declared")


@require_safe
@cache_control(public=True, max_age=KEPT_FOR)
@conditional_page
def strategy_sister(request, slug, kind):
    strategy = get_object_or_404(Strategy.objects.public().with_state(clock.today()), slug=slug)
    goals = list(strategy.goals.prefetch_related("responsibilities", "partners"))
    measured = Indicator.objects.within(strategy).with_owner().with_measurements().with_judgements()
    indicators = list(measured)
    outlines = goals_outlined(goals, indicators)
    own = [indicator for indicator in indicators if indicator.strategy_id]
    response = MAKERS[kind](strategy, outlines, own, request.build_absolute_uri)
    shown = "inline" if kind == "json" else "attachment"
    response.headers["Content-Disposition"] = f'{shown}; filename="{strategy.slug}.{kind}"'
    return response


def columns(strategy, outlines, own, address):
    return HttpResponse(tables.strategy_csv(tables.lines_of(outlines, own)), content_type=CSV)


def workbook(strategy, outlines, own, address):
    tasks = [part.task for part in tasks_of(outlines)]
    shares = StageShare.objects.filter(stage__task__in=tasks).select_related("stage__task")
    budget = BudgetLine.objects.filter(task__in=tasks).select_related("task")
    indicators = [*own, *(row for outline in outlines for row in outline.indicators)]
    content = tables.strategy_workbook(
        strategy,
        tables.lines_of(outlines, own),
        shares=shares.order_by("stage__task", "stage__position", "year"),
        values=[value for indicator in indicators for value in indicator.series],
        budget=budget.order_by("task", "position", "pk"),
    )
    return HttpResponse(content, content_type=EXCEL)


def json(strategy, outlines, own, address):
    tasks = tasks_of(outlines)
    prefetch_related_objects([part.task for part in tasks], *OF_TASKS)
    programmes = [part.programme for outline in walked(outlines) for part in outline.programmes]
    prefetch_related_objects(programmes, "responsibilities")
    return JsonResponse(
        strategy_data(strategy, outlines, own, address), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )


MAKERS = {"csv": columns, "xlsx": workbook, "json": json}


def walked(outlines):
    """Goals with all those under them."""
    for outline in outlines:
        yield outline
        yield from walked(outline.below)


def tasks_of(outlines):
    """Of all goals, in the order of reading."""
    found = []
    for outline in walked(outlines):
        found += [part for programme in outline.programmes for part in programme.tasks] + outline.tasks
    return found


# ── The data ────────────────────────────────────────────────────────────────────────────────────────────────────────


def strategy_data(strategy, outlines, own, address):
    indicators = [*own, *(row for outline in outlines for row in outline.indicators)]
    return {
        "title": strategy.title,
        "url": address(strategy.get_absolute_url()),
        "period": {"start": strategy.period_start, "end": strategy.period_end},
        "state": strategy.state_on_day,
        "legal_basis": strategy.legal_basis or None,
        "documents": [
            {
                "title": document.title,
                "url": address(document.get_absolute_url()),
                "open_issues": document.issue_count,
            }
            for document in documents_of(strategy)
        ],
        "judged": dict(counted(indicators)),
        "indicators": [indicator_data(indicator, address) for indicator in own],
        "goals": [goal_data(outline, address) for outline in outlines],
    }


def goal_data(outline, address):
    goal = outline.goal
    return {
        "kind": goal.kind,
        "number": goal.numeral or None,
        "title": goal.title,
        "url": address(goal.get_absolute_url()),
        "importance": goal.importance_text or None,
        "responsible": responsible(goal),
        "partners": partners(goal),
        "points": points_data(outline.points),
        "indicators": [indicator_data(indicator, address) for indicator in outline.own_indicators],
        "programmes": [programme_data(part, address) for part in outline.programmes],
        "tasks": [task_data(part, address) for part in outline.tasks],
        "goals": [goal_data(below, address) for below in outline.below],
    }


def programme_data(part, address):
    programme = part.programme
    return {
        "number": programme.number,
        "title": programme.title,
        "url": address(programme.get_absolute_url()),
        "progress": said(part.progress),
        "doubt": part.doubt or None,
        "responsible": responsible(programme),
        "points": points_data(part.points),
        "indicators": [indicator_data(indicator, address) for indicator in part.own_indicators],
        "tasks": [task_data(line, address) for line in part.tasks],
    }


def task_data(part, address):
    task = part.task
    return {
        "number": task.number,
        "title": task.title,
        "url": address(task.get_absolute_url()),
        "weight": said(task.weight),
        "planned_cost": task.planned_cost,
        "department": task.department and {"name": task.department.name, "slug": task.department.slug},
        "responsible": responsible(task),
        "partners": partners(task),
        "points": points_data(part.points),
        "stages": [stage_data(stage) for stage in task.stages.all()],
        "budget": [
            {"source": line.source_name, "year": line.year, "amount": line.amount} for line in task.budget_lines.all()
        ],
        "none_declared": [none.kind for none in task.none_declared.all()],
        "indicators": [indicator_data(indicator, address) for indicator in part.indicators],
    }


def stage_data(stage):
    return {
        "title": str(stage),
        "printed_period": stage.period_text or None,
        "years": [
            {"year": share.year, "planned": said(share.planned), "done": said(share.done)}
            for share in stage.shares.all()
        ],
    }


def points_data(points):
    if not points.tasks:
        return None
    return {"planned": said(points.planned), "done": said(points.done), "progress": said(points.progress)}


def responsible(row):
    return [{"role": one.role, "post": one.post, "scope": one.scope or None} for one in row.responsibilities.all()]


def partners(row):
    return [{"name": one.name, "scope": one.scope or None} for one in row.partners.all()]
