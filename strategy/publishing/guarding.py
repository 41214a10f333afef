"""What every act on values does: ask whose they are, hold the year and the indicator, ask for the reason."""

from django.core.exceptions import ValidationError

from leszno_ngo.history import acting
from strategy.models import Indicator, ReportingYear

GONE = "Tego wskaźnika już nie ma. Odśwież stronę."
OF_OTHERS = "Ten wskaźnik należy do innego wydziału. Jego wartości zmienia ten wydział albo koordynator."
COORDINATORS = "To może zrobić tylko koordynator."


def hold(indicator_ids, by):
    """{number: indicator} that this user may change, held until the transaction ends, always in the same order."""
    numbers = set(indicator_ids)
    rows = Indicator.objects.filter(pk__in=numbers).order_by("pk")
    held = {indicator.pk: indicator for indicator in rows.select_for_update(no_key=True)}
    if set(held) != numbers:
        raise ValidationError(GONE)
    if rows.editable_by(by).count() != len(numbers):
        raise ValidationError(OF_OTHERS)
    return held


def hold_open_years(years, by):
    """The years, before the indicators, so that nobody closes one between this question and what is written."""
    for year in sorted(set(years)):
        if hold_year(year, by).is_closed:
            raise ValidationError(
                f"Rok {year} jest zamknięty. Zmiana jego wartości wymaga, by koordynator go otworzył."
            )


def hold_year(year, by):
    """Its row, made when there is none yet; a year without a row is open."""
    rows = ReportingYear.objects.select_for_update(no_key=True)
    row = rows.filter(year=year).first()
    if row is None:
        ReportingYear(year=year).validate_constraints()
        with acting(by=by, reason="pierwsza czynność w tym roku"):
            ReportingYear.objects.get_or_create(year=year)
        row = rows.get(year=year)
    return row


def refuse_others_than_coordinators(user):
    if not user.is_coordinator:
        raise ValidationError(COORDINATORS)


def given(reason, question, field="reason"):
    """The words without the spaces around them; their lack is answered with the question."""
    words = reason.strip()
    if not words:
        raise ValidationError({field: question})
    return words
