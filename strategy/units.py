"""What indicators are counted in: a sign, a word or its forms, and a number said with the right one of them."""

from dataclasses import dataclass
from decimal import Decimal, localcontext

from leszno_ngo.templatetags.leszno import NBSP, plural
from leszno_ngo.templatetags.leszno import number as said

DIGITS = 60  # more than any number of the portal has
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
        """„3 788 osób”, „97,4 %”; a word whose right form is not known would be wrong, so the number stands alone."""
        if self.forms and (len(self.forms) > 3 or value == value.to_integral_value()):
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


def full(value: Decimal) -> str:
    """Every digit, as the portal's pages write numbers."""
    with localcontext(prec=DIGITS):
        return said(value)
