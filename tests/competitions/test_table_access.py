"""Who reaches a part's table, what it holds at its largest, and what the question about a term answers."""

import datetime as dt
import json

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from model_bakery import baker

from competitions.choices import PlanKind, PlanSource
from competitions.models import PriorityArea, Schedule, ScheduleEntry, ScheduleSection
from leszno_ngo.choices import Role
from leszno_ngo.models import Department
from tests.competitions.tables import Sheet, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def schedule():
    return baker.make(Schedule, year=2024, edition=1, as_of=dt.date(2023, 11, 30))


@pytest.fixture
def area():
    return baker.make(PriorityArea, name="Kultura", slug="kultura")


@pytest.fixture
def section(schedule, area):
    return part(schedule, "Kultura", area)


@pytest.fixture
def foreign(schedule, area):
    return part(schedule, "Sport", area)


def part(schedule, name, area):
    section = baker.make(ScheduleSection, schedule=schedule, heading=name, position=1)
    section.departments.add(baker.make(Department, name=name, source_name=name, slug=name.lower()))
    row(section, area, 1, title=f"Zadanie: {name}")
    return section


def row(section, area, position, **fields):
    said = {"plan_kind": PlanKind.NOT_PLANNED, "plan_text": "-", "plan_source": PlanSource.PRINTED}
    defaults = {"position": position, "number": position, "title": f"Zadanie {position}", **said}
    return baker.make(ScheduleEntry, section=section, area=area, **defaults | fields)


def person(client, role, *departments):
    user = baker.make(get_user_model(), username=role.value, is_staff=True, role=role)
    user.departments.set(departments)
    client.force_login(user)
    return user


@pytest.fixture
def official(client, section):
    return person(client, Role.OFFICIAL, *section.departments.all())


def released(schedule):
    schedule.released_at = timezone.now()
    schedule.save()


def address(section, end="tabela/"):
    return f"/admin/competitions/schedulesection/{section.pk}/{end}"


def test_official_adds_and_removes_rows_of_the_own_part(client, official, section, area):
    sheet = Sheet(client, section).press("dodaj")
    sheet.fill(2, tresc="nowe", rodzaj="nie").tick("usun", 1).save()

    assert sheet.messages == ["Zapisano: dodano 1 wiersz, usunięto 1 wiersz."]
    assert rows_of(section, "title") == [("nowe",)]


@pytest.mark.parametrize("end", ["tabela/", "tabela/termin/?slowa=marzec+2024"])
def test_part_of_another_department_does_not_exist_for_an_official(client, official, foreign, end):
    assert client.get(address(foreign, end)).status_code == 404
    assert client.post(address(foreign), {"zapisz": "1"}).status_code == 404


def test_row_of_another_part_is_neither_shown_nor_taken_through_its_key(client, official, section, foreign):
    stranger = foreign.entries.get()
    identity = stranger.identity
    stranger.note = "zmienione"
    stranger.save()

    sheet = Sheet(client, section)
    sheet.values += [["wiersz", f"{stranger.pk}.0123456789.0123456789"], [f"{stranger.pk}-tresc", "Przejęte"]]
    sheet.save()
    sheet.put(f"{stranger.pk}-wybor", "moja").put(f"{stranger.pk}-slowa", "-").put(
        f"{stranger.pk}-obszar", str(stranger.area_id)
    ).save()

    stranger.refresh_from_db()
    assert (stranger.title, stranger.section) == ("Zadanie: Sport", foreign)
    assert ScheduleEntry.objects.filter(identity=identity).count() == 1


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.COORDINATOR])
def test_released_table_is_only_read(client, section, schedule, role):
    released(schedule)
    person(client, role)

    sheet = Sheet(client, section)

    assert sheet.page.xpath("//main//input | //main//button | //main//select | //main//textarea") == []
    assert sheet.texts("//table[@class='table-reading']/tbody/tr/td")[3] == "Zadanie: Kultura"
    assert client.post(address(section), {"zapisz": "1"}).status_code == 403


def test_auditor_reads_the_working_table_and_changes_nothing(client, section):
    person(client, Role.AUDITOR)

    sheet = Sheet(client, section)

    assert sheet.page.xpath("//main//input | //main//button | //main//select | //main//textarea") == []
    assert client.post(address(section), {"zapisz": "1"}).status_code == 403


def test_nobody_reaches_the_table_without_signing_in(client, section):
    for end in ("tabela/", "tabela/termin/"):
        assert client.get(address(section, end)).headers["Location"].startswith("/admin/login/")


