"""An indicator's line as it is drawn: gaps, doubtful points, the target, and numbers from millionths to billions."""

from decimal import Decimal

import pytest
from fontTools.ttLib import TTFont

from leszno_ngo.settings import BASE_DIR
from strategy.charts import indicator_line
from tests.strategy.drawings import Drawn

BOLD = TTFont(BASE_DIR / "static" / "fonts" / "LesznoSans-Bold.ttf")
FIVE_YEARS = {2009: "3788", 2010: "4012", 2011: "4200", 2012: "4600", 2013: "4479"}


def width_of(text, size=15):
    """As the page's own font draws it."""
    glyphs, advances = BOLD.getBestCmap(), BOLD["hmtx"]
    return sum(advances[glyphs[ord(letter)]][0] for letter in text) * size / BOLD["head"].unitsPerEm


def line(values, **more):
    return indicator_line(values, **{"name": "Liczba podopiecznych", **more})


def test_values_of_every_year_are_one_line_with_a_point_for_each():
    drawn = Drawn(line(FIVE_YEARS))

    (piece,) = drawn.pieces("line")
    assert piece == drawn.circles("point")
    assert len(piece) == 5
    assert [x for x, _ in piece] == sorted(x for x, _ in piece)


@pytest.mark.parametrize("hole", [{}, {2011: None}], ids=["no key", "no number"])
def test_a_year_without_a_value_is_a_gap(hole):
    drawn = Drawn(line({**{year: FIVE_YEARS[year] for year in (2009, 2010, 2012, 2013)}, **hole}))

    assert [len(piece) for piece in drawn.pieces("line")] == [2, 2]
    assert drawn.words("label-gap") == ["brak"]
    assert drawn.words("year") == ["2009", "2010", "2011", "2012", "2013"]


def test_a_missing_value_is_never_a_zero():
    with_gap = Drawn(line({2009: "100", 2010: None, 2011: "100"}))

    assert (len(with_gap.circles("point")), len({y for _, y in with_gap.circles("point")})) == (2, 1)
    assert with_gap.pieces("line") == []


def test_a_year_without_a_value_at_the_end_keeps_its_place():
    assert Drawn(line({2012: "5", 2013: "6", 2014: None})).words("year") == ["2012", "2013", "2014"]


def test_a_doubtful_value_is_a_hollow_point_outside_the_line():
    drawn = Drawn(line({**FIVE_YEARS, 2011: "13699"}, statuses={2011: "suspect"}))

    assert len(drawn.circles("suspect")) == 1
    assert drawn.circles("suspect")[0] not in [point for piece in drawn.pieces("line") for point in piece]
    assert [len(piece) for piece in drawn.pieces("line")] == [2, 2]
    assert len(drawn.circles("point")) == 4
    assert drawn.words("label-suspect") == ["wątpliwa: 13 699"]
    assert drawn.words("label-gap") == []
    assert (drawn.group("suspect").get("fill"), drawn.group("suspect").get("stroke")) == ("#ffffff", "#7d4a00")


def test_doubtful_values_alone_are_drawn_without_a_line():
    drawn = Drawn(line({2011: "5", 2012: "6"}, statuses={2011: "suspect", 2012: "suspect"}))

    assert (len(drawn.circles("suspect")), drawn.pieces("line"), drawn.circles("point")) == (2, [], [])


def test_the_path_leads_from_the_baseline_through_interim_targets_to_the_target():
    drawn = Drawn(line({2009: "3788", 2013: "4479"}, targets={2015: "5000", 2012: "4200"}))

    (path,) = drawn.pieces("path")
    assert path[0] == drawn.circles("point")[0]
    assert len(path) == 3
    assert len(drawn.pieces("target")) == 2
    assert drawn.words("label-target") == ["cel 5 000", "4 200"]


def test_the_path_starts_in_the_base_year_and_not_without_its_value():
    since = Drawn(line(FIVE_YEARS, targets={2015: "5000"}, baseline=2011))
    without = Drawn(line({2009: "3788", 2013: "4479"}, targets={2015: "5000"}, baseline=2011))

    assert since.pieces("path")[0][0] == since.circles("point")[2]
    assert (without.pieces("path"), without.words("label-target")) == ([], ["cel 5 000"])


def test_a_band_is_two_level_lines_with_their_words():
    drawn = Drawn(line({"2012-Q1": 30, "2012-Q2": 34, "2012-Q4": 20}, thresholds=[(25, 40, "quarter")]))

    assert [start[1] == end[1] for start, end in drawn.pieces("threshold")] == [True, True]
    assert drawn.words("label-target") == ["co najmniej 25", "najwyżej 40"]
    assert [len(piece) for piece in drawn.pieces("line")] == [2]
    assert drawn.words("year") == ["2012"]


def test_values_of_different_periods_are_not_on_one_line():
    values = {2011: "100", 2012: "110", "2012-Q1": "25", "2012-Q2": "30"}

    assert Drawn(line(values)).words("label") == ["110", "100"]
    assert Drawn(line(values, thresholds=[(20, None, "quarter")])).words("label") == ["30", "25"]


def test_two_thresholds_are_refused():
    with pytest.raises(ValueError, match="one threshold"):
        line(FIVE_YEARS, thresholds=[(1, None, ""), (None, 9, "")])


