"""The method as a whole: its worked examples, what is not judged and why, the facts, and what is kept."""

import ast
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from strategy.choices import Category, ValueStatus
from strategy.progress import METHOD_VERSION, Override, count_by_category, judge, overridden, rounded
from tests.strategy.asking import MEALS, by_direction, by_target, not_judged, words


def test_worked_example_on_the_straight_line():
    judgement = by_target(MEALS, 5000, 2015)

    assert (judgement.category, rounded(judgement.ratio, 3)) == (Category.TOO_SLOW, Decimal("0.855"))
    assert words(judgement.fact) == "od 3 788 (2009) do 4 479 (2013), +18,2 %"
    assert words(judgement.reason) == (
        "Cel: co najmniej 5 000 do roku 2015. Wartość w roku 2013: 4 479. Plan na rok 2013: 4 596; wykonano 85,5 % "
        "planowanej zmiany od roku 2009."
    )


def test_worked_example_through_an_interim_target():
    judgement = judge(values=MEALS, direction="higher", targets={2012: 4200, 2015: 5000}, reporting_year=2013)

    assert (judgement.category, rounded(judgement.ratio, 3)) == (Category.ON_TRACK, Decimal("1.018"))
    assert words(judgement.reason) == (
        "Cel: co najmniej 5 000 do roku 2015. Wartość w roku 2013: 4 479. Plan na rok 2013: 4 466,7; wykonano 101,8 % "
        "planowanej zmiany od roku 2009."
    )


# Step 0: not judged


def test_every_reason_not_to_judge_is_said_at_once_and_the_fact_stays():
    judgement = judge(values={2009: 50, 2013: 1}, kind="output", reporting_year=2016)

    assert not_judged(judgement) == [
        "nie ustalono pożądanego kierunku",
        "wskaźnik produktu nie ma wartości docelowej",
        "ostatnia wartość (2013) jest starsza niż dwa lata sprawozdawcze (ostatni: 2016)",
    ]
    assert words(judgement.fact) == "od 50 (2009) do 1 (2013), −98 %"


@pytest.mark.parametrize(
    ("values", "more", "fact"),
    [
        ({}, {}, "brak wartości, których można użyć"),
        ({2013: None}, {}, "brak wartości, których można użyć"),
        ({2013: 7}, {}, "jedyna wartość: 7 (2013)"),
        ({2012: None, 2013: 7}, {}, "jedyna wartość: 7 (2013)"),
        ({2012: 6, "2013-Q1": 7}, {}, "ostatnia wartość: 7 (I kwartał 2013)"),
        ({2012: 13699, 2013: 79602}, {"statuses": {2012: "suspect"}}, "jedyna wartość: 79 602 (2013)"),
    ],
)
def test_fewer_than_two_usable_values_are_not_judged(values, more, fact):
    judgement = judge(values=values, direction="higher", targets={2015: 9}, reporting_year=2013, **more)

    assert not_judged(judgement) == ["potrzebne są co najmniej dwie wartości roczne"]
    assert words(judgement.fact) == fact


def test_values_before_the_baseline_do_not_count_and_stay_in_the_fact():
    judgement = by_target({2011: 30, 2012: 40, 2013: 50}, baseline=2013)

    assert not_judged(judgement) == ["potrzebne są co najmniej dwie wartości roczne od roku bazowego 2013"]
    assert words(judgement.fact) == "od 30 (2011) do 50 (2013), +66,7 %"


def test_values_of_quarters_do_not_take_part_among_years_and_that_is_said():
    values = {2009: 100, 2011: 110, 2013: 120}
    alone = by_direction(values)
    mixed = judge(values={**values, "2013-Q4": 5}, direction="higher", reporting_year=2013)

    assert (mixed.category, mixed.ratio, mixed.fact) == (alone.category, alone.ratio, alone.fact)
    assert mixed.reason == f"{alone.reason} Wartości za inne okresy nie uwzględniono."


def test_fact_begins_at_the_baseline():
    assert by_target({2005: 10, 2009: 50, 2014: 75}, baseline=2009).fact.startswith("od 50 (2009) do 75 (2014)")


