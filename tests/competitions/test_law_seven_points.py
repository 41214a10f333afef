"""The seven points of an announcement, art. 13(2), and what contradicts itself in them: rule R10."""

import datetime as dt
from decimal import Decimal

import pytest

from competitions.choices import Place
from competitions.law import seven_points
from competitions.law.facts import FundingLineFacts, SimilarTaskFacts
from tests.competitions.calls import (
    CLUBS,
    PUBLISHED,
    changed,
    day,
    days_around,
    lawful,
    messages,
    moment,
    published,
    told,
)

BLOCKS = "E"


@pytest.mark.parametrize(
    ("point", "changes", "field"),
    [
        (1, {"task_kind": " "}, "task_kind"),
        (2, {"total_amount": None}, "total_amount"),
        (2, {"total_amount": Decimal(0), "smallest_grant": None, "largest_grant": None}, "total_amount"),
        (2, {"total_amount": Decimal(-1), "smallest_grant": None, "largest_grant": None}, "total_amount"),
        (3, {"granting_rules": " "}, "granting_rules"),
        (4, {"implementation_start": None}, "implementation_start"),
        (4, {"implementation_end": None}, "implementation_end"),
        (4, {"conditions": "\n"}, "conditions"),
        (5, {"closes_at": None}, "closes_at"),
        (6, {"selection_procedure": " "}, "selection_procedure"),
        (6, {"criteria": ()}, "criteria"),
        (6, {"decision_due_at": None}, "decision_due_at"),
        (7, {"similar_tasks": ()}, "similar_tasks"),
    ],
)
def test_each_of_the_seven_points_is_demanded(point, changes, field):
    points = seven_points(lawful(**changes), PUBLISHED)

    assert {number for number, missing in points.items() if missing} == {point}
    assert {(found.rule, found.severity, found.field) for found in points[point]} == {("R10", BLOCKS, field)}
    assert {found.article for found in points[point]} == {f"art. 13 ust. 2 pkt {point}"}


def test_a_lawful_announcement_has_all_seven_points():
    assert seven_points(lawful(), PUBLISHED) == {point: [] for point in range(1, 8)}


def line(planned, year=2024):
    return FundingLineFacts(task_title=CLUBS, year=year, planned=planned)


@pytest.mark.parametrize(
    ("lines", "fields"),
    [
        ((), []),
        ((line(Decimal(60_000)),), []),
        ((line(Decimal(59_999)),), ["funding_lines"]),
        ((line(Decimal("60000.01")),), ["funding_lines"]),
        ((line(Decimal(60_001)),), ["funding_lines"]),
        ((line(Decimal(20_000)), line(Decimal(40_000), 2025)), []),
        ((line(Decimal(60_000)), line(None, 2025)), ["funding_lines"]),
    ],
)
def test_the_lines_of_tasks_and_years_add_up_to_the_amount(lines, fields):
    assert told(lawful(funding_lines=lines), "R10") == [(BLOCKS, field) for field in fields]


def test_the_least_amount_is_a_grosz():
    assert (
        told(lawful(total_amount=Decimal("0.01"), funding_lines=(), smallest_grant=None, largest_grant=None), "R10")
        == []
    )


def test_the_difference_of_the_amounts_is_told():
    assert messages(lawful(funding_lines=(line(Decimal(59_999)),)), "R10") == [
        "Kwoty zadań dają razem 59 999 zł, a w ogłoszeniu jest 60 000 zł. Popraw kwoty zadań albo kwotę ogłoszenia."
    ]


@pytest.mark.parametrize(
    ("smallest", "largest", "fields"),
    [
        (None, None, []),
        (None, 60_000, []),
        (60_000, None, []),
        (5_000, 5_000, []),
        (5_001, 5_000, ["smallest_grant"]),
        (5_000, 60_001, ["largest_grant"]),
        (60_001, None, ["smallest_grant"]),
    ],
)
def test_the_bounds_of_a_grant_fit_each_other_and_the_total(smallest, largest, fields):
    bounds = {"smallest_grant": smallest, "largest_grant": largest}
    competition = lawful(**{name: None if value is None else Decimal(value) for name, value in bounds.items()})

    assert told(competition, "R10") == [(BLOCKS, field) for field in fields]


def test_a_task_does_not_end_before_it_starts():
    ends = [lawful(implementation_end=date) for date in days_around(day("2024-02-01"))]

    assert [told(competition, "R10") for competition in ends] == [[(BLOCKS, "implementation_end")], [], []]


@pytest.mark.parametrize(
    ("closes_at", "fields"),
    [("2023-12-21 23:59", []), ("2023-12-22 00:00", ["closes_at"]), ("2023-12-22 00:01", [])],
)
def test_a_deadline_at_midnight_is_refused(closes_at, fields):
    competition = lawful(closes_at=moment(closes_at).astimezone(dt.UTC))

    assert told(competition, "R10") == [(BLOCKS, field) for field in fields]


