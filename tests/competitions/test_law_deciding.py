"""The rules of results and of annulment."""

from dataclasses import replace
from decimal import Decimal

import pytest

from competitions.choices import AnnulmentReason, Place, PublicationSubject, ResultState
from competitions.law import Act, findings
from tests.competitions.calls import (
    ANNULLED,
    DECIDED,
    PUBLISHED,
    REJECTED,
    annulled,
    changed,
    day,
    days_around,
    decided,
    lawful,
    messages,
    moment,
    published,
    result,
    told,
)

WARNS, BLOCKS, INFORMS = "W", "E", "I"
RESULTS, ANNULMENT = Act.PUBLISH_RESULTS, Act.ANNUL


def results_published(days):
    """Publications of the results, one day for each of the three places."""
    rows = published(PUBLISHED, PublicationSubject.RESULTS)
    return tuple(replace(row, published_on=date) for row, date in zip(rows, days, strict=True))


def test_lawful_results_are_only_told_of_what_follows():
    assert [(found.rule, found.severity) for found in findings(decided(), DECIDED, RESULTS)] == [
        ("R21", INFORMS),
        ("R25", INFORMS),
    ]


def test_the_rules_of_results_and_annulment_wait_until_they_have_begun():
    assert {found.rule for found in findings(lawful(), DECIDED)} == {"R13"}
    assert {found.rule for found in findings(lawful(results=(result(),)), DECIDED)} >= {"R18", "R20"}
    assert {found.rule for found in findings(lawful(decided_on=DECIDED), DECIDED)} >= {"R18", "R20"}
    assert {found.rule for found in findings(lawful(annulment_reason="no_offers"), DECIDED)} >= {"R26"}
    assert {found.rule for found in findings(lawful(annulled_at=moment("2023-12-27 10:00")), DECIDED)} >= {"R26"}


# R10: the date of the choice


def test_a_choice_that_is_overdue_is_told_from_the_day_after():
    assert [told(lawful(), "R10", on=on) for on in days_around(DECIDED)] == [[], [], [(WARNS, "decision_due_at")]]
    assert messages(lawful(), "R10", on=day("2024-01-16")) == [
        "Ogłoszony termin wyboru ofert minął 15 stycznia 2024 r. Rozstrzygnij konkurs albo zmień termin."
    ]


def test_a_choice_is_overdue_only_while_it_is_awaited():
    after = day("2024-01-16")
    awaited = [decided(), annulled(), lawful(announced_at=None), lawful(decision_due_at=None)]

    assert [told(competition, "R10", on=after) for competition in awaited] == [
        [],
        [],
        [],
        [(BLOCKS, "decision_due_at")],
    ]


def test_a_choice_after_the_announced_date_is_to_be_confirmed():
    choices = [decided(decided_on=date) for date in days_around(DECIDED)]

    assert [told(competition, "R10", act=RESULTS) for competition in choices] == [[], [], [(WARNS, "decided_on")]]
    assert messages(choices[2], "R10", act=RESULTS) == [
        "Rozstrzygnięto 1 dzień po ogłoszonym terminie wyboru ofert (15 stycznia 2024 r.). "
        "Popraw datę albo podaj powód."
    ]
    assert told(decided(decision_due_at=None), "R10", act=RESULTS) == []


def test_offers_are_not_chosen_before_they_have_closed():
    choices = [decided(decided_on=date) for date in days_around(day("2023-12-22"))]

    assert [told(competition, "R10", act=RESULTS) for competition in choices] == [[(BLOCKS, "decided_on")], [], []]
    assert told(decided(closes_at=None, decided_on=day("2023-12-01")), "R10", act=RESULTS) == []


# R17, R18


