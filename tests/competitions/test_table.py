"""A part's rows as one table, over HTTP and without JavaScript, on the real schedule of 2024."""

import pytest
from django.contrib.auth import get_user_model
from model_bakery import baker

from competitions.choices import PlanKind
from competitions.models import PriorityArea, PriorityTask, ScheduleEntry, ScheduleSection
from leszno_ngo.choices import Role
from tests.competitions.conftest import imported
from tests.competitions.tables import Sheet, rows_of

ADDICTIONS, SPORT, TOURISM = "BIURO DS. UZALEŻNIEŃ", "WYDZIAŁ KULTURY I SPORTU", "CENTRUM INFORMACJI TURYSTYCZNEJ"
SOCIAL = "MIEJSKI OŚRODEK POMOCY RODZINIE W LESZNIE"
TOURISM_TERM = "II–III kwartał 2024 r. od 1 kwietnia do 30 września 2024 r."


@pytest.fixture
def working_2024(lists, settings):
    """The real schedule, before its release."""
    imported("import_schedule", "harmonogram-2024.txt", settings, year=2024)


@pytest.fixture
def coordinator(client, db):
    user = baker.make(get_user_model(), username="koordynator", is_staff=True, role=Role.COORDINATOR)
    client.force_login(user)
    return user


@pytest.fixture
def table(client, coordinator, working_2024):
    """table(heading) is the table of that part."""
    return lambda heading: Sheet(client, part(heading))


def part(heading):
    return ScheduleSection.objects.get(heading=heading)


def terms(heading):
    return rows_of(part(heading), "plan_text", "plan_kind", "plan_source")


def test_page_shows_all_rows_of_the_part_and_what_their_terms_mean(table):
    sheet = table(TOURISM)

    assert sheet.column("numer") == ["1", "2", "3", "4", "5"]
    assert sheet.column("slowa") == ["II, III kwartał roku 2024", "", "", "", ""]
    assert sheet.understood(1) == TOURISM_TERM
    assert sheet.understood(2) == f"jak wiersz wyżej: {TOURISM_TERM}"


@pytest.mark.parametrize("heading", [SOCIAL, ADDICTIONS, SPORT, TOURISM])
def test_saving_what_nobody_touched_changes_nothing(table, heading):
    before = rows_of(part(heading), *[field.attname for field in ScheduleEntry._meta.fields])

    sheet = table(heading).save()

    assert sheet.messages == ["Nic się nie zmieniło, więc nie było czego zapisać."]
    assert rows_of(part(heading), *[field.attname for field in ScheduleEntry._meta.fields]) == before


def test_checking_says_what_was_understood_and_saves_nothing(table):
    sheet = table(ADDICTIONS).fill(1, slowa="II połowa 2024 r.").press("sprawdz")

    assert sheet.understood(1) == "II półrocze 2024 r. od 1 lipca do 31 grudnia 2024 r."
    assert sheet.notices == ["Wszystkie wiersze są zrozumiałe. Zmian jeszcze nie zapisano."]
    assert terms(ADDICTIONS)[0] == ("Grudzień 2023", "period", "printed")


