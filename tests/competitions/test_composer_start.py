"""How a draft begins: from a row of the schedule, a copy, or empty; and what the portal can fill in itself."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from model_bakery import baker

from competitions.choices import CriterionKind, FundingForm, ResultState
from competitions.composing import similar_tasks_of
from competitions.models import (
    Competition,
    PriorityArea,
    PriorityTask,
    PrivacyClause,
    ResultEntry,
    Schedule,
    ScheduleEntry,
    ScheduleSection,
)
from leszno_ngo.models import Department
from tests.competitions.composed import TODAY, address, bare_draft, moment, page_of, send, whole_draft
from tests.competitions.desk import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_day")]
START = "/admin/competitions/competition/nowy/"


@pytest.fixture
def department(official):
    return official.departments.get()


@pytest.fixture
def area(lists):
    return PriorityArea.objects.get(slug="kultura")


@pytest.fixture
def task(area):
    return baker.make(PriorityTask, programme__year=2024, area=area, number=1, title="wspieranie działań kulturalnych;")


@pytest.fixture
def entry(schedule, department, area, task):
    return planned(schedule, department, area=area, task=task, number=1, title=task.title)


def planned(schedule, department, **values):
    section, _ = ScheduleSection.objects.get_or_create(schedule=schedule, heading=department.name, position=1)
    section.departments.add(department)
    return baker.make(ScheduleEntry, section=section, position=1, **values)


def offered(client):
    page = page_of(client.get(START))
    return [button.get("value") for button in page.xpath("//button[@name='pozycja']")]


def test_a_row_of_the_schedule_becomes_a_draft_that_knows_what_the_row_knows(
    client, official, department, entry, area, task
):
    clause = PrivacyClause.objects.create(version=1, text="Klauzula.", valid_from=TODAY)
    client.force_login(official)
    [key] = offered(client)

    answer = client.post(START, {"jak": "pozycja", "pozycja": key})

    draft = Competition.objects.get()
    assert answer.headers["Location"] == address("composer", draft)
    assert (draft.title, draft.year, draft.department, draft.area, draft.privacy_clause) == (
        "Wspieranie działań kulturalnych",
        2024,
        department,
        area,
        clause,
    )
    assert list(draft.tasks.all()) == [task]
    assert list(draft.spheres.all()) == list(area.spheres.all())
    assert [(line.task, line.year) for line in draft.funding_lines.all()] == [(task, 2024)]
    assert draft.history.latest().history_user == official


def test_a_row_that_has_a_draft_says_so(client, official, department, entry, task):
    draft = bare_draft(department, title="Konkurs działań")
    draft.tasks.add(task)
    client.force_login(official)

    page = page_of(client.get(START))

    [cell] = page.xpath(f"//tr[@id='pozycja-{entry.pk}']/td[2]")
    assert " ".join(cell.text_content().split()) == "Konkurs działań (szkic)"
    assert cell.xpath(".//a/@href") == [address("composer", draft)]


def test_rows_of_other_departments_and_of_past_years_are_not_offered(
    client, official, department, schedule, area, entry
):
    other = Department.objects.exclude(pk=department.pk).first()
    planned(schedule, other, area=area, title="cudze")
    planned(Schedule.objects.create(year=2022, title="Dawny"), department, area=area, title="dawne")
    client.force_login(official)

    assert offered(client) == [f"{entry.pk}-{department.pk}"]


def test_a_foreign_rows_button_pressed_anyway_begins_nothing(client, official, department, schedule, area, entry):
    other = Department.objects.exclude(pk=department.pk).first()
    foreign = planned(schedule, other, area=area, title="cudze")
    client.force_login(official)

    answer = client.post(START, {"jak": "pozycja", "pozycja": f"{foreign.pk}-{other.pk}"})

    told = page_of(answer).xpath("//div[@class='error-summary']//li")
    assert [item.text_content() for item in told] == [
        "Tej pozycji nie ma już w harmonogramie Twojego wydziału. Wybierz inną."
    ]
    assert not Competition.objects.exists()


def test_a_coordinator_chooses_in_whose_name_a_shared_row_begins(client, coordinator, department, entry):
    other = Department.objects.exclude(pk=department.pk).first()
    entry.section.departments.add(other)
    client.force_login(coordinator)

    assert sorted(offered(client)) == sorted(f"{entry.pk}-{each.pk}" for each in (department, other))


def test_an_earlier_competition_is_copied_without_dates_and_results(client, official, department):
    source = whole_draft(department, year=2023, number=4, announced_at=moment("2022-12-01 10:00"))
    client.force_login(official)

    answer = client.post(START, {"jak": "kopia", "konkurs": source.pk, "rok": 2024})

    draft = Competition.objects.exclude(pk=source.pk).get()
    assert answer.headers["Location"] == address("composer", draft)
    assert (draft.year, draft.number, draft.closes_at, draft.announced_at) == (2024, None, None, None)
    assert draft.criteria.count() == source.criteria.count()
    assert draft.publications.count() == 0


def test_a_competition_of_another_department_is_not_copied(client, official, department):
    other = Department.objects.exclude(pk=department.pk).first()
    foreign = bare_draft(other)
    client.force_login(official)

    answer = client.post(START, {"jak": "kopia", "konkurs": foreign.pk, "rok": 2024})

    assert answer.status_code == 200
    assert Competition.objects.count() == 1


def test_an_empty_draft_has_a_title_a_year_and_a_department(client, official, department):
    client.force_login(official)

    client.post(START, {"jak": "pusty", "title": "Konkurs", "year": 2024, "department": department.pk})

    draft = Competition.objects.get()
    assert (draft.title, draft.year, draft.department) == ("Konkurs", 2024, department)


def test_an_empty_draft_without_a_title_keeps_the_rest(client, official, department):
    client.force_login(official)

    answer = client.post(START, {"jak": "pusty", "title": "", "year": 2025, "department": department.pk})

    page = page_of(answer)
    assert [item.text_content() for item in page.xpath("//div[@class='error-summary']//li")] == [
        "Podaj tytuł konkursu."
    ]
    assert page.get_element_by_id("id_year").value == "2025"


def test_an_auditor_begins_nothing(client, auditor):
    client.force_login(auditor)

    assert client.get(START).status_code == 403


def test_the_desks_add_button_leads_here(client, official):
    client.force_login(official)

    assert client.get(reverse("admin:competitions_competition_add")).headers["Location"] == START


def test_the_start_takes_as_many_queries_for_many_rows_as_for_few(
    client, official, department, entry, django_assert_max_num_queries
):
    client.force_login(official)
    bare_draft(department).tasks.add(entry.task)
    client.get(START)
    with django_assert_max_num_queries(40) as few:
        client.get(START)
    for number in range(50):
        baker.make(ScheduleEntry, section=entry.section, area=entry.area, title=f"Z {number}", position=number + 2)
        bare_draft(department, title=f"K {number}").tasks.add(entry.task)

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(START)


# ── Item 7 ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def decided(department, year, **changes):
    """Published results: two offers funded, one only on the reserve list."""
    values = {
        "number": Competition.objects.count() + 1,
        "title": f"Konkurs {year}",
        "announced_at": moment(f"{year - 1}-12-01 10:00"),
        "closes_at": moment(f"{year - 1}-12-27 10:00"),
        "decided_on": dt.date(year, 1, 20),
        "results_published_at": moment(f"{year}-01-20 10:00"),
        "form": FundingForm.SUPPORT,
        "total_amount": 50_000,
    } | changes
    competition = bare_draft(department, year=year, **values)
    for state, granted in ((ResultState.FUNDED, 30_000), (ResultState.FUNDED, 15_000), (ResultState.RESERVE, None)):
        ResultEntry.objects.create(competition=competition, bidder="Klub", state=state, granted=granted)
    return competition


def found(draft):
    return [
        (row.task_title, row.year, row.total_cost, row.allotted, row.paid) for row in similar_tasks_of(draft, TODAY)
    ]


def test_item_7_takes_what_was_granted_for_the_area_this_year_and_last_and_leaves_costs_open(department, area):
    for year in (2021, 2022, 2023):
        decided(department, year, area=area)
    decided(department, 2023, area=PriorityArea.objects.exclude(pk=area.pk).first(), title="Inny obszar")
    draft = bare_draft(department, area=area)

    assert found(draft) == [
        ("Konkurs 2023", 2023, None, Decimal(45_000), None),
        ("Konkurs 2022", 2022, None, Decimal(45_000), None),
    ]


def test_item_7_follows_the_tasks_that_this_years_continue(department, area, task):
    last_year = baker.make(PriorityTask, programme__year=2023, area=area, title="wspieranie", number=1)
    before = baker.make(PriorityTask, programme__year=2022, area=area, title="wspieranie", number=1)
    task.continues, last_year.continues = last_year, before
    task.save()
    last_year.save()
    for year, each in ((2023, last_year), (2022, before)):
        decided(department, year).tasks.add(each)
    draft = bare_draft(department)
    draft.tasks.add(task)

    assert [year for _, year, *_ in found(draft)] == [2023, 2022]


def test_item_7_takes_nothing_from_examples_drafts_and_competitions_without_results(department, area):
    decided(department, 2023, area=area, is_example=True)
    decided(department, 2023, area=area, results_published_at=None)
    bare_draft(department, year=2023, area=area)

    assert found(bare_draft(department, area=area)) == []
    assert len(found(bare_draft(department, area=area, is_example=True))) == 1


def test_the_button_adds_what_is_not_there_yet_and_keeps_what_was_written(client, official, department, area):
    decided(department, 2023, area=area)
    draft = bare_draft(department, area=area)
    client.force_login(official)

    answer = send(client, draft, "similar", ("co", "wypelnij"), wiersz1__task_title="Wpisane", wiersz1__year="2022")
    again = send(client, draft, "similar", ("co", "wypelnij"), wiersz1__total_cost="70 000,00")

    rows = draft.similar_tasks.values_list("task_title", "year", "total_cost", "allotted")
    assert list(rows) == [
        ("Konkurs 2023", 2023, Decimal(70_000), Decimal(45_000)),
        ("Wpisane", 2022, None, None),
    ]
    assert said(answer) == [
        "Zapisano: 7. Zadania tego samego rodzaju.",
        "Dopisano 1 zadanie. Uzupełnij koszty zadań i wypłacone dotacje.",
    ]
    assert said(again)[-1].startswith("Portal nie ma wyników konkursów tego samego rodzaju")


def test_the_criteria_of_the_act_are_added_where_they_lack(client, official, department):
    draft = bare_draft(department, form=FundingForm.ENTRUSTMENT)
    client.force_login(official)

    send(client, draft, "choice", ("co", "wypelnij"), wiersz1__kind="quality", wiersz1__text="Kadra")

    kinds = [kind for kind, text in draft.criteria.order_by("position").values_list("kind", "text")]
    assert kinds == [
        CriterionKind.QUALITY,
        CriterionKind.FEASIBILITY,
        CriterionKind.COST_ESTIMATE,
        CriterionKind.IN_KIND,
        CriterionKind.TRACK_RECORD,
    ]
