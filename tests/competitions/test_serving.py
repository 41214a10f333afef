"""What serves a part of a strategy: its priority tasks, their competitions, grants by year; and the way back."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from model_bakery import baker

from competitions.choices import ResultState
from competitions.models import Competition, CooperationProgramme, PriorityArea, PriorityTask, ResultEntry
from competitions.serving import Grants, serving, serving_goals
from leszno_ngo.models import Department
from strategy.models import Goal, Programme, Strategy, StrategyTask
from tests.competitions.calls import moment
from tests.competitions.test_pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]
NOW = moment("2023-12-01 12:00")
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def day(on_day):
    on_day(dt.date(2023, 12, 1))


@pytest.fixture
def strategy():
    return baker.make(Strategy, title="Strategia rozwoju", slug="strategia-rozwoju", is_public=True)


@pytest.fixture
def goal(strategy):
    return baker.make(
        Goal, strategy=strategy, numeral="II", title="Rodzina", slug="cel-ii", position=1, kind="strategic"
    )


@pytest.fixture
def task(goal):
    programme = baker.make(Programme, goal=goal, number=8, title="Rodzinie", slug="program-8-rodzinie")
    return baker.make(StrategyTask, programme=programme, number=1, title="Poradnictwo", slug="zadanie-1-poradnictwo")


def priority_task(title, year=2023):
    programme, _ = CooperationProgramme.objects.get_or_create(year=year)
    area = PriorityArea.objects.first()
    return baker.make(PriorityTask, programme=programme, area=area, title=title, position=1)


def announced(title, *tasks, amount=60_000, granted=(), year=2023, **facts):
    """A competition of the year that realises these tasks; with grants it is decided."""
    told = {"number": Competition.objects.count() + 1, "form": "support", "total_amount": amount}
    told |= {"announced_at": moment("2023-03-01 12:00"), "closes_at": moment("2023-04-01 12:00")}
    if granted:
        told |= {"results_published_at": moment("2023-06-01 12:00"), "decided_on": dt.date(2023, 6, 1)}
    mopr = Department.objects.get(slug="mopr")
    competition = baker.make(Competition, title=title, year=year, department=mopr, **told | facts)
    competition.tasks.set(tasks)
    for place, sum_granted in enumerate(granted, start=1):
        baker.make(ResultEntry, competition=competition, position=place, granted=sum_granted, state=ResultState.FUNDED)
    return competition


def grants(competitions, announced, granted, waiting):
    return Grants(competitions, Decimal(announced), None if granted is None else Decimal(granted), waiting)


# ── What serves ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_competition_serves_the_goal_the_programme_and_the_task_that_its_priority_task_serves(goal, task):
    linked, other = priority_task("poradnictwo"), priority_task("sport")
    linked.strategy_tasks.add(task)
    competition = announced("Poradnictwo 2023", linked, other)
    announced("Sport 2023", other)

    found = [serving(part, NOW) for part in (goal, task.programme, task)]

    assert [(one.tasks, one.competitions) for one in found] == [([linked], [competition])] * 3


def test_a_direction_under_a_goal_brings_what_serves_it(goal):
    direction = baker.make(
        Goal, strategy=goal.strategy, parent=goal, title="Dzieci", slug="kierunek-1", position=2, kind="direction"
    )
    linked = priority_task("świetlice")
    linked.goals.add(direction)

    assert serving(goal, NOW).tasks == [linked]


def test_a_goal_linked_twice_counts_a_competition_once(goal, task):
    first, second = priority_task("poradnictwo"), priority_task("terapia")
    for one in (first, second):
        one.goals.add(goal)
        one.strategy_tasks.add(task)
    announced("Rodzina 2023", first, second, granted=(40_000,))

    assert serving(goal, NOW).total == grants(1, 60_000, 40_000, 0)


def test_grants_are_told_by_year_with_what_still_waits_for_results(goal):
    linked = priority_task("poradnictwo")
    linked.goals.add(goal)
    announced("Rok 2022", linked, year=2022, granted=(10_000, 20_000))
    announced("Rok 2023, I tura", linked, granted=(40_000.50,))
    announced("Rok 2023, II tura", linked)
    announced("Rok 2024", linked, year=2024)

    found = serving(goal, NOW)

    assert found.years == [
        (2024, grants(1, 60_000, None, 1)),
        (2023, grants(2, 120_000, "40000.5", 1)),
        (2022, grants(1, 60_000, 30_000, 0)),
    ]
    assert found.total == grants(4, 240_000, "70000.5", 2)


def test_examples_and_what_was_withdrawn_or_annulled_are_listed_and_not_counted(goal):
    linked = priority_task("poradnictwo")
    linked.goals.add(goal)
    announced("Przykład", linked, is_example=True, granted=(10_000,))
    announced("Wycofany", linked, withdrawn_at=moment("2023-05-01 12:00"), withdrawal_reason="błąd")
    announced("Unieważniony", linked, annulled_at=moment("2023-05-01 12:00"), annulment_reason="no_offers")

    found = serving(goal, NOW)

    assert (len(found.competitions), found.years, found.total) == (3, [], None)


def test_grants_that_were_not_published_stay_unknown(goal):
    linked = priority_task("poradnictwo")
    linked.goals.add(goal)
    entered = announced("Przed wynikami", linked)
    baker.make(ResultEntry, competition=entered, position=1, granted=50_000, state=ResultState.FUNDED)

    found = serving(goal, NOW)

    assert (found.total, [one.granted for one in found.competitions]) == (grants(1, 60_000, None, 1), [None])


def test_a_draft_serves_nothing_yet(goal):
    linked = priority_task("poradnictwo")
    linked.goals.add(goal)
    announced("Szkic", linked, announced_at=None)

    assert serving(goal, NOW).competitions == []


def test_a_strategy_tells_the_grants_of_each_of_its_uppermost_goals(goal, task):
    other = baker.make(Goal, strategy=goal.strategy, title="Sport", slug="cel-iii", position=2, kind="strategic")
    below = baker.make(
        Goal, strategy=goal.strategy, parent=other, title="Biegi", slug="kierunek-1", position=3, kind="direction"
    )
    unserved = baker.make(Goal, strategy=goal.strategy, title="Drogi", slug="cel-iv", position=4, kind="strategic")
    both, family = priority_task("oba cele"), priority_task("rodzina")
    both.goals.add(goal, below)
    family.strategy_tasks.add(task)
    announced("Oba", both, granted=(30_000,))
    announced("Rodzina", family)

    found = serving_goals([goal, other, below, unserved])

    assert found.goals == [
        (goal, grants(2, 120_000, 30_000, 1)),
        (other, grants(1, 60_000, 30_000, 0)),
    ]
    assert found.others == 1
    assert found.years == [(2023, grants(2, 120_000, 30_000, 1))]


# ── Pages ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_resident_reads_what_the_city_granted_for_a_goal(client, goal):
    linked = priority_task("poradnictwo")
    linked.goals.add(goal)
    announced("Poradnictwo 2023", linked, granted=(40_000,))

    text = text_of(client.get(goal.get_absolute_url()))

    assert "Przyznano 40 000 zł dotacji. Konkursów: 1, kwota w ogłoszeniach: 60 000 zł." in text
    assert "Poradnictwo 2023 rozstrzygnięty 60 000 zł 40 000 zł" in text


def test_a_part_that_nothing_serves_says_so(client, goal, task):
    texts = [text_of(client.get(part.get_absolute_url())) for part in (goal, task.programme, task)]

    assert ["Nie wskazano zadań priorytetowych, które temu służą" in text for text in texts] == [True] * 3


def leading_back(client, competition):
    return [
        client.get(url) for url in (competition.get_absolute_url(), "/zadania-priorytetowe/2023/", "/wydzialy/mopr/")
    ]


def links_to(part, response):
    return response.content.decode().count(f'href="{part.get_absolute_url()}"')


def test_a_competition_a_priority_task_and_a_department_lead_back_to_what_they_serve(client, goal, task):
    linked = priority_task("poradnictwo")
    linked.goals.add(goal)
    linked.strategy_tasks.add(task)
    competition = announced("Poradnictwo 2023", linked)

    pages = leading_back(client, competition)

    assert [links_to(task, page) for page in pages] == [1, 1, 1]
    assert [links_to(goal, page) > 0 for page in pages] == [True] * 3


def test_nothing_leads_to_a_strategy_that_is_not_public(client, goal, task):
    linked = priority_task("poradnictwo")
    linked.goals.add(goal)
    linked.strategy_tasks.add(task)
    competition = announced("Poradnictwo 2023", linked)
    Strategy.objects.update(is_public=False)

    pages = leading_back(client, competition)

    assert ["/strategia/strategia-rozwoju/" in page.content.decode() for page in pages] == [False] * 3


def test_pages_take_as_many_queries_for_fifty_times_the_competitions(client, goal, task):
    pages = [part.get_absolute_url() for part in (goal.strategy, goal, task.programme, task)]
    multiply(goal, task, range(1))
    once = {url: queries(client, url) for url in pages}
    multiply(goal, task, range(1, 50))

    assert {url: queries(client, url) for url in pages} == once
    assert max(once.values()) <= MOST_QUERIES


def multiply(goal, task, numbers):
    for number in numbers:
        linked = priority_task(f"zadanie {number}", year=2022 + number % 3)
        linked.goals.add(goal)
        linked.strategy_tasks.add(task)
        announced(f"Konkurs {number}", linked, granted=(1_000,), year=2022 + number % 3)
        other = baker.make(Programme, goal=goal, title=f"Program {number}", slug=f"program-{number + 100}")
        further = baker.make(StrategyTask, programme=other, title=f"Zadanie {number}", slug=f"zadanie-{number + 100}")
        measured = baker.make(
            "strategy.Indicator", task=further, code=f"wskaznik-{number}", kind="output", source_name="x", position=1
        )
        published = {"state": "published", "published_at": NOW, "entered_by": None}
        baker.make("strategy.IndicatorValue", indicator=measured, year=2020, value=1, status="final", **published)


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
