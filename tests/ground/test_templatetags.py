"""Values in, Polish words out."""

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from leszno_ngo.templatetags import leszno
from leszno_ngo.terms import Kind, Term, Unit, describe, parse_term


def spaced(text):
    """No-break spaces, written here as „_” to be seen, as the filters write them."""
    return text.replace("_", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Decimal("60000"), "60_000_zł"),
        (Decimal("130000.00"), "130_000_zł"),
        (Decimal("10500.5"), "10_500,50_zł"),
        (Decimal("704913.66"), "704_913,66_zł"),
        (Decimal("0"), "0_zł"),
        (Decimal("0.005"), "0,01_zł"),
        (Decimal("999"), "999_zł"),
        (Decimal("-186.5"), "−186,50_zł"),
        (Decimal("1E+12"), "1_000_000_000_000_zł"),
        (20, "20_zł"),
        (None, "nie podano"),
    ],
)
def test_money_is_printed_as_the_office_prints_it(amount, words):
    assert leszno.zloty(amount) == spaced(words)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Decimal("0"), "0"),
        (Decimal("-0.00"), "0"),
        (Decimal("1.5"), "1,5"),
        (Decimal("97.40"), "97,4"),
        (Decimal("100"), "100"),
        (Decimal("2404"), "2_404"),
        (Decimal("2.1625"), "2,1625"),
        (Decimal("-186"), "−186"),
        (Decimal("1E+12"), "1_000_000_000_000"),
        (13699, "13_699"),
        (0.5, "0,5"),
        (None, "brak danych"),
    ],
)
def test_a_number_has_a_comma_and_no_idle_zeros(value, words):
    assert leszno.number(value) == spaced(words)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Decimal("100"), "100%"),
        (Decimal("84.25"), "84,3%"),
        (Decimal("84.24"), "84,2%"),
        (Decimal("0"), "0%"),
        (Decimal("99.96"), "100%"),
        (None, "brak danych"),
    ],
)
def test_a_share_has_one_decimal_half_up(value, words):
    assert leszno.percent(value) == words


@pytest.mark.parametrize(
    ("n", "form"),
    [
        (0, "konkursów"),
        (1, "konkurs"),
        (2, "konkursy"),
        (4, "konkursy"),
        (5, "konkursów"),
        (11, "konkursów"),
        (12, "konkursów"),
        (14, "konkursów"),
        (21, "konkursów"),
        (22, "konkursy"),
        (25, "konkursów"),
        (101, "konkursów"),
        (102, "konkursy"),
        (112, "konkursów"),
        (122, "konkursy"),
        (10**12, "konkursów"),
        (10**12 + 3, "konkursy"),
        (-1, "konkurs"),
        (-3, "konkursy"),
        (Decimal("2.0"), "konkursy"),
        (Decimal("1.5"), "konkursu"),
        (-0.5, "konkursu"),
    ],
)
def test_a_noun_agrees_with_its_number(n, form):
    assert leszno.plural(n, "konkurs,konkursy,konkursów,konkursu") == form


def test_a_fraction_without_a_form_of_its_own_takes_the_last_one():
    assert leszno.plural(Decimal("1.5"), ["procent", "procent", "procent"]) == "procent"


def test_a_moment_is_told_in_warsaw_time():
    winter = dt.datetime(2024, 1, 5, 14, 30, tzinfo=dt.UTC)
    summer = dt.datetime(2024, 6, 30, 22, 5, tzinfo=dt.UTC)

    assert leszno.deadline(winter) == spaced("piątek, 5_stycznia 2024_r., godz._15:30")
    assert leszno.deadline(summer) == spaced("poniedziałek, 1_lipca 2024_r., godz._00:05")
    assert leszno.deadline(None) == "nie podano"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (dt.date(2024, 1, 5), "5_stycznia 2024_r."),
        (dt.date(2023, 11, 30), "30_listopada 2023_r."),
        (dt.datetime(2023, 12, 31, 23, 30, tzinfo=dt.UTC), "1_stycznia 2024_r."),
        (dt.datetime(2024, 2, 29, 1, tzinfo=ZoneInfo("Europe/Warsaw")), "29_lutego 2024_r."),
        (None, "nie podano"),
    ],
)
def test_a_day_is_written_out(value, words):
    assert leszno.day(value) == spaced(words)


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0_B"),
        (999, "999_B"),
        (1000, "1_kB"),
        (120_345, "120_kB"),
        (999_499, "999_kB"),
        (999_500, "1_MB"),
        (1_234_567, "1,2_MB"),
        (10_000_000, "10_MB"),
        (None, "nie podano"),
    ],
)
def test_a_files_size_is_told_in_thousands(size, words):
    assert leszno.filesize_pl(size) == spaced(words)


