"""Words → Term."""

import datetime as dt
from dataclasses import replace

from leszno_ngo.terms.pieces import Reader
from leszno_ngo.terms.term import Kind, NotUnderstoodError, Term, Unit, refuse
from leszno_ngo.terms.tokens import normal, tokens_of
from leszno_ngo.terms.words import (
    CONTINUOUS,
    LEADS,
    MONTHS,
    NOT_PLANNED,
    OTHER_PROCEDURE,
    RELATIVE,
    SEASONS,
    UNTIL_EXHAUSTED,
    WEEKDAYS,
    YEAR_WORDS,
)

LONGEST = 400  # characters; no term of any document comes near it


def parse_term(text: str, *, year: int | None = None, as_of: dt.date | None = None) -> Term:
    """The term that the words name. Never raises: what is ambiguous or not understood comes back as `unparsed`.

    `year` is the heading's, for words without one; `as_of` the document's day, for „br.”.
    """
    try:
        term = read(text, year, as_of)
    except NotUnderstoodError:
        term = Term(Kind.UNPARSED, Unit.NONE, None, None, text)
    return replace(term, text=text)


def read(text, year, as_of):
    if len(text) > LONGEST:
        raise NotUnderstoodError
    cleaned = normal(text)
    if cleaned and not cleaned.strip("-"):
        cleaned = "-"
    tokens = tokens_of(cleaned.replace("b.r.", "br").replace("b. r.", "br"))
    if not tokens:
        raise NotUnderstoodError
    words = " ".join(token.text for token in tokens)
    if words.replace("/", " ").replace("  ", " ") in NOT_PLANNED:
        return dateless(Kind.NOT_PLANNED)
    if begins(words, OTHER_PROCEDURE):
        return dateless(Kind.OTHER_PROCEDURE)
    if tokens[0].text in SEASONS and all(token.text in YEAR_WORDS or token.text.isdigit() for token in tokens[1:]):
        return Term(Kind.RELATIVE, Unit.SEASON, None, None, "")  # where a season starts would be a guess
    if begins(words, RELATIVE):
        return read_relative(tokens)
    return read_continuous(tokens, year, as_of)


def begins(words, phrases):
    return any(words == phrase or words.startswith(f"{phrase} ") for phrase in phrases)


def dateless(kind):
    return Term(kind, Unit.NONE, None, None, "")


def read_relative(tokens):
    """„po uchwaleniu budżetu” is relative; „po 15 marca” does not say whether that day counts and is not understood."""
    dated = [token for token in tokens if token.kind not in ("word", "mark") or token.text in MONTHS]
    if dated or len(tokens) < 2:
        raise NotUnderstoodError
    return dateless(Kind.RELATIVE)


def read_continuous(tokens, year, as_of):
    """„na bieżąco”, alone or with the period in which it is so; otherwise a dated term."""
    reader = Reader(tokens, as_of)
    if not reader.take_phrase(CONTINUOUS):
        return read_dated(tokens, year, as_of)
    if reader.peek().text in (",", "-", ":"):
        reader.at += 1
    if reader.ended():
        return dateless(Kind.CONTINUOUS)
    return replace(read_dated(tokens[reader.at :], year, as_of), kind=Kind.CONTINUOUS)


def read_dated(tokens, year, as_of):
    """A term with dates: a period, „do …” or „od …”; weekdays and hours beside days are checked and set aside."""
    plain, weekdays, has_hour = without_asides(tokens)
    term = read_bounds(Reader(plain, as_of), year)
    if has_hour and term.unit != Unit.DAY:
        raise NotUnderstoodError
    if weekdays:
        days = sorted({day for day in (term.start, term.end) if day})
        if term.unit != Unit.DAY or weekdays != [day.weekday() for day in days]:
            raise NotUnderstoodError
    return term


def without_asides(tokens):
    """Tokens without hours, weekdays and the commas or brackets around them; the weekdays; whether an hour was said."""
    plain, weekdays, has_hour = [], [], False
    for place, token in enumerate(tokens):
        if token.kind == "hour":
            has_hour = True
        elif token.text in WEEKDAYS:
            weekdays.append(WEEKDAYS[token.text])
        elif not belongs_to_aside(tokens, place):
            plain.append(token)
    return plain, weekdays, has_hour


def belongs_to_aside(tokens, place):
    """A bracket or a comma that stands only because of the weekday or the hour beside it."""
    if tokens[place].text == "(":
        return is_aside(tokens, place + 1)
    if tokens[place].text == ")":
        return is_aside(tokens, place - 1)
    return tokens[place].text == "," and (is_aside(tokens, place + 1) or is_aside(tokens, place - 1))


def is_aside(tokens, place):
    return 0 <= place < len(tokens) and (tokens[place].kind == "hour" or tokens[place].text in WEEKDAYS)


