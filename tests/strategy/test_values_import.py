"""A spreadsheet of a year's values: out with what is known, in through a preview that names each cell that is wrong."""

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from leszno_ngo.choices import Role
from leszno_ngo.models import Department, User
from strategy import publishing
from strategy.choices import Period, ValueState, ValueStatus
from strategy.models import Indicator, IndicatorValue, ValuesImport
from strategy.spans import Span
from tests.strategy.measures import NOON, indicator_of, publish

pytestmark = pytest.mark.django_db

UPLOAD = reverse("admin:strategy_values_import", args=[2023])
SHEET = reverse("admin:strategy_values_sheet", args=[2023])
HEADINGS = ("Kod", "Wskaźnik", "Okres", "Wartość", "Rodzaj wartości", "Źródło", "Uwaga", "Powód korekty")
ROW = ("miejsca", "Liczba miejsc", "2023", 125, "ostateczna", "", "", "")


@pytest.fixture
def indicator(departments):
    return indicator_of(Department.objects.get(slug="mopr"), collected_from=2020, due_days=90)


@pytest.fixture
def desk(client, official):
    client.force_login(official)
    return client


def sheet_of(*rows, headings=HEADINGS, change=None):
    workbook = Workbook()
    for row in (headings, *rows):
        workbook.active.append(list(row))
    if change:
        change(workbook.active)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def row_of(**changes):
    names = ("code", "name", "span", "value", "status", "source", "note", "reason")
    return tuple(changes.get(name, standing) for name, standing in zip(names, ROW, strict=True))


def send(desk, content, name="wartosci.xlsx"):
    return desk.post(UPLOAD, {"plik": SimpleUploadedFile(name, content)}, follow=True)


def refusal(page):
    return page.context["form"].errors["plik"]


def problems(page):
    return [str(problem) for problem in page.context["opened"].problems]


def confirm(desk, page):
    return desk.post(page.request["PATH_INFO"], {"fingerprint": page.context["opened"].fingerprint}, follow=True)


def stored(indicator):
    rows = indicator.values.order_by("year", "part", "revision")
    return [(row.span.key, row.value, row.status, row.source, row.state) for row in rows]


def told(page):
    return [str(message) for message in page.context["messages"]]


# ── Out and back ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_sheet_holds_what_is_known_and_comes_back_filled_in(desk, indicator):
    publish(indicator, {2022: 110})
    workbook = load_workbook(io.BytesIO(desk.get(SHEET).content))
    sheet = workbook.active
    headings = {cell.value: cell.column for cell in sheet[4]}
    assert [
        sheet.cell(5, headings[name]).value for name in ("Kod", "Wskaźnik", "Okres", "Rok wcześniej", "Wartość")
    ] == [
        "miejsca",
        "Liczba miejsc",
        "2023",
        110,
        None,
    ]
    sheet.cell(5, headings["Wartość"]).value = 125.5
    content = io.BytesIO()
    workbook.save(content)

    page = send(desk, content.getvalue())
    before = stored(indicator)[1:]
    answer = confirm(desk, page)

    assert before == []
    assert stored(indicator)[1:] == [("2023", Decimal("125.5"), ValueStatus.FINAL, "", ValueState.DRAFT)]
    assert told(answer) == ["Wczytano plik „wartosci.xlsx”: 1 szkic do sprawdzenia."]


def test_sheet_that_comes_back_untouched_changes_nothing(desk, indicator, official):
    publish(indicator, {2023: "0.1"})
    other = indicator_of(Department.objects.get(slug="mopr"), code="inny", collected_from=2020, due_days=90)
    publishing.enter_value(
        other,
        Span(2023),
        value=Decimal("12345678901234.123456"),
        status=ValueStatus.ESTIMATE,
        note="dwa\nwiersze",
        by=official,
        now=NOON,
    )

    page = send(desk, desk.get(SHEET).content)

    assert (problems(page), page.context["opened"].changes, page.context["opened"].is_ready) == ([], [], False)


def test_words_that_look_like_a_formula_stay_words(desk, indicator):
    Indicator.objects.update(name="=HYPERLINK(1)")

    sheet = load_workbook(io.BytesIO(desk.get(SHEET).content)).active

    assert [(cell.value, cell.data_type) for cell in sheet[5][:2]] == [("miejsca", "s"), ("=HYPERLINK(1)", "s")]


def test_official_gets_no_row_of_another_department(client, other_official, indicator):
    client.force_login(other_official)

    assert load_workbook(io.BytesIO(client.get(SHEET).content)).active.max_row == 4


