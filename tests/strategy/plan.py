"""A small strategy with one of everything, and further rows for it, not saved yet."""

import datetime as dt

from leszno_ngo.models import Department, User
from strategy.choices import TargetKind
from strategy.models import (
    BudgetLine,
    ChartDrawing,
    Goal,
    Indicator,
    IndicatorJudgement,
    IndicatorValue,
    NoneDeclared,
    Partner,
    Programme,
    ProgressReport,
    Reminder,
    ReportingYear,
    Responsibility,
    Stage,
    StageShare,
    Strategy,
    StrategyTask,
    Target,
    ValuesImport,
)
from tests.strategy.measures import NOON


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
        self.user = User.objects.create(username="urzednik")
        self.department = Department.objects.create(source_name="MOPR", name="MOPR", slug="mopr")
        reminder(self, days=-7).save()
        progress_report(self, number=1).save()
        for owner in ("goal", "programme", "task"):
            Responsibility.objects.create(**{owner: getattr(self, owner)}, role="head", post="Prezydent")


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


def reporting_year(plan, **fields):
    return ReportingYear(**({"year": 2023} | fields))


def judgement(plan, **fields):
    said = {"category": "steady", "reason": "Bez zmian.", "fact": "bez zmian", "inputs": {"values": {}}}
    return IndicatorJudgement(**({"indicator": plan.indicator, "made_at": NOON, "method_version": 1} | said | fields))


def reminder(plan, **fields):
    letter = {"recipient": "mopr@leszno.example", "subject": "Termin", "body": "Podaj wartości."}
    due = {"department": plan.department, "due_on": dt.date(2024, 3, 30), "days": -1, "queued_at": NOON}
    return Reminder(**(letter | due | fields))


def values_import(plan, **fields):
    sent = {"name": "wartosci.xlsx", "file": "a.xlsx", "sha256": "a", "uploaded_at": NOON, "uploaded_by": plan.user}
    return ValuesImport(**(sent | {"year": 2023} | fields))


def drawing(plan, **fields):
    words = {"spec": {"layer": [1]}, "title": "Liczba analiz", "description": "Od 1 do 2."}
    return ChartDrawing(**({"spec_hash": "a", "requested_at": NOON} | words | fields))


def progress_report(plan, **fields):
    issued = {"as_of": dt.date(2024, 1, 1), "issued_at": NOON, "issued_by": plan.user, "queued_at": NOON}
    said = {"title": "Sprawozdanie", "content": {"sections": [1]}, "number": 2}
    return ProgressReport(**({"strategy": plan.strategy} | issued | said | fields))
