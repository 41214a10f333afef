"""Questions asked of competitions, what they issue and what came of them."""

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Max, Q, Value, When

from competitions.choices import CompetitionState, SmallGrantState
from leszno_ngo.querysets import IssuedDocumentQuerySet


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


class RowOfCompetitionQuerySet(models.QuerySet):
    """Rows that live under a competition are reached through it."""

    def visible_to(self, user):
        competitions = self.model._meta.get_field("competition").related_model.objects.visible_to(user)
        return self.filter(competition__in=competitions)

    def editable_by(self, user):
        return self.none() if user.is_auditor else self.visible_to(user)


class AttachmentQuerySet(RowOfCompetitionQuerySet):
    def present(self):
        """Those of the announcement as it is now; what an amendment removed stays with the earlier versions."""
        return self.filter(removed_at=None)


class ResultsImportQuerySet(RowOfCompetitionQuerySet):
    def waiting(self):
        return self.filter(saved_at=None)


class AnnouncementQuerySet(IssuedDocumentQuerySet):
    def visible_to(self, user):
        competitions = self.model._meta.get_field("competition").related_model.objects.visible_to(user)
        return self.filter(competition__in=competitions)

    def newest(self):
        """The newest version of each subject of each competition."""
        of_same = self.model.objects.filter(
            competition=models.OuterRef("competition"), subject=models.OuterRef("subject")
        )
        newest = of_same.order_by().values("competition").annotate(newest=Max("version")).values("newest")
        return self.filter(version=models.Subquery(newest))


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

    def newest_first(self):
        return self.order_by(F("received_on").desc(), "-pk")