def test_term_is_changed_in_words(table):
    sheet = table(ADDICTIONS).fill(1, slowa="II połowa 2024 r.").save()

    assert sheet.messages == ["Zapisano: zmieniono 1 wiersz."]
    assert terms(ADDICTIONS)[:2] == [("II połowa 2024 r.", "period", "entered"), ("Grudzień 2023", "period", "printed")]


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"rodzaj": "okres", "okres": "marzec 2024 r."}, "marzec 2024 r."),
        ({"rodzaj": "okres", "okres": "II kwartał 2024 r.", "okres_do": ""}, "II kwartał 2024 r."),
        (
            {"rodzaj": "okres", "okres": "grudzień 2023 r.", "okres_do": "styczeń 2024 r."},
            "grudzień 2023 r. – styczeń 2024 r.",
        ),
        ({"rodzaj": "do", "okres": "marzec 2024 r."}, "do końca marca 2024 r."),
        ({"rodzaj": "od", "okres": "II półrocze 2024 r."}, "od II półrocza 2024 r."),
        ({"rodzaj": "dni", "od": "2024-03-01", "do": "2024-03-15"}, "1–15 marca 2024 r."),
        ({"rodzaj": "dni", "do": "15.03.2024"}, "do 15 marca 2024 r."),
        ({"rodzaj": "ciagle"}, "na bieżąco"),
        ({"rodzaj": "ciagle", "okres": "2024 r."}, "na bieżąco w 2024 r."),
        ({"rodzaj": "nie"}, "nie planuje się"),
        ({"rodzaj": "ustalenia"}, "bez terminu (do ustalenia)"),
    ],
)
def test_term_is_chosen_without_typing(table, choice, words):
    table(ADDICTIONS).fill(1, **choice).save()

    assert rows_of(part(ADDICTIONS), "plan_text", "plan_source")[0] == (words, "entered")


def test_choice_stands_as_words_once_it_is_checked(table):
    sheet = table(ADDICTIONS).fill(1, rodzaj="okres", okres="marzec 2024 r.").press("sprawdz")

    assert (sheet.value(f"{sheet.key(1)}-slowa"), sheet.value(f"{sheet.key(1)}-rodzaj")) == ("marzec 2024 r.", "")
    sheet.save()
    assert terms(ADDICTIONS)[0] == ("marzec 2024 r.", "period", "entered")


@pytest.mark.parametrize(
    ("choice", "error"),
    [
        ({"rodzaj": "okres"}, "Wybierz okres z listy."),
        (
            {"rodzaj": "okres", "okres": "marzec 2024 r.", "okres_do": "styczeń 2024 r."},
            "Wybierz okres późniejszy i tego samego rodzaju: miesiąc po miesiącu itd.",
        ),
        ({"rodzaj": "okres", "okres": "marzec 1999 r."}, "Wybierz okres z listy."),
        ({"rodzaj": "dni"}, "Podaj pierwszy dzień, ostatni dzień albo oba."),
        (
            {"rodzaj": "dni", "od": "2024-03-15", "do": "2024-03-01"},
            "Ostatni dzień jest przed pierwszym. Popraw jeden z nich.",
        ),
        ({"rodzaj": "dni", "od": "31.02.2024"}, "Wpisz dzień, np. 15.03.2024."),
        ({"rodzaj": "inny"}, "Podaj podstawę innego trybu, np. „ustawa o zatrudnieniu socjalnym”."),
        ({"slowa": ""}, "Wpisz termin słowami albo wybierz go z listy; może to być też „bez terminu (do ustalenia)”."),
        (
            {"slowa": "kiedyś"},
            "Nie wiadomo, jaki to termin: „kiedyś”. Wpisz np. „marzec 2024”, „II kwartał 2024”, "
            "„do 15 marca 2024” albo wybierz termin z listy.",
        ),
        (
            {"slowa": "maj 2024", "rodzaj": "okres", "okres": "marzec 2024 r."},
            "Termin podano na dwa sposoby: słowami „maj 2024” i z listy „marzec 2024 r.”. "
            "Zostaw jeden: wyczyść słowa albo wybierz na liście „słowami”.",
        ),
        (
            {"slowa": "maj 2024", "podstawa": "ustawa o sporcie"},
            "Podstawę podaj tylko przy innym trybie; przy tym terminie zostaw to pole puste.",
        ),
        ({"numer": "siedem"}, "Wpisz numer cyframi, np. 7, albo zostaw puste."),
        ({"numer": "2"}, "Numer 2 ma już inny wiersz tego obszaru. Zmień jeden z nich."),
        ({"obszar": ""}, "Wybierz obszar."),
        ({"tresc": " ", "zadanie": ""}, "Wpisz treść zadania albo wybierz zadanie z listy."),
    ],
)
def test_mistake_is_told_beside_its_field_and_nothing_is_saved(table, choice, error):
    before = rows_of(part(ADDICTIONS), "pk", "title", "number", "plan_text")

    sheet = table(ADDICTIONS).fill(1, **choice).save()

    assert sheet.summary == [f"Wiersz 1: {error}"]
    assert sheet.row_texts(1, "//p[@class='table-error']") == [f"Błąd: {error}"]
    assert {name: sheet.value(f"{sheet.key(1)}-{name}") for name in choice} == {
        name: words.strip() for name, words in choice.items()
    }
    assert rows_of(part(ADDICTIONS), "pk", "title", "number", "plan_text") == before


