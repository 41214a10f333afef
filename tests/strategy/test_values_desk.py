"""The stock pages of values, years, judgements and targets: what they show, and the acts that stand beside them."""

import pytest
from django.urls import reverse

from leszno_ngo.choices import Role
from leszno_ngo.models import Department, User
from strategy import publishing
from strategy.choices import Category, TargetKind
from strategy.models import Indicator, IndicatorJudgement, IndicatorValue, ReportingYear, Target
from tests.strategy.measures import NOON, indicator_of, publish, target

pytestmark = pytest.mark.django_db

ON_DESK = NOON.date()


@pytest.fixture(autouse=True)
def on_day(settings):
    settings.PORTAL_DATE = ON_DESK


@pytest.fixture
def auditor(db):
    return User.objects.create_user("audytor", is_staff=True, role=Role.AUDITOR)


@pytest.fixture
def indicator(departments):
    indicator = indicator_of(Department.objects.get(slug="mopr"))
    publish(indicator, {2020: 100, 2021: 110, 2022: 121})
    return indicator


@pytest.fixture
def judgement(indicator):
    return publishing.judge_indicator(indicator, now=NOON, today=ON_DESK)


def address(name, row):
    return reverse(f"admin:strategy_{name}", args=[row.pk])


def errors_of(response):
    return [error for errors in response.context["form"].errors.values() for error in errors]


# ── Values ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_nobody_adds_changes_or_deletes_a_value_on_the_stock_pages(client, indicator, coordinator, official):
    value = indicator.values.first()
    for user in (coordinator, official):
        client.force_login(user)
        assert client.get(reverse("admin:strategy_indicatorvalue_add")).status_code == 403
        assert client.post(address("indicatorvalue_change", value), {"value": "1"}).status_code == 403
        assert client.post(address("indicatorvalue_delete", value), {"post": "yes"}).status_code == 403
        assert client.get(address("indicatorvalue_change", value)).status_code == 200
    assert IndicatorValue.objects.get(pk=value.pk).value == 100


# ── Targets ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def new_target(indicator, **fields):
    return {"indicator": indicator.pk, "kind": "reach", "value": "150", "due_year": 2025, "position": 1} | fields


def test_official_sets_a_target_of_own_indicator_and_it_is_judged_by_it(client, indicator, official):
    client.force_login(official)

    assert client.post(reverse("admin:strategy_target_add"), new_target(indicator)).status_code == 302

    assert indicator.judgement.inputs["targets"] == {"2025": "150"}
    assert Target.objects.get().history.get().history_user == official


def test_another_department_sets_changes_and_deletes_no_target(client, indicator, other_official, auditor):
    row = target(indicator, TargetKind.REACH, 150, due_year=2025)
    client.force_login(other_official)

    response = client.post(reverse("admin:strategy_target_add"), new_target(indicator, due_year=2026))
    assert list(response.context["adminform"].form.errors) == ["indicator"]
    assert client.post(address("target_change", row), {"value": "1"}).status_code == 302  # it does not exist for them
    client.force_login(auditor)
    assert client.post(reverse("admin:strategy_target_add"), new_target(indicator, due_year=2026)).status_code == 403
    assert client.post(address("target_change", row), {"value": "1"}).status_code == 403
    assert list(Target.objects.values_list("value", flat=True)) == [150]


def test_target_that_is_changed_or_deleted_is_judged_without_delay(client, indicator, coordinator):
    row = target(indicator, TargetKind.REACH, 150, due_year=2025)
    client.force_login(coordinator)

    client.post(address("target_change", row), new_target(indicator, value="121"))
    assert indicator.judgement.category == Category.MET
    client.post(address("target_delete", row), {"post": "yes"})
    assert (indicator.judgement.inputs["targets"], indicator.judgement.category) == ({}, Category.IMPROVED)


def test_targets_deleted_together_have_each_indicator_judged(client, indicator, coordinator):
    other = indicator_of(code="inny")
    rows = [target(each, TargetKind.REACH, 150, due_year=2025) for each in (indicator, other)]
    client.force_login(coordinator)

    data = {"action": "delete_selected", "_selected_action": [row.pk for row in rows], "post": "yes"}
    client.post(reverse("admin:strategy_target_changelist"), data)

    assert Target.objects.count() == 0
    assert [each.judgement.inputs["targets"] for each in (indicator, other)] == [{}, {}]


