"""The rules of an announcement, each on the day before, the day and the day after, or a złoty less and more."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from competitions.choices import CriterionKind, FundingForm, Place, Procedure, PublicationSubject
from competitions.law import Act, findings
from competitions.law.facts import (
    CompetitionFacts,
    CriterionFacts,
    PublicationFacts,
)
from tests.competitions.calls import (
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

WARNS, BLOCKS, INFORMS = "W", "E", "I"


def test_a_lawful_announcement_is_only_told_of_the_draft_budget():
    assert [(finding.rule, finding.severity, finding.field) for finding in findings(lawful(), PUBLISHED)] == [
        ("R13", INFORMS, "total_amount")
    ]


# R01


def test_the_programme_is_adopted_by_30_november_of_the_year_before():
    adopted = [lawful(programme_adopted_on=date) for date in days_around(day("2023-11-30"))]

    assert [told(competition, "R01") for competition in adopted] == [[], [], [(WARNS, "programme_adopted_on")]]
    assert messages(adopted[2], "R01") == [
        "Program współpracy na 2024 r. uchwalono 1 grudnia 2023 r., po terminie (30 listopada 2023 r.). "
        "Sprawdź datę i potwierdź."
    ]


def test_a_programme_without_a_date_is_missed_after_30_november():
    competition = lawful(programme_adopted_on=None)

    assert [told(competition, "R01", on=on) for on in days_around(day("2023-11-30"))] == [
        [],
        [],
        [(WARNS, "programme_adopted_on")],
    ]
    assert messages(competition, "R01", on=day("2023-12-01")) == [
        "Brak daty uchwalenia programu współpracy na 2024 r., a termin minął 30 listopada 2023 r. "
        "Wpisz datę uchwały albo potwierdź, że programu jeszcze nie uchwalono."
    ]


# R05, R07


def test_a_form_of_funding_is_chosen():
    assert told(lawful(form=""), "R05") == [(BLOCKS, "form")]


@pytest.mark.parametrize(
    ("form", "percent", "fields"),
    [
        (FundingForm.SUPPORT, Decimal(10), []),
        (FundingForm.ENTRUSTMENT, None, []),
        (FundingForm.ENTRUSTMENT, Decimal(0), []),
        (FundingForm.ENTRUSTMENT, Decimal("0.01"), ["own_contribution_percent"]),
    ],
)
def test_who_is_entrusted_with_a_task_pays_nothing_of_it(form, percent, fields):
    competition = lawful(form=form, own_contribution_percent=percent)

    assert told(competition, "R05") == [(BLOCKS, field) for field in fields]


@pytest.mark.parametrize(
    ("procedure", "basis", "fields"),
    [
        (Procedure.OPEN_COMPETITION, "", []),
        ("", "", ["procedure"]),
        (Procedure.SMALL_GRANT, "art. 19a", ["procedure"]),
        (Procedure.WITHOUT_COMPETITION, " ", ["procedure_basis"]),
        (Procedure.WITHOUT_COMPETITION, "art. 11a", []),
        (Procedure.OTHER_ACT, "", ["procedure_basis"]),
        (Procedure.OTHER_ACT, "art. 18b ustawy o zatrudnieniu socjalnym", []),
    ],
)
def test_another_way_than_an_open_competition_names_its_basis(procedure, basis, fields):
    competition = lawful(procedure=procedure, procedure_basis=basis)

    assert told(competition, "R07") == [(BLOCKS, field) for field in fields]


# R09


@pytest.mark.parametrize("place", [Place.BIP, Place.NOTICE_BOARD, Place.WEBSITE])
def test_offers_close_21_days_after_the_last_of_the_three_publications(place):
    """closes_at is 22 December: a publication on 2 December leaves 20 days."""
    late = [
        lawful(publications=changed(published(day("2023-11-20")), place, published_on=date))
        for date in days_around(day("2023-12-01"))
    ]

    assert [told(competition, "R09") for competition in late] == [[], [], [(BLOCKS, "closes_at")]]


@pytest.mark.parametrize(
    ("published_on", "last_moment_too_early", "first_moment"),
    [
        ("2023-12-01", "2023-12-21 23:59", "2023-12-22 00:01"),
        ("2026-03-10", "2026-03-30 23:59", "2026-03-31 00:01"),
        ("2026-10-06", "2026-10-26 23:59", "2026-10-27 00:01"),
        ("2025-12-18", "2026-01-07 23:59", "2026-01-08 00:01"),
        ("2024-02-08", "2024-02-28 23:59", "2024-02-29 00:01"),
    ],
)
def test_the_21_days_are_warsaw_days(published_on, last_moment_too_early, first_moment):
    """Across the clock changes of March and October, a year's end and a leap day; the moments come in UTC."""
    for text, expected in ((last_moment_too_early, [(BLOCKS, "closes_at")]), (first_moment, [])):
        closes_at = moment(text).astimezone(dt.UTC)
        competition = lawful(publications=published(day(published_on)), closes_at=closes_at, confirmation_due_at=None)

        assert told(competition, "R09") == expected


