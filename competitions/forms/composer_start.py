"""How a draft begins: from a row of the schedule, as a copy of an earlier competition, or empty."""

from django import forms

from competitions.forms.composer import departments_of
from competitions.models import Competition

ENTRY, COPY, EMPTY = "pozycja", "kopia", "pusty"


class WayForm(forms.Form):
    """In which of the three ways somebody begins."""

    jak = forms.ChoiceField(choices=[(way, way) for way in (ENTRY, COPY, EMPTY)])

    @property
    def way(self):
        return self.cleaned_data["jak"] if self.is_valid() else ENTRY


class FromEntryForm(forms.Form):
    """The row and the department whose button was pressed: „17-3”. `offered`: {that: (entry, department)}."""

    pozycja = forms.ChoiceField(
        error_messages={
            "required": "Wybierz pozycję harmonogramu.",
            "invalid_choice": "Tej pozycji nie ma już w harmonogramie Twojego wydziału. Wybierz inną.",
        }
    )

    def __init__(self, data=None, *, offered):
        super().__init__(data)
        self.offered = offered
        self.fields["pozycja"].choices = [(key, key) for key in offered]

    @property
    def chosen(self):
        return self.offered[self.cleaned_data["pozycja"]]


class CopyForm(forms.Form):
    """Which competition to copy and for which year."""

    says_optional = False

    konkurs = forms.ModelChoiceField(
        label="Konkurs do skopiowania",
        queryset=Competition.objects.none(),
        empty_label="– wybierz –",
        error_messages={
            "required": "Wybierz konkurs.",
            "invalid_choice": "Tego konkursu nie ma. Wybierz inny z listy.",
        },
        widget=forms.Select({"class": "wide-select"}),
    )
    rok = forms.IntegerField(
        label="Rok budżetowy nowego konkursu",
        min_value=2004,
        max_value=2100,
        error_messages={"required": "Podaj rok budżetowy nowego konkursu."},
    )

    def __init__(self, data=None, *, copyable, **kwargs):
        super().__init__(data, use_required_attribute=False, **kwargs)
        self.fields["konkurs"].queryset = copyable
        self.fields["konkurs"].label_from_instance = lambda row: f"{row.year}: {row}"


class EmptyForm(forms.ModelForm):
    """The least that a competition has."""

    says_optional = False

    class Meta:
        model = Competition
        fields = ["title", "year", "department"]
        widgets = {"title": forms.TextInput({"class": "wide"})}
        error_messages = {
            "title": {"required": "Podaj tytuł konkursu."},
            "year": {"required": "Podaj rok budżetowy."},
            "department": {"required": "Wybierz wydział."},
        }

    def __init__(self, data=None, *, user, today, **kwargs):
        super().__init__(data, use_required_attribute=False, **kwargs)
        departments = departments_of(user, today)
        self.fields["department"].queryset = departments
        if len(departments) == 1:
            self.initial["department"] = departments[0]
            self.fields["department"].empty_label = None
