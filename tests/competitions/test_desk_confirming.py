"""„Gotowe” on a part, every change that takes it back, and editions that nothing changes any more."""

import datetime as dt

import pytest
from django.db import connection
from django.urls import reverse

from competitions import publishing
from competitions.models import Schedule, ScheduleEntry, ScheduleSection
from tests.competitions.desk import CULTURE, page, part_of, said

pytestmark = pytest.mark.django_db

# ── Gotowe ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_official_says_that_the_own_part_is_ready_and_takes_it_back(client, first, official):
    section = part_of(first)
    client.force_login(official)

    answer = client.post(page("schedulesection_confirm", section), follow=True)
    section.refresh_from_db()
    assert section.confirmed_by == official
    assert answer.redirect_chain == [(f"{page('schedule_overview', first)}#czesc-{section.pk}", 302)]
    assert "gotowe</span> – Anna Nowak, 1 grudnia 2023, " in " ".join(answer.content.decode().split())

    answer = client.post(page("schedulesection_withdraw", section))
    section.refresh_from_db()
    assert section.confirmed_at is None
    assert said(answer) == [f"Część „{CULTURE}” nie jest już oznaczona jako gotowa."]


def test_ready_is_said_of_the_own_part_by_nobody_else(client, first, official, auditor):
    other = part_of(first, "WYDZIAŁ ROZWOJU")
    for user, part, status in ((official, other, 404), (auditor, other, 403), (auditor, part_of(first), 403)):
        client.force_login(user)
        for act in ("confirm", "withdraw"):
            assert client.post(page(f"schedulesection_{act}", part)).status_code == status
            assert client.get(page(f"schedulesection_{act}", part)).status_code == 405

    assert not ScheduleSection.objects.exclude(confirmed_at=None).exists()


def test_an_empty_or_released_part_is_refused_in_words(client, working, first, coordinator):
    client.force_login(coordinator)
    empty = part_of(working)
    empty.entries.all().delete()

    refusals = [said(client.post(page("schedulesection_confirm", part)))[-1:] for part in (empty, part_of(first))]

    assert refusals == [
        ["Ta część nie ma żadnej pozycji. Dodaj pozycje albo usuń część."],
        ["To wydanie zostało już opublikowane i nikt go nie zmieni. Zmień wydanie robocze."],
    ]


# ── Every change takes „gotowe” back ────────────────────────────────────────────────────────────────────────────────

WITHDRAWN = (
    f"Część „{CULTURE}” nie jest już oznaczona jako gotowa, bo zmieniono jej treść. Gdy skończysz, oznacz ją ponownie."
)


@pytest.fixture
def ready(first, official):
    section = part_of(first)
    publishing.confirm_section(section, by=official)
    return section


def is_ready(section):
    return ScheduleSection.objects.get(pk=section.pk).confirmed_at is not None


def entry_form(entry, **changes):
    dates = {name: value.strftime("%d.%m.%Y") if value else "" for name, value in terms(entry)}
    names = ("position", "title", "number", "area_text", "plan_text", "plan_kind", "plan_unit", "plan_source", "note")
    values = {name: "" if getattr(entry, name) is None else getattr(entry, name) for name in names}
    keys = {"section": entry.section_id, "area": entry.area_id, "task": entry.task_id, "legal_basis": entry.legal_basis}
    return values | dates | keys | changes


def terms(entry):
    return [("plan_start", entry.plan_start), ("plan_end", entry.plan_end)]


def test_saving_a_row_unchanged_leaves_its_part_ready(client, ready, official):
    entry = ready.entries.first()
    client.force_login(official)

    answer = client.post(page("scheduleentry_change", entry), entry_form(entry))

    assert (answer.status_code, is_ready(ready)) == (302, True)


def test_a_changed_row_takes_ready_back_and_says_so(client, ready, official):
    entry = ready.entries.first()
    client.force_login(official)

    answer = client.post(page("scheduleentry_change", entry), entry_form(entry, note="Kwotę poda skarbnik."))

    assert (answer.status_code, is_ready(ready)) == (302, False)
    assert said(answer)[0] == WITHDRAWN


