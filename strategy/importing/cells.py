"""One cell of a broken table: its HTML → pieces of text → numbered items."""

import re
from dataclasses import dataclass, replace
from html import unescape
from itertools import groupby

from leszno_ngo.choices import IssueKind

TAG = re.compile(r"(<[^<>]*>)")
NUMBERED = re.compile(r"(?<!\S)(\d{1,2})\.\s+(?=\S)")
PREPOSITIONS = {"w", "we", "z", "ze", "na", "do", "o", "od", "po", "dla", "przez", "przy", "u", "i", "oraz", "lub", "a"}
HIDDEN_POINT = re.compile(r"(?<!\S)-\s|--\s")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one typeface and one paragraph."""

    text: str
    line: int
    is_italic: bool
    paragraph: int


@dataclass(frozen=True, slots=True)
class Item:
    number: str  # as printed; "" when it was lost
    text: str
    line: int


def pieces(html: str, line: int) -> list[Piece]:
    """Only italics and paragraphs mean something here; other tags, open or closed, are left out."""
    found, italic, paragraph = [], 0, 0
    for token in TAG.split(html):
        if tag := TAG.fullmatch(token):
            name = tag[0].strip("<>/ ").split()[:1]
            is_closing = token.startswith("</")
            if name in (["i"], ["em"]):
                italic = max(0, italic - 1) if is_closing else italic + 1
            elif name in (["p"], ["ol"]):  # not "ul": a list inside an item belongs to it
                paragraph += 1
        elif text := " ".join(unescape(token).split()):
            add_piece(found, Piece(text, line, italic > 0, paragraph))
    return found


def add_piece(found, piece):
    last = found[-1] if found else None
    if last and (last.is_italic, last.paragraph) == (piece.is_italic, piece.paragraph):
        found[-1] = replace(last, text=f"{last.text} {piece.text}")
    else:
        found.append(piece)


def items(document, found: list[Piece], what: str, expected: int | None = None) -> list[Item]:
    """The items of a column. `expected`: how many another column speaks of, to confirm items whose numbers are lost."""
    chunks = list(join_cut_sentences(document, numbered(found)))
    listed = []
    for place, chunk in enumerate(chunks):
        if chunk.number:
            listed.append(chunk)
            continue
        parts = split_at_capitals(chunk)
        following = next((int(later.number) for later in chunks[place + 1 :] if later.number), None)
        is_confirmed = following == len(listed) + len(parts) + 1 if following else expected == len(listed) + len(parts)
        message = f"Numery {what} zaginęły; punkty rozdzielono po wielkich literach" + (
            ", a ich liczbę potwierdza sąsiednia treść." if is_confirmed else ", czego nic nie potwierdza."
        )
        kind = IssueKind.CORRECTED if is_confirmed else IssueKind.DOUBTFUL
        document.doubt(kind, chunk.line, chunk.text, message)
        listed.extend(parts)
    return [Item(item.number, tidy(item.text), item.line) for item in listed]


def numbered(found):
    """Chunks that begin with the next number in order; what stands before the first number has none."""
    chunks, last = [], 0
    for (line, _), group in groupby(found, key=lambda piece: (piece.line, piece.paragraph)):
        text = " ".join(piece.text for piece in group)
        start, number = 0, ""
        for match in NUMBERED.finditer(text):
            # After items whose numbers are lost any number may come, but only where a paragraph begins.
            if int(match[1]) != last + 1 and (last or not chunks or match.start()):
                continue
            add(chunks, number, text[start : match.start()], line)
            start, number, last = match.end(), match[1], int(match[1])
        add(chunks, number, text[start:], line)
    return chunks


def add(chunks, number, text, line):
    """A new chunk, or more text of the last one of the same line when there is no number."""
    text = text.strip()
    if not text:
        return
    if not number and chunks and chunks[-1].line == line:
        chunks[-1] = Item(chunks[-1].number, f"{chunks[-1].text} {text}", line)
    else:
        chunks.append(Item(number, text, line))


def join_cut_sentences(document, chunks):
    """A chunk below a page break that begins with a small letter ends the sentence above it."""
    joined = []
    for chunk in chunks:
        is_rest = joined and not chunk.number and chunk.line != joined[-1].line and chunk.text[0].islower()
        if is_rest:
            above = joined[-1]
            joined[-1] = Item(above.number, f"{above.text} {chunk.text}", above.line)
            document.doubt(
                IssueKind.CORRECTED,
                chunk.line,
                chunk.text,
                f"Zdanie przecięte podziałem strony połączono z wierszem {above.line}.",
            )
        else:
            joined.append(chunk)
    return joined


def split_at_capitals(chunk):
    """Parts of a list without numbers: each begins with a capital letter, and no part ends with a preposition."""
    parts = []
    for word in chunk.text.split():
        before = parts[-1][-1] if parts else ""
        starts = len(word) > 1 and word[0].isupper() and word[1].islower() and before.casefold() not in PREPOSITIONS
        if not parts or starts:
            parts.append([word])
        else:
            parts[-1].append(word)
    return [Item("", " ".join(part), chunk.line) for part in parts]


def has_hidden_points(text):
    return len(HIDDEN_POINT.findall(text)) > 1


def tidy(text):
    """Without the separators left at the end of a cut list."""
    return text.rstrip(" ,;")
