"""The list of priority tasks of 2023, read: every figure and every oddity of the real document."""

import pytest

from competitions.importing import read_priority_tasks
from leszno_ngo.reading import Refused
from tests.competitions.sources import SCHEDULE_2024, TASKS_2023, lines_of, of_lines, source

TITLE = lines_of(TASKS_2023)[4]


def read(replace=None, year=2023):
    return read_priority_tasks(source(TASKS_2023, replace), year)


def issues(reading):
    return [(issue.line, issue.kind.value) for issue in reading.issues]


def problems(reading):
    return [(problem.line, problem.message) for problem in reading.problems]


def refusal(document, year=2023):
    with pytest.raises(Refused) as refused:
        read_priority_tasks(document, year)
    return str(refused.value)


# ── The document as it is ───────────────────────────────────────────────────────────────────────────────────────────


def test_document_holds_8_areas_38_numbered_tasks_and_2_areas_that_are_tasks():
    reading = read()
    numbered = [task for task in reading.tasks if task.number is not None]

    assert (len(reading.areas), len(numbered), len(reading.tasks) - len(numbered)) == (8, 38, 2)
    assert reading.problems == []


def test_title_is_kept_as_printed():
    assert read().title == TITLE.strip()


def test_areas_hold_their_tasks_with_the_numbers_as_printed():
    reading = read()
    numbers = [[task.number for task in reading.tasks if task.area == area] for area in reading.areas]

    assert numbers == [
        list(range(1, 17)),
        list(range(1, 8)),
        [1, 2, 3],
        [1, 2, 3, 4],
        [None],
        [None],
        [1, 2, 3, 4, 5],
        [1, 2, 3],
    ]


def test_words_of_every_task_stand_word_for_word_in_the_line_they_came_from():
    lines = lines_of(TASKS_2023)
    printed = [(f"{task.number}. {task.title}" if task.number else task.title) for task in read().tasks]

    assert printed == [lines[task.line - 1].strip() for task in read().tasks]


def test_heading_and_sentence_of_every_area_stand_in_the_document():
    lines = [line.strip() for line in lines_of(TASKS_2023)]
    areas = read().areas

    assert [area.text for area in areas] == [lines[area.line - 1] for area in areas]
    assert [area.heading for area in areas] == [lines[n - 1] for n in (7, 26, 36, 44, 53, 57, 61, 71)]


def test_endings_spacing_and_years_of_task_names_stay_as_printed():
    titles = {task.line: task.title for task in read().tasks}

    assert titles[48].endswith("niepełnosprawnych.")
    assert titles[50] == "Rozwój sportu na terenie Miasta Leszna–I tura 2023"
    assert titles[68] == "Kreowanie nowych form turystyki i produktów turystycznych;"
    assert titles[77].startswith("aktywizacja")


def test_task_of_an_area_without_a_list_is_its_sentence():
    tasks = {task.line: task for task in read().tasks if task.number is None}

    assert sorted(tasks) == [55, 59]
    assert tasks[59].title == lines_of(TASKS_2023)[58]
    assert tasks[55].title == lines_of(TASKS_2023)[54]


def test_headings_that_differ_from_their_sentence_and_areas_that_are_tasks_are_told():
    assert issues(read()) == [
        (7, "doubtful"),
        (53, "doubtful"),
        (55, "doubtful"),
        (57, "doubtful"),
        (59, "doubtful"),
    ]


# ── Another document ────────────────────────────────────────────────────────────────────────────────────────────────


def test_schedule_is_refused_with_the_command_that_takes_it():
    assert refusal(source(SCHEDULE_2024), 2024) == (
        "Wiersz 5: Oczekiwano tytułu „… priorytetowe zadania publiczne do realizacji w RRRR roku”, "
        "a jest „Planowany harmonogram ogłaszania otwartych konkursów ofert w 2024 roku”. "
        "Ten dokument wczytuje polecenie import_schedule."
    )


def test_another_year_is_refused():
    assert refusal(source(TASKS_2023), 2024) == "Wiersz 5: Dokument dotyczy roku 2023, a podano rok 2024."