@pytest.mark.parametrize(("submitted", "fields"), [(None, []), (0, []), (1, ["submitted_count"]), (2, [])])
def test_a_single_offer_is_still_assessed(submitted, fields):
    competition = decided(submitted_count=submitted)

    assert told(competition, "R17", act=RESULTS) == [(INFORMS, field) for field in fields]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, []),
        ({"committee_appointed_on": None}, ["committee_appointed_on"]),
        ({"committee_appointed_on": None, "committee_members_of_organisations": 0}, ["committee_appointed_on"]),
        ({"committee_opinion_on": None}, ["committee_opinion_on"]),
        (
            {"committee_appointed_on": None, "committee_opinion_on": None},
            ["committee_appointed_on", "committee_opinion_on"],
        ),
        ({"committee_opinion_on": day("2023-12-21")}, ["committee_opinion_on"]),
        ({"committee_opinion_on": day("2023-12-22")}, []),
        ({"committee_opinion_on": day("2024-01-14")}, []),
        ({"committee_opinion_on": day("2024-01-15")}, []),
        ({"committee_opinion_on": day("2024-01-16")}, ["committee_opinion_on"]),
    ],
)
def test_a_committee_gives_its_opinion_between_appointment_and_choice(changes, fields):
    assert told(decided(**changes), "R18", act=RESULTS) == [(WARNS, field) for field in fields]


def test_an_opinion_is_asked_for_before_the_choice_has_a_date():
    assert told(decided(decided_on=None), "R18", act=RESULTS) == []


@pytest.mark.parametrize(
    ("members", "reason", "fields"),
    [
        (1, "", []),
        (0, "", ["committee_members_of_organisations"]),
        (0, " ", ["committee_members_of_organisations"]),
        (0, "Nikogo nie wskazano.", []),
    ],
)
def test_a_committee_without_the_organisations_has_a_reason(members, reason, fields):
    competition = decided(committee_members_of_organisations=members, committee_without_organisations_reason=reason)

    assert told(competition, "R18", act=RESULTS) == [(WARNS, field) for field in fields]


def test_a_committee_has_nobody_of_the_organisations_until_somebody_is_entered():
    competition = lawful(committee_appointed_on=PUBLISHED, committee_opinion_on=DECIDED)

    assert told(competition, "R18", act=RESULTS) == [(WARNS, "committee_members_of_organisations")]


# R20


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"bidder": ""}, "nazwę oferenta"),
        ({"task_title": ""}, "tytuł zadania"),
        ({"granted": None}, "kwotę dotacji"),
        ({"granted": Decimal(0)}, "kwotę dotacji"),
        ({"bidder": "", "granted": None}, "nazwę oferenta, kwotę dotacji"),
    ],
)
def test_a_funded_offer_says_who_for_what_and_how_much(changes, what):
    competition = decided(results=(REJECTED, result(**changes)))

    assert messages(competition, "R20", act=RESULTS) == [f"Wynik nr 2: podaj {what}."]


def test_results_that_lack_something_cannot_be_published():
    assert told(decided(results=(result(bidder=""), REJECTED)), "R20", act=RESULTS) == [(BLOCKS, "results")]


def test_an_offer_without_a_grant_needs_no_amount():
    rows = (result(), *(result(state=state, granted=None) for state in (ResultState.RESERVE, ResultState.NOT_FUNDED)))

    assert told(decided(results=rows, rejected_count=0, submitted_count=3, assessed_count=3), "R20", act=RESULTS) == []


def test_results_have_the_day_of_the_choice():
    assert told(decided(decided_on=None), "R20", act=RESULTS) == [(BLOCKS, "decided_on")]


@pytest.mark.parametrize(
    "name", ["submitted_count", "rejected_count", "withdrawn_count", "assessed_count", "funded_count"]
)
def test_every_count_of_offers_is_given(name):
    assert told(decided(**{name: None}), "R20", act=RESULTS) == [(BLOCKS, "submitted_count")]


@pytest.mark.parametrize(
    ("name", "value", "fields"),
    [
        ("submitted_count", 1, ["submitted_count"]),
        ("submitted_count", 3, ["submitted_count"]),
        ("rejected_count", 2, ["submitted_count", "rejected_count"]),
        ("withdrawn_count", 1, ["submitted_count", "withdrawn_count"]),
        ("assessed_count", 2, ["submitted_count", "assessed_count"]),
        ("funded_count", 0, ["funded_count"]),
        ("funded_count", 2, ["funded_count"]),
    ],
)
def test_the_counts_add_up_and_are_those_of_the_list(name, value, fields):
    assert told(decided(**{name: value}), "R20", act=RESULTS) == [(BLOCKS, field) for field in fields]


