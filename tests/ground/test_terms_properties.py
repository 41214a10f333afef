"""What holds for every term and every text: reading undoes saying, nothing raises, no date comes from nowhere."""

import datetime as dt
import re
import time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given, settings
from hypothesis import strategies as st

from competitions.models import ScheduleEntry
from leszno_ngo.terms import Kind, Term, Unit, describe, parse_term

often = settings(max_examples=200, deadline=None)

MONTHS_IN = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}
DATED_KINDS = (Kind.PERIOD, Kind.UNTIL, Kind.SINCE, Kind.CONTINUOUS)
UNITS = (Unit.DAY, Unit.MONTH_PART, *MONTHS_IN)
CONSTRAINTS = ("schedule_entry_plan_in_order", "schedule_entry_kind_fits_bounds", "schedule_entry_dated_has_unit")

VOCABULARY = """
    styczeń luty marzec kwiecień grudzień stycznia marca grudnia marcu lut gru pazdziernik Styczeń GRUDZIEŃ
    I II III IV V VI IX XII i 1 2 3 5 12 15 16 28 29 30 31 32 2023 2024 2025 1899 2101 24 0 00 01.03 15.03.2024
    31.12.2023 2024-02-29 15/03/2024 3/4/2024 12.2023 1.03 15.03.24 29.02
    kwartał kwartale kw. kw połowa połowie półrocze półr. r. r roku rok lata br. b.r. przyszłego pierwszy druga II-gi
    15-go od do do w we na po przed między a dnia dniu dniach m-c końca początku oraz lub albo / - – — , . ; ( ) : ? *
    godz. 10:00 10.00 25:99 o piątek (piątek) pt. poniedziałek bieżąco na·bieżąco ciągły trybie·ciągłym do·odwołania
    do·wyczerpania·środków cały nie nie·później·niż nie·wcześniej·niż nie·dotyczy brak tryb·ustawy art.·19a wiosna lato
    tura ok. włącznie początek koniec ² ½ ٣ १५ ＩＩ Ⅱ \u00a0 \u200b \n \t
""".replace("\n    ", " ").split(" ")
WORDS = [word.replace("·", " ") for word in VOCABULARY if word]

texts = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", " ", "", "\u00a0", "\n"])), max_size=9
).map(lambda parts: "".join(word + space for word, space in parts))
contexts = st.fixed_dictionaries(
    {
        "year": st.none() | st.integers(2004, 2100) | st.integers(),
        "as_of": st.none() | st.dates(dt.date(2004, 1, 1), dt.date(2099, 12, 31)),
    }
)
days = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))


def unit_around(unit, day):
    """First and last day of the unit that holds the day, counted another way than the module does."""
    if unit == Unit.DAY:
        return day, day
    next_month = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    if unit == Unit.MONTH_PART:
        middle = day.replace(day=16)
        return (
            (middle, next_month - dt.timedelta(days=1)) if day >= middle else (day.replace(day=1), day.replace(day=15))
        )
    start = next(month for month in range(day.month, 0, -1) if (month - 1) % MONTHS_IN[unit] == 0)
    end = start + MONTHS_IN[unit]
    first_of_next = dt.date(day.year + (end > 12), end - 12 if end > 12 else end, 1)
    return dt.date(day.year, start, 1), first_of_next - dt.timedelta(days=1)


@st.composite
def terms(draw):
    """Every term that can be said: all kinds, all units, one unit long or many."""
    kind = draw(st.sampled_from([*DATED_KINDS, Kind.NOT_PLANNED, Kind.OTHER_PROCEDURE]))
    unit = draw(st.sampled_from(UNITS))
    near = draw(st.integers(0, 3)) if draw(st.booleans()) else None
    first = draw(days)
    last = draw(days) if near is None else min(first + dt.timedelta(days=near * 31), dt.date(2100, 12, 31))
    start, end = unit_around(unit, min(first, last))[0], unit_around(unit, max(first, last))[1]
    if kind == Kind.CONTINUOUS:
        start, end = draw(st.sampled_from([(start, end), (start, None), (None, end), (None, None)]))
    elif kind != Kind.PERIOD:
        start, end = {Kind.UNTIL: (None, end), Kind.SINCE: (start, None)}.get(kind, (None, None))
    return Term(kind, unit if start or end else Unit.NONE, start, end, "")


def fits(term):
    """What the portal's tables demand of a term."""
    dates = (bool(term.start), bool(term.end))
    if term.kind == Kind.CONTINUOUS:
        fits_dates = any(dates) == (term.unit != Unit.NONE)
    elif term.kind in DATED_KINDS:
        fits_dates = dates == (term.kind != Kind.UNTIL, term.kind != Kind.SINCE) and term.unit != Unit.NONE
    else:
        units = (Unit.NONE, Unit.SEASON) if term.kind == Kind.RELATIVE else (Unit.NONE,)
        fits_dates = not any(dates) and term.unit in units
    return fits_dates and not (term.start and term.end and term.start > term.end)


