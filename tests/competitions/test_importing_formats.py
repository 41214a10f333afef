"""The real schedule as Word, Excel, CSV and a web page: the same rows as from the text, and what tables say besides."""

import dataclasses
import datetime as dt
import io

import pytest
from django.core.management import call_command
from docx.oxml import OxmlElement

from competitions.choices import PlanSource
from competitions.importing import read_document, read_schedule, save_schedule
from competitions.models import PriorityTask, Schedule, ScheduleEntry
from leszno_ngo.models import SourceDocument
from leszno_ngo.reading import Refused
from tests.competitions import formats
from tests.competitions.sources import NOW, SCHEDULE_2024, counts, source

TITLE = "Planowany harmonogram ogłaszania otwartych konkursów ofert w 2024 roku"
DOCUMENTS = {
    "harmonogram.docx": formats.schedule_in_word,
    "harmonogram.xlsx": formats.schedule_in_excel,
    "nowy.xls": formats.schedule_in_excel,
    "harmonogram.html": formats.schedule_in_html,
    "średniki.csv": formats.schedule_in_csv,
    "przecinki-bom.csv": lambda: formats.schedule_in_csv(",", "utf-8-sig"),
    "tabulatory-1250.csv": lambda: formats.schedule_in_csv("\t", "cp1250"),
    "każdy-wiersz.csv": lambda: formats.schedule_in_csv(repeat=True),
    "harmonogram.md": SCHEDULE_2024.read_bytes,
}


@pytest.fixture(params=DOCUMENTS)
def document(request):
    return read_document(DOCUMENTS[request.param](), request.param)


def in_windows_1250(document, words):
    """The old encoding lacks the hyphen that does not break; whoever saves in it gets a plain one."""
    return words.replace("‑", "-") if "1250" in document.name else words


# ── The same 45 rows ────────────────────────────────────────────────────────────────────────────────────────────────


def rows_of(reading):
    """Every field of every row; lines as the place among the rows, for each format counts its own."""
    places = {entry.line: place for place, entry in enumerate(reading.entries)}
    return [
        dataclasses.asdict(entry)
        | {
            "line": places[entry.line],
            "inherited_from": places.get(entry.inherited_from),
            "area": (entry.area.heading, entry.area.text, entry.area.wordings),
            "section": (section.heading, section.departments),
        }
        for section in reading.sections
        for entry in section.entries
    ]


def test_every_format_gives_the_rows_of_the_text(document):
    reading = read_schedule(document, 2024)
    text = source(SCHEDULE_2024)
    if "1250" in document.name:
        text = read_document(in_windows_1250(document, text.text).encode(), "tekst.txt")
    usual = read_schedule(text, 2024)

    assert reading.problems == []
    assert rows_of(reading) == rows_of(usual)
    assert (len(reading.entries), len(reading.sections)) == (45, 10)
    assert (reading.title, reading.as_of) == (usual.title, dt.date(2023, 11, 30))
    assert [(issue.kind, issue.quote) for issue in reading.issues] == [(i.kind, i.quote) for i in usual.issues]


def test_words_of_every_row_stand_in_the_line_it_is_said_to_come_from(document):
    reading = read_schedule(document, 2024)

    assert len(document.lines) == len(document.text.split("\n"))
    assert [e.title for e in reading.entries if e.title not in document.lines[e.line - 1]] == []
    assert [e.plan_text for e in reading.entries if e.plan_text not in document.lines[e.line - 1]] == []


def stored():
    """Every field of every stored row but its place in the document."""
    return list(
        ScheduleEntry.objects.order_by("section__position", "position").values_list(
            "section__heading",
            "position",
            "area__name",
            "area_text",
            "task__title",
            "task__number",
            "number",
            "title",
            "plan_text",
            "plan_kind",
            "plan_unit",
            "plan_start",
            "plan_end",
            "plan_source",
            "inherited_from__title",
            "legal_basis",
            "note",
        )
    )


