"""Tokens → pieces: the single stretches of time that a term is made of."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from leszno_ngo.terms.term import NotUnderstoodError, Unit, refuse
from leszno_ngo.terms.tokens import Token
from leszno_ngo.terms.words import (
    HALF_OF_YEAR_WORDS,
    HALF_WORDS,
    MONTHS,
    ORDINALS,
    QUARTER_WORDS,
    RELATIVE_YEARS,
    ROMANS,
    YEAR_WORDS,
)

FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class Piece:
    """One named stretch: „II kwartał 2024”, or a part of one that takes what it lacks from its right-hand neighbour."""

    unit: Unit | None  # None: a bare number whose unit stands further right
    number: int  # day, month, quarter, half or year
    month: int | None = None  # of a day or of a half of a month
    year: int | None = None
    is_roman: bool = False

    def bounds(self):
        """First and last day; NotUnderstoodError when there is no such stretch."""
        if self.year is None or not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise NotUnderstoodError
        if self.unit == Unit.DAY:
            return (day(self.year, self.month, self.number),) * 2
        if self.unit == Unit.MONTH_PART:
            last = calendar.monthrange(self.year, self.month)[1]
            first, last = {1: (1, 15), 2: (16, last)}.get(self.number) or refuse()
            return day(self.year, self.month, first), day(self.year, self.month, last)
        months = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}.get(self.unit) or refuse()
        number = 1 if self.unit == Unit.YEAR else self.number
        if not 1 <= number <= 12 // months:
            raise NotUnderstoodError
        last = number * months
        return day(self.year, last - months + 1, 1), day(self.year, last, calendar.monthrange(self.year, last)[1])


def day(year, month, number):
    try:
        return dt.date(year, month, number)
    except (TypeError, ValueError) as error:
        raise NotUnderstoodError from error


class Reader:
    """A place in the tokens. Each method takes what it can read and moves on, or takes nothing."""

    def __init__(self, tokens, as_of):
        self.tokens, self.as_of, self.at = tokens, as_of, 0

    def peek(self, ahead=0):
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else Token("end", "")

    def take_phrase(self, phrases):
        """The first of the phrases that stands here, or None."""
        for phrase in phrases:
            words = phrase.split()
            if [self.peek(ahead).text for ahead in range(len(words))] == words:
                self.at += len(words)
                return phrase
        return None

    def take_word(self, words):
        if self.peek().kind == "word" and self.peek().text in words:
            self.at += 1
            return True
        return False

    def take_month(self):
        number = MONTHS.get(self.peek().text)
        if number:
            self.at += 1
        return number

    def take_year(self):
        """„2024”, „2024 r.”, „roku 2024”, „br.”; None when no year stands here."""
        start = self.at
        phrase = self.take_phrase(RELATIVE_YEARS)
        if phrase:
            if self.as_of is None:
                raise NotUnderstoodError
            return self.as_of.year + RELATIVE_YEARS[phrase]
        before = self.take_word(YEAR_WORDS)
        token = self.peek()
        if token.kind == "number" and len(token.text) == 4:
            self.at += 1
            if not before:
                self.take_word(YEAR_WORDS)
            return int(token.text)
        self.at = start
        return None

    def take_number(self):
        """A roman, arabic or spelled number: (number, how it is written); None when none stands here."""
        token = self.peek()
        if token.kind == "number" and len(token.text) <= 2:
            found = int(token.text), "arabic"
        elif token.kind == "word" and token.text in ROMANS:
            found = ROMANS[token.text], "roman"
        elif token.kind == "word" and token.text in ORDINALS:
            found = ORDINALS[token.text], "spelled"
        else:
            return None
        self.at += 1
        return found

    def take_piece(self):
        """The stretch that stands here; NotUnderstoodError when none does."""
        numeric = self.take_numeric_date()
        if numeric:
            return numeric
        month = self.take_month()
        if month:
            return Piece(Unit.MONTH, month, year=self.take_year())
        year = self.take_year()
        if year:
            return Piece(Unit.YEAR, year, year=year)
        if self.take_word(QUARTER_WORDS | {"q"}):
            number = self.take_number() or refuse()
            return Piece(Unit.QUARTER, number[0], year=self.take_year())
        if self.take_word(HALF_OF_YEAR_WORDS):
            number = self.take_number() or refuse()
            return Piece(Unit.HALF, number[0], year=self.take_year())
        return self.take_numbered(*(self.take_number() or refuse()))

    def take_numeric_date(self):
        token = self.peek()
        if token.kind not in ("iso", "dmy", "my", "dm"):
            return None
        self.at += 1
        numbers = [int(number) for number in re.findall(r"\d+", token.text)]
        if token.kind == "iso":
            return Piece(Unit.DAY, numbers[2], numbers[1], self.with_year_word(numbers[0]))
        if token.kind == "dmy":
            if "/" in token.text and max(numbers[:2]) <= 12 and numbers[0] != numbers[1]:
                raise NotUnderstoodError  # 3/4/2024: day first or month first?
            return Piece(Unit.DAY, numbers[0], numbers[1], self.with_year_word(numbers[2]))
        if token.kind == "my":
            return Piece(Unit.MONTH, numbers[0], year=self.with_year_word(numbers[1]))
        return Piece(Unit.DAY, numbers[0], numbers[1], self.take_year())

    def with_year_word(self, year):
        self.take_word(YEAR_WORDS)
        return year

    def take_numbered(self, number, written):
        """What follows a number: its quarter, its half of a year or a month, its month, its year, or nothing yet."""
        if self.take_word(QUARTER_WORDS):
            return Piece(Unit.QUARTER, number, year=self.take_year_of_part())
        if self.take_word(HALF_OF_YEAR_WORDS):
            return Piece(Unit.HALF, number, year=self.take_year_of_part())
        if self.take_word(HALF_WORDS):
            month = self.take_month()
            if month:
                return Piece(Unit.MONTH_PART, number, month, self.take_year())
            return Piece(Unit.HALF, number, year=self.take_year_of_part())
        if written == "arabic":
            return self.take_day(number)
        if written == "roman":
            year = self.take_year()
            return Piece(Unit.MONTH if year else None, number, year=year, is_roman=True)
        return Piece(None, number)

    def take_year_of_part(self):
        """The year of a quarter or a half; „II połowa roku” names the year without saying which."""
        year = self.take_year()
        if year is None:
            self.take_word({"roku"})
        return year

    def take_day(self, number):
        month = self.take_month()
        if month:
            return Piece(Unit.DAY, number, month, self.take_year())
        if self.peek().text in ROMANS and self.peek().text != "i":
            self.at += 1
            return Piece(Unit.DAY, number, ROMANS[self.tokens[self.at - 1].text], self.take_year() or refuse())
        if self.peek().text == "i" and self.peek(1).kind == "number" and len(self.peek(1).text) == 4:
            self.at += 1
            return Piece(Unit.DAY, number, 1, self.take_year())  # „5 I 2024”
        return Piece(None, number)

    def ended(self):
        return self.at == len(self.tokens)

    def must_end(self):
        if not self.ended():
            raise NotUnderstoodError
