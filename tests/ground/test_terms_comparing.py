"""How a plan moved, in Polish: read from the words of two editions, and held by what must be true of any two terms."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leszno_ngo.terms import Kind, Term, Unit, Way, compare, parse_term
from leszno_ngo.terms.comparing import OPPOSITE, counted
from leszno_ngo.terms.term import UNITS_BY_LENGTH, first_day, last_day

often = settings(max_examples=300, deadline=None)


def moved(before, after):
    """(way, words) of the move between two printed terms of a schedule for 2024; None when nothing moved."""
    move = compare(parse_term(before, year=2024), parse_term(after, year=2024))
    return move and (move.way, move.words)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("Grudzień 2023", "Styczeń 2024", "później o miesiąc"),
        ("Grudzień 2023", "Luty 2024", "później o 2 miesiące"),
        ("Grudzień 2023", "Maj 2024", "później o 5 miesięcy"),
        ("Grudzień 2023", "Grudzień 2024", "później o rok"),
        ("Marzec 2024", "Marzec 2026", "później o 2 lata"),
        ("Marzec/Kwiecień 2024", "Kwiecień/Maj 2024", "później o miesiąc"),
        ("II kwartał 2024", "III kwartał 2024", "później o kwartał"),
        ("I kwartał 2024", "III kwartał 2024", "później o 2 kwartały"),
        ("I kwartał 2024", "II kwartał 2025", "później o 5 kwartałów"),
        ("I półrocze 2024", "II półrocze 2024", "później o półrocze"),
        ("2024 r.", "2029 r.", "później o 5 lat"),
        ("15 marca 2024", "16 marca 2024", "później o 1 dzień"),
        ("15 marca 2024", "27 marca 2024", "później o 12 dni"),
        ("1-15 marca 2024", "3-17 marca 2024", "później o 2 dni"),
        ("I połowa marca 2024", "II połowa marca 2024", "później o pół miesiąca"),
        ("I połowa marca 2024", "I połowa kwietnia 2024", "później o miesiąc"),
        ("I połowa marca 2024", "II połowa kwietnia 2024", "później o półtora miesiąca"),
        ("I połowa marca 2024", "II połowa maja 2024", "później o 2 i pół miesiąca"),
        ("do 15 marca 2024", "do 29 marca 2024", "później o 14 dni"),
        ("do końca marca 2024", "do końca kwietnia 2024", "później o miesiąc"),
        ("do 15 marca 2024", "do końca marca 2024", "później o 16 dni"),
        ("od marca 2024", "od maja 2024", "później o 2 miesiące"),
    ],
)
def test_what_was_put_off_is_later_by_its_own_unit_and_earlier_the_other_way_round(before, after, words):
    assert moved(before, after) == (Way.LATER, words)
    assert moved(after, before) == (Way.EARLIER, words.replace("później", "wcześniej"))


@pytest.mark.parametrize(
    ("before", "after", "narrower", "wider"),
    [
        (
            "II połowa 2024 r.",
            "III kwartał 2024",
            "doprecyzowano: z II półrocza 2024 r. na III kwartał 2024 r.",
            "rozszerzono: z III kwartału 2024 r. na II półrocze 2024 r.",
        ),
        (
            "I kwartał 2024",
            "Styczeń 2024",
            "doprecyzowano: z I kwartału 2024 r. na styczeń 2024 r.",
            "rozszerzono: ze stycznia 2024 r. na I kwartał 2024 r.",
        ),
        (
            "Marzec 2024",
            "II połowa marca 2024",
            "doprecyzowano: z marca 2024 r. na II połowę marca 2024 r.",
            "rozszerzono: z II połowy marca 2024 r. na marzec 2024 r.",
        ),
        (
            "2024 r.",
            "15 marca 2024",
            "doprecyzowano: z 2024 r. na 15 marca 2024 r.",
            "rozszerzono: z 15 marca 2024 r. na 2024 r.",
        ),
        (
            "Grudzień 2023 / Styczeń 2024",
            "Styczeń 2024",
            "skrócono: początek później o miesiąc",
            "rozszerzono: początek wcześniej o miesiąc",
        ),
        (
            "II, III kwartał roku 2024",
            "II kwartał 2024",
            "skrócono: koniec wcześniej o kwartał",
            "rozszerzono: koniec później o kwartał",
        ),
        (
            "do 31 marca 2024",
            "Marzec 2024",
            "doprecyzowano, zamiast „do 31 marca 2024 r.”: „marzec 2024 r.”",
            "rozszerzono, zamiast „marzec 2024 r.”: „do 31 marca 2024 r.”",
        ),
    ],
)
def test_what_lies_inside_the_old_term_is_narrower_and_the_other_way_round_wider(before, after, narrower, wider):
    assert moved(before, after) == (Way.NARROWER, narrower)
    assert moved(after, before) == (Way.WIDER, wider)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("Czerwiec 2024", "III kwartał 2024", "później: z czerwca 2024 r. na III kwartał 2024 r."),
        ("II kwartał 2024", "15 lipca 2024", "później: z II kwartału 2024 r. na 15 lipca 2024 r."),
        (
            "Grudzień 2023 / Styczeń 2024",
            "I kwartał 2024",
            "później: z terminu „grudzień 2023 r. – styczeń 2024 r.” na I kwartał 2024 r.",
        ),
        (
            "II kwartał 2024",
            "czerwiec - sierpień 2024",
            "później: z II kwartału 2024 r. na termin „czerwiec–sierpień 2024 r.”",
        ),
        ("Styczeń / Luty 2024", "luty - kwiecień 2024", "początek później o miesiąc, koniec później o 2 miesiące"),
    ],
)
def test_between_different_lengths_the_sentence_names_both(before, after, words):
    assert moved(before, after) == (Way.LATER, words)
    assert moved(after, before)[0] == Way.EARLIER


@pytest.mark.parametrize(
    ("before", "after", "there", "back"),
    [
        (
            "Grudzień 2023",
            "po uchwaleniu budżetu",
            (Way.UNDATED, "termin zdjęto (było: grudzień 2023 r., jest: po uchwaleniu budżetu)"),
            (Way.DATED, "podano termin: grudzień 2023 r."),
        ),
        (
            "Grudzień 2023",
            "",
            (Way.UNDATED, "termin zdjęto (było: grudzień 2023 r.)"),
            (Way.DATED, "podano termin: grudzień 2023 r."),
        ),
        (
            "Marzec 2024",
            "-",
            (Way.NOT_PLANNED, "już się nie planuje (było: marzec 2024 r.)"),
            (Way.PLANNED, "zaplanowano: marzec 2024 r. (dotąd nie planowano)"),
        ),
        (
            "Marzec 2024",
            "Tryb ustawy o zatrudnieniu socjalnym",
            (Way.TO_OTHER_PROCEDURE, "inny tryb: Tryb ustawy o zatrudnieniu socjalnym (było: marzec 2024 r.)"),
            (
                Way.FROM_OTHER_PROCEDURE,
                "już nie w innym trybie (Tryb ustawy o zatrudnieniu socjalnym), teraz: marzec 2024 r.",
            ),
        ),
        (
            "Marzec 2024",
            "na bieżąco",
            (Way.REPLACED, "zamiast „marzec 2024 r.”: „na bieżąco”"),
            (Way.REPLACED, "zamiast „na bieżąco”: „marzec 2024 r.”"),
        ),
        (
            "do 15 marca 2024",
            "od 1 lutego 2024",
            (Way.REPLACED, "zamiast „do 15 marca 2024 r.”: „od 1 lutego 2024 r.”"),
            (Way.REPLACED, "zamiast „od 1 lutego 2024 r.”: „do 15 marca 2024 r.”"),
        ),
        (
            "po uchwaleniu budżetu",
            "jesień 2024",
            (Way.REPLACED, "zamiast „po uchwaleniu budżetu”: „jesień 2024”"),
            (Way.REPLACED, "zamiast „jesień 2024”: „po uchwaleniu budżetu”"),
        ),
    ],
)
def test_a_change_of_kind_says_what_became_of_the_term(before, after, there, back):
    assert moved(before, after) == there
    assert moved(after, before) == back


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("III kwartał 2024", "lipiec - wrzesień 2024"),
        ("II połowa 2024 r.", "III, IV kwartał roku 2024"),
        ("Marzec/Kwiecień 2024", "marzec – kwiecień 2024 r."),
        ("-", "nie planuje się"),
        ("Tryb ustawy o zatrudnieniu socjalnym", "tryb  ustawy o zatrudnieniu socjalnym"),
        ("Jesień 2024", "jesień 2024"),
    ],
)
def test_the_same_meaning_in_other_words_is_no_move(before, after):
    assert moved(before, after) is None


def test_numbers_of_units_have_their_right_forms():
    said = {unit: [counted(unit, n) for n in (1, 2, 5, 12, 22)] for unit in (Unit.DAY, Unit.MONTH, Unit.QUARTER)}

    assert said == {
        Unit.DAY: ["1 dzień", "2 dni", "5 dni", "12 dni", "22 dni"],
        Unit.MONTH: ["miesiąc", "2 miesiące", "5 miesięcy", "rok", "22 miesiące"],
        Unit.QUARTER: ["kwartał", "2 kwartały", "5 kwartałów", "3 lata", "22 kwartały"],
    }


# ── Of any two terms ────────────────────────────────────────────────────────────────────────────────────────────────

days = st.dates(dt.date(2023, 1, 1), dt.date(2026, 12, 31))


@st.composite
def dated(draw):
    kind = draw(st.sampled_from([Kind.PERIOD, Kind.UNTIL, Kind.SINCE]))
    unit = draw(st.sampled_from(UNITS_BY_LENGTH))
    start, end = sorted([draw(days), draw(days)])
    if draw(st.booleans()):  # on the edges of units, as words give them
        start, end = first_day(unit, start), last_day(unit, end)
    bounds = {Kind.PERIOD: (start, end), Kind.UNTIL: (None, end), Kind.SINCE: (start, None)}[kind]
    return Term(kind, unit, *bounds, "")


undated = st.builds(
    Term,
    st.sampled_from([Kind.CONTINUOUS, Kind.NOT_PLANNED, Kind.OTHER_PROCEDURE, Kind.RELATIVE, Kind.UNPARSED]),
    st.just(Unit.NONE),
    st.none(),
    st.none(),
    st.sampled_from(["", "po uchwaleniu budżetu", "Tryb ustawy", "kiedyś"]),
)
terms = dated() | undated


@often
@given(terms, terms)
def test_the_other_way_round_is_the_opposite_way(before, after):
    there, back = compare(before, after), compare(after, before)

    assert (there is None) == (back is None)
    if there:
        assert back.way == OPPOSITE[there.way]
        assert there.words
        assert there.words != back.words or there.way == Way.REPLACED


@often
@given(terms)
def test_nothing_moves_against_itself(term):
    assert compare(term, term) is None


@often
@given(dated(), dated())
def test_later_never_ends_or_begins_before(before, after):
    move = compare(before, after)

    if move and move.way == Way.LATER:
        assert before.end is None or after.end is None or after.end >= before.end
        assert before.start is None or after.start is None or after.start >= before.start
