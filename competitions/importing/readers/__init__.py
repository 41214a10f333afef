"""A document's bytes → its title and records: a plain text, or a table of Word, Excel, CSV or a web page. Pure.

One module a format; each but the text gives rows of cells (`grid`), which `tables` understands by their headings.
"""

from competitions.importing.readers.columns import POLISH, Column, HeadingsRefused
from competitions.importing.readers.formats import TAKEN, read_document, read_document_file
from competitions.importing.readers.records import (
    PRIORITY_TASKS,
    SCHEDULE,
    DocumentKind,
    Mark,
    Record,
    checked_title,
    complain,
    end_of,
    find_title,
    read_record,
)
from competitions.importing.readers.tables import SourceTable, table_records
from leszno_ngo.reading import SourceText

__all__ = [
    "POLISH",
    "PRIORITY_TASKS",
    "SCHEDULE",
    "TAKEN",
    "Column",
    "HeadingsRefused",
    "Mark",
    "Record",
    "SourceTable",
    "complain",
    "end_of",
    "read_document",
    "read_document_file",
    "read_records",
    "read_untitled_records",
]


def read_records(source: SourceText, kind: DocumentKind, year: int) -> tuple[str, list[Record]]:
    """The document's title as printed and the records under it; Refused when it is another document or another year."""
    line, raw = filled_lines(source)[0]  # a source that was read is never blank
    return checked_title(line, raw, kind, year), records_below(source, line)


def read_untitled_records(source: SourceText, kind: DocumentKind, year: int) -> tuple[str, list[Record]]:
    """The same for a document that need not have a title: "" when it has none. What stands above it is read too."""
    line, title = find_title(filled_lines(source), kind, year) or (0, "")
    return title, records_below(source, after=0, but=line)


def filled_lines(source):
    return [(line, raw) for line, raw in enumerate(source.lines, start=1) if raw.strip()]


def records_below(source, after, but=None):
    if isinstance(source, SourceTable):
        return table_records(source, after, but)
    return [read_record(line, raw) for line, raw in filled_lines(source) if line > after and line != but]
