"""What every test stands on: settings of its own, nothing of the developer's environment, real servers on request."""

import os
import sqlite3
import tempfile
from contextlib import closing

import pytest

SETTINGS_FROM_ENVIRONMENT = [
    "ALLOWED_HOSTS",
    "COAT_OF_ARMS",
    "DATABASE_URL",
    "DEBUG",
    "EMAIL_FROM",
    "EMAIL_URL",
    "GENERATOR_URL",
    "LOG_LEVEL",
    "MEDIA_ROOT",
    "OFFICE_EMAIL",
    "OFFICE_NAME",
    "OFFICE_PHONE",
    "OFFICE_URL",
    "PORTAL_DATE",
    "PORTAL_NAME",
    "PORTAL_URL",
    "PRODUCTION",
    "PROXY_COUNT",
    "REDIS_URL",
    "SECOND_FACTOR_REQUIRED",
    "SECRET_KEY",
    "SHOW_EXAMPLES",
    "STATEMENT_MADE_ON",
    "STATEMENT_PERSON",
    "STATEMENT_PUBLISHED_ON",
    "STATEMENT_REVIEWED_ON",
    "STATEMENT_STATUS",
    "STATEMENT_UPDATED_ON",
    "VAR",
]

# Each process of the test session writes into a folder of its own, never into the checkout's var/. All this stands
# here, before Django is set up, because the settings read the environment once.
VAR = tempfile.TemporaryDirectory(prefix="leszno-tests-", ignore_cleanup_errors=True)
for name in SETTINGS_FROM_ENVIRONMENT:
    os.environ.pop(name, None)
os.environ["DJANGO_SETTINGS_MODULE"] = "leszno_ngo.settings"
os.environ["VAR"] = VAR.name
os.environ["LOG_LEVEL"] = "WARNING"
os.environ.setdefault("TEST_RUN", f"{VAR.name}/run")  # xdist's processes get the folder of the one that started them
if "TEST_DATABASE_URL" in os.environ:  # set by tests.servers
    database_of_redis = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
    os.environ["REDIS_URL"] = f"{os.environ['TEST_REDIS_URL']}/{database_of_redis}"

import django  # noqa: E402  after the environment is set
from django.conf import settings as portal_settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.db import connection  # noqa: E402
from django.template.base import Template  # noqa: E402

# A slow hash guards passwords, not tests; and pages need no collected static files here.
portal_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
portal_settings.STORAGES = portal_settings.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
portal_settings.STATIC_ROOT.mkdir()
django.setup()
# With it, pytest-django would set Django up in xdist's processes before they read this file.
del os.environ["DJANGO_SETTINGS_MODULE"]

from tests import servers  # noqa: E402
from tests.sharing import made_once  # noqa: E402
from tests.worker.portal import Portal, migrated_file  # noqa: E402


def pytest_unconfigure(config):
    VAR.cleanup()


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL runs what asks a database something; the rest has run beside SQLite and would say the same."""
    if "TEST_DATABASE_URL" in os.environ:
        elsewhere = [item for item in items if not asks_the_database(item)]
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if asks_the_database(item)]


def asks_the_database(item):
    return bool(item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames))


def pytest_report_header(config):
    return f"database: {portal_settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """The test database begins as a copy of one that this run has migrated, and Django finds nothing left to do."""
    if "TEST_DATABASE_URL" in os.environ:
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated_template()
        yield
        return
    name = connection.creation._get_test_db_name()  # in memory; it lives while somebody is connected
    with closing(sqlite3.connect(name, uri=True)) as memory, closing(sqlite3.connect(migrated_file())) as file:
        file.backup(memory)
        yield


def migrated_template():
    """The name of a PostgreSQL database after every migration."""
    server = os.environ["TEST_DATABASE_URL"]

    def migrate(folder):
        with Portal(folder, DATABASE_URL=servers.new_database(server, "migrated")) as portal:
            portal.with_tables()

    made_once(f"migrated on {server.rpartition(':')[2].replace('/', ' ')}", migrate)
    return "migrated"


@pytest.fixture(scope="session", autouse=True)
def contexts_of_whole_templates(django_test_environment):
    """Django's test client keeps the context of every included part too, a copy of hundreds for a page of forms."""
    keep_context_and_render, render = Template._render, lambda template, context: template.nodelist.render(context)

    def keep_the_first_and_render(template, context):
        return (keep_context_and_render if template is context.template else render)(template, context)

    Template._render = keep_the_first_and_render
    yield
    Template._render = keep_context_and_render


@pytest.fixture(autouse=True)
def empty_cache():
    """No test finds what another one cached."""
    cache.clear()


@pytest.fixture(scope="session")
def redis_url():
    """A fresh real Redis, alone for this process of the test session: redis://127.0.0.1:PORT."""
    with servers.redis() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_url():
    """A fresh real PostgreSQL, alone for this process of the test session: postgres://portal@127.0.0.1:PORT/postgres."""
    with servers.postgres() as url:
        yield url
