"""Text → tokens, once and from left to right."""

import re
import unicodedata
from dataclasses import dataclass

POLISH_TO_LATIN = str.maketrans("ąćęłńóśźż", "acelnoszz")  # so that „pazdziernik” is read too
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
INVISIBLE = dict.fromkeys(map(ord, "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"))
NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
ROMAN_LETTERS = {
    ord(letter): numeral
    for letters in ("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ")
    for letter, numeral in zip(letters, NUMERALS, strict=True)
}
ONE_LOOK = DASHES | INVISIBLE | ROMAN_LETTERS
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

# Only the digits 0-9 count: int() would take those of any script, and „²” is a footnote.
CLOCK = r"[0-9]{1,2}(?:[:.][0-9]{2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{2})?(?![0-9⁰¹²³⁴⁵⁶⁷⁸⁹])"
HOUR_WORD = r"(?:godz(?:ina|iny|inie|ine|inach)?\b|g(?=\.))\.? ?"
# „godz. 8-16”, but „od godz. 8 do 16 marca” ends with a day.
LAST_CLOCK = rf"(?:{HOUR_WORD}{CLOCK}|[0-9]{{1,2}}:[0-9]{{2}}(?![0-9])|{CLOCK}(?=\.? ?(?:[,;)]|$)))"
HOUR = (
    rf"(?:\b(?:o|w|od|do) )?\b{HOUR_WORD}(?:od )?{CLOCK}(?:(?: ?- ?| do ){LAST_CLOCK})?"
    r"|[0-9]{1,2}:[0-9]{2}(?![0-9])"
)
DAY_OR_MONTH, YEAR = "[0-9]{1,2}", "[0-9]{4}(?![0-9])"
ORDINAL_ENDINGS = "szy|sza|sze|szego|szej|szym|wszy|wsza|gi|ga|gie|giego|giej|gim|ci|cia|cie|ciego|ciej|cim"
ORDINAL_ENDINGS += "|ty|ta|te|tego|tej|tym|go|ego|ej|ym|y|a"
TOKEN = re.compile(
    rf"(?P<hour>{HOUR})"
    rf"|(?P<ymd>[0-9]{{4}}(?:-[0-9]{{2}}-|\.[0-9]{{2}}\.|/[0-9]{{2}}/)[0-9]{{2}}(?![0-9]))"
    rf"|(?P<dmy>{DAY_OR_MONTH}(?: ?\. ?{DAY_OR_MONTH} ?\. ?|-{DAY_OR_MONTH}-|/{DAY_OR_MONTH}/){YEAR})"
    rf"|(?P<short_dmy>{DAY_OR_MONTH}\.{DAY_OR_MONTH}\.[0-9]{{2}}(?= ?(?:r|roku)\b))"
    rf"|(?P<my>(?:{DAY_OR_MONTH}\.|[0-9]{{2}}/){YEAR})"
    rf"|(?P<dm>{DAY_OR_MONTH}\.{DAY_OR_MONTH}(?![0-9])\.?)"
    rf"|(?P<ordinal>\b(?:{DAY_OR_MONTH}|[ivx]+)-(?:{ORDINAL_ENDINGS})\b)"
    r"|(?P<article>[0-9]{2}[abc](?![^\W_]))"  # of an act: „19a”
    rf"|(?P<dotted>{DAY_OR_MONTH}\. ?(?=[a-z]))"
    r"|(?P<number>[0-9]+)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<mark>\S)"
)


@dataclass(frozen=True, slots=True)
class Token:
    kind: str  # the name of TOKEN's group
    text: str


def fold(text: str) -> str:
    """Lower case, Latin letters for Polish ones, one kind of dash and of space, nothing invisible."""
    text = unicodedata.normalize("NFC", text).translate(ONE_LOOK).lower()
    return " ".join(text.translate(POLISH_TO_LATIN).split())


def tokens_of(text: str) -> list[Token]:
    """The tokens of folded text, without the dots of abbreviations and without marks at the end."""
    kept = []
    for match in TOKEN.finditer(text):
        token = Token(match.lastgroup, match.group())
        if token.kind == "ordinal":  # „15-go”, „II-gi”
            number = token.text.partition("-")[0]
            token = Token("roman_ordinal" if number.isalpha() else "number", number)
        if token.text != "." or not kept or kept[-1].kind in ("mark", "hour"):
            kept.append(token)
    while kept and kept[-1].text in (".", ";", ","):
        kept.pop()
    return kept


def phrases(*lines: str) -> tuple[tuple[str, ...], ...]:
    """The tokens' texts of each phrase, the longer phrases first. A line holds phrases with ` | ` between them."""
    each = [phrase for line in lines for phrase in re.split(r" \| |\n", line) if phrase.strip()]
    return tuple(sorted((tuple(token.text for token in tokens_of(fold(one))) for one in each), key=len, reverse=True))


def forms(table: str) -> dict[str, int]:
    """Each folded word of the table → the number of its line, from 1."""
    lines = fold_lines(table)
    return {form: number for number, line in enumerate(lines, start=1) for form in line.split()}


def fold_lines(table):
    return [fold(line) for line in table.strip().splitlines()]
