"""Next year's schedule from this year's, and which task continues which, on the real documents."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from model_bakery import baker

from competitions import publishing
from competitions.choices import PlanKind, PlanSource
from competitions.lineage import NEW_TASK
from competitions.models import CooperationProgramme, PriorityTask, Schedule, ScheduleEntry
from leszno_ngo.choices import Role
from strategy.models import Goal
from tests.competitions.sources import everything_stored, take_schedule, take_tasks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_day", "lists")]


@pytest.fixture
def coordinator():
    return baker.make(get_user_model(), last_name="Koordynatorka", is_staff=True, role=Role.COORDINATOR)


@pytest.fixture
def schedule():
    take_schedule()
    return Schedule.objects.get(year=2024)


def wording(schedule):
    rows = ScheduleEntry.objects.of([schedule]).order_by("section__position", "position")
    return list(rows.values_list("section__heading", "position", "area", "area_text", "number", "title"))


def parts(schedule):
    return [
        (section.position, section.heading, [*section.departments.all()], section.confirmed_at, section.source)
        for section in schedule.sections.order_by("position")
    ]


def test_the_next_year_has_the_same_parts_and_rows_word_for_word(schedule, coordinator):
    publishing.confirm_section(schedule.sections.first(), by=coordinator)

    copy = publishing.open_next_year(schedule, by=coordinator)

    assert (copy.year, copy.edition, copy.title) == (
        2025,
        1,
        "Planowany harmonogram ogłaszania otwartych konkursów ofert w 2025 roku",
    )
    assert len(wording(copy)) == 45
    assert wording(copy) == wording(schedule)
    assert parts(copy) == [(position, heading, whose, None, None) for position, heading, whose, *_ in parts(schedule)]


def test_it_says_nothing_yet_of_when_and_of_where_it_came_from(schedule, coordinator):
    ScheduleEntry.objects.update(note="uwaga zeszłoroczna", legal_basis="art. 19a")

    copy = publishing.open_next_year(schedule, by=coordinator)

    rows = ScheduleEntry.objects.of([copy])
    facts = ("plan_text", "plan_unit", "plan_start", "plan_end", "inherited_from", "legal_basis", "note", "source_line")
    assert set(rows.values_list(*facts)) == {("", "", None, None, None, "", "", None)}
    assert set(rows.values_list("plan_kind", "plan_source")) == {(PlanKind.UNPARSED, PlanSource.BLANK)}
    assert (copy.as_of, copy.source, copy.announcements_kept_since, copy.released_at) == (None, None, None, None)


def test_its_rows_are_rows_of_their_own(schedule, coordinator):
    copy = publishing.open_next_year(schedule, by=coordinator)

    identities = [set(ScheduleEntry.objects.of([year]).values_list("identity", flat=True)) for year in (schedule, copy)]
    assert [len(found) for found in identities] == [45, 45]
    assert identities[0] & identities[1] == set()


def test_without_a_programme_of_its_own_the_next_year_continues_this_years_tasks(schedule, coordinator):
    goal = baker.make(Goal, title="Zdrowe miasto")
    PriorityTask.objects.first().goals.add(goal)

    copy = publishing.open_next_year(schedule, by=coordinator)

    tasks = PriorityTask.objects.of_year(2025).select_related("continues")
    assert [(task.title, task.number) for task in tasks] == [
        (task.continues.title, task.continues.number) for task in tasks
    ]
    assert (len(tasks), list(tasks[0].goals.all())) == (45, [goal])
    assert [entry.task.title for entry in ScheduleEntry.objects.of([copy])] == [row[-1] for row in wording(copy)]


def test_with_a_programme_of_its_own_only_equal_words_are_linked(schedule, coordinator):
    take_tasks()  # of 2023
    year_2023 = baker.make(Schedule, year=2023, edition=1, title="Harmonogram na 2023 rok")
    section = baker.make("competitions.ScheduleSection", schedule=year_2023, heading="WYDZIAŁ", position=1)
    for position, task in enumerate(PriorityTask.objects.of_year(2023), start=1):
        baker.make(
            ScheduleEntry,
            section=section,
            task=task,
            area=task.area,
            title=task.title,
            position=position,
            plan_kind=PlanKind.UNPARSED,
        )
    Schedule.objects.filter(year=2024).delete()

    copy = publishing.open_next_year(year_2023, by=coordinator)

    linked = PriorityTask.objects.of_year(2024).filter(continues__programme__year=2023)
    assert (PriorityTask.objects.of_year(2024).count(), linked.count()) == (45, 25)
    assert linked.exclude(number=None).count() == 24
    assert ScheduleEntry.objects.of([copy]).filter(task__programme__year=2024).count() == 25
    assert ScheduleEntry.objects.of([copy]).filter(task=None).count() == 15


def test_what_an_official_decided_is_not_decided_again(schedule, coordinator):
    take_tasks()
    clubs = PriorityTask.objects.of_year(2024).get(title="prowadzenie klubów abstynenckich")
    clubs.is_new = True
    clubs.save()
    baker.make(
        ScheduleEntry,
        section=baker.make("competitions.ScheduleSection", schedule=baker.make(Schedule, year=2023), position=1),
        task=PriorityTask.objects.of_year(2023).first(),
        plan_kind=PlanKind.UNPARSED,
    )
    Schedule.objects.filter(year=2024).delete()

    publishing.open_next_year(Schedule.objects.get(year=2023), by=coordinator)

    clubs.refresh_from_db()
    assert (clubs.is_new, clubs.continues) == (True, None)
    assert PriorityTask.objects.of_year(2024).exclude(continues=None).count() == 24


def test_its_history_says_who_and_from_which_year(schedule, coordinator):
    copy = publishing.open_next_year(schedule, by=coordinator)

    records = [*copy.history.all(), *ScheduleEntry.history.filter(section__schedule=copy.pk)]
    records += PriorityTask.history.filter(programme__year=2025)
    assert len(records) == 1 + 45 + 45
    assert {(record.history_user, record.history_change_reason, record.history_type) for record in records} == {
        (coordinator, "rok następny z roku 2024", "+")
    }


@pytest.mark.parametrize(
    ("prepare", "refusal"),
    [
        (
            lambda: baker.make(Schedule, year=2025, edition=1),
            "Harmonogram na 2025 rok jest już przygotowywany (wydanie 1, robocze). Pracuj w nim dalej; "
            "jeśli był tylko próbą, najpierw go usuń.",
        ),
        (
            lambda: baker.make(Schedule, year=2025, edition=1, as_of="2024-11-30", released_at="2024-12-01T08:00Z"),
            "Harmonogram na 2025 rok jest już wydany (wydanie 1). Zmieniaj jego wydanie robocze.",
        ),
        (
            lambda: ScheduleEntry.objects.all().delete(),
            "Ten harmonogram nie ma żadnej pozycji, więc nie ma czego przenieść na następny rok.",
        ),
        (lambda: Schedule.objects.update(year=2100), "Portal prowadzi harmonogramy do 2100 roku."),
    ],
)
def test_where_there_is_nothing_to_open_it_is_refused_and_nothing_is_written(schedule, coordinator, prepare, refusal):
    prepare()
    before = everything_stored()

    with pytest.raises(ValidationError) as refused:
        publishing.open_next_year(schedule, by=coordinator)

    assert refused.value.messages == [refusal]
    assert everything_stored() == before


def test_a_decision_joins_sets_apart_and_can_be_taken_back(schedule, coordinator):
    take_tasks()
    programme = CooperationProgramme.objects.get(year=2024)
    mine, other = programme.tasks.all()[:2]
    earlier = PriorityTask.objects.of_year(2023).first()

    publishing.decide_continuity(programme, {mine: earlier, other: NEW_TASK}, by=coordinator)
    joined = list(programme.tasks.values_list("continues", "is_new")[:2])
    publishing.decide_continuity(programme, {mine: NEW_TASK, other: None}, by=coordinator)
    turned = list(programme.tasks.values_list("continues", "is_new")[:2])

    assert joined == [(earlier.pk, False), (None, True)]
    assert turned == [(None, True), (None, False)]
    told = mine.history.order_by("pk").values_list("history_change_reason", "history_user")[1]
    assert told == ("ciągłość zadań 2023 → 2024", coordinator.pk)
