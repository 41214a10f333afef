"""What visitors may ask of the indicators."""

from urllib.parse import urlencode

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.db.models import Q

from leszno_ngo.models import Department
from strategy.choices import Category
from strategy.models import Indicator, Strategy


class IndicatorFilterForm(forms.Form):
    """Narrows the list of indicators; everything may stay empty. A page out of range shows the nearest one."""

    says_optional = False

    strategia = forms.ModelChoiceField(
        label="Strategia",
        queryset=Strategy.objects.public(),
        to_field_name="slug",
        required=False,
        empty_label="wszystkie",
        error_messages={"invalid_choice": "Nie ma takiej strategii. Wybierz strategię z listy."},
    )
    wydzial = forms.ModelChoiceField(
        label="Wydział",
        queryset=Department.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="wszystkie",
        error_messages={"invalid_choice": "Nie ma takiego wydziału. Wybierz wydział z listy."},
    )
    ocena = forms.ChoiceField(
        label="Ocena",
        choices=[("", "wszystkie"), *Category.choices],
        required=False,
        error_messages={"invalid_choice": "Nie ma takiej oceny. Wybierz ocenę z listy."},
    )
    strona = forms.CharField(required=False)  # of the list below, whose links name it

    helper = FormHelper()
    helper.form_method, helper.form_class, helper.attrs = "get", "filters", {"aria-label": "Zawężanie listy wskaźników"}
    helper.layout = Layout("strategia", "wydzial", "ocena", Submit("", "Pokaż"))

    def __init__(self, data):
        super().__init__(data)
        public = Indicator.objects.public()
        answering = Q(indicators__in=public) | Q(strategy_tasks__indicators__in=public)
        self.fields["wydzial"].queryset = Department.objects.filter(answering).distinct()

    def apply(self, indicators):
        """After with_category: those asked for. A wrong answer narrows nothing and is told beside its field."""
        self.full_clean()
        chosen = self.cleaned_data
        if chosen.get("strategia"):
            indicators = indicators.within(chosen["strategia"])
        if chosen.get("wydzial"):
            indicators = indicators.of_departments([chosen["wydzial"]])
        if chosen.get("ocena"):
            indicators = indicators.filter(category=chosen["ocena"])
        return indicators

    @property
    def page(self):
        return self.cleaned_data["strona"]

    def query(self):
        """What was rightly chosen but the page, as the end of an address; "" when nothing was. After apply."""
        chosen = {name: self.data[name] for name, value in self.cleaned_data.items() if value and name != "strona"}
        return f"?{urlencode(chosen)}" if chosen else ""
