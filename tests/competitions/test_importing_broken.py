"""Files that are not what they should be: each is refused with the reason, and the database stays as it was."""

import io
import struct
import zipfile
from contextlib import suppress

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from competitions.importing import read_document
from leszno_ngo.reading import Refused
from tests.competitions import formats
from tests.competitions.sources import SCHEDULE_2024, everything_stored

TITLE = "Planowany harmonogram ogłaszania otwartych konkursów ofert w 2024 roku"
COLUMNS = "Wydział;Obszar;Zadanie;Termin"
TAKEN = "Można wczytać .docx, .xlsx, .csv, .html, .md i .txt."
UNREADABLE = "Pliku „{name}” nie da się odczytać: jest uszkodzony albo źle zbudowany."
DAMAGED = "Plik „{name}” jest uszkodzony albo niepełny: nie da się otworzyć jego archiwum."
MACROS = f"„{{name}}” to dokument z makrami (.docm, .xlsm), a nazwa mówi, że plik .{{ending}}. {TAKEN}"
DECLARED = "W pliku „{name}” są deklaracje XML (DTD, encje), których dokument Office nie ma."
WORD_TYPES = b"wordprocessingml.document.main+xml"
BODY, SHEET, TYPES = "word/document.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"
ENTITY = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def word():
    return formats.schedule_in_word()


def excel():
    return formats.schedule_in_excel()


def page(body, head=f"<h1>{TITLE}</h1>"):
    return f"<!doctype html><html><body>{head}{body}</body></html>".encode()


def table(*lines):
    return "\n".join([TITLE, COLUMNS, *lines]).encode()


def sheet(*rows):
    def write(worksheet):
        for row in ((TITLE,), COLUMNS.split(";"), *rows):
            worksheet.append(row)

    return formats.xlsx_of(write)


def changed(content, part, old, new):
    data = formats.part_of(content, part)
    assert old in data
    return formats.with_part(content, part, data.replace(old, new))


def linked(content, rels, kind):
    link = f'<Relationship Id="rIdX" Type="{kind}" Target="http://example.com/x" TargetMode="External"/>'
    return changed(content, rels, b"</Relationships>", link.encode() + b"</Relationships>")


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def lying_about_size(content, part, size):
    """The archive whose directory and header give another unpacked size for a part."""
    content, name = bytearray(content), part.encode()
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        header = archive.getinfo(part).header_offset
    struct.pack_into("<I", content, header + 22, size)
    directory = content.rfind(b"PK\x01\x02", 0, content.rfind(name))
    struct.pack_into("<I", content, directory + 24, size)
    return bytes(content)


def encrypted(content):
    """The archive with the flag of encryption on every part."""
    content = bytearray(content)
    at = content.find(b"PK\x01\x02")
    while at != -1:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


def many_parts(content):
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(2_000):
            archive.writestr(f"word/media/{number}.png", b"")
    return out.getvalue()


def two_sheets():
    workbook = Workbook()
    workbook.active["A1"] = workbook.create_sheet("Drugi")["A1"] = TITLE
    return formats.saved(workbook)


def with_old_office(inside):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + inside.encode("utf-16-le") + bytes(100)


def is_really(what, ending):
    return f"„{{name}}” to {what}, a nazwa mówi, że plik .{ending}. {TAKEN}"


LINK = (
    "Plik „{name}” ma łącze zewnętrzne: http://example.com/x. Usuń łącza (hiperłącza, obrazy i szablony spoza pliku) "
    "i zapisz go ponownie."
)
BOMB = "Plik „{name}” wygląda na bombę ZIP: jego część po rozpakowaniu jest ponad 100 razy większa."
NO_TITLE = (
    "Wiersz 1: Oczekiwano tytułu „Planowany harmonogram ogłaszania otwartych konkursów ofert w RRRR roku”, a jest „"
)
NOT_WHOLE = "Dokumentu nie wczytano, bo nie zrozumiano go w całości. W bazie nic się nie zmieniło."
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
A_TABLE = "<table><tr><th>Zadanie<th>Termin<tr><td colspan=2><b>BIURO</b><tr><td colspan=2><i>Zadania:</i>"

