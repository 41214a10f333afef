"""Drafts begun from the plan or from an earlier competition: what they know and forget, and who threw them away."""

from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from model_bakery import baker

from competitions import publishing
from competitions.choices import CompetitionState, PlanKind, Procedure
from competitions.models import (
    Attachment,
    Competition,
    CooperationProgramme,
    Criterion,
    PriorityTask,
    PrivacyClause,
    PublicTaskSphere,
    ScheduleEntry,
)
from leszno_ngo.models import Department
from tests.competitions.drafts import ANNOUNCED, WORDS, announced, decided, ready_draft, refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


# ── From a row of the plan ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def clubs(schedule_2024):
    return ScheduleEntry.objects.get(title__startswith="prowadzenie klubów abstynenckich")


def test_a_draft_knows_what_the_row_of_the_plan_knows(clubs, official):
    department = clubs.section.departments.get()
    baker.make(PrivacyClause, version=1)
    newest = baker.make(PrivacyClause, version=2)

    draft = publishing.draft_from_entry(clubs, department=department, by=official)

    draft.refresh_from_db()
    assert (draft.year, draft.title, draft.department) == (2024, "Prowadzenie klubów abstynenckich", department)
    assert (draft.area, set(draft.spheres.all())) == (clubs.area, set(clubs.area.spheres.all()))
    assert draft.task_kind == clubs.area.name
    assert (draft.procedure, draft.privacy_clause) == (Procedure.OPEN_COMPETITION, newest)
    assert draft.state(ANNOUNCED) == CompetitionState.DRAFT
    line = draft.funding_lines.get()
    assert (line.task_title, line.year, line.planned) == ("prowadzenie klubów abstynenckich", 2024, None)
    record = draft.history.last()
    assert (record.history_user, record.history_change_reason) == (official, "szkic z pozycji harmonogramu")


def test_a_draft_realises_the_task_of_its_row_if_it_has_one(clubs, official):
    department = clubs.section.departments.get()

    draft = publishing.draft_from_entry(clubs, department=department, by=official)
    assert list(draft.tasks.all()) == [clubs.task]
    assert draft.funding_lines.get().task == clubs.task

    clubs.task = None
    draft = publishing.draft_from_entry(clubs, department=department, by=official)
    assert list(draft.tasks.all()) == []
    assert draft.funding_lines.get().task is None


def test_a_row_of_another_procedure_gives_its_basis(clubs, official):
    clubs.plan_kind, clubs.plan_start, clubs.plan_end = PlanKind.OTHER_PROCEDURE, None, None
    clubs.legal_basis = "ustawa o sporcie"
    clubs.save()

    draft = publishing.draft_from_entry(clubs, department=clubs.section.departments.get(), by=official)

    assert (draft.procedure, draft.procedure_basis) == (Procedure.OTHER_ACT, "ustawa o sporcie")


def test_a_very_long_row_gives_a_title_that_fits(clubs, official):
    clubs.title = "prowadzenie " * 60
    clubs.save()

    draft = publishing.draft_from_entry(clubs, department=clubs.section.departments.get(), by=official)

    assert len(draft.title) == 300
    assert draft.funding_lines.get().task_title == clubs.name


def test_every_row_of_the_real_plan_begins_a_draft(schedule_2024, official):
    for entry in ScheduleEntry.objects.select_related("section__schedule", "area", "task"):
        department = entry.section.departments.first() or Department.objects.first()
        publishing.draft_from_entry(entry, department=department, by=official).full_clean()

    assert Competition.objects.drafts().count() == ScheduleEntry.objects.count() == 45


# ── From an earlier competition ─────────────────────────────────────────────────────────────────────────────────────

CLEARED = {
    *("number", "amends", "order_number", "order_date", "implementation_start", "implementation_end", "opens_at"),
    *("closes_at", "confirmation_due_at", "decision_due_at", "generator_url", "committee", "responsible"),
    *("no_similar_tasks_this_year", "no_similar_tasks_last_year", "announced_at", "announced_by"),
    *("withdrawn_at", "withdrawn_by", "withdrawal_reason"),
    *("annulled_at", "annulled_by", "annulment_reason", "annulment_note"),
    *("committee_appointed_on", "committee_opinion_on", "committee_members_of_organisations"),
    *("committee_without_organisations_reason", "decided_on", "submitted_count", "rejected_count"),
    *("withdrawn_count", "assessed_count", "funded_count", "results_published_at", "results_published_by"),
}
OTHERWISE = {"id", "year", "title", "copied_from", "privacy_clause"}


