"""An official of a department reaches the rows of that department, through every door of the desk."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from model_bakery import baker

from competitions.choices import PlanKind
from competitions.models import CooperationProgramme, Schedule, ScheduleEntry, ScheduleSection
from leszno_ngo.choices import Role
from leszno_ngo.models import Department, SourceDocument

pytestmark = pytest.mark.django_db


@pytest.fixture
def schedule():
    return baker.make(Schedule, year=2024, edition=1, as_of=dt.date(2023, 11, 30))


@pytest.fixture
def mine(schedule):
    return row_of(schedule, "Kultura")


@pytest.fixture
def foreign(schedule):
    return row_of(schedule, "Sport")


def row_of(schedule, name):
    section = baker.make(ScheduleSection, schedule=schedule, heading=name, position=1)
    section.departments.add(baker.make(Department, name=name, source_name=name, slug=name.lower()))
    return baker.make(
        ScheduleEntry, section=section, title=f"Zadanie: {name}", plan_kind=PlanKind.NOT_PLANNED, position=1
    )


@pytest.fixture
def official(mine):
    user = baker.make(get_user_model(), username="urzednik", is_staff=True, role=Role.OFFICIAL)
    user.departments.set(mine.section.departments.all())
    return user


@pytest.fixture
def coordinator():
    return baker.make(get_user_model(), username="koordynator", is_staff=True, role=Role.COORDINATOR)


@pytest.fixture
def auditor(foreign):
    """Also a member of a department, which gives an auditor nothing to change."""
    user = baker.make(get_user_model(), username="audytor", is_staff=True, role=Role.AUDITOR)
    user.departments.set(foreign.section.departments.all())
    return user


def change_url(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def list_of(client, model):
    response = client.get(reverse(f"admin:competitions_{model}_changelist"))
    return list(response.context["cl"].queryset)


def test_an_official_sees_the_rows_of_own_department(client, official, mine, foreign):
    client.force_login(official)

    assert list_of(client, "scheduleentry") == [mine]
    assert list_of(client, "schedulesection") == [mine.section]


def test_a_coordinator_sees_all_rows(client, coordinator, mine, foreign):
    client.force_login(coordinator)

    assert set(list_of(client, "scheduleentry")) == {mine, foreign}


def test_another_departments_row_does_not_exist_for_an_official(client, official, foreign):
    client.force_login(official)
    foreign_pages = [change_url(foreign), change_url(foreign.section)]
    foreign_pages += [reverse("admin:competitions_scheduleentry_history", args=[foreign.pk])]

    answers = [client.get(url, follow=True) for url in foreign_pages]

    assert [foreign.title in answer.content.decode() for answer in answers] == [False, False, False]
    assert [answer.redirect_chain[-1][0] for answer in answers] == ["/admin/"] * 3


def test_posting_to_another_departments_row_changes_nothing(client, official, foreign):
    client.force_login(official)

    client.post(change_url(foreign), {"title": "Przejęte", "position": 1, "plan_kind": "not_planned"})

    foreign.refresh_from_db()
    assert foreign.title == "Zadanie: Sport"


def entry_form(row, **changes):
    return {
        "section": row.section_id,
        "position": row.position,
        "area": row.area_id,
        "title": row.title,
        "plan_kind": row.plan_kind,
        "plan_source": row.plan_source,
        **changes,
    }


def test_an_official_changes_an_own_row(client, official, mine):
    client.force_login(official)

    client.post(change_url(mine), entry_form(mine, title="Lepszy tytuł"))

    mine.refresh_from_db()
    assert mine.title == "Lepszy tytuł"


def test_an_official_cannot_move_a_row_into_another_departments_part(client, official, mine, foreign):
    client.force_login(official)

    response = client.post(change_url(mine), entry_form(mine, section=foreign.section_id))

    mine.refresh_from_db()
    assert mine.section != foreign.section
    assert list(response.context["adminform"].form.errors) == ["section"]


def test_autocomplete_offers_an_official_only_own_parts(client, official, mine, foreign):
    client.force_login(official)

    answer = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "competitions", "model_name": "scheduleentry", "field_name": "section", "term": ""},
    )

    assert [result["id"] for result in answer.json()["results"]] == [str(mine.section_id)]


def test_a_released_edition_cannot_be_changed_by_anybody(client, official, coordinator, mine, schedule):
    schedule.released_at = timezone.now()
    schedule.save()

    for user in (official, coordinator):
        client.force_login(user)
        assert client.post(change_url(mine), entry_form(mine, title="Po wydaniu")).status_code == 403
        assert client.post(reverse("admin:competitions_scheduleentry_delete", args=[mine.pk])).status_code == 403
    client.force_login(coordinator)
    assert client.post(change_url(schedule), {"year": 2025}).status_code == 403
    mine.refresh_from_db()
    assert mine.title == "Zadanie: Kultura"


def test_an_official_adds_and_deletes_rows_but_no_parts(client, official, mine):
    client.force_login(official)

    assert client.get(reverse("admin:competitions_scheduleentry_add")).status_code == 200
    assert client.get(reverse("admin:competitions_schedulesection_add")).status_code == 403
    assert client.post(reverse("admin:competitions_schedulesection_delete", args=[mine.section.pk])).status_code == 403
    client.post(reverse("admin:competitions_scheduleentry_delete", args=[mine.pk]), {"post": "yes"})
    assert list(mine.section.entries.all()) == []


def test_an_official_cannot_release(client, official, schedule, mine):
    client.force_login(official)

    release = reverse("admin:competitions_schedule_release", args=[schedule.pk])

    assert client.post(release, {"as_of": "2023-11-30", "accepted": "on"}).status_code == 403

    schedule.refresh_from_db()
    assert schedule.released_at is None


def test_accounts_are_for_coordinators(client, official):
    client.force_login(official)

    assert client.get(reverse("admin:leszno_ngo_user_changelist")).status_code == 403


def test_an_auditor_reads_accounts_without_anything_of_their_passwords(client, auditor, official):
    official.set_password("haslo-bardzo-dlugie")
    official.save()
    client.force_login(auditor)

    page = client.get(change_url(official))

    assert (page.status_code, page.context["has_change_permission"]) == (200, False)
    assert [name for name in ("md5", "/password/") if name in page.content.decode()] == []
    assert client.get(reverse("admin:auth_user_password_change", args=[official.pk])).status_code == 403


def test_filters_offer_an_official_only_documents_that_residents_read(client, official, coordinator):
    for title, is_public in [("Jawny", True), ("Ogłoszony", True), ("Roboczy", False)]:
        baker.make(SourceDocument, title=title, is_public=is_public, sha256=title)

    offered = []
    for user in (official, coordinator):
        client.force_login(user)
        filters = client.get(reverse("admin:leszno_ngo_dataissue_changelist")).context["cl"].filter_specs
        offered += [[title for _, title in filters[-1].lookup_choices]]

    assert offered == [["Jawny", "Ogłoszony"], ["Jawny", "Ogłoszony", "Roboczy"]]


def test_an_official_cannot_hand_an_own_part_to_another_department(client, official, mine, foreign):
    client.force_login(official)

    form = client.get(change_url(mine.section)).context["adminform"].form

    assert {"schedule", "departments"} & set(form.fields) == set()


def test_a_coordinator_does_not_reach_superusers(client, coordinator, django_user_model):
    superuser = django_user_model.objects.create_superuser("admin", "", "haslo-bardzo-dlugie")
    client.force_login(coordinator)

    users = list(client.get(reverse("admin:leszno_ngo_user_changelist")).context["cl"].queryset)

    assert users == [coordinator]
    assert client.get(reverse("admin:auth_user_password_change", args=[superuser.pk])).status_code == 404


@pytest.mark.parametrize("model", ["scheduleentry", "schedulesection", "prioritytask", "schedule", "priorityarea"])
def test_a_list_takes_as_many_queries_for_fifty_rows_as_for_one(
    client, coordinator, schedule, model, django_assert_max_num_queries
):
    client.force_login(coordinator)
    url = reverse(f"admin:competitions_{model}_changelist")
    fill(schedule, 1)
    with django_assert_max_num_queries(30) as few:
        client.get(url)
    fill(schedule, 50)

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(url)


def fill(schedule, count):
    section = baker.make(ScheduleSection, schedule=schedule)
    programme, _ = CooperationProgramme.objects.get_or_create(year=2024)
    for _ in range(count):
        task = baker.make("competitions.PriorityTask", programme=programme)
        baker.make(ScheduleEntry, section=section, task=task, area=task.area)
        edition = Schedule.objects.count() + 1
        baker.make(Schedule, year=2024, edition=edition, as_of=schedule.as_of, released_at=timezone.now())
