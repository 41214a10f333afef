"""The real task page of the Leszno strategy, through the importer's records, as the method sees it. No database."""

from decimal import Decimal

import pytest

from leszno_ngo.reading import read_text_file
from strategy.choices import Category, IndicatorKind
from strategy.importing import read
from strategy.progress import count_by_category, judge, task_progress, years_of_task
from tests.strategy.asking import words
from tests.strategy.conftest import TASK_PAGE

BENEFITS = "Liczba przyznanych zasiłków rodzinnych i dodatków"


@pytest.fixture(scope="module")
def task():
    document, problems = read(read_text_file(TASK_PAGE))
    assert problems == []
    return document.strategy.goals[0].programmes[0].tasks[0]


def judged(record, **more):
    values = {value.year: value.value for value in record.values}
    statuses = {value.year: value.status for value in record.values}
    return judge(values=values, statuses=statuses, **{"kind": record.kind, "reporting_year": 2013, **more})


def called(task, name):
    return next(record for record in task.indicators if record.name == name)


def test_all_hundred_points_are_planned_and_done(task):
    shares = [share for stage in task.stages for share in stage.shares]
    years = years_of_task((share.year, share.planned, share.done) for share in shares)

    assert task_progress((share.planned, share.done) for share in shares) == 100
    assert (sum(year.planned for year in years), sum(year.done for year in years)) == (100, 100)
    assert [(year.year, year.cumulative) for year in years] == [
        (2009, 40),
        (2010, 55),
        (2011, 70),
        (2012, 85),
        (2013, 100),
    ]


def test_none_of_the_nine_indicators_is_judged_without_direction_or_target(task):
    judgements = [judged(record) for record in task.indicators]
    counts = count_by_category(judgements)

    assert {category: count for category, count in counts.items() if count} == {Category.NOT_JUDGED: 9}
    assert [judgement.reason for judgement in judgements] == [
        *["Nie oceniono: nie ustalono pożądanego kierunku; wskaźnik produktu nie ma wartości docelowej."] * 4,
        "Nie oceniono: nie ustalono pożądanego kierunku; wskaźnik produktu nie ma wartości docelowej. "
        "Pominięto: 2011 (wątpliwa: 13\N{NO-BREAK SPACE}699).",
        *["Nie oceniono: nie ustalono pożądanego kierunku."] * 4,
    ]


def test_facts_of_the_nine_indicators_are_said_all_the_same(task):
    assert [words(judged(record).fact) for record in task.indicators] == [
        "od 50 (2009) do 1 (2013), −98 %",
        "od 1 (2009) do 1 (2013), bez zmian",
        "od 1 (2009) do 1 (2013), bez zmian",
        "od 3 788 (2009) do 4 479 (2013), +18,2 %",
        "od 94 757 (2009) do 79 602 (2013), −16 %",
        "od 76 (2009) do 89 (2013), +17,1 %",
        "od 42 (2009) do 34 (2013), −19 %",
        "od 15 772 (2009) do 15 827 (2013), +0,3 %",
        "od 5 303 (2009) do 5 835 (2013), +10 %",
    ]


def test_page_seen_ten_years_later_is_too_old_as_well(task):
    old = "ostatnia wartość (2013) jest starsza niż dwa lata sprawozdawcze (ostatni: 2023)"

    assert all(old in judged(record, reporting_year=2023).reason for record in task.indicators)


def test_suspect_number_of_2011_is_in_the_inputs_and_out_of_the_trend(task):
    record = called(task, BENEFITS)
    with_suspect = judged(record, direction="higher", kind="result")
    without = judge(
        values={2009: 94757, 2010: 96821, 2012: 83902, 2013: 79602},
        direction="higher",
        kind="result",
        reporting_year=2013,
    )

    assert with_suspect.inputs["values"]["2011"] == "13699"
    assert with_suspect.inputs["statuses"] == {"2011": "suspect"}
    assert (with_suspect.category, with_suspect.ratio) == (without.category, without.ratio)
    assert words(with_suspect.reason) == (
        "W latach 2009–2013 średnio −4,3 % rocznie; im więcej, tym lepiej. Pominięto: 2011 (wątpliwa: 13 699)."
    )


def test_the_same_number_where_it_fits_its_row_is_used(task):
    supported = judged(called(task, "Liczba osób, która uzyska wsparcie"), thresholds=[(14000, None, "year")])

    assert (supported.category, supported.ratio) == (Category.PARTLY_MET, Decimal("0.8"))


def test_result_indicators_would_be_judged_once_an_official_sets_their_direction(task):
    results = [record for record in task.indicators if record.kind == IndicatorKind.RESULT]

    assert [judged(record, direction="higher").category for record in results] == [
        Category.IMPROVED,
        Category.WORSENED,
        Category.STEADY,
        Category.IMPROVED,
    ]


def test_impact_is_declared_to_have_none_and_is_no_indicator_without_a_judgement(task):
    assert [(none.kind, none.text) for none in task.none_declared] == [(IndicatorKind.IMPACT, "Brak")]
    assert [record for record in task.indicators if record.kind == IndicatorKind.IMPACT] == []
