"""Issuing a progress report: what stands in it as of a day, who may, and that it never changes."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from model_bakery import baker

from leszno_ngo.choices import DocumentState
from leszno_ngo.templatetags.leszno import NBSP
from strategy import publishing
from strategy.choices import Category, Direction, TargetKind, ValueState, ValueStatus
from strategy.documents import report_content
from strategy.models import BudgetLine, Goal, Indicator, IndicatorValue, Strategy, StrategyTask
from tests.strategy.conftest import NOW

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
TODAY = NOW.date()


@pytest.fixture
def strategy(task_page):
    return Strategy.objects.get()


@pytest.fixture
def meals(strategy):
    """How many got a warm meal: it has a unit, a direction and a target, and has been judged."""
    indicator = Indicator.objects.get(name__startswith="Zapewnienie ciepłego posiłku")
    indicator.unit, indicator.direction = "osoba,osoby,osób,osoby", Direction.HIGHER
    indicator.save()
    indicator.targets.create(kind=TargetKind.REACH, value=5000, due_year=2015)
    publishing.judge_all(now=NOW, today=dt.date(2014, 6, 1))
    return indicator


def issue(strategy, coordinator, goal=None, *, as_of=TODAY, now=NOW):
    return publishing.issue_report(strategy, goal, as_of=as_of, by=coordinator, now=now)


def content(strategy, coordinator, goal=None, *, as_of=TODAY, now=NOW):
    return report_content(strategy, goal, as_of=as_of, number=1, by=coordinator, now=now)


def section(content, heading):
    (found,) = (section for section in content["sections"] if section["heading"] == heading)
    return found["blocks"]


def block(content, heading, kind):
    (found,) = (block for block in section(content, heading) if block["type"] == kind)
    return found


def rows(table):
    lines = [*table["rows"], *([table["total"]] if table["total"] else [])]
    return [[cell["words"].replace(NBSP, " ") for cell in row] for row in lines]


def facts(block):
    return {fact["label"]: fact["words"].replace(NBSP, " ") for fact in block["facts"]}


# ── What stands in it ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_sections_go_down_from_the_summary_to_the_date(strategy, coordinator):
    told = [
        (section["level"], section["heading"].partition(". ")[0])
        for section in content(strategy, coordinator)["sections"]
        if section["level"] < 6
    ]

    assert told == [
        (2, "Podsumowanie"),
        (2, "Cel II"),
        (3, "Program 8"),
        (4, "Zadanie 1"),
        (5, "Uzasadnienie"),
        (5, "Opis zadania"),
        (5, "Etapy w latach"),
        (5, "Podmioty współpracujące"),
        (5, "Wskaźniki produktu"),
        (5, "Wskaźniki rezultatu"),
        (5, "Wskaźniki oddziaływania"),
        (2, "Pieniądze"),
        (2, "Uwagi do danych"),
        (2, "Metoda i data"),
    ]


def test_the_summary_counts_indicators_by_judgement_and_points_by_task(strategy, meals, coordinator):
    told = content(strategy, coordinator)

    assert rows(block(told, "Podsumowanie", "charted")["table"]) == [
        ["postęp, potrzebne przyspieszenie", "1"],
        ["bez oceny", "8"],
        ["Razem", "9"],
    ]
    assert [row[1:] for row in rows(block(told, "Podsumowanie", "table"))] == [["100", "100", "100%"]]


def test_the_points_of_a_task_stand_by_year_and_from_the_beginning(strategy, coordinator):
    assert rows(block(content(strategy, coordinator), "Etapy w latach", "charted")["table"]) == [
        ["2009", "40", "40", "40"],
        ["2010", "15", "15", "55"],
        ["2011", "15", "15", "70"],
        ["2012", "15", "15", "85"],
        ["2013", "15", "15", "100"],
        ["Razem", "100", "100", ""],
    ]


def test_stages_of_many_years_are_told_in_several_tables(strategy, coordinator):
    stage = StrategyTask.objects.get().stages.last()
    for year in range(2014, 2021):
        stage.shares.create(year=year, planned=1, done=1)

    tables = [block for block in section(content(strategy, coordinator), "Etapy w latach") if block["type"] == "table"]

    years = [[column["words"] for column in table["columns"][2:]] for table in tables]
    assert years == [[str(year) for year in range(2009, 2017)], [str(year) for year in range(2017, 2021)]]


def test_an_indicator_says_its_judgement_its_values_with_the_target_and_where_they_come_from(
    strategy, meals, coordinator
):
    told = content(strategy, coordinator)

    judged = block(told, meals.name, "judgement")
    assert (judged["words"], judged["tone"]) == ("postęp, potrzebne przyspieszenie", "warn")
    assert rows(block(told, meals.name, "charted")["table"]) == [
        ["2009", "3 788 osób", "–"],
        ["2010", "4 485 osób", "–"],
        ["2011", "4 122 osoby", "–"],
        ["2012", "4 361 osób", "–"],
        ["2013", "4 479 osób", "–"],
        ["2015", "brak danych", "5 000 osób"],
    ]
    origin = facts(block(told, meals.name, "line"))
    assert origin["Wartości docelowe"] == "5 000 osób do roku 2015"
    assert origin["Pożądany kierunek"] == "im więcej, tym lepiej"
    assert origin["Jak się go liczy"] == "nie podano"


def test_a_suspect_value_and_the_reason_of_a_correction_stand_beside_the_value(strategy, coordinator):
    indicator = Indicator.objects.get(name__startswith="Liczba przyznanych zasiłków")
    first = indicator.values.get(year=2013)
    IndicatorValue.objects.create(
        **{name: getattr(first, name) for name in ("indicator", "year", "unit", "part")},
        revision=2,
        value=80_000,
        status=ValueStatus.REVISED,
        reason="Doliczono wnioski z grudnia.",
        state=ValueState.PUBLISHED,
        published_at=NOW,
    )

    told = rows(block(content(strategy, coordinator), indicator.name, "charted")["table"])

    assert told[2] == ["2011", "13 699", "wątpliwa"]
    assert told[4] == ["2013", "80 000", "skorygowana; skorygowano: Doliczono wnioski z grudnia."]


def test_a_kind_of_indicators_that_the_document_declares_none_of_says_so(strategy, coordinator):
    assert block(content(strategy, coordinator), "Wskaźniki oddziaływania", "paragraph")["words"] == (
        "Dokument mówi wprost, że ich nie ma („Brak”)."
    )


def test_money_adds_up_only_what_is_stated(strategy, coordinator):
    task = StrategyTask.objects.get()
    money = [("budżet miasta", Decimal(1200)), ("budżet państwa", Decimal("800.50")), ("Unia Europejska", None)]
    for position, (name, amount) in enumerate(money, 1):
        BudgetLine.objects.create(task=task, position=position, source_name=name, amount=amount, year=2013)

    cost, budget = [block for block in section(content(strategy, coordinator), "Pieniądze") if block["type"] == "table"]

    assert [row[-1] for row in rows(cost)] == ["nie podano"]
    assert [(row[0], row[-1]) for row in rows(budget)] == [
        ("budżet miasta", "1 200 zł"),
        ("budżet państwa", "800,50 zł"),
        ("Unia Europejska", "nie podano"),
        ("Razem podane kwoty", "2 000,50 zł"),
    ]


def test_a_budget_that_the_document_does_not_state_is_said_to_be_missing(strategy, coordinator):
    told = [block["words"] for block in section(content(strategy, coordinator), "Pieniądze")[1:]]

    assert told == [
        "Dokument nie podaje budżetu według źródeł.",
        "Portal nie zna jeszcze konkursów, które służą tym celom.",
    ]


def test_only_open_public_doubts_about_the_data_are_told(strategy, coordinator):
    document = StrategyTask.objects.get().source
    hidden, resolved, *others = document.issues.all()
    hidden.is_public = False
    hidden.save()
    resolved.resolved_at, resolved.resolution = NOW, "Wyjaśnione."
    resolved.save()

    told = rows(block(content(strategy, coordinator), "Uwagi do danych", "table"))

    assert [row[-1] for row in told] == [issue.message.replace(NBSP, " ") for issue in others]


def test_a_report_of_a_goal_holds_that_goal_alone(strategy, coordinator):
    other = baker.make(Goal, strategy=strategy, numeral="III", title="Inny cel", slug="cel-iii", position=2)
    under = baker.make(Goal, strategy=strategy, parent=other, kind="direction", title="Kierunek", slug="kierunek-1")

    told = content(strategy, coordinator, other)

    assert told["title"] == "Cel III. Inny cel"
    assert [section["heading"] for section in told["sections"]][1:3] == ["Cel III. Inny cel", under.title]
    assert len(told["sections"]) == 6


def test_a_strategy_without_goals_says_that_only_its_description_is_known(prose, coordinator):
    told = content(Strategy.objects.get(), coordinator)

    assert [section["heading"] for section in told["sections"]] == [
        "Podsumowanie",
        "Pieniądze",
        "Uwagi do danych",
        "Metoda i data",
    ]


# ── As of a day ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_value_published_after_the_day_is_not_in_the_report(strategy, meals, coordinator):
    published = {2012: NOW, 2013: NOW + DAY}
    for year, moment in published.items():
        meals.values.filter(year=year).update(published_at=moment)

    told = rows(block(content(strategy, coordinator, now=NOW + 2 * DAY), meals.name, "charted")["table"])

    assert [row[:2] for row in told if row[0] in ("2012", "2013")] == [["2012", "4 361 osób"]]


@pytest.mark.parametrize(("hour", "words"), [("2023-12-01 22:59:59", 2), ("2023-12-01 23:00", 1)])
def test_the_day_ends_at_midnight_in_warsaw(strategy, meals, coordinator, hour, words):
    moment = dt.datetime.fromisoformat(hour).replace(tzinfo=dt.UTC)
    meals.values.exclude(year=2009).delete()
    meals.values.create(year=2010, value=4485, state=ValueState.PUBLISHED, published_at=moment)
    meals.targets.all().delete()

    told = rows(block(content(strategy, coordinator), meals.name, "charted")["table"])

    assert len(told) == words


def test_an_override_made_after_the_day_is_not_in_the_report(strategy, meals, coordinator):
    judgement = meals.judgement
    publishing.override_judgement(
        judgement, category=Category.ON_TRACK, reason="Nowe bary.", by=coordinator, now=NOW + DAY
    )

    before, after = (
        block(content(strategy, coordinator, as_of=day, now=NOW + DAY), meals.name, "judgement")
        for day in (TODAY, TODAY + DAY)
    )

    assert (before["words"], before["computed"]) == ("postęp, potrzebne przyspieszenie", "")
    assert (after["words"], after["computed"], after["override_reason"]) == (
        "zgodnie z planem",
        "postęp, potrzebne przyspieszenie",
        "Nowe bary.",
    )


def test_a_judgement_made_after_the_day_is_not_in_the_report(strategy, meals, coordinator):
    meals.values.update(published_at=NOW - DAY)

    told = content(strategy, coordinator, as_of=TODAY - DAY)

    assert block(told, meals.name, "paragraph")["words"] == "Portal jeszcze nie ocenił tego wskaźnika."


def test_an_earlier_day_says_that_the_plan_is_that_of_the_day_of_issue(strategy, coordinator):
    said = "Plan, punkty etapów, budżet i uwagi podano według stanu w dniu wydania."

    told = [
        [block["words"] for block in section(content(strategy, coordinator, as_of=day), "Metoda i data")[:-1]]
        for day in (TODAY, TODAY - DAY)
    ]

    assert [said in words for words in told] == [False, True]


# ── The act ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_issuing_keeps_every_word_and_sends_the_paper_to_be_made(strategy, coordinator):
    report = issue(strategy, coordinator, as_of=TODAY - DAY)

    report.refresh_from_db()
    assert report.title == (
        f"Sprawozdanie z postępu strategii „Strategia rozwoju Leszna”, stan na dzień 30{NBSP}listopada 2023{NBSP}r."
    )
    assert (report.number, report.issued_at, report.issued_by) == (1, NOW, coordinator)
    assert report.content == json.loads(json.dumps(content(strategy, coordinator, as_of=TODAY - DAY)))
    assert (report.state, report.attempts) == (DocumentState.QUEUED, 0)


def test_reports_of_a_strategy_and_its_goals_are_numbered_together(strategy, coordinator):
    numbers = [issue(strategy, coordinator, goal).number for goal in (None, strategy.goals.get(), None)]

    assert numbers == [1, 2, 3]


def test_only_a_coordinator_issues_a_report(strategy, official):
    with pytest.raises(ValidationError, match="To może zrobić tylko koordynator"):
        issue(strategy, official)


def test_a_day_to_come_is_refused(strategy, coordinator):
    with pytest.raises(ValidationError, match="Podaj dzień, który już był"):
        issue(strategy, coordinator, as_of=TODAY + DAY)


def test_a_goal_of_another_strategy_is_refused(strategy, coordinator):
    other = baker.make(Goal, strategy=baker.make(Strategy, title="Inna", slug="inna"), slug="cel-i", title="Cel")

    with pytest.raises(ValidationError, match="Wybierz cel tej samej strategii"):
        issue(strategy, coordinator, other)


def test_a_strategy_that_residents_do_not_see_has_no_report(strategy, coordinator):
    Strategy.objects.update(is_public=False)

    with pytest.raises(ValidationError, match="Sprawozdanie wydaje się ze strategii, którą widzą mieszkańcy"):
        issue(strategy, coordinator)


def test_a_longer_plan_takes_no_more_queries(strategy, coordinator):
    lengthen(strategy, 1)
    with CaptureQueriesContext(connection) as few:
        content(strategy, coordinator)
    lengthen(strategy, 10)
    with CaptureQueriesContext(connection) as many:
        content(strategy, coordinator)

    assert len(many) == len(few)


def lengthen(strategy, goals):
    """So many more goals, each with a task that has a stage and an indicator."""
    first = strategy.goals.count() + 1
    for position in range(first, first + goals):
        goal = baker.make(Goal, strategy=strategy, position=position, title=f"Cel {position}", slug=f"cel-{position}")
        task = baker.make(StrategyTask, goal=goal, title="Zadanie", slug=f"zadanie-{position}")
        stage = task.stages.create(position=1, title="Etap")
        stage.shares.create(year=2020, planned=5, done=1)
        indicator = Indicator.objects.create(task=task, code=f"w-{position}", name="w", source_name="w", position=1)
        indicator.values.create(year=2020, value=1, state=ValueState.PUBLISHED, published_at=NOW)