def test_one_value_is_one_point_with_its_number_and_year():
    drawn = Drawn(line({2013: "97.4"}, unit="%"))

    assert (len(drawn.circles("point")), drawn.pieces("line")) == (1, [])
    assert (drawn.words("label"), drawn.words("year"), drawn.words("unit")) == (["97,4"], ["2013"], ["%"])


@pytest.mark.parametrize("value", ["5", "0", "-5", "0.000001", "1000000000000"])
def test_constant_values_are_a_level_line_on_an_axis_that_shows_zero(value):
    drawn = Drawn(line(dict.fromkeys((2009, 2010, 2011), value)))

    (piece,) = drawn.pieces("line")
    assert len({y for _, y in piece}) == 1
    assert "0" in drawn.words("tick")


def test_great_numbers_are_said_in_billions_and_small_ones_in_full():
    great = Drawn(line({2009: 10**12, 2010: 2 * 10**12, 2011: "1500000000000.25"}, unit="osoba,osoby,osób"))
    small = Drawn(line({2009: "0.000001", 2010: "0.000003", 2011: "0.000002"}))

    assert (great.words("tick"), great.words("unit")) == (["0", "0,5", "1", "1,5", "2"], ["bln osób"])
    assert sorted(great.words("label")) == ["1", "1,5", "2"]
    assert small.words("tick") == ["0", "0,000001", "0,000002", "0,000003"]
    assert sorted(small.words("label")) == ["0,000001", "0,000002", "0,000003"]


@pytest.mark.parametrize(
    "values",
    [
        {2009: 10**12, 2010: Decimal(10**12) + Decimal("0.000001")},
        {2009: "0.000001", 2010: 10**12},
        {2009: "-99999999999999.999999", 2010: "99999999999999.999999"},
    ],
    ids=["nearly the same", "far apart", "the widest"],
)
def test_extreme_numbers_stay_inside_the_drawing(values):
    drawn = Drawn(line(values, targets={2011: 10**12}))

    assert len(drawn.circles("point")) == 2
    assert all(0 <= x <= 360 and 0 <= y <= 248 for x, y in drawn.circles("point"))


def test_negative_values_stand_below_the_line_of_zero():
    drawn = Drawn(line({2009: -186, 2010: 373, 2011: 0}))

    (zero,) = drawn.pieces("base")
    below, above, on = (y - zero[0][1] for _, y in drawn.circles("point"))
    assert (below > 0, above < 0, on) == (True, True, 0)
    assert drawn.words("tick") == ["−200", "0", "200", "400"]
    assert "−186" in drawn.words("label")


def test_numbers_are_polish_and_whole_ones_have_whole_ticks():
    assert Drawn(line({2009: "704913.66", 2010: "699000"})).words("label") == ["699 000", "704 913,66"]
    assert Drawn(line({2009: 1, 2010: 2})).words("tick") == ["0", "1", "2"]


@pytest.mark.parametrize("length", [2, 5, 9, 15, 30, 111])
def test_no_two_words_of_a_chart_cover_each_other(length):
    values = {1990 + year: 1000 + year * 7919 % 977 for year in range(length)}
    drawn = Drawn(line(values, targets={1990 + length: 2100}))

    places = [
        (
            float(text.get("x")),
            float(text.get("y")),
            width_of(text.text),
        )
        for name in ("label", "label-target", "year")
        for text in drawn.group(name)
    ]
    covering = [
        (one, other)
        for number, one in enumerate(places)
        for other in places[number + 1 :]
        if abs(one[1] - other[1]) < 11 and abs(one[0] - other[0]) < (one[2] + other[2]) / 2
    ]
    assert covering == []
    assert [place for place in places if place[0] - place[2] / 2 < 0 or place[0] + place[2] / 2 > 360] == []


def test_words_stand_on_the_side_of_a_point_that_the_line_leaves_free():
    drawn = Drawn(line({2009: 50, 2010: 0, 2011: 40, 2012: 10, 2013: 90}))

    heights = {text.text: float(text.get("y")) for text in drawn.group("label")}
    marks = dict(zip(("50", "0", "40", "10", "90"), (y for _, y in drawn.circles("point")), strict=True))
    assert {text: heights[text] < marks[text] for text in heights} == {
        "50": True,
        "0": False,
        "40": True,
        "10": False,
        "90": True,
    }


def test_without_a_value_there_is_no_chart_but_a_reason():
    for values in ({}, {2010: None}, {2010: None, 2011: None}):
        chart = line(values, targets={2015: "5000"})

        assert (chart.spec, chart.title) == (None, "Liczba podopiecznych")
        assert chart.reason == "Nie ma wykresu, bo wskaźnik nie ma jeszcze żadnej wartości."


@pytest.mark.parametrize("value", [0.5, Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_published_number_is_refused(value):
    with pytest.raises((TypeError, ValueError), match=r"neither a Decimal|no number"):
        line({2010: value})


@pytest.mark.parametrize("key", ["2013-Q5", "13", "2013-H0", "rok"])
def test_a_key_that_is_no_period_is_refused(key):
    with pytest.raises(ValueError, match="no year, half or quarter"):
        line({key: 1})
