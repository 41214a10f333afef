"""Years of reporting: closed when all is published, opened again for a reason."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from leszno_ngo.history import acting
from leszno_ngo.templatetags.leszno import plural
from strategy.models import IndicatorValue, ReportingYear
from strategy.publishing.guarding import given, hold_year, refuse_others_than_coordinators

WHY_OPEN = "Napisz, dlaczego otwiera się zamknięty rok."


@transaction.atomic
def close_year(year, *, by, now) -> ReportingYear:
    """Nobody enters, checks or publishes values of this year any more."""
    refuse_others_than_coordinators(by)
    if year >= timezone.localtime(now).year:
        raise ValidationError(f"Rok {year} jeszcze się nie skończył.")
    row = hold_year(year, by)
    if row.is_closed:
        raise ValidationError(f"Rok {year} jest już zamknięty.")
    if making := IndicatorValue.objects.in_the_making().filter(year=year).count():
        waiting = f"{making} {plural(making, 'wartość czeka,wartości czekają,wartości czeka')}"
        raise ValidationError(f"Za rok {year} {waiting} na opublikowanie. Najpierw opublikuj albo usuń wszystkie.")
    return put(row, now, by, by=by, reason="zamknięto rok")


@transaction.atomic
def open_year(year, *, reason, by) -> ReportingYear:
    refuse_others_than_coordinators(by)
    reason = given(reason, WHY_OPEN)
    row = hold_year(year, by)
    if not row.is_closed:
        raise ValidationError(f"Rok {year} jest otwarty.")
    return put(row, None, None, by=by, reason=reason)


def put(row, closed_at, closed_by, *, by, reason):
    row.closed_at, row.closed_by = closed_at, closed_by
    with acting(by=by, reason=reason):
        row.save(update_fields=["closed_at", "closed_by"])
    return row
