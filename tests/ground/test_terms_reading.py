"""Notations of planned time that are understood, family by family; nothing but the whole text decides."""

import datetime as dt
from pathlib import Path

import pytest

from leszno_ngo.terms import Kind, Term, Unit, parse_term

DOCUMENTS = Path(__file__).parents[2] / "fixtures" / "documents"
AS_OF = dt.date(2023, 11, 30)  # of the schedule for 2024


def day(text):
    return dt.date.fromisoformat(text) if text else None


def period(unit, start, end):
    return Term(Kind.PERIOD, unit, day(start), day(end), "")


def until(unit, end):
    return Term(Kind.UNTIL, unit, None, day(end), "")


def since(unit, start):
    return Term(Kind.SINCE, unit, day(start), None, "")


def continuous(unit=Unit.NONE, start=None, end=None):
    return Term(Kind.CONTINUOUS, unit, day(start), day(end), "")


def dateless(kind, unit=Unit.NONE):
    return Term(kind, unit, None, None, "")


PRINTED_IN_THE_SCHEDULE = [
    ("Październik 2023", period(Unit.MONTH, "2023-10-01", "2023-10-31")),
    ("Grudzień 2023", period(Unit.MONTH, "2023-12-01", "2023-12-31")),
    ("Grudzień 2023 / Styczeń 2024", period(Unit.MONTH, "2023-12-01", "2024-01-31")),
    ("Styczeń 2024", period(Unit.MONTH, "2024-01-01", "2024-01-31")),
    ("Styczeń / Luty 2024", period(Unit.MONTH, "2024-01-01", "2024-02-29")),
    ("Marzec 2024", period(Unit.MONTH, "2024-03-01", "2024-03-31")),
    ("Marzec/Kwiecień 2024", period(Unit.MONTH, "2024-03-01", "2024-04-30")),
    ("II, III kwartał roku 2024", period(Unit.QUARTER, "2024-04-01", "2024-09-30")),
    ("II połowa 2024 r.", period(Unit.HALF, "2024-07-01", "2024-12-31")),
    ("Tryb ustawy o zatrudnieniu socjalnym", dateless(Kind.OTHER_PROCEDURE)),
    ("-", dateless(Kind.NOT_PLANNED)),
]
PRINTED_IN_THE_STRATEGY = [
    ("XI 2008 – I 2009", period(Unit.MONTH, "2008-11-01", "2009-01-31")),
    ("II - IV 2009", period(Unit.MONTH, "2009-02-01", "2009-04-30")),
    ("II – IV 2009", period(Unit.MONTH, "2009-02-01", "2009-04-30")),
    ("V – VII 2009", period(Unit.MONTH, "2009-05-01", "2009-07-31")),
    ("I 2010 – XII 2015", period(Unit.MONTH, "2010-01-01", "2015-12-31")),
]


@pytest.mark.parametrize(("text", "term"), PRINTED_IN_THE_SCHEDULE)
def test_every_term_of_the_schedule_is_read(text, term):
    assert parse_term(text) == term


def test_no_term_of_the_schedule_is_left_out_of_the_table():
    lines = (DOCUMENTS / "harmonogram-2024.txt").read_text(encoding="utf-8").splitlines()
    cells = {line.partition("\t")[2].strip() for line in lines}

    assert cells - {""} == {text for text, _ in PRINTED_IN_THE_SCHEDULE}