def test_quarters_come_in_by_their_words(desk, indicator):
    Indicator.objects.update(frequency=Period.QUARTER)
    sheet = sheet_of(row_of(span="II kwartał 2023", value=7), row_of(span="I kwartał 2023", value="bd", status=""))

    confirm(desk, send(desk, sheet))

    assert [each[:3] for each in stored(indicator)] == [
        ("2023-Q1", None, ValueStatus.NOT_COLLECTED),
        ("2023-Q2", Decimal(7), ValueStatus.FINAL),
    ]


def test_csv_in_polish_excel_comes_in(desk, indicator):
    content = "Kod;Wskaźnik;Okres;Wartość\r\nmiejsca;Liczba miejsc;2023;1 125,5\r\n".encode("cp1250")

    confirm(desk, send(desk, content, "wartosci.csv"))

    assert stored(indicator)[0][1] == Decimal("1125.5")


# ── Cells that cannot be taken ──────────────────────────────────────────────────────────────────────────────────────


def test_three_bad_cells_are_each_named_and_nothing_is_saved(desk, indicator):
    department = Department.objects.get(slug="mopr")
    for code in ("b", "c"):
        indicator_of(department, code=code, collected_from=2020, due_days=90)
    sheet = sheet_of(
        row_of(value="10.500"),
        row_of(code="b", value="dużo"),
        row_of(code="c", value=12, status="pewna"),
    )

    page = send(desk, sheet)
    confirm(desk, page)

    assert [words.partition(". ")[0] for words in problems(page)] == [
        "komórka D2: „10.500” można odczytać na dwa sposoby",
        "komórka D3: „dużo” nie jest liczbą",
        "komórka E4: nie ma rodzaju „pewna”",
    ]
    assert IndicatorValue.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (
            {"value": "=1+1"},
            "komórka D2: zamiast wartości stoi formuła (=1+1). Wpisz wartość albo „–”, gdy ma być pusto.",
        ),
        ({"value": True}, "komórka D2: w polu D2 nie stoi ani tekst, ani liczba. Wpisz wartość."),
        ({"value": 1e-7}, "komórka D2: „0,0000001” ma za dużo cyfr. Wpisz liczbę, na przykład 10500 albo 97,4."),
        ({"value": 1e14}, "komórka D2: „100000000000000” ma za dużo cyfr. Wpisz liczbę, na przykład 10500 albo 97,4."),
        ({"value": ""}, "komórka D2: wpisz liczbę albo wybierz rodzaj „brak danych” lub „nie dotyczy”."),
        (
            {"status": "brak danych"},
            "komórka E2: jest i liczba, i rodzaj „brak danych”. Usuń liczbę albo zmień rodzaj.",
        ),
        ({"span": "2022"}, "komórka C2: okres „2022” nie jest z roku 2023. Może być: „2023”."),
        ({"code": "obcy"}, "komórka A2: nie ma tu wskaźnika o kodzie „obcy”, do którego masz prawa."),
        (
            {"name": "Inna nazwa"},
            "komórka B2: pod kodem „miejsca” jest inny wskaźnik: „Liczba miejsc”. Nie myl wierszy.",
        ),
        ({"source": "ź" * 201}, "komórka F2: skróć do 200 znaków (jest 201)."),
    ],
)
def test_cell_that_cannot_be_taken_is_named(desk, indicator, changes, problem):
    page = send(desk, sheet_of(row_of(**changes)))

    assert problems(page) == [problem]


def test_numbers_that_excel_can_hold_come_in(desk, indicator):
    for value in (10_000_000_000_000, -3, 0, 0.1 + 0.2):
        page = send(desk, sheet_of(row_of(value=value)))
        confirm(desk, page)

    records = IndicatorValue.history.order_by("history_id").values_list("value", flat=True)
    assert list(records) == [Decimal(10**13), Decimal(-3), Decimal(0), Decimal("0.3")]


def test_percent_of_excel_is_not_taken_for_its_hundredth(desk, indicator):
    def as_percent(sheet):
        sheet["D2"].number_format = "0%"

    page = send(desk, sheet_of(row_of(value=0.64), change=as_percent))

    assert problems(page) == ["komórka D2: w polu D2 stoi procent. Wpisz liczbę."]


def test_merged_cells_are_not_guessed(desk, indicator):
    page = send(desk, sheet_of(ROW, change=lambda sheet: sheet.merge_cells("D2:E2")))

    assert [words.partition(":")[0] for words in problems(page)] == ["komórka D2", "komórka E2"]


def test_row_that_stands_twice_is_told(desk, indicator):
    page = send(desk, sheet_of(ROW, row_of(value=126)))

    assert problems(page) == ["komórka A3: ten sam wskaźnik i okres stoi już w wierszu 2. Zostaw jeden z nich."]


