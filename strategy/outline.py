"""A strategy's parts under each other, with what they add up to: points of their stages and judged indicators.

Whatever the number of parts, their tasks and shares come in three queries (programmes, tasks, shares). Nothing is
averaged but a programme's progress, which has its weights.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from strategy.assessing import count_judgements
from strategy.models import Goal, Indicator, Programme, StageShare, StrategyTask
from strategy.progress import doubt_about_weights, programme_progress, task_progress


@dataclass(frozen=True, slots=True)
class Points:
    """Percentage points of tasks' stages. `tasks`: how many tasks have any planned."""

    planned: Decimal
    done: Decimal
    tasks: int

    @property
    def progress(self):
        """Percent of the planned points that are done; None where nothing was planned."""
        return task_progress([(self.planned, self.done)])


def added(several):
    several = list(several)
    return Points(
        sum((points.planned for points in several), Decimal()),
        sum((points.done for points in several), Decimal()),
        sum(points.tasks for points in several),
    )


@dataclass(frozen=True, slots=True)
class TaskOutline:
    task: StrategyTask
    points: Points
    indicators: list[Indicator]

    @property
    def counts(self):
        return counted(self.indicators)


@dataclass(frozen=True, slots=True)
class ProgrammeOutline:
    programme: Programme
    tasks: list[TaskOutline]
    own_indicators: list[Indicator]

    @property
    def progress(self):
        """Percent, by the weights of the tasks; None where it cannot be said."""
        return programme_progress((part.task.weight, part.points.progress) for part in self.tasks)

    @property
    def doubt(self):
        return doubt_about_weights(part.task.weight for part in self.tasks)

    @property
    def points(self):
        return added(part.points for part in self.tasks)

    @property
    def indicators(self):
        """With those of its tasks."""
        return [*self.own_indicators, *(row for part in self.tasks for row in part.indicators)]

    @property
    def counts(self):
        return counted(self.indicators)


@dataclass(frozen=True, slots=True)
class GoalOutline:
    goal: Goal
    programmes: list[ProgrammeOutline]
    tasks: list[TaskOutline]  # those without a programme
    own_indicators: list[Indicator]
    below: list["GoalOutline"]

    @property
    def parts(self):
        return [*self.programmes, *self.tasks, *self.below]

    @property
    def points(self):
        return added(part.points for part in self.parts)

    @property
    def indicators(self):
        """With those of everything under it."""
        return [*self.own_indicators, *(row for part in self.parts for row in part.indicators)]

    @property
    def counts(self):
        return counted(self.indicators)


def counted(indicators):
    """[(category, how many)] of indicators with_judgements, without empty categories; a count is never a mean."""
    counts = count_judgements(indicator.judgement for indicator in indicators)
    return [(category, count) for category, count in counts.items() if count]


def goals_outlined(goals, indicators):
    """The uppermost of these goals, each with all that is under it. `indicators`: of all of them, with_judgements."""
    goals = {goal.pk: goal for goal in goals}
    programmes = {row.pk: row for row in Programme.objects.filter(goal__in=goals)}
    for programme in programmes.values():
        programme.goal = goals[programme.goal_id]
    tasks = StrategyTask.objects.filter(Q(goal__in=goals) | Q(programme__goal__in=goals))
    by_programme, by_goal = defaultdict(list), defaultdict(list)
    for part in tasks_outlined(tasks, indicators):
        task = part.task
        if task.programme_id:
            task.programme = programmes[task.programme_id]
            by_programme[task.programme_id].append(part)
        else:
            task.goal = goals[task.goal_id]
            by_goal[task.goal_id].append(part)
    of_programme, of_goal = by_owner(indicators, "programme_id"), by_owner(indicators, "goal_id")
    outlined, below = defaultdict(list), defaultdict(list)
    for pk, programme in programmes.items():
        outlined[programme.goal_id].append(ProgrammeOutline(programme, by_programme[pk], of_programme[pk]))
    for goal in goals.values():
        below[goal.parent_id if goal.parent_id in goals else None].append(goal)

    def under(goal):
        rows = [under(child) for child in below[goal.pk]]
        return GoalOutline(goal, outlined[goal.pk], by_goal[goal.pk], of_goal[goal.pk], rows)

    return [under(goal) for goal in below[None]]


def programme_outlined(programme, indicators):
    parts = tasks_outlined(StrategyTask.objects.filter(programme=programme), indicators)
    for part in parts:
        part.task.programme = programme
    return ProgrammeOutline(programme, parts, by_owner(indicators, "programme_id")[programme.pk])


def tasks_outlined(tasks, indicators):
    """Each of these tasks with its points, in two queries."""
    shares, of_task = defaultdict(list), by_owner(indicators, "task_id")
    rows = StageShare.objects.filter(stage__task__in=tasks.order_by().values("pk"))
    for task, planned, done in rows.values_list("stage__task", "planned", "done"):
        shares[task].append(Points(planned, done, 0))
    return [TaskOutline(task, of_stages(shares[task.pk]), of_task[task.pk]) for task in tasks]


def of_stages(shares):
    whole = added(shares)
    return Points(whole.planned, whole.done, 1 if shares else 0)


def by_owner(indicators, owner):
    """{key of the owner: its indicators}."""
    found = defaultdict(list)
    for indicator in indicators:
        found[getattr(indicator, owner)].append(indicator)
    return found
