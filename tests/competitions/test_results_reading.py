"""A spreadsheet of results → offers and problems: real workbooks, wrong cells, totals, merged cells. No database."""

from decimal import Decimal

import pytest
from openpyxl.styles.numbers import FORMAT_PERCENTAGE

from competitions.choices import Register, ResultState
from competitions.importing.readers.columns import HeadingsRefused
from competitions.importing.results import read_results, read_sheet
from leszno_ngo.reading import Refused
from tests.competitions.sheets import FIELDS, HEADINGS, OFFER, SECOND, THIRD, csv_of, sheet_of, xlsx_of


def read(content, name="wyniki.xlsx", columns=None, corrections=None):
    return read_results(read_sheet(content, name), columns, corrections or {})


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def formula(text):
    return f"Zamiast wartości stoi formuła ({text}). Wpisz wartość albo „–”, gdy ma być pusto."


def problems(reading):
    return {(row.line, name): plain(words) for row in reading.offers for name, words in row.problems.items()}


UNDERSTOOD = {
    "bidder": "Klub Abstynenta „Odnowa”",
    "register": Register.KRS,
    "register_number": "0000123456",
    "task_title": "Prowadzenie klubu abstynenckiego",
    "points": Decimal("87.5"),
    "requested": Decimal(40_000),
    "granted": Decimal(30_000),
    "state": ResultState.FUNDED,
    "reason": "",
}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", sheet_of(OFFER)),
        ("nazwany-po-staremu.xls", sheet_of(OFFER)),
        ("a.csv", csv_of(OFFER)),
        ("a.csv", csv_of(OFFER, encoding="cp1250")),
        ("a.csv", csv_of(OFFER, encoding="utf-8-sig")),
        ("a.csv", csv_of(OFFER, delimiter=",")),
        ("a.csv", csv_of(OFFER, delimiter="\t")),
    ],
)
def test_same_offer_is_read_from_a_workbook_and_from_every_kind_of_csv(name, content):
    (row,) = read(content, name).rows

    assert (row.values, row.problems) == (UNDERSTOOD, {})


def test_rows_keep_their_line_and_their_words_as_sent():
    reading = read(sheet_of(OFFER, SECOND, THIRD))

    assert [(row.line, row.values["state"], row.problems) for row in reading.rows] == [
        (4, ResultState.FUNDED, {}),
        (5, ResultState.RESERVE, {}),
        (6, ResultState.REJECTED, {}),
    ]
    assert reading.rows[0].printed == (
        "1\tKlub Abstynenta „Odnowa”\t0000123456\tProwadzenie klubu abstynenckiego\t87,50\t40000\t30000\tdotacja"
    )


def test_number_that_a_sheet_shows_with_zeros_before_it_has_them():
    def show_zeros(sheet):
        sheet["C4"].number_format = "0000000000"

    (row,) = read(sheet_of(OFFER | {"register_number": 123456}, after=show_zeros)).rows

    assert row.values["register_number"] == "0000123456"


def percent(sheet):
    sheet["E4"].number_format = FORMAT_PERCENTAGE


WRONG_CELLS = [
    ({"granted": "=F4*0.75"}, None, ("granted", formula("=F4*0.75"))),
    ({"bidder": "=A4"}, None, ("bidder", formula("=A4"))),
    ({"requested": "#REF!"}, None, ("requested", "W polu F4 stoi błąd arkusza (#REF!). Wpisz wartość.")),
    ({"points": True}, None, ("points", "W polu E4 nie stoi ani tekst, ani liczba. Wpisz wartość.")),
    ({"points": 0.8}, percent, ("points", "W polu E4 stoi procent. Wpisz liczbę.")),
    ({"points": 91.33333}, None, ("points", "Punkty „91,3333” zaokrąglij do dwóch miejsc po przecinku.")),
    (
        {"granted": 3333.333},
        None,
        ("granted", "Kwota „3333,3330” ma więcej niż dwa miejsca po przecinku. Zaokrąglij ją do groszy."),
    ),
    (
        {"register_number": 123456},
        None,
        (
            "register_number",
            "Numer KRS ma 10 cyfr, a „123456” ma 6. Jeśli arkusz zgubił zera z przodu, wpisz 0000123456.",
        ),
    ),
    (
        {},
        lambda sheet: sheet.merge_cells("B4:C4"),
        ("bidder", "Pole jest scalone z sąsiednią kolumną (numer KRS). Wpisz wartość."),
    ),
]