@pytest.mark.parametrize(("text", "term"), PRINTED_IN_THE_STRATEGY)
def test_every_term_of_the_strategy_task_is_read(text, term):
    assert text in (DOCUMENTS / "strategia-rozwoju-zadanie.txt").read_text(encoding="utf-8")
    assert parse_term(text) == term


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("grudzień 2023", "2023-12-01", "2023-12-31"),
        ("GRUDZIEŃ 2023 R.", "2023-12-01", "2023-12-31"),
        ("grudnia 2023", "2023-12-01", "2023-12-31"),
        ("w grudniu 2023 roku", "2023-12-01", "2023-12-31"),
        ("we wrześniu 2024 r.", "2024-09-01", "2024-09-30"),
        ("gru. 2023", "2023-12-01", "2023-12-31"),
        ("paź 2024", "2024-10-01", "2024-10-31"),
        ("pazdziernik 2024", "2024-10-01", "2024-10-31"),
        ("pażdziernik 2024", "2024-10-01", "2024-10-31"),
        ("m-c grudzień 2023", "2023-12-01", "2023-12-31"),
        ("m-c: grudzień 2023", "2023-12-01", "2023-12-31"),
        ("w m-cu marcu 2024", "2024-03-01", "2024-03-31"),
        ("w miesiącu marcu 2024", "2024-03-01", "2024-03-31"),
        ("przez cały marzec 2024", "2024-03-01", "2024-03-31"),
        ("planowany termin ogłoszenia – marzec 2024", "2024-03-01", "2024-03-31"),
        ("ogłoszenie konkursu: marzec 2024", "2024-03-01", "2024-03-31"),
        ("m-ce: styczeń, luty 2024", "2024-01-01", "2024-02-29"),
        ("termin ogłoszenia: marzec 2024", "2024-03-01", "2024-03-31"),
        ("marzec 2024,", "2024-03-01", "2024-03-31"),
        ("luty 2023", "2023-02-01", "2023-02-28"),
        ("luty 2024", "2024-02-01", "2024-02-29"),
        ("luty 2000", "2000-02-01", "2000-02-29"),
        ("luty 2100", "2100-02-01", "2100-02-28"),
        ("XII.2023", "2023-12-01", "2023-12-31"),
        ("XII 2023", "2023-12-01", "2023-12-31"),
        ("I 2024", "2024-01-01", "2024-01-31"),
        ("12.2023 r.", "2023-12-01", "2023-12-31"),
        ("3.2024", "2024-03-01", "2024-03-31"),
        ("12/2023", "2023-12-01", "2023-12-31"),
        ("12/2023 - 01/2024", "2023-12-01", "2024-01-31"),
        ("luty-marzec 2024", "2024-02-01", "2024-03-31"),
        ("sty–lut 2024", "2024-01-01", "2024-02-29"),
        ("grudzień 2023 r./styczeń 2024 r.", "2023-12-01", "2024-01-31"),
        ("Listopad/grudzień2023", "2023-11-01", "2023-12-31"),
        ("grudzień 2023, styczeń i luty 2024", "2023-12-01", "2024-02-29"),
        ("marzec, kwiecień, maj 2024", "2024-03-01", "2024-05-31"),
        ("marzec oraz kwiecień 2024", "2024-03-01", "2024-04-30"),
        ("w marcu i w kwietniu 2024", "2024-03-01", "2024-04-30"),
        ("styczeń-luty-marzec 2024", "2024-01-01", "2024-03-31"),
        ("marzec do maja 2024", "2024-03-01", "2024-05-31"),
        ("od stycznia do marca 2024", "2024-01-01", "2024-03-31"),
        ("od grudnia 2023 r. do marca 2024 r.", "2023-12-01", "2024-03-31"),
        ("od kwietnia do końca 2024 r.", "2024-04-01", "2024-12-31"),
        ("od marca do końca III kwartału 2024", "2024-03-01", "2024-09-30"),
        ("X–XII 2024", "2024-10-01", "2024-12-31"),
        ("I/II 2024", "2024-01-01", "2024-02-29"),
    ],
)
def test_months_are_read(text, start, end):
    assert parse_term(text) == period(Unit.MONTH, start, end)


