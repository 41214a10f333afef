"""Rows of the database → the method and the charts, and what was stored of the judgement."""

import datetime as dt
from decimal import Decimal

import pytest

from strategy import progress
from strategy.assessing import bars_of, count_judgements, counts_of, judge_arguments, line_of, reporting_year
from strategy.choices import Category, IndicatorKind, Period, TargetKind, ValueState, ValueStatus
from strategy.judging import judge_all, judge_indicator
from strategy.models import Indicator, IndicatorJudgement, IndicatorValue, NoneDeclared, Strategy, StrategyTask
from tests.strategy.drawings import Drawn
from tests.strategy.measures import NOON, indicator_of, publish, target

pytestmark = pytest.mark.django_db

TODAY = dt.date(2014, 3, 1)
BENEFITS = "Liczba przyznanych zasiłków rodzinnych i dodatków"


def judged(indicator, today=TODAY):
    return judge_indicator(indicator, now=NOON, today=today)


def said_again(stored):
    return progress.judge(**stored.inputs)


@pytest.mark.parametrize(
    ("period_end", "today", "year"),
    [
        (None, dt.date(2014, 1, 1), 2013),
        (2015, dt.date(2014, 12, 31), 2013),
        (2015, dt.date(2016, 1, 1), 2015),
        (2015, dt.date(2023, 12, 1), 2015),
    ],
)
def test_values_are_due_for_the_past_year_and_never_after_the_strategys_last_one(period_end, today, year):
    assert reporting_year(Strategy(period_end=period_end), today) == year


@pytest.mark.parametrize("owner", ["strategy", "goal", "programme", "task"])
def test_strategy_of_an_indicator_is_found_from_whatever_it_measures(task_page, owner):
    task = StrategyTask.objects.get()
    owners = {"task": task, "programme": task.programme, "goal": task.parent_goal}
    owners["strategy"] = task.parent_goal.strategy
    indicator = Indicator.objects.create(**{owner: owners[owner]}, code="x", source_name="x", name="x", position=1)

    assert Indicator.objects.with_owner().get(pk=indicator.pk).parent_strategy == owners["strategy"]


def test_worked_example_of_the_method_from_rows_to_the_stored_judgement():
    indicator = indicator_of()
    publish(indicator, {2009: 3788, 2010: 4000, 2011: 4100, 2012: 4300, 2013: 4479})
    target(indicator, TargetKind.REACH, 5000, due_year=2015)

    stored = judged(indicator)

    assert (stored.category, progress.rounded(stored.ratio, 3)) == (Category.TOO_SLOW, Decimal("0.855"))
    assert "Plan na rok 2013: 4\N{NO-BREAK SPACE}596" in said_again(stored).reason
    assert (said_again(stored).category, said_again(stored).reason) == (stored.category, stored.reason)


def test_worked_example_with_an_interim_target_is_on_track():
    indicator = indicator_of()
    publish(indicator, {2009: 3788, 2013: 4479})
    target(indicator, TargetKind.REACH, 5000, due_year=2015)
    target(indicator, TargetKind.REACH, 4200, due_year=2012)

    stored = judged(indicator)

    assert (stored.category, progress.rounded(stored.ratio, 3)) == (Category.ON_TRACK, Decimal("1.018"))
    assert "4\N{NO-BREAK SPACE}466,7" in stored.reason


def test_recurring_minimum_is_judged_by_the_quarters_that_met_it():
    indicator = indicator_of(direction="", frequency=Period.QUARTER)
    publish(indicator, {"2013-Q1": 1, "2013-Q2": 0, "2013-Q3": 2, "2013-Q4": 1})
    target(indicator, TargetKind.MINIMUM, 1, period=Period.QUARTER)

    stored = judged(indicator)

    assert (stored.category, stored.ratio) == (Category.PARTLY_MET, Decimal("0.75"))
    assert said_again(stored).category == stored.category


