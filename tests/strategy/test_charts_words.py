"""What charts say in words: titles and descriptions in Polish, for those who do not see the lines."""

from decimal import Decimal

import pytest

from strategy.charts import indicator_line, stacked_counts, stage_bars

NBSP = "\N{NO-BREAK SPACE}"
PEOPLE = "osoba,osoby,osób,osoby"


def described(values, **more):
    return indicator_line(values, **{"name": "Liczba rodzin", **more}).description.replace(NBSP, " ")


def test_a_title_names_the_indicator_and_its_years():
    assert indicator_line({2009: 1, 2013: 2}, name="Liczba rodzin").title == "Liczba rodzin, lata 2009–2013"
    assert indicator_line({2013: 2, 2014: None}, name="Liczba rodzin").title == "Liczba rodzin, rok 2013"


def test_a_full_stop_after_a_name_does_not_stand_inside_its_title():
    assert indicator_line({2009: 1}, name="Klienci MOPR-u.").title == "Klienci MOPR-u, rok 2009"


def test_a_description_says_all_that_is_drawn():
    values = {2009: "3788", 2010: "13699", 2011: None, 2012: "4600", 2013: "4479"}
    statuses = {2010: "suspect", 2013: "provisional"}

    assert described(values, unit=PEOPLE, statuses=statuses, targets={2012: "4200", 2015: "5000"}) == (
        "Pierwsza wartość: 3 788 osób w roku 2009; ostatnia: 4 479 osób w roku 2013. "
        "Największa: 4 600 osób w roku 2012. "
        "Wartość wstępna: rok 2013. "
        "Wartość wątpliwa, poza linią: 13 699 osób w roku 2010. "
        "Brak danych za rok 2011. "
        "Cel: 5 000 osób do roku 2015; cel pośredni: 4 200 osób do roku 2012."
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1, "1 osoba"),
        (2, "2 osoby"),
        (5, "5 osób"),
        (12, "12 osób"),
        (22, "22 osoby"),
        (-3, "−3 osoby"),
        (0, "0 osób"),
        ("1.5", "1,5 osoby"),
        ("10000.50", "10 000,5 osoby"),
    ],
)
def test_a_unit_agrees_with_its_number(value, words):
    assert described({2013: value}, unit=PEOPLE) == f"Wartość: {words} w roku 2013."


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("%", "Wartość: 97,4 % w roku 2013."),
        ("szt.", "Wartość: 97,4 szt. w roku 2013."),
        ("osoby", "Wartość: 97,4 w roku 2013. Jednostka: osoby."),
        ("", "Wartość: 97,4 w roku 2013. Jednostki nie podano."),
    ],
)
def test_a_word_whose_forms_are_not_known_stands_apart(unit, words):
    assert described({2013: "97.4"}, unit=unit) == words


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ([2010], "Brak danych za rok 2010."),
        ([2010, 2011], "Brak danych za lata 2010 i 2011."),
        ([2010, 2011, 2012], "Brak danych za lata 2010–2012."),
        ([2010, 2012, 2013, 2014, 2016], "Brak danych za lata 2010, 2012–2014 i 2016."),
    ],
)
def test_gaps_are_listed_in_words(missing, words):
    values = {year: 5 for year in range(2009, 2018) if year not in missing}

    assert described(values, unit="%") == f"Wartość bez zmian od roku 2009 do roku 2017: 5 %. {words}"


def test_halves_and_quarters_have_their_cases():
    assert described({"2012-H1": 1, "2013-H2": 4}, unit="%") == (
        "Pierwsza wartość: 1 % w I półroczu 2012; ostatnia: 4 % w II półroczu 2013. "
        "Brak danych za II półrocze 2012 i I półrocze 2013."
    )
    assert described({"2012-Q1": 4, "2012-Q3": 4}, unit="%") == (
        "Wartość bez zmian od I kwartału 2012 do III kwartału 2012: 4 %. Brak danych za II kwartał 2012."
    )


def test_several_doubtful_values_and_what_does_not_apply():
    statuses = {2010: "suspect", 2011: "suspect", 2012: "not_applicable", 2013: "estimate", 2014: "estimate"}
    values = {2009: 5, 2010: 50, 2011: 70, 2012: None, 2013: 5, 2014: 6}

    assert described(values, unit="%", statuses=statuses) == (
        "Pierwsza wartość: 5 % w roku 2009; ostatnia: 6 % w roku 2014. "
        "Wartości szacunkowe: lata 2013 i 2014. "
        "Wartości wątpliwe, poza linią: 50 % w roku 2010 i 70 % w roku 2011. "
        "Nie dotyczy: rok 2012."
    )


