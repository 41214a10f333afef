"""The schedule of 2024, read: every figure, every term and every oddity of the real document."""

import datetime as dt
from collections import Counter

import pytest

from competitions.choices import PlanSource
from competitions.importing import read_schedule
from leszno_ngo.reading import Refused
from leszno_ngo.terms import Kind, Unit
from tests.competitions.sources import DOCUMENTS, SCHEDULE_2024, TASKS_2023, lines_of, of_lines, source

TITLE = lines_of(SCHEDULE_2024)[4]
AREA = "<i>Zadania w zakresie turystyki, w tym m.in.:</i>\t"


def read(replace=None, year=2024):
    return read_schedule(source(SCHEDULE_2024, replace), year)


def small(*lines):
    """A schedule of one department and these lines; the first of them is line 3."""
    return read_schedule(of_lines(TITLE, "<b>WYDZIAŁ ROZWOJU</b>\t", *lines, "- stan na dzień 30.11.2023 r."), 2024)


def problems(reading):
    return [(problem.line, problem.message) for problem in reading.problems]


def entry_at(line, reading=None):
    (entry,) = [entry for entry in (reading or read()).entries if entry.line == line]
    return entry


def refusal(document, year=2024):
    with pytest.raises(Refused) as refused:
        read_schedule(document, year)
    return str(refused.value)


# ── The document as it is ───────────────────────────────────────────────────────────────────────────────────────────


def test_document_holds_10_sections_11_departments_and_45_rows():
    reading = read()
    entries = reading.entries
    areas = [entry for entry in entries if entry.is_area]
    numbered = [entry for entry in entries if entry.number is not None]

    assert len(reading.sections) == 10
    assert len({name for section in reading.sections for name in section.departments}) == 11
    assert (len(entries), len(numbered), len(entries) - len(numbered) - len(areas), len(areas)) == (45, 39, 4, 2)
    assert reading.problems == []


def test_title_and_as_of_day_are_those_of_the_document():
    reading = read()

    assert reading.title == "Planowany harmonogram ogłaszania otwartych konkursów ofert w 2024 roku"
    assert reading.as_of == dt.date(2023, 11, 30)


def test_every_section_holds_its_rows():
    assert [(section.heading, len(section.entries)) for section in read().sections] == [
        ("MIEJSKI OŚRODEK POMOCY RODZINIE W LESZNIE", 12),
        ("BIURO DS. UZALEŻNIEŃ", 8),
        ("WYDZIAŁ SPRAW OBYWATELSKICH", 2),
        ("WYDZIAŁ KULTURY I SPORTU", 7),
        ("BIURO PRAWNE/ BIURO KONTROLI WEWNĘTRZNEJ", 1),
        ("WYDZIAŁ OCHRONY ŚRODOWISKA", 1),
        ("CENTRUM INFORMACJI TURYSTYCZNEJ", 5),
        ("BIURO PEŁNOMOCNIKA DS. WSPÓŁPRACY Z ORGANIZACJAMI POZARZĄDOWYMI", 5),
        ("WYDZIAŁ ROZWOJU", 3),
        ("WYDZIAŁ ZARZĄDZANIA KRYSY I BEZPIECZEŃSTWA", 1),
    ]


def test_words_of_every_row_stand_word_for_word_in_the_line_they_came_from():
    lines = lines_of(SCHEDULE_2024)
    for entry in read().entries:
        task, tab, term = lines[entry.line - 1].partition("\t")
        words = f"{entry.number}) {entry.title}" if entry.number else entry.title
        if entry.is_area:
            words = f"<i>{words}</i>"
        assert (task, tab, term) == (words, "\t", entry.plan_text)


