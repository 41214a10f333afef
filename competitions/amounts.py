"""Złoty as offices write them, typed or standing in a spreadsheet → Decimal, or what to do about the words. Pure."""

import re
from decimal import Decimal

from leszno_ngo.templatetags.leszno import NBSP, zloty

LARGEST_AMOUNT = Decimal("9999999999.99")
NOTHING = {"", "-", "–", "—", "x", "nie dotyczy", "brak", "n/d", "nd", "nd."}
SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")
MONEY_WORD = re.compile(r"(zł|złotych|pln)\.?$", re.IGNORECASE)
OTHER_MONEY = re.compile(r"(eur|euro|€|usd|\$|£|chf)", re.IGNORECASE)
THOUSANDS = re.compile(r"\btys\b|\btysi|\bmln\b|\bmilion", re.IGNORECASE)
PLAIN = re.compile(r"(\d+)(?:[.,](\d{1,2})|,-)?")
DOTTED = re.compile(r"(\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2})|,-)?")
SPACED = re.compile(r"(\d{1,3}(?: \d{3})+)(?:[.,](\d{1,2})|,-)?")
DOUBTFUL = re.compile(r"\d{1,3}[.,]\d{3}")
FINER = re.compile(r"\d[\d ]*[.,]\d{3,}")


def parse_amount(text: str) -> Decimal | None:
    """„60 000 zł”, „10.500,00 zł”, „10500.5” → złoty; None: nothing is said. ValueError says what to do."""
    words = one_spaced(text)
    if words.casefold() in NOTHING:
        return None
    if OTHER_MONEY.search(words):
        raise ValueError(f"Kwotę podaje się w złotych, a jest „{shown(text)}”.")
    if THOUSANDS.search(words):
        raise ValueError(f"Wpisz całą kwotę cyframi, np. 10{NBSP}000, zamiast „{shown(text)}”.")
    number = MONEY_WORD.sub("", words).strip()
    if number.startswith(("-", "−", "–", "(")):
        raise ValueError("Kwota nie może być ujemna.")
    if DOUBTFUL.fullmatch(number):
        raise ValueError(doubtful(number))
    for pattern in (PLAIN, SPACED, DOTTED):
        if match := pattern.fullmatch(number):
            return checked_amount(match)
    if FINER.fullmatch(number):
        raise ValueError(f"Kwota „{shown(text)}” ma więcej niż dwa miejsca po przecinku. Zaokrąglij ją do groszy.")
    raise ValueError(f"„{shown(text)}” to nie kwota. Wpisz ją cyframi, np. 10{NBSP}500,00.")


def checked_amount(match):
    amount = Decimal(f"{re.sub('[ .]', '', match[1])}.{match[2] or 0}")
    if amount > LARGEST_AMOUNT:
        raise ValueError(f"Kwota jest za duża. Najwyższa możliwa to {zloty(LARGEST_AMOUNT)}.")
    return amount


def doubtful(number):
    """„10.500” is ten and a half thousand to one reader and ten and a half to another."""
    whole, rest = re.split("[.,]", number)
    rest = rest.rstrip("0")
    if len(rest) > 2:  # it cannot be złoty and grosze, but one of both has been written wrong
        return f"Nie wiadomo, czy „{number}” to {zloty(Decimal(whole + number[-3:]))}. Wpisz kwotę bez kropki."
    small = Decimal(f"{whole}.{rest or 0}")
    return (
        f"Nie wiadomo, czy „{number}” to {zloty(Decimal(whole + number[-3:]))}, czy {zloty(small)}. "
        "Wpisz kwotę bez kropki między tysiącami, a grosze po przecinku."
    )


def one_spaced(text):
    return SPACES.sub(" ", str(text)).strip()


def shown(text, length=60):
    words = one_spaced(text)
    return words if len(words) <= length else f"{words[: length - 1]}…"
