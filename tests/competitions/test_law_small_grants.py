"""The rules of small grants, art. 19a, at their last day and złoty."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from competitions.choices import Place, PublicationSubject
from competitions.law import (
    comments_until,
    remarks_open_since,
    remarks_until,
    small_grant_findings,
    small_grant_state,
)
from tests.competitions.calls import changed, day, days_around, published, small_grant

WARNS, BLOCKS, INFORMS = "W", "E", "I"
PLENTY = Decimal(1_000_000)
PLACES = [(Place.BIP, "bip_on"), (Place.NOTICE_BOARD, "notice_board_on"), (Place.WEBSITE, "website_on")]
DUE = day("2026-03-11")  # seven working days after Monday, 2 March


def told(grant, rule, on=DUE, others=(), planned_grants=PLENTY):
    found = small_grant_findings(grant, on, others=others, planned_grants=planned_grants)
    return [(finding.severity.value, finding.field) for finding in found if finding.rule == rule]


def messages(grant, rule, on=DUE, others=(), planned_grants=PLENTY):
    found = small_grant_findings(grant, on, others=others, planned_grants=planned_grants)
    return [finding.message.replace("\N{NO-BREAK SPACE}", " ") for finding in found if finding.rule == rule]


def test_a_grant_at_every_limit_is_lawful():
    assert small_grant_findings(small_grant(), DUE, planned_grants=Decimal(50_000)) == []


# R28


@pytest.mark.parametrize(
    ("requested", "granted", "fields"),
    [
        ("9999", None, []),
        ("10000", None, []),
        ("10000.01", None, ["granted"]),
        ("10001", None, ["granted"]),
        ("15000", "10000", []),
        ("10000", "10001", ["granted"]),
        ("10001", "0", []),
    ],
)
def test_a_small_grant_is_10_000_zloty_at_most(requested, granted, fields):
    grant = small_grant(requested=Decimal(requested), granted=None if granted is None else Decimal(granted))

    assert told(grant, "R28") == [(BLOCKS, field) for field in fields]


def test_the_limit_of_one_grant_is_told():
    assert messages(small_grant(granted=Decimal(10_001)), "R28") == [
        "Mały grant to najwyżej 10 000 zł, a ten ma 10 001 zł. Zmniejsz kwotę albo ogłoś konkurs."
    ]


@pytest.mark.parametrize(
    ("start", "last"),
    [
        ("2026-05-01", "2026-07-29"),
        ("2026-03-01", "2026-05-29"),
        ("2026-09-01", "2026-11-29"),
        ("2026-11-15", "2027-02-12"),
        ("2024-01-01", "2024-03-30"),
        ("2025-01-01", "2025-03-31"),
    ],
)
def test_its_task_lasts_90_days_at_most_both_ends_counted(start, last):
    """Across the clock changes, a year's end and a leap day."""
    grants = [small_grant(implementation_start=day(start), implementation_end=end) for end in days_around(day(last))]

    assert [told(grant, "R28") for grant in grants] == [[], [], [(BLOCKS, "implementation_end")]]


def test_the_last_possible_day_of_the_task_is_told():
    assert messages(small_grant(implementation_end=day("2026-07-31")), "R28") == [
        "Zadanie trwa 92 dni, a może najwyżej 90. Skróć je do 29 lipca 2026 r. albo ogłoś konkurs."
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"implementation_start": None}, "implementation_start"),
        ({"implementation_end": None}, "implementation_start"),
        ({"implementation_end": day("2026-04-30")}, "implementation_end"),
    ],
)
def test_its_task_has_its_dates_in_order(changes, field):
    assert told(small_grant(**changes), "R28") == [(BLOCKS, field)]


def test_a_task_of_one_day_is_allowed():
    assert told(small_grant(implementation_end=day("2026-05-01")), "R28") == []


# R29


@pytest.mark.parametrize(("place", "field"), PLACES)
def test_the_offer_is_published_in_seven_working_days_in_each_place(place, field):
    days = [
        small_grant(publications=changed(published(day("2026-03-03")), place, published_on=date))
        for date in days_around(DUE)
    ]

    assert [told(grant, "R29") for grant in days] == [[], [], [(WARNS, field)]]
    assert messages(days[2], "R29") == [
        f"Ofertę zamieszczono 1 dzień po terminie (11 marca 2026 r.): {place.label}. Popraw datę albo podaj powód."
    ]


