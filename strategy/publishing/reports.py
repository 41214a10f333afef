"""Issuing a progress report: what stands in it is fixed at once, its file a worker makes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from leszno_ngo import clock, issuing
from strategy.documents import report_content, report_title
from strategy.models import ProgressReport, Strategy
from strategy.publishing.guarding import refuse_others_than_coordinators


@transaction.atomic
def issue_report(strategy, goal=None, *, as_of, by, now):
    """A report of the strategy, or of one of its goals, from what was published by the end of the day `as_of`."""
    refuse_others_than_coordinators(by)
    strategy = Strategy.objects.select_for_update(no_key=True).get(pk=strategy.pk)  # one number at a time
    if not strategy.is_public:
        raise ValidationError("Sprawozdanie wydaje się ze strategii, którą widzą mieszkańcy.")
    if goal is not None and goal.strategy_id != strategy.pk:
        raise ValidationError({"goal": "Wybierz cel tej samej strategii."})
    if as_of > timezone.localtime(now).date():
        raise ValidationError({"as_of": "Podaj dzień, który już był: dzisiejszy albo wcześniejszy."})
    last = strategy.progress_reports.aggregate(last=Max("number"))["last"] or 0
    report = ProgressReport.objects.create(
        strategy=strategy,
        goal=goal,
        number=last + 1,
        as_of=as_of,
        title=report_title(strategy, goal, as_of),
        content=report_content(strategy, goal, as_of=as_of, number=last + 1, by=by, now=now),
        issued_at=now,
        issued_by=by,
        queued_at=clock.real_now(),
    )
    issuing.send(report)
    return report
