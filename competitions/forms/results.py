"""How a competition was decided and its offers, as an official types them: one page, saved at once.

`ResultsTable(…)` shows what is stored, or the POST's rows in its order; `press()` does what a button asks of the page
alone; `is_valid()` reads everything; `wanted()` gives what importing.results.saving stores.
"""

import re
from collections import Counter
from decimal import Decimal

from django import forms

from competitions.choices import Register, ResultState
from competitions.forms.fields import DayInput
from competitions.importing.results import FIELDS, MOST_OFFERS, read_offer
from competitions.importing.results.saving import COUNTS, FACTS, WantedOffer, fingerprint
from competitions.law.deciding import STATES_OF_COUNT
from competitions.models import Competition
from leszno_ngo.templatetags.leszno import number, plural

BUTTONS = ("zapisz", "dodaj", "w-gore", "w-dol", "policz", "sprawdz")
KEY = re.compile(r"[1-9][0-9]{0,17}|n[1-9][0-9]{0,5}")  # of a stored offer, or of a new one


class FactsForm(forms.ModelForm):
    """The committee, the day and the five counts; all may be filled in bit by bit until the results are published."""

    class Meta:
        model = Competition
        fields = FACTS
        widgets = {
            "committee_appointed_on": DayInput,
            "committee_opinion_on": DayInput,
            "decided_on": DayInput,
            "committee_without_organisations_reason": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "committee_without_organisations_reason": (
                "Gdy nie ma nikogo: nikt nie zgłosił kandydatów, nikt nie przyszedł albo wszystkich wyłączono."
            ),
            "decided_on": "Dzień zarządzenia o wyborze ofert.",
            "assessed_count": "Z dotacją, na liście rezerwowej i bez dotacji.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):
                field.error_messages["invalid"] = "Wpisz datę, na przykład 10.01.2024."
            elif isinstance(field, forms.IntegerField):
                field.error_messages |= {
                    "invalid": "Wpisz liczbę cyframi.",
                    "min_value": "Liczba nie może być ujemna.",
                    "required": "Wpisz liczbę; gdy nie było nikogo, wpisz 0.",
                }
            field.widget.attrs.setdefault("aria-describedby", f"id_{name}_helptext" if field.help_text else "")

    @property
    def committee_fields(self):
        return [self[name] for name in FACTS if name not in COUNTS]

    @property
    def count_fields(self):
        return [self[name] for name in COUNTS]


class OfferFields(forms.Form):
    """One offer, as words: they are read by the same rules as a spreadsheet's."""

    bidder = forms.CharField(label="Oferent", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    register = forms.ChoiceField(
        label="Rejestr",
        required=False,
        choices=[("", "– wybierz –"), *Register.choices],
        error_messages={"invalid_choice": "Wybierz rejestr z listy."},
    )
    register_number = forms.CharField(label="Numer w rejestrze", required=False)
    task_title = forms.CharField(label="Tytuł zadania", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    points = forms.CharField(
        label="Punkty", required=False, widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 5})
    )
    requested = forms.CharField(
        label="Wnioskowana kwota", required=False, widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 10})
    )
    granted = forms.CharField(
        label="Przyznana kwota", required=False, widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 10})
    )
    state = forms.ChoiceField(
        label="Stan",
        required=False,
        choices=[("", "– wybierz –"), *ResultState.choices],
        error_messages={"invalid_choice": "Wybierz stan z listy."},
    )
    reason = forms.CharField(label="Powód", required=False, widget=forms.Textarea(attrs={"rows": 2}))


class OfferForm(OfferFields):
    """A row of the table. `entry`: the stored offer it shows, None for a new one."""

    is_removed = False

    def __init__(self, data=None, *, key, entry=None, words=None):
        stored = {name: words_of(getattr(entry, name)) for name in FIELDS} if entry else None
        super().__init__(data, prefix=key, initial=words or stored)
        self.key, self.entry, self.values, self.place = key, entry, {}, 0
        for name, field in self.fields.items():
            field.widget.attrs["aria-labelledby"] = f"l-{name} nr-{key}"

    @property
    def is_blank(self):
        """Added and never filled in."""
        return self.entry is None and not any((self[name].value() or "").strip() for name in FIELDS)

    def clean(self):
        cleaned = super().clean()
        self.values, problems = read_offer({name: cleaned.get(name, "") for name in FIELDS})
        for name, words in problems.items():
            if name not in self.errors:
                self.add_error(name, words)
        return cleaned


def words_of(value):
    """A stored value as it stands in a field."""
    if value is None:
        return ""
    return number(value) if isinstance(value, Decimal) else value


