"""Every rule the database keeps for strategies is broken once, and says why in Polish."""

import datetime as dt
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from leszno_ngo.choices import DocumentState
from strategy.choices import StrategyState, TargetKind, ValueState, ValueStatus
from strategy.models import Goal, IndicatorValue, Programme, Strategy, StrategyTask
from tests.strategy.measures import NOON
from tests.strategy.plan import (
    Plan,
    budget_line,
    drawing,
    goal,
    indicator,
    judgement,
    none_declared,
    partner,
    programme,
    progress_report,
    reminder,
    reporting_year,
    responsibility,
    share,
    stage,
    strategy,
    target,
    task,
    value,
    values_import,
)

pytestmark = pytest.mark.django_db


ONE_PARENT = "Wskaż program albo cel, jedno z dwojga."
ONE_OF_THREE = "Wskaż cel, program albo zadanie, jedno z trojga."
ONE_OF_FOUR = "Wskaż strategię, cel, program albo zadanie, jedno z czworga."
ONE_OF_TWO = "Wskaż cel albo zadanie, jedno z dwojga."
POST_TWICE = "To stanowisko ma już tu tę rolę."
INDICATOR_TWICE = "Ten wskaźnik już tu jest."
KIND_UNFIT = "Rodzaj celu nie zgadza się z polami: „osiągnąć do roku” ma rok, „w przedziale” ma górną granicę."
YEAR = "Podaj rok od 1990 do 2100."
VALUE_OR_REASON = "Podaj wartość albo wybierz „brak danych” lub „nie dotyczy”, jedno z dwojga."


BROKEN = {
    "strategy_title_once": (
        lambda plan: strategy(plan, title=plan.strategy.title),
        "Strategia o tym tytule już jest w tej gminie.",
    ),
    "strategy_period_in_order": (
        lambda plan: strategy(plan, period_start=2018, period_end=2017),
        "Ostatni rok strategii jest przed pierwszym.",
    ),
    "strategy_years": (lambda plan: strategy(plan, period_start=1989), "Podaj lata od 1990 do 2100."),
    "goal_slug_once": (lambda plan: goal(plan, slug="cel-ii"), "Ten adres ma już inny cel tej strategii."),
    "goal_strategic_on_top": (
        lambda plan: goal(plan, kind="strategic", parent=plan.goal),
        "Cel strategiczny nie ma celu nadrzędnego.",
    ),
    "goal_importance_has_words": (
        lambda plan: goal(plan, importance=1),
        "Podaj słowa dokumentu, z których wynika ważność celu.",
    ),
    "programme_title_once": (
        lambda plan: programme(plan, title="Rodzinie"),
        "Ten cel ma już program o tym tytule.",
    ),
    "programme_number_once": (lambda plan: programme(plan, number=8), "Ten numer ma już inny program tego celu."),
    "strategy_task_has_one_parent": (lambda plan: task(plan, programme=None), ONE_PARENT),
    "strategy_task_once_in_programme": (
        lambda plan: task(plan, title="Strategia społeczna"),
        "Ten program ma już zadanie o tym tytule.",
    ),
    "strategy_task_once_in_goal": (
        lambda plan: task(plan, programme=None, goal=plan.goal, title="Klub seniora"),
        "Ten cel ma już zadanie o tym tytule.",
    ),
    "strategy_task_cost_not_negative": (lambda plan: task(plan, planned_cost=-1), "Koszt nie może być ujemny."),
    "strategy_task_weight_positive": (lambda plan: task(plan, weight=0), "Waga musi być większa od zera."),
    "stage_position_once": (
        lambda plan: stage(plan, position=1),
        "To miejsce zajmuje już inny etap tego zadania.",
    ),
    "stage_period_in_order": (
        lambda plan: stage(plan, period_start=dt.date(2010, 1, 2), period_end=dt.date(2010, 1, 1)),
        "Koniec okresu etapu jest przed jego początkiem.",
    ),
    "stage_share_once_a_year": (lambda plan: share(plan, year=2009), "Ten etap ma już udział w tym roku."),
    "stage_share_planned_positive": (
        lambda plan: share(plan, planned=0),
        "Zaplanowany udział musi być większy od zera; roku bez planu nie wpisuje się.",
    ),
    "stage_share_done_not_negative": (
        lambda plan: share(plan, done=-1),
        "Wykonany udział nie może być ujemny.",
    ),
    "stage_share_year": (lambda plan: share(plan, year=1989), YEAR),
    "responsibility_for_one_thing": (
        lambda plan: responsibility(plan, goal=plan.goal, task=plan.task),
        ONE_OF_THREE,
    ),
    "responsibility_once_in_goal": (
        lambda plan: responsibility(plan, goal=plan.goal, post="Prezydent"),
        POST_TWICE,
    ),
    "responsibility_once_in_programme": (
        lambda plan: responsibility(plan, programme=plan.programme, post="Prezydent"),
        POST_TWICE,
    ),
    "responsibility_once_in_task": (
        lambda plan: responsibility(plan, task=plan.task, post="Prezydent"),
        POST_TWICE,
    ),
    "partner_of_one_thing": (lambda plan: partner(plan), ONE_OF_TWO),
    "partner_once_in_goal": (
        lambda plan: partner(plan, goal=plan.goal, name="Organizacje pozarządowe"),
        "Ten partner już tu jest.",
    ),
    "partner_once_in_task": (
        lambda plan: partner(plan, task=plan.task, name="Organizacje pozarządowe"),
        "Ten partner już tu jest.",
    ),
    "budget_line_once_a_year": (
        lambda plan: budget_line(plan, source_name="Budżet miasta", year=2009),
        "To źródło jest już w budżecie zadania w tym roku.",
    ),
    "budget_line_once_without_year": (
        lambda plan: budget_line(plan, source_name="Budżet miasta"),
        "To źródło jest już w budżecie zadania bez podania roku.",
    ),
    "budget_line_not_negative": (lambda plan: budget_line(plan, amount=-1), "Kwota nie może być ujemna."),
    "budget_line_year": (lambda plan: budget_line(plan, year=2101), YEAR),
    "indicator_measures_one_thing": (
        lambda plan: indicator(plan, task=plan.task, strategy=plan.strategy),
        ONE_OF_FOUR,
    ),
    "indicator_once_in_strategy": (
        lambda plan: indicator(plan, strategy=plan.strategy, source_name="Liczba analiz"),
        INDICATOR_TWICE,
    ),
    "indicator_once_in_goal": (
        lambda plan: indicator(plan, goal=plan.goal, source_name="Liczba analiz"),
        INDICATOR_TWICE,
    ),
    "indicator_once_in_programme": (
        lambda plan: indicator(plan, programme=plan.programme, source_name="Liczba analiz"),
        INDICATOR_TWICE,
    ),
    "indicator_once_in_task": (
        lambda plan: indicator(plan, task=plan.task, source_name="Liczba analiz"),
        INDICATOR_TWICE,
    ),
    "indicator_baseline_year": (
        lambda plan: indicator(plan, task=plan.task, baseline_year=1989),
        "Podaj rok bazowy od 1990 do 2100.",
    ),
    "indicator_frequency": (
        lambda plan: indicator(plan, task=plan.task, frequency="week"),
        "Wartość 'week' nie jest poprawnym wyborem.",
    ),
    "indicator_collected_by_a_day": (
        lambda plan: indicator(plan, task=plan.task, collected_from=2020),
        "Podaj naraz, od którego roku portal zbiera wartości i ile dni po końcu okresu jest na to czas.",
    ),
    "indicator_collected_in_order": (
        lambda plan: indicator(plan, task=plan.task, collected_from=2020, collected_to=2019, due_days=90),
        "Ostatni rok zbierania wartości jest przed pierwszym.",
    ),
    "indicator_collected_years": (
        lambda plan: indicator(plan, task=plan.task, collected_from=1989, due_days=90),
        "Podaj lata od 1990 do 2100.",
    ),
    "indicator_due_days": (
        lambda plan: indicator(plan, task=plan.task, collected_from=2020, due_days=731),
        "Termin może przypadać najwyżej 730 dni po końcu okresu.",
    ),
    "indicator_value_revision_once": (
        lambda plan: value(plan, year=2009, state=ValueState.PUBLISHED, published_at=NOON),
        "Ten wskaźnik ma już tę wersję wartości w tym okresie.",
    ),
    "indicator_value_one_in_the_making": (
        lambda plan: value(plan, year=2009, revision=2),
        "Ktoś już przygotowuje wartość tego wskaźnika za ten okres.",
    ),
    "indicator_value_part_of_year": (
        lambda plan: value(plan, unit="quarter", part=5),
        "Półrocza mają numery 1 i 2, kwartały od 1 do 4, a cały rok 0.",
    ),
    "indicator_value_state_has_its_acts": (
        lambda plan: value(plan, entered_by=plan.user, state=ValueState.PUBLISHED, published_at=NOON),
        "Opublikować można wartość, którą sprawdziła druga osoba.",
    ),
    "indicator_value_checked_by_another": (
        lambda plan: value(plan, entered_by=plan.user, state=ValueState.CHECKED, checked_by=plan.user, checked_at=NOON),
        "Wartość sprawdza inna osoba niż ta, która ją wpisała.",
    ),
    "indicator_value_correction_has_reason": (
        lambda plan: value(plan, revision=2, entered_by=plan.user),
        "Napisz, dlaczego zmienia się opublikowaną wartość.",
    ),
    "indicator_value_or_reason": (lambda plan: value(plan, value=None), VALUE_OR_REASON),
    "indicator_value_revision_from_one": (lambda plan: value(plan, revision=0), "Wersje liczy się od 1."),
    "indicator_value_year": (lambda plan: value(plan, year=1989), YEAR),
    "target_kind_fits_fields": (lambda plan: target(plan, kind=TargetKind.REACH), KIND_UNFIT),
    "target_band_in_order": (
        lambda plan: target(plan, kind=TargetKind.BAND, value=2, upper=1),
        "Górna granica jest mniejsza od dolnej.",
    ),
    "target_year": (lambda plan: target(plan, due_year=1989), YEAR),
    "target_reach_once_a_year": (
        lambda plan: target(plan, kind=TargetKind.REACH, due_year=2015),
        "Ten wskaźnik ma już wartość docelową na ten rok.",
    ),
    "none_declared_once": (
        lambda plan: none_declared(plan, kind="impact"),
        "Już zapisano, że zadanie nie ma wskaźników tego rodzaju.",
    ),
    "reporting_year_year": (lambda plan: reporting_year(plan, year=1989), YEAR),
    "reporting_year_closed_by_somebody": (
        lambda plan: reporting_year(plan, closed_at=NOON),
        "Zamknięty rok ma datę i osobę, która go zamknęła.",
    ),
    "judgement_override_with_reason": (
        lambda plan: judgement(plan, override_category="met", override_at=NOON, override_by=plan.user),
        "Inna ocena wymaga powodu, który zobaczą mieszkańcy.",
    ),
    "reminder_once": (lambda plan: reminder(plan, days=-7), "To przypomnienie już jest."),
    "reminder_sent_at": (
        lambda plan: reminder(plan, state="sent"),
        "Wysłane przypomnienie ma czas wysłania.",
    ),
    "reminder_failed_has_reason": (
        lambda plan: reminder(plan, state="failed"),
        "Niewysłane przypomnienie ma podany powód.",
    ),
    "values_import_year": (lambda plan: values_import(plan, year=1989), YEAR),
    "chart_drawing_drawn": (
        lambda plan: drawing(plan, drawn_at=NOON),
        "Gotowy wykres ma rysunek i czas.",
    ),
    "progress_report_number_once": (
        lambda plan: progress_report(plan, number=1),
        "Sprawozdanie o tym numerze już jest.",
    ),
    "progressreport_ready_has_file": (
        lambda plan: progress_report(plan, state=DocumentState.READY),
        "Gotowy dokument musi mieć plik, skrót i liczbę stron.",
    ),
    "progressreport_failed_has_reason": (
        lambda plan: progress_report(plan, state=DocumentState.FAILED),
        "Nieudany dokument musi mieć podany powód.",
    ),
}


