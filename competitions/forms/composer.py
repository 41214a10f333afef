"""The sections of an announcement as forms; one is read, checked and saved whole: …/ogloszenie/<section>/."""

from django import forms
from django.conf import settings
from django.db.models import Case, Q, When

from competitions import composing
from competitions.forms import composer_rows
from competitions.forms.composer_fields import FormattedInput, GroupedRows
from competitions.forms.composer_files import UploadForm
from competitions.forms.fields import AddressField, AmountField, DayInput, MomentField, PercentField
from competitions.models import Competition, PriorityTask, PrivacyClause, PublicTaskSphere
from leszno_ngo.models import Department

WIDE = forms.TextInput({"class": "wide"})
FIXED_BY_AMENDMENTS = ("year", "number", "department")  # what a change of the announcement leaves as it is


class SectionForm(forms.ModelForm):
    """The fields of one section. Nothing but the title is asked for: a draft may be left half-way at any time."""

    says_optional = False

    class Meta:
        model = Competition
        fields = []

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.user, self.today = user, today
        self.prepare()

    def prepare(self):
        """What the fields take from the row, the user and the day."""

    def save(self, commit=True):
        """Only the section's own columns: another section may be saved at the same time."""
        columns = [name for name in self._meta.fields if not Competition._meta.get_field(name).many_to_many]
        if columns:
            self.instance.save(update_fields=columns)
        self._save_m2m()
        return self.instance


class IdentityForm(SectionForm):
    spheres = GroupedRows(
        PublicTaskSphere.objects.none(),
        label="Sfery zadań publicznych",
        help_text="Art. 4 ust. 1 ustawy. Na początku stoją sfery wybranego obszaru.",
        required=False,
    )
    tasks = GroupedRows(
        PriorityTask.objects.none(),
        group_of=lambda task: f"{task.area} ({task.programme.year})",
        label="Zadania priorytetowe",
        help_text="Zadania, które konkurs realizuje; przez nie wiąże się z harmonogramem i celami strategii.",
        required=False,
    )

    class Meta:
        model = Competition
        fields = composing.BY_KEY["identity"].fields
        widgets = {"title": forms.Textarea({"rows": 2}), "order_date": DayInput, "responsible": WIDE}
        error_messages = {
            "title": {"required": "Podaj tytuł konkursu."},
            "year": {"required": "Podaj rok budżetowy."},
            "department": {"required": "Wybierz wydział."},
        }

    def prepare(self):
        self.fields["department"].queryset = departments_of(self.user, self.today, self.instance)
        self.prepare_spheres()
        own = [task.pk for task in self.instance.tasks.all()]
        of_year = Q(programme__year=self.instance.year) | Q(pk__in=own)
        tasks = PriorityTask.objects.filter(of_year).select_related("area", "programme")
        first = Case(When(area=self.instance.area_id, then=0), default=1)
        self.fields["tasks"].queryset = tasks.order_by("-programme__year", first, "area__name", "position")
        for name in FIXED_BY_AMENDMENTS if self.instance.amends_id else ():
            self.fields[name].disabled = True

    def prepare_spheres(self):
        """Those of the area come first."""
        area, field = self.instance.area, self.fields["spheres"]
        of_area = set(area.spheres.values_list("pk", flat=True)) if area else set()
        first = Case(When(pk__in=of_area, then=0), default=1)
        field.queryset = PublicTaskSphere.objects.order_by(first, "number", "key")
        field.group_of = lambda sphere: f"Obszar: {area}" if sphere.pk in of_area else "Pozostałe sfery"


def departments_of(user, today, competition=None):
    """The departments in whose name the user may run a competition, and the one that runs this."""
    own = Department.objects.valid_on(today)
    own = own if user.is_coordinator else own.filter(members=user)
    return Department.objects.filter(Q(pk__in=own) | Q(pk=competition and competition.department_id))


class KindForm(SectionForm):
    class Meta:
        model = Competition
        fields = composing.BY_KEY["kind"].fields
        widgets = {"task_kind": FormattedInput({"rows": 4}), "form": forms.RadioSelect, "procedure_basis": WIDE}

    def prepare(self):
        self.fields["form"].choices = [choice for choice in self.fields["form"].choices if choice[0]]


class MoneyForm(SectionForm):
    class Meta:
        model = Competition
        fields = composing.BY_KEY["money"].fields
        field_classes = {"total_amount": AmountField}
        help_texts = {"total_amount": "W złotych, na przykład 60 000,00. Musi się równać sumie kwot poniżej."}


class RulesForm(SectionForm):
    class Meta:
        model = Competition
        fields = composing.BY_KEY["rules"].fields
        field_classes = {
            "smallest_grant": AmountField,
            "largest_grant": AmountField,
            "own_contribution_percent": PercentField,
        }
        widgets = {"eligibility": FormattedInput, "granting_rules": FormattedInput}


class TaskForm(SectionForm):
    class Meta:
        model = Competition
        fields = composing.BY_KEY["task"].fields
        widgets = {"implementation_start": DayInput, "implementation_end": DayInput, "conditions": FormattedInput}


