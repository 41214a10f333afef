"""A real worker on a real queue: a released schedule becomes one file, whatever is killed or lost on the way."""

import pytest
import redis

from tests import servers
from tests.worker.portal import PATIENCE, meeting, wait_until

pytestmark = pytest.mark.worker

LONG = 400  # rows; their PDF takes several seconds
TODAY_FOR_THE_NEXT = """
import datetime as dt
from competitions.models import Schedule
answer = Schedule.objects.working().update(as_of=dt.date(2023, 12, 1))"""


def the_one_file(portal):
    """The portal's only document, when it is ready and its file is the only one and what the row says."""
    (document,) = portal.documents()
    assert (document["state"], document["error"]) == ("ready", "")
    assert document["sha256_of_file"] == document["sha256"]
    assert portal.files() == [document["name"]] == [f"harmonogramy/2024/{document['sha256']}.pdf"]
    return document


def test_the_pdf_is_there_within_three_seconds_of_the_release(portal):
    """The first of five that is: other tests may keep the machine busy meanwhile."""
    portal.worker()
    portal.release()
    seconds = []
    while True:
        portal.wait_for("ready")
        document = the_one_file(portal)
        seconds.append(document["seconds"])
        if seconds[-1] < 3 or len(seconds) == 5:
            break
        portal.release_again()

    assert document["pages"] == 4
    assert min(seconds) < 3, f"seconds from the release to the file: {seconds}"


def test_a_worker_killed_in_the_middle_leaves_after_the_restart_exactly_one_ready_document(portal):
    portal.lengthen(LONG)
    worker = portal.worker()
    portal.release()
    portal.wait_for("running")
    portal.kill(worker)
    assert portal.states() == [("running", 1)]
    assert portal.files() == []

    portal.worker()

    assert portal.wait_for("ready") == 2
    the_one_file(portal)


def test_what_a_killed_worker_was_making_is_made_by_one_of_another_name(portal):
    """That one takes up nothing of a stranger when it starts: the sweep has to find the row once it is stale."""
    portal.lengthen(LONG)
    first = portal.worker("first")
    portal.release()
    portal.wait_for("running")
    portal.kill(first)
    portal.worker("second")
    assert portal.states() == [("running", 1)]

    portal.ask(
        """
import datetime as dt
from django.db.models import F
from competitions.models import ScheduleDocument
from leszno_ngo import timetable
ScheduleDocument.objects.update(claimed_at=F("claimed_at") - dt.timedelta(minutes=4))
answer = timetable.sweep_documents.delay().id"""
    )

    assert portal.wait_for("ready") == 2
    the_one_file(portal)


def test_a_document_whose_message_was_lost_is_found_by_the_next_sweep(city, redis_url):
    city.release()
    redis.Redis.from_url(redis_url).flushall()
    city.ask(
        """
import datetime as dt
from django.db.models import F
from competitions.models import ScheduleDocument
answer = ScheduleDocument.objects.update(queued_at=F("queued_at") - dt.timedelta(minutes=4))"""
    )
    assert city.states() == [("queued", 0)]

    city.ask("from leszno_ngo import timetable; answer = timetable.sweep_documents()")
    assert redis.Redis.from_url(redis_url).llen("celery") == 1
    city.worker()

    city.wait_for("ready")
    the_one_file(city)


def test_a_release_while_the_queue_is_down_goes_through_and_the_document_follows(city):
    assert city.release(REDIS_URL="redis://127.0.0.1:1") < 10  # seconds

    assert city.states() == [("queued", 0)]
    city.worker()
    city.wait_for("ready")
    the_one_file(city)


def test_two_editions_released_one_after_the_other_end_with_one_document_each(city, redis_url):
    """The worker is killed while it makes the first, and Redis forgets the messages of both."""
    city.lengthen(LONG)
    worker = city.worker()
    city.release()
    city.wait_for("running")
    city.kill(worker)
    city.ask(TODAY_FOR_THE_NEXT)
    city.release()
    redis.Redis.from_url(redis_url).flushall()
    assert sorted(city.states()) == [("queued", 0), ("running", 1)]

    city.worker()

    wait_until(lambda: [state for state, _ in city.states()] == ["ready", "ready"])
    made = city.documents()
    assert [document["sha256_of_file"] == document["sha256"] for document in made] == [True, True]
    assert city.files() == sorted(document["name"] for document in made)
    assert len({document["name"] for document in made}) == 2


def test_a_worker_killed_and_redis_restarted_meanwhile_end_with_exactly_one_ready_document(city):
    port = servers.free_port()
    city.environment["REDIS_URL"] = f"redis://127.0.0.1:{port}/0"
    city.lengthen(LONG)
    with servers.redis_on(port):
        worker = city.worker()
        city.release()
        city.wait_for("running")
        city.kill(worker)

    with servers.redis_on(port):
        assert city.states() == [("running", 1)]
        city.worker()

        assert city.wait_for("ready") == 2
        the_one_file(city)


def test_a_worker_outlives_a_restart_of_redis_and_makes_each_edition_once(city):
    port = servers.free_port()
    city.environment["REDIS_URL"] = f"redis://127.0.0.1:{port}/0"
    city.lengthen(LONG)
    with servers.redis_on(port):
        city.worker()
        city.release()
        city.wait_for("running")

    with servers.redis_on(port):
        assert city.wait_for("ready") == 1
        city.ask(TODAY_FOR_THE_NEXT)
        city.release()

        wait_until(lambda: city.states() == [("ready", 1), ("ready", 1)])
        assert city.files() == sorted(document["name"] for document in city.documents())


def test_two_who_release_at_the_same_moment_release_one_edition_and_open_one_copy(portal):
    program = f"""
from competitions.models import Schedule
from competitions.publishing import release_schedule
schedule = Schedule.objects.working().get()
{meeting(portal.folder / "ready")}
release_schedule(schedule, by=None)"""
    both = [portal.start(name, "manage.py", "shell", "--verbosity", "0", "-c", program) for name in ("one", "other")]

    assert sorted(process.wait(PATIENCE) for process in both) == [0, 1]

    editions = """
from competitions.models import Schedule
answer = [(schedule.edition, schedule.is_released) for schedule in Schedule.objects.order_by("edition")]"""
    assert portal.ask(editions) == [[1, True], [2, False]]
    assert portal.states() == [("queued", 0)]


@pytest.fixture
def without_pango(tmp_path):
    """An environment in which the dynamic linker finds a broken Pango before the real one."""
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "libpango-1.0.so.0").write_bytes(b"")
    return {"LD_LIBRARY_PATH": str(folder)}


def test_without_the_libraries_the_portal_runs_and_says_what_to_install(checkout, without_pango):
    worker = checkout.worker(**without_pango)
    checkout.release(**without_pango)
    checkout.wait_for("failed")

    (document,) = checkout.documents()
    assert document["error"] == (
        "Na serwerze brakuje bibliotek do tworzenia plików PDF. Administrator instaluje je poleceniem: "
        "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 "
        "– i uruchamia portal od nowa; dokument wykona się wtedy sam."
    )
    health = """
from django.test import Client
answer = Client().get("/zdrowie/", headers={"host": "localhost"}).json()["database"]"""
    assert checkout.ask(health, **without_pango) == "ok"

    checkout.kill(worker)
    checkout.worker()
    checkout.wait_for("ready")
    the_one_file(checkout)
