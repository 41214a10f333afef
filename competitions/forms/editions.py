"""Forms around an edition: releasing it, beginning a year, adding the departments' parts."""

from django import forms

from competitions.forms.fields import DayInput
from competitions.models import Schedule
from leszno_ngo.models import Department

TITLE = "Planowany harmonogram ogłaszania otwartych konkursów ofert w {year} roku"


class ReleaseForm(forms.ModelForm):
    """The day and the person an edition goes out with; with concerns, also that it goes out despite them.

    `before`: the edition released last in the year, or None. `despite`: what is left open, in words; "": nothing.
    """

    accepted = forms.BooleanField(
        error_messages={"required": "Zaznacz, że wydajesz harmonogram mimo to, albo najpierw dokończ pracę."}
    )

    class Meta:
        model = Schedule
        fields = ["as_of", "responsible"]
        widgets = {"as_of": DayInput}

    def __init__(self, *args, today, before, despite, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["as_of"].required = True
        self.fields["as_of"].error_messages["required"] = "Podaj „stan na dzień”."
        self.fields["as_of"].help_text = "Dzień, na który dane są aktualne; nie późniejszy niż dzisiaj."
        self.fields["as_of"].widget.attrs["max"] = today.isoformat()
        if before:
            self.fields["as_of"].widget.attrs["min"] = before.as_of.isoformat()
        self.fields["responsible"].widget.attrs["size"] = 40
        if despite:
            self.fields["accepted"].label = f"Wydaję mimo to: {despite}."
        else:
            del self.fields["accepted"]


class NewScheduleForm(forms.ModelForm):
    """The first edition of a year that has none; a title left empty is made from the year."""

    title = forms.CharField(
        label="Tytuł",
        max_length=300,
        required=False,
        help_text=f"Możesz zostawić puste; powstanie: „{TITLE.format(year='…')}”.",
        widget=forms.TextInput(attrs={"size": 60}),
    )

    class Meta:
        model = Schedule
        fields = ["year", "title"]

    def clean(self):
        cleaned = super().clean()
        if "year" in cleaned and not cleaned.get("title", "").strip():
            cleaned["title"] = TITLE.format(year=cleaned["year"])
        return cleaned


class DepartmentChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, department):
        return f"{department.name} ({department.short_name})" if department.short_name else department.name


class PartsForm(forms.Form):
    """Departments that are to have a part of their own."""

    departments = DepartmentChoices(
        label="Wydziały",
        queryset=Department.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Zaznacz co najmniej jeden wydział.",
            "invalid_choice": "Ten wydział ma już swoją część albo nie istnieje. Odśwież stronę.",
        },
    )

    def __init__(self, *args, schedule, today, **kwargs):
        super().__init__(*args, **kwargs)
        present = Department.objects.filter(schedule_sections__schedule=schedule)
        self.fields["departments"].queryset = Department.objects.valid_on(today).exclude(pk__in=present)
