"""manage.py import_strategy: what it prints, and bad input that changes nothing."""

import io

import pytest
from django.conf import settings as portal_settings
from django.core.management import CommandError, call_command

from leszno_ngo.models import SourceDocument
from strategy.models import Indicator, Strategy
from tests.strategy.conftest import DOCUMENTS, GOALS_TABLE, PROSE, TASK_PAGE

pytestmark = pytest.mark.django_db


def import_strategy(path, **options):
    out, err = io.StringIO(), io.StringIO()
    call_command("import_strategy", str(path), stdout=out, stderr=err, **options)
    return out.getvalue()


def refusal(path):
    with pytest.raises(CommandError) as refused:
        import_strategy(path)
    assert not SourceDocument.objects.exists()
    assert not Strategy.objects.exists()
    return str(refused.value)


def test_report_names_rows_problems_and_issues_with_their_lines(departments):
    assert import_strategy(PROSE) == (
        "Dokument: Strategia Rozwiązywania Problemów Społecznych dla Miasta Leszna na lata 2017-2023\n"
        "Problemy: 0\n"
        "Wiersze (nowe, zmienione, usunięte, bez zmian):\n"
        "  dokumenty źródłowe: 1, 0, 0, 0\n"
        "  strategie: 1, 0, 0, 0\n"
        "  uwagi do danych: 3, 0, 0, 0\n"
        "  razem nowych: 5, zmienionych: 0, usuniętych: 0\n"
        "Uwagi do danych: 3\n"
        "  cały dokument, poprawiono zapis: Lata strategii zapisano na 3 sposoby: „2017-2023”, „2017 - 2023”, "
        "„2017 – 2023”. Przyjęto zapis z tytułu.\n"
        "  cały dokument, poprawiono zapis: Nazwę miasta zapisano na 3 sposoby: „dla Miasta Leszna”, „Miasta Leszno”, "
        "„Miasta Leszna”. Przyjęto zapis z tytułu.\n"
        "  wiersz 22, brak danych: Odnośnik do pełnej treści nie ma adresu; pełnego tekstu nie ma w portalu.\n"
        "Zapisano.\n"
    )


@pytest.mark.parametrize("path", [TASK_PAGE, PROSE, GOALS_TABLE])
def test_dry_run_says_the_same_and_writes_nothing(departments, path):
    tried = import_strategy(path, dry_run=True)
    assert not SourceDocument.objects.exists()
    assert not Strategy.objects.exists()
    assert tried.removesuffix("Próba: niczego nie zapisano.\n") == import_strategy(path).removesuffix("Zapisano.\n")


@pytest.mark.parametrize("path", [TASK_PAGE, PROSE, GOALS_TABLE])
def test_second_run_reports_nothing_new(departments, path):
    import_strategy(path)
    assert "  razem nowych: 0, zmienionych: 0, usuniętych: 0\n" in import_strategy(path)


def test_missing_file_is_refused(tmp_path):
    assert refusal(tmp_path / "nie-ma.txt") == f"Nie ma pliku „{tmp_path / 'nie-ma.txt'}”."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Plik „plik.txt” jest pusty."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "„plik.txt” nie jest plikiem tekstowym."),
        (
            TASK_PAGE.read_text().encode("cp1250"),
            "Wiersz 3: Plik „plik.txt” nie jest w kodowaniu UTF-8 (być może jest w Windows-1250 albo ISO 8859-2, albo "
            "nie jest tekstem). Zapisz go w kodowaniu UTF-8.",
        ),
        (b"a" * (portal_settings.IMPORT_MAX_BYTES + 1), "Plik „plik.txt” jest za duży: można wczytać najwyżej 10 MB."),
    ],
    ids=["empty", "binary", "cp1250", "too large"],
)
def test_file_that_is_no_readable_text_is_refused(tmp_path, content, message):
    path = tmp_path / "plik.txt"
    path.write_bytes(content)
    assert refusal(path) == message


def test_text_of_the_largest_size_is_refused_quickly_as_no_strategy(tmp_path):
    path = tmp_path / "plik.txt"
    path.write_bytes(b"ala ma kota\n" * (portal_settings.IMPORT_MAX_BYTES // 12))
    assert refusal(path).endswith("Plik ma ponad 5000 wierszy.")


def test_document_of_another_kind_is_refused():
    assert refusal(DOCUMENTS / "harmonogram-2024.txt").startswith(
        "Wiersz 5: To nie jest dokument strategii. Oczekiwano strony zadania strategii"
    )


@pytest.mark.parametrize(
    ("source", "wrong", "right"),
    [
        (TASK_PAGE, "zadań MOPR 76 78 82", "zadań 76 7?8 82"),
        (GOALS_TABLE, "| VI. Wsparcie", "| | VI. Wsparcie"),
    ],
)
def test_one_mangled_row_leaves_the_database_unchanged(tmp_path, source, wrong, right):
    path = tmp_path / "plik.txt"
    path.write_text(source.read_text().replace(wrong, right))
    assert refusal(path) == "Niczego nie zapisano: popraw w dokumencie wiersze wymienione w problemach."


def test_row_that_breaks_a_rule_of_the_database_is_refused_in_words(tmp_path, task_page):
    path = tmp_path / "plik.txt"
    path.write_text(TASK_PAGE.read_text().replace("8. Rodzinie", "8. Rodzinom"))
    with pytest.raises(CommandError) as refused:
        import_strategy(path)
    assert str(refused.value) == "Niczego nie zapisano: Ten numer ma już inny program tego celu."
    assert (SourceDocument.objects.count(), Indicator.objects.count()) == (1, 9)
