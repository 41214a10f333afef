"""The desk's front page: what waits for an official and, of all departments, for the coordinator; at any size."""

import datetime as dt
import time
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from model_bakery import baker

from competitions import publishing
from competitions.models import Schedule, ScheduleEntry, ScheduleSection
from leszno_ngo.choices import Role
from leszno_ngo.models import Department, User
from tests.competitions.conftest import AS_OF_READERS

pytestmark = pytest.mark.django_db

FRONT = "/admin/"
CULTURE = "WYDZIAŁ KULTURY I SPORTU"


@pytest.fixture
def coordinator():
    return baker.make(
        User, username="koordynator", role=Role.COORDINATOR, is_staff=True, email="ngo@example.org", last_name="Lis"
    )


@pytest.fixture
def auditor():
    return baker.make(User, username="audytor", role=Role.AUDITOR, is_staff=True)


@pytest.fixture
def official(lists):
    user = baker.make(User, username="urzednik", role=Role.OFFICIAL, is_staff=True)
    user.departments.add(Department.objects.get(slug="wydzial-kultury-i-sportu"))
    return user


@pytest.fixture
def working(schedule_2024, on_day):
    """The working copy after the real first edition, on 1 December 2023."""
    return publishing.open_next_edition(schedule_2024, by=None)


def front(client, user):
    client.force_login(user)
    return client.get(FRONT)


def test_an_official_finds_the_own_part_its_state_and_what_is_due(client, working, official):
    answer = front(client, official)

    (edition,) = answer.context["front_editions"]
    (own,) = edition.parts
    assert (edition.review.schedule, own.part.section.heading, own.part.state) == (working, CULTURE, "in_work")
    assert (len(own.part.rows), len(own.due), own.overdue, len(own.issues)) == (7, 7, [], 1)
    html = answer.content.decode()
    assert "Do ogłoszenia w tym miesiącu: 7" in html
    assert html.count("/gotowe/") == 1


def test_the_coordinator_and_the_auditor_find_all_departments_and_their_sum(client, working, coordinator, auditor):
    Schedule.objects.filter(pk=working.pk).update(announcements_kept_since=dt.date(2023, 10, 1))
    publishing.confirm_section(working.sections.first(), by=coordinator)
    for user in (coordinator, auditor):
        (edition,) = front(client, user).context["front_editions"]
        assert (len(edition.parts), edition.review.ready_count) == (10, 1)
        assert edition.total == {
            "rows": 45,
            "to_mend": 1,
            "to_look_at": 10,
            "due": 22,
            "overdue": 1,
            "issues": 11,
        }


def test_an_auditor_is_offered_nothing_to_change(client, working, auditor):
    html = front(client, auditor).content.decode()

    assert [html.count(words) for words in ("/gotowe/", "/wydaj/", "/wczytaj/", "Nowy harmonogram")] == [0, 0, 0, 0]


def test_an_overdue_row_is_told_to_its_department_on_the_day_after_its_term(client, working, official, on_day):
    Schedule.objects.filter(pk=working.pk).update(announcements_kept_since=dt.date(2023, 12, 1))
    told = {}
    for day in (dt.date(2024, 1, 31), dt.date(2024, 2, 1)):
        on_day(day)
        answer = front(client, official)
        ((own,),) = (edition.parts for edition in answer.context["front_editions"])
        told[day.isoformat()] = len(own.due), len(own.overdue), "Po terminie: 7 pozycji." in answer.content.decode()

    assert told == {"2024-01-31": (7, 0, False), "2024-02-01": (0, 7, True)}


def test_somebody_without_a_department_is_told_whom_to_ask(client, working, official, coordinator):
    official.departments.clear()

    html = " ".join(front(client, official).content.decode().split())

    assert "Poproś koordynatora o przypisanie wydziału: Lis (<a href=" in html
    assert 'mailto:ngo@example.org">ngo@example.org</a>).' in html


def test_without_a_working_edition_the_page_says_who_opens_one(client, schedule_2024, on_day, official, coordinator):
    said = {user.username: front(client, user).content.decode() for user in (official, coordinator)}

    assert ["Nie ma teraz wydania roboczego harmonogramu." in html for html in said.values()] == [True, True]
    assert "Gdy koordynator je otworzy, zobaczysz je tutaj." in said["urzednik"]
    assert f'href="{reverse("admin:competitions_schedule_add")}">Nowy harmonogram</a>' in said["koordynator"]