def test_ambiguous_words_are_refused_with_their_readings_one_of_which_is_taken(table):
    sheet = table(ADDICTIONS).fill(1, slowa="grudzień / styczeń 2024").save()

    told = "Słowa „grudzień / styczeń 2024” można odczytać różnie. Wybierz, co znaczą, albo wpisz termin inaczej."
    assert sheet.summary == [f"Wiersz 1: {told}"]
    first, second = sheet.offered(1)
    assert (first, second) == ("grudzień 2023 r. – styczeń 2024 r.", "grudzień 2024 r. – styczeń 2025 r.")

    sheet.press("przyjmij", f"{sheet.key(1)}:{second}").save()
    assert rows_of(part(ADDICTIONS), "plan_text", "plan_end__year")[0] == (second, 2025)


def test_row_whose_words_were_never_understood_stays_as_it_is_beside_one_that_changes(table):
    row = part(ADDICTIONS).entries.first()
    row.plan_text, row.plan_kind, row.plan_unit, row.plan_start, row.plan_end = (
        "przełom roku",
        "unparsed",
        "",
        None,
        None,
    )
    row.save()

    sheet = table(ADDICTIONS).fill(1, uwaga="do wyjaśnienia").fill(2, slowa="marzec 2024").save()

    assert sheet.messages == ["Zapisano: zmieniono 2 wiersze."]
    assert terms(ADDICTIONS)[:2] == [("przełom roku", "unparsed", "printed"), ("marzec 2024", "period", "entered")]


def test_another_procedure_has_its_basis(table):
    table(SOCIAL).fill(1, rodzaj="inny", podstawa="ustawa o pomocy społecznej").fill(
        2, slowa="tryb ustawy o sporcie"
    ).save()

    assert rows_of(part(SOCIAL), "plan_text", "plan_kind", "legal_basis")[:2] == [
        ("w innym trybie", "other_procedure", "ustawa o pomocy społecznej"),
        ("tryb ustawy o sporcie", "other_procedure", "tryb ustawy o sporcie"),
    ]


def test_basis_goes_away_with_the_other_procedure(table):
    table(SOCIAL).fill(9, slowa="marzec 2024").save()

    assert rows_of(part(SOCIAL), "plan_text", "plan_kind", "legal_basis")[8] == ("marzec 2024", "period", "")


def test_rows_that_take_a_term_over_change_with_it_and_the_page_says_how_many(table):
    sheet = table(TOURISM).fill(1, slowa="marzec 2024").press("sprawdz")
    assert sheet.understood(5) == "jak wiersz wyżej: marzec 2024 r. od 1 do 31 marca 2024 r."
    assert sheet.row_texts(1, "//p[@class='table-heirs']") == [
        "Ten sam termin mają 4 wiersze „jak wiersz wyżej”; zmieni się razem z tym."
    ]

    sheet.save()

    assert sheet.messages == ["Zapisano: zmieniono 1 wiersz. Za nimi zmieniły się też 4 wiersze „jak wiersz wyżej”."]
    assert rows_of(part(TOURISM), "plan_start__month") == [(3,)] * 5


def test_words_typed_into_a_row_that_took_a_term_over_are_its_own(table):
    table(TOURISM).fill(3, slowa="maj 2024").save()

    assert rows_of(part(TOURISM), "plan_text", "plan_source") == [
        ("II, III kwartał roku 2024", "printed"),
        ("", "inherited"),
        ("maj 2024", "entered"),
        ("", "inherited"),
        ("", "inherited"),
    ]


