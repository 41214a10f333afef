"""Forms of the ground floor: files that are sent in, „na pewno?”, and codes at signing in."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from leszno_ngo import clock, second_factor
from leszno_ngo.templatetags.leszno import NBSP, plural


class SentFileField(forms.FileField):
    """A file that an official sends in; accept: the endings that a browser offers. An empty one comes through, as its
    reader says better what is wrong with it."""

    default_error_messages = {
        "required": "Wybierz plik.",
        "invalid": "Wybierz plik jeszcze raz: przeglądarka go nie przesłała.",
        "missing": "Wybierz plik.",
    }

    def __init__(self, *, accept, **kwargs):
        super().__init__(allow_empty_file=True, widget=forms.FileInput(attrs={"accept": accept}), **kwargs)


class ConfirmedForm(forms.Form):
    """The page that asks „na pewno?” was answered."""

    confirmed = forms.BooleanField()


class WayBackForm(forms.Form):
    """Where to go after signing in: an address of this portal, else the desk's first page."""

    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, request, **kwargs):
        super().__init__(data, **kwargs)
        self.request = request

    def clean_next(self):
        address, host = self.cleaned_data["next"], self.request.get_host()
        safe = url_has_allowed_host_and_scheme(address, {host}, require_https=self.request.is_secure())
        return address if safe else reverse("admin:index")

    @property
    def way_back(self):
        return self.cleaned_data["next"] if self.is_valid() else reverse("admin:index")


class CodeInput(forms.TextInput):
    """A refused code is not shown again: it is good for nothing."""

    def format_value(self, value):
        return None


class CodeForm(WayBackForm):
    """A code of the account's phone, or one of its recovery codes. What is valid has been used up."""

    code = forms.CharField(
        label="Kod",
        max_length=30,
        help_text="6 cyfr z aplikacji na telefonie albo 10 cyfr kodu zapasowego.",
        error_messages={"required": "Wpisz kod."},
        widget=CodeInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "size": 14}
        ),
    )

    field_order = ["code", "next"]
    lengths = {second_factor.DIGITS_OF_A_PHONE, second_factor.DIGITS_OF_RECOVERY}
    wrong_length = "Wpisz 6 cyfr z aplikacji albo 10 cyfr kodu zapasowego."

    def device_meant_by(self, code):
        return second_factor.device_meant_by(self.request.user, code)

    def clean_code(self):
        code = re.sub(r"[\s-]", "", self.cleaned_data["code"])
        if len(code) not in self.lengths or not (code.isascii() and code.isdigit()):
            raise ValidationError(self.wrong_length)
        return code

    def clean(self):
        """Only when all else is right: a code is good for one time."""
        cleaned = super().clean()
        if not self.errors:
            self.device = self.device_meant_by(cleaned["code"])
            if refusal := refusal_of(self.device, cleaned["code"]):
                self.add_error("code", refusal)
        return cleaned


class ConfirmationForm(CodeForm):
    """The first code of the phone that is being set up."""

    lengths = {second_factor.DIGITS_OF_A_PHONE}
    wrong_length = "Wpisz 6 cyfr, które pokazuje aplikacja."

    def __init__(self, data, *, phone, **kwargs):
        super().__init__(data, **kwargs)
        self.phone = phone
        self.fields["code"].help_text = "6 cyfr, które pokazuje aplikacja."

    def device_meant_by(self, code):
        return self.phone


class SecondFactorForm(CodeForm):
    """What to do with the second factor of one's own account; a fresh code says that it is really oneself."""

    PHONE, CODES, REMOVE = "phone", "codes", "remove"

    act = forms.ChoiceField(
        label="Co chcesz zrobić?",
        widget=forms.RadioSelect,
        error_messages={"required": "Wybierz, co chcesz zrobić."},
    )
    field_order = ["act", "code", "next"]

    def __init__(self, data, *, may_remove, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["act"].choices = [
            (self.PHONE, "przenieść na inny telefon albo do innej aplikacji"),
            (self.CODES, "wydać nowe kody zapasowe (stare przestaną działać)"),
            *([(self.REMOVE, "wyłączyć drugi składnik logowania")] if may_remove else []),
        ]
        del self.fields["code"].widget.attrs["autofocus"]


def refusal_of(device, code):
    """Why the device does not take the code, in words that say what to do; None when it did."""
    if device is None:
        return "Ten kod jest błędny. Przepisz go jeszcze raz."
    if seconds := second_factor.seconds_to_wait(device, clock.real_now()):
        return f"Kod był błędny zbyt wiele razy. Odczekaj {duration(seconds)} i wpisz nowy kod."
    if second_factor.take(device, code):
        return None
    device.refresh_from_db()
    seconds = second_factor.seconds_to_wait(device, clock.real_now())
    return f"Ten kod jest błędny albo już użyty. Poczekaj {duration(seconds)} i wpisz następny."


def duration(seconds):
    """90 → „2 minuty”: whole units, never less than it takes."""
    for size, forms_of_unit in ((3600, "godzinę,godziny,godzin"), (60, "minutę,minuty,minut")):
        if seconds >= size:
            count = -(-seconds // size)
            return f"{count}{NBSP}{plural(count, forms_of_unit)}"
    return f"{seconds}{NBSP}{plural(seconds, 'sekundę,sekundy,sekund')}"
