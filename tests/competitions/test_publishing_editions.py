"""A part that is ready, an edition that is released, and the working copy that opens after it."""

import datetime as dt
import time
from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from model_bakery import baker

from competitions import publishing
from competitions.choices import PlanKind, PlanSource
from competitions.models import Schedule, ScheduleDocument, ScheduleEntry, ScheduleSection
from leszno_ngo.models import User
from tests.competitions.conftest import imported

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return baker.make(User, username="koordynator", role="coordinator", is_staff=True)


@pytest.fixture
def working(lists, settings, on_day):
    """The real schedule of 2024, not yet released, on 1 December 2023."""
    imported("import_schedule", "harmonogram-2024.txt", settings, year=2024)
    return Schedule.objects.get()


@pytest.fixture
def section(working):
    return working.sections.first()


# ── A part ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_part_is_confirmed_with_who_and_when(section, coordinator):
    publishing.confirm_section(section, by=coordinator)

    stored = ScheduleSection.objects.get(pk=section.pk)
    assert (timezone.localdate(stored.confirmed_at), stored.confirmed_by) == (dt.date(2023, 12, 1), coordinator)
    last = stored.history.first()
    assert (last.history_change_reason, last.history_user) == ("oznaczono jako gotowe", coordinator)


def test_a_part_is_confirmed_once(section, coordinator):
    publishing.confirm_section(section, by=coordinator)

    with pytest.raises(ValidationError, match="Ta część jest już oznaczona jako gotowa"):
        publishing.confirm_section(section, by=None)

    assert ScheduleSection.objects.get(pk=section.pk).confirmed_by == coordinator


def test_an_empty_part_cannot_be_ready(section, coordinator):
    section.entries.all().delete()

    with pytest.raises(ValidationError, match="Ta część nie ma żadnej pozycji"):
        publishing.confirm_section(section, by=coordinator)

    assert ScheduleSection.objects.get(pk=section.pk).confirmed_at is None


def test_a_change_takes_the_confirmation_back_and_the_history_keeps_both(section, coordinator):
    publishing.confirm_section(section, by=coordinator)

    assert publishing.withdraw_confirmation(section) is True
    assert publishing.withdraw_confirmation(section) is False

    stored = ScheduleSection.objects.get(pk=section.pk)
    assert (stored.confirmed_at, stored.confirmed_by, section.confirmed_at) == (None, None, None)
    reasons = [record.history_change_reason for record in stored.history.all()[:2]]
    assert reasons == ["cofnięto „gotowe”", "oznaczono jako gotowe"]


def test_taking_a_confirmation_back_saves_nothing_else_of_the_callers_row(section, coordinator):
    publishing.confirm_section(section, by=coordinator)
    heading, section.heading = section.heading, "Jeszcze nie zapisany"

    publishing.withdraw_confirmation(section)

    assert ScheduleSection.objects.get(pk=section.pk).history.first().heading == heading


def test_a_released_part_is_neither_confirmed_nor_taken_back(working, section, coordinator):
    publishing.confirm_section(section, by=coordinator)
    publishing.release_schedule(working, by=coordinator)
    refusal = "To wydanie zostało już opublikowane i nikt go nie zmieni. Zmień wydanie robocze."

    for act in (publishing.withdraw_confirmation, lambda part: publishing.confirm_section(part, by=coordinator)):
        with pytest.raises(ValidationError) as refused:
            act(section)
        assert refused.value.messages == [refusal]

    assert ScheduleSection.objects.get(pk=section.pk).confirmed_by == coordinator


# ── The next working copy ───────────────────────────────────────────────────────────────────────────────────────────


def test_releasing_opens_the_next_working_edition_without_its_day(working, coordinator):
    working.responsible = "Pełnomocnik Prezydenta"
    working.announcements_kept_since = dt.date(2023, 12, 1)
    working.save()

    following = publishing.release_schedule(working, by=coordinator)

    assert list(Schedule.objects.working()) == [following]
    assert (following.year, following.edition, following.title) == (2024, 2, working.title)
    assert (following.as_of, following.released_at, following.released_by) == (None, None, None)
    assert (following.source, following.responsible) == (working.source, "Pełnomocnik Prezydenta")
    assert following.announcements_kept_since == dt.date(2023, 12, 1)


def written(model, apart_from):
    return [field.attname for field in model._meta.concrete_fields if field.attname not in apart_from]


def rows(schedule):
    """What an edition says: every part and every row, with nothing that is only its place in the database."""
    parts = [
        [getattr(section, name) for name in written(ScheduleSection, {"id", "schedule_id"})]
        + [sorted(department.slug for department in section.departments.all())]
        for section in schedule.sections.order_by("position")
    ]
    entries = ScheduleEntry.objects.of([schedule]).select_related("section", "inherited_from")
    return parts, [
        [entry.section.heading, entry.inherited_from and entry.inherited_from.identity]
        + [getattr(entry, name) for name in written(ScheduleEntry, {"id", "section_id", "inherited_from_id"})]
        for entry in entries
    ]


def test_the_working_copy_says_word_for_word_what_was_released(working, coordinator):
    """Every field is compared, so a field that is added to the models and not copied fails here."""
    publishing.confirm_section(working.sections.last(), by=coordinator)
    ScheduleEntry.objects.filter(number=1).update(note="Uwaga wydziału")

    following = publishing.release_schedule(working, by=coordinator)

    parts, entries = rows(working)
    assert (len(parts), len(entries)) == (10, 45)
    assert rows(following) == (parts, entries)
    assert Counter(entry.plan_source for entry in ScheduleEntry.objects.of([following])) == {
        PlanSource.PRINTED: 37,
        PlanSource.INHERITED: 8,
    }