def read_bounds(reader, year):
    reader.take_phrase(LEADS)
    if reader.take_phrase(
        ["począwszy od", "nie wcześniej niż od", "nie wcześniej niż w", "nie wcześniej niż", "najwcześniej od"]
    ):
        return read_since(reader, year)
    if reader.take_phrase(["najwcześniej w", "najwcześniej"]):
        return read_since(reader, year)
    if reader.take_phrase(
        ["nie później niż do", "nie później niż w", "nie później niż", "najpóźniej do", "najpóźniej w", "najpóźniej"]
    ):
        return read_until(reader, year, month_is_whole=True)
    if reader.take_phrase(["do"]):
        return read_until(reader, year, month_is_whole=False)
    if reader.take_phrase(["od"]):
        return read_from_to(reader, year)
    if reader.take_phrase(["między", "pomiędzy"]):
        pieces = [reader.take_piece(), (reader.take_phrase(["a"]) and reader.take_piece()) or refuse()]
        return read_period(reader, pieces, ["-"], year)
    pieces, separators = read_list(reader)
    return read_period(reader, pieces, separators, year)


def read_since(reader, year):
    reader.take_phrase(["początku"])
    piece = reader.take_piece()
    reader.must_end()
    return since(with_years([piece], year)[0])


def since(piece):
    return Term(Kind.SINCE, piece.unit, piece.bounds()[0], None, "")


def read_until(reader, year, *, month_is_whole):
    """„do 15 marca”, „do końca marca”. „do marca” leaves March open, so it is not understood."""
    to_the_end = reader.take_phrase(["końca", "końcem", "koniec"])
    piece = reader.take_piece()
    reader.must_end()
    (piece,) = with_years([piece], year)
    is_understood = not to_the_end if piece.unit == Unit.DAY else to_the_end or month_is_whole
    if not is_understood:
        raise NotUnderstoodError
    return Term(Kind.UNTIL, piece.unit, None, piece.bounds()[1], "")


def read_from_to(reader, year):
    """„od … do …”, „od … do końca …”, „od …”."""
    reader.take_phrase(["początku", "dnia"])
    first = reader.take_piece()
    if reader.take_phrase(UNTIL_EXHAUSTED):
        reader.must_end()
        return since(with_years([first], year)[0])
    if reader.ended():
        return since(with_years([first], year)[0])
    reader.take_phrase(["do"]) or refuse()
    to_the_end = reader.take_phrase(["końca"])
    reader.take_phrase(["dnia"])
    last = reader.take_piece()
    if to_the_end and last.unit == Unit.DAY:
        raise NotUnderstoodError
    return read_period(reader, [first, last], ["-"], year, mixed=True)


SEPARATORS = {"/": "/", "-": "-", ",": ",", "i": ",", "oraz": ","}


def read_list(reader):
    pieces, separators = [reader.take_piece()], []
    while reader.peek().text in SEPARATORS:
        separators.append(SEPARATORS[reader.peek().text])
        reader.at += 1
        pieces.append(reader.take_piece())
    return pieces, separators


def read_period(reader, pieces, separators, year, *, mixed=False):
    """One period from pieces that follow each other without a gap, or from two with a dash between them."""
    reader.must_end()
    if "-" in separators and len(separators) > 1:
        raise NotUnderstoodError
    pieces = with_years(with_units(pieces), year)
    unit = unit_of(pieces, separators, mixed=mixed)
    bounds = [piece.bounds() for piece in pieces]
    for separator, (_, before), (after, _) in zip(separators, bounds, bounds[1:], strict=False):
        if after <= before or (separator != "-" and after != before + dt.timedelta(days=1)):
            raise NotUnderstoodError
    return Term(Kind.PERIOD, unit, bounds[0][0], bounds[-1][1], "")


def unit_of(pieces, separators, *, mixed):
    """The unit that all pieces share; „od 15 marca do kwietnia” alone may mix units, and then counts in days."""
    units = {piece.unit for piece in pieces}
    if len(units) > 1:
        return Unit.DAY if mixed and Unit.DAY in units else refuse()
    if units == {Unit.YEAR} and "/" in separators:
        raise NotUnderstoodError  # 2024/2025 may be a school year
    if units == {Unit.MONTH_PART} and len(pieces) > 1:
        raise NotUnderstoodError
    return pieces[0].unit


def with_units(pieces):
    """Bare numbers take unit and month from the right: „II, III kwartał”, „1–15 marca”, „II – IV 2009”."""
    filled = []
    for piece in reversed(pieces):
        filled.append(piece if piece.unit else with_unit_of(filled[-1] if filled else refuse(), piece))
    return filled[::-1]


def with_unit_of(right, number):
    """A bare number with what its right-hand neighbour says. Roman ones name months only beside a roman month."""
    is_fitting = {
        Unit.QUARTER: True,
        Unit.HALF: True,
        Unit.MONTH: number.is_roman and right.is_roman,
        Unit.DAY: not number.is_roman,
    }
    if not is_fitting.get(right.unit):
        raise NotUnderstoodError
    return replace(number, unit=right.unit, month=right.month)


def with_years(pieces, year):
    """A missing year is the right-hand neighbour's, then the heading's, unless that would leap over a year and more."""
    if any(piece.unit is None for piece in pieces):
        raise NotUnderstoodError
    filled = []
    following = year
    for piece in reversed(pieces):
        piece = piece if piece.year else replace(piece, year=following)
        filled.append(piece)
        following = piece.year
    filled = filled[::-1]
    if pieces[-1].year is None and any(piece.year for piece in pieces[:-1]):
        first, last = filled[0].bounds()[0], filled[-1].bounds()[0]
        if last >= first.replace(year=first.year + 1, day=1):
            raise NotUnderstoodError
    return filled
