"""Strategies, goals, programmes and tasks on pages, and a strategy's files: what adds up, what is judged, what is not
said."""

import csv
import datetime as dt
import io
import json
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from model_bakery import baker
from openpyxl import load_workbook

from strategy.choices import Category
from strategy.models import Goal, Indicator, IndicatorJudgement, Programme, Stage, StageShare, Strategy, StrategyTask
from strategy.outline import Points, counted, goals_outlined
from tests.strategy.test_pages import text_of

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2023, 12, 1, 12, tzinfo=dt.UTC)
ADDRESS = "/strategia/strategia"


@pytest.fixture(autouse=True)
def day(settings):
    settings.PORTAL_DATE = dt.date(2023, 12, 1)


@pytest.fixture
def strategy(db):
    return baker.make(
        Strategy,
        title="Strategia",
        slug="strategia",
        is_public=True,
        period_start=2020,
        period_end=2030,
        legal_basis="Uchwała",
    )


@pytest.fixture
def goal(strategy):
    return baker.make(Goal, strategy=strategy, numeral="I", title="Rodzina", slug="cel-i", position=1, kind="strategic")


@pytest.fixture
def programme(goal):
    return baker.make(Programme, goal=goal, number=8, title="Rodzinie", slug="program-8-rodzinie")


def task(number, *shares, weight=None, **owner):
    """A task whose only stage has these (planned, done) points, a year each from 2020."""
    made = baker.make(
        StrategyTask, number=number, title=f"Zadanie {number}", slug=f"zadanie-{number}-x", weight=weight, **owner
    )
    stage = baker.make(Stage, task=made, title="Etap", position=1)
    for year, (planned, done) in enumerate(shares, start=2020):
        baker.make(StageShare, stage=stage, year=year, planned=planned, done=done)
    return made


def judged(code, category, **owner):
    """An indicator, judged unless the category is None."""
    name = f"Wskaźnik {code}"
    made = baker.make(Indicator, code=code, name=name, source_name=name, kind="output", position=1, **owner)
    if category:
        facts = {"fact": f"fakt {code}", "reason": "powód", "inputs": {}, "method_version": 1}
        baker.make(IndicatorJudgement, indicator=made, made_at=NOW, category=category, **facts)
    return made


def outline_of(strategy):
    return goals_outlined(strategy.goals.all(), list(Indicator.objects.within(strategy).with_judgements()))


# ── What adds up ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_points_of_a_goal_are_those_of_all_tasks_under_it(strategy, goal, programme):
    below = baker.make(
        Goal, strategy=strategy, parent=goal, title="Dzieci", slug="kierunek-1", position=2, kind="direction"
    )
    task(1, (60, 60), (40, 20), programme=programme)
    task(2, (100, 50), goal=goal)
    task(3, (100, 0), goal=below)
    task(4, goal=goal)

    outline = outline_of(strategy)[0]

    assert outline.points == Points(Decimal(300), Decimal(130), 3)
    assert [part.points for part in outline.programmes] == [Points(Decimal(100), Decimal(80), 1)]


def test_a_programme_weighs_its_tasks(client, programme):
    task(1, (100, 50), weight=30, programme=programme)
    task(2, (100, 100), weight=70, programme=programme)

    text = text_of(client.get(programme.get_absolute_url()))

    assert "Postęp programu: 85%, według wag jego zadań." in text
    assert "zamiast 100" not in text


def test_weights_that_do_not_add_up_are_warned_of(client, programme):
    task(1, (100, 50), weight=30, programme=programme)
    task(2, (100, 100), weight=60, programme=programme)

    assert "Wagi zadań programu dają razem 90 zamiast 100." in text_of(client.get(programme.get_absolute_url()))


def test_a_programme_whose_tasks_have_no_weights_tells_points_alone(client, programme):
    task(1, (100, 50), programme=programme)

    text = text_of(client.get(programme.get_absolute_url()))

    assert "Wykonano 50% zaplanowanych punktów (50 / 100)." in text
    assert "Nie wszystkie zadania programu mają wagę; postępu programu nie policzono." in text
    assert "Postęp programu:" not in text


def test_judgements_are_counted_never_averaged(strategy, goal, programme):
    judged("a", Category.ON_TRACK, strategy=strategy)
    judged("b", Category.ON_TRACK, goal=goal)
    judged("c", Category.WORSENED, programme=programme)
    judged("d", None, task=task(1, programme=programme))

    found = counted(Indicator.objects.within(strategy).with_judgements())

    assert found == [(Category.ON_TRACK, 2), (Category.WORSENED, 1), (Category.NOT_JUDGED, 1)]
    assert outline_of(strategy)[0].counts == [
        (Category.ON_TRACK, 1),
        (Category.WORSENED, 1),
        (Category.NOT_JUDGED, 1),
    ]


def test_the_newest_judgement_and_a_coordinators_own_count(strategy, coordinator):
    indicator = judged("a", Category.WORSENED, strategy=strategy)
    facts = {"fact": "nowy fakt", "reason": "powód", "inputs": {}, "method_version": 1}
    own = {"override_category": Category.STEADY, "override_reason": "zmiana definicji"}
    own |= {"override_at": NOW, "override_by": coordinator}
    later = NOW + dt.timedelta(days=1)
    baker.make(IndicatorJudgement, indicator=indicator, made_at=later, category=Category.IMPROVED, **facts, **own)

    assert counted(Indicator.objects.within(strategy).with_judgements()) == [(Category.STEADY, 1)]


