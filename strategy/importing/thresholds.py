"""Thresholds in prose: "min 30 dzieci", "min 1 raz na kwartał". Only what says "min" and a number is a target."""

import re
from decimal import Decimal

from leszno_ngo.choices import IssueKind
from strategy.choices import Period, TargetKind
from strategy.importing.records import TargetRecord

MINIMUM = re.compile(r"\bmin\.?\s+(\d+)\b(?![.,]\d)", re.IGNORECASE)
END = re.compile(r"\s*(?:[,;.–]|\s-\s|\boraz\b|\bmin\b)", re.IGNORECASE)
PERIODS = (
    (Period.WEEK, r"w tygodniu|na tydzień|tygodniowo"),
    (Period.MONTH, r"w miesiącu|na miesiąc|miesięcznie"),
    (Period.QUARTER, r"w kwartale|na kwartał|kwartalnie"),
    (Period.HALF, r"na pół roku|w półroczu|na półrocze"),
    (Period.YEAR, r"w roku|na rok|rocznie"),
)
NUMBER = re.compile(r"\d+")


def read(document, item):
    """The targets of an indicator; a number outside of them is said to be not understood."""
    targets, rest = [], item.text
    for match in MINIMUM.finditer(item.text):
        words = phrase(item.text, match)
        targets.append(TargetRecord(TargetKind.MINIMUM, Decimal(match[1]), period_of(words), words))
        rest = rest.replace(match[0], "", 1)
    if NUMBER.search(rest):
        message = "Liczba bez słowa „min” nie jest na pewno progiem; nie przypisano jej."
        document.doubt(IssueKind.DOUBTFUL, item.line, item.text, message)
    return tuple(targets)


def phrase(text, match):
    """From "min" to the end of the clause."""
    end = END.search(text, match.end())
    return text[match.start() : end.start() if end else len(text)].strip()[:300]


def period_of(words):
    found = [period for period, pattern in PERIODS if re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE)]
    return found[0] if len(found) == 1 else None
