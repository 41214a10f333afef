"""The ground floor: settings, users and departments, Polish terms of time, paper, template filters."""

from leszno_ngo.celery import app as celery_app

__all__ = ["celery_app"]
