"""Portals with a real queue: as a fresh checkout has it, and as a city's machine has it."""

import shutil
from contextlib import contextmanager

import pytest
import redis

from tests.servers import new_database
from tests.sharing import made_once
from tests.worker.portal import Portal


def prepare(folder):
    with Portal(folder) as portal:
        portal.with_static_files().with_schedule()


@pytest.fixture
def checkout(tmp_path):
    """As bin/run has it: SQLite and the queue in files. A test gets a copy of the folder that this run has prepared."""
    folder = tmp_path / "checkout"
    shutil.copytree(made_once("checkout", prepare), folder)
    with Portal(folder) as portal:
        yield portal


@pytest.fixture(scope="session")
def prepared_database(postgres_url, tmp_path_factory):
    """The same in PostgreSQL; the name of a database to copy."""
    address = new_database(postgres_url)
    with Portal(tmp_path_factory.mktemp("prepared-city"), DATABASE_URL=address) as portal:
        portal.with_schedule()
    return address.rpartition("/")[2]


@pytest.fixture
def city(prepared_database, postgres_url, redis_url, tmp_path):
    with a_city(prepared_database, postgres_url, redis_url, tmp_path) as portal:
        yield portal


@contextmanager
def a_city(database, postgres_url, redis_url, folder):
    """A portal as a city's machine has it, with PostgreSQL and Redis, on a copy of this database."""
    address = new_database(postgres_url, TEMPLATE=database)
    redis.Redis.from_url(redis_url).flushall()
    (folder / "city").mkdir()
    with Portal(folder / "city", DATABASE_URL=address, REDIS_URL=f"{redis_url}/0") as portal:
        yield portal


@pytest.fixture(params=["checkout", "city"])
def portal(request):
    """Either of them."""
    return request.getfixturevalue(request.param)
