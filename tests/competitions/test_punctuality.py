"""How far an announcement was from its plan."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competitions.punctuality import Punctuality, punctuality
from leszno_ngo.terms import parse_term
from tests.competitions.calls import day, days_around

often = settings(max_examples=100, deadline=None)
dates = st.dates(day("2004-01-01"), day("2100-12-31"))


def of(text, announced_on):
    found = punctuality(parse_term(text), day(announced_on))
    return Punctuality(found.days, found.words.replace("\N{NO-BREAK SPACE}", " "))


def test_the_plan_the_announcement_and_the_days_between_are_told():
    assert of("Grudzień 2023", "2024-01-12") == Punctuality(
        12, "planowano: grudzień 2023 r., ogłoszono 12 stycznia 2024 r., 12 dni po planie"
    )


@pytest.mark.parametrize(
    ("text", "announced_on", "days", "words"),
    [
        ("Grudzień 2023", "2023-11-29", -2, "2 dni przed planem"),
        ("Grudzień 2023", "2023-11-30", -1, "1 dzień przed planem"),
        ("Grudzień 2023", "2023-12-01", 0, "w planowanym terminie"),
        ("Grudzień 2023", "2023-12-31", 0, "w planowanym terminie"),
        ("Grudzień 2023", "2024-01-01", 1, "1 dzień po planie"),
        ("Grudzień 2023", "2024-01-22", 22, "22 dni po planie"),
        ("Styczeń / Luty 2024", "2024-02-29", 0, "w planowanym terminie"),
        ("Styczeń / Luty 2024", "2024-03-01", 1, "1 dzień po planie"),
        ("II, III kwartał roku 2024", "2024-10-01", 1, "1 dzień po planie"),
        ("do 15 marca 2024 r.", "2020-01-01", 0, "w planowanym terminie"),
        ("do 15 marca 2024 r.", "2024-03-15", 0, "w planowanym terminie"),
        ("do 15 marca 2024 r.", "2024-03-16", 1, "1 dzień po planie"),
        ("od 15 marca 2024 r.", "2024-03-14", -1, "1 dzień przed planem"),
        ("od 15 marca 2024 r.", "2024-03-15", 0, "w planowanym terminie"),
        ("od 15 marca 2024 r.", "2034-03-15", 0, "w planowanym terminie"),
    ],
)
def test_days_are_counted_from_the_nearer_end_of_the_plan(text, announced_on, days, words):
    found = of(text, announced_on)

    assert (found.days, found.words.rpartition(", ")[2]) == (days, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("-", "planowano: nie planuje się, ogłoszono 12 stycznia 2024 r."),
        ("po uchwaleniu budżetu", "planowano: po uchwaleniu budżetu, ogłoszono 12 stycznia 2024 r."),
        ("na bieżąco", "planowano: na bieżąco, ogłoszono 12 stycznia 2024 r."),
        ("", "ogłoszono 12 stycznia 2024 r."),
    ],
)
def test_a_plan_without_dates_is_told_without_days(text, words):
    assert of(text, "2024-01-12") == Punctuality(None, words)


@often
@given(dates, st.integers(-4000, 4000))
def test_days_grow_one_a_day_outside_the_plan_and_never_fall(planned, shift):
    term = parse_term(f"{planned.day}.{planned.month:02}.{planned.year}")
    announced_on = planned.fromordinal(planned.toordinal() + shift)

    assert [punctuality(term, date).days for date in days_around(announced_on)] == [shift - 1, shift, shift + 1]
