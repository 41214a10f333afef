"""The Celery application; its settings are the CELERY_* names of leszno_ngo.settings."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leszno_ngo.settings")

app = Celery("leszno_ngo")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="timetable")
