"""The importers once more: the same document changes nothing, a changed one changes only what it must."""

import datetime as dt

import pytest
from django.utils import timezone

from competitions.choices import PlanSource
from competitions.models import (
    CooperationProgramme,
    PriorityTask,
    Schedule,
    ScheduleEntry,
    ScheduleSection,
)
from leszno_ngo.models import SourceDocument
from tests.competitions.sources import (
    NOW,
    SCHEDULE_2024,
    TASKS_2023,
    counts,
    everything_stored,
    lines_of,
    refusal,
    take_schedule,
    take_tasks,
)

pytestmark = pytest.mark.django_db


def entry_at(line):
    return ScheduleEntry.objects.get(source_line=line)


# ── Twice ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_taking_both_documents_twice_changes_nothing(lists):
    take_tasks()
    take_schedule()
    before = everything_stored()

    tasks, schedule = take_tasks(), take_schedule()

    assert everything_stored() == before
    assert (counts(tasks.tasks), counts(schedule.entries)) == ((0, 0, 0, 40, 0), (0, 0, 0, 45, 0))
    assert (tasks.was_saved_before, schedule.was_saved_before) == (True, True)


def test_taking_the_same_document_twice_leaves_what_officials_changed(lists):
    take_schedule()
    ScheduleEntry.objects.filter(source_line=12).update(note="Wydział potwierdził telefonicznie.", title="inna treść")

    take_schedule()

    assert (entry_at(12).note, entry_at(12).title) == ("Wydział potwierdził telefonicznie.", "inna treść")


# ── A changed document ──────────────────────────────────────────────────────────────────────────────────────────────


def ids():
    return {entry.title: entry.pk for entry in ScheduleEntry.objects.all()}


def test_changed_schedule_replaces_the_working_edition_and_rows_keep_their_identity(lists):
    take_schedule()
    before = ids()

    saved = take_schedule(
        {
            9: None,  # a row is gone
            10: "2) opieka nad dziećmi, ich wychowanie i socjalizacja w Domu Dziecka\tStyczeń 2024",  # another term
            16: "8) pomoc socjalna\tStyczeń 2024",  # another title under the same number
            35: "8) pomoc ofiarom przemocy domowej\tGrudzień 2023\n9) nowe zadanie\tMaj 2024",  # a row is new
            39: lines_of(SCHEDULE_2024)[38].replace("9)", "10)"),
            40: lines_of(SCHEDULE_2024)[39].replace("10)", "11)"),  # numbers shift
        }
    )
    after = ids()

    assert counts(saved.entries) == (1, 4, 1, 40, 0)
    assert counts(saved.tasks) == (1, 3, 1, 41, 0)
    assert after["pomoc socjalna"] == before["pomoc socjalna, materialna i żywnościowa"]
    assert {title: pk for title, pk in after.items() if before.get(title) != pk} == {
        "pomoc socjalna": after["pomoc socjalna"],
        "nowe zadanie": after["nowe zadanie"],
    }
    assert Schedule.objects.get().edition == 1


def test_changed_schedule_and_back_again_ends_where_it_began(lists):
    take_schedule()
    before = stored_plan()

    take_schedule({63: None, 70: lines_of(SCHEDULE_2024)[69].replace("II połowa", "I połowa")})
    take_schedule()

    assert stored_plan() == before


def stored_plan():
    fields = ["section__heading", "position", "area__slug", "area_text", "task__title", "number", "title", "plan_text"]
    plan = ["plan_kind", "plan_start", "plan_end", "plan_source", "inherited_from__title", "legal_basis", "source_line"]
    return list(ScheduleEntry.objects.values_list(*fields, *plan))


def test_heirs_follow_the_changed_row_above_them(lists):
    take_schedule()

    take_schedule({70: lines_of(SCHEDULE_2024)[69].replace("II połowa", "I połowa")})

    assert {entry.plan_end for entry in entry_at(70).heirs.all()} == {dt.date(2024, 6, 30)}
    assert entry_at(70).heirs.count() == 4


def test_department_that_left_the_schedule_takes_its_section_along(lists):
    take_schedule()

    take_schedule(dict.fromkeys(range(61, 68)))

    assert ScheduleSection.objects.filter(heading="CENTRUM INFORMACJI TURYSTYCZNEJ").count() == 0
    assert (ScheduleSection.objects.count(), ScheduleEntry.objects.count(), PriorityTask.objects.count()) == (9, 40, 40)


