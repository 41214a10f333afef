"""A strategy's document that a coordinator sends in, and what is decided in its preview."""

from django import forms
from django.conf import settings

from leszno_ngo.forms import SentFileField
from leszno_ngo.reading import Refused
from strategy.importing.reports import CHANGED, CREATED, REMOVED, SAME
from strategy.importing.uploads import check_upload, keep_upload

SHOWN = {CREATED: "nowe", CHANGED: "zmienione", REMOVED: "usunięte", SAME: "bez zmian"}


class DocumentUploadForm(forms.Form):
    """The file. What is wrong with it as a whole is said beside it; nothing of it is kept then."""

    plik = SentFileField(
        label="Dokument",
        help_text="Strona zadania strategii albo tabela celów, jako tekst w UTF-8 (.txt, .md, .html), najwyżej 10 MB.",
        accept=".txt,.md,.html,.htm",
    )

    def clean_plik(self):
        file = self.cleaned_data["plik"]
        self.content = file.read(settings.IMPORT_MAX_BYTES + 1)
        try:
            self.source, self.kind = check_upload(self.content, file.name)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return file

    def keep(self, *, by, now):
        return keep_upload(self.content, self.source, self.kind, by=by, now=now)


class LeftOutForm(forms.Form):
    """Which of the lines that were not read become data issues."""

    wiersz = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, data, *, lines):
        super().__init__(data)
        self.fields["wiersz"].choices = [(str(line), str(line)) for line in lines]


class ConfirmDocumentForm(forms.Form):
    fingerprint = forms.CharField(max_length=64)


class ShownChangesForm(forms.Form):
    """Which changes of a preview, and which page of them; nonsense asks for all and the first."""

    pokaz = forms.ChoiceField(choices=[("", "wszystkie"), *SHOWN.items()], required=False)
    strona = forms.IntegerField(required=False, min_value=1)

    def __init__(self, data):
        super().__init__(data)
        self.full_clean()
        self.what = self.cleaned_data.get("pokaz", "")
        self.page = self.cleaned_data.get("strona") or 1
