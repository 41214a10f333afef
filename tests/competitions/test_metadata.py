"""What a released edition tells of itself: who made it, who answers for it, who published it, and what was changed."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from model_bakery import baker

from competitions import publishing
from competitions.metadata import metadata
from competitions.models import Schedule, ScheduleEntry
from leszno_ngo.choices import Role
from leszno_ngo.history import acting
from tests.competitions.sources import take_schedule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_day", "lists")]


@pytest.fixture
def coordinator():
    return baker.make(get_user_model(), username="jkowalska", role=Role.COORDINATOR, is_staff=True)


@pytest.fixture
def official():
    return baker.make(get_user_model(), username="anowak", first_name="Adam", last_name="Nowak", is_staff=True)


@pytest.fixture
def schedule():
    take_schedule()
    return Schedule.objects.get()


def edit(schedule, words, by, reason="tabela", **values):
    entry = ScheduleEntry.objects.of([schedule]).get(title__contains=words)
    for name, value in values.items():
        setattr(entry, name, value)
    with acting(by=by, reason=reason):
        entry.save()


def metadata_of(schedule):
    return metadata(schedule, Schedule.objects.released().select_related("released_by"))


def told(schedule):
    return [(line.who, line.reason, line.acts) for line in metadata_of(schedule)["log"]]


def test_an_edition_made_by_a_command_says_so_instead_of_a_name(schedule, coordinator):
    publishing.release_schedule(schedule, by=coordinator)

    told_of = metadata_of(schedule)
    assert (told_of["makers"], told_of["responsible"], told_of["publisher"]) == ([], "", "koordynator")
    assert told(schedule) == [("nie podano", "", "dodano 45 pozycji, dodano 10 części, zmieniono 10 części")]


def test_the_people_who_wrote_its_rows_made_it_and_their_changes_are_counted(schedule, coordinator, official):
    for words in ("klubów abstynenckich", "pomoc ofiarom"):
        edit(schedule, words, official, note="pierwsza")
        edit(schedule, words, official, note="druga")
    publishing.confirm_section(schedule.sections.first(), by=official)
    publishing.release_schedule(schedule, by=coordinator)

    told_of = metadata_of(schedule)
    assert (told_of["makers"], told_of["made_on"]) == (["Adam Nowak"], dt.date(2023, 12, 1))
    assert told(schedule)[1:] == [
        ("Adam Nowak", "oznaczono jako gotowe", "zmieniono 1 część"),
        ("Adam Nowak", "tabela", "zmieniono 2 pozycje"),
    ]
    section, moment, who = told_of["confirmations"][0]
    assert (section.confirmed_at, who) == (moment, "Adam Nowak")
    assert {who for _, moment, who in told_of["confirmations"][1:]} == {"nie podano"}


def test_who_only_opened_the_next_edition_did_not_make_it_and_who_made_the_first_still_did(
    schedule, coordinator, official
):
    edit(schedule, "klubów abstynenckich", official, note="uwaga")
    second = publishing.release_schedule(schedule, by=coordinator)
    second.as_of = dt.date(2023, 12, 1)
    second.save()
    publishing.release_schedule(second, by=coordinator)

    told_of = metadata_of(second)
    assert told_of["makers"] == ["Adam Nowak"]
    assert told(second) == [
        ("koordynator", "otwarto wydanie robocze", "dodano 45 pozycji, dodano 10 części, zmieniono 10 części")
    ]
    assert [(edition.edition, who) for edition, who in told_of["editions"]] == [(1, "koordynator"), (2, "koordynator")]


def test_later_changes_of_other_editions_leave_an_editions_metadata_as_it_was(schedule, coordinator, official):
    second = publishing.release_schedule(schedule, by=coordinator)
    before = metadata_of(schedule)
    edit(second, "klubów abstynenckich", official, note="uwaga")
    second.as_of = dt.date(2023, 12, 1)
    second.save()
    publishing.release_schedule(second, by=official)

    assert repr(metadata_of(schedule)) == repr(before)


def test_a_row_that_was_removed_is_counted(schedule, coordinator, official):
    with acting(by=official, reason="tabela"):
        ScheduleEntry.objects.of([schedule]).get(title__contains="pomoc ofiarom").delete()
    publishing.release_schedule(schedule, by=coordinator)

    assert told(schedule)[1:] == [("Adam Nowak", "tabela", "usunięto 1 pozycję")]


def test_the_page_bears_the_metadata_and_no_name_one_signs_in_with(client, schedule, coordinator, official):
    schedule.responsible = "Naczelnik Wydziału Kultury i Sportu"
    schedule.save()
    edit(schedule, "klubów abstynenckich", official, note="uwaga")
    publishing.release_schedule(schedule, by=coordinator)

    page = client.get("/harmonogram/2024/").content.decode().replace("\xa0", " ")

    block = " ".join(page.split('<section class="metadata"')[1].split())
    assert "<dt>Wytworzył</dt><dd>Adam Nowak, ostatnia zmiana 1 grudnia 2023 r.</dd>" in block
    assert "<dt>Odpowiada za treść</dt><dd>Naczelnik Wydziału Kultury i Sportu</dd>" in block
    assert "<dt>Opublikował</dt><dd>koordynator, <time" in block
    assert "<li>1 grudnia 2023 r., Adam Nowak (tabela): zmieniono 1 pozycję</li>" in block
    assert ("jkowalska" in page, "anowak" in page) == (False, False)


def test_it_takes_as_many_queries_for_a_thousand_records_as_for_few(schedule, official):
    edit(schedule, "klubów abstynenckich", official, note="pierwsza")
    schedule.released_at = dt.datetime(2023, 12, 2, tzinfo=dt.UTC)
    schedule.save()
    with CaptureQueriesContext(connection) as few:
        before = metadata_of(schedule)
    for entry in ScheduleEntry.objects.all():
        for n in range(20):
            edit_again(entry, official, n)
    with CaptureQueriesContext(connection) as many:
        after = metadata_of(schedule)

    assert (len(before["log"]), len(after["log"])) == (2, 22)
    assert len(many) == len(few)


def edit_again(entry, by, n):
    entry.note = f"uwaga {n}"
    with acting(by=by, reason=f"powód {n}"):
        entry.save()
