"""A task's page of the Leszno strategy, read without a database."""

import datetime as dt
import hashlib
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leszno_ngo.choices import IssueKind
from leszno_ngo.reading import read_text, read_text_file
from strategy.choices import IndicatorKind, ResponsibilityRole, ValueStatus
from strategy.importing import read
from tests.strategy.conftest import TASK_PAGE

TEXT = TASK_PAGE.read_text()


def read_task(text=TEXT):
    document, problems = read(read_text(text.encode(), "zadanie.txt"))
    assert problems == []
    return document, document.strategy.goals[0].programmes[0].tasks[0]


def problems_of(text):
    return [(problem.line, problem.message) for problem in read(read_text(text.encode(), "zadanie.txt"))[1]]


def issues_of(document, kind):
    return [(issue.line, issue.message) for issue in document.issues if issue.kind == kind]


def unreadable(document):
    return [issue for issue in document.issues if issue.kind == IssueKind.UNREADABLE]


def test_document_keeps_its_words_and_their_hash():
    source = read(read_text_file(TASK_PAGE))[0].source
    assert source.text == TEXT
    assert source.sha256 == hashlib.sha256(TASK_PAGE.read_bytes()).hexdigest()


def test_head_of_the_page_is_strategy_goal_programme_and_task_with_their_posts():
    document, task = read_task()
    goal = document.strategy.goals[0]
    programme = goal.programmes[0]
    assert (document.strategy.title, document.strategy.municipality) == ("Strategia rozwoju Leszna", "Leszno")
    assert (document.strategy.period_start, document.strategy.period_end) == (None, None)
    assert (goal.numeral, goal.line) == ("II", 3)
    assert goal.title == (
        "Poprawienie warunków życia ludności przez doskonalenie usług publicznych i stwarzanie warunków dla inicjatyw "
        "służących zaspokajaniu potrzeb społeczności lokalnych"
    )
    assert [(each.role, each.post) for each in goal.responsibilities] == [
        (ResponsibilityRole.HEAD, "I Zastępca Prezydenta Miasta Leszna")
    ]
    assert (programme.number, programme.title, programme.line) == (8, "Rodzinie", 5)
    assert [(each.role, each.post) for each in programme.responsibilities] == [
        (ResponsibilityRole.COORDINATOR, "Dyrektor Miejskiego Ośrodka Pomocy Rodzinie")
    ]
    assert (task.number, task.line) == (1, 7)
    assert task.title == "Strategia rozwiązywania problemów społecznych w mieście Lesznie"
    assert [(each.role, each.post, each.line) for each in task.responsibilities] == [
        (ResponsibilityRole.IMPLEMENTER, "Dyrektor Miejskiego Ośrodka Pomocy Rodzinie", 33)
    ]


def test_prose_of_the_task_stays_word_for_word():
    _, task = read_task()
    lines = TEXT.split("\n")
    assert task.addressees == "Mieszkańcy miasta Leszna"
    assert task.justification == lines[14]
    assert task.description == lines[18]


def test_six_stages_have_fourteen_shares_that_add_up_to_a_hundred():
    _, task = read_task()
    shares = [share for stage in task.stages for share in stage.shares]
    assert [len(stage.shares) for stage in task.stages] == [1, 1, 1, 1, 5, 5]
    assert (len(shares), sum(share.planned for share in shares), sum(share.done for share in shares)) == (14, 100, 100)
    assert [(share.year, share.planned, share.done) for share in task.stages[5].shares] == [
        (year, 10, 10) for year in (2009, 2010, 2011, 2012, 2013)
    ]


