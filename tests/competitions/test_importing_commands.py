"""The two commands: what they print, and that nothing is half done when a file is not what it should be."""

import io

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from competitions.models import PriorityTask, ScheduleEntry
from tests.competitions.sources import DOCUMENTS, SCHEDULE_2024, TASKS_2023, altered, everything_stored

pytestmark = pytest.mark.django_db

COMMANDS = {"import_priority_tasks": (TASKS_2023, 2023), "import_schedule": (SCHEDULE_2024, 2024)}


@pytest.fixture(params=COMMANDS)
def command(request):
    return request.param


def run(command, path, year, **options):
    out = io.StringIO()
    call_command(command, str(path), year=year, stdout=out, **options)
    return out.getvalue().splitlines()


def error(command, path, year=None, **options):
    """The message of a run that must fail and leave the database as it was."""
    before = everything_stored()
    with pytest.raises(CommandError) as raised:
        run(command, path, year or COMMANDS[command][1], **options)
    assert everything_stored() == before
    assert raised.value.returncode == 1
    return str(raised.value)


# ── The report ──────────────────────────────────────────────────────────────────────────────────────────────────────


def without_issues(lines):
    """The report but for the issues, which are many."""
    shown = [line for line in lines if not line.startswith(("  wiersz", "    „"))]
    return [line for line in shown if not line.startswith("Odczytano")]


def test_report_on_priority_tasks_gives_the_figures(lists):
    lines = run("import_priority_tasks", TASKS_2023, 2023)

    assert without_issues(lines) == [
        "  8 obszarów",
        "  38 zadań z numerami",
        "  2 obszary będące zadaniami",
        "Uwagi do danych: 5",
        "W bazie zmieniono:",
        "  zadania priorytetowe: nowe: 40",
    ]


def test_report_on_the_schedule_gives_the_figures(lists):
    lines = run("import_schedule", SCHEDULE_2024, 2024)

    assert lines[0] == "Odczytano: „Planowany harmonogram ogłaszania otwartych konkursów ofert w 2024 roku”"
    assert without_issues(lines) == [
        "  stan na dzień: 30.11.2023 r.",
        "  10 nagłówków, 11 wydziałów i biur",
        "  45 pozycji: 39 zadań z numerami, 4 zadania bez numerów, 2 obszary będące zadaniami",
        "  37 wydrukowanych terminów (okres: 31, nie planuje się: 5, inny tryb: 1)",
        "  8 terminów przejętych z wierszy wyżej (okres: 8)",
        "Uwagi do danych: 11",
        "W bazie zmieniono:",
        "  zadania priorytetowe: nowe: 45",
        "  pozycje harmonogramu: nowe: 45",
    ]


def test_report_names_line_kind_and_words_of_every_issue(lists):
    lines = run("import_schedule", SCHEDULE_2024, 2024)
    corrected = "w portalu to „Wydział Zarządzania Kryzysowego i Bezpieczeństwa”."
    at = lines.index(f"  wiersz 83, poprawiono zapis: Nazwę wydziału poprawiono: {corrected}")

    assert lines[at + 1] == "    „WYDZIAŁ ZARZĄDZANIA KRYSY I BEZPIECZEŃSTWA”"
    assert len([line for line in lines if line.startswith("  wiersz")]) == 11


def test_second_run_says_that_nothing_changes(lists, command):
    path, year = COMMANDS[command]
    first = run(command, path, year)
    before = everything_stored()

    second = run(command, path, year)

    assert everything_stored() == before
    assert second[-1] == "Ten dokument wczytano już wcześniej: w bazie nic się nie zmienia."
    assert second[:-1] == first[: first.index("W bazie zmieniono:")]


def test_dry_run_writes_nothing_and_says_what_would_change(lists, command):
    path, year = COMMANDS[command]
    before = everything_stored()

    lines = run(command, path, year, dry_run=True)

    assert everything_stored() == before
    assert "W bazie zmieniłoby się:" in lines
    assert lines[-1] == "To była próba (--dry-run): w bazie nic się nie zmieniło."


def test_dry_run_on_an_empty_database_makes_no_department_and_no_area(command):
    path, year = COMMANDS[command]
    before = everything_stored()

    run(command, path, year, dry_run=True)

    assert everything_stored() == before


def test_both_commands_work_without_the_lists():
    run("import_priority_tasks", TASKS_2023, 2023)
    run("import_schedule", SCHEDULE_2024, 2024)

    assert (PriorityTask.objects.count(), ScheduleEntry.objects.count()) == (85, 45)


def test_changed_document_reports_created_changed_removed_and_unchanged_rows(lists, tmp_path):
    run("import_schedule", SCHEDULE_2024, 2024)
    changed = tmp_path / "harmonogram.txt"
    changed.write_text("\n".join(altered(SCHEDULE_2024, {20: None, 48: "3) albumy\tMaj 2024"})), "utf-8")

    lines = run("import_schedule", changed, 2024)

    assert lines[-2:] == [
        "  zadania priorytetowe: zmienione: 1, usunięte: 1, bez zmian: 43",
        "  pozycje harmonogramu: zmienione: 1, usunięte: 1, bez zmian: 43",
    ]


