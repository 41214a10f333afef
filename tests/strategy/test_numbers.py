"""Polish numbers, and rows of them under their years."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.importing import parse_number
from strategy.importing.numbers import align, split_row


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("2 404", "2404"),
        ("2\u00a0404", "2404"),
        ("704 913,66", "704913.66"),
        ("97,4", "97.4"),
        ("2.1625", "2.1625"),
        ("0.125", "0.125"),
        ("64 %", "64"),
        ("64%", "64"),
        ("+373", "373"),
        ("- 186", "-186"),
        ("−186", "-186"),
        ("60 000 zł", "60000"),
        ("130 000,00 zł", "130000.00"),
        ("10.500,00 zł", "10500.00"),
        ("1.234.567", "1234567"),
        ("  5303 ", "5303"),
    ],
)
def test_number_is_read_as_it_is_printed(text, number):
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", " ", "-", "–", "X", "x", "bd", "bd.", "BD.", "Brak danych", "brak  danych"])
def test_words_for_no_data_are_no_number_and_no_zero(text):
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("10.500", "„10.500” można odczytać na dwa sposoby"),
        ("Brak", "„Brak” nie jest liczbą"),
        ("bez zmian", "„bez zmian” nie jest liczbą"),
        ("12 34", "„12 34” nie jest liczbą"),
        ("1,234,567", "„1,234,567” nie jest liczbą"),
        ("5/5%", "„5/5%” nie jest liczbą"),
        ("1e5", "„1e5” nie jest liczbą"),
        ("007", "„007” nie jest liczbą"),
        ("٣", "„٣” nie jest liczbą"),
        ("²", "„²” nie jest liczbą"),
        ("x1", "„x1” nie jest liczbą"),
        ("123456789012345", "„123456789012345” ma za dużo cyfr"),
        ("0,1234567", "„0,1234567” ma za dużo cyfr"),
        ("1" * 41, "za długie jak na liczbę"),
    ],
)
def test_what_is_no_number_is_refused_rather_than_guessed(text, reason):
    with pytest.raises(ValueError, match=r".") as refused:
        parse_number(text)
    assert str(refused.value) == reason


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_every_amount_written_the_polish_way_is_read_back(amount):
    printed = f"{amount:,.2f}".replace(",", " ").replace(".", ",")
    assert parse_number(printed) == amount
    assert parse_number(f"{printed} zł") == amount
    assert parse_number(f"- {printed}") == -amount


@given(st.text(alphabet=st.one_of(st.sampled_from("0123456789 .,-–+%xXbd\u00a0złn"), st.characters())))
def test_any_text_is_a_number_no_data_or_refused(text):
    try:
        number = parse_number(text)
    except ValueError as error:
        assert str(error) != ""  # noqa: PT017 - the refusal needs words
    else:
        assert number is None or number.is_finite()


def test_row_is_cut_where_its_values_begin():
    row = "Liczba podopiecznych MOPR MOPR 5303 bd. 5490 - 64 %"
    assert split_row(row) == ("Liczba podopiecznych MOPR MOPR", ["5303", "bd.", "5490", "-", "64", "%"])


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("50 0 0 0 1", ["50", "0", "0", "0", "1"]),
        ("5 303 5 665 5 490 5 883 5 835", ["5 303", "5 665", "5 490", "5 883", "5 835"]),
        ("64 % 65 % bd. - 12,5 %", ["64 %", "65 %", "bd.", "-", "12,5 %"]),
        ("1 Brak danych 2 bez zmian 3", ["1", "Brak danych", "2", "bez zmian", "3"]),
        ("10 20 30 40", None),
        ("10 20 30 40 50 60", None),
        ("60 100 200 300 400 500", None),  # which two belong together cannot be known
    ],
)
def test_row_is_aligned_in_the_only_possible_way_or_not_at_all(row, cells):
    assert align(row.split(), 5, starts_surely=True) == cells


def test_numbers_are_not_put_together_where_the_first_may_end_the_name():
    tokens = ["60", "100", "2", "3", "4", "5"]
    assert align(tokens, 5, starts_surely=True) == ["60 100", "2", "3", "4", "5"]
    assert align(tokens, 5, starts_surely=False) is None
