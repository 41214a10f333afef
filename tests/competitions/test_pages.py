"""Planning's pages, on the real documents."""

import datetime as dt
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from model_bakery import baker

from competitions.choices import PlanKind, PlanUnit
from competitions.models import PriorityTask, Schedule, ScheduleEntry, ScheduleSection
from leszno_ngo.models import Department
from tests.competitions.editions import altered_edition

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


class Rows(HTMLParser):
    """The texts of the cells of each table row that has an id."""

    def __init__(self, html):
        super().__init__()
        self.rows, self.row = {}, None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.row = self.rows.setdefault(dict(attributes).get("id"), [])
        elif tag in ("td", "th") and self.row is not None:
            self.row.append("")

    def handle_data(self, data):
        if self.row:
            self.row[-1] += data

    def cells(self, row_id):
        return [" ".join(cell.split()) for cell in self.rows[row_id]]


def text_of(response):
    without_tags = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(unescape(without_tags).split())


def test_every_row_of_the_real_schedule_shows_its_term_word_for_word(client, schedule_2024, on_day):
    page = Rows(client.get("/harmonogram/2024/").content.decode())
    entries = list(ScheduleEntry.objects.select_related("inherited_from"))
    printed = {entry.pk: entry.plan_text or entry.inherited_from.plan_text for entry in entries}

    shown = {entry.pk: page.cells(f"pozycja-{entry.pk}") for entry in entries}

    assert len(shown) == 45
    assert {pk: cells[2][: len(printed[pk])] for pk, cells in shown.items()} == printed
    assert {pk: cells[1] for pk, cells in shown.items()} == {entry.pk: entry.title for entry in entries}


def test_an_inherited_term_says_so(client, schedule_2024, on_day):
    page = Rows(client.get("/harmonogram/2024/").content.decode())
    inherited = {f"pozycja-{pk}" for pk in ScheduleEntry.objects.filter(plan_text="").values_list("pk", flat=True)}

    saying_so = {row for row in page.rows if row and "przejęty z wiersza wyżej" in " ".join(page.cells(row))}

    assert len(inherited) == 8
    assert saying_so == inherited


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (dt.date(2023, 11, 30), {"miniony, bez danych o ogłoszeniu": 1, "termin trwa": 0, "zaplanowany": 38}),
        (dt.date(2023, 12, 1), {"miniony, bez danych o ogłoszeniu": 1, "termin trwa": 22, "zaplanowany": 16}),
        (dt.date(2026, 11, 22), {"miniony, bez danych o ogłoszeniu": 39, "termin trwa": 0, "zaplanowany": 0}),
    ],
)
def test_states_follow_the_day_and_nothing_is_overdue_that_nobody_can_know(client, schedule_2024, on_day, day, states):
    on_day(day)
    page = Rows(client.get("/harmonogram/2024/").content.decode())

    cells = [page.cells(row)[3] for row in page.rows if row]

    counted = {
        state: sum(cell.startswith(state) for cell in cells) for state in [*states, "nie planuje się", "inny tryb"]
    }
    assert counted == states | {"nie planuje się": 5, "inny tryb": 1}


def test_where_announcements_are_kept_a_missed_term_is_overdue(client, schedule_2024, on_day):
    Schedule.objects.update(announcements_kept_since=dt.date(2023, 11, 1))
    on_day(dt.date(2024, 1, 1))
    page = Rows(client.get("/harmonogram/2024/").content.decode())

    cells = [page.cells(row)[3] for row in page.rows if row]

    assert sum(cell.startswith("po terminie") for cell in cells) == 15
    assert sum(cell.startswith("miniony") for cell in cells) == 1  # October 2023, before anything was kept


def test_the_home_page_tells_what_runs_and_what_comes(client, schedule_2024, on_day):
    response = client.get("/")

    running = [(first.plan_words, len(rows)) for first, rows in response.context["running"]]
    ahead = [(first.plan_words, len(rows), first.window_certainty) for first, rows in response.context["ahead"]]
    assert running == [("grudzień 2023 r.", 15), ("grudzień 2023 r. – styczeń 2024 r.", 7)]
    assert ahead == [
        ("styczeń 2024 r.", 1, "certain"),
        ("styczeń–luty 2024 r.", 1, "certain"),
        ("marzec 2024 r.", 1, "possible"),
        ("marzec–kwiecień 2024 r.", 3, "possible"),
    ]


def test_the_home_page_of_a_later_day_says_that_nothing_is_planned(client, schedule_2024, on_day):
    on_day(dt.date(2026, 11, 22))

    text = text_of(client.get("/"))

    assert "Dziś nie trwa żaden zaplanowany termin" in text
    assert "Żaden inny termin nie zaczyna się w ciągu trzech miesięcy" in text


