"""A .csv file → rows: comma, semicolon or tab; UTF-8 with a byte order mark or without, or Windows-1250."""

import csv
import io
import re

from leszno_ngo.reading import Refused, decode
from leszno_ngo.sheets.grid import Row, check_columns, check_rows

DELIMITERS = ";,\t"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
ISO_8859_2 = re.compile(r"[±¶Ľˇ¦¬]\w|\w[±¶Ľ]")  # its ą, ś, ź, read as Windows-1250
SEPARATOR_LINE = re.compile(r"sep=(.)\n", re.IGNORECASE)


def read_delimited(content: bytes, name: str, read) -> list[Row]:
    """The file's rows, numbered as a spreadsheet shows them. Refused when it has no columns.

    `read` makes a Cell of a text and its line.
    """
    text = decoded(content, name)
    first = SEPARATOR_LINE.match(text)  # how Excel is told the delimiter
    delimiter = first[1] if first else guessed_delimiter(text, name)
    rows, line, reader = [], 0, csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        for line, cells in enumerate(reader, start=1):
            check_rows(line)
            check_columns(len(cells), line)
            if not (first and line == 1):
                rows.append(Row(line, [read(text, line) for text in cells], table=1))
    except csv.Error:
        raise Refused(
            f"Plik „{name}” jest źle zbudowany: niedomknięty cudzysłów albo za długie pole.", line + 1
        ) from None
    return rows


def decoded(content, name):
    """UTF-8 when it is that, else Windows-1250 when every byte means something in it."""
    if content.startswith(UTF_16) or b"\x00" in content:
        return decode(content, name)  # refuses it
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return windows_1250(content, name)
    return decode(content, name)


def windows_1250(content, name):
    try:
        text = content.decode("cp1250")
    except UnicodeDecodeError:
        text = ""
    if not text or ISO_8859_2.search(text):
        raise Refused(f"Nie wiadomo, w jakim kodowaniu jest plik „{name}”. Zapisz go w kodowaniu UTF-8.")
    return decode(text.encode(), name)


def guessed_delimiter(text, name):
    """The commonest mark of the first line that has any; words seldom hold as many as there are columns."""
    for line in text.split("\n"):
        counts = {mark: line.count(mark) for mark in DELIMITERS}
        if any(counts.values()):
            return max(counts, key=counts.get)
    raise Refused(f"W pliku „{name}” nie ma kolumn: żaden wiersz nie ma średnika, przecinka ani tabulatora.")
