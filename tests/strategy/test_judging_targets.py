"""Steps 1 and 2 of the method on their borders: a target to reach, a threshold in every period."""

from decimal import Decimal

import pytest

from strategy.choices import Category
from strategy.progress import judge, rounded
from tests.strategy.asking import MEALS, by_direction, by_target, not_judged, words


@pytest.mark.parametrize(
    ("value", "category"),
    [
        ("100", Category.MET),
        ("99.999999", Category.ON_TRACK),
        ("47.5", Category.ON_TRACK),
        ("47.499999", Category.TOO_SLOW),
        ("30", Category.TOO_SLOW),
        ("29.999999", Category.LITTLE_PROGRESS),
        ("0", Category.LITTLE_PROGRESS),
        ("-0.000001", Category.MOVING_AWAY),
        ("-500", Category.MOVING_AWAY),
    ],
)
def test_bands_on_the_way_from_zero_to_a_hundred_with_fifty_expected(value, category):
    assert by_target({2009: 0, 2014: value}).category == category
    assert by_target({2009: 100, 2014: 100 - Decimal(value)}, 0, direction="lower").category == category


@pytest.mark.parametrize(
    ("last_year", "last", "due", "ratio"),
    [(2010, "0.5", 2028, "0.95"), (2010, "2", 2012, "0.6"), (2011, "4", 2012, "0.6")],
)
def test_border_of_a_path_that_no_decimal_holds_is_not_missed(last_year, last, due, ratio):
    """10/19, 10/3 and 20/3 are no finite decimals; 0.95 and 0.6 of them are."""
    assert by_target({2009: 0, last_year: last}, 10, due).ratio == Decimal(ratio)
    below = by_target({2009: 0, last_year: Decimal(last) - Decimal("0.000001")}, 10, due)
    assert below.category == {"0.95": Category.TOO_SLOW, "0.6": Category.LITTLE_PROGRESS}[ratio]


def test_percent_are_said_with_their_sign():
    judgement = by_target({2009: 40, 2010: "42.5", 2014: 64}, "80.5", 2019, unit="%", statuses={2010: "suspect"})

    assert words(judgement.reason) == (
        "Cel: co najmniej 80,5 % do roku 2019. Wartość w roku 2014: 64 %. Plan na rok 2014: 60,3 %; wykonano 118,5 % "
        "planowanej zmiany od roku 2009. Pominięto: 2010 (wątpliwa: 42,5 %)."
    )


def test_negative_progress_is_kept_with_its_size():
    judgement = by_target({2009: 50, 2014: 40}, 100, 2019)

    assert (judgement.category, judgement.ratio) == (Category.MOVING_AWAY, Decimal("-0.4"))
    assert words(judgement.reason).endswith(
        "Plan na rok 2014: 75; zmiana poszła w przeciwną stronę, to −40 % planowanej zmiany od roku 2009."
    )


@pytest.mark.parametrize(
    ("values", "category", "reason"),
    [
        ({2009: 80, 2014: 100}, Category.MET, "Wartość w roku 2014: 100."),
        ({2009: 80, 2015: 100}, Category.MET, "Wartość w roku 2015: 100."),
        ({2009: 80, 2015: "99.9"}, Category.NOT_MET, "Wartość w roku 2015: 99,9."),
        ({2009: 80, 2016: "99.9"}, Category.NOT_MET, "Wartość w roku 2016: 99,9."),
        (
            {2009: 80, 2015: 101, 2016: 99},
            Category.NOT_MET,
            "Wartość w roku 2016: 99. W roku 2015 cel był osiągnięty: 101.",
        ),
        (
            {2009: 80, 2015: 99, 2016: 101},
            Category.MET,
            "Wartość w roku 2016: 101. W roku 2015 cel nie był jeszcze osiągnięty: 99.",
        ),
    ],
)
def test_in_the_year_of_the_target_and_after_it_is_met_or_not(values, category, reason):
    judgement = by_target(values, 100, 2015)

    assert (judgement.category, judgement.ratio) == (category, None)
    assert judgement.reason == f"Cel: co najmniej 100 do roku 2015. {reason}"


@pytest.mark.parametrize(("reporting_year", "is_waiting"), [(2014, False), (2015, True)])
def test_due_target_whose_year_has_no_value_yet_is_judged_on_the_path_and_says_so(reporting_year, is_waiting):
    judgement = by_target({2009: 0, 2014: 50}, 60, 2015, reporting_year=reporting_year)

    assert (judgement.category, judgement.ratio) == (Category.ON_TRACK, 1)
    assert ("Za rok 2015 nie ma jeszcze wartości." in judgement.reason) == is_waiting


@pytest.mark.parametrize(
    ("target", "last", "category"),
    [
        (100, "100", Category.MET),
        (100, "99", Category.NOT_MET),
        (90, "95", Category.MET),
        (90, "89", Category.NOT_MET),
    ],
)
def test_target_that_the_baseline_meets_is_to_be_maintained(target, last, category):
    judgement = by_target({2009: 100, 2013: last}, target, 2015)

    assert (judgement.category, judgement.ratio) == (category, None)
    says_maintain = "Wartość bazowa (100 w roku 2009) spełniała cel, więc chodzi o jego utrzymanie." in judgement.reason
    assert says_maintain == (category == Category.NOT_MET)


