"""Questions asked of competitions, what they issue and what came of them."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, F, Max, OuterRef, Prefetch, Q, Subquery, Sum, Value, When
from django.utils import timezone

from competitions.choices import CompetitionState, ResultState, SmallGrantState
from leszno_ngo.querysets import IssuedDocumentQuerySet

READING_ORDER = [
    CompetitionState.OPEN,
    CompetitionState.ANNOUNCED,
    CompetitionState.CLOSED,
    CompetitionState.DECIDED,
    CompetitionState.ANNULLED,
    CompetitionState.WITHDRAWN,
]


def holding(word, *fields):
    """The condition that one of the fields holds the word. Not every database knows that Ś is ś, so we say it."""
    condition = Q()
    for form in {word, word.lower(), word.upper(), word.capitalize()}:
        for field in fields:
            condition |= Q(**{f"{field}__icontains": form})
    return condition


class CompetitionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What exists at the desk: all for those who see everything, else what own departments run."""
        return self if user.sees_everything else self.filter(department__in=user.departments.all())

    def editable_by(self, user):
        """Those with which the user may act; what may be done with one, its state says."""
        return self.none() if user.is_auditor else self.visible_to(user)

    def originals(self):
        """Without the working copies in which changes of announced ones are prepared."""
        return self.filter(amends=None)

    def drafts(self):
        return self.filter(announced_at=None)

    def public(self):
        """Announced ones; examples only where the settings show them."""
        announced = self.originals().filter(announced_at__isnull=False)
        return announced if settings.SHOW_EXAMPLES else announced.filter(is_example=False)

    def real(self):
        """Without examples: what plans, limits and sums are compared with."""
        return self.filter(is_example=False)

    def announced_by(self, today):
        """Real ones that were announced by the end of the day and not withdrawn since: by them a plan comes true."""
        midnight = timezone.make_aware(dt.datetime.combine(today + dt.timedelta(days=1), dt.time.min))
        return self.originals().real().filter(announced_at__lt=midnight, withdrawn_at=None)

    def with_state(self, now):
        """Annotates state_at_moment: what Competition.state(now) says, in SQL."""
        return self.annotate(
            state_at_moment=Case(
                When(announced_at=None, then=Value(CompetitionState.DRAFT)),
                When(withdrawn_at__isnull=False, then=Value(CompetitionState.WITHDRAWN)),
                When(annulled_at__isnull=False, then=Value(CompetitionState.ANNULLED)),
                When(results_published_at__isnull=False, then=Value(CompetitionState.DECIDED)),
                When(closes_at__lt=now, then=Value(CompetitionState.CLOSED)),
                When(opens_at__gt=now, then=Value(CompetitionState.ANNOUNCED)),
                default=Value(CompetitionState.OPEN),
                output_field=models.CharField(),
            )
        )

    def in_state(self, state, now):
        return self.with_state(now).filter(state_at_moment=state)

    def nearest_first(self):
        """As people who look for money read: open ones by their closing, those to come by their opening, then what is
        over, the newest first. After with_state."""
        ahead = Case(
            When(state_at_moment=CompetitionState.OPEN, then=F("closes_at")),
            When(state_at_moment=CompetitionState.ANNOUNCED, then=F("opens_at")),
        )
        place = Case(*(When(state_at_moment=state, then=place) for place, state in enumerate(READING_ORDER)))
        return self.order_by(place, ahead.asc(nulls_last=True), "-closes_at", "-pk")

    def with_granted(self):
        """Annotates granted: the sum of the grants of published results, None where nothing was granted."""
        offers = self.model._meta.get_field("results").related_model.objects.public()
        funded = offers.filter(competition=OuterRef("pk"), state=ResultState.FUNDED).order_by()
        return self.annotate(granted=Subquery(funded.values("competition").annotate(sum=Sum("granted")).values("sum")))

    def with_tasks(self, tasks):
        """With those of these tasks that they realise."""
        return self.prefetch_related(Prefetch("tasks", tasks))

    def with_changes(self):
        """Annotates change_count: how many amendments each has had."""
        return self.annotate(change_count=Count("amendments", distinct=True))

    def with_words(self, words):
        """Those in whose title, kind of task, department or priority tasks these words stand, in any order."""
        found = self
        for word in words.split():
            by_task = self.model.objects.filter(holding(word, "tasks__title")).values("pk")
            found = found.filter(holding(word, "title", "task_kind", "department__name") | Q(pk__in=by_task))
        return found


class RowOfCompetitionQuerySet(models.QuerySet):
    """Rows that live under a competition are reached through it."""

    def visible_to(self, user):
        competitions = self.model._meta.get_field("competition").related_model.objects.visible_to(user)
        return self.filter(competition__in=competitions)

    def editable_by(self, user):
        return self.none() if user.is_auditor else self.visible_to(user)


