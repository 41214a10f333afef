"""What a progress report says of the competitions and grants that serve its goals."""

import datetime as dt

import pytest

from competitions.telling import grants_told
from leszno_ngo.templatetags.leszno import NBSP
from strategy.documents import report_content
from strategy.models import Goal
from tests.competitions.calls import moment
from tests.competitions.test_serving import announced, day, goal, priority_task, strategy  # noqa: F401  fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]


def rows(block):
    lines = [*block["rows"], *([block["total"]] if block["total"] else [])]
    return [[cell["words"].replace(NBSP, " ") for cell in row] for row in lines]


def test_grants_stand_by_goal_and_by_year(goal, strategy):  # noqa: F811
    linked = priority_task("poradnictwo")
    linked.goals.add(goal)
    other = Goal.objects.create(strategy=strategy, numeral="III", title="Praca", slug="cel-iii", position=2)
    announced("Rok 2022", linked, year=2022, granted=(10_000, 20_000))
    announced("Rok 2023", linked, granted=(40_000,))
    announced("Rok 2023, II tura", linked)

    said, by_goal, by_year = grants_told([goal, other], moment("2023-12-02 00:00"))

    assert said["words"].endswith("a w latach raz. Bez konkursów: 1 cel.")
    assert rows(by_goal) == [
        ["II. Rodzina", "3", "180 000 zł", "70 000 zł (1 czeka na wyniki)"],
    ]
    assert rows(by_year) == [
        ["2023", "2", "120 000 zł", "40 000 zł (1 czeka na wyniki)"],
        ["2022", "1", "60 000 zł", "30 000 zł"],
        ["Razem", "3", "180 000 zł", "70 000 zł (1 czeka na wyniki)"],
    ]


def test_what_was_announced_or_decided_after_the_day_is_not_told(goal):  # noqa: F811
    linked = priority_task("poradnictwo")
    linked.goals.add(goal)
    announced("Rok 2023", linked, granted=(40_000,))  # announced on 1 March, decided on 1 June

    days = ["2023-03-01 12:00", "2023-03-01 12:01", "2023-06-01 12:00", "2023-06-01 12:01"]
    told = [grants_told([goal], moment(when)) for when in days]

    assert [rows(blocks[1])[0][1:] if len(blocks) > 1 else blocks[0]["words"] for blocks in told] == [
        "Portal nie zna jeszcze konkursów, które służą tym celom.",
        ["1", "60 000 zł", "jeszcze nie"],
        ["1", "60 000 zł", "jeszcze nie"],
        ["1", "60 000 zł", "40 000 zł"],
    ]


def test_the_report_has_them_among_its_money(goal, strategy, official):  # noqa: F811
    linked = priority_task("poradnictwo")
    linked.goals.add(goal)
    announced("Rok 2023", linked, granted=(40_000,))
    today = dt.date(2023, 12, 1)

    content = report_content(strategy, as_of=today, number=1, by=official, now=moment("2023-12-01 12:00"))

    (money,) = (section for section in content["sections"] if section["heading"] == "Pieniądze")
    captions = [block["caption"] for block in money["blocks"] if block["type"] == "table"]
    assert captions == ["Konkursy i dotacje według celów", "Konkursy i dotacje w latach"]
