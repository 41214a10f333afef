"""Judgements are stored: what the method said of what is published, with its inputs, for ever the same.

Whoever changes what a judgement rests on has the indicator judged again; a new row comes only when its inputs or the
method's version are new.
"""

from django.db import transaction

from strategy import progress
from strategy.assessing import judge_arguments, reporting_year
from strategy.models import Indicator, IndicatorJudgement

MEASURED = ("values", "targets", "judgements")
PLACES = IndicatorJudgement._meta.get_field("ratio").decimal_places


@transaction.atomic
def judge_indicator(indicator, *, now, today) -> IndicatorJudgement:
    """The judgement that counts; stored anew when what it rests on has changed since the last one."""
    stored = Indicator.objects.with_owner().select_for_update(no_key=True, of=("self",)).get(pk=indicator.pk)
    judged = judgement_of(stored, today)
    newest = stored.judgement
    if newest is not None and says_the_same(newest, judged):
        return newest
    return IndicatorJudgement.objects.create(
        indicator=stored,
        made_at=now,
        method_version=judged.method_version,
        inputs=judged.inputs,
        category=judged.category,
        ratio=None if judged.ratio is None else progress.rounded(judged.ratio, PLACES),
        reason=judged.reason,
        fact=judged.fact,
        recent=recent_as_stored(judged.recent),
    )


def judge_all(*, now, today) -> int:
    """Judge every indicator again, as when a year ends or the method changes; how many judgements are new."""
    indicators = Indicator.objects.with_owner().prefetch_related(*MEASURED)
    outdated = [indicator for indicator in indicators if not is_judged(indicator, today)]
    for indicator in outdated:
        judge_indicator(indicator, now=now, today=today)
    return len(outdated)


def is_judged(indicator, today) -> bool:
    newest = indicator.judgement
    return newest is not None and says_the_same(newest, judgement_of(indicator, today))


def judgement_of(indicator, today) -> progress.Judgement:
    return progress.judge(**judge_arguments(indicator, reporting_year(indicator.parent_strategy, today)))


def says_the_same(stored, judged) -> bool:
    return (stored.method_version, stored.inputs) == (judged.method_version, judged.inputs)


def recent_as_stored(trend) -> dict | None:
    if trend is None:
        return None
    rate = progress.rounded(trend.rate, PLACES)
    return {"start": trend.start, "end": trend.end, "category": trend.category.value, "rate": f"{rate:f}"}