# ── What pages say ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_strategy_tells_each_goal_with_points_judgements_and_programmes(client, strategy, programme):
    judged("a", Category.ON_TRACK, task=task(1, (100, 85), weight=100, programme=programme))

    text = text_of(client.get(strategy.get_absolute_url()))

    assert "Okres 2020–2030 Podstawa prawna Uchwała" in text
    assert (
        "Cel I. Rodzina Wykonano 85% zaplanowanych punktów (85 / 100). 1 zgodnie z planem "
        "Program 8. Rodzinie postęp 85%"
    ) in text


def test_a_programme_tells_the_fact_of_each_indicator_of_its_tasks(client, programme):
    judged("a", Category.TOO_SLOW, task=task(1, programme=programme))

    text = text_of(client.get(programme.get_absolute_url()))

    assert "Wskaźnik a postęp, potrzebne przyspieszenie fakt a" in text


def test_a_task_tells_its_budget_by_source_and_what_is_not_said(client, programme):
    made = task(1, (100, 50), programme=programme, planned_cost=90_000)
    baker.make("strategy.BudgetLine", task=made, source_name="budżet miasta", year=2021, amount=60_000)
    baker.make("strategy.BudgetLine", task=made, source_name="fundusze unijne", year=None, amount=None)

    text = text_of(client.get(made.get_absolute_url()))

    assert "Planowany całkowity koszt 90 000 zł" in text
    assert "budżet miasta, 2021: 60 000 zł fundusze unijne: nie podano" in text
    assert "Wskaźniki rezultatu Nie podano." in text


def test_open_issues_of_a_strategys_documents_are_counted_and_lead_to_their_list(client, task_page):
    strategy = Strategy.objects.get()
    document = StrategyTask.objects.get().source
    issues = document.issues.all()
    issues.filter(pk=issues.first().pk).update(resolved_at=NOW, resolution="wyjaśniono")

    response = client.get(strategy.get_absolute_url())

    assert "11 uwag do danych" in text_of(response)
    assert f'href="/dane/uwagi/?dokument={document.pk}"' in response.content.decode()


def test_strategies_in_force_come_first_with_the_way_to_their_programmes(client, strategy, programme):
    baker.make(Strategy, title="Dawna", slug="dawna", is_public=True, period_start=2000, period_end=2010)

    response = client.get("/strategia/")

    assert text_of(response).index("Program 8. Rodzinie") < text_of(response).index("Zakończone zakończona Dawna")
    assert f'href="{programme.get_absolute_url()}"' in client.get("/").content.decode()


# ── Files ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def planned(strategy, goal, programme):
    """A task half done with one indicator of two values, and money."""
    made = task(1, (100, 85), weight=100, programme=programme)
    indicator = judged("a", Category.ON_TRACK, task=made)
    for year, value in ((2020, Decimal("1.5")), (2021, Decimal(3))):
        published = {"state": "published", "published_at": NOW, "entered_by": None, "status": "final"}
        baker.make("strategy.IndicatorValue", indicator=indicator, year=year, value=value, **published)
    baker.make("strategy.BudgetLine", task=made, source_name="=SUMA(A1)", amount=60_000)
    return made


def test_columns_tell_the_plan_in_the_order_of_reading(client, planned):
    response = client.get(f"{ADDRESS}.csv")

    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert [(row["Poziom"], row["Nazwa"], row["Postęp (%)"], row["Ocena"]) for row in rows] == [
        ("cel strategiczny", "Rodzina", "85.0", ""),
        ("program", "Rodzinie", "85.0", ""),
        ("zadanie", "Zadanie 1", "85.0", ""),
        ("wskaźnik produktu", "Wskaźnik a", "", "zgodnie z planem"),
    ]


def test_the_workbook_holds_plan_stages_values_and_money_and_no_formula(client, planned):
    workbook = load_workbook(io.BytesIO(client.get(f"{ADDRESS}.xlsx").content))

    rows = {sheet.title: list(sheet.iter_rows(min_row=5, values_only=True)) for sheet in workbook}
    assert {name: len(found) for name, found in rows.items()} == {"Plan": 4, "Etapy": 1, "Wartości": 2, "Budżet": 1}
    assert rows["Etapy"][0][3:] == (2020, 100, 85)
    assert [row[2:4] for row in rows["Wartości"]] == [("2020", 1.5), ("2021", 3)]
    assert rows["Budżet"][0][1:] == ("=SUMA(A1)", None, 60_000)
    assert workbook["Budżet"]["B5"].data_type == "s"


def test_data_for_programs_are_the_whole_tree(client, planned):
    data = json.loads(client.get(f"{ADDRESS}.json").content)

    assert (data["state"], data["period"], data["judged"]) == (
        "in_force",
        {"start": 2020, "end": 2030},
        {"on_track": 1},
    )
    programme = data["goals"][0]["programmes"][0]
    assert (programme["progress"], programme["doubt"]) == ("85", None)
    found = programme["tasks"][0]
    assert found["points"] == {"planned": "100", "done": "85", "progress": "85"}
    assert found["stages"][0]["years"] == [{"year": 2020, "planned": "100", "done": "85"}]
    assert [value["value"] for value in found["indicators"][0]["values"]] == ["1.5", "3"]


def test_a_strategy_that_is_not_public_has_no_files(client, planned):
    Strategy.objects.update(is_public=False)

    assert [client.get(f"{ADDRESS}.{kind}").status_code for kind in ("csv", "xlsx", "json")] == [404] * 3


def test_files_take_as_many_queries_for_many_tasks(client, planned):
    once = [queries(client, kind) for kind in ("csv", "xlsx", "json")]
    for number in range(2, 20):
        made = task(number, (100, 50), weight=1, programme=planned.programme)
        judged(f"wskaznik-{number}", Category.ON_TRACK, task=made)

    assert [queries(client, kind) for kind in ("csv", "xlsx", "json")] == once


def queries(client, kind):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"{ADDRESS}.{kind}").status_code == 200
    return len(captured)
