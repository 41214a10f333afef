"""The state of a competition at a moment, and of the rows of the plan that it realises."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from model_bakery import baker

from competitions.choices import CompetitionState, EntryState, FundingForm, PlanKind
from competitions.models import Competition, PriorityTask, ScheduleEntry
from tests.competitions.calls import days_around, moment

pytestmark = pytest.mark.django_db

INSTANT = dt.timedelta(microseconds=1)
OPENS, CLOSES = moment("2024-01-02 08:00"), moment("2024-01-23 12:00")
# Clocks go back on 29 October 2023 at 3:00 and forth on 31 March 2024 at 2:00.
CLOSINGS = [
    CLOSES,
    moment("2023-10-29 02:30"),
    moment("2023-10-29 02:30").replace(fold=1),
    moment("2023-10-29 23:59"),
    moment("2024-03-31 03:00"),
    moment("2024-03-31 01:59"),
    moment("2024-12-31 23:59"),
]


def announced(**changes):
    fields = {
        "year": 2024,
        "number": 1,
        "title": "Kluby",
        "form": FundingForm.SUPPORT,
        "total_amount": 1,
        "announced_at": moment("2023-01-01 09:00"),
        "closes_at": CLOSES,
    }
    return baker.make(Competition, **fields | changes)


def said(competition, now):
    """What the method and the queryset say, which must be one thing."""
    row = Competition.objects.with_state(now).get(pk=competition.pk)
    (state,) = {row.state(now), row.state_at_moment}
    assert list(Competition.objects.in_state(state, now)) == [row]
    return state


def around(instant):
    return [instant - INSTANT, instant, instant + INSTANT]


@pytest.mark.parametrize("closes_at", CLOSINGS)
def test_the_closing_moment_itself_is_open_even_when_clocks_change(closes_at):
    instant = closes_at.astimezone(dt.UTC)
    competition = announced(closes_at=closes_at)

    assert [said(competition, now) for now in around(instant)] == [
        CompetitionState.OPEN,
        CompetitionState.OPEN,
        CompetitionState.CLOSED,
    ]


def test_the_hour_that_comes_twice_closes_at_the_one_that_was_announced():
    first, second = (moment("2023-10-29 02:30").replace(fold=fold) for fold in (0, 1))

    assert said(announced(closes_at=first), second) == CompetitionState.CLOSED


def test_the_moment_may_be_told_in_any_zone():
    competition = announced()
    tokyo = CLOSES.astimezone(ZoneInfo("Asia/Tokyo"))

    assert [said(competition, now) for now in around(tokyo)] == [
        CompetitionState.OPEN,
        CompetitionState.OPEN,
        CompetitionState.CLOSED,
    ]


def test_offers_are_taken_from_the_opening_moment_on():
    competition = announced(opens_at=OPENS)

    assert [said(competition, now) for now in around(OPENS)] == [
        CompetitionState.ANNOUNCED,
        CompetitionState.OPEN,
        CompetitionState.OPEN,
    ]


@pytest.mark.parametrize("now", [OPENS - INSTANT, OPENS, CLOSES, CLOSES + INSTANT])
@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"announced_at": None}, CompetitionState.DRAFT),
        ({"announced_at": None, "closes_at": None, "number": None, "total_amount": None}, CompetitionState.DRAFT),
        ({"withdrawn_at": OPENS, "withdrawal_reason": "Błąd."}, CompetitionState.WITHDRAWN),
        ({"annulled_at": CLOSES, "annulment_reason": "no_offers"}, CompetitionState.ANNULLED),
        ({"results_published_at": CLOSES, "decided_on": dt.date(2024, 1, 23)}, CompetitionState.DECIDED),
    ],
)
def test_what_the_office_did_stands_above_the_deadlines(fields, state, now):
    assert said(announced(**{"opens_at": OPENS} | fields), now) == state


def test_a_working_copy_is_a_draft_and_no_original():
    competition = announced()
    copy = baker.make(Competition, year=2024, amends=competition, closes_at=CLOSES)

    assert said(copy, CLOSES) == CompetitionState.DRAFT
    assert list(Competition.objects.originals()) == [competition]


def test_the_public_sees_what_was_announced_and_examples_where_they_are_shown(settings):
    real, example = announced(), announced(number=2, is_example=True)
    baker.make(Competition, year=2024)
    baker.make(Competition, year=2024, amends=real)

    settings.SHOW_EXAMPLES = True
    assert set(Competition.objects.public()) == {real, example}
    settings.SHOW_EXAMPLES = False
    assert set(Competition.objects.public()) == {real}


# ── Rows of the plan ────────────────────────────────────────────────────────────────────────────────────────────────

DAY = dt.date(2024, 1, 12)


@pytest.fixture
def entry():
    """A row planned for December 2023, whose announcements the portal keeps."""
    return baker.make(
        ScheduleEntry,
        section__schedule__year=2024,
        section__schedule__announcements_kept_since=dt.date(2023, 1, 1),
        task=baker.make(PriorityTask, programme__year=2024),
        plan_kind=PlanKind.PERIOD,
        plan_unit="month",
        plan_start=dt.date(2023, 12, 1),
        plan_end=dt.date(2023, 12, 31),
    )


def state_of(entry, today):
    (state,) = {
        ScheduleEntry.objects.get(pk=entry.pk).state(today),
        ScheduleEntry.objects.with_state(today).get(pk=entry.pk).state_on_day,
    }
    return state


@pytest.mark.parametrize("announced_at", ["2024-01-12 00:00", "2024-01-12 23:59:59.999999"])
def test_a_row_is_announced_from_the_warsaw_day_of_the_announcement(entry, announced_at):
    announced(announced_at=moment(announced_at)).tasks.add(entry.task)

    assert [state_of(entry, today) for today in days_around(DAY)] == [
        EntryState.OVERDUE,
        EntryState.ANNOUNCED,
        EntryState.ANNOUNCED,
    ]


@pytest.mark.parametrize("hour", ["00:00", "23:59"])
@pytest.mark.parametrize("day", ["2023-10-29", "2024-03-31"])
def test_a_row_is_announced_on_the_right_day_when_clocks_change(entry, day, hour):
    announced_at = moment(f"{day} {hour}")
    announced(announced_at=announced_at).tasks.add(entry.task)

    around = [state_of(entry, today) == EntryState.ANNOUNCED for today in days_around(announced_at.date())]
    assert around == [False, True, True]


@pytest.mark.parametrize("kind", [PlanKind.NOT_PLANNED, PlanKind.OTHER_PROCEDURE, PlanKind.RELATIVE, PlanKind.UNPARSED])
def test_a_row_without_a_date_is_announced_too(entry, kind):
    ScheduleEntry.objects.update(plan_kind=kind, plan_start=None, plan_end=None, plan_unit="")
    announced(announced_at=moment("2024-01-12 09:00")).tasks.add(entry.task)

    assert state_of(entry, DAY) == EntryState.ANNOUNCED


@pytest.mark.parametrize(
    "fields",
    [
        {"is_example": True},
        {"year": 2023},
        {"announced_at": None},
        {"withdrawn_at": CLOSES, "withdrawal_reason": "Błąd."},
    ],
)
def test_an_example_another_years_competition_a_draft_and_a_withdrawn_one_realise_no_plan(entry, fields):
    announced(**fields).tasks.add(entry.task)

    assert state_of(entry, DAY) == EntryState.OVERDUE


def test_a_working_copy_realises_no_plan_of_its_own(entry):
    copy = baker.make(Competition, year=2024, amends=announced())
    copy.tasks.add(entry.task)

    assert state_of(entry, DAY) == EntryState.OVERDUE


@pytest.mark.parametrize(
    "fields",
    [
        {"annulled_at": CLOSES, "annulment_reason": "no_offers"},
        {"results_published_at": CLOSES, "decided_on": DAY},
    ],
)
def test_a_competition_that_came_to_an_end_had_been_announced(entry, fields):
    announced(**fields).tasks.add(entry.task)

    assert state_of(entry, DAY) == EntryState.ANNOUNCED


def test_a_row_without_a_task_and_a_row_of_another_task_are_not_announced(entry):
    announced().tasks.add(baker.make(PriorityTask, programme=entry.task.programme))
    other = baker.make(ScheduleEntry, section=entry.section, task=None)

    assert state_of(entry, DAY) == EntryState.OVERDUE
    assert state_of(other, DAY) == EntryState.UNDATED


def test_several_competitions_of_one_task_leave_one_row(entry):
    for number in (1, 2, 3):
        announced(number=number).tasks.add(entry.task)

    assert [row.state_on_day for row in ScheduleEntry.objects.with_state(DAY)] == [EntryState.ANNOUNCED]


def test_the_states_of_all_rows_take_one_query(entry, django_assert_num_queries):
    announced().tasks.add(entry.task)
    baker.make(ScheduleEntry, 50, section=entry.section, task=entry.task)

    with django_assert_num_queries(1):
        states = [row.state_on_day for row in ScheduleEntry.objects.with_state(DAY)]
    assert states == [EntryState.ANNOUNCED] * 51
