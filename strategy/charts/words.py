"""Numbers and units in the words of a chart: in full in its sentences, short beside its marks."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from leszno_ngo.templatetags.leszno import NBSP, plural
from leszno_ngo.templatetags.leszno import number as said
from strategy.charts.axes import DIGITS, Axis

SIGNS = frozenset(
    {
        "%",
        "‰",
        "zł",
        "tys. zł",
        "mln zł",
        "mld zł",
        "szt.",
        "pkt",
        "pkt proc.",
        "m",
        "km",
        "m²",
        "m³",
        "km²",
        "ha",
        "kg",
        "t",
    }
    | {"h", "kWh", "MWh", "GWh", "µg/m³", "os.", "km/h"}
)
SCALES = ((Decimal(10) ** 12, "bln"), (Decimal(10) ** 9, "mld"), (Decimal(10) ** 6, "mln"))
SHORT = 10  # characters of a label that stands in full
WIDTHS = {NBSP: 0.25, " ": 0.25, ",": 0.25, ".": 0.25, ":": 0.25, "i": 0.3, "j": 0.3, "l": 0.3, "m": 0.85, "w": 0.8}


@dataclass(frozen=True, slots=True)
class Unit:
    """A sign („%”, „zł”), a word („osoby”), the forms of a word („osoba,osoby,osób”), or nothing."""

    text: str

    @property
    def forms(self) -> list[str]:
        forms = [form.strip() for form in self.text.split(",")]
        return forms if len(forms) > 2 else []

    @property
    def name(self) -> str:
        """For a caption: „osoby”."""
        return self.forms[1] if self.forms else self.text.strip()

    def of(self, value: Decimal) -> str:
        """„3 788 osób”, „97,4 %”; a word whose forms are not known would be wrong beside most numbers."""
        if self.forms:
            return f"{full(value)}{NBSP}{plural(value, self.forms)}"
        return f"{full(value)}{NBSP}{self.name}" if self.name in SIGNS else full(value)

    @property
    def remark(self) -> str:
        """What a description must add where its numbers stand alone."""
        if not self.name:
            return "Jednostki nie podano."
        return "" if self.forms or self.name in SIGNS else f"Jednostka: {self.name}."

    def heading(self, scale: str) -> str:
        """Over an axis: „osoby”, „mln osób”."""
        name = self.forms[2] if scale and self.forms else self.name
        return " ".join(word for word in (scale, name) if word)


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


def full(value: Decimal) -> str:
    """Every digit, as the portal's pages write numbers."""
    with localcontext(prec=DIGITS):
        return said(value)


def width(text: str, size: float) -> float:
    """About how wide the text is, rather more than less; the page's font is not known here."""
    return sum(WIDTHS.get(letter, 0.6) for letter in text) * size
