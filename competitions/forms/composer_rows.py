"""The rows of an announcement's sections: money, criteria, earlier tasks, days of publication, attachments.

A stored row is found by its number: one that somebody else removed meanwhile comes back, and hits no other.
"""

from functools import partial

from django import forms
from django.utils.text import capfirst

from competitions import composing
from competitions.choices import Place, PublicationSubject
from competitions.forms.fields import AddressField, AmountField, DayInput
from competitions.models import Attachment, Criterion, FundingLine, PriorityTask, Publication, SimilarTask

MOST_ROWS = 200
ORDER = {"label": "Kolejność", "min_value": 1, "max_value": 999, "required": False}
MONEY = dict.fromkeys(("planned", "allotted_before", "paid_before", "total_cost", "allotted", "paid"), AmountField)


class RowForm(forms.ModelForm):
    """One row; a new one in which nothing was written is none."""

    says_optional = False

    def __init__(self, *args, competition, **kwargs):
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)
        self.instance.competition = competition

    @property
    def is_removed(self):
        return bool(self.is_bound and "usun" in self.fields and self["usun"].data)

    @property
    def is_wanted(self):
        """Whether it is to be stored: written in, and not ticked to go."""
        return not self.is_removed and (self.instance.pk is not None or self.has_changed())


class EditableRowForm(RowForm):
    """A row that has a place among others and can be removed."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    position = forms.IntegerField(**ORDER, widget=forms.NumberInput(attrs={"class": "short"}))
    usun = forms.BooleanField(label="Usuń ten wiersz", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["pk"] = self.instance.pk
        if self.instance.pk is None:
            del self.fields["usun"]


class FundingLineForm(EditableRowForm):
    class Meta:
        model = FundingLine
        fields = ["position", "task", "task_title", "year", "planned", "allotted_before", "paid_before"]
        field_classes = MONEY
        widgets = {"task_title": forms.Textarea({"rows": 2})}
        labels = {"task": "Zadanie priorytetowe", "task_title": "Nazwa zadania w ogłoszeniu"}
        help_texts = {"task_title": "Puste: jak zadanie priorytetowe."}

    def __init__(self, *args, tasks, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["task"].choices = tasks
        self.fields["task"].widget.attrs["class"] = "wide-select"
        self.fields["task_title"].required = False

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("task_title") and cleaned.get("task"):
            cleaned["task_title"] = cleaned["task"].title
        elif not cleaned.get("task_title"):
            self.add_error("task_title", "Wybierz zadanie priorytetowe albo wpisz nazwę zadania.")
        return cleaned


class CriterionForm(EditableRowForm):
    class Meta:
        model = Criterion
        fields = ["position", "kind", "text", "points"]
        widgets = {"text": forms.Textarea({"rows": 3}), "points": forms.NumberInput({"class": "short"})}
        error_messages = {
            "kind": {"required": "Wybierz, które to kryterium z ustawy; własne oznacz jako „inne kryterium”."},
            "text": {"required": "Wpisz brzmienie kryterium albo usuń ten wiersz."},
        }


class SimilarTaskForm(EditableRowForm):
    class Meta:
        model = SimilarTask
        fields = ["position", "task_title", "year", "total_cost", "allotted", "paid"]
        field_classes = MONEY
        widgets = {"task_title": forms.Textarea({"rows": 2})}
        error_messages = {"task_title": {"required": "Wpisz nazwę zadania albo usuń ten wiersz."}}


class PublicationForm(RowForm):
    """One of the four places; without its date it is not planned."""

    class Meta:
        model = Publication
        fields = ["published_on", "url", "shown_until"]
        field_classes = {"url": AddressField}
        widgets = {"published_on": DayInput, "shown_until": DayInput}
        labels = {"url": "Adres strony"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.place = Place(self.instance.place)
        self.fields["published_on"].required = False
        self.fields["published_on"].widget.attrs["data-term"] = self.place.value
        if self.place in (Place.NOTICE_BOARD, Place.NEWSPAPER):
            del self.fields["url"]

    @property
    def is_wanted(self):
        return bool(self["published_on"].data if self.is_bound else self.instance.published_on)

    @property
    def is_removed(self):
        return self.is_bound and not any(self[name].data for name in self.fields)

    def clean(self):
        cleaned = super().clean()
        has_more = cleaned.get("url") or cleaned.get("shown_until")
        if has_more and not cleaned.get("published_on") and "published_on" not in self.errors:
            self.add_error("published_on", "Podaj datę ogłoszenia w tym miejscu albo wyczyść resztę pól.")
        return cleaned


class AttachmentRowForm(EditableRowForm):
    class Meta:
        model = Attachment
        fields = ["position", "title"]
        error_messages = {"title": {"required": "Podaj tytuł załącznika."}}


class Rows:
    """All rows of one kind in a section, sent or as they are stored; one more is always there to be written in."""

    form_class = None
    legend, fresh = "Wiersz", "nowy"
    add = "Zapisz i dodaj następny wiersz"
    has_blank = True

    def __init__(self, competition, section, data=None):
        self.competition, self.section, self.data = competition, section, data
        self.stored = {row.pk: row for row in composing.rows_of(competition, section)}
        self.counting = CountForm(data)
        self.forms = self.make_forms()

    def make_forms(self):
        options = {"competition": self.competition, **self.options()}
        if self.data is None:
            rows = [*self.stored.values(), *self.blanks()]
            for place, row in enumerate(rows, start=1):
                row.position = place
        else:
            rows = [self.sent_row(number) for number in range(1, self.counting.count + 1)]
        return [
            self.form_class(self.data, prefix=prefix(number), instance=row, **options)
            for number, row in enumerate(rows, start=1)
        ]

    def sent_row(self, number):
        return self.stored.get(NumberForm(self.data, prefix=prefix(number)).number) or self.blank(number)

    def options(self):
        """What every form of these rows is given."""
        return {}

    def blanks(self):
        return [self.blank(len(self.stored) + 1)] if self.has_blank and len(self.stored) < MOST_ROWS else []

    def blank(self, number):
        return self.form_class._meta.model(position=number, **self.begun())

    def begun(self):
        """What a new row has from the beginning."""
        return {}

    def is_valid(self):
        """Of all rows, so that each says what is wrong with it."""
        return self.counting.is_valid() & all(form.is_valid() for form in self.forms if not form.is_removed)

    @property
    def named(self):
        """[(what the row is called, its form)]."""
        return [(self.name_of(form, number), form) for number, form in enumerate(self.forms, start=1)]

    def name_of(self, form, number):
        return f"{self.legend} {number}" if form.instance.pk else f"{self.legend} {number}, {self.fresh}"

    @property
    def wanted(self):
        return [form for form in self.forms if form.is_wanted]

    def save(self):
        """Store the rows in the order that was given; those that were not sent stay after them."""
        for form in self.forms:
            if form.is_removed and form.instance.pk:
                form.instance.delete()
        wanted = sorted(self.wanted, key=lambda form: form.instance.position or MOST_ROWS)
        for position, form in enumerate(wanted, start=1):
            form.instance.position = position
            form.instance.save()


def prefix(number):
    return f"wiersz{number}"


class NumberForm(forms.Form):
    """Which stored row a sent one is."""

    pk = forms.IntegerField()

    @property
    def number(self):
        return self.cleaned_data["pk"] if self.is_valid() else None


class CountForm(forms.Form):
    """How many rows were sent."""

    wierszy = forms.IntegerField(min_value=0, max_value=MOST_ROWS + 1)

    @property
    def count(self):
        return self.cleaned_data["wierszy"] if self.is_valid() else 0


class FundingLines(Rows):
    form_class = FundingLineForm
    legend, fresh = "Kwota", "nowa"
    add = "Zapisz i dodaj następną kwotę"

    def options(self):
        tasks = PriorityTask.objects.filter(programme__year=self.competition.year).select_related("area")
        own = {task.pk for task in self.competition.tasks.all()} | {row.task_id for row in self.stored.values()}
        listed = {task.pk: task for task in PriorityTask.objects.filter(pk__in=own - {None})}
        listed |= {task.pk: task for task in tasks if self.competition.area_id in (None, task.area_id)}
        return {"tasks": [("", "poza listą zadań priorytetowych"), *((pk, str(task)) for pk, task in listed.items())]}

    def begun(self):
        return {"year": self.competition.year}


class Criteria(Rows):
    form_class = CriterionForm
    legend, fresh = "Kryterium", "nowe"
    add = "Zapisz i dodaj następne kryterium"


class SimilarTasks(Rows):
    form_class = SimilarTaskForm
    legend, fresh = "Zadanie", "nowe"
    add = "Zapisz i dodaj następne zadanie"

    def begun(self):
        return {"year": self.competition.year - 1}


class Publications(Rows):
    """Always the four places, in the order of the act."""

    form_class = PublicationForm
    add = ""
    has_blank = False

    def name_of(self, form, number):
        return capfirst(form.place.label)

    def make_forms(self):
        by_place = {row.place: row for row in self.stored.values()}
        planned = partial(Publication, subject=PublicationSubject.ANNOUNCEMENT)
        return [
            PublicationForm(
                self.data,
                prefix=place.value,
                instance=by_place.get(place.value) or planned(place=place),
                competition=self.competition,
            )
            for place in Place
        ]

    def save(self):
        for form in self.forms:
            if form.is_removed and form.instance.pk:
                form.instance.delete()
            elif form.is_wanted:
                form.instance.save()


class Attachments(Rows):
    form_class = AttachmentRowForm
    legend = "Załącznik"
    add = ""
    has_blank = False


KINDS = {
    "money": FundingLines,
    "choice": Criteria,
    "similar": SimilarTasks,
    "publications": Publications,
    "attachments": Attachments,
}