def test_every_months_short_name_is_read():
    short = ["sty.", "lut.", "mar.", "kwi.", "maj", "cze.", "lip.", "sie.", "wrz.", "paź.", "lis.", "gru."]

    assert [parse_term(f"{name} 2024").start.month for name in short] == list(range(1, 13))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("I kwartał 2024", "2024-01-01", "2024-03-31"),
        ("w II kwartale 2024 r.", "2024-04-01", "2024-06-30"),
        ("III kw. 2024", "2024-07-01", "2024-09-30"),
        ("IV kw.2024", "2024-10-01", "2024-12-31"),
        ("kwartał I 2024", "2024-01-01", "2024-03-31"),
        ("1 kwartał 2024", "2024-01-01", "2024-03-31"),
        ("3. kwartał 2024", "2024-07-01", "2024-09-30"),
        ("I-szy kwartał 2024", "2024-01-01", "2024-03-31"),
        ("II-gi kwartał roku 2024", "2024-04-01", "2024-06-30"),
        ("pierwszy kwartał 2024", "2024-01-01", "2024-03-31"),
        ("w czwartym kwartale 2024", "2024-10-01", "2024-12-31"),
        ("Q1 2024", "2024-01-01", "2024-03-31"),
        ("1Q 2024", "2024-01-01", "2024-03-31"),
        ("Ⅱ kwartał 2024", "2024-04-01", "2024-06-30"),
        ("III/IV kwartał 2024 roku", "2024-07-01", "2024-12-31"),
        ("I, II, III kwartał 2024", "2024-01-01", "2024-09-30"),
        ("I i II kwartał 2024", "2024-01-01", "2024-06-30"),
        ("pierwszy i drugi kwartał 2024", "2024-01-01", "2024-06-30"),
        ("I kw./II kw. 2024", "2024-01-01", "2024-06-30"),
        ("I - III kwartał 2024", "2024-01-01", "2024-09-30"),
        ("IV kwartał 2023 / I kwartał 2024", "2023-10-01", "2024-03-31"),
        ("IV kwartał 2023 – II kwartał 2024", "2023-10-01", "2024-06-30"),
        ("od I do III kwartału 2024", "2024-01-01", "2024-09-30"),
        ("w trakcie II kwartału 2024", "2024-04-01", "2024-06-30"),
    ],
)
def test_quarters_are_read(text, start, end):
    assert parse_term(text) == period(Unit.QUARTER, start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("I połowa 2024 r.", "2024-01-01", "2024-06-30"),
        ("II połowa roku 2024", "2024-07-01", "2024-12-31"),
        ("w drugiej połowie 2024 roku", "2024-07-01", "2024-12-31"),
        ("I-sza połowa 2024 r.", "2024-01-01", "2024-06-30"),
        ("2. połowa 2024", "2024-07-01", "2024-12-31"),
        ("1 półr. 2024", "2024-01-01", "2024-06-30"),
        ("I półrocze 2024", "2024-01-01", "2024-06-30"),
        ("w drugim półroczu 2024", "2024-07-01", "2024-12-31"),
        ("półrocze II 2024", "2024-07-01", "2024-12-31"),
        ("I i II półrocze 2024", "2024-01-01", "2024-12-31"),
        ("II półrocze 2023 – I półrocze 2024", "2023-07-01", "2024-06-30"),
    ],
)
def test_halves_of_a_year_are_read(text, start, end):
    assert parse_term(text) == period(Unit.HALF, start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("I połowa marca 2024", "2024-03-01", "2024-03-15"),
        ("druga połowa czerwca 2023 r.", "2023-06-16", "2023-06-30"),
        ("w I poł. marca 2024", "2024-03-01", "2024-03-15"),
        ("II połowa lutego 2024", "2024-02-16", "2024-02-29"),
        ("II połowa lutego 2023", "2023-02-16", "2023-02-28"),
        ("druga połowa maja i pierwsza połowa czerwca 2024", "2024-05-16", "2024-06-15"),
        ("II połowa grudnia 2023 – I połowa stycznia 2024", "2023-12-16", "2024-01-15"),
        ("od II połowy marca do końca kwietnia 2024", "2024-03-16", "2024-04-30"),
    ],
)
def test_halves_of_a_month_part_on_the_fifteenth(text, start, end):
    assert parse_term(text) == period(Unit.MONTH_PART, start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024 r.", "2024-01-01", "2024-12-31"),
        ("rok 2024", "2024-01-01", "2024-12-31"),
        ("w 2024 roku", "2024-01-01", "2024-12-31"),
        ("cały 2024 rok", "2024-01-01", "2024-12-31"),
        ("w ciągu 2024 roku", "2024-01-01", "2024-12-31"),
        ("lata 2024–2025", "2024-01-01", "2025-12-31"),
        ("w latach 2024-2026", "2024-01-01", "2026-12-31"),
        ("2017-2023", "2017-01-01", "2023-12-31"),
        ("2024 i 2025", "2024-01-01", "2025-12-31"),
    ],
)
def test_years_are_read(text, start, end):
    assert parse_term(text) == period(Unit.YEAR, start, end)


