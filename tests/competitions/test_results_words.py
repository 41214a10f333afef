"""The words of one offer → values, or a sentence that says what to do. No database."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from competitions.amounts import parse_amount
from competitions.choices import Register, ResultState
from competitions.importing.results import read_offer
from competitions.importing.results.words import (
    STATE_OF,
    parse_points,
    parse_register,
    parse_state,
)
from competitions.registers import parse_register_number
from leszno_ngo.templatetags.leszno import zloty

AMOUNTS = st.decimals(0, Decimal("9999999999.99"), places=2)
ANY_WORDS = st.text(max_size=30) | st.text("0123456789,.", max_size=60)
NBSP = "\N{NO-BREAK SPACE}"
often = settings(max_examples=200, deadline=None)


def plain(text):
    return text.replace(NBSP, " ")


def read_or_refused(parse, words):
    """(value, "") or (None, the sentence)."""
    try:
        return parse(words), ""
    except ValueError as refused:
        return None, plain(str(refused))


def refusal(parse, *words):
    return read_or_refused(lambda given_words: parse(*given_words), words)[1]


def is_sentence(words):
    return words.endswith(".") and words[0] in "„" + words[0].upper()


# ── Amounts, points, states, numbers ────────────────────────────────────────────────────────────────────────────────


@often
@given(AMOUNTS)
def test_every_amount_is_read_as_the_portal_and_offices_write_it(amount):
    whole, grosze = f"{amount:.2f}".split(".")
    written = {
        zloty(amount),
        f"{amount:.2f}",
        f"{whole},{grosze}",
        f"{int(whole):,}".replace(",", " ") + f",{grosze} zł",
        f"{int(whole):,}".replace(",", ".") + f",{grosze} zł",
        f"{int(whole):,}".replace(",", NBSP) + f",{grosze} PLN",
    }

    assert {parse_amount(words) for words in written} == {amount}


@often
@given(ANY_WORDS)
def test_any_words_give_an_amount_that_the_column_holds_or_nothing_or_a_sentence(words):
    amount, told = read_or_refused(parse_amount, words)

    assert is_sentence(told) if told else amount is None or 0 <= amount <= Decimal("9999999999.99")
    assert amount is None or amount == round(amount, 2)


@often
@given(ANY_WORDS)
@example("1" + 26 * "0")  # of more digits than decimals are rounded to
def test_any_words_give_points_that_the_column_holds_or_nothing_or_a_sentence(words):
    points, told = read_or_refused(parse_points, words)

    assert is_sentence(told) if told else points is None or 0 <= points <= Decimal("9999.99")
    assert points is None or points == round(points, 2)


@often
@given(
    st.sampled_from(sorted(STATE_OF)), st.sampled_from([str.upper, str.lower, str.title, lambda words: f"  {words}. "])
)
def test_state_is_read_whatever_its_case_and_the_signs_around_it(words, changed):
    assert parse_state(changed(words)) == STATE_OF[words]


@often
@given(st.text(max_size=40))
def test_words_that_are_no_state_are_never_one(words):
    state, told = read_or_refused(parse_state, words)

    assert is_sentence(told) if told else state in ResultState


@pytest.mark.parametrize("state", ResultState)
def test_state_is_read_from_the_words_the_portal_itself_shows(state):
    assert (parse_state(state.label), parse_state(state.value)) == (state, state)


@pytest.mark.parametrize("register", Register)
def test_register_is_read_from_the_words_the_portal_itself_shows(register):
    assert (parse_register(register.label), parse_register(register.value)) == (register, register)


@pytest.mark.parametrize("words", ["", " ", "-", "–", "—", "nie dotyczy", "brak", "x"])
def test_sign_for_nothing_is_no_amount_no_points_and_no_number(words):
    assert (parse_amount(words), parse_points(words), parse_register_number(words, "")) == (None, None, ("", ""))


@pytest.mark.parametrize(
    ("words", "points"), [("87,5", "87.5"), ("87.5", "87.5"), ("90 pkt", "90"), ("3 punkty", "3"), ("0", "0")]
)
def test_points_are_read_with_their_unit(words, points):
    assert parse_points(words) == Decimal(points)


@pytest.mark.parametrize(
    ("words", "register", "read_as"),
    [
        ("0000123456", Register.KRS, (Register.KRS, "0000123456")),
        ("KRS 0000123456", "", (Register.KRS, "0000123456")),
        ("nr KRS: 0000 123 456", "", (Register.KRS, "0000123456")),
        ("0000123456", "", (Register.KRS, "0000123456")),
        ("1234567890", Register.KRS, (Register.KRS, "1234567890")),
        ("WS.4221.3.2011", Register.REGISTER_OF_SPORTS_CLUBS, (Register.REGISTER_OF_SPORTS_CLUBS, "WS.4221.3.2011")),
        ("17", "", ("", "17")),
    ],
)
def test_number_in_a_register_stays_text_with_its_zeros(words, register, read_as):
    assert parse_register_number(words, register) == read_as


WRONG_AMOUNTS = {
    "dużo": "„dużo” to nie kwota. Wpisz ją cyframi, np. 10 500,00.",
    "12 tys.": "Wpisz całą kwotę cyframi, np. 10 000, zamiast „12 tys.”.",
    "1,5 mln zł": "Wpisz całą kwotę cyframi, np. 10 000, zamiast „1,5 mln zł”.",
    "-500": "Kwota nie może być ujemna.",
    "(500)": "Kwota nie może być ujemna.",
    "− 5 zł": "Kwota nie może być ujemna.",
    "100 EUR": "Kwotę podaje się w złotych, a jest „100 EUR”.",
    "$100": "Kwotę podaje się w złotych, a jest „$100”.",
    "10.500": "Nie wiadomo, czy „10.500” to 10 500 zł, czy 10,50 zł. Wpisz kwotę bez kropki między tysiącami, a grosze "
    "po przecinku.",
    "10,500": "Nie wiadomo, czy „10,500” to 10 500 zł, czy 10,50 zł. Wpisz kwotę bez kropki między tysiącami, a grosze "
    "po przecinku.",
    "10.525": "Nie wiadomo, czy „10.525” to 10 525 zł. Wpisz kwotę bez kropki.",
    "100,5250": "Kwota „100,5250” ma więcej niż dwa miejsca po przecinku. Zaokrąglij ją do groszy.",
    "1,234.56": "„1,234.56” to nie kwota. Wpisz ją cyframi, np. 10 500,00.",
    "10 00 zł": "„10 00 zł” to nie kwota. Wpisz ją cyframi, np. 10 500,00.",
    "10.50.00": "„10.50.00” to nie kwota. Wpisz ją cyframi, np. 10 500,00.",
    "12.03.2024": "„12.03.2024” to nie kwota. Wpisz ją cyframi, np. 10 500,00.",
    "5000 zł i 3000 zł": "„5000 zł i 3000 zł” to nie kwota. Wpisz ją cyframi, np. 10 500,00.",
    "5000-6000": "„5000-6000” to nie kwota. Wpisz ją cyframi, np. 10 500,00.",
    "zł": "„zł” to nie kwota. Wpisz ją cyframi, np. 10 500,00.",
    "10O0": "„10O0” to nie kwota. Wpisz ją cyframi, np. 10 500,00.",
    "99999999999": "Kwota jest za duża. Najwyższa możliwa to 9 999 999 999,99 zł.",
}
WRONG_POINTS = {
    "-1": "Punkty nie mogą być ujemne.",
    "87/100": "Wpisz same punkty oferty, bez liczby możliwych: „87/100”.",
    "87 na 100": "Wpisz same punkty oferty, bez liczby możliwych: „87 na 100”.",
    "wysoko": "„wysoko” to nie punkty. Wpisz liczbę, np. 87,5.",
    "91,333": "Punkty „91,333” zaokrąglij do dwóch miejsc po przecinku.",
    "10000": "Punktów jest za dużo: „10000”.",
    "80%": "„80%” to nie punkty. Wpisz liczbę, np. 87,5.",
}
STATES = (
    "„dotacja”, „lista rezerwowa”, „bez dotacji”, „odrzucona z przyczyn formalnych”, „wycofana”, „rezygnacja z dotacji”"
)
WRONG_STATES = {
    "": f"Podaj, co stało się z ofertą: {STATES}.",
    "tak": f"Nie wiadomo, co znaczy „tak”. Wpisz jedno z: {STATES}.",
    "pozytywna": f"Nie wiadomo, co znaczy „pozytywna”. Wpisz jedno z: {STATES}.",
    "dotacja?!@ może": f"Nie wiadomo, co znaczy „dotacja?!@ może”. Wpisz jedno z: {STATES}.",
    "odrzucona": "Nie wiadomo, dlaczego ofertę odrzucono. Wpisz „odrzucona z przyczyn formalnych” albo, gdy ją "
    "oceniono, „bez dotacji”.",
}
WRONG_NUMBERS = {
    ("123456", "krs"): "Numer KRS ma 10 cyfr, a „123456” ma 6. Jeśli arkusz zgubił zera z przodu, wpisz 0000123456.",
    ("00001234567", "krs"): "Numer KRS ma 10 cyfr, a „00001234567” ma 11. Sprawdź numer.",
    ("KRS 12345", ""): "Numer KRS ma 10 cyfr, a „12345” ma 5. Jeśli arkusz zgubił zera z przodu, wpisz 0000012345.",
    ("0000000000", "krs"): "Numer KRS nie może składać się z samych zer.",
    ("00001234S6", "krs"): "Numer KRS to 10 cyfr, bez liter i innych znaków.",
    ("w trakcie rejestracji", "krs"): "Numer KRS to 10 cyfr, bez liter i innych znaków.",
    ("5260250274", "krs"): "„5260250274” to NIP, a potrzebny jest numer w rejestrze, np. KRS.",
    ("526-025-02-74", ""): "„5260250274” to NIP, a potrzebny jest numer w rejestrze, np. KRS.",
    ("192598184", "krs"): "„192598184” to REGON, a potrzebny jest numer w rejestrze, np. KRS.",
    (
        "44051401359",
        "other",
    ): "To wygląda na numer PESEL. Danych osób nie wpisuje się do wyników; podaj numer w rejestrze.",
    ("KRS 0000123456", "sports_clubs"): "Numer „KRS 0000123456” jest z KRS, a wybrano inny rejestr. Zmień rejestr.",
    ("a" * 41, "other"): "Numer w rejestrze może mieć najwyżej 40 znaków.",
}


@pytest.mark.parametrize(("words", "told"), WRONG_AMOUNTS.items())
def test_wrong_amount_is_told_with_what_to_do(words, told):
    assert refusal(parse_amount, words) == told


@pytest.mark.parametrize(("words", "told"), WRONG_POINTS.items())
def test_wrong_points_are_told_with_what_to_do(words, told):
    assert refusal(parse_points, words) == told


@pytest.mark.parametrize(("words", "told"), WRONG_STATES.items())
def test_unknown_state_is_told_with_what_can_be_written(words, told):
    assert refusal(parse_state, words) == told


@pytest.mark.parametrize(("number", "told"), WRONG_NUMBERS.items())
def test_wrong_number_is_told_with_what_it_looks_like(number, told):
    assert refusal(parse_register_number, *number) == told


def test_unknown_register_is_told_with_those_that_are_known():
    assert refusal(parse_register, "CEIDG") == (
        "Nie wiadomo, jaki to rejestr: „CEIDG”. Wpisz jedno z: „KRS”, „ewidencja stowarzyszeń zwykłych”, „ewidencja "
        "klubów sportowych”, „inny rejestr lub ewidencja”."
    )


LAWFUL = {"bidder": "Klub", "task_title": "Zadanie", "state": "dotacja", "granted": "100"}
WRONG_OFFERS = [
    ({"bidder": ""}, {"bidder": "Podaj nazwę oferenta."}),
    ({"bidder": " – "}, {"bidder": "Podaj nazwę oferenta."}),
    ({"bidder": "a" * 301}, {"bidder": "Nazwa oferenta może mieć najwyżej 300 znaków, a ma 301."}),
    ({"task_title": "a" * 2001}, {"task_title": "Tytuł zadania może mieć najwyżej 2000 znaków, a ma 2001."}),
    ({"reason": "a" * 4001}, {"reason": "Powód może mieć najwyżej 4000 znaków, a ma 4001."}),
    ({"granted": ""}, {"granted": "Oferta z dotacją musi mieć przyznaną kwotę większą od zera."}),
    ({"granted": "0"}, {"granted": "Oferta z dotacją musi mieć przyznaną kwotę większą od zera."}),
    (
        {"state": "lista rezerwowa"},
        {"granted": "Przyznano 100 zł, a stan to „lista rezerwowa”. Usuń kwotę albo zmień stan."},
    ),
    ({"state": "wycofana"}, {"granted": "Przyznano 100 zł, a stan to „wycofana”. Usuń kwotę albo zmień stan."}),
    ({"register": "KRS"}, {"register_number": "Podaj numer w rejestrze albo zostaw rejestr pusty."}),
    ({"register_number": "17/2011"}, {"register": "Wybierz rejestr, z którego jest ten numer."}),
]


@pytest.mark.parametrize(("changes", "told"), WRONG_OFFERS)
def test_offer_that_contradicts_itself_is_told_at_the_field_to_mend(changes, told):
    found = read_offer(LAWFUL | changes)[1]

    assert {name: plain(words) for name, words in found.items()} == told


def test_offer_that_resigned_keeps_what_it_was_granted():
    values, found = read_offer(LAWFUL | {"state": "rezygnacja"})

    assert (values["granted"], values["state"], found) == (Decimal(100), ResultState.RESIGNED, {})