D = dt.date
EXPECTED_TERMS = [
    # words, rows, kind, unit, start, end
    ("Grudzień 2023", 15, Kind.PERIOD, Unit.MONTH, D(2023, 12, 1), D(2023, 12, 31)),
    ("Styczeń 2024", 1, Kind.PERIOD, Unit.MONTH, D(2024, 1, 1), D(2024, 1, 31)),
    ("Marzec 2024", 1, Kind.PERIOD, Unit.MONTH, D(2024, 3, 1), D(2024, 3, 31)),
    ("Październik 2023", 1, Kind.PERIOD, Unit.MONTH, D(2023, 10, 1), D(2023, 10, 31)),
    ("Grudzień 2023 / Styczeń 2024", 7, Kind.PERIOD, Unit.MONTH, D(2023, 12, 1), D(2024, 1, 31)),
    ("Styczeń / Luty 2024", 1, Kind.PERIOD, Unit.MONTH, D(2024, 1, 1), D(2024, 2, 29)),
    ("Marzec/Kwiecień 2024", 3, Kind.PERIOD, Unit.MONTH, D(2024, 3, 1), D(2024, 4, 30)),
    ("II, III kwartał roku 2024", 1, Kind.PERIOD, Unit.QUARTER, D(2024, 4, 1), D(2024, 9, 30)),
    ("II połowa 2024 r.", 1, Kind.PERIOD, Unit.HALF, D(2024, 7, 1), D(2024, 12, 31)),
    ("-", 5, Kind.NOT_PLANNED, Unit.NONE, None, None),
    ("Tryb ustawy o zatrudnieniu socjalnym", 1, Kind.OTHER_PROCEDURE, Unit.NONE, None, None),
]


def test_printed_terms_mean_what_they_say():
    printed = [entry for entry in read().entries if entry.plan_source == PlanSource.PRINTED]
    understood = Counter((e.plan_text, e.plan.kind, e.plan.unit, e.plan.start, e.plan.end) for e in printed)

    assert understood == {(words, *meaning): n for words, n, *meaning in EXPECTED_TERMS}
    assert len(printed) == 37


def test_blank_cells_take_over_the_words_above_across_a_page_break_too():
    inherited = [entry for entry in read().entries if entry.plan_source == PlanSource.INHERITED]

    assert [(e.line, e.inherited_from, e.plan_text, e.plan.start, e.plan.end) for e in inherited] == [
        *[(line, 63, "", D(2024, 4, 1), D(2024, 9, 30)) for line in (64, 65, 66, 67)],
        *[(line, 70, "", D(2024, 7, 1), D(2024, 12, 31)) for line in (74, 75, 76, 77)],
    ]


def test_other_procedure_keeps_its_legal_basis_as_printed():
    assert [(e.line, e.legal_basis) for e in read().entries if e.legal_basis] == [
        (17, "Tryb ustawy o zatrudnieniu socjalnym")
    ]


def test_heading_of_two_offices_names_both():
    (section,) = [section for section in read().sections if len(section.departments) > 1]

    assert section.departments == ("BIURO PRAWNE", "BIURO KONTROLI WEWNĘTRZNEJ")


def test_section_without_an_area_continues_the_area_and_the_numbers_above():
    first = entry_at(39)

    assert (first.number, first.area_text) == (9, "")
    assert first.area == entry_at(28).area


def test_two_areas_of_one_department_are_kept_apart():
    culture, sport = entry_at(46), entry_at(53)

    assert (
        culture.area_text == "Zadania w zakresie kultury, sztuki, ochrony dóbr i dziedzictwa narodowego, w tym m.in.:"
    )
    assert sport.area_text == "Zadania w zakresie wspierania i upowszechniania kultury fizycznej, w tym m.in.:"
    assert (culture.number, sport.number) == (1, 1)


def test_areas_that_are_rows_stand_as_their_own_task():
    assert [(e.line, e.title == e.area_text) for e in read().entries if e.is_area] == [(58, True), (60, True)]


def test_nameless_areas_are_recognised_by_the_heading_above_them():
    assert [entry_at(line).area.wordings for line in (80, 81, 82, 85)] == [
        *[("WYDZIAŁ ROZWOJU: Zadania w zakresie:",)] * 3,
        ("WYDZIAŁ ZARZĄDZANIA KRYSY I BEZPIECZEŃSTWA: Zadania w zakresie:",),
    ]
    assert entry_at(80).area_text == "Zadania w zakresie:"


