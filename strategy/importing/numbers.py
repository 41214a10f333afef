"""Polish numbers and rows of them. A row is aligned with its years in the only possible way, or not at all."""

import re
from collections.abc import Callable
from decimal import Decimal

WHOLE_DIGITS, FRACTION_DIGITS = 14, 6  # what a stored value holds
DIGIT = re.compile(r"[0-9]")
LONGEST = 40  # characters; no printed number comes near it

SPACES = re.compile(r"[ \t\u00a0\u2007\u2009\u202f]+")
MINUS = re.compile(r"[-\u2010\u2011\u2012\u2013\u2014\u2212]")
MISSING = {"", "-", "x", "bd", "bd.", "b.d.", "b/d", "brak danych"}
NUMBER = re.compile(
    r"(?P<sign>[+-] ?)?"
    r"(?:(?P<dotted>[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?=,)|[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,})"  # 10.500,00  1.234.567
    r"|(?P<spaced>[1-9][0-9]{0,2}(?: [0-9]{3})+)"  # 704 913
    r"|(?P<plain>0|[1-9][0-9]*))"
    r"(?:(?P<mark>[.,])(?P<fraction>[0-9]+))?"
    r"(?: ?(?:%|zł))?"
)


def parse_number(text: str) -> Decimal | None:
    """The number, without its unit (`%`, `zł`); None when the text says that there is none.

    ValueError: not understood, ambiguous ("10.500" is ten and a half or ten thousand) or too long to be kept exactly.
    """
    words = SPACES.sub(" ", text.replace("\n", " ")).strip(" ")
    if len(words) > LONGEST:
        raise ValueError("za długie jak na liczbę")
    plain = MINUS.sub("-", words)
    if plain.casefold() in MISSING:
        return None
    match = NUMBER.fullmatch(plain)
    if match is None:
        raise ValueError(f"„{words}” nie jest liczbą")
    if is_ambiguous(match):
        raise ValueError(f"„{words}” można odczytać na dwa sposoby")
    whole = re.sub(r"[ .]", "", match["dotted"] or match["spaced"] or match["plain"])
    fraction = match["fraction"] or ""
    if len(whole) > WHOLE_DIGITS or len(fraction) > FRACTION_DIGITS:
        raise ValueError(f"„{words}” ma za dużo cyfr")
    number = Decimal(f"{whole}.{fraction}" if fraction else whole)
    return -number if (match["sign"] or "").startswith("-") else number


def is_ambiguous(match):
    """A single dot before exactly three digits may part thousands or decimals."""
    dot_may_part_thousands = match["mark"] == "." and len(match["fraction"]) == 3
    return bool(dot_may_part_thousands and match["plain"] and match["plain"] != "0" and len(match["plain"]) <= 3)


UNCHANGED = "bez zmian"
NOT_APPLICABLE = {"nd", "nd.", "n.d.", "n/d", "nie dotyczy"}
TWO_WORD_CELLS = {"brak danych", "bez zmian", "nie dotyczy"}


def is_cell(text: str) -> bool:
    """Whether these words can fill one cell of a row of values."""
    if text.casefold() == UNCHANGED or text.casefold() in NOT_APPLICABLE:
        return True
    try:
        parse_number(text)
    except ValueError:
        return False
    return text != ""


def is_cell_or_torn(text: str) -> bool:
    """Also a single token with a digit that is no number: a value with a mistake in it."""
    return is_cell(text) or (" " not in text and DIGIT.search(text) is not None)


def could_belong(token: str) -> bool:
    """Whether a token can be a part of a cell: used to find where a row's values begin."""
    parts = {word for cell in TWO_WORD_CELLS for word in cell.split()}
    return (
        is_cell(token) or token.casefold() in parts or re.fullmatch(r"[0-9]{3}(?:,[0-9]+)?|[+%]|zł", token) is not None
    )


def split_row(row: str) -> tuple[str, list[str]]:
    """(words, value tokens): the tokens at the end of the row that can belong to values."""
    tokens = row.split()
    start = len(tokens)
    while start and could_belong(tokens[start - 1]):
        start -= 1
    return " ".join(tokens[:start]), tokens[start:]


def split_torn_row(row: str) -> tuple[str, list[str]]:
    """The same where mistakes stand among the values: every token with a digit can belong to them."""
    tokens = row.split()
    start = len(tokens)
    while start and (could_belong(tokens[start - 1]) or DIGIT.search(tokens[start - 1])):
        start -= 1
    return " ".join(tokens[:start]), tokens[start:]


def align(tokens: list[str], count: int, *, starts_surely: bool) -> list[str] | None:
    """The tokens as `count` cells, of which some may be no values; None when there is no one way to part them so.

    Tokens are put together ("2 404", "64 %", "Brak danych") only when it is sure where the row's values start:
    otherwise the first of them may end the name.
    """
    if len(tokens) == count:
        return tokens if all(map(is_cell_or_torn, tokens)) else None
    if not starts_surely or len(tokens) > count * 4:
        return None
    ways = partings(tokens, count, is_cell) or partings(tokens, count, is_cell_or_torn)
    return ways[0] if len(ways) == 1 else None


def partings(tokens: list[str], count: int, fits: Callable[[str], bool]) -> list[list[str]]:
    """At most two ways to part the tokens into so many cells that fit, of up to four tokens each."""
    ways = {(0, 0): [[]]}  # (tokens used, cells made) → ways
    for used in range(len(tokens)):
        for made in range(count):
            for way in ways.get((used, made), ()):
                for size in range(1, min(4, len(tokens) - used) + 1):
                    cell = " ".join(tokens[used : used + size])
                    found = ways.setdefault((used + size, made + 1), [])
                    if fits(cell) and len(found) < 2:
                        found.append([*way, cell])
    return ways.get((len(tokens), count), [])