@pytest.mark.parametrize(
    "text",
    [
        "15 marca 2024",
        "15 marca 2024 r.",
        "15 MARCA 2024 ROKU",
        "dnia 15 marca 2024 r.",
        "w dniu 15 marca 2024 r.",
        "15. marca 2024",
        "15-go marca 2024",
        "15-tego marca 2024",
        "15 marzec 2024",
        "15 mar 2024",
        "15.03.2024",
        "15.3.2024",
        "15.03.2024r.",
        "15. 03. 2024 r.",
        "15-03-2024",
        "15/03/2024",
        "2024-03-15",
        "2024.03.15",
        "15.03.24 r.",
        "15 III 2024",
        "15.III.2024",
        "15 marca 2024 r., godz. 10:00",
        "15 marca 2024 roku godz. 10.00",
        "15 marca 2024 r. godzina 15:30",
        "15 marca 2024 r. o godz. 10",
        "15 marca 2024 r. godz. 15³⁰",
        "15 marca 2024 r., 10:00",
        "15 marca 2024 r., w godz. 8.00-16.00",
        "15 marca 2024 r., w godz. od 8:00 do 16:00",
        "15 marca 2024 r. (piątek)",
        "15 marca 2024 r., piątek, godz. 10",
        "15.03.2024 (pt.)",
        "piątek, 15 marca 2024 r.",
        "w piątek 15 marca 2024",
        "w piątek, dnia 15 marca 2024",
    ],
)
def test_one_day_is_read(text):
    assert parse_term(text) == period(Unit.DAY, "2024-03-15", "2024-03-15")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("29 lutego 2024", "2024-02-29", "2024-02-29"),
        ("5 I 2024", "2024-01-05", "2024-01-05"),
        ("1.III.2024", "2024-03-01", "2024-03-01"),
        ("7/7/2024", "2024-07-07", "2024-07-07"),
        ("1–15 marca 2024", "2024-03-01", "2024-03-15"),
        ("24 -25 marca 2023 r.", "2023-03-24", "2023-03-25"),
        ("1-15.03.2024", "2024-03-01", "2024-03-15"),
        ("1 do 15 marca 2024", "2024-03-01", "2024-03-15"),
        ("15 i 16 marca 2024", "2024-03-15", "2024-03-16"),
        ("15, 16 i 17 marca 2024", "2024-03-15", "2024-03-17"),
        ("w dniach 15-17 marca 2024", "2024-03-15", "2024-03-17"),
        ("1.03 - 30.04.2024", "2024-03-01", "2024-04-30"),
        ("1.03. – 30.04.2024 r.", "2024-03-01", "2024-04-30"),
        ("01.03.2024-30.04.2024", "2024-03-01", "2024-04-30"),
        ("15.01.2024r. do 20.01.2024r.", "2024-01-15", "2024-01-20"),
        ("5 maja -9 czerwca 2025", "2025-05-05", "2025-06-09"),
        ("3 luty - 25 czerwca 2025", "2025-02-03", "2025-06-25"),
        ("31.12.2023 – 2.01.2024", "2023-12-31", "2024-01-02"),
        ("15 III – 20 IV 2024", "2024-03-15", "2024-04-20"),
        ("5 I – 10 II 2024", "2024-01-05", "2024-02-10"),
        ("od 1.I do 31.III.2024", "2024-01-01", "2024-03-31"),
        ("od 01.03 do 30.04.2024 r.", "2024-03-01", "2024-04-30"),
        ("od 01.03.2024 do 30.04.2024", "2024-03-01", "2024-04-30"),
        ("od dnia 1 marca do dnia 15 marca 2024 r. włącznie", "2024-03-01", "2024-03-15"),
        ("w okresie od 1.03 do 15.03.2024", "2024-03-01", "2024-03-15"),
        ("w terminie od 1 do 15 marca 2024", "2024-03-01", "2024-03-15"),
        ("od 30 kwietnia do 20 maja 2024 r. do godz. 15.30", "2024-04-30", "2024-05-20"),
        ("od 3 marca 2025 r. od godz. 14:00 do 30 listopada 2025 r. do godz. 14:00", "2025-03-03", "2025-11-30"),
        ("od poniedziałku 11 marca do piątku 15 marca 2024", "2024-03-11", "2024-03-15"),
        ("poniedziałek 11 – piątek 15 marca 2024", "2024-03-11", "2024-03-15"),
        ("20.12.2023 (środa) - 10.01.2024 (środa)", "2023-12-20", "2024-01-10"),
        ("od 15 do końca marca 2024", "2024-03-15", "2024-03-31"),
        ("od 15 marca do końca kwietnia 2024", "2024-03-15", "2024-04-30"),
        ("od 15 marca 2024 do końca roku", "2024-03-15", "2024-12-31"),
        ("od początku marca do 15 kwietnia 2024", "2024-03-01", "2024-04-15"),
        ("w dn. 15-20.01.2024", "2024-01-15", "2024-01-20"),
        (
            "nie wcześniej niż od 1 kwietnia 2025 r. i nie później niż do dnia 30.11.2025 r.",
            "2025-04-01",
            "2025-11-30",
        ),
        ("między 1 a 15 marca 2024", "2024-03-01", "2024-03-15"),
    ],
)
def test_days_and_ranges_of_days_are_read(text, start, end):
    assert parse_term(text) == period(Unit.DAY, start, end)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("do 31.03.2024r.", until(Unit.DAY, "2024-03-31")),
        ("do dnia 31 marca 2024 r.", until(Unit.DAY, "2024-03-31")),
        ("do 15 marca 2024 włącznie", until(Unit.DAY, "2024-03-15")),
        ("w terminie do 15 marca 2024", until(Unit.DAY, "2024-03-15")),
        ("do 19 grudnia 2025 r., godz. 12:00", until(Unit.DAY, "2025-12-19")),
        ("do 19 grudnia 2025 r. do godz. 12.00", until(Unit.DAY, "2025-12-19")),
        ("nie później niż do 15 marca 2024", until(Unit.DAY, "2024-03-15")),
        ("najpóźniej 15 marca 2024", until(Unit.DAY, "2024-03-15")),
        ("do końca I połowy marca 2024", until(Unit.MONTH_PART, "2024-03-15")),
        ("do końca lutego 2024", until(Unit.MONTH, "2024-02-29")),
        ("do końca lutego 2023", until(Unit.MONTH, "2023-02-28")),
        ("nie później niż w marcu 2024", until(Unit.MONTH, "2024-03-31")),
        ("do końca I kwartału 2024 r.", until(Unit.QUARTER, "2024-03-31")),
        ("do końca I półrocza 2024", until(Unit.HALF, "2024-06-30")),
        ("do końca roku 2024", until(Unit.YEAR, "2024-12-31")),
        ("najpóźniej w 2024 r.", until(Unit.YEAR, "2024-12-31")),
    ],
)
def test_what_is_only_ended_is_until(text, term):
    assert parse_term(text) == term


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("od 15 marca 2024", since(Unit.DAY, "2024-03-15")),
        ("począwszy od 15 marca 2024", since(Unit.DAY, "2024-03-15")),
        ("nie wcześniej niż 15 marca 2024", since(Unit.DAY, "2024-03-15")),
        ("od 15 marca 2024, godz. 8:00", since(Unit.DAY, "2024-03-15")),
        ("od 2 stycznia 2024 do wyczerpania środków", since(Unit.DAY, "2024-01-02")),
        ("od 2 stycznia 2024 do odwołania", since(Unit.DAY, "2024-01-02")),
        ("od II połowy maja 2024 r.", since(Unit.MONTH_PART, "2024-05-16")),
        ("od marca 2024", since(Unit.MONTH, "2024-03-01")),
        ("od początku marca 2024", since(Unit.MONTH, "2024-03-01")),
        ("nie wcześniej niż w marcu 2024", since(Unit.MONTH, "2024-03-01")),
        ("najwcześniej w II kwartale 2024", since(Unit.QUARTER, "2024-04-01")),
        ("od II połowy 2024 r.", since(Unit.HALF, "2024-07-01")),
        ("od 2024 r.", since(Unit.YEAR, "2024-01-01")),
    ],
)
def test_what_is_only_begun_is_since(text, term):
    assert parse_term(text) == term


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("na bieżąco", continuous()),
        ("w trybie ciągłym", continuous()),
        ("Nabór ciągły", continuous()),
        ("ciągły", continuous()),
        ("na bieżąco do wyczerpania środków", continuous()),
        ("na bieżąco w ciągu roku", continuous()),
        ("na bieżąco w 2024 r.", continuous(Unit.YEAR, "2024-01-01", "2024-12-31")),
        ("na bieżąco, 2024 r.", continuous(Unit.YEAR, "2024-01-01", "2024-12-31")),
        ("w 2024 r. – na bieżąco", continuous(Unit.YEAR, "2024-01-01", "2024-12-31")),
        ("na bieżąco od II kwartału 2024", continuous(Unit.QUARTER, "2024-04-01")),
        ("na bieżąco do końca czerwca 2024", continuous(Unit.MONTH, None, "2024-06-30")),
        ("od 1 marca 2024 r. w trybie ciągłym", continuous(Unit.DAY, "2024-03-01")),
        ("nabór ciągły od 1 marca do 30 listopada 2024 r.", continuous(Unit.DAY, "2024-03-01", "2024-11-30")),
    ],
)
def test_what_goes_on_all_the_time_is_continuous(text, term):
    assert parse_term(text) == term


