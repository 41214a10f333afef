"""What visitors may ask of the schedule, of competitions and of their results."""

from urllib.parse import urlencode

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from competitions.choices import CompetitionState, EntryState, ResultState
from competitions.models import Competition, PriorityArea
from leszno_ngo.models import Department


def row_of_fields(*names, label):
    """A form in the address, with these fields; a page's number is no field and starts anew."""
    helper = FormHelper()
    helper.form_method, helper.form_class, helper.attrs = "get", "filters", {"aria-label": label}
    helper.layout = Layout(*names, Submit("", "Pokaż"))
    return helper


def area_field():
    return forms.ModelChoiceField(
        label="Obszar",
        queryset=PriorityArea.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="wszystkie",
        error_messages={"invalid_choice": "Nie ma takiego obszaru. Wybierz obszar z listy."},
    )


def department_field():
    return forms.ModelChoiceField(
        label="Wydział",
        queryset=Department.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="wszystkie",
        error_messages={"invalid_choice": "Nie ma takiego wydziału. Wybierz wydział z listy."},
    )


def state_field(choices):
    return forms.ChoiceField(
        label="Stan",
        choices=[("", "wszystkie"), *choices],
        required=False,
        error_messages={"invalid_choice": "Nie ma takiego stanu. Wybierz stan z listy."},
    )


class ScheduleFilterForm(forms.Form):
    """Narrows an edition's rows to an area, a department or a state; everything may stay empty."""

    says_optional = False

    obszar = area_field()
    wydzial = department_field()
    stan = state_field(EntryState.choices)

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
        return query_of(self)


def query_of(form, *without):
    """The rightly chosen values of a validated form as the end of an address, without those of these names."""
    chosen = {name: form.data[name] for name, value in form.cleaned_data.items() if value and name not in without}
    return f"?{urlencode(chosen)}" if chosen else ""


class CompetitionFilterForm(forms.Form):
    """Narrows the list of competitions; everything may stay empty. A page out of range shows the nearest one."""

    says_optional = False

    szukaj = forms.CharField(label="Słowa", max_length=100, required=False)
    stan = state_field([choice for choice in CompetitionState.choices if choice[0] != CompetitionState.DRAFT])
    rok = forms.TypedChoiceField(
        label="Rok budżetowy",
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Z tego roku nie ma konkursów. Wybierz rok z listy."},
    )
    obszar = area_field()
    wydzial = department_field()
    strona = forms.CharField(required=False)  # of the list below, whose links name it
    helper = row_of_fields("szukaj", "stan", "rok", "obszar", "wydzial", label="Zawężanie listy konkursów")

    def __init__(self, data):
        super().__init__(data)
        public = Competition.objects.public()
        years = public.order_by("-year").values_list("year", flat=True).distinct()
        self.fields["rok"].choices = [("", "wszystkie"), *((year, year) for year in years)]
        self.fields["obszar"].queryset = PriorityArea.objects.filter(competitions__in=public).distinct()
        self.fields["wydzial"].queryset = Department.objects.filter(competitions__in=public).distinct()

    def apply(self, competitions):
        """Those asked for, after with_state; an answer that does not fit narrows nothing and is told at its field."""
        self.full_clean()
        chosen = self.cleaned_data
        fields = {"stan": "state_at_moment", "rok": "year", "obszar": "area", "wydzial": "department"}
        exact = {field: chosen[name] for name, field in fields.items() if chosen.get(name)}
        return competitions.filter(**exact).with_words(chosen.get("szukaj", ""))

    def query(self):
        """What was rightly chosen but the page, as the end of an address; "" when nothing was. After apply."""
        return query_of(self, "strona")


class ResultsFilterForm(forms.Form):
    """Narrows the results of a year; everything may stay empty."""

    says_optional = False

    szukaj = forms.CharField(label="Oferent, zadanie albo konkurs", max_length=100, required=False)
    stan = forms.ChoiceField(
        label="Wynik",
        choices=[("", "wszystkie"), *ResultState.choices],
        required=False,
        error_messages={"invalid_choice": "Nie ma takiego wyniku. Wybierz wynik z listy."},
    )
    obszar = area_field()
    wydzial = department_field()
    strona = forms.CharField(required=False)
    helper = row_of_fields("szukaj", "stan", "obszar", "wydzial", label="Zawężanie wyników")

    def __init__(self, data, *, competitions):
        super().__init__(data)
        self.fields["obszar"].queryset = PriorityArea.objects.filter(competitions__in=competitions).distinct()
        self.fields["wydzial"].queryset = Department.objects.filter(competitions__in=competitions).distinct()

    def apply(self, results):
        """The offers asked for; an answer that does not fit narrows nothing and is told at its field."""
        self.full_clean()
        chosen = self.cleaned_data
        fields = {"stan": "state", "obszar": "competition__area", "wydzial": "competition__department"}
        exact = {field: chosen[name] for name, field in fields.items() if chosen.get(name)}
        return results.filter(**exact).with_words(chosen.get("szukaj", ""))

    def query(self):
        """What was rightly chosen but the page, as the end of an address; "" when nothing was. After apply."""
        return query_of(self, "strona")
