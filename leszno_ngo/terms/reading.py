"""Words → Term."""

import datetime as dt
from dataclasses import replace

from leszno_ngo.terms.pieces import Piece, complete
from leszno_ngo.terms.reader import Reader
from leszno_ngo.terms.term import UNITS_BY_LENGTH, Kind, NotUnderstoodError, Term, Unit, refuse
from leszno_ngo.terms.tokens import Token, fold, tokens_of
from leszno_ngo.terms.undated import dateless, read_not_planned, read_other_procedure, read_relative, read_season
from leszno_ngo.terms.words import (
    AND,
    AND_BETWEEN,
    BETWEEN,
    BETWEEN_PARTS,
    CONTINUOUS,
    DAY_LEADS,
    END_OF_THE_YEAR,
    FROM_THE_BEGINNING,
    INCLUSIVE,
    LEADS,
    LEADS_OF_DATES,
    NOT_AFTER,
    NOT_BEFORE,
    SEPARATORS,
    SINCE,
    TO,
    TO_THE_END,
    UNTIL,
    UNTIL_EXHAUSTED,
    WHOLE_YEAR,
    YEARS,
)

LONGEST = 400  # characters; no term of any document comes near it


def parse_term(text: str, *, year: int | None = None, as_of: dt.date | None = None) -> Term:
    """The term that the words name. Never raises: what is ambiguous or not understood comes back as `unparsed`.

    `year` is the heading's, for words without one; `as_of` the document's day, for „br.”.
    """
    try:
        term = read(text, year, as_of)
    except NotUnderstoodError:
        term = dateless(Kind.UNPARSED)
    return replace(term, text=text)


def read(text, year, as_of):
    if len(text) > LONGEST:
        raise NotUnderstoodError
    folded = fold(text)
    tokens = [Token("mark", "-")] if folded and not folded.strip("-") else tokens_of(folded)
    for reading in (read_not_planned, read_other_procedure, read_season, read_relative):
        term = reading(Reader(tokens, as_of), year)
        if term:
            return term
    return read_continuous(tokens, year, as_of)


def read_continuous(tokens, year, as_of):
    """„na bieżąco”, alone or with the stretch in which it is so; otherwise a dated term."""
    rest = without_continuous(tokens)
    if rest is None:
        return read_dated(tokens, year, as_of)
    is_open = is_one_of(rest, UNTIL_EXHAUSTED) or (is_one_of(rest, WHOLE_YEAR) and year is None)
    if not rest or is_open:
        return dateless(Kind.CONTINUOUS)
    return replace(read_dated(rest, year, as_of), kind=Kind.CONTINUOUS)


def without_continuous(tokens):
    """The tokens beside „na bieżąco” at either end; None when it is not said."""
    reader = Reader(tokens, None)
    if reader.take(CONTINUOUS):
        reader.take(BETWEEN_PARTS)
        return tokens[reader.at :]
    for phrase in CONTINUOUS:
        reader.at = len(tokens) - len(phrase)
        if reader.at > 0 and reader.take([phrase]):
            rest = tokens[: -len(phrase)]
            return rest[:-1] if is_one_of(rest[1:][-1:], BETWEEN_PARTS) else rest
    return None


def is_one_of(tokens, phrases):
    return tuple(token.text for token in tokens) in phrases


def read_dated(tokens, year, as_of):
    """A term with dates: a period, „do …” or „od …”."""
    if is_one_of(tokens, WHOLE_YEAR):
        return period(Unit.YEAR, *Piece(Unit.YEAR, 0, year=year).bounds())
    reader = Reader(tokens, as_of)
    if reader.take(LEADS):
        reader.take(BETWEEN_PARTS)
    reader.take(LEADS_OF_DATES)
    for phrases, reading in (
        (NOT_BEFORE, read_not_before),
        (SINCE, read_from_to),
        (UNTIL, read_until),
        (NOT_AFTER, read_not_after),
        (BETWEEN, read_between),
    ):
        if reader.take(phrases):
            return reading(reader, year)
    return read_list(reader, year)


def period(unit, start, end):
    return Term(Kind.PERIOD, unit, start, end, "")


def since(piece, year):
    if piece.hour == "until":
        raise NotUnderstoodError
    (piece,) = complete([piece], year)
    return Term(Kind.SINCE, piece.unit, piece.bounds()[0], None, "")


def until(piece, year):
    if piece.hour == "since":
        raise NotUnderstoodError
    (piece,) = complete([piece], year)
    return Term(Kind.UNTIL, piece.unit, None, piece.bounds()[1], "")


def read_not_before(reader, year):
    """„nie wcześniej niż w marcu”; with days also „… i nie później niż do 30 listopada”."""
    first = reader.take_piece()
    if reader.ended():
        return since(first, year)
    reader.take([(",",)])
    reader.take(AND)
    reader.take(UNTIL) or reader.take(NOT_AFTER) or refuse()
    return read_days(reader, first, year)


def read_not_after(reader, year):
    """„nie później niż w marcu”."""
    piece = reader.take_piece()
    reader.must_end()
    return until(piece, year)


