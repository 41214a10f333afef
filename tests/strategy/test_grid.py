"""„Moje wskaźniki za 2023”: what stands on the screen, what is saved from it, who checks and publishes."""

from decimal import Decimal

import pytest
from django.urls import reverse

from leszno_ngo.choices import Role
from leszno_ngo.models import Department, User
from strategy import publishing
from strategy.choices import Period, ValueState, ValueStatus
from strategy.models import Indicator, IndicatorValue
from strategy.spans import Span
from tests.strategy.measures import NOON, indicator_of, publish

pytestmark = pytest.mark.django_db

GRID = reverse("admin:strategy_values_grid", args=[2023])


@pytest.fixture
def second(official):
    """Another official of the same department."""
    user = User.objects.create_user("mopr-2", is_staff=True, role=Role.OFFICIAL)
    user.departments.set(official.departments.all())
    return user


@pytest.fixture
def auditor(db):
    return User.objects.create_user("audytor", is_staff=True, role=Role.AUDITOR)


@pytest.fixture
def indicator(departments):
    return indicator_of(Department.objects.get(slug="mopr"), collected_from=2020, due_days=90)


def signed_in(client, user, address=GRID):
    client.force_login(user)
    return client.get(address)


def rows(page):
    return {row.slot.key: row for row in page.context["rows"]}


def sent(page, **typed):
    """What a browser sends from the page: every row as it stands, and over it what was typed ({key}_{field})."""
    data = {"act": "save"}
    for key, row in rows(page).items():
        words = row.words | {"token": row.fresh_token}
        data |= {f"{key}-{name}": value for name, value in words.items()}
    return data | typed


def key_of(indicator, span="2023"):
    return f"{indicator.pk}-{span}"


def typed(indicator, span="2023", **fields):
    return {f"{key_of(indicator, span)}-{name}": value for name, value in fields.items()}


def draft(indicator, by, value="120", span=None):
    span = span or Span(2023)
    return publishing.enter_value(indicator, span, value=Decimal(value), status=ValueStatus.FINAL, by=by, now=NOON)


def stored(indicator):
    return [(row.value, row.status, row.source, row.state) for row in indicator.values.order_by("revision")]


# ── What stands in it ───────────────────────────────────────────────────────────────────────────────────────────────


def test_grid_shows_the_value_of_a_year_ago_beside(client, official, indicator):
    publish(indicator, {2022: 110})

    (row,) = rows(signed_in(client, official)).values()

    assert (row.slot.before.value, row.slot.held, row.slot.due_state) == (Decimal(110), None, "overdue")


def test_indicator_of_quarters_has_a_row_for_each(client, official, indicator):
    Indicator.objects.update(frequency=Period.QUARTER)

    assert list(rows(signed_in(client, official))) == [key_of(indicator, f"2023-Q{part}") for part in (1, 2, 3, 4)]


def test_indicator_that_nothing_is_waited_for_stands_only_where_all_do(client, official, indicator):
    Indicator.objects.update(collected_from=None, due_days=None)

    assert rows(signed_in(client, official)) == {}
    assert list(rows(signed_in(client, official, f"{GRID}?wszystkie=on"))) == [key_of(indicator)]


def test_official_has_only_own_indicators(client, other_official, indicator):
    assert rows(signed_in(client, other_official, f"{GRID}?wszystkie=on")) == {}


@pytest.mark.parametrize("year", [1989, 2200])
def test_year_that_cannot_have_values_is_not_found(client, official, year):
    assert signed_in(client, official, reverse("admin:strategy_values_grid", args=[year])).status_code == 404


def test_grid_asks_as_many_questions_whatever_it_holds(client, official, django_assert_num_queries):
    department = Department.objects.get(slug="mopr")

    def ask(n):
        with django_assert_num_queries(QUERIES):
            assert len(rows(client.get(GRID))) == n

    client.force_login(official)
    one = indicator_of(department, collected_from=2020, due_days=90)
    publish(one, {2022: 1, 2023: 2})
    ask(1)
    for n in range(20):
        each = indicator_of(department, code=f"m-{n}", collected_from=2020, due_days=90)
        publish(each, {2021: 1, 2022: 1})
        draft(each, official)
    ask(21)


QUERIES = 15


# ── Saving ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_typed_is_kept_as_a_draft(client, official, indicator):
    page = signed_in(client, official)

    answer = client.post(GRID, sent(page, **typed(indicator, value="4 479,5", source="sprawozdanie")), follow=True)

    assert stored(indicator) == [(Decimal("4479.5"), ValueStatus.FINAL, "sprawozdanie", ValueState.DRAFT)]
    assert [str(message) for message in answer.context["messages"]] == [
        "Zapisano 1 wartość. Teraz kolej na sprawdzenie przez drugą osobę."
    ]