BROKEN = {
    # ── Another kind of file behind the name ──
    "empty.docx": (lambda: b"", "Plik „{name}” jest pusty."),
    "blank.csv": (lambda: b" \n\r\n\t", "Plik „{name}” jest pusty."),
    "text.docx": (SCHEDULE_2024.read_bytes, is_really("zwykły tekst albo dane, których nie da się rozpoznać", "docx")),
    "csv.xlsx": (formats.schedule_in_csv, is_really("zwykły tekst albo dane, których nie da się rozpoznać", "xlsx")),
    "excel.docx": (excel, is_really("skoroszyt Excel (.xlsx)", "docx")),
    "word.xlsx": (word, is_really("dokument Word (.docx)", "xlsx")),
    "word.csv": (word, is_really("dokument Word (.docx)", "csv")),
    "word.html": (word, is_really("dokument Word (.docx)", "html")),
    "word.zip": (word, f"„{{name}}” to dokument Word (.docx). {TAKEN}"),
    "old.xls": (
        lambda: with_old_office("Workbook"),
        f"„{{name}}” to skoroszyt Excel w dawnym formacie (.xls). {TAKEN} Otwórz plik i zapisz go jako .xlsx.",
    ),
    "old.xlsx": (
        lambda: with_old_office("Workbook"),
        is_really("skoroszyt Excel w dawnym formacie (.xls)", "xlsx") + " Otwórz plik i zapisz go jako .xlsx.",
    ),
    "old.docx": (
        lambda: with_old_office("WordDocument"),
        is_really("dokument Word w dawnym formacie (.doc)", "docx") + " Otwórz plik i zapisz go jako .docx.",
    ),
    "secret.docx": (lambda: with_old_office("EncryptedPackage"), is_really("plik zaszyfrowany hasłem", "docx")),
    "paper.docx": (lambda: b"%PDF-1.7\n", is_really("plik PDF", "docx")),
    "paper.pdf": (lambda: b"%PDF-1.7\n", f"„{{name}}” to plik PDF. {TAKEN}"),
    "rich.docx": (lambda: b"{\\rtf1 a}", is_really("dokument RTF", "docx")),
    "photo.html": (lambda: b"\x89PNG\r\n\x1a\n", is_really("obraz PNG", "html")),
    "unknown.odp": (lambda: b"cokolwiek", f"„{{name}}” to plik .odp. {TAKEN}"),
    "any.docx": (lambda: zipped(a=b"b"), is_really("archiwum ZIP, w którym nie ma dokumentu", "docx")),
    "open.xlsx": (
        lambda: zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        is_really("dokument OpenDocument (.odt, .ods)", "xlsx"),
    ),
    # ── Damaged ──
    "truncated.docx": (lambda: word()[:-2000], DAMAGED),
    "truncated.xlsx": (lambda: excel()[: len(excel()) // 2], DAMAGED),
    "head.docx": (lambda: b"PK\x03\x04", DAMAGED),
    "flipped.docx": (lambda: word().replace(b"\x03\x04\x14", b"\x03\x05\x14"), DAMAGED),
    "no-body.docx": (lambda: formats.with_part(word(), BODY, b""), UNREADABLE),
    "cut-body.docx": (lambda: formats.with_part(word(), BODY, formats.part_of(word(), BODY)[:5000]), UNREADABLE),
    "cut-sheet.xlsx": (lambda: formats.with_part(excel(), SHEET, formats.part_of(excel(), SHEET)[:3000]), UNREADABLE),
    "no-sheet.xlsx": (
        lambda: formats.with_part(excel(), SHEET, b"<worksheet/>"),
        "W pliku „{name}” nie ma żadnego tekstu.",
    ),
    "no-parts.docx": (
        lambda: zipped(**{TYPES: b'<Types><Override ContentType="' + WORD_TYPES + b'"/></Types>'}),
        UNREADABLE,
    ),
    "cut.html": (lambda: page(A_TABLE), "Strona „{name}” jest urwana: tabela nie ma końca."),
    "quotes.csv": (
        lambda: table('A;"Zadania;b;c'),
        "Wiersz 3: Plik „{name}” jest źle zbudowany: niedomknięty cudzysłów albo za długie pole.",
    ),
    # ── Dangerous ──
    "bomb.docx": (lambda: formats.with_part(word(), "word/media/a.xml", bytes(20 * 1024 * 1024)), BOMB),
    "bomb.xlsx": (lambda: formats.with_part(excel(), SHEET, b" " * 20 * 1024 * 1024), BOMB),
    "large.docx": (
        lambda: formats.with_part(word(), "word/a.bin", (bytes(range(256)) * 16 + bytes(4096)) * 6500),
        "Plik „{name}” po rozpakowaniu ma więcej niż 50 MB, a to za dużo.",
    ),
    "lying.docx": (lambda: lying_about_size(word(), BODY, 100), DAMAGED),
    "parts.docx": (
        lambda: many_parts(word()),
        "Plik „{name}” składa się z więcej niż 2000 części, a więcej wczytać nie można.",
    ),
    "locked.xlsx": (lambda: encrypted(excel()), "Plik „{name}” jest zaszyfrowany. Zapisz go bez hasła."),
    "macros.docx": (
        lambda: changed(
            word(), TYPES, b"openxmlformats-officedocument." + WORD_TYPES, b"ms-word.document.macroEnabled.main+xml"
        ),
        MACROS,
    ),
    "macros.xlsm": (excel, f"„{{name}}” to skoroszyt Excel (.xlsx). {TAKEN}"),
    "vba.xlsx": (
        lambda: formats.with_part(excel(), "xl/vbaProject.bin", b"x"),
        "W pliku „{name}” są makra. Zapisz go bez makr, jako .docx albo .xlsx.",
    ),
    "books.xlsx": (
        lambda: formats.with_part(excel(), "xl/externalLinks/externalLink1.xml", b"<a/>"),
        "Plik „{name}” ma łącza do innych skoroszytów. Usuń je (Dane → Edytuj łącza).",
    ),
    "picture.docx": (lambda: linked(word(), "word/_rels/document.xml.rels", REL + "image"), LINK),
    "template.docx": (lambda: linked(word(), "word/_rels/document.xml.rels", REL + "attachedTemplate"), LINK),
    "entity.docx": (lambda: changed(word(), BODY, b"<w:document", ENTITY + b"<w:document"), DECLARED),
    "laughs.xlsx": (lambda: changed(excel(), SHEET, b"<worksheet", LAUGHS + b"<worksheet"), DECLARED),
    "utf16.docx": (
        lambda: formats.with_part(word(), BODY, formats.part_of(word(), BODY).decode().encode("utf-16")),
        DECLARED,
    ),
    "entity.html": (
        lambda: ENTITY + page("<p>&x;"),
        "W pliku „{name}” są deklaracje XML (DTD, encje), których strona nie potrzebuje.",
    ),
    "frame.html": (
        lambda: page("<iframe src='http://example.com'>"),
        "Wiersz 1: Strona osadza inną stronę albo plik (<iframe>); usuń to.",
    ),
    # ── Limits ──
    "heavy.csv": (
        lambda: b"a" * (settings.IMPORT_MAX_BYTES + 1),
        "Plik „{name}” jest za duży: można wczytać najwyżej 10 MB.",
    ),
    "long.xlsx": (
        lambda: sheet(*[("A", "Zadania:", f"{n}) b", "-") for n in range(5_000)]),
        "Dokument ma więcej niż 5000 wierszy, a więcej wczytać nie można.",
    ),
    "long.csv": (
        lambda: table(*["A;Zadania:;b;-"] * 5_000),
        "Dokument ma więcej niż 5000 wierszy, a więcej wczytać nie można.",
    ),
    "long.html": (lambda: page("<p>a</p>" * 5_001), "Dokument ma więcej niż 5000 wierszy, a więcej wczytać nie można."),
    "far.xlsx": (
        lambda: changed(excel(), SHEET, b'<row r="5"', b'<row r="1048576"'),
        "Dokument ma więcej niż 5000 wierszy, a więcej wczytać nie można.",
    ),
    "wide.xlsx": (lambda: sheet(["x"] * 301), "Wiersz 3: Tabela ma więcej niż 300 kolumn, a więcej wczytać nie można."),
    "wide.csv": (
        lambda: table(";" * 300),
        "Wiersz 3: Tabela ma więcej niż 300 kolumn, a więcej wczytać nie można.",
    ),
    "wide.html": (
        lambda: page("<table><tr>" + "<td>x" * 301 + "</table>"),
        "Wiersz 2: Tabela ma więcej niż 300 kolumn, a więcej wczytać nie można.",
    ),
    "span.html": (
        lambda: page("<table><tr><td colspan=99999999>x</table>"),
        "Pole tabeli jest scalone z niemożliwą liczbą pól (colspan=„99999999”).",
    ),
    "deep.html": (
        lambda: page("<b>" * 5_000),
        "Wiersz 1: Strona jest źle zbudowana: ponad 200 znaczników stoi jeden w drugim.",
    ),
    # ── Read, but no schedule ──
    "formula.xlsx": (
        lambda: sheet(("A", "Zadania:", "1) b", "=A1")),
        "Wiersz 3: W polu D3 stoi formuła; potrzebna jest jej wartość.",
    ),
    "formula.csv": (
        lambda: table("A;Zadania:;1) b;=TODAY()"),
        "Wiersz 3: W polu stoi formuła (=TODAY()); potrzebna jest jej wartość.",
    ),
    "sheets.xlsx": (
        two_sheets,
        "W skoroszycie jest kilka arkuszy z treścią („Sheet”, „Drugi”). Zostaw jeden i zapisz ponownie.",
    ),
    "blank.xlsx": (lambda: formats.xlsx_of(lambda sheet: None), "W pliku „{name}” nie ma żadnego tekstu."),
    "blank.docx": (lambda: formats.docx_of(lambda document: None), "W pliku „{name}” nie ma żadnego tekstu."),
    "blank.html": (lambda: b"<html></html>", "W pliku „{name}” nie ma żadnego tekstu."),
    "no-page.html": (SCHEDULE_2024.read_bytes, "„{name}” nie jest stroną HTML: nie ma w nim żadnego jej znacznika."),
    "iso.csv": (
        lambda: formats.schedule_in_csv().decode().replace("‑", "-").replace("–", "-").encode("iso8859_2"),
        "Nie wiadomo, w jakim kodowaniu jest plik „{name}”. Zapisz go w kodowaniu UTF-8.",
    ),
    "utf16.csv": (
        lambda: formats.schedule_in_csv(encoding="utf-16"),
        "Plik „{name}” jest w kodowaniu UTF-16. Zapisz go w kodowaniu UTF-8.",
    ),
    "zero.csv": (lambda: table("A;\x00;b;c"), "„{name}” nie jest plikiem tekstowym."),
    "plain.csv": (
        lambda: TITLE.encode(),
        "W pliku „{name}” nie ma kolumn: żaden wiersz nie ma średnika, przecinka ani tabulatora.",
    ),
    "no-headings.csv": (
        lambda: f"{TITLE}\nA;;;\nB;;;".encode(),
        "Nie znaleziono wiersza z nagłówkami kolumn, takimi jak „Zadanie” i „Termin”.",
    ),
    "merged-headings.html": (
        lambda: page("<table><tr><th colspan=2>Zadanie<th>Termin<tr><td>1<td>a<td>b</table>"),
        "Wiersz 2: Nagłówek „Zadanie” scalono nad kilkoma kolumnami.",
    ),
    "nested.html": (
        lambda: page("<table><tr><td><table><tr><td>a</table></table>"),
        "Wiersz 1: W polu tabeli stoi druga tabela.",
    ),
    "other.csv": (lambda: b"a;b\nc;d", f"{NO_TITLE}a\tb”."),
    "headings-only.csv": (lambda: table(), NOT_WHOLE),
    "half.html": (
        lambda: page(A_TABLE + "<tr><td>1) porady<td>Maj 2024<tr><td colspan=2>spory</table>"),
        NOT_WHOLE,
    ),
}


def test_more_than_forty_files_are_broken():
    assert len(BROKEN) > 70


@pytest.mark.django_db
@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_is_refused_with_the_reason_and_changes_nothing(name, tmp_path):
    make, message = BROKEN[name]
    path = tmp_path / name
    path.write_bytes(make())
    before = everything_stored()

    with pytest.raises(CommandError) as raised:
        call_command("import_schedule", str(path), year=2024, stdout=io.StringIO())

    expected = message.format(name=name, ending=name.rpartition(".")[2])
    assert str(raised.value) == (expected if message == NOT_WHOLE else f"Dokumentu nie wczytano. {expected}")
    assert everything_stored() == before


@pytest.mark.parametrize("name", ["harmonogram.docx", "harmonogram.xlsx", "harmonogram.csv", "harmonogram.html"])
def test_file_cut_anywhere_is_refused_or_read_as_far_as_it_goes(name):
    make = {"docx": word, "xlsx": excel, "csv": formats.schedule_in_csv, "html": formats.schedule_in_html}
    content = make[name.rpartition(".")[2]]()
    texts = []

    for end in range(1, len(content), len(content) // 40):
        with suppress(Refused):
            texts.append(read_document(content[:end], name).text)

    whole = read_document(content, name).text
    assert [text for text in texts if not whole.startswith(text.rstrip("\ufffd"))] == []
