"""What a file with a table is, by its content and its name; whatever a library trips over is refused."""

from pathlib import Path

from leszno_ngo.reading import Refused, check_size
from leszno_ngo.sheets.archive import EXCEL, WORD, check_archive, kind_of_archive
from leszno_ngo.sheets.grid import Row

NAMES = {WORD: "dokument Word (.docx)", EXCEL: "skoroszyt Excel (.xlsx)"}
SIGNS = (
    (b"%PDF", "plik PDF"),
    (b"{\\rtf", "dokument RTF"),
    (b"\x89PNG", "obraz PNG"),
    (b"\xff\xd8\xff", "zdjęcie JPEG"),
    (b"GIF8", "obraz GIF"),
    (b"7z\xbc\xaf\x27\x1c", "archiwum 7-Zip"),
    (b"Rar!", "archiwum RAR"),
    (b"\x1f\x8b", "archiwum GZIP"),
)
ZIP, OLD_OFFICE = b"PK", b"\xd0\xcf\x11\xe0"
IN_OLD_OFFICE = (
    ("EncryptedPackage", "plik zaszyfrowany hasłem"),
    ("WordDocument", "dokument Word w dawnym formacie (.doc)"),
    ("Workbook", "skoroszyt Excel w dawnym formacie (.xls)"),
)
NEWER = {"(.doc)": ".docx", "(.xls)": ".xlsx"}


def ending_of(content, name):
    ending = Path(name).suffix.lower().lstrip(".")
    return EXCEL if ending == "xls" and content.startswith(ZIP) else ending  # a new workbook with the old name


def read_rows(content: bytes, name: str, readers, can_take: str) -> list[Row]:
    """The rows of a table by one of {ending: reader}; `can_take` says in Polish which formats these are."""
    ending = ending_of(content, name)
    check_size(content, name)
    if ending not in readers:
        what = what_it_is(content, name)
        raise Refused(f"„{name}” to {what or f'plik .{ending}'}. {taken(what, can_take)}")
    try:
        check_kind(content, name, ending, can_take)
        return readers[ending](content, name)
    except Refused:
        raise
    except Exception as error:  # the libraries raise whatever they trip over
        raise Refused(f"Pliku „{name}” nie da się odczytać: jest uszkodzony albo źle zbudowany.") from error


def taken(what, can_take):
    """What can be read, and what to do with a file of an old format."""
    advice = (f" Otwórz plik i zapisz go jako {new}." for old, new in NEWER.items() if what.endswith(old))
    return can_take + next(advice, "")


def what_it_is(content, name):
    """In Polish what the content is by its first bytes; "" when it may be text."""
    if content.startswith(ZIP):
        kind = kind_of_archive(content, name)
        return NAMES.get(kind, kind)
    if content.startswith(OLD_OFFICE):
        inside = (what for sign, what in IN_OLD_OFFICE if sign.encode("utf-16-le") in content)
        return next(inside, "plik dawnego pakietu Office")
    return next((what for sign, what in SIGNS if content.startswith(sign)), "")


def check_kind(content, name, ending, can_take):
    """Refused when the content is not what the name says, or an archive that is not safe."""
    what = what_it_is(content, name)
    expected = NAMES.get(ending, "")
    if what != expected:
        is_said = f"„{name}” to {what or 'zwykły tekst albo dane, których nie da się rozpoznać'}"
        raise Refused(f"{is_said}, a nazwa mówi, że plik .{ending}. {taken(what, can_take)}")
    if expected:
        check_archive(content, name)
