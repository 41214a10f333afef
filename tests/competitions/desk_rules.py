"""The rule of every address of the desk beside the stock ones: whose rows stand in it, and who gets what there."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType

from competitions.models import (
    Announcement,
    Attachment,
    Competition,
    CooperationProgramme,
    ResultsImport,
    Schedule,
    ScheduleDocument,
    ScheduleImport,
    ScheduleSection,
)
from leszno_ngo.models import User
from strategy.models import (
    IndicatorJudgement,
    ProgressReport,
    Reminder,
    ReportingYear,
    StrategyImport,
    ValuesImport,
)
from tests.competitions.two_departments import Changing, Closed, Decided, Draft, Unanswered


@dataclass(frozen=True)
class Page:
    """What those who are signed in get when they open an address beside the stock ones."""

    of: tuple = ()  # the models of the rows that stand in it
    official: int = 200  # for own rows
    auditor: int = 200
    needs_both_factors: bool = True


PAGES = {
    "index": Page(),
    "app_list": Page(of=("competitions",)),
    "login": Page(official=302, auditor=302, needs_both_factors=False),
    "logout": Page(official=405, auditor=405, needs_both_factors=False),
    "password_change": Page(),
    "password_change_done": Page(),
    "second_factor": Page(needs_both_factors=False),
    "second_factor_code": Page(official=302, auditor=302, needs_both_factors=False),
    "second_factor_phone": Page(official=302, auditor=302, needs_both_factors=False),
    "autocomplete": Page(official=403, auditor=403),  # nobody says which field asks
    "jsi18n": Page(),
    "view_on_site": Page(of=(ContentType, Schedule), official=404, auditor=404),  # no public page has these numbers
    "auth_user_password_change": Page(of=(User,), official=403, auditor=403),
    "competitions_cooperationprogramme_continuity": Page(of=(CooperationProgramme,)),
    "competitions_schedule_next_year": Page(of=(Schedule,), official=403, auditor=403),
    "competitions_schedule_overview": Page(of=(Schedule,)),
    "competitions_schedule_paper": Page(of=(Schedule,), official=405, auditor=405),
    "competitions_schedule_parts": Page(of=(Schedule,), official=403, auditor=403),
    "competitions_schedule_release": Page(of=(Schedule,), official=403, auditor=403),
    "competitions_schedule_working_copy": Page(of=(Schedule,)),
    "competitions_schedulesection_confirm": Page(of=(ScheduleSection,), official=405, auditor=405),
    "competitions_schedulesection_withdraw": Page(of=(ScheduleSection,), official=405, auditor=405),
    "competitions_schedule_import": Page(of=(Schedule,), auditor=404),
    "competitions_schedule_import_preview": Page(of=(Schedule, ScheduleImport)),
    "competitions_schedule_import_discard": Page(of=(Schedule, ScheduleImport), auditor=404),
    "competitions_schedule_import_file": Page(of=(Schedule, ScheduleImport)),
    "competitions_schedule_source": Page(of=(Schedule,), official=404, auditor=404),  # this one has none
    "competitions_schedulesection_source": Page(of=(ScheduleSection,)),
    "competitions_schedulesection_table": Page(of=(ScheduleSection,)),
    "competitions_schedulesection_term": Page(of=(ScheduleSection,)),
    "competitions_announcement_batch": Page(of=("6a7e6c0f-6b1f-4a49-9d7c-1f5a7c2b9d11",), official=404, auditor=404),
    "competitions_scheduledocument_batch": Page(
        of=("6a7e6c0f-6b1f-4a49-9d7c-1f5a7c2b9d11",), official=404, auditor=404
    ),
    "competitions_scheduledocument_retry": Page(of=(ScheduleDocument,), official=405, auditor=405),
    "strategy_reminder_retry": Page(of=(Reminder,), official=405, auditor=405),
    "strategy_strategyimport_upload": Page(official=403, auditor=403),
    "strategy_strategyimport_preview": Page(of=(StrategyImport,), official=403),
    "strategy_strategyimport_discard": Page(of=(StrategyImport,), official=403, auditor=403),
    "strategy_strategyimport_file": Page(of=(StrategyImport,), official=403),
    "strategy_values_grid": Page(of=(2023,)),
    "strategy_values_sheet": Page(of=(2023,)),
    "strategy_values_import": Page(of=(2023,), auditor=403),
    "strategy_values_import_preview": Page(of=(2023, ValuesImport)),
    "strategy_values_import_discard": Page(of=(2023, ValuesImport), auditor=403),
    "strategy_values_import_file": Page(of=(2023, ValuesImport)),
    "strategy_indicatorjudgement_override": Page(of=(IndicatorJudgement,), official=403, auditor=403),
    "strategy_reportingyear_turn": Page(of=(ReportingYear,), official=403, auditor=403),
    "strategy_progressreport_batch": Page(of=("6a7e6c0f-6b1f-4a49-9d7c-1f5a7c2b9d11",), official=404, auditor=404),
    "strategy_progressreport_retry": Page(of=(ProgressReport,), official=405, auditor=405),
    "competitions_announcement_retry": Page(of=(Announcement,), official=405, auditor=405),
    "competitions_competition_amend": Page(of=(Changing,), auditor=403),
    "competitions_competition_amend_discard": Page(of=(Changing,), auditor=403),
    "competitions_competition_amend_open": Page(of=(Competition,), auditor=403),
    "competitions_competition_announce": Page(of=(Draft,), auditor=403),
    "competitions_competition_annul": Page(of=(Unanswered,), auditor=403),
    "competitions_competition_attachment": Page(of=(Competition, Attachment)),
    "competitions_competition_composer": Page(of=(Draft,)),
    "competitions_competition_delete_draft": Page(of=(Draft,), auditor=403),
    "competitions_competition_extend": Page(of=(Competition,), auditor=403),
    "competitions_competition_preview": Page(of=(Draft,)),
    "competitions_competition_preview_pdf": Page(of=(Draft,)),
    "competitions_competition_publications": Page(of=(Competition,)),
    "competitions_competition_record": Page(of=(Competition,)),
    "competitions_competition_results": Page(of=(Closed,)),
    "competitions_competition_results_change": Page(of=(Decided,), auditor=403),
    "competitions_competition_results_import": Page(of=(Closed,), auditor=403),
    "competitions_competition_results_import_discard": Page(of=(Closed, ResultsImport), auditor=403),
    "competitions_competition_results_import_file": Page(of=(Closed, ResultsImport)),
    "competitions_competition_results_import_preview": Page(of=(Closed, ResultsImport)),
    "competitions_competition_results_publish": Page(of=(Closed,), auditor=403),
    "competitions_competition_results_template": Page(of=(Closed,)),
    "competitions_competition_section": Page(of=(Draft, "identity"), auditor=403),
    "competitions_competition_start": Page(auditor=403),
    "competitions_competition_term": Page(of=(Draft,)),
    "competitions_competition_withdraw": Page(of=(Competition,), auditor=403),
}
# What tells nothing of its row.
SAYING_NOTHING = {"competitions_competition_term", "competitions_schedulesection_term"}
READ_BY_AUDITORS = "competitions_competition_"  # the beginning of the names of pages without any button for them
# Forms that a browser sends with a file or with what the desk asks only there; their own tests try them.
SENDING_NOTHING_ALONE = {"competitions_competition_results_import", "strategy_indicatorjudgement_override"}