@pytest.mark.parametrize(
    ("printed", "days"),
    [
        ("Grudzień 2023", "od 1 do 31_grudnia 2023_r."),
        ("Grudzień 2023 / Styczeń 2024", "od 1_grudnia 2023_r. do 31_stycznia 2024_r."),
        ("Styczeń / Luty 2024", "od 1_stycznia do 29_lutego 2024_r."),
        ("II, III kwartał roku 2024", "od 1_kwietnia do 30_września 2024_r."),
        ("II połowa 2024 r.", "od 1_lipca do 31_grudnia 2024_r."),
        ("-", "nie zaplanowano ogłoszenia"),
        ("Tryb ustawy o zatrudnieniu socjalnym", "poza otwartym konkursem ofert"),
        ("wkrótce", "termin nieodczytany"),
    ],
)
def test_a_printed_term_is_shown_as_the_days_it_means(printed, days):
    assert leszno.term_dates(parse_term(printed)) == spaced(days)


@pytest.mark.parametrize(
    ("kind", "start", "end", "days"),
    [
        (Kind.PERIOD, dt.date(2024, 3, 1), dt.date(2024, 3, 1), "1_marca 2024_r."),
        (Kind.UNTIL, None, dt.date(2024, 3, 31), "do 31_marca 2024_r."),
        (Kind.SINCE, dt.date(2024, 3, 1), None, "od 1_marca 2024_r."),
        (Kind.CONTINUOUS, None, None, "na bieżąco, bez daty końcowej"),
        (Kind.CONTINUOUS, dt.date(2024, 1, 1), dt.date(2024, 12, 31), "od 1_stycznia do 31_grudnia 2024_r."),
        (Kind.RELATIVE, None, None, "zależy od innego zdarzenia, bez daty"),
    ],
)
def test_an_open_term_says_which_end_it_has(kind, start, end, days):
    assert leszno.term_dates(Term(kind, Unit.DAY, start, end, "")) == spaced(days)


def test_the_filters_are_at_hand_in_every_template():
    page = Template("{{ amount|zloty }} {{ n }} {{ n|plural:'konkurs,konkursy,konkursów' }} {{ plan|term }}")
    plan = parse_term("Marzec/Kwiecień 2024")

    shown = page.render(Context({"amount": Decimal("60000"), "n": 22, "plan": plan}))

    assert shown == spaced("60_000_zł 22 konkursy ") + describe(plan)


@pytest.mark.parametrize(
    ("path", "attribute"),
    [
        ("/harmonogram/", ' aria-current="page"'),
        ("/harmonogram/2024/", ' aria-current="true"'),
        ("/wydzialy/", ""),
    ],
)
def test_the_menu_marks_the_page_and_its_section(path, attribute):
    context = Context({"request": RequestFactory().get(path)})

    assert Template("{% current '/harmonogram/' %}").render(context) == attribute


NOON = dt.datetime(2023, 12, 22, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (dt.timedelta(minutes=-1), ""),
        (dt.timedelta(), "dziś ostatni dzień"),
        (dt.timedelta(hours=13), "dziś ostatni dzień"),  # midnight in Warsaw
        (dt.timedelta(hours=13, minutes=1), "jutro ostatni dzień"),
        (dt.timedelta(days=1), "jutro ostatni dzień"),
        (dt.timedelta(days=2), spaced("zostały 2_dni")),
        (dt.timedelta(days=5), spaced("zostało 5_dni")),
        (dt.timedelta(days=12), spaced("zostało 12_dni")),
        (dt.timedelta(days=22), spaced("zostały 22_dni")),
    ],
)
def test_what_is_left_until_a_deadline(before, words):
    assert leszno.left(NOON, NOON - before) == words


def test_nothing_is_left_where_there_is_no_deadline():
    assert leszno.left(None, NOON) == ""