def test_year_before_the_act_is_refused():
    title = TITLE.replace("2023", "1999")

    assert refusal(of_lines(title), 1999) == "Wiersz 1: Rok 1999 jest spoza lat 2004–2100."


def test_title_alone_is_no_list():
    reading = read_priority_tasks(of_lines(TITLE), 2023)

    assert problems(reading) == [(1, "pod tytułem nie ma żadnego obszaru zadań.")]


# ── Lines that cannot be understood ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "words", "message"),
    [
        (10, "Pomoc w Domu Dziecka", "to nie jest ani obszar („Zadania …”), ani zadanie z numerem."),
        (10, "2.", "po numerze nie ma treści zadania."),
        (10, "2. …", "w wierszu nie ma słów zadania."),
        (10, "1. Pomoc w Domu Dziecka", "numer 1 ma już w tym obszarze wiersz 9."),
        (10, "2. Pomoc w Ośrodku Interwencyjno-Readaptacyjnym", "to samo zadanie ma już w tym obszarze wiersz 9."),
        (10, "2. Pomoc\tGrudzień 2023", "w wykazie zadań priorytetowych nie ma kolumn, a w wierszu stoi tabulator."),
        (10, "2. " + "a" * 1001, "wiersz jest dłuższy niż 1000 znaków; to chyba nie jedno zadanie."),
        (10, "2. <b>Pomoc</b>", "znaczniki (<b>, <i>, ###, *) są niepełne albo stoją w środku wiersza."),
        (61, "Zadania " + "a" * 600, "obszar jest dłuższy niż 600 znaków."),
    ],
)
def test_line_that_is_not_understood_is_a_problem(line, words, message):
    assert problems(read({line: words}))[0] == (line, message)


def test_task_above_the_first_area_is_a_problem():
    reading = read_priority_tasks(of_lines(TITLE, "1. Pomoc w Domu Dziecka"), 2023)

    assert problems(reading) == [(2, "zadanie stoi przed pierwszym obszarem.")]


def test_sentence_under_a_heading_of_something_else_is_a_problem():
    reading = read({57: None})

    assert problems(reading)[0] == (60, "zdanie nie mówi o tym, co nagłówek nad nim (wiersz 58).")


def test_area_that_promises_a_list_and_has_none_is_a_problem():
    reading = read({38: None, 39: None, 40: None})

    assert problems(reading) == [(37, "obszar zapowiada listę zadań, a nie ma pod nim żadnego.")]


def test_area_of_one_line_and_no_tasks_is_a_problem():
    reading = read_priority_tasks(of_lines(TITLE, "Zadania z obszaru pomocy społecznej"), 2023)

    assert problems(reading) == [(2, "pod nagłówkiem obszaru nie ma ani zdania, ani zadań.")]


# ── Lines that are understood and doubtful ──────────────────────────────────────────────────────────────────────────


def new_issues(replace):
    """Issues beside those of the document as it is; a line taken out shifts the lines that messages name."""
    usual = {issue.quote for issue in read().issues}
    return [(issue.line, issue.kind.value, issue.message) for issue in read(replace).issues if issue.quote not in usual]


def test_area_without_its_heading_is_told_and_keeps_its_tasks():
    assert new_issues({36: None}) == [(36, "missing", "Obszar nie ma nagłówka.")]
    assert len(read({36: None}).tasks) == 40


def test_area_without_its_sentence_is_told_and_keeps_its_tasks():
    assert new_issues({37: None}) == [(36, "missing", "Obszar nie ma zdania.")]
    assert len(read({37: None}).tasks) == 40


def test_number_that_leaves_one_out_is_told():
    assert new_issues({39: None}) == [(39, "doubtful", "Numer 3 stoi tam, gdzie powinien być 2.")]


def test_year_of_another_document_in_a_task_is_told():
    assert new_issues({50: "3. Rozwój sportu – I tura 2022"}) == [
        (50, "doubtful", "Nazwa zadania podaje inny rok (2022) niż dokument (2023).")
    ]
