"""The city's strategies: what was planned, who answers for it, what was measured, and what was made of it."""

from strategy.models.desk import Reminder, StrategyImport, ValuesImport
from strategy.models.indicators import Indicator, NoneDeclared
from strategy.models.papers import ChartDrawing, ProgressReport
from strategy.models.people import Partner, Responsibility
from strategy.models.plan import Goal, Programme, Strategy
from strategy.models.tasks import BudgetLine, Stage, StageShare, StrategyTask
from strategy.models.values import IndicatorJudgement, IndicatorValue, ReportingYear, Target

__all__ = [
    "BudgetLine",
    "ChartDrawing",
    "Goal",
    "Indicator",
    "IndicatorJudgement",
    "IndicatorValue",
    "NoneDeclared",
    "Partner",
    "Programme",
    "ProgressReport",
    "Reminder",
    "ReportingYear",
    "Responsibility",
    "Stage",
    "StageShare",
    "Strategy",
    "StrategyImport",
    "StrategyTask",
    "Target",
    "ValuesImport",
]
