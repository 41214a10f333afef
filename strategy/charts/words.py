"""Numbers short enough to stand beside the marks of a chart; in its sentences they stand in full."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from leszno_ngo.templatetags.leszno import NBSP
from strategy.charts.axes import DIGITS, Axis
from strategy.units import full

SCALES = ((Decimal(10) ** 12, "bln"), (Decimal(10) ** 9, "mld"), (Decimal(10) ** 6, "mln"))
SHORT = 10  # characters of a label that stands in full
WIDTHS = {NBSP: 0.25, " ": 0.25, ",": 0.25, ".": 0.25, ":": 0.25, "i": 0.3, "j": 0.3, "l": 0.3, "m": 0.85, "w": 0.8}


@dataclass(frozen=True, slots=True)
class Scale:
    """In what the numbers beside the marks are counted: ones, millions, …; `places` of decimals where they are long."""

    divisor: Decimal
    name: str
    places: int

    @classmethod
    def of(cls, axis: Axis) -> "Scale":
        greatest = max(abs(axis.low), abs(axis.high))
        for divisor, name in SCALES:
            if greatest >= divisor and axis.step >= divisor / 1000:
                return cls(divisor, name, 2)
        return cls(Decimal(1), "", max(1, 1 - axis.step.adjusted()))

    def short(self, value: Decimal) -> str:
        """At most `places` decimals, half up, where the number in full is too long to stand beside a mark."""
        with localcontext(prec=DIGITS):
            value = value / self.divisor
            if len(full(value)) > SHORT:
                value = value.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)
            return full(value)


def width(text: str, size: float) -> float:
    """About how wide the text is, rather more than less; the page's font is not known here."""
    return sum(WIDTHS.get(letter, 0.6) for letter in text) * size