def test_next_years_draft_keeps_the_wording_and_forgets_dates_people_publications_and_results(coordinator, official):
    texts = {
        **{name: f"{name} z 2024 roku" for name in ("eligibility", "submission_notes", "committee", "responsible")},
        "contact_role": "Inspektor",
        "contact_email": "a@leszno.pl",
        "paper_address": "Rynek 1",
        "generator_url": "https://leszno.engo.org.pl/1",
        "order_number": "1/2023",
    }
    source = decided(coordinator, **texts)

    draft = publishing.draft_from_competition(source, year=2025, by=official)

    draft.refresh_from_db()
    empty = Competition()
    for field in Competition._meta.concrete_fields:
        if field.name in CLEARED:
            assert getattr(draft, field.name) == getattr(empty, field.name), field.name
        elif field.name not in OTHERWISE:
            assert getattr(draft, field.name) == getattr(source, field.name), field.name
    assert (draft.year, draft.title) == (2025, "Prowadzenie klubów abstynenckich w 2025 roku")
    assert draft.copied_from == source
    assert [draft.publications.count(), draft.results.count(), draft.similar_tasks.count()] == [0, 0, 0]
    assert [draft.announcements.count(), draft.amendments.count(), draft.accepted_findings.count()] == [0, 0, 0]
    record = draft.history.last()
    assert record.history_user == official
    assert record.history_change_reason == f"szkic z konkursu: {source}"[:100]


def test_next_years_draft_keeps_criteria_and_money_of_its_own_year(coordinator, official):
    source = announced(coordinator)
    source.funding_lines.update(allotted_before=Decimal(50_000), paid_before=Decimal(49_000))

    draft = publishing.draft_from_competition(source, year=2025, by=official)

    words = ("position", "kind", "text", "points")
    assert list(draft.criteria.values(*words)) == list(source.criteria.values(*words))
    line = draft.funding_lines.get()
    assert (line.year, line.planned, line.allotted_before, line.paid_before) == (2025, Decimal(60_000), None, None)
    assert Criterion.objects.count() == 14


def test_spheres_and_the_tasks_that_continue_come_along(coordinator, official):
    source = announced(coordinator)
    sphere = baker.make(PublicTaskSphere)
    source.spheres.set([sphere])
    programmes = {
        year: CooperationProgramme.objects.get_or_create(year=year, defaults={"title": str(year)})[0]
        for year in (2024, 2025, 2026)
    }
    old, ended, split = baker.make(PriorityTask, 3, programme=programmes[2024])
    middle = baker.make(PriorityTask, programme=programmes[2025], continues=old)
    newest = baker.make(PriorityTask, programme=programmes[2026], continues=middle)
    baker.make(PriorityTask, 2, programme=programmes[2025], continues=split)
    source.tasks.set([old, ended, split])
    source.funding_lines.update(task=old)

    def tasks_in(year):
        draft = publishing.draft_from_competition(source, year=year, by=official)
        assert set(draft.spheres.all()) == {sphere}
        return set(draft.tasks.all()), draft.funding_lines.get().task

    assert tasks_in(2024) == ({old, ended, split}, old)
    assert tasks_in(2025) == ({middle}, middle)
    assert tasks_in(2026) == ({newest}, newest)
    assert tasks_in(2023) == (set(), None)


def test_attachments_that_are_still_there_come_along_as_rows_of_the_same_files(coordinator, official):
    source = announced(coordinator)
    for name, removed_at in (("wzor.pdf", None), ("stary.pdf", ANNOUNCED)):
        attachment = baker.prepare(Attachment, competition=source, name=name, title=name, removed_at=removed_at)
        attachment.file.save(name, ContentFile(name.encode()))

    draft = publishing.draft_from_competition(source, year=2025, by=official)

    assert list(draft.attachments.values_list("name", "file", "removed_at")) == [
        ("wzor.pdf", source.attachments.present().get().file.name, None)
    ]


def test_a_copy_takes_the_newest_privacy_clause(coordinator, official):
    old, newest = (baker.make(PrivacyClause, version=version) for version in (1, 2))
    source = announced(coordinator, privacy_clause=old)

    assert publishing.draft_from_competition(source, year=2025, by=official).privacy_clause == newest


