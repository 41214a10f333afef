"""The arithmetic of stages: points planned and done."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from strategy.progress import YearOfTask, task_progress, years_of_task

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
