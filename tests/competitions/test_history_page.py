"""The desk's history pages on the real schedule: whole, of own rows only, narrowed, in pages, in few queries."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from model_bakery import baker

from competitions import publishing
from competitions.models import CooperationProgramme, PriorityTask, Schedule, ScheduleEntry, ScheduleSection
from leszno_ngo.choices import Role
from leszno_ngo.models import Department
from tests.competitions.sources import take_schedule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_day")]


@pytest.fixture
def schedule(lists):
    take_schedule()
    return Schedule.objects.get()


@pytest.fixture
def entry(schedule):
    return ScheduleEntry.objects.get(title="prowadzenie klubów abstynenckich")


def person(role, name, *departments):
    user = baker.make(get_user_model(), username=name.lower(), last_name=name, is_staff=True, role=role)
    user.departments.set(departments)
    return user


@pytest.fixture
def coordinator():
    return person(Role.COORDINATOR, "Koordynatorka")


def history_of(client, user, row, **asked):
    client.force_login(user)
    return client.get(reverse(f"admin:competitions_{row._meta.model_name}_history", args=[row.pk]), asked)


def told(response):
    return [(change.act, change.name, change.who) for change in response.context["changes"]]


def changed(row, by, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row._history_user = by
    row.save()


def test_the_page_says_who_changed_what_from_what_to_what(client, coordinator, entry):
    changed(entry, coordinator, note="Kwotę poda skarbnik.")

    page = history_of(client, coordinator, entry).content.decode()

    cells = "".join(page.split("<tbody>")[1].split("</tbody>")[0].split())
    assert "Koordynatorka" in page
    assert cells == '<tr><thscope="row">uwaga</th><td>(puste)</td><td>Kwotępodaskarbnik.</td></tr>'


def test_a_row_is_followed_through_the_editions(client, coordinator, schedule, entry):
    publishing.release_schedule(schedule, by=coordinator)
    copy = ScheduleEntry.objects.exclude(pk=entry.pk).get(identity=entry.identity)
    changed(copy, coordinator, note="po wydaniu")

    expected = [("zmieniono", "1) prowadzenie klubów abstynenckich", "Koordynatorka")]
    expected += [("dodano", expected[0][1], who) for who in ("Koordynatorka", "polecenie systemowe")]
    assert told(history_of(client, coordinator, copy)) == expected
    assert told(history_of(client, coordinator, entry)) == expected
    places = [change.place for change in history_of(client, coordinator, entry).context["changes"]]
    assert places == ["wydanie 2", "wydanie 2", "wydanie 1"]


def test_a_part_tells_its_rows_too_also_those_removed_or_moved_away(client, coordinator, entry):
    section, gone = entry.section, ScheduleEntry.objects.get(title="pomoc ofiarom przemocy domowej")
    changed(entry, coordinator, section=ScheduleSection.objects.exclude(pk=section.pk).first(), number=None)
    name = str(gone)
    gone.delete()

    newest = told(history_of(client, coordinator, section))[:2]

    assert newest == [("usunięto", name, "polecenie systemowe"), ("zmieniono", entry.title, "Koordynatorka")]


def test_an_edition_tells_everything_in_pages_and_is_narrowed_to_a_person_and_a_part(client, coordinator, entry):
    schedule = entry.section.schedule
    changed(entry, coordinator, note="uwaga")
    written = ScheduleEntry.history.count() + ScheduleSection.history.count() + Schedule.history.count()

    whole = history_of(client, coordinator, schedule)
    last = history_of(client, coordinator, schedule, strona=2)
    hers = history_of(client, coordinator, schedule, osoba=coordinator.pk)
    part = history_of(client, coordinator, schedule, czesc=entry.section.pk)

    assert whole.context["page"].paginator.count == written == len(told(whole)) + len(told(last)) == 67
    assert told(hers) == [("zmieniono", str(entry), "Koordynatorka")]
    assert (len(told(part)), told(part)[0][1], told(part)[-1][1]) == (11, str(entry), "BIURO DS. UZALEŻNIEŃ")


@pytest.mark.parametrize("asked", [{"osoba": "nikt"}, {"czesc": "999999"}, {"strona": "abc"}])
def test_a_choice_that_makes_no_sense_narrows_nothing(client, coordinator, schedule, asked):
    assert len(told(history_of(client, coordinator, schedule, **asked))) == 50


def test_to_an_official_another_departments_row_has_no_history(client, entry):
    stranger = person(Role.OFFICIAL, "Obcy")

    pages = [history_of(client, stranger, row) for row in (entry, entry.section)]

    assert [page.status_code for page in pages] == [302, 302]
    assert told(history_of(client, stranger, entry.section.schedule)) == [
        ("dodano", "Harmonogram 2024, wydanie 1", "polecenie systemowe")
    ]


def test_to_an_official_an_edition_tells_the_own_parts_alone(client, entry):
    mine = person(Role.OFFICIAL, "Swoja", *entry.section.departments.all())
    page = history_of(client, mine, entry.section.schedule)

    assert [str(label) for _, label in page.context["form"].fields["czesc"].choices] == [
        "całość",
        "BIURO DS. UZALEŻNIEŃ",
    ]
    assert len(told(page)) == 1 + 2 + 8


def test_a_row_that_came_from_another_department_tells_an_official_only_what_became_of_it_in_the_own_part(
    client, entry
):
    before = entry.section
    there = ScheduleSection.objects.exclude(pk=before.pk).first()
    twin = baker.make(ScheduleEntry, section=there, identity=entry.identity, area=entry.area, plan_kind="not_planned")
    mine = person(Role.OFFICIAL, "Swoja", *there.departments.all())

    assert told(history_of(client, mine, twin)) == [("dodano", str(twin), "polecenie systemowe")]


def test_an_auditor_reads_all_of_it(client, entry):
    auditor = person(Role.AUDITOR, "Audytorka")

    assert len(told(history_of(client, auditor, entry))) == 1
    assert history_of(client, auditor, entry.section.schedule).context["page"].paginator.count == 66


def test_a_programme_tells_its_tasks_too(client, coordinator, schedule):
    assert history_of(client, coordinator, CooperationProgramme.objects.get()).context["page"].paginator.count == 46
    assert len(told(history_of(client, coordinator, PriorityTask.objects.first()))) == 1


def test_rows_whose_past_is_not_kept_have_the_stock_page(client, coordinator, schedule):
    client.force_login(coordinator)

    page = client.get(reverse("admin:leszno_ngo_department_history", args=[Department.objects.first().pk]))

    assert page.templates[0].name == "admin/object_history.html"


def test_a_page_takes_as_many_queries_for_fifty_changes_as_for_a_few(client, coordinator, schedule):
    few = ScheduleSection.objects.get(heading="CENTRUM INFORMACJI TURYSTYCZNEJ")
    with CaptureQueriesContext(connection) as of_few:
        history_of(client, coordinator, few)
    for row in few.entries.all():
        for n in range(20):
            changed(row, coordinator, note=f"uwaga {n}")
    with CaptureQueriesContext(connection) as of_many:
        page = history_of(client, coordinator, few)

    assert len(told(page)) == 50
    assert len(of_many) <= len(of_few) + 1  # the names of those who changed something