def test_a_deadline_at_midnight_is_offered_as_the_last_minute_of_the_day_before():
    assert messages(lawful(closes_at=moment("2023-12-23 00:00"), confirmation_due_at=None), "R10") == [
        "Godzina 00:00 oznacza koniec poprzedniego dnia. Wpisz: piątek, 22 grudnia 2023 r., godz. 23:59, "
        "albo inną godzinę."
    ]


@pytest.mark.parametrize("field", ["confirmation_due_at", "decision_due_at"])
def test_no_other_deadline_is_at_midnight_either(field):
    competition = lawful(**{field: moment("2024-01-03 00:00")})

    assert told(competition, "R10") == [(BLOCKS, field)]
    assert messages(competition, "R10") == [
        "Godzina 00:00 oznacza koniec poprzedniego dnia. Wpisz: wtorek, 2 stycznia 2024 r., godz. 23:59, "
        "albo inną godzinę."
    ]


@pytest.mark.parametrize(("due_at", "fields"), [("11:59", ["confirmation_due_at"]), ("12:00", []), ("12:01", [])])
def test_the_signed_confirmation_is_not_due_before_the_offer(due_at, fields):
    competition = lawful(confirmation_due_at=moment(f"2023-12-22 {due_at}"))

    assert told(competition, "R10") == [(BLOCKS, field) for field in fields]


@pytest.mark.parametrize(
    ("due_at", "fields"), [("11:59", ["decision_due_at"]), ("12:00", ["decision_due_at"]), ("12:01", [])]
)
def test_offers_are_chosen_after_they_have_closed(due_at, fields):
    competition = lawful(decision_due_at=moment(f"2023-12-22 {due_at}"))

    assert told(competition, "R10") == [(BLOCKS, field) for field in fields]


def test_the_date_of_choice_is_asked_for_before_the_closing_is_known():
    assert told(lawful(closes_at=None, confirmation_due_at=None), "R10") == [(BLOCKS, "closes_at")]


def similar(year, **changes):
    return SimilarTaskFacts(
        **({"task_title": CLUBS, "year": year, "total_cost": Decimal(7), "paid": Decimal(0)} | changes)
    )


@pytest.mark.parametrize(
    ("published_on", "years"),
    [("2023-12-31", (2023, 2022)), ("2024-01-01", (2024, 2023))],
)
def test_similar_tasks_are_those_of_the_year_of_announcement_and_the_year_before(published_on, years):
    for listed in ((2022, 2023), (2023, 2024), (2021, 2022)):
        competition = lawful(
            publications=published(day(published_on)), similar_tasks=tuple(map(similar, listed)), closes_at=None
        )
        points = seven_points(competition, day("2023-12-15"))

        assert [found.message.split(" r. ")[0][-4:] for found in points[7]] == [
            str(year) for year in years if year not in listed
        ]


def test_the_first_publication_counts_for_the_year_then_the_act_then_the_day():
    tasks = (similar(2023), similar(2022))
    new_year = published(day("2024-01-02"))
    first_in_december = changed(new_year, Place.WEBSITE, published_on=day("2023-12-29"))
    facts = {"similar_tasks": tasks, "closes_at": None}

    def lacks(on, **changes):
        return len(seven_points(lawful(**(facts | changes)), day(on))[7])

    assert lacks("2024-01-02", publications=new_year) == 1
    assert lacks("2024-01-02", publications=first_in_december) == 0
    assert lacks("2024-01-02", publications=(), announced_at=moment("2023-12-31 23:59")) == 0
    assert lacks("2024-01-02", publications=(), announced_at=moment("2024-01-01 00:00").astimezone(dt.UTC)) == 1
    assert lacks("2023-12-31", publications=(), announced_at=None) == 0
    assert lacks("2024-01-01", publications=(), announced_at=None) == 1


@pytest.mark.parametrize("changes", [{"total_cost": None}, {"paid": None}])
def test_a_similar_task_needs_its_cost_and_the_grant_paid(changes):
    assert told(lawful(similar_tasks=(similar(2023), similar(2022, **changes))), "R10") == [(BLOCKS, "similar_tasks")]


def test_an_official_can_state_that_there_were_no_similar_tasks():
    none_last_year = lawful(similar_tasks=(similar(2023),), no_similar_tasks_last_year=True)
    none_this_year = lawful(similar_tasks=(similar(2022),), no_similar_tasks_this_year=True)

    assert [told(competition, "R10") for competition in (none_last_year, none_this_year)] == [[], []]


def test_a_statement_that_contradicts_the_list_is_refused():
    competition = lawful(no_similar_tasks_this_year=True)

    assert told(competition, "R10") == [(BLOCKS, "no_similar_tasks_this_year")]
    assert messages(competition, "R10") == [
        "Zaznaczono, że w 2023 r. nie było zadań tego samego rodzaju, a lista je podaje. Popraw jedno z nich."
    ]
