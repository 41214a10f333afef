"""What the cells of a planning document say beside their words: by their fonts, and by what is wrong with them."""

from competitions.importing.readers.records import NUMBERED, Mark
from leszno_ngo.sheets.grid import BREAKS


def style_of(*, bold: bool, italic: bool) -> Mark:
    if bold and italic:
        return Mark.BROKEN
    if bold:
        return Mark.HEADING
    return Mark.AREA if italic else Mark.PLAIN


def several_tasks(text: str) -> str:
    """A complaint when one cell lists more than one numbered task."""
    numbered = [part for part in BREAKS.split(text) if NUMBERED.fullmatch(part.strip())]
    return "w jednym polu stoi kilka zadań z numerami; każde powinno mieć własny wiersz." if len(numbered) > 1 else ""