def test_output_with_a_target_is_judged_and_a_result_needs_none():
    values = {2009: 40, 2010: 50, 2013: 60}

    assert by_target(values, 60, 2015, kind="output").category == Category.MET
    assert by_direction(values, kind="result").category == Category.IMPROVED
    threshold = {"thresholds": [(40, None, "year")]}
    assert judge(values=values, kind="output", reporting_year=2013, **threshold).category == Category.MET
    assert not_judged(by_direction(values, kind="output")) == ["wskaźnik produktu nie ma wartości docelowej"]


@pytest.mark.parametrize(("reporting_year", "is_judged"), [(2012, True), (2015, True), (2016, False)])
def test_latest_value_may_be_two_reporting_years_old(reporting_year, is_judged):
    judgement = by_direction(MEALS, reporting_year=reporting_year)

    assert (judgement.category != Category.NOT_JUDGED) == is_judged


def test_age_is_that_of_the_latest_value_that_can_be_used():
    judgement = by_direction({**MEALS, 2016: 5000}, statuses={2016: "suspect"})

    assert not_judged(judgement) == ["ostatnia wartość (2013) jest starsza niż dwa lata sprawozdawcze (ostatni: 2016)"]
    assert words(judgement.reason).endswith("Pominięto: 2016 (wątpliwa: 5 000).")


def test_target_and_threshold_at_once_or_two_thresholds_are_not_judged():
    message = ["wskaźnik ma naraz kilka celów lub progów, a metoda ocenia według jednego"]

    assert not_judged(by_target(MEALS, 5000, 2015, thresholds=[(1, None, "year")])) == message
    assert not_judged(by_direction(MEALS, thresholds=[(1, None, "year"), (5, None, "")])) == message


# Statuses


@pytest.mark.parametrize("status", ValueStatus)
def test_only_suspect_and_missing_values_are_left_out(status):
    judgement = by_direction({2009: 100, 2011: 100, 2012: 100, 2013: 900}, statuses={2013: status})
    is_left_out = status in (ValueStatus.SUSPECT, ValueStatus.NOT_COLLECTED, ValueStatus.NOT_APPLICABLE)

    assert (judgement.category == Category.STEADY) == is_left_out
    assert (f"Pominięto: 2013 ({status.label}: 900)." in judgement.reason) == is_left_out
    assert words(judgement.fact) == (
        "od 100 (2009) do 100 (2012), bez zmian" if is_left_out else "od 100 (2009) do 900 (2013), +800 %"
    )


@pytest.mark.parametrize(("status", "word"), [("provisional", "wstępna"), ("estimate", "szacunkowa")])
def test_latest_value_that_may_change_is_said_to(status, word):
    assert by_direction(MEALS, statuses={2013: status}).reason.endswith(f"Ostatnia wartość jest {word}.")
    assert "Ostatnia wartość jest" not in by_direction(MEALS, statuses={2012: status, 2013: "revised"}).reason


def test_year_without_a_value_is_left_out_and_said():
    judgement = by_direction({2009: 100, 2010: None, 2011: 110, 2013: 120}, statuses={2012: "not_applicable"})

    assert judgement.category == Category.IMPROVED
    assert judgement.reason.endswith("Pominięto: 2010 (brak danych), 2012 (nie dotyczy).")


# Facts


@pytest.mark.parametrize(
    ("first", "last", "fact"),
    [
        ("0", "5", "od 0 (2009) do 5 (2013), +5"),
        ("0", "0", "od 0 (2009) do 0 (2013), bez zmian"),
        ("9999", "10000", "od 9 999 (2009) do 10 000 (2013), wzrost o mniej niż 0,1 %"),
        ("-186", "373", "od −186 (2009) do 373 (2013), +559"),
        ("5", "-1", "od 5 (2009) do −1 (2013), −120 %"),
        ("704913.66", "704913.66", "od 704 913,66 (2009) do 704 913,66 (2013), bez zmian"),
        ("1000000000000", "1000000000001", "od 1 000 000 000 000 (2009) do 1 000 000 000 001 (2013), "),
        ("0.000001", "0.000002", "od 0,000001 (2009) do 0,000002 (2013), +100 %"),
        ("2000", "1999", "od 2 000 (2009) do 1 999 (2013), −0,1 %"),
        ("2001", "2000", "od 2 001 (2009) do 2 000 (2013), spadek o mniej niż 0,1 %"),
    ],
)
def test_fact_is_said_in_polish(first, last, fact):
    if fact.endswith(", "):
        fact += "wzrost o mniej niż 0,1 %"

    assert words(judge(values={2009: first, 2013: last}, reporting_year=2013).fact) == fact


# What is kept


def test_inputs_go_through_json_and_say_the_same_again():
    judgement = judge(
        values={2009: Decimal("3788.000000"), "2011": "13699", 2012: None, 2013: 4479},
        statuses={"2011": ValueStatus.SUSPECT, 2013: "provisional"},
        direction="higher",
        targets={2015: Decimal("5000.50")},
        baseline=2009,
        kind="output",
        unit="osoba",
        reporting_year=2014,
    )

    assert judgement.method_version == METHOD_VERSION == 1
    assert json.loads(json.dumps(judgement.inputs)) == judgement.inputs
    assert judge(**json.loads(json.dumps(judgement.inputs))) == judgement
    assert judgement.inputs == {
        "values": {"2009": "3788", "2011": "13699", "2012": None, "2013": "4479"},
        "statuses": {"2011": "suspect", "2012": "not_collected", "2013": "provisional"},
        "direction": "higher",
        "targets": {"2015": "5000.5"},
        "thresholds": [],
        "baseline": 2009,
        "kind": "output",
        "unit": "osoba",
        "reporting_year": 2014,
    }


def test_override_stands_beside_the_computed_result():
    computed = by_target(MEALS, 5000, 2015)
    decided = overridden(computed, "on_track", " Nową stołówkę otwarto w grudniu 2013 r. ")

    assert (decided.shown, decided.category, decided.ratio) == (Category.ON_TRACK, Category.TOO_SLOW, computed.ratio)
    assert decided.override == Override(Category.ON_TRACK, "Nową stołówkę otwarto w grudniu 2013 r.")
    assert computed.shown == Category.TOO_SLOW


@pytest.mark.parametrize(("category", "reason"), [("on_track", ""), ("on_track", " \n"), ("znakomicie", "Bo tak.")])
def test_override_without_a_public_reason_or_a_known_category_is_refused(category, reason):
    with pytest.raises(ValueError, match=r"Podaj publiczny powód|znakomicie"):
        overridden(by_target(MEALS, 5000, 2015), category, reason)


def test_roll_up_counts_by_category_with_those_not_judged():
    slow = by_target(MEALS, 5000, 2015)
    judgements = [slow, by_target(MEALS, 4000, 2015), by_direction(MEALS, ""), overridden(slow, "met", "Powód.")]
    counts = count_by_category(judgements)

    assert list(counts) == list(Category)
    assert {category: count for category, count in counts.items() if count} == {
        Category.MET: 2,
        Category.TOO_SLOW: 1,
        Category.NOT_JUDGED: 1,
    }


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"values": {2009: 1.5}}, TypeError),
        ({"targets": {2015: 0.1}}, TypeError),
        ({"values": {2009: "NaN"}}, ValueError),
        ({"values": {"2009-Q5": 1}}, ValueError),
        ({"values": {"IV 2009": 1}}, ValueError),
        ({"direction": "up"}, ValueError),
        ({"statuses": {2009: "wrong"}}, ValueError),
        ({"thresholds": [(None, None, "year")]}, ValueError),
        ({"thresholds": [(2, 1, "year")]}, ValueError),
    ],
)
def test_what_is_no_number_year_or_known_word_is_refused(more, error):
    with pytest.raises(error):
        judge(**{"values": MEALS, "reporting_year": 2013, **more})


def test_no_binary_fraction_takes_part():
    sources = sorted(Path(settings.BASE_DIR, "strategy", "progress").glob("*.py"))
    nodes = [node for source in sources for node in ast.walk(ast.parse(source.read_text()))]

    assert len(sources) == 8
    assert [node for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, float)] == []
    assert [node.id for node in nodes if isinstance(node, ast.Name) and node.id in ("float", "round", "math")] == []


def test_values_are_said_with_the_right_form_of_their_unit():
    judgement = by_target(MEALS, 5000, 2015, unit="osoba,osoby,osób,osoby")

    assert words(judgement.fact) == "od 3 788 osób (2009) do 4 479 osób (2013), +18,2 %"
    assert words(judgement.reason).startswith(
        "Cel: co najmniej 5 000 osób do roku 2015. Wartość w roku 2013: 4 479 osób."
    )
