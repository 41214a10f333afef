"""The only place that reads the time. Outside production PORTAL_DATE moves the day; the hour stays the real one."""

import datetime as dt

from django.conf import settings
from django.utils import timezone


def real_now() -> dt.datetime:
    """This moment, aware, in Warsaw, whatever day the portal pretends: only for the machinery's signs of life."""
    return timezone.localtime(dt.datetime.now(dt.UTC), timezone.get_default_timezone())


def now() -> dt.datetime:
    """This moment, aware, in Warsaw."""
    moment = real_now()
    if settings.PORTAL_DATE is None:
        return moment
    return timezone.make_aware(dt.datetime.combine(settings.PORTAL_DATE, moment.time()))


def today() -> dt.date:
    """The Warsaw date."""
    return now().date()
