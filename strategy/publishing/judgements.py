"""Judgements: made again when what they rest on changes; and a coordinator's other one, with a public reason."""

from django.core.exceptions import ValidationError
from django.db import transaction

from leszno_ngo.history import acting
from strategy import judging
from strategy.choices import Category
from strategy.models import Indicator, IndicatorJudgement
from strategy.publishing.drawings import request_drawings
from strategy.publishing.guarding import given, hold, refuse_others_than_coordinators

WHY_OTHERWISE = "Podaj powód innej oceny. Przeczytają go mieszkańcy."
WHY_AS_COMPUTED = "Podaj powód powrotu do oceny obliczonej."
NOTHING = {"override_category": "", "override_reason": "", "override_at": None, "override_by": None}


@transaction.atomic
def judge_indicator(indicator, *, now, today) -> IndicatorJudgement:
    """To be called after an indicator, its values or its targets were changed; its charts are drawn anew with it."""
    judgement = judging.judge_indicator(indicator, now=now, today=today)
    redraw([indicator.pk])
    return judgement


@transaction.atomic
def override_judgement(judgement, *, category, reason, by, now) -> IndicatorJudgement:
    """The computed category stays visible; the indicator's next judgement begins without the other one."""
    refuse_others_than_coordinators(by)
    reason = given(reason, WHY_OTHERWISE)
    row = held_newest(judgement, by)
    if category not in Category.values:
        raise ValidationError({"category": "Wybierz ocenę z listy."})
    if category == row.category:
        raise ValidationError({"category": "Taka jest ocena obliczona. Wybierz inną."})
    told = {"override_category": category, "override_reason": reason, "override_at": now, "override_by": by}
    return put(row, told, by=by, reason=reason)


@transaction.atomic
def remove_override(judgement, *, reason, by) -> IndicatorJudgement:
    refuse_others_than_coordinators(by)
    reason = given(reason, WHY_AS_COMPUTED)
    row = held_newest(judgement, by)
    if not row.override_category:
        raise ValidationError("Liczy się ocena obliczona; nie ma czego cofać.")
    return put(row, NOTHING, by=by, reason=reason)


def held_newest(judgement, by):
    """The judgement as it is stored now, if no newer one has taken its place."""
    hold([judgement.indicator_id], by)
    newest = IndicatorJudgement.objects.filter(indicator=judgement.indicator_id).first()
    if newest != judgement:
        raise ValidationError("Wskaźnik ma już nowszą ocenę. Odśwież stronę i zacznij od niej.")
    return newest


def put(row, told, *, by, reason):
    for name, value in told.items():
        setattr(row, name, value)
    with acting(by=by, reason=reason):
        row.save(update_fields=list(told))
    redraw([row.indicator_id])
    return row


def redraw(indicator_ids):
    """Have drawn what is new: the indicators' own charts, and the summaries that count them."""
    request_drawings(*Indicator.objects.with_owner().with_measurements().filter(pk__in=indicator_ids))
