"""Forms of the acts of the office with a competition; each also takes the reasons for the warnings gone past."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError

from competitions.choices import AnnulmentReason, LegalSeverity, Place, PublicationSubject
from competitions.forms.fields import AddressField, DayInput, MomentField, MomentInput
from competitions.law.publications import THREE_PLACES
from competitions.models import Amendment, Publication

REASON = "powod-"  # before the key of a warning: the name of the field with the reason for going past it
GIVE_REASON = "Podaj powód, dla którego idziesz dalej mimo tego ostrzeżenia."
MIDNIGHT = "Godzina 00:00 to początek dnia. Wpisz 23:59 dnia poprzedniego albo inną godzinę."


def day_field(label, *, missing, required=True, help_text=""):
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=DayInput,
        error_messages={"required": missing, "invalid": "Wpisz datę, na przykład 22.12.2023."},
    )


def words_field(label, *, missing, help_text=""):
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 70}),
        error_messages={"required": missing},
    )


class ActForm(forms.Form):
    """The findings of the law beside what the act itself asks.

    `findings`: those known before the act. What only the act can find comes with its refusal, see `refuse`. `confirms`:
    what the official says by the mark; without it none is asked.
    """

    def __init__(self, data=None, *, findings=(), confirms="", **kwargs):
        super().__init__(data, **kwargs)
        self.findings = []
        self.know(findings)
        if confirms:
            self.fields["confirmed"] = forms.BooleanField(
                label=confirms,
                error_messages={"required": "Zaznacz to pole, jeśli się zgadza. Bez tego nic się nie stanie."},
            )

    @property
    def own_fields(self):
        """What the act itself asks: neither the reasons nor the mark."""
        return [self[name] for name in self.fields if not name.startswith(REASON) and name != "confirmed"]

    @property
    def wrong_fields(self):
        """For the summary on top, in the order of the page."""
        fields = [*self.own_fields, *(field for _, field in self.warnings)]
        fields += [self["confirmed"]] if "confirmed" in self.fields else []
        return [field for field in fields if field.errors]

    def know(self, findings):
        """Take these findings over: each warning gets a field for the reason."""
        self.findings = list({finding.key: finding for finding in [*self.findings, *findings]}.values())
        for finding in self.with_severity(LegalSeverity.WARNS):
            self.fields.setdefault(
                REASON + finding.key,
                forms.CharField(
                    label="Powód",
                    required=False,  # the act itself asks for it
                    widget=forms.Textarea(
                        attrs={"rows": 2, "cols": 70, "aria-describedby": f"ostrzezenie-{finding.key}"}
                    ),
                ),
            )

    def refuse(self, refusal):
        """Say why the act was refused: its findings with a place for what is missing, else its own words."""
        found = getattr(refusal, "findings", [])
        self.know(found)
        given = self.accepted()
        for finding in found:
            if finding.severity == LegalSeverity.WARNS and finding.key not in given:
                self.add_error(REASON + finding.key, GIVE_REASON)
        words = "Nic się jeszcze nie stało: przeczytaj uwagi poniżej." if found else refusal.messages
        self.add_error(None, ValidationError(words))

    def accepted(self):
        """{key of a warning: the reason for going past it}, of all that were sent."""
        sent = {name.removeprefix(REASON): self.data[name].strip() for name in self.data if name.startswith(REASON)}
        return {key: reason for key, reason in sent.items() if reason}

    def with_severity(self, severity):
        return [finding for finding in self.findings if finding.severity == severity]

    @property
    def blocking(self):
        return self.with_severity(LegalSeverity.BLOCKS)

    @property
    def warnings(self):
        """(warning, the field for its reason)."""
        return [(finding, self[REASON + finding.key]) for finding in self.with_severity(LegalSeverity.WARNS)]

    @property
    def kept(self):
        """Reasons typed for warnings that only the act can find again: sent back with the form."""
        known = {finding.key for finding in self.findings}
        return {REASON + key: reason for key, reason in self.accepted().items() if key not in known}

    @property
    def informing(self):
        return self.with_severity(LegalSeverity.INFORMS)


class InPlacesForm(ActForm):
    """When what the act makes public appears, or has appeared, in each of the three places and in a newspaper."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for place in Place:
            required = place in THREE_PLACES
            self.fields[place.value] = day_field(
                f"Dzień ogłoszenia: {place.label}",
                missing=f"Podaj dzień ogłoszenia w miejscu: {place.label}.",
                required=required,
                help_text="" if required else "Nie liczy się do 21 dni.",
            )

    def told(self):
        """What the act is called with; days of places together."""
        places = {place.value for place in Place}
        own = {field.name: self.cleaned_data[field.name] for field in self.own_fields if field.name not in places}
        return own | {"publications": self.publications(), "accepted": self.accepted()}

    def publications(self):
        """{place: the day entered for it}, of those that are right; once the form was asked whether it is valid."""
        days = {place: self.cleaned_data.get(place.value) for place in Place}
        return {place: day for place, day in days.items() if day}


