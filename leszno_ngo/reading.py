"""A file somebody hands to an importer → its text, its hash and its lines; anything else is refused in plain words.

Knows no database. What is refused here is refused the same way by every importer.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

BINARY_SIGNS = {b"PK\x03\x04": "archiwum ZIP (tak zapisują pliki Word i Excel)", b"%PDF": "plik PDF"}
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")  # no text holds these; tab and page break are fine


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """A file that cannot be read; the message is for the person who gave it. `line` says where reading stopped."""

    def __init__(self, message, line=None):
        super().__init__(message)
        self.message = message
        self.line = line

    def __str__(self):
        return f"Wiersz {self.line}: {self.message}" if self.line else self.message


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document's text as it was read, with the hash of its bytes. Line n of the document is lines[n - 1]."""

    name: str
    text: str
    sha256: str
    lines: tuple[str, ...]


def read_text_file(path) -> SourceText:
    """The file's text; Refused when it is missing, too large, empty, not text or not UTF-8."""
    return read_text(read_content(path), Path(path).name)


def read_content(path) -> bytes:
    """The file's bytes, at most one more than may be imported; Refused when there is no such file."""
    path = Path(path)
    try:
        if path.is_dir():
            raise Refused(f"„{path}” to folder, a potrzebny jest plik.")
        with path.open("rb") as file:
            return file.read(settings.IMPORT_MAX_BYTES + 1)
    except FileNotFoundError:
        raise Refused(f"Nie ma pliku „{path}”.") from None
    except OSError as error:
        raise Refused(f"Nie można otworzyć pliku „{path}”: {error.strerror}.") from None


def read_text(content: bytes, name: str) -> SourceText:
    """The same for bytes that were already fetched or uploaded."""
    check_size(content, name)
    text = decode(content, name)
    if not text.strip():
        raise Refused(f"Plik „{name}” jest pusty.")
    return SourceText(name, text, hashlib.sha256(content).hexdigest(), tuple(split_lines(text)))


def check_size(content: bytes, name: str) -> None:
    """Refused when the file is larger than may be imported, or empty."""
    if len(content) > settings.IMPORT_MAX_BYTES:
        megabytes = settings.IMPORT_MAX_BYTES // (1024 * 1024)
        raise Refused(f"Plik „{name}” jest za duży: można wczytać najwyżej {megabytes} MB.")
    if not content.strip():
        raise Refused(f"Plik „{name}” jest pusty.")


def decode(content: bytes, name: str) -> str:
    """UTF-8 text, with a byte order mark or without, its line ends made plain."""
    for sign, what in BINARY_SIGNS.items():
        if content.startswith(sign):
            raise Refused(f"„{name}” to {what}, a nie tekst. Zapisz dokument jako zwykły tekst w kodowaniu UTF-8.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(f"Plik „{name}” jest w kodowaniu UTF-16. Zapisz go w kodowaniu UTF-8.")
    if b"\x00" in content:
        raise Refused(f"„{name}” nie jest plikiem tekstowym.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refused(
            f"Plik „{name}” nie jest w kodowaniu UTF-8 (być może jest w Windows-1250 albo ISO 8859-2, albo nie jest "
            "tekstem). Zapisz go w kodowaniu UTF-8.",
            line,
        ) from None
    if control := CONTROLS.search(text):
        line = len(split_lines(text[: control.start()]))
        raise Refused(f"„{name}” nie jest plikiem tekstowym: są w nim znaki sterujące.", line)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split_lines(text: str) -> list[str]:
    """Lines as an editor numbers them: only line feeds and carriage returns end a line."""
    return re.split(r"\r\n|\n|\r", text)


def fold(text: str) -> str:
    """Words alone, for comparing titles: lower case, no punctuation, dashes or double spaces; Polish letters stay."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return " ".join(re.findall(r"\w+", folded.replace("_", " ")))


def address(words: str, length: int = 80) -> str:
    """Polish words as a part of an address: small Latin letters, digits and hyphens, cut between words."""
    spaced = re.sub(r"[\W_]+", " ", words.replace("ł", "l").replace("Ł", "L"))
    latin = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z0-9]+", latin)
    while len(parts) > 1 and len("-".join(parts)) > length:
        parts.pop()
    return "-".join(parts)[:length]
