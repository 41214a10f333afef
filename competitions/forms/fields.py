"""Fields of the desk's forms: Polish amounts and percents, addresses, a day, and a day with its hour."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import to_current_timezone

from competitions.amounts import one_spaced, parse_amount, shown
from leszno_ngo.templatetags.leszno import number, polish

PERCENT = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")


class AmountInput(forms.TextInput):
    def __init__(self, attrs=None):
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "class": "amount"} | (attrs or {}))


class AmountField(forms.DecimalField):
    """„60 000,00”, „60000”, „60 000 zł”; shown with two decimal places."""

    widget = AmountInput

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        try:
            return self.parsed(str(value))
        except ValueError as refusal:
            raise ValidationError(str(refusal)) from None

    def parsed(self, text):
        return parse_amount(text)

    def prepare_value(self, value):
        return self.shown(value) if isinstance(value, Decimal) else value

    def shown(self, value):
        return polish(value.quantize(Decimal("0.01")))


class PercentField(AmountField):
    """„10”, „7,5”, „10 %”."""

    def parsed(self, text):
        words = one_spaced(text).removesuffix("%").strip()
        if not PERCENT.fullmatch(words):
            raise ValueError(f"„{shown(text)}” to nie procent. Wpisz liczbę, na przykład 10 albo 7,5.")
        return Decimal(words.replace(",", "."))

    def shown(self, value):
        return number(value)


class AddressField(forms.URLField):
    """Of a page; „leszno.pl” is meant as https."""

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", **kwargs)


class DayInput(forms.DateInput):
    """The browser's own field for a date."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class MomentInput(forms.MultiWidget):
    """A Warsaw day and its hour. `of`: what they are of, for screen readers, where no legend says it."""

    def __init__(self, attrs=None, *, of=""):
        names = [f"{of}: {part}" if of else part for part in ("dzień", "godzina")]
        widgets = [part({"aria-label": name}) for part, name in zip((DayInput, HourInput), names, strict=True)]
        super().__init__(widgets, attrs)

    def decompress(self, value):
        local = to_current_timezone(value) if value else None
        return [local.date(), local.time()] if local else [None, None]


class MomentField(forms.SplitDateTimeField):
    """A day without its hour is half a deadline: asked for."""

    widget = MomentInput
    default_error_messages = {
        "invalid_date": "Podaj też dzień, na przykład 22.12.2023.",
        "invalid_time": "Podaj też godzinę, na przykład 12:00.",
    }
