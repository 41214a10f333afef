import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.choices import Period
from strategy.spans import Span, between, over_all

SPANS = (
    st.builds(Span.counted, st.integers(1990 * 4, 2099 * 4), st.just(Period.QUARTER))
    | st.builds(Span.counted, st.integers(1990 * 2, 2099 * 2), st.just(Period.HALF))
    | st.builds(Span, st.integers(1990, 2100))
)


@given(SPANS)
def test_a_span_is_read_from_its_key_and_counted_back(span):
    assert Span.read(span.key) == span
    assert Span.counted(span.count, span.unit) == span


@given(SPANS)
def test_the_last_day_belongs_to_the_span_and_the_next_one_does_not(span):
    following = Span.counted(span.count + 1, span.unit)

    assert Span.holding(span.last_day, span.unit) == span
    assert Span.holding(span.last_day + dt.timedelta(days=1), span.unit) == following


@pytest.mark.parametrize(
    ("key", "words", "last_day", "place"),
    [
        ("2013", "2013", dt.date(2013, 12, 31), Decimal(2013)),
        ("2013-H1", "I półrocze 2013", dt.date(2013, 6, 30), Decimal("2012.75")),
        ("2012-Q1", "I kwartał 2012", dt.date(2012, 3, 31), Decimal("2011.625")),
        ("2013-Q4", "IV kwartał 2013", dt.date(2013, 12, 31), Decimal("2013.375")),
    ],
)
def test_a_span_knows_its_words_its_end_and_its_place_on_an_axis_of_years(key, words, last_day, place):
    span = Span.read(key)

    assert (str(span), span.last_day, span.place) == (words, last_day, place)


@pytest.mark.parametrize("key", ["13", "2013-H3", "2013-Q5", "2013-h1", "2013 H1", ""])
def test_what_is_no_span_is_refused(key):
    with pytest.raises(ValueError, match="no year, half or quarter"):
        Span.read(key)


def test_spans_over_the_turn_of_a_year_are_neighbours():
    keys = [span.key for span in between(Span.read("2012-Q3"), Span.read("2013-Q2"))]

    assert keys == ["2012-Q3", "2012-Q4", "2013-Q1", "2013-Q2"]


def test_neighbouring_years_are_said_together():
    assert over_all(map(Span, (2014, 2010, 2011, 2012))) == "lata 2010–2012 i 2014"
