"""What values are measured over: years, halves ("2013-H1") and quarters ("2013-Q4"). Their keys, places and words."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from strategy.choices import Period

KEY = re.compile(r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])))?")
PARTS = {Period.YEAR: 1, Period.HALF: 2, Period.QUARTER: 4}
LETTERS = {Period.HALF: "H", Period.QUARTER: "Q"}
WORDS = {Period.HALF: "półrocze", Period.QUARTER: "kwartał"}
DURING = {Period.HALF: "półroczu", Period.QUARTER: "kwartale"}
ROMAN = ("", "I", "II", "III", "IV")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Part 0: the whole year; part 2 with Period.QUARTER: the second quarter."""

    year: int
    part: int = 0
    unit: Period = Period.YEAR

    @classmethod
    def read(cls, key: int | str) -> "Span":
        """ValueError: the key is no year, half or quarter."""
        match = KEY.fullmatch(str(key))
        if match is None:
            raise ValueError(f"{key!r} is no year, half or quarter")
        for unit in LETTERS:
            if match[unit.value]:
                return cls(int(match["year"]), int(match[unit.value]), unit)
        return cls(int(match["year"]))

    @classmethod
    def counted(cls, count: int, unit: Period) -> "Span":
        """The span whose `count` this is."""
        parts = PARTS[unit]
        return cls(count) if parts == 1 else cls(count // parts, count % parts + 1, unit)

    @classmethod
    def holding(cls, day: dt.date, unit: Period) -> "Span":
        parts = PARTS[unit]
        return cls.counted(day.year * parts + (day.month - 1) * parts // 12, unit)

    @property
    def parts(self) -> int:
        """How many of these make a year."""
        return PARTS[self.unit]

    @property
    def key(self) -> str:
        return f"{self.year}-{LETTERS[self.unit]}{self.part}" if self.part else str(self.year)

    @property
    def count(self) -> int:
        """Neighbours differ by one."""
        return self.year * self.parts + max(self.part - 1, 0)

    @property
    def place(self) -> Decimal:
        """The middle of the span on an axis where the middle of a year is its number."""
        return (Decimal(self.count) + Decimal("0.5")) / self.parts - Decimal("0.5")

    @property
    def last_day(self) -> dt.date:
        month = 12 // self.parts * (self.part or self.parts)
        return dt.date(self.year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)

    @property
    def over(self) -> str:
        """After „za”: „rok 2013”, „II kwartał 2013”."""
        return str(self) if self.part else f"rok {self.year}"

    @property
    def during(self) -> str:
        """„w roku 2013”, „w II kwartale 2013”."""
        return f"w {ROMAN[self.part]} {DURING[self.unit]} {self.year}" if self.part else f"w roku {self.year}"

    def __str__(self) -> str:
        """„2013”, „IV kwartał 2013”."""
        return f"{ROMAN[self.part]} {WORDS[self.unit]} {self.year}" if self.part else str(self.year)


def between(first: Span, last: Span) -> list[Span]:
    """Every span from the first to the last, both of the same length."""
    return [Span.counted(count, first.unit) for count in range(first.count, last.count + 1)]


def listed(words: Iterable[str]) -> str:
    """„a”, „a i b”, „a, b i c”."""
    *before, last = words
    return f"{', '.join(before)} i {last}" if before else last


def over_all(spans: Iterable[Span]) -> str:
    """After „za”: „rok 2011”, „lata 2010–2012 i 2014”, „I półrocze 2010 i II półrocze 2011”."""
    spans = sorted(spans)
    if len(spans) == 1 or spans[0].part:
        return listed(span.over for span in spans)
    return f"lata {listed(runs([span.year for span in spans]))}"


def runs(years: list[int]) -> list[str]:
    """Neighbouring years together: „2010–2012”; two of them apart."""
    words = []
    for _, group in groupby(enumerate(years), key=lambda pair: pair[1] - pair[0]):
        run = [year for _, year in group]
        words += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)
    return words
