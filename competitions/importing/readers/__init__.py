"""A document's bytes → its title and records: a plain text, or a table of Word, Excel, CSV or a web page. Pure.

One module a format; each but the text gives rows of cells (`grid`), which `tables` understands by their headings.
"""

from competitions.importing.readers.formats import read_document, read_document_file
from competitions.importing.readers.records import (
    PRIORITY_TASKS,
    SCHEDULE,
    DocumentKind,
    Mark,
    Record,
    checked_title,
    end_of,
    read_record,
)
from competitions.importing.readers.tables import SourceTable, table_records
from leszno_ngo.reading import SourceText

__all__ = [
    "PRIORITY_TASKS",
    "SCHEDULE",
    "Mark",
    "Record",
    "end_of",
    "read_document",
    "read_document_file",
    "read_records",
]


def read_records(source: SourceText, kind: DocumentKind, year: int) -> tuple[str, list[Record]]:
    """The document's title as printed and the records under it; Refused when it is another document or another year."""
    lines = [(line, raw) for line, raw in enumerate(source.lines, start=1) if raw.strip()]
    (line, raw), rest = lines[0], lines[1:]  # a source that was read is never blank
    title = checked_title(line, raw, kind, year)
    if isinstance(source, SourceTable):
        return title, table_records(source, after=line)
    return title, [read_record(line, raw) for line, raw in rest]
