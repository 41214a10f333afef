"""Acts of the office, one function each: guard, change, stamp, and only then the task."""

from competitions.publishing.amending import (
    amend,
    discard_amendment,
    extend_deadline,
    findings_of_amendment,
    open_amendment,
)
from competitions.publishing.announcing import announce
from competitions.publishing.deciding import annul, change_results, publish_results, withdraw
from competitions.publishing.drafts import delete_draft, draft_from_competition, draft_from_entry
from competitions.publishing.editions import add_parts, open_first_edition, open_next_edition, release_schedule
from competitions.publishing.guarding import Refused, findings_of, warnings_to_accept
from competitions.publishing.parts import confirm_section, lock_for_editing, withdraw_confirmation
from competitions.publishing.recording import record_publication
from competitions.publishing.years import decide_continuity, open_next_year, refuse_next_year

__all__ = [
    "Refused",
    "add_parts",
    "amend",
    "announce",
    "annul",
    "change_results",
    "confirm_section",
    "decide_continuity",
    "delete_draft",
    "discard_amendment",
    "draft_from_competition",
    "draft_from_entry",
    "extend_deadline",
    "findings_of",
    "findings_of_amendment",
    "lock_for_editing",
    "open_amendment",
    "open_first_edition",
    "open_next_edition",
    "open_next_year",
    "publish_results",
    "record_publication",
    "refuse_next_year",
    "release_schedule",
    "warnings_to_accept",
    "withdraw",
    "withdraw_confirmation",
]
