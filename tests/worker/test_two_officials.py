"""Two officials who act at the same moment, each in a process of their own: the second sees what the first has done."""

import pytest

from tests.worker.portal import PATIENCE

pytestmark = pytest.mark.worker

DRAFTS = """
from django.contrib.auth import get_user_model
from tests.competitions.drafts import ready_draft
get_user_model().objects.create(username="urzednik")
answer = [ready_draft().pk for _ in range({number})]"""
AS_OFFICIAL = """
import pathlib, time
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from competitions import publishing
from competitions.models import Competition
from tests.competitions.drafts import ANNOUNCED
by = get_user_model().objects.get(username="urzednik")
rows = list(Competition.objects.filter(pk__in={pks}).order_by("pk"))
folder = pathlib.Path({folder!r})
(folder / {name!r}).touch()
while len(list(folder.iterdir())) < 2:
    time.sleep(0.002)
for row in rows:
    try:
        publishing.announce(row, by=by, now=ANNOUNCED)
        print("announced", flush=True)
    except ValidationError as refusal:
        print(refusal.messages[0], flush=True)
"""
NUMBERS = """
from competitions.models import Announcement, Competition
numbers = sorted(Competition.objects.filter(announced_at__isnull=False).values_list("number", flat=True))
answer = [numbers, Announcement.objects.count()]"""
TWICE = "Ten konkurs jest już ogłoszony. Zmienić go można tylko zmianą ogłoszenia."


def at_once(portal, *of_officials):
    """What each of them was told, competition by competition."""
    folder = portal.folder / "ready"
    folder.mkdir()
    processes = [
        portal.start(name, "manage.py", "shell", "--verbosity", "0", "-c", program)
        for name, pks in zip(("pierwszy", "drugi"), of_officials, strict=True)
        for program in [AS_OFFICIAL.format(pks=pks, folder=str(folder), name=name)]
    ]
    assert [process.wait(PATIENCE) for process in processes] == [0, 0]
    return [(portal.folder / f"{name}.log").read_text("utf-8").split("\n")[:-1] for name in ("pierwszy", "drugi")]


def test_two_who_announce_at_the_same_moment_get_numbers_of_their_own(portal):
    pks = portal.ask(DRAFTS.format(number=12))

    told = at_once(portal, pks[::2], pks[1::2])

    assert told == [["announced"] * 6] * 2
    assert portal.ask(NUMBERS) == [list(range(1, 13)), 12]


def test_two_who_announce_the_same_competitions_announce_each_once(portal):
    pks = portal.ask(DRAFTS.format(number=6))

    first, second = at_once(portal, pks, pks)

    assert [sorted(pair) for pair in zip(first, second, strict=True)] == [sorted([TWICE, "announced"])] * 6
    assert portal.ask(NUMBERS) == [list(range(1, 7)), 6]
