"""What an indicator's page and its files show of its rows: the table of all years with the targets, corrections, and
what a stored judgement was computed from. Takes rows that bring their values, targets and judgements; asks nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from strategy.choices import Direction, IndicatorKind, Period, TargetKind, ValueStatus
from strategy.models import Indicator, IndicatorValue, Target
from strategy.progress import rounded
from strategy.spans import Span, between
from strategy.units import Unit, full

NOT_USED = (ValueStatus.SUSPECT, ValueStatus.NOT_COLLECTED, ValueStatus.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Row:
    """A span of the table: its published value or None, and the target to be reached in it or None."""

    span: Span
    value: IndicatorValue | None
    target: Target | None


@dataclass(frozen=True, slots=True)
class Correction:
    """A published value and the one that took its place."""

    before: IndicatorValue
    after: IndicatorValue


def rows_of(indicator: Indicator) -> list[Row]:
    """Every span from the first value or target to the last, in order of time; a gap between two is a row too."""
    values = {value.span: value for value in indicator.series}
    targets = {Span(target.due_year): target for target in indicator.targets.all() if target.kind == TargetKind.REACH}
    spans = set()
    for unit in Period:
        of_unit = sorted(span for span in values if span.unit == unit)
        spans.update(between(of_unit[0], of_unit[-1]) if of_unit else ())
    spans.update(targets)
    ordered = sorted(spans, key=lambda span: (span.last_day, span.parts))
    return [Row(span, values.get(span), targets.get(span)) for span in ordered]


def thresholds_of(indicator: Indicator) -> list[Target]:
    """Targets that are to be kept, not reached."""
    return [target for target in indicator.targets.all() if target.kind != TargetKind.REACH]


def corrections_of(indicator: Indicator) -> list[Correction]:
    """Every published revision that took another's place, the newest first; drafts are nobody's business."""
    published = sorted(
        (value for value in indicator.values.all() if value.is_published),
        key=lambda value: (value.span.key, value.revision),
    )
    found = [Correction(*pair) for pair in pairwise(published) if pair[0].span == pair[1].span]
    return sorted(found, key=lambda correction: correction.after.published_at, reverse=True)


def target_words(target: Target, unit: str | None = None) -> str:
    """„5 000 osób do roku 2015”, „co najmniej 1 raz na kwartał”, „od 25 do 40 dzieci”. unit: of its indicator."""
    words = Unit(target.indicator.unit if unit is None else unit)
    if target.kind == TargetKind.BAND:
        value = f"od {full(target.value)} do {words.of(target.upper)}"
    elif target.kind == TargetKind.REACH:
        value = words.of(target.value)
    else:
        value = f"{target.get_kind_display()} {words.of(target.value)}"
    period = f" {Period(target.period).every}" if target.period else ""
    return f"{value}{period}{f' do roku {target.due_year}' if target.due_year else ''}"


# ── What a judgement was computed from ──────────────────────────────────────────────────────────────────────────────


def basis_in_words(inputs: dict, ratio: Decimal | None) -> list[tuple[str, list[str]]]:
    """(name, its lines) of all that was given to the method, as it is stored, and the figure that came of it."""
    return [*inputs_in_words(inputs), *ratio_in_words(inputs, ratio)]


def ratio_in_words(inputs: dict, ratio: Decimal | None) -> Iterator[tuple[str, list[str]]]:
    """To three decimals; a yearly change is said by the reason, in the indicator's own sign."""
    if ratio is not None and inputs["targets"]:
        yield "R, czyli wykonana część planowanej zmiany", [full(rounded(ratio, 3))]
    elif ratio is not None and inputs["thresholds"]:
        yield "Część okresów, w których dotrzymano progu", [full(rounded(ratio, 3))]


def inputs_in_words(inputs: dict) -> Iterator[tuple[str, list[str]]]:
    unit = Unit(inputs["unit"])
    yield "Wartości", [value_words(key, value, inputs["statuses"].get(key), unit) for key, value in each(inputs)]
    yield "Wartości docelowe", [f"{unit.of(Decimal(value))} do roku {key}" for key, value in inputs["targets"].items()]
    yield "Progi", [threshold_words(*threshold, unit) for threshold in inputs["thresholds"]]
    yield "Pożądany kierunek", [Direction(inputs["direction"]).label] if inputs["direction"] else []
    yield "Rok bazowy", [str(inputs["baseline"])] if inputs["baseline"] else []
    yield "Rodzaj wskaźnika", [IndicatorKind(inputs["kind"]).label]
    yield "Jednostka", [unit.name] if unit.name else []
    yield "Ostatni rok sprawozdawczy", [str(inputs["reporting_year"])]


def each(inputs: dict) -> list[tuple[str, str | None]]:
    return sorted(inputs["values"].items(), key=lambda pair: Span.read(pair[0]).last_day)


def value_words(key: str, value: str | None, status: str | None, unit: Unit) -> str:
    said = "" if value is None else f": {unit.of(Decimal(value))}"
    if value is None and status is None:
        status = ValueStatus.NOT_COLLECTED
    remark = f" ({ValueStatus(status).label}{', pominięta' if value and status in NOT_USED else ''})" if status else ""
    return f"{Span.read(key)}{said}{remark}"


def threshold_words(minimum: str | None, maximum: str | None, period: str, unit: Unit) -> str:
    if minimum is None:
        words = f"co najwyżej {unit.of(Decimal(maximum))}"
    elif maximum is None:
        words = f"co najmniej {unit.of(Decimal(minimum))}"
    else:
        words = f"od {full(Decimal(minimum))} do {unit.of(Decimal(maximum))}"
    return f"{words} {Period(period).every}" if period else words
