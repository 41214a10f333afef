"""The numbers of the act are dated rows, and the rules read nothing else."""

import datetime as dt
from dataclasses import fields

import pytest

from competitions.law.figures import TABLE, DatedFigure, Figures, figures_on, read_table

CHANGE = DatedFigure("closing_days", 30, dt.date(2027, 1, 1), "art. 13 ust. 1", confirmed=False)


def test_the_act_says_today():
    assert figures_on(dt.date(2026, 1, 1)) == Figures(
        programme_adopted_by=(11, 30),
        closing_days=21,
        result_fields=("bidder", "task_title", "granted"),
        reasons_days=30,
        agreement_years=5,
        report_days=30,
        small_grant_amount=10_000,
        small_grant_days=90,
        small_grant_working_days=7,
        small_grant_shown_days=7,
        small_grant_comment_days=7,
        small_grants_of_organisation=20_000,
        small_grants_percent=20,
    )


@pytest.mark.parametrize(("day", "number"), [("2026-12-31", 21), ("2027-01-01", 30), ("2027-01-02", 30)])
def test_a_new_number_holds_from_its_day_on(day, number):
    assert figures_on(dt.date.fromisoformat(day), (*TABLE, CHANGE)).closing_days == number


@pytest.mark.parametrize("day", [dt.date(2010, 3, 11), dt.date(1990, 1, 1)])
def test_before_the_first_known_day_the_first_number_is_used(day):
    assert figures_on(day, (*TABLE, CHANGE)).closing_days == 21


def test_every_number_names_its_article_and_day():
    assert {figure.name for figure in TABLE} == {field.name for field in fields(Figures)}
    assert [figure for figure in TABLE if not figure.basis.startswith("art. ")] == []


def test_what_was_not_checked_against_a_source_says_so():
    assert [figure.name for figure in TABLE if not figure.confirmed] == [
        *("reasons_days", "report_days", "result_fields", "small_grant_comment_days"),
    ]


def test_rows_are_put_in_the_order_of_their_days():
    rows = [f'[[figure]]\nname = "{field.name}"\nvalue = 1\nvalid_from = 2027-01-01\nbasis = "art. 1"\nconfirmed = true'
            for field in fields(Figures)]  # fmt: skip
    earlier = rows[1].replace("2027", "2026")

    assert [
        figure.valid_from.year for figure in read_table("\n".join([*rows, earlier])) if figure.name == "closing_days"
    ] == [2026, 2027]


@pytest.mark.parametrize("name", ["closing_day", "small_grants"])
def test_a_name_that_no_rule_knows_is_refused(name):
    row = f'[[figure]]\nname = "{name}"\nvalue = 1\nvalid_from = 2027-01-01\nbasis = "art. 1"\nconfirmed = true'

    with pytest.raises(ValueError, match=f"unknown or missing: .*{name}"):
        read_table(row)
