"""A document's records → rows, all or nothing; knows no files.

Rows are found by what the document calls them. A document that was imported before adds what is missing and changes
nothing, so that what officials have set stays. A newer document about the same things brings them up to date; a value
that differs becomes a further revision of its year.
"""

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from leszno_ngo.models import DataIssue, SourceDocument
from leszno_ngo.reading import address, fold
from strategy.choices import ValueState, ValueStatus
from strategy.importing import legal_bases
from strategy.importing.departments import DepartmentFinder
from strategy.importing.places import HOME
from strategy.importing.records import Document
from strategy.importing.reports import CHANGED, CREATED, REMOVED, SAME, Report
from strategy.judging import judge_indicator
from strategy.models import (
    BudgetLine,
    Goal,
    Indicator,
    IndicatorValue,
    NoneDeclared,
    Partner,
    Programme,
    ReportingYear,
    Responsibility,
    Stage,
    StageShare,
    Strategy,
    StrategyTask,
    Target,
)


@transaction.atomic
def save(document: Document, *, now) -> Report:
    """Writes what the document says. ValueError: it has problems. ValidationError: a row would break a rule."""
    if document.problems:
        raise ValueError("A document with problems is not saved.")
    return Saving(document, now).run()


def try_out(document: Document, *, now) -> Report:
    """What `save` would do: done, told, and taken back. It raises what `save` raises."""
    with transaction.atomic():
        report = save(document, now=now)
        transaction.set_rollback(True)
    return report


