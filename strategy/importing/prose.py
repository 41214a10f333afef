"""A strategy described in prose: its title, years, legal basis and numbered points. The text is not rewritten."""

import re

from leszno_ngo.choices import IssueKind
from leszno_ngo.reading import SourceText
from strategy.importing.places import HOME, municipality_in
from strategy.importing.records import Document, StrategyRecord

TITLE = re.compile(r"strategi[aię]\b", re.IGNORECASE)
YEARS = re.compile(r"\b((?:19|20)\d\d)\s?[-–—]\s?((?:19|20)\d\d)\b")
HEADED_YEARS = re.compile(rf"na lata {YEARS.pattern}", re.IGNORECASE)
LEGAL_BASIS = re.compile(r"\((art\.[^()]*\bustawy\b[^()]*)\)", re.IGNORECASE)
POINT = re.compile(r"\s+(\d+)\.\s+(\S.*)")
LINK_WITHOUT_ADDRESS = re.compile(r"\s*(?:Zapoznaj się|Zobacz|Pobierz|Czytaj)\b(?!.*https?://)", re.IGNORECASE)
LONGEST_TITLE = 300


def recognises(source: SourceText) -> bool:
    return heading(source) is not None


def heading(source):
    """(line of the title, title, first year, last year) from the first two filled lines; None: no such title."""
    filled = [(number, text.strip()) for number, text in enumerate(source.lines, 1) if text.strip()][:2]
    if not filled or not TITLE.match(filled[0][1]):
        return None
    for taken in (filled[:1], filled):
        title = " ".join(text for _, text in taken)
        years = HEADED_YEARS.search(title)
        if years and len(title) <= LONGEST_TITLE:
            return filled[0][0], title, int(years[1]), int(years[2])
    return None


def read(source: SourceText) -> Document:
    line, title, first, last = heading(source)
    strategy = StrategyRecord(title, municipality_in(title) or HOME, first, last)
    document = Document(source, title, strategy, is_whole=True)
    if municipality_in(title) is None:
        document.doubt(IssueKind.DOUBTFUL, line, title, f"Tytuł nie podaje znanej gminy; przyjęto: {HOME}.")
    if last < first:
        document.fail(line, title, "Ostatni rok strategii jest przed pierwszym.")
    read_legal_basis(document)
    read_points(document)
    compare_spellings(document)
    find_dead_links(document)
    return document


def lines_of(document):
    return enumerate(document.source.lines, 1)


def read_legal_basis(document):
    found = [(line, match) for line, text in lines_of(document) for match in LEGAL_BASIS.finditer(text)]
    if not found:
        document.doubt(IssueKind.MISSING, 0, "", "Dokument nie podaje podstawy prawnej.")
        return
    document.strategy.legal_basis = found[0][1][1].strip()
    for line, match in found[1:]:
        if match[1].strip() != document.strategy.legal_basis:
            document.doubt(IssueKind.CONTRADICTION, line, match[0], "Dokument podaje też inną podstawę prawną.")


def read_points(document):
    """Numbered points in their order; a number out of order is no point of this list."""
    points = document.strategy.key_points
    for line, text in lines_of(document):
        match = POINT.fullmatch(text)
        if match and int(match[1]) == len(points) + 1:
            points.append(match[2].strip())
        elif match:
            document.doubt(
                IssueKind.DOUBTFUL, line, text, f"Punkt {match[1]} jest poza kolejnością; nie wczytano go do listy."
            )


def compare_spellings(document):
    """The same years and the same city written in several ways: taken from the title, and said."""
    strategy = document.strategy
    own = (strategy.period_start, strategy.period_end)
    years = [(line, match) for line, text in lines_of(document) for match in YEARS.finditer(text)]
    for line, match in years:
        if (int(match[1]), int(match[2])) != own:
            document.doubt(IssueKind.CONTRADICTION, line, match[0], f"Tytuł podaje inne lata: {own[0]}–{own[1]}.")
    note_spellings(document, "Lata strategii", [match[0] for _, match in years])
    city = re.compile(r"(?:\bdla )?\b[Mm]iasta \w+", re.IGNORECASE)
    names = [match[0] for _, text in lines_of(document) for match in city.finditer(text) if municipality_in(match[0])]
    note_spellings(document, "Nazwę miasta", names)


def note_spellings(document, what, spellings):
    different = list(dict.fromkeys(spellings))
    if len(different) > 1:
        words = ", ".join(f"„{spelling}”" for spelling in different)
        document.doubt(
            IssueKind.CORRECTED,
            0,
            "",
            f"{what} zapisano na {len(different)} sposoby: {words}. Przyjęto zapis z tytułu.",
        )


def find_dead_links(document):
    for line, text in lines_of(document):
        if LINK_WITHOUT_ADDRESS.match(text):
            document.doubt(
                IssueKind.MISSING,
                line,
                text,
                "Odnośnik do pełnej treści nie ma adresu; pełnego tekstu nie ma w portalu.",
            )
