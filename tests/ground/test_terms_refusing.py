"""Words that are no term, or could be more than one: they come back unparsed, never as a guessed date."""

import datetime as dt

import pytest

from leszno_ngo.terms import Kind, Term, Unit, parse_term

AS_OF = dt.date(2023, 11, 30)
UNPARSED = Term(Kind.UNPARSED, Unit.NONE, None, None, "")


@pytest.mark.parametrize(
    "text",
    [
        *("przełom grudnia i stycznia", "przełom grudnia 2023 i stycznia 2024", "początek marca 2024"),
        *("koniec marca 2024", "koniec I kwartału 2024", "na początku 2024 r.", "połowa marca 2024", "połowa 2024"),
        *("do połowy marca 2024", "od połowy marca 2024", "od końca marca 2024", "ok. marca 2024", "około marca 2024"),
        *("prawdopodobnie marzec 2024", "planowany marzec 2024", "marzec 2024?", "marzec 2024 (?)", "~marzec 2024"),
        *("marzec 2024 i później", "pierwsze dwa tygodnie marca 2024", "I tydzień marca 2024", "I dekada marca 2024"),
        *("wakacje 2024", "koniec lata 2024", "do ustalenia", "brak terminu", "brak danych"),
    ],
)
def test_vague_words_are_not_understood(text):
    assert parse_term(text, year=2024, as_of=AS_OF) == UNPARSED


@pytest.mark.parametrize(
    "text",
    [
        *("marzec lub kwiecień 2024", "marzec albo kwiecień 2024", "marzec ewentualnie kwiecień 2024"),
        *("marzec bądź kwiecień 2024", "do 30.11.2024 r. lub do wyczerpania środków", "wiosna/lato 2024"),
        *("tryb ustawy o sporcie lub konkurs w marcu 2024", "tryb ustawy o sporcie, marzec 2024"),
        *("po uchwaleniu budżetu lub wcześniej", "w miarę potrzeb, nie później niż w marcu"),
    ],
)
def test_alternatives_are_not_chosen_between(text):
    assert parse_term(text, year=2024) == UNPARSED


@pytest.mark.parametrize(
    "text",
    [
        *("po XII", "po I i II", "po br.", "po 1.III", "przed końcem roku"),
        *("po 1 marca", "po 1 marca 2024", "po 15.03.2024", "przed 15 marca 2024", "po marcu", "po II kwartale 2024"),
        *("do marca 2024", "do 2024", "do I kwartału 2024", "nie później niż do marca 2024"),
        *(
            "między marcem a majem 2024",
            "nie wcześniej niż w marcu i nie później niż w maju",
            "od 15 marca do kwietnia 2024",
            "od marca do 15 kwietnia 2024",
        ),
        *("15 marca 2024 do godz. 15:00", "15 marca 2024 od godz. 8:00", "godz. 10 15 marca 2024"),
        *(
            "do końca roku",
            "do końca 15 marca 2024",
            "od początku 15 marca 2024",
            "od początku 5 do 12 marca 2024",
            "od II do końca marca 2024",
        ),
        *("od 1 do końca II kwartału 2024", "w terminie 21 dni od ogłoszenia", "w ciągu 30 dni"),
    ],
)
def test_an_edge_that_is_not_said_is_not_invented(text):
    assert parse_term(text, year=2024) == UNPARSED


@pytest.mark.parametrize(
    "text",
    [
        *("grudzień / styczeń 2024", "grudzień/styczeń/luty 2024", "grudzień – styczeń 2024", "maj – marzec 2024"),
        *("Marzec 2024 / Kwiecień 2023", "styczeń 2024 – grudzień 2023", "marzec – marzec 2024"),
        *("IV/I kwartał 2024", "IV – I kwartał 2024", "III, II kwartał 2024", "I – I kwartał 2024", "XII–I 2024"),
        *("15–10 marca 2024", "15 - 15 marca 2024", "od 15 do 15 marca 2024", "między 15 a 1 marca 2024"),
        *("od 15 kwietnia do końca marca 2024", "2024-2024", "2026–2024", "15 grudnia – 10 stycznia 2024"),
        *("od grudnia do marca 2024", "grudzień/styczeń 2023/2024"),
    ],
)
def test_an_order_that_descends_is_refused(text):
    assert parse_term(text) == UNPARSED
    assert parse_term(text, year=2024) == UNPARSED


