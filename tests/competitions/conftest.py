"""The real documents, imported as the office does it."""

import datetime as dt
import io
from functools import partial

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from model_bakery import baker

from competitions import publishing
from competitions.models import Schedule
from leszno_ngo.choices import Role
from leszno_ngo.models import Department
from tests.remembering import once

AS_OF_READERS = dt.date(2023, 12, 1)  # the day on which the readers of the real schedule saw it


def imported(command, name, settings, **options):
    path = settings.BASE_DIR / "fixtures" / "documents" / name
    once((command, name, *options.items()), partial(call_command, command, str(path), **options, stdout=io.StringIO()))


@pytest.fixture
def on_day(settings):
    """Sets the portal's day."""

    def set_day(day):
        settings.PORTAL_DATE = day

    set_day(AS_OF_READERS)
    return set_day


@pytest.fixture
def lists(db):
    once("lists", partial(call_command, "loaddata", "spheres", "departments", "areas", verbosity=0))


@pytest.fixture
def schedule_2024(draft_2024):
    """The real schedule, released; without its PDF."""
    draft_2024.released_at = dt.datetime(2023, 12, 1, 8, tzinfo=dt.UTC)
    draft_2024.save()
    return draft_2024


@pytest.fixture
def draft_2024(lists, settings):
    """The real schedule as it was read, not yet released."""
    imported("import_schedule", "harmonogram-2024.txt", settings, year=2024)
    return Schedule.objects.get()


@pytest.fixture
def tasks_2023(lists, settings):
    imported("import_priority_tasks", "zadania-priorytetowe-2023.txt", settings, year=2023)


@pytest.fixture
def schedule(lists):
    """A working edition with nothing in it."""
    return Schedule.objects.create(year=2024, title="Harmonogram na 2024 rok")


@pytest.fixture
def coordinator(db):
    return baker.make(get_user_model(), username="koordynator", is_staff=True, role=Role.COORDINATOR)


@pytest.fixture
def auditor():
    return baker.make(get_user_model(), username="audytor", role=Role.AUDITOR, is_staff=True)


@pytest.fixture
def first(draft_2024, on_day):
    """The real schedule of 2024, not yet released, on 1 December 2023."""
    return draft_2024


@pytest.fixture
def working(first):
    """The working copy after its release."""
    return publishing.release_schedule(first, by=None)


@pytest.fixture
def official(lists):
    user = baker.make(
        get_user_model(), username="urzednik", role=Role.OFFICIAL, is_staff=True, first_name="Anna", last_name="Nowak"
    )
    user.departments.add(Department.objects.get(slug="wydzial-kultury-i-sportu"))
    return user


@pytest.fixture
def anna(db):
    """A coordinator whose name is public and whose account's is not."""
    names = {"username": "anowak", "first_name": "Anna", "last_name": "Nowak"}
    return baker.make(get_user_model(), is_staff=True, role=Role.COORDINATOR, **names)