@pytest.mark.parametrize(("place", "field"), PLACES)
def test_an_offer_that_is_not_published_is_late_from_the_day_after(place, field):
    grant = small_grant(publications=changed(small_grant().publications, place, published_on=None))

    assert [told(grant, "R29", on=on) for on in days_around(DUE)] == [
        [(INFORMS, field)],
        [(INFORMS, field)],
        [(BLOCKS, field)],
    ]
    assert messages(grant, "R29", on=DUE) == [f"Zamieść ofertę do 11 marca 2026 r. w miejscu: {place.label}."]
    assert messages(grant, "R29", on=day("2026-03-12")) == [
        f"Oferty nie zamieszczono w miejscu: {place.label}; termin minął 11 marca 2026 r. Zamieść ją teraz."
    ]


def test_the_offer_is_not_published_before_it_came():
    days = [small_grant(publications=published(date)) for date in days_around(day("2026-03-02"))]

    assert [told(grant, "R29") for grant in days] == [[(BLOCKS, field) for _, field in PLACES], [], []]


def test_the_offer_stays_for_seven_days():
    days = [small_grant(publications=published(DUE, shown_until=date)) for date in days_around(day("2026-03-18"))]

    assert [told(grant, "R29") for grant in days] == [[(BLOCKS, "shown_until")] * 3, [], []]
    assert messages(days[0], "R29")[0] == (
        "Oferta ma być widoczna co najmniej do 18 marca 2026 r. (Biuletyn Informacji Publicznej). Popraw datę."
    )


def test_an_offer_that_is_still_shown_is_not_taken_down_too_early():
    assert told(small_grant(publications=published(DUE)), "R29") == []


def test_another_publication_does_not_stand_for_the_offers():
    grant = small_grant(publications=published(DUE, PublicationSubject.RESULTS))

    assert told(grant, "R29") == [(INFORMS, field) for _, field in PLACES]


@pytest.mark.parametrize(("granted", "sentences"), [(None, 3), (1, 3), (0, 0)])
def test_an_offer_that_was_refused_needs_no_publication(granted, sentences):
    grant = small_grant(granted=granted, publications=())

    assert told(grant, "R29", on=day("2026-12-31")) == [(BLOCKS, field) for _, field in PLACES[:sentences]]


# Remarks and states


def test_remarks_may_be_made_for_seven_days_from_the_last_place():
    published_last = changed(published(day("2026-03-09")), Place.NOTICE_BOARD, published_on=day("2026-03-11"))

    assert remarks_until(small_grant(publications=published_last)) == day("2026-03-18")


def test_the_last_day_for_remarks_is_a_working_day():
    """Seven days after Wednesday, 24 December 2025 is New Year's Eve; after Thursday the 25th New Year's Day."""
    days = [remarks_until(small_grant(publications=published(day(text)))) for text in ("2025-12-24", "2025-12-25")]

    assert days == [day("2025-12-31"), day("2026-01-02")]


@pytest.mark.parametrize("place", [place for place, _ in PLACES])
def test_the_time_for_remarks_has_not_begun_while_a_place_is_missing(place):
    grant = small_grant(publications=changed(small_grant().publications, place, published_on=None))

    assert remarks_until(grant) is None


def test_the_earliest_open_publication_is_the_first_whose_remarks_still_run():
    for number in range(60):
        on = day("2025-12-01") + dt.timedelta(days=number)
        since = remarks_open_since(on)

        assert [comments_until(date) >= on for date in days_around(since)] == [False, True, True]


def test_an_offer_goes_from_publication_to_remarks_and_to_a_decision():
    undecided = small_grant(granted=None)
    days = [*days_around(DUE), *days_around(day("2026-03-18"))]

    assert [small_grant_state(undecided, on).value for on in days] == [
        *("to_publish", "remarks", "remarks"),
        *("remarks", "remarks", "to_decide"),
    ]
    assert small_grant_state(small_grant(granted=None, publications=()), DUE).value == "to_publish"


def test_what_was_decided_is_granted_or_refused():
    assert [small_grant_state(small_grant(granted=amount), DUE).value for amount in (Decimal("0.01"), Decimal(0))] == [
        "granted",
        "refused",
    ]


# R31


@pytest.mark.parametrize(("before", "sentences"), [(9_999, 0), (10_000, 0), (10_001, 1)])
def test_one_organisation_gets_20_000_zloty_a_year_at_most(before, sentences):
    earlier = small_grant(granted=Decimal(before), received_on=day("2026-01-02"))

    assert told(small_grant(), "R31", others=[earlier]) == [(BLOCKS, "granted")] * sentences


