"""Terms without dates: not planned, another procedure, a season, an event. Each reads its own sort, or gives None."""

from leszno_ngo.terms.term import Kind, NotUnderstoodError, Term, Unit
from leszno_ngo.terms.words import (
    ALTERNATIVES,
    BEFORE_DATE_OF_ACT,
    COMPETITIONS,
    DAY_OF_SAME_ACT,
    EDGES,
    HALF_OF_YEAR_WORDS,
    HALF_WORDS,
    IN_OR_FOR,
    LEADS_OF_SEASON,
    MONTHS,
    NOT_PLANNED,
    ON_DEMAND,
    OTHER_PROCEDURE,
    OUTSIDE_COMPETITIONS,
    QUARTER_WORDS,
    RELATIVE,
    SAME_ACT,
    SEASONS,
)


def dateless(kind, unit=Unit.NONE):
    return Term(kind, unit, None, None, "")


def read_not_planned(reader, year):
    """„-”, „nie dotyczy”, „nie planuje się w 2024 r.” (in the year of the heading)."""
    if not reader.take(NOT_PLANNED):
        return None
    if not reader.ended():
        said = reader.take_year() if reader.take(IN_OR_FOR) else None
        if said is None or said != (year or said):
            return None
    return dateless(Kind.NOT_PLANNED) if reader.ended() else None


def read_other_procedure(reader, year):
    """„Tryb ustawy o zatrudnieniu socjalnym”, also with the day of the act; not with a date of its own beside it."""
    words = {token.text for token in reader.tokens}
    if not reader.take(OTHER_PROCEDURE):
        return None
    if reader.ended() and reader.tokens[-1].text == "ustawy":
        raise NotUnderstoodError  # which act?
    is_same_act = bool(words & SAME_ACT)
    while not reader.ended():
        if reader.take(BEFORE_DATE_OF_ACT) and reader.peek().kind in ("number", "dmy"):
            piece = reader.take_piece()
            is_same_act |= (piece.number, piece.month, piece.year) == DAY_OF_SAME_ACT
        elif is_dated(reader.peek()) or reader.peek().text in ALTERNATIVES | COMPETITIONS:
            raise NotUnderstoodError
        else:
            reader.at += 1
    if is_same_act and not words & OUTSIDE_COMPETITIONS:
        raise NotUnderstoodError
    return dateless(Kind.OTHER_PROCEDURE)


def is_dated(token):
    """Whether the token is, or belongs to, words of time."""
    return (
        token.kind in ("hour", "ymd", "dmy", "short_dmy", "my", "dm")
        or token.text in MONTHS
        or token.text in QUARTER_WORDS
        or token.text in HALF_OF_YEAR_WORDS
        or token.text in HALF_WORDS
    )


def read_season(reader, year):
    """„jesień 2024”: where a season starts would be a guess."""
    reader.take(LEADS_OF_SEASON)
    if not reader.take_word(SEASONS):
        return None
    reader.take_year()
    reader.must_end()
    return dateless(Kind.RELATIVE, Unit.SEASON)


def read_relative(reader, year):
    """„po uchwaleniu budżetu” is relative; „po 15 marca” does not say whether that day counts and is not understood."""
    if reader.take(ON_DEMAND):
        return dateless(Kind.RELATIVE) if reader.ended() else None
    if not reader.take(RELATIVE):
        return None
    rest = reader.tokens[reader.at :]
    if not rest or any(
        is_dated(token) or token.kind == "number" or token.text in ALTERNATIVES | EDGES for token in rest
    ):
        raise NotUnderstoodError
    return dateless(Kind.RELATIVE)
