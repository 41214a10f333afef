"""The arithmetic of strategies: points done of those planned, and what the indicators say. Pure: no database, no clock.

Decimals in and out, exact fractions inside, never a binary fraction; only words that people read are rounded, half up.
"""

from strategy.progress.points import (
    YearOfTask,
    doubt_about_weights,
    programme_progress,
    task_progress,
    years_of_task,
)
from strategy.progress.saying import rounded

__all__ = [
    "YearOfTask",
    "doubt_about_weights",
    "programme_progress",
    "rounded",
    "task_progress",
    "years_of_task",
]