def test_a_grosz_over_the_limits_is_too_much():
    over = [small_grant()] * 2
    grosz = small_grant(granted=Decimal("0.01"))

    assert told(grosz, "R31", others=over) == [(BLOCKS, "granted")]
    assert told(grosz, "R32", others=over, planned_grants=Decimal(100_000)) == [(WARNS, "granted")]


def test_what_is_left_of_the_limit_is_told():
    earlier = [small_grant(granted=Decimal(9_000)), small_grant(granted=Decimal(6_000))]
    too_much = [small_grant(granted=Decimal(10_000))] * 3

    assert messages(small_grant(), "R31", others=earlier) == [
        "Małe granty tej organizacji w 2026 r. wyniosłyby 25 000 zł, a mogą najwyżej 20 000 zł. "
        "Można jej przyznać 5 000 zł."
    ]
    assert messages(small_grant(), "R31", others=too_much)[0].endswith("Można jej przyznać 0 zł.")


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({}, 1),
        ({"granted": None}, 0),
        ({"granted": Decimal(0)}, 0),
        ({"register_number": "0000999999"}, 0),
        ({"organisation": "Inna nazwa tej samej fundacji"}, 1),
        ({"register_number": "", "organisation": "FUNDACJA ŚCIEŻKA"}, 1),
        ({"register_number": "", "organisation": "Fundacja Inna"}, 0),
        ({"received_on": day("2025-12-31")}, 0),
        ({"received_on": day("2025-12-31"), "paid_on": day("2026-01-01")}, 1),
        ({"received_on": day("2026-12-31"), "paid_on": day("2026-12-31")}, 1),
        ({"received_on": day("2026-12-31"), "paid_on": day("2027-01-01")}, 0),
        ({"received_on": day("2027-01-01")}, 0),
    ],
)
def test_only_grants_of_the_same_organisation_and_year_count(changes, sentences):
    """The year is that of payment, until then that of the offer; what was refused or is undecided takes nothing."""
    others = [replace(small_grant(granted=Decimal(9_000)), **changes), small_grant(granted=Decimal(5_000))]

    assert told(small_grant(), "R31", others=others) == [(BLOCKS, "granted")] * sentences


def test_a_nameless_register_is_compared_by_name_on_either_side():
    others = [small_grant(granted=Decimal(10_001))]

    assert told(small_grant(register_number=""), "R31", others=others) == [(BLOCKS, "granted")]


def test_a_refused_offer_exceeds_no_limit():
    over = [small_grant()] * 3
    refused = small_grant(granted=Decimal(0))

    assert small_grant_findings(refused, DUE, others=over, planned_grants=Decimal(1)) == []


# R32


@pytest.mark.parametrize(("planned", "sentences"), [("149999.99", 1), ("150000", 0), ("150000.01", 0)])
def test_small_grants_are_a_fifth_of_the_planned_grants_at_most(planned, sentences):
    others = [
        small_grant(organisation="Klub A", register_number="1"),
        small_grant(organisation="Klub B", register_number="2"),
        small_grant(organisation="Klub C", register_number="3", granted=None),
        small_grant(organisation="Klub D", register_number="4", received_on=day("2025-12-31")),
    ]

    assert (
        told(small_grant(), "R32", others=others, planned_grants=Decimal(planned)) == [(WARNS, "granted")] * sentences
    )


@pytest.mark.parametrize(("granted", "sentences"), [(9_999, 0), (10_000, 0), (10_001, 1)])
def test_a_zloty_over_the_fifth_is_to_be_confirmed(granted, sentences):
    grant = small_grant(granted=Decimal(granted))

    assert told(grant, "R32", planned_grants=Decimal(50_000)) == [(WARNS, "granted")] * sentences


def test_the_limit_of_the_year_is_told():
    assert messages(small_grant(), "R32", planned_grants=Decimal(40_000)) == [
        "Małe granty na 2026 r. wyniosłyby 10 000 zł, ponad 20% planowanych dotacji (8 000 zł). "
        "Zmniejsz kwotę albo podaj powód."
    ]


def test_a_year_without_planned_grants_cannot_be_checked():
    assert told(small_grant(), "R32", planned_grants=None) == [(WARNS, "")]
    assert messages(small_grant(), "R32", planned_grants=None) == [
        "Podaj kwotę dotacji planowanych na 2026 r., żeby sprawdzić limit małych grantów."
    ]
