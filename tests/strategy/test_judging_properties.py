"""What holds for every indicator that can be asked about."""

import json
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from strategy.choices import Category, Direction, IndicatorKind, Period, ValueStatus
from strategy.progress import judge, programme_progress

often = settings(max_examples=100, deadline=None)

LARGEST, SMALLEST = Decimal(10**12), Decimal("0.000001")
LEFT_OUT = {ValueStatus.SUSPECT, ValueStatus.NOT_COLLECTED, ValueStatus.NOT_APPLICABLE}
BY_CHANGE = {Category.IMPROVED, Category.STEADY, Category.WORSENED}
MIRROR = {
    Category.IMPROVED: Category.WORSENED,
    Category.WORSENED: Category.IMPROVED,
    Category.STEADY: Category.STEADY,
}
OTHER_WAY = {"higher": "lower", "lower": "higher"}

exact = st.decimals(-LARGEST, LARGEST, places=6) | st.sampled_from([Decimal(0), LARGEST, SMALLEST, -SMALLEST])
numbers = exact | st.integers(-50, 150).map(Decimal)
positive = st.decimals(SMALLEST, LARGEST, places=6) | st.integers(1, 300).map(Decimal)
years = st.integers(1995, 2030)
directions = st.sampled_from(["higher", "lower"])
scales = st.sampled_from([SMALLEST, Decimal("0.1"), Decimal(3), Decimal(1000), LARGEST])


def series(of=numbers, least=0, most=8):
    """Years with gaps, in any order."""
    return st.dictionaries(years, of, min_size=least, max_size=most)


@st.composite
def questions(draw):
    """Anything the portal may ask, also what makes no sense."""
    values = draw(series(numbers | st.none()))
    spans = [*values, *draw(st.sampled_from([[], ["2012-H2"], ["2012-Q1", "2012-Q4"]]))]
    band = draw(st.lists(numbers, min_size=2, max_size=2).map(sorted))
    threshold = draw(st.sampled_from([(band[0], None), (None, band[1]), tuple(band)]))
    return {
        "values": values | {span: draw(numbers) for span in spans if span not in values},
        "statuses": draw(st.dictionaries(st.sampled_from(spans), st.sampled_from(ValueStatus))) if spans else {},
        "direction": draw(st.sampled_from(["", *Direction.values])),
        "targets": draw(st.just({}) | series(most=3)),
        "thresholds": draw(st.sampled_from([[], [], [(*threshold, draw(st.sampled_from(["", *Period.values])))]])),
        "baseline": draw(st.none() | years),
        "kind": draw(st.sampled_from(IndicatorKind.values)),
        "unit": draw(st.sampled_from(["", "%", "osoba"])),
        "reporting_year": draw(years),
    }


@often
@given(questions())
def test_anything_is_judged_with_a_reason_and_a_fact_and_said_again_from_its_inputs(question):
    judgement = judge(**question)

    assert judge(**judgement.inputs) == judgement
    assert judge(**json.loads(json.dumps(judgement.inputs))) == judgement
    assert judgement.reason.endswith(".")
    assert judgement.fact
    assert "E" not in judgement.fact  # no power of ten
    assert judgement.reason.startswith("Nie oceniono: ") == (judgement.category == Category.NOT_JUDGED)


@often
@given(questions())
def test_nothing_is_judged_without_two_values_or_without_knowing_what_is_wanted(question):
    judgement = judge(**question)
    usable = [
        key
        for key, value in question["values"].items()
        if value is not None and question["statuses"].get(key) not in LEFT_OUT
    ]
    wanted = question["thresholds"] or (question["direction"] and (question["targets"] or question["kind"] != "output"))

    if len(usable) < 2 or not wanted:
        assert judgement.category == Category.NOT_JUDGED


@often
@given(questions(), st.sets(st.integers(1990, 1994), max_size=2), st.sampled_from(sorted(LEFT_OUT)))
def test_missing_and_suspect_values_change_no_category_and_no_fact(question, more_years, status):
    """A null is never a zero: years without a value, before the first one and between the others, change nothing."""
    gaps = set(range(1995, 2031)) - set(question["values"]) | more_years
    with_gaps = question | {"values": question["values"] | dict.fromkeys(gaps)}
    with_suspects = question | {
        "values": question["values"] | dict.fromkeys(gaps, Decimal(0)),
        "statuses": question["statuses"] | dict.fromkeys(gaps, status),
    }
    plain = judge(**question)

    for other in (judge(**with_gaps), judge(**with_suspects)):
        assert (other.category, other.ratio, other.fact) == (plain.category, plain.ratio, plain.fact)


