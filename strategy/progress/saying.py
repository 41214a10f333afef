"""Numbers of judgements in Polish words. The only place that rounds, half up; values as given are said in full."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from leszno_ngo.templatetags.leszno import NBSP, polish

DIGITS = 80  # holds a value of the portal (14 digits before the point) in percent of its smallest step, and more
PERCENT_SIGN = f"{NBSP}%"
POINTS = f"pkt{NBSP}proc."


def as_decimal(number: Decimal | Fraction | int, digits: int = 50) -> Decimal:
    """The Decimal nearest to an exact fraction, of so many significant digits."""
    if isinstance(number, Fraction):
        with localcontext(prec=digits):
            return Decimal(number.numerator) / Decimal(number.denominator)
    return Decimal(number)


def rounded(number: Decimal | Fraction | int, places: int = 1) -> Decimal:
    """Half up (away from zero), as a person rounds; only for words that are shown."""
    with localcontext(prec=DIGITS):
        return as_decimal(number, DIGITS).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def plain(number: Decimal) -> str:
    """Every digit with a point and no empty ones, as it is stored: Decimal("-2404.500") → "-2404.5"."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def said(number: Decimal) -> str:
    """Every digit with a comma, as everywhere on the portal: „3 788”, „−2,1625”."""
    return polish(Decimal(plain(number)))


def said_percent(number: Decimal | Fraction) -> str:
    """Percent as they are, to one decimal: „85,5 %”."""
    return f"{said(rounded(number))}{PERCENT_SIGN}"


def said_change(change: Decimal | Fraction, unit: str) -> str:
    """A change with its sign, to one decimal: „+18,2 %”, „−0,5 pkt proc.”."""
    if change == 0:
        return "bez zmian"
    if rounded(change) == 0:
        return f"{'wzrost' if change > 0 else 'spadek'} o mniej niż 0,1{NBSP}{unit}"
    return f"{'+' if change > 0 else ''}{said(rounded(change))}{NBSP}{unit}"


def places_of(numbers) -> int:
    """With how many decimals to say what was computed from these: as many as they have, and at least one."""
    return max((len(plain(number).partition(".")[2]) for number in numbers), default=0) or 1
