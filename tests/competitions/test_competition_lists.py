"""The list of competitions, and the pages that lead to a competition."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from model_bakery import baker

from competitions.choices import AmendmentKind, Place, PublicationSubject, ResultState
from competitions.models import (
    Amendment,
    Announcement,
    Attachment,
    Competition,
    PriorityTask,
    Publication,
    ResultEntry,
    Schedule,
    ScheduleEntry,
)
from leszno_ngo.models import Department
from tests.competitions import drafts
from tests.competitions.calls import moment
from tests.competitions.competitions import OPEN_DAY, annulled, as_planned, resigned, withdrawn
from tests.competitions.test_pages import MOST_QUERIES, Rows, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]


@pytest.fixture(autouse=True)
def open_day(on_day):
    on_day(OPEN_DAY)


def titles(response):
    return [competition.title for competition in response.context["page"]]


def closing(anna, title, words, **changes):
    """Announced, then closing at another moment, so that a list has something to put in order."""
    competition = drafts.announced(anna, title=title, **changes)
    Competition.objects.filter(pk=competition.pk).update(closes_at=moment(words))
    return competition


# ── The list ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def one_of_each(anna):
    annulled(anna, title="unieważniony")
    withdrawn(anna, title="wycofany")
    closing(anna, "otwarty dłużej", "2024-01-05 12:00")
    closing(anna, "otwarty krócej", "2023-12-20 12:00")
    closing(anna, "zamknięty dawniej", "2023-12-10 12:00")
    closing(anna, "zamknięty niedawno", "2023-12-18 12:00")
    drafts.announced(anna, title="ogłoszony", opens_at=moment("2023-12-20 08:00"))
    drafts.decided(anna, title="rozstrzygnięty")
    drafts.ready_draft(title="szkic")


def test_open_ones_come_first_by_their_deadline_then_the_others_by_state(client, one_of_each):
    page = client.get("/konkursy/")

    assert titles(page) == [
        "otwarty krócej",
        "otwarty dłużej",
        "ogłoszony",
        "zamknięty niedawno",
        "zamknięty dawniej",
        "rozstrzygnięty",
        "unieważniony",
        "wycofany",
    ]
    deadline = "Oferty do: środa, 20 grudnia 2023 r., godz. 12:00 (jutro ostatni dzień)"
    assert f"Trwa nabór trwa nabór otwarty krócej {deadline}" in text_of(page)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?stan=open", ["otwarty krócej", "otwarty dłużej"]),
        ("?stan=decided", ["rozstrzygnięty"]),
        ("?szukaj=NIEDAWNO+ZAMKNIĘTY", ["zamknięty niedawno"]),
        ("?szukaj=nie+ma+takich+słów", []),
        ("?szukaj=szkic", []),
        ("?rok=2024&stan=withdrawn", ["wycofany"]),
    ],
)
def test_the_list_can_be_narrowed(client, one_of_each, query, found):
    assert titles(client.get(f"/konkursy/{query}")) == found


def test_words_are_found_in_the_tasks_and_a_department_or_an_area_narrows(client, anna, schedule_2024):
    competition = as_planned(drafts.announced, anna, title="Pierwszy", area=PriorityTask.objects.first().area)
    other = drafts.announced(anna, title="Drugi", department=Department.objects.get(slug="mopr"))

    queries = ["szukaj=abstynenckich", "wydzial=mopr", f"obszar={competition.area.slug}"]
    found = [titles(client.get(f"/konkursy/?{query}")) for query in queries]

    assert found == [[competition.title], [other.title], [competition.title]]


def test_choices_that_do_not_exist_are_told_and_narrow_nothing(client, anna):
    drafts.announced(anna)

    page = client.get("/konkursy/?stan=draft&rok=1999&obszar=x&wydzial=x")

    assert page.context["form"].errors == {
        "stan": ["Nie ma takiego stanu. Wybierz stan z listy."],
        "rok": ["Z tego roku nie ma konkursów. Wybierz rok z listy."],
        "obszar": ["Nie ma takiego obszaru. Wybierz obszar z listy."],
        "wydzial": ["Nie ma takiego wydziału. Wybierz wydział z listy."],
    }
    assert len(titles(page)) == 1


def test_a_long_list_goes_on_on_further_pages_that_keep_the_choices(client, anna):
    competition = drafts.announced(anna)
    multiply(competition, 45)

    pages = [client.get(f"/konkursy/?stan=open&strona={number}") for number in (1, 2, 3, 99)]

    assert [len(titles(page)) for page in pages] == [20, 20, 5, 5]
    assert 'href="?stan=open&amp;strona=2"' in pages[0].content.decode()


def test_an_empty_list_says_what_to_do(client, anna):
    empty = text_of(client.get("/konkursy/"))
    drafts.announced(anna)
    nothing = text_of(client.get("/konkursy/?szukaj=zzz"))

    assert "Nie ogłoszono jeszcze żadnego konkursu" in empty
    assert "0 konkursów spełnia te warunki." in nothing
    assert "Żaden konkurs nie spełnia tych warunków Wyczyść warunki albo wybierz mniej." in nothing


# ── Pages that lead here ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_home_page_begins_with_what_is_open_now(client, one_of_each, anna):
    page = text_of(client.get("/")).split("Termin ogłoszenia trwa")[0]
    in_order = sorted((page.index(title), title) for title in ("otwarty krócej", "otwarty dłużej", "ogłoszony Nabór"))

    assert [title for _, title in in_order] == ["otwarty krócej", "otwarty dłużej", "ogłoszony Nabór"]
    assert [title for title in ("zamknięty", "wycofany", "szkic") if title in page] == []


def test_the_home_page_without_anything_open_says_so(client):
    assert "Dziś nie trwa żaden nabór ofert" in text_of(client.get("/"))


def test_an_announced_row_leaves_the_plan_of_the_home_page(client, anna, schedule_2024):
    before = client.get("/").context["running"]
    as_planned(drafts.announced, anna)
    after = client.get("/").context["running"]

    assert sum(len(rows) for _, rows in before) - sum(len(rows) for _, rows in after) == 1


@pytest.mark.parametrize(
    "url", ["/harmonogram/2024/", "/harmonogram/2024/biuro-ds-uzaleznien/", "/wydzialy/biuro-ds-uzaleznien/"]
)
def test_an_announced_row_tells_the_day_and_the_days_from_the_plan(client, anna, schedule_2024, on_day, url):
    competition = as_planned(drafts.announced, anna)
    Competition.objects.filter(pk=competition.pk).update(announced_at=moment("2024-01-12 09:00"))
    on_day(dt.date(2024, 1, 12))
    entry = ScheduleEntry.objects.get(task=competition.tasks.get())

    page = client.get(url).content.decode()

    assert Rows(page).cells(f"pozycja-{entry.pk}")[3] == "ogłoszony ogłoszono 12 stycznia 2024 r., 12 dni po planie"
    assert f'<a href="{competition.get_absolute_url()}">ogłoszono' in page


def test_a_department_and_a_priority_task_lead_to_their_competitions(client, anna, schedule_2024):
    competition = as_planned(drafts.announced, anna, department=Department.objects.get(slug="mopr"))
    drafts.ready_draft(title="Szkic tajny", department=competition.department).tasks.set(competition.tasks.all())

    pages = [client.get(url).content.decode() for url in ("/wydzialy/mopr/", "/zadania-priorytetowe/2024/")]

    assert [f'href="{competition.get_absolute_url()}"' in page for page in pages] == [True, True]
    assert ["Szkic tajny" in page for page in pages] == [False, False]


# ── As many queries for fifty times the data ────────────────────────────────────────────────────────────────────────


def test_pages_of_competitions_take_as_many_queries_for_fifty_times_the_data(client, anna, schedule_2024, on_day):
    on_day(dt.date(2024, 2, 2))
    competition = as_planned(drafts.decided, anna)
    resigned(competition, anna)
    address = competition.get_absolute_url()
    urls = [
        *("/", "/konkursy/", address, f"{address}wersja-1/", "/wyniki/", "/wyniki/2024/", "/terminowosc/2024/"),
        *("/harmonogram/2024/", "/zadania-priorytetowe/2024/", f"/wydzialy/{competition.department.slug}/"),
        *(f"/konkursy.{kind}" for kind in ("csv", "xlsx", "json", "ics", "atom")),
        *(f"/wyniki/2024.{kind}" for kind in ("csv", "xlsx", "json")),
        *(f"{address.rstrip('/')}.{kind}" for kind in ("json", "ics")),
    ]
    once = {url: queries(client, url) for url in urls}
    multiply(competition, 50)
    multiply_rows(competition, 50)

    assert {url: queries(client, url) for url in urls} == once
    assert {url: count for url, count in once.items() if count > MOST_QUERIES} == {}


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200, url
    return len(captured)


def multiply(competition, times):
    """As many such competitions, each with a task, papers and an offer of its own."""
    rows = Competition.objects.filter(pk=competition.pk).values().get()
    left_out = ("id", "number", "title")
    facts = {name: value for name, value in rows.items() if name not in left_out}
    paper = competition.announcements.filter(subject=PublicationSubject.ANNOUNCEMENT).first()
    for number in range(100, 99 + times):
        twin = Competition.objects.create(number=number, title=f"{competition.title} {number}", **facts)
        twin.tasks.set(competition.tasks.all())
        twin.tasks.add(*PriorityTask.objects.all()[number % 40 : number % 40 + 1])
        baker.make(ResultEntry, competition=twin, state=ResultState.FUNDED, granted=100, bidder=f"Klub {number}")
        Announcement.objects.create(
            competition=twin,
            subject=paper.subject,
            issued_at=paper.issued_at,
            content=paper.content,
            queued_at=paper.queued_at,
        )


def multiply_rows(competition, times):
    """As many rows of each kind under this one competition."""
    paper = competition.announcements.filter(subject=PublicationSubject.ANNOUNCEMENT).first()
    for number in range(100, 99 + times):
        change = baker.make(
            Amendment, competition=competition, number=number, kind=AmendmentKind.CHANGE, made_by__username=f"u{number}"
        )
        Announcement.objects.create(
            competition=competition,
            subject=paper.subject,
            version=number,
            amendment=change,
            issued_at=paper.issued_at,
            content=paper.content,
            queued_at=paper.queued_at,
        )
        baker.make(
            Publication,
            competition=competition,
            subject=PublicationSubject.AMENDMENT,
            amendment=change,
            place=Place.BIP,
            recorded_by__username=f"v{number}",
            recorded_at=paper.issued_at,
        )
        baker.make(ResultEntry, competition=competition, state=ResultState.FUNDED, granted=1, bidder=f"Klub {number}")
        baker.make(Attachment, competition=competition, name=f"{number}.pdf", title=f"Wzór {number}")
        competition.tasks.add(*PriorityTask.objects.all()[number % 40 : number % 40 + 1])
    first = Schedule.objects.get(year=2024)
    for task in PriorityTask.objects.filter(programme__year=2024):
        entry = task.entries.first()
        if entry and entry.section.schedule_id == first.pk:
            baker.make(ScheduleEntry, section=entry.section, area=entry.area, task=task, title=entry.title)