@often
@given(series(least=2), series(least=1, most=3), directions, scales)
def test_scaling_values_and_targets_changes_no_judgement_by_target(values, targets, direction, scale):
    plain, scaled = (
        judge(
            values={year: value * by for year, value in values.items()},
            targets={year: target * by for year, target in targets.items()},
            direction=direction,
            reporting_year=max(values),
        )
        for by in (Decimal(1), Decimal(scale))
    )

    assert (scaled.category, scaled.ratio) == (plain.category, plain.ratio)


@often
@given(series(st.integers(20, 10**9).map(Decimal), least=3), directions, st.sampled_from([1, 3, 1000, 10**12]))
def test_scaling_values_that_are_not_small_changes_no_judgement_by_change(values, direction, scale):
    plain, scaled = (
        judge(
            values={year: value * by for year, value in values.items()},
            direction=direction,
            reporting_year=max(values),
        )
        for by in (1, scale)
    )

    assert plain.category in BY_CHANGE
    assert (scaled.category, scaled.ratio) == (plain.category, plain.ratio)


@often
@given(series(least=2), series(least=1, most=3), directions)
def test_mirrored_values_targets_and_direction_are_judged_alike(values, targets, direction):
    plain = judge(values=values, targets=targets, direction=direction, reporting_year=max(values))
    mirrored = judge(
        values={year: -value for year, value in values.items()},
        targets={year: -target for year, target in targets.items()},
        direction=OTHER_WAY[direction],
        reporting_year=max(values),
    )

    assert (mirrored.category, mirrored.ratio) == (plain.category, plain.ratio)


@often
@given(series(positive, least=3), directions, st.sampled_from(["", "%"]))
def test_change_seen_from_the_other_direction_is_its_mirror(values, direction, unit):
    assume(unit or max(values.values()) >= 20)
    one, other = (
        judge(values=values, direction=each, unit=unit, reporting_year=max(values))
        for each in (direction, OTHER_WAY[direction])
    )

    assert (other.category, other.ratio) == (MIRROR[one.category], one.ratio.copy_negate())


@often
@given(series(least=2), numbers, directions)
def test_met_target_stays_met_whichever_way_the_values_go(values, target, direction):
    last = max(values)
    is_met = values[last] >= target if direction == "higher" else values[last] <= target
    judgement = judge(values=values, targets={last + 2: target}, direction=direction, reporting_year=last)

    assert (judgement.category == Category.MET) == is_met


@often
@given(series(least=2), directions)
def test_target_equal_to_the_baseline_is_met_or_not(values, direction):
    first, last = min(values), max(values)
    judgement = judge(values=values, targets={last + 2: values[first]}, direction=direction, reporting_year=last)

    assert (judgement.category, judgement.ratio) in [(Category.MET, None), (Category.NOT_MET, None)]


@often
@given(series(least=2), numbers, directions)
def test_step_back_from_the_baseline_keeps_its_sign_and_size(values, target, direction):
    first, last = min(values), max(values)
    judgement = judge(values=values, targets={last + 1: target}, direction=direction, reporting_year=last)

    if judgement.ratio is not None:
        made = Fraction(values[last]) - Fraction(values[first])
        planned = (Fraction(target) - Fraction(values[first])) * (last - first) / (last + 1 - first)
        assert abs(Fraction(judgement.ratio) - made / planned) <= abs(made / planned) * Fraction(1, 10**49)
        assert (judgement.category == Category.MOVING_AWAY) == (judgement.ratio < 0)


@often
@given(series(st.just(None), least=3), numbers, directions, st.sampled_from(["", "%"]))
def test_constant_values_never_change(empty, number, direction, unit):
    values = dict.fromkeys(empty, number)
    judgement = judge(values=values, direction=direction, unit=unit, reporting_year=max(values))

    assert judgement.fact.endswith("bez zmian")
    assert judgement.category == (Category.STEADY if unit or number >= 20 else Category.NOT_JUDGED)


@often
@given(series(least=2), st.sampled_from(["", "%"]), directions)
def test_zero_base_and_zero_target_are_no_division(values, unit, direction):
    first, last = min(values), max(values)
    for changed, targets in (({first: Decimal(0)}, {last + 1: LARGEST}), ({}, {last + 1: Decimal(0)})):
        judgement = judge(values=values | changed, targets=targets, direction=direction, unit=unit, reporting_year=last)
        assert judgement.category not in {Category.NOT_JUDGED, *BY_CHANGE}


@often
@given(
    st.lists(
        st.tuples(st.decimals(1, 200, places=2), st.none() | st.decimals(0, 100, places=2)), min_size=1, max_size=6
    )
)
def test_programme_leaves_out_what_has_no_progress(tasks):
    with_progress = [task for task in tasks if task[1] is not None]

    assert programme_progress(tasks) == programme_progress(with_progress)
    assert (programme_progress(tasks) is None) == (not with_progress)