def refuses(row, message):
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    return refused.value.messages == [message]


@pytest.mark.parametrize("name", BROKEN)
def test_row_that_breaks_a_rule_is_refused_by_form_and_database(name):
    build, message = BROKEN[name]
    assert refuses(build(Plan()), message)


def test_goal_is_not_its_own_parent():
    plan = Plan()
    plan.goal.kind, plan.goal.parent = "specific", plan.goal
    assert refuses(plan.goal, "Cel nie może być swoim własnym celem nadrzędnym.")


def test_every_rule_of_the_models_has_a_test_that_breaks_it():
    models = apps.get_app_config("strategy").get_models()
    names = {constraint.name for model in models for constraint in model._meta.constraints}
    assert names == {*BROKEN, "goal_not_under_itself"}


PARTS_BY_SLUG = [
    (Goal, "cel-ii", "Zacznij od „cel-” albo „kierunek-”"),
    (Programme, "program-8-rodzinie", "Zacznij od „program-”"),
    (StrategyTask, "zadanie-1", "Zacznij od „zadanie-”"),
]


@pytest.mark.parametrize(("model", "right", "told"), PARTS_BY_SLUG)
def test_slug_says_what_the_part_is_because_its_address_rests_on_that(model, right, told):
    model(slug=right).clean_fields(exclude=others_than_slug(model))

    for wrong in ("", "rodzinie", right.upper(), f"{right}_2"):
        with pytest.raises(ValidationError) as refusal:
            model(slug=wrong).clean_fields(exclude=others_than_slug(model))
        assert wrong == "" or refusal.value.messages[-1].startswith(told)


def others_than_slug(model):
    return [field.name for field in model._meta.fields if field.name != "slug"]


