"""The desk's form of a small grant: what the act forbids is refused at its field, warnings take a reason."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from competitions import law
from competitions.choices import SmallGrantState
from competitions.facts import small_grant_facts
from competitions.models import SmallGrant
from leszno_ngo.models import Department
from tests.competitions.grants import ADD, PLACES, RECEIVED, TODAY, offer_fields, plan_grants, refusals, small_grant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_day")]

LIST = "admin:competitions_smallgrant_changelist"
CHANGE = "admin:competitions_smallgrant_change"
NOT_KNOWN = "Podaj kwotę dotacji planowanych na 2023 r., żeby sprawdzić limit małych grantów."
WITH_REASON = " Jeśli zapisujesz mimo to, podaj tu powód."


@pytest.fixture
def desk(client, official):
    plan_grants()
    client.force_login(official)
    return client


def page_of(client, grant):
    answer = client.get(reverse(CHANGE, args=[grant.pk]))
    return answer, answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_an_offer_that_keeps_the_act_is_saved(desk):
    assert refusals(desk) == {}

    grant = SmallGrant.objects.get()
    assert (grant.requested, grant.bip_on, grant.is_example) == (Decimal(8000), dt.date(2023, 11, 22), False)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"requested": "10000.01"},
            {
                "requested": [
                    "Mały grant to najwyżej 10 000 zł, a ten ma 10 000,01 zł. Zmniejsz kwotę albo ogłoś konkurs."
                ]
            },
        ),
        (
            {"implementation_end": "01.05.2024"},
            {
                "implementation_end": [
                    "Zadanie trwa 91 dni, a może najwyżej 90. Skróć je do 30 kwietnia 2024 r. albo ogłoś konkurs."
                ]
            },
        ),
        (
            {"implementation_start": "", "implementation_end": ""},
            {"implementation_start": ["Podaj, od kiedy i do kiedy zadanie ma być realizowane."]},
        ),
        (
            {"website_on": ""},
            {
                "website_on": [
                    "Oferty nie zamieszczono w miejscu: strona internetowa urzędu; termin minął 29 listopada 2023 r. "
                    "Zamieść ją teraz."
                ]
            },
        ),
    ],
)
def test_what_the_act_forbids_is_refused_at_its_field(desk, changes, expected):
    assert refusals(desk, **changes) == expected
    assert not SmallGrant.objects.exists()


@pytest.mark.parametrize("place", PLACES)
def test_a_publication_after_the_last_day_is_entered_with_a_reason(desk, place):
    assert [refusals(desk, **{place: text}).keys() for text in ("28.11.2023", "29.11.2023", "30.11.2023")] == [
        set(),
        set(),
        {"accepted_warnings"},
    ]
    assert refusals(desk, **{place: "30.11.2023", "accepted_warnings": "Awaria strony urzędu."}) == {}


def test_an_organisation_over_its_yearly_limit_is_refused(desk):
    for amount in (10_000, 3_000):
        small_grant(requested=amount, granted=amount, decided_on=TODAY)

    assert refusals(desk, requested="7000") == {}
    assert refusals(desk, requested="7000.01") == {
        "requested": [
            "Małe granty tej organizacji w 2023 r. wyniosłyby 20 000,01 zł, a mogą najwyżej 20 000 zł. "
            "Można jej przyznać 7 000 zł."
        ]
    }


def test_an_offer_is_not_counted_against_itself(desk):
    grant = small_grant(granted=Decimal(8000), decided_on=TODAY)
    small_grant(requested=10_000, granted=10_000, decided_on=TODAY)

    assert refusals(desk, grant, granted="8000", decided_on="01.12.2023", reason="Rajd jest potrzebny.") == {}


def test_examples_take_nothing_from_the_limits(desk):
    for _ in range(3):
        small_grant(requested=10_000, granted=10_000, decided_on=TODAY, is_example=True)

    assert refusals(desk) == {}


# ── Warnings ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_warning_is_gone_past_only_with_a_reason_that_is_kept(desk):
    plan_grants(amount=None)

    assert refusals(desk) == {"accepted_warnings": [NOT_KNOWN + WITH_REASON]}
    assert refusals(desk, accepted_warnings="Budżet nie jest jeszcze uchwalony.") == {}
    assert SmallGrant.objects.get().accepted_warnings == "Budżet nie jest jeszcze uchwalony."


def test_the_reason_for_one_warning_does_not_stand_for_another(desk):
    plan_grants(amount=None)
    grant = small_grant(accepted_warnings="Budżet nie jest jeszcze uchwalony.")

    assert refusals(desk, grant, accepted_warnings=grant.accepted_warnings) == {}
    plan_grants(amount=40_000)
    assert list(refusals(desk, grant, accepted_warnings=grant.accepted_warnings, requested="8001")) == [
        "accepted_warnings"
    ]
    assert refusals(desk, grant, accepted_warnings="Rada zwiększy kwotę w grudniu.", requested="8001") == {}


@pytest.mark.parametrize(("planned", "refused"), [("39999.99", ["accepted_warnings"]), ("40000", [])])
def test_a_fifth_of_the_planned_grants_is_the_limit_of_the_year(desk, planned, refused):
    plan_grants(amount=Decimal(planned))

    assert list(refusals(desk)) == refused


# ── Dates, decisions, registers ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"received_on": "02.12.2023", **dict.fromkeys(PLACES, "")},
            {"received_on": ["Dzień wpływu nie może być późniejszy niż dzisiaj, 1 grudnia 2023 r."]},
        ),
        ({"granted": "8000"}, {"decided_on": ["Podaj, kiedy rozpatrzono ofertę."]}),
        ({"decided_on": "01.12.2023"}, {"granted": ["Podaj przyznaną kwotę; wpisz 0, gdy odmówiono dotacji."]}),
        (
            {"decided_on": "01.12.2023", "granted": "0"},
            {"reason": ["Napisz, dlaczego odmówiono dotacji."]},
        ),
        (
            {"decided_on": "01.12.2023", "granted": "8000.01"},
            {"granted": ["Przyznana kwota jest większa od wnioskowanej. Popraw jedną z nich."]},
        ),
        (
            {"decided_on": "29.11.2023", "granted": "8000"},
            {
                "decided_on": [
                    "Dotację można przyznać po terminie na uwagi, czyli po 29 listopada 2023 r. (art. 19a ust. 5)"
                ]
            },
        ),
        (
            {"decided_on": "01.12.2023", "granted": "8000", "paid_on": "30.11.2023"},
            {"paid_on": ["Wypłata jest przed rozpatrzeniem oferty. Popraw datę."]},
        ),
        (
            {"register_number": "123456"},
            {
                "register_number": [
                    "Numer KRS ma 10 cyfr, a „123456” ma 6. Jeśli arkusz zgubił zera z przodu, wpisz 0000123456."
                ]
            },
        ),
        ({"register": "", "register_number": "12/2001"}, {"register": ["Wybierz rejestr, z którego jest ten numer."]}),
        (
            {"register": "associations", "register_number": ""},
            {"register_number": ["Podaj numer w rejestrze albo zostaw rejestr pusty."]},
        ),
    ],
)
def test_days_amounts_and_numbers_fit_together(desk, changes, expected):
    assert refusals(desk, **changes) == expected


def test_a_grant_is_given_from_the_day_after_the_time_for_remarks(desk):
    days = [refusals(desk, decided_on=text, granted="8000") for text in ("29.11.2023", "30.11.2023")]

    assert [list(day) for day in days] == [["decided_on"], []]


def test_an_offer_may_be_refused_at_once_and_then_needs_no_publication(desk):
    refused = {"decided_on": "01.12.2023", "granted": "0", "reason": "Takie zadanie już trwa."}

    assert refusals(desk, **dict.fromkeys(PLACES, ""), **refused) == {}


def test_the_number_of_krs_is_kept_without_spaces(desk):
    refusals(desk, register_number="0000 123 456")

    assert SmallGrant.objects.get().register_number == "0000123456"


# ── What the desk shows ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_form_says_until_when_to_publish_and_until_when_remarks_run(desk):
    page = page_of(desk, small_grant())[1]

    assert "<dd>można zgłaszać uwagi</dd>" not in page
    assert "<dd>do rozpatrzenia</dd>" in page
    assert "<dd>29 listopada 2023 r. (7 dni roboczych od wpływu, art. 19a ust. 3)</dd>" in page
    assert "<dd>29 listopada 2023 r. (7 dni od zamieszczenia w ostatnim z trzech miejsc, art. 19a ust. 4)</dd>" in page


def test_what_the_law_informs_of_is_a_hint_that_stops_nobody(desk):
    received = {"received_on": "30.11.2023", **dict.fromkeys(PLACES, "")}
    assert refusals(desk, **received) == {}

    answer, page = page_of(desk, SmallGrant.objects.get())
    assert [hint.field for hint in answer.context["adminform"].form.hints] == list(PLACES)
    assert "Zamieść ofertę do 11 grudnia 2023 r. w miejscu: tablica ogłoszeń urzędu." in page


def test_the_list_says_the_state_and_what_is_due(desk):
    small_grant(task_title="a", received_on=TODAY, **dict.fromkeys(PLACES))
    small_grant(task_title="b", **dict.fromkeys(PLACES, dt.date(2023, 11, 29)))
    small_grant(task_title="c")
    small_grant(task_title="d", decided_on=TODAY, granted=Decimal(0))
    small_grant(task_title="e", decided_on=TODAY, granted=Decimal(7000), is_example=True)

    answer = desk.get(reverse(LIST), {"o": "1"})
    admin = answer.context["cl"].model_admin
    rows = answer.context["cl"].result_list

    assert [
        tuple(
            str(part).replace("\N{NO-BREAK SPACE}", " ")
            for part in (admin.task(row), admin.state(row), admin.next_day(row))
        )
        for row in rows
    ] == [
        ("a", "do zamieszczenia", "zamieścić do 12 grudnia 2023 r."),
        ("b", "można zgłaszać uwagi", "uwagi do 6 grudnia 2023 r."),
        ("c", "do rozpatrzenia", "None"),
        ("d", "odmówiono dotacji", "None"),
        ("e (przykład)", "przyznano dotację", "None"),
    ]


@pytest.mark.parametrize("state", SmallGrantState.values)
def test_the_list_narrows_to_a_state(desk, state):
    rows = {
        "to_publish": small_grant(received_on=TODAY, **dict.fromkeys(PLACES)),
        "remarks": small_grant(**dict.fromkeys(PLACES, dt.date(2023, 11, 29))),
        "to_decide": small_grant(),
        "granted": small_grant(decided_on=TODAY, granted=1),
        "refused": small_grant(decided_on=TODAY, granted=0),
    }

    assert list(desk.get(reverse(LIST), {"stan": state}).context["cl"].result_list) == [rows[state]]


@pytest.mark.usefixtures("lists")
def test_the_rows_and_the_database_tell_the_same_state_on_every_day():
    everywhere = dict.fromkeys(PLACES, RECEIVED)
    for number in range(20):
        shifted = RECEIVED + dt.timedelta(days=number)
        small_grant(**(everywhere | {PLACES[number % 3]: shifted}))
        small_grant(**(everywhere | {PLACES[number % 3]: None}))
        small_grant(**dict.fromkeys(PLACES, shifted), granted=number % 2, decided_on=shifted)

    for number in range(45):
        today = RECEIVED + dt.timedelta(days=number)
        rows = SmallGrant.objects.with_state(today, remarks_since=law.remarks_open_since(today))
        assert [row.state_on_day for row in rows] == [
            law.small_grant_state(small_grant_facts(row), today).value for row in rows
        ]


# ── Who may do what ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_officials_reach_only_offers_of_own_departments(desk):
    mine, foreign = small_grant(), small_grant(department="mopr")

    assert list(desk.get(reverse(LIST)).context["cl"].result_list) == [mine]
    assert desk.get(reverse(CHANGE, args=[foreign.pk])).status_code == 302
    mopr = Department.objects.get(slug="mopr").pk
    assert list(refusals(desk, mine, department=mopr)) == ["department"]


def test_an_official_without_a_department_adds_no_offers(client, official):
    official.departments.clear()
    client.force_login(official)

    assert client.get(reverse(ADD)).status_code == 403


def test_an_auditor_reads_all_offers_and_changes_none(client, auditor, lists):
    grant = small_grant()
    client.force_login(auditor)

    assert page_of(client, grant)[0].status_code == 200
    assert client.post(reverse(CHANGE, args=[grant.pk]), offer_fields(requested="1")).status_code == 403
    assert client.get(reverse(ADD)).status_code == 403


def test_what_was_shown_to_everybody_only_a_coordinator_takes_out(client, desk, coordinator):
    shown, unseen = small_grant(), small_grant(**dict.fromkeys(PLACES))
    pages = [reverse("admin:competitions_smallgrant_delete", args=[grant.pk]) for grant in (shown, unseen)]

    assert [desk.get(page).status_code for page in pages] == [403, 200]
    client.force_login(coordinator)
    assert [client.get(page).status_code for page in pages] == [200, 200]


def test_every_change_of_an_offer_is_told_in_its_history(desk):
    refusals(desk)
    grant = SmallGrant.objects.get()
    refusals(desk, grant, requested="7500")

    page = desk.get(reverse("admin:competitions_smallgrant_history", args=[grant.pk]))
    assert [change.act for change in page.context["changes"]] == ["zmieniono", "dodano"]
    assert [(part.label, part.before, part.after) for part in page.context["changes"][0].differences] == [
        ("wnioskowana kwota", "8000.00", "7500.00")
    ]


def test_the_list_takes_the_same_queries_for_one_offer_as_for_fifty(desk, django_assert_num_queries):
    small_grant()
    with CaptureQueriesContext(connection) as one:
        desk.get(reverse(LIST))
    for _ in range(49):
        small_grant()
    with django_assert_num_queries(len(one)):
        desk.get(reverse(LIST))
