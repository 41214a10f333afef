"""Template filters for what indicators measure: numbers with the right form of their unit, targets in words."""

from django import template

from leszno_ngo.templatetags.leszno import NO_DATA
from strategy import figures
from strategy.units import Unit

register = template.Library()
register.filter("target_words", figures.target_words)


@register.filter
def unit(text) -> str:
    """An indicator's unit in one word, for a heading: „osoba,osoby,osób” → „osoby”."""
    return Unit(text).name


@register.filter
def in_unit(value, text) -> str:
    """Decimal("3788") in „osoba,osoby,osób” → „3 788 osób”; None → „brak danych”."""
    return NO_DATA if value is None else Unit(text).of(value)


@register.filter
def sentence(words) -> str:
    """A fact as a sentence: a capital letter, and one full stop also after „proc.”."""
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."