@pytest.mark.parametrize(("changes", "after", "told"), WRONG_CELLS)
def test_wrong_cell_is_told_in_its_row_and_stops_no_other(changes, after, told):
    reading = read(sheet_of(OFFER | changes, SECOND, after=after or (lambda sheet: None)))

    field, words = told
    assert problems(reading)[4, field] == words
    assert {line for line, _ in problems(reading)} == {4}
    assert not reading.is_understood


def test_formula_in_a_csv_is_a_problem_of_its_row():
    reading = read(csv_of(OFFER | {"granted": "=1+1"}, SECOND), "a.csv")

    assert problems(reading) == {(2, "granted"): formula("=1+1")}


def test_bidder_merged_over_two_rows_holds_for_both_and_an_amount_for_none_but_the_first():
    def merge(sheet):
        for columns in ("B4:B5", "C4:C5", "F4:F5"):
            sheet.merge_cells(columns)

    second = OFFER | {"task_title": "Drugie zadanie"}
    reading = read(sheet_of(OFFER, second, after=merge))

    assert [row.values["register_number"] for row in reading.rows] == ["0000123456", "0000123456"]
    assert problems(reading) == {
        (5, "requested"): "Pole jest scalone z wierszem wyżej, więc nie wiadomo, czy wartość dotyczy obu ofert. Wpisz "
        "wartość."
    }


def test_same_offer_twice_is_told_with_the_row_of_the_first():
    reading = read(sheet_of(OFFER, SECOND, OFFER | {"bidder": "KLUB abstynenta Odnowa"}))

    assert problems(reading) == {(6, ""): "Ta sama oferta tego oferenta stoi już w wierszu 4. Pomiń jeden z nich."}


def test_offer_that_was_withdrawn_and_made_anew_is_no_second_one():
    withdrawn = OFFER | {"state": "wycofana", "granted": None}

    assert problems(read(sheet_of(withdrawn, OFFER))) == {}


@pytest.mark.parametrize("words", ["Razem", "RAZEM:", "Suma", "Ogółem", "łącznie"])
def test_row_of_sums_is_left_out_even_when_it_holds_formulas(words):
    sums = {"bidder": words, "granted": "=SUM(G4:G5)"}
    reading = read(sheet_of(OFFER, SECOND, sums))

    assert [(row.line, row.is_left_out) for row in reading.rows] == [(4, False), (5, False), (6, True)]
    assert (reading.is_understood, reading.remarks) == (True, [])


def test_sum_that_differs_from_the_rows_is_told():
    reading = read(sheet_of(OFFER, SECOND, {"bidder": "Razem", "granted": "35 000,00 zł", "requested": 80_000}))

    assert [plain(words) for words in reading.remarks] == [
        "Wiersz 6 podaje sumę 35 000 zł (przyznana kwota), a wiersze ofert dają razem 30 000 zł. Sprawdź, czy żadnej "
        "oferty nie brakuje."
    ]


def test_headings_repeated_on_a_next_page_are_no_offer():
    def again(sheet):
        sheet.append(list(HEADINGS))
        sheet.append([SECOND[name] for name in FIELDS])

    assert [row.line for row in read(sheet_of(OFFER, after=again)).rows] == [4, 6]


def test_footer_under_the_table_is_a_row_that_can_be_left_out():
    content = sheet_of(OFFER, after=lambda sheet: sheet.append([None, "Sporządziła: Anna Nowak"]))

    assert set(problems(read(content))) == {(5, "state")}
    assert read(content, corrections={"5": {"left_out": True}}).is_understood


