"""The files beside competitions' pages: calendar, feed, tables and data."""

import datetime as dt
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from django.utils import timezone

from competitions.tables.competitions import COMPETITIONS, RESULTS
from tests.competitions import drafts
from tests.competitions.competitions import OPEN_DAY, amended, annulled, as_planned, extended, resigned, withdrawn
from tests.competitions.test_sisters import FORMULA, csv_rows, events, sheet_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lists")]

ATOM = "{http://www.w3.org/2005/Atom}"
HEADINGS_AT = 4


@pytest.fixture(autouse=True)
def open_day(on_day):
    on_day(OPEN_DAY)


def sister(client, competition, kind):
    return client.get(f"{competition.get_absolute_url().rstrip('/')}.{kind}")


# ── Calendar ────────────────────────────────────────────────────────────────────────────────────────────────────────


def told(event):
    local = [timezone.localtime(event[name].dt).strftime("%m-%d %H:%M") for name in ("DTSTART", "DTEND")]
    return [str(event["SUMMARY"]).split(":")[0], *local, str(event["STATUS"]), event["SEQUENCE"]]


def test_each_deadline_is_an_event_that_ends_at_the_deadline(client, anna):
    competition = drafts.announced(anna)

    answers = [sister(client, competition, "ics"), client.get("/konkursy.ics")]

    expected = [
        ["Koniec naboru ofert", "12-22 11:00", "12-22 12:00", "CONFIRMED", 0],
        ["Koniec przyjmowania potwierdzeń ofert", "12-22 14:30", "12-22 15:30", "CONFIRMED", 0],
        ["Wybór ofert najpóźniej", "01-15 14:30", "01-15 15:30", "CONFIRMED", 0],
    ]
    assert [[told(event) for event in events(answer.content).values()] for answer in answers] == [expected] * 2
    assert {answer.headers["Content-Type"] for answer in answers} == {"text/calendar; charset=utf-8"}


def test_a_subscribed_event_moves_with_an_extension_and_is_cancelled_with_the_competition(client, anna):
    competition = drafts.announced(anna)
    before = events(sister(client, competition, "ics").content)
    after = events(sister(client, extended(competition, anna), "ics").content)
    gone = events(sister(client, withdrawn(anna), "ics").content)

    assert list(before) == list(after)
    assert told(next(iter(after.values()))) == ["Koniec naboru ofert", "01-05 14:30", "01-05 15:30", "CONFIRMED", 1]
    assert {str(event["STATUS"]) for event in gone.values()} == {"CANCELLED"}


# ── Feed ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def entries_of(client, query=""):
    root = ET.fromstring(client.get(f"/konkursy.atom{query}").content)  # noqa: S314  our own words
    return [
        (entry.find(f"{ATOM}title").text, entry.find(f"{ATOM}updated").text[:10])
        for entry in root.findall(f"{ATOM}entry")
    ]


def test_the_feed_tells_every_paper_the_newest_first(client, anna):
    amended(drafts.announced(anna, title="pierwszy"), anna, largest_grant=Decimal(50_000))
    annulled(anna, title="drugi", is_example=True)
    drafts.ready_draft(title="szkic")

    assert entries_of(client) == [
        ("Przykład: Unieważniono konkurs: drugi", "2023-12-27"),
        ("Zmieniono ogłoszenie konkursu: pierwszy", "2023-12-05"),
        ("Przykład: Ogłoszono konkurs: drugi", "2023-12-01"),
        ("Ogłoszono konkurs: pierwszy", "2023-12-01"),
    ]
    assert [title for title, _ in entries_of(client, "?stan=annulled")] == [
        "Przykład: Unieważniono konkurs: drugi",
        "Przykład: Ogłoszono konkurs: drugi",
    ]


def test_the_feed_tells_of_a_withdrawal_and_its_reason(client, anna):
    competition = withdrawn(anna, title="trzeci")
    drafts.announced(anna, title="czwarty")

    root = ET.fromstring(client.get("/konkursy.atom").content)  # noqa: S314  our own words

    first = root.find(f"{ATOM}entry")
    assert entries_of(client) == [
        ("Wycofano konkurs: trzeci", "2023-12-05"),
        ("Ogłoszono konkurs: czwarty", "2023-12-01"),
        ("Ogłoszono konkurs: trzeci", "2023-12-01"),
    ]
    assert entries_of(client, "?stan=open") == [("Ogłoszono konkurs: czwarty", "2023-12-01")]
    assert first.find(f"{ATOM}content").text.startswith("<p>Powód: Rada zmieniła budżet.</p>")
    assert first.find(f"{ATOM}link").get("href") == f"http://testserver{competition.get_absolute_url()}"
    assert len({entry.find(f"{ATOM}id").text for entry in root.findall(f"{ATOM}entry")}) == 3


# ── Tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_tables_of_the_list_hold_what_its_filters_leave_in_its_order(client, anna):
    drafts.announced(anna, title="otwarty")
    annulled(anna, title="unieważniony", is_example=True)

    every, chosen = client.get("/konkursy.csv"), client.get("/konkursy.csv?stan=open")
    sheet = sheet_of(client.get("/konkursy.xlsx").content)

    rows = csv_rows(every.content)
    assert [list(row) for row in rows] == [[column.heading for column in COMPETITIONS]] * 2
    assert [(row["Tytuł"], row["Stan"], row["Uwaga"]) for row in rows] == [
        ("otwarty", "trwa nabór", ""),
        ("unieważniony", "unieważniony", "Przykład"),
    ]
    assert (rows[0]["Kwota (zł)"], rows[0]["Nabór do"]) == ("60000.00", "2023-12-22 12:00")
    assert [row["Tytuł"] for row in csv_rows(chosen.content)] == ["otwarty"]
    assert [sheet.cell(HEADINGS_AT + line, 3).value for line in (1, 2)] == ["otwarty", "unieważniony"]
    assert (sheet.cell(5, 8).value, f"{sheet.cell(5, 13).value:%F %H:%M}") == (60_000, "2023-12-22 12:00")
    assert chosen.headers["Content-Disposition"] == 'attachment; filename="konkursy-wybrane.csv"'


def test_words_of_competitions_never_become_a_formula(client, anna):
    drafts.announced(anna, title=FORMULA)

    cell = sheet_of(client.get("/konkursy.xlsx").content).cell(5, 3)
    (line,) = csv_rows(client.get("/konkursy.csv").content)

    assert (cell.value, cell.data_type, cell.quotePrefix, line["Tytuł"]) == (FORMULA, "s", True, f"'{FORMULA}")


def test_the_results_of_a_year_are_tables_and_data(client, anna, on_day):
    on_day(dt.date(2024, 1, 20))
    drafts.decided(anna)

    rows = csv_rows(client.get("/wyniki/2024.csv").content)
    sheet = sheet_of(client.get("/wyniki/2024.xlsx?stan=funded").content)
    data = client.get("/wyniki/2024.json?szukaj=krokus").json()

    assert [list(row) for row in rows] == [[column.heading for column in RESULTS]] * 3
    assert [(row["Oferent"], row["Wynik"], row["Przyznana kwota (zł)"]) for row in rows] == [
        ("Klub Abstynenta „Odnowa”", "dotacja", "40000.00"),
        ("Stowarzyszenie „Krokus”", "lista rezerwowa", ""),
        ("Fundacja Ścieżka", "odrzucona z przyczyn formalnych", ""),
    ]
    assert [sheet.cell(HEADINGS_AT + line, 7).value for line in (1, 2)] == ["Klub Abstynenta „Odnowa”", None]
    assert [(offer["bidder"], offer["state"], offer["competition"]["number"]) for offer in data["offers"]] == [
        ("Stowarzyszenie „Krokus”", "reserve", 1)
    ]


# ── Data ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_data_of_a_competition_say_everything_that_its_page_says(client, anna, schedule_2024, on_day):
    on_day(dt.date(2024, 2, 2))
    competition = as_planned(drafts.decided, anna)
    resigned(competition, anna)

    data = sister(client, competition, "json").json()

    page = f"http://testserver{competition.get_absolute_url()}"
    assert (data["state"], data["url"], data["amount"]) == ("decided", page, "60000.00")
    assert data["closes_at"] == "2023-12-22T12:00:00+01:00"
    assert [(one["subject"], one["version"], one["url"], one["pdf"]) for one in data["documents"]] == [
        ("announcement", 1, f"{page}wersja-1/", None),
        ("results", 2, f"{page}wyniki-2/", None),
        ("results", 1, f"{page}wyniki-1/", None),
    ]
    assert [(one["number"], one["kind"], one["reason"]) for one in data["amendments"]] == [
        (1, "results", "Rezygnacja oferenta.")
    ]
    assert [(one["edition"], one["printed"], one["days"]) for one in data["plan"]] == [(1, "Grudzień 2023", 0)]
    assert [(one["state"], one["granted"]) for one in data["results"]["offers"]] == [
        ("resigned", "40000.00"),
        ("funded", "38000.00"),
        ("rejected", None),
    ]
    assert data["results"]["counts"]["funded"] == 1
    assert len(data["publications"]) == 9
    assert (data["annulment"], data["withdrawal"]) == (None, None)


def test_the_data_of_the_list_are_the_same_as_those_of_each_page(client, anna):
    competition = drafts.announced(anna)

    (row,) = client.get("/konkursy.json").json()["competitions"]

    one = sister(client, competition, "json").json()
    assert {name: one[name] for name in row} == row


# ── What is asked wrongly ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("address", ["/konkursy.csv", "/konkursy.ics", "/konkursy.json", "/konkursy.atom"])
def test_a_wrong_filter_is_refused_since_a_file_cannot_say_that_it_holds_more(client, anna, address):
    drafts.announced(anna)

    answer = client.get(f"{address}?stan=kiedys")

    assert (answer.status_code, answer.content.decode()) == (400, "Nie ma takiego stanu. Wybierz stan z listy.\n")


def test_kinds_of_files_that_make_no_sense_are_not_there(client, anna):
    competition = drafts.decided(anna)
    address = competition.get_absolute_url().rstrip("/")

    answers = [client.get(url) for url in (f"{address}.csv", f"{address}.xlsx", "/wyniki/2024.ics", "/wyniki/2023.csv")]

    assert [answer.status_code for answer in answers] == [404] * 4


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json", "ics"])
def test_the_same_competitions_give_the_same_bytes(client, anna, kind):
    drafts.announced(anna)

    assert client.get(f"/konkursy.{kind}").content == client.get(f"/konkursy.{kind}").content
