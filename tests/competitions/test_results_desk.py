"""Results at the desk: offers in a table, the facts of the decision, counts from the list; nothing public yet."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from model_bakery import baker

from competitions.choices import ResultState
from competitions.models import Competition, ResultEntry
from leszno_ngo.models import Department
from tests.competitions.drafts import announced, decided
from tests.competitions.results_desk import (
    FACTS,
    OFFER,
    REJECTED,
    ResultsDesk,
    address,
    plain,
    said,
    stored_as_sent,
)

pytestmark = pytest.mark.django_db

DECISION = dt.date(2024, 1, 15)


@pytest.fixture
def own(official):
    return {"department": official.departments.get()}


@pytest.fixture
def closed(official, own, on_day):
    """An announced competition of the official's department whose call is over."""
    competition = announced(official, **own)
    on_day(DECISION)
    return competition


@pytest.fixture
def desk(client, closed, official):
    return ResultsDesk(client, closed, official)


def offers_of(competition):
    fields = ("position", "bidder", "register", "register_number", "points", "requested", "granted", "state")
    return list(competition.results.values_list(*fields))


def errors(page):
    table = page.context["table"]
    return {(offer.place, name): plain(" ".join(words)) for offer in table.left for name, words in offer.errors.items()}


# ── Entering ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_offers_and_facts_are_saved_at_once_and_are_not_public(desk, closed):
    page = desk.save({"n1": OFFER, "n2": REJECTED}, submitted_count="2", rejected_count="1")

    assert said(page) == ["Zapisano. Oferty: 2 nowe. Zmieniono dane rozstrzygnięcia."]
    assert offers_of(closed) == [
        (1, OFFER["bidder"], "krs", "0000123456", Decimal("87.5"), Decimal(40_000), Decimal(30_000), "funded"),
        (2, REJECTED["bidder"], "krs", "0000777777", None, Decimal(40_000), None, "rejected"),
    ]
    closed.refresh_from_db()
    assert (closed.decided_on, closed.submitted_count, closed.rejected_count, closed.funded_count) == (
        DECISION,
        2,
        1,
        None,
    )
    assert closed.results_published_at is None


def test_who_entered_the_results_and_why_is_in_the_history(desk, closed, official):
    desk.save({"n1": OFFER})

    record = ResultEntry.history.get()
    assert (record.history_user, record.history_change_reason) == (official, "wpisano wyniki")


def test_saving_what_is_stored_changes_nothing_and_says_so(desk, closed):
    desk.save({"n1": OFFER, "n2": REJECTED})
    before = ResultEntry.history.count(), Competition.history.count()

    page = desk.save(stored_as_sent(closed))

    assert said(page) == ["Nic się nie zmieniło, więc nie było czego zapisać."]
    assert (ResultEntry.history.count(), Competition.history.count()) == before


def test_offer_is_changed_removed_and_moved_by_its_place_in_the_form(desk, closed):
    desk.save({"n1": OFFER, "n2": REJECTED, "n3": OFFER | {"bidder": "Trzeci"}})
    first, second, third = closed.results.all()
    sent = stored_as_sent(closed)
    sent[str(first.pk)]["granted"] = "25 000"

    page = desk.save({key: sent[key] for key in (str(third.pk), str(first.pk), str(second.pk))}, usun=[str(second.pk)])

    assert said(page) == ["Zapisano. Oferty: 1 zmieniona, 1 usunięta, zmieniona kolejność."]
    assert [(row.pk, row.position, row.granted) for row in closed.results.all()] == [
        (third.pk, 1, Decimal(30_000)),
        (first.pk, 2, Decimal(25_000)),
    ]


def test_one_wrong_offer_stops_all_and_every_mistake_is_told_with_nothing_lost(desk, closed):
    wrong = OFFER | {"bidder": "", "granted": "dużo", "state": ""}

    page = desk.save({"n1": OFFER, "n2": wrong}, decided_on="kiedyś", submitted_count="-1")

    assert offers_of(closed) == []
    assert sorted(errors(page)) == [(2, "bidder"), (2, "granted"), (2, "state")]
    assert errors(page)[2, "granted"] == "„dużo” to nie kwota. Wpisz ją cyframi, np. 10 500,00."
    assert page.context["form"].errors == {
        "decided_on": ["Wpisz datę, na przykład 10.01.2024."],
        "submitted_count": ["Liczba nie może być ujemna."],
    }
    assert [offer["granted"].value() for offer in page.context["table"].offers] == [OFFER["granted"], "dużo"]


