"""How an indicator is judged: method v1, as domain rules state it and the public page of the method explains it.

Values, targets and a direction go in; a category comes out with its reason in Polish, the plain fact and the inputs,
from which `judge(**judgement.inputs)` says the same again. What is not known is said, never guessed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from strategy.choices import Category, Direction, IndicatorKind, Period, ValueStatus
from strategy.progress.evidence import Evidence, Number, Point, read_points, read_targets, read_thresholds
from strategy.progress.findings import Finding, Trend, not_judged
from strategy.progress.saying import POINTS, said, said_change
from strategy.progress.targets import against_target, in_periods
from strategy.progress.trends import by_change

METHOD_VERSION = 1
FEWEST_VALUES = 2
OLDEST = 2  # reporting years
SPANS = {
    None: "",
    Period.WEEK: " tygodniowe",
    Period.MONTH: " miesięczne",
    Period.QUARTER: " kwartalne",
    Period.HALF: " półroczne",
    Period.YEAR: " roczne",
}


@dataclass(frozen=True, slots=True)
class Override:
    """What a coordinator decided instead, with the reason that residents read."""

    category: Category
    reason: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """`category`, `ratio` and `reason` are always the computed ones; `shown` is what counts after an override."""

    category: Category
    ratio: Decimal | None
    reason: str
    inputs: dict
    fact: str
    recent: Trend | None = None
    override: Override | None = None
    method_version: int = METHOD_VERSION

    @property
    def shown(self) -> Category:
        return self.override.category if self.override else self.category


def judge(
    *,
    values: Mapping[int | str, Number | None],
    reporting_year: int,
    statuses: Mapping[int | str, str] | None = None,
    direction: str = "",
    targets: Mapping[int | str, Number] | None = None,
    thresholds: Iterable[Sequence] = (),
    baseline: int | None = None,
    kind: str = IndicatorKind.UNSPECIFIED,
    unit: str = "",
) -> Judgement:
    """What the values say by method v1.

    values: by year, or by "2013-H1", "2013-Q4"; numbers as Decimals or their digits, in the indicator's unit.
    reporting_year: the last year for which values are due. statuses: ValueStatus by the same keys, final where absent.
    targets: to be reached by a year; the last is the target, those before it lie on the path.
    thresholds: at most one (minimum, maximum, period) to keep, bounds inclusive, either None, period empty or a Period.
    baseline: its year; None: the first usable value.
    """
    evidence = Evidence(
        measured=read_points(values, statuses or {}),
        direction=Direction(direction) if direction else None,
        targets=read_targets(targets or {}),
        thresholds=read_thresholds(thresholds),
        baseline=baseline,
        kind=IndicatorKind(kind),
        unit=unit,
        reporting_year=reporting_year,
    )
    finding = find(evidence)
    reason = " ".join([finding.reason, *remarks(evidence)])
    return Judgement(finding.category, finding.ratio, reason, evidence.as_inputs(), fact_of(evidence), finding.recent)


def find(evidence: Evidence) -> Finding:
    """The steps in their order: refuse, by target, by threshold, by change."""
    refusals = refusals_of(evidence)
    if refusals:
        return not_judged(refusals)
    if evidence.targets:
        return against_target(evidence)
    return in_periods(evidence) if evidence.thresholds else by_change(evidence)


def refusals_of(evidence: Evidence) -> list[str]:
    """Step 0. A threshold needs no direction: its bounds say what is wanted."""
    points = evidence.points
    refusals = []
    if len(points) < FEWEST_VALUES:
        since = f" od roku bazowego {evidence.baseline}" if evidence.baseline else ""
        refusals.append(f"potrzebne są co najmniej dwie wartości{SPANS[evidence.span_unit]}{since}")
    if evidence.direction is None and (evidence.targets or not evidence.thresholds):
        refusals.append("nie ustalono pożądanego kierunku")
    if evidence.kind == IndicatorKind.OUTPUT and not evidence.targets and not evidence.thresholds:
        refusals.append("wskaźnik produktu nie ma wartości docelowej")
    if points and evidence.reporting_year - points[-1].year > OLDEST:
        refusals.append(
            f"ostatnia wartość ({points[-1].span}) jest starsza niż dwa lata sprawozdawcze (ostatni: "
            f"{evidence.reporting_year})"
        )
    if len(evidence.thresholds) + bool(evidence.targets) > 1:
        refusals.append("wskaźnik ma naraz kilka celów lub progów, a metoda ocenia według jednego")
    return refusals


def remarks(evidence: Evidence) -> list[str]:
    """What was left out, and what is not yet certain."""
    remarks = []
    if evidence.left_out:
        remarks.append(f"Pominięto: {', '.join(left_out_words(evidence, point) for point in evidence.left_out)}.")
    if any(point.span.unit != (evidence.span_unit or point.span.unit) for point in evidence.usable):
        remarks.append("Wartości za inne okresy nie uwzględniono.")
    if evidence.points and evidence.points[-1].status in (ValueStatus.PROVISIONAL, ValueStatus.ESTIMATE):
        remarks.append(f"Ostatnia wartość jest {evidence.points[-1].status.label}.")
    return remarks


def left_out_words(evidence: Evidence, point: Point) -> str:
    value = "" if point.value is None else f": {evidence.say(point.value)}"
    return f"{point.span} ({point.status.label}{value})"


def fact_of(evidence: Evidence) -> str:
    """The plain fact, always: „od 3788 (2009) do 4479 (2013), +18,2 %”."""
    points = points_of_fact(evidence)
    if not points:
        return "brak wartości, których można użyć"
    first, last = points[0], points[-1]
    if first is last:
        word = "jedyna" if len(evidence.usable) == 1 else "ostatnia"
        return f"{word} wartość: {evidence.say(first.value)} ({first.span})"
    change = change_words(first.value, last.value, is_percent=evidence.is_percent)
    return f"od {evidence.say(first.value)} ({first.span}) do {evidence.say(last.value)} ({last.span}), {change}"


def points_of_fact(evidence: Evidence) -> list[Point]:
    """Those judged; where they are too few, the values of the first span of time that has two."""
    by_unit = [[point for point in evidence.usable if point.span.unit == unit] for unit in Period]
    groups = [evidence.points, *reversed(by_unit)]
    return next((group for group in groups if len(group) >= FEWEST_VALUES), evidence.usable[-1:])


def change_words(first: Decimal, last: Decimal, *, is_percent: bool) -> str:
    """In percent of the first value; from a zero or a negative one there is no percent, only the difference."""
    difference = Fraction(last) - Fraction(first)
    if is_percent:
        return said_change(difference, POINTS)
    if first > 0 or difference == 0:
        return said_change(difference / Fraction(first or 1) * 100, "%")
    return f"{'+' if difference > 0 else ''}{said(last - first)}"


def overridden(judgement: Judgement, category: str, reason: str) -> Judgement:
    """The judgement with a coordinator's decision beside the computed result. ValueError: no public reason."""
    if not reason.strip():
        raise ValueError("Podaj publiczny powód zmiany oceny.")
    return replace(judgement, override=Override(Category(category), reason.strip()))


def count_by_category(judgements: Iterable[Judgement]) -> dict[Category, int]:
    """A roll-up: how many of each category, in the order of Category, with those not judged; never a mean."""
    counts = Counter(judgement.shown for judgement in judgements)
    return {category: counts[category] for category in Category}
