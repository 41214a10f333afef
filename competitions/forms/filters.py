"""What visitors may ask of the schedule."""

from urllib.parse import urlencode

from django import forms

from competitions.choices import EntryState
from competitions.models import PriorityArea
from leszno_ngo.models import Department


class ScheduleFilterForm(forms.Form):
    """Narrows an edition's rows to an area, a department or a state; everything may stay empty."""

    says_optional = False

    obszar = forms.ModelChoiceField(
        label="Obszar",
        queryset=PriorityArea.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="wszystkie",
        error_messages={"invalid_choice": "Nie ma takiego obszaru. Wybierz obszar z listy."},
    )
    wydzial = forms.ModelChoiceField(
        label="Wydział",
        queryset=Department.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="wszystkie",
        error_messages={"invalid_choice": "Nie ma takiego wydziału. Wybierz wydział z listy."},
    )
    stan = forms.ChoiceField(
        label="Stan",
        choices=[("", "wszystkie"), *EntryState.choices],
        required=False,
        error_messages={"invalid_choice": "Nie ma takiego stanu. Wybierz stan z listy."},
    )

    def __init__(self, data, *, schedule):
        super().__init__(data)
        self.fields["obszar"].queryset = PriorityArea.objects.filter(entries__section__schedule=schedule).distinct()
        self.fields["wydzial"].queryset = Department.objects.filter(schedule_sections__schedule=schedule).distinct()

    def apply(self, entries):
        """The rows asked for; an answer that does not fit the form narrows nothing and is told beside its field."""
        self.full_clean()
        chosen = self.cleaned_data
        if chosen.get("obszar"):
            entries = entries.filter(area=chosen["obszar"])
        if chosen.get("wydzial"):
            entries = entries.filter(section__departments=chosen["wydzial"])
        if chosen.get("stan"):
            entries = entries.filter(state_on_day=chosen["stan"])
        return entries

    def query(self):
        """What was rightly chosen, as the end of an address; "" when nothing was. After apply."""
        chosen = {name: self.data[name] for name, value in self.cleaned_data.items() if value}
        return f"?{urlencode(chosen)}" if chosen else ""
