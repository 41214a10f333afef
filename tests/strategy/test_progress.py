"""The arithmetic of stages: points planned and done."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.progress import YearOfTask, doubt_about_weights, programme_progress, rounded, task_progress, years_of_task

points = st.decimals(min_value=0, max_value=100, places=2)


def test_progress_is_what_is_done_of_what_was_planned():
    assert task_progress([(Decimal(60), Decimal(45)), (Decimal(40), Decimal(40))]) == Decimal(85)


def test_progress_is_not_rounded():
    assert task_progress([(Decimal(3), Decimal(1))]) == Decimal(1) / Decimal(3) * 100


def test_without_a_plan_there_is_no_progress():
    assert task_progress([]) is None


def test_years_add_up_the_stages_and_carry_on_what_is_done():
    shares = [(2010, Decimal(15), Decimal(15)), (2009, Decimal(5), Decimal(5)), (2009, Decimal(35), Decimal(30))]

    assert years_of_task(shares) == [
        YearOfTask(2009, Decimal(40), Decimal(35), Decimal(35)),
        YearOfTask(2010, Decimal(15), Decimal(15), Decimal(50)),
    ]


@given(st.lists(st.tuples(st.integers(2000, 2030), points, points)))
def test_the_last_year_carries_everything_done(shares):
    years = years_of_task(shares)

    assert (years[-1].cumulative if years else 0) == sum(done for _, _, done in shares)
    assert [year.year for year in years] == sorted({year for year, _, _ in shares})


def test_programme_is_the_weighted_mean_of_its_tasks_whatever_the_weights_add_up_to():
    tasks = [(Decimal(30), Decimal(100)), (Decimal(20), Decimal(40)), (Decimal(10), Decimal(0))]

    assert programme_progress(tasks) == Decimal(3800) / Decimal(60)
    assert rounded(programme_progress(tasks)) == Decimal("63.3")


def test_task_that_planned_nothing_is_no_zero_in_its_programme():
    assert programme_progress([(Decimal(50), Decimal(80)), (Decimal(50), None)]) == 80
    assert programme_progress([(Decimal(50), None)]) is None
    assert programme_progress([]) is None


def test_weight_that_is_not_given_is_not_guessed():
    assert programme_progress([(Decimal(50), Decimal(80)), (None, Decimal(20))]) is None
    assert programme_progress([(Decimal(50), Decimal(80)), (None, None)]) == 80
    assert programme_progress([(Decimal(0), Decimal(80))]) is None


@pytest.mark.parametrize(
    ("weights", "doubt"),
    [
        ([], ""),
        (["60", "40"], ""),
        (["33.3", "33.3", "33.4"], ""),
        (["60", "39.5"], "Wagi zadań programu dają razem 99,5 zamiast 100."),
        (["60", "60"], "Wagi zadań programu dają razem 120 zamiast 100."),
        (["100", None], "Nie wszystkie zadania programu mają wagę; postępu programu nie policzono."),
    ],
)
def test_weights_that_do_not_add_up_to_a_hundred_are_doubted_and_not_refused(weights, doubt):
    assert doubt_about_weights([weight and Decimal(weight) for weight in weights]) == doubt


@given(st.lists(st.tuples(st.integers(1, 300).map(Decimal), points), min_size=1))
def test_programme_lies_between_its_tasks_and_scaling_all_weights_changes_nothing(tasks):
    progress = programme_progress(tasks)

    assert min(done for _, done in tasks) <= rounded(progress, 20) <= max(done for _, done in tasks)
    assert rounded(programme_progress([(weight * 7, done) for weight, done in tasks]), 20) == rounded(progress, 20)


@pytest.mark.parametrize(
    ("number", "shown"), [("0.05", "0.1"), ("0.04999", "0.0"), ("-0.05", "-0.1"), ("84.25", "84.3"), ("99.95", "100.0")]
)
def test_words_are_rounded_half_up_to_one_decimal(number, shown):
    assert rounded(Decimal(number)) == Decimal(shown)
