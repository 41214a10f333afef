"""A planned term as officials enter it: in words, or chosen from lists as kind, unit and period."""

from dataclasses import dataclass

from django import forms
from django.db.models import TextChoices

from competitions.editing import own_plan
from competitions.models import ScheduleEntry
from leszno_ngo.reading import fold
from leszno_ngo.templatetags.leszno import term_dates
from leszno_ngo.terms import Kind, Term, Unit, describe, parse_term, suggestions
from leszno_ngo.terms.choosing import days, from_stretch_to_stretch, since_beginning_of, stretches, until_end_of

UNDECIDED = "bez terminu (do ustalenia)"
WORDS_OF_UNDECIDED = {fold(words) for words in (UNDECIDED, "bez terminu", "do ustalenia", "termin do ustalenia")}
LONGEST_WORDS = ScheduleEntry._meta.get_field("plan_text").max_length
LONGEST_BASIS = ScheduleEntry._meta.get_field("legal_basis").max_length
GROUPS = (("miesiące", [Unit.MONTH]), ("kwartały", [Unit.QUARTER]), ("półrocza i cały rok", [Unit.HALF, Unit.YEAR]))
CHOOSE = "Wpisz termin słowami albo wybierz go z listy; może to być też „bez terminu (do ustalenia)”."
TWICE = (
    "Termin podano na dwa sposoby: słowami „{words}” i z listy „{chosen}”. "
    "Zostaw jeden: wyczyść słowa albo wybierz na liście „słowami”."
)


def understood(term: Term) -> dict:
    """What was understood, and its days, as the table says it below a term."""
    if term.kind != Kind.UNPARSED:
        return {"words": describe(term), "dates": term_dates(term)}
    if fold(term.text) in WORDS_OF_UNDECIDED:
        return {"words": "bez terminu", "dates": "do ustalenia"}
    return {"words": term.text or "puste pole", "dates": "terminu nie odczytano; zostanie tak, jak jest"}


class Way(TextChoices):
    """How a term is said; words unless a list was used."""

    WORDS = "", "słowami"
    PERIOD = "okres", "w okresie"
    UNTIL = "do", "do końca okresu"
    SINCE = "od", "od początku okresu"
    DAYS = "dni", "w dniach, do dnia albo od dnia"
    CONTINUOUS = "ciagle", "na bieżąco"
    NOT_PLANNED = "nie", "nie planuje się"
    OTHER_PROCEDURE = "inny", "inny tryb (podaj podstawę)"
    AS_ABOVE = "jak", "jak wiersz wyżej"
    UNDECIDED = "ustalenia", UNDECIDED


@dataclass(frozen=True)
class Edition:
    """What of a schedule the words of a term depend on."""

    year: int
    as_of: object = None

    def read(self, words):
        return parse_term(words, year=self.year, as_of=self.as_of)

    def suggestions(self, words):
        return suggestions(words, self.year, self.as_of)

    @property
    def stretches(self):
        return stretches(self.year)

    @property
    def stretch_groups(self):
        """(name of the group, words of its stretches), as a list to choose from shows them."""
        for year, terms in self.stretches.items():
            for name, units in GROUPS:
                yield f"{year}: {name}", [words for words, term in terms.items() if term.unit in units]

    def stretch(self, words):
        return next((terms[words] for terms in self.stretches.values() if words in terms), None)


