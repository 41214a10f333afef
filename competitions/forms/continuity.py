"""What an official says of a year's tasks: which earlier one each continues, or that it is new."""

from itertools import groupby

from django import forms

from competitions.lineage import NEW_TASK

STALE = (
    "Ktoś rozstrzygnął w tym czasie część tych zadań. Zapisanych rozstrzygnięć nie zmieniono: sprawdź listę i wybierz "
    "ponownie."
)


class StepForm(forms.Form):
    """Which of the page's forms was sent."""

    SAME, REWORDED, UNDO = "to-samo", "inne", "cofnij"

    krok = forms.ChoiceField(choices=[(step, step) for step in (SAME, REWORDED, UNDO)])


class SameWordsForm(forms.Form):
    """Tasks to be joined to the earlier ones of equal words. `pairs`: [(task, earlier task)]."""

    zadania = forms.MultipleChoiceField(
        label="Zadania o tym samym brzmieniu",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Zaznacz zadania, które chcesz połączyć.", "invalid_choice": STALE},
    )

    def __init__(self, data=None, *, pairs):
        super().__init__(data)
        self.pairs = {str(task.pk): (task, before) for task, before in pairs}
        self.fields["zadania"].choices = [(key, str(task)) for key, (task, _) in self.pairs.items()]
        self.fields["zadania"].initial = list(self.pairs)

    def decisions(self):
        return dict(self.pairs[key] for key in self.cleaned_data["zadania"])


class RewordedForm(forms.Form):
    """One choice a task: undecided, new, or one of the earlier tasks. `rows`: [(task, [Candidate])].

    `everything`: all earlier tasks, to choose from instead of the candidates.
    """

    def __init__(self, data=None, *, rows, everything=()):
        super().__init__(data)
        self.offers_everything = bool(everything)
        self.rows = {f"zadanie-{task.pk}": (task, found) for task, found in rows}
        self.earlier = {str(one.task.pk): one.task for _, found in rows for one in found}
        self.earlier |= {str(task.pk): task for task in everything}
        for name, (task, found) in self.rows.items():
            offered = by_area(everything) if everything else [(str(one.task.pk), told(one)) for one in found]
            self.fields[name] = forms.ChoiceField(
                label=str(task),
                choices=[("", "jeszcze nie rozstrzygam"), *offered, (NEW_TASK, "nowe zadanie: nie kontynuuje żadnego")],
                help_text=task.area.name,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": STALE},
            )

    def clean(self):
        known = {*self.fields, "krok", "csrfmiddlewaretoken"}
        if any(value for name, value in self.data.items() if name not in known):
            raise forms.ValidationError(STALE)
        return self.cleaned_data

    def decisions(self):
        """{task: earlier task or NEW_TASK} of what was decided."""
        chosen = ((task, self.cleaned_data[name]) for name, (task, _) in self.rows.items())
        return {task: self.earlier.get(value, NEW_TASK) for task, value in chosen if value}


class UndoForm(forms.Form):
    """A decision to take back. `decided`: the tasks it may be."""

    zadanie = forms.ChoiceField(error_messages={"required": STALE, "invalid_choice": STALE})

    def __init__(self, data=None, *, decided):
        super().__init__(data)
        self.decided = {str(task.pk): task for task in decided}
        self.fields["zadanie"].choices = [(key, key) for key in self.decided]

    def decisions(self):
        return {self.decided[self.cleaned_data["zadanie"]]: None}


class ChosenTaskForm(forms.Form):
    """The one task for which every earlier one is to be offered."""

    zadanie = forms.IntegerField(required=False, min_value=1)


def told(candidate):
    return f"{candidate.task} – wspólne słowa: {', '.join(candidate.shared)}"


def by_area(tasks):
    """Choices under the names of their areas."""
    in_order = sorted(tasks, key=lambda task: (task.area.name, task.position))
    return [
        (name, [(str(task.pk), str(task)) for task in of_area])
        for name, of_area in groupby(in_order, key=lambda task: task.area.name)
    ]
