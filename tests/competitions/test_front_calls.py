"""The desk's front page: which competitions wait for an official, and of all departments for the coordinator."""

import datetime as dt

import pytest
from model_bakery import baker

from competitions import publishing
from competitions.models import Announcement, Competition, Publication
from leszno_ngo.models import Department
from tests.competitions.calls import PUBLISHED, THREE, moment
from tests.competitions.drafts import announced, ready_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_day")]

FRONT = "/admin/"


@pytest.fixture
def own(lists):
    return Department.objects.get(slug="wydzial-kultury-i-sportu")


@pytest.fixture
def other(lists):
    return Department.objects.get(slug="mopr")


def front(client, user):
    client.force_login(user)
    return client.get(FRONT)


def waiting(answer):
    """{kind: titles}."""
    return {
        group.kind: [getattr(row, "competition", row).title for row in group.rows]
        for group in answer.context["front_calls"]
    }


def planned(by, **fields):
    """Announced, and seen nowhere yet."""
    draft = ready_draft(**fields)
    publishing.announce(draft, by=by, now=moment("2023-12-01 09:00"))
    return draft


def test_an_official_finds_what_waits_in_the_own_department_alone(client, official, own, other):
    for department, whose in ((own, "nasz"), (other, "cudzy")):
        ready_draft(title=f"Szkic {whose}", department=department)
        planned(official, title=f"Ogłoszony {whose}", department=department)

    assert waiting(front(client, official)) == {"draft": ["Szkic nasz"], "place": ["Ogłoszony nasz"] * 3}


def test_the_coordinator_and_the_auditor_find_all_departments(client, official, coordinator, auditor, own, other):
    for department in (own, other):
        ready_draft(title=department.slug, department=department)

    for user in (coordinator, auditor):
        assert waiting(front(client, user)) == {"draft": ["mopr", "wydzial-kultury-i-sportu"]}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-12-07", []),  # 15 days before the closing at noon
        ("2023-12-08", ["closing"]),
        ("2023-12-21", ["closing"]),
        ("2023-12-23", ["decision"]),
    ],
)
def test_a_call_that_ends_is_told_of_two_weeks_before_and_then_waits_for_its_decision(
    client, official, own, on_day, day, expected, monkeypatch
):
    announced(official, department=own)
    on_day(dt.date.fromisoformat(day))
    monkeypatch.setattr("leszno_ngo.clock.real_now", lambda: moment("2023-12-01 12:00"))

    assert list(waiting(front(client, official))) == expected


def test_a_missed_decision_is_told_from_the_minute_after_its_term(client, official, own, on_day):
    announced(official, department=own)
    told = {}
    for day in ("2024-01-14", "2024-01-16"):
        on_day(dt.date.fromisoformat(day))
        told[day] = "termin minął" in front(client, official).content.decode()

    assert told == {"2024-01-14": False, "2024-01-16": True}


def test_a_day_that_has_not_come_waits_for_nobody(client, official, own, on_day):
    competition = planned(official, department=own)
    Publication.objects.filter(competition=competition).update(published_on=PUBLISHED + dt.timedelta(days=1))

    assert waiting(front(client, official)) == {}
    on_day(PUBLISHED + dt.timedelta(days=1))
    assert waiting(front(client, official)) == {"place": [competition.title] * 3}


def test_a_paper_that_failed_comes_first_and_says_why(client, official, own):
    competition = announced(official, department=own)
    ready_draft(title="Szkic", department=own)
    Announcement.objects.filter(competition=competition).update(state="failed", error="Zabrakło miejsca na dysku.")

    answer = front(client, official)

    assert list(waiting(answer)) == ["paper", "draft"]
    assert answer.content.decode().count("Zabrakło miejsca na dysku.") == 1


def test_a_change_that_is_prepared_stands_among_the_drafts(client, official, own):
    competition = announced(official, department=own)
    copy = publishing.open_amendment(competition, by=official)

    answer = front(client, official)

    assert waiting(answer) == {"draft": [copy.title]}
    assert answer.content.decode().count(f"Zmiana: {competition}</a>") == 1


def test_without_any_the_page_says_so_and_how_to_begin(client, official, auditor, own):
    said = {user.username: front(client, user).content.decode() for user in (official, auditor)}

    assert [html.count("Żaden konkurs na nic teraz nie czeka.") for html in said.values()] == [1, 1]
    assert {name: html.count(">Nowy konkurs</a>") for name, html in said.items()} == {"urzednik": 1, "audytor": 0}


def test_the_front_page_shows_ten_of_many_and_takes_as_many_queries(
    client, coordinator, own, django_assert_max_num_queries
):
    def fill(times):
        for number in range(times):
            baker.make(Competition, title=f"Szkic {number}", department=own, year=2024)
            done = {"announced_at": moment("2023-11-01 09:00"), "announced_by": coordinator, "form": "support"}
            for closes_at in ("2023-12-08 12:00", "2023-11-30 12:00"):
                money = {"total_amount": 1000, "number": Competition.objects.count() + 1}
                fields = {"title": "Konkurs", "department": own, "year": 2024, "closes_at": moment(closes_at)}
                competition = baker.make(Competition, **(done | money | fields))
                for place in THREE:
                    Publication.objects.create(competition=competition, place=place, published_on=PUBLISHED)
                Announcement.objects.create(
                    competition=competition,
                    subject="announcement",
                    issued_at=moment("2023-11-01 09:00"),
                    queued_at=moment("2023-11-01 09:00"),
                    content={},
                    state="failed",
                    error="Nie udało się.",
                )

    fill(1)
    few = queries(client, coordinator, django_assert_max_num_queries)
    fill(19)

    assert queries(client, coordinator, django_assert_max_num_queries) == few
    totals = {
        group.kind: (len(group.rows), group.total, group.others) for group in client.get(FRONT).context["front_calls"]
    }
    assert totals == {
        "paper": (10, 40, 30),
        "place": (10, 120, 110),
        "decision": (10, 20, 10),
        "closing": (10, 20, 10),
        "draft": (10, 20, 10),
    }


def queries(client, user, at_most):
    client.force_login(user)
    client.get(FRONT)
    with at_most(60) as asked:
        client.get(FRONT)
    return len(asked.captured_queries)