def test_inherited_terms_point_into_the_copy_however_long_the_chain(working, coordinator):
    first, second, third, foreign = ScheduleEntry.objects.order_by("section__position", "position")[:4]
    for heir, giver in ((first, second), (second, third)):
        heir.plan_source, heir.inherited_from = PlanSource.INHERITED, giver
        heir.save()
    other = baker.make(ScheduleEntry, section__schedule__year=2022, plan_kind=PlanKind.NOT_PLANNED, position=1)
    foreign.plan_source, foreign.inherited_from = PlanSource.INHERITED, other
    foreign.save()

    following = publishing.release_schedule(working, by=coordinator)

    copies = {entry.identity: entry for entry in ScheduleEntry.objects.of([following])}
    assert copies[first.identity].inherited_from == copies[second.identity]
    assert copies[second.identity].inherited_from == copies[third.identity]
    assert copies[foreign.identity].inherited_from == other


def test_rows_that_inherit_in_a_circle_do_not_hold_up_a_release(working, coordinator):
    one, other = ScheduleEntry.objects.filter(plan_source=PlanSource.PRINTED)[:2]
    for heir, giver in ((one, other), (other, one)):
        heir.plan_source, heir.inherited_from = PlanSource.INHERITED, giver
        heir.save()

    following = publishing.release_schedule(working, by=coordinator)

    assert ScheduleEntry.objects.of([following]).count() == 45


def test_the_copys_history_says_who_opened_it_and_why(working, coordinator):
    following = publishing.release_schedule(working, by=coordinator)

    entries = ScheduleEntry.history.filter(section__schedule=following)
    sections = ScheduleSection.history.filter(schedule=following, history_type="+")
    opened = [following.history.get(), *sections, *entries]
    assert len(opened) == 1 + 10 + 45
    assert {(record.history_change_reason, record.history_user) for record in opened} == {
        ("otwarto wydanie robocze", coordinator)
    }
    released = working.history.first()
    assert (released.history_change_reason, released.history_user) == ("wydano", coordinator)


def test_a_second_release_is_refused_and_leaves_one_working_copy(working, coordinator):
    publishing.release_schedule(working, by=coordinator)

    with pytest.raises(ValidationError, match="To wydanie harmonogramu jest już opublikowane"):
        publishing.release_schedule(working, by=coordinator)

    assert sorted(Schedule.objects.values_list("edition", flat=True)) == [1, 2]
    assert ScheduleDocument.objects.count() == 1


def test_each_release_freezes_its_own_edition(working, coordinator):
    second = publishing.release_schedule(working, by=coordinator)
    row = ScheduleEntry.objects.of([second]).get(number=1, section__position=1)
    row.title = "Nowa treść"
    row.save()
    second.as_of = dt.date(2023, 12, 1)
    second.save()
    before = rows(working)

    third = publishing.release_schedule(second, by=coordinator)

    assert rows(working) == before
    assert [schedule.edition for schedule in Schedule.objects.current()] == [2]
    assert (third.edition, Schedule.objects.working().get()) == (3, third)
    titles = ScheduleEntry.objects.filter(identity=row.identity).order_by("section__schedule__edition")
    assert [entry.title == "Nowa treść" for entry in titles] == [False, True, True]
    assert ScheduleDocument.objects.count() == 2


@pytest.mark.parametrize(
    ("as_of", "refusal"),
    [
        (dt.date(2023, 12, 2), "„Stan na dzień” nie może być późniejszy niż dzisiaj."),
        (dt.date(2023, 12, 1), None),
        (dt.date(2023, 11, 30), None),
        (
            dt.date(2023, 11, 29),
            "„Stan na dzień” nie może być wcześniejszy niż w wydaniu 1 "
            "(30\N{NO-BREAK SPACE}listopada 2023\N{NO-BREAK SPACE}r.).",
        ),
    ],
)
def test_the_day_of_an_edition_lies_between_the_one_before_and_today(working, coordinator, as_of, refusal):
    second = publishing.release_schedule(working, by=coordinator)
    second.as_of = as_of
    second.save()

    if refusal is None:
        publishing.release_schedule(second, by=coordinator)
    else:
        with pytest.raises(ValidationError) as refused:
            publishing.release_schedule(second, by=coordinator)
        assert refused.value.messages == [refusal]

    assert Schedule.objects.get(edition=2).is_released is (refusal is None)


def test_an_edition_numbered_below_a_released_one_is_refused(working, coordinator):
    second = publishing.release_schedule(working, by=coordinator)
    Schedule.objects.filter(pk=working.pk).update(edition=7)
    second.as_of = dt.date(2023, 12, 1)
    second.save()

    with pytest.raises(ValidationError) as refused:
        publishing.release_schedule(second, by=coordinator)

    assert refused.value.messages == ["Wydano już wydanie 7; nadaj temu wydaniu wyższy numer."]


def test_five_hundred_rows_are_copied_in_a_few_queries(working, coordinator, django_assert_max_num_queries):
    last = ScheduleEntry.objects.last()
    ScheduleEntry.objects.bulk_create(
        ScheduleEntry(section=last.section, area=last.area, position=100 + n, title=f"Zadanie {n}") for n in range(455)
    )
    start = time.monotonic()

    with django_assert_max_num_queries(150):
        following = publishing.release_schedule(working, by=coordinator)

    assert ScheduleEntry.objects.of([following]).count() == 500
    assert time.monotonic() - start < 10  # seconds; about one on an idle machine
