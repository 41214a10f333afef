"""The composer's sections: what is saved, what is refused, and nothing lost either way."""

import datetime as dt
from decimal import Decimal

import pytest

from competitions.choices import CriterionKind, Place
from competitions.models import Competition, FundingLine, Publication
from tests.competitions.composed import (
    address,
    bare_draft,
    moment,
    page_of,
    problems,
    section,
    send,
    sent_by,
    whole_draft,
)
from tests.competitions.desk import said

pytestmark = pytest.mark.usefixtures("on_day")
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def department(official):
    return official.departments.get()


@pytest.fixture
def draft(department):
    return bare_draft(department)


@pytest.fixture(autouse=True)
def signed_in(client, official):
    client.force_login(official)


def stored(competition):
    return Competition.objects.get(pk=competition.pk)


@pytest.mark.parametrize(
    "key", ["identity", "kind", "money", "rules", "task", "submission", "choice", "similar", "contact"]
)
def test_a_section_of_a_bare_draft_is_saved_as_it_is_and_leads_to_the_next(client, draft, key):
    before = Competition.objects.filter(pk=draft.pk).values().get()

    answer = send(client, draft, key, ("co", "dalej"))

    order = ["identity", "kind", "money", "rules", "task", "submission", "choice", "similar", "contact", "attachments"]
    assert (answer.status_code, answer.headers["Location"]) == (302, section(draft, order[order.index(key) + 1]))
    after = Competition.objects.filter(pk=draft.pk).values().get()
    offered = {"submission": {"generator_url": "https://leszno.engo.org.pl"}}.get(key, {})
    assert after == before | offered


def test_the_last_section_leads_back_to_the_overview(client, draft):
    answer = send(client, draft, "publications", ("co", "dalej"))

    assert answer.headers["Location"] == address("composer", draft)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("60 000,00", "60000.00"),
        (f"60{NBSP}000", "60000.00"),
        ("60000,5", "60000.50"),
        ("10.500,00 zł", "10500.00"),
        ("704 913,66 zł", "704913.66"),
    ],
)
def test_an_amount_is_understood_as_poles_write_it(client, draft, typed, amount):
    send(client, draft, "money", total_amount=typed)

    assert stored(draft).total_amount == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (
            "10.500",
            "Nie wiadomo, czy „10.500” to 10\u00a0500\u00a0zł, czy 10,50\u00a0zł. "
            "Wpisz kwotę bez kropki między tysiącami, a grosze po przecinku.",
        ),
        ("dużo", "„dużo” to nie kwota. Wpisz ją cyframi, np. 10\u00a0500,00."),
        ("64 %", "„64 %” to nie kwota. Wpisz ją cyframi, np. 10\u00a0500,00."),
    ],
)
def test_an_amount_that_is_not_understood_is_kept_beside_the_words_that_say_why(client, draft, typed, message):
    answer = send(client, draft, "money", total_amount=typed)

    assert problems(answer) == [message]
    assert page_of(answer).get_element_by_id("id_total_amount").value == typed
    assert stored(draft).total_amount is None


def test_an_amount_is_shown_as_poles_write_it(client, draft):
    send(client, draft, "money", total_amount="60000")

    page = page_of(client.get(section(draft, "money")))

    assert page.get_element_by_id("id_total_amount").value == f"60{NBSP}000,00"


def test_a_deadline_is_a_warsaw_day_with_its_hour_in_winter_and_in_summer(client, draft):
    closings = []
    for day in ("2023-12-22", "2024-06-21"):
        send(client, draft, "submission", closes_at_0=day, closes_at_1="12:00")
        closings.append(stored(draft).closes_at)

    assert closings == [moment("2023-12-22 12:00"), moment("2024-06-21 12:00")]
    page = page_of(client.get(section(draft, "submission")))
    assert [page.get_element_by_id(f"id_closes_at_{part}").value for part in (0, 1)] == ["2024-06-21", "12:00"]


