"""Many values at once, from a screen or a spreadsheet: all or none, and nobody's words written over."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from leszno_ngo.templatetags.leszno import plural
from strategy.collecting import WantedValue, collected, slots_of
from strategy.models import Indicator
from strategy.publishing.guarding import hold, hold_open_years
from strategy.publishing.values import delete_draft, enter_value


class Overtaken(ValidationError):  # noqa: N818 - it is an answer, not a fault
    """Somebody changed the same values meanwhile; nothing was written."""

    def __init__(self, wanted):
        words = plural(len(wanted), "tę samą wartość,te same wartości,te same wartości")
        super().__init__(f"Ktoś inny zmienił w międzyczasie {words}. Niczego nie zapisano.")


@transaction.atomic
def enter_values(wanted: list[WantedValue], *, by, now) -> int:
    """All of them or none; how many were written or removed."""
    hold_open_years([each.span.year for each in wanted], by)
    hold([each.indicator.pk for each in wanted], by)
    stored = stored_slots(wanted, now)
    if overtaken := [each for each in wanted if fingerprint(stored, each) != each.seen]:
        raise Overtaken(overtaken)
    for each in wanted:
        with naming(each):
            enter(each, stored, by, now)
    return len(wanted)


def stored_slots(wanted, now):
    """{key: slot} as they are stored now."""
    today, found = timezone.localtime(now).date(), {}
    for year in {each.span.year for each in wanted}:
        numbers = [each.indicator.pk for each in wanted if each.span.year == year]
        indicators = collected(Indicator.objects.filter(pk__in=numbers), year)
        found |= {slot.key: slot for slot in slots_of(indicators, year, today)}
    return found


def fingerprint(stored, each):
    return stored[each.key].fingerprint if each.key in stored else ""


def enter(each, stored, by, now):
    if each.entry is None:
        delete_draft(stored[each.key].making, by=by)
    else:
        enter_value(each.indicator, each.span, **each.entry, by=by, now=now)


@contextmanager
def naming(each):
    """A refusal says which value it is about."""
    try:
        yield
    except ValidationError as refusal:
        raise ValidationError([f"{each.place}: {message}" for message in refusal.messages]) from refusal
