"""One row of a part's table as it was sent in, beside the stored row it shows."""

from django import forms

from competitions.editing import WantedRow, fingerprint, short_hash
from competitions.forms.terms import TermForm, Way, plan_term, understood
from competitions.models import ScheduleEntry

RAW = (
    *("numer", "obszar", "zadanie", "tresc", "uwaga"),
    *("slowa", "rodzaj", "okres", "okres_do", "od", "do", "podstawa", "z"),
)
TERM = ("slowa", "rodzaj", "okres", "okres_do", "od", "do", "podstawa", "z")
LONGEST_TITLE, LONGEST_NOTE = 1000, 4000


class RowForm(TermForm):
    """The fields of a row. `values` are those that are to be other than stored, once it is valid."""

    may_follow = True

    numer = forms.IntegerField(
        min_value=1,
        max_value=32767,
        required=False,
        error_messages={
            "invalid": "Wpisz numer cyframi, np. 7, albo zostaw puste.",
            "min_value": "Numery liczy się od 1.",
            "max_value": "Ten numer jest za duży.",
        },
    )
    obszar = forms.IntegerField(error_messages={"required": "Wybierz obszar.", "invalid": "Wybierz obszar z listy."})
    zadanie = forms.IntegerField(required=False, error_messages={"invalid": "Wybierz zadanie z listy."})
    tresc = forms.CharField(
        max_length=LONGEST_TITLE,
        required=False,
        error_messages={"max_length": "Treść może mieć najwyżej %(limit_value)d znaków."},
    )
    uwaga = forms.CharField(
        max_length=LONGEST_NOTE,
        required=False,
        error_messages={"max_length": "Uwaga może mieć najwyżej %(limit_value)d znaków."},
    )

    def __init__(self, data, *, lists, edition, entry=None):
        super().__init__(data, edition=edition, entry=entry)
        self.lists = lists

    def clean_obszar(self):
        area = self.cleaned_data["obszar"]
        if area not in self.lists.areas:
            raise forms.ValidationError("Wybierz obszar z listy.")
        return area

    def clean(self):
        super().clean()
        task = self.cleaned_data.get("zadanie")
        area = self.cleaned_data.get("obszar")
        is_stored = self.entry is not None and (self.entry.task_id, self.entry.area_id) == (task, area)
        if task and area and not is_stored and task not in self.lists.tasks_of(area):
            self.add_error("zadanie", "To zadanie jest z innego obszaru. Wybierz zadanie tego obszaru albo „brak”.")
        elif task and not self.cleaned_data.get("tresc"):
            self.cleaned_data["tresc"] = self.lists.title(task)
        if not self.cleaned_data.get("tresc") and "tresc" not in self.errors:
            self.add_error("tresc", "Wpisz treść zadania albo wybierz zadanie z listy.")

    @property
    def values(self):
        cleaned = self.cleaned_data
        values = {
            "number": cleaned["numer"],
            "area_id": cleaned["obszar"],
            "task_id": cleaned["zadanie"],
            "title": cleaned["tresc"],
            "note": cleaned["uwaga"],
        }
        if self.entry is not None:
            same = [name for name in ("title", "note") if one_look(getattr(self.entry, name)) == values[name]]
            values |= {name: getattr(self.entry, name) for name in same}
            if self.entry.area_id != values["area_id"]:
                values["area_text"] = ""  # the document's words for the area it was in
        return values | (self.plan or {})


def raw_of(entry):
    """What the inputs of a stored row hold."""
    heir = entry.inherited_from_id
    return dict.fromkeys(RAW, "") | {
        "numer": str(entry.number or ""),
        "obszar": str(entry.area_id),
        "zadanie": str(entry.task_id or ""),
        "tresc": one_look(entry.title),
        "uwaga": one_look(entry.note),
        "slowa": one_look(entry.plan_text),
        "rodzaj": Way.AS_ABOVE.value if heir else "",
        "podstawa": one_look(entry.legal_basis),
        "z": str(heir or ""),
    }


def one_look(text):
    """Browsers send other ends of lines than are stored, and edges cannot be seen."""
    return text.replace("\r\n", "\n").strip()


