"""Questions asked of planning. The day, the moment and the user are arguments."""

import datetime as dt

from django.db import models
from django.db.models import Case, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf

from competitions.choices import Certainty, EntryState, PlanKind

NEXT = dt.timedelta(days=91)  # „najbliższe trzy miesiące”: 13 weeks
DATED = [PlanKind.PERIOD, PlanKind.UNTIL, PlanKind.SINCE, PlanKind.CONTINUOUS]


class PublicTaskSphereQuerySet(models.QuerySet):
    def get_by_natural_key(self, key):
        return self.get(key=key)


class PriorityAreaQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class AreaWordingQuerySet(models.QuerySet):
    def get_by_natural_key(self, folded):
        return self.get(folded=folded)


class CooperationProgrammeQuerySet(models.QuerySet):
    def with_task_counts(self):
        return self.annotate(task_count=models.Count("tasks"))


class PriorityTaskQuerySet(models.QuerySet):
    def of_year(self, year):
        return self.filter(programme__year=year)

    def for_pages(self, entries):
        """Tasks with their areas and those of these schedule rows that plan them."""
        return self.select_related("area").prefetch_related(Prefetch("entries", entries))

    def with_competitions(self, competitions):
        """Tasks with those of these competitions that realise them."""
        return self.prefetch_related(Prefetch("competitions", competitions))

    def with_plans(self, entries):
        """Tasks with those of these schedule rows that planned them."""
        return self.prefetch_related(Prefetch("entries", entries))

    def with_plan_said(self, entries):
        """Annotates plan_said, the words of the first of these schedule rows that plans the task, and plan_state."""
        rows = entries.filter(task=OuterRef("pk")).order_by("pk")
        words = Coalesce(NullIf("plan_text", Value("")), "inherited_from__plan_text")
        return self.annotate(
            plan_said=Subquery(rows.values(words=words)[:1]), plan_state=Subquery(rows.values("state_on_day")[:1])
        )


class ScheduleQuerySet(models.QuerySet):
    def editable_by(self, user):
        """Working editions, by coordinators; what was released never changes."""
        return self.working() if user.is_coordinator else self.none()

    def importable_by(self, user):
        """Working editions into which the user may take over a document: for officials those with a part of theirs."""
        if user.is_coordinator or user.is_auditor:
            return self.editable_by(user)
        return self.working().filter(sections__departments__in=user.departments.all()).distinct()

    def released(self):
        return self.filter(released_at__isnull=False)

    def working(self):
        return self.filter(released_at=None)

    def current(self):
        """The newest released edition of every year."""
        newer = self.model.objects.released().filter(year=OuterRef("year"), edition__gt=OuterRef("edition"))
        return self.released().filter(~models.Exists(newer))


class ScheduleSectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.sees_everything else self.filter(departments__in=user.departments.all()).distinct()

    def editable_by(self, user):
        """Parts of working editions: all for coordinators, those of own departments for officials."""
        return self.none() if user.is_auditor else self.visible_to(user).filter(schedule__released_at=None)

    def with_entries(self, entries):
        """Sections with their departments and these rows, in two more queries whatever their number."""
        return self.prefetch_related("departments", Prefetch("entries", entries))


class ScheduleEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.sees_everything else self.filter(section__departments__in=user.departments.all()).distinct()

    def editable_by(self, user):
        """Rows of working editions: all for coordinators, those of own departments for officials."""
        return self.none() if user.is_auditor else self.visible_to(user).filter(section__schedule__released_at=None)

    def of(self, schedules):
        return self.filter(section__schedule__in=schedules)

    def for_pages(self, today):
        """Rows with everything a page says of them, in one query."""
        window = self.with_state(today).with_certainty(today, today + NEXT)
        return window.select_related("area", "task", "inherited_from", "section__schedule")

    def with_announcements(self, competitions, planned):
        """With those of these competitions that realise their tasks, and those of these rows that ever planned them.

        Two more queries whatever the number of rows; competitions.punctuality.announced reads them.
        """
        return self.prefetch_related(Prefetch("task__competitions", competitions), Prefetch("task__entries", planned))

    def for_papers(self):
        """Rows with everything that files and lists of changes say of them, in document order, in one query."""
        rows = self.select_related("area", "inherited_from", "section__schedule")
        return rows.order_by("section__position", "section", "position", "pk")

    def in_plan_order(self):
        """By start, then end, undated last."""
        return self.order_by(
            F("plan_start").asc(nulls_last=True), F("plan_end").asc(nulls_last=True), "section__position", "position"
        )

    def with_state(self, today):
        """Annotates state_on_day: what ScheduleEntry.state(today) says, in SQL."""
        ended = Q(plan_end__lt=today)
        kept = Q(section__schedule__announcements_kept_since__lte=F("plan_end"))
        return self.annotate(
            state_on_day=Case(
                When(self.announced(today), then=Value(EntryState.ANNOUNCED)),
                When(plan_kind=PlanKind.NOT_PLANNED, then=Value(EntryState.NOT_PLANNED)),
                When(plan_kind=PlanKind.OTHER_PROCEDURE, then=Value(EntryState.OTHER_PROCEDURE)),
                When(~Q(plan_kind__in=DATED), then=Value(EntryState.UNDATED)),
                When(plan_start__gt=today, then=Value(EntryState.PLANNED)),
                When(ended & kept, then=Value(EntryState.OVERDUE)),
                When(ended, then=Value(EntryState.PAST_WITHOUT_RECORD)),
                default=Value(EntryState.DUE_NOW),
                output_field=models.CharField(),
            )
        )

    def announced(self, today):
        """The condition that a competition of the row's year realises its task; more in ScheduleEntry.is_announced."""
        task = self.model._meta.get_field("task").related_model
        competitions = task._meta.get_field("competitions").related_model.objects.announced_by(today)
        return models.Exists(competitions.filter(tasks=OuterRef("task"), year=OuterRef("section__schedule__year")))

    def with_certainty(self, start, end):
        """Annotates window_certainty: what ScheduleEntry.certainty(start, end) says, in SQL."""
        outside = Q(plan_start__gt=end) | Q(plan_end__lt=start)
        return self.annotate(
            window_certainty=Case(
                When(~Q(plan_kind__in=DATED), then=None),
                When(outside, then=None),
                When(plan_start__gte=start, plan_end__lte=end, then=Value(Certainty.CERTAIN)),
                default=Value(Certainty.POSSIBLE),
                output_field=models.CharField(),
            )
        )

    def in_window(self):
        return self.filter(window_certainty__isnull=False)


class ScheduleImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What one sent in oneself; all of it for those who see everything."""
        return self if user.sees_everything else self.filter(uploaded_by=user)

    def editable_by(self, user):
        """Files that wait to be taken over into a working edition."""
        waiting = self.filter(saved_at=None, schedule__released_at=None)
        return self.none() if user.is_auditor else waiting if user.is_coordinator else waiting.filter(uploaded_by=user)
