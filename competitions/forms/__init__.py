"""The only door for data from people."""

from competitions.forms.comparing import EditionsForm
from competitions.forms.filters import ScheduleFilterForm

__all__ = ["EditionsForm", "ScheduleFilterForm"]
