"""The files beside an indicator's page: columns, data for programs and the chart, of the same rows as the page."""

import json

import pytest

from strategy import tasks
from strategy.models import ChartDrawing, Indicator, IndicatorJudgement
from strategy.publishing.drawings import request_drawings

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator(task_page):
    """With a suspect value, a target, and a value that says why it is missing."""
    indicator = Indicator.objects.get(name="Liczba przyznanych zasiłków rodzinnych i dodatków")
    indicator.targets.create(kind="reach", value="-5.5", due_year=2015, text="−5,5")
    indicator.values.filter(year=2012).update(value=None, status="not_collected", note="=SUMA(A1)")
    return indicator


def sister(client, indicator, kind):
    return client.get(f"/wskazniki/{indicator.code}.{kind}")


def test_columns_hold_every_year_and_no_formula(client, indicator):
    response = sister(client, indicator, "csv")

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert response.content.decode("utf-8-sig").splitlines() == [
        "Okres;Wartość;Rodzaj wartości;Cel;Źródło;Uwaga",
        "2009;94757;ostateczna;;;",
        "2010;96821;ostateczna;;;",
        "2011;13699;wątpliwa;;;",
        "2012;;brak danych;;;'=SUMA(A1)",
        "2013;79602;ostateczna;;;",
        "2015;;;-5.5;;",
    ]


def test_data_hold_values_targets_and_the_judgement_with_its_inputs(client, indicator):
    data = json.loads(sister(client, indicator, "json").content)
    judgement = IndicatorJudgement.objects.filter(indicator=indicator).first()

    assert [(value["span"], value["value"], value["status"]) for value in data["values"]] == [
        ("2009", "94757", "final"),
        ("2010", "96821", "final"),
        ("2011", "13699", "suspect"),
        ("2012", None, "not_collected"),
        ("2013", "79602", "final"),
    ]
    assert data["targets"] == [
        {"kind": "reach", "value": "-5.5", "upper": None, "due_year": 2015, "period": None, "printed": "−5,5"}
    ]
    assert (data["judgement"]["category"], data["judgement"]["inputs"]) == ("not_judged", judgement.inputs)
    assert (data["department"]["slug"], data["unit"], data["corrections"]) == ("mopr", None, [])


def test_the_chart_is_a_file_once_a_worker_has_drawn_it(client, indicator):
    assert sister(client, indicator, "svg").status_code == 404
    request_drawings(indicator)
    for hashed in ChartDrawing.objects.values_list("spec_hash", flat=True):
        tasks.draw_chart(hashed)

    response = sister(client, indicator, "svg")

    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.content.decode().startswith('<svg xmlns="http://www.w3.org/2000/svg" class="chart"')


def test_other_kinds_of_files_are_not_found(client, indicator):
    assert sister(client, indicator, "xml").status_code == 404