def test_row_that_was_added_and_never_filled_in_is_left_out(desk, closed):
    desk.save({"n1": OFFER, "n2": dict.fromkeys(OFFER, "")})

    assert len(offers_of(closed)) == 1


def test_buttons_change_the_page_alone(desk, closed):
    added = desk.press("dodaj", {"n1": OFFER}).context["table"]
    moved = desk.press("w-dol", {"n1": OFFER, "n2": REJECTED}, "n1").context["table"]

    assert [offer.key for offer in added.offers] == ["n1", "n2"]
    assert [offer.key for offer in moved.offers] == ["n2", "n1"]
    assert moved.notices == ["Oferta jest teraz 2. z 2. Zapisz, żeby tak zostało."]
    assert offers_of(closed) == []


def test_unfinished_offer_is_not_called_wrong_while_rows_are_added_or_moved(desk):
    table = desk.press("dodaj", {"n1": OFFER | {"state": ""}, "n2": dict.fromkeys(OFFER, "")}).context["table"]
    checked = desk.press("sprawdz", {"n1": OFFER, "n2": dict.fromkeys(OFFER, "")}).context["table"]

    assert [(offer.key, offer.is_bound) for offer in table.offers] == [("n1", False), ("n2", False), ("n3", False)]
    assert table.offers[0]["bidder"].value() == OFFER["bidder"]
    assert checked.problems == []


def test_keys_that_the_page_never_gave_are_left_out(desk, closed):
    desk.save({"n1": OFFER})
    (pk,) = stored_as_sent(closed)
    offers = dict.fromkeys([pk, f"0{pk}", "x1", "n", "n01", "-1", "١"], OFFER)

    page = desk.save(offers)

    assert said(page) == ["Nic się nie zmieniło, więc nie było czego zapisać."]


def test_enter_only_checks(desk, closed):
    page = desk.press("sprawdz", {"n1": OFFER | {"state": ""}})

    assert list(errors(page)) == [(1, "state")]
    assert offers_of(closed) == []


def test_counts_are_filled_from_the_list_only_when_asked_and_not_saved(desk, closed):
    others = [
        OFFER | {"bidder": state, "state": state, "granted": ""} for state in ("reserve", "withdrawn", "not_funded")
    ]
    offers = {f"n{place}": offer for place, offer in enumerate([OFFER, REJECTED, *others], start=1)}

    page = desk.press("policz", offers)

    counts = {field.name: field.value() for field in page.context["form"].count_fields}
    assert counts == {
        "submitted_count": "5",
        "rejected_count": "1",
        "withdrawn_count": "1",
        "assessed_count": "3",
        "funded_count": "1",
    }
    closed.refresh_from_db()
    assert closed.submitted_count is None


def test_counts_are_not_filled_while_an_offer_has_no_state(desk):
    page = desk.press("policz", {"n1": OFFER, "n2": OFFER | {"state": ""}})

    assert page.context["table"].problem == "Wybierz najpierw stan każdej oferty; brakuje go w wierszach: 2."


def test_page_says_how_much_of_the_announced_amount_is_granted(desk):
    page = desk.press("sprawdz", {"n1": OFFER, "n2": OFFER | {"bidder": "Drugi", "granted": "35 000"}})

    assert plain(page.context["money"]) == "Przyznano 65 000 zł z 60 000 zł: o 5 000 zł za dużo."


def test_page_says_what_the_law_still_asks_for(desk):
    desk.save(
        {"n1": OFFER},
        submitted_count="2",
        rejected_count="0",
        withdrawn_count="0",
        assessed_count="1",
        funded_count="1",
    )

    assert [each.message for each in desk.get().context["lacking"]] == [
        "Liczby ofert się nie zgadzają: złożonych jest 2, a odrzuconych, wycofanych i ocenionych razem 1. Popraw je."
    ]


# ── Two officials at once ───────────────────────────────────────────────────────────────────────────────────────────