def test_an_empty_portal_says_that_it_is_empty(client):
    texts = {url: text_of(client.get(url)) for url in ("/", "/harmonogram/", "/zadania-priorytetowe/", "/wydzialy/")}

    assert "Nie wydano jeszcze żadnego harmonogramu" in texts["/"]
    assert "Nie wydano jeszcze żadnego harmonogramu" in texts["/harmonogram/"]
    assert "Nie ma jeszcze zadań żadnego roku" in texts["/zadania-priorytetowe/"]
    assert "Nie wpisano jeszcze żadnego wydziału" in texts["/wydzialy/"]


def shown_rows(response):
    return sum(row is not None for row in Rows(response.content.decode()).rows)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 45),
        ("?wydzial=mopr", 12),
        ("?wydzial=biuro-prawne", 1),
        ("?obszar=kultura-fizyczna", 4),
        ("?stan=due_now", 22),
        ("?stan=due_now&wydzial=mopr", 7),
        ("?stan=overdue", 0),
    ],
)
def test_the_schedule_can_be_narrowed(client, schedule_2024, on_day, query, count):
    response = client.get(f"/harmonogram/2024/{query}")

    assert (shown_rows(response), response.context["shown"], response.context["total"]) == (count, count, 45)


def test_a_choice_that_does_not_exist_is_told_and_narrows_nothing(client, schedule_2024, on_day):
    response = client.get("/harmonogram/2024/?stan=kiedys&wydzial=mopr")

    assert response.context["form"].errors == {"stan": ["Nie ma takiego stanu. Wybierz stan z listy."]}
    assert response.context["shown"] == 12


def test_a_part_holds_only_its_department(client, schedule_2024, on_day):
    response = client.get("/harmonogram/2024/mopr/")

    assert shown_rows(response) == 12


def test_both_departments_of_a_shared_heading_have_the_part(client, schedule_2024, on_day):
    answers = [client.get(f"/harmonogram/2024/{slug}/") for slug in ("biuro-prawne", "biuro-kontroli-wewnetrznej")]

    assert [shown_rows(answer) for answer in answers] == [1, 1]


def test_a_department_without_a_part_has_no_page_of_one(client, schedule_2024, on_day):
    baker.make(Department, slug="inny", name="Inny", source_name="INNY")

    assert client.get("/harmonogram/2024/inny/").status_code == 404
    assert client.get("/harmonogram/2024/nie-ma/").status_code == 404


def test_a_working_edition_does_not_exist_for_the_public(client, schedule_2024, on_day):
    title = "Zadanie, którego jeszcze nie wolno pokazać"
    working = baker.make(Schedule, year=2024, edition=2)
    section = baker.make(ScheduleSection, schedule=working, heading="Tajne")
    section.departments.add(Department.objects.get(slug="mopr"))
    month = {"plan_kind": PlanKind.PERIOD, "plan_unit": PlanUnit.MONTH}
    dates = {"plan_start": dt.date(2023, 12, 1), "plan_end": dt.date(2023, 12, 31)}
    task = PriorityTask.objects.filter(programme__year=2024).first()
    baker.make(ScheduleEntry, section=section, title=title, task=task, **month, **dates)
    baker.make(Schedule, year=2025, edition=1)

    statuses = [client.get(url).status_code for url in ("/harmonogram/2025/", "/harmonogram/2024/wydanie-2/")]
    public = ["/", "/harmonogram/", "/harmonogram/2024/", "/harmonogram/2024/mopr/", "/wydzialy/mopr/"]
    saying = [url for url in [*public, "/zadania-priorytetowe/2024/"] if title in text_of(client.get(url))]

    assert statuses == [404, 404]
    assert saying == []
    assert len(client.get("/zadania-priorytetowe/2024/").context["rows"][0][0].entries.all()) == 1


def test_an_older_edition_keeps_its_address_and_names_the_newer_one(client, schedule_2024, on_day):
    baker.make(Schedule, year=2024, edition=2, as_of=dt.date(2024, 1, 15), released_at=timezone.now(), title="Nowe")

    old, current = client.get("/harmonogram/2024/wydanie-1/"), client.get("/harmonogram/2024/")

    assert shown_rows(old) == 45
    assert current.context["schedule"].edition == 2
    assert "To wydanie już nie obowiązuje. Obowiązuje wydanie 2 , stan na 15 stycznia 2024 r." in text_of(old)
    assert "nie obowiązuje" not in text_of(current)


