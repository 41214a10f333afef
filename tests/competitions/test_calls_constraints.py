"""The database keeps the rules of competitions, and says them in Polish."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, UniqueConstraint
from model_bakery import baker

from competitions.choices import AmendmentKind, AnnulmentReason, Place, PublicationSubject, ResultState
from competitions.models import (
    AcceptedFinding,
    Amendment,
    Announcement,
    Competition,
    FundingLine,
    PrivacyClause,
    Publication,
    ResultEntry,
    SimilarTask,
    SmallGrant,
)
from leszno_ngo.choices import DocumentState
from tests.competitions.calls import moment

pytestmark = pytest.mark.django_db

OPENS, CLOSES, LATER = moment("2024-01-02 08:00"), moment("2024-01-23 12:00"), moment("2024-01-24 12:00")
DAY, NEXT_DAY = dt.date(2024, 1, 2), dt.date(2024, 1, 3)
CENT = Decimal("0.01")
ANNOUNCED = {
    "year": 2024,
    "number": 1,
    "title": "Kluby",
    "form": "support",
    "total_amount": 1,
    "announced_at": OPENS,
    "closes_at": CLOSES,
}
WITHDRAWN = {"withdrawn_at": CLOSES, "withdrawal_reason": "Błąd."}
ANNULLED = {"annulled_at": CLOSES, "annulment_reason": AnnulmentReason.NO_OFFERS}
DECIDED = {"results_published_at": LATER, "decided_on": DAY}

INCOMPLETE = "Ogłoszony konkurs musi mieć numer, formę, kwotę i termin składania ofert."
NOT_YET = "Wycofać, unieważnić albo rozstrzygnąć można tylko ogłoszony konkurs."
BELOW_ZERO = "Kwota nie może być ujemna."
YEARS = "Podaj rok od 2004 do 2100."
NO_AMENDMENT = "Ogłoszenie zmiany musi wskazywać zmianę."
DECIDED_WITH_AMOUNT = "Data rozpatrzenia i przyznana kwota idą razem (0, gdy odmówiono)."


def refused(row):
    """The sentences of the validation, once the database and the form's whole check have refused the row as well."""
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    return refusal.value.messages


def competition(**fields):
    return baker.prepare(Competition, **{"department": baker.make("leszno_ngo.Department")} | fields)


def taken(row):
    row.validate_constraints()
    row.save()
    row.refresh_from_db()
    return True


# ── A competition ───────────────────────────────────────────────────────────────────────────────────────────────────

BROKEN_COMPETITIONS = [
    ("competition_year", {"year": 2003}, [YEARS]),
    ("competition_year", {"year": 2101}, [YEARS]),
    ("competition_number_from_one", {"year": 2024, "number": 0}, ["Konkursy numeruje się od 1."]),
    ("competition_announced_is_complete", ANNOUNCED | {"number": None}, [INCOMPLETE]),
    ("competition_announced_is_complete", ANNOUNCED | {"closes_at": None}, [INCOMPLETE]),
    ("competition_announced_is_complete", ANNOUNCED | {"total_amount": None}, [INCOMPLETE]),
    ("competition_announced_is_complete", ANNOUNCED | {"total_amount": 0}, [INCOMPLETE]),
    ("competition_announced_is_complete", ANNOUNCED | {"form": ""}, [INCOMPLETE]),
    ("competition_acts_after_announcement", {"year": 2024, **WITHDRAWN}, [NOT_YET]),
    ("competition_acts_after_announcement", {"year": 2024, **ANNULLED}, [NOT_YET]),
    ("competition_acts_after_announcement", {"year": 2024, **DECIDED}, [NOT_YET]),
    (
        "competition_withdrawn_is_over",
        ANNOUNCED | WITHDRAWN | ANNULLED,
        ["Wycofanego konkursu nie można unieważnić ani rozstrzygnąć."],
    ),
    (
        "competition_withdrawn_is_over",
        ANNOUNCED | WITHDRAWN | DECIDED,
        ["Wycofanego konkursu nie można unieważnić ani rozstrzygnąć."],
    ),
    (
        "competition_annulled_or_decided",
        ANNOUNCED | ANNULLED | DECIDED,
        ["Konkurs jest albo unieważniony, albo rozstrzygnięty."],
    ),
    (
        "competition_annulled_with_reason",
        ANNOUNCED | ANNULLED | {"annulment_reason": ""},
        ["Podaj powód unieważnienia."],
    ),
    (
        "competition_withdrawn_with_reason",
        ANNOUNCED | WITHDRAWN | {"withdrawal_reason": ""},
        ["Podaj powód wycofania."],
    ),
    ("competition_results_with_decision", ANNOUNCED | DECIDED | {"decided_on": None}, ["Podaj datę rozstrzygnięcia."]),
    (
        "competition_opens_before_closing",
        {"year": 2024, "opens_at": CLOSES, "closes_at": CLOSES},
        ["Nabór musi zacząć się, zanim się skończy."],
    ),
    (
        "competition_implementation_in_order",
        {"year": 2024, "implementation_start": NEXT_DAY, "implementation_end": DAY},
        ["Zadanie kończy się, zanim się zacznie."],
    ),
    (
        "competition_grants_in_order",
        {"year": 2024, "smallest_grant": 1 + CENT, "largest_grant": 1},
        ["Najmniejsza dotacja jest większa od największej."],
    ),
    (
        "competition_own_contribution_percent",
        {"year": 2024, "own_contribution_percent": -CENT},
        ["Wkład własny podaje się w procentach, od 0 do 100."],
    ),
    (
        "competition_own_contribution_percent",
        {"year": 2024, "own_contribution_percent": 100 + CENT},
        ["Wkład własny podaje się w procentach, od 0 do 100."],
    ),
]