def test_every_state_of_an_offer_is_counted():
    rows = tuple(result(state=state, reason="Spóźniona.") for state in ResultState)
    competition = decided(
        results=rows, submitted_count=6, rejected_count=1, withdrawn_count=1, assessed_count=4, funded_count=1
    )

    assert told(competition, "R20", act=RESULTS) == []


def test_what_does_not_add_up_is_told_in_numbers():
    assert messages(decided(submitted_count=3), "R20", act=RESULTS) == [
        "Liczby ofert się nie zgadzają: złożonych jest 3, a odrzuconych, wycofanych i ocenionych razem 2. Popraw je."
    ]
    assert messages(decided(funded_count=2), "R20", act=RESULTS) == [
        "Ofert z dotacją ma być 2, a na liście wyników jest 1. Popraw liczbę albo listę."
    ]


@pytest.mark.parametrize(
    ("changes", "granted", "sentences"),
    [
        ({}, "40000", 0),
        ({"total_amount": Decimal(40_000)}, "40000", 0),
        ({"total_amount": Decimal(39_999)}, "40000", 1),
        ({"total_amount": None}, "40000", 0),
        ({"largest_grant": Decimal(40_000)}, "40000", 0),
        ({"largest_grant": Decimal(39_999)}, "40000", 1),
        ({"largest_grant": None}, "40000", 0),
        ({}, "40000.01", 1),
        ({}, "39999.99", 0),
    ],
)
def test_grants_fit_what_was_announced_and_asked_for(changes, granted, sentences):
    competition = decided(results=(result(granted=Decimal(granted)), REJECTED), **changes)

    assert told(competition, "R20", act=RESULTS) == [(WARNS, "results")] * sentences


def test_grants_are_summed_over_all_funded_offers():
    facts = {"submitted_count": 3, "assessed_count": 2, "funded_count": 2}
    reserve = decided(results=(result(), result(state=ResultState.RESERVE), REJECTED), **facts | {"funded_count": 1})
    funded = decided(results=(result(), result(granted=Decimal(20_001)), REJECTED), **facts)

    assert messages(reserve, "R20", act=RESULTS) == []
    assert messages(funded, "R20", act=RESULTS) == [
        "Przyznano 60 001 zł, więcej niż ogłoszono (60 000 zł). Popraw kwoty albo podaj powód."
    ]


def test_a_grant_too_large_is_told_with_its_bidder():
    competition = decided(largest_grant=Decimal(30_000), results=(result(requested=Decimal(35_000)), REJECTED))

    assert messages(competition, "R20", act=RESULTS) == [
        "Klub Abstynenta „Odnowa”: dotacja 40 000 zł przekracza największą ogłoszoną (30 000 zł). "
        "Popraw kwotę albo podaj powód.",
        "Klub Abstynenta „Odnowa”: przyznano 40 000 zł, a wnioskowano o 35 000 zł. Popraw kwotę albo podaj powód.",
    ]


def test_an_offer_that_asked_for_no_stated_amount_is_not_compared():
    assert told(decided(results=(result(requested=None), REJECTED)), "R20", act=RESULTS) == []


@pytest.mark.parametrize("place", [Place.BIP, Place.NOTICE_BOARD, Place.WEBSITE])
def test_results_are_announced_in_each_of_the_three_places(place):
    rows = changed(published(DECIDED, PublicationSubject.RESULTS), place, published_on=None)
    competition = decided(publications=published(PUBLISHED) + rows)

    assert told(competition, "R20", on=DECIDED, act=RESULTS) == [(BLOCKS, "publications")]
    assert messages(competition, "R20", on=DECIDED, act=RESULTS) == [
        f"Wyniki: podaj datę ogłoszenia w miejscu: {place.label}."
    ]
    assert told(competition, "R21", on=DECIDED, act=RESULTS) == []


def test_results_are_not_announced_before_the_choice_and_at_once_after_it():
    days = [decided(publications=results_published([DECIDED, DECIDED, date])) for date in days_around(DECIDED)]

    assert [told(competition, "R20", on=DECIDED, act=RESULTS) for competition in days] == [
        [(BLOCKS, "publications")],
        [],
        [(INFORMS, "publications")],
    ]
    assert messages(days[2], "R20", on=DECIDED, act=RESULTS) == [
        "Wyniki ogłasza się niezwłocznie. Od rozstrzygnięcia: 1 dzień."
    ]


