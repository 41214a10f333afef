"""Terms without dates: not planned, another procedure, a season, an event. Each reads its own sort, or gives None."""

from leszno_ngo.terms.term import Kind, NotUnderstoodError, Term, Unit
from leszno_ngo.terms.words import (
    ALTERNATIVES,
    BEFORE_DATE_OF_ACT,
    BEFORE_NUMBER_OF_ACT,
    BEGINNINGS_OF_AN_ACT,
    COMPETITIONS,
    DAY_OF_SAME_ACT,
    EDGES,
    FOR,
    HALF_OF_YEAR_WORDS,
    HALF_WORDS,
    IN_OR_FOR,
    LEADS_OF_SEASON,
    MONTHS,
    NOT_PLANNED,
    ON_DEMAND,
    OTHER_PROCEDURE,
    OUTSIDE_COMPETITIONS,
    PUNCTUATION,
    QUARTER_WORDS,
    RELATIVE,
    ROMANS,
    SAME_ACT,
    SEASONS,
    YEAR_WORDS,
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
    if reader.tokens[reader.at - 1].text == "ustawy" and reader.peek().text not in BEGINNINGS_OF_AN_ACT:
        raise NotUnderstoodError
    days = take_name_of_act(reader)
    if (words & SAME_ACT or DAY_OF_SAME_ACT in days) and not words & OUTSIDE_COMPETITIONS:
        raise NotUnderstoodError
    return dateless(Kind.OTHER_PROCEDURE)


def take_name_of_act(reader):
    """All that follows, up to the end: the (day, month, year) of the acts named there."""
    days = []
    while not reader.ended():
        if reader.take(BEFORE_NUMBER_OF_ACT):
            reader.at += 1 if reader.peek().kind in ("number", "article") else 0
        elif not reader.take(BEFORE_DATE_OF_ACT):
            refuse_time_or_doubt(reader.peek())
            reader.at += 1
        elif reader.peek().kind in ("number", "dmy"):
            piece = reader.take_piece()
            days.append((piece.number, piece.month, piece.year))
    return days


def refuse_time_or_doubt(token):
    is_year = token.kind == "number" and len(token.text) == 4
    if is_year or is_dated(token) or is_doubtful(token) or token.text in COMPETITIONS:
        raise NotUnderstoodError


def is_doubtful(token):
    """Whether the token opens a choice or a question."""
    return token.text in ALTERNATIVES or (token.kind == "mark" and token.text not in PUNCTUATION)


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
    if reader.ended():
        raise NotUnderstoodError
    while not reader.ended():
        if reader.take(FOR):
            reader.take_year()  # „po uchwaleniu budżetu na 2024 rok”
        elif is_near_a_date(reader.peek(), reader.peek(1)):
            raise NotUnderstoodError
        else:
            reader.at += 1
    return dateless(Kind.RELATIVE)


def is_near_a_date(token, after):
    """Whether the token makes an event sound like a date; „po I turze” does not, „po I” does."""
    is_month = token.text in ROMANS and (after.kind != "word" or after.text in YEAR_WORDS or after.text in ROMANS)
    is_figure = token.kind in ("number", "roman_ordinal", "dotted")
    return is_figure or is_month or is_dated(token) or is_doubtful(token) or token.text in EDGES