def test_a_day_without_its_hour_is_no_deadline(client, draft):
    answer = send(client, draft, "submission", closes_at_0="2023-12-22", submission_notes="W generatorze.")

    assert problems(answer) == ["Podaj też godzinę, na przykład 12:00."]
    page = page_of(answer)
    assert page.get_element_by_id("id_closes_at_0").value == "2023-12-22"
    assert page.get_element_by_id("id_submission_notes").value.strip() == "W generatorze."


def test_an_hour_that_the_clocks_skip_is_refused(client, draft):
    answer = send(client, draft, "submission", closes_at_0="2024-03-31", closes_at_1="02:30")

    assert len(problems(answer)) == 1
    assert stored(draft).closes_at is None


def test_what_the_database_forbids_is_told_in_its_words(client, draft):
    answer = send(client, draft, "rules", smallest_grant="5000", largest_grant="4000", eligibility="Stowarzyszenia.")

    assert problems(answer) == ["Najmniejsza dotacja jest większa od największej."]
    assert page_of(answer).get_element_by_id("id_eligibility").value.strip() == "Stowarzyszenia."


def test_a_title_is_asked_for(client, draft):
    answer = send(client, draft, "identity", title="")

    assert problems(answer) == ["Podaj tytuł konkursu."]


def test_an_official_gives_a_draft_to_no_foreign_department(client, draft, department):
    foreign = type(department).objects.exclude(pk=department.pk).first()

    answer = send(client, draft, "identity", department=str(foreign.pk))

    assert len(problems(answer)) == 1
    assert stored(draft).department == department


# ── Rows ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def lines(draft):
    return [(row.position, row.task_title, row.planned) for row in draft.funding_lines.all()]


def test_the_blank_row_becomes_a_row_once_something_is_written_in_it(client, draft):
    send(client, draft, "money", total_amount="60000")
    assert lines(draft) == []

    send(client, draft, "money", wiersz1__task_title="Klub A", wiersz1__planned="40 000,00")
    send(client, draft, "money", wiersz2__task_title="Klub B", wiersz2__planned="20 000,00")

    assert lines(draft) == [(1, "Klub A", Decimal(40_000)), (2, "Klub B", Decimal(20_000))]
    assert {row.year for row in draft.funding_lines.all()} == {2024}


def test_rows_stand_in_the_order_that_was_given_and_leave_when_ticked(client, draft):
    for position, title in enumerate(("A", "B", "C"), start=1):
        FundingLine.objects.create(competition=draft, position=position, task_title=title, year=2024, planned=1)

    send(client, draft, "money", wiersz1__position="3", wiersz3__position="1", wiersz2__usun="on")

    assert [(position, title) for position, title, _ in lines(draft)] == [(1, "C"), (2, "A")]


def test_a_row_without_its_words_is_refused_with_its_number_and_everything_stays(client, draft):
    answer = send(client, draft, "choice", wiersz1__points="10", selection_procedure="Komisja opiniuje.")

    assert problems(answer) == [
        "Kryterium 1, nowe: Wybierz, które to kryterium z ustawy; własne oznacz jako „inne kryterium”.",
        "Kryterium 1, nowe: Wpisz brzmienie kryterium albo usuń ten wiersz.",
    ]
    page = page_of(answer)
    assert page.get_element_by_id("id_wiersz1-points").value == "10"
    assert page.get_element_by_id("id_selection_procedure").value.strip() == "Komisja opiniuje."
    assert (stored(draft).selection_procedure, draft.criteria.count()) == ("", 0)


def test_a_criterion_is_saved(client, draft):
    send(client, draft, "choice", wiersz1__kind="quality", wiersz1__text="Kadra", wiersz1__points="15")

    assert list(draft.criteria.values_list("kind", "text", "points")) == [(CriterionKind.QUALITY, "Kadra", 15)]