def test_the_announcement_and_its_results_are_confirmed_apart():
    rows = published(PUBLISHED) + changed(published(DECIDED, PublicationSubject.RESULTS), Place.BIP, recorded_at=None)

    assert told(decided(publications=rows), "R11", on=day("2024-02-01")) == []


def test_results_that_nobody_has_announced_yet_are_counted_from_the_choice():
    competition = decided(publications=published(PUBLISHED))
    lacking = [(BLOCKS, "publications")] * 3

    assert [told(competition, "R20", on=on, act=RESULTS) for on in days_around(DECIDED)] == [
        lacking,
        lacking,
        [*lacking, (INFORMS, "publications")],
    ]


def test_a_planned_announcement_of_results_is_to_be_confirmed_once_its_day_has_passed():
    rows = changed(published(DECIDED, PublicationSubject.RESULTS), Place.WEBSITE, recorded_at=None)
    competition = decided(publications=published(PUBLISHED) + rows)

    assert [told(competition, "R20", on=on, act=RESULTS) for on in days_around(DECIDED)] == [
        [],
        [],
        [(WARNS, "publications")],
    ]
    assert messages(competition, "R20", on=day("2024-01-16"), act=RESULTS) == [
        "Wyniki: potwierdź ogłoszenie 15 stycznia 2024 r. w miejscu: strona internetowa urzędu."
    ]


# R21, R25


@pytest.mark.parametrize(
    ("announced", "until"),
    [
        ("2024-01-15", "14 lutego 2024 r."),
        ("2024-01-30", "29 lutego 2024 r."),
        ("2024-01-31", "1 marca 2024 r."),
        ("2024-02-01", "4 marca 2024 r."),
        ("2025-11-24", "29 grudnia 2025 r."),
        ("2024-11-24", "24 grudnia 2024 r."),
        ("2026-03-06", "7 kwietnia 2026 r."),
    ],
)
def test_reasons_may_be_asked_for_30_days_and_over_a_weekend_or_holiday(announced, until):
    competition = decided(decided_on=None, publications=results_published([day(announced), PUBLISHED, PUBLISHED]))

    assert messages(competition, "R21", act=RESULTS) == [
        f"Do {until} każdy może żądać uzasadnienia wyboru lub odrzucenia oferty."
    ]


def test_a_rejected_offer_has_its_reason():
    competition = decided(results=(result(), result(state=ResultState.REJECTED, reason=" ")))

    assert told(competition, "R21", act=RESULTS) == [(WARNS, "results"), (INFORMS, "")]
    assert messages(competition, "R21", act=RESULTS)[0] == (
        "Wynik nr 2: podaj powód odrzucenia oferty albo potwierdź, że nie będzie ogłoszony."
    )


@pytest.mark.parametrize(
    ("end", "due"),
    [("2024-12-31", "30 stycznia 2025 r."), ("2025-01-02", "3 lutego 2025 r."), ("2025-11-25", "29 grudnia 2025 r.")],
)
def test_the_report_is_due_30_days_after_the_task(end, due):
    assert messages(decided(implementation_end=day(end)), "R25", act=RESULTS) == [
        f"Sprawozdanie z zadania składa się najpóźniej {due}"
    ]


def test_without_a_grant_or_an_end_no_report_is_due():
    assert told(decided(results=(REJECTED,)), "R25", act=RESULTS) == []
    assert told(decided(implementation_end=None), "R25", act=RESULTS) == []


# R26


def test_a_lawful_annulment_is_told_nothing():
    assert findings(annulled(), ANNULLED, ANNULMENT) == []


@pytest.mark.parametrize("reason", ["", "too_expensive"])
def test_an_annulment_has_one_of_the_two_reasons(reason):
    for submitted_count in (None, 0, 1):
        competition = annulled(annulment_reason=reason, submitted_count=submitted_count)
        assert told(competition, "R26", act=ANNULMENT) == [(BLOCKS, "annulment_reason")]


