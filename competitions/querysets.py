"""Questions asked of planning. The day, the moment and the user are arguments."""

from django.db import models
from django.db.models import Case, F, Prefetch, Q, Value, When

from competitions.choices import Certainty, EntryState, PlanKind

DATED = [PlanKind.PERIOD, PlanKind.UNTIL, PlanKind.SINCE, PlanKind.CONTINUOUS]


class PublicTaskSphereQuerySet(models.QuerySet):
    def get_by_natural_key(self, key):
        return self.get(key=key)


class PriorityAreaQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class PriorityTaskQuerySet(models.QuerySet):
    def of_year(self, year):
        return self.filter(programme__year=year)


class ScheduleQuerySet(models.QuerySet):
    def released(self):
        return self.filter(released_at__isnull=False)

    def working(self):
        return self.filter(released_at=None)

    def current(self):
        """The newest released edition of every year."""
        newer = self.model.objects.released().filter(
            year=models.OuterRef("year"), edition__gt=models.OuterRef("edition")
        )
        return self.released().filter(~models.Exists(newer))


class ScheduleSectionQuerySet(models.QuerySet):
    def editable_by(self, user):
        mine = self.filter(schedule__released_at=None)
        return mine if user.is_coordinator else mine.filter(departments__in=user.departments.all()).distinct()

    def with_entries(self, entries):
        """Sections with their departments and these rows, in two more queries whatever their number."""
        return self.prefetch_related("departments", Prefetch("entries", entries))


class ScheduleEntryQuerySet(models.QuerySet):
    def editable_by(self, user):
        mine = self.filter(section__schedule__released_at=None)
        return mine if user.is_coordinator else mine.filter(section__departments__in=user.departments.all()).distinct()

    def of(self, schedules):
        return self.filter(section__schedule__in=schedules)

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

    def within(self, start, end):
        """Rows whose announcement falls or may fall into start … end; annotates window_certainty."""
        overlap = (Q(plan_start=None) | Q(plan_start__lte=end)) & (Q(plan_end=None) | Q(plan_end__gte=start))
        inside = Q(plan_start__gte=start, plan_end__lte=end)
        return self.filter(overlap, plan_kind__in=DATED).annotate(
            window_certainty=Case(
                When(inside, then=Value(Certainty.CERTAIN)),
                default=Value(Certainty.POSSIBLE),
                output_field=models.CharField(),
            )
        )
