"""The made-up competitions and small grants of the preview: one in each state, marked, hidden on demand, taken away."""

import datetime as dt
import io
from collections import Counter
from functools import partial

import pytest
from django.core.management import CommandError, call_command

from competitions import law, publishing, small_grants
from competitions.choices import AmendmentKind, CompetitionState, LegalSeverity, ResultState, SmallGrantState
from competitions.examples import make_examples
from competitions.law.days import WARSAW
from competitions.models import Amendment, Announcement, Competition, ResultEntry, SmallGrant
from tests.competitions.two_departments import snapshot
from tests.project.test_pages import walk
from tests.remembering import once

pytestmark = pytest.mark.django_db

TODAY = dt.date(2023, 12, 1)
MIDNIGHT, LAST_MINUTE = dt.time(0, 1), dt.time(23, 59)


def run(*arguments):
    """What the command prints."""
    output = io.StringIO()
    call_command("example_competitions", *arguments, stdout=output)
    return output.getvalue()


def states(today, hour):
    now = dt.datetime.combine(today, hour, WARSAW)
    return Counter(competition.state(now) for competition in Competition.objects.originals())


@pytest.fixture
def examples(on_day, lists, tasks_2023, schedule_2024, coordinator):
    once(("examples", coordinator.pk), partial(make_examples, today=TODAY, by=coordinator))


@pytest.mark.parametrize("today", [TODAY, dt.date(2024, 2, 29), dt.date(2025, 12, 28), dt.date(2026, 1, 2)])
def test_each_state_is_there_all_day_long_whatever_the_day(today, lists, coordinator):
    make_examples(today=today, by=coordinator)

    for hour in (MIDNIGHT, LAST_MINUTE):
        expected = dict.fromkeys(CompetitionState, 1) | {CompetitionState.OPEN: 3, CompetitionState.DECIDED: 2}
        assert states(today, hour) == expected
    offers = [small_grants.offer(grant, today) for grant in SmallGrant.objects.all()]
    assert Counter(offer.state for offer in offers) == dict.fromkeys(SmallGrantState, 1) | {SmallGrantState.GRANTED: 2}


@pytest.mark.usefixtures("examples")
def test_they_were_changed_put_off_resigned_from_and_put_in_reserve():
    assert Counter(Amendment.objects.values_list("kind", flat=True)) == dict.fromkeys(AmendmentKind, 1)
    assert set(ResultEntry.objects.values_list("state", flat=True)) == set(ResultState)


@pytest.mark.usefixtures("examples")
def test_they_keep_the_law():
    announced = Competition.objects.originals().filter(announced_at__isnull=False)
    found = [
        finding
        for one in announced
        for finding in publishing.findings_of(one, one.announced_at.date(), law.Act.ANNOUNCE)
    ]
    found += [finding for grant in SmallGrant.objects.all() for finding in small_grants.findings(grant, TODAY)]

    assert [finding.message for finding in found if finding.severity == LegalSeverity.BLOCKS] == []


@pytest.mark.usefixtures("examples")
def test_each_says_that_it_is_an_example_and_names_nobody_real():
    assert set(Competition.objects.values_list("is_example", flat=True)) == {True}
    assert [one.title for one in Competition.objects.all() if not one.title.startswith("Przykład: ")] == []
    names = [
        *ResultEntry.objects.values_list("bidder", flat=True),
        *SmallGrant.objects.values_list("organisation", flat=True),
    ]
    assert [name for name in names if not name.endswith(" (przykład)")] == []
    assert {content["is_example"] for content in Announcement.objects.values_list("content", flat=True)} == {True}


@pytest.mark.usefixtures("examples")
def test_they_realise_priority_tasks_and_come_from_several_departments():
    linked = Competition.objects.filter(tasks__isnull=False)

    assert linked.count() == 9
    assert {task.programme.year - one.year for one in linked for task in one.tasks.all()} == {0}
    assert Competition.objects.values("department").distinct().count() == 7


def test_making_them_twice_changes_nothing(examples, coordinator):
    before = snapshot()

    assert make_examples(today=TODAY, by=coordinator) is False
    assert run() == ""
    assert snapshot() == before


def test_taken_away_they_leave_nothing_behind(on_day, lists, tasks_2023, schedule_2024, coordinator):
    before = snapshot()

    assert run() == "Dodaję przykładowe konkursy i małe granty.\n"
    assert snapshot() != before
    assert run("--remove") == "Usunięto 16 przykładów.\n"
    assert snapshot() == before
    assert run("--remove") == "Usunięto 0 przykładów.\n"


def test_production_refuses_to_make_them_and_takes_them_away(examples, settings):
    settings.PRODUCTION = True

    assert run("--remove") == "Usunięto 16 przykładów.\n"
    with pytest.raises(CommandError) as refusal:
        run()
    assert str(refusal.value) == "Przykłady są tylko do podglądu; przy PRODUCTION=1 konkursy wprowadza urząd."


@pytest.mark.usefixtures("lists")
def test_nobody_makes_them_before_there_is_a_coordinator():
    with pytest.raises(CommandError) as refusal:
        run()

    assert str(refusal.value) == "Nie ma konta koordynatora. Najpierw uruchom setup_preview."


@pytest.mark.usefixtures("examples")
def test_switched_off_no_public_page_or_file_shows_any(client, settings):
    shown = walk(client)
    settings.SHOW_EXAMPLES = False
    hidden = walk(client)

    of_examples = {path for path in shown if "przyklad" in path}
    assert len(of_examples) > 9
    assert {client.get(path).status_code for path in of_examples} == {404}
    assert [path for path, page in hidden.items() if speaks_of_examples(page)] == []


def speaks_of_examples(page):
    content = b"".join(page.streaming_content) if page.streaming else page.content
    return "Przykład: ".encode() in content or "(przykład)".encode() in content
