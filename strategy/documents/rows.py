"""The rows of a report: a strategy with everything under it, and what residents had been shown by a moment."""

from dataclasses import dataclass

from django.db.models import Prefetch

from strategy.models import Goal, Indicator, IndicatorJudgement, IndicatorValue, Programme, Strategy, StrategyTask

DEEPEST = 6  # level of a heading


@dataclass(frozen=True, slots=True)
class Part:
    """A goal, a programme or a task, and the level of its heading."""

    row: Goal | Programme | StrategyTask
    level: int

    @property
    def below(self):
        """The level of the headings in it."""
        return min(self.level + 1, DEEPEST)


def strategy_until(pk, moment):
    """The strategy with all its parts; of its values and judgements only those published before the moment."""
    goals = Goal.objects.select_related("source").prefetch_related(
        "responsibilities", "partners", measures(moment), tasks(moment), Prefetch("programmes", programmes(moment))
    )
    found = Strategy.objects.select_related("source").prefetch_related(measures(moment), Prefetch("goals", goals))
    strategy = found.get(pk=pk)
    forget_later_overrides(strategy, moment)
    return strategy


def forget_later_overrides(strategy, moment):
    for row in [strategy, *(part.row for part in parts_of(strategy))]:
        for indicator in row.indicators.all():
            for judgement in indicator.judgements.all():
                if judgement.override_at and judgement.override_at >= moment:
                    judgement.override_category = judgement.override_reason = ""


def programmes(moment):
    return Programme.objects.prefetch_related("responsibilities", measures(moment), tasks(moment))


def tasks(moment):
    found = StrategyTask.objects.select_related("department", "source").prefetch_related(
        "stages__shares", "responsibilities", "partners", "budget_lines", "none_declared", measures(moment)
    )
    return Prefetch("tasks", found)


def measures(moment):
    values = IndicatorValue.objects.published().filter(published_at__lt=moment)
    judgements = IndicatorJudgement.objects.filter(made_at__lt=moment)
    found = Indicator.objects.select_related("department").prefetch_related(
        "targets", Prefetch("values", values), Prefetch("judgements", judgements)
    )
    return Prefetch("indicators", found)


def parts_of(strategy, goal=None):
    """Everything under the strategy, or one goal of it and everything under that, in the order of reading."""
    below = {}
    for row in strategy.goals.all():
        below.setdefault(row.parent_id, []).append(row)

    def walk(row, level):
        yield Part(row, level)
        for programme in row.programmes.all():
            yield Part(programme, min(level + 1, DEEPEST))
            yield from (Part(task, min(level + 2, DEEPEST)) for task in programme.tasks.all())
        yield from (Part(task, min(level + 1, DEEPEST)) for task in row.tasks.all())
        for child in below.get(row.pk, []):
            yield from walk(child, min(level + 1, DEEPEST))

    roots = [row for row in strategy.goals.all() if row.pk == goal.pk] if goal else below.get(None, [])
    return [part for root in roots for part in walk(root, 2)]