def test_the_sentence_says_how_many_days_are_missing_and_the_first_possible_day():
    assert [messages(lawful(closes_at=moment(text)), "R09") for text in ("2023-12-21 12:00", "2023-12-19 12:00")] == [
        [
            f"Nabór kończy się {early} za wcześnie: od ostatniego z trzech ogłoszeń musi minąć 21 dni. "
            "Ustaw termin składania ofert na 22 grudnia 2023 r. albo później."
        ]
        for early in ("1 dzień", "3 dni")
    ]


def test_without_a_closing_date_there_is_nothing_to_count():
    assert told(lawful(closes_at=None), "R09") == []


@pytest.mark.parametrize("place", [Place.BIP, Place.NOTICE_BOARD, Place.WEBSITE])
def test_without_one_of_the_three_dates_the_term_has_not_started(place):
    competition = lawful(publications=changed(published(PUBLISHED), place, published_on=None))

    assert told(competition, "R09") == [(INFORMS, "publications")]
    assert messages(competition, "R09") == [
        "Termin 21 dni jeszcze nie biegnie: brakuje daty ogłoszenia w którymś z trzech miejsc."
    ]


def test_a_newspaper_starts_nothing():
    """R12: neither does a later notice move the 21 days, nor does it stand for a missing place."""
    notice = PublicationFacts(
        place=Place.NEWSPAPER, published_on=day("2023-12-20"), recorded_at=moment("2023-12-20 09:00")
    )
    later = lawful(publications=(*published(PUBLISHED), notice))
    instead = lawful(publications=(*changed(published(PUBLISHED), Place.WEBSITE, published_on=None), notice))

    assert [told(later, rule) for rule in ("R09", "R11", "R12")] == [[], [], [(INFORMS, "publications")]]
    assert [told(instead, rule) for rule in ("R09", "R11")] == [
        [(INFORMS, "publications")],
        [(BLOCKS, "publications")],
    ]
    assert messages(later, "R12") == [
        "Ogłoszenie w prasie jest dodatkowe: nie wpływa na bieg 21 dni i nie zastępuje żadnego z trzech miejsc."
    ]


@pytest.mark.parametrize(
    ("closes_at", "reason"),
    [
        ("2025-12-23 12:00", None),
        ("2025-12-24 12:00", "Wigilia Bożego Narodzenia"),
        ("2025-12-25 12:00", "Boże Narodzenie (pierwszy dzień)"),
        ("2025-12-27 12:00", "sobota"),
        ("2025-12-28 12:00", "niedziela"),
        ("2025-12-29 12:00", None),
        ("2024-12-24 12:00", None),
    ],
)
def test_a_deadline_on_a_day_of_rest_is_to_be_confirmed(closes_at, reason):
    for field in ("closes_at", "confirmation_due_at"):
        competition = lawful(**{field: moment(closes_at)})

        assert told(competition, "R09") == ([(WARNS, field)] if reason else [])
        assert all(f"({reason})" in message for message in messages(competition, "R09"))


def test_the_warning_of_a_day_of_rest_names_the_deadline():
    assert messages(lawful(closes_at=moment("2023-12-25 12:00")), "R09") == [
        "Termin składania ofert przypada w dzień wolny: poniedziałek, 25 grudnia 2023 r., godz. 12:00 "
        "(Boże Narodzenie (pierwszy dzień)). Wybierz dzień roboczy albo potwierdź ten termin."
    ]


# R11


@pytest.mark.parametrize("place", [Place.BIP, Place.NOTICE_BOARD, Place.WEBSITE])
def test_each_of_the_three_places_needs_its_day(place):
    without_row = tuple(row for row in published(PUBLISHED) if row.place != place)
    without_day = changed(published(PUBLISHED), place, published_on=None)

    for publications in (without_row, without_day):
        competition = lawful(publications=publications)
        assert told(competition, "R11") == [(BLOCKS, "publications")]
        assert messages(competition, "R11") == [f"Podaj datę ogłoszenia w miejscu: {place.label}."]


def test_results_do_not_stand_for_the_announcement():
    competition = lawful(publications=published(PUBLISHED, PublicationSubject.RESULTS))

    assert told(competition, "R11") == [(BLOCKS, "publications")] * 3


