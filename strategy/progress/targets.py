"""Steps 1 and 2 of the method: a target to reach by a year, on a straight path; a threshold to keep in every period.

Everything is compared as exact fractions: a path of 19 years has borders (0.95 of 10/19) that rounded Decimals miss.
"""

from fractions import Fraction

from strategy.choices import Category, Direction
from strategy.progress.evidence import Evidence
from strategy.progress.findings import Finding, not_judged
from strategy.progress.saying import as_decimal, places_of, rounded, said_percent

ON_TRACK, TOO_SLOW, LITTLE = Fraction(95, 100), Fraction(60, 100), Fraction(0)


def against_target(evidence: Evidence) -> Finding:
    """Met, or due and not met, by the latest value; before that, how far along the path it is."""
    last = evidence.points[-1]
    year, target = evidence.targets[-1]
    goal = (
        f"Cel: {bound_words(evidence, target)} do roku {year}. Wartość w roku {last.span}: {evidence.say(last.value)}."
    )
    if meets(evidence, last.value):
        return Finding(Category.MET, None, f"{goal}{in_due_year(evidence)}")
    if last.year >= year:
        return Finding(Category.NOT_MET, None, f"{goal}{in_due_year(evidence)}")
    if evidence.baseline not in (None, evidence.points[0].year):
        return not_judged([f"nie ma wartości bazowej (rok {evidence.baseline}), której można użyć"])
    waiting = f" Za rok {year} nie ma jeszcze wartości." if evidence.reporting_year >= year else ""
    return on_path(evidence, f"{goal}{waiting}")


def meets(evidence: Evidence, value) -> bool:
    target = evidence.targets[-1][1]
    return value >= target if evidence.direction == Direction.HIGHER else value <= target


def bound_words(evidence: Evidence, target) -> str:
    return f"{'co najmniej' if evidence.direction == Direction.HIGHER else 'najwyżej'} {evidence.say(target)}"


def in_due_year(evidence: Evidence) -> str:
    """What the year of the target said, where the latest value says otherwise."""
    year, _ = evidence.targets[-1]
    due = [point for point in evidence.points if point.year == year]
    if not due or meets(evidence, due[0].value) == meets(evidence, evidence.points[-1].value):
        return ""
    word = "był osiągnięty" if meets(evidence, due[0].value) else "nie był jeszcze osiągnięty"
    return f" W roku {year} cel {word}: {evidence.say(due[0].value)}."


def expected(evidence: Evidence, year: int) -> Fraction:
    """The path at a year: straight from the baseline through the interim targets to the last one."""
    first = evidence.points[0]
    knots = [(first.year, first.value), *(knot for knot in evidence.targets if knot[0] > first.year)]
    after = next(place for place, (knot_year, _) in enumerate(knots) if knot_year >= year)
    (start, low), (end, high) = knots[after - 1], knots[after]
    return Fraction(low) + (Fraction(high) - Fraction(low)) * (year - start) / (end - start)


def on_path(evidence: Evidence, goal: str) -> Finding:
    first, last = evidence.points[0], evidence.points[-1]
    if meets(evidence, first.value):
        base = f"Wartość bazowa ({evidence.say(first.value)} w roku {first.span})"
        return Finding(Category.NOT_MET, None, f"{goal} {base} spełniała cel, więc chodzi o jego utrzymanie.")
    plan = expected(evidence, last.year)
    planned, made = (Fraction(evidence.sign) * (Fraction(end) - Fraction(first.value)) for end in (plan, last.value))
    numbers = (first.value, last.value, *(target for _, target in evidence.targets))
    step = f"Plan na rok {last.span}: {evidence.say(rounded(plan, places_of(numbers)))}"
    if planned <= 0:  # an interim target asks for no rise yet: what counts is to keep to it
        category = Category.ON_TRACK if made >= planned else Category.MOVING_AWAY
        return Finding(category, None, f"{goal} {step}, czyli bez poprawy względem roku {first.span}.")
    share = made / planned
    part = f"{said_percent(share * 100)} planowanej zmiany od roku {first.span}"
    words = f"wykonano {part}" if share >= 0 else f"zmiana poszła w przeciwną stronę, to {part}"
    return Finding(category_of(share), as_decimal(share), f"{goal} {step}; {words}.")


def category_of(share: Fraction) -> Category:
    if share >= ON_TRACK:
        return Category.ON_TRACK
    if share >= TOO_SLOW:
        return Category.TOO_SLOW
    return Category.LITTLE_PROGRESS if share >= LITTLE else Category.MOVING_AWAY


def in_periods(evidence: Evidence) -> Finding:
    """Met in n of m periods that have values; nothing is interpolated."""
    threshold = evidence.thresholds[0]
    points = evidence.points
    met = [point for point in points if threshold.is_met(point.value)]
    reason = (
        f"Próg: {threshold_words(evidence)}. Spełniony w {len(met)} z {len(points)} okresów, za które są dane. "
        f"{last_period(evidence)}"
    )
    share = Fraction(len(met), len(points))
    return Finding(category_of_periods(share), as_decimal(share), reason)


def category_of_periods(share: Fraction) -> Category:
    if share == 1:
        return Category.MET
    return Category.PARTLY_MET if share else Category.NOT_MET


def threshold_words(evidence: Evidence) -> str:
    threshold = evidence.thresholds[0]
    if threshold.minimum is None:
        words = f"najwyżej {evidence.say(threshold.maximum)}"
    elif threshold.maximum is None:
        words = f"co najmniej {evidence.say(threshold.minimum)}"
    else:
        words = f"od {evidence.say(threshold.minimum)} do {evidence.say(threshold.maximum)}"
    return f"{words} {threshold.period.every}" if threshold.period else words


def last_period(evidence: Evidence) -> str:
    last = evidence.points[-1]
    word = "spełniony" if evidence.thresholds[0].is_met(last.value) else "niespełniony"
    return f"Ostatnio ({last.span}) {word}: {evidence.say(last.value)}."
