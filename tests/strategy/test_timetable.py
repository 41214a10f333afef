"""What beat starts for strategies."""

import datetime as dt

from strategy import timetable
from strategy.models import Indicator, IndicatorJudgement


def test_a_new_year_brings_new_judgements_and_the_same_night_no_further_ones(settings, task_page):
    before = set(IndicatorJudgement.objects.values_list("pk", flat=True))
    Indicator.objects.filter(task__isnull=False).update(direction="higher")

    settings.PORTAL_DATE = dt.date(2024, 1, 1)
    timetable.judge_anew()
    made = set(IndicatorJudgement.objects.values_list("pk", flat=True)) - before
    timetable.judge_anew()

    assert len(made) == Indicator.objects.filter(task__isnull=False).count() == 9
    assert set(IndicatorJudgement.objects.values_list("pk", flat=True)) == before | made
