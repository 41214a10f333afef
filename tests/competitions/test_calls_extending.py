"""A deadline put off: who, when, why, and all or nothing; also while a change is being prepared."""

import pytest

from competitions import publishing
from competitions.choices import AmendmentKind
from competitions.publishing import Refused
from tests.competitions.calls import moment
from tests.competitions.drafts import (
    AMENDED,
    CLOSED,
    PUT_OFF,
    amend,
    announced,
    change,
    extend,
    in_three_places,
    refusal,
    stored,
    warnings,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def competition(coordinator):
    return announced(coordinator)


@pytest.fixture
def copy(competition, coordinator):
    return publishing.open_amendment(competition, by=coordinator)


def test_an_extension_moves_the_deadline_and_says_why(competition, official):
    amendment = extend(competition, official)

    amendment.refresh_from_db()
    assert (amendment.kind, amendment.reason) == (AmendmentKind.EXTENSION, "Awaria generatora.")
    assert (amendment.made_by, amendment.made_at) == (official, AMENDED)
    assert (amendment.old_closes_at, amendment.new_closes_at) == (moment("2023-12-22 12:00"), PUT_OFF)
    row = stored(competition)
    assert (row.closes_at, row.confirmation_due_at) == (PUT_OFF, moment("2023-12-27 15:30"))
    assert row.decision_due_at == moment("2024-01-15 15:30")
    assert row.history.first().history_change_reason == "Awaria generatora."
    assert competition.announcements.get(version=2).amendment == amendment
    assert amendment.publications.count() == 3


@pytest.mark.parametrize("closes_at", [moment("2023-12-22 11:59"), moment("2023-12-22 12:00")])
def test_an_extension_is_later_than_what_was(competition, coordinator, closes_at):
    assert refusal(lambda: extend(competition, coordinator, closes_at=closes_at)) == [
        "Przedłużenie musi kończyć się później niż dotychczasowy nabór."
    ]


def test_the_same_extension_twice_is_refused(competition, coordinator):
    opened_before = stored(competition)
    extend(competition, coordinator)

    assert refusal(lambda: extend(opened_before, coordinator)) == [
        "Przedłużenie musi kończyć się później niż dotychczasowy nabór."
    ]


def test_an_extension_into_the_past_is_refused(competition, coordinator):
    closes_at = moment("2023-12-23 12:00")

    assert refusal(lambda: extend(competition, coordinator, closes_at=closes_at, now=closes_at)) == [
        "Termin składania ofert już minął: sobota, 23\N{NO-BREAK SPACE}grudnia 2023\N{NO-BREAK SPACE}r., "
        "godz.\N{NO-BREAK SPACE}12:00. Ustaw późniejszy."
    ]


def test_an_extension_past_the_choice_says_what_else_must_move(competition, coordinator):
    closes_at = moment("2024-01-16 12:00")

    assert refusal(lambda: extend(competition, coordinator, closes_at=closes_at, confirmation_due_at=None)) == [
        "Termin potwierdzenia oferty mija przed terminem składania ofert. Ustaw go na ten sam dzień albo później.",
        "Termin wyboru ofert nie jest późniejszy niż termin ich składania. Ustaw późniejszy.",
    ]
    moments = {"confirmation_due_at": closes_at, "decision_due_at": moment("2024-02-01 12:00")}
    extend(competition, coordinator, closes_at=closes_at, **moments)
    assert stored(competition).decision_due_at == moments["decision_due_at"]


def test_after_an_outage_in_the_last_hour_a_closed_competition_opens_again_with_a_reason(competition, coordinator):
    with pytest.raises(Refused) as refused:
        extend(competition, coordinator, now=CLOSED, publications=in_three_places(CLOSED.date()))
    accepted = {one.key: "Generator nie działał do końca naboru." for one in refused.value.findings}

    extend(competition, coordinator, now=CLOSED, publications=in_three_places(CLOSED.date()), accepted=accepted)

    assert stored(competition).state(CLOSED) == "open"


@pytest.mark.parametrize("act", [extend, lambda row, by: publishing.open_amendment(row, by=by)])
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"withdrawn_at": CLOSED, "withdrawal_reason": "Błąd."},
            "Ten konkurs wycofano. Jego ogłoszenia nikt już nie zmieni.",
        ),
        (
            {"annulled_at": CLOSED, "annulment_reason": "no_offers"},
            "Ten konkurs unieważniono. Jego ogłoszenia nikt już nie zmieni.",
        ),
        (
            {"results_published_at": CLOSED, "decided_on": CLOSED.date()},
            "Wyniki tego konkursu są już ogłoszone. Możesz zmienić wyniki, a nie ogłoszenie.",
        ),
    ],
)
def test_what_came_to_an_end_is_not_changed(competition, coordinator, fields, sentence, act):
    change(competition, **fields)

    assert refusal(lambda: act(competition, coordinator)) == [sentence]


# ── The announcement changed while its change was prepared ──────────────────────────────────────────────────────────


def test_an_extension_moves_a_change_under_way_along(competition, copy, coordinator):
    change(copy, conditions="Inne")
    extend(competition, coordinator)
    copy.refresh_from_db()
    assert (copy.closes_at, copy.confirmation_due_at) == (PUT_OFF, moment("2023-12-27 15:30"))

    amend(copy, coordinator)

    assert (stored(competition).closes_at, stored(competition).conditions) == (PUT_OFF, "Inne")


def test_an_extension_leaves_a_deadline_that_the_change_has_chosen(competition, copy, coordinator):
    chosen = moment("2024-01-04 12:00")
    change(copy, closes_at=chosen, confirmation_due_at=None)

    extend(competition, coordinator)

    copy.refresh_from_db()
    assert (copy.closes_at, copy.confirmation_due_at) == (chosen, None)
    amendment = amend(copy, coordinator)
    assert (amendment.old_closes_at, amendment.new_closes_at) == (PUT_OFF, chosen)


def test_a_change_that_would_take_an_extension_back_is_told(competition, copy, coordinator):
    change(copy, closes_at=moment("2023-12-26 12:00"), confirmation_due_at=None)
    extend(competition, coordinator)

    told = [one.message for one in warnings(copy) if "skraca" in one.message]

    assert len(told) == 1
