"""Every way of writing a planning row leaves its trace: what history says last is what stands in the row."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.urls import reverse
from model_bakery import baker

from competitions import publishing
from competitions.lineage import NEW_TASK
from competitions.models import CooperationProgramme, PriorityTask, Schedule, ScheduleEntry
from leszno_ngo.choices import Role
from tests.competitions.importing_desk import Desk
from tests.competitions.sources import SCHEDULE_2024, altered, take_schedule, take_tasks
from tests.competitions.tables import Sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_day", "lists")]


def models_with_a_past():
    return [
        model
        for model in apps.get_app_config("competitions").get_models()
        if hasattr(model._meta, "simple_history_manager_attribute")
    ]


def untold():
    """Rows that history tells otherwise than they are, or does not know, or still takes for being there."""
    wrong = []
    for model in models_with_a_past():
        columns = [field.attname for field in model._meta.fields]
        last = {record.pk_of_row: record for record in records_of(model)}
        for row in model.objects.all():
            record = last.pop(row.pk, None)
            if record is None or [getattr(record, name) for name in columns] != [
                getattr(row, name) for name in columns
            ]:
                wrong.append(row)
        wrong += [record for record in last.values() if record.history_type != "-"]
    return wrong


def records_of(model):
    for record in model.history.order_by("history_id"):
        record.pk_of_row = record.id
        yield record


def of_a_reference_list(rows):
    """Areas come from the fixture of a fresh portal, which writes no history."""
    return [row for row in rows if row._meta.model_name != "priorityarea"]


@pytest.fixture
def schedule():
    take_schedule()
    return Schedule.objects.get(year=2024)


@pytest.fixture
def coordinator(client):
    user = baker.make(get_user_model(), username="koordynator", is_staff=True, role=Role.COORDINATOR)
    client.force_login(user)
    return user


def test_rows_of_planning_and_of_competitions_have_a_past():
    assert sorted(model.__name__ for model in models_with_a_past()) == [
        "Attachment",
        "Competition",
        "CooperationProgramme",
        "Criterion",
        "FundingLine",
        "PriorityArea",
        "PriorityTask",
        "Publication",
        "ResultEntry",
        "Schedule",
        "ScheduleEntry",
        "ScheduleSection",
        "SimilarTask",
        "SmallGrant",
    ]


def test_documents_taken_over_by_command_first_and_again_when_changed(schedule):
    take_tasks()
    clubs, victims = 28, 35
    take_schedule({clubs: None, victims: "8) pomoc ofiarom przemocy domowej\tMarzec 2024"})

    assert of_a_reference_list(untold()) == []
    told = ScheduleEntry.history.filter(title__startswith="prowadzenie działalności").order_by("history_id")
    assert [record.number for record in told] == [2, 2]  # its place alone; it never went without a number


def test_a_part_confirmed_changed_and_an_edition_released(schedule, coordinator):
    section = schedule.sections.first()
    publishing.confirm_section(section, by=coordinator)
    publishing.withdraw_confirmation(section)
    publishing.release_schedule(schedule, by=coordinator)

    assert of_a_reference_list(untold()) == []
    reasons = section.history.order_by("history_id").values_list("history_change_reason", flat=True)
    assert list(reasons) == [None, None, "oznaczono jako gotowe", "cofnięto „gotowe”"]


def test_the_next_year_and_the_continuity_of_its_tasks(schedule, coordinator):
    take_tasks()
    programme = CooperationProgramme.objects.get(year=2024)
    publishing.open_next_year(schedule, by=coordinator)
    publishing.decide_continuity(programme, {programme.tasks.first(): NEW_TASK}, by=coordinator)

    assert of_a_reference_list(untold()) == []


@pytest.mark.usefixtures("coordinator")
def test_rows_deleted_at_the_desk_one_by_one_and_many_at_once(client, schedule):
    one, *many = ScheduleEntry.objects.filter(heirs=None, inherited_from=None)[:3]

    client.post(reverse("admin:competitions_scheduleentry_delete", args=[one.pk]), {"post": "yes"})
    client.post(
        reverse("admin:competitions_scheduleentry_changelist"),
        {"action": "delete_selected", "_selected_action": [row.pk for row in many], "post": "yes"},
    )

    removed = ScheduleEntry.history.filter(history_type="-").values_list("id", "history_user__username")
    assert sorted(removed) == sorted((row.pk, "koordynator") for row in (one, *many))
    assert of_a_reference_list(untold()) == []


def test_a_whole_working_edition_deleted(schedule):
    PriorityTask.objects.update(continues=None)
    schedule.delete()

    assert ScheduleEntry.history.filter(history_type="-").count() == 45
    assert of_a_reference_list(untold()) == []


@pytest.mark.usefixtures("coordinator")
def test_a_part_saved_as_a_table_with_a_row_changed_and_a_row_removed(client, schedule):
    section = schedule.sections.get(heading="BIURO DS. UZALEŻNIEŃ")

    Sheet(client, section).fill(1, uwaga="Kwotę poda skarbnik.").tick("usun", 2).save()

    traces = ScheduleEntry.history.exclude(history_user=None).order_by("history_id")
    assert {trace.history_type for trace in traces} == {"~", "-"}
    assert of_a_reference_list(untold()) == []


def test_a_departments_file_taken_over_at_the_desk(client, schedule, coordinator):
    document = "\n".join(altered(SCHEDULE_2024, {28: None, 35: "8) pomoc ofiarom przemocy domowej\tMarzec 2024"}))

    Desk(client, schedule, coordinator).take(document.encode(), "wydzialy.txt")

    traces = ScheduleEntry.history.filter(history_user=coordinator)
    assert {trace.history_change_reason for trace in traces} == {"wczytano plik wydzialy.txt"}
    assert {trace.history_type for trace in traces} == {"~", "-"}
    assert of_a_reference_list(untold()) == []
