"""Acts of the office, one function each: ask who may, hold what changes, write, and only then have workers draw."""

from strategy.judging import judge_all
from strategy.publishing.drawings import request_drawings, request_missing_drawings
from strategy.publishing.judgements import judge_indicator, override_judgement, remove_override
from strategy.publishing.reports import issue_report
from strategy.publishing.values import check_value, delete_draft, enter_value, publish_values, send_back
from strategy.publishing.years import close_year, open_year

__all__ = [
    "check_value",
    "close_year",
    "delete_draft",
    "enter_value",
    "issue_report",
    "judge_all",
    "judge_indicator",
    "open_year",
    "override_judgement",
    "publish_values",
    "remove_override",
    "request_drawings",
    "request_missing_drawings",
    "send_back",
]
