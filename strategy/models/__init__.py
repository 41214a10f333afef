"""The city's strategies: what was planned, who answers for it, and what was measured."""

from strategy.models.indicators import Indicator, IndicatorValue, NoneDeclared, Target
from strategy.models.people import Partner, Responsibility
from strategy.models.plan import Goal, Programme, Strategy
from strategy.models.tasks import BudgetLine, Stage, StageShare, StrategyTask

__all__ = [
    "BudgetLine",
    "Goal",
    "Indicator",
    "IndicatorValue",
    "NoneDeclared",
    "Partner",
    "Programme",
    "Responsibility",
    "Stage",
    "StageShare",
    "Strategy",
    "StrategyTask",
    "Target",
]
