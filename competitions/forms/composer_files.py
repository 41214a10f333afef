"""A file that an official attaches to an announcement: it is what its name says, without macros or programs.

Anybody may download it later, so what a reader's computer would run is refused here.
"""

import hashlib
import re
from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from competitions.models import Attachment
from leszno_ngo.forms import SentFileField
from leszno_ngo.reading import Refused
from leszno_ngo.sheets.archive import check_sizes, opened

LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 200
FOLDER = "zalaczniki"
OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
KINDS = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "odt": f"{OPEN_DOCUMENT}.text",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "ods": f"{OPEN_DOCUMENT}.spreadsheet",
    "rtf": "application/rtf",
}
MAIN_PART = {"docx": b"wordprocessingml.document.main+xml", "xlsx": b"spreadsheetml.sheet.main+xml"}
SIGNS = {"pdf": b"%PDF-", "rtf": b"{\\rtf"}
TAKEN = "Można dołączyć .pdf, .docx, .odt, .xlsx, .ods i .rtf."
RUNS = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia)\b")
OBJECT = re.compile(rb"\\obj(data|ect|emb)", re.IGNORECASE)
MACROS = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml)$|^(basic|scripts)/|/macrosheets/", re.IGNORECASE)
OBJECTS = re.compile(r"(^|/)(embeddings/.*\.(bin|ole)|activex/.*|object ?[0-9]+/.*\.bin)$", re.IGNORECASE)
PROGRAMS = re.compile(r"\.(exe|dll|com|bat|cmd|scr|msi|js|jse|vbs|vbe|wsf|ps1|jar|hta|lnk|sh)$", re.IGNORECASE)


def check_attachment(content: bytes, name: str) -> str:
    """The file's content type; Refused, in words for the official, when it may not be attached."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    if not content:
        raise Refused(f"Plik „{name}” jest pusty.")
    if len(content) > LARGEST:
        raise Refused(f"Plik „{name}” jest za duży: załącznik może mieć najwyżej {LARGEST // (1024 * 1024)} MB.")
    if ending not in KINDS:
        raise Refused(f"Pliku „{name}” nie można dołączyć. {TAKEN}")
    if ending in SIGNS:
        check_plain_file(content, name, ending)
    else:
        check_office_file(content, name, ending)
    return KINDS[ending]


def check_plain_file(content, name, ending):
    if not content.startswith(SIGNS[ending]):
        raise other_than_named(name, ending)
    if (RUNS if ending == "pdf" else OBJECT).search(content):
        raise Refused(
            f"W pliku „{name}” jest skrypt albo osadzony obiekt. Zapisz dokument bez nich (na przykład: drukuj do PDF)."
        )


def check_office_file(content, name, ending):
    if not content.startswith(b"PK"):
        raise other_than_named(name, ending)
    with opened(content, name) as archive:
        check_sizes(archive, name)
        parts = archive.namelist()
        if any(MACROS.search(part) for part in parts):
            raise Refused(f"W pliku „{name}” są makra. Zapisz go bez makr.")
        if any(OBJECTS.search(part) or PROGRAMS.search(part) for part in parts):
            raise Refused(f"W pliku „{name}” jest osadzony obiekt albo program. Usuń go z dokumentu.")
        if not is_kind(archive, parts, ending):
            raise other_than_named(name, ending)


def is_kind(archive, parts, ending):
    if ending in MAIN_PART:
        types = archive.read("[Content_Types].xml").lower() if "[Content_Types].xml" in parts else b""
        return MAIN_PART[ending] in types and b"macroenabled" not in types
    return "mimetype" in parts and archive.read("mimetype").strip() == KINDS[ending].encode()


def other_than_named(name, ending):
    return Refused(f"Plik „{name}” nie jest tym, co mówi jego nazwa (.{ending}). {TAKEN}")


class UploadForm(forms.Form):
    """One more attachment; without a file nothing is added."""

    says_optional = False

    tytul = forms.CharField(
        label="Tytuł nowego załącznika",
        max_length=200,
        required=False,
        help_text="Na przykład: Wzór oferty. Puste: jak nazwa pliku.",
        widget=forms.TextInput({"class": "wide"}),
    )
    plik = SentFileField(
        label="Plik",
        required=False,
        max_length=LONGEST_NAME,
        help_text=f"Najwyżej {LARGEST // (1024 * 1024)} MB, bez makr. {TAKEN}",
        accept=",".join(f".{ending}" for ending in KINDS),
        error_messages={
            "max_length": f"Nazwa pliku może mieć najwyżej {LONGEST_NAME} znaków. Skróć ją.",
        },
    )

    def clean_plik(self):
        file = self.cleaned_data["plik"]
        if file:
            self.content = file.read(LARGEST + 1)
            try:
                self.content_type = check_attachment(self.content, file.name)
            except Refused as refusal:
                raise ValidationError(str(refusal)) from None
        return file

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("tytul") and not cleaned.get("plik") and "plik" not in self.errors:
            self.add_error("plik", "Wybierz plik do tego tytułu.")
        return cleaned

    def save(self, competition, position):
        """The new row, or None. Its file is stored under its own hash, so the same file is stored once."""
        file = self.cleaned_data["plik"]
        if not file:
            return None
        sha256 = hashlib.sha256(self.content).hexdigest()
        storage = Attachment._meta.get_field("file").storage
        stored = storage.save(f"{FOLDER}/{sha256}{PurePath(file.name).suffix.lower()}", ContentFile(self.content))
        return Attachment.objects.create(
            competition=competition,
            position=position,
            title=self.cleaned_data["tytul"] or PurePath(file.name).stem[:200],
            name=file.name,
            file=stored,
            sha256=sha256,
            size=len(self.content),
            content_type=self.content_type,
        )
