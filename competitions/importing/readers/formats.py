"""Which reader takes a planning document, by what it is."""

from pathlib import Path

from competitions.importing.readers import delimited, excel
from competitions.importing.readers.web_page import read_web_page
from competitions.importing.readers.word import read_word
from leszno_ngo.reading import SourceText, read_content, read_text
from leszno_ngo.sheets.formats import ending_of, read_rows
from leszno_ngo.sheets.grid import source_table

READERS = {
    "docx": read_word,
    "xlsx": excel.read_plan,
    "csv": delimited.read_plan,
    "html": read_web_page,
    "htm": read_web_page,
}
TEXTS = ("txt", "md", "")
TAKEN = "Można wczytać .docx, .xlsx, .csv, .html, .md i .txt."


def read_document_file(path, columns=None) -> SourceText:
    """The file as a source of records; see read_document."""
    return read_document(read_content(path), Path(path).name, columns)


def read_document(content: bytes, name: str, columns=None) -> SourceText:
    """The same for bytes that were uploaded. `columns`: {heading: Column} for headings that nobody could know."""
    ending = ending_of(content, name)
    if ending in TEXTS:
        return read_text(content, name)
    rows = read_rows(content, name, READERS, TAKEN)
    return source_table(content, name, rows, columns, has_styles=ending != "csv")