@often
@given(terms())
@example(Term(Kind.PERIOD, Unit.MONTH_PART, dt.date(2024, 2, 16), dt.date(2024, 2, 29), ""))
@example(Term(Kind.PERIOD, Unit.YEAR, dt.date(2024, 1, 1), dt.date(2025, 12, 31), ""))
@example(Term(Kind.PERIOD, Unit.DAY, dt.date(2024, 5, 31), dt.date(2024, 5, 31), ""))
@example(Term(Kind.CONTINUOUS, Unit.HALF, dt.date(2024, 1, 1), dt.date(2024, 12, 31), ""))
def test_reading_undoes_saying(term):
    assert parse_term(describe(term)) == term


@often
@given(terms(), terms())
def test_different_terms_are_said_differently(one, other):
    assert (describe(one) == describe(other)) == (one == other)


@often
@given(terms())
def test_a_year_in_the_words_needs_no_help_and_takes_none(term):
    assert parse_term(describe(term), year=2077, as_of=dt.date(1999, 1, 1)) == term


@often
@given(st.text() | texts, contexts)
def test_any_text_comes_back_as_a_term_with_its_words(text, context):
    term = parse_term(text, **context)

    assert term.text == text
    assert fits(term)


@often
@given(texts, contexts)
def test_no_year_comes_from_nowhere(text, context):
    term = parse_term(text, **context)
    near_the_document = [context["as_of"].year, context["as_of"].year + 1] if context["as_of"] else []
    written = {int(figures) for figures in re.findall("[0-9]{4}", text)} | {
        2000 + int(figures) for figures in re.findall(r"\.([0-9]{2})(?![0-9])", text)
    }

    assert {date.year for date in (term.start, term.end) if date} <= written | {context["year"], *near_the_document}


@often
@given(terms(), st.data())
def test_case_spaces_and_dashes_do_not_change_the_meaning(term, data):
    words = describe(term)
    changed = data.draw(st.sampled_from([words.upper(), words.title(), words.capitalize()]))
    changed = changed.replace("–", data.draw(st.sampled_from(["–", "-", "—", " – ", " - ", "‑", "−"])))
    changed = changed.replace(" ", data.draw(st.sampled_from([" ", "  ", "\N{NO-BREAK SPACE}", "\n", "\t", "\u2009"])))

    assert parse_term(f" {changed} ") == term


@often
@given(terms(), st.data())
def test_missing_polish_letters_do_not_change_the_meaning(term, data):
    assert parse_term(describe(term).translate(str.maketrans("ąćęłńóśźż", "acelnoszz"))) == term


@often
@given(terms())
def test_decomposed_letters_and_invisible_marks_do_not_change_the_meaning(term):
    words = describe(term).replace("ą", "a\N{COMBINING OGONEK}").replace("ń", "n\N{COMBINING ACUTE ACCENT}")

    assert parse_term(words.replace("e", "e\N{SOFT HYPHEN}").replace("2", "2\N{ZERO WIDTH SPACE}")) == term


def violated(term):
    entry = ScheduleEntry(
        plan_kind=term.kind, plan_unit=term.unit, plan_start=term.start, plan_end=term.end, plan_text=term.text
    )
    for constraint in ScheduleEntry._meta.constraints:
        if constraint.name in CONSTRAINTS:
            try:
                constraint.validate(ScheduleEntry, entry)
            except ValidationError:
                yield constraint.name


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        *("Grudzień 2023 / Styczeń 2024", "15 marca 2024", "2024", "do końca marca 2024", "od II kwartału 2024", "-"),
        *("na bieżąco", "na bieżąco w 2024 r.", "na bieżąco od marca 2024", "Tryb ustawy o zatrudnieniu socjalnym"),
        *("po uchwaleniu budżetu", "jesień 2024", "I tura: marzec 2024"),
    ],
)
def test_what_is_read_fits_the_schedules_constraints(text):
    assert list(violated(parse_term(text))) == []


@pytest.mark.django_db
def test_the_constraints_would_tell_a_misread_term():
    april = Term(Kind.UNTIL, Unit.NONE, dt.date(2024, 4, 30), dt.date(2024, 4, 1), "do kwietnia 2024")

    assert set(violated(april)) == set(CONSTRAINTS)


@pytest.mark.parametrize(
    "piece",
    [
        "1, ",
        "i ",
        "od ",
        "1.1",
        "godz. 1",
        "1 - ",
        "marzec ",
        "na bieżąco ",
        "z dnia ",
        "(",
        "piątek, ",
        "\N{NO-BREAK SPACE}",
    ],
)
def test_the_longest_text_is_read_at_once(piece):
    text = (piece * 400)[:400]
    parse_term(text)
    begun = time.process_time()
    for _ in range(20):
        parse_term(text, year=2024)

    assert (time.process_time() - begun) / 20 < 0.05