def test_words_of_a_removed_row_pass_on(table):
    sheet = table(TOURISM).tick("usun", 1).save()

    assert sheet.messages == ["Zapisano: zmieniono 4 wiersze, usunięto 1 wiersz."]
    assert rows_of(part(TOURISM), "position", "number", "plan_text", "plan_source") == [
        (1, 2, "II, III kwartał roku 2024", "printed"),
        (2, 3, "", "inherited"),
        (3, 4, "", "inherited"),
        (4, 5, "", "inherited"),
    ]


def test_removal_is_taken_back_before_saving(table):
    sheet = table(TOURISM).tick("usun", 2).press("sprawdz")
    assert [value for name, value in sheet.values if name == "usun"] == [sheet.key(2)]

    sheet.values.remove(["usun", sheet.key(2)])
    assert sheet.save().messages == ["Nic się nie zmieniło, więc nie było czego zapisać."]


def test_term_is_repeated_down_to_the_rows_that_are_ticked(table):
    sheet = table(ADDICTIONS).fill(2, slowa="marzec 2024").tick("zaznaczone", 2, 3, 5).press("powtorz")
    assert sheet.notices == ["Termin powtórzono w 2 wierszach. Zapisz, żeby tak zostało."]
    assert sheet.understood(3) == "jak wiersz wyżej: marzec 2024 r. od 1 do 31 marca 2024 r."
    assert sheet.understood(5) == "jak wiersz 2: marzec 2024 r. od 1 do 31 marca 2024 r."

    sheet.save()

    second = part(ADDICTIONS).entries.get(position=2).pk
    assert rows_of(part(ADDICTIONS), "plan_text", "plan_source", "inherited_from")[1:5] == [
        ("marzec 2024", "entered", None),
        ("", "inherited", second),
        ("Grudzień 2023", "printed", None),
        ("", "inherited", second),
    ]


def test_term_is_repeated_down_to_the_next_row_that_has_one(table):
    sheet = table(ADDICTIONS).press("dodaj").press("dodaj")
    sheet.fill(9, tresc="nowe").fill(10, tresc="nowsze").tick("zaznaczone", 8).press("powtorz").save()

    eighth = part(ADDICTIONS).entries.get(position=8).pk
    assert rows_of(part(ADDICTIONS), "title", "inherited_from")[8:] == [("nowe", eighth), ("nowsze", eighth)]


@pytest.mark.parametrize(
    ("ticked", "problem"),
    [
        ([], "Zaznacz wiersz, którego termin chcesz powtórzyć, albo kilka wierszy od niego w dół."),
        ([3], "Pod zaznaczonym wierszem nie ma pustych terminów. Zaznacz też wiersze, które ma objąć."),
    ],
)
def test_repeating_says_what_is_missing(table, ticked, problem):
    assert table(ADDICTIONS).tick("zaznaczone", *ticked).press("powtorz").problem == [problem]


def test_term_is_set_for_all_ticked_rows(table):
    sheet = table(SPORT).put("zbiorczo-slowa", "luty 2024").tick("zaznaczone", 1, 2, 7).press("ustaw")
    assert sheet.notices == ["Termin „luty 2024” ustawiono 3 wierszom. Zapisz, żeby tak zostało."]

    sheet.save()

    assert [text == "luty 2024" for text, *_ in terms(SPORT)] == [True, True, False, False, False, False, True]


def test_term_for_ticked_rows_is_refused_like_any_other(table):
    sheet = table(SPORT).put("zbiorczo-slowa", "3/4/2024").tick("zaznaczone", 1).press("ustaw")

    assert sheet.texts("//p[@id='blad-zbiorczo-slowa']") == [
        "Błąd: Słowa „3/4/2024” można odczytać różnie. Wybierz, co znaczą, albo wpisz termin inaczej."
    ]
    assert sheet.texts("//details[@class='table-bulk']//div[@class='table-offered']/button") == [
        "3 kwietnia 2024 r.",
        "4 marca 2024 r.",
    ]
    assert sheet.column("slowa")[0] == "Grudzień 2023 / Styczeń 2024"