@pytest.mark.parametrize(("name", "fields", "sentences"), BROKEN_COMPETITIONS)
def test_a_competition_that_contradicts_itself_is_refused(name, fields, sentences):
    assert refused(competition(**fields)) == sentences


@pytest.mark.parametrize(
    "fields",
    [
        {"year": 2004},
        {"year": 2100},
        ANNOUNCED,
        ANNOUNCED | {"total_amount": CENT},
        ANNOUNCED | WITHDRAWN,
        ANNOUNCED | ANNULLED,
        ANNOUNCED | DECIDED,
        {"year": 2024, "opens_at": OPENS, "closes_at": CLOSES},
        {"year": 2024, "opens_at": OPENS},
        {"year": 2024, "implementation_start": DAY, "implementation_end": DAY},
        {"year": 2024, "implementation_end": DAY},
        {"year": 2024, "smallest_grant": 1, "largest_grant": 1},
        {"year": 2024, "smallest_grant": 1},
        {"year": 2024, "own_contribution_percent": 0},
        {"year": 2024, "own_contribution_percent": 100},
    ],
)
def test_a_competition_that_makes_sense_is_taken(fields):
    assert taken(competition(**fields))


def test_a_number_is_given_once_a_year():
    competition(**ANNOUNCED).save()

    assert refused(competition(year=2024, number=1)) == ["Ten numer ma już inny konkurs tego roku."]
    assert taken(competition(year=2025, number=1))
    assert taken(competition(year=2024, number=2))
    assert taken(competition(year=2024, number=None))
    assert taken(competition(year=2024, number=None))


def test_a_working_copy_bears_the_number_of_what_it_amends():
    original = competition(**ANNOUNCED)
    original.save()

    assert taken(competition(year=2024, number=1, amends=original))


def test_a_working_copy_is_never_announced():
    original = competition(**ANNOUNCED)
    original.save()

    copy = competition(**ANNOUNCED | {"amends": original})

    assert refused(copy) == ["Kopia robocza zmiany nie może być sama ogłoszona."]


def test_a_competition_does_not_amend_itself():
    draft = competition(year=2024)
    draft.save()
    draft.amends = draft

    assert refused(draft) == ["Kopia robocza zmiany nie może być sama ogłoszona."]


def test_one_working_copy_at_a_time():
    original = competition(**ANNOUNCED)
    original.save()
    competition(year=2024, amends=original).save()

    with pytest.raises(IntegrityError), transaction.atomic():
        competition(year=2024, amends=original).save()