def test_days_of_publication_are_planned_changed_and_taken_back(client, draft):
    def days():
        rows = Publication.objects.filter(competition=draft).order_by("place")
        return [(row.place, row.published_on) for row in rows]

    send(client, draft, "publications", bip__published_on="2023-12-04", website__published_on="2023-12-05")
    planned = days()
    send(client, draft, "publications", bip__published_on="", website__published_on="2023-12-06")

    assert planned == [(Place.BIP, dt.date(2023, 12, 4)), (Place.WEBSITE, dt.date(2023, 12, 5))]
    assert days() == [(Place.WEBSITE, dt.date(2023, 12, 6))]


def test_an_address_without_its_day_is_asked_for_the_day(client, draft):
    answer = send(client, draft, "publications", bip__url="https://bip.leszno.pl/1")

    assert problems(answer) == [
        "Biuletyn Informacji Publicznej: Podaj datę ogłoszenia w tym miejscu albo wyczyść resztę pól."
    ]


def test_more_rows_than_a_page_may_have_store_nothing(client, draft):
    page = page_of(client.get(section(draft, "money")))

    client.post(section(draft, "money"), sent_by(page, wierszy="5000", total_amount="7"))

    assert stored(draft).total_amount is None


# ── Two at once ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_who_saves_second_sees_what_the_first_saved_and_overwrites_it_only_knowingly(client, draft):
    mine = sent_by(page_of(client.get(section(draft, "rules"))), eligibility="Fundacje.")
    send(client, draft, "rules", eligibility="Stowarzyszenia.", granting_rules="Reguły.")

    answer = client.post(section(draft, "rules"), mine)

    page = page_of(answer)
    assert stored(draft).eligibility == "Stowarzyszenia."
    assert page.get_element_by_id("id_eligibility").value.strip() == "Fundacje."
    told = [item.text_content() for item in page.xpath("//div[@class='error-summary']//dl/*")]
    assert told == ["Kto może złożyć ofertę", "Stowarzyszenia.", "Zasady przyznawania dotacji", "Reguły."]

    client.post(section(draft, "rules"), sent_by(page))

    assert (stored(draft).eligibility, stored(draft).granting_rules) == ("Fundacje.", "")


def test_two_who_write_in_different_sections_do_not_meet(client, draft):
    mine = sent_by(page_of(client.get(section(draft, "rules"))), eligibility="Fundacje.")
    send(client, draft, "task", conditions="Codziennie.")

    client.post(section(draft, "rules"), mine)

    assert (stored(draft).eligibility, stored(draft).conditions) == ("Fundacje.", "Codziennie.")


def test_a_row_that_somebody_else_removed_is_not_written_over_another(client, draft):
    first = FundingLine.objects.create(competition=draft, position=1, task_title="A", year=2024, planned=1)
    FundingLine.objects.create(competition=draft, position=2, task_title="B", year=2024, planned=2)
    mine = sent_by(page_of(client.get(section(draft, "money"))), wiersz1__planned="5")
    first.delete()

    answer = client.post(section(draft, "money"), mine)

    assert lines(draft) == [(2, "B", Decimal(2))]
    client.post(section(draft, "money"), sent_by(page_of(answer)))
    assert lines(draft) == [(1, "A", Decimal(5)), (2, "B", Decimal(2))]


def test_what_is_announced_meanwhile_is_not_changed_by_a_section_still_open(client, department):
    draft = whole_draft(department, number=1)
    mine = sent_by(page_of(client.get(section(draft, "rules"))), eligibility="Fundacje.")
    Competition.objects.filter(pk=draft.pk).update(announced_at=moment("2023-12-01 10:00"))

    answer = client.post(section(draft, "rules"), mine)

    assert answer.headers["Location"] == address("record", draft)
    assert said(answer) == ["Ten konkurs jest już ogłoszony. Jego treść zmienia się tylko przez zmianę ogłoszenia."]
    assert stored(draft).eligibility == "Organizacje pozarządowe."
