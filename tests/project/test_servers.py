"""The servers the tests bring with them are real, from the wheels too, and leave nothing behind."""

from pathlib import Path

import psycopg2
import pytest
import redis

from tests import servers


@pytest.fixture(params=["system", "wheels"])
def source(request, monkeypatch):
    """Where binaries come from; „system” falls back to the wheels on a machine without servers."""
    monkeypatch.setenv("TEST_SERVERS", request.param)


@pytest.mark.usefixtures("source")
def test_a_real_postgresql_keeps_a_row_and_ends():
    with servers.postgres() as url:
        connection = psycopg2.connect(url)
        with connection, connection.cursor() as cursor:
            cursor.execute("CREATE TABLE areas (name text)")
            cursor.execute("INSERT INTO areas VALUES ('ekologia i ochrona zwierząt')")
            cursor.execute("SELECT name FROM areas")
            name = cursor.fetchone()[0]
            cursor.execute("SHOW data_directory")
            folder = Path(cursor.fetchone()[0]).parent
        connection.close()

    assert name == "ekologia i ochrona zwierząt"
    assert not folder.exists()
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(url)


@pytest.mark.usefixtures("source")
def test_a_real_redis_keeps_a_value_and_ends():
    with servers.redis() as url:
        client = redis.Redis.from_url(url)
        client.set("sport", "piłka nożna")
        kept = client.get("sport").decode()

    assert kept == "piłka nożna"
    with pytest.raises(redis.ConnectionError):
        client.ping()


def test_two_servers_at_once_do_not_meet():
    with servers.redis() as one, servers.redis() as other:
        redis.Redis.from_url(one).set("sport", "tu")

        assert redis.Redis.from_url(other).get("sport") is None