@pytest.mark.parametrize(
    "row",
    [
        lambda plan: task(plan, programme=plan.programme, goal=plan.goal),
        lambda plan: value(plan, value=1, status=ValueStatus.NOT_COLLECTED),
        lambda plan: value(plan, state=ValueState.CHECKED),
        lambda plan: value(plan, state=ValueState.PUBLISHED),
        lambda plan: value(plan, checked_by=plan.user, checked_at=NOON),
        lambda plan: value(plan, unit="half", part=3),
        lambda plan: value(plan, part=1),
        lambda plan: judgement(plan, override_reason="Bo tak."),
        lambda plan: reporting_year(plan, closed_by=plan.user),
        lambda plan: indicator(plan, task=plan.task, due_days=90),
        lambda plan: target(plan, kind=TargetKind.REACH, due_year=2016, period="year"),
        lambda plan: target(plan, kind=TargetKind.MINIMUM, upper=3),
        lambda plan: target(plan, kind=TargetKind.BAND),
        lambda plan: responsibility(plan),
        lambda plan: indicator(plan),
        lambda plan: strategy(plan, period_end=2101),
    ],
)
def test_other_ways_to_break_the_same_rules_are_refused_too(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        row(Plan()).save()


@pytest.mark.parametrize(
    "row",
    [
        lambda plan: value(plan, value=None, status=ValueStatus.NOT_APPLICABLE),
        lambda plan: value(plan, value=0),
        lambda plan: value(plan, state=ValueState.PUBLISHED, published_at=NOON, revision=2),
        lambda plan: value(plan, year=2009, unit="quarter", part=4),
        lambda plan: reporting_year(plan, closed_at=NOON, closed_by=plan.user),
        lambda plan: target(plan, kind=TargetKind.MINIMUM, period="quarter"),
        lambda plan: target(plan, kind=TargetKind.MINIMUM, due_year=2010),
        lambda plan: target(plan, kind=TargetKind.BAND, value=1, upper=1),
        lambda plan: target(plan, kind=TargetKind.REACH, due_year=2012),
        lambda plan: share(plan, planned=5, done=6),
        lambda plan: goal(plan, kind="direction", parent=plan.goal),
        lambda plan: strategy(plan, title="Strategia rozwoju Leszna", municipality="Łomża"),
    ],
)
def test_rows_that_keep_the_rules_are_taken(row):
    row = row(Plan())
    row.full_clean()
    row.save()
    assert row.pk


def test_value_is_kept_exactly_from_billions_to_millionths():
    plan = Plan()
    for year, number in ((2011, Decimal(10**12)), (2012, Decimal("0.000001"))):
        value(plan, year=year, value=number).save()
        assert IndicatorValue.objects.get(year=year).value == number


def test_series_holds_the_newest_published_revision_of_each_span_in_order():
    plan = Plan()
    plan.indicator.values.all().delete()
    published = {"state": ValueState.PUBLISHED, "published_at": NOON}
    for fields in ({"year": 2009, "value": 1}, {"year": 2009, "revision": 2, "value": 3}, {"year": 2008, "value": 7}):
        value(plan, **fields, **published).save()
    value(plan, year=2009, revision=3, value=4).save()
    value(plan, year=2009, unit="half", part=2, value=2, **published).save()

    assert [(str(each.span), each.value) for each in plan.indicator.series] == [
        ("2008", 7),
        ("2009", 3),
        ("II półrocze 2009", 2),
    ]
    assert set(IndicatorValue.objects.current()) == set(plan.indicator.series)
    assert [each.value for each in IndicatorValue.objects.in_the_making()] == [4]


@pytest.mark.parametrize(
    ("start", "end", "day", "state"),
    [
        (2017, 2023, dt.date(2016, 12, 31), StrategyState.UPCOMING),
        (2017, 2023, dt.date(2017, 1, 1), StrategyState.IN_FORCE),
        (2017, 2023, dt.date(2023, 12, 31), StrategyState.IN_FORCE),
        (2017, 2023, dt.date(2024, 1, 1), StrategyState.ENDED),
        (None, 2023, dt.date(2023, 12, 31), StrategyState.IN_FORCE),
        (None, 2023, dt.date(2024, 1, 1), StrategyState.ENDED),
        (2017, None, dt.date(2016, 12, 31), StrategyState.UPCOMING),
        (2017, None, dt.date(2017, 1, 1), StrategyState.IN_FORCE),
        (None, None, dt.date(2023, 12, 1), StrategyState.UNDATED),
    ],
)
def test_state_of_a_strategy_is_the_same_in_python_and_in_sql(start, end, day, state):
    row = Strategy.objects.create(title="Strategia", slug="strategia", period_start=start, period_end=end)
    assert row.state(day) == state
    assert Strategy.objects.with_state(day).get().state_on_day == state
    assert Strategy.objects.in_force(day).exists() == (state == StrategyState.IN_FORCE)
    assert Strategy.objects.ended(day).exists() == (state == StrategyState.ENDED)