@pytest.mark.django_db
def test_every_format_after_the_text_changes_no_row(lists, document):
    text = source(SCHEDULE_2024)
    if "1250" in document.name:
        text = read_document(in_windows_1250(document, text.text).encode(), "tekst.txt")
    save_schedule(read_schedule(text, 2024), text, now=NOW)
    usual = stored()

    saved = save_schedule(read_schedule(document, 2024), document, now=NOW)

    assert counts(saved.entries) == (0, 0, 0, 45, 0)
    assert counts(saved.tasks) in ((0, 0, 0, 45, 0), (0, 0, 0, 0, 0))  # the same bytes again are not even looked at
    assert stored() == usual


@pytest.mark.django_db
def test_every_format_alone_stores_the_rows_of_the_text(lists, document, tmp_path):
    path = tmp_path / document.name
    path.write_bytes(DOCUMENTS[document.name]())

    call_command("import_schedule", str(path), year=2024, stdout=io.StringIO())
    alone = stored()
    again = io.StringIO()
    call_command("import_schedule", str(path), year=2024, stdout=again)

    assert "Ten dokument wczytano już wcześniej: w bazie nic się nie zmienia." in again.getvalue().splitlines()
    assert SourceDocument.objects.get().text == document.text
    for model in (ScheduleEntry, Schedule, PriorityTask):
        model.objects.all().delete()
    text = read_document(in_windows_1250(document, SCHEDULE_2024.read_text("utf-8")).encode(), "tekst.txt")
    save_schedule(read_schedule(text, 2024), text, now=NOW)
    assert stored() == alone


# ── Small tables ────────────────────────────────────────────────────────────────────────────────────────────────────


def read_csv(*lines, columns=None):
    return read_schedule(read_document("\n".join([TITLE, *lines]).encode(), "plik.csv", columns), 2024)


def read_rows(*rows, columns=None):
    """A page with a table of these rows; a row is the HTML of its cells."""
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    page = f"<h1>{TITLE}</h1><table><tr><td>Lp.<td>Zadanie<td>Termin</tr>{table}</table>"
    return read_schedule(read_document(page.encode(), "plik.html", columns), 2024)


def found(reading):
    assert reading.problems == []
    return [(e.number, e.title, e.plan_text) for e in reading.entries]


def problems(reading):
    return [(problem.line, problem.message) for problem in reading.problems]


def refusal(read, *args, **options):
    with pytest.raises(Refused) as refused:
        read(*args, **options)
    return str(refused.value)


HEADING = "<td colspan=3><b>BIURO PRAWNE</b>"
AREA = "<td colspan=3><i>Zadania z prawa, w tym:</i>"


@pytest.mark.parametrize("number", ["1", "1.", "1)"])
def test_number_may_stand_in_a_column_of_its_own(number):
    assert found(read_rows(HEADING, AREA, f"<td>{number}<td>porady<td>Maj 2024")) == [(1, "porady", "Maj 2024")]


def test_number_in_the_column_and_in_the_words_must_be_one():
    same = read_rows(HEADING, AREA, "<td>1<td>1) porady<td>Maj 2024")
    other = read_rows(HEADING, AREA, "<td>7<td>1) porady<td>Maj 2024")

    assert found(same) == [(1, "porady", "Maj 2024")]
    assert problems(other)[1] == (5, "numer w kolumnie (7) jest inny niż w treści zadania (1).")


