"""Step 3 of the method on its borders: no target, only the change."""

from decimal import Decimal
from fractions import Fraction

import pytest

from strategy.choices import Category
from tests.strategy.asking import by_direction, not_judged, words


@pytest.mark.parametrize(
    ("last", "rising", "falling"),
    [
        ("1040.604010", Category.IMPROVED, Category.WORSENED),  # 1.01 to the fourth is 1.04060401
        ("1040.604009", Category.STEADY, Category.STEADY),
        ("1000", Category.STEADY, Category.STEADY),
        ("960.596011", Category.STEADY, Category.STEADY),
        ("960.596010", Category.WORSENED, Category.IMPROVED),  # 0.99 to the fourth is 0.96059601
    ],
)
def test_borders_of_one_percent_a_year(last, rising, falling):
    values = {2009: 1000, 2011: 1000, 2013: last}

    assert by_direction(values, "higher").category == rising
    assert by_direction(values, "lower").category == falling


@pytest.mark.parametrize(
    ("last", "rising", "falling"),
    [
        ("12", Category.IMPROVED, Category.WORSENED),
        ("11.999999", Category.STEADY, Category.STEADY),
        ("8.000001", Category.STEADY, Category.STEADY),
        ("8", Category.WORSENED, Category.IMPROVED),
    ],
)
@pytest.mark.parametrize("unit", ["%", "procent", "% mieszkańców"])
def test_borders_of_half_a_percentage_point_a_year(unit, last, rising, falling):
    values = {2009: 10, 2011: 10, 2013: last}

    assert by_direction(values, "higher", unit=unit).category == rising
    assert by_direction(values, "lower", unit=unit).category == falling


def test_percent_are_said_in_points():
    judgement = by_direction({2009: 0, 2011: 1, 2013: "3.5"}, unit="%")

    assert (judgement.category, judgement.ratio) == (Category.IMPROVED, Decimal("0.875"))
    assert words(judgement.fact) == "od 0 % (2009) do 3,5 % (2013), +3,5 pkt proc."
    assert words(judgement.reason) == "W latach 2009–2013 średnio +0,9 pkt proc. rocznie; im więcej, tym lepiej."


@pytest.mark.parametrize("years", [2, 3, 7, 19, 50])
def test_growth_rate_is_good_to_fifty_places(years):
    rate = by_direction({2000: 100, 2001: 100, 2000 + years: 700}).ratio

    assert abs((1 + Fraction(rate)) ** years - 7) < Fraction(1, 10**47)


def test_growth_rate_that_is_a_finite_decimal_comes_out_as_one():
    assert by_direction({2010: 100, 2011: 100, 2013: "109.2727"}).ratio == Decimal("0.03")
    assert by_direction({2010: 100, 2011: 100, 2013: "109.2727"}, "lower").ratio == Decimal("-0.03")


def test_short_window_stands_beside_the_long_one_that_decides():
    judgement = by_direction({2003: 100, 2008: 200, 2013: 190})

    assert judgement.category == Category.IMPROVED
    assert (judgement.recent.start, judgement.recent.end) == (2008, 2013)
    assert judgement.recent.category == Category.WORSENED
    assert words(judgement.reason) == (
        "W latach 2003–2013 średnio +6,6 % rocznie; im więcej, tym lepiej. "
        "W ostatnich latach (2008–2013) średnio −1 % rocznie: pogorszenie."
    )


@pytest.mark.parametrize(
    ("middle", "start"),
    [({2007: 40}, None), ({2008: 40}, 2008), ({2010: 40}, 2010), ({2011: 40}, None), ({2008: 40, 2009: 40}, 2008)],
)
def test_short_window_is_three_to_five_years(middle, start):
    recent = by_direction({2000: 30, **middle, 2013: 50}).recent

    assert (recent and recent.start) == start


def test_missing_short_window_is_said():
    judgement = by_direction({2000: 30, 2012: 40, 2013: 50})

    assert judgement.reason.endswith("Ostatnich lat nie oceniono osobno: nie ma wartości sprzed 3–5 lat.")


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({2009: 100, 2013: 200}, "do oceny zmiany potrzebne są co najmniej trzy wartości"),
        (
            {2009: 100, 2011: 0, 2013: 200},
            "przy wartościach zerowych lub ujemnych nie da się policzyć zmiany procentowej",
        ),
        (
            {2009: 100, 2011: "-0.000001", 2013: 200},
            "przy wartościach zerowych lub ujemnych nie da się policzyć zmiany procentowej",
        ),
        (
            {2009: 5, 2011: 7, 2013: "19.999999"},
            "wszystkie wartości są mniejsze niż 20, więc o zmianie decydują pojedyncze przypadki",
        ),
    ],
)
def test_change_that_says_little_is_told_and_not_judged(values, refusal):
    judgement = by_direction(values)

    assert not_judged(judgement) == [refusal]
    assert judgement.fact.startswith("od ")


def test_one_value_of_twenty_is_enough_and_the_smallest_above_zero():
    assert by_direction({2009: 5, 2011: 7, 2013: 20}).category == Category.IMPROVED
    assert by_direction({2009: 100, 2011: "0.000001", 2013: 200}).category == Category.IMPROVED


def test_percentage_points_need_three_values_and_nothing_more():
    assert by_direction({2009: 0, 2011: -3, 2013: 4}, unit="%").category == Category.IMPROVED
    assert not_judged(by_direction({2009: 10, 2013: 14}, unit="%")) == [
        "do oceny zmiany potrzebne są co najmniej trzy wartości"
    ]
