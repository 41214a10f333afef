"""What is found about a working edition: the rules one by one, and the real schedule with its figures."""

import datetime as dt
from collections import Counter

import pytest
from django.utils import timezone
from model_bakery import baker

from competitions import publishing
from competitions.checking import Part, reviews, rules
from competitions.choices import FindingKind, PartState, PlanKind, Severity
from competitions.models import PriorityTask, Schedule, ScheduleEntry, ScheduleSection
from leszno_ngo.choices import IssueKind
from leszno_ngo.models import DataIssue, Department, User

pytestmark = pytest.mark.django_db

TODAY = dt.date(2023, 12, 1)
DECEMBER = {"plan_kind": "period", "plan_unit": "month", "plan_text": "Grudzień 2023"} | {
    "plan_start": dt.date(2023, 12, 1),
    "plan_end": dt.date(2023, 12, 31),
}


@pytest.fixture
def coordinator():
    return baker.make(User, username="koordynator", role="coordinator", is_staff=True)


@pytest.fixture
def working(schedule_2024, on_day):
    """The working copy after the real first edition."""
    return publishing.open_next_edition(schedule_2024, by=None)


def official_of(slug):
    user = baker.make(User, username=slug, role="official", is_staff=True)
    user.departments.add(Department.objects.get(slug=slug))
    return user


def kinds(findings):
    return Counter(finding.kind.value for finding in findings)


def said(findings, kind):
    return [finding.message for finding in findings if finding.kind == kind]


# ── The real schedule ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_real_schedule_has_these_findings_on_the_day_after_its_own(working, coordinator):
    (review,) = reviews([working], coordinator, TODAY)

    assert (len(review.parts), review.row_count, review.ready_count) == (10, 45, 0)
    assert kinds(review.all_findings) == {"not_ready": 10, "issue": 11, "due_now": 22, "term_past": 1}
    assert review.findings == []
    assert {severity: len(review.all_findings.of(severity)) for severity in Severity} == {
        Severity.MEND: 0,
        Severity.LOOK: 10,
        Severity.KNOW: 34,
    }


def test_the_real_rows_are_overdue_once_the_portal_knows_announcements_of_their_time(working, coordinator):
    Schedule.objects.filter(pk=working.pk).update(announcements_kept_since=dt.date(2023, 12, 1))

    (review,) = reviews([working], coordinator, dt.date(2024, 1, 1))

    assert kinds(review.all_findings)["overdue"] == 15
    assert set(said(review.all_findings, FindingKind.OVERDUE)) == {
        "Termin minął 31\N{NO-BREAK SPACE}grudnia 2023\N{NO-BREAK SPACE}r., a ogłoszenia nie ma. "
        "Zmień termin albo ogłoś konkurs."
    }


def test_issues_of_the_document_stand_at_their_rows_and_parts(working, coordinator):
    (review,) = reviews([working], coordinator, TODAY)

    places = {
        (finding.issue.line, finding.entry and finding.entry.source_line, finding.section.heading[:14])
        for finding in review.all_findings
        if finding.kind == FindingKind.ISSUE
    }
    assert places == {
        (37, None, "WYDZIAŁ SPRAW "),
        (56, 56, "WYDZIAŁ KULTUR"),
        (57, None, "BIURO PRAWNE/ "),
        (58, 58, "BIURO PRAWNE/ "),
        (60, 60, "WYDZIAŁ OCHRON"),
        (63, 63, "CENTRUM INFORM"),
        (70, 70, "BIURO PEŁNOMOC"),
        (79, None, "WYDZIAŁ ROZWOJ"),
        (83, None, "WYDZIAŁ ZARZĄD"),
        (84, None, "WYDZIAŁ ZARZĄD"),
    }


def test_a_settled_issue_is_no_finding_and_what_it_said_is_found_in_the_row(working, coordinator):
    DataIssue.objects.filter(line=56).update(resolved_at=timezone.now(), resolution="Tak ma być.")

    (review,) = reviews([working], coordinator, TODAY)

    assert kinds(review.all_findings)["issue"] == 10
    assert said(review.all_findings, FindingKind.SAME_ROUNDS) == [
        "Ta tura ma ten sam termin co inna tura tego zadania (pozycja 6)."
    ]


def test_an_official_is_told_of_the_own_part_only(working):
    (review,) = reviews([working], official_of("centrum-informacji-turystycznej"), TODAY)

    assert [part.section.heading for part in review.parts] == ["CENTRUM INFORMACJI TURYSTYCZNEJ"]
    assert kinds(review.all_findings) == {"not_ready": 1, "issue": 1}


def test_tasks_of_the_programme_that_no_row_realises_are_named(working, coordinator):
    dropped = ScheduleEntry.objects.of([working]).get(title="rewitalizacji;")
    dropped.delete()

    (review,) = reviews([working], coordinator, TODAY)

    assert [(finding.message, finding.task) for finding in review.findings] == [
        ("Zadania „rewitalizacji” nie realizuje żadna pozycja.", dropped.task)
    ]


def test_a_year_without_priority_tasks_says_so_once(working, coordinator):
    ScheduleEntry.objects.update(task=None)
    PriorityTask.objects.all().delete()

    (review,) = reviews([working], coordinator, TODAY)

    assert kinds(review.all_findings)["no_task"] == 0
    assert said(review.findings, FindingKind.NO_PROGRAMME) == [
        "Nie ma wykazu zadań priorytetowych na 2024 rok, więc nie ma z czym porównać pozycji."
    ]


