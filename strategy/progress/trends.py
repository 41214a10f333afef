"""Step 3 of the method: no target but a direction, judged by the yearly change over a long and a short window.

Categories come from exact comparisons with whole powers (a rise of 1 % a year is last ≥ first · 1.01ⁿ), so a border is
never missed by rounding. The rate that is shown is a root, taken with 80 digits and kept to 50 decimal places.
"""

from decimal import Decimal, localcontext
from fractions import Fraction

from strategy.choices import Category
from strategy.progress.evidence import Evidence, Point
from strategy.progress.findings import Finding, Trend, not_judged
from strategy.progress.saying import POINTS, as_decimal, said_change

YEARLY = Fraction(1, 100)  # of the value
YEARLY_POINTS = Fraction(1, 2)  # percentage points, for what is itself measured in percent
FEWEST_POINTS = 3
SMALL = 20  # below it single cases make the percents
RECENT = range(3, 6)  # years back
DIGITS, PLACES = 80, Decimal(1).scaleb(-50)


def by_change(evidence: Evidence) -> Finding:
    """The long window decides; the short one is said beside it."""
    refusals = refusals_of(evidence)
    if refusals:
        return not_judged(refusals)
    first, last = evidence.points[0], evidence.points[-1]
    long = trend(evidence, first, last)
    recent = recent_trend(evidence)
    words = [f"W latach {first.span}–{last.span} {rate_words(evidence, long)}; {evidence.direction.label}."]
    if recent is None:
        words.append("Ostatnich lat nie oceniono osobno: nie ma wartości sprzed 3–5 lat.")
    elif recent.start != long.start:
        category = recent.category.label
        words.append(f"W ostatnich latach ({recent.start}–{recent.end}) {rate_words(evidence, recent)}: {category}.")
    return Finding(long.category, long.rate, " ".join(words), recent)


def refusals_of(evidence: Evidence) -> list[str]:
    """Percentage points are a difference: neither a zero nor small numbers spoil them as they spoil a growth rate."""
    values = [point.value for point in evidence.points]
    refusals = []
    if evidence.baseline not in (None, evidence.points[0].year):
        refusals.append(f"nie ma wartości bazowej (rok {evidence.baseline}), której można użyć")
    if len(values) < FEWEST_POINTS:
        refusals.append("do oceny zmiany potrzebne są co najmniej trzy wartości")
    if not evidence.is_percent and min(values) <= 0:
        refusals.append("przy wartościach zerowych lub ujemnych nie da się policzyć zmiany procentowej")
    elif not evidence.is_percent and max(values) < SMALL:
        refusals.append(f"wszystkie wartości są mniejsze niż {SMALL}, więc o zmianie decydują pojedyncze przypadki")
    return refusals


def recent_trend(evidence: Evidence) -> Trend | None:
    """From the value furthest back that is three to five years older than the latest."""
    last = evidence.points[-1]
    starts = [point for point in evidence.points if last.year - point.year in RECENT]
    return trend(evidence, starts[0], last) if starts else None


def trend(evidence: Evidence, first: Point, last: Point) -> Trend:
    years = last.year - first.year
    if evidence.is_percent:
        rate = (Fraction(last.value) - Fraction(first.value)) / years
        rises, falls = rate >= YEARLY_POINTS, rate <= -YEARLY_POINTS
        shown = as_decimal(rate)
    else:
        growth = Fraction(last.value) / Fraction(first.value)
        rises, falls = growth >= (1 + YEARLY) ** years, growth <= (1 - YEARLY) ** years
        shown = yearly_growth(first.value, last.value, years)
    if not rises and not falls:
        category = Category.STEADY
    else:
        category = Category.IMPROVED if rises == (evidence.sign > 0) else Category.WORSENED
    towards_better = shown if evidence.sign > 0 else shown.copy_negate()  # a product would round it
    return Trend(first.year, last.year, category, towards_better)


def yearly_growth(first: Decimal, last: Decimal, years: int) -> Decimal:
    """The compound annual growth rate as a fraction: 0.01 is one percent a year."""
    with localcontext(prec=DIGITS):
        return ((last / first) ** (1 / Decimal(years)) - 1).quantize(PLACES)


def rate_words(evidence: Evidence, change: Trend) -> str:
    rate = evidence.sign * change.rate
    if rate == 0:
        return "średnio bez zmian"
    return f"średnio {said_change(rate, POINTS) if evidence.is_percent else said_change(rate * 100, '%')} rocznie"