def test_a_row_that_moves_takes_ready_back_from_both_parts(client, ready, first, coordinator):
    other = part_of(first, "WYDZIAŁ ROZWOJU")
    publishing.confirm_section(other, by=coordinator)
    entry = ready.entries.last()
    client.force_login(coordinator)

    client.post(page("scheduleentry_change", entry), entry_form(entry, section=other.pk))

    assert (is_ready(ready), is_ready(other), other.entries.filter(pk=entry.pk).exists()) == (False, False, True)


def test_an_added_row_takes_ready_back(client, ready, official):
    entry = ready.entries.first()
    client.force_login(official)
    added = entry_form(entry, number=90, position=90, title="Nowe zadanie", task="")

    answer = client.post(reverse("admin:competitions_scheduleentry_add"), added)

    assert (answer.status_code, is_ready(ready)) == (302, False)
    assert ready.entries.get(position=90).title == "Nowe zadanie"


def test_a_deleted_row_takes_ready_back(client, ready, official):
    entry = ready.entries.first()
    client.force_login(official)

    client.post(page("scheduleentry_delete", entry), {"post": "yes"})

    assert (is_ready(ready), ready.entries.filter(pk=entry.pk).exists()) == (False, False)


def test_rows_deleted_from_the_list_take_ready_back(client, ready, official):
    chosen = [entry.pk for entry in ready.entries.all()[:2]]
    client.force_login(official)

    answer = client.post(
        reverse("admin:competitions_scheduleentry_changelist"),
        {"action": "delete_selected", "_selected_action": chosen, "post": "yes"},
    )

    assert (is_ready(ready), ready.entries.count()) == (False, 5)
    assert said(answer)[0] == WITHDRAWN


def test_another_departments_rows_are_neither_added_to_nor_deleted(client, first, official):
    foreign = part_of(first, "WYDZIAŁ ROZWOJU").entries.first()
    client.force_login(official)

    added = client.post(
        reverse("admin:competitions_scheduleentry_add"), entry_form(foreign, number=90, title="Podrzucone", task="")
    )
    client.post(page("scheduleentry_delete", foreign), {"post": "yes"})
    client.post(
        reverse("admin:competitions_scheduleentry_changelist"),
        {"action": "delete_selected", "_selected_action": [foreign.pk], "post": "yes"},
    )

    assert list(added.context["adminform"].form.errors) == ["section"]
    assert ScheduleEntry.objects.count() == 45
    assert ScheduleEntry.objects.filter(pk=foreign.pk).exists()


def test_an_official_without_parts_adds_no_row(client, official, first):
    official.departments.clear()
    client.force_login(official)

    assert client.get(reverse("admin:competitions_scheduleentry_add")).status_code == 403


def section_form(section, *rows, **changes):
    """The stock form of a part with these rows in its table."""
    form = {"schedule": section.schedule_id, "position": section.position, "heading": section.heading}
    form |= {"departments": [department.pk for department in section.departments.all()]}
    form |= {"entries-TOTAL_FORMS": len(rows), "entries-INITIAL_FORMS": len(rows)}
    for place, entry in enumerate(rows):
        values = entry_form(entry) | {"id": entry.pk, "section": section.pk}
        form |= {f"entries-{place}-{name}": value for name, value in values.items()}
    return form | changes


def test_a_row_changed_in_the_parts_own_form_takes_ready_back(client, ready, official):
    rows = list(ready.entries.all())
    client.force_login(official)

    client.post(page("schedulesection_change", ready), section_form(ready, *rows))
    assert is_ready(ready) is True

    client.post(page("schedulesection_change", ready), section_form(ready, *rows, **{"entries-0-title": "Inaczej"}))
    assert is_ready(ready) is False
    assert ready.entries.get(pk=rows[0].pk).title == "Inaczej"