def test_periods_are_cut_from_the_text_of_stages():
    _, task = read_task()
    assert [
        (stage.number, stage.line, stage.period_text, stage.period and (stage.period.start, stage.period.end))
        for stage in task.stages
    ] == [
        (1, 24, "XI 2008 – I 2009", (dt.date(2008, 11, 1), dt.date(2009, 1, 31))),
        (2, 25, "II - IV 2009", (dt.date(2009, 2, 1), dt.date(2009, 4, 30))),
        (3, 26, "II – IV 2009", (dt.date(2009, 2, 1), dt.date(2009, 4, 30))),
        (4, 27, "V – VII 2009", (dt.date(2009, 5, 1), dt.date(2009, 7, 31))),
        (5, 29, "", None),
        (6, 30, "I 2010 – XII 2015", (dt.date(2010, 1, 1), dt.date(2015, 12, 31))),
    ]
    assert task.stages[4].title == "Monitoring (w trakcie realizacji projektu-raz na pół roku)"
    assert task.stages[5].title == "Realizacja zadań zawartych w Strategii."


def test_partners_are_told_from_their_scope_by_the_words_of_a_stage():
    _, task = read_task()
    scope = "Realizacja zadań zawartych w Strategii. I 2010 – XII 2015"
    assert [(each.name, each.scope, each.line) for each in task.partners] == [
        ("Jednostki służb społecznych", scope, 37),
        ("Organizacje pozarządowe", scope, 38),
    ]


def test_nine_indicators_have_forty_five_values_under_their_years():
    _, task = read_task()
    assert [
        (each.kind, each.source_name, each.source_text, each.line, " ".join(value.text for value in each.values))
        for each in task.indicators
    ] == [
        (IndicatorKind.OUTPUT, "Liczba rozesłanych ankiet", "MOPR", 42, "50 0 0 0 1"),
        (IndicatorKind.OUTPUT, "Liczba przeprowadzonych analiz", "MOPR", 43, "1 1 1 0 1"),
        (IndicatorKind.OUTPUT, "Liczba wprowadzonych zmian do dokumentu", "MOPR", 44, "1 0 0 0 1"),
        (
            IndicatorKind.OUTPUT,
            "Zapewnienie ciepłego posiłku osobom potrzebującym - będącymi klientami MOPR-u.",
            "",
            45,
            "3788 4485 4122 4361 4479",
        ),
        (
            IndicatorKind.OUTPUT,
            "Liczba przyznanych zasiłków rodzinnych i dodatków",
            "MOPR",
            46,
            "94757 96821 13699 83902 79602",
        ),
        (IndicatorKind.RESULT, "Liczba zrealizowanych zadań", "MOPR", 48, "76 78 82 80 89"),
        (IndicatorKind.RESULT, "Liczba podmiotów realizujących zadnia", "MOPR", 49, "42 27 29 30 34"),
        (
            IndicatorKind.RESULT,
            "Liczba osób, która uzyska wsparcie",
            "MOPR",
            50,
            "15772 16047 13699 15987 15827",
        ),
        (IndicatorKind.RESULT, "Liczba podopiecznych MOPR", "MOPR", 51, "5303 5665 5490 5883 5835"),
    ]
    values = [value for each in task.indicators for value in each.values]
    assert len(values) == 45
    assert all(value.value == Decimal(value.text) for value in values)
    assert {value.year for value in values} == {2009, 2010, 2011, 2012, 2013}


def test_number_printed_twice_is_suspect_only_where_it_falls_out_of_its_row():
    _, task = read_task()
    assert [
        (each.line, value.year, value.value)
        for each in task.indicators
        for value in each.values
        if value.status != ValueStatus.FINAL
    ] == [(46, 2011, 13699)]


def test_misprint_is_shown_right_and_kept_as_printed():
    _, task = read_task()
    assert task.indicators[6].source_name == "Liczba podmiotów realizujących zadnia"
    assert task.indicators[6].name == "Liczba podmiotów realizujących zadania"


def test_none_declared_cost_and_budget_are_told_apart_from_holes():
    _, task = read_task()
    assert [(each.kind, each.text, each.line) for each in task.none_declared] == [(IndicatorKind.IMPACT, "Brak", 53)]
    assert (task.planned_cost, task.budget) == (None, [])