def test_a_planned_publication_is_to_be_confirmed_once_its_day_has_passed():
    competition = lawful(publications=changed(published(PUBLISHED), Place.BIP, recorded_at=None))

    assert [told(competition, "R11", on=on) for on in days_around(PUBLISHED)] == [[], [], [(WARNS, "publications")]]
    assert messages(competition, "R11", on=day("2023-12-02")) == [
        "Potwierdź, że ogłoszenie ukazało się 1 grudnia 2023 r. w miejscu: Biuletyn Informacji Publicznej, "
        "albo popraw datę."
    ]


# R13, R16, R22


def test_before_its_year_a_competition_rests_on_the_draft_budget():
    told_on = [
        told(lawful(publications=published(day(date)), closes_at=None), "R13")
        for date in ("2023-12-30", "2023-12-31", "2024-01-01")
    ]

    assert told_on == [[(INFORMS, "total_amount")], [(INFORMS, "total_amount")], []]


@pytest.mark.parametrize("kind", [kind for kind in CriterionKind if kind != CriterionKind.OTHER])
def test_each_of_the_six_criteria_is_missed_by_name(kind):
    competition = lawful(criteria=tuple(CriterionFacts(kind=other) for other in CriterionKind if other != kind))

    assert told(competition, "R16") == [(WARNS, "criteria")]
    assert messages(competition, "R16") == [
        f"Wśród kryteriów nie ma: {kind.label}. Dodaj je albo potwierdź, że zawierają je inne kryteria."
    ]


def test_the_citys_own_criteria_are_not_needed():
    competition = lawful(criteria=tuple(row for row in lawful().criteria if row.kind != CriterionKind.OTHER))

    assert told(competition, "R16") == []


def test_own_money_is_no_criterion_of_entrustment():
    entrusted = lawful(form=FundingForm.ENTRUSTMENT, own_contribution_percent=None)
    without = replace(
        entrusted, criteria=tuple(row for row in entrusted.criteria if row.kind != CriterionKind.OWN_FUNDS)
    )

    assert [told(competition, "R16") for competition in (entrusted, without)] == [[(WARNS, "criteria")], []]
    assert messages(entrusted, "R16") == [
        "Przy powierzeniu nie ocenia się środków własnych. Usuń to kryterium albo potwierdź, że ma zostać."
    ]


@pytest.mark.parametrize(
    ("start", "last"), [("2024-02-01", "2029-01-31"), ("2024-02-29", "2029-02-28"), ("2024-01-01", "2028-12-31")]
)
def test_an_agreement_lasts_five_years_at_most(start, last):
    ends = [lawful(implementation_start=day(start), implementation_end=end) for end in days_around(day(last))]

    assert [told(competition, "R22") for competition in ends] == [[], [], [(BLOCKS, "implementation_end")]]


def test_the_last_day_of_an_agreement_is_told():
    competition = lawful(implementation_end=day("2029-02-01"))

    assert messages(competition, "R22") == [
        "Umowę zawiera się na najwyżej 5 lat. Zadanie, które zaczyna się 1 lutego 2024 r., "
        "musi się skończyć najpóźniej 31 stycznia 2029 r."
    ]


@pytest.mark.parametrize("missing", ["implementation_start", "implementation_end"])
def test_an_agreement_without_both_dates_is_not_measured(missing):
    assert told(lawful(**{missing: None}), "R22") == []


# together


def test_announcing_is_refused_by_the_rules_of_an_announcement_only():
    competition = lawful(decided_on=day("2024-01-20"), annulment_reason="no_offers")

    assert findings(competition, PUBLISHED, Act.ANNOUNCE) == findings(lawful(), PUBLISHED)


def test_an_empty_draft_is_told_all_that_lacks():
    found = findings(CompetitionFacts(year=2024), day("2023-11-30"))

    assert [(finding.rule, finding.severity.value, finding.field) for finding in found] == [
        ("R05", "E", "form"),
        ("R09", "I", "publications"),
        ("R10", "E", "task_kind"),
        ("R10", "E", "total_amount"),
        ("R10", "E", "granting_rules"),
        ("R10", "E", "implementation_start"),
        ("R10", "E", "implementation_end"),
        ("R10", "E", "conditions"),
        ("R10", "E", "closes_at"),
        ("R10", "E", "selection_procedure"),
        ("R10", "E", "criteria"),
        ("R10", "E", "decision_due_at"),
        ("R10", "E", "similar_tasks"),
        ("R10", "E", "similar_tasks"),
        *[("R11", "E", "publications")] * 3,
        ("R13", "I", "total_amount"),
        ("R16", "W", "criteria"),
    ]


@pytest.mark.parametrize(
    "field", ["closes_at", "confirmation_due_at", "decision_due_at", "announced_at", "annulled_at"]
)
def test_a_moment_without_its_zone_is_refused(field):
    with pytest.raises(ValueError, match=field):
        lawful(**{field: moment("2023-12-22 12:00").replace(tzinfo=None)})