UNMARKED = (
    "nie wiadomo, czym jest ten wiersz: nazwa wydziału powinna być pogrubiona, a obszar zapisany kursywą "
    "(albo każde we własnej kolumnie)."
)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("<td colspan=3>BIURO RADY", UNMARKED),
        (
            "<td colspan=3><b><i>BIURO RADY</i></b>",
            "wiersz jest i pogrubiony, i kursywą, więc nie wiadomo, czy to wydział, czy obszar.",
        ),
        ("<td>2<td colspan=2>spory", "zadanie jest scalone z innymi kolumnami, więc nie wiadomo, jaki ma termin."),
        ("<td colspan=3>2) spory", "zadanie jest scalone z innymi kolumnami, więc nie wiadomo, jaki ma termin."),
        ("<td>2<td><td>Maj 2024", "w kolumnie zadania nie ma treści zadania."),
        ("<td><td><td>Maj 2024", "w kolumnie zadania nie ma treści zadania."),
        ("<td>2a<td>spory<td>Maj 2024", "w kolumnie numeru stoi „2a”, a to nie jest numer."),
        ("<td>2<td>spory<td>Maj 2024<td>pilne", "w wierszu stoi treść w kolumnie bez nagłówka."),
        (
            "<td><td>2) spory<br>3) wnioski<td>Maj 2024",
            "w jednym polu stoi kilka zadań z numerami; każde powinno mieć własny wiersz.",
        ),
        (
            "<td>2<td>spory &lt;b&gt;<td>Maj 2024",
            "znaczniki (<b>, <i>, ###, *) są niepełne albo stoją w środku wiersza.",
        ),
        ("<td colspan=3><b>BIURO RADY</b><tr><td colspan=3><i>Zadania:</i><tr><td>1<td><b>spory</b><td>Maj", None),
        ("<td><td><b>spory</b><td>Maj 2024", "nagłówek wydziału nie może mieć terminu."),
    ],
)
def test_row_of_a_table_that_is_not_understood_is_a_problem(row, message):
    reading = read_rows(HEADING, AREA, "<td>1<td>porady<td>Maj 2024", row)

    assert problems(reading)[:1] == ([(6, message)] if message else [])


def test_term_merged_over_a_heading_is_a_problem():
    reading = read_rows(
        HEADING, AREA, "<td>1<td>porady<td rowspan=3>Maj 2024", "<td colspan=2><i>Zadania z rady:</i>", "<td>1<td>sesje"
    )

    assert problems(reading)[0] == (6, "scalone pole terminu przechodzi przez nagłówek wydziału albo obszar.")


def test_term_merged_over_rows_is_printed_in_the_first_and_taken_over_by_the_others():
    reading = read_rows(
        HEADING, AREA, "<td>1<td>porady<td rowspan=2>Maj 2024", "<td>2<td>spory", "<td>3<td>wnioski<td>-"
    )

    assert found(reading) == [(1, "porady", "Maj 2024"), (2, "spory", ""), (3, "wnioski", "-")]
    assert [e.plan_source for e in reading.entries] == [PlanSource.PRINTED, PlanSource.INHERITED, PlanSource.PRINTED]


def test_headings_repeated_after_a_page_break_are_no_row():
    row = "<td>1<td>porady<td>Maj 2024"

    assert found(read_rows(HEADING, AREA, row, "<td>Lp.<td>Zadanie<td>Termin", "<td>2<td>spory<td>-")) == [
        (1, "porady", "Maj 2024"),
        (2, "spory", "-"),
    ]


def test_second_table_without_headings_continues_the_first():
    second = "</table><p><b>BIURO RADY</b></p><table><tr><td colspan=3><i>Zadania rady:</i><tr><td>1<td>sesje<td>-"
    reading = read_rows(HEADING, AREA, "<td>1<td>porady<td>Maj 2024", second)

    assert found(reading) == [(1, "porady", "Maj 2024"), (1, "sesje", "-")]
    assert [section.heading for section in reading.sections] == ["BIURO PRAWNE", "BIURO RADY"]


# ── Columns ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_column_that_is_not_known_is_refused_with_the_headings_found():
    assert refusal(read_csv, "Wydział;Obszar;Zadanie;Termin;Uwagi", "A;B:;1) c;Maj 2024;pilne") == (
        "Wiersz 2: Nie wiadomo, co znaczą kolumny „Uwagi”. Nagłówki w pliku: „Wydział”, „Obszar”, „Zadanie”, „Termin”, "
        "„Uwagi”. Potrzebne są kolumny „Wydział”, „Obszar”, „Zadanie” i „Termin”; znana jest też „Lp.”."
    )


