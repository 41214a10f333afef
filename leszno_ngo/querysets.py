"""Questions asked of the ground floor's rows. The day, the moment and the user are arguments."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from leszno_ngo.choices import DocumentState

STALE_AFTER = dt.timedelta(minutes=3)  # a task is killed after two
MOST_ATTEMPTS = 5


class DepartmentQuerySet(models.QuerySet):
    def valid_on(self, day):
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))

    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class SourceDocumentQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_public=True)

    def visible_to(self, user):
        """Officials read what residents read: one document can hold the rows of many departments."""
        return self if user.sees_everything else self.public()


class DataIssueQuerySet(models.QuerySet):
    def open(self):
        return self.filter(resolved_at=None)

    def public(self):
        return self.filter(is_public=True, document__is_public=True)

    def visible_to(self, user):
        return self if user.sees_everything else self.public()


class IssuedDocumentQuerySet(models.QuerySet):
    """The queue's truth is the row: a task claims it, a sweeper finds what nobody finished."""

    def claim(self, pk, now, worker):
        """The row, now this worker's to make; None when it is done, given up or in other hands."""
        free = Q(state=DocumentState.QUEUED) | Q(state=DocumentState.RUNNING, claimed_at__lt=now - STALE_AFTER)
        claimed = self.filter(free, pk=pk).update(
            state=DocumentState.RUNNING, claimed_at=now, claimed_by=worker, attempts=F("attempts") + 1, error=""
        )
        return self.get(pk=pk) if claimed else None

    def stale(self, now):
        """Rows whose task may be lost: waiting or at work for longer than any task lives."""
        return self.filter(
            Q(state=DocumentState.QUEUED, queued_at__lt=now - STALE_AFTER)
            | Q(state=DocumentState.RUNNING, claimed_at__lt=now - STALE_AFTER)
        )

    def left_by(self, worker):
        """What a worker that has just started finds: rows its predecessor of the same name was making when it
        was killed, and waiting rows, whose message may have died with it."""
        return self.filter(Q(state=DocumentState.QUEUED) | Q(state=DocumentState.RUNNING, claimed_by=worker))

    def failed(self, reason):
        return self.filter(state=DocumentState.FAILED, error=reason)
