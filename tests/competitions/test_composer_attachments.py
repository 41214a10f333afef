"""Files that officials attach: only what is what its name says, without macros or programs, stored under its hash."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from openpyxl import Workbook

from competitions.forms.composer_files import LARGEST, check_attachment
from competitions.models import Attachment
from leszno_ngo.models import Department
from leszno_ngo.reading import Refused
from tests.competitions.composed import address, bare_draft, page_of, problems, section, sent_by

PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF"
RTF = b"{\\rtf1\\ansi Wz\\'f3r oferty}"


def word():
    file = io.BytesIO()
    Document().save(file)
    return file.getvalue()


def workbook():
    file = io.BytesIO()
    Workbook().save(file)
    return file.getvalue()


def archive(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def open_document(kind):
    return archive(mimetype=f"application/vnd.oasis.opendocument.{kind}", **{"content.xml": "<a/>"})


def with_part(content, name):
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as made:
        made.writestr(name, b"x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "wzór oferty.pdf", "application/pdf"),
        (word(), "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (workbook(), "a.XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (open_document("text"), "a.odt", "application/vnd.oasis.opendocument.text"),
        (open_document("spreadsheet"), "a.ods", "application/vnd.oasis.opendocument.spreadsheet"),
        (RTF, "a.rtf", "application/rtf"),
    ],
)
def test_documents_are_taken_for_what_they_are(content, name, kind):
    assert check_attachment(content, name) == kind


OTHER = "nie jest tym, co mówi jego nazwa"
MACROS, INSIDE = "są makra", "jest osadzony obiekt albo program"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.pdf", "jest pusty"),
        (PDF + b" " * LARGEST, "a.pdf", "jest za duży"),
        (b"MZ\x90", "a.exe", "nie można dołączyć"),
        (word(), "a.docm", "nie można dołączyć"),
        (b"\xd0\xcf\x11\xe0", "a.doc", "nie można dołączyć"),
        (PDF, "a", "nie można dołączyć"),
        (b"MZ\x90", "a.pdf", OTHER),
        (PDF, "a.docx", OTHER),
        (PDF, "a.rtf", OTHER),
        (workbook(), "a.docx", OTHER),
        (open_document("text"), "a.ods", OTHER),
        (open_document("text"), "a.docx", OTHER),
        (archive(a="b"), "a.docx", OTHER),
        (word(), "a.odt", OTHER),
        (b"PK\x03\x04" + b"x" * 50, "a.docx", "jest uszkodzony albo niepełny"),
        (PDF + b"/OpenAction << /S /JavaScript >>", "a.pdf", "jest skrypt albo osadzony obiekt"),
        (PDF + b"<< /S /Launch /F (a.exe) >>", "a.pdf", "jest skrypt albo osadzony obiekt"),
        (PDF + b"<< /Type /EmbeddedFile >>", "a.pdf", "jest skrypt albo osadzony obiekt"),
        (RTF[:-1] + b"{\\object\\objdata 00}}", "a.rtf", "jest skrypt albo osadzony obiekt"),
        (with_part(word(), "word/vbaProject.bin"), "a.docx", MACROS),
        (with_part(open_document("text"), "Basic/Standard/Module1.xml"), "a.odt", MACROS),
        (with_part(workbook(), "xl/macrosheets/sheet1.xml"), "a.xlsx", MACROS),
        (with_part(word(), "word/embeddings/oleObject1.bin"), "a.docx", INSIDE),
        (with_part(word(), "word/media/program.EXE"), "a.docx", INSIDE),
        (with_part(word(), "word/activeX/activeX1.xml"), "a.docx", INSIDE),
    ],
)
def test_what_is_not_such_a_document_is_refused_in_words(content, name, words):
    with pytest.raises(Refused) as refusal:
        check_attachment(content, name)

    assert [words] == [part for part in (words,) if part in str(refusal.value)]


@pytest.fixture
def draft(client, official, settings, tmp_path, on_day):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(official)
    return bare_draft(official.departments.get())


def upload(client, draft, content=PDF, name="Wzór oferty.pdf", button=None, **changes):
    page = page_of(client.get(section(draft, "attachments")))
    data = sent_by(page, button, **changes)
    data.pop("plik", None)
    return client.post(section(draft, "attachments"), data | {"plik": SimpleUploadedFile(name, content)})


def test_a_file_is_stored_under_its_own_hash_and_comes_back_as_it_was(client, draft):
    upload(client, draft, tytul="Wzór oferty realizacji zadania")

    row = Attachment.objects.get()
    sha256 = hashlib.sha256(PDF).hexdigest()
    assert (row.title, row.name, row.size, row.content_type, row.sha256) == (
        "Wzór oferty realizacji zadania",
        "Wzór oferty.pdf",
        len(PDF),
        "application/pdf",
        sha256,
    )
    assert row.file.name == f"zalaczniki/{sha256}.pdf"
    answer = client.get(address("attachment", draft, row.pk))
    assert (b"".join(answer), answer.headers["Content-Disposition"][:10]) == (PDF, "attachment")


def test_a_file_without_a_title_is_called_by_its_name(client, draft):
    upload(client, draft)

    assert Attachment.objects.get().title == "Wzór oferty"


def test_a_refused_file_leaves_the_title_that_was_typed(client, draft):
    answer = upload(client, draft, b"MZ", tytul="Wzór")

    assert problems(answer) == [
        "Plik „Wzór oferty.pdf” nie jest tym, co mówi jego nazwa (.pdf). "
        "Można dołączyć .pdf, .docx, .odt, .xlsx, .ods i .rtf."
    ]
    assert page_of(answer).get_element_by_id("id_tytul").value == "Wzór"
    assert not Attachment.objects.exists()


def test_attachments_are_renamed_put_in_order_and_removed(client, draft):
    for title in ("A", "B", "C"):
        upload(client, draft, tytul=title)
    page = page_of(client.get(section(draft, "attachments")))
    changes = {"wiersz1__usun": "on", "wiersz2__title": "B poprawione", "wiersz3__position": "1"}

    client.post(section(draft, "attachments"), sent_by(page, **changes))

    rows = Attachment.objects.order_by("position").values_list("position", "title")
    assert list(rows) == [(1, "C"), (2, "B poprawione")]


def test_a_drafts_attachment_is_found_by_nobody_of_another_department(client, draft, official):
    upload(client, draft)
    row = Attachment.objects.get()
    official.departments.set(Department.objects.exclude(pk=draft.department_id)[:1])

    assert client.get(address("attachment", draft, row.pk)).status_code == 404


def test_the_preview_names_the_files_without_a_way_to_an_address_that_is_none_yet(client, draft):
    upload(client, draft, tytul="Wzór")

    page = page_of(client.get(address("preview", draft)))

    items = page.xpath("//section[@id='tresc-attachments']//li")
    assert [(item.text_content().strip(), item.xpath(".//a")) for item in items] == [
        (f"Wzór (Wzór oferty.pdf, {len(PDF)}\xa0B)", [])
    ]