def test_a_department_that_had_a_part_and_has_none_is_named_to_it_and_to_the_coordinator(working, coordinator):
    working.sections.get(heading="WYDZIAŁ ROZWOJU").delete()
    sentence = "Wydział Rozwoju: brak części, a ostatnio wydany harmonogram (2024, wydanie 1) ją ma."

    for user in (coordinator, official_of("wydzial-rozwoju")):
        (review,) = reviews([working], user, TODAY)
        assert said(review.findings, FindingKind.NO_PART) == [sentence]

    (review,) = reviews([working], official_of("mopr"), TODAY)
    assert review.findings == []


def test_a_new_year_is_compared_with_the_year_before(schedule_2024, coordinator):
    empty = baker.make(Schedule, year=2025, edition=1)
    Department.objects.filter(slug="wydzial-rozwoju").update(valid_to=dt.date(2023, 11, 30))

    (review,) = reviews([empty], coordinator, TODAY)

    assert kinds(review.findings) == {"no_part": 10, "no_programme": 1}


# ── The rules ───────────────────────────────────────────────────────────────────────────────────────────────────────


def row(**values):
    task = baker.make(PriorityTask, programme__year=2024, number=1, title="zadanie")
    plan = {"plan_kind": "not_planned"} | values
    entry = baker.make(
        ScheduleEntry,
        **{"section__schedule__year": 2024, "area": task.area, "task": task, "number": 1, "position": 1} | plan,
        **{"title": "zadanie"} if "title" not in values else {},
    )
    return ScheduleEntry.objects.with_state(TODAY).get(pk=entry.pk)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, []),
        ({"title": "Zadanie."}, []),
        ({"plan_kind": PlanKind.OTHER_PROCEDURE, "plan_text": "Tryb ustawy"}, []),
        ({"plan_kind": PlanKind.UNPARSED, "plan_text": " – "}, ["undated"]),
        ({"plan_kind": PlanKind.UNPARSED, "plan_text": "grudzień / styczeń 2024"}, ["not_understood"]),
        ({"plan_kind": PlanKind.RELATIVE, "plan_text": "30 dni po przyjęciu budżetu"}, ["dependent"]),
        (DECEMBER, ["due_now"]),
        (DECEMBER | {"plan_end": dt.date(2023, 12, 1)}, ["due_now"]),
        ({"title": "zadanie 2023"}, ["other_year", "task_differs"]),
        ({"task": None}, ["no_task"]),
        ({"number": 2}, ["task_differs"]),
    ],
)
def test_a_row_has_these_findings(values, found):
    assert [finding.kind for finding in rules.of_row(row(**values), 2024)] == found


def test_a_row_says_in_what_it_differs_from_its_task():
    entry = row(number=2, title="inne zadanie")
    entry.area = baker.make("competitions.PriorityArea", name="Kultura")
    entry.task.area.name = "Sport"

    (finding,) = rules.of_row(entry, 2025)

    assert finding.message == (
        "Pozycja różni się od zadania priorytetowego (zadanie jest z programu na 2024 rok; "
        "obszar w programie: „Sport”; numer w programie: 1; treść w programie: „zadanie”)."
    )


def test_what_an_open_issue_says_of_a_row_is_not_said_twice():
    issue = baker.make(
        DataIssue,
        kind=IssueKind.DOUBTFUL,
        message="Nazwa zadania podaje inny rok (2023) niż dokument (2024).",
    )
    entry = row(title="zadanie 2023", task=None)

    assert [finding.kind for finding in rules.of_row(entry, 2024, issues=[issue])] == ["no_task", "issue"]


def test_rounds_with_different_terms_or_of_different_tasks_are_in_order():
    section = baker.make(ScheduleSection, schedule__year=2024)
    area = baker.make("competitions.PriorityArea")
    later = DECEMBER | {"plan_end": dt.date(2024, 1, 31)}
    titles = [("sport – I tura", DECEMBER), ("sport – II tura", later), ("kultura – II tura", DECEMBER)]
    rows = [
        baker.make(ScheduleEntry, section=section, area=area, title=title, position=n, number=n, **plan)
        for n, (title, plan) in enumerate(titles)
    ]

    assert rules.same_rounds(rows) == {}

    rows[1].plan_end = DECEMBER["plan_end"]
    assert rules.same_rounds(rows) == {rows[1]: rows[0]}


def test_a_part_is_empty_in_work_or_ready():
    section = baker.make(ScheduleSection, schedule__year=2022)
    ready = baker.make(ScheduleSection, schedule__year=2023, confirmed_at=timezone.now())
    entry = row()

    parts = [Part(section, []), Part(ready, []), Part(section, [entry]), Part(ready, [entry])]

    assert [part.state for part in parts] == [PartState.EMPTY, PartState.EMPTY, PartState.IN_WORK, PartState.READY]
    assert [[finding.kind for finding in rules.of_part(part)] for part in parts] == [
        ["empty_part"],
        ["empty_part"],
        ["not_ready"],
        [],
    ]


def test_reviews_take_as_many_queries_for_many_editions_as_for_one(working, coordinator, django_assert_num_queries):
    others = [publishing.open_next_edition(working, by=None) for working.year in (2025, 2026)]
    editions = [Schedule.objects.get(edition=2), *others]

    for user in (coordinator, official_of("mopr")):
        with django_assert_num_queries(8):
            assert len(reviews(editions[:1], user, TODAY)) == 1
        with django_assert_num_queries(8):
            assert len(reviews(editions, user, TODAY)) == 3