def test_a_department_without_a_part_is_told_so(client, working, official):
    working.sections.get(heading=CULTURE).delete()

    html = front(client, official).content.decode()

    assert "Wydział Kultury i Sportu: brak części, a ostatnio wydany harmonogram (2024, wydanie 1) ją ma." in html


def test_working_editions_of_years_that_are_over_are_only_named(client, working, coordinator, on_day):
    on_day(dt.date(2025, 1, 1))

    answer = front(client, coordinator)

    assert (answer.context["front_editions"], answer.context["front_past"]) == ([], [working])


def test_the_page_of_one_application_has_no_front(client, working, coordinator):
    client.force_login(coordinator)

    assert "Gotowe części" not in client.get("/admin/competitions/").content.decode()


# ── Twenty years ────────────────────────────────────────────────────────────────────────────────────────────────────

YEARS, ROWS, PARTS = 20, 500, 10


def past(first_year, years, rows):
    """Years of released editions and their working copies, each with so many rows in ten parts."""
    departments = list(Department.objects.order_by("pk")[:PARTS])
    area = baker.make("competitions.PriorityArea", name=f"Obszar {first_year}", slug=f"obszar-{first_year}")
    for year in range(first_year, first_year + years):
        programme = baker.make("competitions.CooperationProgramme", year=year)
        task = baker.make("competitions.PriorityTask", programme=programme, area=area, title=f"Zadanie {year}")
        for edition, released_at in ((1, timezone.now()), (2, None)):
            schedule = baker.make(
                Schedule, year=year, edition=edition, released_at=released_at, as_of=dt.date(year - 1, 11, 30)
            )
            sections = [
                baker.make(ScheduleSection, schedule=schedule, heading=department.name, position=place)
                for place, department in enumerate(departments)
            ]
            for section, department in zip(sections, departments, strict=True):
                section.departments.add(department)
            ScheduleEntry.objects.bulk_create(
                ScheduleEntry(
                    section=sections[n % PARTS],
                    area=area,
                    task=task,
                    identity=uuid.uuid4(),
                    position=n,
                    title=f"Zadanie {n}",
                    plan_kind="period",
                    plan_unit="month",
                    plan_start=dt.date(year, 1, 1),
                    plan_end=dt.date(year, 1, 31),
                )
                for n in range(rows)
            )


def test_every_list_and_page_takes_as_many_queries_for_twenty_years_as_for_one(
    client, coordinator, official, on_day, django_assert_max_num_queries
):
    past(2024, 1, 50)
    schedule = Schedule.objects.working().get()
    lists = ("scheduleentry", "schedulesection", "schedule", "prioritytask", "cooperationprogramme", "scheduledocument")
    addresses = [FRONT, *(reverse(f"admin:competitions_{name}_changelist") for name in lists)]
    addresses += [
        reverse(f"admin:competitions_schedule_{page}", args=[schedule.pk]) for page in ("overview", "release")
    ]
    asked = [(user, address) for user in (coordinator, official) for address in addresses]
    few = [queries(client, user, address, django_assert_max_num_queries) for user, address in asked]

    past(2005, YEARS - 1, ROWS)

    start = time.monotonic()
    many = [queries(client, user, address, django_assert_max_num_queries) for user, address in asked]
    told = zip(asked, few, many, strict=True)
    assert [(*page, before, now) for page, before, now in told if now > before] == []
    assert ScheduleEntry.objects.count() == 2 * ROWS * (YEARS - 1) + 2 * 50
    assert time.monotonic() - start < 3 * len(asked)  # seconds; a tenth of that on an idle machine


def queries(client, user, address, at_most):
    """How many a page takes when somebody comes back to it."""
    client.force_login(user)
    client.get(address)
    with at_most(60) as asked:
        client.get(address)
    return len(asked.captured_queries)


def test_the_front_page_of_years_ahead_takes_as_many_queries_as_that_of_one(
    client, coordinator, lists, on_day, django_assert_max_num_queries
):
    past(AS_OF_READERS.year, 1, 50)
    few = queries(client, coordinator, FRONT, django_assert_max_num_queries)

    past(AS_OF_READERS.year + 1, 3, ROWS)

    assert queries(client, coordinator, FRONT, django_assert_max_num_queries) == few
    assert len(client.get(FRONT).context["front_editions"]) == 4
