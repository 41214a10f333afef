"""What changes in results that were published: a resignation, a grant from the reserve list, another amount."""

from django import forms

from competitions.amounts import parse_amount
from competitions.choices import ResultState
from competitions.forms.acts import AmendForm, words_field
from competitions.importing.results.words import check_grant

STAYS = ("", "bez zmian")
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

    def __init__(self, data=None, *, entry):
        super().__init__(data, prefix=f"o{entry.pk}", initial={"reason": entry.reason})
        self.entry = entry
        self.fields["state"].choices = [STAYS, *((state.value, state.label) for state in NEXT[entry.state])]
        for name, field in self.fields.items():
            field.widget.attrs["aria-labelledby"] = f"l-{name} oferta-{entry.pk}"

    @property
    def may_change(self):
        return bool(NEXT[self.entry.state])

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
        """State, amount and reason as they are to be. Who resigns keeps on paper what he was granted."""
        entry, cleaned = self.entry, self.cleaned_data
        state = ResultState(cleaned["state"] or entry.state)
        keeps = state in (FUNDED, ResultState.RESIGNED) and entry.state in (FUNDED, ResultState.RESIGNED)
        granted = cleaned["granted"] if cleaned["granted"] is not None else entry.granted if keeps else None
        return {"state": state, "granted": granted, "reason": cleaned.get("reason", "").strip()}

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
        help_text="Na przykład: oferent zrezygnował z dotacji, a kwotę przyznano pierwszej ofercie z listy rezerwowej.",
    )

    def __init__(self, data=None, *, entries, **kwargs):
        super().__init__(data, **kwargs)
        self.offers = [OfferChangeForm(data, entry=entry) for entry in entries]

    def is_valid(self):
        is_right = [super().is_valid(), *(offer.is_valid() for offer in self.offers if offer.may_change)]
        if all(is_right) and not self.changes() and not self.errors:
            self.add_error(None, "Nie zmieniono żadnej oferty. Wybierz nowy stan albo wpisz nową kwotę.")
        return all(is_right) and not self.errors

    def changes(self):
        """{number of a result: what is to be other}."""
        changed = {offer.entry.pk: offer.change() for offer in self.offers if offer.may_change}
        return {pk: change for pk, change in changed.items() if change}

    @property
    def wrong_offers(self):
        """(whose, field, what to do)."""
        return [
            (offer.entry, offer[name], " ".join(errors))
            for offer in self.offers
            if offer.may_change
            for name, errors in offer.errors.items()
        ]
