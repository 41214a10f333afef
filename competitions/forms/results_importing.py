"""A spreadsheet of results that an official sends in, and what is put right in its preview."""

from django import forms

from competitions.amounts import one_spaced
from competitions.choices import Register
from competitions.forms.importing import LEAVE_OUT, ColumnsForm, GoneForm, read_at_most
from competitions.forms.results import OfferFields
from competitions.importing.results import FIELDS
from competitions.importing.results.columns import POLISH
from competitions.importing.results.rows import register_or_blank, state_or_blank
from competitions.importing.results.uploads import check_upload, keep_upload
from leszno_ngo.forms import SentFileField
from leszno_ngo.reading import Refused

AS_PRINTED = ("", "– wybierz –")
CHOSEN = {"state": state_or_blank, "register": register_or_blank}


class ResultsUploadForm(forms.Form):
    """The file. What is wrong with it is said beside it; nothing of it is kept then."""

    plik = SentFileField(
        label="Arkusz z wynikami",
        help_text="Excel (.xlsx) albo CSV; najwyżej 10 MB i 500 ofert, jeden arkusz, bez makr i łączy.",
        accept=".xlsx,.xls,.csv",
    )

    def clean_plik(self):
        file = self.cleaned_data["plik"]
        try:
            self.content = read_at_most(file)
            self.source = check_upload(self.content, file.name)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return file

    def keep(self, *, competition, by, now):
        return keep_upload(self.content, self.source, competition=competition, by=by, now=now)


class ResultsColumnsForm(ColumnsForm):
    meanings = (*((column.value, words) for column, words in POLISH.items()), LEAVE_OUT)


class OfferRowForm(OfferFields):
    """One row of the preview. Nothing is refused here: what is wrong with it the next look at the preview says."""

    pomin = forms.BooleanField(label="Pomiń ten wiersz", required=False)

    def __init__(self, compared, data=None):
        self.compared, self.row = compared, compared.row
        words = shown(self.row.words_now)
        super().__init__(data, prefix=f"w{compared.key}", initial=words | {"pomin": self.row.is_left_out})
        for name, choices in (("state", self.fields["state"].choices), ("register", Register.choices)):
            self.fields[name].choices = [AS_PRINTED, *(choice for choice in choices if choice[0])]
        for name in self.row.problems.keys() & self.fields.keys():
            attrs = {"aria-invalid": "true", "aria-describedby": f"{self.prefix}-{name}-problem"}
            self.fields[name].widget.attrs |= attrs

    @property
    def row_key(self):
        return self.compared.key

    def correction(self):
        """What differs from the sheet, as ResultsImport keeps it; {} when nothing does."""
        data, printed = self.cleaned_data, shown(self.row.words)
        said = {
            name: data[name].strip() for name in FIELDS if one_spaced(data.get(name, "")) != one_spaced(printed[name])
        }
        return said | ({"left_out": data["pomin"]} if data["pomin"] != self.row.is_sum else {})


class GoneOfferForm(GoneForm):
    """An offer already entered that the sheet has not."""

    @property
    def compared(self):
        return self.row

    @property
    def row_key(self):
        return self.row.key


def shown(words):
    """The words as they stand in the fields: those of a list as its value, "" when they mean none."""
    return words | {name: value_of(words[name]) for name, value_of in CHOSEN.items()}
