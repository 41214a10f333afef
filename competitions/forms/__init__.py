"""The only door for data from people."""

from competitions.forms.comparing import EditionsForm
from competitions.forms.filters import CompetitionFilterForm, ResultsFilterForm, ScheduleFilterForm
from competitions.forms.small_grants import SmallGrantFilterForm

__all__ = ["CompetitionFilterForm", "EditionsForm", "ResultsFilterForm", "ScheduleFilterForm", "SmallGrantFilterForm"]