@pytest.mark.parametrize(
    ("reason", "counts", "expected"),
    [
        (AnnulmentReason.NO_OFFERS, {"submitted_count": 0}, []),
        (AnnulmentReason.NO_OFFERS, {"submitted_count": None}, [(BLOCKS, "submitted_count")]),
        (AnnulmentReason.NO_OFFERS, {"submitted_count": 1}, [(BLOCKS, "annulment_reason")]),
        (AnnulmentReason.NO_OFFERS, {"submitted_count": 0, "assessed_count": 1}, []),
        (AnnulmentReason.NO_OFFERS, {"submitted_count": 0, "funded_count": 1}, [(BLOCKS, "funded_count")]),
        (AnnulmentReason.NONE_COMPLIANT, {"submitted_count": None}, [(BLOCKS, "submitted_count")]),
        (AnnulmentReason.NONE_COMPLIANT, {"submitted_count": 0}, [(BLOCKS, "annulment_reason")]),
        (AnnulmentReason.NONE_COMPLIANT, {"submitted_count": 1, "assessed_count": 0, "funded_count": 0}, []),
        (AnnulmentReason.NONE_COMPLIANT, {"submitted_count": 1, "assessed_count": 1}, [(WARNS, "assessed_count")]),
        (
            AnnulmentReason.NONE_COMPLIANT,
            {"submitted_count": 1, "assessed_count": 1, "funded_count": 1},
            [(BLOCKS, "funded_count")],
        ),
    ],
)
def test_the_reason_of_an_annulment_fits_the_counts_of_offers(reason, counts, expected):
    assert told(annulled(annulment_reason=reason, **counts), "R26", act=ANNULMENT) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (ResultState.FUNDED, [(BLOCKS, "results")]),
        (ResultState.RESERVE, [(WARNS, "results")]),
        (ResultState.NOT_FUNDED, [(WARNS, "results")]),
        (ResultState.RESIGNED, [(WARNS, "results")]),
        (ResultState.REJECTED, []),
        (ResultState.WITHDRAWN, []),
    ],
)
def test_the_list_of_offers_speaks_against_an_annulment_where_nobody_has_counted_them(state, expected):
    listed = {"submitted_count": 2, "results": (REJECTED, result(state=state))}
    uncounted = annulled(annulment_reason=AnnulmentReason.NONE_COMPLIANT, **listed)

    assert told(uncounted, "R26", act=ANNULMENT) == expected
    for count in ("funded_count", "assessed_count"):
        assert told(replace(uncounted, **{count: 0}), "R26", act=ANNULMENT) == expected


def test_offers_that_came_are_counted_in_the_refusal():
    assert messages(annulled(submitted_count=3), "R26", act=ANNULMENT) == [
        "Złożono 3 oferty, więc powodem nie może być brak ofert. Zmień powód."
    ]


@pytest.mark.parametrize(
    ("annulled_at", "expected"),
    [
        ("2023-12-22 11:59", [(BLOCKS, "annulled_at")]),
        ("2023-12-22 12:00", [(BLOCKS, "annulled_at")]),
        ("2023-12-22 12:01", []),
    ],
)
def test_a_competition_is_annulled_after_offers_have_closed(annulled_at, expected):
    assert told(annulled(annulled_at=moment(annulled_at)), "R26", on=ANNULLED, act=ANNULMENT) == expected


def test_before_the_act_the_day_decides_whether_offers_have_closed():
    planned = annulled(annulled_at=None)

    assert [told(planned, "R26", on=on, act=ANNULMENT)[:1] for on in days_around(day("2023-12-22"))] == [
        [(BLOCKS, "annulled_at")],
        [],
        [],
    ]
    assert messages(planned, "R26", on=day("2023-12-21"), act=ANNULMENT) == [
        "Nabór trwa do 22 grudnia 2023 r. Konkurs można unieważnić dopiero po jego zakończeniu."
    ]


def test_without_a_closing_date_an_annulment_is_not_too_early():
    assert told(annulled(closes_at=None), "R26", act=ANNULMENT) == []


@pytest.mark.parametrize("place", [Place.BIP, Place.NOTICE_BOARD, Place.WEBSITE])
def test_an_annulment_is_announced_in_each_of_the_three_places(place):
    rows = changed(published(ANNULLED, PublicationSubject.ANNULMENT), place, published_on=None)
    competition = annulled(publications=published(PUBLISHED) + rows)

    assert messages(competition, "R26", act=ANNULMENT) == [
        f"Unieważnienie: podaj datę ogłoszenia w miejscu: {place.label}."
    ]
