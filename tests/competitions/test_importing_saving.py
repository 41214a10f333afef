"""What the importers make of the two documents in the database, all or nothing."""

import datetime as dt

import pytest

from competitions.choices import PlanKind, PlanSource, PlanUnit
from competitions.importing import read_priority_tasks, save_priority_tasks
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
from tests.competitions.sources import (
    NOW,
    SCHEDULE_2024,
    TASKS_2023,
    everything_stored,
    lines_of,
    of_lines,
    refusal,
    take_schedule,
    take_tasks,
)

pytestmark = pytest.mark.django_db


def entry_at(line):
    return ScheduleEntry.objects.get(source_line=line)


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
