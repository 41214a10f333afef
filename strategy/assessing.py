"""Rows of the database as the method of judging and the charts take them."""

from collections import Counter
from collections.abc import Iterable

from strategy import charts
from strategy.choices import Category, TargetKind


def reporting_year(strategy, today) -> int:
    """The last year whose values are due; of a strategy that has ended, its last one."""
    last = today.year - 1
    return min(last, strategy.period_end or last)


def judge_arguments(indicator, reporting_year: int) -> dict:
    """For `progress.judge`. A threshold that names a year is judged by the values up to that year."""
    thresholds = [target for target in indicator.targets.all() if target.kind != TargetKind.REACH]
    last = min([reporting_year, *(target.due_year for target in thresholds if target.due_year)])
    series = [value for value in indicator.series if not thresholds or value.year <= last]
    return measured(indicator, series) | {
        "direction": indicator.direction,
        "thresholds": [bounds(target) for target in thresholds],
        "kind": indicator.kind,
        "reporting_year": last,
    }


def line_of(indicator) -> charts.Chart:
    """The line of what is published. One chart has room for one threshold; of several the table tells."""
    thresholds = [bounds(target) for target in indicator.targets.all() if target.kind != TargetKind.REACH]
    return charts.indicator_line(
        **measured(indicator, indicator.series),
        name=indicator.name,
        thresholds=thresholds if len(thresholds) == 1 else (),
    )


def measured(indicator, series) -> dict:
    """What a judgement and a chart have in common."""
    return {
        "values": {value.span.key: value.value for value in series},
        "statuses": {value.span.key: value.status for value in series},
        "targets": {
            target.due_year: target.value for target in indicator.targets.all() if target.kind == TargetKind.REACH
        },
        "baseline": indicator.baseline_year,
        "unit": indicator.unit,
    }


def bounds(target) -> tuple:
    """(minimum, maximum, period) of a target to be kept; an upper bound alone stands as its value."""
    if target.kind == TargetKind.MAXIMUM:
        return None, target.value, target.period
    return target.value, target.upper, target.period


def bars_of(task) -> charts.Chart:
    shares = [share for stage in task.stages.all() for share in stage.shares.all()]
    return charts.stage_bars([(share.year, share.planned, share.done) for share in shares], name=task.title)


def count_judgements(judgements: Iterable) -> dict[Category, int]:
    """Stored judgements by the category that counts, in the order of Category; None: nothing was judged yet."""
    counts = Counter(judgement.shown if judgement else Category.NOT_JUDGED for judgement in judgements)
    return {category: counts[category] for category in Category}


def counts_of(judgements: Iterable, name: str) -> charts.Chart:
    return charts.stacked_counts(count_judgements(judgements), name=name)