class AmendForm(InPlacesForm):
    reason = words_field(
        "Powód zmiany",
        missing="Podaj powód zmiany. Zobaczy go każdy, kto czyta ogłoszenie.",
        help_text="Jednym zdaniem: co się zmienia i dlaczego. Będzie widoczny przy ogłoszeniu.",
    )


class DeadlineField(MomentField):
    """Midnight is refused: the end of the day before is meant."""

    def __init__(self, *, label, missing, required=True, help_text=""):
        messages = {
            "required": missing,
            "invalid_date": "Wpisz datę, na przykład 22.12.2023.",
            "invalid_time": "Wpisz godzinę, na przykład 15:30.",
        }
        widget = MomentInput(of=label)
        super().__init__(label=label, required=required, help_text=help_text, widget=widget, error_messages=messages)

    def compress(self, parts):
        if parts and parts[1] == dt.time():
            raise ValidationError(MIDNIGHT)
        return super().compress(parts)


class ExtendForm(InPlacesForm):
    """A later end of the call, as after an outage of the generator, and the moments that may have to move with it."""

    closes_at = DeadlineField(
        label="Nowy koniec naboru", missing="Podaj dzień i godzinę, do których przedłużasz nabór."
    )
    confirmation_due_at = DeadlineField(
        label="Podpisane potwierdzenie do",
        required=False,
        missing="",
        help_text="Puste: zostaje, jak było.",
    )
    decision_due_at = DeadlineField(
        label="Wybór ofert do", required=False, missing="", help_text="Puste: zostaje, jak było."
    )
    reason = words_field(
        "Powód przedłużenia",
        missing="Podaj powód przedłużenia. Zobaczy go każdy na górze ogłoszenia.",
        help_text="Na przykład: awaria generatora ofert 20 grudnia między 9:00 a 15:00. Będzie na górze ogłoszenia.",
    )

    def __init__(self, *args, competition, **kwargs):
        super().__init__(*args, **kwargs)
        if competition.confirmation_due_at is None:
            del self.fields["confirmation_due_at"]


class AnnulForm(InPlacesForm):
    """One of the two reasons of art. 18a(1)."""

    reason = forms.ChoiceField(
        label="Powód unieważnienia",
        choices=AnnulmentReason,
        widget=forms.RadioSelect,
        help_text="Ustawa zna tylko te dwa powody (art. 18a ust. 1).",
        error_messages={"required": "Wybierz powód unieważnienia.", "invalid_choice": "Wybierz jeden z dwóch powodów."},
    )
    submitted_count = forms.IntegerField(
        label="Liczba złożonych ofert",
        min_value=0,
        max_value=32_767,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": "Podaj liczbę złożonych ofert. Gdy nie złożono żadnej, wpisz 0.",
            "invalid": "Wpisz liczbę, na przykład 0 albo 3.",
        },
    )
    note = forms.CharField(
        label="Wyjaśnienie",
        required=False,
        help_text="Będzie w ogłoszeniu o unieważnieniu.",
        widget=forms.Textarea(attrs={"rows": 4, "cols": 70}),
    )


class WithdrawForm(ActForm):
    reason = words_field(
        "Powód wycofania",
        missing="Podaj powód wycofania. Zobaczy go każdy, kto czyta ogłoszenie.",
        help_text="Będzie widoczny na górze ogłoszenia.",
    )

    def told(self):
        return {"reason": self.cleaned_data["reason"]}


class PublicationForm(forms.Form):
    """What one place showed: the day, the address, until when. `competition` says which changes there were."""

    subject = forms.ChoiceField(choices=PublicationSubject, widget=forms.HiddenInput)
    place = forms.ChoiceField(choices=Place, widget=forms.HiddenInput)
    amendment = forms.ModelChoiceField(Amendment.objects.none(), required=False, widget=forms.HiddenInput)
    published_on = day_field("Dzień ogłoszenia", missing="Podaj dzień, w którym ogłoszenie się ukazało.")
    url = AddressField(
        label="Adres",
        required=False,
        max_length=300,
        error_messages={"invalid": "Wpisz cały adres, na przykład https://bip.leszno.pl/konkursy/1."},
    )
    shown_until = day_field("Widoczne do", missing="", required=False)

    def __init__(self, data=None, *, competition, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["amendment"].queryset = competition.amendments.all()

    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("subject") == PublicationSubject.AMENDMENT) != bool(cleaned.get("amendment")):
            raise ValidationError("Nie wiadomo, której zmiany to dotyczy. Odśwież stronę i spróbuj jeszcze raz.")
        first, last = cleaned.get("published_on"), cleaned.get("shown_until")
        if first and last and last < first:
            self.add_error("shown_until", "Ten dzień jest przed dniem ogłoszenia. Popraw jeden z nich.")
        return cleaned

    @classmethod
    def of_row(cls, publication: Publication, **kwargs):
        """Filled with what is planned or recorded."""
        names = ("subject", "place", "amendment", "published_on", "url", "shown_until")
        return cls(initial={name: getattr(publication, name) for name in names}, **kwargs)
