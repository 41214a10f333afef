"""The public register of small grants and its files: what takes remarks now, sums, the limit, who may see what."""

import csv
import datetime as dt
import io
import json
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from competitions.models import SmallGrant
from leszno_ngo.models import Department
from tests.competitions.grants import PLACES, TODAY, plan_grants, small_grant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_day", "lists")]

YEAR = "/male-granty/2023/"
OPEN = dict.fromkeys(PLACES, dt.date(2023, 11, 29))  # remarks until 6 December


def page(client, path=YEAR):
    """Its words, one space between each."""
    answer = client.get(path)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("&nbsp;", " ")).replace(
        " ,", ","
    )


def titles(client, path=YEAR):
    return [offer.grant.task_title for offer in client.get(path).context["offers"]]


def facts(client, path=YEAR):
    """{term: what is said of it} of the page's sums."""
    html = client.get(path).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    found = re.findall(r"<dt>(Wpłynęło|Przyznano|Limit roku)</dt><dd>([^<]*)", html)
    return {term: words.strip() for term, words in found}


def test_what_takes_remarks_now_stands_on_top_of_the_years_and_of_its_year(client):
    small_grant(task_title="a", **OPEN)
    small_grant(task_title="b")  # remarks were until 29 November

    for path in ("/male-granty/", YEAR):
        assert [offer.grant.task_title for offer in client.get(path).context["open"]] == ["a"]
        assert "Uwagi można zgłaszać do 6 grudnia 2023 r." in page(client, path)


def test_remarks_go_to_the_contact_of_the_department(client):
    Department.objects.filter(slug="wydzial-kultury-i-sportu").update(
        email="kultura@example.org", phone="65 529 00 01", address="ul. Przykładowa 1, Leszno"
    )
    small_grant(**OPEN)

    assert (
        "uwagi można zgłaszać do 6 grudnia 2023 r. Jak: Wydział Kultury i Sportu, kultura@example.org, "
        "tel. 65 529 00 01, ul. Przykładowa 1, Leszno"
    ) in page(client)


def test_without_a_contact_of_the_department_remarks_go_to_the_office(client, settings):
    settings.OFFICE_EMAIL, settings.OFFICE_PHONE = "urzad@example.org", ""
    small_grant(**OPEN)

    assert "Jak: Wydział Kultury i Sportu, Urząd Miasta Leszna, urzad@example.org " in page(client)


@pytest.mark.parametrize("place", PLACES)
def test_an_offer_is_public_from_its_first_publication(client, on_day, place):
    small_grant(task_title="a", **(dict.fromkeys(PLACES) | {place: TODAY}))

    shown = []
    for shift in (-1, 0, 1):
        on_day(TODAY + dt.timedelta(days=shift))
        shown.append(titles(client))
    assert shown == [[], ["a"], ["a"]]


def test_the_sums_count_what_was_granted_and_no_example(client):
    plan_grants(amount=100_000)
    small_grant()
    small_grant(granted=Decimal(5000), decided_on=TODAY)
    small_grant(granted=Decimal(0), decided_on=TODAY)
    small_grant(granted=Decimal(9000), decided_on=TODAY, is_example=True)

    assert facts(client) == {
        "Wpłynęło": "3 oferty",
        "Przyznano": "5 000 zł (1 dotacja)",
        "Limit roku": "20 000 zł, czyli 20% dotacji zaplanowanych na rok; wykorzystano 25%, zostało 15 000 zł",
    }


def test_a_grant_uses_the_limit_of_the_year_in_which_it_is_paid(client, on_day):
    plan_grants(2024, 100_000)
    on_day(dt.date(2024, 2, 1))
    small_grant(granted=Decimal(5000), decided_on=TODAY, paid_on=dt.date(2024, 1, 2))

    assert facts(client)["Przyznano"] == "0 zł (0 dotacji)"
    assert facts(client, "/male-granty/2024/")["Przyznano"] == "5 000 zł (1 dotacja)"


def test_a_year_whose_planned_grants_are_not_known_says_so(client):
    small_grant()

    assert facts(client)["Limit roku"] == "nie podano, ile dotacji miasto zaplanowało na 2023 rok"


def test_the_current_year_is_there_before_its_first_offer_and_no_other_is(client):
    assert [client.get(f"/male-granty/{year}/").status_code for year in (2022, 2023, 2024)] == [404, 200, 404]
    assert "W tym roku nie ma jeszcze ofert" in page(client)
    assert "Teraz nie ma ofert, do których można zgłaszać uwagi" in page(client, "/male-granty/")