def test_rows_move_up_and_down_without_losing_what_was_typed(table):
    sheet = table(TOURISM)
    first, second, third, *_ = sheet.keys

    sheet.fill(3, uwaga="nowa").press("w-gore", third)
    assert sheet.keys[:3] == [first, third, second]
    assert sheet.value(f"{third}-uwaga") == "nowa"
    sheet.press("w-dol", first).save()

    assert sheet.messages == ["Zapisano: zmieniono 1 wiersz, zmieniono kolejność."]
    assert rows_of(part(TOURISM), "position", "pk")[:3] == [(1, int(third)), (2, int(first)), (3, int(second))]


def test_ticked_rows_move_to_a_place(table):
    sheet = table(ADDICTIONS)
    keys = sheet.keys

    sheet.put("miejsce", "1").tick("zaznaczone", 6, 8).press("przenies").save()

    assert rows_of(part(ADDICTIONS), "pk") == [(int(keys[n - 1]),) for n in (6, 8, 1, 2, 3, 4, 5, 7)]


@pytest.mark.parametrize("place", ["", "0", "9", "pierwsze"])
def test_place_that_is_none_is_told(table, place):
    sheet = table(ADDICTIONS).put("miejsce", place).tick("zaznaczone", 6).press("przenies")

    assert sheet.problem == ["Podaj miejsce, od którego mają stać zaznaczone wiersze: liczbę od 1 do 8."]


def test_numbers_are_swapped(table):
    table(TOURISM).fill(1, numer="2").fill(2, numer="1").save()

    assert rows_of(part(TOURISM), "number") == [(2,), (1,), (3,), (4,), (5,)]


def test_row_is_added_with_a_task_of_its_area_and_takes_its_title(table):
    area = PriorityArea.objects.get(entries__section=part(ADDICTIONS), entries__number=1, entries__position=1)
    task = baker.make(
        PriorityTask,
        programme=part(ADDICTIONS).entries.first().task.programme,
        area=area,
        title="dyżury w punkcie konsultacyjnym",
        number=90,
    )

    sheet = table(ADDICTIONS).press("dodaj")
    assert sheet.keys[-1] == "n1"
    sheet.fill(9, numer="90", zadanie=str(task.pk), slowa="marzec 2024").save()

    assert sheet.messages == ["Zapisano: dodano 1 wiersz."]
    assert rows_of(part(ADDICTIONS), "position", "number", "title", "task", "area", "plan_source")[-1] == (
        *(9, 90, "dyżury w punkcie konsultacyjnym", task.pk, area.pk, "entered"),
    )


def test_task_of_another_area_is_refused(table):
    foreign = part(SPORT).entries.first().task

    sheet = table(ADDICTIONS).fill(1, zadanie=str(foreign.pk)).save()

    assert sheet.summary == ["Wiersz 1: To zadanie jest z innego obszaru. Wybierz zadanie tego obszaru albo „brak”."]


def test_row_left_empty_is_not_added(table):
    sheet = table(ADDICTIONS).press("dodaj").save()

    assert sheet.messages == ["Nic się nie zmieniło, więc nie było czego zapisać."]


def test_first_row_of_an_empty_part_is_added(table):
    section = baker.make(ScheduleSection, schedule=part(SPORT).schedule, heading="Nowy wydział")
    area = PriorityArea.objects.first()

    sheet = table("Nowy wydział").press("dodaj")
    sheet.fill(1, obszar=str(area.pk), tresc="pierwsze zadanie", rodzaj="nie").save()

    assert rows_of(section, "title", "plan_kind", "area") == [("pierwsze zadanie", PlanKind.NOT_PLANNED, area.pk)]


def test_first_row_cannot_take_over_a_term_from_above(table):
    sheet = table(ADDICTIONS).fill(1, rodzaj="jak", slowa="").save()

    assert sheet.summary == ["Wiersz 1: Nad tym wierszem nie ma wiersza z terminem. Wpisz termin albo go wybierz."]
