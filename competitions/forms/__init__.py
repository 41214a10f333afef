"""The only door for data from people."""

from competitions.forms.filters import ScheduleFilterForm

__all__ = ["ScheduleFilterForm"]