def test_column_that_somebody_told_the_meaning_of_is_read():
    reading = read_csv(
        "Komórka;Obszar;Co robimy;Termin;Uwagi",
        "BIURO PRAWNE;Zadania z prawa:;1) porady;Maj 2024;pilne",
        columns={"Komórka": "department", "co robimy": "task", "UWAGI": ""},
    )

    assert found(reading) == [(1, "porady", "Maj 2024")]
    assert reading.sections[0].heading == "BIURO PRAWNE"


def test_csv_without_departments_and_areas_is_refused():
    assert refusal(read_csv, "Lp.;Zadanie;Termin", "1;porady;Maj 2024") == (
        "Wiersz 2: W tabeli brakuje kolumn: wydział, obszar. Nagłówki w pliku: „Lp.”, „Zadanie”, „Termin”. "
        "Potrzebne są kolumny „Wydział”, „Obszar”, „Zadanie” i „Termin”; znana jest też „Lp.”."
    )


def test_two_columns_of_one_meaning_are_refused():
    message = refusal(read_csv, "Wydział;Obszar;Zadanie;Nazwa zadania;Termin", "A;B;c;d;Maj 2024")

    assert message.startswith("Wiersz 2: Dwie kolumny znaczą to samo (zadanie). Nagłówki w pliku: „Wydział”")


def test_department_or_area_left_blank_is_the_one_above():
    reading = read_csv(
        "Wydział;Obszar;Lp.;Zadanie;Termin",
        "BIURO PRAWNE;Zadania z prawa:;1;porady;Maj 2024",
        ";;2;spory;",
        ";Zadania z rady:;1;sesje;-",
        "BIURO RADY;;2;protokoły;-",
        "BIURO SPORTU;Zadania z biegów;;;Maj 2024",
    )

    assert found(reading) == [
        (1, "porady", "Maj 2024"),
        (2, "spory", ""),
        (1, "sesje", "-"),
        (2, "protokoły", "-"),
        (None, "Zadania z biegów", "Maj 2024"),
    ]
    assert [e.area_text for e in reading.entries][2:] == ["Zadania z rady:", "", "Zadania z biegów"]
    assert [e.line for e in reading.entries] == [3, 4, 5, 6, 7]


def test_rows_of_a_csv_are_counted_as_a_spreadsheet_shows_them():
    reading = read_csv('Wydział;Obszar;"Zad\nanie";Termin'.replace("Zad\nanie", "Zadanie\n"), "A;Zadania:;1) b;-")

    assert [entry.line for entry in reading.entries] == [3]


# ── Word and Excel alone ────────────────────────────────────────────────────────────────────────────────────────────


def read_word(fill):
    def write(document):
        document.add_paragraph(TITLE)
        grid = formats.word_table(document, formats.HEADINGS)
        for words, mark in (("BIURO PRAWNE", formats.Mark.HEADING), ("Zadania z prawa:", formats.Mark.AREA)):
            formats.write_cell(grid.add_row().cells[0], words, mark)
        fill(document, grid)

    return read_schedule(read_document(formats.docx_of(write), "plik.docx"), 2024)


def test_numbers_that_word_makes_by_itself_are_counted():
    def fill(document, grid):
        for words in ("porady", "spory"):
            cells = grid.add_row().cells
            cells[0].text, cells[1].text = words, "Maj 2024"
            cells[0].paragraphs[0].style = "List Number"

    assert found(read_word(fill)) == [(1, "porady", "Maj 2024"), (2, "spory", "Maj 2024")]


def test_words_in_a_content_control_are_read():
    def fill(document, grid):
        row = grid.add_row()
        row.cells[0].text, row.cells[1].text = "1) porady", "Maj 2024"
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        row._tr.addprevious(control)
        control.append(content)
        content.append(row._tr)

    assert found(read_word(fill)) == [(1, "porady", "Maj 2024")]


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        (
            "w:ins",
            "Dokument „plik.docx” ma zmiany, których nikt jeszcze nie przyjął ani nie odrzucił (śledzenie zmian).",
        ),
        (
            "w:del",
            "Dokument „plik.docx” ma zmiany, których nikt jeszcze nie przyjął ani nie odrzucił (śledzenie zmian).",
        ),
        ("w:txbxContent", "Dokument „plik.docx” ma tekst w polu tekstowym; przenieś go do zwykłego akapitu."),
        ("w:altChunk", "Dokument „plik.docx” ma osadzony inny plik."),
    ],
)
def test_what_reads_otherwise_than_it_looks_is_refused(tag, message):
    def fill(document, grid):
        document.paragraphs[0]._p.append(OxmlElement(tag))

    assert refusal(read_word, fill) == message