def test_every_doubt_of_the_page_is_an_issue():
    document, _ = read_task()
    assert issues_of(document, IssueKind.MISSING) == [
        (0, "Dokument nie podaje jednostek wskaźników."),
        (29, "Etap 5 nie ma okresu; „raz na pół roku” to częstotliwość, nie termin."),
        (45, "Wskaźnik nie ma podanego źródła danych."),
        (54, "Dokument nie podaje planowanego kosztu zadania."),
        (56, "Dokument nie podaje budżetu zadania."),
    ]
    assert issues_of(document, IssueKind.CONTRADICTION) == [
        (30, "Etap 6 ma okres „I 2010 – XII 2015”, a udział także w latach: 2009.")
    ]
    assert issues_of(document, IssueKind.DOUBTFUL) == [
        (
            46,
            "Liczba 13699 w roku 2011 stoi także przy wskaźniku „Liczba osób, która uzyska wsparcie” (wiersz 50), a tu "
            "jest to 15 % średniej lat sąsiednich. Wartość oznaczono jako wątpliwą.",
        ),
        (51, "„MOPR” stoi dwa razy: pierwsze należy do nazwy, drugie jest źródłem danych."),
    ]
    assert issues_of(document, IssueKind.CORRECTED) == [
        (28, "Udziały etapu stoją w osobnym wierszu; dołączono je do etapu."),
        (37, "Nazwę i zakres rozdzielono: zakres powtarza treść etapu 6."),
        (38, "Nazwę i zakres rozdzielono: zakres powtarza treść etapu 6."),
        (49, "Poprawiono „realizujących zadnia” na „realizujących zadania”."),
    ]
    assert issues_of(document, IssueKind.UNREADABLE) == []


@pytest.mark.parametrize(("row", "numbers"), [("42 27 29 30", 4), ("42 27 29 30 34 35", 6), ("", 0)])
def test_row_with_more_or_fewer_numbers_than_years_keeps_its_words_and_gets_no_values(row, numbers):
    document, task = read_task(TEXT.replace("42 27 29 30 34", row))
    indicator = task.indicators[6]
    assert (indicator.source_name, indicator.values) == ("Liczba podmiotów realizujących zadnia", ())
    assert issues_of(document, IssueKind.UNREADABLE) == [
        (49, f"Liczb jest {numbers}, a lat 5; wartości nie przypisano.")
    ]


def test_stage_with_more_or_fewer_fields_than_years_gets_no_shares():
    document, task = read_task(TEXT.replace("10/10% - - - -", "10/10% - - -"))
    assert task.stages[2].shares == ()
    assert issues_of(document, IssueKind.UNREADABLE) == [
        (26, "Pól z udziałami jest 4, a lat 5; udziałów nie przypisano.")
    ]


def test_words_for_no_data_and_no_change_are_understood_in_a_row():
    _, task = read_task(TEXT.replace("76 78 82 80 89", "76 bez zmian bd. nd Brak danych"))
    assert [(value.value, value.status, value.text) for value in task.indicators[5].values] == [
        (76, ValueStatus.FINAL, "76"),
        (76, ValueStatus.FINAL, "bez zmian"),
        (None, ValueStatus.NOT_COLLECTED, "bd."),
        (None, ValueStatus.NOT_APPLICABLE, "nd"),
        (None, ValueStatus.NOT_COLLECTED, "Brak danych"),
    ]


def test_partner_whose_scope_is_no_stage_stays_one_piece_of_words():
    row = "Organizacje pozarządowe Realizacja zadań zawartych w Strategii. I 2010 – XII 2015"
    document, task = read_task(TEXT.replace(row, "Policja Interwencje w rodzinach"))
    assert (task.partners[1].name, task.partners[1].scope) == ("Policja Interwencje w rodzinach", "")
    assert issues_of(document, IssueKind.UNREADABLE) == [
        (38, "Nie wiadomo, gdzie kończy się nazwa partnera, a zaczyna zakres; całość wpisano jako nazwę.")
    ]


def test_cost_and_budget_are_read_where_they_are_stated():
    filled = TEXT.replace(
        "Planowany całkowity koszt realizacji\n", "Planowany całkowity koszt realizacji\n130 000,00 zł\n"
    ).replace("Źródło finansowania Środki", "Źródło finansowania Środki\nBudżet miasta 100 000 zł\nFundusz Pracy")
    _, task = read_task(filled)
    assert task.planned_cost == Decimal("130000.00")
    assert [(each.source_name, each.amount) for each in task.budget] == [
        ("Budżet miasta", Decimal(100000)),
        ("Fundusz Pracy", None),
    ]