@pytest.mark.parametrize(
    "text",
    [
        *(
            "marzec oraz maj 2024",
            "marzec i maj 2024",
            "marzec, maj 2024",
            "marzec/maj 2024",
            "II kwartał, IV kwartał 2024",
        ),
        *("I i III kwartał 2024", "15 marca i 20 marca 2024", "15 marca, 20 kwietnia 2024", "10/20 marca 2024"),
        *("styczeń – marzec, maj 2024", "styczeń – marzec – maj 2024", "1-3-5 marca 2024", "2024, 2026"),
        *("II połowa marca i II połowa kwietnia 2024", "marzec 2023, marzec 2024"),
    ],
)
def test_a_list_with_a_gap_is_no_period(text):
    assert parse_term(text) == UNPARSED


@pytest.mark.parametrize(
    "text",
    [
        *("15 marca – kwiecień 2024", "marzec – 15 kwietnia 2024", "grudzień 2023 – I kwartał 2024"),
        *(
            "II kwartał, III 2024",
            "II – 15 marca 2024",
            "pierwszy – 15 marca 2024",
            "styczeń, II kwartał 2024",
            "II kwartał (kwiecień–czerwiec) 2024",
        ),
        *("grudzień, 2023", "grudzień-2023", "grudzień/2023", "I kwartał – II półrocze 2024", "III/2024"),
    ],
)
def test_different_units_are_not_put_together(text):
    assert parse_term(text) == UNPARSED


@pytest.mark.parametrize(
    "text",
    [
        *("marzec", "15 marca", "I kwartał", "II połowa roku", "cały rok", "do 15.03", "od marca", "1.03 - 15.03"),
        *("marzec 2024 / kwiecień", "marzec 2024 – kwiecień", "grudzień 2023 / styczeń", "w marcu br.", "br."),
        *("w przyszłym roku", "w marcu br. i w kwietniu"),
    ],
)
def test_without_a_year_there_is_no_date(text):
    assert parse_term(text) == UNPARSED


@pytest.mark.parametrize(
    "text",
    [
        *(
            "marzec 2023 – kwiecień",
            "październik 2023 – grudzień",
            "grudzień 2022 / styczeń",
            "marzec 2022 – luty",
            "12.2023 - grudzień",
        ),
        *("15 marca 2023 – 20 marca", "grudzień 2025 / styczeń"),
    ],
)
def test_a_year_on_the_left_alone_must_agree_with_the_headings(text):
    assert parse_term(text, year=2024) == UNPARSED


@pytest.mark.parametrize(
    "text",
    [
        *("29 lutego 2023", "29 lutego 2100", "30 lutego 2024", "31 kwietnia 2024", "32 marca 2024", "0 marca 2024"),
        *("31.02.2024", "15.13.2024", "2024-13-01", "2024-02-30", "do 31.06.2024", "13.2024", "00.2024", "XIII 2024"),
        *("V kwartał 2024", "0 kwartał 2024", "III półrocze 2024", "III połowa 2024", "III połowa marca 2024"),
        *("marzec 1024", "marzec 3024", "marzec 1989", "2101", "marzec 20244", "15.03.20245", "115.03.2024"),
        *("15 marca 2024 godz. 25:99", "15 marca 2024 godz. 24:00", "15 marca 2024 godz. 10:60"),
        *("do 15 marca 2024 r., godz. 0:00", "do 15 marca 2024 r., godz. 00.00", "15 marca 2024 w godz. 16-8"),
        *("15 marca 2024 (sobota)", "sobota, 15 marca 2024", "od wtorku 11 marca do piątku 15 marca 2024"),
    ],
)
def test_what_is_not_in_the_calendar_or_on_the_clock_is_refused(text):
    assert parse_term(text, year=2024) == UNPARSED


@pytest.mark.parametrize(
    "text",
    [
        *("2023/2024", "2023-2024", "2023/24", "w roku 2023-2024", "rok szkolny 2023/24", "sezon 2023/2024"),
        *("lata 2023/2024", "zima 2023/2024", "lata 2024", "2024 2025"),
    ],
)
def test_what_may_be_a_school_year_is_refused(text):
    assert parse_term(text) == UNPARSED


