"""A file that an official sends in, and what is put right in its preview."""

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.http import urlencode

from competitions.importing.corrections import AREA, HEADING, ROW, words_of
from competitions.importing.previewing import LABELS, PreviewRow, State
from competitions.importing.readers import POLISH, HeadingsRefused
from competitions.importing.rows import LONGEST
from competitions.importing.uploads import check_upload, keep_upload
from leszno_ngo.forms import SentFileField
from leszno_ngo.reading import Refused

NAMED, ALL, PART = "wymienione", "calosc", "czesc"
AS_PRINTED = ("", "jak w pliku")
FORMATS = ".docx,.xlsx,.xls,.csv,.html,.htm,.md,.txt"
ONE_DEPARTMENT = " Jeśli to tabela jednego wydziału, wybierz jego część w polu „Co obejmuje plik”."
LINE = {"min_value": 1, "max_value": 999}


class UploadForm(forms.Form):
    """The file and how far it reaches. What is wrong with the file is said beside it; nothing of it is kept then."""

    plik = SentFileField(
        label="Plik",
        help_text=(
            "Word (.docx), Excel (.xlsx), CSV, strona HTML albo tekst (.md, .txt); najwyżej 10 MB i 5 000 wierszy. "
            "Bez makr, formuł i łączy. Dawny plik .doc albo .xls zapisz najpierw jako .docx albo .xlsx."
        ),
        accept=FORMATS,
    )
    zakres = forms.ChoiceField(
        label="Co obejmuje plik",
        error_messages={
            "required": "Wybierz, co obejmuje plik.",
            "invalid_choice": "Wybierz z listy, co obejmuje plik.",
        },
    )

    def __init__(self, data=None, files=None, *, schedule, parts, may_replace, initial=None):
        super().__init__(data, files, initial=initial)
        self.schedule, self.parts, self.source = schedule, {f"{PART}-{part.pk}": part for part in parts}, None
        choices = [(NAMED, "części, które sam wymienia; innych nie zmienia")]
        if may_replace:
            choices.append((ALL, "cały harmonogram; części, których w nim nie ma, znikną"))
        choices += [(key, f"wiersze części „{part.heading}”") for key, part in self.parts.items()]
        self.fields["zakres"].choices = choices

    def clean(self):
        file, self.section = self.cleaned_data.get("plik"), self.parts.get(self.cleaned_data.get("zakres"))
        if file is None or "zakres" not in self.cleaned_data:
            return
        try:
            self.content = read_at_most(file)
            self.source = check_upload(self.content, file.name, self.schedule, self.section)
        except Refused as refusal:
            is_lacking = isinstance(refusal, HeadingsRefused) and self.section is None and self.parts
            self.add_error("plik", f"{refusal}{ONE_DEPARTMENT if is_lacking else ''}")

    def keep(self, *, by, now):
        return keep_upload(
            self.content,
            self.source,
            schedule=self.schedule,
            section=self.section,
            replaces_all=self.cleaned_data["zakres"] == ALL,
            by=by,
            now=now,
        )


def read_at_most(file):
    """The bytes, at most one more than may be imported."""
    limit = settings.IMPORT_MAX_BYTES
    return file.read(limit + 1)


class ShownForm(forms.Form):
    """Which rows of a preview, and which page of them."""

    pokaz = forms.ChoiceField(choices=[("", "wszystkie"), *LABELS.items()], required=False)
    strona = forms.IntegerField(required=False, min_value=1)

    @property
    def state(self):
        self.full_clean()
        value = self.cleaned_data.get("pokaz")
        return State(value) if value else None

    @property
    def page(self):
        self.full_clean()
        return self.cleaned_data.get("strona") or 1


def address_of(shown, page=None):
    """The end of the preview's address that shows the same rows."""
    asked = {"pokaz": shown.state or "", "strona": page or shown.page}
    return "?" + urlencode({name: value for name, value in asked.items() if value not in ("", 1)})


class ActForm(forms.Form):
    """What was pressed on the preview: its rows are saved first, whatever it was."""

    SAVE, CONFIRM, COLUMNS = "zapisz", "zatwierdz", "kolumny"

    wiersze = forms.CharField(required=False, max_length=5000)
    odcisk = forms.CharField(required=False, max_length=64)
    co = forms.CharField(required=False, max_length=100)  # an act, or „?strona=2” to go on to

    def __init__(self, data):
        super().__init__(data)
        self.full_clean()

    @property
    def keys(self):
        return self.cleaned_data.get("wiersze", "").split()

    @property
    def confirms(self):
        return self.cleaned_data.get("co") == self.CONFIRM

    @property
    def names_columns(self):
        return self.cleaned_data.get("co") == self.COLUMNS

    @property
    def fingerprint(self):
        return self.cleaned_data.get("odcisk", "")

    @property
    def goes_to(self):
        """Where in the preview to go on, as the end of its address."""
        to = self.cleaned_data.get("co", "")
        return address_of(ShownForm(QueryDict(to[1:]))) if to.startswith("?") else ""


