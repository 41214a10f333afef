"""Questions asked of strategies. The day and the user are arguments.

`public()` is what residents see; `editable_by(user)` what an official may change: the rows of own departments;
`visible_to(user)` what somebody finds at the desk: an auditor everything.
"""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from leszno_ngo.querysets import MOST_ATTEMPTS, STALE_AFTER, IssuedDocumentQuerySet
from strategy.choices import Category, IndicatorKind, ReminderState, StrategyState, ValueState

MEASUREMENTS = ("values", "targets")
OPEN_ISSUES_OF_SOURCE = Count(
    "source__issues", filter=Q(source__issues__is_public=True, source__issues__resolved_at=None)
)
# From an indicator up to what it is measured within. Directions stand under goals, and those under goals again.
GOALS = ("goal", "programme__goal", "task__goal", "task__programme__goal")
PATHS_TO = {
    "strategy": ["strategy", *(f"{goal}__strategy" for goal in GOALS)],
    "goal": [f"{goal}{above}" for goal in GOALS for above in ("", "__parent", "__parent__parent")],
    "programme": ["programme", "task__programme"],
    "strategytask": ["task"],
}


def of_department(path):
    """A base of querysets whose rows belong to the department found under this path; None: the coordinator's alone."""

    class OwnedQuerySet(models.QuerySet):
        def editable_by(self, user):
            if user.is_coordinator:
                return self
            if path is None or user.is_auditor:
                return self.none()
            return self.filter(**{f"{path}__in": user.departments.all()})

        def visible_to(self, user):
            """What an official finds at the desk: what may change, and public rows that nobody's department owns."""
            if user.sees_everything:
                return self
            return self.public() if path is None else self.editable_by(user)

    return OwnedQuerySet


class StrategyQuerySet(of_department(None)):
    def public(self):
        return self.filter(is_public=True)

    def in_force(self, day):
        """Strategies whose years hold the day; one without any year is not known to be in force."""
        return self.with_state(day).filter(state_on_day=StrategyState.IN_FORCE)

    def ended(self, day):
        return self.with_state(day).filter(state_on_day=StrategyState.ENDED)

    def with_state(self, day):
        """Annotates state_on_day: what Strategy.state(day) says, in SQL."""
        return self.annotate(
            state_on_day=Case(
                When(period_start=None, period_end=None, then=Value(StrategyState.UNDATED)),
                When(period_end__lt=day.year, then=Value(StrategyState.ENDED)),
                When(period_start__gt=day.year, then=Value(StrategyState.UPCOMING)),
                default=Value(StrategyState.IN_FORCE),
                output_field=models.CharField(),
            )
        )

    def for_glance(self, day):
        """Strategies with their state, the number of their goals and tasks, and the goals and programmes themselves."""
        return (
            self.with_state(day)
            .annotate(
                goal_count=Count("goals", filter=Q(goals__parent=None), distinct=True),
                task_count=Count("goals__programmes__tasks", distinct=True) + Count("goals__tasks", distinct=True),
            )
            .prefetch_related("goals__programmes")
        )


class GoalQuerySet(of_department(None)):
    def public(self):
        return self.filter(strategy__is_public=True)

    def top(self):
        return self.filter(parent=None)

    def down_from(self, slug):
        """The goal of this address, and those under it."""
        return self.filter(Q(slug=slug) | Q(parent__slug=slug) | Q(parent__parent__slug=slug))

    def with_page(self):
        """What a goal's page says of the goal itself."""
        return (
            self.select_related("strategy", "parent__strategy", "source")
            .prefetch_related("responsibilities", "partners")
            .annotate(issue_count=OPEN_ISSUES_OF_SOURCE)
        )


class ProgrammeQuerySet(of_department(None)):
    def public(self):
        return self.filter(goal__strategy__is_public=True)

    def with_page(self):
        """What a programme's page says of the programme itself."""
        return self.select_related("goal__strategy").prefetch_related("responsibilities")


