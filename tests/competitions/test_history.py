"""Who changed what, when, from what to what, and why: kept at every write, read in Polish."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from model_bakery import baker

from competitions.choices import PlanKind, PlanSource
from competitions.models import Schedule, ScheduleEntry, ScheduleSection
from leszno_ngo.history import Difference, acting, changes_of, signature
from leszno_ngo.models import Department
from strategy.models import Goal
from tests.competitions.sources import take_schedule

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return baker.make(
        get_user_model(),
        username="jkowalska",
        first_name="Janina",
        last_name="Kowalska",
        is_staff=True,
        role="coordinator",
    )


@pytest.fixture
def entry(lists):
    take_schedule()
    return ScheduleEntry.objects.get(title="prowadzenie klubów abstynenckich")


def last_change(row):
    return changes_of(row.history.order_by("-pk")[:1])[0]


def differences(row):
    """(label, before, after) of the row's last change, with plain spaces."""
    told = last_change(row).differences
    return [tuple(words.replace("\xa0", " ") for words in (one.label, one.before, one.after)) for one in told]


# ── Keeping ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_change_at_the_desk_bears_the_name_of_who_is_signed_in(client, coordinator, entry):
    client.force_login(coordinator)

    client.post(
        reverse("admin:competitions_priorityarea_change", args=[entry.area_id]),
        {"name": "Zdrowie", "slug": "zdrowie", "wordings-TOTAL_FORMS": 0, "wordings-INITIAL_FORMS": 0},
    )

    change = last_change(entry.area)
    assert (change.user, change.who, change.act) == (coordinator, "Janina Kowalska", "zmieniono")


def test_a_command_leaves_nobodys_name(entry):
    records = [
        model.history.values_list("history_user", flat=True) for model in (Schedule, ScheduleSection, ScheduleEntry)
    ]

    assert [set(users) for users in records] == [{None}, {None}, {None}]
    assert last_change(entry).who == "polecenie systemowe"


def test_an_act_says_who_and_why_for_everything_written_inside_and_for_nothing_after(coordinator, entry):
    with acting(by=coordinator, reason="rok następny z roku 2024"):
        entry.note = "w akcie"
        entry.save()
    inside = last_change(entry)
    entry.note = "po akcie"
    entry.save()
    after = last_change(entry)

    assert (inside.user, inside.reason) == (coordinator, "rok następny z roku 2024")
    assert (after.user, after.reason) == (None, "")


def test_a_record_bears_the_portals_time_and_not_the_machines(entry, on_day):
    on_day(dt.date(2023, 12, 24))
    entry.note = "wigilia"
    entry.save()

    assert timezone.localdate(last_change(entry).when) == dt.date(2023, 12, 24)


def test_a_save_that_changes_nothing_leaves_no_record(entry):
    records = entry.history.count()

    ScheduleEntry.objects.get(pk=entry.pk).save()

    assert entry.history.count() == records


def test_an_added_row_costs_one_query_and_its_record_another(entry, django_assert_num_queries):
    schedule = entry.section.schedule

    with django_assert_num_queries(2):
        ScheduleSection.objects.create(schedule=schedule, position=99, heading="część dodana")


# ── Reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_change_says_every_field_in_words_from_what_to_what(entry):
    above = ScheduleEntry.objects.filter(section=entry.section).exclude(pk=entry.pk).first()
    entry.plan_kind, entry.plan_unit = PlanKind.PERIOD, "month"
    entry.plan_start, entry.plan_end = dt.date(2024, 1, 1), dt.date(2024, 1, 31)
    entry.plan_source, entry.inherited_from, entry.plan_text = PlanSource.INHERITED, above, ""
    entry.save()

    change = last_change(entry)
    assert (change.act, change.what, change.name) == (
        "zmieniono",
        "pozycja harmonogramu",
        "1) prowadzenie klubów abstynenckich",
    )
    assert differences(entry) == [
        ("termin w dokumencie", "Grudzień 2023", ""),
        ("termin od", "1 grudnia 2023 r.", "1 stycznia 2024 r."),
        ("termin do", "31 grudnia 2023 r.", "31 stycznia 2024 r."),
        ("skąd termin", "wydrukowany w tym wierszu", "przejęty z wiersza wyżej"),
        ("termin przejęty z", "", str(above)),
    ]


def test_a_moment_a_yes_and_an_account_are_said_in_words(coordinator, entry):
    section = entry.section
    section.confirmed_at, section.confirmed_by = dt.datetime(2023, 12, 1, 8, 5, tzinfo=dt.UTC), coordinator
    section.save()
    entry.task.is_new = True
    entry.task.save()

    assert differences(section) == [
        ("potwierdzono", "", "1 grudnia 2023 r., godz. 09:05"),
        ("kto potwierdził", "", "Janina Kowalska"),
    ]
    assert differences(entry.task) == [("nowe zadanie", "nie", "tak")]


def test_rows_chosen_among_many_are_told_by_name(entry):
    section = entry.section
    section.departments.add(baker.make(Department, name="Straż Miejska", source_name="STRAŻ MIEJSKA"))
    goals = baker.make(Goal, _quantity=1, title="Zdrowe miasto")
    entry.task.goals.set(goals)

    assert differences(section) == [
        ("wydziały", "Biuro ds. Uzależnień", "Biuro ds. Uzależnień, Straż Miejska"),
    ]
    assert differences(entry.task) == [("cele strategii", "", str(goals[0]))]


def test_a_row_that_is_gone_is_told_by_its_number_and_a_removed_one_by_its_last_words(entry):
    goal = baker.make(Goal, title="Zdrowe miasto")
    task, number = entry.task, goal.pk
    task.goals.add(goal)
    goal.delete()
    told = changes_of([task.history.first()])[0]
    pk = entry.pk
    entry.delete()
    removed = changes_of(ScheduleEntry.history.filter(id=pk)[:1])[0]

    assert told.differences == (Difference("cele strategii", "", f"usunięty (nr {number})"),)
    assert (removed.act, removed.name) == ("usunięto", "1) prowadzenie klubów abstynenckich")
    assert Difference("termin w dokumencie", "Grudzień 2023", "") in removed.differences


def test_what_stood_before_the_first_record_of_an_old_row_is_not_invented(entry):
    ScheduleEntry.history.all().delete()
    entry.note = "nowa"
    entry.save()

    assert last_change(entry).is_first_known is True


def test_reading_takes_as_many_queries_for_all_records_as_for_a_few(entry, django_assert_num_queries):
    for row in ScheduleEntry.objects.all():
        row.note = f"uwaga {row.pk}"
        row.save()

    with CaptureQueriesContext(connection) as few:
        changes_of(ScheduleEntry.history.filter(inherited_from__isnull=False)[:2])
    with django_assert_num_queries(len(few)):
        assert len(changes_of(ScheduleEntry.history.all()[:90])) == 90


def test_the_public_never_reads_the_name_one_signs_in_with(coordinator):
    nameless = baker.make(get_user_model(), username="tajny", role="coordinator")

    assert [signature(user) for user in (coordinator, nameless, None)] == [
        "Janina Kowalska",
        "koordynator",
        "nie podano",
    ]
