"""Two officials at the same values at once: a value is checked once, and what nobody checked is not public."""

import pytest

from tests.worker.portal import PATIENCE

pytestmark = pytest.mark.worker

NUMBER = 6
VALUES = """
from decimal import Decimal
from leszno_ngo.choices import Role
from leszno_ngo.models import User
from strategy import publishing
from strategy.choices import ValueStatus
from strategy.spans import Span
from tests.strategy.measures import NOON, indicator_of
author, first, second = [
    User.objects.create(username=name, is_staff=True, role=Role.COORDINATOR) for name in ("autor", "pierwszy", "drugi")
]
answer = []
for number in range({number}):
    indicator = indicator_of(code=f"w{{number}}")
    value = publishing.enter_value(
        indicator, Span(2023), value=Decimal(100), status=ValueStatus.FINAL, by=author, now=NOON
    )
    if {checked}:
        publishing.check_value(value, by=second, now=NOON)
    answer.append(value.pk)"""
TOGETHER = """
import pathlib, time
from decimal import Decimal
from django.core.exceptions import ValidationError
from leszno_ngo.models import User
from strategy import publishing
from strategy.choices import ValueStatus
from strategy.models import IndicatorValue
from tests.strategy.measures import NOON
by = User.objects.get(username={user!r})
values = list(IndicatorValue.objects.select_related("indicator").order_by("pk"))
folder = pathlib.Path({folder!r})
(folder / {name!r}).touch()
while len(list(folder.iterdir())) < 2:
    time.sleep(0.002)
for value in values:
    try:
        {act}
        print("done", flush=True)
    except ValidationError as refusal:
        print(refusal.messages[0], flush=True)
"""
CHECK = "publishing.check_value(value, by=by, now=NOON)"
PUBLISH = "publishing.publish_values([value], by=by, now=NOON)"
ENTER = (
    "publishing.enter_value(value.indicator, value.span, value=Decimal(999), status=ValueStatus.FINAL, by=by, now=NOON)"
)
STORED = """
from strategy.models import IndicatorValue
answer = [
    [value.state, int(value.value), value.checked_by and value.checked_by.username]
    for value in IndicatorValue.objects.order_by("pk")
]"""
CHECKED_ALREADY = "Tę wartość ktoś już sprawdził."
CHANGED = "Ktoś w międzyczasie zmienił tę wartość. Odśwież stronę i obejrzyj ją jeszcze raz."
WANTS_A_REASON = "Napisz, dlaczego zmienia się opublikowaną wartość. Przeczytają to mieszkańcy."


def at_once(portal, *acts):
    """What each of them was told, value by value. acts: (who, what)."""
    folder = portal.folder / "ready"
    folder.mkdir()
    processes = [
        portal.start(f"at-once-{user}", "manage.py", "shell", "--verbosity", "0", "-c", program)
        for user, act in acts
        for program in [TOGETHER.format(user=user, folder=str(folder), name=user, act=act)]
    ]
    assert [process.wait(PATIENCE) for process in processes] == [0, 0]
    return [(portal.folder / f"at-once-{user}.log").read_text("utf-8").splitlines() for user, _ in acts]


def test_two_who_check_the_same_values_check_each_once(portal):
    portal.ask(VALUES.format(number=NUMBER, checked=False))

    first, second = at_once(portal, ("pierwszy", CHECK), ("drugi", CHECK))

    assert [sorted(pair) for pair in zip(first, second, strict=True)] == [sorted(["done", CHECKED_ALREADY])] * NUMBER
    assert portal.ask(STORED) == [["checked", 100, "pierwszy" if told == "done" else "drugi"] for told in first]


def test_value_that_its_author_changes_while_another_publishes_it_is_never_public_unchecked(portal):
    portal.ask(VALUES.format(number=NUMBER, checked=True))

    entered, published = at_once(portal, ("autor", ENTER), ("pierwszy", PUBLISH))

    outcomes = {("done", CHANGED): ["draft", 999, None], (WANTS_A_REASON, "done"): ["published", 100, "drugi"]}
    pairs = list(zip(entered, published, strict=True))
    assert set(pairs) <= set(outcomes)
    assert portal.ask(STORED) == [outcomes[pair] for pair in pairs]


def test_year_is_not_closed_over_a_value_that_is_being_entered(portal):
    portal.ask(VALUES.format(number=1, checked=True))
    portal.ask(
        "from strategy import publishing\nfrom strategy.models import IndicatorValue\n"
        "from leszno_ngo.models import User\nfrom tests.strategy.measures import NOON\n"
        "by = User.objects.get(username='drugi')\n"
        "answer = len(publishing.publish_values(IndicatorValue.objects.all(), by=by, now=NOON))"
    )
    correct = ENTER.replace("by=by", "reason='pomyłka', by=by")
    close = "publishing.close_year(2023, by=by, now=NOON)"

    [entered], [closed] = at_once(portal, ("autor", correct), ("pierwszy", close))

    is_closed = "from strategy.models import ReportingYear\nanswer = ReportingYear.objects.get().is_closed"
    states = [state for state, *_ in portal.ask(STORED)]
    if closed == "done":
        assert (entered.startswith("Rok 2023 jest zamknięty."), portal.ask(is_closed), states) == (
            True,
            True,
            ["published"],
        )
    else:
        assert (entered, portal.ask(is_closed), states) == ("done", False, ["published", "draft"])