class Saving:
    """One document on its way into the database."""

    def __init__(self, document, now):
        self.document = document
        self.now = now
        self.report = Report()
        self.departments = DepartmentFinder()
        self.indicators = []
        self.closed_years = set(ReportingYear.objects.closed().values_list("year", flat=True))

    def run(self):
        self.source, self.is_new = self.save_source()
        strategy = self.save_strategy(self.document.strategy)
        for position, goal in enumerate(self.document.strategy.goals, 1):
            self.save_goal(strategy, position, goal)
        for issue in self.document.issues:
            self.keep_issue(self.source, issue)
        for source, issue in legal_bases.contradictions(strategy.municipality):
            self.keep_issue(source, issue)
        for indicator in self.indicators:
            judge_indicator(indicator, now=self.now, today=timezone.localtime(self.now).date())
        return self.report

    def keep(self, model, found_by, facts, once=dict):
        """The row found by these fields, created or brought up to date. `once` gives what only a new row is given."""
        row = model.objects.filter(**found_by).first()
        if row is None:
            row = model(**found_by, **facts, **once())
            check(row)
            row.save(force_insert=True)
            self.report.note(row, CREATED, names=facts)
            return row
        different = {name: value for name, value in facts.items() if getattr(row, name) != value}
        if self.is_new and different:
            before = {name: getattr(row, name) for name in different}
            for name, value in different.items():
                setattr(row, name, value)
            check(row)
            row.save(update_fields=list(different))
            self.report.note(row, CHANGED, before=before, names=different)
        else:
            self.report.note(row, SAME)
        return row

    def save_source(self):
        text = self.document.source
        municipality = self.document.strategy.municipality
        row = SourceDocument.objects.filter(sha256=text.sha256).first()
        if row:
            self.report.note(row, SAME)
            return row, False
        row = SourceDocument.objects.create(
            name=text.name[:200],
            title=self.document.title[:300],
            sha256=text.sha256,
            text=text.text,
            municipality=municipality,
            imported_at=self.now,
            is_public=municipality == HOME,
        )
        self.report.note(row, CREATED)
        return row, True

    def keep_issue(self, source, issue):
        row, is_created = DataIssue.objects.get_or_create(
            document=source, line=issue.line, kind=issue.kind, message=issue.message, defaults={"quote": issue.quote}
        )
        self.report.note(row, CREATED if is_created else SAME, line=issue.line)
        self.report.issues.append((source, issue))

    def save_strategy(self, record):
        facts = {
            "period_start": record.period_start,
            "period_end": record.period_end,
            "legal_basis": record.legal_basis,
            "key_points": "\n".join(record.key_points),
            "source": self.source,
        }

        def once():
            address = {"slug": free_slug(Strategy, strategy_address(record)), "is_public": record.municipality == HOME}
            return address if self.document.is_whole else address | {"source": self.source}

        if not self.document.is_whole:
            facts = {}  # a task's page names its strategy and says nothing more about it
        return self.keep(Strategy, {"municipality": record.municipality, "title": record.title}, facts, once)

    def save_goal(self, strategy, position, record, parent=None):
        within = strategy.goals.all()
        prefix = f"{parent.slug}-kierunek-{record.numeral or position}" if parent else f"cel-{record.numeral}"
        facts = {
            "numeral": record.numeral,
            "importance_text": record.importance_text,
            "importance": record.importance,
            "source_line": record.line,
        }
        facts = read_of(record, facts)

        def once():
            last = within.order_by("-position").values_list("position", flat=True).first() or 0
            slug = free_slug(Goal, prefix, within)
            return {"kind": record.kind, "slug": slug, "position": last + 1, "source": self.source}

        goal = self.keep(Goal, {"strategy": strategy, "parent": parent, "title": record.title}, facts, once)
        self.save_people({"goal": goal}, record)
        for place, direction in enumerate(record.directions, 1):
            self.save_goal(strategy, place, direction, parent=goal)
        for programme in record.programmes:
            self.save_programme(goal, programme)
        self.save_indicators({"goal": goal}, record.indicators)
        return goal

    def save_programme(self, goal, record):
        def once():
            return {"slug": free_slug(Programme, f"program-{record.number}-{record.title}")}

        facts = {"number": record.number, "source_line": record.line}
        programme = self.keep(Programme, {"goal": goal, "title": record.title}, facts, once)
        self.save_people({"programme": programme}, record)
        for task in record.tasks:
            self.save_task(programme, task)

    def save_task(self, programme, record):
        facts = {
            "number": record.number,
            "addressees": record.addressees,
            "justification": record.justification,
            "description": record.description,
            "planned_cost": record.planned_cost,
            "source": self.source,
            "source_line": record.line,
        }
        facts = read_of(record, facts)

        def once():
            department = self.departments.of_posts([each.post for each in record.responsibilities])
            slug = free_slug(StrategyTask, f"zadanie-{record.number}-{record.title}")
            return {"slug": slug, "department": department}

        task = self.keep(StrategyTask, {"programme": programme, "title": record.title}, facts, once)
        self.save_people({"task": task}, record)
        self.save_stages(task, record)
        for position, line in enumerate(record.budget, 1):
            facts = read_of(line, {"amount": line.amount, "position": position, "source_line": line.line})
            self.keep(BudgetLine, {"task": task, "source_name": line.source_name, "year": None}, facts)
        for none in record.none_declared:
            self.keep(NoneDeclared, {"task": task, "kind": none.kind}, {"text": none.text, "source_line": none.line})
        self.save_indicators({"task": task}, record.indicators)

    def save_stages(self, task, task_record):
        """Stages are found by their place, so a newer document may not bring others: an official decides then."""
        stored = [fold(stage.title) for stage in task.stages.order_by("position")]
        if self.is_new and stored and stored != [fold(record.title) for record in task_record.stages]:
            raise ValidationError(
                f"Etapy zadania „{task}” są w portalu inne niż w tym dokumencie. Najpierw popraw je w panelu."
            )
        for position, record in enumerate(task_record.stages, 1):
            facts = {
                "number": record.number,
                "title": record.title,
                "period_text": record.period_text,
                "period_start": record.period.start if record.period else None,
                "period_end": record.period.end if record.period else None,
                "source_line": record.line,
            }
            stage = self.keep(Stage, {"task": task, "position": position}, facts)
            for share in record.shares:
                facts = {"planned": share.planned, "done": share.done}
                self.keep(StageShare, {"stage": stage, "year": share.year}, facts)
            if self.is_new:
                self.drop_shares(stage, record.unplanned)

    def drop_shares(self, stage, years):
        """A newer document plans nothing for these years."""
        for share in stage.shares.filter(year__in=years):
            share.delete()
            self.report.note(share, REMOVED, line=stage.source_line)

    def save_people(self, owner, record):
        for position, each in enumerate(record.responsibilities, 1):
            facts = {"position": position, "source_line": each.line}
            self.keep(Responsibility, owner | {"role": each.role, "post": each.post}, facts)
        for position, each in enumerate(getattr(record, "partners", ()), 1):
            facts = {"position": position, "scope": each.scope, "source_line": each.line}
            self.keep(Partner, owner | {"name": each.name}, facts)

    def save_indicators(self, owner, records):
        for position, record in enumerate(records, 1):
            self.save_indicator(owner, position, record)

    def save_indicator(self, owner, position, record):
        found_by = owner | {"kind": record.kind, "source_name": record.source_name}
        facts = {"source_text": record.source_text, "position": position, "source_line": record.line}

        def once():
            code = free_slug(Indicator, record.name, length=60)
            return {"name": record.name, "code": code, "department": self.departments.called(record.source_text)}

        indicator = self.keep(Indicator, found_by, facts, once)
        self.indicators.append(indicator)
        for value in record.values:
            self.keep_value(indicator, value)
        for place, target in enumerate(record.targets, 1):
            facts = {"kind": target.kind, "value": target.value, "period": target.period or ""}
            found_by = {"indicator": indicator, "text": target.text, "position": place}
            self.keep(Target, found_by, facts)

    def keep_value(self, indicator, record):
        """A value that some revision of the year has already is the same; another one is a further revision."""
        revisions = list(indicator.values.filter(year=record.year, part=0).order_by("revision"))
        line = indicator.source_line
        if any(row.value == record.value for row in revisions) or (revisions and not self.is_new):
            self.report.note(revisions[-1], SAME, line=line)
            return
        if record.year in self.closed_years:
            raise ValidationError(f"Rok {record.year} jest zamknięty. Otwórz go, zanim wczytasz jego wartości.")
        is_correction = bool(revisions) and record.status == ValueStatus.FINAL
        row = IndicatorValue.objects.create(
            indicator=indicator,
            year=record.year,
            revision=revisions[-1].revision + 1 if revisions else 1,
            value=record.value,
            status=ValueStatus.REVISED if is_correction else record.status,
            text=record.text[:100],
            state=ValueState.PUBLISHED,
            published_at=self.now,
        )
        self.report.note(row, CREATED, line=line, before=held(revisions), names=["value", "status", "text"])


def held(revisions):
    """What the newest revision says, beside which a correction is shown."""
    return {name: getattr(revisions[-1], name) for name in ("value", "status", "text")} if revisions else {}


def read_of(record, facts):
    """Without the fields whose cell was not read: what an earlier document said of them stays."""
    return {name: value for name, value in facts.items() if name not in record.unread}


def check(row):
    """ValidationError in words people read; the rows it links to were just written, so they are not looked up."""
    row.clean_fields(exclude=[each.name for each in row._meta.fields if each.is_relation])
    row.validate_unique()
    row.validate_constraints()


def strategy_address(record):
    """The title without the city, and the years, which tell one strategy from the next."""
    words = re.sub(r"\s(?:dla\s.*\s)?na lata\s.*", "", record.title)
    return words if words == record.title else f"{words} {record.period_start} {record.period_end}"


def free_slug(model, words, within=None, length=80):
    """An address made of the words that no other row has: a number is added when needed."""
    taken = model.objects.all() if within is None else within
    base = address(words, length - 4)
    slug, number = base, 2
    while taken.filter(slug=slug).exists() if model is not Indicator else taken.filter(code=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug
