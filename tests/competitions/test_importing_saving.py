"""What the importers make of the two documents in the database, once, twice, and when a document changes."""

import datetime as dt

import pytest
from django.utils import timezone

from competitions.choices import PlanKind, PlanSource, PlanUnit
from competitions.importing import read_priority_tasks, read_schedule, save_priority_tasks, save_schedule
from competitions.models import (
    AreaWording,
    CooperationProgramme,
    PriorityArea,
    PriorityTask,
    Schedule,
    ScheduleEntry,
    ScheduleSection,
)
from leszno_ngo.models import DataIssue, Department, SourceDocument
from leszno_ngo.reading import Refused
from tests.competitions.sources import NOW, SCHEDULE_2024, TASKS_2023, everything_stored, lines_of, of_lines, source

pytestmark = pytest.mark.django_db


def take_tasks(replace=None):
    document = source(TASKS_2023, replace)
    return save_priority_tasks(read_priority_tasks(document, 2023), document, now=NOW)


def take_schedule(replace=None):
    document = source(SCHEDULE_2024, replace)
    return save_schedule(read_schedule(document, 2024), document, now=NOW)


def counts(changes):
    return (changes.created, changes.changed, changes.removed, changes.unchanged, changes.kept)


def entry_at(line):
    return ScheduleEntry.objects.get(source_line=line)


def refusal(take, *args):
    with pytest.raises(Refused) as refused:
        take(*args)
    return str(refused.value)


# ── Both documents, on the city's lists ──────────────────────────────────────────────────────────────────────


def test_tasks_of_2023_stand_in_eight_known_areas(lists):
    take_tasks()

    assert PriorityTask.objects.of_year(2023).count() == 40
    assert PriorityTask.objects.values("area").distinct().count() == 8
    assert (PriorityArea.objects.count(), AreaWording.objects.count()) == (10, 20)


def test_programme_of_2023_bears_the_title_of_the_document_and_claims_no_resolution(lists):
    take_tasks()
    programme = CooperationProgramme.objects.get()

    assert (programme.year, programme.title) == (2023, lines_of(TASKS_2023)[4].strip())
    assert (programme.resolution, programme.adopted_on) == ("", None)


def test_schedule_brings_the_working_edition_one_with_its_sections_and_rows(lists):
    take_schedule()
    schedule = Schedule.objects.get()

    assert (schedule.year, schedule.edition, schedule.released_at) == (2024, 1, None)
    assert schedule.as_of == dt.date(2023, 11, 30)
    assert schedule.title == "Planowany harmonogram ogłaszania otwartych konkursów ofert w 2024 roku"
    assert (schedule.sections.count(), ScheduleEntry.objects.of([schedule]).count()) == (10, 45)
    assert Department.objects.filter(schedule_sections__schedule=schedule).distinct().count() == 11


def test_every_row_of_the_schedule_is_a_priority_task_of_the_year(lists):
    take_schedule()

    assert PriorityTask.objects.of_year(2024).count() == 45
    assert [e for e in ScheduleEntry.objects.all() if (e.task.title, e.task.number) != (e.title, e.number)] == []


def test_areas_of_both_years_are_the_same_areas(lists):
    take_tasks()
    take_schedule()
    areas = {
        year: set(PriorityTask.objects.of_year(year).values_list("area__slug", flat=True)) for year in (2023, 2024)
    }

    assert areas[2024] - areas[2023] == {"rozwoj", "bezpieczenstwo"}
    assert areas[2023] - areas[2024] == set()
    assert PriorityArea.objects.count() == 10


def test_no_task_continues_another_before_an_official_says_so(lists):
    take_tasks()
    take_schedule()

    assert PriorityTask.objects.exclude(continues=None).count() == 0


def test_printed_and_inherited_terms_are_stored_with_their_source(lists):
    take_schedule()
    by_source = {source: ScheduleEntry.objects.filter(plan_source=source).count() for source in PlanSource}

    assert by_source == {"printed": 37, "inherited": 8, "entered": 0, "blank": 0}


def test_inherited_term_names_its_row_and_has_no_words_of_its_own(lists):
    take_schedule()
    heir = entry_at(75)

    assert (heir.inherited_from, heir.plan_text) == (entry_at(70), "")
    assert (heir.plan_kind, heir.plan_unit) == (PlanKind.PERIOD, PlanUnit.HALF)
    assert (heir.plan_start, heir.plan_end) == (dt.date(2024, 7, 1), dt.date(2024, 12, 31))


def test_other_procedure_is_stored_with_its_legal_basis(lists):
    take_schedule()
    entry = entry_at(17)

    assert (entry.plan_kind, entry.plan_text) == ("other_procedure", "Tryb ustawy o zatrudnieniu socjalnym")
    assert entry.legal_basis == "Tryb ustawy o zatrudnieniu socjalnym"


def test_heading_stays_misspelt_and_the_department_is_shown_right(lists):
    take_schedule()
    section = ScheduleSection.objects.get(heading="WYDZIAŁ ZARZĄDZANIA KRYSY I BEZPIECZEŃSTWA")
    issue = DataIssue.objects.get(line=83)

    assert [d.name for d in section.departments.all()] == ["Wydział Zarządzania Kryzysowego i Bezpieczeństwa"]
    assert (issue.kind, issue.is_public) == ("corrected", True)


def test_heading_of_two_offices_is_a_section_of_both(lists):
    take_schedule()
    section = ScheduleSection.objects.get(heading="BIURO PRAWNE/ BIURO KONTROLI WEWNĘTRZNEJ")

    assert [d.slug for d in section.departments.all()] == ["biuro-kontroli-wewnetrznej", "biuro-prawne"]