def test_rows_that_nobody_touched_are_not_written(client, official, second, indicator):
    draft(indicator, second)
    page = signed_in(client, official)

    client.post(GRID, sent(page))

    assert IndicatorValue.objects.get().entered_by == second


def test_one_row_that_is_wrong_keeps_all_from_being_saved(client, official, indicator):
    other = indicator_of(Department.objects.get(slug="mopr"), code="inny", collected_from=2020, due_days=90)
    page = signed_in(client, official)

    answer = client.post(GRID, sent(page, **typed(indicator, value="10.500"), **typed(other, value="7")))

    words = "„10.500” można odczytać na dwa sposoby. Wpisz liczbę, na przykład 10500 albo 97,4."
    assert answer.context["grid"].problems == [(f"Liczba miejsc: {words}", f"id_{key_of(indicator)}-value")]
    assert rows(answer)[key_of(other)].words["value"] == "7"
    assert IndicatorValue.objects.count() == 0


def test_correction_of_what_is_published_wants_a_reason(client, official, indicator):
    publish(indicator, {2023: 120})
    page = signed_in(client, official)

    refused = client.post(GRID, sent(page, **typed(indicator, value="125")))
    client.post(GRID, sent(page, **typed(indicator, value="125", reason="Błąd w sprawozdaniu.")))

    assert [words for words, _ in refused.context["grid"].problems] == [
        "Liczba miejsc: Napisz, dlaczego zmienia się opublikowaną wartość. Przeczytają to mieszkańcy."
    ]
    assert [(row.revision, row.value, row.reason, row.state) for row in indicator.values.order_by("revision")] == [
        (1, Decimal(120), "", ValueState.PUBLISHED),
        (2, Decimal(125), "Błąd w sprawozdaniu.", ValueState.DRAFT),
    ]


def test_value_of_an_indicator_of_another_department_does_not_come_in(client, other_official, official, indicator):
    data = sent(signed_in(client, official), **typed(indicator, value="7"))
    client.force_login(other_official)

    client.post(f"{GRID}?wszystkie=on", data)

    assert stored(indicator) == []


def test_auditor_reads_and_changes_nothing(client, auditor, official, indicator):
    data = sent(signed_in(client, official), **typed(indicator, value="7"))

    page = signed_in(client, auditor)

    assert (page.context["may_edit"], client.post(GRID, data).status_code) == (False, 403)


def test_closed_year_is_only_read(client, coordinator, official, indicator):
    data = sent(signed_in(client, official), **typed(indicator, value="7"))
    publishing.close_year(2023, by=coordinator, now=NOON)

    answer = client.post(GRID, data)

    assert (signed_in(client, official).context["may_edit"], stored(indicator)) == (False, [])
    assert answer.context["grid"].problem.startswith("Rok 2023 jest zamknięty.")


# ── Two people at once ──────────────────────────────────────────────────────────────────────────────────────────────


def test_value_that_somebody_entered_meanwhile_is_not_written_over(client, official, second, indicator):
    page = signed_in(client, official)
    draft(indicator, second, "130")

    answer = client.post(GRID, sent(page, **typed(indicator, value="125")))

    assert stored(indicator) == [(Decimal(130), ValueStatus.FINAL, "", ValueState.DRAFT)]
    row = rows(answer)[key_of(indicator)]
    assert (row.is_disputed, row.words["value"], row.slot.making.value) == (True, "125", Decimal(130))
    assert [words for words, _ in answer.context["grid"].problems] == [
        "Liczba miejsc: Wybierz, która wersja ma zostać."
    ]


@pytest.mark.parametrize(("choice", "kept"), [("mine", "125"), ("stored", "130")])
def test_the_version_that_was_chosen_stays(client, official, second, indicator, choice, kept):
    page = signed_in(client, official)
    draft(indicator, second, "130")
    disputed = client.post(GRID, sent(page, **typed(indicator, value="125")))

    client.post(GRID, sent(disputed, **typed(indicator, value="125", asked="on", choice=choice)))

    assert stored(indicator) == [(Decimal(kept), ValueStatus.FINAL, "", ValueState.DRAFT)]


def test_dispute_that_was_not_decided_is_asked_again(client, official, second, indicator):
    page = signed_in(client, official)
    draft(indicator, second, "130")
    disputed = client.post(GRID, sent(page, **typed(indicator, value="125")))

    again = client.post(GRID, sent(disputed, **typed(indicator, value="125", asked="on")))

    assert rows(again)[key_of(indicator)].is_disputed
    assert stored(indicator) == [(Decimal(130), ValueStatus.FINAL, "", ValueState.DRAFT)]


