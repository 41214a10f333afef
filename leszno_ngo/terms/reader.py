"""Tokens → pieces, from left to right."""

import re
from dataclasses import replace

from leszno_ngo.terms.pieces import Piece
from leszno_ngo.terms.term import NotUnderstoodError, Unit, refuse
from leszno_ngo.terms.tokens import SUPERSCRIPTS, Token
from leszno_ngo.terms.words import (
    DAY_LEADS,
    HALF_OF_YEAR_WORDS,
    HALF_WORDS,
    LEADS_OF_PIECE,
    MONTHS,
    MONTHS_BEHIND_ORDINAL,
    NEXT_YEAR,
    ORDINALS,
    QUARTER_WORDS,
    ROMANS,
    THIS_YEAR,
    WEEKDAYS,
    YEAR_WORDS,
)

END = Token("end", "")
PARTS_OF_YEAR = QUARTER_WORDS | HALF_OF_YEAR_WORDS | HALF_WORDS


class Reader:
    """A place in the tokens. Each method takes what it can read and moves on, or takes nothing."""

    def __init__(self, tokens, as_of):
        self.tokens, self.as_of, self.at = tokens, as_of, 0

    def peek(self, ahead=0):
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else END

    def take(self, phrases):
        """Whether one of the phrases stands here; then it is passed."""
        first = self.peek().text
        for phrase in phrases:
            if phrase[0] == first and all(self.peek(ahead).text == text for ahead, text in enumerate(phrase)):
                self.at += len(phrase)
                return True
        return False

    def take_word(self, words):
        """The number of the word in its table, or None."""
        if self.peek().kind != "word" or self.peek().text not in words:
            return None
        self.at += 1
        return words[self.tokens[self.at - 1].text]

    def ended(self):
        return self.at == len(self.tokens)

    def must_end(self):
        if not self.ended():
            raise NotUnderstoodError

    # ── Pieces ──

    def take_piece(self, leads=LEADS_OF_PIECE):
        """The stretch that stands here; NotUnderstoodError when none does."""
        self.take(leads)
        weekday = self.take_word(WEEKDAYS)
        if weekday:
            self.take([(",",)])
            self.take(DAY_LEADS)
        piece = self.take_date() or self.take_named() or self.take_numbered()
        return self.with_asides(replace(piece, weekday=weekday))

    def take_date(self):
        """A date in figures: „15.03.2024”, „2024-03-15”, „03.2024”, „15.03”."""
        token = self.peek()
        if token.kind not in ("ymd", "dmy", "short_dmy", "my", "dm"):
            return None
        self.at += 1
        numbers = [int(number) for number in re.findall("[0-9]+", token.text)]
        if token.kind == "dm":
            return Piece(Unit.DAY, numbers[0], numbers[1], self.take_year())
        self.take_word(YEAR_WORDS)
        if token.kind == "my":
            return Piece(Unit.MONTH, numbers[0], year=numbers[1])
        day, month, year = numbers[::-1] if token.kind == "ymd" else numbers
        if token.kind == "dmy" and "/" in token.text and day <= 12 and day != month:
            raise NotUnderstoodError  # 3/4/2024: day first or month first?
        return Piece(Unit.DAY, day, month, 2000 + year if token.kind == "short_dmy" else year)

    def take_named(self):
        """What begins with a word or a year: „marzec 2024”, „rok 2024”, „kwartał II”."""
        month = self.take_word(MONTHS)
        if month:
            return Piece(Unit.MONTH, month, year=self.take_year(), written="named")
        year = self.take_year()
        if year:
            return Piece(Unit.YEAR, year, year=year)
        for unit, words in ((Unit.QUARTER, QUARTER_WORDS), (Unit.HALF, HALF_OF_YEAR_WORDS)):
            if self.take_word(words):
                number, _ = self.take_number()
                return Piece(unit, number, year=self.take_year_of_part())
        return None

    def take_numbered(self):
        """What begins with a number: its quarter, its half of a year or of a month, its day, or nothing yet."""
        start = self.peek()
        number, written = self.take_number()
        if self.take_word(QUARTER_WORDS):
            return Piece(Unit.QUARTER, number, year=self.take_year_of_part())
        if self.take_word(HALF_OF_YEAR_WORDS):
            return Piece(Unit.HALF, number, year=self.take_year_of_part())
        if self.take_word(HALF_WORDS):
            return self.take_half(number)
        if start.kind == "dotted" and self.may_be_item(start):
            raise NotUnderstoodError  # „1. marzec 2024”: the first item of a list, or the first of March?
        if written == "arabic":
            return self.take_day(number)
        year = self.take_year() if written == "roman" else None
        return Piece(Unit.MONTH if year else None, number, year=year, written=written)

    def may_be_item(self, dotted):
        """Whether the number with its dot may only count what follows: „1. marca” and „1.III” do not, „1. III” may."""
        is_month = self.peek().text in MONTHS_BEHIND_ORDINAL
        return not is_month and not (dotted.text.endswith(".") and self.peek().text in ROMANS)

    def take_number(self):
        """A number up to 99 and how it is written; NotUnderstoodError when none stands here."""
        token = self.peek()
        if token.kind == "dotted" or (token.kind == "number" and len(token.text) <= 2):
            self.at += 1
            return int(token.text.rstrip(". ")), "arabic"
        if token.kind == "roman_ordinal":  # „II-gi” is no month
            self.at += 1
            return ROMANS.get(token.text) or refuse(), "spelled"
        for words, written in ((ROMANS, "roman"), (ORDINALS, "spelled")):
            number = self.take_word(words)
            if number:
                return number, written
        raise NotUnderstoodError

    def take_half(self, number):
        """Behind „II połowa”: of a month, or of a year, which must be said: „roku”, „2024”."""
        month = self.take_word(MONTHS)
        if month:
            return Piece(Unit.MONTH_PART, number, month, self.take_year())
        is_said = self.peek().text == "roku"
        year = self.take_year_of_part()
        return Piece(Unit.HALF, number, year=year) if year or is_said else refuse()

    def take_day(self, number):
        """Behind a day's number: its month, in words or roman; or nothing yet („1–15 marca”)."""
        month = self.take_word(MONTHS) or (self.take_word(ROMANS) if self.is_roman_month() else None)
        if month:
            return Piece(Unit.DAY, number, month, self.take_year())
        return Piece(None, number)

    def is_roman_month(self):
        """Whether a roman month stands here; „i” only before a year, a dash or „do”: „5 I 2024”, „5 i 6 marca”."""
        following = self.peek(1)
        if self.peek().text == "i":
            return (following.kind == "number" and len(following.text) == 4) or following.text in ("-", "do")
        return following.text not in PARTS_OF_YEAR

    # ── Years ──

    def take_year(self):
        """„2024”, „2024 r.”, „roku 2024”, „br.”; None when no year stands here."""
        for phrases, later in ((THIS_YEAR, 0), (NEXT_YEAR, 1)):
            if self.take(phrases):
                return self.as_of.year + later if self.as_of else refuse()
        start = self.at
        is_said = self.take_word(YEAR_WORDS)
        token = self.peek()
        if token.kind != "number" or len(token.text) != 4:
            self.at = start
            return None
        self.at += 1
        if not is_said:
            self.take_word(YEAR_WORDS)
        return int(token.text)

    def take_year_of_part(self):
        """The year of a quarter or a half; „II połowa roku” names the year without saying which."""
        year = self.take_year()
        if year is None:
            self.take([("roku",)])
        return year

    # ── What stands beside a day ──

    def with_asides(self, piece):
        """The day with the weekday and the hour that follow it, with their commas and brackets."""
        while piece.unit == Unit.DAY:
            ahead = 1 if self.peek().text in (",", "(") else 0
            is_open, token = self.peek().text == "(", self.peek(ahead)
            if token.kind == "hour" and not piece.hour and not is_open:
                piece = replace(piece, hour=way_of_hour(token.text))
            elif token.text in WEEKDAYS and not piece.weekday and is_open == (self.peek(ahead + 1).text == ")"):
                piece = replace(piece, weekday=WEEKDAYS[token.text])
            else:
                break
            self.at += ahead + (2 if is_open else 1)
        return piece


def way_of_hour(text):
    """ "at", "since" or "until", as the hour is said; NotUnderstoodError for an hour that is not on the clock.

    Midnight is refused: whose day it belongs to is what people get wrong.
    """
    clocks = re.findall(r"([0-9]{1,2})(?:[:.]([0-9]{2})|([⁰¹²³⁴⁵⁶⁷⁸⁹]{2}))?", text)
    moments = [(int(hours), int((minutes or small).translate(SUPERSCRIPTS) or 0)) for hours, minutes, small in clocks]
    if any(hours > 23 or minutes > 59 for hours, minutes in moments) or moments != sorted(moments):
        raise NotUnderstoodError
    if (0, 0) in moments:
        raise NotUnderstoodError
    return {"do": "until", "od": "since"}.get(text.partition(" ")[0], "at") if len(moments) == 1 else "at"