def test_slashes_inside_tasks_part_nothing():
    assert entry_at(14).title == "specjalistyczne poradnictwo dla osób/rodzin w trudnych sytuacjach życiowych"
    assert entry_at(18).title.endswith("niepełnosprawnościami/ ograniczonymi sprawnościami")


def test_everything_doubtful_is_told_with_its_line():
    assert [(issue.line, issue.kind.value, issue.message) for issue in read().issues] == [
        (
            37,
            "missing",
            "Pod nagłówkiem nie wydrukowano obszaru, a numeracja zaczyna się od 9; "
            "przyjęto dalszy ciąg obszaru z części „BIURO DS. UZALEŻNIEŃ”.",
        ),
        (56, "doubtful", "Ta tura ma ten sam termin co inna tura tego zadania (wiersz 55)."),
        (57, "doubtful", "Jeden nagłówek wymienia kilka jednostek; jego zadania przypisano każdej z nich."),
        (58, "doubtful", "Obszar nie ma listy zadań; za pozycję harmonogramu przyjęto jego całe zdanie."),
        (58, "doubtful", "Termin minął przed dniem sporządzenia dokumentu (30.11.2023)."),
        (60, "doubtful", "Obszar nie ma listy zadań; za pozycję harmonogramu przyjęto jego całe zdanie."),
        (
            63,
            "doubtful",
            "Pola terminu pod tym wierszem są puste; przyjęto, że jego termin obejmuje też wiersze 64, 65, 66, 67.",
        ),
        (
            70,
            "doubtful",
            "Pola terminu pod tym wierszem są puste; przyjęto, że jego termin obejmuje też wiersze 74, 75, 76, 77.",
        ),
        (
            79,
            "doubtful",
            "Obszaru nie nazwano; rozpoznano go po nagłówku „WYDZIAŁ ROZWOJU” i tych słowach, "
            "a zadaniami są wiersze bez numerów pod nimi.",
        ),
        (
            84,
            "doubtful",
            "Obszaru nie nazwano; rozpoznano go po nagłówku „WYDZIAŁ ZARZĄDZANIA KRYSY I BEZPIECZEŃSTWA” "
            "i tych słowach, a zadaniami są wiersze bez numerów pod nimi.",
        ),
    ]


def test_every_issue_quotes_words_of_its_line():
    lines = lines_of(SCHEDULE_2024)

    assert [issue.quote for issue in read().issues if issue.quote not in lines[issue.line - 1]] == []


# ── Another document ────────────────────────────────────────────────────────────────────────────────────────────────


def test_list_of_priority_tasks_is_refused_with_the_command_that_takes_it():
    assert refusal(source(TASKS_2023), 2023) == (
        "Wiersz 5: Oczekiwano tytułu „Planowany harmonogram ogłaszania otwartych konkursów ofert w RRRR roku”, "
        "a jest „Zaproponowane przez Wydziały / Biura i Jednostki Organizacyjne Urzędu Miasta Le…”. "
        "Ten dokument wczytuje polecenie import_priority_tasks."
    )


@pytest.mark.parametrize("path", [p for p in sorted(DOCUMENTS.iterdir()) if p not in (SCHEDULE_2024, TASKS_2023)])
def test_documents_of_the_strategy_are_refused(path):
    expected = "Oczekiwano tytułu „Planowany harmonogram ogłaszania otwartych konkursów ofert w RRRR roku”, a jest „"

    assert refusal(source(path)).partition(": ")[2].startswith(expected)


def test_another_year_is_refused():
    assert refusal(source(SCHEDULE_2024), 2025) == "Wiersz 5: Dokument dotyczy roku 2024, a podano rok 2025."


