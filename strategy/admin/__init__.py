"""The officials' desk for strategies. A department's officials reach the tasks and indicators of their department."""

from strategy.admin import measures, plan

__all__ = ["measures", "plan"]
