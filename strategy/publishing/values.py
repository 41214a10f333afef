"""A value's way to residents: entered, checked by another person, published; corrected by a further revision.

Every act holds the year and then the indicator, so two people never act on one value at once, and a closed year stays
as it is. Who comes too late reads what happened meanwhile.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from leszno_ngo.history import acting
from strategy.choices import ValueState
from strategy.judging import judge_indicator
from strategy.models import IndicatorValue
from strategy.publishing.guarding import given, hold, hold_open_years
from strategy.publishing.judgements import redraw
from strategy.spans import Span

ENTERED = ("value", "status", "source", "note")
SEEN = (*ENTERED, "reason", "remark", "entered_at", "entered_by_id")
UNTOUCHED = {"checked_at": None, "checked_by": None, "state": ValueState.DRAFT, "remark": ""}
WHY_CORRECT = "Napisz, dlaczego zmienia się opublikowaną wartość. Przeczytają to mieszkańcy."
WHAT_IS_WRONG = "Napisz, co trzeba poprawić."
GONE = "Tej wartości już nie ma: ktoś ją w międzyczasie usunął. Odśwież stronę."
CHANGED = "Ktoś w międzyczasie zmienił tę wartość. Odśwież stronę i obejrzyj ją jeszcze raz."
PUBLISHED = "Ta wartość jest już opublikowana. Zmienia ją tylko korekta z podanym powodem."
ONE_OWN = "Wartość sprawdza inna osoba niż ta, która ją wpisała."


@transaction.atomic
def enter_value(indicator, span, *, value, status, source="", note="", reason="", by, now) -> IndicatorValue:
    """The draft of a span's value: a new one, the one in the making changed, or a correction of what is published.

    What was checked and is changed wants to be checked again. Nothing changed: nothing is written, nobody's name moves.
    """
    hold_open_years([span.year], by)
    held = hold([indicator.pk], by)[indicator.pk]
    refuse_span(held, span, now)
    entered = dict(zip(ENTERED, (value, status, source.strip(), note.strip()), strict=True))
    row = of_span(held, span).in_the_making().first() or next_revision(held, span)
    entered["reason"] = reason.strip() or row.reason
    if row.pk is None and row.revision > 1:
        refuse_no_correction(of_span(held, span).current().first(), entered)
    elif row.pk and not differs(row, entered):
        return row
    if row.revision > 1:
        entered["reason"] = given(entered["reason"], WHY_CORRECT)
    write(row, entered | UNTOUCHED | {"entered_at": now, "entered_by": by}, by=by, reason=f"wpisano za {span.over}")
    return row


def of_span(indicator, span):
    return indicator.values.filter(year=span.year, unit=span.unit, part=span.part)


def next_revision(indicator, span):
    last = of_span(indicator, span).aggregate(Max("revision"))["revision__max"] or 0
    return IndicatorValue(indicator=indicator, year=span.year, unit=span.unit, part=span.part, revision=last + 1)


def refuse_span(indicator, span, now):
    """Values of another length are only corrected; a span that has not begun has no value."""
    first_day = Span.counted(span.count - 1, span.unit).last_day
    if first_day >= timezone.localtime(now).date():
        raise ValidationError(f"Okres „{span}” jeszcze się nie zaczął.")
    if span.unit != indicator.frequency and not of_span(indicator, span).exists():
        raise ValidationError(f"Wartości tego wskaźnika podaje się za każdy {indicator.get_frequency_display()}.")


def refuse_no_correction(published, entered):
    if published and not differs(published, entered | {"reason": published.reason}):
        raise ValidationError("Taka wartość jest już opublikowana; nie ma czego zmieniać.")


def differs(row, entered):
    return any(getattr(row, name) != value for name, value in entered.items())


def write(row, values, *, by, reason):
    """Stored if the row may bear it; refused in words that people read."""
    for name, value in values.items():
        setattr(row, name, value)
    row.clean_fields(exclude=["indicator", "entered_by", "checked_by", "published_by"])
    row.validate_constraints()
    with acting(by=by, reason=reason):
        row.save()


@transaction.atomic
def delete_draft(value, *, by):
    """Thrown away before anybody published it; what is published stays."""
    row = held_in_the_making(value, by)
    with acting(by=by, reason="usunięto szkic"):
        row.delete()


@transaction.atomic
def check_value(value, *, by, now) -> IndicatorValue:
    """Another person says that the value is right."""
    row = held_in_the_making(value, by)
    if row.state == ValueState.CHECKED:
        raise ValidationError("Tę wartość ktoś już sprawdził.")
    if row.entered_by_id == by.pk:
        raise ValidationError(ONE_OWN)
    checked = {"state": ValueState.CHECKED, "checked_at": now, "checked_by": by, "remark": ""}
    write(row, checked, by=by, reason="sprawdzono")
    return row


@transaction.atomic
def send_back(value, *, remark, by) -> IndicatorValue:
    """Another person says what is wrong; the value is a draft again."""
    remark = given(remark, WHAT_IS_WRONG, "remark")
    row = held_in_the_making(value, by)
    if row.entered_by_id == by.pk:
        raise ValidationError("Własną wartość po prostu popraw; odsyła ją inna osoba.")
    write(row, UNTOUCHED | {"remark": remark}, by=by, reason="odesłano do poprawy")
    return row


@transaction.atomic
def publish_values(values, *, by, now) -> list[IndicatorValue]:
    """Checked values become public, all or none, and their indicators are judged by them."""
    values = list(values)
    if not values:
        raise ValidationError("Nie wskazano żadnej wartości do opublikowania.")
    hold_open_years([value.year for value in values], by)
    indicators = hold([value.indicator_id for value in values], by)
    rows = [stored(value) for value in values]
    for row in rows:
        if row.state != ValueState.CHECKED:
            raise ValidationError(f"Wartości „{row.indicator}” za {row.span.over} nikt jeszcze nie sprawdził.")
    for row in rows:
        write(
            row, {"state": ValueState.PUBLISHED, "published_at": now, "published_by": by}, by=by, reason="opublikowano"
        )
    for pk in sorted(indicators):
        judge_indicator(indicators[pk], now=now, today=timezone.localtime(now).date())
    redraw(indicators)
    return rows


def held_in_the_making(value, by):
    """The value as it is stored now, held with its year and its indicator."""
    hold_open_years([value.year], by)
    hold([value.indicator_id], by)
    return stored(value)


def stored(value):
    """Its row, if it is still what the caller saw and nobody has published it."""
    row = IndicatorValue.objects.select_related("indicator").filter(pk=value.pk).first()
    if row is None:
        raise ValidationError(GONE)
    if row.is_published:
        raise ValidationError(PUBLISHED)
    if any(getattr(row, name) != getattr(value, name) for name in SEEN):
        raise ValidationError(CHANGED)
    return row
