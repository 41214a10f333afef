"""Two officials at one table: what both changed is shown to the second one, and nothing is overwritten unseen."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from model_bakery import baker

from competitions import publishing
from competitions.models import ScheduleEntry, ScheduleSection
from leszno_ngo.choices import Role
from tests.competitions.conftest import imported
from tests.competitions.tables import Sheet, rows_of

TOURISM = "CENTRUM INFORMACJI TURYSTYCZNEJ"
NOTHING_SAVED = "Niczego jeszcze nie zapisano. Wybierz, która wersja ma zostać, i zapisz ponownie."


@pytest.fixture
def section(lists, settings):
    imported("import_schedule", "harmonogram-2024.txt", settings, year=2024)
    return ScheduleSection.objects.get(heading=TOURISM)


@pytest.fixture
def people(section):
    """Two officials of the department, each at an own browser."""

    def person(name, client):
        names = {"username": name, "first_name": name.title(), "last_name": "Nowak"}
        user = baker.make(get_user_model(), is_staff=True, role=Role.OFFICIAL, **names)
        user.departments.set(section.departments.all())
        client.force_login(user)
        return client

    return person


@pytest.fixture
def both(people, section):
    """The same table, opened by Anna and by Jan at the same time."""
    return Sheet(people("anna", Client()), section), Sheet(people("jan", Client()), section)


def disputes(sheet):
    return sheet.texts("//fieldset[@class='table-dispute']/legend")


def compared(sheet):
    rows = sheet.page.xpath("//fieldset[@class='table-dispute']//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


def titles(section):
    return [title for (title,) in rows_of(section, "title")]


def test_row_that_both_changed_is_shown_in_both_versions_and_nothing_is_saved(both, section):
    anna, jan = both
    anna.fill(1, slowa="marzec 2024", uwaga="wersja Anny").save()
    before = rows_of(section, "plan_text", "note")

    jan.fill(1, slowa="maj 2024").fill(2, uwaga="tylko Jan").save()

    assert disputes(jan) == ["Wiersz 1: odnawianie, znakowanie szlaków i obiektów turystycznych w mieście"]
    assert compared(jan) == [["Termin", "maj 2024", "marzec 2024"], ["Uwaga", "puste", "wersja Anny"]]
    (who,) = jan.texts("//fieldset[@class='table-dispute']/p")
    assert who.startswith("Zapisane przez: Anna Nowak, ")
    assert jan.texts("//section[@class='table-disputes']/p") == [NOTHING_SAVED]
    assert rows_of(section, "plan_text", "note") == before


def test_second_official_keeps_the_own_version(both, section):
    anna, jan = both
    anna.fill(1, slowa="marzec 2024", uwaga="wersja Anny").save()

    jan.fill(1, slowa="maj 2024").fill(2, uwaga="tylko Jan").save()
    jan.put(f"{jan.key(1)}-wybor", "moja").save()

    assert rows_of(section, "plan_text", "note")[:2] == [("maj 2024", ""), ("", "tylko Jan")]


def test_second_official_takes_the_saved_version(both, section):
    anna, jan = both
    anna.fill(1, slowa="marzec 2024", uwaga="wersja Anny").save()

    jan.fill(1, slowa="maj 2024").fill(2, uwaga="tylko Jan").save()
    jan.put(f"{jan.key(1)}-wybor", "zapisana").save()

    assert rows_of(section, "plan_text", "note")[:2] == [("marzec 2024", "wersja Anny"), ("", "tylko Jan")]


def test_dispute_without_a_choice_stays_open(both, section):
    anna, jan = both
    anna.fill(1, slowa="marzec 2024").save()

    jan.fill(1, slowa="maj 2024").save()
    assert jan.summary == []
    jan.save()

    assert jan.summary == ["Wiersz 1: Wybierz, która wersja wiersza ma zostać."]
    assert compared(jan) == [["Termin", "maj 2024", "marzec 2024"]]
    jan.press("sprawdz")
    assert compared(jan) == [["Termin", "maj 2024", "marzec 2024"]]
    assert rows_of(section, "plan_text")[0] == ("marzec 2024",)


def test_choice_that_is_none_settles_nothing(both, section):
    anna, jan = both
    anna.fill(1, slowa="marzec 2024").save()

    jan.fill(1, slowa="maj 2024").save()
    jan.put(f"{jan.key(1)}-wybor", "obie").save()

    assert rows_of(section, "plan_text")[0] == ("marzec 2024",)


def test_version_that_changed_once_more_is_shown_again(both, section):
    anna, jan = both
    anna.fill(1, slowa="marzec 2024").save()
    jan.fill(1, slowa="maj 2024").save()
    anna.fill(1, slowa="czerwiec 2024").save()

    jan.put(f"{jan.key(1)}-wybor", "moja").save()

    assert compared(jan) == [["Termin", "maj 2024", "czerwiec 2024"]]
    assert rows_of(section, "plan_text")[0] == ("czerwiec 2024",)


def test_same_change_by_both_is_no_dispute(both, section):
    anna, jan = both
    anna.fill(1, slowa="marzec 2024").save()

    jan.fill(1, slowa="marzec 2024").save()

    assert (disputes(jan), rows_of(section, "plan_text")[0]) == ([], ("marzec 2024",))


def test_changes_to_different_rows_are_both_kept_and_the_second_is_told(both, section):
    anna, jan = both
    anna.fill(1, slowa="marzec 2024").save()

    jan.fill(3, uwaga="tylko Jan").save()

    assert jan.messages == [
        "W międzyczasie ktoś inny zmienił 1 wiersz. Tam, gdzie niczego nie zmieniasz, zostaje jego wersja.",
        "Zapisano: zmieniono 1 wiersz.",
    ]
    assert rows_of(section, "plan_text", "note")[0::2] == [("marzec 2024", ""), ("", "tylko Jan"), ("", "")]


def test_row_that_the_other_added_stays_where_it_was_put(both, section):
    anna, jan = both
    anna.press("dodaj").fill(6, tresc="od Anny", rodzaj="nie").press("w-gore", "n1").save()

    jan.fill(1, uwaga="od Jana").press("dodaj").fill(6, tresc="od Jana", rodzaj="nie").save()

    assert [title for title in titles(section) if title.startswith("od ")] == ["od Anny", "od Jana"]
    assert rows_of(section, "position", "title")[4] == (5, "od Anny")
    assert len(titles(section)) == 7


def test_row_that_the_other_removed_does_not_come_back_when_nobody_touched_it(both, section):
    anna, jan = both
    gone = rows_of(section, "title")[4]
    anna.tick("usun", 5).save()

    jan.fill(1, uwaga="od Jana").save()

    assert gone not in rows_of(section, "title")
    assert len(titles(section)) == 4


def test_row_that_one_changed_and_the_other_removed_is_in_dispute(both, section):
    anna, jan = both
    anna.tick("usun", 5).save()

    jan.fill(5, uwaga="od Jana").save()

    assert jan.texts("//fieldset[@class='table-dispute']/p")[1] == "Ten wiersz usunięto, a ty go zmieniasz."
    assert len(titles(section)) == 4


def test_removed_row_is_brought_back_as_the_same_row_with_its_place_and_term(both, section):
    anna, jan = both
    row = section.entries.get(position=5)
    anna.tick("usun", 5).save()

    jan.fill(5, uwaga="od Jana").save()
    jan.put(f"{jan.key(5)}-wybor", "moja").save()

    assert rows_of(section, "identity", "title", "number", "inherited_from__position", "note")[4] == (
        *(row.identity, row.title, 5, 1, "od Jana"),
    )


def test_removed_row_stays_away_when_the_saved_version_is_taken(both, section):
    anna, jan = both
    anna.tick("usun", 5).save()

    jan.fill(5, uwaga="od Jana").fill(1, uwaga="też od Jana").save()
    jan.put(f"{jan.key(5)}-wybor", "zapisana").save()

    assert [note for (note,) in rows_of(section, "note")] == ["też od Jana", "", "", ""]


def test_row_that_one_removes_and_the_other_changed_is_in_dispute(both, section):
    anna, jan = both
    anna.fill(5, uwaga="od Anny").save()

    jan.tick("usun", 5).save()

    assert jan.texts("//fieldset[@class='table-dispute']/p")[1] == "Ten wiersz zmieniono, a ty go usuwasz."
    jan.put(f"{jan.key(5)}-wybor", "moja").save()
    assert len(titles(section)) == 4


def test_row_that_both_removed_is_gone(both, section):
    anna, jan = both
    anna.tick("usun", 5).save()

    jan.tick("usun", 5).save()

    assert (disputes(jan), len(titles(section))) == ([], 4)


def test_order_that_only_the_other_changed_is_kept(both, section):
    anna, jan = both
    first, second, *rest = titles(section)
    anna.press("w-gore", anna.key(2)).save()

    jan.fill(3, uwaga="od Jana").save()

    assert titles(section) == [second, first, *rest]


def test_order_that_only_this_official_changed_is_saved(both, section):
    anna, jan = both
    first, second, *rest = titles(section)
    anna.fill(3, uwaga="od Anny").save()

    jan.press("w-gore", jan.key(2)).save()

    assert titles(section) == [second, first, *rest]


@pytest.mark.parametrize(("choice", "order"), [("moja", [0, 1, 2, 4, 3]), ("zapisana", [1, 0, 2, 3, 4])])
def test_order_that_both_changed_is_chosen(both, section, choice, order):
    anna, jan = both
    before = titles(section)
    anna.press("w-gore", anna.key(2)).save()

    jan.press("w-dol", jan.key(4)).save()
    assert disputes(jan) == ["Kolejność wierszy"]
    jan.put("kolejnosc-wybor", choice).save()

    assert titles(section) == [before[place] for place in order]


def test_rows_that_a_form_leaves_out_or_sends_twice_are_neither_lost_nor_doubled(both, section):
    _, jan = both
    before = titles(section)
    rows = [pair for pair in jan.values if pair[0] == "wiersz"]
    jan.values = [pair for pair in jan.values if pair not in rows] + rows[2:4] + rows[2:4]

    jan.fill(1, uwaga="od Jana").save()

    assert titles(section) == before


def test_number_that_the_other_took_meanwhile_is_told(both, section):
    anna, jan = both
    anna.fill(5, numer="7").save()

    jan.fill(4, numer="7").save()

    assert jan.summary == ["Wiersz 4: Numer 7 ma już inny wiersz tego obszaru. Zmień jeden z nich."]
    assert rows_of(section, "number")[3:] == [(4,), (7,)]


def test_edition_released_meanwhile_refuses_with_everything_still_on_the_page(both, section):
    _, jan = both
    schedule = section.schedule
    schedule.as_of, schedule.released_at = dt.date(2023, 11, 30), timezone.now()
    schedule.save()

    jan.fill(1, slowa="maj 2024").save()

    assert jan.response.status_code == 403
    assert rows_of(section, "plan_text")[0] == ("II, III kwartał roku 2024",)


def test_saving_takes_gotowe_back_and_says_so(both, section, django_user_model):
    _, jan = both
    publishing.confirm_section(section, by=django_user_model.objects.get(username="anna"))

    jan.save()
    section.refresh_from_db()
    assert section.confirmed_at is not None

    jan.fill(1, uwaga="od Jana").save()
    section.refresh_from_db()
    assert section.confirmed_at is None
    assert jan.messages == [
        "Zapisano: zmieniono 1 wiersz. Część nie jest już oznaczona jako gotowa. Gdy skończysz, oznacz ją ponownie."
    ]


def test_history_tells_who_saved_the_table(both, section):
    anna, _ = both
    anna.fill(1, uwaga="od Anny").save()

    record = ScheduleEntry.history.filter(history_change_reason="tabela").get()

    assert (record.history_user.username, record.note) == ("anna", "od Anny")
