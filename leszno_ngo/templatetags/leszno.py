"""Template filters: values in, Polish words out. Built into every template; plain functions for Python too.

Spaces inside numbers, dates and amounts are no-break spaces (U+00A0), so that a line never ends before „zł” or „r.”.
"""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils import timezone
from django.utils.html import format_html

from leszno_ngo import formatting
from leszno_ngo.terms import Kind, Term, describe

register = template.Library()
register.filter("formatted", formatting.formatted)  # an official's text as written
register.filter("sanitised", formatting.sanitised)  # the same kept as HTML

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
NOT_STATED = "nie podano"
NO_DATA = "brak danych"
MONTHS = (
    *("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca"),
    *("sierpnia", "września", "października", "listopada", "grudnia"),
)
WEEKDAYS = ("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela")
WORDS_OF_KIND = {
    Kind.CONTINUOUS: "na bieżąco, bez daty końcowej",
    Kind.NOT_PLANNED: "nie zaplanowano ogłoszenia",
    Kind.OTHER_PROCEDURE: "poza otwartym konkursem ofert",
    Kind.RELATIVE: "zależy od innego zdarzenia, bez daty",
    Kind.UNPARSED: "termin nieodczytany",
}


def polish(value: Decimal) -> str:
    """Digits in threes, a comma and a real minus sign."""
    return f"{value:,f}".replace(",", NBSP).replace(".", ",").replace("-", MINUS)


def decimal(value) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


@register.filter
def number(value) -> str:
    """Decimal("-2404.50") → „−2 404,5”; None → „brak danych”."""
    if value is None:
        return NO_DATA
    value = decimal(value)
    if value == value.to_integral_value():
        return polish(value.quantize(Decimal(1)).copy_abs() if value == 0 else value.quantize(Decimal(1)))
    return polish(value).rstrip("0")


@register.filter
def zloty(amount) -> str:
    """Decimal("10500.5") → „10 500,50 zł”; whole amounts without grosze; None → „nie podano”."""
    if amount is None:
        return NOT_STATED
    amount = decimal(amount).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if amount == amount.to_integral_value():
        return f"{number(amount)}{NBSP}zł"
    return f"{polish(amount)}{NBSP}zł"


@register.filter
def day(value) -> str:
    """A date, or the Warsaw date of a moment → „5 stycznia 2024 r.”; None → „nie podano”."""
    if value is None:
        return NOT_STATED
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value)
    return f"{day_and_month(value)} {value.year}{NBSP}r."


def day_and_month(date) -> str:
    return f"{date.day}{NBSP}{MONTHS[date.month - 1]}"


@register.filter
def deadline(moment) -> str:
    """An aware moment → „piątek, 5 stycznia 2024 r., godz. 15:30” in Warsaw; None → „nie podano”."""
    if moment is None:
        return NOT_STATED
    local = timezone.localtime(moment)
    return f"{WEEKDAYS[local.weekday()]}, {day(local)}, godz.{NBSP}{local:%H:%M}"


@register.filter
def left(moment, now) -> str:
    """How far a deadline is: „dziś ostatni dzień”, „jutro ostatni dzień”, „zostało 5 dni”; "" when it has passed."""
    if moment is None or moment < now:
        return ""
    days = (timezone.localtime(moment).date() - timezone.localtime(now).date()).days
    if days < 2:
        return f"{'jutro' if days else 'dziś'} ostatni dzień"
    return f"{plural(days, 'został,zostały,zostało')} {days}{NBSP}dni"


@register.filter
def plural(n, forms) -> str:
    """The form that goes with n: „konkurs,konkursy,konkursów”.

    A fraction takes the fourth form, the genitive singular („1,5 konkursu”), where it is given, else the third.
    """
    forms = [form.strip() for form in forms.split(",")] if isinstance(forms, str) else list(forms)
    n = abs(decimal(n))
    if n != n.to_integral_value():
        return forms[-1]
    if n == 1:
        return forms[0]
    return forms[1] if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else forms[2]


@register.filter
def filesize_pl(size) -> str:
    """Bytes → „120 kB”, „1,2 MB” (thousands, as the sign k says); None → „nie podano”."""
    if size is None:
        return NOT_STATED
    size = decimal(size)
    if size < 1000:
        return f"{number(size)}{NBSP}B"
    kilobytes = (size / 1000).quantize(Decimal(1), ROUND_HALF_UP)
    if kilobytes < 1000:
        return f"{number(kilobytes)}{NBSP}kB"
    return f"{number((size / 1_000_000).quantize(Decimal('0.1'), ROUND_HALF_UP))}{NBSP}MB"


@register.filter
def term(value: Term) -> str:
    """The planned term in the portal's words, as describe() says it."""
    return describe(value)


@register.filter
def term_dates(value: Term) -> str:
    """The days that a planned term was understood as: „od 1 do 31 grudnia 2023 r.”."""
    if value.kind in WORDS_OF_KIND and not (value.start and value.end):
        return WORDS_OF_KIND[value.kind]
    if value.start == value.end:
        return day(value.start)
    if value.start is None:
        return f"do {day(value.end)}"
    if value.end is None:
        return f"od {day(value.start)}"
    return f"od {beginning(value.start, value.end)} do {day(value.end)}"


def beginning(start, end) -> str:
    """The first day, without what it shares with the last one."""
    if (start.year, start.month) == (end.year, end.month):
        return str(start.day)
    return day_and_month(start) if start.year == end.year else day(start)


@register.simple_tag(takes_context=True)
def current(context, href):
    """aria-current for a link of the menu: the page itself, or the section that the page belongs to."""
    path = context["request"].path if "request" in context else ""
    if not href or not path.startswith(href):
        return ""
    return format_html(' aria-current="{}"', "page" if path == href else "true")


@register.filter
def percent(value) -> str:
    """Decimal("84.25") → „84,3%”, half up, without an empty tenth; None → „brak danych”."""
    if value is None:
        return NO_DATA
    return f"{number(decimal(value).quantize(Decimal('0.1'), ROUND_HALF_UP))}%"