class StrategyTaskQuerySet(of_department("department")):
    def public(self):
        return self.filter(Q(goal__strategy__is_public=True) | Q(programme__goal__strategy__is_public=True))

    def in_strategy(self, slug):
        return self.filter(Q(goal__strategy__slug=slug) | Q(programme__goal__strategy__slug=slug))

    def with_parents(self):
        """What an address of a task needs."""
        return self.select_related("goal__strategy", "programme__goal__strategy")

    def with_page(self):
        """Everything a task's page shows but what serves it."""
        return (
            self.with_parents()
            .select_related("department", "source")
            .prefetch_related(
                "stages__shares",
                "responsibilities",
                "partners",
                "budget_lines",
                "indicators__values",
                "indicators__judgements",
            )
            .annotate(issue_count=OPEN_ISSUES_OF_SOURCE)
            .with_none_declared()
        )

    def with_none_declared(self):
        """Annotates none_…, the word by which the document says that there are no indicators of a kind, else None."""
        declared = self.model._meta.get_field("none_declared").related_model.objects.filter(task=OuterRef("pk"))
        words = {f"none_{kind}": Subquery(declared.filter(kind=kind).values("text")[:1]) for kind in IndicatorKind}
        return self.annotate(**words)


class TaskPartQuerySet(of_department("task__department")):
    """Stages, posts, partners and money: a department's own through the task they belong to."""


class StageShareQuerySet(of_department("stage__task__department")):
    pass


class IndicatorQuerySet(models.QuerySet):
    def public(self):
        return self.filter(
            Q(strategy__is_public=True)
            | Q(goal__strategy__is_public=True)
            | Q(programme__goal__strategy__is_public=True)
            | Q(task__goal__strategy__is_public=True)
            | Q(task__programme__goal__strategy__is_public=True)
        )

    def within(self, row):
        """What is measured of a strategy, a goal, a programme or a task, and of all that lies under it."""
        return self.filter(reduce(or_, (Q(**{path: row}) for path in PATHS_TO[row._meta.model_name])))

    def editable_by(self, user):
        if user.is_coordinator:
            return self
        if user.is_auditor:
            return self.none()
        return self.of_departments(user.departments.all())

    def of_departments(self, departments):
        """Their own: through the task where the indicator names no department itself."""
        return self.filter(Q(department__in=departments) | Q(department=None, task__department__in=departments))

    def collected(self):
        """Those whose values the portal waits for."""
        return self.filter(collected_from__isnull=False)

    def collected_in(self, year):
        """What the portal waits for in a year, and what has a value for it."""
        is_expected = Q(collected_from__lte=year) & (Q(collected_to=None) | Q(collected_to__gte=year))
        return self.filter(is_expected | Q(pk__in=self.model.objects.filter(values__year=year).values("pk")))

    def visible_to(self, user):
        return self if user.sees_everything else self.editable_by(user)

    def with_owner(self):
        """What it takes to say what an indicator measures: its strategy, goal, programme or task."""
        return self.select_related(
            "department",
            "strategy",
            "goal__strategy",
            "programme__goal__strategy",
            "task__goal__strategy",
            "task__programme__goal__strategy",
            "task__department",
            "task__source",
            "goal__source",
            "strategy__source",
        )

    def with_measurements(self):
        """All values and targets, in two queries whatever the number of indicators."""
        return self.prefetch_related(*MEASUREMENTS)

    def with_category(self):
        """Annotates category: of the judgement that counts, as its `shown` says; not judged where there is none."""
        judgements = self.model._meta.get_field("judgements").related_model.objects
        shown = Case(When(override_category="", then=F("category")), default=F("override_category"))
        newest = judgements.filter(indicator=OuterRef("pk")).order_by("-made_at", "-pk").annotate(shown_in_sql=shown)
        found = Subquery(newest.values("shown_in_sql")[:1])
        return self.annotate(category=Coalesce(found, Value(Category.NOT_JUDGED), output_field=models.CharField()))

    def with_judgements(self):
        """In one query; the first of each is the one that counts."""
        return self.prefetch_related("judgements")