def test_what_somebody_else_saved_meanwhile_is_shown_and_what_was_typed_is_not_lost(desk, closed):
    fields = desk.fields({"n1": OFFER})
    desk.save({"n1": REJECTED})

    page = desk.post("results", fields | {"zapisz": "1"})

    table = page.context["table"]
    assert table.problem.startswith("Wyniki zmienił w międzyczasie ktoś inny. Nic nie zapisano.")
    assert [offer["bidder"].value() for offer in table.offers] == [OFFER["bidder"], REJECTED["bidder"]]
    assert [row.bidder for row in closed.results.all()] == [REJECTED["bidder"]]

    theirs = stored_as_sent(closed)
    again = desk.post(
        "results",
        FACTS
        | {"uklad": table.layout, "widziane": table.seen, "wiersz": ["n1", *theirs], "zapisz": "1"}
        | {f"{key}-{name}": words for key, row in ({"n1": OFFER} | theirs).items() for name, words in row.items()},
    )

    assert said(again) == ["Zapisano. Oferty: 1 nowa."]
    assert [row.bidder for row in closed.results.all()] == [OFFER["bidder"], REJECTED["bidder"]]


# ── When, and who ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_results_cannot_be_entered_before_the_last_minute_of_the_call_has_passed(desk, closed, on_day):
    fields = desk.fields({"n1": OFFER})
    on_day(dt.date(2023, 12, 20))

    page, sent = desk.get(), desk.post("results", fields | {"zapisz": "1"})

    told = "Nabór kończy się: piątek, 22 grudnia 2023 r., godz. 12:00. Wyniki można wpisać dopiero po tym terminie."
    assert plain(page.context["words"]) == told
    assert said(sent) == [f"{told} Nic się nie zmieniło."]
    assert offers_of(closed) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"withdrawn_at": "2023-12-27T10:00Z", "withdrawal_reason": "brak środków"},
            "Konkurs wycofano, więc nie ma wyników.",
        ),
        (
            {"annulled_at": "2023-12-27T10:00Z", "annulment_reason": "no_offers"},
            "Konkurs unieważniono, więc nie ma wyników.",
        ),
    ],
)
def test_competition_that_is_over_has_no_results(desk, closed, changes, told):
    Competition.objects.filter(pk=closed.pk).update(**changes)

    assert desk.get().context["words"] == told


def test_published_results_are_only_read_and_say_how_they_change(client, official, own, on_day):
    competition = decided(official, **own)
    on_day(dt.date(2024, 2, 1))
    desk = ResultsDesk(client, competition, official)

    page = desk.get()

    assert page.context["words"] == (
        "Wyniki już ogłoszono. Zmienia się je tylko z podaniem powodu: „Zmień ogłoszone wyniki”."
    )
    assert [offer.state for offer in page.context["offers"]] == ["funded", "reserve", "rejected"]
    assert address("results_change", competition) in page.content.decode()


def test_auditor_reads_and_cannot_save(client, closed, auditor):
    desk = ResultsDesk(client, closed, auditor)

    assert "offers" in desk.get().context
    assert [
        desk.post(page, {}).status_code for page in ("results", "results_import", "results_publish", "results_change")
    ] == [403] * 4


def test_results_of_another_department_do_not_exist(client, official, on_day, own):
    other = Department.objects.get(slug="mopr")
    competition = announced(official, department=other)
    on_day(DECISION)
    desk = ResultsDesk(client, competition, official)

    pages = ("results", "results_import", "results_publish", "results_change", "results_template")
    assert [desk.get(page).status_code for page in pages] == [404] * 5


def test_queries_do_not_grow_with_offers(desk, closed):
    def queries(page):
        with CaptureQueriesContext(connection) as captured:
            desk.get(page)
        return len(captured)

    def add(number):
        baker.make(
            ResultEntry,
            number,
            competition=closed,
            bidder="Klub",
            state=ResultState.NOT_FUNDED,
            granted=None,
            requested=1,
            points=1,
        )

    add(1)
    few = [queries(page) for page in ("results", "results_publish", "results_template")]
    add(49)

    assert [queries(page) for page in ("results", "results_publish", "results_template")] == few