def test_a_copy_of_an_example_is_an_example_and_of_a_real_one_real(coordinator, official):
    for is_example in (True, False):
        source = announced(coordinator, is_example=is_example)
        assert publishing.draft_from_competition(source, year=2025, by=official).is_example is is_example


def test_a_copy_is_a_draft_that_the_law_does_not_let_out_as_it_is(coordinator, official):
    draft = publishing.draft_from_competition(announced(coordinator), year=2025, by=official)

    with pytest.raises(publishing.Refused) as refused:
        publishing.announce(draft, by=official, now=ANNOUNCED)

    assert {"closes_at", "publications", "implementation_start", "similar_tasks"} <= {
        one.field for one in refused.value.findings
    }


@pytest.mark.parametrize("year", [2003, 2101])
def test_a_copy_for_a_year_outside_the_act_is_refused(coordinator, official, year):
    source = announced(coordinator)

    assert refusal(lambda: publishing.draft_from_competition(source, year=year, by=official)) == [
        "Podaj rok od 2004 do 2100."
    ]


def test_a_working_copy_is_not_copied(coordinator, official):
    copy = publishing.open_amendment(announced(coordinator), by=coordinator)

    assert refusal(lambda: publishing.draft_from_competition(copy, year=2025, by=official)) == [
        "To kopia robocza zmiany ogłoszenia, nie osobny konkurs. Skopiuj konkurs, którego dotyczy."
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Kluby w 2024 r.", "Kluby w 2025 r."),
        ("Kluby 2024-2026", "Kluby 2025-2026"),
        ("Kluby nr 12024", "Kluby nr 12024"),
        ("Kluby nr 20245", "Kluby nr 20245"),
        ("Kluby", "Kluby"),
    ],
)
def test_the_year_in_a_title_becomes_the_new_one(official, title, expected):
    source = baker.make(Competition, year=2024, title=title)

    assert publishing.draft_from_competition(source, year=2025, by=official).title == expected


# ── Thrown away ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_draft_is_thrown_away_with_its_rows_and_the_history_says_who_did_it(official):
    draft = ready_draft()
    pk = draft.pk

    publishing.delete_draft(draft, by=official)

    assert [Competition.objects.count(), Criterion.objects.count()] == [0, 0]
    record = Competition.history.filter(id=pk).first()
    assert (record.history_type, record.history_user, record.history_change_reason) == ("-", official, "usunięto szkic")


def test_what_was_announced_stays(coordinator):
    competition = announced(coordinator)

    assert refusal(lambda: publishing.delete_draft(competition, by=coordinator)) == [
        "Ogłoszonego konkursu nie można usunąć. Możesz go wycofać albo unieważnić."
    ]


def test_a_draft_announced_meanwhile_is_not_thrown_away(coordinator):
    draft = ready_draft()
    opened_before = Competition.objects.get(pk=draft.pk)
    publishing.announce(draft, by=coordinator, now=ANNOUNCED)

    assert refusal(lambda: publishing.delete_draft(opened_before, by=coordinator)) == [
        "Ogłoszonego konkursu nie można usunąć. Możesz go wycofać albo unieważnić."
    ]


def test_a_working_copy_is_discarded_and_not_deleted(coordinator):
    copy = publishing.open_amendment(announced(coordinator), by=coordinator)

    assert refusal(lambda: publishing.delete_draft(copy, by=coordinator)) == [
        "To kopia robocza zmiany ogłoszenia, nie osobny konkurs. Porzuć zmianę."
    ]


def test_a_draft_thrown_away_twice_is_refused_in_words(official):
    draft = ready_draft()
    opened_before = Competition.objects.get(pk=draft.pk)
    publishing.delete_draft(draft, by=official)

    assert refusal(lambda: publishing.delete_draft(opened_before, by=official)) == [
        "Tego konkursu już nie ma: ktoś go w międzyczasie usunął. Odśwież stronę."
    ]


def test_a_copy_outlives_the_draft_it_came_from(official):
    source = ready_draft()
    draft = publishing.draft_from_competition(source, year=2025, by=official)

    publishing.delete_draft(source, by=official)

    draft.refresh_from_db()
    assert (draft.copied_from, draft.conditions) == (None, WORDS["conditions"])
