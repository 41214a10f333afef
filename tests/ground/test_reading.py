"""Files given to an importer: what is read and what is refused."""

import hashlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leszno_ngo.reading import Refused, address, fold, read_text, read_text_file


def refusal(content, name="plik.txt"):
    with pytest.raises(Refused) as refused:
        read_text(content, name)
    return str(refused.value)


def test_file_is_read_with_its_name_hash_and_lines(tmp_path):
    content = "Cel II\r\nZażółć gęślą jaźń\n\nkoniec".encode()
    path = tmp_path / "strategia.txt"
    path.write_bytes(content)

    source = read_text_file(path)

    assert source.name == "strategia.txt"
    assert source.text == "Cel II\nZażółć gęślą jaźń\n\nkoniec"
    assert source.sha256 == hashlib.sha256(content).hexdigest()
    assert source.lines == ("Cel II", "Zażółć gęślą jaźń", "", "koniec")


def test_byte_order_mark_is_no_part_of_the_text():
    assert read_text("\ufeffHarmonogram".encode(), "h.txt").text == "Harmonogram"


def test_form_feed_and_unicode_separators_do_not_move_line_numbers():
    assert read_text("a\x0cb\u2028c\nd".encode(), "h.txt").lines == ("a\x0cb\u2028c", "d")


def test_missing_file_is_refused_by_its_path(tmp_path):
    with pytest.raises(Refused, match=r"^Nie ma pliku „.*nie-ma\.txt”\.$"):
        read_text_file(tmp_path / "nie-ma.txt")


def test_folder_is_refused(tmp_path):
    with pytest.raises(Refused, match="to folder, a potrzebny jest plik"):
        read_text_file(tmp_path)


@pytest.mark.parametrize("content", [b"", b" \n\t\n", "\ufeff".encode(), "\u00a0\n".encode()])
def test_empty_file_is_refused(content):
    assert refusal(content) == "Plik „plik.txt” jest pusty."


def test_file_of_the_largest_size_is_read_and_one_byte_more_is_refused(settings, tmp_path):
    settings.IMPORT_MAX_BYTES = 2 * 1024 * 1024
    path = tmp_path / "duzy.txt"
    path.write_bytes(b"a" * settings.IMPORT_MAX_BYTES)
    assert len(read_text_file(path).text) == settings.IMPORT_MAX_BYTES

    path.write_bytes(b"a" * (settings.IMPORT_MAX_BYTES + 1))
    with pytest.raises(Refused) as refused:
        read_text_file(path)
    assert str(refused.value) == "Plik „duzy.txt” jest za duży: można wczytać najwyżej 2 MB."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"PK\x03\x04\x14\x00",
            "„plik.txt” to archiwum ZIP (tak zapisują pliki Word i Excel), a nie tekst. "
            "Zapisz dokument jako zwykły tekst w kodowaniu UTF-8.",
        ),
        (
            b"%PDF-1.7\n",
            "„plik.txt” to plik PDF, a nie tekst. Zapisz dokument jako zwykły tekst w kodowaniu UTF-8.",
        ),
        (b"\x89PNG\x00\x00", "„plik.txt” nie jest plikiem tekstowym."),
        (b"Cel\x01 II", "Wiersz 1: „plik.txt” nie jest plikiem tekstowym: są w nim znaki sterujące."),
        ("Cel".encode("utf-16"), "Plik „plik.txt” jest w kodowaniu UTF-16. Zapisz go w kodowaniu UTF-8."),
    ],
)
def test_what_is_no_text_is_refused(content, message):
    assert refusal(content) == message


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2"])
def test_other_polish_encodings_are_refused_with_the_line_where_reading_stopped(encoding):
    assert refusal("Cel II\nPoprawienie warunków życia".encode(encoding)) == (
        "Wiersz 2: Plik „plik.txt” nie jest w kodowaniu UTF-8 (być może jest w Windows-1250 albo ISO 8859-2, albo nie "
        "jest tekstem). Zapisz go w kodowaniu UTF-8."
    )


@given(st.binary())
def test_any_bytes_are_read_or_refused(content):
    with suppress(Refused):
        source = read_text(content, "plik.txt")
        assert "\n".join(source.lines) == source.text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Strategia — Rozwiązywania  Problemów", "strategia rozwiązywania problemów"),
        ("I tura 2023.", "i tura 2023"),
        ("Leszna–I tura\u00a02023;", "leszna i tura 2023"),
        ("ZARZĄDZANIA KRYZYSOWEGO", "zarządzania kryzysowego"),
        ("z\u0307ycie", "życie"),
    ],
)
def test_titles_are_compared_without_case_dashes_and_punctuation(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("words", "length", "expected"),
    [
        ("Zażółć gęślą jaźń", 80, "zazolc-gesla-jazn"),
        ("8. Rodzinie", 80, "8-rodzinie"),
        ("ŁÓDŹ – wschód/zachód", 80, "lodz-wschod-zachod"),
        ("Liczba rozesłanych ankiet", 18, "liczba-rozeslanych"),
        ("Liczba rozesłanych ankiet", 17, "liczba"),
        ("Konstantynopolitańczykowianeczka", 10, "konstantyn"),
    ],
)
def test_polish_words_become_an_address_cut_between_words(words, length, expected):
    assert address(words, length) == expected