def read_until(reader, year):
    """„do 15 marca”, „do końca marca”. „do marca” leaves March open, so it is not understood."""
    is_to_the_end, piece = read_last(reader)
    reader.must_end()
    if is_to_the_end == (piece.unit == Unit.DAY):
        raise NotUnderstoodError
    return until(piece, year)


def read_last(reader):
    """What stands behind „do”: whether its end is said, and the piece."""
    is_to_the_end = reader.take(TO_THE_END)
    piece = reader.take_piece(DAY_LEADS)
    reader.take(INCLUSIVE)
    return is_to_the_end, piece


def read_from_to(reader, year):
    """„od … do …”, „od … do końca …”, „od …”."""
    is_from_the_beginning = reader.take(FROM_THE_BEGINNING)
    first = reader.take_piece(DAY_LEADS)
    if is_from_the_beginning and (first.unit == Unit.DAY or is_figure(first)):
        raise NotUnderstoodError
    if reader.take(UNTIL_EXHAUSTED) or reader.ended():
        reader.must_end()
        return since(first, year)
    reader.take(TO) or refuse()
    if is_one_of(reader.tokens[reader.at :], END_OF_THE_YEAR):  # of the year that the beginning says
        return from_to(first, Piece(Unit.YEAR, 0, year=first.year), year, begins=is_from_the_beginning, ends=True)
    is_to_the_end, last = read_last(reader)
    reader.must_end()
    if is_to_the_end and last.unit == Unit.DAY:
        raise NotUnderstoodError
    return from_to(first, last, year, begins=is_from_the_beginning, ends=is_to_the_end)


def from_to(first, last, year, *, begins, ends):
    """The period. Two units go together where the longer one's edge is said: „od 15 marca do końca kwietnia”."""
    if first.hour == "until" or last.hour == "since":
        raise NotUnderstoodError
    if ends and first.unit is None:  # „od 15 do końca marca”
        first = replace(first, unit=Unit.DAY, month=last.number) if is_figure_before_month(first, last) else refuse()
    first, last = complete([first, last], year)
    (start, end_of_first), (start_of_last, end) = first.bounds(), last.bounds()
    unit = min(first.unit, last.unit, key=UNITS_BY_LENGTH.index)
    if first.unit == last.unit:
        is_understood = end_of_first < start_of_last
    else:
        is_understood = start < end and (ends if unit == first.unit else begins)
    return period(unit, start, end) if is_understood else refuse()


def is_figure_before_month(first, last):
    return is_figure(first) and last.unit == Unit.MONTH


def read_between(reader, year):
    """„między 1 a 15 marca”; whether the edges count is only plain with days."""
    first = reader.take_piece(DAY_LEADS)
    reader.take(AND_BETWEEN) or refuse()
    return read_days(reader, first, year)


def read_days(reader, first, year):
    """The period from the first day to the one that stands here."""
    last = reader.take_piece(DAY_LEADS)
    reader.must_end()
    term = from_to(first, last, year, begins=False, ends=False)
    return term if term.unit == Unit.DAY else refuse()


def read_list(reader, year):
    """„marzec 2024”, „II, III kwartał 2024”, „grudzień 2023 / styczeń 2024”, „lata 2024–2026”."""
    are_years = reader.take(YEARS)
    pieces, separators = [reader.take_piece()], []
    while reader.peek().text in SEPARATORS:
        separators.append(SEPARATORS[reader.peek().text])
        reader.at += 1
        pieces.append(reader.take_piece())
    reader.must_end()
    refuse_doubtful_list(pieces, separators, are_years=are_years)
    return joined(complete(pieces, year), separators)


def refuse_doubtful_list(pieces, separators, *, are_years):
    if any(piece.hour not in ("", "at") for piece in pieces):
        raise NotUnderstoodError  # „15 marca do godz. 15” is a deadline, or a day
    if any(separator == "/" and is_figure(piece) for separator, piece in zip(separators, pieces, strict=False)):
        raise NotUnderstoodError  # „1/2 marca”: two days, or half of the month?
    has_years = {piece.unit == Unit.YEAR for piece in pieces}
    if are_years and (has_years != {True} or len(pieces) == 1):
        raise NotUnderstoodError  # „lata 2024” is also „of the summer of 2024”
    if has_years == {True} and may_be_school_year(pieces, separators, are_years=are_years):
        raise NotUnderstoodError


def is_figure(piece):
    return piece.unit is None and piece.written == "arabic"


def may_be_school_year(pieces, separators, *, are_years):
    """„2023/2024” may be a school year or a season, and „2023-2024” too unless „lata” stands before it."""
    is_next_year = separators == ["-"] and pieces[1].number == pieces[0].number + 1
    return "/" in separators or (is_next_year and not are_years)


def joined(pieces, separators):
    """One period from pieces of one unit that follow each other without a gap, or that one dash spans."""
    units = {piece.unit for piece in pieces}
    bounds = [piece.bounds() for piece in pieces]
    can_leap = separators.count("-") == 1
    for separator, (_, before), (after, _) in zip(separators, bounds, bounds[1:], strict=False):
        is_next = after == before + dt.timedelta(days=1)
        if not is_next and not (separator == "-" and can_leap and after > before):
            raise NotUnderstoodError
    return period(units.pop() if len(units) == 1 else refuse(), bounds[0][0], bounds[-1][1])
