"""Planned and done points by year, and counts by judgement, as they are drawn."""

from decimal import Decimal
from itertools import pairwise

import pytest

from strategy.charts import stacked_counts, stage_bars
from strategy.choices import Category
from tests.strategy.drawings import Drawn

TASK = [(2009, 40, 40), (2010, 15, "12.5"), (2011, 15, 15), (2013, 30, 30)]


def test_every_year_is_a_row_with_its_figures():
    drawn = Drawn(stage_bars(TASK, name="Rodzina"))

    assert drawn.words("side") == ["2009", "2010", "2011", "2012", "2013"]
    assert drawn.words("value") == ["40 z 40", "12,5 z 15", "15 z 15", "30 z 30", "nic nie zaplanowano"]
    assert (len(drawn.boxes("planned")), len(drawn.boxes("done"))) == (4, 4)


def test_bars_are_as_long_as_their_points():
    drawn = Drawn(stage_bars([(2009, 40, 20), (2010, 10, 10)], name="Rodzina"))

    whole, quarter = (width for _, _, width, _ in drawn.boxes("planned"))
    half, other = (width for _, _, width, _ in drawn.boxes("done"))
    assert (whole / half, whole / quarter, quarter) == (pytest.approx(2, abs=0.01), pytest.approx(4, abs=0.01), other)


def test_the_shares_of_a_year_are_added_up():
    several = stage_bars([(2009, 20, 20), (2010, 15, 15), (2009, "20", Decimal(20))], name="Rodzina")

    assert several == stage_bars([(2009, 40, 40), (2010, 15, 15)], name="Rodzina")


def test_nothing_done_has_no_bar_and_what_went_backwards_is_not_lost():
    drawn = Drawn(stage_bars([(2009, 40, 0), (2010, 10, -5)], name="Rodzina"))

    assert drawn.words("value") == ["0 z 40", "−5 z 10"]
    (back,) = drawn.boxes("done")
    assert back[0] + back[2] == drawn.pieces("base")[0][0][0]


@pytest.mark.parametrize("rows", [[], [(2009, 0, 0)]])
def test_without_a_plan_there_is_no_chart_but_a_reason(rows):
    chart = stage_bars(rows, name="Rodzina")

    assert (chart.spec, chart.reason) == (None, "Nie ma wykresu, bo dokument nie podaje planu etapów.")


def segments(drawn):
    return [box for layer in drawn.layers() if layer.startswith("tone") for box in drawn.boxes(layer)]


def test_each_judgement_has_a_segment_and_its_words_in_the_order_of_a_summary():
    drawn = Drawn(stacked_counts({"not_judged": 9, "met": 2, "on_track": 3, "moving_away": 0}, name="Oceny"))

    assert drawn.words("value") == ["2 cel osiągnięty", "3 zgodnie z planem", "9 bez oceny"]
    assert drawn.layers() == ["tone-good", "tone-none", "leader", "value"]
    assert len(drawn.boxes("tone-good")) == 2


def test_every_judgement_at_once_has_room():
    drawn = Drawn(stacked_counts(dict.fromkeys(Category, 1), name="Oceny"))

    heights = [float(text.get("y")) for text in drawn.group("value")]
    assert len(heights) == len(Category)
    assert min(later - earlier for earlier, later in pairwise(heights)) >= 18
    assert len(segments(drawn)) == len(Category)


def test_one_indicator_among_thousands_keeps_its_words_in_the_drawing():
    drawn = Drawn(stacked_counts({"met": 1, "on_track": 5000, "worsened": 1, "not_judged": 1}, name="Oceny"))

    assert drawn.words("value")[1] == "5 000 zgodnie z planem"
    bottom = float(drawn.root.get("viewBox").split()[3])
    assert all(0 < float(text.get("y")) < bottom for text in drawn.group("value"))
    ends = sorted((top, top + height) for _, top, _, height in segments(drawn))
    assert [later[0] - earlier[1] for earlier, later in pairwise(ends)] == [pytest.approx(2, abs=0.2)] * 3
    assert min(height for _, _, _, height in segments(drawn)) >= 2


def test_without_indicators_there_is_no_chart_but_a_reason():
    chart = stacked_counts({"met": 0}, name="Oceny")

    assert (chart.spec, chart.reason) == (None, "Nie ma wykresu, bo nie ma tu żadnego wskaźnika.")


@pytest.mark.parametrize(
    ("counts", "words"),
    [({"not_judged": 9, "met": 0}, "9 wskaźników, wszystkie: bez oceny."), ({"met": 1}, "1 wskaźnik: cel osiągnięty.")],
)
def test_one_judgement_for_all_is_said_and_not_drawn(counts, words):
    chart = stacked_counts(counts, name="Oceny")

    assert (chart.spec, chart.description) == (None, words)
    assert chart.reason == "Nie ma wykresu, bo wszystkie wskaźniki mają tę samą ocenę."


@pytest.mark.parametrize("counts", [{"met": -1}, {"świetnie": 1}])
def test_what_is_no_count_of_a_judgement_is_refused(counts):
    with pytest.raises(ValueError, match=r"below zero|not a valid"):
        stacked_counts(counts, name="Oceny")