@pytest.mark.parametrize(
    ("kind", "fields", "bounds"),
    [
        (TargetKind.MINIMUM, {}, (Decimal(30), None, "")),
        (TargetKind.MAXIMUM, {"period": Period.YEAR}, (None, Decimal(30), "year")),
        (TargetKind.BAND, {"upper": Decimal(40)}, (Decimal(30), Decimal(40), "")),
    ],
)
def test_each_kind_of_threshold_becomes_the_bounds_it_says(kind, fields, bounds):
    indicator = indicator_of()
    target(indicator, kind, 30, **fields)

    assert judge_arguments(indicator, 2013)["thresholds"] == [bounds]


def test_threshold_with_a_year_is_judged_by_the_values_until_then():
    indicator = indicator_of(direction="")
    publish(indicator, {2009: 30, 2010: 31, 2011: 5, 2013: 5})
    target(indicator, TargetKind.MINIMUM, 30, due_year=2010)

    stored = judged(indicator)

    assert (stored.category, stored.ratio) == (Category.MET, 1)
    assert (list(stored.inputs["values"]), stored.inputs["reporting_year"]) == (["2009", "2010"], 2010)


def test_indicator_without_a_target_is_judged_by_its_change_and_keeps_the_recent_one():
    indicator = indicator_of()
    publish(indicator, {2003: 100, 2009: 100, 2013: 146.41})

    stored = judged(indicator)

    assert stored.category == Category.IMPROVED
    assert stored.recent == {"start": 2009, "end": 2013, "category": "improved", "rate": "0.100000000000"}


def test_only_the_newest_published_revision_is_judged():
    indicator = indicator_of()
    publish(indicator, {2011: 100, 2012: 101, 2013: 50})
    same_year = {"indicator": indicator, "year": 2013}
    IndicatorValue.objects.create(
        **same_year, revision=2, value=150, state=ValueState.PUBLISHED, published_at=NOON, reason="literówka"
    )
    IndicatorValue.objects.create(**same_year, revision=3, value=9)

    assert judge_arguments(indicator, 2013)["values"] == {"2011": 100, "2012": 101, "2013": 150}


def test_judgement_is_stored_anew_only_when_what_it_rests_on_changed():
    indicator = indicator_of()
    publish(indicator, {2011: 100, 2012: 110, 2013: 121})
    first = judged(indicator)

    assert judged(indicator) == first
    assert judged(indicator, dt.date(2015, 1, 1)) != first
    assert IndicatorJudgement.objects.count() == 2


def test_judgement_by_another_version_of_the_method_is_made_again():
    indicator = indicator_of()
    publish(indicator, {2011: 100, 2012: 110, 2013: 121})
    first = judged(indicator)
    IndicatorJudgement.objects.update(method_version=first.method_version - 1)

    assert judged(indicator) != first
    assert indicator.judgement.method_version == progress.METHOD_VERSION


@pytest.mark.parametrize(
    ("direction", "goal", "category", "ratio"),
    [("higher", 10**13, Category.ON_TRACK, 1), ("lower", 0, Category.MOVING_AWAY, -(10**19))],
)
def test_largest_and_smallest_numbers_of_the_portal_are_judged_and_stored(direction, goal, category, ratio):
    indicator = indicator_of(direction=direction)
    publish(indicator, {2012: Decimal("0.000001"), 2013: Decimal(10**12)})
    target(indicator, TargetKind.REACH, goal, due_year=2022)

    stored = judged(indicator)

    assert stored.category == category
    assert stored.ratio == pytest.approx(Decimal(ratio))


def test_all_are_judged_when_the_year_ends_and_nothing_is_new_the_day_after():
    first, second = indicator_of(code="a"), indicator_of(code="b", period_end=2013)
    for indicator in (first, second):
        publish(indicator, {2011: 100, 2012: 110, 2013: 121})

    assert judge_all(now=NOON, today=dt.date(2014, 12, 31)) == 2
    assert judge_all(now=NOON, today=dt.date(2014, 12, 31)) == 0
    assert judge_all(now=NOON, today=dt.date(2015, 1, 1)) == 1
    assert [each.judgements.count() for each in (first, second)] == [2, 1]


def test_judging_all_asks_as_many_queries_for_many_as_for_few_while_nothing_changes(django_assert_num_queries):
    for number in range(5):
        publish(indicator_of(code=f"w{number}"), {2012: 1, 2013: 2})
    judge_all(now=NOON, today=TODAY)

    with django_assert_num_queries(4):
        assert judge_all(now=NOON, today=TODAY) == 0