def test_another_place_among_the_parts_leaves_a_part_ready_and_another_heading_does_not(client, ready, coordinator):
    client.force_login(coordinator)

    client.post(page("schedulesection_change", ready), section_form(ready, position=99))
    assert is_ready(ready) is True

    client.post(page("schedulesection_change", ready), section_form(ready, position=99, heading="KULTURA"))
    assert is_ready(ready) is False
    assert ScheduleSection.objects.get(pk=ready.pk).heading == "KULTURA"


def schedule_form(schedule, **changes):
    parts = list(schedule.sections.order_by("position"))
    form = {"year": schedule.year, "edition": schedule.edition, "title": schedule.title, "as_of": "30.11.2023"}
    form |= {"responsible": "", "announcements_kept_since": "", "source": schedule.source_id or ""}
    form |= {"sections-TOTAL_FORMS": len(parts), "sections-INITIAL_FORMS": len(parts)}
    for place, part in enumerate(parts):
        values = {"id": part.pk, "schedule": schedule.pk, "position": part.position, "heading": part.heading}
        values["departments"] = [department.pk for department in part.departments.all()]
        form |= {f"sections-{place}-{name}": value for name, value in values.items()}
    return form | changes


def test_a_heading_changed_in_the_editions_form_takes_ready_back_from_that_part_alone(
    client, ready, first, coordinator
):
    other = part_of(first, "WYDZIAŁ ROZWOJU")
    publishing.confirm_section(other, by=coordinator)
    place = [part.pk for part in first.sections.order_by("position")].index(ready.pk)
    client.force_login(coordinator)

    answer = client.post(
        page("schedule_change", first), schedule_form(first, **{f"sections-{place}-heading": "KULTURA"})
    )

    assert answer.status_code == 302
    assert (is_ready(ready), is_ready(other)) == (False, True)


# ── Released, it never changes ──────────────────────────────────────────────────────────────────────────────────────


def everything_of(schedule):
    return (
        list(Schedule.objects.filter(pk=schedule.pk).values()),
        list(schedule.sections.order_by("pk").values()),
        list(ScheduleEntry.objects.of([schedule]).order_by("pk").values()),
    )


def test_nothing_on_the_desk_changes_a_released_edition(client, first, working, coordinator, official):
    before = everything_of(first)
    section = part_of(first)
    entry = section.entries.first()
    lists = {Schedule: first, ScheduleSection: section, ScheduleEntry: entry}
    for user in (official, coordinator):
        client.force_login(user)
        client.post(page("scheduleentry_change", entry), entry_form(entry, title="Po wydaniu"))
        client.post(page("schedulesection_change", section), section_form(section, entry, heading="PO WYDANIU"))
        client.post(page("schedule_change", first), schedule_form(first, title="Po wydaniu"))
        client.post(page("schedule_release", first), {"as_of": "2023-12-01"})
        client.post(page("schedule_parts", first), {"departments": [1]})
        client.post(page("schedulesection_confirm", section))
        client.post(reverse("admin:competitions_scheduleentry_add"), entry_form(entry, number=99, title="Po wydaniu"))
        for model, row in lists.items():
            name = model._meta.model_name
            client.post(page(f"{name}_delete", row), {"post": "yes"})
            client.post(
                reverse(f"admin:competitions_{name}_changelist"),
                {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"},
            )

    assert everything_of(first) == before


def test_a_change_that_comes_after_the_release_is_told_and_not_stored(client, first, official):
    """It is released between the question whether the row may change and the moment its edition is locked."""
    entry = part_of(first).entries.first()
    client.force_login(official)

    def release_before_the_lock(execute, sql, params, many, context):
        if params == (first.pk,) and '"released_at" IS NULL' in sql and "UPDATE" not in sql.removesuffix("UPDATE"):
            Schedule.objects.filter(pk=first.pk).update(released_at=dt.datetime(2023, 12, 1, tzinfo=dt.UTC))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(release_before_the_lock):
        answer = client.post(page("scheduleentry_change", entry), entry_form(entry, title="Za późno"))

    assert said(answer) == ["To wydanie zostało już opublikowane i nikt go nie zmieni. Zmień wydanie robocze."]
    assert ScheduleEntry.objects.get(pk=entry.pk).title == entry.title
