"""Acts of the office, one function each: guard, change, stamp, and only then the task."""

from competitions.publishing.documents import retry_document
from competitions.publishing.editions import add_parts, open_first_edition, open_next_edition, release_schedule
from competitions.publishing.parts import confirm_section, lock_for_editing, withdraw_confirmation
from competitions.publishing.years import decide_continuity, open_next_year, refuse_next_year

__all__ = [
    "add_parts",
    "confirm_section",
    "decide_continuity",
    "lock_for_editing",
    "open_first_edition",
    "open_next_edition",
    "open_next_year",
    "refuse_next_year",
    "release_schedule",
    "retry_document",
    "withdraw_confirmation",
]