class ResultsTable:
    def __init__(self, competition, data=None):
        self.competition, self.data = competition, data
        self.stored = {entry.pk: entry for entry in competition.results.all()}
        self.seen = fingerprint(competition, self.stored.values())
        self.notices, self.problem, self.has_met_others = [], "", False
        self.button, self.argument = self.pressed(data or {})
        self.shows_errors = self.button in ("zapisz", "sprawdz")
        self.facts = FactsForm(data, instance=Competition.objects.get(pk=competition.pk))
        if data is None:
            self.offers = [OfferForm(key=str(pk), entry=entry) for pk, entry in self.stored.items()]
            self.base = list(self.stored)
        else:
            self.seen = data.get("widziane", "")
            self.base = [int(key) for key in data.get("uklad", "").split(",") if is_key(key)]
            self.offers = self.offers_sent(data)
        self.count_places()

    def offers_sent(self, data):
        keys = list(dict.fromkeys(key for key in data.getlist("wiersz") if KEY.fullmatch(key)))
        if len(keys) > MOST_OFFERS:
            self.problem = f"Ofert może być najwyżej {MOST_OFFERS}; przesłano {len(keys)}."
        removed = set(data.getlist("usun"))
        return [self.offer_sent(data, key, is_removed=key in removed) for key in keys[:MOST_OFFERS]]

    def offer_sent(self, data, key, *, is_removed):
        """Read only when that was asked: a row that is not finished, or goes away, is not yet wrong."""
        entry = self.stored.get(int(key)) if is_key(key) else None
        words = {name: data.get(f"{key}-{name}", "") for name in FIELDS}
        is_read = self.shows_errors and not is_removed and (entry or any(word.strip() for word in words.values()))
        offer = OfferForm(data if is_read else None, key=key, entry=entry, words=words)
        offer.is_removed = is_removed
        return offer

    def pressed(self, data):
        button = next((name for name in BUTTONS if name in data), "sprawdz")
        return button, data.get(button, "")

    def count_places(self):
        for place, offer in enumerate(self.offers, start=1):
            offer.place = place

    # ── Buttons that change the page alone ──────────────────────────────────────────────────────────────────────────

    def press(self):
        acts = {"dodaj": self.add, "w-gore": self.move, "w-dol": self.move, "policz": self.count}
        if self.button in acts:
            acts[self.button]()
        self.count_places()

    def add(self):
        if len(self.offers) >= MOST_OFFERS:
            self.problem = f"Ofert może być najwyżej {MOST_OFFERS}."
            return
        last = max((int(offer.key[1:]) for offer in self.offers if not is_key(offer.key)), default=0)
        offer = OfferForm(key=f"n{last + 1}")
        offer.fields["bidder"].widget.attrs["autofocus"] = True
        self.offers.append(offer)
        self.notices.append(f"Dodano ofertę {len(self.offers)}. Wypełnij ją i zapisz.")

    def move(self):
        offer = next((offer for offer in self.offers if offer.key == self.argument), None)
        if offer is None:
            return
        place = self.offers.index(offer)
        to = min(max(place + (-1 if self.button == "w-gore" else 1), 0), len(self.offers) - 1)
        self.offers.insert(to, self.offers.pop(place))
        self.notices.append(f"Oferta jest teraz {to + 1}. z {len(self.offers)}. Zapisz, żeby tak zostało.")

    def count(self):
        """Fill the counts from the states chosen in the list; nothing is saved."""
        left = self.left
        unknown = [offer.place for offer in left if offer["state"].value() not in ResultState.values]
        if unknown:
            places = ", ".join(map(str, unknown))
            self.problem = f"Wybierz najpierw stan każdej oferty; brakuje go w wierszach: {places}."
            return
        counts = counts_of([offer["state"].value() for offer in left])
        data = self.data.copy()
        for name, value in counts.items():
            data[name] = str(value)
        self.facts = FactsForm(data, instance=self.facts.instance)
        told = plural(len(left), "ofertę,oferty,ofert")
        self.notices.append(f"Policzono {len(left)} {told} z listy. Sprawdź liczby i zapisz, żeby tak zostało.")

    # ── Reading ─────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def left(self):
        return [offer for offer in self.offers if not offer.is_removed and not offer.is_blank]

    def is_valid(self):
        """Whether everything can be saved; each row is read, so that all mistakes are told at once."""
        is_right = [self.facts.is_valid(), *(offer.is_valid() for offer in self.left)]
        return all(is_right) and not self.problem

    @property
    def problems(self):
        """(words, where they belong) of all that is wrong, in the page's order."""
        found = [
            (self.facts[name].label, self.facts[name].auto_id, errors) for name, errors in self.facts.errors.items()
        ]
        for offer in self.left:
            for name, errors in offer.errors.items():
                found.append((f"Oferta {offer.place}, {offer[name].label.lower()}", offer[name].auto_id, errors))
        return [(f"{where}: {' '.join(errors)}", field_id) for where, field_id, errors in found]

    @property
    def layout(self):
        return ",".join(map(str, self.base))

    @property
    def granted(self):
        """What the list grants, as far as it can be read."""
        read = [read_offer({name: offer[name].value() or "" for name in FIELDS})[0] for offer in self.left]
        funded = [values for values in read if values.get("state") == ResultState.FUNDED]
        return sum((values.get("granted", Decimal()) for values in funded), Decimal())

    # ── Saving ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def wanted(self):
        return [WantedOffer(offer.values, offer.entry) for offer in self.left]

    def meet_others(self, refusal):
        """Somebody else saved meanwhile: what was typed stays, what they added stands below it, saving again wins."""
        self.seen = fingerprint(self.competition, self.stored.values())
        theirs = [entry for pk, entry in self.stored.items() if pk not in self.base]
        self.offers += [OfferForm(key=str(entry.pk), entry=entry) for entry in theirs]
        self.base, self.has_met_others = list(self.stored), True
        self.problem = (
            f"{refusal} Nic nie zapisano. Niżej jest to, co wpisujesz, a pod listą to, co zapisano. „Zapisz” jeszcze "
            "raz zastąpi zapisane twoimi danymi."
        )
        self.count_places()


def is_key(text):
    return KEY.fullmatch(text) is not None and not text.startswith("n")


def counts_of(states):
    """{name of a count: how many} of offers with these states."""
    counted = Counter(states)
    counts = {name: sum(counted[state] for state in its_states) for name, its_states in STATES_OF_COUNT.items()}
    return {"submitted_count": len(states)} | counts