def test_title_alone_is_no_schedule():
    assert problems(read_schedule(of_lines(TITLE), 2024)) == [(1, "pod tytułem nie ma żadnego wydziału.")]


# ── Lines that cannot be understood ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "words", "message"),
    [
        (7, "<b>MIEJSKI OŚRODEK POMOCY RODZINIE W LESZNIE</b>\tMaj", "nagłówek wydziału nie może mieć terminu."),
        (7, "<b>" + "X" * 201 + "</b>", "nagłówek jest za długi na nazwę wydziału."),
        (8, "<i>" + "x" * 601 + "</i>\t", "obszar jest dłuższy niż 600 znaków."),
        (9, "1) pomoc osobom", "zadanie i jego termin musi rozdzielać tabulator, a w wierszu go nie ma."),
        (9, "1)\tGrudzień 2023", "po numerze nie ma treści zadania."),
        (9, "\tGrudzień 2023", "przed tabulatorem nie ma treści zadania."),
        (9, "1) pomoc\tGrudzień\t2023", "wiersz ma więcej niż jeden tabulator, więc nie wiadomo, co jest terminem."),
        (9, "1) pomoc\t" + "x" * 301, "termin jest dłuższy niż 300 znaków."),
        (9, "1) <i>pomoc\tMaj", "znaczniki (<b>, <i>, ###, *) są niepełne albo stoją w środku wiersza."),
        (10, "1) opieka nad dziećmi\tMaj 2024", "numer 1 ma już w tym obszarze wiersz 9."),
        (10, "opieka nad dziećmi\tMaj 2024", "wiersz bez numeru wśród zadań z numerami tego samego obszaru."),
        (10, "opieka", "to nie jest ani nagłówek wydziału, ani obszar, ani zadanie z terminem po tabulatorze."),
        (37, "### BIURO DS. UZALEŻNIEŃ", "nagłówek tego wydziału już był w dokumencie."),
        (58, "<i>Zadania:</i>\tMaj 2024", "obszar zapowiada listę zadań, a sam ma termin."),
        (62, "<i>Zadania z turystyki</i>\tMaj 2024", None),
        (81, "1) rozwijania kontaktów;\tMaj 2024", "wiersz z numerem wśród zadań bez numerów tego samego obszaru."),
        (82, "### …", "w wierszu nie ma słów."),
        (87, "- stan na dzień 31.11.2023 r.", "oczekiwano daty, np. „stan na dzień 30.11.2023 r.”."),
        (86, "- stan na dzień 30.11.2023 r.", None),
    ],
)
def test_line_that_is_not_understood_is_a_problem(line, words, message):
    later = {62: (63, "obszar (wiersz 62) ma własny termin, a pod nim stoi zadanie.")}
    later[86] = (87, "dzień, na który sporządzono dokument, podano drugi raz.")

    assert problems(read({line: words}))[0] == ((line, message) if message else later[line])


def test_row_and_area_above_the_first_heading_are_problems():
    reading = read_schedule(of_lines(TITLE, AREA, "1) szlaki\tMaj 2024"), 2024)

    assert problems(reading) == [
        (2, "obszar stoi przed pierwszym nagłówkiem wydziału."),
        (3, "zadanie stoi przed pierwszym nagłówkiem wydziału."),
        (3, "pod tytułem nie ma żadnego wydziału."),
    ]


def test_section_without_an_area_whose_numbers_do_not_go_on_is_a_problem():
    message = "pod nagłówkiem wydziału nie ma obszaru, a numer nie jest dalszym ciągiem obszaru powyżej."

    assert problems(read({39: None})) == [(39, message)]
    assert problems(read({62: None}))[0] == (62, message)
    assert problems(small("1) szlaki\tMaj 2024"))[0] == (3, message)


def test_heading_without_rows_is_a_problem():
    assert problems(read({58: None})) == [(57, "pod nagłówkiem wydziału nie ma żadnego zadania.")]


