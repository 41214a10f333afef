"""What visitors may ask of a list, in its address; and what they may ask of data issues."""

from urllib.parse import urlencode

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms

from leszno_ngo.choices import IssueKind
from leszno_ngo.models import Department, SourceDocument
from leszno_ngo.templatetags.leszno import day

PAGE = "strona"


def row_of_fields(*names, label):
    """A form in the address, with these fields; a page's number is no field and starts anew."""
    helper = FormHelper()
    helper.form_method, helper.form_class, helper.attrs = "get", "filters", {"aria-label": label}
    helper.layout = Layout(*names, Submit("", "Pokaż"))
    return helper


def page_field():
    """The page of the list below, whose links name it; out of range or of sense, it is the nearest one."""
    return forms.CharField(required=False)


def department_field():
    """Of none, until the form says which departments its list knows."""
    return forms.ModelChoiceField(
        label="Wydział",
        queryset=Department.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="wszystkie",
        error_messages={"invalid_choice": "Nie ma takiego wydziału. Wybierz wydział z listy."},
    )


class FilterForm(forms.Form):
    """Narrows a list; everything may stay empty. A wrong answer narrows nothing and is told beside its field."""

    says_optional = False

    def answers(self):
        """{name: what was rightly chosen}; what was not is absent."""
        self.is_valid()  # fills cleaned_data, the first time
        return {name: value for name, value in self.cleaned_data.items() if value}

    def equal(self, **lookups):
        """What filter() of the rows takes: {lookup: what was chosen}. `lookups`: name of our field → of the rows'."""
        return {lookups[name]: value for name, value in self.answers().items() if name in lookups}

    @property
    def page(self):
        return self.cleaned_data.get(PAGE)

    def query(self):
        """What was rightly chosen but the page, as the end of an address; "" when nothing was. After `answers`."""
        chosen = {name: self.data[name] for name, value in self.cleaned_data.items() if value and name != PAGE}
        return f"?{urlencode(chosen)}" if chosen else ""


class DocumentField(forms.ModelChoiceField):
    """A newer document may have the title of an older one: the day it came tells them apart."""

    def label_from_instance(self, document):
        return f"{document.title} (wczytano {day(document.imported_at)})"


class DataIssueFilterForm(FilterForm):
    dokument = DocumentField(
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
    strona = page_field()
    helper = row_of_fields("dokument", "rodzaj", label="Wybór uwag")

    def apply(self, issues):
        return issues.filter(**self.equal(dokument="document", rodzaj="kind"))