class AttachmentQuerySet(RowOfCompetitionQuerySet):
    def public(self):
        """Of what was announced, also those that a change took off it: earlier versions name them."""
        competitions = self.model._meta.get_field("competition").related_model.objects.public()
        return self.filter(competition__in=competitions)

    def present(self):
        """Those of the announcement as it is now; what an amendment removed stays with the earlier versions."""
        return self.filter(removed_at=None)


class ResultEntryQuerySet(RowOfCompetitionQuerySet):
    def public(self):
        """Of published results."""
        competitions = self.model._meta.get_field("competition").related_model.objects.public()
        return self.filter(competition__in=competitions.filter(results_published_at__isnull=False))

    def real(self):
        return self.filter(competition__is_example=False)

    def with_words(self, words):
        """Those in whose bidder, register number, task or competition's title these words stand, in any order."""
        found = self
        for word in words.split():
            found = found.filter(holding(word, "bidder", "register_number", "task_title", "competition__title"))
        return found

    def totals(self):
        """{offers, funded, requested, granted} of these offers in one query; money is Decimal or None."""
        funded = Q(state=ResultState.FUNDED)
        return self.aggregate(
            offers=Count("pk"),
            funded=Count("pk", filter=funded),
            requested=Sum("requested"),
            granted=Sum("granted", filter=funded),
        )

    def totals_by(self, path):
        """The same for each value of `path`, named `of`, the largest sum first."""
        funded = Q(state=ResultState.FUNDED)
        return (
            self.order_by()
            .values(of=F(path))
            .annotate(
                competitions=Count("competition", distinct=True),
                offers=Count("pk"),
                funded=Count("pk", filter=funded),
                granted=Sum("granted", filter=funded),
            )
            .order_by(F("granted").desc(nulls_last=True), "of")
        )


class ResultsImportQuerySet(RowOfCompetitionQuerySet):
    def waiting(self):
        return self.filter(saved_at=None)


class AnnouncementQuerySet(IssuedDocumentQuerySet):
    def visible_to(self, user):
        competitions = self.model._meta.get_field("competition").related_model.objects.visible_to(user)
        return self.filter(competition__in=competitions)

    def public(self):
        competitions = self.model._meta.get_field("competition").related_model.objects.public()
        return self.filter(competition__in=competitions)

    def newest(self):
        """The newest version of each subject of each competition."""
        of_same = self.model.objects.filter(competition=OuterRef("competition"), subject=OuterRef("subject"))
        newest = of_same.order_by().values("competition").annotate(newest=Max("version")).values("newest")
        return self.filter(version=Subquery(newest))


class SmallGrantQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.sees_everything else self.filter(department__in=user.departments.all())

    def editable_by(self, user):
        return self.none() if user.is_auditor else self.visible_to(user)

    def real(self):
        return self.filter(is_example=False)

    def public(self, today):
        """Offers published in at least one place; examples only where the settings show them."""
        published = self.filter(Q(bip_on__lte=today) | Q(notice_board_on__lte=today) | Q(website_on__lte=today))
        return published if settings.SHOW_EXAMPLES else published.filter(is_example=False)

    def with_state(self, today, *, remarks_since):
        """Annotates state_on_day: what law.small_grant_state says, in SQL. `remarks_since`: law.remarks_open_since."""
        not_everywhere = Q()
        for place in ("bip_on", "notice_board_on", "website_on"):
            not_everywhere |= Q(**{place: None}) | Q(**{f"{place}__gt": today})
        last_still_open = (
            Q(bip_on__gte=remarks_since) | Q(notice_board_on__gte=remarks_since) | Q(website_on__gte=remarks_since)
        )
        return self.annotate(
            state_on_day=Case(
                When(granted__gt=0, then=Value(SmallGrantState.GRANTED)),
                When(granted=0, then=Value(SmallGrantState.REFUSED)),
                When(not_everywhere, then=Value(SmallGrantState.TO_PUBLISH)),
                When(last_still_open, then=Value(SmallGrantState.REMARKS)),
                default=Value(SmallGrantState.TO_DECIDE),
                output_field=models.CharField(),
            )
        )

    def received_in(self, year):
        return self.filter(received_on__year=year)

    def around(self, year):
        """Those that may use the year's limits: received or paid in it."""
        return self.filter(Q(received_on__year=year) | Q(paid_on__year=year))

    def in_state(self, state, today, *, remarks_since):
        return self.with_state(today, remarks_since=remarks_since).filter(state_on_day=state)

    def newest_first(self):
        return self.order_by(F("received_on").desc(), "-pk")
