"""The charts of the real task page, through the importer's records. No database."""

import pytest

from leszno_ngo.reading import read_text_file
from strategy.charts import indicator_line, stage_bars
from strategy.importing import read
from tests.strategy.conftest import TASK_PAGE
from tests.strategy.drawings import Drawn


@pytest.fixture(scope="module")
def task():
    document, problems = read(read_text_file(TASK_PAGE))
    assert problems == []
    return document.strategy.goals[0].programmes[0].tasks[0]


def charted(record):
    values = {value.year: value.value for value in record.values}
    return indicator_line(values, name=record.name, statuses={value.year: value.status for value in record.values})


def test_every_indicator_with_a_value_has_a_chart(task):
    charts = [charted(record) for record in task.indicators]

    assert len(charts) == 9
    assert [Drawn(chart).words("year") for chart in charts if chart.spec] == [
        ["2009", "2010", "2011", "2012", "2013"] for chart in charts if chart.spec
    ]
    assert [bool(chart.spec) for chart in charts] == [
        any(value.value is not None for value in record.values) for record in task.indicators
    ]


def test_the_doubtful_number_of_2011_is_hollow_and_breaks_the_line(task):
    charts = [charted(record) for record in task.indicators]

    doubtful = [Drawn(chart) for chart in charts if "wątpliwa" in chart.description]
    assert [drawn.words("label-suspect") for drawn in doubtful] == [["wątpliwa: 13 699"]]
    assert [len(piece) for piece in doubtful[0].pieces("line")] == [2, 2]


def test_the_stages_are_done_as_planned(task):
    shares = [(share.year, share.planned, share.done) for stage in task.stages for share in stage.shares]
    chart = stage_bars(shares, name=task.title)

    assert chart.description == (
        "Wykonano 100 ze 100 zaplanowanych punktów procentowych zadania. W każdym roku wykonano tyle, ile zaplanowano."
    )
    assert Drawn(chart).words("value") == ["40 z 40", "15 z 15", "15 z 15", "15 z 15", "15 z 15"]
