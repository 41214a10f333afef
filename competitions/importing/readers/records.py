"""A planning document's line → a record: what the line is, its words without markup, its number and cell.

Pure: knows neither the database nor what the records mean together. Blank lines and page breaks carry nothing.
"""

import enum
import re
from dataclasses import dataclass

from leszno_ngo.reading import Refused, SourceText, fold

YEARS = range(2004, 2101)  # the act is in force since 2004; the database keeps the same bounds
LONGEST_TITLE = 300
FIRST_LINES = 10
ANY_YEAR = re.compile(r"\b20\d\d\b")


class Mark(enum.StrEnum):
    HEADING = "heading"  # <b>…</b> or ### …
    AREA = "area"  # <i>…</i> or *…*
    NUMBERED = "numbered"  # 1) … or 1. …
    AS_OF = "as_of"  # - stan na dzień 30.11.2023 r.
    PLAIN = "plain"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Record:
    """One line. `cell` is the term's column: None when the line has none, "" when it is blank.

    `area`, `part`: where an official put the row, whatever it stands under; `entered`: the term is the official's.
    """

    line: int
    mark: Mark
    text: str
    number: int | None = None
    cell: str | None = None
    complaint: str = ""
    area: str = ""
    part: str = ""
    entered: bool = False


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """How a document is recognised by its title; the pattern meets the folded title and captures the year."""

    pattern: re.Pattern
    expected: str
    command: str


PRIORITY_TASKS = DocumentKind(
    re.compile(r".*\bpriorytetowe zadania publiczne do realizacji w (?:roku )?(\d{4})(?: roku| r)?"),
    "… priorytetowe zadania publiczne do realizacji w RRRR roku",
    "import_priority_tasks",
)
SCHEDULE = DocumentKind(
    re.compile(
        r"(?:planowany )?harmonogram ogłaszania otwartych konkursów ofert (?:w|na) (?:roku )?(\d{4})(?: roku| rok| r)?"
    ),
    "Planowany harmonogram ogłaszania otwartych konkursów ofert w RRRR roku",
    "import_schedule",
)
KINDS = (PRIORITY_TASKS, SCHEDULE)

WRAPPED = (
    (Mark.HEADING, re.compile(r"<b>(.+)</b>")),
    (Mark.HEADING, re.compile(r"###\s+(.+)")),
    (Mark.AREA, re.compile(r"<i>(.+)</i>")),
    (Mark.AREA, re.compile(r"\*([^*]+)\*")),
)
NUMBERED = re.compile(r"(\d{1,3})(?:\)\s*|\.\s+)(\S.*)")
BARE_NUMBER = re.compile(r"\d+[.)]?")
AS_OF = re.compile(r"[-–—]?\s*stan na dzień\b.*", re.IGNORECASE)
MARKUP = re.compile(r"[<>]|^[#*]|\*$")


def checked_title(line: int, raw: str, kind: DocumentKind, year: int) -> str:
    """The title as printed; Refused when it is another document's or another year's."""
    title = raw.strip().lstrip("#").strip()
    match = kind.pattern.fullmatch(fold(title))
    if match is None or len(title) > LONGEST_TITLE:
        raise Refused(
            f"Oczekiwano tytułu „{kind.expected}”, a jest „{shortened(title)}”.{another_command(title)}", line
        )
    printed_year = int(match[1])
    if printed_year != year:
        raise Refused(f"Dokument dotyczy roku {printed_year}, a podano rok {year}.", line)
    if year not in YEARS:
        raise Refused(f"Rok {year} jest spoza lat {YEARS[0]}–{YEARS[-1]}.", line)
    return title


def find_title(lines: list[tuple[int, str]], kind: DocumentKind, year: int) -> tuple[int, str] | None:
    """The line and the words of a title where one need not be: among the first lines; Refused as checked_title does.

    Other words that call the document a plan of this year or another one count as its title too.
    """
    for line, raw in lines[:FIRST_LINES]:
        words = fold(raw)
        if kind.pattern.fullmatch(words):
            return line, checked_title(line, raw, kind, year)
        if any(other.pattern.fullmatch(words) for other in KINDS):
            raise Refused(f"To nie jest harmonogram, tylko inny dokument: „{shortened(raw.strip())}”.", line)
        years = set(ANY_YEAR.findall(words))
        if years and "harmonogram" in words and "\t" not in raw.strip():
            if str(year) not in years:
                raise Refused(f"Dokument dotyczy roku {', '.join(sorted(years))}, a podano rok {year}.", line)
            return line, ""
    return None


def end_of(source: SourceText) -> Record:
    """The last line with anything on it, to point at when something is missing from the whole document."""
    return Record(max(n for n, raw in enumerate(source.lines, start=1) if raw.strip()), Mark.BROKEN, "")


def read_record(line: int, raw: str) -> Record:
    words, tab, column = raw.strip(" ").partition("\t")
    words, cell = words.strip(), column.strip() if tab else None
    complaint = complain(words, cell or "")
    if complaint:
        return Record(line, Mark.BROKEN, raw.strip(), complaint=complaint)
    for mark, pattern in WRAPPED:
        if match := pattern.fullmatch(words):
            return Record(line, mark, match[1].strip(), cell=cell)
    if match := NUMBERED.fullmatch(words):
        return Record(line, Mark.NUMBERED, match[2], int(match[1]), cell)
    if AS_OF.fullmatch(words) and not cell:
        return Record(line, Mark.AS_OF, words)
    return Record(line, Mark.PLAIN, words, cell=cell)


def complain(words: str, cell: str) -> str:
    """What is wrong with the line's make, "" when nothing is."""
    if not words:
        return "przed tabulatorem nie ma treści zadania."
    if BARE_NUMBER.fullmatch(words):
        return "po numerze nie ma treści zadania."
    if "\t" in cell:
        return "wiersz ma więcej niż jeden tabulator, więc nie wiadomo, co jest terminem."
    inside = next((match[1] for _, pattern in WRAPPED if (match := pattern.fullmatch(words))), words)
    if not fold(inside):
        return "w wierszu nie ma słów."
    if MARKUP.search(inside.strip()) or MARKUP.search(cell):
        return "znaczniki (<b>, <i>, ###, *) są niepełne albo stoją w środku wiersza."
    return ""


def shortened(text: str, length: int = 80) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def another_command(title: str) -> str:
    """A hint for somebody who mixed the two documents up."""
    for kind in KINDS:
        if kind.pattern.fullmatch(fold(title)):
            return f" Ten dokument wczytuje polecenie {kind.command}."
    return ""