@pytest.mark.parametrize(
    ("interim", "last", "category"),
    [
        (50, "50", Category.ON_TRACK),
        (50, "49", Category.MOVING_AWAY),
        (40, "40", Category.ON_TRACK),
        (40, "39", Category.MOVING_AWAY),
    ],
)
def test_interim_target_without_a_rise_is_kept_or_not(interim, last, category):
    """Nothing is to be divided by a planned change of zero, or by one away from the target."""
    judgement = by_target({2009: 50, 2012: last}, targets={2012: interim, 2015: 100})

    assert (judgement.category, judgement.ratio) == (category, None)
    assert judgement.reason.endswith(f"Plan na rok 2012: {interim}, czyli bez poprawy względem roku 2009.")


def test_path_starts_at_the_baseline_and_not_before():
    values = {2005: 0, 2009: 50, 2014: 75}

    assert by_target(values, baseline=2009).ratio == 1
    assert rounded(by_target(values).ratio, 3) == Decimal("1.167")
    assert by_target(values, targets={2007: 10, 2009: 20, 2019: 100}, baseline=2009).ratio == 1


@pytest.mark.parametrize("more", [{"targets": {2015: 5000}}, {}])
def test_baseline_without_a_value_is_not_replaced_by_another_year(more):
    judgement = by_direction(MEALS, baseline=2009, statuses={2009: "suspect"}, **more)

    assert not_judged(judgement) == ["nie ma wartości bazowej (rok 2009), której można użyć"]


def test_target_that_is_met_needs_no_baseline():
    assert by_target(MEALS, 4400, 2015, baseline=2009, statuses={2009: "suspect"}).category == Category.MET


# Step 2: a threshold in every period

QUARTERS = {"2013-Q1": 2, "2013-Q2": 0, "2013-Q3": 1, "2013-Q4": 1}


def test_minimum_is_met_in_some_of_the_periods():
    judgement = judge(values=QUARTERS, thresholds=[(1, None, "quarter")], reporting_year=2013)

    assert (judgement.category, judgement.ratio) == (Category.PARTLY_MET, Decimal("0.75"))
    assert judgement.reason == (
        "Próg: co najmniej 1 na kwartał. Spełniony w 3 z 4 okresów, za które są dane. "
        "Ostatnio (IV kwartał 2013) spełniony: 1."
    )
    assert words(judgement.fact) == "od 2 (I kwartał 2013) do 1 (IV kwartał 2013), −50 %"


@pytest.mark.parametrize(
    ("threshold", "category", "ratio", "words"),
    [
        ((0, None, "quarter"), Category.MET, 1, "co najmniej 0 na kwartał"),
        ((0, 2, "quarter"), Category.MET, 1, "od 0 do 2 na kwartał"),
        ((1, 1, ""), Category.PARTLY_MET, Decimal("0.5"), "od 1 do 1"),
        ((None, 1, "quarter"), Category.PARTLY_MET, Decimal("0.75"), "najwyżej 1 na kwartał"),
        (("2.000001", None, "quarter"), Category.NOT_MET, 0, "co najmniej 2,000001 na kwartał"),
    ],
)
def test_bounds_of_a_band_are_inside_it(threshold, category, ratio, words):
    judgement = judge(values=QUARTERS, thresholds=[threshold], reporting_year=2013)

    assert (judgement.category, judgement.ratio) == (category, ratio)
    assert judgement.reason.startswith(f"Próg: {words}. ")


def test_period_without_a_value_is_not_counted_as_missed_nor_filled_in():
    values = {**QUARTERS, "2013-Q2": None}
    judgement = judge(values=values, thresholds=[(1, None, "quarter")], reporting_year=2013)

    assert (judgement.category, judgement.ratio) == (Category.MET, 1)
    assert "Spełniony w 3 z 3 okresów" in judgement.reason
    assert judgement.reason.endswith("Pominięto: II kwartał 2013 (brak danych).")


@pytest.mark.parametrize(
    ("period", "word"), [("week", "tygodniowe"), ("month", "miesięczne"), ("half", "półroczne"), ("year", "roczne")]
)
def test_threshold_for_another_period_than_was_measured_is_not_judged(period, word):
    judgement = judge(values=QUARTERS, thresholds=[(1, None, period)], reporting_year=2013)

    assert not_judged(judgement) == [f"potrzebne są co najmniej dwie wartości {word}"]
    assert words(judgement.fact).startswith("od 2 (I kwartał 2013)")


def test_halves_of_years_are_told_apart():
    halves = {"2012-H2": 1, "2013-H1": 2, "2013-H2": 3}
    judgement = judge(values=halves, thresholds=[(2, None, "half")], reporting_year=2013)

    assert (judgement.category, rounded(judgement.ratio, 3)) == (Category.PARTLY_MET, Decimal("0.667"))
    assert words(judgement.fact) == "od 1 (II półrocze 2012) do 3 (II półrocze 2013), +200 %"