def test_correction_takes_the_place_of_the_words_and_of_the_complaint():
    content = sheet_of(OFFER | {"granted": "=F4", "state": "tak"}, SECOND)
    corrections = {"4": {"granted": "5000", "state": "funded"}, "5": {"left_out": True}}

    reading = read(content, corrections=corrections)

    assert reading.is_understood
    assert [row.values["granted"] for row in reading.offers] == [Decimal(5_000)]


def test_sum_that_an_official_takes_for_an_offer_is_read_as_one():
    reading = read(sheet_of(OFFER, {"bidder": "Razem"}), corrections={"5": {"left_out": False}})

    assert set(problems(reading)) == {(5, "state")}


# ── Sheets that are refused whole ───────────────────────────────────────────────────────────────────────────────────

EXPECTED = (
    "Potrzebne są kolumny „Oferent” i „Stan”; znane są też „Numer KRS”, „Rejestr”, „Numer w rejestrze”, „Tytuł "
    "zadania”, „Punkty”, „Wnioskowana kwota”, „Przyznana kwota” i „Powód”."
)


def with_headings(*headings):
    return xlsx_of(lambda sheet: [sheet.append(list(headings)), sheet.append(["a"] * len(headings))])


def merged_heading(sheet):
    sheet.merge_cells("F3:G3")


def another_sheet(sheet):
    sheet.parent.create_sheet("Drugi").append(["Oferent", "Stan"])


