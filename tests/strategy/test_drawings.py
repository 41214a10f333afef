"""Drawings on pages: made once by a worker, kept under the hash of their spec, shown only when they are ours."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from strategy.charts import Chart, indicator_line, render, spec_hash
from strategy.drawing import drawing_of, drawings_of
from strategy.models import ChartDrawing

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2023, 12, 1, 12, 0, tzinfo=dt.UTC)


def chart_of(number, **more):
    return indicator_line({2009: 1, 2010: number}, name=f"Liczba {number}", **more)


def kept(chart, svg=None):
    svg = render(chart) if svg is None else svg
    words = {"spec": chart.spec, "title": chart.title, "description": chart.description, "requested_at": NOW}
    return ChartDrawing.objects.create(
        spec_hash=spec_hash(chart.spec), svg=svg, drawn_at=NOW if svg else None, attempts=1, **words
    )


def test_a_chart_has_the_drawing_that_was_made_of_it():
    chart, other = chart_of(2), chart_of(3)
    kept(chart)
    kept(other)

    assert drawing_of(chart) == render(chart)


def test_a_chart_that_waits_for_its_worker_or_has_nothing_to_draw_has_none():
    waiting, unknown, empty = chart_of(2), chart_of(3), indicator_line({}, name="Liczba")
    kept(waiting, svg="")

    assert drawings_of([waiting, unknown, empty]) == {}


def test_a_drawing_that_somebody_changed_is_not_shown():
    chart = chart_of(2)
    kept(chart, svg=render(chart).replace("</svg>", "<script>alert(1)</script></svg>"))

    assert drawing_of(chart) is None


def test_charts_of_the_same_words_and_other_specs_are_told_apart():
    one, other = Chart({"a": 1}, "Liczba", ""), Chart({"a": 2}, "Liczba", "")

    assert len({one: 1, other: 2, Chart({"a": 1}, "Liczba", ""): 3}) == 2


def test_fifty_charts_are_found_in_one_query():
    charts = [chart_of(number) for number in range(2, 52)]
    svg = render(charts[0])
    for chart in charts:
        kept(chart, svg=svg)

    with CaptureQueriesContext(connection) as queries:
        found = drawings_of(charts)

    assert (len(found), len(queries)) == (50, 1)