def test_the_register_narrows_to_a_department_and_a_state(client):
    small_grant(task_title="a", **OPEN)
    small_grant(task_title="b")
    small_grant(task_title="c", department="mopr")

    assert titles(client, f"{YEAR}?wydzial=mopr") == ["c"]
    assert titles(client, f"{YEAR}?stan=remarks") == ["a"]
    assert titles(client, f"{YEAR}?wydzial=mopr&stan=remarks") == []
    assert "Żadna oferta nie spełnia tych warunków" in page(client, f"{YEAR}?wydzial=mopr&stan=remarks")
    assert titles(client, f"{YEAR}?wydzial=nieznany") == ["c", "b", "a"]


def test_an_example_is_marked_and_can_be_hidden(client, settings):
    small_grant(task_title="a", is_example=True, **OPEN)
    addresses = [YEAR, "/male-granty/", "/male-granty/2023.csv", "/male-granty/2023.xlsx", "/male-granty/2023.json"]
    assert page(client).count("Przykład ") == 2
    assert page(client, "/male-granty/").count("Przykład ") == 1

    settings.SHOW_EXAMPLES = False
    answers = [client.get(address) for address in addresses]
    assert [(answer.status_code, answer.content.count(b"Leszczynowy")) for answer in answers] == [(200, 0)] * 5


def test_the_files_carry_what_the_page_shows(client):
    small_grant(task_title="=1+1", reason="Zadanie jest potrzebne.", granted=Decimal("7500.50"), decided_on=TODAY)
    small_grant(task_title="b", department="mopr", is_example=True, **OPEN)

    rows = list(
        csv.DictReader(io.StringIO(client.get("/male-granty/2023.csv").content.decode("utf-8-sig")), delimiter=";")
    )
    sheet = load_workbook(io.BytesIO(client.get("/male-granty/2023.xlsx").content)).active
    data = json.loads(client.get("/male-granty/2023.json").content)

    columns = ("Zadanie", "Stan", "Uwagi do", "Przyznana kwota", "Przykład")
    assert [tuple(row[name] for name in columns) for row in rows] == [
        ("b", "można zgłaszać uwagi", "2023-12-06", "", "przykład"),
        ("'=1+1", "przyznano dotację", "2023-11-29", "7500.50", ""),
    ]
    assert [sheet.cell(line, 4).value for line in (5, 6)] == ["b", "=1+1"]
    assert sheet.cell(6, 4).data_type == "s"
    assert data["register"] == {"year": 2023, "as_of": "2023-12-01", "url": "http://testserver/male-granty/2023/"}
    assert [(one["state"], one["granted"], one["is_example"]) for one in data["small_grants"]] == [
        ("remarks", None, True),
        ("granted", "7500.50", False),
    ]


def test_the_files_are_narrowed_as_the_page_is_and_say_so(client):
    small_grant(task_title="a")
    small_grant(task_title="b", department="mopr")

    answer = client.get("/male-granty/2023.json?wydzial=mopr")
    assert [one["task"]["title"] for one in json.loads(answer.content)["small_grants"]] == ["b"]
    assert answer.headers["Content-Disposition"] == 'inline; filename="male-granty-2023-wybrane.json"'
    assert client.get("/male-granty/2023.csv?wydzial=nieznany").status_code == 400
    assert client.get("/male-granty/2023.ics").status_code == 404
    assert client.get("/male-granty/2022.csv").status_code == 404


def test_the_register_tells_who_changed_it_last(client, coordinator):
    grant = small_grant()
    grant._history_user = coordinator
    grant.requested = 7000
    grant.save()

    assert "Ostatnia zmiana piątek, 1 grudnia 2023 r., godz." in page(client)
    assert client.get(YEAR).context["last_change"][1] == coordinator.get_role_display()


@pytest.mark.parametrize("path", ["/male-granty/", YEAR, "/male-granty/2023.csv", "/male-granty/2023.json"])
def test_pages_and_files_take_the_same_queries_for_one_offer_as_for_fifty(client, path, django_assert_num_queries):
    small_grant(**OPEN)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    for _ in range(49):
        small_grant(**OPEN)

    assert SmallGrant.objects.count() == 50
    with django_assert_num_queries(len(one)):
        client.get(path)
