"""What a progress report is about: a strategy or one of its goals, and a day."""

import textwrap

from django import forms

from strategy.models import Goal, Strategy


class IssueReportForm(forms.Form):
    """The act itself refuses a day to come and a goal of another strategy."""

    strategy = forms.ModelChoiceField(
        label="Strategia",
        queryset=Strategy.objects.public(),
        empty_label="wybierz",
        error_messages={"required": "Wybierz strategię."},
    )
    goal = forms.ModelChoiceField(
        label="Tylko jeden cel",
        queryset=Goal.objects.public().select_related("strategy"),
        required=False,
        empty_label="cała strategia",
        help_text="Nieobowiązkowe. Bez wyboru sprawozdanie obejmuje całą strategię.",
    )
    as_of = forms.DateField(
        label="Stan na dzień",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Wejdą wartości i oceny opublikowane do końca tego dnia.",
        error_messages={"required": "Podaj dzień.", "invalid": "Podaj dzień, na przykład 31.12.2025."},
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goal"].label_from_instance = name_of_goal
        self.fields["as_of"].widget.attrs["max"] = today.isoformat()
        self.fields["as_of"].initial = today


def name_of_goal(goal):
    """Short enough for a choice; the strategy is told behind it, for two may have a goal of the same numeral."""
    name, strategy = textwrap.shorten(str(goal), 60, placeholder="…"), goal.strategy.title
    return f"{name} ({textwrap.shorten(strategy, 30, placeholder='…')})"