def test_a_privacy_clause_has_a_version_once():
    baker.make(PrivacyClause, version=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        baker.make(PrivacyClause, version=1)


# ── Its rows ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def draft():
    return baker.make(Competition, year=2024)


@pytest.mark.parametrize(
    ("model", "fields", "sentences"),
    [
        (FundingLine, {"year": 2003}, [YEARS]),
        (FundingLine, {"year": 2101}, [YEARS]),
        (FundingLine, {"year": 2024, "planned": -CENT}, [BELOW_ZERO]),
        (FundingLine, {"year": 2024, "allotted_before": -CENT}, [BELOW_ZERO]),
        (FundingLine, {"year": 2024, "paid_before": -CENT}, [BELOW_ZERO]),
        (SimilarTask, {"year": 2003}, [YEARS]),
        (SimilarTask, {"year": 2101}, [YEARS]),
        (SimilarTask, {"year": 2024, "total_cost": -CENT}, [BELOW_ZERO]),
        (SimilarTask, {"year": 2024, "allotted": -CENT}, [BELOW_ZERO]),
        (SimilarTask, {"year": 2024, "paid": -CENT}, [BELOW_ZERO]),
        (ResultEntry, {"state": "reserve", "requested": -CENT}, ["Kwota i punkty nie mogą być ujemne."]),
        (ResultEntry, {"state": "reserve", "points": -CENT}, ["Kwota i punkty nie mogą być ujemne."]),
        (ResultEntry, {"state": "resigned", "granted": -CENT}, ["Kwota i punkty nie mogą być ujemne."]),
        (ResultEntry, {"state": "funded"}, ["Oferta z dotacją musi mieć przyznaną kwotę."]),
        (ResultEntry, {"state": "funded", "granted": 0}, ["Oferta z dotacją musi mieć przyznaną kwotę."]),
        *(
            (ResultEntry, {"state": state, "granted": CENT}, ["Kwotę przyznaje się tylko ofercie z dotacją."])
            for state in (ResultState.RESERVE, ResultState.NOT_FUNDED, ResultState.REJECTED, ResultState.WITHDRAWN)
        ),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(draft, model, fields, sentences):
    assert refused(baker.prepare(model, competition=draft, **fields)) == sentences


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (FundingLine, {"year": 2024}),
        (FundingLine, {"year": 2024, "planned": 0, "allotted_before": 0, "paid_before": 0}),
        (SimilarTask, {"year": 2024, "total_cost": 0, "allotted": 0, "paid": 0}),
        (ResultEntry, {"state": "funded", "granted": CENT}),
        (ResultEntry, {"state": "resigned", "granted": CENT}),
        (ResultEntry, {"state": "resigned"}),
        (ResultEntry, {"state": "reserve", "granted": 0, "requested": 0, "points": 0}),
    ],
)
def test_a_row_that_makes_sense_is_taken(draft, model, fields):
    assert taken(baker.prepare(model, competition=draft, **fields))


# ── What the office did ─────────────────────────────────────────────────────────────────────────────────────────────


def amendment(draft, **fields):
    defaults = {
        "competition": draft,
        "number": 1,
        "kind": AmendmentKind.CHANGE,
        "reason": "Poprawka.",
        "old_closes_at": CLOSES,
        "new_closes_at": CLOSES,
        "made_at": OPENS,
        "made_by": baker.make("leszno_ngo.User"),
    }
    return Amendment(**defaults | fields)


def test_an_amendment_has_its_number_a_reason_and_an_extension_is_later(draft):
    amendment(draft).save()

    assert refused(amendment(draft)) == ["Zmiana o tym numerze już jest."]
    assert refused(amendment(draft, number=2, reason="")) == ["Podaj powód zmiany."]
    assert refused(amendment(draft, number=2, kind=AmendmentKind.EXTENSION)) == [
        "Przedłużenie musi kończyć się później niż dotychczasowy nabór."
    ]
    assert taken(amendment(draft, number=2, kind=AmendmentKind.EXTENSION, new_closes_at=LATER))
    assert taken(amendment(baker.make(Competition, year=2024)))


def publication(draft, **fields):
    return Publication(**{"competition": draft, "place": Place.BIP, "published_on": DAY} | fields)


def test_a_place_stands_once_for_each_subject(draft):
    publication(draft).save()

    assert refused(publication(draft)) == ["To miejsce jest już na liście."]
    assert taken(publication(draft, place=Place.WEBSITE))
    assert taken(publication(draft, subject=PublicationSubject.RESULTS))
    assert taken(publication(baker.make(Competition, year=2024)))


def test_a_place_stands_once_for_each_change(draft):
    first, second = amendment(draft), amendment(draft, number=2)
    first.save()
    second.save()
    of_change = {"subject": PublicationSubject.AMENDMENT, "amendment": first}
    publication(draft, **of_change).save()

    assert refused(publication(draft, **of_change)) == ["To miejsce jest już na liście."]
    assert taken(publication(draft, **of_change | {"amendment": second}))
    assert taken(publication(draft, **of_change | {"place": Place.WEBSITE}))


def test_a_publication_of_a_change_and_no_other_names_the_change(draft):
    change = amendment(draft)
    change.save()

    assert refused(publication(draft, subject=PublicationSubject.AMENDMENT)) == [NO_AMENDMENT]
    assert refused(publication(draft, amendment=change)) == [NO_AMENDMENT]


def test_a_publication_is_shown_until_its_day_or_later(draft):
    assert refused(publication(draft, published_on=NEXT_DAY, shown_until=DAY)) == [
        "„Widoczne do” jest przed datą ogłoszenia."
    ]
    assert taken(publication(draft, shown_until=DAY))


def test_a_warning_is_accepted_with_a_reason(draft):
    fields = {"competition": draft, "accepted_by": baker.make("leszno_ngo.User")}

    assert refused(baker.prepare(AcceptedFinding, reason="", **fields)) == [
        "Podaj powód, dla którego ostrzeżenie przyjęto."
    ]
    assert taken(baker.prepare(AcceptedFinding, reason="Czynne.", **fields))


def announcement(draft, **fields):
    defaults = {"competition": draft, "subject": "announcement", "version": 1, "content": {"kind": "announcement"}}
    return Announcement(**defaults | {"issued_at": OPENS, "queued_at": OPENS} | fields)


def test_a_paper_has_each_version_once_and_a_change_is_no_paper_of_its_own(draft):
    announcement(draft).save()

    assert refused(announcement(draft)) == ["Ta wersja dokumentu już jest."]
    no_paper = ["Zmiana ogłoszenia jest jego kolejną wersją, nie osobnym dokumentem."]
    assert refused(announcement(draft, subject="amendment")) == no_paper
    assert refused(announcement(draft, version=0)) == no_paper
    assert taken(announcement(draft, version=2))
    assert taken(announcement(draft, subject="results"))


def test_a_paper_that_is_ready_has_its_file_and_a_failed_one_its_reason(draft):
    assert refused(announcement(draft, state=DocumentState.READY)) == [
        "Gotowy dokument musi mieć plik, skrót i liczbę stron."
    ]
    assert refused(announcement(draft, state=DocumentState.FAILED)) == ["Nieudany dokument musi mieć podany powód."]


# ── Small grants ────────────────────────────────────────────────────────────────────────────────────────────────────


def small_grant(**fields):
    defaults = {
        "department": baker.make("leszno_ngo.Department"),
        "organisation": "Fundacja Ścieżka",
        "task_title": "Spotkania",
        "received_on": DAY,
        "requested": Decimal(10_000),
    }
    return SmallGrant(**defaults | fields)


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({"requested": 0}, ["Podaj kwotę większą od zera."]),
        ({"decided_on": DAY, "granted": -CENT}, ["Kwota nie może być ujemna."]),
        ({"decided_on": DAY}, [DECIDED_WITH_AMOUNT]),
        ({"granted": 1}, [DECIDED_WITH_AMOUNT]),
        ({"decided_on": dt.date(2024, 1, 1), "granted": 1}, ["Rozpatrzenie jest przed wpływem oferty."]),
        ({"paid_on": DAY}, ["Wypłacić można tylko przyznaną dotację."]),
        ({"paid_on": DAY, "decided_on": DAY, "granted": 0}, ["Wypłacić można tylko przyznaną dotację."]),
        (
            {"implementation_start": NEXT_DAY, "implementation_end": DAY},
            ["Zadanie kończy się, zanim się zacznie."],
        ),
    ],
)
def test_a_small_grant_that_contradicts_itself_is_refused(fields, sentences):
    assert refused(small_grant(**fields)) == sentences


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"requested": CENT},
        {"decided_on": DAY, "granted": 0},
        {"decided_on": DAY, "granted": CENT, "paid_on": DAY},
        {"implementation_start": DAY, "implementation_end": DAY},
    ],
)
def test_a_small_grant_that_makes_sense_is_taken(fields):
    assert taken(small_grant(**fields))


# ── All of them ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_constraint_of_competitions_says_a_polish_sentence():
    models = (Competition, FundingLine, SimilarTask, ResultEntry, Amendment, Publication, AcceptedFinding, SmallGrant)
    constraints = [constraint for model in (*models, Announcement) for constraint in model._meta.constraints]

    assert {type(constraint) for constraint in constraints} == {CheckConstraint, UniqueConstraint}
    silent = [one.name for one in constraints if not str(one.violation_error_message).endswith((".", ")."))]
    assert silent == []
    assert [one.name for one in constraints if "naruszone" in str(one.violation_error_message)] == []


def test_every_constraint_of_a_competition_is_broken_above():
    elsewhere = {"competition_number_once_a_year", "competition_working_copy_is_draft"}

    named = {constraint.name for constraint in Competition._meta.constraints}
    assert {name for name, _, _ in BROKEN_COMPETITIONS} | elsewhere == named