REFUSED = {
    "bez stanu": (
        with_headings("Oferent", "Przyznana kwota"),
        "a.xlsx",
        "Wiersz 1: W arkuszu brakuje kolumny: stan. Nagłówki w pliku: „Oferent”, „Przyznana kwota”. " + EXPECTED,
    ),
    "bez oferenta i stanu": (
        with_headings("KRS", "Punkty"),
        "a.xlsx",
        "Wiersz 1: W arkuszu brakuje kolumn: oferent, stan. Nagłówki w pliku: „KRS”, „Punkty”. " + EXPECTED,
    ),
    "dwa razy to samo": (
        with_headings("Oferent", "Nazwa oferenta", "Stan"),
        "a.xlsx",
        "Wiersz 1: Dwie kolumny znaczą to samo (oferent). Zostaw jedną z nich. Nagłówki w pliku: „Oferent”, „Nazwa "
        "oferenta”, „Stan”.",
    ),
    "dwa numery": (
        with_headings("Oferent", "KRS", "Numer w rejestrze", "Stan"),
        "a.xlsx",
        "Wiersz 1: Kolumny „Numer KRS” i „Numer w rejestrze” mówią o tym samym. Zostaw jedną z nich. Nagłówki w pliku: "
        "„Oferent”, „KRS”, „Numer w rejestrze”, „Stan”.",
    ),
    "nieznana kolumna": (
        with_headings("Oferent", "Stan", "Uwagi komisji"),
        "a.xlsx",
        "Wiersz 1: Nie wiadomo, co znaczą kolumny „Uwagi komisji”. " + EXPECTED,
    ),
    "same nagłówki": (
        sheet_of(),
        "a.xlsx",
        "Pod nagłówkami nie ma żadnej oferty. Wpisz oferty, każdą w osobnym wierszu.",
    ),
    "sama suma": (
        sheet_of({"bidder": "Razem", "granted": 0}),
        "a.xlsx",
        "Pod nagłówkami nie ma żadnej oferty. Wpisz oferty, każdą w osobnym wierszu.",
    ),
    "bez nagłówków": (
        xlsx_of(lambda sheet: sheet.append(["Wyniki konkursu"])),
        "a.xlsx",
        "W arkuszu nie ma wiersza z nagłówkami kolumn. " + EXPECTED,
    ),
    "pusty arkusz": (xlsx_of(lambda sheet: None), "a.xlsx", "W pliku „a.xlsx” nie ma żadnego tekstu."),
    "scalony nagłówek": (
        sheet_of(OFFER, after=merged_heading),
        "a.xlsx",
        "Wiersz 3: Nagłówek „Wnioskowana kwota” scalono nad kilkoma kolumnami. Rozdziel go i nazwij każdą.",
    ),
    "dwa arkusze": (
        sheet_of(OFFER, after=another_sheet),
        "a.xlsx",
        "W skoroszycie jest kilka arkuszy z treścią („Sheet”, „Drugi”). Zostaw jeden i zapisz ponownie.",
    ),
    "za dużo ofert": (
        sheet_of(*[OFFER] * 501),
        "a.xlsx",
        "W arkuszu jest 501 wierszy pod nagłówkami, a ofert może być najwyżej 500.",
    ),
    "za dużo wierszy": (
        sheet_of(OFFER, after=lambda sheet: sheet.cell(5_001, 1, "x")),
        "a.xlsx",
        "Dokument ma więcej niż 5000 wierszy, a więcej wczytać nie można.",
    ),
    "za duży plik": (
        b"x" * (10 * 1024 * 1024 + 1),
        "a.csv",
        "Plik „a.csv” jest za duży: można wczytać najwyżej 10 MB.",
    ),
    "pusty plik": (b"", "a.xlsx", "Plik „a.xlsx” jest pusty."),
    "uszkodzony": (
        sheet_of(OFFER)[:2_000],
        "a.xlsx",
        "Plik „a.xlsx” jest uszkodzony albo niepełny: nie da się otworzyć jego archiwum.",
    ),
    "Word": (b"PK", "a.docx", "Plik „a.docx” jest uszkodzony albo niepełny: nie da się otworzyć jego archiwum."),
    "tekst": (b"Klub", "a.txt", "„a.txt” to plik .txt. Wyniki można wczytać z pliku .xlsx albo .csv."),
    "PDF": (b"%PDF-1.7", "a.pdf", "„a.pdf” to plik PDF. Wyniki można wczytać z pliku .xlsx albo .csv."),
    "PDF pod inną nazwą": (
        b"%PDF-1.7",
        "a.xlsx",
        "„a.xlsx” to plik PDF, a nazwa mówi, że plik .xlsx. Wyniki można wczytać z pliku .xlsx albo .csv.",
    ),
    "dawny Excel": (
        b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"),
        "a.xls",
        "„a.xls” to skoroszyt Excel w dawnym formacie (.xls). Wyniki można wczytać z pliku .xlsx albo .csv. Otwórz "
        "plik i zapisz go jako .xlsx.",
    ),
    "bez kolumn": (
        b"Oferent\nKlub",
        "a.csv",
        "W pliku „a.csv” nie ma kolumn: żaden wiersz nie ma średnika, przecinka ani tabulatora.",
    ),
    "niedomknięty cudzysłów": (
        b'Oferent;Stan\n"Klub;dotacja',
        "a.csv",
        "Wiersz 2: Plik „a.csv” jest źle zbudowany: niedomknięty cudzysłów albo za długie pole.",
    ),
    "UTF-16": (
        "Oferent;Stan\nKlub;dotacja".encode("utf-16"),
        "a.csv",
        "Plik „a.csv” jest w kodowaniu UTF-16. Zapisz go w kodowaniu UTF-8.",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_sheet_of_which_nothing_can_be_shown_is_refused_with_what_to_do(what):
    content, name, told = REFUSED[what]

    with pytest.raises(Refused) as refused:
        read(content, name)

    assert str(refused.value) == told


def test_column_that_nobody_knows_is_asked_for_and_then_read():
    content = with_headings("Oferent", "Stan", "Uwagi komisji")

    with pytest.raises(HeadingsRefused) as refused:
        read(content)
    (row,) = read(content, columns={"Uwagi komisji": "reason"}).rows

    assert refused.value.unknown == ("Uwagi komisji",)
    assert row.words["reason"] == "a"