# ── Bad input ───────────────────────────────────────────────────────────────────────────────────────────────────────


def written(tmp_path, content):
    path = tmp_path / "dokument.txt"
    path.write_bytes(content)
    return path


def test_missing_file_is_refused(command, tmp_path):
    path = tmp_path / "nie-ma.txt"

    assert error(command, path) == f"Dokumentu nie wczytano. Nie ma pliku „{path}”."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Plik „dokument.txt” jest pusty."),
        (b" \n\t\n", "Plik „dokument.txt” jest pusty."),
        (b"Zadania\x00\x01", "„dokument.txt” nie jest plikiem tekstowym."),
        (
            b"PK\x03\x04word/document.xml",
            "„dokument.txt” to archiwum ZIP (tak zapisują pliki Word i Excel), a nie tekst. "
            "Zapisz dokument jako zwykły tekst w kodowaniu UTF-8.",
        ),
    ],
)
def test_empty_and_binary_files_are_refused(command, tmp_path, content, message):
    assert error(command, written(tmp_path, content)) == f"Dokumentu nie wczytano. {message}"


def test_document_in_windows_1250_is_refused_with_the_line(command, tmp_path):
    path = written(tmp_path, COMMANDS[command][0].read_text("utf-8").replace("‑", "-").encode("cp1250"))

    assert error(command, path).startswith(
        "Dokumentu nie wczytano. Wiersz 5: Plik „dokument.txt” nie jest w kodowaniu UTF-8 (być może jest w Windows-1250"
    )


def test_file_of_ten_megabytes_and_a_byte_is_refused(command, tmp_path):
    text = COMMANDS[command][0].read_bytes()
    path = written(tmp_path, text + b"\n" * (settings.IMPORT_MAX_BYTES + 1 - len(text)))

    assert error(command, path) == (
        "Dokumentu nie wczytano. Plik „dokument.txt” jest za duży: można wczytać najwyżej 10 MB."
    )


def test_other_documents_are_refused_with_what_was_expected_and_where(command):
    expected = {
        "import_priority_tasks": "Oczekiwano tytułu „… priorytetowe zadania publiczne do realizacji w RRRR roku”",
        "import_schedule": "Oczekiwano tytułu „Planowany harmonogram ogłaszania otwartych konkursów ofert w RRRR roku”",
    }[command]
    others = [path for path in sorted(DOCUMENTS.iterdir()) if path != COMMANDS[command][0]]
    messages = [error(command, path) for path in others]

    assert [message.partition(", a jest „")[0].split(": ", 1)[1] for message in messages] == [expected] * 4
    assert [message.partition(": ")[0] for message in messages] == [
        f"Dokumentu nie wczytano. Wiersz {first_line(path)}" for path in others
    ]


def first_line(path):
    return next(n for n, line in enumerate(path.read_text("utf-8").split("\n"), start=1) if line.strip())


def test_wrong_year_is_refused(command):
    path, year = COMMANDS[command]

    assert error(command, path, 2031) == (
        f"Dokumentu nie wczytano. Wiersz 5: Dokument dotyczy roku {year}, a podano rok 2031."
    )


@pytest.mark.parametrize("dry_run", [False, True])
def test_one_mangled_row_stops_the_whole_import(command, tmp_path, capsys, dry_run):
    path = COMMANDS[command][0]
    mangled = written(tmp_path, "\n".join(altered(path, {10: "pomoc w Domu Dziecka"})).encode())

    assert error(command, mangled, dry_run=dry_run) == (
        "Dokumentu nie wczytano, bo nie zrozumiano go w całości. W bazie nic się nie zmieniło."
    )


def test_report_shows_the_mangled_row_with_its_line_and_words(tmp_path):
    mangled = written(tmp_path, "\n".join(altered(SCHEDULE_2024, {10: "pomoc w Domu Dziecka"})).encode())
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_schedule", str(mangled), year=2024, stdout=out)
    lines = out.getvalue().splitlines()
    at = lines.index("Nie zrozumiano: 1 wiersz")

    assert lines[at + 1 : at + 3] == [
        "  wiersz 10: to nie jest ani nagłówek wydziału, ani obszar, ani zadanie z terminem po tabulatorze.",
        "    „pomoc w Domu Dziecka”",
    ]


def test_failed_import_leaves_what_was_imported_before(lists, tmp_path):
    run("import_schedule", SCHEDULE_2024, 2024)
    mangled = written(tmp_path, "\n".join(altered(SCHEDULE_2024, {10: "pomoc w Domu Dziecka"})).encode())

    error("import_schedule", mangled)

    assert ScheduleEntry.objects.count() == 45