@pytest.mark.parametrize(
    "text",
    [
        *("3/4/2024", "03/04/2024", "11/12/2023", "1/2 marca 2024", "1/2024", "11/12.2023", "11-12.2023", "01-03.2024"),
        *("marzec 24", "grudzień '23", "15.03.24", "03.24", "2024-03", "1 5 marca 2024", "2 024", "20 24"),
        *("15,5 marca 2024", "5.15.03.2024", "15 marca 2024, godz. 10.12.2024", "15.30", "10:00", "marzec 2O24"),
        *("16 II-gi 2023", "II-gi 2024", "I połowa", "X", "XII", "II", "15", "15.", "2", "i", "IV-VI"),
    ],
)
def test_figures_that_can_be_read_two_ways_are_refused(text):
    assert parse_term(text, year=2024) == UNPARSED


@pytest.mark.parametrize(
    "text",
    [
        *("١٥ marca ٢٠٢٤", "15 marca ２０２４", "15² marca 2024", "1⁵ marca 2024", "marzec 2024²", "½ 2024", "①. 2024"),
        *("15 marca 202\u200e4", "१५ marca 2024", "15.0³.2024", "marzec 2024\N{COMBINING ENCLOSING KEYCAP}"),
    ],
)
def test_figures_of_other_scripts_and_small_figures_are_no_figures(text):
    assert parse_term(text, year=2024) == UNPARSED


@pytest.mark.parametrize(
    "text",
    [
        *("marzec 2024 r. – II tura", "I tura: marzec 2024", "II tura 2024", "I tura 2024", "1 II tura 2024", "Cel II"),
        *("marzec 2024 (planowany)", "marzec 2024 kwiecień 2024", "marzec 2024 po uchwaleniu budżetu"),
        *("termin składania ofert: marzec 2024", "raz na pół roku", "min 1 raz na kwartał", "co kwartał"),
        *("dwa razy w roku", "otwarty konkurs ofert", "do 09.01.2026 r.*", "*marzec 2024", "(marzec 2024)"),
        *("„marzec 2024”", "- marzec 2024", "1) marzec 2024", "1. marzec 2024", "1. III 2024", "marzec 2024 godz. 10"),
        *("15 marca 2024 (piątek", "15 marca 2024 (piątek r.", "15 marca 2024 piątek)", "marzec 2024 (piątek)"),
        *("15 marca 2024 piątek sobota", "pn.-pt. 11-15 marca 2024"),
        *("2024 I kwartał", "kwartał I i II 2024", "Ikwartał 2024", "od w marcu 2024", "w w marcu 2024"),
        *("do 15 i 20 marca 2024", "od 15 marca i 20 marca 2024", "marzec 2024:", "w czwartek", "czwartek"),
    ],
)
def test_one_word_too_many_refuses_the_whole_text(text):
    assert parse_term(text, year=2024) == UNPARSED


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "\n",
            ".",
            "...",
            ",",
            "/",
            "./.",
            "- - -",
            "(",
            ")",
            "od",
            "do",
            "od do",
            "r.",
            "między 1 a",
            "m-c",
        ),
        *("marzec 2024 /", "marzec 2024 -", "/ marzec 2024", "od marca 2024 do", "marzec // kwiecień 2024", "w"),
        *("godz.", "- ciągły", ": na bieżąco"),
    ],
)
def test_an_unfinished_term_is_refused(text):
    assert parse_term(text, year=2024) == UNPARSED


@pytest.mark.parametrize(
    "text",
    [
        *("w trybie ustawy o działalności pożytku publicznego i o wolontariacie", "w trybie ustawy", "tryb ustawy"),
        *("w trybie ustawy z dnia 24 kwietnia 2003 r. o działalności", "tryb ustawy z dnia 24.04.2003 r."),
        *(
            "w trybie art. 13 ustawy",
            "tryb art. 11 ust. 2",
            "w innym trybie niż konkurs",
            "tryb ustawy o sporcie?",
            "art. 19a – marzec 2024",
        ),
        *("tryb ustawy II III, 2023", "art. 19a w 2024 r.?", "mały grant 2024"),
    ],
)
def test_the_act_of_open_competitions_itself_is_no_other_procedure(text):
    assert parse_term(text, year=2024) == UNPARSED


@pytest.mark.parametrize(
    "text", ["nie planuje się w I kwartale 2024", "nie planuje się w marcu", "brak w 2025 r.", "- 2024"]
)
def test_not_planned_for_some_other_time_is_refused(text):
    assert parse_term(text, year=2024) == UNPARSED


def test_a_text_longer_than_any_term_is_refused_and_kept():
    text = "marzec 2024".ljust(401)

    assert parse_term(text[:400]).kind == Kind.PERIOD
    assert (parse_term(text).kind, parse_term(text).text) == (Kind.UNPARSED, text)
