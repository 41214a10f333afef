"""Terms said in Polish words."""

import datetime as dt

import pytest

from leszno_ngo.terms import Kind, Term, Unit, describe, parse_term


def said(kind, unit, start, end):
    days = [dt.date.fromisoformat(text) if text else None for text in (start, end)]
    return describe(Term(kind, unit, *days, "słowa z dokumentu"))


@pytest.mark.parametrize(
    ("unit", "start", "end", "words"),
    [
        (Unit.DAY, "2024-03-15", "2024-03-15", "15 marca 2024 r."),
        (Unit.DAY, "2024-03-01", "2024-03-15", "1–15 marca 2024 r."),
        (Unit.DAY, "2024-03-01", "2024-04-15", "1 marca – 15 kwietnia 2024 r."),
        (Unit.DAY, "2023-12-20", "2024-01-10", "20 grudnia 2023 r. – 10 stycznia 2024 r."),
        (Unit.MONTH_PART, "2024-02-01", "2024-02-15", "I połowa lutego 2024 r."),
        (Unit.MONTH_PART, "2024-02-16", "2024-02-29", "II połowa lutego 2024 r."),
        (Unit.MONTH_PART, "2024-02-01", "2024-02-29", "I–II połowa lutego 2024 r."),
        (Unit.MONTH_PART, "2024-02-16", "2024-03-15", "II połowa lutego – I połowa marca 2024 r."),
        (Unit.MONTH, "2023-12-01", "2023-12-31", "grudzień 2023 r."),
        (Unit.MONTH, "2024-03-01", "2024-04-30", "marzec–kwiecień 2024 r."),
        (Unit.MONTH, "2023-12-01", "2024-01-31", "grudzień 2023 r. – styczeń 2024 r."),
        (Unit.QUARTER, "2024-10-01", "2024-12-31", "IV kwartał 2024 r."),
        (Unit.QUARTER, "2024-04-01", "2024-09-30", "II–III kwartał 2024 r."),
        (Unit.QUARTER, "2023-10-01", "2024-03-31", "IV kwartał 2023 r. – I kwartał 2024 r."),
        (Unit.HALF, "2024-07-01", "2024-12-31", "II półrocze 2024 r."),
        (Unit.HALF, "2024-01-01", "2024-12-31", "I–II półrocze 2024 r."),
        (Unit.YEAR, "2024-01-01", "2024-12-31", "2024 r."),
        (Unit.YEAR, "2024-01-01", "2025-12-31", "lata 2024–2025"),
    ],
)
def test_a_period_is_said_in_its_unit(unit, start, end, words):
    assert said(Kind.PERIOD, unit, start, end) == words


@pytest.mark.parametrize(
    ("kind", "unit", "day", "words"),
    [
        (Kind.UNTIL, Unit.DAY, "2024-03-15", "do 15 marca 2024 r."),
        (Kind.UNTIL, Unit.MONTH_PART, "2024-05-15", "do końca I połowy maja 2024 r."),
        (Kind.UNTIL, Unit.MONTH, "2024-02-29", "do końca lutego 2024 r."),
        (Kind.UNTIL, Unit.QUARTER, "2024-09-30", "do końca III kwartału 2024 r."),
        (Kind.UNTIL, Unit.HALF, "2024-06-30", "do końca I półrocza 2024 r."),
        (Kind.UNTIL, Unit.YEAR, "2024-12-31", "do końca 2024 r."),
        (Kind.SINCE, Unit.DAY, "2024-03-15", "od 15 marca 2024 r."),
        (Kind.SINCE, Unit.MONTH_PART, "2024-05-16", "od II połowy maja 2024 r."),
        (Kind.SINCE, Unit.MONTH, "2024-09-01", "od września 2024 r."),
        (Kind.SINCE, Unit.QUARTER, "2024-07-01", "od III kwartału 2024 r."),
        (Kind.SINCE, Unit.HALF, "2024-07-01", "od II półrocza 2024 r."),
        (Kind.SINCE, Unit.YEAR, "2024-01-01", "od 2024 r."),
    ],
)
def test_one_edge_is_said_in_the_genitive(kind, unit, day, words):
    assert said(kind, unit, *((None, day) if kind == Kind.UNTIL else (day, None))) == words


