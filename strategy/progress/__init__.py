"""The arithmetic of strategies: points done of those planned, and what the indicators say. Pure: no database, no clock.

Decimals in and out, exact fractions inside, never a binary fraction; only words that people read are rounded, half up.
"""

from strategy.progress.judging import METHOD_VERSION, Judgement, Override, count_by_category, judge, overridden
from strategy.progress.points import (
    YearOfTask,
    doubt_about_weights,
    programme_progress,
    task_progress,
    years_of_task,
)
from strategy.progress.saying import rounded
from strategy.progress.trends import Trend

__all__ = [
    "METHOD_VERSION",
    "Judgement",
    "Override",
    "Trend",
    "YearOfTask",
    "count_by_category",
    "doubt_about_weights",
    "judge",
    "overridden",
    "programme_progress",
    "rounded",
    "task_progress",
    "years_of_task",
]