def test_two_people_on_different_rows_do_not_disturb_each_other(client, official, second, indicator):
    other = indicator_of(Department.objects.get(slug="mopr"), code="inny", collected_from=2020, due_days=90)
    page = signed_in(client, official)
    draft(other, second, "130")

    client.post(GRID, sent(page, **typed(indicator, value="125")))

    assert [stored(each)[0][0] for each in (indicator, other)] == [Decimal(125), Decimal(130)]


# ── Checked, sent back, published ───────────────────────────────────────────────────────────────────────────────────


def test_another_person_checks_and_the_value_is_published(client, official, second, indicator):
    draft(indicator, official)
    page = signed_in(client, second)
    client.post(GRID, sent(page, act="check", **typed(indicator, selected="on")))
    checked = stored(indicator)

    page = client.get(GRID)
    client.post(GRID, sent(page, act="publish", **typed(indicator, selected="on")))

    assert [row[-1] for row in (checked[0], stored(indicator)[0])] == [ValueState.CHECKED, ValueState.PUBLISHED]


def test_nobody_checks_an_own_value(client, official, indicator):
    draft(indicator, official)
    page = signed_in(client, official)

    answer = client.post(GRID, sent(page, act="check", **typed(indicator, selected="on")))

    assert answer.context["grid"].problem == "Wartość sprawdza inna osoba niż ta, która ją wpisała."
    assert stored(indicator)[0][-1] == ValueState.DRAFT


def test_value_that_changed_since_it_was_shown_is_not_checked(client, official, second, indicator):
    draft(indicator, official)
    page = signed_in(client, second)
    draft(indicator, official, "121")

    answer = client.post(GRID, sent(page, act="check", **typed(indicator, selected="on")))

    assert answer.context["grid"].problem == (
        "„Liczba miejsc”: ktoś w międzyczasie zmienił tę wartość. Obejrzyj ją jeszcze raz."
    )
    assert stored(indicator)[0][-1] == ValueState.DRAFT


def test_what_is_typed_and_not_saved_stands_in_the_way_of_checking(client, official, second, indicator):
    draft(indicator, official)
    page = signed_in(client, second)

    answer = client.post(GRID, sent(page, act="check", **typed(indicator, selected="on", value="121")))

    assert answer.context["grid"].problem == "Najpierw zapisz to, co zmieniono: Liczba miejsc."
    assert rows(answer)[key_of(indicator)].words["value"] == "121"


def test_nothing_selected_is_said(client, official, indicator):
    answer = client.post(GRID, sent(signed_in(client, official), act="publish"))

    assert answer.context["grid"].problem == "Zaznacz w pierwszej kolumnie, których wartości to dotyczy."


def test_value_is_sent_back_with_words_that_its_author_reads(client, official, second, indicator):
    draft(indicator, official)
    page = signed_in(client, second)

    client.post(GRID, sent(page, act=f"back:{key_of(indicator)}", **typed(indicator, remark="Za rok 2022?")))

    assert rows(signed_in(client, official))[key_of(indicator)].slot.making.remark == "Za rok 2022?"


def test_sending_back_wants_words(client, official, second, indicator):
    draft(indicator, official)
    page = signed_in(client, second)

    answer = client.post(GRID, sent(page, act=f"back:{key_of(indicator)}"))

    assert answer.context["grid"].problem == "Napisz, co trzeba poprawić."


def test_draft_is_thrown_away(client, official, indicator):
    draft(indicator, official)
    page = signed_in(client, official)

    client.post(GRID, sent(page, act=f"drop:{key_of(indicator)}"))

    assert stored(indicator) == []


# ── The front page ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_front_page_tells_what_waits_by_year(client, official, second, indicator):
    Indicator.objects.update(collected_from=2022, collected_to=2023)
    draft(indicator, official)
    publishing.send_back(IndicatorValue.objects.get(), remark="Źle.", by=second)

    (mine, before), (theirs, _) = (
        signed_in(client, user, reverse("admin:index")).context["front_values"] for user in (official, second)
    )

    assert (mine.year, mine.overdue, mine.to_mend, mine.to_check) == (2023, 1, 1, 0)
    assert (before.year, before.overdue, before.to_mend) == (2022, 1, 0)
    assert (theirs.to_mend, theirs.to_check) == (0, 0)


def test_front_page_says_what_others_entered_waits_for_checking(client, official, second, indicator):
    draft(indicator, official)

    first = signed_in(client, second, reverse("admin:index")).context["front_values"]

    assert {each.year: each.to_check for each in first if each.to_check} == {2023: 1}
