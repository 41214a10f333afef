"""The files beside a schedule's page, on the real schedule: they say what the page says, and open where they should."""

import csv
import datetime as dt
import io
import json
import zipfile

import pikepdf
import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from competitions.documents import schedule_pdf
from competitions.importing import read_document, read_schedule, save_schedule
from competitions.models import Schedule
from competitions.tables import COLUMNS, HEADINGS_AT, schedule_csv, schedule_workbook
from tests.competitions.editions import CLUBS, alter, altered_edition, edition_after, row, rows
from tests.competitions.pdfs import texts_of_elements, unspaced
from tests.competitions.test_pages import Rows

pytestmark = pytest.mark.django_db

KINDS = ("xlsx", "csv", "json", "ics")
YEAR = "/harmonogram/2024"
NOW = dt.datetime(2024, 2, 1, 9, 30, tzinfo=dt.UTC)


def sections_of(schedule):
    return schedule.sections.order_by("position").with_entries(rows(schedule))


def sheet_of(content):
    return load_workbook(io.BytesIO(content)).active


def csv_rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def events(content):
    return {str(event["UID"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


# ── The same in every form ──────────────────────────────────────────────────────────────────────────────────────────


def test_page_paper_and_files_of_an_edition_carry_the_same_45_terms(client, schedule_2024, on_day):
    entries = list(rows(schedule_2024))
    terms = [entry.plan_text or entry.inherited_from.plan_text for entry in entries]
    files = {kind: client.get(f"{YEAR}/wydanie-1.{kind}").content for kind in KINDS}

    page = Rows(client.get(f"{YEAR}/wydanie-1/").content.decode())
    shown = [page.cells(f"pozycja-{entry.pk}")[2] for entry in entries]
    calendar = events(files["ics"])

    assert len(terms) == 45
    assert [cell[: len(term)] for cell, term in zip(shown, terms, strict=True)] == terms
    assert terms_on_paper(schedule_2024) == [
        unspaced(f"{entry.plan_text} (nie planuje się ogłoszenia)" if entry.plan_text == "-" else entry.plan_text)
        for entry in entries
        if entry.plan_text
    ]
    assert [line["Planowany termin ogłoszenia"] for line in csv_rows(files["csv"])] == terms
    assert terms_of_sheet(sheet_of(files["xlsx"])) == terms
    assert [entry["term"]["printed"] for entry in json.loads(files["json"])["entries"]] == terms
    dated = [(str(entry.identity), term) for entry, term in zip(entries, terms, strict=True) if entry.plan_start]
    assert len(dated) == 39
    assert [(uid, term_of_event(event)) for uid, event in calendar.items()] == dated


def terms_on_paper(schedule):
    """The text layer's terms, each cell once."""
    with pikepdf.open(io.BytesIO(schedule_pdf(schedule))) as tagged:
        return [text for kind, text in texts_of_elements(tagged) if kind == "TD"]


def terms_of_sheet(sheet):
    """The terms as somebody who looks at the sheet sees them: a merged cell belongs to all rows it covers."""
    covered = {
        line: span.min_row for span in sheet.merged_cells.ranges for line in range(span.min_row, span.max_row + 1)
    }
    lines = range(HEADINGS_AT + 1, sheet.max_row + 1)
    return [sheet.cell(covered.get(line, line), 5).value for line in lines]


def term_of_event(event):
    return str(event["DESCRIPTION"]).splitlines()[0].removeprefix("Termin w dokumencie: ")


# ── The spreadsheet ─────────────────────────────────────────────────────────────────────────────────────────────────


def taken_over(content, name="harmonogram.xlsx"):
    document = read_document(content, name)
    reading = read_schedule(document, 2024)
    return reading, save_schedule(reading, document, now=NOW)


def everything_of(schedule):
    """What an import writes of a row, but its place in a document."""
    fields = ["identity", "section__heading", "area", "area_text", "task", "number", "title", "plan_text", "plan_kind"]
    plan = ["plan_unit", "plan_start", "plan_end", "plan_source", "inherited_from__identity", "legal_basis", "note"]
    return list(rows(schedule).values_list(*fields, *plan))


def test_the_spreadsheet_goes_back_in_through_the_import_and_nothing_changes(client, schedule_2024, on_day):
    content = client.get(f"{YEAR}.xlsx").content
    working = edition_after(schedule_2024)
    before = everything_of(working)

    reading, saved = taken_over(content)

    assert (len(reading.entries), reading.problems) == (45, [])
    entries = saved.entries
    assert (entries.created, entries.changed, entries.removed, entries.unchanged) == (0, 0, 0, 45)
    assert everything_of(working) == before == everything_of(schedule_2024)
    assert Schedule.objects.get(pk=working.pk).as_of == schedule_2024.as_of


def test_the_spreadsheet_brings_a_row_back_that_the_working_copy_has_lost(schedule_2024):
    edition = altered_edition(schedule_2024)
    working = edition_after(edition)
    row(working, CLUBS).delete()

    _, saved = taken_over(schedule_workbook(edition, sections_of(edition)))

    assert (saved.entries.created, saved.entries.removed) == (1, 0)
    assert [line[6:12] for line in everything_of(working)] == [line[6:12] for line in everything_of(edition)]


def test_the_desk_gets_a_working_edition_as_a_spreadsheet_that_says_so(schedule_2024):
    working = edition_after(schedule_2024)
    Schedule.objects.filter(pk=working.pk).update(as_of=dt.date(2024, 1, 10))
    working.refresh_from_db()

    sheet = sheet_of(schedule_workbook(working, sections_of(working)))

    assert sheet["A2"].value == "Stan na dzień 10.01.2024 r., wydanie 2 (wersja robocza)"
    assert len(terms_of_sheet(sheet)) == 45


def test_the_sheet_is_titled_headed_frozen_and_can_be_filtered(schedule_2024):
    sheet = sheet_of(schedule_workbook(schedule_2024, sections_of(schedule_2024)))

    assert (sheet.title, sheet["A1"].value) == ("Harmonogram 2024", schedule_2024.title)
    assert sheet["A2"].value == "Stan na dzień 30.11.2023 r., wydanie 1"
    assert [cell.value for cell in sheet[HEADINGS_AT]] == [column.heading for column in COLUMNS]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A5", "A4:K49", "$4:$4")
    assert sorted(str(span) for span in sheet.merged_cells.ranges) == ["E36:E40", "E41:E45"]
    assert [column.colId for column in sheet.auto_filter.filterColumn if column.hiddenButton] == [4]
    assert (f"{sheet['G5'].value:%F}", f"{sheet['H5'].value:%F}") == ("2023-12-01", "2023-12-31")
    assert (sheet["G5"].number_format, sheet["C5"].value) == ("dd.mm.yyyy", 1)


FORMULA = '=HYPERLINK("http://example.org";"Kliknij")'


@pytest.mark.parametrize("words", [FORMULA, "+48 65 529 00 00", "-1", "@SUM(1)", "\tzadanie", "\rzadanie"])
def test_words_never_become_a_formula(schedule_2024, words):
    alter(row(schedule_2024, CLUBS), title=words, note=words)
    entry = rows(schedule_2024).get(title=words)
    place = [other.pk for other in rows(schedule_2024)].index(entry.pk)

    sheet = sheet_of(schedule_workbook(schedule_2024, sections_of(schedule_2024)))
    line = csv_rows(schedule_csv(schedule_2024, sections_of(schedule_2024)).encode())[place]

    cells = [sheet.cell(HEADINGS_AT + 1 + place, column) for column in (4, 11)]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [(words, "s", True)] * 2
    assert (line["Zadanie"], line["Uwaga"]) == (f"'{words}", f"'{words}")


def test_what_no_spreadsheet_may_hold_is_left_out_of_it(schedule_2024):
    alter(row(schedule_2024, CLUBS), note="kluby\x0b i świetlice")

    sheet = sheet_of(schedule_workbook(schedule_2024, sections_of(schedule_2024)))

    assert "kluby i świetlice" in [cell.value for cell in sheet["K"]]


# ── CSV ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_csv_opens_in_polish_excel_and_quotes_as_rfc_4180(client, schedule_2024, on_day):
    alter(row(schedule_2024, CLUBS), note='Konkurs "na dwa lata"; patrz\nuchwała')

    content = client.get(f"{YEAR}.csv").content

    assert content.startswith(b"\xef\xbb\xbfWydzia\xc5\x82;Obszar;Nr;Zadanie;Planowany termin og")
    assert content.endswith(b"\r\n")
    assert '"Konkurs ""na dwa lata""; patrz\nuchwała"'.encode() in content
    (line,) = [line for line in csv_rows(content) if line["Zadanie"] == CLUBS]
    assert (line["Uwaga"], line["Termin od"], line["Stan na dzień"]) == (
        'Konkurs "na dwa lata"; patrz\nuchwała',
        "2023-12-01",
        "2023-11-30",
    )


def test_a_lone_dash_of_the_document_stays_a_dash(client, schedule_2024, on_day):
    dashes = [
        line for line in csv_rows(client.get(f"{YEAR}.csv").content) if line["Odczytany termin"] == "nie planuje się"
    ]

    assert [line["Planowany termin ogłoszenia"] for line in dashes] == ["-"] * 5


# ── Calendar and JSON ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_planned_row_is_an_all_day_event_over_its_period_that_leaves_the_day_free(client, schedule_2024, on_day):
    entry = row(schedule_2024, CLUBS)

    event = events(client.get(f"{YEAR}.ics").content)[str(entry.identity)]

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (dt.date(2023, 12, 1), dt.date(2024, 1, 1))
    assert (str(event["SUMMARY"]), str(event["TRANSP"])) == (f"Planowane ogłoszenie: {CLUBS}", "TRANSPARENT")
    assert str(event["URL"]) == f"http://testserver{YEAR}/wydanie-1/#pozycja-{entry.pk}"


def test_an_event_stays_itself_over_the_editions_and_moves_with_the_plan(client, schedule_2024, on_day):
    altered_edition(schedule_2024)
    uid = str(row(schedule_2024, CLUBS).identity)

    old, new = (events(client.get(f"{YEAR}/wydanie-{n}.ics").content)[uid] for n in (1, 2))

    assert [(event["SEQUENCE"], event["DTSTART"].dt) for event in (old, new)] == [
        (1, dt.date(2023, 12, 1)),
        (2, dt.date(2024, 2, 1)),
    ]


def test_the_calendar_says_how_many_rows_have_no_date(client, schedule_2024, on_day):
    calendar = Calendar.from_ical(client.get(f"{YEAR}.ics").content)

    assert str(calendar["DESCRIPTION"]) == (
        "Planowany harmonogram ogłaszania otwartych konkursów ofert w 2024 roku, wydanie 1, "
        "stan na 30 listopada 2023 r. Terminy są zapowiedzią. Kalendarz pomija 6 pozycji bez daty "
        "(nie planuje się, inny tryb albo termin nieznany). "
        f"Wszystkie pozycje: http://testserver{YEAR}/wydanie-1/"
    )


@pytest.mark.parametrize(
    ("plan", "summary", "days"),
    [
        ({"plan_kind": "until", "plan_start": None}, "Planowane ogłoszenie (najpóźniej)", ("2023-12-31", "2024-01-01")),
        ({"plan_kind": "since", "plan_end": None}, "Planowane ogłoszenie (najwcześniej)", ("2023-12-01", "2023-12-02")),
        ({"plan_kind": "continuous"}, "Planowane ogłaszanie na bieżąco", ("2023-12-01", "2024-01-01")),
    ],
)
def test_a_deadline_or_a_beginning_is_the_event_of_its_day(client, schedule_2024, on_day, plan, summary, days):
    alter(row(schedule_2024, CLUBS), **plan)

    event = events(client.get(f"{YEAR}.ics").content)[str(row(schedule_2024, CLUBS).identity)]

    assert str(event["SUMMARY"]) == f"{summary}: {CLUBS}"
    assert (event["DTSTART"].dt.isoformat(), event["DTEND"].dt.isoformat()) == days


def test_the_json_sets_what_was_understood_beside_the_words(client, schedule_2024, on_day):
    data = client.get(f"{YEAR}.json").json()

    entry = rows(schedule_2024).filter(plan_text="").first()
    found = next(found for found in data["entries"] if found["id"] == str(entry.identity))
    assert data["schedule"] == {
        "year": 2024,
        "edition": 1,
        "title": schedule_2024.title,
        "as_of": "2023-11-30",
        "released_at": "2023-12-01T08:00:00Z",
        "url": f"http://testserver{YEAR}/wydanie-1/",
        "pdf": f"http://testserver{YEAR}/wydanie-1.pdf",
    }
    assert found["term"] == {
        "printed": "II, III kwartał roku 2024",
        "inherited": True,
        "kind": "period",
        "unit": "quarter",
        "start": "2024-04-01",
        "end": "2024-09-30",
        "meaning": "II–III kwartał 2024 r.",
    }
    assert (found["number"], found["area"]["slug"], found["department"]["names"]) == (
        2,
        "turystyka",
        ["Centrum Informacji Turystycznej"],
    )


# ── How they are served ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "content_type", "how"),
    [
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "attachment"),
        ("csv", "text/csv; charset=utf-8; header=present", "attachment"),
        ("ics", "text/calendar; charset=utf-8", "attachment"),
        ("json", "application/json", "inline"),
    ],
)
def test_a_file_is_named_typed_kept_and_not_sent_twice(client, schedule_2024, on_day, kind, content_type, how):
    answer = client.get(f"{YEAR}.{kind}")
    again = client.get(f"{YEAR}.{kind}", headers={"If-None-Match": answer.headers["ETag"]})

    assert answer.headers["Content-Type"] == content_type
    assert answer.headers["Content-Disposition"] == f'{how}; filename="harmonogram-2024-wydanie-1.{kind}"'
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_edition_gives_the_same_bytes_at_any_time_and_under_both_addresses(
    client, schedule_2024, on_day, kind
):
    first = client.get(f"{YEAR}/wydanie-1.{kind}").content
    on_day(dt.date(2031, 5, 6))

    assert client.get(f"{YEAR}.{kind}").content == first
    altered_edition(schedule_2024)
    assert client.get(f"{YEAR}/wydanie-1.{kind}").content == first
    assert client.get(f"{YEAR}.{kind}").content != first


def test_no_part_of_the_spreadsheet_tells_when_it_was_asked_for(schedule_2024):
    content = schedule_workbook(schedule_2024, sections_of(schedule_2024))

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        moments = {info.date_time for info in archive.infolist()}
        facts = archive.read("docProps/core.xml").decode()
    assert moments == {(1980, 1, 1, 0, 0, 0)}
    assert facts.count("2023-12-01T09:00:00Z") == 2


@pytest.mark.parametrize(
    ("query", "count"), [("?obszar=kultura", 3), ("?wydzial=mopr", 12), ("?stan=not_planned", 5), ("?stan=overdue", 0)]
)
def test_what_narrows_the_page_narrows_the_files(client, schedule_2024, on_day, query, count):
    answers = {kind: client.get(f"{YEAR}.{kind}{query}") for kind in ("csv", "json", "xlsx")}

    assert len(csv_rows(answers["csv"].content)) == count
    assert len(answers["json"].json()["entries"]) == count
    assert sheet_of(answers["xlsx"].content).max_row == HEADINGS_AT + count
    assert answers["csv"].headers["Content-Disposition"].endswith('"harmonogram-2024-wydanie-1-wybrane.csv"')


def test_a_wrong_choice_gives_no_file_but_the_reason(client, schedule_2024, on_day):
    answer = client.get(f"{YEAR}.csv?obszar=nieznany&wydzial=mopr")

    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert answer.content.decode() == "Nie ma takiego obszaru. Wybierz obszar z listy.\n"


def test_the_page_offers_its_files_with_what_narrows_it(client, schedule_2024, on_day):
    text = client.get(f"{YEAR}/?obszar=kultura&stan=nieznany").content.decode()
    permanent = client.get(f"{YEAR}/wydanie-1/").content.decode()

    assert [f'href="{YEAR}.{kind}?obszar=kultura"' in text for kind in KINDS] == [True] * 4
    assert [f'href="{YEAR}/wydanie-1.{kind}"' in permanent for kind in KINDS] == [True] * 4


def test_a_working_edition_has_no_public_files(client, schedule_2024, on_day):
    edition_after(schedule_2024)

    assert {client.get(f"{YEAR}/wydanie-2.{kind}").status_code for kind in KINDS} == {404}
    assert {client.get(f"/harmonogram/2025.{kind}").status_code for kind in KINDS} == {404}