def test_correction_of_what_is_published_wants_a_reason(desk, indicator):
    publish(indicator, {2023: 120})

    refused = send(desk, sheet_of(ROW))
    confirm(desk, send(desk, sheet_of(row_of(reason="Błąd w sprawozdaniu."))))

    assert problems(refused) == [
        "komórka H2: to zmienia opublikowaną wartość. Napisz dlaczego; przeczytają to mieszkańcy."
    ]
    assert [each[1] for each in stored(indicator)] == [Decimal(120), Decimal(125)]


def test_row_that_says_nothing_changes_nothing(desk, indicator, official):
    publishing.enter_value(indicator, Span(2023), value=Decimal(7), status=ValueStatus.FINAL, by=official, now=NOON)

    page = send(desk, sheet_of(row_of(value="", status="")))

    assert (problems(page), page.context["opened"].changes) == ([], [])


# ── Files that are refused whole ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "puste.xlsx", "Plik „puste.xlsx” jest pusty."),
        (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), "a.xls", "„a.xls” to skoroszyt Excel w dawnym formacie"),
        (b"zwykly tekst", "a.txt", "„a.txt” to plik .txt."),
        (b"zwykly tekst", "a.xlsx", "„a.xlsx” to zwykły tekst albo dane, których nie da się rozpoznać"),
        (sheet_of(), "a.xlsx", "W pliku „a.xlsx” nie ma żadnego wiersza z wartością."),
        (sheet_of(headings=("Imię", "Nazwisko")), "a.xlsx", "W pliku nie ma wiersza z nagłówkami: „Kod”, „Wskaźnik”"),
        (sheet_of(headings=("Kod", "Okres", "Wartość")), "a.xlsx", "Wiersz 1: brakuje kolumn „Wskaźnik”."),
        (sheet_of(headings=(*HEADINGS, "Wartość")), "a.xlsx", "komórka I1: kolumna „Wartość” jest dwa razy."),
        (sheet_of(headings=(*HEADINGS, "Cena")), "a.xlsx", "komórka I1: nie wiadomo, co znaczy kolumna „Cena”."),
        (sheet_of(*[ROW] * 2001), "a.xlsx", "W pliku „a.xlsx” jest więcej niż 2000 wierszy"),
        (sheet_of(*[ROW] * 5001), "a.xlsx", "Dokument ma więcej niż 5000 wierszy"),
    ],
)
def test_file_that_is_no_such_sheet_is_refused(desk, indicator, content, name, words):
    (message,) = refusal(send(desk, content, name))

    assert message[: len(words)] == words
    assert ValuesImport.objects.count() == 0


# ── Confirming ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_value_that_changed_since_the_preview_is_not_written_over(desk, indicator, official):
    page = send(desk, sheet_of(ROW))
    publishing.enter_value(indicator, Span(2023), value=Decimal(130), status=ValueStatus.FINAL, by=official, now=NOON)

    answer = confirm(desk, page)

    assert told(answer) == ["Wartości zmieniły się, odkąd pokazano podgląd. Sprawdź go jeszcze raz."]
    assert [each[1] for each in stored(indicator)] == [Decimal(130)]


def test_file_is_taken_over_once(desk, indicator):
    page = send(desk, sheet_of(ROW))
    confirm(desk, page)

    again = confirm(desk, page)

    assert told(again) == ["Ten plik już zapisano."]
    assert IndicatorValue.history.count() == 1


def test_file_that_is_thrown_away_changes_nothing(desk, indicator, django_capture_on_commit_callbacks):
    page = send(desk, sheet_of(ROW))
    upload = ValuesImport.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("admin:strategy_values_import_discard", args=[2023, upload.pk]))

    assert (ValuesImport.objects.count(), upload.file.storage.exists(upload.file.name)) == (0, False)
    assert desk.get(page.request["PATH_INFO"]).status_code == 404


def test_sheet_of_another_official_is_not_found(desk, client, other_official, indicator):
    page = send(desk, sheet_of(ROW))
    client.force_login(other_official)

    assert client.get(page.request["PATH_INFO"]).status_code == 404


def test_auditor_reads_the_preview_and_confirms_nothing(desk, client, indicator):
    page = send(desk, sheet_of(ROW))
    client.force_login(User.objects.create_user("audytor", is_staff=True, role=Role.AUDITOR))

    read = client.get(page.request["PATH_INFO"])

    assert (len(read.context["opened"].changes), read.context["may_edit"]) == (1, False)
    assert [client.post(where).status_code for where in (page.request["PATH_INFO"], UPLOAD)] == [403, 403]


def test_closed_year_takes_no_sheet(desk, coordinator, indicator):
    page = send(desk, sheet_of(ROW))
    publishing.close_year(2023, by=coordinator, now=NOON)

    assert told(desk.get(UPLOAD, follow=True)) == ["Rok 2023 jest zamknięty. Najpierw koordynator musi go otworzyć."]
    assert told(confirm(desk, page))[0].startswith("Rok 2023 jest zamknięty.")
    assert stored(indicator) == []