@pytest.mark.parametrize(
    "text",
    [
        *("–", "—", "---", "−", " - ", "brak", "Nie dotyczy", "NIE DOTYCZY.", "n/d", "N/D", "nd.", "n.d.", "nie dot."),
        *(
            "Nie planuje się ogłoszenia konkursu.",
            "nie planuje sie",
            "nie przewiduje się",
            "nie zaplanowano",
            "nie ogłasza się",
        ),
        *("nie planuje się w 2024 r.", "nie przewiduje się konkursu w 2024 roku"),
    ],
)
def test_what_has_no_competition_is_not_planned(text):
    assert parse_term(text) == dateless(Kind.NOT_PLANNED)
    assert parse_term(text, year=2024) == dateless(Kind.NOT_PLANNED)


@pytest.mark.parametrize(
    "text",
    [
        "TRYB USTAWY O ZATRUDNIENIU SOCJALNYM",
        "w trybie ustawy o sporcie",
        "w trybie ustawy – Prawo zamówień publicznych",
        "Tryb ustawy z dnia 13 czerwca 2003 r. o zatrudnieniu socjalnym",
        "w trybie ustawy z dnia 26 października 1982 r. o wychowaniu w trzeźwości (Dz. U. z 2023 r. poz. 2151)",
        "na podstawie ustawy o rehabilitacji zawodowej i społecznej oraz zatrudnianiu osób niepełnosprawnych",
        "w trybie art. 19a ustawy o działalności pożytku publicznego i o wolontariacie",
        "art. 19a",
        "małe granty",
        "tryb pozakonkursowy",
        "w innym trybie",
    ],
)
def test_money_outside_competitions_is_another_procedure(text):
    assert parse_term(text) == dateless(Kind.OTHER_PROCEDURE)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("po uchwaleniu budżetu", Unit.NONE),
        ("niezwłocznie po podpisaniu umowy z wojewodą", Unit.NONE),
        ("niezwłocznie po uchwaleniu budżetu na 2024 rok", Unit.NONE),
        ("po otrzymaniu środków na", Unit.NONE),
        ("po rozstrzygnięciu konkursu", Unit.NONE),
        ("po rozstrzygnięciu I tury konkursu", Unit.NONE),
        ("w zależności od potrzeb", Unit.NONE),
        ("w miarę potrzeb", Unit.NONE),
        ("do wyczerpania środków", Unit.NONE),
        ("wiosna 2024", Unit.SEASON),
        ("jesienią 2024 r.", Unit.SEASON),
        ("na wiosnę", Unit.SEASON),
        ("lato", Unit.SEASON),
    ],
)
def test_what_waits_for_an_event_or_a_season_is_relative(text, unit):
    assert parse_term(text) == dateless(Kind.RELATIVE, unit)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("grudzień", period(Unit.MONTH, "2024-12-01", "2024-12-31")),
        ("luty-marzec", period(Unit.MONTH, "2024-02-01", "2024-03-31")),
        ("III/IV kwartał", period(Unit.QUARTER, "2024-07-01", "2024-12-31")),
        ("I-sza połowa roku", period(Unit.HALF, "2024-01-01", "2024-06-30")),
        ("29 sierpnia – 13 września", period(Unit.DAY, "2024-08-29", "2024-09-13")),
        ("do 15.03", until(Unit.DAY, "2024-03-15")),
        ("od 15 marca do końca roku", period(Unit.DAY, "2024-03-15", "2024-12-31")),
        ("cały rok", period(Unit.YEAR, "2024-01-01", "2024-12-31")),
        ("w ciągu roku", period(Unit.YEAR, "2024-01-01", "2024-12-31")),
        ("na bieżąco przez cały rok", continuous(Unit.YEAR, "2024-01-01", "2024-12-31")),
        ("grudzień 2023 / styczeń", period(Unit.MONTH, "2023-12-01", "2024-01-31")),
        ("grudzień 2023, styczeń i luty", period(Unit.MONTH, "2023-12-01", "2024-02-29")),
        ("marzec 2024 / kwiecień", period(Unit.MONTH, "2024-03-01", "2024-04-30")),
    ],
)
def test_a_missing_year_is_the_headings(text, term):
    assert parse_term(text, year=2024) == term


def test_the_year_in_the_text_goes_before_the_headings():
    assert parse_term("grudzień 2023", year=2024) == period(Unit.MONTH, "2023-12-01", "2023-12-31")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("w I kwartale br.", period(Unit.QUARTER, "2023-01-01", "2023-03-31")),
        ("II półrocze b.r.", period(Unit.HALF, "2023-07-01", "2023-12-31")),
        ("w grudniu bieżącego roku", period(Unit.MONTH, "2023-12-01", "2023-12-31")),
        ("do końca br.", until(Unit.YEAR, "2023-12-31")),
        ("w marcu przyszłego roku", period(Unit.MONTH, "2024-03-01", "2024-03-31")),
        ("grudzień br. / styczeń przyszłego roku", period(Unit.MONTH, "2023-12-01", "2024-01-31")),
    ],
)
def test_this_and_the_next_year_are_counted_from_the_documents_day(text, term):
    assert parse_term(text, as_of=AS_OF, year=2030) == term