# ── The charts ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_line_shows_what_is_published_with_the_path_and_the_suspect_apart():
    indicator = indicator_of()
    publish(indicator, {2009: 3788, 2013: 4479})
    publish(indicator, {2010: 13}, status=ValueStatus.SUSPECT)
    IndicatorValue.objects.create(indicator=indicator, year=2012, value=4000)
    target(indicator, TargetKind.REACH, 5000, due_year=2015)

    drawn = Drawn(line_of(indicator))

    assert [len(drawn.circles(name)) for name in ("point", "suspect")] == [2, 1]
    assert drawn.words("label-target") == ["cel 5 000"]


def test_line_of_an_indicator_with_several_thresholds_is_drawn_without_them():
    indicator = indicator_of()
    publish(indicator, {2009: 30, 2013: 31})
    target(indicator, TargetKind.MINIMUM, 30)
    assert "threshold" in {layer["name"] for layer in line_of(indicator).spec["layer"]}

    target(indicator, TargetKind.MINIMUM, 5, period=Period.WEEK)
    assert "threshold" not in {layer["name"] for layer in line_of(indicator).spec["layer"]}


def test_bars_are_the_tasks_points_by_year(task_page):
    assert bars_of(StrategyTask.objects.get()).description == (
        "Wykonano 100 ze 100 zaplanowanych punktów procentowych zadania. W każdym roku wykonano tyle, ile zaplanowano."
    )


def test_counts_take_the_category_that_counts_and_what_nobody_judged_as_not_judged():
    judgements = [
        IndicatorJudgement(category=Category.WORSENED, override_category=Category.STEADY),
        IndicatorJudgement(category=Category.MET),
        None,
    ]

    counts = count_judgements(judgements)

    assert list(counts) == list(Category)
    assert {category: count for category, count in counts.items() if count} == {
        Category.MET: 1,
        Category.STEADY: 1,
        Category.NOT_JUDGED: 1,
    }
    assert counts_of(judgements, "Wskaźniki celu").title == "Wskaźniki celu"


# ── The real documents ──────────────────────────────────────────────────────────────────────────────────────────────


def test_import_leaves_a_judgement_of_each_of_the_nine_indicators_and_judges_none(task_page):
    stored = [indicator.judgement for indicator in Indicator.objects.all()]

    assert [judgement.category for judgement in stored] == [Category.NOT_JUDGED] * 9
    assert all("nie ustalono pożądanego kierunku" in judgement.reason for judgement in stored)
    assert [said_again(judgement).reason for judgement in stored] == [judgement.reason for judgement in stored]


def test_suspect_number_of_2011_is_stored_among_the_inputs_and_left_out_of_the_change(task_page):
    indicator = Indicator.objects.get(name=BENEFITS)
    indicator.direction, indicator.kind = "lower", IndicatorKind.RESULT
    indicator.save()

    stored = judged(indicator)

    assert stored.inputs["values"]["2011"] == "13699"
    assert stored.inputs["statuses"] == {"2011": "suspect"}
    assert stored.category == Category.IMPROVED
    assert stored.fact.replace("\N{NO-BREAK SPACE}", " ") == "od 94 757 (2009) do 79 602 (2013), −16 %"
    assert "Pominięto: 2011 (wątpliwa: 13\N{NO-BREAK SPACE}699)." in stored.reason


def test_impact_is_declared_to_have_none_and_is_judged_nowhere(task_page):
    assert list(NoneDeclared.objects.values_list("kind", "text")) == [(IndicatorKind.IMPACT, "Brak")]
    assert not IndicatorJudgement.objects.filter(indicator__kind=IndicatorKind.IMPACT).exists()


def test_indicators_of_the_goals_table_have_no_values_and_say_so(goals_table):
    judgements = IndicatorJudgement.objects.all()

    assert judgements.count() == Indicator.objects.count() > 0
    assert {judgement.category for judgement in judgements} == {Category.NOT_JUDGED}
    assert {judgement.fact for judgement in judgements} == {"brak wartości, których można użyć"}
