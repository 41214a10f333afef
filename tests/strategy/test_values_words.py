"""What an official types for a value, at the desk or in a spreadsheet: understood, or told what to do."""

from decimal import Decimal

import pytest

from strategy.choices import ValueStatus
from strategy.collecting import is_far
from strategy.importing.values.words import number_words, read_entry

FINAL, NOT_COLLECTED, NOT_APPLICABLE = ValueStatus.FINAL, ValueStatus.NOT_COLLECTED, ValueStatus.NOT_APPLICABLE
HOW = "Wpisz liczbę, na przykład 10500 albo 97,4."


def read(value="", status="final", *, unit="", is_correction=False, **more):
    return read_entry({"value": value, "status": status} | more, unit=unit, is_correction=is_correction)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("3788", "3788"),
        ("0", "0"),
        ("-186", "-186"),
        ("\N{MINUS SIGN} 186", "-186"),
        ("2 404", "2404"),
        ("704\N{NO-BREAK SPACE}913,66", "704913.66"),
        ("10.5", "10.5"),
        ("10.500,00", "10500.00"),
        ("0,000001", "0.000001"),
        ("10000000000000", "10000000000000"),
    ],
)
def test_number_is_read_as_offices_write_it(words, number):
    entry, problems = read(words)

    assert (entry["value"], entry["status"], problems) == (Decimal(number), FINAL, {})


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("dużo", f"„dużo” nie jest liczbą. {HOW}"),
        ("12 13", f"„12 13” nie jest liczbą. {HOW}"),
        ("10.500", f"„10.500” można odczytać na dwa sposoby. {HOW}"),
        ("1e13", f"„1e13” nie jest liczbą. {HOW}"),
        ("100000000000000", f"„100000000000000” ma za dużo cyfr. {HOW}"),
        ("0,0000001", f"„0,0000001” ma za dużo cyfr. {HOW}"),
        ("=2+2", f"„=2+2” nie jest liczbą. {HOW}"),
    ],
)
def test_what_is_no_number_is_told(words, problem):
    _, problems = read(words)

    assert problems == {"value": problem}


def test_words_that_say_there_is_no_number_choose_the_status():
    assert [read(words)[0]["status"] for words in ("bd", "Brak danych", "-", "nd", "nie dotyczy")] == [
        *[NOT_COLLECTED] * 3,
        *[NOT_APPLICABLE] * 2,
    ]
    assert read("bd")[0]["value"] is None


def test_status_without_a_number_needs_no_words():
    entry, problems = read("", "not_applicable")

    assert (entry["value"], entry["status"], problems) == (None, NOT_APPLICABLE, {})


def test_number_and_a_status_that_there_is_none_exclude_each_other():
    assert read("12", "not_collected")[1] == {
        "status": "Jest i liczba, i rodzaj „brak danych”. Usuń liczbę albo zmień rodzaj."
    }


@pytest.mark.parametrize(("words", "status"), [("", "final"), ("", "estimate"), ("bd", "provisional")])
def test_missing_number_is_never_taken_for_anything(words, status):
    assert read(words, status)[1] == {"value": "Wpisz liczbę albo wybierz rodzaj „brak danych” lub „nie dotyczy”."}


def test_status_may_be_said_in_polish():
    assert read("12", "wątpliwa")[0]["status"] == ValueStatus.SUSPECT
    assert read("12", "")[0]["status"] == FINAL
    assert read("12", "pewna")[1]["status"].startswith("Nie ma rodzaju „pewna”. Może być: „ostateczna”,")


def test_sign_of_another_unit_is_not_swallowed():
    assert read("64 %", unit="%")[0]["value"] == Decimal(64)
    assert read("64 %", unit="osoba,osoby,osób")[1] == {
        "value": "Tej wartości nie mierzy się w „%”. Wpisz samą liczbę."
    }


def test_correction_wants_a_reason():
    assert read("12", is_correction=True)[1] == {
        "reason": "Napisz, dlaczego zmienia się opublikowaną wartość. Przeczytają to mieszkańcy."
    }
    assert read("12", is_correction=True, reason="Błąd w tabeli.")[1] == {}


def test_words_longer_than_what_is_kept_are_told():
    assert read("12", source="ź" * 201)[1] == {"source": "Skróć do 200 znaków (jest 201)."}


@pytest.mark.parametrize(
    ("number", "words"), [("3788.000000", "3788"), ("97.400000", "97,4"), ("-3", "-3"), ("0", "0")]
)
def test_stored_number_stands_in_its_field_as_it_is_typed(number, words):
    assert number_words(Decimal(number)) == words


@pytest.mark.parametrize(
    ("now", "then", "far"), [(300, 100, False), (301, 100, True), (33, 100, True), (0, 100, False), (-400, 100, False)]
)
def test_number_several_times_the_one_of_a_year_ago_is_pointed_out(now, then, far):
    assert is_far(Decimal(now), Decimal(then)) is far