@pytest.mark.parametrize(
    ("unit", "start", "end", "words"),
    [
        (Unit.NONE, None, None, "na bieżąco"),
        (Unit.DAY, "2024-03-15", "2024-03-15", "na bieżąco 15 marca 2024 r."),
        (Unit.DAY, "2024-03-01", "2024-03-15", "na bieżąco od 1 do 15 marca 2024 r."),
        (Unit.DAY, "2024-03-01", "2024-11-30", "na bieżąco od 1 marca do 30 listopada 2024 r."),
        (Unit.MONTH_PART, "2024-05-16", "2024-05-31", "na bieżąco w II połowie maja 2024 r."),
        (Unit.MONTH, "2024-03-01", "2024-03-31", "na bieżąco w marcu 2024 r."),
        (Unit.MONTH, "2024-09-01", "2024-09-30", "na bieżąco we wrześniu 2024 r."),
        (Unit.MONTH, "2024-03-01", "2024-05-31", "na bieżąco od marca do maja 2024 r."),
        (Unit.MONTH, "2023-12-01", "2024-01-31", "na bieżąco od grudnia 2023 r. do stycznia 2024 r."),
        (Unit.QUARTER, "2024-04-01", "2024-06-30", "na bieżąco w II kwartale 2024 r."),
        (Unit.QUARTER, "2024-04-01", "2024-09-30", "na bieżąco od II do III kwartału 2024 r."),
        (Unit.HALF, "2024-07-01", "2024-12-31", "na bieżąco w II półroczu 2024 r."),
        (Unit.YEAR, "2024-01-01", "2024-12-31", "na bieżąco w 2024 r."),
        (Unit.YEAR, "2024-01-01", "2025-12-31", "na bieżąco w latach 2024–2025"),
        (Unit.MONTH, None, "2024-06-30", "na bieżąco do końca czerwca 2024 r."),
        (Unit.MONTH, "2024-03-01", None, "na bieżąco od marca 2024 r."),
    ],
)
def test_what_is_continuous_is_said_with_its_time(unit, start, end, words):
    assert said(Kind.CONTINUOUS, unit, start, end) == words


@pytest.mark.parametrize(
    ("kind", "unit", "words"),
    [
        (Kind.NOT_PLANNED, Unit.NONE, "nie planuje się"),
        (Kind.OTHER_PROCEDURE, Unit.NONE, "w innym trybie"),
        (Kind.RELATIVE, Unit.NONE, "słowa z dokumentu"),
        (Kind.RELATIVE, Unit.SEASON, "słowa z dokumentu"),
        (Kind.UNPARSED, Unit.NONE, "słowa z dokumentu"),
    ],
)
def test_what_has_no_dates_is_said_by_its_kind_or_by_its_own_words(kind, unit, words):
    assert said(kind, unit, None, None) == words


@pytest.mark.parametrize(
    ("kind", "unit", "start", "end", "words"),
    [
        (Kind.PERIOD, Unit.MONTH, "2024-03-05", "2024-03-31", "5–31 marca 2024 r."),
        (Kind.PERIOD, Unit.QUARTER, "2024-04-01", "2024-05-31", "1 kwietnia – 31 maja 2024 r."),
        (Kind.PERIOD, Unit.YEAR, "2024-01-01", "2024-12-30", "1 stycznia – 30 grudnia 2024 r."),
        (Kind.PERIOD, Unit.MONTH_PART, "2024-03-02", "2024-03-15", "2–15 marca 2024 r."),
        (Kind.PERIOD, Unit.SEASON, "2024-03-21", "2024-06-21", "21 marca – 21 czerwca 2024 r."),
        (Kind.UNTIL, Unit.MONTH, None, "2024-03-30", "do 30 marca 2024 r."),
        (Kind.SINCE, Unit.HALF, "2024-07-02", None, "od 2 lipca 2024 r."),
        (Kind.CONTINUOUS, Unit.NONE, "2024-01-01", "2024-12-31", "na bieżąco od 1 stycznia do 31 grudnia 2024 r."),
        (Kind.UNTIL, Unit.SEASON, None, "2024-06-21", "do 21 czerwca 2024 r."),
    ],
)
def test_dates_that_an_official_typed_off_the_units_edges_are_said_as_days(kind, unit, start, end, words):
    assert said(kind, unit, start, end) == words


def test_the_words_of_the_document_do_not_make_terms_differ():
    assert parse_term("Marzec/Kwiecień 2024") == parse_term("marzec i kwiecień 2024 r.")
    assert parse_term("Marzec/Kwiecień 2024") != parse_term("1 marca – 30 kwietnia 2024 r.")