def test_documents_are_kept_word_for_word(lists):
    take_tasks()
    take_schedule()
    kept = {document.name: document.text for document in SourceDocument.objects.all()}

    assert kept == {path.name: path.read_text("utf-8") for path in (TASKS_2023, SCHEDULE_2024)}


def test_every_issue_of_the_reading_is_stored_for_everybody(lists):
    take_tasks()
    take_schedule()

    assert [issues_of(path) for path in (TASKS_2023, SCHEDULE_2024)] == [5, 11]
    assert DataIssue.objects.filter(is_public=False).count() == 0


def issues_of(path):
    return DataIssue.objects.filter(document__name=path.name).count()


# ── Without the lists ────────────────────────────────────────────────────────────────────────────────────────


def test_unknown_departments_and_areas_are_made_from_the_words_of_the_document():
    take_tasks()
    take_schedule()

    assert (ScheduleEntry.objects.count(), PriorityTask.objects.count()) == (45, 85)
    assert Department.objects.get(slug="wydzial-zarzadzania-krysy-i-bezpieczenstwa").name == (
        "WYDZIAŁ ZARZĄDZANIA KRYSY I BEZPIECZEŃSTWA"
    )
    assert Department.objects.count() == 11


def test_what_was_made_from_the_words_is_told_to_the_office_alone():
    take_tasks()
    take_schedule()
    hidden = DataIssue.objects.filter(is_public=False).values_list("document__name", "message")
    told = [(name, " ".join(message.replace(":", "").split()[:2])) for name, message in hidden]

    assert (
        told.count((TASKS_2023.name, "Nowy obszar"))
        == PriorityTask.objects.of_year(2023).values("area").distinct().count()
    )
    assert told.count((SCHEDULE_2024.name, "Nowy wydział")) == 11
    assert set(told) == {
        (TASKS_2023.name, "Nowy obszar"),
        (SCHEDULE_2024.name, "Nowy obszar"),
        (SCHEDULE_2024.name, "Nowy wydział"),
    }


def test_area_worded_alike_in_both_years_is_one_area_without_lists_too():
    take_tasks()
    take_schedule()
    alike = PriorityArea.objects.filter(tasks__programme__year=2023).filter(tasks__programme__year=2024).distinct()

    assert sorted(len(area.wordings.all()) for area in alike) == [2, 2, 2, 2, 2, 2]


def test_two_nameless_areas_do_not_become_one():
    take_schedule()

    assert entry_at(80).area != entry_at(85).area


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


# ── Tasks and schedule of one year from two documents ───────────────────────────────────────────────────────────────


TASKS_2024 = [
    lines_of(TASKS_2023)[4].replace("2023", "2024"),
    "Zadania w zakresie kultury, sztuki, ochrony dóbr i dziedzictwa narodowego",
    "Zadania w zakresie kultury, sztuki, ochrony dóbr i dziedzictwa narodowego, w tym m.in.:",
    "1. Wspieranie działań kulturalnych na rzecz środowiska lokalnego",
    "2. Wspieranie lokalnych inicjatyw wydawniczych;",
]


def take_tasks_of_2024():
    document = of_lines(*TASKS_2024)
    return save_priority_tasks(read_priority_tasks(document, 2024), document, now=NOW)


def test_schedule_refers_to_tasks_that_another_document_named_before(lists):
    take_tasks_of_2024()

    saved = take_schedule()
    linked = ScheduleEntry.objects.exclude(task=None)

    assert [(entry.source_line, entry.task.title) for entry in linked] == [
        (46, "Wspieranie działań kulturalnych na rzecz środowiska lokalnego"),
        (48, "Wspieranie lokalnych inicjatyw wydawniczych;"),
    ]
    assert PriorityTask.objects.of_year(2024).count() == 2
    message = "Tej pozycji nie ma wśród zadań priorytetowych na rok 2024."
    assert [issue.message for issue in saved.issues].count(message) == 43


def test_list_of_tasks_that_would_take_tasks_from_the_schedule_is_refused(lists):
    take_schedule()
    before = everything_stored()

    assert refusal(take_tasks_of_2024) == (
        "Harmonogram odnosi się do zadań, których nie ma w tym dokumencie (jest ich 43, "
        "np. „pomoc osobom i rodzinom w kryzysach życiowych w Ośrodku Interwencyjno-Readaptacyjnym”). "
        "Najpierw zmień harmonogram."
    )
    assert everything_stored() == before


# ── All or nothing ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_reading_with_a_problem_is_not_saved(lists):
    before = everything_stored()

    assert refusal(take_schedule, {9: "1) pomoc"}) == (
        "Wiersz 9: Nie zrozumiano wiersza: zadanie i jego termin musi rozdzielać tabulator, a w wierszu go nie ma."
    )
    assert everything_stored() == before


def test_two_wordings_of_one_area_with_the_same_number_are_refused(lists):
    before = everything_stored()

    assert refusal(
        take_schedule, {52: "<i>Zadania w zakresie kultury, sztuki, ochrony dóbr i dziedzictwa narodowego</i>\t"}
    ) == ("Wiersz 53: Numer „1” stoi też w wierszu 46, a oba obszary to „Kultura, sztuka i dziedzictwo narodowe”.")
    assert everything_stored() == before


def test_department_is_recognised_by_the_name_it_is_shown_under(lists):
    take_schedule({83: "<b>WYDZIAŁ ZARZĄDZANIA KRYZYSOWEGO I BEZPIECZEŃSTWA</b>\t"})

    assert Department.objects.count() == 11
    assert DataIssue.objects.filter(kind="corrected").count() == 0
