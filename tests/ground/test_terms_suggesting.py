"""Words that are refused come back with what they may have meant, each of which is understood."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leszno_ngo.terms import Kind, Term, Unit, describe, parse_term
from leszno_ngo.terms.choosing import days, from_stretch_to_stretch, since_beginning_of, stretches, until_end_of
from leszno_ngo.terms.suggesting import suggestions

PIECES = st.sampled_from(
    [
        *("grudzień", "stycznia", "marcu", "stuczeń", "I", "IV", "kwartał", "połowa", "półrocze", "koniec", "początek"),
        *("przełom", "lub", "do", "od", "po", "przed", "/", "-", ",", "i", "ok.", "?", "1", "3/4", "15", "31", "2023"),
        *("2024", "2023/2024", "roku", "r.", "godz. 15:00", "wakacje", "budżet", "3/4/2024"),
    ]
)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("grudzień / styczeń 2024", ["grudzień 2023 r. – styczeń 2024 r.", "grudzień 2024 r. – styczeń 2025 r."]),
        ("grudzień/styczeń", ["grudzień 2023 r. – styczeń 2024 r.", "grudzień 2024 r. – styczeń 2025 r."]),
        ("XII–I 2024", ["grudzień 2023 r. – styczeń 2024 r.", "grudzień 2024 r. – styczeń 2025 r."]),
        ("grudzień/styczeń/luty 2024", ["grudzień 2023 r. – luty 2024 r.", "grudzień 2024 r. – luty 2025 r."]),
        ("IV/I kwartał 2024", ["IV kwartał 2023 r. – I kwartał 2024 r.", "IV kwartał 2024 r. – I kwartał 2025 r."]),
        ("maj – marzec 2024", ["marzec–maj 2024 r."]),
        ("15–10 marca 2024", ["10–15 marca 2024 r."]),
        ("Marzec 2024 / Kwiecień 2023", ["kwiecień 2023 r. – marzec 2024 r."]),
        ("marzec/maj 2024", ["marzec–maj 2024 r."]),
        ("3/4/2024", ["3 kwietnia 2024 r.", "4 marca 2024 r."]),
        ("1/2 marca", ["1–2 marca 2024 r.", "I połowa marca 2024 r."]),
        ("przełom grudnia i stycznia", ["grudzień 2023 r. – styczeń 2024 r.", "grudzień 2024 r. – styczeń 2025 r."]),
        ("przełom grudnia 2023 i stycznia 2024", ["grudzień 2023 r. – styczeń 2024 r."]),
        ("przełom 2023/2024", ["grudzień 2023 r. – styczeń 2024 r."]),
        ("marzec lub kwiecień 2024", ["marzec 2024 r.", "kwiecień 2024 r.", "marzec–kwiecień 2024 r."]),
        ("początek marca 2024", ["I połowa marca 2024 r.", "marzec 2024 r."]),
        ("koniec roku", ["grudzień 2024 r.", "IV kwartał 2024 r.", "II półrocze 2024 r."]),
        ("połowa 2024", ["I półrocze 2024 r.", "II półrocze 2024 r."]),
        ("około marca 2024?", ["marzec 2024 r."]),
        ("do marca 2024", ["do końca marca 2024 r.", "do 29 lutego 2024 r."]),
        ("po 15 marca", ["od 16 marca 2024 r.", "od 15 marca 2024 r."]),
        ("przed 15 marca", ["do 14 marca 2024 r.", "do 15 marca 2024 r."]),
        ("2023/2024", ["lata 2023–2024", "2023 r.", "2024 r."]),
        ("15 marca 2024 do godz. 15:00", ["do 15 marca 2024 r.", "15 marca 2024 r."]),
        ("wakacje 2024", ["lipiec–sierpień 2024 r."]),
        ("stuczeń 2024", ["styczeń 2024 r."]),
    ],
)
def test_what_is_ambiguous_comes_with_its_readings(words, offered):
    assert suggestions(words, 2024) == offered


@pytest.mark.parametrize("words", ["", "do ustalenia", "31/2/2024", "wiosna/lato 2024", "marzec " * 99])
def test_nothing_is_offered_for_words_that_say_no_time(words):
    assert suggestions(words, 2024) == []


@pytest.mark.parametrize("words", ["marzec 2024", "-", "po uchwaleniu budżetu", "II połowa 2024 r."])
def test_nothing_is_offered_for_words_that_are_understood(words):
    assert suggestions(words, 2024) == []


@given(st.lists(PIECES, min_size=1, max_size=7).map(" ".join))
def test_every_suggestion_is_understood(words):
    kinds = [parse_term(offered, year=2024).kind for offered in suggestions(words, 2024)]

    assert Kind.UNPARSED not in kinds


def test_year_is_chosen_from_by_months_quarters_halves_and_as_a_whole():
    choices = stretches(2024)

    assert list(choices) == [2023, 2024, 2025]
    assert list(choices[2024])[:3] == ["styczeń 2024 r.", "luty 2024 r.", "marzec 2024 r."]
    assert list(choices[2024])[12:] == [
        *("I kwartał 2024 r.", "II kwartał 2024 r.", "III kwartał 2024 r.", "IV kwartał 2024 r."),
        *("I półrocze 2024 r.", "II półrocze 2024 r.", "2024 r."),
    ]


def test_what_is_chosen_reads_back_as_itself():
    chosen = [term for terms in stretches(2024).values() for term in terms.values()]
    chosen += [made(term) for term in chosen for made in (until_end_of, since_beginning_of)]

    assert [parse_term(describe(term)) for term in chosen] == chosen


def test_period_reaches_from_one_stretch_to_a_later_one_of_its_unit():
    year_before, year, _ = stretches(2024).values()
    december, january, quarter = year_before["grudzień 2023 r."], year["styczeń 2024 r."], year["I kwartał 2024 r."]

    assert describe(from_stretch_to_stretch(december, january)) == "grudzień 2023 r. – styczeń 2024 r."
    assert from_stretch_to_stretch(january, None) == january
    assert from_stretch_to_stretch(january, january) == january
    assert from_stretch_to_stretch(january, december) is None
    assert from_stretch_to_stretch(december, quarter) is None


@pytest.mark.parametrize(
    ("start", "end", "kind"),
    [
        (dt.date(2024, 3, 1), dt.date(2024, 3, 15), Kind.PERIOD),
        (dt.date(2024, 3, 1), dt.date(2024, 3, 1), Kind.PERIOD),
        (None, dt.date(2024, 3, 15), Kind.UNTIL),
        (dt.date(2024, 3, 1), None, Kind.SINCE),
    ],
)
def test_days_say_which_of_both_ends_they_have(start, end, kind):
    assert days(start, end) == Term(kind, Unit.DAY, start, end, "")


@pytest.mark.parametrize(("start", "end"), [(None, None), (dt.date(2024, 3, 2), dt.date(2024, 3, 1))])
def test_days_without_order_are_no_term(start, end):
    assert days(start, end) is None