# ── Years ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_coordinator_writes_a_year_down_closes_it_and_opens_it_for_a_reason(client, coordinator):
    client.force_login(coordinator)
    client.post(reverse("admin:strategy_reportingyear_add"), {"year": 2023})
    year = ReportingYear.objects.get()
    turn = address("reportingyear_turn", year)

    assert "Zamknij rok 2023" in client.get(turn).content.decode()
    assert client.post(turn).status_code == 302
    year.refresh_from_db()
    assert (year.is_closed, year.closed_by) == (True, coordinator)

    assert errors_of(client.post(turn, {"reason": " "})) == ["Napisz, dlaczego otwiera się zamknięty rok."]
    assert client.post(turn, {"reason": "spóźnione sprawozdanie"}).status_code == 302
    year.refresh_from_db()
    assert year.is_closed is False


def test_year_that_cannot_be_closed_yet_says_why(client, coordinator):
    year = ReportingYear.objects.create(year=2024)
    client.force_login(coordinator)

    assert errors_of(client.post(address("reportingyear_turn", year))) == ["Rok 2024 jeszcze się nie skończył."]


def test_year_is_read_by_all_and_turned_deleted_or_changed_by_nobody_else(client, official, auditor, coordinator):
    year = ReportingYear.objects.create(year=2023, closed_at=NOON, closed_by=coordinator)
    for user in (official, auditor):
        client.force_login(user)
        assert client.get(address("reportingyear_change", year)).status_code == 200
        assert client.get(address("reportingyear_turn", year)).status_code == 403
        assert client.post(address("reportingyear_turn", year), {"reason": "x"}).status_code == 403
    client.force_login(coordinator)
    assert client.post(address("reportingyear_delete", year), {"post": "yes"}).status_code == 403
    assert client.post(address("reportingyear_change", year), {"year": 2022}).status_code == 403
    assert ReportingYear.objects.get().is_closed


# ── Judgements ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_coordinator_sets_another_judgement_and_returns_to_the_computed_one(client, judgement, coordinator):
    client.force_login(coordinator)
    act = address("indicatorjudgement_override", judgement)

    page = client.get(act).content.decode()
    assert "poprawa (obliczona)" in page
    assert errors_of(client.post(act, {"category": "steady"})) == [
        "Podaj powód innej oceny. Przeczytają go mieszkańcy."
    ]
    client.post(act, {"category": "steady", "reason": "zmieniono sposób liczenia"})
    row = IndicatorJudgement.objects.get()
    assert (row.shown, row.category, row.override_by) == (Category.STEADY, Category.IMPROVED, coordinator)

    client.post(act, {"category": "improved", "reason": "liczenie jest to samo"})
    row.refresh_from_db()
    assert (row.shown, row.override_reason) == (Category.IMPROVED, "")


def test_computed_judgement_is_not_set_once_more(client, judgement, coordinator):
    client.force_login(coordinator)

    response = client.post(address("indicatorjudgement_override", judgement), {"category": "improved", "reason": "x"})

    assert errors_of(response) == ["Taka jest ocena obliczona. Wybierz inną."]


def test_nobody_else_overrides_a_judgement(client, judgement, official, other_official, auditor):
    act = address("indicatorjudgement_override", judgement)
    data = {"category": "steady", "reason": "x"}
    for user, answer in ((official, 403), (auditor, 403), (other_official, 404)):
        client.force_login(user)
        assert client.get(act).status_code == answer
        assert client.post(act, data).status_code == answer
    assert IndicatorJudgement.objects.get().override_category == ""


def test_only_the_newest_judgement_offers_to_be_overridden(client, judgement, indicator, coordinator, official):
    Indicator.objects.update(unit="osoba,osoby,osób")
    newest = publishing.judge_indicator(indicator, now=NOON, today=ON_DESK)
    client.force_login(coordinator)

    def offers(row):
        return (
            address("indicatorjudgement_override", row)
            in client.get(address("indicatorjudgement_change", row)).content.decode()
        )

    assert [offers(row) for row in (judgement, newest)] == [False, True]
    client.force_login(official)
    assert offers(newest) is False