class RowForm(forms.Form):
    """One row of the preview; empty answers mean that the row stays as it stands in the document."""

    numer = forms.IntegerField(
        label="Numer",
        required=False,
        **LINE,
        error_messages={
            "invalid": "Numer to liczba, np. 3.",
            "min_value": "Numer to liczba od 1.",
            "max_value": "Numer to liczba do 999.",
        },
    )
    zadanie = forms.CharField(
        label="Zadanie",
        required=False,
        max_length=LONGEST["title"],
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "Zadanie może mieć najwyżej %(limit_value)d znaków."},
    )
    termin = forms.CharField(
        label="Termin",
        required=False,
        max_length=LONGEST["term"],
        widget=forms.TextInput(attrs={"list": "terminy"}),
        error_messages={"max_length": "Termin może mieć najwyżej %(limit_value)d znaków."},
    )
    obszar = forms.ChoiceField(
        label="Obszar", required=False, error_messages={"invalid_choice": "Wybierz obszar z listy."}
    )
    czesc = forms.ChoiceField(
        label="Część", required=False, error_messages={"invalid_choice": "Wybierz część z listy."}
    )
    co = forms.ChoiceField(
        label="Co to za wiersz",
        required=False,
        choices=[AS_PRINTED, (ROW, "zadanie"), (AREA, "obszar"), (HEADING, "nagłówek wydziału")],
        error_messages={"invalid_choice": "Wybierz z listy, co to za wiersz."},
    )
    pomin = forms.BooleanField(label="Pomiń ten wiersz", required=False)

    def __init__(self, row: PreviewRow, data=None, *, areas, parts):
        self.row = row
        words, said = row.words, row.said
        initial = {
            "numer": words["number"],
            "zadanie": words["title"],
            "termin": words["term"],
            "obszar": said.get("area", ""),
            "czesc": said.get("part", ""),
            "co": said.get("mark", ""),
            "pomin": said.get("left_out", False),
        }
        super().__init__(data, prefix=f"w{row.key}", initial=initial)
        self.fields["obszar"].choices = [AS_PRINTED, *((name, name) for name in areas)]
        self.fields["czesc"].choices = [AS_PRINTED, *((name, name) for name in parts)]
        self.drop_what_does_not_fit(parts)

    def drop_what_does_not_fit(self, parts):
        row = self.row
        if row.is_area and not row.problems:
            for name in ("numer", "zadanie", "obszar", "czesc"):
                del self.fields[name]
        elif len(parts) < 2:
            del self.fields["czesc"]
        if not (row.asks_what_it_is or row.problems or "mark" in row.said):
            del self.fields["co"]

    def clean_zadanie(self):
        return " ".join(self.cleaned_data["zadanie"].split("\n"))

    def correction(self):
        """What differs from the document, as ScheduleImport keeps it; {} when nothing does."""
        data, printed = self.cleaned_data, words_of(self.row.record)
        said = {"left_out": True} if data["pomin"] else {}
        for name, field in WORDS.items():
            value = data.get(field, printed[name])
            value = "" if value is None else str(value)
            if one_spaced(value) != one_spaced(printed[name]):
                said[name] = value
        said |= {name: data[field] for name, field in CHOICES.items() if data.get(field)}
        if self.row.asks_what_it_is and said.keys() - {"left_out"}:
            said.setdefault("mark", ROW)
        return said


WORDS = {"number": "numer", "title": "zadanie", "term": "termin"}
CHOICES = {"area": "obszar", "part": "czesc", "mark": "co"}


def one_spaced(text):
    return " ".join(text.split())


class GoneForm(forms.Form):
    """A row of the edition that the document has no more."""

    zostaw = forms.BooleanField(label="Zostaw tę pozycję w harmonogramie", required=False)

    def __init__(self, row: PreviewRow, data=None):
        self.row = row
        super().__init__(data, prefix=f"w{row.key}", initial={"zostaw": row.is_kept})

    def correction(self):
        return {"kept": True} if self.cleaned_data["zostaw"] else {}


class QuestionsForm(forms.Form):
    """What only a person can decide of the document's names: one list each."""

    def __init__(self, questions, data=None):
        super().__init__(data)
        self.questions = questions
        for question in questions:
            self.fields[question.key] = forms.ChoiceField(
                label=question.words or "Wiersze bez obszaru",
                help_text=question.message,
                required=False,
                choices=[("", "– wybierz –"), *question.options],
                initial=question.answer,
                error_messages={"invalid_choice": "Wybierz odpowiedź z listy."},
            )

    def answers(self):
        return dict(self.cleaned_data)


LEFT_OUT = "pomin"
LEAVE_OUT = (LEFT_OUT, "pomiń tę kolumnę")


class ColumnsForm(forms.Form):
    """What stands in the columns whose headings the portal does not know. Names of fields are places in the list."""

    meanings = (*((column.value, words) for column, words in POLISH.items()), LEAVE_OUT)

    def __init__(self, headings, known, data=None):
        super().__init__(data)
        self.headings = dict(enumerate(headings))
        for place, heading in self.headings.items():
            self.fields[f"kolumna-{place}"] = forms.ChoiceField(
                label=f"Kolumna „{heading}”",
                choices=[("", "– wybierz –"), *self.meanings],
                initial=known.get(heading, LEFT_OUT) or LEFT_OUT if heading in known else "",
                error_messages={
                    "required": "Wybierz, co stoi w tej kolumnie, albo „pomiń”.",
                    "invalid_choice": "Wybierz z listy, co stoi w tej kolumnie.",
                },
            )

    def columns(self):
        chosen = {heading: self.cleaned_data[f"kolumna-{place}"] for place, heading in self.headings.items()}
        return {heading: "" if value == LEFT_OUT else value for heading, value in chosen.items()}
