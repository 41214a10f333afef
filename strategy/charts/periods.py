"""Years, halves ("2013-H1") and quarters ("2013-Q4") that values were measured over: their places, their words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

KEY = re.compile(r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])))?")
ROMAN = ("", "I", "II", "III", "IV")
OVER, DURING = {2: "półrocze", 4: "kwartał"}, {2: "półroczu", 4: "kwartale"}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Part 0 of 1: the whole year; part 2 of 4: the second quarter."""

    year: int
    part: int = 0
    parts: int = 1

    @classmethod
    def read(cls, key: int | str) -> "Span":
        match = KEY.fullmatch(str(key))
        if match is None:
            raise ValueError(f"{key!r} is no year, half or quarter")
        if match["half"]:
            return cls(int(match["year"]), int(match["half"]), 2)
        return cls(int(match["year"]), int(match["quarter"]), 4) if match["quarter"] else cls(int(match["year"]))

    @classmethod
    def counted(cls, count: int, parts: int) -> "Span":
        return cls(count) if parts == 1 else cls(count // parts, count % parts + 1, parts)

    @property
    def count(self) -> int:
        """Neighbours differ by one."""
        return self.year * self.parts + max(self.part - 1, 0)

    @property
    def place(self) -> Decimal:
        """The middle of the span on an axis where the middle of a year is its number."""
        return (Decimal(self.count) + Decimal("0.5")) / self.parts - Decimal("0.5")

    @property
    def over(self) -> str:
        """After „za”: „rok 2013”, „II kwartał 2013”."""
        return f"{ROMAN[self.part]} {OVER[self.parts]} {self.year}" if self.part else f"rok {self.year}"

    @property
    def during(self) -> str:
        """„w roku 2013”, „w II kwartale 2013”."""
        return f"w {ROMAN[self.part]} {DURING[self.parts]} {self.year}" if self.part else f"w roku {self.year}"


def between(first: Span, last: Span) -> list[Span]:
    """Every span from the first to the last, both of the same length."""
    return [Span.counted(count, first.parts) for count in range(first.count, last.count + 1)]


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