def test_hidden_text_is_refused():
    def fill(document, grid):
        run = grid.add_row().cells[0].paragraphs[0].add_run("1) porady")
        run.font.hidden = True

    assert refusal(read_word, fill) == "Wiersz 5: W dokumencie jest tekst ukryty; usuń go albo pokaż."


def test_table_in_a_table_is_refused():
    def fill(document, grid):
        grid.add_row().cells[0].add_table(1, 1)

    assert refusal(read_word, fill) == "Wiersz 5: W polu tabeli stoi druga tabela."


def test_document_of_paragraphs_alone_is_read_as_a_text_is():
    def write(document):
        for words, style in ((TITLE, "Title"), ("BIURO PRAWNE", "Heading 2"), ("Zadania z prawa:", None)):
            document.add_paragraph(words, style)
        document.paragraphs[2].runs[0].italic = True
        document.add_paragraph("1) porady\tMaj 2024")

    reading = read_schedule(read_document(formats.docx_of(write), "plik.docx"), 2024)

    assert found(reading) == [(1, "porady", "Maj 2024")]
    assert reading.entries[0].line == 4


def read_excel(*rows, fill=None):
    def write(sheet):
        for row in [(TITLE,), ("Wydział", "Obszar", "Zadanie", "Termin"), *rows]:
            sheet.append(row)
        if fill:
            fill(sheet)

    return read_schedule(read_document(formats.xlsx_of(write), "plik.xlsx"), 2024)


@pytest.mark.parametrize(
    ("shown", "words"),
    [("mmm-yy", "grudzień 2023"), ("[$-415]mmmm\\ yyyy;@", "grudzień 2023"), ("dd.mm.yyyy", "01.12.2023")],
)
def test_date_that_excel_made_of_the_words_is_read_as_it_is_shown(shown, words):
    def fill(sheet):
        sheet["D3"].number_format = shown

    reading = read_excel(("A", "Zadania:", "1) porady", dt.datetime(2023, 12, 1)), fill=fill)  # noqa: DTZ001

    assert found(reading) == [(1, "porady", words)]
    assert reading.entries[0].plan.start == dt.date(2023, 12, 1)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ('="Maj "&2024', "Wiersz 3: W polu D3 stoi formuła; potrzebna jest jej wartość."),
        ("#N/A", "Wiersz 3: W polu D3 stoi błąd (#N/A)."),
        (True, "Wiersz 3: W polu D3 nie stoi tekst; wpisz go słowami."),
        (5.2024, "Wiersz 3: W polu D3 stoi liczba 5.2024; wpisz termin albo numer słowami."),
        (dt.time(12), "Wiersz 3: W polu D3 nie stoi tekst; wpisz go słowami."),
    ],
)
def test_cell_that_is_not_words_is_refused_by_its_name(value, message):
    assert refusal(read_excel, ("A", "Zadania:", "1) porady", value)) == message


def test_several_sheets_with_words_are_refused():
    def fill(sheet):
        sheet.parent.create_sheet("Stary")["A1"] = "cokolwiek"

    assert refusal(read_excel, ("A", "Zadania:", "1) b", "-"), fill=fill) == (
        "W skoroszycie jest kilka arkuszy z treścią („Sheet”, „Stary”). Zostaw jeden i zapisz ponownie."
    )


def test_empty_sheet_beside_the_schedule_does_no_harm():
    reading = read_excel(("A", "Zadania:", "1) b", "-"), fill=lambda sheet: sheet.parent.create_sheet("Pusty", 0))

    assert found(reading) == [(1, "b", "-")]