def test_done_above_planned_and_a_sum_other_than_a_hundred_warn_without_refusing():
    document, task = read_task(TEXT.replace("10/10% - - - -", "12/5% - - - -"))
    assert task.stages[2].shares[0].done == 12
    messages = [message for _, message in issues_of(document, IssueKind.DOUBTFUL)]
    assert messages[:2] == [
        "Zaplanowane udziały wszystkich etapów i lat dają razem 95 zamiast 100.",
        "W roku 2009 wykonano więcej, niż zaplanowano.",
    ]


@pytest.mark.parametrize(
    ("wrong", "right", "problem"),
    [
        (
            "8. Rodzinie - koordynator",
            "Rodzinie, koordynator",
            (5, "W tym miejscu oczekiwano programu, na przykład „8. Nazwa - koordynator stanowisko”."),
        ),
        (
            "zadań MOPR 76 78 82 80 89",
            "zadań 76 7?8 82 80 89",
            (48, "Nie wiadomo, gdzie w tym wierszu kończy się nazwa, a zaczynają wartości."),
        ),
        ("2009 2010 2011 2012 2013\n1.", "1.", (22, "W tabeli etapów nie ma wiersza z latami.")),
        ("Adresaci", "Adresaci\nAdresaci", (10, "Nagłówek „Adresaci” stoi drugi raz, pierwszy jest w wierszu 9.")),
        (
            "Liczba zrealizowanych zadań MOPR",
            "Liczba podopiecznych MOPR MOPR",
            (51, "Wskaźnik stoi drugi raz; pierwszy jest w wierszu 48."),
        ),
    ],
)
def test_one_mangled_row_is_a_problem_with_its_line(wrong, right, problem):
    assert TEXT.count(wrong) == 1
    assert problems_of(TEXT.replace(wrong, right)) == [problem]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("5/x%", "Rok 2011: nie odczytano udziału „5/x%”; oczekiwano na przykład „5/5%” albo „-”."),
        ("0/0%", "Rok 2011: zaplanowano 0 punktów, a brak planu zapisuje się jako „-”; udziału nie przypisano."),
    ],
)
def test_share_that_cannot_be_read_is_kept_as_words_and_the_others_of_its_stage_stand(wrong, message):
    document, task = read_task(TEXT.replace("5/5% 5/5% 5/5% 5/5% 5/5%", f"5/5% 5/5% {wrong} 5/5% 5/5%"))
    stage = next(stage for stage in task.stages if stage.line == 29)
    assert [share.year for share in stage.shares] == [2009, 2010, 2012, 2013]
    assert stage.unplanned == ()
    assert [(each.line, each.quote, each.message) for each in unreadable(document)] == [(29, wrong, message)]


def test_dashes_are_years_without_a_plan():
    _, task = read_task()
    assert (task.stages[2].unplanned, task.stages[2].shares[0].year) == ((2010, 2011, 2012, 2013), 2009)


@pytest.mark.parametrize("wrong", ["7?8", "10.500", "78x"])
def test_value_that_cannot_be_read_is_kept_as_words_and_the_others_of_its_row_stand(wrong):
    document, task = read_task(TEXT.replace("MOPR 76 78 82 80 89", f"MOPR 76 {wrong} 82 80 89"))
    assert [(value.year, value.value) for value in task.indicators[5].values] == [
        (2009, 76),
        (2011, 82),
        (2012, 80),
        (2013, 89),
    ]
    message = f"Rok 2010: nie odczytano wartości „{wrong}”; oczekiwano liczby albo znaku braku danych."
    assert [(each.line, each.quote, each.message) for each in unreadable(document)] == [(48, wrong, message)]


