"""Which two editions of a year to compare."""

from django import forms

from leszno_ngo.templatetags.leszno import day

NO_SUCH = "Nie ma takiego wydania. Wybierz wydanie z listy."


class EditionsForm(forms.Form):
    """Two released editions of one year, the newest and the one before it unless asked otherwise."""

    says_optional = False

    od = forms.TypedChoiceField(label="Od wydania", coerce=int, error_messages={"invalid_choice": NO_SUCH})
    do = forms.TypedChoiceField(label="Do wydania", coerce=int, error_messages={"invalid_choice": NO_SUCH})

    def __init__(self, data, *, editions):
        """`editions`: at least two, the newest first."""
        self.editions = {schedule.edition: schedule for schedule in editions}
        numbers = sorted(self.editions)
        last = next((number for number in numbers[1:] if str(number) == data.get("do")), numbers[-1])
        self.usual = {"od": numbers[numbers.index(last) - 1], "do": last}
        super().__init__({name: data.get(name) or usual for name, usual in self.usual.items()})
        choices = [(number, f"{number}, stan na {day(edition.as_of)}") for number, edition in self.editions.items()]
        for field in self.fields.values():
            field.choices = choices

    def clean(self):
        chosen = super().clean()
        if chosen.get("od") and chosen.get("do") and chosen["od"] >= chosen["do"]:
            self.add_error("od", "Wybierz wydanie wcześniejsze niż to, do którego porównujesz.")
        return chosen

    def chosen(self):
        """(earlier, later); an answer that does not fit the form is told beside its field, and the usual one stands."""
        answers = self.cleaned_data if self.is_valid() else self.usual
        return self.editions[answers["od"]], self.editions[answers["do"]]
