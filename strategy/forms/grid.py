"""A year's values as one screen: what an official typed, read beside what is stored.

`ValuesGrid(slots)` shows what is stored, `ValuesGrid(slots, data)` what was sent. `is_valid()` reads the rows that
were touched, `wanted()` gives what publishing.enter_values stores. What somebody else changed meanwhile is never
written over: both versions are shown, and one is chosen.
"""

import re

from django import forms

from strategy.choices import ValueStatus
from strategy.collecting import Slot, WantedValue, short_hash
from strategy.importing.values.words import FIELDS, LONGEST, read_entry, words_of

TOKEN = re.compile(r"(?P<seen>[0-9a-f]{10})\.(?P<shown>[0-9a-f]{10})")
MINE, STORED = "mine", "stored"
CHOOSE = "Wybierz, która wersja ma zostać."


class ValueForm(forms.Form):
    """One value. Its words are read by the same rules as a spreadsheet's."""

    value = forms.CharField(
        label="Wartość",
        required=False,
        max_length=60,
        error_messages={"max_length": "To za długie jak na liczbę."},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "data-down": ""}),
    )
    status = forms.ChoiceField(
        label="Rodzaj",
        required=False,
        choices=ValueStatus.choices,
        error_messages={"invalid_choice": "Wybierz rodzaj z listy."},
    )
    source = forms.CharField(label="Źródło", required=False)
    note = forms.CharField(label="Uwaga", required=False, widget=forms.Textarea(attrs={"rows": 1}))
    reason = forms.CharField(
        label="Powód korekty",
        required=False,
        widget=forms.Textarea(attrs={"rows": 1}),
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)
    asked = forms.BooleanField(required=False, widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label="Która wersja ma zostać",
        required=False,
        choices=[(MINE, "moja"), (STORED, "zapisana")],
        widget=forms.RadioSelect,
    )
    selected = forms.BooleanField(label="Zaznacz", required=False)
    remark = forms.CharField(
        label="Co trzeba poprawić", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, slot: Slot, data=None, *, is_selected=False):
        self.slot, self.stored = slot, stored_words(slot)
        self.fresh_token = token_of(slot, self.stored)
        super().__init__(
            data, prefix=slot.key, initial=self.stored | {"token": self.fresh_token, "selected": is_selected}
        )
        if not slot.published:
            del self.fields["reason"]
        for name in (*FIELDS, "remark"):
            if name in self.fields:
                self.fields[name].widget.attrs["aria-labelledby"] = f"l-{name} {self.row_id}"
        for name, longest in LONGEST.items():
            if name in self.fields:
                self.fields[name].widget.attrs["maxlength"] = longest
        self.entry, self.is_disputed, self.is_taken_back = None, False, False

    @property
    def row_id(self):
        return f"nr-{self.slot.key}"

    @property
    def place(self):
        """Which value it is, in words."""
        return f"{self.slot.indicator}, {self.slot.span}" if self.slot.span.part else str(self.slot.indicator)

    def anchor(self, name):
        return f"spor-{self.slot.key}" if name == "choice" else self[name].id_for_label

    @property
    def is_seen(self):
        """Whether what is stored is still what the page showed."""
        token = TOKEN.fullmatch(self["token"].value() or "")
        return token is not None and token["seen"] == self.slot.fingerprint

    @property
    def words(self):
        """What stands in the fields, whether it can be understood or not."""
        return {
            name: (self[name].value() or "").replace("\r\n", "\n").strip() for name in FIELDS if name in self.fields
        }

    @property
    def is_touched(self):
        """Whether somebody typed something here; what is typed exactly as it is stored is no change."""
        shown = TOKEN.fullmatch(self["token"].value() or "")
        return self.is_bound and not (shown and short_hash(*self.words.values()) == shown["shown"]) and self.is_other

    @property
    def is_other(self):
        return self.words != {name: self.stored[name] for name in self.words}

    def clean(self):
        cleaned = super().clean()
        self.is_taken_back = cleaned.get("choice") == STORED
        if not self.is_touched or self.is_taken_back:
            return cleaned
        self.is_disputed = not self.is_seen or bool(cleaned.get("asked") and not cleaned.get("choice"))
        if self.is_disputed:
            self.add_error("choice", CHOOSE)
        self.read()
        return cleaned

    def read(self):
        indicator, is_correction = self.slot.indicator, self.slot.published is not None
        self.entry, problems = read_entry(self.words, unit=indicator.unit, is_correction=is_correction)
        for name, problem in problems.items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, problem)

    def wanted(self) -> WantedValue | None:
        if not self.is_touched or self.is_taken_back:
            return None
        return WantedValue(self.slot.indicator, self.slot.span, self.slot.fingerprint, self.entry)