class Row:
    """A row on the page: what its inputs hold, the stored row it shows, and what came of reading it.

    `seen` is the fingerprint of the stored row that was on the page, `shown` the hash of what the inputs held then.
    """

    def __init__(self, key, raw, *, entry=None, seen="", shown=""):
        self.key, self.raw, self.entry, self.seen, self.shown = key, raw, entry, seen, shown
        self.is_selected = self.is_removed = False
        self.form, self.follows = None, None
        self.errors, self.offered = {}, []
        self.term, self.place, self.heirs, self.tasks, self.above = None, 0, 0, [], None
        self.disputed, self.choice, self.was_asked = "", "", False
        self.focus = ""

    @classmethod
    def of(cls, entry):
        raw = raw_of(entry)
        return cls(str(entry.pk), raw, entry=entry, seen=fingerprint(entry), shown=raw_hash(raw))

    @property
    def token(self):
        """What the page remembers of the row: its key and what was seen of it."""
        return f"{self.key}.{self.seen}.{self.shown}" if self.seen else self.key

    @property
    def is_new(self):
        return not self.seen

    @property
    def is_empty(self):
        """Added and never filled in; the area alone is carried over from the row above."""
        return self.is_new and not any(self.raw[name] for name in RAW if name != "obszar")

    @property
    def is_touched(self):
        return self.is_removed or self.is_edited

    @property
    def is_edited(self):
        return self.is_new or raw_hash(self.raw) != self.shown

    @property
    def is_heir(self):
        return self.raw["rodzaj"] == Way.AS_ABOVE

    @property
    def is_open(self):
        """Whether the list of terms is shown opened."""
        return bool(
            (self.raw["rodzaj"] and not self.is_heir)
            or self.errors.keys() & {"rodzaj", "okres", "okres_do", "od", "do", "podstawa"}
        )

    def read(self, lists, edition):
        """Read what was typed; a row that nobody touched is as it is stored."""
        self.form, self.errors, self.offered = None, {}, []
        if self.is_removed or self.is_empty or not self.is_edited:
            return
        self.form = RowForm(self.raw, lists=lists, edition=edition, entry=self.entry)
        self.errors = {name: list(errors) for name, errors in self.form.errors.items()}
        self.offered = self.form.offered
        if not self.errors.keys() & set(TERM):
            self.show_choice_as_words()
        if "tresc" not in self.errors:
            self.raw["tresc"] = one_look(self.form.cleaned_data["tresc"])

    def show_choice_as_words(self):
        """What was chosen from the lists stands as words from now on; they mean the same."""
        self.raw |= {"okres": "", "okres_do": "", "od": "", "do": ""}
        if self.form.follows:
            self.raw["slowa"] = self.entry.plan_text if self.form.is_stored_heir else ""
            return
        self.raw |= {"rodzaj": "", "z": ""}
        if self.form.plan and "plan_text" in self.form.plan:
            self.raw |= {"slowa": self.form.plan["plan_text"], "podstawa": self.form.plan["legal_basis"]}

    def add_error(self, name, message):
        self.errors.setdefault(name, []).append(message)

    def wanted_row(self, section):
        """For saving; ties to other rows are made when all rows are there."""
        entry = self.entry or ScheduleEntry(section=section)
        return WantedRow(entry, dict(self.form.values) if self.form else {})

    def own_term(self):
        """The term the row itself says; None when it takes one over or says none that can be read."""
        if self.is_empty or self.is_heir or self.errors.keys() & set(TERM):
            return None
        if self.form and self.form.plan and "plan_kind" in self.form.plan:
            return plan_term(self.form.plan)
        return self.entry.plan if self.entry is not None else None

    @property
    def is_right_below(self):
        """Whether the row it takes its term from stands above it, with none between them that has its own."""
        return self.follows is not None and self.follows is self.above

    @property
    def understood(self):
        return understood(self.term) if self.term is not None else None


def raw_hash(raw):
    return short_hash(*(raw[name] for name in RAW))


def number_of(text):
    """The key of a row that the text is; None when it is none."""
    return int(text) if text.isdecimal() and len(text) < 19 else None