class IndicatorPartQuerySet(models.QuerySet):
    """Values and targets: a department's own through their indicator."""

    def editable_by(self, user):
        if user.is_coordinator:
            return self
        if user.is_auditor:
            return self.none()
        mine = user.departments.all()
        return self.filter(
            Q(indicator__department__in=mine) | Q(indicator__department=None, indicator__task__department__in=mine)
        )

    def visible_to(self, user):
        return self if user.sees_everything else self.editable_by(user)


class IndicatorValueQuerySet(IndicatorPartQuerySet):
    def published(self):
        return self.filter(state=ValueState.PUBLISHED)

    def in_the_making(self):
        """Entered and perhaps checked, and not yet shown to residents; at most one for a span of an indicator."""
        return self.exclude(state=ValueState.PUBLISHED)

    def current(self):
        """The newest published revision of every indicator's span; the older ones stay in the table."""
        same_span = {name: OuterRef(name) for name in ("indicator", "year", "unit", "part")}
        newer = self.model.objects.published().filter(**same_span, revision__gt=OuterRef("revision"))
        return self.published().filter(~Exists(newer))


class JudgementQuerySet(IndicatorPartQuerySet):
    def newest(self):
        """The one that counts of each indicator."""
        newer = self.model.objects.filter(indicator=OuterRef("indicator"), made_at__gte=OuterRef("made_at")).exclude(
            made_at=OuterRef("made_at"), pk__lte=OuterRef("pk")
        )
        return self.filter(~Exists(newer))


class ReportingYearQuerySet(of_department(None)):
    def public(self):
        return self

    def closed(self):
        return self.filter(closed_at__isnull=False)


class ChartDrawingQuerySet(models.QuerySet):
    def drawn(self):
        return self.exclude(svg="")

    def waiting(self):
        """Those that a worker may still try."""
        return self.filter(svg="", attempts__lt=MOST_ATTEMPTS)

    def given_up(self):
        return self.filter(svg="", attempts__gte=MOST_ATTEMPTS)

    def stale(self, now):
        """Those whose task may be lost."""
        return self.waiting().filter(requested_at__lt=now - STALE_AFTER)

    def attempt(self, spec_hash):
        """The row to draw, its attempt counted beforehand, so that one that kills its worker is given up at last."""
        counted = self.waiting().filter(spec_hash=spec_hash).update(attempts=F("attempts") + 1)
        return self.get(spec_hash=spec_hash) if counted else None

    def visible_to(self, user):
        return self if user.sees_everything else self.none()

    def editable_by(self, user):
        return self if user.is_coordinator else self.none()


class ProgressReportQuerySet(IssuedDocumentQuerySet):
    def public(self):
        return self.filter(strategy__is_public=True)

    def visible_to(self, user):
        return self if user.sees_everything else self.public()

    def editable_by(self, user):
        return self if user.is_coordinator else self.none()


class ReminderQuerySet(models.QuerySet):
    def claim(self, pk, now):
        """The letter, now this worker's to send; None when it was sent, given up or is in other hands."""
        free = Q(claimed_at=None) | Q(claimed_at__lt=now - STALE_AFTER)
        waiting = self.filter(free, pk=pk, state=ReminderState.QUEUED)
        claimed = waiting.update(claimed_at=now, attempts=F("attempts") + 1)
        return self.get(pk=pk) if claimed else None

    def stale(self, now):
        """Letters whose task may be lost: waiting or at work for longer than any task lives."""
        late = now - STALE_AFTER
        return self.filter(Q(claimed_at=None) | Q(claimed_at__lt=late), state=ReminderState.QUEUED, queued_at__lt=late)

    def visible_to(self, user):
        return self if user.sees_everything else self.filter(department__in=user.departments.all())

    def editable_by(self, user):
        return self if user.is_coordinator else self.none()


class UploadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What one sent in oneself; all of it for those who see everything."""
        return self if user.sees_everything else self.filter(uploaded_by=user)

    def editable_by(self, user):
        """Files that wait to be taken over."""
        waiting = self.filter(saved_at=None)
        return self.none() if user.is_auditor else waiting if user.is_coordinator else waiting.filter(uploaded_by=user)
