"""What changes in results that were published: a resignation, a grant from the reserve list, another amount; a mistake
in a name or a title."""

from django import forms

from competitions.amounts import one_spaced, parse_amount
from competitions.choices import ResultState
from competitions.forms.acts import AmendForm, words_field
from competitions.importing.results.words import LONGEST, check_grant

STAYS = ("", "bez zmian")
WORDS = ("bidder", "task_title")  # in which a mistake can be corrected
FUNDED, RESERVE, NOT_FUNDED = ResultState.FUNDED, ResultState.RESERVE, ResultState.NOT_FUNDED
NEXT = {  # what an offer can become once results are published; what was withdrawn stays so
    FUNDED: (ResultState.RESIGNED,),
    RESERVE: (FUNDED, NOT_FUNDED),
    NOT_FUNDED: (FUNDED, RESERVE),
    ResultState.REJECTED: (FUNDED, RESERVE, NOT_FUNDED),
    ResultState.RESIGNED: (FUNDED,),
    ResultState.WITHDRAWN: (),
}


class OfferChangeForm(forms.Form):
    """One published offer; empty answers leave it as it is."""

    state = forms.ChoiceField(
        label="Nowy stan", required=False, error_messages={"invalid_choice": "Wybierz nowy stan z listy."}
    )
    granted = forms.CharField(
        label="Nowa kwota",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 10}),
    )
    reason = forms.CharField(label="Powód przy ofercie", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    bidder = forms.CharField(
        label="Nazwa oferenta",
        required=False,
        max_length=LONGEST["bidder"],
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    task_title = forms.CharField(
        label="Tytuł zadania",
        required=False,
        max_length=LONGEST["task_title"],
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data=None, *, entry):
        initial = {name: getattr(entry, name) for name in ("reason", *WORDS)}
        super().__init__(data, prefix=f"o{entry.pk}", initial=initial)
        self.entry = entry
        self.fields["state"].choices = [STAYS, *((state.value, state.label) for state in NEXT[entry.state])]
        if not NEXT[entry.state]:
            del self.fields["state"], self.fields["granted"]
        for name, field in self.fields.items():
            field.widget.attrs["aria-labelledby"] = f"l-{name} oferta-{entry.pk}"

    @property
    def is_corrected(self):
        """Whether what was sent corrects a word, or tries to."""
        return self.is_bound and any(name in self.changed_data for name in WORDS)

    def clean_granted(self):
        try:
            return parse_amount(self.cleaned_data["granted"])
        except ValueError as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def clean(self):
        cleaned, problems = super().clean(), {}
        if "granted" in cleaned and "state" in cleaned:
            check_grant(self.wanted(), problems)
        for name, words in problems.items():
            self.add_error(name, words)
        return cleaned

    def wanted(self):
        """The offer as it is to be. Who resigns keeps on paper what he was granted."""
        entry, cleaned = self.entry, self.cleaned_data
        state = ResultState(cleaned.get("state") or entry.state)
        keeps = state in (FUNDED, ResultState.RESIGNED) and entry.state in (FUNDED, ResultState.RESIGNED)
        granted = cleaned.get("granted")
        granted = granted if granted is not None else entry.granted if keeps else None
        wanted = {"state": state, "granted": granted, "reason": cleaned.get("reason", "").strip()}
        return wanted | {name: self.corrected(name) for name in WORDS}

    def corrected(self, name):
        """As it stands when nothing else was written, whatever its spaces are."""
        stored, sent = getattr(self.entry, name), one_spaced(self.cleaned_data.get(name, ""))
        return stored if sent in ("", one_spaced(stored)) else sent

    def change(self):
        """What is to be other; {} when nothing is."""
        wanted = self.wanted()
        is_other = any(getattr(self.entry, name) != value for name, value in wanted.items())
        return wanted if is_other else {}


class ChangeResultsForm(AmendForm):
    """The change as a whole: its reason, its three places, and its offers."""

    reason = words_field(
        "Powód zmiany wyników",
        missing="Podaj powód zmiany wyników. Zobaczy go każdy, kto czyta wyniki.",
        help_text="Na przykład: oferent zrezygnował z dotacji, a kwotę przyznano pierwszej ofercie z listy rezerwowej. "
        "Albo: poprawiono pomyłkę w nazwie oferenta.",
    )

    def __init__(self, data=None, *, entries, **kwargs):
        super().__init__(data, **kwargs)
        self.offers = [OfferChangeForm(data, entry=entry) for entry in entries]

    def is_valid(self):
        is_right = [super().is_valid(), *(offer.is_valid() for offer in self.offers)]
        if all(is_right) and not self.changes() and not self.errors:
            self.add_error(
                None, "Nie zmieniono żadnej oferty. Wybierz nowy stan, wpisz nową kwotę albo popraw pomyłkę."
            )
        return all(is_right) and not self.errors

    def changes(self):
        """{number of a result: what is to be other}."""
        changed = {offer.entry.pk: offer.change() for offer in self.offers}
        return {pk: change for pk, change in changed.items() if change}

    @property
    def wrong_offers(self):
        """(whose, field, what to do)."""
        return [
            (offer.entry, offer[name], " ".join(errors))
            for offer in self.offers
            for name, errors in offer.errors.items()
        ]
