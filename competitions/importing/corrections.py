"""What an official put right in a document before it is saved: records → records. Pure.

Corrections are kept by the line of the source, as words: {"12": {"title": "…", "left_out": true}}. A line can give
several records (a column names a department, another an area); a correction means the last of them, the row itself.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from competitions.importing.readers import Mark, Record, complain

BARE_NUMBER = re.compile(r"(\d{1,3})[.)]?")
ROW, HEADING, AREA = "row", "heading", "area"  # what an official says that a line is
MARKS = {HEADING: Mark.HEADING, AREA: Mark.AREA}


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk knows beyond the document. `part`: the heading that the rows stand under when none is printed."""

    part: str = ""
    corrections: Mapping[str, Mapping] = field(default_factory=dict)


def corrected(records: list[Record], corrections: Mapping[str, Mapping]) -> list[Record]:
    """The records put right, without those that are left out."""
    kept = list(kept_of(records, corrections))
    kept = without_emptied(kept, records, Mark.AREA, {Mark.AREA, Mark.HEADING, Mark.AS_OF})
    return without_emptied(kept, records, Mark.HEADING, {Mark.HEADING, Mark.AS_OF})


def kept_of(records, corrections):
    """A heading of a department that is left out takes what stands under it along."""
    rows = rows_of(records)
    is_under_left_out = False
    for record in records:
        said = corrections.get(str(record.line), {}) if record is rows[record.line] else {}
        fixed = put_right(record, said)
        if fixed.mark == Mark.HEADING:
            is_under_left_out = bool(said.get("left_out"))
        if not is_under_left_out and not said.get("left_out"):
            yield fixed


def without_emptied(kept, records, mark, closing):
    """An area, or a heading, whose every row was left out goes with them."""
    had_rows = {id(record) for record, below in pairwise(records) if record.mark == mark and below.mark not in closing}
    below = [*kept[1:], None][: len(kept)]
    return [
        record
        for record, next_one in zip(kept, below, strict=True)
        if id(record) not in had_rows or (next_one is not None and next_one.mark not in closing)
    ]


def rows_of(records: list[Record]) -> dict[int, Record]:
    """The record that a correction of the line means."""
    return {record.line: record for record in records}


def words_of(record: Record) -> dict[str, str]:
    """The number, the title and the term as they stand in the line, for the fields in which they are put right."""
    if record.mark != Mark.BROKEN:
        number = "" if record.number is None else str(record.number)
        return {"number": number, "title": record.text, "term": record.cell or ""}
    words = [part.strip() for part in record.text.split("\t") if part.strip()]
    number = BARE_NUMBER.fullmatch(words[0]) if len(words) > 1 else None
    title, *rest = words[1:] if number else words or [""]
    return {"number": number[1] if number else "", "title": title, "term": " ".join(rest)}


def put_right(record: Record, said: Mapping) -> Record:
    if not said.keys() - {"left_out"}:
        return record
    words = words_of(record) | said
    kind = said.get("mark")
    if kind in MARKS:
        return checked(Record(record.line, MARKS[kind], words["title"], cell=""))
    if record.mark == Mark.AREA and kind != ROW:
        return checked(replace(record, cell=words["term"], entered="term" in said))
    if record.mark == Mark.BROKEN and kind != ROW:
        return record
    row = Record(
        line=record.line,
        mark=Mark.NUMBERED if words["number"] else Mark.PLAIN,
        text=words["title"],
        number=int(words["number"]) if words["number"] else None,
        cell=words["term"],
        area=said.get("area", ""),
        part=said.get("part", ""),
        entered="term" in said,
    )
    return checked(row)


def checked(record):
    """The record, or why what was typed cannot stand there."""
    complaint = complain(record.text, record.cell or "")
    if complaint:
        return replace(record, mark=Mark.BROKEN, complaint=complaint)
    return record
