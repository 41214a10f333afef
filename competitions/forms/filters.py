"""What visitors may ask of the schedule, of competitions and of their results."""

from django import forms

from competitions.choices import CompetitionState, EntryState, ResultState
from competitions.models import Competition, PriorityArea
from leszno_ngo.filters import FilterForm, department_field, page_field, row_of_fields
from leszno_ngo.models import Department


def area_field():
    return forms.ModelChoiceField(
        label="Obszar",
        queryset=PriorityArea.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="wszystkie",
        error_messages={"invalid_choice": "Nie ma takiego obszaru. Wybierz obszar z listy."},
    )


def state_field(choices):
    return forms.ChoiceField(
        label="Stan",
        choices=[("", "wszystkie"), *choices],
        required=False,
        error_messages={"invalid_choice": "Nie ma takiego stanu. Wybierz stan z listy."},
    )


class ScheduleFilterForm(FilterForm):
    """Narrows an edition's rows to an area, a department or a state."""

    obszar = area_field()
    wydzial = department_field()
    stan = state_field(EntryState.choices)

    def __init__(self, data, *, schedule):
        super().__init__(data)
        self.fields["obszar"].queryset = PriorityArea.objects.filter(entries__section__schedule=schedule).distinct()
        self.fields["wydzial"].queryset = Department.objects.filter(schedule_sections__schedule=schedule).distinct()

    def apply(self, entries):
        """The rows asked for, after with_state."""
        return entries.filter(**self.equal(obszar="area", wydzial="section__departments", stan="state_on_day"))


class CompetitionFilterForm(FilterForm):
    """Narrows the list of competitions."""

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
    strona = page_field()
    helper = row_of_fields("szukaj", "stan", "rok", "obszar", "wydzial", label="Zawężanie listy konkursów")

    def __init__(self, data):
        super().__init__(data)
        public = Competition.objects.public()
        years = public.order_by("-year").values_list("year", flat=True).distinct()
        self.fields["rok"].choices = [("", "wszystkie"), *((year, year) for year in years)]
        self.fields["obszar"].queryset = PriorityArea.objects.filter(competitions__in=public).distinct()
        self.fields["wydzial"].queryset = Department.objects.filter(competitions__in=public).distinct()

    def apply(self, competitions):
        """Those asked for, after with_state."""
        exact = self.equal(stan="state_at_moment", rok="year", obszar="area", wydzial="department")
        return competitions.filter(**exact).with_words(self.cleaned_data.get("szukaj", ""))


class ResultsFilterForm(FilterForm):
    """Narrows the results of a year."""

    szukaj = forms.CharField(label="Oferent, zadanie albo konkurs", max_length=100, required=False)
    stan = forms.ChoiceField(
        label="Wynik",
        choices=[("", "wszystkie"), *ResultState.choices],
        required=False,
        error_messages={"invalid_choice": "Nie ma takiego wyniku. Wybierz wynik z listy."},
    )
    obszar = area_field()
    wydzial = department_field()
    strona = page_field()
    helper = row_of_fields("szukaj", "stan", "obszar", "wydzial", label="Zawężanie wyników")

    def __init__(self, data, *, competitions):
        super().__init__(data)
        self.fields["obszar"].queryset = PriorityArea.objects.filter(competitions__in=competitions).distinct()
        self.fields["wydzial"].queryset = Department.objects.filter(competitions__in=competitions).distinct()

    def apply(self, results):
        """The offers asked for."""
        exact = self.equal(stan="state", obszar="competition__area", wydzial="competition__department")
        return results.filter(**exact).with_words(self.cleaned_data.get("szukaj", ""))
