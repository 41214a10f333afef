"""Recognises a document by its content and reads it. Pure: text in, records and problems out."""

import re

from leszno_ngo.reading import Refused, SourceText
from strategy.importing import goals_table, prose, repeats, task_page
from strategy.importing.records import Document, Problem

EXPECTED = (
    "To nie jest dokument strategii. Oczekiwano strony zadania strategii (wiersz „Cel II - …” i nagłówek "
    "„Etapy realizacji zadania”), tabeli celów (nagłówek „| Cel strategiczny … |”) albo opisu strategii "
    "(tytuł „Strategia … na lata 2017-2023”)."
)


MOST_LINES, LONGEST_LINE = 5_000, 20_000  # far above any real document; keeps reading quick


def read(source: SourceText) -> tuple[Document, list[Problem]]:
    """What the document says, and the lines that could not be read. Refused: it is no strategy's document."""
    check_size(source)
    for reader in (task_page, goals_table, prose):
        if reader.recognises(source):
            document = reader.read(source)
            repeats.find(document)
            document.problems.sort(key=lambda problem: problem.line)
            document.issues.sort(key=lambda issue: issue.line)
            return document, document.problems
    line, text = next((n, text) for n, text in enumerate(source.lines, 1) if text.strip())
    quote = re.sub(r"\s+", " ", text).strip()
    raise Refused(f"{EXPECTED} Czytanie zatrzymało się na: „{quote[:80]}”.", line)


def check_size(source):
    if len(source.lines) > MOST_LINES:
        raise Refused(f"{EXPECTED} Plik ma ponad {MOST_LINES} wierszy.", MOST_LINES + 1)
    for line, text in enumerate(source.lines, 1):
        if len(text) > LONGEST_LINE:
            raise Refused(f"{EXPECTED} Ten wiersz ma ponad {LONGEST_LINE} znaków.", line)