def test_area_that_promises_a_list_and_has_none_is_a_problem():
    assert problems(read({85: None})) == [(84, "obszar zapowiada listę zadań, a nie ma pod nim żadnego.")]


def test_row_without_a_number_under_an_area_that_promises_no_list_is_a_problem():
    reading = small("<i>Zadania z turystyki</i>\t", "szlaki\tMaj 2024")

    assert problems(reading) == [(4, "wiersz bez numeru pod obszarem, który nie zapowiada listy zadań.")]


# ── Lines that are understood and doubtful ──────────────────────────────────────────────────────────────────────────


def only_issue(reading):
    assert reading.problems == []
    (issue,) = reading.issues
    return issue.line, issue.kind.value, issue.quote, issue.message


def test_term_that_cannot_be_read_stays_with_its_words_for_an_official():
    reading = small(AREA, "1) szlaki\tjakoś na wiosnę może")

    assert only_issue(reading) == (
        4,
        "unreadable",
        "jakoś na wiosnę może",
        "Terminu nie odczytano; musi go ustalić pracownik.",
    )
    assert (entry_at(4, reading).plan_text, entry_at(4, reading).plan.kind) == ("jakoś na wiosnę może", Kind.UNPARSED)
    assert entry_at(4, reading).plan_source == PlanSource.PRINTED


def test_blank_cell_with_nothing_above_is_blank():
    reading = small(AREA, "1) szlaki\t", "2) imprezy\tMaj 2024")
    message = "Pole terminu jest puste i nie ma nad nim terminu, który można przejąć."

    assert only_issue(reading) == (4, "missing", "szlaki", message)
    assert entry_at(4, reading).plan_source == PlanSource.BLANK
    assert (entry_at(4, reading).plan.kind, entry_at(4, reading).inherited_from) == (Kind.UNPARSED, None)


def test_blank_cell_takes_nothing_over_from_another_area_or_another_department():
    reading = small(
        "<i>Zadania z kultury:</i>\t",
        "1) książki\tMaj 2024",
        AREA,
        "1) szlaki\t",
        "<b>BIURO PRAWNE</b>\t",
        "2) imprezy\t",
    )

    assert [entry.plan_source for entry in reading.entries] == [PlanSource.PRINTED, PlanSource.BLANK, PlanSource.BLANK]


def test_term_without_a_year_takes_the_year_of_the_schedule_and_says_so():
    reading = small(AREA, "1) szlaki\tMaj")

    assert only_issue(reading) == (4, "doubtful", "Maj", "Termin nie podaje roku; przyjęto rok harmonogramu (2024).")
    assert entry_at(4, reading).plan.start == dt.date(2024, 5, 1)


def test_term_of_a_far_year_is_told():
    assert only_issue(small(AREA, "1) szlaki\tMaj 2042")) == (
        4,
        "doubtful",
        "Maj 2042",
        "Termin wykracza poza rok 2024 i rok przed nim.",
    )


def test_number_that_leaves_one_out_is_told():
    assert only_issue(small(AREA, "1) szlaki\tMaj 2024", "3) imprezy\tMaj 2024")) == (
        5,
        "doubtful",
        "imprezy",
        "Numer 3 stoi tam, gdzie powinien być 2.",
    )


def test_year_of_another_document_in_a_task_is_told():
    assert only_issue(small(AREA, "1) szlaki 2023\tMaj 2024")) == (
        4,
        "doubtful",
        "szlaki 2023",
        "Nazwa zadania podaje inny rok (2023) niż dokument (2024).",
    )


def test_document_without_its_day_is_told():
    reading = read({87: None})

    assert reading.as_of is None
    assert (reading.issues[0].line, reading.issues[0].message) == (
        0,
        "Dokument nie podaje dnia, na który go sporządzono.",
    )


def test_slash_inside_the_name_of_one_office_parts_nothing():
    reading = read({57: "<b>BIURO PRAWNE/KADRY</b>\t"})

    assert reading.sections[4].departments == ("BIURO PRAWNE/KADRY",)
