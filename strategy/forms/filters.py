"""What visitors may ask of the indicators."""

from django import forms
from django.db.models import Q

from leszno_ngo.filters import FilterForm, department_field, page_field, row_of_fields
from leszno_ngo.models import Department
from strategy.choices import Category
from strategy.models import Indicator, Strategy


class IndicatorFilterForm(FilterForm):
    """Narrows the list of indicators."""

    strategia = forms.ModelChoiceField(
        label="Strategia",
        queryset=Strategy.objects.public(),
        to_field_name="slug",
        required=False,
        empty_label="wszystkie",
        error_messages={"invalid_choice": "Nie ma takiej strategii. Wybierz strategię z listy."},
    )
    wydzial = department_field()
    ocena = forms.ChoiceField(
        label="Ocena",
        choices=[("", "wszystkie"), *Category.choices],
        required=False,
        error_messages={"invalid_choice": "Nie ma takiej oceny. Wybierz ocenę z listy."},
    )
    strona = page_field()
    helper = row_of_fields("strategia", "wydzial", "ocena", label="Zawężanie listy wskaźników")

    def __init__(self, data):
        super().__init__(data)
        public = Indicator.objects.public()
        answering = Q(indicators__in=public) | Q(strategy_tasks__indicators__in=public)
        self.fields["wydzial"].queryset = Department.objects.filter(answering).distinct()

    def apply(self, indicators):
        """Those asked for, after with_category."""
        chosen = self.answers()
        if "strategia" in chosen:
            indicators = indicators.within(chosen["strategia"])
        if "wydzial" in chosen:
            indicators = indicators.of_departments([chosen["wydzial"]])
        return indicators.filter(**self.equal(ocena="category"))