class TermForm(forms.Form):
    """One term. Afterwards `plan` holds the fields of a row that says it, or None when the stored term stays.

    `follows` says that the row takes over another row's term; `offered` what refused words may have meant.
    """

    slowa = forms.CharField(
        max_length=LONGEST_WORDS,
        required=False,
        error_messages={"max_length": "Termin może mieć najwyżej %(limit_value)d znaków."},
    )
    rodzaj = forms.ChoiceField(
        choices=Way.choices, required=False, error_messages={"invalid_choice": "Wybierz rodzaj terminu z listy."}
    )
    okres = forms.CharField(required=False)
    okres_do = forms.CharField(required=False)
    od = forms.DateField(required=False, error_messages={"invalid": "Wpisz dzień, np. 15.03.2024."})
    do = forms.DateField(required=False, error_messages={"invalid": "Wpisz dzień, np. 31.03.2024."})
    podstawa = forms.CharField(
        max_length=LONGEST_BASIS,
        required=False,
        error_messages={"max_length": "Podstawa może mieć najwyżej %(limit_value)d znaków."},
    )

    may_follow = False

    def __init__(self, data, *, edition, entry=None):
        super().__init__(data)
        self.edition, self.entry = edition, entry
        self.plan, self.follows, self.offered = None, False, []

    def clean_okres(self):
        return self.stretch_named("okres")

    def clean_okres_do(self):
        return self.stretch_named("okres_do")

    def stretch_named(self, name):
        words = self.cleaned_data[name]
        stretch = self.edition.stretch(words) if words else None
        if words and stretch is None:
            raise forms.ValidationError("Wybierz okres z listy.")
        return stretch

    def clean(self):
        way = self.cleaned_data.get("rodzaj", Way.WORDS)
        if not self.errors.keys() & TermForm.base_fields.keys():
            if way == Way.AS_ABOVE and not self.detaches():
                self.follow()
            elif way in (Way.WORDS, Way.AS_ABOVE):
                self.read_words()
            else:
                self.choose(Way(way))

    # ── In words ──

    @property
    def words(self):
        return self.cleaned_data["slowa"]

    @property
    def is_stored_heir(self):
        return self.entry is not None and self.entry.inherited_from_id is not None

    def has_new_words(self):
        return bool(self.words) and (self.entry is None or self.words != self.entry.plan_text.strip())

    def stays_as_stored(self):
        is_own = self.entry is not None and not self.is_stored_heir
        return is_own and not self.has_new_words() and bool(self.words or not self.entry.plan_text)

    def read_words(self):
        if self.stays_as_stored():
            self.keep()
            return
        if not self.words:
            self.add_error("slowa", CHOOSE)
            return
        if fold(self.words) in WORDS_OF_UNDECIDED:
            self.say(Term(Kind.UNPARSED, Unit.NONE, None, None, self.words), self.words)
            return
        term = self.edition.read(self.words)
        if term.kind == Kind.UNPARSED:
            self.refuse_words()
        else:
            self.say(term, self.words)

    def refuse_words(self):
        self.offered = self.edition.suggestions(self.words)
        if self.offered:
            message = f"Słowa „{self.words}” można odczytać różnie. Wybierz, co znaczą, albo wpisz termin inaczej."
        else:
            message = (
                f"Nie wiadomo, jaki to termin: „{self.words}”. Wpisz np. „marzec 2024”, „II kwartał 2024”, "
                "„do 15 marca 2024” albo wybierz termin z listy."
            )
        self.add_error("slowa", message)

    def keep(self):
        """The stored term stays; beside another procedure its basis may change."""
        basis = self.cleaned_data["podstawa"]
        if basis == self.entry.legal_basis:
            return
        if self.entry.plan.kind == Kind.OTHER_PROCEDURE and basis:
            self.plan = {"legal_basis": basis}
        elif basis or self.entry.plan.kind == Kind.OTHER_PROCEDURE:
            self.refuse_basis(self.entry.plan)

    def say(self, term, text):
        stored = self.entry.legal_basis if self.entry is not None else ""
        basis = self.cleaned_data["podstawa"]
        if term.kind == Kind.OTHER_PROCEDURE:
            was_words = self.entry is not None and basis == stored == self.entry.plan_text
            is_typed = self.cleaned_data["rodzaj"] in (Way.WORDS, Way.AS_ABOVE)
            basis = ("" if was_words else basis) or (text if is_typed else "")
            if not basis:
                self.refuse_basis(term)
        elif basis == stored:
            basis = ""
        elif basis:
            self.refuse_basis(term)
        self.plan = own_plan(term, text=text, legal_basis=basis[:LONGEST_BASIS])

    def refuse_basis(self, term):
        if term.kind == Kind.OTHER_PROCEDURE:
            message = "Podaj podstawę innego trybu, np. „ustawa o zatrudnieniu socjalnym”."
        else:
            message = "Podstawę podaj tylko przy innym trybie; przy tym terminie zostaw to pole puste."
        self.add_error("podstawa", message)

    # ── From the lists ──

    def detaches(self):
        """Words typed into a row that has been taking over another row's term give it a term of its own."""
        return self.may_follow and self.has_new_words() and (self.is_stored_heir or bool(self.data.get("z")))

    def follow(self):
        if not self.may_follow:
            self.add_error("rodzaj", "„Jak wiersz wyżej” ustawia się przyciskiem „Powtórz termin w dół”.")
        elif self.has_new_words():
            chosen = Way.AS_ABOVE.label
            self.add_error("slowa", TWICE.format(words=self.words, chosen=chosen))
        else:
            self.follows = True

    def choose(self, way):
        term = self.chosen_term(way)
        if term is None:
            return
        typed = self.edition.read(self.words)
        if self.has_new_words() and typed.kind != Kind.UNPARSED and typed != term:
            self.add_error("slowa", TWICE.format(words=self.words, chosen=describe(term) or UNDECIDED))
            return
        self.say(term, describe(term) or UNDECIDED)

    def chosen_term(self, way):
        dateless = {
            Way.NOT_PLANNED: Kind.NOT_PLANNED,
            Way.OTHER_PROCEDURE: Kind.OTHER_PROCEDURE,
            Way.UNDECIDED: Kind.UNPARSED,
        }
        if way in dateless:
            return Term(dateless[way], Unit.NONE, None, None, "")
        return self.chosen_days() if way == Way.DAYS else self.chosen_stretch(way)

    def chosen_days(self):
        start, end = self.cleaned_data["od"], self.cleaned_data["do"]
        term = days(start, end)
        if term is None and start and end:
            self.add_error("do", "Ostatni dzień jest przed pierwszym. Popraw jeden z nich.")
        elif term is None:
            self.add_error("od", "Podaj pierwszy dzień, ostatni dzień albo oba.")
        return term

    def chosen_stretch(self, way):
        first, last = self.cleaned_data["okres"], self.cleaned_data["okres_do"]
        if way == Way.CONTINUOUS and first is None:
            return Term(Kind.CONTINUOUS, Unit.NONE, None, None, "")
        if first is None:
            self.add_error("okres", "Wybierz okres z listy.")
            return None
        if way in (Way.UNTIL, Way.SINCE):
            return until_end_of(first) if way == Way.UNTIL else since_beginning_of(first)
        term = from_stretch_to_stretch(first, last)
        if term is None:
            self.add_error("okres_do", "Wybierz okres późniejszy i tego samego rodzaju: miesiąc po miesiącu itd.")
        elif way == Way.CONTINUOUS:
            return Term(Kind.CONTINUOUS, term.unit, term.start, term.end, "")
        return term


class TermQuestionForm(TermForm):
    """What the words or the choice in one row of the table mean, asked while they are being entered."""

    def answer(self):
        """What was understood, or what is wrong and what the words may have meant."""
        if self.is_valid():
            return understood(plan_term(self.plan)) | {"text": self.plan["plan_text"]}
        return {"problems": [error for errors in self.errors.values() for error in errors], "offered": self.offered}


def plan_term(plan):
    """The term that the fields of a row say."""
    return Term(
        Kind(plan["plan_kind"]), Unit(plan["plan_unit"]), plan["plan_start"], plan["plan_end"], plan["plan_text"]
    )
