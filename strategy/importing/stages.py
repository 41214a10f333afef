"""The table of a task's stages: text, a period glued to it, and each year's `done/planned%`."""

import re

from leszno_ngo.choices import IssueKind
from leszno_ngo.reading import fold
from leszno_ngo.terms import Kind, Unit, parse_term
from strategy.importing.numbers import parse_number
from strategy.importing.records import ShareRecord, StageRecord

HEADER = fold("Etapy realizacji Rok")
YEARS = re.compile(r"(?:(?:19|20)\d\d)(?:\s+(?:19|20)\d\d)*")
STAGE = re.compile(r"(\d{1,3})\.\s+(\S.*)")
SHARE = re.compile(r"(\d+(?:[.,]\d+)?)/(\d+(?:[.,]\d+)?)%")
NOTHING = re.compile(r"[-–—]")
LONGEST_PERIOD = 9  # words
FREQUENCY = re.compile(r"(?:min\.? )?(?:\d+ )?raz(?:y)? (?:na|w) [\w ]+", re.IGNORECASE)


def years_in(text):
    """The years of a header; None: no such line."""
    found = YEARS.fullmatch(text.strip())
    return [int(year) for year in text.split()] if found else None


def read(document, lines, task):
    years, rows = None, []
    for line, text in lines:
        if fold(text) == HEADER:
            continue
        if (found := years_in(text)) and years is None:
            years = found
        elif STAGE.fullmatch(text):
            rows.append((line, text))
        elif rows and not is_row_of_shares(rows[-1][1]) and is_row_of_shares(text, alone=True):
            rows[-1] = (rows[-1][0], f"{rows[-1][1]} {text}")
            document.doubt(
                IssueKind.CORRECTED, line, text, "Udziały etapu stoją w osobnym wierszu; dołączono je do etapu."
            )
        else:
            document.fail(line, text, "Oczekiwano etapu („1. treść okres 5/5% -”), a tego wiersza nie odczytano.")
    if not years or len(set(years)) != len(years):
        line = lines[0][0] if lines else 0
        document.fail(line, lines[0][1] if lines else "", "W tabeli etapów nie ma wiersza z latami.")
        return
    for line, text in rows:
        read_stage(document, line, text, years, task)
    check_sum(document, task)


def is_share(token):
    return bool(SHARE.fullmatch(token) or NOTHING.fullmatch(token))


def is_like_share(token):
    """Also one with a mistake in it, which is kept as words instead of ending the stage's title."""
    return is_share(token) or ("/" in token and "%" in token)


def is_row_of_shares(text, *, alone=False):
    tokens = text.split()
    return all(map(is_share, tokens)) if alone else is_share(tokens[-1])


def read_stage(document, line, text, years, task):
    number, rest = STAGE.fullmatch(text).groups()
    tokens = rest.split()
    start = len(tokens)
    while start and is_like_share(tokens[start - 1]):
        start -= 1
    if int(number) != len(task.stages) + 1:
        document.doubt(IssueKind.DOUBTFUL, line, text, f"Po etapie {len(task.stages)} stoi etap {number}.")
    title, period_text, period = cut_period(" ".join(tokens[:start]))
    shares, unplanned = read_shares(document, line, text, tokens[start:], years)
    task.stages.append(StageRecord(int(number), title, period_text, period, shares, line, unplanned))
    check_stage(document, task.stages[-1], text)


def read_shares(document, line, text, cells, years):
    """(shares, years for which nothing is planned); a cell that is neither is kept as words alone."""
    if len(cells) != len(years):
        message = f"Pól z udziałami jest {len(cells)}, a lat {len(years)}; udziałów nie przypisano."
        document.doubt(IssueKind.UNREADABLE, line, text, message)
        return (), ()
    shares, unplanned = [], []
    for year, cell in zip(years, cells, strict=True):
        if NOTHING.fullmatch(cell):
            unplanned.append(year)
        elif share := read_share(document, line, cell, year):
            shares.append(share)
    return tuple(shares), tuple(unplanned)


def read_share(document, line, cell, year):
    """None: the cell could not be read."""
    match = SHARE.fullmatch(cell)
    if match is None:
        message = f"Rok {year}: nie odczytano udziału „{cell}”; oczekiwano na przykład „5/5%” albo „-”."
        document.doubt(IssueKind.UNREADABLE, line, cell, message)
        return None
    done, planned = parse_number(match[1]), parse_number(match[2])
    if not planned:
        message = f"Rok {year}: zaplanowano 0 punktów, a brak planu zapisuje się jako „-”; udziału nie przypisano."
        document.doubt(IssueKind.UNREADABLE, line, cell, message)
        return None
    if done > planned:
        document.doubt(IssueKind.DOUBTFUL, line, cell, f"W roku {year} wykonano więcej, niż zaplanowano.")
    return ShareRecord(year, planned, done)


def cut_period(text):
    """(title, period as printed, its Term): the longest end of the text that is a period; "" and None without one."""
    words = text.split()
    for start in range(max(1, len(words) - LONGEST_PERIOD), len(words)):
        period_text = " ".join(words[start:])
        term = parse_term(period_text)
        # A bare year may belong to a name; after the end of a sentence it is a period.
        if term.kind == Kind.PERIOD and (term.unit != Unit.YEAR or words[start - 1].endswith((".", ")", ";"))):
            return " ".join(words[:start]), period_text, term
    return text, "", None


def check_stage(document, stage, text):
    if stage.period is None:
        frequency = FREQUENCY.search(stage.title)
        words = f"; „{frequency[0].strip()}” to częstotliwość, nie termin" if frequency else ""
        document.doubt(IssueKind.MISSING, stage.line, text, f"Etap {stage.number} nie ma okresu{words}.")
        return
    outside = [
        str(share.year) for share in stage.shares if not stage.period.start.year <= share.year <= stage.period.end.year
    ]
    if outside:
        message = f"Etap {stage.number} ma okres „{stage.period_text}”, a udział także w latach: {', '.join(outside)}."
        document.doubt(IssueKind.CONTRADICTION, stage.line, text, message)


def check_sum(document, task):
    planned = sum(share.planned for stage in task.stages for share in stage.shares)
    if planned != 100:
        line = task.stages[0].line if task.stages else task.line
        message = f"Zaplanowane udziały wszystkich etapów i lat dają razem {planned} zamiast 100."
        document.doubt(IssueKind.DOUBTFUL, line, "", message)
