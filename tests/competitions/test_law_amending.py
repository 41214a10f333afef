"""The rules of a changed announcement."""

import pytest

from competitions.choices import AmendmentKind, Place, PublicationSubject
from competitions.law import Act, findings
from competitions.law.facts import AmendmentFacts
from tests.competitions.calls import PUBLISHED, changed, day, days_around, lawful, messages, moment, published, told

WARNS, BLOCKS = "W", "E"


def amendment(**changes):
    """Made on 5 December 2023, it leaves 21 days from its own publication to the new closing."""
    facts = {
        "made_at": moment("2023-12-05 10:00"),
        "old_closes_at": moment("2023-12-22 12:00"),
        "new_closes_at": moment("2023-12-27 12:00"),
        "publications": published(day("2023-12-06"), PublicationSubject.AMENDMENT),
    }
    return AmendmentFacts(**(facts | changes))


def amended(**changes):
    return amended_by(amendment(**changes))


def amended_by(row):
    return lawful(closes_at=row.new_closes_at, confirmation_due_at=None, amendments=(row,))


def test_a_lawful_change_is_told_nothing_more():
    assert findings(amended(), PUBLISHED, Act.AMEND) == findings(lawful(), PUBLISHED)
    assert findings(amended(), PUBLISHED) == findings(lawful(), PUBLISHED)


def test_a_change_keeps_the_21_days_of_the_announcement():
    closings = [amended(new_closes_at=moment(f"2023-12-{number} 12:00")) for number in (21, 22)]

    assert [(BLOCKS, "closes_at") in told(competition, "R09", act=Act.AMEND) for competition in closings] == [
        True,
        False,
    ]


@pytest.mark.parametrize(("new_closes_at", "sentences"), [("11:59", 1), ("12:00", 0), ("12:01", 0)])
def test_a_shorter_time_for_offers_is_to_be_confirmed(new_closes_at, sentences):
    competition = amended(kind=AmendmentKind.EXTENSION, new_closes_at=moment(f"2023-12-22 {new_closes_at}"))

    assert told(competition, "R09", act=Act.AMEND) == [(WARNS, "closes_at")] * sentences


def test_the_lost_days_are_told():
    competition = amended(
        old_closes_at=moment("2023-12-29 12:00"), publications=published(PUBLISHED, PublicationSubject.AMENDMENT),
        new_closes_at=moment("2023-12-28 12:00"),
    )  # fmt: skip

    assert messages(competition, "R09", act=Act.AMEND) == [
        "Zmiana skraca nabór: był do 29 grudnia 2023 r., ma być do 28 grudnia 2023 r. Przywróć termin albo podaj powód."
    ]


def test_changed_terms_leave_21_days_too():
    late = [
        amended(publications=published(date, PublicationSubject.AMENDMENT)) for date in days_around(day("2023-12-06"))
    ]
    extended = amended(
        kind=AmendmentKind.EXTENSION, publications=published(day("2023-12-22"), PublicationSubject.AMENDMENT)
    )

    assert [told(row, "R09", act=Act.AMEND) for row in late] == [[], [], [(WARNS, "closes_at")]]
    assert messages(late[2], "R09", act=Act.AMEND) == [
        "Od ogłoszenia zmiany do końca naboru jest mniej niż 21 dni. Jeśli zmiana jest istotna, przedłuż nabór "
        "do 28 grudnia 2023 r. albo podaj powód, dla którego to zbędne."
    ]
    assert told(extended, "R09", act=Act.AMEND) == []


@pytest.mark.parametrize(("made_at", "sentences"), [("11:59", 0), ("12:00", 0), ("12:01", 1)])
def test_a_change_after_the_closing_is_to_be_confirmed(made_at, sentences):
    competition = amended(made_at=moment(f"2023-12-22 {made_at}"))

    assert told(competition, "R09", act=Act.AMEND) == [(WARNS, "amendments")] * sentences


def test_a_change_after_the_closing_names_the_closing():
    assert messages(amended(made_at=moment("2023-12-22 12:01")), "R09", act=Act.AMEND) == [
        "Nabór skończył się: piątek, 22 grudnia 2023 r., godz. 12:00. Późniejsza zmiana dotyczy ofert już złożonych. "
        "Podaj powód."
    ]


@pytest.mark.parametrize("place", [Place.BIP, Place.NOTICE_BOARD, Place.WEBSITE])
def test_a_change_is_announced_in_each_of_the_three_places(place):
    rows = changed(amendment().publications, place, published_on=None)

    assert told(amended(publications=rows), "R11", act=Act.AMEND) == [(BLOCKS, "amendments")]
    assert messages(amended(publications=rows), "R11", act=Act.AMEND) == [
        f"Zmiana ogłoszenia: podaj datę ogłoszenia w miejscu: {place.label}."
    ]
    assert told(amended(publications=rows), "R09", act=Act.AMEND) == []


def test_a_planned_announcement_of_a_change_is_to_be_confirmed_once_its_day_has_passed():
    rows = changed(amendment().publications, Place.BIP, recorded_at=None)

    assert [told(amended(publications=rows), "R11", on=on, act=Act.AMEND) for on in days_around(day("2023-12-06"))] == [
        [],
        [],
        [(WARNS, "amendments")],
    ]


def test_every_change_is_looked_at():
    late = amendment(made_at=moment("2023-12-22 12:01"))

    assert (
        told(lawful(closes_at=moment("2023-12-27 12:00"), confirmation_due_at=None, amendments=(late, late)), "R09")
        == [(WARNS, "amendments")] * 2
    )


@pytest.mark.parametrize("field", ["made_at", "old_closes_at", "new_closes_at"])
def test_a_change_knows_the_zone_of_its_moments(field):
    with pytest.raises(ValueError, match=field):
        amendment(**{field: moment("2023-12-22 12:00").replace(tzinfo=None)})


@pytest.mark.parametrize(
    ("kind", "sentences"), [(AmendmentKind.CHANGE, 1), (AmendmentKind.EXTENSION, 1), (AmendmentKind.RESULTS, 0)]
)
def test_results_are_always_changed_after_the_closing(kind, sentences):
    late = amendment(kind=kind, made_at=moment("2024-02-01 10:00"))

    assert told(amended_by(late), "R09", act=Act.AMEND) == [(WARNS, "amendments")] * sentences


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (AmendmentKind.CHANGE, "Zmiana ogłoszenia"),
        (AmendmentKind.EXTENSION, "Przedłużenie naboru"),
        (AmendmentKind.RESULTS, "Zmiana wyników"),
    ],
)
def test_a_place_that_lacks_its_day_is_told_by_what_was_changed(kind, name):
    row = amendment(kind=kind, publications=amendment().publications[1:])

    assert messages(amended_by(row), "R11", act=Act.CHANGE_RESULTS) == [
        f"{name}: podaj datę ogłoszenia w miejscu: Biuletyn Informacji Publicznej."
    ]