def test_term_decided_by_an_official_stays_while_the_words_stay(lists):
    vague = lines_of(SCHEDULE_2024)[69].replace("II połowa 2024 r.", "po wakacjach")
    take_schedule({70: vague})
    decided = {"plan_kind": "period", "plan_unit": "month", "plan_source": "entered"}
    ScheduleEntry.objects.filter(source_line=70).update(
        **decided, plan_start=dt.date(2024, 9, 1), plan_end=dt.date(2024, 9, 30)
    )

    take_schedule({70: vague, 85: None, 84: None, 83: None})

    assert (entry_at(70).plan_source, entry_at(70).plan_start) == (PlanSource.ENTERED, dt.date(2024, 9, 1))
    assert {heir.plan_start for heir in entry_at(70).heirs.all()} == {dt.date(2024, 9, 1)}

    take_schedule()

    assert (entry_at(70).plan_source, entry_at(70).plan_start) == (PlanSource.PRINTED, dt.date(2024, 7, 1))


def test_confirmation_of_a_part_falls_when_its_rows_change_and_only_then(lists):
    take_schedule()
    ScheduleSection.objects.update(confirmed_at=NOW)

    take_schedule({9: lines_of(SCHEDULE_2024)[8].replace("Grudzień 2023", "Maj 2024")})

    assert [section.position for section in ScheduleSection.objects.filter(confirmed_at=None)] == [1]


def test_rows_that_only_moved_in_the_document_keep_their_confirmation(lists):
    take_schedule()
    ScheduleSection.objects.update(confirmed_at=NOW)

    saved = take_schedule({1: None})

    assert counts(saved.entries) == (0, 0, 0, 45, 0)
    assert ScheduleSection.objects.filter(confirmed_at=None).count() == 0
    assert {entry.source_line for entry in ScheduleEntry.objects.filter(number=12)} == {19}


def test_replaced_document_is_kept_out_of_sight_with_its_issues_closed(lists):
    take_schedule()

    take_schedule({35: None, 39: None, 40: None, 37: None})
    old = SourceDocument.objects.get(text=SCHEDULE_2024.read_text("utf-8"))

    assert (old.is_public, old.issues.open().count()) == (False, 0)
    assert old.issues.count() == 11
    assert Schedule.objects.get().source != old


def test_document_that_comes_back_is_in_force_again_with_its_issues_open(lists):
    take_schedule()
    take_schedule({35: None, 39: None, 40: None, 37: None})

    take_schedule()
    document = Schedule.objects.get().source

    assert (document.is_public, document.issues.open().count()) == (True, 11)
    assert SourceDocument.objects.filter(is_public=False).count() == 1


def test_changed_list_of_tasks_keeps_the_links_people_made(lists):
    take_tasks()
    task = PriorityTask.objects.get(source_line=40)
    later = PriorityTask.objects.create(
        programme=CooperationProgramme.objects.create(year=2024, title="Program"),
        area=task.area,
        position=1,
        title="wydawnictwa",
        continues=task,
    )

    saved = take_tasks(
        {38: None, 39: "1. " + lines_of(TASKS_2023)[38][3:], 40: "2. Wspieranie lokalnych inicjatyw wydawniczych;"}
    )
    later.refresh_from_db()

    assert counts(saved.tasks) == (0, 2, 1, 37, 0)
    assert (later.continues, later.continues.number) == (task, 2)
    assert later.continues.title == "Wspieranie lokalnych inicjatyw wydawniczych;"


def test_title_that_an_official_gave_the_programme_stays(lists):
    take_tasks()
    CooperationProgramme.objects.update(title="Roczny program współpracy na 2023 rok", resolution="LI/1/2022")

    take_tasks({1: None})
    programme = CooperationProgramme.objects.get()

    assert (programme.title, programme.resolution) == ("Roczny program współpracy na 2023 rok", "LI/1/2022")


# ── Released editions ───────────────────────────────────────────────────────────────────────────────────────────────


def release():
    schedule = Schedule.objects.working().get()
    schedule.released_at = timezone.now()
    schedule.save()
    return schedule


def test_released_edition_takes_the_same_document_without_a_change(lists):
    take_schedule()
    release()
    before = everything_stored()

    assert take_schedule().was_saved_before is True
    assert everything_stored() == before


def test_released_edition_refuses_another_document(lists):
    take_schedule()
    release()
    before = everything_stored()

    assert refusal(take_schedule, {9: None}) == (
        "Harmonogram na rok 2024 jest już wydany (wydanie 1), a ten dokument jest inny. "
        "Otwórz nowe wydanie robocze i wczytaj dokument do niego."
    )
    assert everything_stored() == before


def test_next_working_edition_takes_the_document_and_leaves_the_released_one(lists):
    take_schedule()
    released = release()
    before = list(ScheduleEntry.objects.of([released]).values())
    Schedule.objects.create(year=2024, edition=2, title="Harmonogram")

    saved = take_schedule({9: None})

    assert list(ScheduleEntry.objects.of([released]).values()) == before
    assert (counts(saved.entries), counts(saved.tasks)) == ((44, 0, 0, 0, 0), (0, 0, 0, 44, 1))
    assert released.source.is_public is True