@pytest.mark.parametrize(
    ("row", "years", "unread"),
    [
        ("bez zmian 78 82 80 89", [2010, 2011, 2012, 2013], ["bez zmian"]),
        ("76 7?8 bez zmian 80 89", [2009, 2012, 2013], ["7?8", "bez zmian"]),
        ("76 7?8 bez zmian bez zmian 89", [2009, 2013], ["7?8", "bez zmian", "bez zmian"]),
    ],
)
def test_no_change_needs_a_value_before_it(row, years, unread):
    document, task = read_task(TEXT.replace("MOPR 76 78 82 80 89", f"MOPR {row}"))
    assert [value.year for value in task.indicators[5].values] == years
    assert [each.quote for each in unreadable(document)] == unread


@pytest.mark.parametrize(
    ("words", "source", "amount", "unread"),
    [
        ("Budżet miasta 100.000 zł", "Budżet miasta", None, "„100.000 zł” można odczytać na dwa sposoby"),
        ("Budżet miasta 100 00 zł", "Budżet miasta", None, "„100 00 zł” nie jest liczbą"),
        ("Budżet miasta 1o0 zł", "Budżet miasta", None, "„1o0 zł” nie jest liczbą"),
        ("Budżet miasta -5 zł", "Budżet miasta", None, "„-5 zł” nie jest kwotą w złotych i groszach"),
        ("Budżet miasta 5,125 zł", "Budżet miasta", None, "„5,125 zł” nie jest kwotą w złotych i groszach"),
        ("Fundusz Pracy 2014", "Fundusz Pracy", None, "„2014” może być rokiem"),
        ("Fundusz 2014 100 000 zł", "Fundusz", None, "„2014 100 000 zł” nie jest liczbą"),
        ("Fundusz Pracy 2014 zł", "Fundusz Pracy", Decimal(2014), ""),
        ("Fundusz Pracy 100 000,50", "Fundusz Pracy", Decimal("100000.50"), ""),
        ("Fundusz Pracy -", "Fundusz Pracy", None, ""),
    ],
)
def test_amount_that_cannot_be_read_is_kept_as_words_beside_its_source(words, source, amount, unread):
    text = TEXT.replace("Źródło finansowania Środki", f"Źródło finansowania Środki\n{words}")
    document, task = read_task(text)
    (line,) = task.budget
    assert (line.source_name, line.amount, line.unread) == (source, amount, {"amount"} if unread else set())
    expected = [(words, f"Nie odczytano kwoty: {unread}.")] if unread else []
    assert [(each.quote, each.message) for each in unreadable(document)] == expected


def test_cost_that_cannot_be_read_is_kept_as_words():
    name = "Planowany całkowity koszt realizacji\n"
    document, task = read_task(TEXT.replace(name, f"{name}130.000 zł\n"))
    assert (task.planned_cost, task.unread) == (None, {"planned_cost"})
    assert [(each.quote, each.message) for each in unreadable(document)] == [
        ("130.000 zł", "Nie odczytano kosztu: „130.000 zł” można odczytać na dwa sposoby.")
    ]


def test_of_a_row_that_stands_twice_the_first_is_read():
    text = TEXT.replace("Liczba zrealizowanych zadań MOPR", "Liczba podopiecznych MOPR MOPR")
    document, (problem,) = read(read_text(text.encode(), "zadanie.txt"))
    (task,) = document.strategy.goals[0].programmes[0].tasks
    assert problem.line == 51
    assert [indicator.line for indicator in task.indicators if "podopiecznych" in indicator.name] == [48]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_page_with_lost_or_swapped_lines_is_read_or_told_what_is_wrong(data):
    lines = TEXT.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(8, len(lines) - 1))
        change = data.draw(st.sampled_from(["drop", "repeat", "cut"]))
        lines[place : place + 1] = {"drop": [], "repeat": [lines[place]] * 2, "cut": [lines[place][3:]]}[change]
        lines.append("")
    text = "\n".join(lines)
    if "Etapy realizacji zadania" in lines and "Mierniki dla realizacji zadania" in lines:
        document, problems = read(read_text(text.encode(), "zadanie.txt"))
        assert all(0 <= each.line <= len(lines) for each in [*problems, *document.issues])
