"""Forms of the ground pages: a filter is a form too, it reads the address and says what is wrong in it."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from leszno_ngo.choices import IssueKind
from leszno_ngo.models import SourceDocument


class DataIssueFilterForm(forms.Form):
    """Which open data issues to show. A page number out of range or out of sense shows the nearest page."""

    says_optional = False

    dokument = forms.ModelChoiceField(
        label="Dokument",
        queryset=SourceDocument.objects.public(),
        required=False,
        empty_label="wszystkie dokumenty",
        error_messages={"invalid_choice": "Nie ma takiego dokumentu. Wybierz dokument z listy."},
    )
    rodzaj = forms.ChoiceField(
        label="Rodzaj uwagi",
        choices=[("", "wszystkie rodzaje"), *IssueKind.choices],
        required=False,
        error_messages={"invalid_choice": "Nie ma takiego rodzaju uwagi. Wybierz rodzaj z listy."},
    )
    strona = forms.CharField(required=False)

    helper = FormHelper()
    helper.form_method = "get"
    helper.form_class = "filters"
    helper.attrs = {"aria-label": "Wybór uwag"}
    helper.layout = Layout("dokument", "rodzaj", Submit("", "Pokaż"))

    def chosen(self, issues):
        """These issues, narrowed by what was chosen; a choice that was wrong narrows nothing."""
        self.full_clean()
        if document := self.cleaned_data.get("dokument"):
            issues = issues.filter(document=document)
        if kind := self.cleaned_data.get("rodzaj"):
            issues = issues.filter(kind=kind)
        return issues
