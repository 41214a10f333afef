"""What serves a strategy or a part of it: priority tasks, their competitions, and the grants of each year.

A competition serves what its priority tasks serve. Its amounts are of the whole competition, counted once, and an
example is listed and never counted. A withdrawn or annulled competition gave nobody anything: it is not counted either.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import F, Prefetch, Q
from django.utils import timezone

from competitions.models import Competition, PriorityTask, Schedule, ScheduleEntry
from strategy.models import Goal, Programme, Strategy, StrategyTask

TO_GOALS = ("goals", "strategy_tasks__goal", "strategy_tasks__programme__goal")
WAYS = {  # from a priority task to what it serves; a goal is served by what serves a goal under it
    Strategy: [f"{goal}__strategy" for goal in TO_GOALS],
    Goal: [f"{goal}{above}" for goal in TO_GOALS for above in ("", "__parent", "__parent__parent")],
    Programme: ["strategy_tasks__programme"],
    StrategyTask: ["strategy_tasks"],
}


@dataclass(frozen=True, slots=True)
class Grants:
    """Competitions that count, and their money. `granted`: None while none of them is decided."""

    competitions: int
    announced: Decimal
    granted: Decimal | None
    waiting: int  # for their results


@dataclass(frozen=True, slots=True)
class Serving:
    tasks: list[PriorityTask]
    competitions: list[Competition]
    years: list[tuple[int, Grants]]
    total: Grants | None  # None where no competition counts


def serving(part, now) -> Serving:
    """For a goal, a programme or a task; two queries, whatever it is served by."""
    tasks, today = tasks_serving(part), timezone.localtime(now).date()
    planned = ScheduleEntry.objects.of(Schedule.objects.current()).with_state(today)
    competitions = Competition.objects.public().filter(pk__in=Competition.objects.filter(tasks__in=tasks).values("pk"))
    competitions = list(competitions.with_state(now).with_granted().nearest_first())
    counted = [one for one in competitions if counts(one)]
    return Serving(
        list(tasks.with_plan_said(planned).select_related("programme").order_by("-programme__year", "position")),
        competitions,
        by_year(counted),
        grants(counted) if counted else None,
    )


def tasks_serving(part):
    ways = (Q(**{way: part}) for way in WAYS[type(part)])
    return PriorityTask.objects.filter(pk__in=PriorityTask.objects.filter(reduce(or_, ways)).values("pk"))


def counts(competition):
    return not (competition.is_example or competition.withdrawn_at or competition.annulled_at)


def by_year(competitions):
    """The newest first."""
    years = defaultdict(list)
    for competition in competitions:
        years[competition.year].append(competition)
    return [(year, grants(years[year])) for year in sorted(years, reverse=True)]


def grants(competitions) -> Grants:
    decided = [one for one in competitions if one.results_published_at]
    return Grants(
        len(competitions),
        sum((one.total_amount for one in competitions), Decimal()),
        sum((one.granted or Decimal() for one in decided), Decimal()) if decided else None,
        len(competitions) - len(decided),
    )


# ── The way back ────────────────────────────────────────────────────────────────────────────────────────────────────


def with_served(tasks):
    """These priority tasks with the public goals and tasks of strategies that they serve; two queries."""
    goals = Goal.objects.public().select_related("strategy")
    strategy_tasks = StrategyTask.objects.public().with_parents()
    return tasks.prefetch_related(Prefetch("goals", goals), Prefetch("strategy_tasks", strategy_tasks))


def served_by(competition):
    """The goals and then the tasks of strategies that a competition's tasks, with_served, serve; each once."""
    tasks = competition.tasks.all()
    found = [goal for task in tasks for goal in task.goals.all()]
    found += [part for task in tasks for part in task.strategy_tasks.all()]
    return list(dict.fromkeys(found))


def served_by_department(department):
    """The public goals and tasks of strategies that a department's planned and announced tasks serve, and its own."""
    planned = Q(entries__section__departments=department, entries__section__schedule__released_at__isnull=False)
    announced = Q(competitions__in=Competition.objects.public().filter(department=department))
    tasks = PriorityTask.objects.filter(planned | announced).values("pk")
    goals = Goal.objects.public().filter(priority_tasks__in=tasks).select_related("strategy")
    own = StrategyTask.objects.public().filter(Q(department=department) | Q(priority_tasks__in=tasks))
    return [*goals.distinct(), *own.with_parents().distinct()]


# ── Of a whole strategy ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class ServingGoals:
    goals: list[tuple[Goal, Grants]]  # those that any counted competition serves
    others: int  # goals that none serves
    years: list[tuple[int, Grants]]
    total: Grants | None


def serving_goals(goals, before=None) -> ServingGoals:
    """How much each of a strategy's uppermost goals is served, those under it among it; one query.

    goals: all of a strategy, or one and those under it. A competition may serve several; the years count it once.
    before: a moment; only what had been announced and decided by then.
    """
    upward = {goal.pk: goal.parent_id for goal in goals}
    found, served = {}, defaultdict(set)
    for competition in known_before(before, competitions_with_goals(goals)):
        found[competition.pk] = competition
        for goal in (competition.goal, competition.goal_of_task, competition.goal_of_programme):
            if goal in upward:
                served[uppermost(goal, upward)].add(competition.pk)
    counted = [one for one in found.values() if counts(one)]
    kept = {one.pk for one in counted}
    top = [goal for goal in goals if goal.parent_id not in upward]
    rows = [(goal, grants([found[pk] for pk in served[goal.pk] & kept])) for goal in top if served[goal.pk] & kept]
    return ServingGoals(rows, len(top) - len(rows), by_year(counted), grants(counted) if counted else None)


def known_before(moment, competitions):
    if moment is None:
        return competitions
    announced = list(competitions.filter(announced_at__lt=moment))
    for competition in announced:
        if competition.results_published_at and competition.results_published_at >= moment:
            competition.results_published_at = None
    return announced


def competitions_with_goals(goals):
    """A row for each way from a competition to one of these goals."""
    ways = reduce(or_, (Q(**{f"tasks__{goal}__in": list(goals)}) for goal in TO_GOALS))
    return (
        Competition.objects.public()
        .filter(ways)
        .annotate(
            goal=F("tasks__goals"),
            goal_of_task=F("tasks__strategy_tasks__goal"),
            goal_of_programme=F("tasks__strategy_tasks__programme__goal"),
        )
        .with_granted()
    )


def uppermost(goal, upward):
    while upward[goal] in upward:
        goal = upward[goal]
    return goal
