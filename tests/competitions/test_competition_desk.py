"""The desk's list of competitions and the clauses that announcements carry."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from model_bakery import baker

from competitions.choices import FundingForm
from competitions.models import Competition, PrivacyClause
from leszno_ngo import clock
from leszno_ngo.models import Department

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_day")]

LIST = "/admin/competitions/competition/"


def competition(title, **fields):
    fields.setdefault("department", Department.objects.get(slug="wydzial-kultury-i-sportu"))
    return baker.make(Competition, title=title, **({"year": 2024} | fields))


def announced(title, **fields):
    now = clock.now()
    complete = {
        "number": 1,
        "form": FundingForm.SUPPORT,
        "total_amount": Decimal(1000),
        "announced_at": now - dt.timedelta(days=2),
        "closes_at": now + dt.timedelta(days=30),
    }
    return competition(title, **(complete | fields))


def titles(client, user, **asked):
    client.force_login(user)
    return [row.title for row in client.get(LIST, asked).context["cl"].result_list]


def test_the_list_shows_own_competitions_and_no_working_copy(client, lists, official):
    mine = announced("Sport dla wszystkich")
    competition("Sport dla wszystkich, zmiana", amends=mine)
    competition("Cudzy", department=Department.objects.get(slug="mopr"))

    assert titles(client, official) == ["Sport dla wszystkich"]


def test_the_list_is_narrowed_by_state_and_year(client, lists, coordinator):
    announced("Otwarty")
    competition("Szkic")
    competition("Szkic na później", year=2025)

    narrowed = [titles(client, coordinator, **asked) for asked in ({"stan": "open"}, {"stan": "draft", "rok": "2025"})]
    assert narrowed == [["Otwarty"], ["Szkic na później"]]
    assert titles(client, coordinator, stan="nieznany", rok="x") == ["Szkic na później", "Szkic", "Otwarty"]


def test_a_draft_opens_in_its_composer_and_an_announced_one_with_all_that_was_done(client, lists, official):
    client.force_login(official)
    draft, open_one = competition("Szkic"), announced("Otwarty")

    def leads_to(page, *rows):
        where = reverse(f"admin:competitions_competition_{page}", args=[row.pk for row in rows])
        return client.get(where).headers["Location"]

    assert [leads_to("add"), leads_to("change", draft), leads_to("change", open_one)] == [
        reverse("admin:competitions_competition_start"),
        reverse("admin:competitions_competition_composer", args=[draft.pk]),
        reverse("admin:competitions_competition_record", args=[open_one.pk]),
    ]


def test_only_a_draft_can_be_deleted(client, lists, official):
    client.force_login(official)
    draft, open_one = competition("Szkic"), announced("Otwarty")

    def answer(row):
        return client.get(reverse("admin:competitions_competition_delete", args=[row.pk])).status_code

    assert [answer(draft), answer(open_one)] == [200, 403]


def test_a_clause_that_an_announcement_carries_stays_as_it_is(client, coordinator, lists):
    client.force_login(coordinator)
    clause = PrivacyClause.objects.create(version=1, text="Administratorem jest Miasto.", valid_from="2023-01-01")
    address = reverse("admin:competitions_privacyclause_change", args=[clause.pk])
    form = {"version": 1, "text": "Inna treść", "valid_from": "2023-01-01"}
    announced("Otwarty", privacy_clause=clause)

    assert client.post(address, form).status_code == 403
    clause.refresh_from_db()
    assert clause.text == "Administratorem jest Miasto."


def test_the_next_clause_gets_the_next_number(client, coordinator):
    client.force_login(coordinator)
    PrivacyClause.objects.create(version=3, text="Administratorem jest Miasto.", valid_from="2023-01-01")

    form = client.get(reverse("admin:competitions_privacyclause_add")).context["adminform"].form

    assert form.get_initial_for_field(form.fields["version"], "version") == 4
