"""A spreadsheet of a year's values that an official sends in."""

from django import forms
from django.conf import settings

from leszno_ngo.forms import SentFileField
from leszno_ngo.reading import Refused
from strategy.importing.values.uploads import check_upload, keep_upload


class ValuesUploadForm(forms.Form):
    """The file. What is wrong with it as a whole is said beside it; nothing of it is kept then."""

    plik = SentFileField(
        label="Arkusz z wartościami",
        help_text="Excel (.xlsx) albo CSV, najwyżej 10 MB, jeden arkusz, bez makr i łączy.",
        accept=".xlsx,.xls,.csv",
    )

    def __init__(self, data=None, files=None, *, year, by, today):
        super().__init__(data, files)
        self.year, self.by, self.today = year, by, today

    def clean_plik(self):
        file = self.cleaned_data["plik"]
        self.content = file.read(settings.IMPORT_MAX_BYTES + 1)
        try:
            check_upload(self.content, file.name, by=self.by, year=self.year, today=self.today)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return file

    def keep(self, *, now):
        return keep_upload(self.content, self.cleaned_data["plik"].name, year=self.year, by=self.by, now=now)


class ConfirmForm(forms.Form):
    """What an official confirms: the fingerprint of what the preview showed."""

    fingerprint = forms.CharField(max_length=10)
