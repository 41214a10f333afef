"""Every rule the database keeps for strategies is broken once, and says why in Polish."""

import datetime as dt
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from strategy.choices import StrategyState, TargetKind, ValueStatus
from strategy.models import (
    BudgetLine,
    Goal,
    Indicator,
    IndicatorValue,
    NoneDeclared,
    Partner,
    Programme,
    Responsibility,
    Stage,
    StageShare,
    Strategy,
    StrategyTask,
    Target,
)

pytestmark = pytest.mark.django_db


class Plan:
    """A small strategy with one of everything."""

    def __init__(self):
        self.strategy = Strategy.objects.create(title="Strategia rozwoju Leszna", slug="strategia-rozwoju-leszna")
        self.goal = Goal.objects.create(
            strategy=self.strategy, numeral="II", position=1, title="Warunki życia", slug="cel-ii"
        )
        self.programme = Programme.objects.create(goal=self.goal, number=8, title="Rodzinie", slug="program-8")
        self.task = StrategyTask.objects.create(
            programme=self.programme, number=1, title="Strategia społeczna", slug="zadanie-1"
        )
        self.goal_task = StrategyTask.objects.create(goal=self.goal, number=2, title="Klub seniora", slug="zadanie-2")
        self.stage = Stage.objects.create(task=self.task, position=1, number=1, title="Monitoring")
        StageShare.objects.create(stage=self.stage, year=2009, planned=5, done=5)
        self.indicator = Indicator.objects.create(
            task=self.task, code="liczba-analiz", source_name="Liczba analiz", name="Liczba analiz", position=1
        )
        for owner in ("strategy", "goal", "programme"):
            Indicator.objects.create(
                **{owner: getattr(self, owner)}, code=owner, source_name="Liczba analiz", name="x", position=1
            )
        IndicatorValue.objects.create(indicator=self.indicator, year=2009, value=1)
        Target.objects.create(indicator=self.indicator, kind=TargetKind.REACH, value=5, due_year=2015)
        NoneDeclared.objects.create(task=self.task, kind="impact")
        BudgetLine.objects.create(task=self.task, source_name="Budżet miasta", year=2009, amount=1000)
        BudgetLine.objects.create(task=self.task, source_name="Budżet miasta", amount=1000)
        for owner in ("goal", "task"):
            Partner.objects.create(**{owner: getattr(self, owner)}, name="Organizacje pozarządowe")
        for owner in ("goal", "programme", "task"):
            Responsibility.objects.create(**{owner: getattr(self, owner)}, role="head", post="Prezydent")


ONE_PARENT = "Wskaż program albo cel, jedno z dwojga."
ONE_OF_THREE = "Wskaż cel, program albo zadanie, jedno z trojga."
ONE_OF_FOUR = "Wskaż strategię, cel, program albo zadanie, jedno z czworga."
ONE_OF_TWO = "Wskaż cel albo zadanie, jedno z dwojga."
POST_TWICE = "To stanowisko ma już tu tę rolę."
INDICATOR_TWICE = "Ten wskaźnik już tu jest."
KIND_UNFIT = "Rodzaj celu nie zgadza się z polami: „osiągnąć do roku” ma rok, „w przedziale” ma górną granicę."
YEAR = "Podaj rok od 1990 do 2100."
VALUE_OR_REASON = "Podaj wartość albo wybierz „brak danych” lub „nie dotyczy”, jedno z dwojga."


def strategy(plan, **fields):
    return Strategy(**({"title": "Inna strategia", "slug": "inna"} | fields))


def goal(plan, **fields):
    return Goal(**({"strategy": plan.strategy, "position": 2, "title": "Inny", "slug": "cel-iii"} | fields))


def programme(plan, **fields):
    return Programme(**({"goal": plan.goal, "number": 9, "title": "Seniorom", "slug": "program-9"} | fields))


def task(plan, **fields):
    return StrategyTask(**({"programme": plan.programme, "title": "Inne", "slug": "zadanie-3"} | fields))


def stage(plan, **fields):
    return Stage(**({"task": plan.task, "position": 2, "title": "Inny"} | fields))


def share(plan, **fields):
    return StageShare(**({"stage": plan.stage, "year": 2010, "planned": 5, "done": 5} | fields))


def responsibility(plan, **fields):
    return Responsibility(**({"role": "head", "post": "Wiceprezydent"} | fields))


def partner(plan, **fields):
    return Partner(**({"name": "Policja"} | fields))


def budget_line(plan, **fields):
    return BudgetLine(**({"task": plan.task, "source_name": "PFRON"} | fields))


def indicator(plan, **fields):
    return Indicator(**({"code": "inny", "source_name": "Inny", "name": "Inny", "position": 2} | fields))


def value(plan, **fields):
    return IndicatorValue(**({"indicator": plan.indicator, "year": 2010, "value": 1} | fields))


def target(plan, **fields):
    return Target(**({"indicator": plan.indicator, "kind": TargetKind.MINIMUM, "value": 1} | fields))


def none_declared(plan, **fields):
    return NoneDeclared(**({"task": plan.task, "kind": "result"} | fields))


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
    "indicator_value_revision_once": (
        lambda plan: value(plan, year=2009),
        "Ten wskaźnik ma już tę wersję wartości w tym roku.",
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


def test_series_holds_the_newest_revision_of_each_year_in_order():
    plan = Plan()
    value(plan, year=2008, value=7).save()
    value(plan, year=2009, revision=2, value=3, status=ValueStatus.REVISED).save()
    assert [(each.year, each.value) for each in plan.indicator.series] == [(2008, 7), (2009, 3)]
    assert list(IndicatorValue.objects.current().values_list("year", "value")) == [(2008, 7), (2009, 3)]


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