def stored_words(slot):
    """What stands in the fields of a row that nobody touched. A new correction has a reason of its own."""
    words = words_of(slot.held)
    words["status"] = str(words["status"])
    return words if slot.making else words | {"reason": ""}


def token_of(slot, stored):
    names = [name for name in FIELDS if name != "reason" or slot.published]
    return f"{slot.fingerprint}.{short_hash(*(stored[name] for name in names))}"


class ValuesGrid:
    def __init__(self, slots, data=None):
        self.slots, self.data, self.problem = slots, data, ""
        self.rows = [ValueForm(slot, data if data and f"{slot.key}-token" in data else None) for slot in slots]

    # ── What was sent ──

    @property
    def touched(self):
        return [row for row in self.rows if row.is_touched]

    @property
    def selected(self):
        return [row for row in self.rows if row.is_bound and row["selected"].value()]

    def row(self, key):
        return next((row for row in self.rows if row.slot.key == key), None)

    def is_valid(self):
        """Every row that was touched is asked, so that each says what is wrong with it."""
        wrong = [row for row in self.touched if not row.is_valid()]
        return not wrong

    def wanted(self):
        return [wanted for row in self.touched if (wanted := row.wanted())]

    # ── For the page ──

    @property
    def rows_to_show(self):
        """What was typed stays in its fields; a row that nobody touched shows what is stored now."""
        return [row if row.is_touched else ValueForm(row.slot, is_selected=row in self.selected) for row in self.rows]

    @property
    def problems(self):
        """(what is wrong, the field's id), in the order of the page."""
        return [
            (f"{row.place}: {message}", row.anchor(name))
            for row in self.touched
            for name, messages in row.errors.items()
            for message in messages
        ]


class GridActForm(forms.Form):
    """Which button was pressed: `save`, `check`, `publish`, or `back:<key>` and `drop:<key>` of one row."""

    act = forms.RegexField(r"\A(save|check|publish|(back|drop):[0-9]+-[0-9]{4}(-[HQ][1-4])?)\Z")

    def pressed(self):
        """(name, key of a row or ""); ("", "") for what no button says."""
        if not self.is_valid():
            return "", ""
        name, _, key = self.cleaned_data["act"].partition(":")
        return name, key


class GridFilterForm(forms.Form):
    """Which indicators stand in the grid."""

    wydzial = forms.ModelChoiceField(label="Wydział", queryset=None, required=False, to_field_name="slug")
    wszystkie = forms.BooleanField(label="także te, na które portal nie czeka", required=False)
    strona = forms.IntegerField(required=False, min_value=1)

    def __init__(self, data, *, departments):
        super().__init__(data)
        self.fields["wydzial"].queryset = departments
        self.fields["wydzial"].empty_label = "wszystkie"
        self.full_clean()

    @property
    def department(self):
        return self.cleaned_data.get("wydzial")

    @property
    def shows_all(self):
        return bool(self.cleaned_data.get("wszystkie"))

    @property
    def page(self):
        return self.cleaned_data.get("strona") or 1