def test_priority_tasks_of_2023_stand_as_printed_with_their_successors(client, tasks_2023, schedule_2024, on_day):
    response = client.get("/zadania-priorytetowe/2023/")

    rows = response.context["rows"]
    text = text_of(response)
    assert len(rows) == 40
    assert sum(likely is not None for task, _, likely in rows if task.number) == 24
    assert sum(likely is not None for task, _, likely in rows if task.number is None) == 1
    assert all(" ".join(task.title.split()) in text for task, _, _ in rows)


def test_a_task_that_was_split_leads_to_all_its_parts_and_a_new_one_says_so(client, tasks_2023, schedule_2024, on_day):
    earlier = PriorityTask.objects.of_year(2023).first()
    first, second, new = PriorityTask.objects.of_year(2024)[:3]
    PriorityTask.objects.filter(pk__in=[first.pk, second.pk]).update(continues=earlier)
    PriorityTask.objects.filter(pk=new.pk).update(is_new=True)

    before, after = (text_of(client.get(f"/zadania-priorytetowe/{year}/")) for year in (2023, 2024))

    assert before.count("Kontynuacja w 2024 r.:") == 2
    assert after.count("Nowe zadanie: nie kontynuuje żadnego z 2023 r.") == 1


def test_a_confirmed_successor_goes_before_a_likely_one(client, tasks_2023, schedule_2024, on_day):
    earlier = PriorityTask.objects.get(title="Pomoc w Domu Dziecka")
    later = PriorityTask.objects.get(title__startswith="opieka nad dziećmi")
    later.continues = earlier
    later.save()

    assert f"Kontynuacja w 2024 r.: 2. {later.title}" in text_of(client.get("/zadania-priorytetowe/2023/"))


def test_the_pdf_is_not_found_before_it_is_made(client, schedule_2024, on_day):
    assert client.get("/harmonogram/2024.pdf").status_code == 404


PAGES = [
    *["/", "/harmonogram/", "/harmonogram/2024/", "/harmonogram/2024/wydanie-1/", "/harmonogram/2024/mopr/"],
    *["/harmonogram/2024/zmiany/", "/harmonogram/2024/zmiany.atom"],
    *(
        f"/harmonogram/2024{edition}.{kind}"
        for edition in ("", "/wydanie-1")
        for kind in ("xlsx", "csv", "json", "ics")
    ),
    *[
        "/zadania-priorytetowe/",
        "/zadania-priorytetowe/2023/",
        "/zadania-priorytetowe/2024/",
        "/wydzialy/",
        "/wydzialy/mopr/",
    ],
]


def test_pages_take_as_many_queries_for_fifty_times_the_data(client, tasks_2023, schedule_2024, on_day):
    altered_edition(schedule_2024)
    once = {url: queries(client, url) for url in PAGES}
    multiply(schedule_2024, 50)

    assert {url: queries(client, url) for url in PAGES} == once
    assert max(once.values()) <= MOST_QUERIES


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def multiply(schedule, times):
    """Copies of all sections and rows with their tasks, and years with other schedules and departments."""
    for section in schedule.sections.prefetch_related("entries__task", "departments"):
        for copy in range(1, times):
            twin = baker.make(ScheduleSection, schedule=schedule, heading=f"{section.heading} {copy}")
            twin.departments.set(section.departments.all())
            tasks = PriorityTask.objects.bulk_create(twin_of_task(entry.task, copy) for entry in section.entries.all())
            ScheduleEntry.objects.bulk_create(
                twin_of_entry(entry, twin, task) for entry, task in zip(section.entries.all(), tasks, strict=True)
            )
    for number in range(times):
        year = {"year": 2030 + number, "edition": 1, "as_of": schedule.as_of, "released_at": schedule.released_at}
        baker.make(Schedule, **year)
        baker.make("competitions.CooperationProgramme", year=2030 + number)
        baker.make(Department, name=f"Wydział {number}", source_name=f"WYDZIAŁ {number}", slug=f"wydzial-{number}")


def twin_of_task(task, copy):
    fields = {"programme_id": task.programme_id, "area_id": task.area_id, "area_text": task.area_text}
    return PriorityTask(**fields, position=1000 + task.position, title=f"{task.title} {copy}")


def twin_of_entry(entry, section, task):
    fields = {"plan_text": entry.plan_text or "-", "plan_kind": entry.plan_kind, "plan_unit": entry.plan_unit}
    dates = {"plan_start": entry.plan_start, "plan_end": entry.plan_end}
    return ScheduleEntry(
        section=section, area_id=entry.area_id, task=task, title=task.title, position=entry.position, **fields, **dates
    )


def test_addresses_of_rows_lead_to_rows_on_the_page(client, schedule_2024, on_day):
    entry = ScheduleEntry.objects.first()
    address, anchor = entry.get_absolute_url().split("#")

    assert address == reverse("schedule", args=[2024])
    assert f'id="{anchor}"' in client.get(address).content.decode()
