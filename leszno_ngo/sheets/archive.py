"""A Word or Excel file is a ZIP archive of XML parts: what it is, and that it is safe to hand to a library.

Refused: bombs, encryption, macros, links to elsewhere, parts that declare entities.
"""

import io
import re
import zipfile
import zlib
from contextlib import contextmanager

from lxml import etree

from leszno_ngo.reading import Refused

MOST_UNPACKED = 50 * 1024 * 1024
MOST_TIMES_SMALLER = 100  # an honest part of a document shrinks by 5 to 50 times
SMALL_PART = 1024 * 1024  # below this the ratio says nothing
MOST_PARTS = 2_000
ENCRYPTED = 0x1
CHUNK = 64 * 1024
CONTENT_TYPES = "[Content_Types].xml"
DECLARES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
READING_ERRORS = (ValueError, OSError, EOFError, NotImplementedError, RuntimeError)
XML_PARTS = (".xml", ".rels", ".vml")

WORD, EXCEL = "docx", "xlsx"
KINDS = (
    (b"macroenabled", "dokument z makrami (.docm, .xlsm)"),
    (b"wordprocessingml.document.main+xml", WORD),
    (b"spreadsheetml.sheet.main+xml", EXCEL),
    (b"wordprocessingml.template", "szablon Word (.dotx)"),
    (b"spreadsheetml.template", "szablon Excel (.xltx)"),
    (b"presentationml", "prezentacja PowerPoint"),
    (b"sheet.binary", "binarny skoroszyt Excel (.xlsb)"),
)


def kind_of_archive(content: bytes, name: str) -> str:
    """WORD, EXCEL, or in Polish what else the archive is; Refused when it cannot be opened."""
    with opened(content, name) as archive:
        check_sizes(archive, name)
        parts = set(archive.namelist())
        if "mimetype" in parts and archive.read("mimetype").startswith(b"application/vnd.oasis"):
            return "dokument OpenDocument (.odt, .ods)"
        if CONTENT_TYPES not in parts:
            return "archiwum ZIP, w którym nie ma dokumentu"
        types = archive.read(CONTENT_TYPES).lower()
        return next((kind for sign, kind in KINDS if sign in types), "archiwum ZIP, w którym nie ma dokumentu")


def check_archive(content: bytes, name: str) -> None:
    """Refused when the file is dangerous or damaged; every part is unpacked once, a piece at a time."""
    with opened(content, name) as archive:
        check_sizes(archive, name)
        for part in archive.namelist():
            if part.lower().endswith("vbaproject.bin"):
                raise Refused(f"W pliku „{name}” są makra. Zapisz go bez makr, jako .docx albo .xlsx.")
            if "/externallinks/" in f"/{part.lower()}":
                raise Refused(f"Plik „{name}” ma łącza do innych skoroszytów. Usuń je (Dane → Edytuj łącza).")
        unpacked = 0
        for part in archive.infolist():
            unpacked += check_part(archive, part, MOST_UNPACKED - unpacked, name)
        for part in archive.namelist():
            if part.lower().endswith(".rels"):
                check_links(archive.read(part), name)


@contextmanager
def opened(content, name):
    """The archive; whatever it trips over while it is open means that the file is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, *READING_ERRORS):
        raise damaged(name) from None


def damaged(name):
    return Refused(f"Plik „{name}” jest uszkodzony albo niepełny: nie da się otworzyć jego archiwum.")


def check_sizes(archive, name):
    """By the archive's own directory, before anything is unpacked."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise Refused(f"Plik „{name}” składa się z więcej niż {MOST_PARTS} części, a więcej wczytać nie można.")
    if len({part.filename for part in parts}) < len(parts):
        raise damaged(name)
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise Refused(f"Plik „{name}” jest zaszyfrowany. Zapisz go bez hasła.")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise too_much(name)
    for part in parts:
        if part.file_size > SMALL_PART and part.file_size > MOST_TIMES_SMALLER * part.compress_size:
            raise Refused(
                f"Plik „{name}” wygląda na bombę ZIP: jego część po rozpakowaniu jest ponad {MOST_TIMES_SMALLER} razy "
                "większa."
            )


def too_much(name):
    return Refused(f"Plik „{name}” po rozpakowaniu ma więcej niż {MOST_UNPACKED // (1024 * 1024)} MB, a to za dużo.")


def check_part(archive, part, left, name):
    """Unpack a part, whatever its size is said to be; returns the size. XML must declare nothing."""
    size, tail = 0, b""
    is_xml = part.filename.lower().endswith(XML_PARTS)
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            size += len(chunk)
            if size > left:
                raise too_much(name)
            if is_xml:
                check_declarations(tail + chunk, name)
                tail = chunk[-16:]
    return size


def check_declarations(chunk, name):
    if DECLARES.search(chunk) or b"\x00" in chunk:  # a zero byte: UTF-16, in which the words above would hide
        raise Refused(f"W pliku „{name}” są deklaracje XML (DTD, encje), których dokument Office nie ma.")


def check_links(rels, name):
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    for link in etree.fromstring(rels, parser):  # it declares nothing: check_part looked
        if link.get("TargetMode", "").lower() == "external":
            raise Refused(
                f"Plik „{name}” ma łącze zewnętrzne: {link.get('Target', '')[:100]}. Usuń łącza (hiperłącza, obrazy i "
                "szablony spoza pliku) i zapisz go ponownie."
            )
