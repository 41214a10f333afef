"""The strategy's pages, on the real documents."""

import datetime as dt
import io
import re
from functools import partial
from html import unescape

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from model_bakery import baker

from strategy.choices import ResponsibilityRole
from strategy.models import Goal, Indicator, Programme, Stage, Strategy, StrategyTask
from tests.remembering import once

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
FOREIGN = "lomza-cele-spoleczne-2010.txt"


@pytest.fixture
def documents(settings, departments):
    once("documents", partial(import_documents, settings))
    settings.PORTAL_DATE = dt.date(2023, 12, 1)


def import_documents(settings):
    for name in ("strategia-rozwoju-zadanie.txt", "strategia-spoleczna-2017-2023.txt", FOREIGN):
        path = settings.BASE_DIR / "fixtures" / "documents" / name
        call_command("import_strategy", str(path), stdout=io.StringIO())


def text_of(response):
    assert response.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).replace("\xa0", " ").split())


def task_page(client):
    return client.get(StrategyTask.objects.get().get_absolute_url())


def test_the_task_shows_its_stages_by_year_and_what_adds_up(client, documents):
    response = task_page(client)

    years = [(year.year, year.planned, year.done, year.cumulative) for year in response.context["years"]]
    assert years == [
        (2009, 40, 40, 40),
        (2010, 15, 15, 55),
        (2011, 15, 15, 70),
        (2012, 15, 15, 85),
        (2013, 15, 15, 100),
    ]
    assert response.context["progress"] == 100
    assert [len(shares) for _, shares in response.context["stages"]] == [5] * 6
    assert "Wykonano 100% tego, co zaplanowano" in text_of(response)


def test_the_task_says_what_the_document_does_not(client, documents):
    text = text_of(task_page(client))

    assert "Planowany całkowity koszt nie podano" in text
    assert "Budżet według źródeł nie podano" in text
    assert "Wskaźniki oddziaływania Dokument mówi wprost, że ich nie ma („Brak”)." in text


def test_the_task_shows_nine_indicators_with_every_value(client, documents):
    response = task_page(client)
    text = text_of(response)

    rows = [row for _, table, _ in response.context["kinds"] for row in table["rows"]]
    assert [len(values) for _, values in rows] == [5] * 9
    assert " MOPR 94 757 96 821 13 699 wątpliwa 83 902 79 602 " in text
    assert " nie podano 3 788 4 485 4 122 4 361 4 479 " in text


def test_an_indicator_without_a_direction_is_not_judged(client, documents):
    indicator = Indicator.objects.get(name="Liczba podopiecznych MOPR")

    text = text_of(client.get(indicator.get_absolute_url()))

    assert "Pożądany kierunek nie ustalono, więc portal nie ocenia zmian" in text
    assert "2009 5 303 – ostateczna 2010 5 665 – ostateczna 2011 5 490" in text


@pytest.mark.parametrize(("day", "state"), [(dt.date(2023, 12, 31), "obowiązuje"), (dt.date(2024, 1, 1), "zakończona")])
def test_a_strategy_ends_with_its_last_year(client, documents, settings, day, state):
    settings.PORTAL_DATE = day
    strategy = Strategy.objects.get(period_end=2023)

    assert f"{strategy.title} {state} " in text_of(client.get(strategy.get_absolute_url())).split("Strona główna", 1)[1]


def test_an_ended_strategy_leaves_the_front_page_and_stays_in_the_list(client, documents, settings):
    settings.PORTAL_DATE = dt.date(2024, 1, 1)
    strategy = Strategy.objects.get(period_end=2023)

    assert strategy.title not in text_of(client.get("/"))
    assert strategy.title in text_of(client.get("/strategia/"))


def test_another_towns_document_does_not_exist_for_the_public(client, documents):
    foreign = Strategy.objects.get(municipality="Łomża")
    hidden = [
        foreign,
        Goal.objects.filter(strategy=foreign).first(),
        Indicator.objects.filter(goal__strategy=foreign).first(),
        foreign.source,
    ]

    assert [client.get(row.get_absolute_url()).status_code for row in hidden] == [404] * 4
    assert foreign.title not in text_of(client.get("/strategia/"))
    assert foreign.title not in text_of(client.get("/dane/uwagi/"))


def test_a_part_of_one_strategy_is_not_found_under_another(client, documents):
    other = Strategy.objects.get(period_end=2023)
    parts = [
        Goal.objects.get(numeral="II", strategy__is_public=True),
        Programme.objects.get(),
        StrategyTask.objects.get(),
    ]

    assert [client.get(f"/strategia/{other.slug}/{part.slug}/").status_code for part in parts] == [404] * 3


def test_an_empty_portal_says_that_there_is_no_strategy(client):
    assert "Nie ma jeszcze żadnej strategii" in text_of(client.get("/strategia/"))


def test_pages_take_as_many_queries_for_fifty_times_the_data(client, documents):
    rows = [
        Strategy.objects.get(slug="strategia-rozwoju-leszna"),
        Goal.objects.get(numeral="II", strategy__is_public=True),
        Programme.objects.get(),
        StrategyTask.objects.get(),
        Indicator.objects.filter(task__isnull=False).first(),
    ]
    pages = ["/strategia/", *(row.get_absolute_url() for row in rows)]
    multiply(*rows, numbers=range(1))  # so that every list has something in it
    once = {url: queries(client, url) for url in pages}
    multiply(*rows, numbers=range(1, 50))

    assert {url: queries(client, url) for url in pages} == once
    assert max(once.values()) <= MOST_QUERIES


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def multiply(strategy, goal, programme, task, indicator, *, numbers):
    for number in numbers:
        years = {"period_start": 2000, "period_end": 2030}
        baker.make(Strategy, title=f"Strategia {number}", slug=f"strategia-{number}", is_public=True, **years)
        place = {"strategy": strategy, "position": 100 + number}
        another_goal = baker.make(Goal, slug=f"cel-{number}", title=f"Cel {number}", **place)
        baker.make(Goal, slug=f"kierunek-{number}", title=f"Kierunek {number}", parent=goal, kind="direction", **place)
        post = {"role": ResponsibilityRole.HEAD, "post": f"Stanowisko {number}"}
        for owner in ({"goal": another_goal}, {"goal": goal}, {"programme": programme}, {"task": task}):
            baker.make("strategy.Responsibility", **post, **owner)
        named = {"title": f"Program {number}", "slug": f"program-{number}", "number": 100 + number}
        another = baker.make(Programme, goal=goal, **named)
        for parent in (another, programme):
            slug = f"zadanie-{number}-{parent.pk}"
            other = baker.make(StrategyTask, programme=parent, title=f"Zadanie {slug}", slug=slug)
            stages_with_shares(other, number)
        stages_with_shares(task, 100 + number)
        baker.make("strategy.Partner", task=task, name=f"Partner {number}")
        for owner in ({"strategy": strategy}, {"goal": goal}, {"programme": programme}, {"task": task}):
            measured = baker.make(
                Indicator, name=f"Wskaźnik {number}", source_name=f"Wskaźnik {number}", **owner, **coded(owner, number)
            )
            baker.make("strategy.IndicatorValue", indicator=measured, year=2010, value=number, status="final")
        baker.make("strategy.IndicatorValue", indicator=indicator, year=2020 + number, value=number, status="final")


def coded(owner, number):
    return {"code": f"wskaznik-{next(iter(owner))}-{number}", "kind": "output", "position": number}


def stages_with_shares(task, position):
    stage = baker.make(Stage, task=task, position=position)
    baker.make("strategy.StageShare", stage=stage, year=2010, planned=1, done=1)
