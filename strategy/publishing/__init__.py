"""Acts of the office, one function each: ask who may, hold what changes, write, and only then have workers draw."""

from strategy.judging import judge_all, judge_indicator
from strategy.publishing.overriding import override_judgement, remove_override
from strategy.publishing.values import check_value, delete_draft, enter_value, publish_values, send_back
from strategy.publishing.years import close_year, open_year

__all__ = [
    "check_value",
    "close_year",
    "delete_draft",
    "enter_value",
    "judge_all",
    "judge_indicator",
    "open_year",
    "override_judgement",
    "publish_values",
    "remove_override",
    "send_back",
]
