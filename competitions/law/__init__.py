"""Rules R01-R32 of the act of 24 April 2003 on public benefit activity. Pure: facts and a day in, findings out.

The rules stand by act of the office: `announcing`, `amending`, `deciding` (results and annulment), `small_grants`. The
numbers of the act are dated rows in `figures.toml`; a competition is judged by those of its announcement's day.
"""

from competitions.law.checking import Act, findings, seven_points
from competitions.law.days import earliest_closing, reason_for_rest, warsaw_day
from competitions.law.figures import Figures, figures_on
from competitions.law.finding import Finding
from competitions.law.small_grants import (
    comments_until,
    publication_due,
    remarks_open_since,
    remarks_until,
    small_grant_findings,
    small_grant_state,
    year_of,
)

__all__ = [
    "Act",
    "Figures",
    "Finding",
    "comments_until",
    "earliest_closing",
    "figures_on",
    "findings",
    "publication_due",
    "reason_for_rest",
    "remarks_open_since",
    "remarks_until",
    "seven_points",
    "small_grant_findings",
    "small_grant_state",
    "warsaw_day",
    "year_of",
]
