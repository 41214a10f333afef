"""The three real documents of strategies, read and imported, and the people of the desk."""

import datetime as dt
from functools import partial

import pytest
from django.conf import settings
from django.core.management import call_command

from leszno_ngo.choices import Role
from leszno_ngo.models import Department, User
from leszno_ngo.reading import read_text_file
from strategy.importing import read, save
from tests.remembering import once

NOW = dt.datetime(2023, 12, 1, 12, 0, tzinfo=dt.UTC)
DOCUMENTS = settings.BASE_DIR / "fixtures" / "documents"
TASK_PAGE = DOCUMENTS / "strategia-rozwoju-zadanie.txt"
PROSE = DOCUMENTS / "strategia-spoleczna-2017-2023.txt"
GOALS_TABLE = DOCUMENTS / "lomza-cele-spoleczne-2010.txt"


def taken(path):
    """The document in the database, and the report of its import."""
    return once(path.name, lambda: save(read(read_text_file(path))[0], now=NOW))


@pytest.fixture
def departments(db):
    once("departments", partial(call_command, "loaddata", "departments", verbosity=0))


@pytest.fixture
def task_page(departments):
    """The task's page of the Leszno strategy, in the database."""
    return taken(TASK_PAGE)


@pytest.fixture
def prose(departments):
    return taken(PROSE)


@pytest.fixture
def goals_table(departments):
    return taken(GOALS_TABLE)


@pytest.fixture
def coordinator(db):
    return User.objects.create_user("koordynator", password="haslo-do-testow", is_staff=True, role=Role.COORDINATOR)


@pytest.fixture
def official(departments):
    """Of MOPR, whose task and indicators the real page holds."""
    user = User.objects.create_user("mopr", password="haslo-do-testow", is_staff=True, role=Role.OFFICIAL)
    user.departments.add(Department.objects.get(slug="mopr"))
    return user


@pytest.fixture
def other_official(departments):
    user = User.objects.create_user("kultura", password="haslo-do-testow", is_staff=True, role=Role.OFFICIAL)
    user.departments.add(Department.objects.exclude(slug="mopr").first())
    return user