class SubmissionForm(SectionForm):
    class Meta:
        model = Competition
        fields = composing.BY_KEY["submission"].fields
        field_classes = {
            "opens_at": MomentField,
            "closes_at": MomentField,
            "confirmation_due_at": MomentField,
            "generator_url": AddressField,
        }
        widgets = {
            "generator_url": forms.URLInput({"class": "wide"}),
            "paper_address": WIDE,
            "receipt": forms.RadioSelect,
            "submission_notes": FormattedInput,
        }

    def prepare(self):
        self.fields["receipt"].choices = [choice for choice in self.fields["receipt"].choices if choice[0]]
        self.fields["closes_at"].widget.widgets[0].attrs["data-term"] = "closes_on"
        if composing.is_empty(self.instance, composing.BY_KEY["submission"]):
            self.initial["generator_url"] = settings.GENERATOR_URL


class ChoiceForm(SectionForm):
    class Meta:
        model = Competition
        fields = composing.BY_KEY["choice"].fields
        field_classes = {"decision_due_at": MomentField}
        widgets = {"selection_procedure": FormattedInput, "committee": FormattedInput({"rows": 4})}


class SimilarForm(SectionForm):
    class Meta:
        model = Competition
        fields = composing.BY_KEY["similar"].fields


class ContactForm(SectionForm):
    class Meta:
        model = Competition
        fields = composing.BY_KEY["contact"].fields
        widgets = {"contact_role": WIDE}

    def prepare(self):
        clauses = PrivacyClause.objects.all()
        self.fields["privacy_clause"].queryset = clauses
        if self.instance.privacy_clause_id is None:
            self.initial["privacy_clause"] = clauses.filter(valid_from__lte=self.today).first()


FORMS = {
    "identity": IdentityForm,
    "kind": KindForm,
    "money": MoneyForm,
    "rules": RulesForm,
    "task": TaskForm,
    "submission": SubmissionForm,
    "choice": ChoiceForm,
    "similar": SimilarForm,
    "contact": ContactForm,
    "attachments": SectionForm,
    "publications": SectionForm,
}


class TermQuestionForm(forms.Form):
    """The three days as they stand in the page, and the day of closing; what is not asked with is as it is stored."""

    bip = forms.DateField(required=False)
    notice_board = forms.DateField(required=False)
    website = forms.DateField(required=False)
    closes_on = forms.DateField(required=False)

    def answer(self, days, closes_on):
        """`days`: {place: day} as stored."""
        self.full_clean()
        said = {name: self.cleaned_data.get(name) for name in self.fields if name in self.data}
        closes_on = said.pop("closes_on", closes_on)
        notes = composing.term_notes(days | said, closes_on)
        return {"notes": [{"message": note.message, "is_wrong": note.is_wrong} for note in notes]}


# ── A section as a whole ────────────────────────────────────────────────────────────────────────────────────────────


class SentForm(forms.Form):
    """What was pressed, and the section's fingerprint when it was opened."""

    NEXT, STAY, ADD, FILL = "dalej", "zostan", "dodaj", "wypelnij"

    co = forms.ChoiceField(choices=[(act, act) for act in (NEXT, STAY, ADD, FILL)], required=False)
    odcisk = forms.CharField(max_length=10, required=False)

    @property
    def act(self):
        return self.cleaned_data.get("co") or self.NEXT


class SectionPage:
    """A section's fields, rows and upload together. With `data`: as they were sent."""

    def __init__(self, competition, section, *, user, today, data=None, files=None):
        """The fingerprint is taken before the form puts what was sent into the row."""
        self.competition, self.section = competition, section
        self.fingerprint = composing.fingerprint(competition, section)
        self.sent = SentForm(data)
        self.sent.full_clean()
        self.form = FORMS[section.key](data, instance=competition, user=user, today=today)
        make_rows = composer_rows.KINDS.get(section.key)
        self.rows = make_rows(competition, section, data) if make_rows else None
        self.upload = UploadForm(data, files) if section.key == "attachments" else None
        self.theirs = self.what_is_stored() if self.is_outdated else []

    @property
    def is_outdated(self):
        """Whether somebody else saved the section after it was opened."""
        return self.form.is_bound and self.sent.cleaned_data.get("odcisk") != self.fingerprint

    def what_is_stored(self):
        """[(label, words)] of those fields and rows that now say something else than what was sent."""
        fields = [(self.form[name].label, composing.words(self.competition, name)) for name in self.form.changed_data]
        rows = [str(row) for row in composing.rows_of(self.competition, self.section)]
        return fields + ([("Wiersze", "; ".join(rows) or "brak")] if self.rows else [])

    def is_valid(self):
        parts = [part for part in (self.form, self.rows, self.upload) if part is not None]
        return all(part.is_valid() for part in parts)

    @property
    def problems(self):
        """[(anchor, message)] of everything that is wrong, in the order of the page."""
        found = list(problems_of(self.form))
        for name, form in self.rows.named if self.rows else ():
            if not form.is_removed:
                found += [(anchor, f"{name}: {message}") for anchor, message in problems_of(form)]
        return found + list(problems_of(self.upload) if self.upload else ())

    def save(self):
        self.form.save()
        if self.rows is not None:
            self.rows.save()
        if self.upload is not None:
            self.upload.save(self.competition, len(self.rows.wanted) + 1)


def problems_of(form):
    for message in form.non_field_errors():
        yield "", message
    for field in form:
        for message in field.errors:
            yield f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label, message