def test_form_without_its_token_is_refused(section):
    client = Client(enforce_csrf_checks=True)
    person(client, Role.COORDINATOR)

    assert client.post(address(section), {"zapisz": "1"}).status_code == 403


def test_table_is_linked_from_the_part_and_from_the_list(client, official, section):
    link = f'href="{address(section)}"'

    assert link in client.get(address(section, "change/")).content.decode()
    assert link in client.get("/admin/competitions/schedulesection/").content.decode()


# ── What it holds ───────────────────────────────────────────────────────────────────────────────────────────────────


def filled(section, area, count):
    for position in range(2, count + 1):
        row(section, area, position)


def test_table_takes_as_many_queries_for_fifty_rows_as_for_two(
    client, official, section, area, django_assert_max_num_queries
):
    filled(section, area, 2)
    with django_assert_max_num_queries(30) as few:
        client.get(address(section))
    for position in range(3, 51):
        row(section, area, position)

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(address(section))


def test_checking_takes_as_many_queries_for_fifty_rows_as_for_two(
    client, official, section, area, django_assert_max_num_queries
):
    filled(section, area, 2)
    sheet = Sheet(client, section).fill(1, slowa="marzec 2024")
    with django_assert_max_num_queries(30) as few:
        sheet.press("sprawdz")
    most = len(few.captured_queries)
    for position in range(3, 51):
        row(section, area, position)
    sheet = Sheet(client, section)
    for place in range(1, 51):
        sheet.fill(place, slowa="marzec 2024")

    with django_assert_max_num_queries(most):
        sheet.press("sprawdz")


def test_five_hundred_rows_are_shown_changed_and_saved(client, official, section, area):
    filled(section, area, 500)

    sheet = Sheet(client, section)
    sheet.fill(500, slowa="marzec 2024").save()

    assert sheet.messages == ["Zapisano: zmieniono 1 wiersz."]
    assert rows_of(section, "plan_text")[-1] == ("marzec 2024",)


def test_longer_part_is_only_read_and_says_so(client, official, section, area):
    filled(section, area, 501)

    assert Sheet(client, section).problem == [
        "Ta część ma 501 wierszy, a w tabeli można zmieniać najwyżej 500. Zmieniaj je pojedynczo albo wczytaj z pliku."
    ]


@pytest.mark.parametrize(
    ("limit", "value"), [("DATA_UPLOAD_MAX_NUMBER_FIELDS", 10), ("DATA_UPLOAD_MAX_MEMORY_SIZE", 100)]
)
def test_form_over_the_limit_is_told_what_to_do(client, official, section, settings, limit, value):
    sheet = Sheet(client, section).fill(1, slowa="marzec 2024")
    setattr(settings, limit, value)

    sheet.save()

    assert sheet.response.status_code == 413
    assert sheet.problem == ["Tabela jest zbyt duża, żeby zapisać ją naraz. Niczego nie zapisano."]
    assert rows_of(section, "plan_text") == [("-",)]


# ── The question about a term ───────────────────────────────────────────────────────────────────────────────────────


def answer(client, section, **question):
    response = client.get(address(section, "tabela/termin/"), question)
    return json.loads(response.content.decode().replace(r"\u00a0", " "))


def test_words_are_answered_with_what_they_mean(client, official, section):
    assert answer(client, section, slowa="II połowa 2024 r.") == {
        "words": "II półrocze 2024 r.",
        "dates": "od 1 lipca do 31 grudnia 2024 r.",
        "text": "II połowa 2024 r.",
    }


def test_choice_is_answered_with_its_words(client, official, section):
    assert answer(client, section, rodzaj="okres", okres="grudzień 2023 r.", okres_do="styczeń 2024 r.") == {
        "words": "grudzień 2023 r. – styczeń 2024 r.",
        "dates": "od 1 grudnia 2023 r. do 31 stycznia 2024 r.",
        "text": "grudzień 2023 r. – styczeń 2024 r.",
    }


def test_ambiguous_words_are_answered_with_their_readings(client, official, section):
    told = "Słowa „3/4/2024” można odczytać różnie. Wybierz, co znaczą, albo wpisz termin inaczej."

    assert answer(client, section, slowa="3/4/2024") == {
        "problems": [told],
        "offered": ["3 kwietnia 2024 r.", "4 marca 2024 r."],
    }


def test_question_is_only_asked(client, official, section):
    assert client.post(address(section, "tabela/termin/"), {"slowa": "marzec 2024"}).status_code == 405