def test_only_doubtful_values_make_no_line():
    assert described({2010: 5}, statuses={2010: "suspect"}, unit="%") == (
        "Nie ma wartości, które tworzą linię. Wartość wątpliwa, poza linią: 5 % w roku 2010."
    )


@pytest.mark.parametrize(
    ("threshold", "words"),
    [
        ((1, None, "quarter"), "Próg: co najmniej 1 dziecko na kwartał."),
        ((None, 30, ""), "Próg: najwyżej 30 dzieci."),
        ((25, 40, "year"), "Próg: co najmniej 25 i najwyżej 40 dzieci na rok."),
    ],
)
def test_a_threshold_is_said_with_its_period(threshold, words):
    description = described({2012: 0, 2013: 30}, unit="dziecko,dzieci,dzieci", thresholds=[threshold])

    assert description == f"Pierwsza wartość: 0 dzieci w roku 2012; ostatnia: 30 dzieci w roku 2013. {words}"


def test_it_is_said_when_the_axis_leaves_zero_out_and_when_values_are_left_out():
    assert described({2009: 990, 2010: 1000, "2010-Q1": 250}, unit="zł") == (
        "Pierwsza wartość: 990 zł w roku 2009; ostatnia: 1 000 zł w roku 2010. "
        "Wartości za inne okresy są tylko w tabeli. Oś pionowa nie zaczyna się od zera."
    )


def test_every_digit_of_a_value_is_said():
    assert described({2009: "0.000001", 2010: "99999999999999.999999"}, unit="zł") == (
        "Pierwsza wartość: 0,000001 zł w roku 2009; ostatnia: 99 999 999 999 999,999999 zł w roku 2010."
    )


def test_bars_say_where_the_plan_and_the_work_differ():
    chart = stage_bars([(2009, 40, 40), (2010, 15, "12.5"), (2011, 15, 16), (2014, 30, 30)], name="Rodzina")

    assert chart.title == "Rodzina: wykonane i zaplanowane punkty, lata 2009–2014"
    assert chart.description == (
        "Wykonano 98,5 ze 100 zaplanowanych punktów procentowych zadania. "
        "Mniej, niż zaplanowano: 12,5 z 15 w roku 2010. "
        "Więcej, niż zaplanowano: 16 z 15 w roku 2011. "
        "Nic nie zaplanowano na lata 2012 i 2013."
    )


@pytest.mark.parametrize(
    ("planned", "words"),
    [
        (1, "0 z 1 zaplanowanego punktu procentowego zadania"),
        (2, "0 z 2 zaplanowanych punktów procentowych zadania"),
        (5, "0 z 5 zaplanowanych punktów procentowych zadania"),
        (Decimal("1.5"), "0 z 1,5 zaplanowanego punktu procentowego zadania"),
        (100, "0 ze 100 zaplanowanych punktów procentowych zadania"),
        (200, "0 z 200 zaplanowanych punktów procentowych zadania"),
    ],
)
def test_points_agree_with_what_was_planned(planned, words):
    assert stage_bars([(2009, planned, 0)], name="Rodzina").description.startswith(f"Wykonano {words}.")


def test_a_plan_that_was_kept_is_said_in_one_sentence():
    assert stage_bars([(2009, 40, 40), (2010, 60, 60)], name="Rodzina").description == (
        "Wykonano 100 ze 100 zaplanowanych punktów procentowych zadania. W każdym roku wykonano tyle, ile zaplanowano."
    )


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"not_judged": 1}, "1 wskaźnik: bez oceny."),
        ({"not_judged": 9}, "9 wskaźników, wszystkie: bez oceny."),
        ({"not_judged": 1, "met": 2}, "Razem 3 wskaźniki: cel osiągnięty – 2; bez oceny – 1."),
        ({"too_slow": 1, "met": 4}, "Razem 5 wskaźników: cel osiągnięty – 4; postęp, potrzebne przyspieszenie – 1."),
    ],
)
def test_counts_are_said_in_the_order_of_a_summary(counts, words):
    chart = stacked_counts(counts, name="Oceny wskaźników celu II")

    assert (chart.title, chart.description) == ("Oceny wskaźników celu II", words)


def test_a_fraction_stands_alone_where_only_the_forms_of_whole_numbers_are_known():
    assert described({2013: "1.5"}, unit="osoba,osoby,osób") == "Wartość: 1,5 w roku 2013."
    assert described({2013: "2"}, unit="osoba,osoby,osób") == "Wartość: 2 osoby w roku 2013."
